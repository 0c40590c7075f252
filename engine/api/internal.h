/* SPDX-License-Identifier: MIT
 * internal.h - what the files of the API share: checking arguments. */
#ifndef RSV_API_INTERNAL_H
#define RSV_API_INTERNAL_H

#include "author/author.h"

/* The caller's error, or a place for one. */
struct error_box {
    rsv_error spare;
};
rsv_error *rsv__error_of(rsv_error *err, struct error_box *box);
/* The same where there may be an answer (out may be NULL): nothing yet. */
rsv_error *rsv__begin(rsv_doc **out, rsv_error *err, struct error_box *box);

/* RSV_EARG with the name of the argument. */
rsv_status rsv__bad_argument(rsv_error *err, const char *what);

/* RSV_EARG unless `source` is of this version of the header and names a folder. */
rsv_status rsv__check_source(const rsv_rule_source *source, rsv_error *err);

/* A new document whose "schema" is set, or NULL. */
struct doc_tree *rsv__answer(const rsv_allocator *allocator, const char *schema);

/* Finish an answer: hand it over if rc is RSV_OK, else free it. */
rsv_status rsv__answer_done(struct doc_tree *t, rsv_status rc, rsv_doc **out, rsv_error *err);

#endif
