/* SPDX-License-Identifier: MIT
 * doctor.c - what is loaded from where, and what is wrong with it: "resolvent.doctor/1". */
#include "api/internal.h"

#include "api/rule_index.h"

#include <stdio.h>
#include <string.h>

struct checkup {
    struct doc_tree *t;
    struct rsv_doc *list;
    uint32_t problems;
};

static void add_check(struct checkup *c, const char *name, bool ok, const char *detail)
{
    struct rsv_doc *d = rsv__doc_object(c->t, c->list, NULL);
    rsv__doc_add_text(c->t, d, "check", name);
    rsv__doc_add_boolean(c->t, d, "ok", ok);
    rsv__doc_add_text(c->t, d, "detail", detail);
    c->problems += !ok;
}

static rsv_status check_kb(struct checkup *c, const char *path, rsv_kb **kb)
{
    rsv_error err;
    rsv_doc *stats = NULL;
    char detail[600];
    rsv_status rc = rsv_kb_open(path, NULL, kb, &err);
    if (rc == RSV_OK)
        rc = rsv_kb_stats(*kb, &stats, &err);
    if (rc == RSV_OK) {
        const int64_t codes = rsv_doc_integer(rsv_doc_get(stats, "codes"));
        snprintf(detail, sizeof detail, "%s: %lld codes, %lld causes, %lld steps", path,
                 (long long)codes, (long long)rsv_doc_integer(rsv_doc_get(stats, "causes")),
                 (long long)rsv_doc_integer(rsv_doc_get(stats, "steps")));
        add_check(c, "knowledge base", codes > 0, detail);
    } else if (rc != RSV_ENOMEM) {
        add_check(c, "knowledge base", false, err.message);
    }
    rsv_doc_free(stats);
    return rc == RSV_ENOMEM ? rc : RSV_OK;
}

static rsv_status check_rules(struct checkup *c, const rsv_rule_source *source)
{
    rsv_error err;
    rsv_ruleset *rules = NULL;
    rsv_doc *findings = NULL;
    char detail[600];
    const rsv_status rc = rsv_ruleset_load(source, &rules, &findings, &err);
    if (rc == RSV_OK) {
        const long long errors = rsv_doc_integer(rsv_doc_get(findings, "errors"));
        size_t n = 0;
        for (size_t i = 0; i < source->n_dirs && n < sizeof detail; i++)
            n += (size_t)snprintf(detail + n, sizeof detail - n, "%s%s", i ? ", " : "",
                                  source->dirs[i]);
        if (n < sizeof detail)
            snprintf(detail + n, sizeof detail - n,
                     ": %u kinds, %u rules, %u pieces of evidence, %lld errors",
                     rules->book.n_kinds, rules->book.n_rules, rules->book.n_evidence, errors);
        add_check(c, "rules", errors == 0, detail);
        if (errors > 0)
            rsv__doc_add_copy(c->t, &c->t->root, "findings", rsv_doc_get(findings, "findings"));
    } else if (rc != RSV_ENOMEM) {
        add_check(c, "rules", false, err.message);
    }
    rsv_ruleset_free(rules);
    rsv_doc_free(findings);
    return rc == RSV_ENOMEM ? rc : RSV_OK;
}

static rsv_status check_index(struct checkup *c, rsv_kb *kb, const char *dir)
{
    bool fresh;
    rsv_error err;
    if (kb == NULL)
        return RSV_OK;
    const rsv_status rc = rsv__rule_index_is_fresh(kb, dir, &fresh, &err);
    if (rc == RSV_ENOMEM)
        return rc;
    add_check(c, "rule index", rc == RSV_OK && fresh,
              rc == RSV_OK && fresh
                  ? "up to date: a question unpacks only what its code needs"
                  : "older than the rules, so every question loads all of them; run 'resolvent kb build'");
    return RSV_OK;
}

rsv_status rsv_doctor(const char *kb_path, const rsv_rule_source *source, rsv_doc **out,
                      rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(out, err, &box);
    if (kb_path == NULL || out == NULL)
        return rsv__bad_argument(err, "kb_path and out");
    rsv_status rc = rsv__check_source(source, err);
    if (rc != RSV_OK)
        return rc;
    struct checkup c = {.t = rsv__answer(NULL, "resolvent.doctor/1")};
    struct rsv_doc *root = c.t ? &c.t->root : NULL;
    rsv_kb *kb = NULL;
    rsv__doc_add_text(c.t, root, "version", RSV_VERSION);
    c.list = rsv__doc_array(c.t, root, "checks");
    rc = check_kb(&c, kb_path, &kb);
    if (rc == RSV_OK)
        rc = check_rules(&c, source);
    if (rc == RSV_OK)
        rc = check_index(&c, kb, source->dirs[0]);
    rsv__doc_add_integer(c.t, root, "problems", c.problems);
    rsv_kb_close(kb);
    return rsv__answer_done(c.t, rc == RSV_OK ? RSV_OK : rsv__nomem(err), out, err);
}
