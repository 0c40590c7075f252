/* SPDX-License-Identifier: MIT
 * scan.h - whole sign-in logs: counted by code, whatever their size.
 *
 * bits.c finds structure, walk.c records, entry.c what is counted of them, pipeline.c does that in
 * several threads, and counts.c counts; table.c makes records of tables before.  Memory depends on how many
 * different users, addresses and requests there are, up to a limit, and not on the size of the log.
 */
#ifndef RSV_SCAN_SCAN_H
#define RSV_SCAN_SCAN_H

#include "base/arena.h"
#include "scan/pipeline.h"
#include "scan/source.h"
#include "scan/table.h"
#include "scan/counts.h"
#include "scan/failures.h"

enum { SCAN_EXACT = 1000 * 1000, SCAN_BUDGET = 96 << 20, SCAN_DAMAGES = 100 };

struct scan_options {
    struct scan_filter filter;
    bool counts_only;    /* attempts, users, first and last by code, and nothing else */
    unsigned threads;    /* 0: as many as processors */
    size_t exact_limit;  /* different ones that a counter holds exactly; 0: SCAN_EXACT */
    size_t budget;       /* bytes for all counters; 0: SCAN_BUDGET */
    size_t chunk_size;   /* 0: 1 MiB */
    const struct scan_bits *bits; /* NULL: the fastest */
    /* After each stretch: bytes of text of the present input that are through.  False ends the scan. */
    bool (*progress)(void *user, uint64_t done);
    void *user;
};

struct scan_problem { /* a damaged record */
    char *input;      /* name of its input, in the arena */
    uint64_t at;      /* byte in it */
    uint64_t line;
    const char *what;
};

struct scan {
    struct alloc alloc;
    struct arena arena;
    struct scan_options options;
    struct key_table keys;
    struct pipeline *pipeline;
    struct counts counts;
    struct failures failures;
    uint64_t bytes; /* of text */
    uint64_t n_other, n_filtered, n_problems;
    struct scan_problem problems[SCAN_DAMAGES]; /* the first ones */
    size_t n_listed;
    bool next_page; /* an envelope said that there is more */
    bool partial;   /* ended by progress */

    /* of the text at work */
    char *input;
    struct scan_table *table; /* not NULL: the text is made of one */
    size_t text_n;
    uint64_t base;             /* bytes of the input before it */
    uint64_t line_at, line;    /* how far lines are counted: in the text */
    bool *added;
    size_t cap_added;
};

rsv_status rsv__scan_open(const struct scan_options *options, const rsv_allocator *allocator,
                          struct scan **out, rsv_error *err);
void rsv__scan_close(struct scan *s);

/* Count what is in the bytes of one file.  RSV_OK also when records are damaged, or progress ended it. */
rsv_status rsv__scan_bytes(struct scan *s, const char *name, const void *bytes, size_t n, rsv_error *err);

/* The same of what `read` gives, piece by piece. */
rsv_status rsv__scan_stream(struct scan *s, const char *name, source_read *read, void *user, rsv_error *err);

#endif
