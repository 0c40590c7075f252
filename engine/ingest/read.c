/* SPDX-License-Identifier: MIT
 * read.c - recognises what a file holds, by its content. */
#include "ingest/read.h"

#include "ingest/adapt.h"
#include "ingest/encoding.h"
#include "ingest/record.h"
#include "ingest/report.h"

#include <string.h>

#define LARGEST ((size_t)1 << 30)

static rsv_status count_record(struct reading *r, rsv_status rc, rsv_error *err)
{
    r->n_records++;
    if (rc != RSV_EINPUT)
        return rc;
    if (r->first.code == RSV_OK)
        r->first = *err;
    return RSV_OK;
}

rsv_status rsv__read_record(struct reading *r, const struct rsv_doc *object, enum record_form form,
                            rsv_error *err)
{
    return count_record(r, rsv__record_take(r->in, &r->tree->arena, object, form, err), err);
}

rsv_status rsv__read_adapted(struct reading *r, const struct adapted *a, rsv_error *err)
{
    return count_record(r, rsv__record_take_adapted(r->in, &r->tree->arena, a, err), err);
}

void rsv__read_reject(struct reading *r, const rsv_error *why, const char *hint)
{
    const struct problem problem = {.line = (uint32_t)why->line, .column = (uint32_t)why->column,
                                    .message = why->message, .hint = hint};
    rsv__report_problem(r->in, &problem);
    r->in->n_rejected++;
    if (r->first.code == RSV_OK)
        rsv__fail_at(&r->first, RSV_EINPUT, r->in->name, why->line, why->column, "%s",
                     why->message);
}

void rsv__read_reset(struct reading *r)
{
    r->lost = r->lost || r->tree->arena.failed || r->nested->arena.failed;
    rsv__arena_reset(&r->tree->arena);
    rsv__arena_reset(&r->nested->arena);
    r->n_opened = 0;
}

static size_t find_content(const char *text, size_t n)
{
    size_t i = 0;
    while (i < n && strchr(" \t\r\n", text[i]) != NULL)
        i++;
    return i;
}

static rsv_status not_recognised(const struct reading *r, size_t start, rsv_error *err)
{
    char shown[SHOWN_SIZE];
    const char *text = r->text + start;
    const char *end = memchr(text, '\n', r->n - start);
    size_t n = end ? (size_t)(end - text) : r->n - start;
    n -= n > 0 && text[n - 1] == '\r';
    return rsv__fail_at(err, RSV_EINPUT, r->in->name, 0, 0,
                        "no facts recognised: JSON would begin with '{' or '[', CSV would have a "
                        "column 'kind' or 'complete' in its first line, and this begins with '%s'%s%s",
                        rsv__report_show(text, n, shown), r->hint ? "; " : "", r->hint ? r->hint : "");
}

enum shape { SHAPE_JSON, SHAPE_PERHAPS_JSON, SHAPE_XML, SHAPE_CSV };

/* "{" and "[" begin JSON, but also lines such as "[2026-11-23 07:14] ..." and "{This object is protected ...}". */
static enum shape form_of(const struct reading *r, size_t start)
{
    const char c = r->text[start];
    const size_t next = start + 1 + find_content(r->text + start + 1, r->n - start - 1);
    if (c == '{')
        return next < r->n && strchr("\"}", r->text[next]) != NULL ? SHAPE_JSON : SHAPE_PERHAPS_JSON;
    if (c == '[')
        return next < r->n && strchr("{[]\"", r->text[next]) != NULL ? SHAPE_JSON : SHAPE_PERHAPS_JSON;
    return c == '<' ? SHAPE_XML : SHAPE_CSV;
}

/* Try what it may be; r->format tells whether it was that. */
static rsv_status read_form(struct reading *r, enum shape shape, rsv_error *err)
{
    bool known = false;
    rsv_status rc = RSV_OK;
    if (shape == SHAPE_JSON)
        return rsv__read_json(r, err);
    if (shape == SHAPE_XML)
        rc = rsv__read_xml(r, &known, err);
    if (shape == SHAPE_CSV) {
        rc = rsv__read_csv(r, err);
        known = r->format != NULL;
    }
    if (rc == RSV_OK && !known)
        rc = rsv__read_text(r, &known, err);
    return rc == RSV_OK && !known && shape == SHAPE_PERHAPS_JSON ? rsv__read_json(r, err) : rc;
}

static rsv_status read_text(struct reading *r, rsv_error *err)
{
    const size_t start = find_content(r->text, r->n);
    rsv_status rc = r->in->from != NULL ? rsv__adapters_ready(r, err) : RSV_OK; /* a name that is none, whatever the file is */
    if (rc != RSV_OK || start == r->n)
        return rc;
    rc = read_form(r, form_of(r, start), err);
    if (rc != RSV_OK)
        return rc;
    if (r->format == NULL)
        return not_recognised(r, start, err);
    if (r->n_records == 0 && r->n_foreign == 0 && r->first.code != RSV_OK) {
        *err = r->first;
        return RSV_EINPUT;
    }
    return RSV_OK;
}

rsv_status rsv__ingest_bytes(struct ingest *in, const void *bytes, size_t n, rsv_error *err)
{
    struct reading r = {.in = in};
    struct decoded decoded;
    const char *encoding = NULL;
    rsv__report_begin(in);
    if (n > LARGEST)
        return rsv__fail_at(err, RSV_ELIMIT, in->name, 0, 0, "larger than 1 GiB; split it");
    rsv_status rc = rsv__encoding_decode(in->alloc, bytes, n, &decoded, err);
    if (rc == RSV_OK) {
        encoding = decoded.encoding;
        r.text = decoded.text;
        r.n = decoded.n;
        r.tree = rsv__doc_new(&in->alloc->fn, RSV_OBJECT);
        r.nested = rsv__doc_new(&in->alloc->fn, RSV_OBJECT);
        rsv__arena_init(&r.file_arena, in->alloc);
        rc = r.tree && r.nested ? read_text(&r, err) : rsv__nomem(err);
        if ((rc == RSV_OK || rc == RSV_EINPUT) && r.lost)
            rc = rsv__nomem(err);
        rsv__arena_free(&r.file_arena);
        rsv_doc_free(r.tree ? &r.tree->root : NULL);
        rsv_doc_free(r.nested ? &r.nested->root : NULL);
    }
    rsv__encoding_free(&decoded);
    const rsv_status reported = rsv__report_finish(in, r.format, encoding, err);
    return reported != RSV_OK ? reported : rc;
}
