/* SPDX-License-Identifier: MIT
 * arena.h - memory that dies together: bump allocation in chunks.
 *
 * A failed allocation sets `failed`, which stays set: builders may go on and look once
 * at the end.  With RSV_DEBUG_ARENA every allocation gets a chunk of its own, so that
 * Valgrind and ASan see each one.
 */
#ifndef RSV_BASE_ARENA_H
#define RSV_BASE_ARENA_H

#include "base/alloc.h"

#include <stdbool.h>

struct arena_chunk;

struct arena {
    struct alloc *alloc; /* borrowed */
    struct arena_chunk *chunks;
    char *next, *end;
    bool failed;
};

void rsv__arena_init(struct arena *a, struct alloc *alloc);
void rsv__arena_free(struct arena *a);

/* Forget everything but keep the newest chunk for reuse. */
void rsv__arena_reset(struct arena *a);

/* Zeroed and aligned for any object.  n may be 0.  NULL: no memory. */
void *rsv__arena_alloc(struct arena *a, size_t n);

/* The same, not zeroed. */
void *rsv__arena_claim_more(struct arena *a, size_t n);
static inline void *rsv__arena_claim(struct arena *a, size_t n)
{
    const size_t align = 16, room = n ? (n + align - 1) & ~(align - 1) : align;
    if ((size_t)(a->end - a->next) < room || room < n)
        return rsv__arena_claim_more(a, n);
    void *p = a->next;
    a->next += room;
    return p;
}

/* A copy with a NUL behind it. */
char *rsv__arena_copy(struct arena *a, const char *text, size_t n);
char *rsv__arena_text(struct arena *a, const char *text);
char *rsv__arena_printf(struct arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(2)));

/* As rsv__grow(); the old array is stranded until the arena dies. */
void *rsv__arena_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t need,
                      size_t elem);

#endif
