/* SPDX-License-Identifier: MIT
 * heavy.h - records of those who have most of a code's rows, as they stand.
 *
 * The newest records of a code needn't have any of a loop or a spray earlier in the day.  So each code has slots by user and
 * application, and by address.  A slot goes by majority (Boyer and Moore, 1981): a row of its own adds to its weight, another
 * takes from it, and at 0 it changes hands; so who has most of a slot's rows has it in the end.
 */
#ifndef RSV_SCAN_HEAVY_H
#define RSV_SCAN_HEAVY_H

#include "scan/entry.h"

#include "base/alloc.h"

enum { HEAVY_SLOTS = 16, HEAVY_ROWS = 4 };

struct failure_sample { /* a record as it stands */
    int64_t time;
    char *text;
    size_t n;
    struct row row; /* row.at is 0 */
};

struct heavy {
    uint64_t key;
    uint32_t weight, n;
    struct failure_sample items[HEAVY_ROWS];
};

struct heavy_code {
    int64_t code;
    struct heavy slots[HEAVY_SLOTS];
};

struct heavies {
    struct heavy_code *codes;
    size_t n, cap;
};

void rsv__heavy_free(struct heavies *h, struct alloc *alloc);

/* A failed row; text is that of e->at.  False: no memory. */
bool rsv__heavy_add(struct heavies *h, struct alloc *alloc, const char *text, const struct row *row,
                    const struct scan_entry *e);

/* NULL: it didn't occur. */
const struct heavy_code *rsv__heavy_of(const struct heavies *h, int64_t code);

#endif
