/* SPDX-License-Identifier: MIT */
#include "base/text.h"

#include "base/utf8.h"

#include <string.h>

static const char *next_char(const char *s)
{
    size_t length = 1;
    if ((unsigned char)*s >= 0x80)
        rsv__utf8_decode(s, strnlen(s, 4), &length);
    return s + length;
}

static inline char folded(char c, bool fold)
{
    return fold ? rsv__lower(c) : c;
}

/* Where what follows a star can begin, at `text` or behind it. */
static inline const char *next_start(const char *pattern, const char *text, bool fold)
{
    if (*pattern != '?' && *pattern != '*')
        while (*text != '\0' && folded(*text, fold) != *pattern)
            text++;
    return text;
}

static inline bool match(const char *pattern, const char *text, bool fold)
{
    const char *star = NULL, *retry = NULL;
    while (*text != '\0') {
        if (*pattern == '*') {
            star = ++pattern;
            text = retry = next_start(star, text, fold);
        } else if (*pattern == '?') {
            pattern++;
            text = next_char(text);
        } else if (*pattern == folded(*text, fold)) {
            pattern++;
            text++;
        } else if (star != NULL) { /* let the last star eat more */
            pattern = star;
            text = retry = next_start(star, next_char(retry), fold);
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

bool rsv__glob(const char *pattern, const char *text)
{
    return match(pattern, text, false);
}

bool rsv__glob_fold_all(const char *pattern, const char *text)
{
    return match(pattern, text, true);
}

void rsv__fold(char *text, size_t n)
{
    size_t i = 0;
    for (; n - i >= 8; i += 8) {
        uint64_t w;
        memcpy(&w, text + i, 8);
        w = rsv__fold_word(w);
        memcpy(text + i, &w, 8);
    }
    for (; i < n; i++)
        text[i] = rsv__lower(text[i]);
}

uint16_t rsv__fold_hash(const char *text)
{
    uint32_t h = 2166136261u;
    for (; *text != '\0'; text++)
        h = (h ^ (unsigned char)rsv__lower(*text)) * 16777619u;
    return (uint16_t)(h >> 16 | 1);
}

bool rsv__same_fold(const char *a, const char *b)
{
    if (*a == *b && strcmp(a, b) == 0) /* as nearly always, and libc does it many bytes at a time */
        return true;
    while (*a != '\0' && (*a == *b || rsv__lower(*a) == rsv__lower(*b))) {
        a++;
        b++;
    }
    return *a == *b;
}

const char *rsv__find_fold(const char *text, const char *part)
{
    const size_t n = strlen(part);
    for (; *text != '\0'; text++) {
        size_t i = 0;
        while (i < n && rsv__lower(text[i]) == rsv__lower(part[i]))
            i++;
        if (i == n)
            return text;
    }
    return n == 0 ? text : NULL;
}

enum { LONGEST = 63 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Rows of the classic table; only three are kept, for transpositions. */
size_t rsv__distance(const char *a, const char *b, size_t limit)
{
    const size_t n = strlen(a), m = strlen(b);
    if (n > LONGEST || m > LONGEST || (n > m ? n - m : m - n) > limit)
        return limit + 1;
    size_t rows[3][LONGEST + 1];
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            const char x = rsv__lower(a[i - 1]), y = rsv__lower(b[j - 1]);
            row[j] = least(above[j - 1] + (x != y), least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && x == rsv__lower(b[j - 2]) && y == rsv__lower(a[i - 2]))
                row[j] = least(row[j], above2[j - 2] + 1);
        }
    }
    return rows[n % 3][m];
}

void rsv__nearest_init(struct nearest *n, const char *word)
{
    const size_t length = strlen(word);
    *n = (struct nearest){word, NULL, length < 4 ? 2 : length / 3 + 2}; /* one too far */
}

void rsv__nearest_offer(struct nearest *n, const char *candidate)
{
    size_t d = rsv__distance(n->word, candidate, n->distance);
    const size_t length = strlen(n->word);
    if (d > 1 && length >= 4 && strncmp(n->word, candidate, length) == 0)
        d = 1; /* the beginning of a name is a good guess */
    if (d < n->distance) {
        n->distance = d;
        n->best = candidate;
    }
}
