/* SPDX-License-Identifier: MIT */
#include "support/ingest_case.h"

#include "base/time.h"

#include <string.h>

void ingest_case_format(const struct fact_draft *d, struct buf *out)
{
    char observed[RSV_TIME_SIZE];
    rsv__buf_printf(out, "%s%s", d->complete ? "complete " : "", d->kind->name);
    for (uint32_t i = 0; i < d->kind->n_fields; i++) {
        if (d->mask >> i & 1) {
            rsv__buf_printf(out, " %s=", d->kind->fields[i].name);
            rsv__value_format(d->kind->fields[i].type, d->values[i], out);
        } else if (d->unknown_mask >> i & 1) {
            rsv__buf_printf(out, " %s=?%s", d->kind->fields[i].name,
                            d->reasons[i] ? d->reasons[i] : "");
        }
    }
    if (d->source != NULL)
        rsv__buf_printf(out, " @%s", d->source->text);
    if (d->observed != INT64_MIN) {
        rsv__time_format(d->observed, observed);
        rsv__buf_printf(out, " at %s", observed);
    }
    rsv__buf_char(out, '\n');
}

static rsv_status take(void *user, struct fact_draft *draft, rsv_error *err)
{
    struct ingest_case *c = user;
    rsv_status rc = RSV_OK;
    if (c->refuse != NULL)
        rc = rsv__fail(err, RSV_EINPUT, "%s", c->refuse);
    else
        ingest_case_format(draft, &c->facts);
    rsv__draft_release(&c->intern, draft);
    return rc == RSV_OK && c->facts.failed ? rsv__nomem(err) : rc;
}

bool ingest_case_open(struct ingest_case *c, unsigned long nth)
{
    memset(c, 0, sizeof *c);
    rsv__alloc_init(&c->alloc, fail_alloc_on(&c->memory, nth));
    const bool ok = sample_kinds_init(&c->kinds, &c->alloc);
    if (!ok)
        rsv__intern_freeze(&c->kinds.words);
    rsv__intern_init(&c->intern, &c->alloc, &c->kinds.words);
    rsv__buf_init(&c->facts, &c->alloc);
    c->in = (struct ingest){.book = &c->kinds.book, .alloc = &c->alloc, .intern = &c->intern,
                            .sink = {.user = c, .take = take}, .name = "t"};
    c->in.report = rsv__doc_new(&c->memory.allocator, RSV_OBJECT);
    return ok && c->in.report != NULL;
}

size_t ingest_case_close(struct ingest_case *c)
{
    rsv_doc_free(c->in.report ? &c->in.report->root : NULL);
    rsv__buf_free(&c->facts);
    rsv__intern_free(&c->intern);
    sample_kinds_free(&c->kinds);
    return c->memory.live;
}

rsv_status ingest_case_read(struct ingest_case *c, const char *text)
{
    return rsv__ingest_bytes(&c->in, text, strlen(text), &c->err);
}

const char *ingest_case_facts(const struct ingest_case *c)
{
    return rsv__buf_get(&c->facts);
}

const struct rsv_doc *ingest_case_problem(const struct ingest_case *c, size_t i)
{
    const rsv_doc *d = rsv_doc_first(rsv_doc_get(&c->in.report->root, "problems"));
    while (d != NULL && i-- > 0)
        d = rsv_doc_next(d);
    return d;
}
