/* SPDX-License-Identifier: MIT
 * hash.h - FNV-1a for short texts and a mixer for numbers.  No seed: a run is repeatable,
 * and no answer depends on the order of a hash table. */
#ifndef RSV_BASE_HASH_H
#define RSV_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

static inline uint32_t rsv__hash_bytes(const char *s, size_t n)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 16777619u;
    return h ^ h >> 15;
}

/* The finaliser of splitmix64. */
static inline uint64_t rsv__hash_mix(uint64_t x)
{
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

#endif
