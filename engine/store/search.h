/* SPDX-License-Identifier: MIT
 * search.h - what people type, as a query of the full-text index. */
#ifndef RSV_STORE_SEARCH_H
#define RSV_STORE_SEARCH_H

#include "store/internal.h"

/* Append a name in its parts, "UserAccountNotFound" as "User Account Not Found". */
void rsv__search_split(struct buf *out, const char *name, size_t n);

/* Make the query of `words`: `query` gets FTS5's syntax, db->rank the meaning of its phrases, and
 * `corrected` (an array) an element for each word that was taken for a misspelling.  An empty query
 * means that there is nothing to look for. */
rsv_status rsv__search_query(struct db *db, const char *words, struct buf *query, struct doc_tree *t,
                             struct rsv_doc *corrected, rsv_error *err);

/* Free what searching needs. */
void rsv__search_close(struct db *db);

#endif
