/* SPDX-License-Identifier: MIT
 * text.h - the small questions about JSON text: blanks, strings, escapes. */
#ifndef RSV_SCAN_TEXT_H
#define RSV_SCAN_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline bool rsv__scan_is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The first byte at or behind `at` that is no blank, or n. */
static inline size_t rsv__scan_skip(const char *text, size_t at, size_t n)
{
    while (at < n && rsv__scan_is_blank(text[at]))
        at++;
    return at;
}

/* Behind the last byte before `at` that is no blank, or 0. */
static inline size_t rsv__scan_skip_back(const char *text, size_t at)
{
    while (at > 0 && rsv__scan_is_blank(text[at - 1]))
        at--;
    return at;
}

/* Whether an odd number of backslashes stands before text[at]. */
bool rsv__scan_is_escaped(const char *text, size_t at);

/* The closing quote of the string whose first byte is at `at`; SIZE_MAX: not before n. */
size_t rsv__scan_string_end(const char *text, size_t at, size_t n, bool *escaped);

/* The end of a number or word. */
size_t rsv__scan_scalar_end(const char *text, size_t at, size_t n);

/* What the inside of a string means, in UTF-8, never longer than it: into out[0..n].  Bad escapes stay as they
 * are; half a surrogate pair becomes U+FFFD.  Its length. */
size_t rsv__scan_unescape(const char *text, size_t n, char *out);

#endif
