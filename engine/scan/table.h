/* SPDX-License-Identifier: MIT
 * table.h - sign-ins in tables, rewritten as the records that the walk reads.
 *
 * Tables are CSV of the portal, of Log Analytics, of pandas or a script; the columns and rows that Log Analytics' REST
 * interface and Kusto answer with; and rows as objects whose lists and objects stand as text.  Of a row only what is read of
 * a sign-in is written, as one valid record of JSON a line, so that all else is the same for all forms.
 */
#ifndef RSV_SCAN_TABLE_H
#define RSV_SCAN_TABLE_H

#include "base/csv.h"
#include "base/dates.h"
#include "scan/columns.h"
#include "scan/source.h"

enum table_form { TABLE_CSV, TABLE_COLUMNS_ROWS, TABLE_OBJECTS };

enum { TABLE_DAMAGES = 32, TABLE_OUT_ENOUGH = 1 << 18 /* bytes of records made at once */ };

struct table_damage {
    uint64_t at, line; /* in the source's text */
    const char *what;
};

struct table_cell {
    const char *text; /* NULL: there is no such column */
    size_t n;
    bool is_json; /* as it stands in JSON; else plain text */
};

/* The last time that wasn't written as an instant: others of its minute need no reading. */
struct table_minute {
    char head[40], half[8], iso[18]; /* up to the second colon; behind the seconds; "2026-11-23T09:12:" */
    size_t n_head, n_half;           /* n_head 0: none yet */
};

struct scan_table {
    struct alloc *alloc;
    const struct key_table *keys;
    struct source *source; /* borrowed */
    enum table_form form;
    struct columns columns;
    enum date_order order;
    bool incomplete; /* it says itself that more is missing */
    struct table_damage damages[TABLE_DAMAGES]; /* the first ones */
    uint64_t n_damages;

    /* inside */
    char *text; /* of the source, text[used .. n) not done yet */
    size_t used, n, room;
    uint64_t base; /* bytes of the source's text before it */
    uint64_t line; /* of text[lines_at] */
    size_t lines_at;
    bool ended;
    bool skips;  /* it is known, and has no sign-ins */
    struct table_minute minute;
    bool paused; /* there is no more for now */
    struct buf out, plain;
    size_t given; /* of out */
    struct csv csv;
    bool in_rows;
};

/* *out: NULL if text[0 .. n), which is the source's beginning, or all of it if `ended`, begins no table.  `source` NULL: there
 * is no more than this. */
rsv_status rsv__table_open(struct alloc *alloc, const struct key_table *keys, struct source *source, const char *text,
                           size_t n, bool ended, struct scan_table **out, rsv_error *err);
void rsv__table_close(struct scan_table *t);

/* The next records: up to n bytes; *got is less only at the end, or where the source pauses. */
rsv_status rsv__table_read(struct scan_table *t, char *out, size_t n, size_t *got, rsv_error *err);

bool rsv__table_ended(const struct scan_table *t);

/* Bytes of the source's text that are through. */
uint64_t rsv__table_done(const struct scan_table *t);

/* --- for the forms -------------------------------------------------------------------------------- */

/* A cell of a row; of several columns that hold the same, the first that says something counts. */
void rsv__table_set(struct table_cell cells[COLUMN_TARGETS], unsigned target, struct table_cell cell);

/* The row at text[at]. */
void rsv__table_emit(struct scan_table *t, const struct table_cell cells[COLUMN_TARGETS], size_t at);

void rsv__table_damage(struct scan_table *t, size_t at, const char *what);

/* table_json.c: whether it begins one of its forms; its next rows, as long as they are whole.  *more: go on with more text. */
bool rsv__table_json_begins(struct scan_table *t);
void rsv__table_json_step(struct scan_table *t, bool *more);

#endif
