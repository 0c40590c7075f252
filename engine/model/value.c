/* SPDX-License-Identifier: MIT */
#include "model/value.h"

#include "base/hash.h"
#include "base/number.h"
#include "base/time.h"

#include <assert.h>
#include <string.h>

int rsv__value_compare(enum field_type t, union value a, union value b)
{
    if (is_symbolic(t))
        return a.s == b.s ? 0 : strcmp(a.s->text, b.s->text);
    if (t == FIELD_NUMBER)
        return (a.d > b.d) - (a.d < b.d);
    return (a.i > b.i) - (a.i < b.i);
}

uint64_t rsv__value_hash(enum field_type t, union value v)
{
    if (is_symbolic(t))
        return rsv__hash_mix(v.s->id);
    if (t == FIELD_NUMBER && v.d == 0)
        v.d = 0; /* -0 equals 0 */
    return rsv__hash_mix((uint64_t)v.i);
}

void rsv__value_format(enum field_type t, union value v, struct buf *out)
{
    char text[RSV_TIME_SIZE];
    static_assert((int)RSV_NUMBER_SIZE <= (int)RSV_TIME_SIZE, "one buffer for both");
    switch (t) {
    case FIELD_TEXT:
    case FIELD_NAME:
    case FIELD_WORD:
        rsv__buf_add(out, v.s->text, v.s->n);
        return;
    case FIELD_INTEGER:
        rsv__integer_format(v.i, text);
        break;
    case FIELD_BOOLEAN:
        rsv__buf_text(out, v.i ? "true" : "false");
        return;
    case FIELD_NUMBER:
        rsv__number_format(v.d, text);
        break;
    case FIELD_TIME:
        rsv__time_format(v.i, text);
        break;
    case FIELD_DURATION:
        rsv__duration_format(v.i, text);
        break;
    }
    rsv__buf_text(out, text);
}

const char *rsv__field_type_name(enum field_type t)
{
    static const char *const names[] = {"text",    "name",    "one_of", "integer",
                                        "number",  "boolean", "time",   "duration"};
    return names[t];
}
