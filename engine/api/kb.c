/* SPDX-License-Identifier: MIT
 * kb.c - the knowledge base, open: articles, search, counts. */
#include "api/internal.h"

#include "session/show.h"

rsv_status rsv_kb_open(const char *path, const rsv_allocator *allocator, rsv_kb **out,
                       rsv_error *err)
{
    struct error_box box;
    err = rsv__error_of(err, &box);
    if (out != NULL)
        *out = NULL;
    if (path == NULL || out == NULL)
        return rsv__bad_argument(err, "path and out");
    return rsv__kb_open(path, allocator, out, err);
}

void rsv_kb_close(rsv_kb *kb)
{
    rsv__kb_close(kb);
}

rsv_status rsv_kb_show(rsv_kb *kb, int64_t code, rsv_doc **out, rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(out, err, &box);
    if (kb == NULL || out == NULL)
        return rsv__bad_argument(err, "kb and out");
    struct doc_tree *t = rsv__answer(&kb->alloc.fn, "resolvent.article/1");
    rsv_status rc = t ? rsv__db_code(kb->db, code, t, &t->root, err) : rsv__nomem(err);
    if (rc == RSV_OK)
        rc = rsv__show_blocks(t, err);
    return rsv__answer_done(t, rc, out, err);
}

typedef rsv_status show_fn(struct db *db, const char *slug, struct doc_tree *t,
                           struct rsv_doc *into, rsv_error *err);

/* A cause or step; one that isn't there is answered with the nearest slug. */
static rsv_status show(rsv_kb *kb, enum article_type type, const char *slug, show_fn *get,
                       rsv_doc **out, rsv_error *err)
{
    if (kb == NULL || slug == NULL || out == NULL)
        return rsv__bad_argument(err, "kb, slug and out");
    struct doc_tree *t = rsv__answer(&kb->alloc.fn, "resolvent.article/1");
    rsv_status rc = t ? get(kb->db, slug, t, &t->root, err) : rsv__nomem(err);
    if (rc == RSV_OK)
        rc = rsv__show_blocks(t, err);
    if (rc == RSV_ENOTFOUND) {
        const char *near = rsv__db_nearest(kb->db, type, slug, &t->arena);
        rc = rsv__fail(err, RSV_ENOTFOUND, "there is no %s '%s'%s%s%s",
                       type == ARTICLE_CAUSE ? "cause" : "step", slug,
                       near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    }
    return rsv__answer_done(t, rc, out, err);
}

rsv_status rsv_kb_show_cause(rsv_kb *kb, const char *slug, rsv_doc **out, rsv_error *err)
{
    struct error_box box;
    return show(kb, ARTICLE_CAUSE, slug, rsv__db_cause, out, rsv__begin(out, err, &box));
}

rsv_status rsv_kb_show_step(rsv_kb *kb, const char *slug, rsv_doc **out, rsv_error *err)
{
    struct error_box box;
    return show(kb, ARTICLE_STEP, slug, rsv__db_step, out, rsv__begin(out, err, &box));
}

rsv_status rsv_kb_neighbours(rsv_kb *kb, int64_t code, const char *wording, rsv_doc **out,
                             rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(out, err, &box);
    if (kb == NULL || out == NULL)
        return rsv__bad_argument(err, "kb and out");
    struct doc_tree *t = rsv__answer(&kb->alloc.fn, "resolvent.neighbours/1");
    struct rsv_doc *root = t ? &t->root : NULL;
    rsv__doc_add_integer(t, root, "code", code);
    struct rsv_doc *near = rsv__doc_array(t, root, "by_number");
    rsv_status rc = t ? rsv__db_neighbours(kb->db, code, t, near, err) : rsv__nomem(err);
    struct rsv_doc *alike = rsv__doc_array(t, root, "by_wording");
    if (rc == RSV_OK && wording != NULL && *wording != '\0')
        rc = rsv__db_search(kb->db, wording, 5, t, alike, NULL, err);
    return rsv__answer_done(t, rc, out, err);
}

rsv_status rsv_kb_search(rsv_kb *kb, const char *words, int limit, rsv_doc **out, rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(out, err, &box);
    if (kb == NULL || words == NULL || out == NULL || limit < 1)
        return rsv__bad_argument(err, "kb, words, limit and out");
    struct doc_tree *t = rsv__answer(&kb->alloc.fn, "resolvent.search/1");
    struct rsv_doc *root = t ? &t->root : NULL;
    rsv__doc_add_text(t, root, "words", words);
    struct rsv_doc *corrected = rsv__doc_array(t, root, "corrected"), *hits = rsv__doc_array(t, root, "hits");
    rsv_status rc = t ? rsv__db_search(kb->db, words, limit, t, hits, corrected, err) : rsv__nomem(err);
    return rsv__answer_done(t, rc, out, err);
}

rsv_status rsv_kb_stats(rsv_kb *kb, rsv_doc **out, rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(out, err, &box);
    if (kb == NULL || out == NULL)
        return rsv__bad_argument(err, "kb and out");
    struct doc_tree *t = rsv__answer(&kb->alloc.fn, "resolvent.stats/1");
    rsv__doc_add_text(t, t ? &t->root : NULL, "path", rsv__db_path(kb->db));
    rsv_status rc = t ? rsv__db_stats(kb->db, t, &t->root, err) : rsv__nomem(err);
    return rsv__answer_done(t, rc, out, err);
}
