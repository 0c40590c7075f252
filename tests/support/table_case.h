/* SPDX-License-Identifier: MIT
 * table_case.h - the records that a table becomes, read in pieces of some size. */
#ifndef TESTS_SUPPORT_TABLE_CASE_H
#define TESTS_SUPPORT_TABLE_CASE_H

#include "scan/table.h"

struct table_case {
    struct alloc alloc;
    struct buf records;
    bool is_table, incomplete;
    struct table_damage damages[TABLE_DAMAGES];
    uint64_t n_damages;
    uint64_t done;
};

/* `piece`: bytes that are given at once. */
rsv_status table_case_read(struct table_case *c, const rsv_allocator *allocator, const char *text, size_t n, size_t piece);
void table_case_free(struct table_case *c);

#endif
