/* SPDX-License-Identifier: MIT
 * peek.h - the objects of an array inside a record, for the few fields that need a closer look. */
#ifndef RSV_SCAN_PEEK_H
#define RSV_SCAN_PEEK_H

#include "scan/entry.h"

/* What is looked for in each object, whatever its case. */
struct peek_member {
    const char *key; /* small letters */
    struct scan_value value; /* out */
};

struct peek { /* an array being read */
    const char *text;
    size_t at, n;
};

/* The array that begins at text[at]; text[0 .. n) can be read. */
void rsv__peek_open(struct peek *p, const char *text, size_t at, size_t n);

/* The next object: its members of these names, last ones winning; of an array of texts the first one
 * counts.  False: there is no more. */
bool rsv__peek_next(struct peek *p, struct peek_member *members, size_t n_members);

#endif
