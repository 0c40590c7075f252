/* SPDX-License-Identifier: MIT
 * read.h - the readers of whole files. */
#ifndef RSV_INGEST_READ_H
#define RSV_INGEST_READ_H

#include "ingest/ingest.h"

struct reading {
    struct ingest *in;
    const char *text; /* UTF-8 */
    size_t n;
    struct doc_tree *tree; /* of the record in hand */
    const char *format;    /* for the report; NULL until it is known */
    uint64_t n_records;    /* that could be read, right or wrong */
    rsv_error first;       /* the first problem; code RSV_OK: none */
};

/* Read all records.  RSV_OK whatever is wrong with them: the report tells. */
rsv_status rsv__read_json(struct reading *r, rsv_error *err);

/* The same; a text whose first line has no column `kind` or `complete` isn't read: r->format stays
 * NULL. */
rsv_status rsv__read_csv(struct reading *r, rsv_error *err);

/* Check a record and count it. */
rsv_status rsv__read_record(struct reading *r, const struct rsv_doc *object, bool as_text,
                            rsv_error *err);

/* Reject what is no record at all. */
void rsv__read_reject(struct reading *r, const rsv_error *why, const char *hint);

#endif
