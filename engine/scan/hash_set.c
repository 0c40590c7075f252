/* SPDX-License-Identifier: MIT */
#include "scan/hash_set.h"

/* Where the hash is, or would be. */
static inline size_t find(const uint64_t *slots, size_t cap, uint64_t hash)
{
    size_t at = hash & (cap - 1);
    while (slots[at] != 0 && slots[at] != hash)
        at = (at + 1) & (cap - 1);
    return at;
}

static bool grow(struct hash_set *s, struct alloc *alloc)
{
    const size_t cap = s->cap ? s->cap * 2 : 8;
    uint64_t *slots = rsv__alloc_zero(alloc, cap * sizeof *slots);
    if (slots == NULL)
        return false;
    for (size_t i = 0; i < s->cap; i++)
        if (s->slots[i] != 0)
            slots[find(slots, cap, s->slots[i])] = s->slots[i];
    rsv__release(alloc, s->slots, s->cap * sizeof *s->slots);
    s->slots = slots;
    s->cap = cap;
    return true;
}

enum set_result rsv__set_add(struct hash_set *s, struct alloc *alloc, uint64_t hash)
{
    if (s->cap != 0) {
        const size_t at = find(s->slots, s->cap, hash);
        if (s->slots[at] == hash)
            return SET_PRESENT;
        if (s->n < s->cap / 3 * 2) {
            s->slots[at] = hash;
            s->n++;
            return SET_ADDED;
        }
    }
    if (!grow(s, alloc))
        return SET_NO_MEMORY;
    s->slots[find(s->slots, s->cap, hash)] = hash;
    s->n++;
    return SET_ADDED;
}

bool rsv__set_has(const struct hash_set *s, uint64_t hash)
{
    return s->cap != 0 && s->slots[find(s->slots, s->cap, hash)] == hash;
}

void rsv__set_free(struct hash_set *s, struct alloc *alloc)
{
    rsv__release(alloc, s->slots, s->cap * sizeof *s->slots);
    *s = (struct hash_set){0};
}
