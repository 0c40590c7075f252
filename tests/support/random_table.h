/* SPDX-License-Identifier: MIT
 * random_table.h - the same random sign-ins as records and as a table. */
#ifndef TESTS_SUPPORT_RANDOM_TABLE_H
#define TESTS_SUPPORT_RANDOM_TABLE_H

#include "base/buf.h"

enum random_form { RANDOM_CSV, RANDOM_COLUMNS_ROWS, RANDOM_OBJECTS, RANDOM_FORMS };

/* Append `rows` sign-ins to both. */
void random_table(uint64_t seed, enum random_form form, size_t rows, struct buf *records, struct buf *table);

#endif
