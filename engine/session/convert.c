/* SPDX-License-Identifier: MIT
 * convert.c - what a file of another tool gives, as records of our own; and the formats that are known. */
#include "session/session.h"

enum { PIECE = 1 << 16 };

struct converter {
    struct rsv_session *s;
    struct buf lines;
    rsv_write_fn *write;
    void *user;
};

static void flush(struct converter *c)
{
    if (c->lines.n > 0 && !c->lines.failed)
        c->write(c->user, c->lines.text, c->lines.n);
    rsv__buf_clear(&c->lines);
}

static rsv_status take_record(void *user, struct fact_draft *d, rsv_error *err)
{
    struct converter *c = user;
    rsv__draft_write(d, &c->lines);
    rsv__draft_release(&c->s->intern, d);
    if (c->lines.failed)
        return rsv__nomem(err);
    if (c->lines.n >= PIECE)
        flush(c);
    return RSV_OK;
}

/* What helpers wrote. */
static void take_lines(void *user, const char *text, size_t n)
{
    struct converter *c = user;
    flush(c);
    c->write(c->user, text, n);
}

rsv_status rsv__session_convert(struct rsv_session *s, const char *name, const void *bytes, size_t n, rsv_write_fn *write,
                                void *user, struct doc_tree *report, rsv_error *err)
{
    struct ingest in;
    struct converter c = {.s = s, .write = write, .user = user};
    rsv__buf_init(&c.lines, &s->alloc);
    rsv__session_ingest(s, name, report, &in);
    in.sink = (struct fact_sink){&c, take_record, take_lines};
    in.intern = NULL; /* a record is gone before the next one comes */
    const rsv_status rc = rsv__session_ingest_bytes(s, &in, bytes, n, err);
    flush(&c);
    rsv__buf_free(&c.lines);
    return rc;
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
