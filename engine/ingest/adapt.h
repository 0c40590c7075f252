/* SPDX-License-Identifier: MIT
 * adapt.h - records of other tools through their adapters to records as files of facts have them. */
#ifndef RSV_INGEST_ADAPT_H
#define RSV_INGEST_ADAPT_H

#include "ingest/read.h"
#include "model/adapter.h"

/* A record, and the one that it is an element of. */
struct scope {
    const struct rsv_doc *doc;
    const struct scope *up; /* NULL: none */
};

/* Have the adapters at hand: r->adapters; they are loaded when the first record asks for them. */
rsv_status rsv__adapters_ready(struct reading *r, rsv_error *err);

/* Whether the adapter knows the record as one of its own. */
bool rsv__adapter_knows(struct reading *r, const struct adapter *a, const struct scope *s);

/* The first adapter of the form that knows the record; NULL: none. */
rsv_status rsv__adapter_find(struct reading *r, enum adapter_form form, const struct scope *s, const struct adapter **out,
                             rsv_error *err);

/* Give the record to that adapter; *known: there is one.  What it gives goes the way of all records. */
rsv_status rsv__adapt_record(struct reading *r, enum adapter_form form, const struct scope *s, bool *known, rsv_error *err);

/* The facts of these parts. */
rsv_status rsv__adapt_parts(struct reading *r, const struct adapter *a, const struct adapter_part *parts, uint32_t n,
                            const struct scope *s, rsv_error *err);

/* "adapter 'x' is nearest: it needs 'a', 'b'": what would have to be there, for a message; NULL: nothing is near. */
const char *rsv__adapter_nearest(struct reading *r, enum adapter_form form, const struct scope *s);

#endif
