/* SPDX-License-Identifier: MIT
 * rules.c - loading rules: from the folders, or what one code needs from the knowledge base. */
#include "api/internal.h"
#include "api/rule_index.h"

#include "base/text.h"
#include "base/time.h"

#include <string.h>

/* --- loading -------------------------------------------------------------------------------------- */

static rsv_status load(const rsv_rule_source *source, struct findings *findings,
                       struct rsv_ruleset **out, rsv_error *err)
{
    const struct load_request q = {.dirs = source->dirs, .n_dirs = source->n_dirs,
                                   .with_examples = source->with_examples != 0, .facts_only = source->facts_only != 0};
    bool packed = false;
    rsv_status rc = RSV_OK;
    if (source->kb != NULL && source->code != 0 && source->n_dirs == 1)
        rc = rsv__rule_index_is_fresh(source->kb, source->dirs[0], &packed, err);
    if (rc == RSV_OK)
        rc = packed ? rsv__ruleset_unpack(source->kb, source->code, source->dirs[0],
                                          source->allocator, findings, out, err)
                    : rsv__ruleset_load(&q, source->allocator, findings, out, err);
    if (rc == RSV_OK && source->strict && findings->n[SEVERITY_ERROR] > 0) {
        rsv__ruleset_release(*out);
        *out = NULL;
        rc = rsv__fail(err, RSV_ERULES, "%u errors in the rule files",
                       findings->n[SEVERITY_ERROR]);
    }
    return rc;
}

rsv_status rsv_ruleset_load(const rsv_rule_source *source, rsv_ruleset **out, rsv_doc **findings,
                            rsv_error *err)
{
    struct error_box box, unused;
    struct findings f;
    err = rsv__begin(findings, err, &box);
    if (out == NULL)
        return rsv__bad_argument(err, "out");
    *out = NULL;
    rsv_status rc = rsv__check_source(source, err);
    if (rc != RSV_OK)
        return rc;
    rsv__findings_init(&f, source->allocator);
    rc = load(source, &f, out, err);
    const rsv_status told =
        rsv__findings_done(&f, findings, rc == RSV_OK ? err : rsv__error_of(NULL, &unused));
    if (rc == RSV_OK && told != RSV_OK) {
        rsv__ruleset_release(*out);
        *out = NULL;
        rc = told;
    }
    return rc;
}

void rsv_ruleset_free(rsv_ruleset *rules)
{
    rsv__ruleset_release(rules);
}

/* --- the dictionary ------------------------------------------------------------------------------------ */

static void add_field(struct doc_tree *t, struct rsv_doc *list, const struct kind *k, uint32_t i)
{
    const struct field *f = &k->fields[i];
    struct rsv_doc *d = rsv__doc_object(t, list, NULL);
    rsv__doc_add_text(t, d, "field", f->name);
    rsv__doc_add_text(t, d, "type", rsv__field_type_name(f->type));
    rsv__doc_add_boolean(t, d, "optional", f->optional);
    rsv__doc_add_boolean(t, d, "key", (k->key_mask >> i & 1) != 0);
    rsv__doc_add_boolean(t, d, "pii", f->pii);
    if (f->has_low)
        rsv__doc_add_number(t, d, "low", f->low);
    if (f->has_high)
        rsv__doc_add_number(t, d, "high", f->high);
    struct rsv_doc *words = f->type == FIELD_WORD ? rsv__doc_array(t, d, "words") : NULL;
    for (uint32_t w = 0; w < f->n_words; w++)
        rsv__doc_add_text(t, words, NULL, f->words[w]->text);
    rsv__doc_add_text(t, d, "unit", f->unit);
    rsv__doc_add_text(t, d, "doc", f->doc);
}

/* Nobody collects it, and a rule derives it. */
static bool is_worked_out(const struct rulebook *book, const struct kind *k)
{
    bool derived = false;
    for (uint32_t i = 0; i < book->n_rules; i++)
        for (uint32_t j = 0; j < book->rules[i]->n_derive; j++)
            derived = derived || book->rules[i]->derive[j].kind == k;
    return derived && k->collector == NULL;
}

static void add_kind(struct doc_tree *t, struct rsv_doc *list, const struct rulebook *book, const struct kind *k)
{
    char fresh[RSV_TIME_SIZE];
    struct rsv_doc *d = rsv__doc_object(t, list, NULL);
    rsv__doc_add_text(t, d, "kind", k->name);
    rsv__doc_add_text(t, d, "doc", k->doc);
    rsv__doc_add_boolean(t, d, "single", k->has_key && k->key_mask == 0);
    rsv__doc_add_boolean(t, d, "derived", is_worked_out(book, k));
    if (k->fresh_for > 0) {
        rsv__duration_format(k->fresh_for, fresh);
        rsv__doc_add_text(t, d, "fresh_for", fresh);
    }
    if (k->collector != NULL) {
        rsv__doc_add_text(t, d, "collector", k->collector->name);
        rsv__doc_add_text(t, d, "collector_doc", k->collector->doc);
        rsv__doc_add_number(t, d, "minutes", k->collector->minutes);
    }
    struct rsv_doc *fields = rsv__doc_array(t, d, "fields");
    for (uint32_t i = 0; i < k->n_fields; i++)
        add_field(t, fields, k, i);
}

rsv_status rsv_ruleset_kinds(const rsv_ruleset *rules, const char *name, rsv_doc **out,
                             rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(out, err, &box);
    if (rules == NULL || out == NULL)
        return rsv__bad_argument(err, "rules and out");
    struct doc_tree *t = rsv__answer(&rules->alloc.fn, "resolvent.kinds/1");
    struct rsv_doc *list = rsv__doc_array(t, t ? &t->root : NULL, "kinds");
    struct nearest near;
    rsv__nearest_init(&near, name ? name : "");
    for (uint32_t i = 0; i < rules->book.n_kinds; i++) {
        const struct kind *k = rules->book.kinds[i];
        if (name == NULL || strcmp(k->name, name) == 0)
            add_kind(t, list, &rules->book, k);
        rsv__nearest_offer(&near, k->name);
    }
    rsv_status rc = RSV_OK;
    if (name != NULL && rsv_doc_count(list) == 0 && t != NULL)
        rc = rsv__fail(err, RSV_ENOTFOUND, "unknown kind '%s'%s%s%s", name,
                       near.best ? "; did you mean '" : "", near.best ? near.best : "",
                       near.best ? "'?" : "");
    return rsv__answer_done(t, rc, out, err);
}

rsv_status rsv_ruleset_formats(const rsv_ruleset *rules, rsv_doc **out, rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(out, err, &box);
    if (rules == NULL || out == NULL)
        return rsv__bad_argument(err, "rules and out");
    struct doc_tree *t = rsv__answer(&rules->alloc.fn, "resolvent.formats/1");
    rsv__ruleset_formats(rules, t, rsv__doc_array(t, t ? &t->root : NULL, "formats"));
    return rsv__answer_done(t, RSV_OK, out, err);
}

rsv_status rsv_ruleset_list(const rsv_ruleset *rules, rsv_doc **out, rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(out, err, &box);
    if (rules == NULL || out == NULL)
        return rsv__bad_argument(err, "rules and out");
    struct doc_tree *t = rsv__answer(&rules->alloc.fn, "resolvent.rules/1");
    struct rsv_doc *root = t ? &t->root : NULL;
    struct rsv_doc *list = rsv__doc_array(t, root, "rules");
    for (uint32_t i = 0; i < rules->book.n_rules; i++) {
        const struct rule *r = rules->book.rules[i];
        struct rsv_doc *d = rsv__doc_object(t, list, NULL);
        rsv__doc_add_text(t, d, "rule", r->name);
        rsv__doc_add_text(t, d, "say", r->say);
        rsv__doc_add_text(t, d, "file", r->at.file);
        rsv__doc_add_integer(t, d, "line", r->at.line);
    }
    list = rsv__doc_array(t, root, "evidence");
    for (uint32_t i = 0; i < rules->book.n_evidence; i++) {
        const struct evidence *e = rules->book.evidence[i];
        struct rsv_doc *d = rsv__doc_object(t, list, NULL);
        rsv__doc_add_text(t, d, "evidence", e->name);
        rsv__doc_add_text(t, d, "about", e->about);
        struct rsv_doc *outcomes = rsv__doc_array(t, d, "outcomes");
        for (uint32_t o = 0; o < e->n_outcomes; o++)
            rsv__doc_add_text(t, outcomes, NULL, e->outcomes[o].name);
        struct rsv_doc *causes = rsv__doc_array(t, d, "causes");
        for (uint32_t c = 0; c < e->n_rows; c++)
            rsv__doc_add_text(t, causes, NULL, e->rows[c].cause);
        rsv__doc_add_text(t, d, "file", e->at.file);
        rsv__doc_add_integer(t, d, "line", e->at.line);
    }
    return rsv__answer_done(t, RSV_OK, out, err);
}
