/* SPDX-License-Identifier: MIT
 * error_text.c - finds the error in what people paste.
 *
 * The message begins at the first AADSTS number and ends at its IDs, at the quote it stands in, or
 * at a blank line.  Numbers within it are one error, the outer one first; `error_codes` decides
 * where it is there.  Everything is linear in the text.
 */
#include "ingest/encoding.h"
#include "ingest/error_plain.h"
#include "ingest/error_scan.h"

#include <string.h>

enum {
    LARGEST = 4 << 20, /* bytes of a paste that are looked at */
    MESSAGE_MAX = 8000 /* bytes of a message with its IDs */
};

/* --- the message --------------------------------------------------------------------------- */

/* AADSTS50126, "AADSTS 50126", broken over lines. */
static int64_t take_aadsts(const char **p)
{
    const char *digits = rsv__scan_words(*p, "aadsts");
    if (digits == NULL)
        return 0;
    for (int i = 0; i < 3 && is_blank(*digits); i++)
        digits++;
    const int64_t code = rsv__scan_code(&digits);
    if (code != 0)
        *p = digits;
    return code;
}

/* Whether a label that ends the message begins here. */
static bool is_end_label(const char *p)
{
    static const char *const labels[] = {"trace id", "request id", "correlation id", "timestamp"};
    static const char *const phrases[] = {"troubleshooting details", "copy info to",
                                          "flag sign-in errors"};
    if (strchr("tTrRcCfF", *p) == NULL)
        return false;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (rsv__scan_value(p, labels[i]) != NULL)
            return true;
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (rsv__scan_words(p, phrases[i]) != NULL)
            return true;
    return false;
}

/* Whether the quote at `p` ends a literal: what follows is punctuation, not the rest of a word. */
static bool closes(const char *p)
{
    p = rsv__scan_blanks(p + 1);
    return *p == '\0' || *p == PLAIN_BREAK || strchr(",}]):;", *p) != NULL;
}

/* Behind the message at in->start: at its quote, the next parameter, or the next error. */
static size_t find_end(const struct paste *in)
{
    const char *start = in->text + in->start, *p = start;
    const char quote = in->start > 0 && is_quote(start[-1]) ? start[-1] : '\0';
    const bool escaped = quote != '\0' && in->start > 1 && start[-2] == '\\';
    bool labelled = false;
    for (; *p != '\0' && *p != PLAIN_BREAK && p - start < MESSAGE_MAX; p++) {
        const char *code = p;
        if (quote != '\0' && *p == quote && escaped == (p > start && p[-1] == '\\') && closes(p))
            break;
        labelled = labelled || is_end_label(p);
        if (labelled && take_aadsts(&code) != 0)
            break;
    }
    return (size_t)(p - in->text) - (escaped && *p == quote); /* the quote's own backslash */
}

/* The first AADSTS number, or that one if it isn't 0. */
static const char *find_aadsts(const struct paste *in, int64_t wanted)
{
    for (const char *p = in->text; *p != '\0'; p++) {
        const char *behind = p;
        const int64_t code = take_aadsts(&behind);
        if (code != 0 && (wanted == 0 || code == wanted))
            return p;
    }
    return NULL;
}

static bool find_start(struct paste *in)
{
    const char *start = in->wanted ? find_aadsts(in, in->wanted) : NULL;
    if (start == NULL)
        start = find_aadsts(in, 0);
    if (start == NULL)
        start = rsv__scan_next(in->text, in->text, "error description");
    if (start == NULL)
        start = rsv__scan_next(in->text, in->text, "failure reason");
    in->start = start ? (size_t)(start - in->text) : in->n;
    return start != NULL;
}

static bool is_blank_line(const char *p)
{
    if (*p != '\n')
        return false;
    for (p++; is_blank(*p) && *p != '\n'; p++) {
    }
    return *p == '\n';
}

/* Where the message's IDs begin, or what doesn't belong to it; *worded: more than a number. */
static size_t find_words(const struct paste *in, bool *worded)
{
    const char *p = in->message;
    *worded = false;
    while (take_aadsts(&p) != 0)
        p += *p == ':';
    for (; *p != '\0' && !is_end_label(p) && !(*worded && is_blank_line(p)); p++)
        *worded = *worded || (unsigned char)*p > ' ';
    return (size_t)(p - in->message);
}

/* False: no memory. */
static bool cut_message(struct paste *in)
{
    in->end = find_start(in) ? find_end(in) : in->n;
    in->n_message = in->end - in->start;
    in->message = rsv__arena_copy(in->arena, in->text + in->start, in->n_message);
    if (in->message == NULL)
        return false;
    const bool quoted = in->start > 0 && is_quote(in->text[in->start - 1]);
    if (quoted || strstr(in->message, "\\r\\n") != NULL)
        in->n_message = rsv__error_unescape(in->message, in->n_message);
    if (quoted && in->start > 1 && in->text[in->start - 2] == '\\') /* a literal in a literal */
        in->n_message = rsv__error_unescape(in->message, in->n_message);
    return true;
}

/* --- numbers ------------------------------------------------------------------------------- */

static void add_code(struct error_text *out, int64_t code)
{
    for (uint32_t i = 0; i < out->n_codes; i++)
        if (out->codes[i] == code)
            return;
    if (code != 0 && out->n_codes < MAX_CODES)
        out->codes[out->n_codes++] = code;
}

/* Every AADSTS number in [from, end). */
static void add_aadsts(struct error_text *out, const char *from, const char *end)
{
    while (from < end) {
        const char *p = from;
        add_code(out, take_aadsts(&p));
        from = p > from ? p : from + 1;
    }
}

/* error_codes: [70002, 70008], also as the text "[500011]".  If there are several, the array behind
 * the message is its own. */
static void add_array(struct error_text *out, const struct paste *in)
{
    const char *p = rsv__scan_next(in->text, in->text + in->end, "error codes");
    if (p == NULL)
        p = rsv__scan_next(in->text, in->text, "error codes");
    if (p == NULL)
        return;
    while (*p == '[' || *p == ',' || is_blank(*p) || is_digit(*p)) {
        const char *digits = p;
        add_code(out, rsv__scan_code(&digits));
        p = digits > p ? digits : p + 1;
    }
}

/* "Error Code: 50126" as the portal shows it, and the links to login.microsoftonline.com/error. */
static void add_labelled(struct error_text *out, const struct paste *in, const char *label)
{
    for (const char *p = in->text; (p = rsv__scan_next(in->text, p, label)) != NULL;)
        add_code(out, rsv__scan_code(&p));
}

/* A number and nothing else. */
static void add_bare(struct error_text *out, const struct paste *in)
{
    const char *p = in->text;
    while (is_blank(*p) || is_quote(*p) || *p == '#')
        p++;
    const int64_t code = rsv__scan_code(&p);
    while (is_blank(*p) || is_quote(*p) || *p == ':' || *p == '.' || *p == ',')
        p++;
    if (*p == '\0')
        add_code(out, code);
}

static void find_codes(const struct paste *in, size_t n_message, struct error_text *out)
{
    add_array(out, in);
    const uint32_t n_array = out->n_codes;
    add_aadsts(out, in->message, in->message + n_message);
    out->n_own = out->n_codes;
    if (out->n_own > 0)
        out->code = out->codes[(n_array > 0 ? n_array : out->n_own) - 1];
    out->outer_code = out->n_own > 0 && out->codes[0] != out->code ? out->codes[0] : 0;
    add_aadsts(out, in->text, in->text + in->n);
    add_labelled(out, in, "error code");
    add_labelled(out, in, "error?code");
    if (out->n_codes == 0)
        add_bare(out, in);
    if (out->code == 0)
        out->code = out->codes[0];
}

/* --- all of it ----------------------------------------------------------------------------- */

static bool find_in(const struct decoded *d, bool scripts, int64_t wanted, struct arena *arena, struct error_text *out)
{
    struct paste in = {.wanted = wanted, .arena = arena};
    bool worded;
    *out = (struct error_text){.at = INT64_MIN};
    in.text = rsv__error_plain(d->text, d->n < LARGEST ? d->n : LARGEST, scripts, arena, &in.n);
    if (in.text == NULL || !cut_message(&in))
        return false;
    const size_t n_message = find_words(&in, &worded);
    in.n_words = worded ? n_message : 0;
    find_codes(&in, n_message, out);
    if (out->code != 0)
        rsv__error_details(&in, out);
    return out->code != 0 && !arena->failed;
}

bool rsv__error_text_find(const char *bytes, size_t n, int64_t wanted, struct arena *arena, struct error_text *out)
{
    struct decoded d;
    rsv_error unused;
    *out = (struct error_text){.at = INT64_MIN};
    const rsv_status rc = rsv__encoding_decode(arena->alloc, bytes, n, &d, &unused);
    bool found = rc == RSV_OK;
    arena->failed = arena->failed || rc == RSV_ENOMEM; /* callers ask the arena */
    if (found) /* the page that a browser saved may have it in a script only */
        found = find_in(&d, false, 0, arena, out) || find_in(&d, true, 0, arena, out);
    bool other = false;
    for (uint32_t i = out->n_own; found && i < out->n_codes; i++)
        other = other || (wanted != 0 && out->codes[i] == wanted);
    if (other)
        found = find_in(&d, false, wanted, arena, out) || find_in(&d, true, wanted, arena, out);
    rsv__encoding_free(&d);
    return found;
}
