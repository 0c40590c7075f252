/* SPDX-License-Identifier: MIT
 * dynamic.h - objects and lists that stand as text in a cell: JSON, or what Python prints of them. */
#ifndef RSV_SCAN_DYNAMIC_H
#define RSV_SCAN_DYNAMIC_H

#include "base/buf.h"

/* text[0 .. n) as JSON on one line, behind what `out` has.  False, and `out` as before: it isn't whole. */
bool rsv__dynamic_json(const char *text, size_t n, struct buf *out);

/* One text as a JSON string, with its quotes. */
void rsv__dynamic_quote(const char *text, size_t n, struct buf *out);

#endif
