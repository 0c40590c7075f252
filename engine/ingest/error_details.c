/* SPDX-License-Identifier: MIT
 * error_details.c - who, when, which request: what a pasted error says besides its number. */
#include "base/time.h"
#include "ingest/error_scan.h"

#include <string.h>

enum {
    TEXT_MAX = 2000,  /* bytes of the message that is kept */
    NAME_MAX = 128,   /* of a name */
    OAUTH_MAX = 40,   /* of an OAuth error */
    GUID = 36
};

/* Where details are looked for, in this order, so that they belong to the message even if a mail
 * holds several errors. */
struct places {
    const char *text[3]; /* the message, what follows it, all */
};

/* --- one thing at a place ------------------------------------------------------------------ */

static bool is_hex(char c)
{
    c = rsv__lower(c);
    return is_digit(c) || (c >= 'a' && c <= 'f');
}

/* 8-4-4-4-12 hexadecimal digits, blanks around the dashes allowed; in lower case into `out`. */
static bool take_guid(const char *p, char out[GUID + 1])
{
    static const int groups[] = {8, 4, 4, 4, 12};
    size_t n = 0;
    for (size_t g = 0; g < 5; g++) {
        if (g > 0) {
            p = rsv__scan_blanks(p);
            if (*p++ != '-')
                return false;
            p = rsv__scan_blanks(p);
            out[n++] = '-';
        }
        for (int i = 0; i < groups[g]; i++, p++) {
            if (!is_hex(*p))
                return false;
            out[n++] = rsv__lower(*p);
        }
    }
    out[n] = '\0';
    return true;
}

static bool take_time(const char *p, int64_t *ms)
{
    char copy[40];
    size_t n = 0;
    for (; n + 1 < sizeof copy && *p != '\0' && strchr("0123456789-:T.Z+ ", *p) != NULL; p++) {
        const bool beside_dash =
            *p == ' ' && (p[1] == '-' || p[1] == ' ' || (n > 0 && copy[n - 1] == '-'));
        if (!beside_dash)
            copy[n++] = *p;
        if (*p == 'Z')
            break;
    }
    while (n > 0 && (copy[n - 1] == ' ' || copy[n - 1] == '-' || copy[n - 1] == '.'))
        n--;
    copy[n] = '\0';
    return rsv__time_parse(copy, ms);
}

/* Lower-case letters and '_', as OAuth names its errors: invalid_grant. */
static const char *take_oauth(struct arena *arena, const char *p)
{
    size_t n = 0;
    bool underscore = false;
    for (; n <= OAUTH_MAX && ((p[n] >= 'a' && p[n] <= 'z') || p[n] == '_'); n++)
        underscore = underscore || p[n] == '_';
    if (!underscore || n < 3 || n > OAUTH_MAX || is_word(p[n]))
        return NULL;
    return rsv__arena_copy(arena, p, n);
}

/* The application at "app...": app 'GUID', application with identifier "GUID", Client app ID: GUID,
 * application 'Name'(GUID). */
static bool take_app(const char *p, char guid[GUID + 1])
{
    static const char *const fillers[] = {" with", " registration", " identifier", " id"};
    const char *next = rsv__scan_words(p, "application");
    p = next ? next : p + strlen("app");
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++) {
        next = rsv__scan_words(p, fillers[i]);
        p = next && !is_word(*next) ? next : p;
    }
    next = rsv__scan_value(p, "");
    if (next != NULL)
        return take_guid(next, guid);
    p = rsv__scan_blanks(p);
    if (!is_quote(*p))
        return take_guid(p + (*p == '('), guid);
    if (take_guid(p + 1, guid))
        return true;
    const char quote = *p++;
    for (int i = 0; i < NAME_MAX && *p != '\0' && *p != quote; i++)
        p++;
    if (*p != quote)
        return false;
    p = rsv__scan_blanks(p + 1);
    return *p == '(' && take_guid(p + 1, guid);
}

/* A name in quotes, or a word with '@' in it. */
static const char *take_user(struct arena *arena, const char *p)
{
    p = rsv__scan_blanks(p);
    const char quote = is_quote(*p) ? *p++ : '\0';
    size_t n = 0, at = 0;
    for (; n < NAME_MAX && p[n] != quote && (unsigned char)p[n] > ' ' &&
           strchr("<>()[]{},;", p[n]) == NULL && (quote != '\0' || !is_quote(p[n]));
         n++)
        at = p[n] == '@' ? n : at;
    while (quote == '\0' && n > 0 && strchr(".:?!", p[n - 1]) != NULL)
        n--;
    const bool is_name = quote != '\0' ? p[n] == quote && is_word(*p) : at > 0 && at + 1 < n;
    return is_name && n < NAME_MAX ? rsv__scan_fold(arena, p, n, n) : NULL;
}

/* --- the first of them --------------------------------------------------------------------- */

static const char *find_guid(const struct places *in, const char *label, struct arena *arena)
{
    char guid[GUID + 1];
    for (int i = 0; i < 3; i++) {
        const char *p = in->text[i];
        while ((p = rsv__scan_next(in->text[i], p, label)) != NULL)
            if (take_guid(p, guid))
                return rsv__arena_copy(arena, guid, GUID);
    }
    return NULL;
}

static int64_t find_time(const struct places *in)
{
    int64_t ms;
    for (int i = 0; i < 3; i++) {
        const char *p = in->text[i];
        while ((p = rsv__scan_next(in->text[i], p, "time stamp")) != NULL)
            if (take_time(p, &ms))
                return ms;
    }
    return INT64_MIN;
}

static const char *find_oauth(const struct paste *in, const char *label)
{
    for (const char *p = in->text; (p = rsv__scan_next(in->text, p, label)) != NULL;) {
        const char *found = take_oauth(in->arena, p);
        if (found != NULL)
            return found;
    }
    return NULL;
}

/* "ServerError: invalid_grant: AADSTS50173: ..." */
static const char *find_oauth_before(const struct paste *in)
{
    size_t i = in->start;
    while (i > 0 && (is_blank(in->text[i - 1]) || in->text[i - 1] == ':'))
        i--;
    const size_t end = i;
    while (i > 0 && end - i <= OAUTH_MAX && is_word(in->text[i - 1]))
        i--;
    return end < in->start ? take_oauth(in->arena, in->text + i) : NULL;
}

static const char *find_app(const struct paste *in, const struct places *places)
{
    char guid[GUID + 1];
    for (int i = 0; i < 3; i++)
        for (const char *p = places->text[i]; (p = rsv__find_fold(p, "app")) != NULL; p++)
            if ((p == places->text[i] || !is_word(p[-1])) && take_app(p, guid))
                return rsv__arena_copy(in->arena, guid, GUID);
    return find_guid(places, "client id", in->arena);
}

/* Behind the label of a user at `p`, or NULL. */
static const char *match_user(const char *p)
{
    static const char *const labels[] = {"user account", "user principal name", "user name", "user",
                                         "account"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        const char *value = rsv__scan_value(p, labels[i]);
        const char *behind = rsv__scan_words(p, labels[i]);
        if (value != NULL)
            return value;
        if (behind != NULL && is_blank(*behind))
            return behind;
    }
    return NULL;
}

static const char *find_user(const struct paste *in, const struct places *places)
{
    for (int i = 0; i < 3; i++) {
        for (const char *p = places->text[i]; *p != '\0'; p++) {
            const bool begins = p == places->text[i] || !is_word(p[-1]);
            const char *behind = begins ? match_user(p) : NULL;
            const char *user = behind ? take_user(in->arena, behind) : NULL;
            if (user != NULL)
                return user;
        }
    }
    return NULL;
}

void rsv__error_details(const struct paste *in, struct error_text *out)
{
    const struct places places = {{in->message, in->text + in->end, in->text}};
    out->request_id = find_guid(&places, "trace id", in->arena);
    if (out->request_id == NULL)
        out->request_id = find_guid(&places, "request id", in->arena);
    out->correlation_id = find_guid(&places, "correlation id", in->arena);
    out->at = find_time(&places);
    out->app_id = find_app(in, &places);
    out->user = find_user(in, &places);
    out->error = find_oauth(in, "error");
    if (out->error == NULL)
        out->error = find_oauth_before(in);
    out->suberror = find_oauth(in, "suberror");
    if (in->n_words > 0)
        out->text = rsv__scan_fold(in->arena, in->message, in->n_words, TEXT_MAX);
}
