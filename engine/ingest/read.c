/* SPDX-License-Identifier: MIT
 * read.c - recognises what a file holds, by its content. */
#include "ingest/read.h"

#include "ingest/encoding.h"
#include "ingest/record.h"
#include "ingest/report.h"

#include <string.h>

#define LARGEST ((size_t)1 << 30)

rsv_status rsv__read_record(struct reading *r, const struct rsv_doc *object, bool as_text,
                            rsv_error *err)
{
    rsv_status rc = rsv__record_take(r->in, &r->tree->arena, object, as_text, err);
    r->n_records++;
    if (rc != RSV_EINPUT)
        return rc;
    if (r->first.code == RSV_OK)
        r->first = *err;
    return RSV_OK;
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
                        "column 'kind' or 'complete' in its first line, and this begins with '%s'",
                        rsv__report_show(text, n, shown));
}

static rsv_status read_text(struct reading *r, rsv_error *err)
{
    const size_t start = find_content(r->text, r->n);
    if (start == r->n)
        return RSV_OK;
    const bool is_json = r->text[start] == '{' || r->text[start] == '[';
    rsv_status rc = is_json ? rsv__read_json(r, err) : rsv__read_csv(r, err);
    if (rc != RSV_OK)
        return rc;
    if (r->format == NULL)
        return not_recognised(r, start, err);
    if (r->n_records == 0 && r->first.code != RSV_OK) {
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
        rc = r.tree ? read_text(&r, err) : rsv__nomem(err);
        rsv_doc_free(r.tree ? &r.tree->root : NULL);
    }
    rsv__encoding_free(&decoded);
    const rsv_status reported = rsv__report_finish(in, r.format, encoding, err);
    return reported != RSV_OK ? reported : rc;
}
