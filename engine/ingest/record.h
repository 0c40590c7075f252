/* SPDX-License-Identifier: MIT
 * record.h - one record, from whatever format, to a checked draft.
 *
 * Readers bring every record into the shape of a JSON object.  Where the format has texts only
 * (CSV, arguments), `as_text` has them read by the type of their field, `?` means unknown, and
 * `\?` is a text that begins with a question mark.
 */
#ifndef RSV_INGEST_RECORD_H
#define RSV_INGEST_RECORD_H

#include "base/text.h"
#include "ingest/ingest.h"

struct record {
    struct ingest *in;
    struct arena *scratch; /* dies with the record */
    const struct rsv_doc *object;
    bool as_text;
    bool adapted; /* texts of another tool: what doesn't fit is said and left out, but for the key */
    bool bare;               /* from a program: no head besides the kind, and no report */
    const struct kind *kind; /* once it is known */
    const char *field;       /* the one spoken of, fit to be shown; NULL: none */
    uint32_t n_problems;
    rsv_error *err; /* tells the first problem */
};

/* Add a member to the object at the root of `t`, marked `broken` if the key is there already.  Key
 * and text are borrowed. */
struct rsv_doc *rsv__record_add(struct doc_tree *t, const char *key, const char *text, size_t n);

/* Check `r->object`; all of its problems are reported.  RSV_EINPUT if there are any. */
rsv_status rsv__record_check(struct record *r, struct fact_draft *out);

enum record_form { RECORD_TYPED, RECORD_TEXTS };

/* Check a record, count it and give it to the sink.  RSV_EINPUT: it was rejected. */
rsv_status rsv__record_take(struct ingest *in, struct arena *scratch, const struct rsv_doc *object,
                            enum record_form form, rsv_error *err);

/* What an adapter gives: values by the number of their field, NULL: left out. */
struct adapted {
    const struct kind *kind;
    bool complete;
    const struct rsv_doc *at; /* where its record stood */
    const struct rsv_doc *values[MAX_FIELDS], *observed_at;
};

/* The same for these. */
rsv_status rsv__record_take_adapted(struct ingest *in, struct arena *scratch, const struct adapted *a, rsv_error *err);

/* Read a field's value, which isn't null; symbols are retained.  RSV_EINPUT once it complained. */
rsv_status rsv__field_read(struct record *r, const struct field *f, const struct rsv_doc *value,
                           union value *out);

/* A time as the record's format writes it. */
bool rsv__record_time(const struct record *r, const char *text, int64_t *ms);

/* Report what is wrong at `at`; hint NULL: none. */
void rsv__record_complain(struct record *r, const struct rsv_doc *at, const char *hint,
                          const char *format, ...) __attribute__((format(printf, 4, 5)));

/* A symbol of the draft; NULL: no memory. */
struct sym *rsv__record_symbol(struct record *r, const char *text, size_t n);

/* "did you mean 'x'?", or NULL if nothing is near. */
const char *rsv__record_hint(struct record *r, const struct nearest *near);

/* "a, b": `list` (NULL: empty) and one more.  Quadratic, for the few names of a message. */
const char *rsv__record_list(struct record *r, const char *list, const char *name);

#endif
