/* SPDX-License-Identifier: MIT */
#include "base/json_escape.h"

#include "base/utf8.h"

/* Four hex digits, or -1. */
static int32_t hex4(const char *p, size_t n)
{
    int32_t value = 0;
    if (n < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        const char c = p[i], low = (char)(c | 0x20);
        if (c >= '0' && c <= '9')
            value = value * 16 + (c - '0');
        else if (low >= 'a' && low <= 'f')
            value = value * 16 + (low - 'a' + 10);
        else
            return -1;
    }
    return value;
}

uint32_t rsv__json_unicode(const char *p, size_t n, size_t *used)
{
    const int32_t high = n >= 6 && p[0] == '\\' && p[1] == 'u' ? hex4(p + 2, n - 2) : -1;
    *used = high < 0 ? 0 : 6;
    if (high < 0xd800 || high > 0xdfff)
        return (uint32_t)high;
    const int32_t low = n >= 12 && p[6] == '\\' && p[7] == 'u' ? hex4(p + 8, n - 8) : -1;
    if (high > 0xdbff || low < 0xdc00 || low > 0xdfff)
        return 0xfffd;
    *used = 12;
    return 0x10000u + ((uint32_t)high - 0xd800u) * 1024u + ((uint32_t)low - 0xdc00u);
}

static char plain_escape(char c)
{
    switch (c) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case '"':
    case '\\':
    case '/':
        return c;
    default:
        return '\0';
    }
}

size_t rsv__json_unescape(const char *text, size_t n, char *out)
{
    size_t length = 0;
    for (size_t at = 0; at < n;) {
        size_t used = 0;
        if (text[at] == '\\' && at + 1 < n && text[at + 1] == 'u') {
            const uint32_t c = rsv__json_unicode(text + at, n - at, &used);
            if (used != 0)
                length += rsv__utf8_encode(c, out + length);
        } else if (text[at] == '\\' && at + 1 < n && plain_escape(text[at + 1]) != '\0') {
            out[length++] = plain_escape(text[at + 1]);
            used = 2;
        }
        if (used == 0) {
            out[length++] = text[at];
            used = 1;
        }
        at += used;
    }
    return length;
}
