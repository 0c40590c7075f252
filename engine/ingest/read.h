/* SPDX-License-Identifier: MIT
 * read.h - the readers of whole files. */
#ifndef RSV_INGEST_READ_H
#define RSV_INGEST_READ_H

#include "ingest/ingest.h"
#include "ingest/record.h"
#include "model/adapter.h"

enum { OPENED_TEXTS = 32 };

/* A text that holds JSON, and what it holds. */
struct opened_text {
    const struct rsv_doc *text, *doc;
};


struct reading {
    struct ingest *in;
    const char *text; /* UTF-8 */
    size_t n;
    struct doc_tree *tree; /* of the record in hand */
    const char *format;    /* for the report; NULL until it is known */
    uint64_t n_records;    /* that could be read, right or wrong */
    rsv_error first;       /* the first problem; code RSV_OK: none */
    const struct adapter **adapters; /* the most telling first */
    uint32_t n_adapters;
    const struct picks *picks; /* what they read; NULL: not known */
    struct arena file_arena;   /* what is kept as long as the file is read */
    struct doc_tree *nested;   /* of texts in the record in hand that hold JSON */
    struct opened_text opened[OPENED_TEXTS];
    uint32_t n_opened;
    uint64_t n_foreign;        /* records of adapters */
    struct json_picker *picker; /* NULL: not needed yet */
    const struct rsv_doc *const *slots; /* where paths lead in the record in hand; NULL: walk */
    bool lost;                 /* memory was short for a record: what was read of it doesn't count */
    const char *hint;          /* what an unknown record is near to, in file_arena; NULL: nothing */
};

/* Read all records.  RSV_OK whatever is wrong with them: the report tells. */
rsv_status rsv__read_json(struct reading *r, rsv_error *err);

/* Read a record of another tool in a row of them, of which only what its adapter reads is built; the adapters are ready.
 * *done: it was one. */
struct json_reader;
rsv_status rsv__read_picked(struct reading *r, struct json_reader *j, bool *done, rsv_error *err);

/* The same; a text whose first line has no column `kind` or `complete`, and which no adapter knows, isn't read:
 * r->format stays NULL. */
rsv_status rsv__read_csv(struct reading *r, rsv_error *err);

/* XML, and text as people read it, by adapters; *known: one knows something of it. */
rsv_status rsv__read_xml(struct reading *r, bool *known, rsv_error *err);
rsv_status rsv__read_text(struct reading *r, bool *known, rsv_error *err);

/* Check a record and count it. */
rsv_status rsv__read_record(struct reading *r, const struct rsv_doc *object, enum record_form form,
                            rsv_error *err);

/* The same for what an adapter gives. */
rsv_status rsv__read_adapted(struct reading *r, const struct adapted *a, rsv_error *err);

/* A new record begins: what the last one held goes. */
void rsv__read_reset(struct reading *r);

/* Reject what is no record at all. */
void rsv__read_reject(struct reading *r, const rsv_error *why, const char *hint);

#endif
