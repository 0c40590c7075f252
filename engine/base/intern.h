/* SPDX-License-Identifier: MIT
 * intern.h - one struct sym per distinct text, so that text equality is pointer equality.
 *
 * A ruleset owns a table that it freezes once loaded; a session opens a child that asks
 * the frozen parent first.  Symbols of a child are counted and go when the last fact that
 * holds them goes; symbols of a frozen table live as long as the table and are never
 * written to, so that threads may share them.
 */
#ifndef RSV_BASE_INTERN_H
#define RSV_BASE_INTERN_H

#include "base/alloc.h"

#include <stdbool.h>
#include <stdint.h>

struct sym {
    struct sym *next; /* in its bucket */
    uint32_t hash;
    uint32_t refs; /* SYM_FROZEN: not counted */
    uint32_t n;
    uint32_t id;   /* half the room of a pointer: distinct in a table and its parent, used again once it is free */
    char text[]; /* NUL-terminated */
};
#define SYM_FROZEN UINT32_MAX

union sym_slot {
    struct sym *sym;
    uintptr_t next_free; /* of an id that nobody has */
};

struct intern {
    struct alloc *alloc;         /* borrowed */
    const struct intern *parent; /* frozen, or NULL; outlives this table */
    struct sym **buckets;
    uint32_t n, cap; /* cap: power of two, or 0 while empty */
    union sym_slot *by_id; /* from first_id on; below it they are the parent's */
    size_t cap_ids;
    uint32_t first_id, n_ids;
    uint32_t free_id; /* a place in by_id; NO_FREE_ID: none */
    bool frozen;
};
enum { NO_FREE_ID = INT32_MAX };

void rsv__intern_init(struct intern *t, struct alloc *alloc, const struct intern *parent);
void rsv__intern_free(struct intern *t);

/* From now on its symbols are immortal and nothing may be added. */
void rsv__intern_freeze(struct intern *t);

/* Find or add.  The result is counted once more: release it.  NULL: no memory. */
struct sym *rsv__intern_get(struct intern *t, const char *text, size_t n);

/* Find only; not counted.  NULL: there is no such symbol. */
struct sym *rsv__intern_find(const struct intern *t, const char *text, size_t n);

/* The symbol with this id, which is there. */
static inline struct sym *rsv__sym_at(const struct intern *t, uint32_t id)
{
    return id < t->first_id ? t->parent->by_id[id].sym : t->by_id[id - t->first_id].sym;
}

/* A symbol of no table, in `arena` and as long as that; equal texts aren't one.  NULL: no memory. */
struct arena;
struct sym *rsv__sym_alone(struct arena *arena, const char *text, size_t n);

struct sym *rsv__sym_retain(struct sym *s);
void rsv__sym_release(struct intern *t, struct sym *s);

#endif
