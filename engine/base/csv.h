/* SPDX-License-Identifier: MIT
 * csv.h - records of comma-separated values, RFC 4180 and what Excel and PowerShell make of it.
 *
 * libcsv was the candidate: its allocation hook has no context, so a session's allocator can't be
 * used, and it gives no positions.  The separator is decided on the first line.  Blank lines are
 * skipped, and so are the "#TYPE ..." of Export-Csv and the "sep=;" of Excel.
 */
#ifndef RSV_BASE_CSV_H
#define RSV_BASE_CSV_H

#include "base/buf.h"
#include "base/error.h"

enum { CSV_CELLS = 256 }; /* of one record */

struct csv_cell {
    const char *text; /* NUL-terminated; unquoted cells without blanks around them */
    size_t n;
    uint32_t line, column; /* 1-based, in characters */
};

struct csv {
    const char *at, *end;  /* what is left; borrowed */
    uint32_t line, column; /* of `at` */
    char separator;
    struct buf text; /* of the cells */
    size_t starts[CSV_CELLS];
    struct csv_cell cells[CSV_CELLS];
    size_t n_cells;
};

/* OWNED: rsv__csv_free(). */
void rsv__csv_init(struct csv *c, struct alloc *a, const char *text, size_t n);
void rsv__csv_free(struct csv *c);

/* Go on in another text of n bytes that begins where the last record ended: of a file that comes in pieces. */
void rsv__csv_feed(struct csv *c, const char *text, size_t n);

/* Read the next record into c->cells; none at the end.  RSV_EINPUT, with the line in `err`: it is
 * malformed, and reading can go on behind it. */
rsv_status rsv__csv_next(struct csv *c, rsv_error *err);

/* The name of a column, in place, without what is put around it: "Application ID " and "Autonomous system  number" have
 * blanks too many, Log Analytics puts the zone and the type behind a name; of a local time "local" stays. */
void rsv__csv_clean_name(char *name);

#endif
