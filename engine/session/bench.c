/* SPDX-License-Identifier: MIT
 * bench.c - which rules cost how much, and why.
 *
 * The reason is the join, count or Lua function on which a rule spends most, in words.  It says what was done, from
 * counts; it isn't an estimate.
 */
#include "session/bench.h"

#include <stdlib.h>
#include <string.h>

enum {
    WORTH_TELLING = 1000, /* facts looked at, */
    TOO_MANY = 4          /* on average each time */
};

/* --- running ------------------------------------------------------------------------------------------- */

rsv_status rsv__bench_init(struct bench *b, struct rsv_ruleset *rules, struct alloc *alloc, rsv_error *err)
{
    const size_t n = rules->book.n_evidence + 1;
    *b = (struct bench){.rules = rules};
    rsv_status rc = rsv__costs_init(&b->costs, &rules->net, rules->book.n_rules, alloc, err);
    b->asked = rsv__alloc_zero(alloc, n * sizeof *b->asked);
    b->evidence = rsv__alloc_zero(alloc, n * sizeof *b->evidence);
    if (rc == RSV_OK && (b->asked == NULL || b->evidence == NULL))
        rc = rsv__nomem(err);
    if (rc != RSV_OK)
        rsv__bench_free(b);
    return rc;
}

void rsv__bench_free(struct bench *b)
{
    const size_t n = b->rules->book.n_evidence + 1;
    struct alloc *alloc = b->costs.alloc;
    rsv__release(alloc, b->asked, b->asked ? n * sizeof *b->asked : 0);
    rsv__release(alloc, b->evidence, b->evidence ? n * sizeof *b->evidence : 0);
    rsv__costs_free(&b->costs);
}

void rsv__bench_attach(struct bench *b, struct rsv_session *s)
{
    rsv__costs_attach(&b->costs, &s->matcher);
}

static void ask_all(struct bench *b, struct rsv_session *s)
{
    for (uint32_t i = 0; i < b->rules->book.n_evidence; i++) {
        const struct rule_cost before = b->costs.others;
        struct rule_cost *was = rsv__costs_enter(&b->costs, NULL);
        rsv__evaluate(s, b->rules->book.evidence[i]);
        rsv__costs_leave(&b->costs, was);
        b->evidence[i].ns += b->costs.others.ns - before.ns;
        b->evidence[i].lua_ns += b->costs.others.lua_ns - before.lua_ns;
        b->evidence[i].lua_calls += b->costs.others.lua_calls - before.lua_calls;
        b->asked[i]++;
    }
}

rsv_status rsv__bench_run(struct bench *b, struct rsv_session *s, rsv_error *err)
{
    b->cases++;
    for (uint32_t k = 0; k < b->rules->book.n_kinds; k++)
        for (fact_ref ref = 0; (ref = fact_next(&s->matcher, b->rules->book.kinds[k], ref)) != 0;)
            b->facts += (fact_at(&s->matcher, ref)->flags & FACT_GIVEN) != 0;
    rsv_status rc = rsv__session_run(s, NULL, err);
    if (rc == RSV_OK)
        ask_all(b, s);
    rsv__costs_attach(NULL, &s->matcher);
    return rc == RSV_OK && (s->matcher.failed || b->costs.failed) ? rsv__nomem(err) : rc;
}

rsv_status rsv__session_measure(struct rsv_session *s, rsv_error *err)
{
    if (s->bench != NULL)
        return RSV_OK;
    struct bench *b = rsv__alloc_zero(&s->alloc, sizeof *b);
    const rsv_status rc = b ? rsv__bench_init(b, s->rules, &s->alloc, err) : rsv__nomem(err);
    if (rc != RSV_OK) {
        rsv__release(&s->alloc, b, b ? sizeof *b : 0);
        return rc;
    }
    s->bench = b;
    rsv__bench_attach(b, s);
    return RSV_OK;
}

/* --- the greatest effort ---------------------------------------------------------------------------------- */

struct worst {
    const struct match_costs *costs;
    struct effort effort;
    const struct conjunction *body;
    const struct plan_step *step;   /* a join, */
    const struct filter *filter;    /* or an aggregate, */
    const struct cpattern *unknown; /* or facts that might match if more were known */
    const char *inside;             /* "none", "unless"; "": a pattern of the rule itself */
};

static bool is_worse(struct worst *w, const void *what)
{
    const struct effort e = rsv__costs_of(w->costs, what);
    if (e.tried <= w->effort.tried)
        return false;
    w->effort = e;
    w->step = NULL;
    w->filter = NULL;
    w->unknown = NULL;
    return true;
}

static void look_at_plan(struct worst *w, const struct conjunction *body, const struct plan *plan, const char *inside)
{
    for (uint32_t i = 0; i < plan->n_steps; i++) {
        if (plan->steps[i].pattern == NO_PATTERN || !is_worse(w, &plan->steps[i]))
            continue;
        w->step = &plan->steps[i];
        w->body = body;
        w->inside = inside;
    }
    for (uint32_t i = 0; i < plan->n_others; i++)
        look_at_plan(w, body, &plan->others[i], inside);
}

static void look_at_group(struct worst *w, const struct group *g, const char *inside);

static void look_at_body(struct worst *w, const struct conjunction *body, const char *inside)
{
    look_at_plan(w, body, &body->plan, inside);
    for (uint32_t i = 0; i < body->n_patterns; i++) {
        if (is_worse(w, &body->patterns[i])) {
            w->unknown = &body->patterns[i];
            w->inside = inside;
        }
    }
    for (uint32_t i = 0; i < body->n_filters; i++) {
        const struct filter *f = &body->filters[i];
        if (is_worse(w, f)) {
            w->filter = f;
            w->inside = inside;
        }
        if (f->group != NULL)
            look_at_group(w, f->group, f->op == FILTER_UNLESS ? "unless" : f->source->op == COND_NONE ? "none" : "is_not");
    }
}

static void look_at_group(struct worst *w, const struct group *g, const char *inside)
{
    for (uint32_t i = 0; i < g->n_variants; i++)
        look_at_body(w, &g->variants[i], inside);
}

static void look_at_triggers(struct worst *w, const struct trigger *t, const struct production *p)
{
    for (; t != NULL; t = t->next)
        if (t->production == p)
            look_at_plan(w, p->body, &t->plan, "");
}

static void look_at_rule(struct worst *w, const struct network *net, const struct rule *rule)
{
    for (uint32_t i = 0; i < net->n_productions; i++) {
        const struct production *p = &net->productions[i];
        if (p->rule != rule)
            continue;
        look_at_body(w, p->body, "");
        for (uint32_t k = 0; k < p->body->n_patterns; k++)
            look_at_plan(w, p->body, &p->body->seeded[k], "");
        for (uint32_t a = 0; a < net->n_alphas; a++)
            look_at_triggers(w, net->alphas[a].filters, p);
        for (uint32_t k = 0; k < net->n_kinds; k++)
            look_at_triggers(w, net->kind_filters[k], p);
    }
}

/* --- in words ---------------------------------------------------------------------------------------------- */

static void add_number(struct buf *b, uint64_t n)
{
    if (n >= 1000) {
        add_number(b, n / 1000);
        rsv__buf_printf(b, ",%03u", (unsigned)(n % 1000));
    } else {
        rsv__buf_printf(b, "%u", (unsigned)n);
    }
}

static uint64_t on_average(struct effort e)
{
    return e.times > 0 ? (e.tried + e.times / 2) / e.times : 0;
}

/* "without an index on `base_point <`": the test by order that each fact of the step must pass, if there is one. */
static bool add_order(struct buf *b, const struct worst *w)
{
    static const char *const signs[] = {[TEST_BELOW] = "<", [TEST_AT_MOST] = "<=", [TEST_ABOVE] = ">",
                                        [TEST_AT_LEAST] = ">=", [TEST_BETWEEN] = "between", [TEST_WITHIN] = "within"};
    for (uint32_t i = 0; i < w->step->n_checks; i++) {
        const struct check *c = &w->step->checks[i];
        const char *sign = c->test->op < sizeof signs / sizeof *signs ? signs[c->test->op] : NULL;
        if (sign == NULL)
            continue;
        const struct kind *k = w->body->patterns[c->pattern].source->kind;
        rsv__buf_text(b, " without an index ");
        if (c->pattern == w->step->pattern)
            rsv__buf_text(b, "on");
        else /* a fact before this one is compared with it */
            rsv__buf_printf(b, "for %s's", k->name);
        rsv__buf_printf(b, " `%s %s`", k->fields[c->test->field].name, sign);
        return true;
    }
    return false;
}

static void add_join(struct buf *b, const struct worst *w, const struct network *net)
{
    const struct kind *k = w->body->patterns[w->step->pattern].source->kind;
    const struct index *x = &net->indexes[w->step->index];
    rsv__buf_text(b, "joins ");
    add_number(b, w->effort.times);
    rsv__buf_text(b, " x ");
    add_number(b, on_average(w->effort));
    rsv__buf_printf(b, " %s", k->name);
    for (uint32_t i = 0; i < x->n_keys && i < w->step->n_keys; i++)
        rsv__buf_printf(b, "%s `%s`", i == 0 ? " of the same" : ",", k->fields[x->keys[i]].name);
    if (!add_order(b, w) && w->step->n_keys == 0)
        rsv__buf_text(b, ": no field joins them to what stands before");
}

/* What the rule or evidence spends most on; nothing if that isn't much. */
static void add_reason(struct buf *b, const struct worst *w, const struct network *net)
{
    if (w->effort.tried < WORTH_TELLING || on_average(w->effort) < TOO_MANY)
        return;
    if (*w->inside != '\0')
        rsv__buf_printf(b, "in %s: ", w->inside);
    if (w->step != NULL) {
        add_join(b, w, net);
        return;
    }
    const struct kind *k = w->filter ? w->filter->pattern->source->kind : w->unknown->source->kind;
    rsv__buf_text(b, w->filter ? "goes over " : "asks of ");
    add_number(b, on_average(w->effort));
    rsv__buf_printf(b, w->filter ? " %s for its count " : " %s whether they might match if more were known, ", k->name);
    add_number(b, w->effort.times);
    rsv__buf_text(b, " times");
}

static void add_lua(struct buf *b, const struct rule_cost *cost, bool acts)
{
    if (cost->lua_ns * 2 < cost->ns || cost->lua_calls < WORTH_TELLING / 10)
        return;
    rsv__buf_printf(b, "%s%d %% of it in ", b->n > 0 ? "; " : "", (int)(cost->lua_ns * 100 / (cost->ns + 1)));
    rsv__buf_text(b, acts ? "its action with the changes that it makes, " : "where, ");
    add_number(b, cost->lua_calls);
    rsv__buf_text(b, " calls");
}

/* --- the report ------------------------------------------------------------------------------------------------ */

struct row {
    int64_t ns;
    uint32_t at;
};

static int by_time_down(const void *x, const void *y)
{
    const struct row *a = x, *b = y;
    if (a->ns != b->ns)
        return a->ns > b->ns ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

static struct rsv_doc *add_row(struct doc_tree *t, struct rsv_doc *list, const char *type, const char *name,
                               const struct place *at)
{
    struct rsv_doc *d = rsv__doc_object(t, list, NULL);
    rsv__doc_add_text(t, d, type, name);
    rsv__doc_add_text(t, d, "file", at->file);
    rsv__doc_add_integer(t, d, "line", at->line);
    return d;
}

static void end_row(struct doc_tree *t, struct rsv_doc *d, int64_t ns, struct buf *why)
{
    rsv__doc_add_number(t, d, "ms", (double)ns / 1e6);
    if (why->n > 0)
        rsv__doc_add_text(t, d, "why", rsv__buf_get(why));
    rsv__buf_clear(why);
}

static void add_rules(const struct bench *b, struct doc_tree *t, struct row *rows, struct buf *why)
{
    const struct rulebook *book = &b->rules->book;
    struct rsv_doc *list = rsv__doc_array(t, &t->root, "rules");
    uint32_t n = 0;
    for (uint32_t i = 0; i < book->n_rules; i++)
        if (b->costs.rules[book->rules[i]->order].ns > 0)
            rows[n++] = (struct row){b->costs.rules[book->rules[i]->order].ns, i};
    qsort(rows, n, sizeof *rows, by_time_down);
    for (uint32_t i = 0; i < n; i++) {
        const struct rule *rule = book->rules[rows[i].at];
        const struct rule_cost *cost = &b->costs.rules[rule->order];
        struct rsv_doc *d = add_row(t, list, "rule", rule->name, &rule->at);
        struct worst w = {.costs = &b->costs};
        rsv__doc_add_integer(t, d, "matches", (int64_t)cost->matches);
        rsv__doc_add_integer(t, d, "firings", (int64_t)cost->fired);
        look_at_rule(&w, b->costs.net, rule);
        add_reason(why, &w, b->costs.net);
        add_lua(why, cost, has_action(rule));
        end_row(t, d, cost->ns, why);
    }
    rsv__doc_add_integer(t, &t->root, "rules_without_facts", book->n_rules - n);
}

static void add_evidence(const struct bench *b, struct doc_tree *t, struct row *rows, struct buf *why)
{
    const struct rulebook *book = &b->rules->book;
    struct rsv_doc *list = rsv__doc_array(t, &t->root, "evidence");
    for (uint32_t i = 0; i < book->n_evidence; i++)
        rows[i] = (struct row){b->evidence[i].ns, i};
    qsort(rows, book->n_evidence, sizeof *rows, by_time_down);
    for (uint32_t i = 0; i < book->n_evidence; i++) {
        const struct evidence *e = book->evidence[rows[i].at];
        struct rsv_doc *d = add_row(t, list, "evidence", e->name, &e->at);
        struct worst w = {.costs = &b->costs};
        rsv__doc_add_integer(t, d, "asked", (int64_t)b->asked[rows[i].at]);
        for (uint32_t o = 0; o < e->n_outcomes; o++) {
            const struct group *g = b->costs.net->outcomes[b->rules->first_outcome[rows[i].at] + o];
            if (g != NULL)
                look_at_group(&w, g, "");
        }
        add_reason(why, &w, b->costs.net);
        add_lua(why, &b->evidence[rows[i].at], false);
        end_row(t, d, rows[i].ns, why);
    }
}

void rsv__bench_report(const struct bench *b, struct doc_tree *t)
{
    const struct rulebook *book = &b->rules->book;
    struct row *rows = rsv__arena_alloc(&t->arena, (book->n_rules + book->n_evidence + 1) * sizeof *rows);
    uint64_t fired = 0;
    int64_t ns = 0;
    struct buf why;
    if (rows == NULL)
        return; /* the tree knows */
    rsv__buf_init(&why, b->costs.alloc);
    for (uint32_t i = 0; i < book->n_rules; i++) {
        fired += b->costs.rules[i].fired;
        ns += b->costs.rules[i].ns;
    }
    rsv__doc_add_integer(t, &t->root, "cases", (int64_t)b->cases);
    rsv__doc_add_integer(t, &t->root, "facts", (int64_t)b->facts);
    rsv__doc_add_integer(t, &t->root, "firings", (int64_t)fired);
    rsv__doc_add_number(t, &t->root, "rules_ms", (double)ns / 1e6);
    rsv__doc_add_number(t, &t->root, "evidence_ms", (double)b->costs.others.ns / 1e6);
    add_rules(b, t, rows, &why);
    add_evidence(b, t, rows, &why);
    rsv__buf_free(&why);
}
