/* SPDX-License-Identifier: MIT
 * counts.h - the numbers by code.  One thread adds to it, in the order of the text. */
#ifndef RSV_SCAN_COUNTS_H
#define RSV_SCAN_COUNTS_H

#include "base/error.h"
#include "scan/distinct.h"
#include "scan/entry.h"

enum { COUNT_BINS = 1024, MAX_CODES_SEEN = 4096 };

struct code_counts {
    int64_t code;
    uint64_t attempts;
    int64_t first, last; /* NO_TIME: no row has a time */
    struct distinct users, apps, addresses, sign_ins;
    uint32_t *bins; /* attempts over time, as the bins of all codes lie */
};

struct counts {
    struct alloc *alloc;
    struct distinct_budget budget;
    struct code_counts *codes; /* in the order of their coming */
    size_t n, cap;
    uint16_t *index; /* by hash of the code: place in codes + 1 */

    struct hash_set seen[2]; /* request ids: of late, and before */
    size_t seen_limit;       /* in one of them */
    bool seen_forgets;       /* ids were dropped */
    uint64_t duplicates;
    uint64_t without_time;

    int64_t bins_begin, bin_ms; /* 0: no time yet */
    uint32_t all_bins[COUNT_BINS]; /* of all codes */
};

rsv_status rsv__counts_init(struct counts *t, struct alloc *alloc, size_t exact_limit, size_t budget,
                           rsv_error *err);
void rsv__counts_free(struct counts *t);

/* *added[i]: whether entries[i] counts; one that was there before doesn't. */
rsv_status rsv__counts_add(struct counts *t, const struct scan_entry *entries, size_t n, bool *added,
                          rsv_error *err);

/* NULL: it didn't occur. */
const struct code_counts *rsv__counts_code(const struct counts *t, int64_t code);

#endif
