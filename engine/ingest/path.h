/* SPDX-License-Identifier: MIT
 * path.h - where a path of an adapter leads in a record. */
#ifndef RSV_INGEST_PATH_H
#define RSV_INGEST_PATH_H

#include "ingest/adapt.h"

/* What the path leads to; NULL: nowhere.  Where a step meets a list, its first element that leads on is taken; where it
 * meets a text that holds JSON (or a Python literal), that is read. */
const struct rsv_doc *rsv__path_find(struct reading *r, const struct path *p, const struct scope *s);

/* Call `f` for each element that the path leads to: of a list, or each of several members of that name. */
typedef rsv_status path_fn(void *user, const struct rsv_doc *element);
rsv_status rsv__path_each(struct reading *r, const struct path *p, const struct scope *s, path_fn *f, void *user);

/* Null, "" or an empty list; also nothing at all. */
bool rsv__is_empty(const struct rsv_doc *d);

/* An XML element with attributes is an object, and its text is the value; other values are themselves. */
const struct rsv_doc *rsv__plain_value(const struct rsv_doc *d);

/* A scalar, or the first of a list, as text of `n` bytes in the record's arena; NULL: it is none. */
const char *rsv__scalar_text(struct reading *r, const struct rsv_doc *d, size_t *n);

/* Whether the tests all hold. */
bool rsv__tests_hold(struct reading *r, const struct path_test *tests, uint32_t n, const struct scope *s);

#endif
