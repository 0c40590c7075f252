/* SPDX-License-Identifier: MIT
 * pool.h - where facts live: in chunks of up to 64 of one kind, and so of one size.
 *
 * A fact's handle is its chunk's number and its place there; 0 is none.  A chunk knows by one bit each which
 * of its places are taken, so that facts of a kind are found without a list, and a handle that has gone stale is
 * seen.  Making and deleting cost O(1).  A chunk that is left empty goes back, unless it is the only one with room:
 * adding and taking away at a chunk's border costs no memory calls.
 */
#ifndef RSV_MATCH_POOL_H
#define RSV_MATCH_POOL_H

#include "base/alloc.h"

#include <stdbool.h>
#include <stdint.h>

typedef uint32_t fact_ref;

enum { CHUNK_SHIFT = 6, CHUNK_FACTS = 1 << CHUNK_SHIFT, FIRST_CHUNK_FACTS = 8 };

struct fact_chunk {
    char *at;       /* NULL: a number that isn't in use */
    uint64_t taken; /* a bit for each place */
    uint32_t size;  /* of a fact */
    uint16_t kind, cap;
    uint32_t place; /* in its kind's list */
    uint32_t next_open, prev_open; /* chunks of the kind with room; unused numbers: the next one */
};

struct kind_facts {
    uint32_t *chunks;
    size_t n_chunks, cap_chunks;
    uint32_t open; /* the first chunk with room; 0: none */
    uint32_t n;    /* facts */
    uint32_t meta; /* of the last one made, or 0 */
};

struct pool {
    struct alloc *alloc; /* borrowed */
    struct fact_chunk *chunks; /* number 0 is none */
    size_t n_chunks, cap_chunks;
    uint32_t unused; /* a number free for use; 0: none */
    uint32_t n, most; /* facts, and how many there have been since there were none */
    struct kind_facts *kinds;
    uint32_t n_kinds;
};

/* false: no memory; free it all the same. */
bool rsv__pool_init(struct pool *p, struct alloc *alloc, uint32_t n_kinds);
void rsv__pool_free(struct pool *p);

/* Drop all facts; a kind keeps one chunk. */
void rsv__pool_clear(struct pool *p);

/* Room for a fact of `size` bytes, which is the same for all of the kind; not cleared.  0: no memory. */
fact_ref rsv__pool_new(struct pool *p, uint32_t kind, uint32_t size);

/* A fact goes: from rsv__pool_hide() on it isn't found, but can be read until rsv__pool_delete(); none may be made
 * in between. */
void rsv__pool_hide(struct pool *p, fact_ref ref);
void rsv__pool_delete(struct pool *p, fact_ref ref);

/* The facts of a kind, one after the other: that after `ref`, or the first after 0; 0 at the end. */
fact_ref rsv__pool_next(const struct pool *p, uint32_t kind, fact_ref ref);

static inline void *pool_at(const struct pool *p, fact_ref ref)
{
    const struct fact_chunk *c = &p->chunks[ref >> CHUNK_SHIFT];
    return c->at + (size_t)(ref & (CHUNK_FACTS - 1)) * c->size;
}

static inline bool pool_has(const struct pool *p, fact_ref ref)
{
    const uint32_t number = ref >> CHUNK_SHIFT;
    return number < p->n_chunks && (p->chunks[number].taken >> (ref & (CHUNK_FACTS - 1)) & 1);
}

#endif
