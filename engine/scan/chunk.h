/* SPDX-License-Identifier: MIT
 * chunk.h - the entries of one stretch of text, made by one thread. */
#ifndef RSV_SCAN_CHUNK_H
#define RSV_SCAN_CHUNK_H

#include "base/alloc.h"
#include "scan/entry.h"
#include "scan/filter.h"
#include "scan/walk.h"

struct scan_damage {
    uint64_t at; /* in the text */
    const char *what;
};

enum { CHUNK_DAMAGES = 32 }; /* kept; all are counted */

struct chunk {
    struct alloc alloc; /* its own: chunks are made side by side */
    size_t from, to;    /* walked: where the first record began, and where the next one will */
    struct scan_place place_from, place_to;
    struct scan_entry *entries;
    size_t n, cap;
    struct row *rows; /* of entries with a code other than 0 */
    size_t n_rows, cap_rows;
    uint64_t n_other, n_filtered; /* records without a result; sign-ins left out by the filter */
    struct scan_damage damages[CHUNK_DAMAGES];
    uint64_t n_damages;
    struct scan_look look;
    bool next_page;
    bool failed; /* no memory */
};

/* What one thread works with. */
struct chunk_maker {
    struct walker walker;
    struct entry_maker entries;
    const struct scan_filter *filter;
    struct chunk *chunk; /* at work */
    void *owner;
};

void rsv__chunk_init(struct chunk *c, const rsv_allocator *allocator);
void rsv__chunk_free(struct chunk *c);

/* Walk m->walker.text from `from`, which is at `place`, to the first record at or behind `limit`. */
void rsv__chunk_make(struct chunk_maker *m, struct chunk *c, size_t from, size_t limit,
                     const struct scan_place *place);

#endif
