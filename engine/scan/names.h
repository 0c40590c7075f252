/* SPDX-License-Identifier: MIT
 * names.h - texts of failed sign-ins as small numbers: users, addresses, policies. */
#ifndef RSV_SCAN_NAMES_H
#define RSV_SCAN_NAMES_H

#include "base/arena.h"
#include "scan/entry.h"

struct names {
    struct alloc *alloc;
    struct arena arena;
    const char **texts; /* by number; [0] is "" */
    uint64_t *hashes;
    size_t n, cap_texts, cap_hashes;
    uint32_t *slots;
    size_t cap_slots;
    bool failed; /* no memory */
};

enum { MAX_NAMES = 2 * 1000 * 1000 };

bool rsv__names_init(struct names *t, struct alloc *alloc);
void rsv__names_free(struct names *t);

/* The number of a text with this hash; 0: there is none. */
uint32_t rsv__names_find(const struct names *t, uint64_t hash);

/* Ask the memory for what finding it will need. */
static inline void rsv__names_prefetch(const struct names *t, uint64_t hash)
{
    if (t->cap_slots != 0)
        __builtin_prefetch(&t->slots[hash & (t->cap_slots - 1)]);
}

/* The number of a value, ASCII case aside; 0: it says nothing, or there is no more room. */
uint32_t rsv__names_add(struct names *t, struct scan_value v);

static inline const char *rsv__name(const struct names *t, uint32_t name)
{
    return t->texts[name];
}

#endif
