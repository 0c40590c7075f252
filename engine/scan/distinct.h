/* SPDX-License-Identifier: MIT
 * distinct.h - how many different ones: exactly while memory allows, then as an estimate.
 *
 * A counter holds all hashes in a set until the set would pass its limit or the budget that all
 * counters have together.  Then it turns into a HyperLogLog sketch of 2^14 registers (Flajolet et al.,
 * 2007) with the estimator of Ertl (2017), which needs no tables of corrections: 16 KiB, and a
 * standard error of 0.8 %.
 */
#ifndef RSV_SCAN_DISTINCT_H
#define RSV_SCAN_DISTINCT_H

#include "scan/hash_set.h"

struct distinct_budget {
    struct alloc *alloc;
    size_t limit; /* hashes in one counter */
    size_t left;  /* bytes for all */
};

struct distinct {
    struct hash_set set;
    uint8_t *registers; /* not NULL: it is a sketch */
};

enum { SKETCH_BITS = 14, SKETCH_REGISTERS = 1 << SKETCH_BITS };

/* hash != 0.  False: no memory. */
bool rsv__distinct_add(struct distinct *d, struct distinct_budget *budget, uint64_t hash);
uint64_t rsv__distinct_count(const struct distinct *d);
void rsv__distinct_free(struct distinct *d, struct distinct_budget *budget);

static inline bool rsv__distinct_is_exact(const struct distinct *d)
{
    return d->registers == NULL;
}

static inline void rsv__distinct_prefetch(const struct distinct *d, uint64_t hash)
{
    rsv__set_prefetch(&d->set, hash);
}

#endif
