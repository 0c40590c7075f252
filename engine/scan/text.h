/* SPDX-License-Identifier: MIT
 * text.h - the small questions about JSON text: blanks, strings, escapes. */
#ifndef RSV_SCAN_TEXT_H
#define RSV_SCAN_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

enum { LANE = 32 }; /* bytes looked at together */

#ifdef __SSE2__
static inline __m128i rsv__load_16(const char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static inline __m128i rsv__stops_16(const char *p)
{
    const __m128i v = rsv__load_16(p);
    return _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')), _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'))),
                        _mm_cmpeq_epi8(v, _mm_set1_epi8('\n')));
}

static inline uint32_t rsv__mask_32(__m128i low, __m128i high)
{
    return (uint32_t)_mm_movemask_epi8(low) | (uint32_t)_mm_movemask_epi8(high) << 16;
}

/* Of LANE bytes, which are the same; bit by bit. */
static inline uint32_t rsv__lane_equal(const char *a, const char *b)
{
    return rsv__mask_32(_mm_cmpeq_epi8(rsv__load_16(a), rsv__load_16(b)),
                        _mm_cmpeq_epi8(rsv__load_16(a + 16), rsv__load_16(b + 16)));
}

/* Of LANE bytes, which are quotes, backslashes or line ends. */
static inline uint32_t rsv__lane_stops(const char *p)
{
    return rsv__mask_32(rsv__stops_16(p), rsv__stops_16(p + 16));
}
#else
static inline uint32_t rsv__lane_equal(const char *a, const char *b)
{
    uint32_t mask = 0;
    for (int i = 0; i < LANE; i++)
        mask |= (uint32_t)(a[i] == b[i]) << i;
    return mask;
}

static inline uint32_t rsv__lane_stops(const char *p)
{
    uint32_t mask = 0;
    for (int i = 0; i < LANE; i++)
        mask |= (uint32_t)(p[i] == '"' || p[i] == '\\' || p[i] == '\n') << i;
    return mask;
}
#endif

/* The closing quote of the string whose first byte is at `at`; 0: there is a line end in it, or it ends too near to n.
 * *escaped becomes true if there are escapes. */
static inline size_t rsv__scan_plain_end(const char *text, size_t at, size_t n, bool *escaped)
{
    while (at + LANE <= n) {
        const uint32_t stops = rsv__lane_stops(text + at);
        if (stops == 0) {
            at += LANE;
            continue;
        }
        at += (size_t)__builtin_ctz(stops);
        if (text[at] != '\\')
            return text[at] == '"' ? at : 0;
        *escaped = true;
        at += 2;
    }
    return 0;
}

/* Whether an odd number of backslashes stands before text[at]. */
bool rsv__scan_is_escaped(const char *text, size_t at);

/* The closing quote of the string whose first byte is at `at`; SIZE_MAX: not before n. */
size_t rsv__scan_string_end(const char *text, size_t at, size_t n, bool *escaped);

/* The end of a number or word. */
size_t rsv__scan_scalar_end(const char *text, size_t at, size_t n);

#endif
