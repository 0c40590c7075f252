/* SPDX-License-Identifier: MIT
 * slab.h - small objects named by 32-bit handles.
 *
 * A handle is a chunk number and a place in it, in units of 8 bytes; 0 is no object.
 * Freed objects wait in a list per size.  When the last one is freed, all chunks but the
 * first go back: working memory that is emptied shrinks.  Pointers stay valid until their
 * object is freed, handles need half the room of pointers.
 */
#ifndef RSV_BASE_SLAB_H
#define RSV_BASE_SLAB_H

#include "base/alloc.h"

#include <stdint.h>

enum {
    SLAB_UNIT = 8,
    SLAB_SHIFT = 13, /* 8192 units, 64 KiB, a chunk */
    SLAB_SIZES = 128 /* objects of up to 127 units */
};

typedef uint32_t slab_ref;

struct slab {
    struct alloc *alloc; /* borrowed */
    char **chunks;
    size_t n_chunks, cap_chunks;
    uint32_t next_unit; /* in the newest chunk */
    uint32_t live;      /* objects */
    slab_ref freed[SLAB_SIZES];
};

void rsv__slab_init(struct slab *s, struct alloc *alloc);
void rsv__slab_free(struct slab *s);

/* A zeroed object of `size` bytes, size <= 1016.  0: no memory. */
slab_ref rsv__slab_new(struct slab *s, size_t size);
void rsv__slab_delete(struct slab *s, slab_ref ref, size_t size);

/* Drop all objects at once. */
void rsv__slab_clear(struct slab *s);

static inline void *rsv__slab_at(const struct slab *s, slab_ref ref)
{
    return s->chunks[ref >> SLAB_SHIFT] + (size_t)(ref & ((1u << SLAB_SHIFT) - 1)) * SLAB_UNIT;
}

/* Whether `ref` points into memory that this slab has, of whatever content. */
static inline int rsv__slab_has(const struct slab *s, slab_ref ref)
{
    return ref != 0 && (ref >> SLAB_SHIFT) < s->n_chunks;
}

#endif
