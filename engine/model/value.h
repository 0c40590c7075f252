/* SPDX-License-Identifier: MIT
 * value.h - the eight bytes in a fact's slot, and Kleene's three truth values.
 *
 * A value has no type of its own: its field has.  Texts, names and words are symbols,
 * so that equality is one comparison of pointers within a session.
 */
#ifndef RSV_MODEL_VALUE_H
#define RSV_MODEL_VALUE_H

#include "base/buf.h"
#include "base/intern.h"

enum field_type {
    FIELD_TEXT,
    FIELD_NAME, /* text without regard to ASCII case: folded on the way in */
    FIELD_WORD, /* one_of */
    FIELD_INTEGER,
    FIELD_NUMBER,
    FIELD_BOOLEAN,
    FIELD_TIME,    /* ms since 1970 UTC */
    FIELD_DURATION /* ms */
};

union value {
    int64_t i; /* integer, time, duration, boolean */
    double d;
    struct sym *s;
};

/* Ordered so that `and` is the least and `or` the greatest. */
enum truth { FALSE_, UNKNOWN_, TRUE_ };

static inline enum truth truth_not(enum truth t)
{
    return (enum truth)(2 - (int)t);
}

static inline bool is_symbolic(enum field_type t)
{
    return t <= FIELD_WORD;
}

static inline bool value_equal(enum field_type t, union value a, union value b)
{
    return t == FIELD_NUMBER ? a.d == b.d : is_symbolic(t) ? a.s == b.s : a.i == b.i;
}

/* <0, 0, >0; symbols in byte order. */
int rsv__value_compare(enum field_type t, union value a, union value b);
uint64_t rsv__value_hash(enum field_type t, union value v); /* of symbols: by their ids, while they live */

/* As a person reads it: "2026-11-23T07:14:03Z", "48h", "true". */
void rsv__value_format(enum field_type t, union value v, struct buf *out);

const char *rsv__field_type_name(enum field_type t); /* "text", "one_of", ... */

#endif
