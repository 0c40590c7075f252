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
    char text[]; /* NUL-terminated */
};
#define SYM_FROZEN UINT32_MAX

struct intern {
    struct alloc *alloc;         /* borrowed */
    const struct intern *parent; /* frozen, or NULL; outlives this table */
    struct sym **buckets;
    uint32_t n, cap; /* cap: power of two, or 0 while empty */
    bool frozen;
};

void rsv__intern_init(struct intern *t, struct alloc *alloc, const struct intern *parent);
void rsv__intern_free(struct intern *t);

/* From now on its symbols are immortal and nothing may be added. */
void rsv__intern_freeze(struct intern *t);

/* Find or add.  The result is counted once more: release it.  NULL: no memory. */
struct sym *rsv__intern_get(struct intern *t, const char *text, size_t n);

/* Find only; not counted.  NULL: there is no such symbol. */
struct sym *rsv__intern_find(const struct intern *t, const char *text, size_t n);

struct sym *rsv__sym_retain(struct sym *s);
void rsv__sym_release(struct intern *t, struct sym *s);

#endif
