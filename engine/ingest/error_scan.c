/* SPDX-License-Identifier: MIT */
#include "ingest/error_scan.h"

#include "base/utf8.h"

#include <string.h>

enum { CODE_MIN = 5, CODE_MAX = 7 }; /* digits */

const char *rsv__scan_blanks(const char *s)
{
    while (is_blank(*s))
        s++;
    return s;
}

const char *rsv__scan_words(const char *text, const char *words)
{
    for (; *words != '\0'; words++) {
        if (*words == ' ')
            text += *text == ' ' || *text == '_' || *text == '-';
        else if (rsv__lower(*text++) != *words)
            return NULL;
    }
    return text;
}

const char *rsv__scan_value(const char *text, const char *label)
{
    const char *p = rsv__scan_words(text, label);
    if (p == NULL)
        return NULL;
    p += *p == '\\';
    p += is_quote(*p);
    p = rsv__scan_blanks(p);
    if (*p != ':' && *p != '=')
        return NULL;
    p = rsv__scan_blanks(p + 1);
    p += *p == 'u' && is_quote(p[1]);
    p += *p == '\\';
    p += is_quote(*p);
    return p;
}

const char *rsv__scan_next(const char *text, const char *from, const char *label)
{
    const bool anywhere = strchr(label, ' ') != NULL;
    for (; *from != '\0'; from++) {
        const char *value = NULL;
        if (rsv__lower(*from) == *label && (anywhere || from == text || !is_word(from[-1])))
            value = rsv__scan_value(from, label);
        if (value != NULL)
            return value;
    }
    return NULL;
}

int64_t rsv__scan_code(const char **p)
{
    int64_t code = 0;
    int n = 0;
    for (; is_digit((*p)[n]) && n <= CODE_MAX; n++)
        code = code * 10 + ((*p)[n] - '0');
    if (n < CODE_MIN || n > CODE_MAX || (*p)[0] == '0')
        return 0;
    *p += n;
    return code;
}

const char *rsv__scan_fold(struct arena *arena, const char *text, size_t n, size_t max)
{
    char *out = rsv__arena_alloc(arena, max + 1);
    size_t used = 0, length;
    bool blank = false;
    if (out == NULL)
        return NULL;
    for (size_t i = 0; i < n; i += length) {
        const uint32_t c = rsv__utf8_decode(text + i, n - i, &length);
        if (c == 0xa0 || c <= ' ') {
            blank = used > 0;
        } else if (c != UTF8_BAD && !rsv__utf8_is_control(c)) {
            if (used + blank + length > max)
                break;
            out[used] = ' ';
            used += blank;
            blank = false;
            memcpy(out + used, text + i, length);
            used += length;
        }
    }
    out[used] = '\0';
    return used > 0 ? out : NULL;
}
