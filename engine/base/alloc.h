/* SPDX-License-Identifier: MIT
 * alloc.h - the one door to memory.
 *
 * Every handle carries a struct alloc made from the caller's rsv_allocator.  Sizes are
 * given back on release, so that the allocator can count and a leak is a number.
 */
#ifndef RSV_BASE_ALLOC_H
#define RSV_BASE_ALLOC_H

#include "resolvent.h"

#include <stddef.h>

struct alloc {
    rsv_allocator fn;
    size_t live; /* bytes handed out and not given back */
};

/* `user` NULL: malloc and free. */
void rsv__alloc_init(struct alloc *a, const rsv_allocator *user);

/* NULL when there is no memory.  n > 0. */
void *rsv__alloc(struct alloc *a, size_t n);
void *rsv__alloc_zero(struct alloc *a, size_t n);

/* Resize, keeping the content; on NULL the old block is still there. */
void *rsv__resize(struct alloc *a, void *ptr, size_t old_size, size_t new_size);

/* ptr NULL is a no-op. */
void rsv__release(struct alloc *a, void *ptr, size_t size);

/* Room for at least `need` elements of `elem` bytes; *cap grows by half.  Returns the
 * array, moved perhaps, or NULL with the old one intact. */
void *rsv__grow(struct alloc *a, void *items, size_t *cap, size_t need, size_t elem);

#endif
