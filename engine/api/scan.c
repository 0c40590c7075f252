/* SPDX-License-Identifier: MIT
 * scan.c - whole sign-in logs. */
#include "api/internal.h"

#include "session/scan.h"

#include <string.h>

static bool go_on(void *user, uint64_t done)
{
    const rsv_scan_options *o = user;
    return o->progress(o->progress_user, done) == 0;
}

static void take_filter(struct scan_filter *f, const rsv_scan_options *o)
{
    *f = (struct scan_filter)SCAN_FILTER_INIT;
    f->user = o->user ? rsv__scan_hash(o->user, strlen(o->user)) : 0;
    f->app = o->app ? rsv__scan_hash(o->app, strlen(o->app)) : 0;
    f->since = o->since_ms ? o->since_ms : INT64_MIN;
    f->until = o->until_ms ? o->until_ms : INT64_MAX;
    f->n_codes = o->n_codes;
    if (o->n_codes > 0)
        memcpy(f->codes, o->codes, o->n_codes * sizeof *f->codes);
}

rsv_status rsv_scan_open(rsv_kb *kb, const rsv_scan_options *options, rsv_scan **out, rsv_error *err)
{
    static const rsv_scan_options none = RSV_SCAN_OPTIONS_INIT;
    const rsv_scan_options *o = options ? options : &none;
    struct error_box box;
    struct alloc alloc;
    err = rsv__error_of(err, &box);
    if (out != NULL)
        *out = NULL;
    if (out == NULL || o->size != sizeof *o || o->n_codes > MAX_FILTER_CODES || (o->n_codes > 0 && o->codes == NULL))
        return rsv__bad_argument(err, "out, codes, or the size of options");
    rsv__alloc_init(&alloc, o->allocator);
    rsv_scan *s = rsv__alloc_zero(&alloc, sizeof *s);
    if (s == NULL)
        return rsv__nomem(err);
    s->alloc = alloc;
    s->alloc.live = 0;
    rsv__arena_init(&s->arena, &s->alloc);
    s->kb = kb;
    s->has_user = o->user != NULL;
    s->given = *o;
    take_filter(&s->options.filter, o);
    s->options.counts_only = o->counts_only != 0;
    s->options.threads = o->threads;
    s->options.exact_limit = o->exact;
    s->options.progress = o->progress ? go_on : NULL;
    s->options.user = &s->given;
    const rsv_status rc = rsv__scan_open(&s->options, o->allocator, &s->scan, err);
    if (rc == RSV_OK)
        *out = s;
    else
        rsv_scan_close(s);
    return rc;
}

void rsv_scan_close(rsv_scan *scan)
{
    if (scan == NULL)
        return;
    rsv__scan_close(scan->scan);
    rsv__arena_free(&scan->arena);
    struct alloc alloc = scan->alloc;
    rsv__release(&alloc, scan, sizeof *scan);
}

rsv_status rsv_scan_bytes(rsv_scan *scan, const char *name, const void *bytes, size_t n, rsv_error *err)
{
    struct error_box box;
    err = rsv__error_of(err, &box);
    if (scan == NULL || (bytes == NULL && n > 0))
        return rsv__bad_argument(err, "scan and bytes");
    return rsv__scan_bytes(scan->scan, name ? name : "input", bytes ? bytes : "", n, err);
}

rsv_status rsv_scan_stream(rsv_scan *scan, const char *name, size_t (*read)(void *user, char *out, size_t n),
                           void *user, rsv_error *err)
{
    struct error_box box;
    err = rsv__error_of(err, &box);
    if (scan == NULL || read == NULL)
        return rsv__bad_argument(err, "scan and read");
    return rsv__scan_stream(scan->scan, name ? name : "input", read, user, err);
}

rsv_status rsv_scan_report(rsv_scan *scan, rsv_ruleset *rules, rsv_doc **out, rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(out, err, &box);
    if (scan == NULL || out == NULL)
        return rsv__bad_argument(err, "scan and out");
    struct doc_tree *t = rsv__answer(&scan->alloc.fn, "resolvent.scan/1");
    rsv_status rc = t ? rsv__scan_prepare(scan, err) : rsv__nomem(err);
    if (rc == RSV_OK)
        rc = rsv__scan_report(scan, t, err);
    if (rc == RSV_OK)
        rc = rsv__scan_rows(scan, t, err);
    if (rc == RSV_OK)
        rc = rsv__scan_advice(scan, rules, t, err);
    return rsv__answer_done(t, rc, out, err);
}

/* Of the code's first incident, if it has one: that is what the advice is about. */
static rsv_status add_facts(rsv_scan *scan, int64_t code, struct doc_tree *t, rsv_error *err)
{
    const struct incident *incident = NULL;
    for (size_t i = 0; i < scan->incidents.n && incident == NULL; i++)
        incident = scan->incidents.items[i].code == code ? &scan->incidents.items[i] : NULL;
    return rsv__scan_facts(scan, code, incident, t, &t->root, err);
}

rsv_status rsv_scan_facts(rsv_scan *scan, int64_t code, rsv_doc **out, rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(out, err, &box);
    if (scan == NULL || out == NULL)
        return rsv__bad_argument(err, "scan and out");
    struct doc_tree *t = rsv__doc_new(&scan->alloc.fn, RSV_ARRAY);
    rsv_status rc = t ? rsv__scan_prepare(scan, err) : rsv__nomem(err);
    if (rc == RSV_OK && code != 0)
        rc = add_facts(scan, code, t, err);
    for (size_t i = 0; i < scan->n_infos && rc == RSV_OK && code == 0; i++)
        if (scan->infos[i].code != 0 && scan->infos[i].nature == NATURE_ERROR)
            rc = add_facts(scan, scan->infos[i].code, t, err);
    return rsv__answer_done(t, rc, out, err);
}
