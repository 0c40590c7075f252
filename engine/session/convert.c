/* SPDX-License-Identifier: MIT
 * convert.c - what a file of another tool gives, as records of our own; and the formats that are known. */
#include "session/session.h"

#include "base/time.h"

struct converter {
    struct rsv_session *s;
    struct doc_tree *t;
    struct rsv_doc *list;
};

static rsv_status take_record(void *user, struct fact_draft *d, rsv_error *err)
{
    struct converter *c = user;
    char time[RSV_TIME_SIZE];
    struct rsv_doc *r = rsv__doc_object(c->t, c->list, NULL);
    rsv__doc_add_text(c->t, r, d->complete ? "complete" : "kind", d->kind->name);
    for (uint32_t i = 0; i < d->kind->n_fields; i++) {
        if (d->mask >> i & 1)
            rsv__add_value(c->t, r, &d->kind->fields[i], d->values[i]);
        else if (d->unknown_mask >> i & 1)
            rsv__doc_add_null(c->t, r, d->kind->fields[i].name);
    }
    if (d->source != NULL && !d->complete && rsv__kind_field(d->kind, "source", 6) < 0)
        rsv__doc_add_bytes(c->t, r, "source", d->source->text, d->source->n);
    if (d->observed != INT64_MIN) {
        rsv__time_format(d->observed, time);
        rsv__doc_add_text(c->t, r, "observed_at", time);
    }
    rsv__draft_release(&c->s->intern, d);
    return c->t->arena.failed ? rsv__nomem(err) : RSV_OK;
}

rsv_status rsv__session_convert(struct rsv_session *s, const char *name, const void *bytes, size_t n, struct doc_tree *t,
                                struct doc_tree *report, rsv_error *err)
{
    struct ingest in;
    struct converter c = {s, t, rsv__doc_array(t, &t->root, "records")};
    rsv__session_ingest(s, name, report, &in);
    in.sink = (struct fact_sink){&c, take_record};
    return rsv__session_ingest_bytes(s, &in, bytes, n, err);
}

void rsv__ruleset_formats(const struct rsv_ruleset *r, struct doc_tree *t, struct rsv_doc *list)
{
    for (uint32_t i = 0; i < r->book.n_adapters; i++) {
        const struct adapter *a = r->book.adapters[i];
        struct rsv_doc *d = rsv__doc_object(t, list, NULL);
        rsv__doc_add_text(t, d, "format", a->name);
        rsv__doc_add_text(t, d, "reads", rsv__form_names[a->form]);
        rsv__doc_add_text(t, d, "doc", a->doc);
        rsv__doc_add_text(t, d, "file", a->at.file);
    }
}
