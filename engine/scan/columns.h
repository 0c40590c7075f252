/* SPDX-License-Identifier: MIT
 * columns.h - which of the fields a column of a table holds, by its name.
 *
 * Log Analytics, pandas and query results use the names that the JSON has, which keys.h knows, or a path with dots.  The
 * portal's downloads have names of their own, in the language of the portal: where none of them is known, a download is
 * told by its number of columns and by what stands in its first row.
 */
#ifndef RSV_SCAN_COLUMNS_H
#define RSV_SCAN_COLUMNS_H

#include "scan/keys.h"

#include <stdbool.h>

/* What a column may hold, beside one field. */
enum { COLUMN_STATUS = ROW_FIELDS, /* an object, or the portal's word */
       COLUMN_DEVICE,              /* an object */
       COLUMN_TARGETS,
       COLUMN_OTHER = COLUMN_TARGETS };

enum { MAX_COLUMNS = 256 };

struct columns {
    size_t n;
    uint8_t targets[MAX_COLUMNS];
    bool is_portal;
    bool is_by_place; /* the names aren't known */
};

/* What a column of this name holds, outside the portal's downloads. */
unsigned rsv__column_find(const struct key_table *keys, const char *name);

/* Whether what it holds is an object or a list. */
bool rsv__column_is_dynamic(unsigned target);

/* `names` are clean (rsv__csv_clean_name).  False: this is no table of sign-ins. */
bool rsv__columns_find(const struct key_table *keys, const char *const *names, size_t n, struct columns *out);

/* The same of a portal's download in another language, by its first row. */
bool rsv__columns_find_by_place(const char *const *cells, size_t n, struct columns *out);

/* How a record calls what a target holds; NULL: it isn't written by itself. */
const char *rsv__column_key(unsigned target);

#endif
