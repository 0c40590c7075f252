/* SPDX-License-Identifier: MIT
 * draft_write.c - a checked record as a line of a file of facts. */
#include "ingest/ingest.h"

#include "base/time.h"

#include <string.h>

static void write_key(struct buf *b, char before, const char *name)
{
    const size_t n = strlen(name);
    if (!rsv__buf_reserve(b, n + 4))
        return;
    char *at = b->text + b->n;
    *at++ = before;
    *at++ = '"';
    memcpy(at, name, n);
    memcpy(at + n, "\":", 3);
    b->n += n + 4;
}

static void write_value(struct buf *b, const struct field *f, union value v)
{
    if (is_symbolic(f->type)) {
        rsv__json_quote(v.s->text, v.s->n, b);
        return;
    }
    const bool is_quoted = f->type == FIELD_TIME || f->type == FIELD_DURATION; /* neither has what needs an escape */
    if (is_quoted)
        rsv__buf_char(b, '"');
    rsv__value_format(f->type, v, b);
    if (is_quoted)
        rsv__buf_char(b, '"');
}

void rsv__draft_write(const struct fact_draft *d, struct buf *b)
{
    char time[RSV_TIME_SIZE];
    write_key(b, '{', d->complete ? "complete" : "kind");
    rsv__json_quote(d->kind->name, strlen(d->kind->name), b);
    for (uint32_t i = 0; i < d->kind->n_fields; i++) {
        const struct field *f = &d->kind->fields[i];
        if (!((d->mask | d->unknown_mask) >> i & 1))
            continue;
        write_key(b, ',', f->name);
        if (d->mask >> i & 1)
            write_value(b, f, d->values[i]);
        else
            rsv__buf_add(b, "null", 4);
    }
    if (d->source != NULL && !d->complete && rsv__kind_field(d->kind, "source", 6) < 0) {
        write_key(b, ',', "source");
        rsv__json_quote(d->source->text, d->source->n, b);
    }
    if (d->observed != INT64_MIN) {
        write_key(b, ',', "observed_at");
        rsv__time_format(d->observed, time);
        rsv__json_quote(time, strlen(time), b);
    }
    rsv__buf_add(b, "}\n", 2);
}
