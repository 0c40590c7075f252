/* SPDX-License-Identifier: MIT
 * text.h - globs, near misses, ASCII case. */
#ifndef RSV_BASE_TEXT_H
#define RSV_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* `*` any run, `?` any one character; O(n * m) at worst. */
bool rsv__glob(const char *pattern, const char *text);

static inline char rsv__lower(char c) /* ASCII only */
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* The same, ASCII case aside.  Of dozens of patterns most fail at their first character. */
bool rsv__glob_fold_all(const char *lower_pattern, const char *text);
static inline bool rsv__glob_fold(const char *lower_pattern, const char *text)
{
    return (*lower_pattern == '*' || *lower_pattern == '?' || *lower_pattern == rsv__lower(*text)) &&
           rsv__glob_fold_all(lower_pattern, text);
}

void rsv__fold(char *text, size_t n);

/* The same of eight bytes at once. */
static inline uint64_t rsv__fold_word(uint64_t w)
{
    const uint64_t ones = ~UINT64_C(0) / 255, high = ones << 7;
    const uint64_t seven = w & ~high; /* sums that reach the eighth bit, where it was free, are 'A' to 'Z' */
    const uint64_t upper = (seven + ones * (0x80 - 'A')) & ~(seven + ones * (0x7f - 'Z')) & ~w & high;
    return w | upper >> 2;
}

uint16_t rsv__fold_hash(const char *text);          /* without regard to ASCII case; never 0 */
bool rsv__same_fold(const char *a, const char *b); /* equal but for ASCII case */

/* Whether `text` has `part` in it, ASCII case aside; NULL or its place. */
const char *rsv__find_fold(const char *text, const char *part);

/* The candidate nearest to a misspelt word, by Damerau-Levenshtein distance (optimal string
 * alignment), if it is near enough to be meant. */
struct nearest {
    const char *word;
    const char *best;
    size_t distance;
};
void rsv__nearest_init(struct nearest *n, const char *word);
void rsv__nearest_offer(struct nearest *n, const char *candidate);
size_t rsv__distance(const char *a, const char *b, size_t limit);

#endif
