/* SPDX-License-Identifier: MIT */
#include "support/table_case.h"

#include <string.h>

struct feed {
    const char *text;
    size_t left, piece;
};

static size_t give(void *user, char *out, size_t n)
{
    struct feed *f = user;
    n = n < f->left ? n : f->left;
    n = n < f->piece ? n : f->piece;
    memcpy(out, f->text, n);
    f->text += n;
    f->left -= n;
    return n;
}

static rsv_status read_all(struct table_case *c, struct scan_table *t, size_t piece, rsv_error *err)
{
    char out[256];
    size_t got;
    rsv_status rc = RSV_OK;
    while (rc == RSV_OK && !rsv__table_ended(t)) {
        rc = rsv__table_read(t, out, piece < sizeof out ? piece : sizeof out, &got, err);
        rsv__buf_add(&c->records, out, got);
    }
    c->incomplete = t->incomplete;
    c->n_damages = t->n_damages;
    memcpy(c->damages, t->damages, sizeof c->damages);
    c->done = rsv__table_done(t);
    return rc == RSV_OK && c->records.failed ? RSV_ENOMEM : rc;
}

rsv_status table_case_read(struct table_case *c, const rsv_allocator *allocator, const char *text, size_t n, size_t piece)
{
    static const char none[1];
    struct key_table keys;
    struct source *source = NULL;
    struct scan_table *t = NULL;
    struct feed feed = {text, n, piece};
    rsv_error err;
    char first[4096];
    size_t got = 0;
    *c = (struct table_case){.n_damages = 0};
    rsv__alloc_init(&c->alloc, allocator);
    rsv__buf_init(&c->records, &c->alloc);
    rsv__scan_keys_init(&keys);
    rsv_status rc = rsv__source_open(&c->alloc, "x", none, 0, give, &feed, &source, &err);
    if (rc == RSV_OK)
        rc = rsv__source_read(source, first, sizeof first, &got, &err);
    if (rc == RSV_OK)
        rc = rsv__table_open(&c->alloc, &keys, source, first, got, rsv__source_ended(source), &t, &err);
    c->is_table = t != NULL;
    if (rc == RSV_OK && t != NULL)
        rc = read_all(c, t, piece, &err);
    rsv__table_close(t);
    rsv__source_close(source);
    return rc;
}

void table_case_free(struct table_case *c)
{
    rsv__buf_free(&c->records);
}
