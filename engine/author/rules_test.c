/* SPDX-License-Identifier: MIT
 * rules_test.c - runs the examples beside the rules: "resolvent.test/1". */
#include "author/author.h"

#include "base/time.h"
#include "session/bench.h"
#include "session/kb.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct tester {
    struct rsv_ruleset *rules;
    struct rsv_kb *kb;
    struct bench *bench; /* NULL: nobody measures */
    struct findings *findings;
    struct doc_tree *t;
    bool *reached; /* by outcome of the network: true in some example */
    bool *missed;  /* false in some example: the question was decided otherwise */
    bool *fired;   /* by rule */
    struct code_pairs pairs; /* causes of codes */
    bool *proved;            /* by pair: some example that passes puts the cause first */
    uint32_t passed, failed;
};

struct trial { /* one example */
    struct tester *t;
    const struct example *x;
    struct rsv_session *s;
    int64_t code;
    struct rsv_doc *problems;
};

static void problem(struct trial *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void problem(struct trial *r, const char *format, ...)
{
    char text[400];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    rsv__doc_add_text(r->t->t, r->problems, NULL, text);
}

/* --- giving the facts ------------------------------------------------------------------------------ */

static rsv_status give(struct trial *r, const struct given *g, rsv_error *err)
{
    struct fact_draft d = {.kind = g->kind, .complete = g->complete, .mask = g->mask,
                           .unknown_mask = g->unknown_mask, .observed = g->observed};
    memcpy(d.values, g->values, g->kind->n_fields * sizeof *d.values); /* frozen symbols */
    return rsv__session_take(r->s, &d, NULL, err);
}

static rsv_status give_text(struct trial *r, rsv_error *err)
{
    return rsv__session_read_error(r->s, "example", r->x->text, strlen(r->x->text), &r->code, NULL,
                                   err);
}

static rsv_status open_trial(struct trial *r, rsv_error *err)
{
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    o.now_ms = r->x->now == INT64_MIN ? 0 : r->x->now;
    rsv_status rc = rsv__session_open(r->t->rules, r->t->kb, &o, &r->s, err);
    if (rc == RSV_OK && r->t->bench != NULL)
        rsv__bench_attach(r->t->bench, r->s);
    r->code = r->x->code;
    if (rc == RSV_OK && r->x->text != NULL)
        rc = give_text(r, err);
    for (uint32_t i = 0; i < r->x->n_given && rc == RSV_OK; i++)
        rc = give(r, &r->x->given[i], err);
    return rc;
}

/* --- what is expected --------------------------------------------------------------------------------- */

static const rsv_doc *find_cause(const rsv_doc *diagnosis, const char *slug)
{
    const rsv_doc *c = rsv_doc_first(rsv_doc_get(diagnosis, "causes"));
    while (c != NULL && strcmp(rsv_doc_text(rsv_doc_get(c, "cause")), slug) != 0)
        c = rsv_doc_next(c);
    return c;
}

/* What spoke most for the wrong cause. */
static void largest_wrong(struct trial *r, const rsv_doc *diagnosis, const char *wrong)
{
    const rsv_doc *best = NULL;
    const rsv_doc *c = find_cause(diagnosis, wrong);
    for (const rsv_doc *e = rsv_doc_first(rsv_doc_get(c, "evidence")); e; e = rsv_doc_next(e))
        if (best == NULL || rsv_doc_number(rsv_doc_get(e, "weight")) >
                                rsv_doc_number(rsv_doc_get(best, "weight")))
            best = e;
    if (best != NULL && rsv_doc_number(rsv_doc_get(best, "weight")) > 0)
        problem(r, "largest wrong contribution: %s %+.1f",
                rsv_doc_text(rsv_doc_get(best, "say")),
                rsv_doc_number(rsv_doc_get(best, "weight")));
}

static void check_top(struct trial *r, const rsv_doc *diagnosis)
{
    const struct example *x = r->x;
    const rsv_doc *top = rsv_doc_first(rsv_doc_get(diagnosis, "causes"));
    const char *slug = rsv_doc_text(rsv_doc_get(top, "cause"));
    const double percent = 100 * rsv_doc_number(rsv_doc_get(top, "belief"));
    if (x->top != NULL && strcmp(x->top, slug) != 0) {
        const rsv_doc *wanted = find_cause(diagnosis, x->top);
        if (wanted == NULL)
            problem(r, "expected top %s, which is no cause of AADSTS%lld", x->top,
                    (long long)r->code);
        else
            problem(r, "top is %s (%.0f %%), expected %s (%.0f %%)", slug, percent, x->top,
                    100 * rsv_doc_number(rsv_doc_get(wanted, "belief")));
        largest_wrong(r, diagnosis, slug);
        return;
    }
    if (x->at_least >= 0 && percent < x->at_least)
        problem(r, "%s has %.1f %%, expected at least %g", slug, percent, x->at_least);
    if (x->at_most >= 0 && percent > x->at_most)
        problem(r, "%s has %.1f %%, expected at most %g", slug, percent, x->at_most);
}

static void check_first_step(struct trial *r, const rsv_doc *diagnosis)
{
    const rsv_doc *steps = rsv_doc_get(rsv_doc_get(diagnosis, "plan"), "steps");
    const rsv_doc *first = rsv_doc_first(steps);
    const char *slug = first ? rsv_doc_text(rsv_doc_get(first, "step")) : "escalate";
    if (r->x->first_step != NULL && strcmp(r->x->first_step, slug) != 0)
        problem(r, "the first step is %s, expected %s", slug, r->x->first_step);
}

static void check_next(struct trial *r, const rsv_doc *diagnosis)
{
    const rsv_doc *first = rsv_doc_first(rsv_doc_get(diagnosis, "next"));
    const char *name = first ? rsv_doc_text(rsv_doc_get(first, "collector")) : "nothing";
    if (r->x->next != NULL && strcmp(r->x->next, name) != 0)
        problem(r, "worth collecting next is %s, expected %s", name, r->x->next);
}

static void check_outcome(struct trial *r, const struct expected_outcome *o)
{
    const struct evidence *e = rsv__rulebook_evidence(&r->t->rules->book, o->evidence);
    if (e == NULL)
        return; /* reported when the example was loaded */
    const struct answer a = rsv__evaluate(r->s, e);
    const char *is = a.state == ANSWER_DECIDED    ? e->outcomes[a.outcome].name
                     : a.state == ANSWER_NONE     ? "none"
                     : a.state == ANSWER_CONFLICT ? "contradictory"
                                                  : "open";
    if (strcmp(is, o->outcome) != 0)
        problem(r, "'%s' is '%s', expected '%s'", o->evidence, is, o->outcome);
}

static void check_derived(struct trial *r, const struct given *g, bool wanted)
{
    struct fact_input in = {.kind = g->kind, .mask = g->mask, .values = g->values};
    const struct matcher *m = &r->s->matcher;
    bool found = false;
    for (fact_ref ref = 0; !found && (ref = fact_next(m, g->kind, ref)) != 0;) { /* fields that aren't named don't matter */
        const struct fact *f = fact_at(m, ref);
        found = (f->flags & FACT_DERIVED) && (f->known & in.mask) == in.mask;
        for (uint32_t k = 0; found && k < g->kind->n_fields; k++)
            if (in.mask >> k & 1)
                found = fact_equals(m, f, k, in.values[k]);
    }
    if (found != wanted)
        problem(r, "a %s like this is %sderived", g->kind->name, found ? "" : "not ");
}

/* --- coverage --------------------------------------------------------------------------------------------- */

/* Every outcome of it is reached and missed already. */
static bool is_covered(const struct tester *t, uint32_t evidence)
{
    const uint32_t first = t->rules->first_outcome[evidence];
    const uint32_t n = t->rules->book.evidence[evidence]->n_outcomes;
    for (uint32_t at = first; at < first + n; at++)
        if (!t->reached[at] || !t->missed[at])
            return false;
    return true;
}

static void note_coverage(struct trial *r)
{
    struct tester *t = r->t;
    for (uint32_t i = 0; i < t->rules->book.n_evidence; i++) {
        const struct evidence *e = t->rules->book.evidence[i];
        if (is_covered(t, i))
            continue;
        const struct answer a = rsv__evaluate(r->s, e);
        for (uint32_t o = 0; o < e->n_outcomes; o++) {
            const uint32_t at = t->rules->first_outcome[i] + o;
            const bool is = a.state == ANSWER_DECIDED && a.outcome == o;
            t->reached[at] = t->reached[at] || is;
            t->missed[at] = t->missed[at] || a.state == ANSWER_NONE || (a.state == ANSWER_DECIDED && !is);
        }
    }
    for (uint32_t i = 0; i < t->rules->book.n_rules; i++)
        t->fired[i] = t->fired[i] || r->s->fired[i] > 0;
}

static void note_proof(struct trial *r)
{
    const struct code_pairs *p = &r->t->pairs;
    for (uint32_t i = 0; i < p->n && r->x->top != NULL; i++)
        if (p->items[i].code == r->code && strcmp(p->items[i].cause, r->x->top) == 0)
            r->t->proved[i] = true;
}

static void add_outcome(struct tester *t, const struct evidence *e, uint32_t o, bool reached)
{
    const struct finding f = {reached ? "R041" : "R040", SEVERITY_WARNING, e->at.file, e->at.line, 0,
                              e->name, NULL, NULL};
    rsv__findings_add(t->findings, &f, reached ? "no example decides otherwise: %s = %s" : "no example reaches: %s = %s",
                      e->name, e->outcomes[o].name);
}

static void add_coverage(struct tester *t)
{
    const struct rulebook *b = &t->rules->book;
    for (uint32_t i = 0; i < b->n_evidence; i++) {
        for (uint32_t o = 0; o < b->evidence[i]->n_outcomes; o++) {
            const uint32_t at = t->rules->first_outcome[i] + o;
            if (!t->reached[at] || !t->missed[at])
                add_outcome(t, b->evidence[i], o, t->reached[at]);
        }
    }
    for (uint32_t i = 0; i < t->pairs.n; i++) {
        const struct code_pair *p = &t->pairs.items[i];
        const struct finding f = {"R042", SEVERITY_ERROR, p->file, 0, 0, NULL, NULL, NULL};
        if (!t->proved[i])
            rsv__findings_add(t->findings, &f, "AADSTS%lld: no example puts '%s' first", (long long)p->code, p->cause);
    }
    struct rsv_doc *rules = rsv__doc_array(t->t, &t->t->root, "rules_never_fired");
    for (uint32_t i = 0; i < b->n_rules; i++)
        if (!t->fired[i])
            rsv__doc_add_text(t->t, rules, NULL, b->rules[i]->name);
}

/* --- the run ---------------------------------------------------------------------------------------------------- */

static void check_all(struct trial *r, const rsv_doc *diagnosis)
{
    check_top(r, diagnosis);
    check_first_step(r, diagnosis);
    check_next(r, diagnosis);
    for (uint32_t i = 0; i < r->x->n_outcomes; i++)
        check_outcome(r, &r->x->outcomes[i]);
    for (uint32_t i = 0; i < r->x->n_derived; i++)
        check_derived(r, &r->x->derived[i], true);
    for (uint32_t i = 0; i < r->x->n_not_derived; i++)
        check_derived(r, &r->x->not_derived[i], false);
    note_coverage(r);
}

static rsv_status run_example(struct tester *t, const struct example *x, struct rsv_doc *list,
                              rsv_error *err)
{
    struct trial r = {.t = t, .x = x};
    rsv_doc *diagnosis = NULL;
    struct rsv_doc *d = rsv__doc_object(t->t, list, NULL);
    rsv__doc_add_text(t->t, d, "name", x->name);
    rsv__doc_add_text(t->t, d, "file", x->at.file);
    rsv__doc_add_integer(t->t, d, "line", x->at.line);
    rsv_status rc = open_trial(&r, err);
    if (rc == RSV_OK && x->input == NULL)
        rc = rsv__session_diagnose(r.s, r.code, &diagnosis, err);
    const rsv_doc *top = rsv_doc_first(rsv_doc_get(diagnosis, "causes"));
    if (diagnosis != NULL) {
        rsv__doc_add_integer(t->t, d, "code", r.code);
        rsv__doc_add_text(t->t, d, "top", rsv_doc_text(rsv_doc_get(top, "cause")));
        rsv__doc_add_number(t->t, d, "belief", rsv_doc_number(rsv_doc_get(top, "belief")));
    }
    r.problems = rsv__doc_array(t->t, d, "problems");
    if (rc == RSV_OK && x->input != NULL)
        rc = rsv__test_adapter(r.s, x, t->t, r.problems, err);
    else if (rc == RSV_OK)
        check_all(&r, diagnosis);
    if (rc != RSV_OK && rc != RSV_ENOMEM)
        problem(&r, "%s", err->message);
    const bool ok = rc == RSV_OK && r.problems != NULL && r.problems->count == 0;
    rsv__doc_add_boolean(t->t, d, "ok", ok);
    if (ok)
        note_proof(&r);
    t->passed += ok;
    t->failed += !ok;
    rsv_doc_free(diagnosis);
    rsv__session_close(r.s);
    return rc == RSV_ENOMEM ? rc : RSV_OK;
}

rsv_status rsv__test_rules(struct rsv_ruleset *rules, struct rsv_kb *kb, struct findings *findings,
                           struct doc_tree *tree, rsv_error *err)
{
    struct tester t = {.rules = rules, .kb = kb, .findings = findings, .t = tree};
    const struct rulebook *b = &rules->book;
    uint32_t n_outcomes = 0;
    for (uint32_t i = 0; i < b->n_evidence; i++)
        n_outcomes += b->evidence[i]->n_outcomes;
    t.reached = rsv__arena_alloc(&tree->arena, n_outcomes + 1);
    t.missed = rsv__arena_alloc(&tree->arena, n_outcomes + 1);
    t.fired = rsv__arena_alloc(&tree->arena, b->n_rules + 1);
    rsv_status rc = rsv__db_pairs(kb->db, &tree->arena, &t.pairs, err);
    t.proved = rsv__arena_alloc(&tree->arena, t.pairs.n + 1);
    if (rc != RSV_OK || tree->arena.failed)
        return rc != RSV_OK ? rc : rsv__nomem(err);
    rsv__doc_add_text(tree, &tree->root, "schema", "resolvent.test/1");
    struct rsv_doc *list = rsv__doc_array(tree, &tree->root, "examples");
    for (uint32_t i = 0; i < b->n_examples && rc == RSV_OK; i++)
        rc = run_example(&t, b->examples[i], list, err);
    rsv__doc_add_integer(tree, &tree->root, "passed", t.passed);
    rsv__doc_add_integer(tree, &tree->root, "failed", t.failed);
    add_coverage(&t);
    return rc == RSV_OK ? rsv__doc_ok(tree, err) : rc;
}

/* --- what the rules cost ------------------------------------------------------------------------------------------ */

rsv_status rsv__bench_rules(struct rsv_ruleset *rules, struct doc_tree *tree, rsv_error *err)
{
    struct bench bench;
    struct alloc alloc;
    rsv__alloc_init(&alloc, NULL);
    struct tester t = {.rules = rules, .bench = &bench};
    rsv_status rc = rsv__bench_init(&bench, rules, &alloc, err);
    if (rc != RSV_OK)
        return rc;
    for (uint32_t i = 0; i < rules->book.n_examples && rc == RSV_OK; i++) {
        struct trial r = {.t = &t, .x = rules->book.examples[i]};
        if (r.x->input != NULL)
            continue; /* of an adapter */
        rc = open_trial(&r, err);
        if (rc == RSV_OK)
            rc = rsv__bench_run(&bench, r.s, err);
        rsv__session_close(r.s);
        rc = rc == RSV_ENOMEM ? rc : RSV_OK; /* what is wrong with an example, `rules test` says */
    }
    if (rc == RSV_OK)
        rsv__bench_report(&bench, tree);
    rsv__bench_free(&bench);
    return rc;
}
