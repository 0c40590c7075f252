/* SPDX-License-Identifier: MIT
 * code_table.h - Microsoft's published table of error codes, in the shapes that it has had.
 *
 * Rows of Markdown tables whose first cell is a code, with or without AADSTS, with the name before " - ", ": ",
 * " : " or a long dash, in a cell of its own, or not at all; or tab-separated code, name, description.
 */
#ifndef RSV_ARTICLE_CODE_TABLE_H
#define RSV_ARTICLE_CODE_TABLE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct table_row {
    int64_t code;
    const char *name;   /* NULL: Microsoft gives none */
    const char *text;   /* the description without markup; "" if there is none */
    char digest[17];    /* of the description; as read, where the file holds digests */
    int line;
};

struct code_table {
    const char *edition; /* date; NULL: the file names none */
    const struct table_row *rows; /* by code; rows of one code in their order */
    uint32_t n;
};

/* False: there is no such table in it, or arena->failed.  A guide to one code that lists others is none. */
bool rsv__code_table_read(const char *text, size_t n, struct arena *arena, struct code_table *out);

#endif
