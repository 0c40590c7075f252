/* SPDX-License-Identifier: MIT
 * kleene.c - whether a formula is true, false or unknown of the facts there are.
 *
 * True is a match (search.c).  Else it is unknown if some assignment of facts could be one when
 * more were known: facts whose fields aren't all known, and, for a kind that isn't closed for
 * the question, a fact that nobody has reported yet.  That imagined fact agrees with every
 * test, so where it is allowed no real one needs trying.  Else it is false.
 */
#include "match/costs.h"
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
    const slab_ref ref = rsv__fact_find(m, &like, FACT_GIVEN | FACT_DERIVED | FACT_DOOMED);
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
    struct env env; /* what real facts bind; the variables of imagined ones stay unbound */
    slab_ref facts[MAX_PATTERNS]; /* 0: the imagined fact */
};

/* Bind or compare all uses.  A variable whose field isn't known stays unbound, so that another fact
 * may bind it; where it occurs elsewhere, too, the match is UNKNOWN_. */
enum truth rsv__uses_value(const struct matcher *m, const struct fact *f, const struct use *uses,
                           uint32_t n, struct env *env)
{
    enum truth value = TRUE_;
    uint32_t seen = env->bound;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t bit = 1u << uses[i].var;
        const bool known = f->known >> uses[i].field & 1;
        if ((seen & bit) && (!known || (env->nothing & bit) || !(env->bound & bit)))
            value = UNKNOWN_;
        seen |= bit;
        if (!known || (env->nothing & bit))
            continue;
        if (!(env->bound & bit)) {
            env->bound |= bit;
            env->values[uses[i].var] = fact_value(m, f, uses[i].field);
        } else if (!fact_equals(m, f, uses[i].field, env->values[uses[i].var])) {
            return FALSE_;
        }
    }
    return value;
}

/* All patterns have their facts: the rest is decided now that every variable is settled. */
static bool is_consistent(const struct guess *g)
{
    struct env env = g->env;
    uint32_t vars = 0;
    for (uint32_t i = 0; i < g->body->n_patterns; i++)
        vars |= g->body->patterns[i].vars;
    env.nothing |= vars & ~env.bound;
    env.bound |= vars;
    for (uint32_t i = 0; i < g->body->n_patterns; i++) {
        const struct cpattern *p = &g->body->patterns[i];
        if (g->facts[i] == 0) {
            if (rsv__pattern_is_closed(g->m, p, &env))
                return false;
            continue;
        }
        const struct fact *f = fact_at(g->m, g->facts[i]);
        for (uint32_t t = 0; t < p->n_var_tests; t++)
            if (rsv__test_value(g->m, p->var_tests[t], f, &env) == FALSE_)
                return false;
    }
    for (uint32_t i = 0; i < g->body->n_filters; i++)
        if (rsv__filter_value(g->m, &g->body->filters[i], &env) == FALSE_)
            return false;
    return true;
}

static bool possible(struct guess *g, uint32_t step);

static bool fact_possible(struct guess *g, uint8_t pattern, uint32_t step, slab_ref ref)
{
    const struct cpattern *p = &g->body->patterns[pattern];
    const struct fact *f = fact_at(g->m, ref);
    if ((f->flags & FACT_STALE) ||
        rsv__alpha_value(g->m, &g->m->net->alphas[p->alpha], f) == FALSE_)
        return false;
    const struct env before = g->env;
    g->facts[pattern] = ref;
    const bool ok =
        rsv__uses_value(g->m, f, p->uses, p->n_uses, &g->env) != FALSE_ &&
        possible(g, step + 1);
    g->env = before;
    return ok;
}

/* Choose a fact for the pattern of this step and those after it: the imagined one first, because it
 * leaves everything open, else each real one. */
static bool possible(struct guess *g, uint32_t step)
{
    if (step == g->body->plan.n_steps)
        return is_consistent(g);
    const uint8_t pattern = g->body->plan.steps[step].pattern;
    if (pattern == NO_PATTERN)
        return possible(g, step + 1);
    const struct cpattern *p = &g->body->patterns[pattern];
    g->facts[pattern] = 0;
    if (!rsv__pattern_is_closed(g->m, p, &g->env) && possible(g, step + 1))
        return true;
    if (g->m->alphas[p->alpha].matching + g->m->alphas[p->alpha].maybe == 0)
        return false;
    if (g->m->costs != NULL)
        rsv__costs_add(g->m->costs, p, g->m->alphas[p->alpha].matching + g->m->alphas[p->alpha].maybe);
    for (fact_ref ref = 0; (ref = fact_next(g->m, p->source->kind, ref)) != 0;)
        if (fact_possible(g, pattern, step, ref))
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
                       .found = stop_at_first, .user = &any, .only_one = true};
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
    if (m->alphas[p->alpha].maybe != 0 || m->tables[step->index].loose != 0 ||
        (env->nothing & p->vars) != 0 || step->n_equals != 0)
        return false;
    if (p->n_var_tests > 1 || (p->n_var_tests == 1 && step->ordered == NO_INDEX))
        return false;
    if (step->ordered != NO_INDEX && (m->tables[step->ordered].loose != 0 ||
                                      (env->nothing >> step->order_test->a.var & 1)))
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

enum truth rsv__where_value(struct matcher *m, const struct filter *f, const struct env *env, int *stopped)
{
    const int first = f->source->first_var;
    if (first < 0 || env_knows(env, (uint32_t)first))
        return m->host.where(m->host.user, f->source->function, f->formula, env, stopped);
    if (stopped != NULL) /* as the function itself would find */
        *stopped = first;
    return UNKNOWN_;
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
        return rsv__where_value(m, f, env, NULL);
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
