/* SPDX-License-Identifier: MIT
 * read_text.h - lines of text, and what the readers of text share. */
#ifndef RSV_INGEST_READ_TEXT_H
#define RSV_INGEST_READ_TEXT_H

#include "ingest/read.h"

struct text_line {
    const char *text;
    size_t n;
    uint32_t number;
};

/* The next line, without blanks behind it; false at the end. */
bool rsv__text_line(struct text_line *l, const char **at, const char *end);

/* A member of the object without a value yet; NULL: no memory. */
struct rsv_doc *rsv__text_member(struct arena *arena, struct rsv_doc *object, const char *key, uint32_t line);
void rsv__text_set(struct rsv_doc *d, const char *text, size_t n);

/* Tables with a line of dashes under their header; *known turns true if an adapter knows a row. */
rsv_status rsv__read_tables(struct reading *r, bool *known, rsv_error *err);

#endif
