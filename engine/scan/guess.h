/* SPDX-License-Identifier: MIT
 * guess.h - expecting the keys of a record in the order that the last one had.
 *
 * Most logs repeat one order of keys.  The n-th key that is looked at is compared with the n-th
 * one of before, as a whole and with its quotes; only if it differs, it is looked up.
 */
#ifndef RSV_SCAN_GUESS_H
#define RSV_SCAN_GUESS_H

#include "scan/keys.h"

#include <string.h>

enum { MAX_GUESSES = 96, GUESS_REACH = 40 }; /* bytes in front of the colon that may be read */

struct guess { /* words of the key with its quotes: the last four, and then its first one */
    uint64_t words[5], masks[5];
    uint32_t n; /* bytes; of one that can't be guessed 0, and no word equals */
    uint8_t context, key; /* the object that it stands in, for the walk */
};

struct guesses {
    const struct guess *next; /* among the items */
    uint32_t n;
    uint32_t misses; /* in this record */
    bool learns;
    struct guess items[MAX_GUESSES + 1]; /* behind the last one, one that nothing equals */
};

static inline uint64_t rsv__guess_word(const char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

/* Whether g is the key that ends before `end`, of which GUESS_REACH bytes and one more may be read. */
static inline bool rsv__guess_equals(const struct guess *g, unsigned context, const char *end)
{
    uint64_t wrong = ((rsv__guess_word(end - 8) & g->masks[0]) ^ g->words[0]) |
                     ((rsv__guess_word(end - 16) & g->masks[1]) ^ g->words[1]) |
                     (g->context ^ context);
    if (g->n > 16)
        wrong |= ((rsv__guess_word(end - 24) & g->masks[2]) ^ g->words[2]) |
                 ((rsv__guess_word(end - 32) & g->masks[3]) ^ g->words[3]) |
                 ((rsv__guess_word(end - 40) & g->masks[4]) ^ g->words[4]);
    /* behind a backslash its first quote would be one in the middle of a longer key */
    return wrong == 0 && end[-(ptrdiff_t)g->n - 1] != '\\';
}

/* A record begins. */
static inline void rsv__guess_begin(struct guesses *g)
{
    g->learns = g->n == 0 || g->misses > 4; /* another kind of records */
    if (g->learns) {
        g->n = 0;
        g->items[0].words[0] = 1;
        g->items[0].masks[0] = 0;
    }
    g->next = g->items;
    g->misses = 0;
}

/* What the next key, end[-n .. 0) with its quotes, was found to be when it wasn't the expected one.  `plain`: it
 * stands right before its colon, without escapes, and GUESS_REACH + 1 bytes before `end` may be read. */
void rsv__guess_learn(struct guesses *g, unsigned context, const char *end, size_t n, int key,
                      bool plain);

#endif
