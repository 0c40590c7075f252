/* SPDX-License-Identifier: MIT
 * plan.c - the order of a join.
 *
 * Greedy: the next pattern is the one with the most variables bound already, then the one
 * with the most tests on constants, then the first as written.  Tests and filters run at
 * the first step after which all their variables are settled.
 */
#include "match/compile.h"

#include <string.h>

struct planner {
    struct compiler *c;
    const struct conjunction *body;
    struct plan_step *steps;
    uint32_t n_steps;
    uint32_t bound;            /* variables */
    uint32_t placed;           /* patterns */
    uint32_t tests_done[MAX_PATTERNS]; /* by pattern: mask of its var_tests */
    uint32_t filters_done;
};

static uint32_t n_bound_uses(const struct cpattern *p, uint32_t bound)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n_uses; i++)
        n += bound >> p->uses[i].var & 1;
    return n;
}

/* Any pattern, for tests: every order must give the same matches. */
static uint32_t choose_any(const struct planner *pl)
{
    uint64_t *state = &pl->c->shuffle;
    uint32_t at;
    do {
        *state = *state * 6364136223846793005u + 1442695040888963407u;
        at = (uint32_t)(*state >> 33) % pl->body->n_patterns;
    } while (pl->placed >> at & 1);
    return at;
}

static uint32_t choose(const struct planner *pl)
{
    if (pl->c->shuffle != 0)
        return choose_any(pl);
    uint32_t best = 0, best_score = 0;
    for (uint32_t i = 0; i < pl->body->n_patterns; i++) {
        if (pl->placed >> i & 1)
            continue;
        const struct cpattern *p = &pl->body->patterns[i];
        const uint32_t score = 1 + n_bound_uses(p, pl->bound) * 64 +
                               pl->c->net->alphas[p->alpha].n_tests;
        if (score > best_score) {
            best_score = score;
            best = i;
        }
    }
    return best;
}

/* Key, binds and equals of a pattern given what is bound before it. */
static rsv_status fill_uses(struct planner *pl, const struct cpattern *p, struct plan_step *step)
{
    struct arena *a = pl->c->arena;
    uint8_t *key_vars = rsv__arena_alloc(a, p->n_uses);
    struct use *binds = rsv__arena_alloc(a, p->n_uses * sizeof *binds);
    struct use *equals = rsv__arena_alloc(a, p->n_uses * sizeof *equals);
    if (a->failed)
        return rsv__nomem(pl->c->err);
    uint8_t keys[2 * MAX_FIELDS];
    uint32_t here = 0;
    step->key_vars = key_vars;
    step->binds = binds;
    step->equals = equals;
    for (uint32_t i = 0; i < p->n_uses; i++) {
        const struct use u = p->uses[i];
        if (pl->bound >> u.var & 1) {
            keys[step->n_keys] = u.field;
            key_vars[step->n_keys++] = u.var;
        } else if (here >> u.var & 1) {
            equals[step->n_equals++] = u;
        } else {
            here |= 1u << u.var;
            binds[step->n_binds++] = u;
        }
    }
    step->index = rsv__compile_index(pl->c, p->alpha, keys, step->n_keys, NO_FIELD);
    pl->bound |= here;
    return a->failed ? rsv__nomem(pl->c->err) : RSV_OK;
}

static rsv_status fill_checks(struct planner *pl, struct plan_step *step)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < pl->body->n_patterns; i++)
        most += pl->body->patterns[i].n_var_tests;
    struct check *checks = rsv__arena_alloc(pl->c->arena, most * sizeof *checks);
    if (checks == NULL)
        return rsv__nomem(pl->c->err);
    step->checks = checks;
    for (uint32_t i = 0; i < pl->body->n_patterns; i++) {
        const struct cpattern *p = &pl->body->patterns[i];
        if (!(pl->placed >> i & 1))
            continue;
        for (uint32_t j = 0; j < p->n_var_tests; j++) {
            if ((pl->tests_done[i] >> j & 1) || (rsv__operand_vars(p->var_tests[j]) & ~pl->bound))
                continue;
            pl->tests_done[i] |= 1u << j;
            checks[step->n_checks++] = (struct check){(uint8_t)i, p->var_tests[j]};
        }
    }
    return RSV_OK;
}

/* Whether an aggregate before this one looks at the variable that this one binds: there it isn't bound yet. */
static bool comes_too_early(const struct planner *pl, uint32_t i)
{
    const struct filter *filters = pl->body->filters;
    for (uint32_t k = 0; k < i && filters[i].bind >= 0; k++)
        if (!(pl->filters_done >> k & 1) && filters[k].op == FILTER_AGGREGATE &&
            (filters[k].mentions >> filters[i].bind & 1))
            return true;
    return false;
}

static bool is_ready(const struct planner *pl, const struct filter *f)
{
    const bool all_placed =
        (uint32_t)__builtin_popcount(pl->placed) == pl->body->n_patterns;
    return f->op == FILTER_WHERE ? all_placed : (f->needs & ~pl->bound) == 0;
}

static rsv_status fill_filters(struct planner *pl, struct plan_step *step)
{
    uint8_t *filters = rsv__arena_alloc(pl->c->arena, pl->body->n_filters);
    if (filters == NULL)
        return rsv__nomem(pl->c->err);
    step->filters = filters;
    for (uint32_t i = 0; i < pl->body->n_filters; i++) { /* aggregates stand first and bind */
        const struct filter *f = &pl->body->filters[i];
        if ((pl->filters_done >> i & 1) || !is_ready(pl, f) || comes_too_early(pl, i))
            continue;
        pl->filters_done |= 1u << i;
        filters[step->n_filters++] = (uint8_t)i;
        if (f->bind >= 0)
            pl->bound |= 1u << f->bind;
    }
    return RSV_OK;
}

static rsv_status add_step(struct planner *pl, uint8_t pattern)
{
    struct plan_step *step = &pl->steps[pl->n_steps++];
    *step = (struct plan_step){.pattern = pattern, .index = NO_INDEX, .ordered = NO_INDEX};
    rsv_status rc = RSV_OK;
    if (pattern != NO_PATTERN) {
        rc = fill_uses(pl, &pl->body->patterns[pattern], step);
        pl->placed |= 1u << pattern;
    }
    if (rc == RSV_OK)
        rc = fill_checks(pl, step);
    if (rc == RSV_OK)
        rc = fill_filters(pl, step);
    return rc;
}

/* first: the pattern to begin with, or NO_PATTERN. */
static rsv_status make_plan(struct compiler *c, const struct conjunction *body, uint8_t seed, uint8_t first, uint32_t bound,
                            struct plan *out)
{
    if (body->n_filters > 32)
        return rsv__fail(c->err, RSV_ERULES, "more than 32 conditions other than 'some'");
    struct planner pl = {.c = c, .body = body, .bound = bound};
    pl.steps = rsv__arena_alloc(c->arena, (body->n_patterns + 1) * sizeof *pl.steps);
    if (pl.steps == NULL)
        return rsv__nomem(c->err);
    if (seed != NO_PATTERN)
        pl.placed = 1u << seed;
    rsv_status rc = add_step(&pl, NO_PATTERN);
    while (rc == RSV_OK && (uint32_t)__builtin_popcount(pl.placed) < body->n_patterns) {
        rc = add_step(&pl, pl.n_steps == 1 && first != NO_PATTERN ? first : (uint8_t)choose(&pl));
        pl.steps[pl.n_steps - 2].multiplies = pl.steps[pl.n_steps - 1].n_keys == 0;
    }
    *out = (struct plan){.steps = pl.steps, .n_steps = pl.n_steps};
    return rc;
}

rsv_status rsv__compile_plan(struct compiler *c, const struct conjunction *body, uint8_t seed, uint32_t bound,
                             struct plan *out)
{
    return make_plan(c, body, seed, NO_PATTERN, bound, out);
}

/* Whether pattern `i` is the first of its kind with that many tests, and no key leads to it; the seed's kind is out. */
static bool may_begin(const struct compiler *c, const struct conjunction *body, uint32_t bound, uint32_t i)
{
    const struct cpattern *p = &body->patterns[i];
    bool may = n_bound_uses(p, bound) == 0;
    for (uint32_t k = 0; k < body->n_patterns && may; k++) {
        const struct cpattern *q = &body->patterns[k];
        const uint32_t n = c->net->alphas[p->alpha].n_tests, m = c->net->alphas[q->alpha].n_tests;
        may = k == i || q->source->kind != p->source->kind || m < n || (m == n && k > i);
    }
    return may;
}

rsv_status rsv__compile_seeded(struct compiler *c, const struct conjunction *body, uint8_t seed, struct plan *out)
{
    const uint32_t bound = body->patterns[seed].vars;
    rsv_status rc = make_plan(c, body, seed, NO_PATTERN, bound, out);
    if (rc != RSV_OK || out->n_steps < 3 || out->steps[1].n_keys > 0)
        return rc;
    struct plan *others = rsv__arena_alloc(c->arena, body->n_patterns * sizeof *others);
    if (others == NULL)
        return rsv__nomem(c->err);
    out->others = others;
    const struct kind *first = body->patterns[out->steps[1].pattern].source->kind;
    for (uint32_t i = 0; i < body->n_patterns && rc == RSV_OK; i++) /* one of each kind: the plans have indexes of their own */
        if (i != seed && body->patterns[i].source->kind != first && may_begin(c, body, bound, i))
            rc = make_plan(c, body, seed, (uint8_t)i, bound, &others[out->n_others++]);
    return rc;
}

/* Whether the end of an ordered index answers the check: its operand is known before the step. */
static bool asks_for_end(const struct plan_step *step, const struct check *check)
{
    const struct test *t = check->test;
    if (check->pattern != step->pattern || t->op < TEST_BELOW || t->op > TEST_AT_LEAST || t->negated)
        return false;
    for (uint32_t i = 0; i < step->n_binds; i++)
        if (step->binds[i].var == t->a.var)
            return false;
    return true;
}

void rsv__compile_orders(struct compiler *c, struct conjunction *body)
{
    for (uint32_t i = 0; i < body->plan.n_steps; i++) {
        struct plan_step *step = (struct plan_step *)&body->plan.steps[i];
        const struct test *t = NULL;
        for (uint32_t j = 0; j < step->n_checks && t == NULL; j++)
            if (asks_for_end(step, &step->checks[j]))
                t = step->checks[j].test;
        if (t == NULL)
            continue;
        const struct index *x = &c->net->indexes[step->index];
        step->order_test = t;
        step->ordered = rsv__compile_index(c, x->alpha, x->keys, x->n_keys, (uint8_t)t->field);
    }
}
