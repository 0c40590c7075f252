/* SPDX-License-Identifier: MIT
 * agenda.c - which instantiation fires next.
 *
 * Matches of a seed have the seed's fact as their newest, so that the seeds of a fact need looking at
 * only once nothing newer of their salience is pending.  Mostly they have a few matches, which then wait
 * in the heap.  A control fact may have a million, of which one fires before the fact changes: beyond
 * BATCH matches only the best is searched for, and all that can't beat it is left out (search.c).  Should
 * the fact outlive that firing, the others are found then.
 *
 * Reference: D. Miranker et al., On the Performance of Lazy Matching in Production Systems, AAAI 1990
 * (LEAPS).
 */
#include "match/costs.h"
#include "match/internal.h"

#include <string.h>

/* --- reconsidering ------------------------------------------------------------------------------------ */

static bool all_filters_hold(struct matcher *m, const struct conjunction *body, struct env *env)
{
    for (uint32_t i = 0; i < body->n_filters; i++)
        if (rsv__filter_value(m, &body->filters[i], env) != TRUE_)
            return false;
    return true;
}

static bool settle(struct search *s, void *user)
{
    const struct production *p = user;
    struct env env = s->env;
    const bool holds = all_filters_hold(s->m, s->body, &env);
    const uint32_t results = holds ? rsv__results_hash(s->body, &env) : 0;
    slab_ref known = rsv__inst_find(s->m, p, s->facts);
    if (known != 0 && !(holds && inst_at(s->m, known)->results == results)) {
        rsv__inst_remove(s->m, known); /* touches no index: the search may go on */
        known = 0;
    }
    return !holds || known != 0 || rsv__inst_add(s->m, p, s->facts, results, false);
}

/* Whether some fact lacks a field that the plan would find it by: its variable is bound to nothing,
 * and no value leads to it. */
static bool misses_some(const struct matcher *m, const struct plan *plan)
{
    for (uint32_t i = 0; i < plan->n_steps; i++)
        if (plan->steps[i].n_keys > 0 && m->tables[plan->steps[i].index].loose > 0)
            return true;
    return false;
}

static void look_again(struct matcher *m, const struct trigger *t, const struct fact *f)
{
    const struct conjunction *body = t->production->body;
    struct search s = {.m = m, .body = body, .plan = &t->plan, .seed = NO_PATTERN,
                       .skip_filters = true, .found = settle, .user = (void *)t->production};
    if (f == NULL || !rsv__bind_fact(m, f, t->binds, t->n_binds, &s.env) ||
        s.env.nothing != 0 || misses_some(m, &t->plan)) {
        memset(&s.env, 0, sizeof s.env);
        s.plan = &body->plan;
    }
    rsv__search(&s);
}

/* Something that a filter of the production looks at has changed.  `f` NULL: anything may have. */
void rsv__reconsider(struct matcher *m, const struct trigger *t, const struct fact *f)
{
    if (!gates_are_open(m, t))
        return;
    struct rule_cost *before = m->costs ? rsv__costs_enter(m->costs, t->production->rule) : NULL;
    look_again(m, t, f);
    if (m->costs != NULL)
        rsv__costs_leave(m->costs, before);
}

/* --- seeds ---------------------------------------------------------------------------------------------- */

bool rsv__seed_push(struct matcher *m, const struct trigger *start, slab_ref ref)
{
    struct seeds *s = &m->seeds[start->production->level];
    struct seed *items = rsv__grow(m->alloc, s->items, &s->cap, s->n + 1, sizeof *items);
    if (items == NULL)
        return false;
    s->items = items;
    items[s->n++] = (struct seed){start, ref, fact_at(m, ref)->serial, false};
    return true;
}

static bool is_alive(const struct matcher *m, const struct seed *s)
{
    return rsv__fact_by_id(m, (uint64_t)s->serial << 32 | s->fact) != 0;
}

enum { BATCH = 8 };

struct candidate {
    const struct production *production;
    uint32_t results;
    slab_ref facts[MAX_PATTERNS];
    uint32_t serials[MAX_PATTERNS];
    struct rank rank;
};

struct batch { /* the matches of one fact's seeds */
    struct candidate items[BATCH];
    uint32_t n;
    bool only_best; /* items[0] */
};

static void fill_candidate(struct candidate *c, const struct search *s, const struct production *p)
{
    const uint32_t n = s->body->n_patterns;
    c->production = p;
    c->results = rsv__results_hash(s->body, &s->env);
    memcpy(c->facts, s->facts, n * sizeof *c->facts);
    for (uint32_t i = 0; i < n; i++)
        c->serials[i] = fact_at(s->m, s->facts[i])->serial;
    rsv__serials_sort(c->serials, n);
    c->rank = (struct rank){p, c->serials, c->facts, n, 1};
}

static void keep_best(const struct matcher *m, struct batch *b)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < b->n; i++)
        if (rsv__fires_before(m, &b->items[i].rank, &b->items[best].rank))
            best = i;
    b->items[0] = b->items[best];
    b->items[0].rank.serials = b->items[0].serials;
    b->items[0].rank.facts = b->items[0].facts;
    b->n = 1;
    b->only_best = true;
}

struct expansion {
    const struct production *production;
    struct batch *batch;
};

static bool is_new(struct matcher *m, const struct production *p, const slab_ref *facts)
{
    return !p->remembers || rsv__inst_find(m, p, facts) == 0;
}

/* The first matches are collected; when there are too many, the best of them counts. */
static bool take_candidate(struct search *s, void *user)
{
    const struct expansion *x = user;
    struct batch *b = x->batch;
    if (!is_new(s->m, x->production, s->facts))
        return true;
    if (!b->only_best && b->n == BATCH) {
        keep_best(s->m, b);
        s->best = &b->items[0].rank;
    }
    struct candidate c;
    if (!b->only_best) {
        fill_candidate(&b->items[b->n++], s, x->production);
        return true;
    }
    fill_candidate(&c, s, x->production);
    if (rsv__fires_before(s->m, &c.rank, &b->items[0].rank)) {
        b->items[0] = c;
        keep_best(s->m, b); /* its rank points into it */
    }
    return true;
}

/* All the rest.  The best was kept in mind for this; now it needn't be. */
static bool take_other(struct search *s, void *user)
{
    const struct expansion *x = user;
    const slab_ref known = rsv__inst_find(s->m, x->production, s->facts);
    if (known == 0)
        return rsv__inst_add(s->m, x->production, s->facts, rsv__results_hash(s->body, &s->env), false);
    if (!x->production->remembers && inst_at(s->m, known)->state == INST_FIRED)
        rsv__inst_remove(s->m, known); /* touches no index: the search may go on */
    return true;
}

/* Where no key leads to the first pattern all its facts are tried: begin with that which has fewest. */
static const struct plan *shortest(const struct matcher *m, const struct conjunction *body, const struct plan *plan)
{
    const struct plan *best = plan;
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i <= plan->n_others; i++) {
        const struct plan *p = i == 0 ? plan : &plan->others[i - 1];
        const uint32_t n = m->alphas[body->patterns[p->steps[1].pattern].alpha].matching;
        if (n < least) {
            least = n;
            best = p;
        }
    }
    return best;
}

/* All matches of a few seeds of rules with one pattern: the seeds themselves. */
static void expand_plain(struct matcher *m, const struct seed *seeds, size_t n)
{
    for (size_t i = 0; i < n && !m->failed; i++) {
        const struct production *p = seeds[i].start->production;
        if (is_new(m, p, &seeds[i].fact))
            rsv__inst_add(m, p, &seeds[i].fact, 0, false);
    }
}

static bool are_plain(const struct seed *seeds, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!seeds[i].start->production->is_plain)
            return false;
    return n <= BATCH;
}

static void expand(struct matcher *m, const struct seed *seed, struct batch *batch)
{
    const struct production *p = seed->start->production;
    const uint8_t at = seed->start->pattern;
    if (!gates_are_open(m, seed->start))
        return;
    const struct cpattern *pattern = &p->body->patterns[at];
    struct expansion x = {p, batch};
    struct search s; /* cleared only where it is read: there is one for every seed */
    s.m = m;
    s.body = p->body;
    s.plan = &p->body->seeded[at];
    if (s.plan->n_others > 0)
        s.plan = shortest(m, p->body, s.plan);
    s.env.bound = s.env.nothing = s.decided = 0;
    s.newest = seed->serial;
    s.seed = at;
    s.skip_filters = s.only_one = s.stopped = false;
    s.found = batch ? take_candidate : take_other;
    s.user = &x;
    s.best = batch && batch->only_best ? &batch->items[0].rank : NULL;
    s.facts[at] = seed->fact;
    if (!rsv__bind_fact(m, fact_at(m, seed->fact), pattern->uses, pattern->n_uses, &s.env))
        return;
    if (p->is_plain)
        s.found(&s, &x);
    else
        rsv__search(&s);
}

/* Look at the newest seeds of a level: those of one fact. */
static void expand_top(struct matcher *m, struct seeds *s)
{
    const uint32_t serial = s->items[s->n - 1].serial;
    const bool again = s->items[s->n - 1].again;
    size_t first = s->n - 1;
    while (first > 0 && s->items[first - 1].serial == serial)
        first--;
    if (m->costs == NULL && !again && are_plain(&s->items[first], s->n - first)) {
        expand_plain(m, &s->items[first], s->n - first);
        s->n = first;
        return;
    }
    struct batch batch;
    batch.n = 0;
    batch.only_best = false;
    for (size_t i = first; i < s->n && !m->failed; i++) {
        struct rule_cost *before = m->costs ? rsv__costs_enter(m->costs, s->items[i].start->production->rule) : NULL;
        expand(m, &s->items[i], again ? NULL : &batch);
        if (m->costs != NULL)
            rsv__costs_leave(m->costs, before);
    }
    for (uint32_t i = 0; i < batch.n && !m->failed; i++) {
        const struct candidate *c = &batch.items[i];
        rsv__inst_add(m, c->production, c->facts, c->results, batch.only_best);
    }
    for (size_t i = first; i < s->n; i++)
        s->items[i].again = true;
    if (!batch.only_best)
        s->n = first;
}

/* The level of the best seeds; n_levels: there are none. */
static uint32_t seed_level(struct matcher *m)
{
    for (uint32_t level = 0; level < m->net->n_levels; level++) {
        struct seeds *s = &m->seeds[level];
        while (s->n > 0 && !is_alive(m, &s->items[s->n - 1]))
            s->n--;
        if (s->n > 0)
            return level;
    }
    return m->net->n_levels;
}

static bool seed_goes_first(const struct matcher *m, uint32_t level)
{
    if (level == m->net->n_levels)
        return false;
    if (m->heap.n == 0)
        return true;
    const struct inst *top = inst_at(m, m->heap.items[0].inst);
    const uint32_t top_level = m->net->productions[top->production].level;
    if (level != top_level)
        return level < top_level;
    const struct seed *s = &m->seeds[level].items[m->seeds[level].n - 1];
    if (top->n == 0 || s->serial != top->at[0].serial)
        return top->n == 0 || s->serial > top->at[0].serial;
    return !(s->again && top->leads); /* nothing of this fact fires before its best match */
}

/* --- firing ------------------------------------------------------------------------------------------------ */

static void bind_all(struct matcher *m, const struct conjunction *body, const slab_ref *facts,
                     struct env *env)
{
    for (uint32_t i = 0; i < body->n_patterns; i++) {
        const struct cpattern *p = &body->patterns[i];
        rsv__bind_fact(m, fact_at(m, facts[i]), p->uses, p->n_uses, env);
    }
    for (uint32_t i = 0; i < body->n_filters; i++)
        if (body->filters[i].op == FILTER_AGGREGATE)
            rsv__filter_value(m, &body->filters[i], env);
}

static rsv_status fire(struct matcher *m, slab_ref ref, rsv_error *err)
{
    struct inst *inst = inst_at(m, ref);
    const struct production *p = &m->net->productions[inst->production];
    slab_ref facts[MAX_PATTERNS];
    struct env env;
    env.bound = env.nothing = 0;
    const uint32_t n = inst->n;
    for (uint32_t i = 0; i < n; i++)
        facts[i] = inst->at[i].fact;
    bind_all(m, p->body, facts, &env);
    rsv__heap_remove(m, inst->heap_at);
    inst->state = INST_FIRED;
    if (m->host.fired != NULL)
        m->host.fired(m->host.user, p->rule);
    if (p->rule->n_derive > 0)
        return rsv__truth_derive(m, ref, &env, err);
    if (!inst->is_kept)
        rsv__inst_remove(m, ref);
    if (!has_action(p->rule))
        return RSV_OK;
    return m->host.act(m->host.user, p->rule, &env, facts, n, err);
}

static rsv_status fire_measured(struct matcher *m, slab_ref ref, rsv_error *err)
{
    const struct rule *rule = m->net->productions[inst_at(m, ref)->production].rule;
    struct rule_cost *before = rsv__costs_enter(m->costs, rule);
    const rsv_status rc = fire(m, ref, err);
    rsv__costs_leave(m->costs, before);
    return rc;
}

static void start(struct matcher *m)
{
    for (uint32_t i = 0; i < m->net->n_unstarted; i++) {
        const struct production *p = m->net->unstarted[i];
        const struct trigger t = {.production = p, .plan = p->body->plan};
        rsv__reconsider(m, &t, NULL);
    }
    m->started = true;
}

rsv_status rsv__matcher_run(struct matcher *m, uint64_t limit, uint64_t *fired, rsv_error *err)
{
    uint64_t n = 0;
    rsv_status rc = RSV_OK;
    if (!m->started)
        start(m);
    while (rc == RSV_OK && !m->failed) {
        const uint32_t level = seed_level(m);
        if (seed_goes_first(m, level)) {
            expand_top(m, &m->seeds[level]);
        } else if (m->heap.n == 0) {
            break;
        } else if (n == limit) {
            rc = rsv__fail(err, RSV_ELIMIT, "more than %llu rule firings",
                           (unsigned long long)limit);
        } else {
            n++;
            rc = (m->costs ? fire_measured : fire)(m, m->heap.items[0].inst, err);
        }
    }
    if (fired != NULL)
        *fired = n;
    return rc == RSV_OK && m->failed ? rsv__nomem(err) : rc;
}
