/* SPDX-License-Identifier: MIT */
#include "scan/text.h"

#include "base/utf8.h"

#include <string.h>

bool rsv__scan_is_escaped(const char *text, size_t at)
{
    size_t n = 0;
    while (n < at && text[at - n - 1] == '\\')
        n++;
    return n & 1;
}

size_t rsv__scan_string_end(const char *text, size_t at, size_t n, bool *escaped)
{
    *escaped = false;
    while (at < n) {
        if (at + LANE <= n) {
            const uint32_t stops = rsv__lane_stops(text + at);
            at += stops ? (size_t)__builtin_ctz(stops) : LANE;
            if (stops == 0)
                continue;
        }
        if (text[at] == '"')
            return at;
        if (text[at] == '\\') {
            *escaped = true;
            at++;
        }
        at++;
    }
    return SIZE_MAX;
}

size_t rsv__scan_scalar_end(const char *text, size_t at, size_t n)
{
    while (at < n && !rsv__scan_is_blank(text[at]) && text[at] != ',' && text[at] != '}' &&
           text[at] != ']' && text[at] != '"')
        at++;
    return at;
}
