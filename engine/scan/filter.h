/* SPDX-License-Identifier: MIT
 * filter.h - which sign-ins a scan looks at. */
#ifndef RSV_SCAN_FILTER_H
#define RSV_SCAN_FILTER_H

#include "scan/entry.h"

enum { MAX_FILTER_CODES = 64 };

struct scan_filter {
    uint64_t user; /* hash of a principal name or an ID; 0: all */
    uint64_t app;  /* of an ID or a name */
    int64_t codes[MAX_FILTER_CODES];
    size_t n_codes;       /* 0: all */
    int64_t since, until; /* ms, the second one excluded; INT64_MIN and INT64_MAX: all */
};
#define SCAN_FILTER_INIT {0, 0, {0}, 0, INT64_MIN, INT64_MAX}

static inline bool rsv__filter_takes_all(const struct scan_filter *f)
{
    return f->user == 0 && f->app == 0 && f->n_codes == 0 && f->since == INT64_MIN &&
           f->until == INT64_MAX;
}

/* text[0 .. n) can be read. */
bool rsv__filter_takes(const struct scan_filter *f, const char *text, size_t n, const struct row *row,
                       const struct scan_entry *e);

#endif
