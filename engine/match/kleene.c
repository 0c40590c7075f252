/* SPDX-License-Identifier: MIT
 * kleene.c - whether a formula is true, false or unknown of the facts there are.
 *
 * True is a match (search.c).  Else it is unknown if some assignment of facts could be one when
 * more were known: facts whose fields aren't all known, and, for a kind that isn't closed for
 * the question, a fact that nobody has reported yet.  That imagined fact agrees with every
 * test, so where it is allowed no real one needs trying.  Else it is false.
 */
#include "match/internal.h"

#include <string.h>

/* --- closedness ----------------------------------------------------------------------------- */

/* The value that a field must have for the pattern to match; false: it isn't fixed. */
static bool fixed_value(const struct cpattern *p, uint32_t field, const struct env *env,
                        union value *out)
{
    for (uint32_t i = 0; i < p->source->n_tests; i++) {
        const struct test *t = &p->source->tests[i];
        if (t->field == field && t->op == TEST_EQUAL && !t->negated && t->a.var < 0) {
            *out = t->a.value;
            return true;
        }
    }
    for (uint32_t i = 0; i < p->n_uses; i++) {
        const struct operand o = {.var = p->uses[i].var};
        if (p->uses[i].field == field && operand_value(&o, env, out))
            return true;
    }
    return false;
}

static bool marker_covers(const struct marker *mk, const struct cpattern *p, const struct env *env)
{
    const struct kind *k = p->source->kind;
    if (mk->kind != k || mk->stale)
        return false;
    for (uint32_t f = 0; f < k->n_fields; f++) {
        union value v;
        if ((mk->mask >> f & 1) && !(fixed_value(p, f, env, &v) &&
                                     value_equal(k->fields[f].type, v, mk->values[f])))
            return false;
    }
    return true;
}

static bool key_is_present(const struct matcher *m, const struct cpattern *p,
                           const struct env *env)
{
    const struct kind *k = p->source->kind;
    union value values[MAX_FIELDS];
    if (!k->has_key)
        return false;
    for (uint32_t f = 0; f < k->n_fields; f++)
        if ((k->key_mask >> f & 1) && !fixed_value(p, f, env, &values[f]))
            return false;
    const struct fact_input like = {.kind = k, .mask = k->key_mask, .values = values};
    const slab_ref ref = rsv__fact_find(m, &like, FACT_GIVEN | FACT_DERIVED);
    return ref != 0 && !(fact_at(m, ref)->flags & FACT_STALE);
}

bool rsv__pattern_is_closed(const struct matcher *m, const struct cpattern *p,
                            const struct env *env)
{
    if (p->source->kind->closed)
        return true;
    for (size_t i = 0; i < m->n_markers; i++)
        if (marker_covers(&m->markers[i], p, env))
            return true;
    return key_is_present(m, p, env);
}

/* --- could it match? -------------------------------------------------------------------------- */

struct guess {
    struct matcher *m;
    const struct conjunction *body;
    struct env env;
    slab_ref facts[MAX_PATTERNS]; /* 0: the imagined fact */
};

static bool possible(struct guess *g, uint32_t i);

/* Tests of one use: unknown on either side is possible. */
static bool use_possible(const struct kind *k, const struct fact *f, const struct use *u,
                         struct env *env)
{
    const uint32_t bit = 1u << u->var;
    const bool known = f->known >> u->field & 1;
    if (!(env->bound & bit)) {
        env->bound |= bit;
        if (known)
            env->values[u->var] = f->slots[u->field];
        else
            env->nothing |= bit;
        return true;
    }
    return !known || (env->nothing & bit) ||
           value_equal(k->fields[u->field].type, f->slots[u->field], env->values[u->var]);
}

static bool step_possible(struct guess *g, const struct plan_step *step, uint32_t i)
{
    for (uint32_t c = 0; c < step->n_checks; c++) {
        const struct check *check = &step->checks[c];
        const slab_ref ref = g->facts[check->pattern];
        if (ref != 0 &&
            rsv__test_value(check->test, g->body->patterns[check->pattern].source->kind,
                            fact_at(g->m, ref), &g->env, g->m->now) == FALSE_)
            return false;
    }
    for (uint32_t f = 0; f < step->n_filters; f++)
        if (rsv__filter_value(g->m, &g->body->filters[step->filters[f]], &g->env) == FALSE_)
            return false;
    return possible(g, i + 1);
}

static bool fact_possible(struct guess *g, const struct plan_step *step, uint32_t i, slab_ref ref)
{
    const struct cpattern *p = &g->body->patterns[step->pattern];
    const struct fact *f = fact_at(g->m, ref);
    if ((f->flags & (FACT_STALE | FACT_DOOMED)) ||
        rsv__alpha_value(g->m, &g->m->net->alphas[p->alpha], f) == FALSE_)
        return false;
    const struct env before = g->env;
    bool ok = true;
    for (uint32_t u = 0; u < p->n_uses && ok; u++)
        ok = use_possible(p->source->kind, f, &p->uses[u], &g->env);
    g->facts[step->pattern] = ref;
    ok = ok && step_possible(g, step, i);
    g->env = before;
    return ok;
}

static bool imagined_possible(struct guess *g, const struct plan_step *step, uint32_t i)
{
    const struct env before = g->env;
    const uint32_t vars = g->body->patterns[step->pattern].vars;
    g->env.nothing |= vars & ~g->env.bound;
    g->env.bound |= vars;
    g->facts[step->pattern] = 0;
    const bool ok = step_possible(g, step, i);
    g->env = before;
    return ok;
}

static bool possible(struct guess *g, uint32_t i)
{
    const struct plan *plan = &g->body->plan;
    if (i == plan->n_steps)
        return true;
    const struct plan_step *step = &plan->steps[i];
    if (step->pattern == NO_PATTERN)
        return step_possible(g, step, i);
    const struct cpattern *p = &g->body->patterns[step->pattern];
    if (!rsv__pattern_is_closed(g->m, p, &g->env))
        return imagined_possible(g, step, i);
    const struct refs *all = &g->m->kinds[p->source->kind->index];
    if (g->m->alpha_true[p->alpha] + g->m->alpha_maybe[p->alpha] == 0)
        return false;
    for (size_t f = 0; f < all->n; f++)
        if (fact_possible(g, step, i, all->items[f]))
            return true;
    return false;
}

/* --- groups and filters ------------------------------------------------------------------------ */

static bool stop_at_first(struct search *s, void *user)
{
    (void)s;
    *(bool *)user = true;
    return false;
}

static bool has_match(struct matcher *m, const struct conjunction *body, const struct env *env)
{
    bool any = false;
    struct search s = {.m = m, .body = body, .plan = &body->plan, .seed = NO_PATTERN,
                       .found = stop_at_first, .user = &any};
    s.env = *env;
    rsv__search(&s);
    return any;
}

/* Whether a single pattern that found no match is certain to have none: the common case,
 * answered without looking at facts. */
static bool is_surely_false(const struct matcher *m, const struct conjunction *body,
                            const struct env *env)
{
    if (body->n_patterns != 1 || body->n_filters != 0)
        return false;
    const struct cpattern *p = &body->patterns[0];
    const struct plan_step *step = &body->plan.steps[1];
    if (m->alpha_maybe[p->alpha] != 0 || m->tables[step->index].loose != 0 ||
        (env->nothing & p->vars) != 0 || p->n_var_tests != 0)
        return false;
    return rsv__pattern_is_closed(m, p, env);
}

enum truth rsv__group_value_in(struct matcher *m, const struct group *g, const struct env *env)
{
    enum truth value = FALSE_;
    for (uint32_t i = 0; i < g->n_variants; i++) {
        const struct conjunction *body = &g->variants[i];
        if (has_match(m, body, env))
            return TRUE_;
        if (value == UNKNOWN_ || is_surely_false(m, body, env))
            continue;
        struct guess guess = {.m = m, .body = body};
        guess.env = *env;
        if (possible(&guess, 0))
            value = UNKNOWN_;
    }
    return value;
}

enum truth rsv__group_value(struct matcher *m, const struct group *g)
{
    const struct env none = {.bound = 0};
    return rsv__group_value_in(m, g, &none);
}

static bool has_group_match(struct matcher *m, const struct group *g, const struct env *env)
{
    for (uint32_t i = 0; i < g->n_variants; i++)
        if (has_match(m, &g->variants[i], env))
            return true;
    return false;
}

enum truth rsv__filter_value(struct matcher *m, const struct filter *f, struct env *env)
{
    switch (f->op) {
    case FILTER_NOT:
        return truth_not(rsv__group_value_in(m, f->group, env));
    case FILTER_UNLESS:
        return has_group_match(m, f->group, env) ? FALSE_ : TRUE_;
    case FILTER_AGGREGATE:
        return rsv__aggregate_value(m, f, env);
    case FILTER_WHERE:
        return m->host.where(m->host.user, f->source->function, f->formula, env);
    }
    return UNKNOWN_;
}

/* --- all matches ---------------------------------------------------------------------------------- */

struct all_matches {
    bool (*found)(void *user, const struct match *match);
    void *user;
};

static bool pass_on(struct search *s, void *user)
{
    struct all_matches *all = user;
    struct match match = {.body = s->body};
    match.env = s->env;
    memcpy(match.facts, s->facts, sizeof match.facts);
    return all->found(all->user, &match);
}

void rsv__group_matches(struct matcher *m, const struct group *g,
                        bool (*found)(void *user, const struct match *match), void *user)
{
    struct all_matches all = {found, user};
    bool stopped = false;
    for (uint32_t i = 0; i < g->n_variants && !stopped; i++) {
        const struct conjunction *body = &g->variants[i];
        struct search s = {.m = m, .body = body, .plan = &body->plan, .seed = NO_PATTERN,
                           .found = pass_on, .user = &all};
        rsv__search(&s);
        stopped = s.stopped;
    }
}
