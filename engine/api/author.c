/* SPDX-License-Identifier: MIT
 * author.c - checking, testing, building, importing. */
#include "api/internal.h"

/* Load all rules with their findings; what is broken stays out. */
static rsv_status load_all(const rsv_rule_source *source, struct findings *findings,
                           struct rsv_ruleset **out, rsv_error *err)
{
    const rsv_status rc = rsv__check_source(source, err);
    *out = NULL;
    if (rc != RSV_OK)
        return rc;
    const struct load_request q = {.dirs = source->dirs, .n_dirs = source->n_dirs,
                                   .with_examples = source->with_examples != 0};
    return rsv__ruleset_load(&q, source->allocator, findings, out, err);
}

/* Hand findings over whether or not the rest went well: they say why it didn't. */
static rsv_status findings_out(struct findings *f, rsv_status rc, rsv_doc **out, rsv_error *err)
{
    struct error_box box;
    const rsv_status told = rsv__findings_done(f, out, rc == RSV_OK ? err
                                                                    : rsv__error_of(NULL, &box));
    return rc == RSV_OK ? told : rc;
}

/* `texts`: what they say and show, too, and the scripts below the folders of rules (NULL: none). */
static rsv_status check_kb(const char *kb_dir, const struct rulebook *book, const rsv_rule_source *source,
                           struct findings *findings, bool texts, rsv_error *err)
{
    struct alloc alloc;
    struct arena arena;
    struct library library;
    rsv__alloc_init(&alloc, NULL);
    rsv__arena_init(&arena, &alloc);
    rsv_status rc = rsv__library_read(kb_dir, &arena, findings, &library, err);
    if (rc == RSV_OK)
        rsv__check_library(&library, book, findings, &arena);
    if (rc == RSV_OK && texts)
        rsv__check_texts(&library, findings, &arena);
    if (rc == RSV_OK && texts)
        rc = rsv__check_code(&library, source ? source->dirs : NULL, source ? source->n_dirs : 0, findings, &arena, err);
    if (rc == RSV_OK && texts)
        rc = rsv__check_table(kb_dir, &library, findings, &arena, err);
    if (rc == RSV_OK && arena.failed)
        rc = rsv__nomem(err);
    rsv__arena_free(&arena);
    return rc;
}

rsv_status rsv_rules_check(const rsv_rule_source *source, const char *kb_dir, rsv_doc **findings,
                           rsv_error *err)
{
    struct error_box box;
    struct findings f;
    struct rsv_ruleset *rules;
    err = rsv__begin(findings, err, &box);
    if (findings == NULL)
        return rsv__bad_argument(err, "findings");
    rsv__findings_init(&f, NULL);
    rsv_status rc = load_all(source, &f, &rules, err);
    if (rc == RSV_OK)
        rsv__check_rules(&rules->book, &f);
    if (rc == RSV_OK && kb_dir != NULL) {
        struct findings both; /* of the knowledge base, only what concerns rules is told here */
        rsv_doc *doc = NULL;
        rsv__findings_init(&both, NULL);
        rc = check_kb(kb_dir, &rules->book, NULL, &both, false, err);
        rc = findings_out(&both, rc, &doc, err);
        rsv__findings_copy(&f, doc, 'R');
        rsv_doc_free(doc);
    }
    rsv__ruleset_release(rules);
    return findings_out(&f, rc, findings, err);
}

rsv_status rsv_rules_test(const rsv_rule_source *source, rsv_kb *kb, rsv_doc **report,
                          rsv_error *err)
{
    struct error_box box;
    struct findings f;
    struct rsv_ruleset *rules = NULL;
    err = rsv__begin(report, err, &box);
    if (kb == NULL || report == NULL)
        return rsv__bad_argument(err, "kb and report");
    rsv__findings_init(&f, NULL);
    struct doc_tree *t = rsv__doc_new(NULL, RSV_OBJECT);
    rsv_status rc = t ? load_all(source, &f, &rules, err) : rsv__nomem(err);
    if (rc == RSV_OK)
        rc = rsv__test_rules(rules, kb, &f, t, err);
    rsv__ruleset_release(rules);
    rsv_doc *findings = NULL;
    rc = findings_out(&f, rc, &findings, err);
    if (t != NULL) /* a broken file's examples didn't run, and what the others leave untried */
        rsv__doc_add_copy(t, &t->root, "findings", rsv_doc_get(findings, "findings"));
    rsv_doc_free(findings);
    return rsv__answer_done(t, rc, report, err);
}

rsv_status rsv_rules_bench(const rsv_rule_source *source, rsv_doc **report, rsv_error *err)
{
    struct error_box box;
    struct findings f;
    struct rsv_ruleset *rules = NULL;
    rsv_doc *findings = NULL;
    err = rsv__begin(report, err, &box);
    if (report == NULL)
        return rsv__bad_argument(err, "report");
    rsv__findings_init(&f, NULL);
    struct doc_tree *t = rsv__answer(NULL, "resolvent.bench/1");
    rsv_status rc = t ? load_all(source, &f, &rules, err) : rsv__nomem(err);
    if (rc == RSV_OK)
        rc = rsv__bench_rules(rules, t, err);
    rsv__ruleset_release(rules);
    rc = findings_out(&f, rc, &findings, err);
    rsv_doc_free(findings);
    return rsv__answer_done(t, rc, report, err);
}

rsv_status rsv_kb_check(const char *kb_dir, const rsv_rule_source *source, rsv_doc **findings,
                        rsv_error *err)
{
    struct error_box box;
    struct findings f;
    struct rsv_ruleset *rules = NULL;
    err = rsv__begin(findings, err, &box);
    if (kb_dir == NULL || findings == NULL)
        return rsv__bad_argument(err, "kb_dir and findings");
    rsv__findings_init(&f, NULL);
    rsv_status rc = source ? load_all(source, &f, &rules, err) : RSV_OK;
    if (rc == RSV_OK)
        rc = check_kb(kb_dir, rules ? &rules->book : NULL, source, &f, true, err);
    rsv__ruleset_release(rules);
    return findings_out(&f, rc, findings, err);
}

rsv_status rsv_kb_build(const char *kb_dir, const rsv_rule_source *rules, const char *path,
                        rsv_doc **findings, rsv_error *err)
{
    struct error_box box;
    struct findings f;
    err = rsv__begin(findings, err, &box);
    if (kb_dir == NULL || path == NULL)
        return rsv__bad_argument(err, "kb_dir and path");
    rsv_status rc = rsv__check_source(rules, err);
    if (rc != RSV_OK)
        return rc;
    rsv__findings_init(&f, NULL);
    rc = rsv__build(kb_dir, rules->dirs[0], path, &f, err);
    return findings_out(&f, rc, findings, err);
}

/* Broken rules aren't told here but by `rules check`: what is left of them is exported. */
static rsv_status export_html(rsv_kb *kb, const rsv_rule_source *source, const char *dir, struct doc_tree *t,
                              rsv_error *err)
{
    struct findings f;
    struct rsv_ruleset *rules = NULL;
    rsv_doc *unused = NULL;
    unsigned pages = 0;
    rsv__findings_init(&f, NULL);
    rsv_status rc = load_all(source, &f, &rules, err);
    if (rc == RSV_OK)
        rc = rsv__export_html(kb, rules, dir, &pages, err);
    rsv__ruleset_release(rules);
    rc = findings_out(&f, rc, &unused, err);
    rsv_doc_free(unused);
    rsv__doc_add_text(t, &t->root, "folder", dir);
    rsv__doc_add_integer(t, &t->root, "pages", pages);
    return rc;
}

rsv_status rsv_kb_export_html(rsv_kb *kb, const rsv_rule_source *rules, const char *dir, rsv_doc **report,
                              rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(report, err, &box);
    if (kb == NULL || dir == NULL || report == NULL)
        return rsv__bad_argument(err, "kb, dir and report");
    struct doc_tree *t = rsv__answer(NULL, "resolvent.export/1");
    const rsv_status rc = t ? export_html(kb, rules, dir, t, err) : rsv__nomem(err);
    return rsv__answer_done(t, rc, report, err);
}

rsv_status rsv_kb_import(const char *const *paths, size_t n_paths, const char *kb_dir,
                         const char *into, int accept, rsv_doc **report, rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(report, err, &box);
    if (paths == NULL || n_paths == 0 || kb_dir == NULL || report == NULL)
        return rsv__bad_argument(err, "paths, kb_dir and report");
    struct doc_tree *t = rsv__doc_new(NULL, RSV_OBJECT);
    const rsv_status rc = t ? rsv__import(paths, n_paths, kb_dir, into, accept != 0, t, err) : rsv__nomem(err);
    return rsv__answer_done(t, rc, report, err);
}
