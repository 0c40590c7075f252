/* SPDX-License-Identifier: MIT
 * error_plain.c - every pass shrinks the text, and so works in place. */
#include "ingest/error_plain.h"

#include "base/json_escape.h"
#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

static bool is_letter(char c)
{
    return rsv__lower(c) >= 'a' && rsv__lower(c) <= 'z';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Whether `text` begins with `word`, ASCII case aside; stops at the NUL. */
static bool has_prefix(const char *text, const char *word)
{
    while (*word != '\0' && rsv__lower(*text) == *word) {
        text++;
        word++;
    }
    return *word == '\0';
}

static int hex(char c)
{
    c = rsv__lower(c);
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* `digits` hexadecimal digits, or -1. */
static int32_t take_hex(const char *s, int digits)
{
    int32_t value = 0;
    for (int i = 0; i < digits; i++) {
        if (hex(s[i]) < 0)
            return -1;
        value = value * 16 + hex(s[i]);
    }
    return value;
}

/* --- HTML ---------------------------------------------------------------------------------- */

static bool is_html(const char *text)
{
    static const char *const marks[] = {"<html", "<body", "<div", "<span", "<p>", "<br", "<td",
                                        "<!doctype", "</"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (rsv__find_fold(text, marks[i]) != NULL)
            return true;
    return false;
}

/* Tags that stand within a line; all others break it. */
static bool is_inline(const char *tag)
{
    static const char *const names[] = {"a",      "b",    "i",    "u",     "em",   "strong",
                                        "span",   "font", "wbr",  "code",  "small", "sup",
                                        "sub",    "mark"};
    tag += *tag == '/';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (has_prefix(tag, names[i]) && !is_letter(tag[strlen(names[i])]))
            return true;
    return false;
}

static void strip_tags(char *text, bool scripts)
{
    const char *in = text, *close = "";
    char *out = text;
    while (*in != '\0') {
        const bool is_tag = *in == '<' && (is_letter(in[1]) || in[1] == '/' || in[1] == '!');
        if (is_tag && !scripts && (has_prefix(in, "<script") || has_prefix(in, "<style"))) {
            const bool is_script = has_prefix(in, "<sc");
            const char *end = rsv__find_fold(in, is_script ? "</script" : "</style");
            in = end ? end : in;
            scripts = end == NULL; /* never closed: don't look again */
        }
        if (is_tag && close != NULL)
            close = strchr(in, '>'); /* NULL: there is none in the rest either */
        if (!is_tag || close == NULL) {
            *out++ = *in++;
            continue;
        }
        if (!is_inline(in + 1))
            *out++ = '\n';
        in = close + 1;
    }
    *out = '\0';
}

/* &quot; &#39; &#x27; at `s`: the character, and how long it was written.  0: none. */
static uint32_t take_entity(const char *s, size_t *length)
{
    static const struct {
        const char *name;
        uint32_t c;
    } names[] = {{"&amp;", '&'},  {"&lt;", '<'},    {"&gt;", '>'},
                 {"&quot;", '"'}, {"&apos;", '\''}, {"&nbsp;", ' '}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (has_prefix(s, names[i].name)) {
            *length = strlen(names[i].name);
            return names[i].c;
        }
    }
    if (s[1] != '#')
        return 0;
    const int base = s[2] == 'x' || s[2] == 'X' ? 16 : 10;
    uint32_t c = 0;
    size_t i = base == 16 ? 3 : 2;
    for (; hex(s[i]) >= 0 && hex(s[i]) < base && c <= 0x10ffff; i++)
        c = c * (uint32_t)base + (uint32_t)hex(s[i]);
    *length = i + 1;
    return s[i] == ';' && c <= 0x10ffff ? c : 0;
}

static void decode_entities(char *text)
{
    const char *in = text;
    char *out = text;
    while (*in != '\0') {
        size_t length = 1;
        const uint32_t c = *in == '&' ? take_entity(in, &length) : 0;
        if (c == 0) {
            *out++ = *in++;
            continue;
        }
        in += length;
        out += rsv__utf8_encode(c, out); /* an entity is never shorter than its character */
    }
    *out = '\0';
}

/* --- mail ---------------------------------------------------------------------------------- */

static void strip_quoting(char *text)
{
    const char *in = text;
    char *out = text;
    bool at_start = true;
    while (*in != '\0') {
        if (at_start && *in == '>') {
            in++;
            in += *in == ' ';
            continue;
        }
        at_start = *in == '\n';
        *out++ = *in++;
    }
    *out = '\0';
}

/* --- URLs ---------------------------------------------------------------------------------- */

static bool is_encoded(const char *s)
{
    return s[0] == '%' && take_hex(s + 1, 2) >= 0;
}

/* Whether a word (up to a blank) carries an error in URL-encoding. */
static bool is_url_error(const char *word, const char *end)
{
    bool encoded = false, error = false;
    for (const char *p = word; p < end; p++) {
        encoded = encoded || is_encoded(p) || *p == '+';
        error = error || has_prefix(p, "aadsts") || has_prefix(p, "error");
    }
    return encoded && error;
}

/* Decode [in, end) to *out, which moves on.  With `query`, + is a blank and & a break. */
static void decode_url(const char *in, const char *end, bool query, char **out)
{
    for (; in < end; in++) {
        char c = *in;
        if (is_encoded(in)) {
            c = (char)take_hex(in + 1, 2);
            c = c == '\0' || c == PLAIN_BREAK ? ' ' : c;
            in += 2;
        } else if (query) {
            c = c == '+' ? ' ' : c == '&' ? (char)PLAIN_BREAK : c;
        }
        *(*out)++ = c;
    }
}

static size_t decode_urls(char *text)
{
    const char *in = text;
    char *out = text;
    while (*in != '\0') {
        const char *end = in;
        while (*end != '\0' && !is_space(*end))
            end++;
        if (is_url_error(in, end)) {
            char *word = out;
            decode_url(in, end, true, &out);
            const char *once = out;
            out = word;
            decode_url(word, once, false, &out); /* redirects encode twice */
        } else {
            memmove(out, in, (size_t)(end - in));
            out += end - in;
        }
        if (*end != '\0')
            *out++ = *end++;
        in = end;
    }
    *out = '\0';
    return (size_t)(out - text);
}

char *rsv__error_plain(const char *text, size_t n, bool scripts, struct arena *arena,
                       size_t *length)
{
    char *plain = rsv__arena_copy(arena, text, n);
    if (plain == NULL)
        return NULL;
    if (is_html(plain))
        strip_tags(plain, scripts);
    decode_entities(plain);
    strip_quoting(plain);
    *length = decode_urls(plain);
    return plain;
}

/* --- literals ------------------------------------------------------------------------------ */

size_t rsv__error_unescape(char *text, size_t n)
{
    static const char letters[] = "rnt\"'/\\", meanings[] = "\r\n\t\"'/\\";
    size_t out = 0;
    text[n] = '\0';
    for (size_t i = 0; i < n;) {
        size_t length = 0;
        const char *letter =
            text[i] == '\\' && text[i + 1] != '\0' ? strchr(letters, text[i + 1]) : NULL;
        const uint32_t c = text[i] == '\\' ? rsv__json_unicode(text + i, n - i, &length) : 0;
        if (letter != NULL) {
            text[out++] = meanings[letter - letters];
            i += 2;
        } else if (length != 0 && c != 0) { /* NUL is none */
            out += rsv__utf8_encode(c, text + out);
            i += length;
        } else {
            text[out++] = text[i++];
        }
    }
    text[out] = '\0';
    return out;
}
