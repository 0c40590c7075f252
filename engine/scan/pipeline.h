/* SPDX-License-Identifier: MIT
 * pipeline.h - a text cut into stretches that threads walk side by side, handed out in order.
 *
 * Helpers guess where the first record of their stretch begins and in which list; the caller, who
 * knows where the stretch before ended, compares, and walks a stretch again that began with a wrong
 * guess.  So what comes out never depends on the number of threads.
 */
#ifndef RSV_SCAN_PIPELINE_H
#define RSV_SCAN_PIPELINE_H

#include "base/error.h"
#include "scan/chunk.h"

struct pipeline;

struct pipeline_setup {
    const rsv_allocator *allocator; /* called from all threads; NULL: malloc */
    const struct key_table *keys;
    const struct scan_bits *bits; /* NULL: the fastest */
    const struct scan_filter *filter;
    bool counts_only;  /* as in struct entry_maker */
    unsigned threads;  /* 0: as many as processors, at most 16 */
    size_t chunk_size; /* bytes; 0: 1 MiB */
};

rsv_status rsv__pipeline_new(struct alloc *alloc, const struct pipeline_setup *setup,
                             struct pipeline **out, rsv_error *err);
void rsv__pipeline_free(struct pipeline *p);

/* Walk text[0 .. n).  `take` gets each chunk, in order, in this thread; a status other than RSV_OK ends it.
 * *place: between which envelopes and lists the text begins, and where it ended; *used: what was
 * walked, less than n only if !is_end. */
typedef rsv_status pipeline_take(void *user, const char *text, const struct chunk *chunk, rsv_error *err);
rsv_status rsv__pipeline_run(struct pipeline *p, const char *text, size_t n, bool is_end,
                             struct scan_place *place, pipeline_take *take, void *user, size_t *used,
                             rsv_error *err);

#endif
