/* SPDX-License-Identifier: MIT
 * hash_set.h - a set of hashes: open addressing, no removal, eight bytes a slot. */
#ifndef RSV_SCAN_HASH_SET_H
#define RSV_SCAN_HASH_SET_H

#include "base/alloc.h"

#include <stdbool.h>
#include <stdint.h>

struct hash_set {
    uint64_t *slots; /* 0: free */
    size_t n, cap;   /* cap: power of two, or 0; n <= 2/3 cap */
};

enum set_result { SET_ADDED, SET_PRESENT, SET_NO_MEMORY };

/* hash != 0, its bits well mixed. */
enum set_result rsv__set_add(struct hash_set *s, struct alloc *alloc, uint64_t hash);
bool rsv__set_has(const struct hash_set *s, uint64_t hash);
void rsv__set_free(struct hash_set *s, struct alloc *alloc);

/* Bytes that the set takes once it has one element more. */
static inline size_t rsv__set_next_size(const struct hash_set *s)
{
    const size_t full = s->cap / 3 * 2;
    return (s->n < full ? s->cap : s->cap ? s->cap * 2 : 8) * sizeof(uint64_t);
}

/* Ask the memory for the place of a hash, which will be needed in a moment. */
static inline void rsv__set_prefetch(const struct hash_set *s, uint64_t hash)
{
    if (s->cap != 0)
        __builtin_prefetch(&s->slots[hash & (s->cap - 1)]);
}

#endif
