/* SPDX-License-Identifier: MIT */
#include "ingest/report.h"

#include "base/utf8.h"

#include <string.h>

void rsv__report_begin(struct ingest *in)
{
    in->n_problems = 0;
    in->problems = NULL;
    if (in->report == NULL)
        return;
    in->problems = rsv__arena_alloc(&in->report->arena, sizeof *in->problems);
    if (in->problems != NULL)
        in->problems->type = RSV_ARRAY; /* it gets its place when the counts are known */
}

void rsv__report_problem(struct ingest *in, const struct problem *p)
{
    struct doc_tree *t = in->report;
    if (in->n_problems++ >= REPORT_PROBLEMS)
        return;
    struct rsv_doc *d = rsv__doc_object(t, in->problems, NULL);
    if (p->line > 0)
        rsv__doc_add_integer(t, d, "line", p->line);
    if (p->column > 0)
        rsv__doc_add_integer(t, d, "column", p->column);
    rsv__doc_add_text(t, d, "kind", p->kind);
    rsv__doc_add_text(t, d, "field", p->field);
    rsv__doc_add_text(t, d, "message", p->message);
    rsv__doc_add_text(t, d, "hint", p->hint);
}

/* Counts as far as they fit; nobody reads more facts than that. */
static void add_count(struct doc_tree *t, const char *key, uint64_t n)
{
    rsv__doc_add_integer(t, &t->root, key, n < INT64_MAX ? (int64_t)n : INT64_MAX);
}

rsv_status rsv__report_finish(struct ingest *in, const char *format, const char *encoding,
                              rsv_error *err)
{
    struct doc_tree *t = in->report;
    if (t == NULL)
        return RSV_OK;
    if (in->n_problems > REPORT_PROBLEMS) {
        struct rsv_doc *d = rsv__doc_object(t, in->problems, NULL);
        const unsigned long long n = in->n_problems - REPORT_PROBLEMS;
        rsv__doc_add_format(t, d, "message", "%llu more problem%s, not listed", n,
                            n > 1 ? "s" : "");
    }
    if (rsv_doc_get(&t->root, "schema") == NULL) /* the API's documents begin with it */
        rsv__doc_add_text(t, &t->root, "schema", "resolvent.report/1");
    rsv__doc_add_text(t, &t->root, "input", in->name ? in->name : "");
    rsv__doc_add_text(t, &t->root, "format", format);
    rsv__doc_add_text(t, &t->root, "encoding", encoding);
    add_count(t, "facts", in->n_facts);
    add_count(t, "complete", in->n_complete);
    add_count(t, "rejected", in->n_rejected);
    struct rsv_doc *list = rsv__doc_array(t, &t->root, "problems");
    if (list != NULL && in->problems != NULL) {
        list->as = in->problems->as;
        list->count = in->problems->count;
        in->problems = list;
    }
    return rsv__doc_ok(t, err);
}

void rsv__report_instead(struct ingest *in, const char *format)
{
    const rsv_doc *root = in->report ? &in->report->root : NULL;
    bool named = false;
    in->n_facts = 1;
    in->n_rejected = in->n_problems = 0;
    for (struct rsv_doc *m = root ? root->as.child.first : NULL; m != NULL; m = m->next) {
        if (strcmp(m->key, "facts") == 0)
            m->as.integer = 1;
        else if (strcmp(m->key, "rejected") == 0)
            m->as.integer = 0;
        else if (strcmp(m->key, "problems") == 0)
            *m = (struct rsv_doc){.type = RSV_ARRAY, .key = m->key, .next = m->next};
        else if (strcmp(m->key, "format") == 0 && (named = true))
            m->as.text = (__typeof__(m->as.text)){format, strlen(format)};
    }
    if (root != NULL && !named)
        rsv__doc_add_text(in->report, &in->report->root, "format", format);
}

static size_t escape(const char *text, size_t n, char *out)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)text[i];
        *out++ = '\\';
        *out++ = 'x';
        *out++ = digits[c >> 4];
        *out++ = digits[c & 15];
    }
    return n * 4;
}

const char *rsv__report_show(const char *text, size_t n, char out[SHOWN_SIZE])
{
    static const char cut[] = "…";
    const size_t room = SHOWN_SIZE - 4 * 4 - sizeof cut; /* the longest escape, and the cut */
    size_t used = 0, i = 0, length;
    for (; i < n && used <= room; i += length) {
        const uint32_t c = rsv__utf8_decode(text + i, n - i, &length);
        if (c == UTF8_BAD || rsv__utf8_is_control(c)) {
            used += escape(text + i, length, out + used);
        } else {
            memcpy(out + used, text + i, length);
            used += length;
        }
    }
    memcpy(out + used, i < n ? cut : "", i < n ? sizeof cut : 1);
    return out;
}
