/* SPDX-License-Identifier: MIT
 * search.c - carries a plan out: nested loops over index buckets.
 *
 * Only certain matches are found here; kleene.c tells false from unknown.
 *
 * With `best` set it is branch and bound: index buckets hold newer facts first, so that as soon as a fact
 * can't lead to a match that fires before the best one, no later one of its bucket can.
 */
#include "match/costs.h"
#include "match/internal.h"

bool rsv__bind_fact(const struct matcher *m, const struct fact *f, const struct use *uses, uint32_t n,
                    struct env *env)
{
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t bit = 1u << uses[i].var;
        const bool known = f->known >> uses[i].field & 1;
        if (!(env->bound & bit)) {
            env->bound |= bit;
            if (known)
                env->values[uses[i].var] = fact_value(m, f, uses[i].field);
            else
                env->nothing |= bit;
        } else if (!known || (env->nothing & bit) ||
                   !fact_equals(m, f, uses[i].field, env->values[uses[i].var])) {
            return false;
        }
    }
    return true;
}

static bool checks_hold(const struct search *s, const struct plan_step *step)
{
    for (uint32_t i = 0; i < step->n_checks; i++) {
        const struct check *c = &step->checks[i];
        if (rsv__test_value(s->m, c->test, fact_at(s->m, s->facts[c->pattern]), &s->env) != TRUE_)
            return false;
    }
    return true;
}

static bool filters_hold(struct search *s, const struct plan_step *step)
{
    for (uint32_t i = 0; !s->skip_filters && i < step->n_filters; i++)
        if (!(s->decided >> step->filters[i] & 1) &&
            rsv__filter_value(s->m, &s->body->filters[step->filters[i]], &s->env) != TRUE_)
            return false;
    return true;
}

/* What a predicate reads is learnt by asking: where it stops at a variable that isn't bound yet, it will be asked again
 * when that is; where it fails, at the end. */
static enum truth ask_early(struct search *s, const struct filter *f)
{
    int stopped = -1;
    const enum truth value = rsv__where_value(s->m, f, &s->env, &stopped);
    if (value == UNKNOWN_ && stopped < 0)
        s->m->reads[f->id] = UINT32_MAX;
    else if (value == UNKNOWN_ && !(s->env.bound >> stopped & 1))
        s->m->reads[f->id] |= 1u << stopped;
    else if (value == UNKNOWN_)
        return FALSE_; /* bound to nothing: it will never be true */
    return value;
}

/* A call is worth it where the search is about to multiply. */
static bool predicates_hold(struct search *s)
{
    for (uint32_t i = 0; !s->skip_filters && i < s->body->n_filters; i++) {
        const struct filter *f = &s->body->filters[i];
        if (f->op != FILTER_WHERE || (s->decided >> i & 1) || (s->m->reads[f->id] & ~s->env.bound))
            continue;
        const enum truth value = ask_early(s, f);
        if (value == FALSE_)
            return false;
        s->decided |= (uint32_t)(value == TRUE_) << i;
    }
    return true;
}

/* The search is compiled twice, with and without counting, so that those who don't measure pay nothing. */
static void run_step(struct search *s, uint32_t i);
static void run_step_counted(struct search *s, uint32_t i);

static inline __attribute__((always_inline)) void go_on(struct search *s, uint32_t i, bool counts)
{
    const struct plan_step *step = &s->plan->steps[i];
    if (!checks_hold(s, step) || !filters_hold(s, step) || (step->multiplies && !predicates_hold(s)))
        return;
    if (i + 1 == s->plan->n_steps)
        s->stopped = !s->found(s, s->user);
    else
        (counts ? run_step_counted : run_step)(s, i + 1);
}

/* Whether the fact has the values that the step looks for: a bucket may have others. */
static bool key_matches(const struct search *s, const struct plan_step *step,
                        const struct index *x, const struct fact *f)
{
    for (uint32_t i = 0; i < step->n_keys; i++)
        if (!fact_equals(s->m, f, x->keys[i], s->env.values[step->key_vars[i]]))
            return false;
    return true;
}

/* Variables that no earlier pattern binds. */
static void bind_new(const struct matcher *m, const struct fact *f, const struct plan_step *step, struct env *env)
{
    for (uint32_t i = 0; i < step->n_binds; i++) {
        const uint32_t bit = 1u << step->binds[i].var;
        env->bound |= bit;
        if (f->known >> step->binds[i].field & 1)
            env->values[step->binds[i].var] = fact_value(m, f, step->binds[i].field);
        else
            env->nothing |= bit;
    }
}

static bool too_new(const struct search *s, uint8_t pattern, const struct fact *f)
{
    if (s->seed == NO_PATTERN)
        return false;
    return f->serial > s->newest || (f->serial == s->newest && pattern < s->seed);
}

/* --- branch and bound ------------------------------------------------------------------------ */

/* How new the fact of a pattern can be at most. */
static uint32_t reach_of(const struct search *s, uint8_t pattern)
{
    const uint32_t serial = s->m->alphas[s->body->patterns[pattern].alpha].newest;
    return serial < s->newest ? serial : s->newest;
}

/* What is reached at the other patterns when `pattern` gets a fact. */
static void set_others(const struct search *s, uint8_t pattern, uint32_t *others)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->body->n_patterns; i++)
        if (i != pattern)
            others[n++] = s->reach[i];
    rsv__serials_sort(others, n);
}

/* Whether every match with a fact of this serial fires later than the best. */
static bool is_beaten(const struct search *s, const uint32_t *others, uint32_t serial)
{
    const struct rank *best = s->best;
    const uint32_t n = s->body->n_patterns;
    bool used = false;
    for (uint32_t i = 0; i < n && i < best->n; i++) {
        const uint32_t at = i - used;
        const bool here = !used && (at == n - 1 || serial >= others[at]);
        const uint32_t mine = here ? serial : others[at], theirs = best->serials[i * best->stride];
        used = used || here;
        if (mine != theirs)
            return mine < theirs;
    }
    return n < best->n;
}

static inline __attribute__((always_inline)) void try_fact(struct search *s, uint32_t i, slab_ref ref, bool counts)
{
    const struct plan_step *step = &s->plan->steps[i];
    const struct index *x = &s->m->net->indexes[step->index];
    const struct fact *f = fact_at(s->m, ref);
    if (too_new(s, step->pattern, f) || !key_matches(s, step, x, f))
        return;
    const uint32_t bound = s->env.bound, nothing = s->env.nothing, decided = s->decided;
    s->facts[step->pattern] = ref;
    bind_new(s->m, f, step, &s->env);
    if (step->n_equals == 0 || rsv__bind_fact(s->m, f, step->equals, step->n_equals, &s->env))
        go_on(s, i, counts);
    s->env.bound = bound;
    s->env.nothing = nothing;
    s->decided = decided;
}

/* Whether no fact with the key passes the step's order test, or a match has been found with the one that does
 * so best. */
static bool settled_by_order(struct search *s, uint32_t i, uint32_t hash, bool counts)
{
    const struct plan_step *step = &s->plan->steps[i];
    const struct test *t = step->order_test;
    const struct index *x = &s->m->net->indexes[step->ordered];
    const fact_ref end = rsv__order_end(s->m, step->ordered, hash, t->op >= TEST_ABOVE);
    if (end == 0)
        return true;
    if (!key_matches(s, step, x, fact_at(s->m, end)))
        return false; /* another key with the same hash */
    if (rsv__test_value(s->m, t, fact_at(s->m, end), &s->env) != TRUE_)
        return true;
    if (counts)
        try_fact(s, i, end, true);
    else
        try_fact(s, i, end, false);
    return s->stopped;
}

static inline __attribute__((always_inline)) void walk(struct search *s, uint32_t i, bool counts)
{
    uint64_t tried = 0;
    const struct plan_step *step = &s->plan->steps[i];
    const struct index *x = &s->m->net->indexes[step->index];
    const struct layout *l = &s->m->net->layouts[s->body->patterns[step->pattern].source->kind->index];
    union value key[2 * MAX_FIELDS];
    for (uint32_t j = 0; j < step->n_keys; j++) {
        if (s->env.nothing >> step->key_vars[j] & 1)
            return;
        key[j] = s->env.values[step->key_vars[j]];
    }
    const uint32_t hash = rsv__key_hash(l, x->keys, step->n_keys, key);
    if (s->only_one && step->ordered != NO_INDEX && settled_by_order(s, i, hash, counts)) {
        if (counts)
            rsv__costs_add(s->m->costs, step, 1);
        return;
    }
    fact_ref ref = table_first(&s->m->tables[step->index], hash);
    uint32_t others[MAX_PATTERNS];
    bool bounded = false;
    for (fact_ref next; ref != 0 && !s->stopped; ref = next) {
        next = table_next(s->m, x, ref);
        const uint32_t serial = fact_at(s->m, ref)->serial;
        if (s->best != NULL) {
            if (!bounded)
                set_others(s, step->pattern, others);
            bounded = true;
            if (serial <= s->newest && is_beaten(s, others, serial))
                break;
        }
        s->reach[step->pattern] = serial;
        tried += counts;
        try_fact(s, i, ref, counts);
    }
    if (s->best != NULL) /* which may be new: whoever finds it has a fact for each pattern */
        s->reach[step->pattern] = reach_of(s, step->pattern);
    if (counts)
        rsv__costs_add(s->m->costs, step, tried);
}

static void run_step(struct search *s, uint32_t i)
{
    walk(s, i, false);
}

static void run_step_counted(struct search *s, uint32_t i)
{
    walk(s, i, true);
}

void rsv__search(struct search *s)
{
    for (uint32_t i = 0; i < s->body->n_patterns; i++) /* a gate that is shut costs nothing */
        if (i != s->seed && s->m->alphas[s->body->patterns[i].alpha].matching == 0)
            return;
    for (uint32_t i = 0; s->best != NULL && i < s->body->n_patterns; i++)
        s->reach[i] = reach_of(s, (uint8_t)i);
    if (s->seed != NO_PATTERN)
        s->reach[s->seed] = s->newest;
    if (s->m->costs != NULL)
        go_on(s, 0, true);
    else
        go_on(s, 0, false);
}
