/* SPDX-License-Identifier: MIT */
#include "scan/guess.h"

static const struct guess equals_nothing = {.words = {1}};

static struct guess make(unsigned context, const char *end, size_t n, int key)
{
    struct guess g = {.n = (uint32_t)n, .context = (uint8_t)context, .key = (uint8_t)key};
    for (size_t i = 0; i < 5; i++) {
        unsigned char mask[8];
        for (size_t b = 0; b < 8; b++)
            mask[b] = 8 * (i + 1) - b <= n ? 0xff : 0;
        memcpy(&g.masks[i], mask, sizeof mask);
        g.words[i] = rsv__guess_word(end - 8 * (i + 1)) & g.masks[i];
    }
    return g;
}

void rsv__guess_learn(struct guesses *g, unsigned context, const char *end, size_t n, int key,
                      bool plain)
{
    plain = plain && n <= GUESS_REACH;
    if (g->learns) {
        if (g->n < MAX_GUESSES) {
            struct guess *item = &g->items[g->n++];
            *item = plain ? make(context, end, n, key) : equals_nothing;
            item->context = (uint8_t)context;
            item->key = (uint8_t)key;
            item[1] = equals_nothing;
            g->next = item + 1;
        }
        return;
    }
    const struct guess *item = g->next, *end_of_items = g->items + g->n;
    if (item < end_of_items && item->key == (uint8_t)key && (!plain || item->n == 0)) {
        if (plain) /* the last time, it was at the text's very beginning */
            g->items[item - g->items] = make(context, end, n, key);
        g->next++; /* or it can't be compared: go on as if it were the expected one */
        return;
    }
    g->misses++;
    for (; plain && item < end_of_items; item++) { /* keys were left out */
        if (rsv__guess_equals(item, context, end)) {
            g->next = item + 1;
            return;
        }
    }
}
