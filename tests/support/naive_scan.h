/* SPDX-License-Identifier: MIT
 * naive_scan.h - the slow reference of scanning: parse everything, keep everything, compare texts. */
#ifndef TESTS_SUPPORT_NAIVE_SCAN_H
#define TESTS_SUPPORT_NAIVE_SCAN_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>

enum { NAIVE_NUMBERS = 4 }; /* users, apps, addresses, sign-ins */

struct naive_code {
    int64_t code;
    uint64_t attempts;
    int64_t first, last; /* INT64_MIN: none has a time */
    uint64_t distinct[NAIVE_NUMBERS];
};

struct naive_scan {
    struct alloc alloc;
    struct arena arena;
    struct naive_code *codes; /* by code */
    size_t n, cap;
    uint64_t duplicates, others; /* others: records without a result */
    struct naive_row *rows;
    size_t n_rows, cap_rows;
};

/* text: valid JSON of any shape that a log may have, or one value after another.  False: it isn't valid. */
bool naive_scan(struct naive_scan *s, const char *text, size_t n, rsv_error *err);
void naive_scan_free(struct naive_scan *s);

#endif
