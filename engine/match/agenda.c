/* SPDX-License-Identifier: MIT
 * agenda.c - which instantiation fires next.
 *
 * Order: salience, then recency as in LEX (the time tags of the matched facts, greatest first,
 * compared like words in a dictionary; if one is the beginning of the other, the longer wins),
 * then the order of the rules.  Matches of a seed have the seed's fact as their newest, so that
 * a seed needs expanding only once nothing newer of its salience is pending.
 *
 * References: C. Forgy, OPS5 User's Manual, 1981 (LEX); D. Miranker et al., On the Performance
 * of Lazy Matching in Production Systems, AAAI 1990 (LEAPS).
 */
#include "base/hash.h"
#include "match/internal.h"

#include <string.h>

static size_t inst_size(uint32_t n)
{
    const struct inst *none = NULL;
    return sizeof *none + n * sizeof none->at[0];
}

/* --- order ---------------------------------------------------------------------------------- */

static bool fires_before(const struct matcher *m, slab_ref x, slab_ref y)
{
    const struct inst *a = inst_at(m, x), *b = inst_at(m, y);
    const struct production *p = &m->net->productions[a->production];
    const struct production *q = &m->net->productions[b->production];
    if (p->level != q->level)
        return p->level < q->level;
    for (uint32_t i = 0; i < a->n && i < b->n; i++)
        if (a->at[i].serial != b->at[i].serial)
            return a->at[i].serial > b->at[i].serial;
    if (a->n != b->n)
        return a->n > b->n;
    if (p != q)
        return p->rule->order != q->rule->order ? p->rule->order < q->rule->order : p->id < q->id;
    for (uint32_t i = 0; i < a->n; i++) /* the same facts in other places */
        if (a->at[i].fact != b->at[i].fact)
            return fact_at(m, a->at[i].fact)->serial > fact_at(m, b->at[i].fact)->serial;
    return false;
}

static void heap_set(struct matcher *m, uint32_t i, slab_ref ref)
{
    m->heap.items[i] = ref;
    inst_at(m, ref)->heap_at = i;
}

static void sift_up(struct matcher *m, uint32_t i)
{
    const slab_ref ref = m->heap.items[i];
    while (i > 0 && fires_before(m, ref, m->heap.items[(i - 1) / 2])) {
        heap_set(m, i, m->heap.items[(i - 1) / 2]);
        i = (i - 1) / 2;
    }
    heap_set(m, i, ref);
}

static void sift_down(struct matcher *m, uint32_t i)
{
    const slab_ref ref = m->heap.items[i];
    for (;;) {
        uint32_t child = 2 * i + 1;
        if (child >= m->heap.n)
            break;
        if (child + 1 < m->heap.n &&
            fires_before(m, m->heap.items[child + 1], m->heap.items[child]))
            child++;
        if (!fires_before(m, m->heap.items[child], ref))
            break;
        heap_set(m, i, m->heap.items[child]);
        i = child;
    }
    heap_set(m, i, ref);
}

static void heap_remove(struct matcher *m, uint32_t i)
{
    const slab_ref last = m->heap.items[--m->heap.n];
    if (i == m->heap.n)
        return;
    heap_set(m, i, last);
    sift_up(m, i);
    sift_down(m, inst_at(m, last)->heap_at);
}

/* --- remembered instantiations ----------------------------------------------------------------- */

static uint32_t inst_hash(const struct production *p, const slab_ref *facts, uint32_t n)
{
    uint64_t h = p->id;
    for (uint32_t i = 0; i < n; i++)
        h = rsv__hash_mix(h ^ facts[i]);
    return (uint32_t)(h >> 32);
}

slab_ref rsv__inst_find(const struct matcher *m, const struct production *p, const slab_ref *facts)
{
    if (m->insts == NULL)
        return 0;
    const uint32_t hash = inst_hash(p, facts, p->body->n_patterns);
    slab_ref ref = m->insts[hash & m->insts_mask];
    for (; ref != 0; ref = inst_at(m, ref)->hash_next) {
        const struct inst *inst = inst_at(m, ref);
        uint32_t i = 0;
        if (inst->hash != hash || inst->production != p->id)
            continue;
        while (i < inst->n && inst->at[i].fact == facts[i])
            i++;
        if (i == inst->n)
            return ref;
    }
    return 0;
}

static bool insts_grow(struct matcher *m)
{
    const uint32_t old = m->insts ? m->insts_mask + 1 : 0, n = old ? old * 2 : 16;
    slab_ref *insts = rsv__alloc_zero(m->alloc, n * sizeof *insts);
    if (insts == NULL)
        return false;
    for (uint32_t i = 0; i < old; i++) {
        slab_ref ref = m->insts[i];
        while (ref != 0) {
            struct inst *inst = inst_at(m, ref);
            const slab_ref next = inst->hash_next;
            inst->hash_next = insts[inst->hash & (n - 1)];
            insts[inst->hash & (n - 1)] = ref;
            ref = next;
        }
    }
    rsv__release(m->alloc, m->insts, old * sizeof *insts);
    m->insts = insts;
    m->insts_mask = n - 1;
    return true;
}

static bool insts_put(struct matcher *m, slab_ref ref)
{
    struct inst *inst = inst_at(m, ref);
    if ((m->insts == NULL || m->n_insts > m->insts_mask) && !insts_grow(m))
        return false;
    inst->hash_next = m->insts[inst->hash & m->insts_mask];
    m->insts[inst->hash & m->insts_mask] = ref;
    m->n_insts++;
    return true;
}

static void insts_take(struct matcher *m, slab_ref ref)
{
    slab_ref *at = &m->insts[inst_at(m, ref)->hash & m->insts_mask];
    while (*at != ref)
        at = &inst_at(m, *at)->hash_next;
    *at = inst_at(m, ref)->hash_next;
    m->n_insts--;
}

/* --- coming and going ------------------------------------------------------------------------------ */

static struct link *link_at(const struct matcher *m, slab_ref ref)
{
    return rsv__slab_at(&m->slab, ref);
}

static bool link_fact(struct matcher *m, slab_ref inst, uint32_t i, slab_ref fact)
{
    const slab_ref ref = rsv__slab_new(&m->slab, sizeof(struct link));
    if (ref == 0)
        return false;
    struct fact *f = fact_at(m, fact);
    *link_at(m, ref) = (struct link){.inst = inst, .fact = fact, .next = f->uses};
    if (f->uses != 0)
        link_at(m, f->uses)->prev = ref;
    f->uses = ref;
    inst_at(m, inst)->at[i].fact = fact;
    inst_at(m, inst)->at[i].link = ref;
    return true;
}

static void unlink_fact(struct matcher *m, slab_ref ref)
{
    const struct link *l = link_at(m, ref);
    if (l->prev != 0)
        link_at(m, l->prev)->next = l->next;
    else
        fact_at(m, l->fact)->uses = l->next;
    if (l->next != 0)
        link_at(m, l->next)->prev = l->prev;
    rsv__slab_delete(&m->slab, ref, sizeof *l);
}

static void sort_serials(const struct matcher *m, struct inst *inst)
{
    for (uint32_t i = 0; i < inst->n; i++) {
        const uint32_t serial = fact_at(m, inst->at[i].fact)->serial;
        uint32_t at = i;
        for (; at > 0 && inst->at[at - 1].serial < serial; at--)
            inst->at[at].serial = inst->at[at - 1].serial;
        inst->at[at].serial = serial;
    }
}

/* The values that aggregates bind; patterns bind what their facts say. */
static uint32_t results_hash(const struct conjunction *body, const struct env *env)
{
    uint64_t h = 0;
    for (uint32_t i = 0; i < body->n_filters; i++) {
        const struct filter *f = &body->filters[i];
        if (f->op == FILTER_AGGREGATE && f->bind >= 0)
            h = rsv__hash_mix(h ^ rsv__value_hash(f->source->result_type, env->values[f->bind]));
    }
    return (uint32_t)(h >> 32);
}

bool rsv__inst_add(struct matcher *m, const struct production *p, const slab_ref *facts,
                   const struct env *env)
{
    const uint32_t n = p->body->n_patterns;
    if (p->remembers && rsv__inst_find(m, p, facts) != 0)
        return true;
    const slab_ref ref = rsv__slab_new(&m->slab, inst_size(n));
    bool ok = ref != 0;
    if (ok) {
        struct inst *inst = inst_at(m, ref);
        inst->production = p->id;
        inst->n = (uint8_t)n;
        inst->hash = inst_hash(p, facts, n);
        inst->results = results_hash(p->body, env);
        for (uint32_t i = 0; i < n && ok; i++)
            ok = link_fact(m, ref, i, facts[i]);
        ok = ok && (!p->remembers || insts_put(m, ref)) && rsv__refs_push(m, &m->heap, ref);
    }
    if (!ok) {
        m->failed = true;
        return false;
    }
    sort_serials(m, inst_at(m, ref));
    sift_up(m, (uint32_t)m->heap.n - 1);
    return true;
}

void rsv__inst_remove(struct matcher *m, slab_ref ref)
{
    struct inst *inst = inst_at(m, ref);
    if (m->firing == ref)
        m->firing = 0;
    if (inst->state == INST_PENDING)
        heap_remove(m, inst->heap_at);
    for (uint32_t i = 0; i < inst->n; i++)
        unlink_fact(m, inst->at[i].link);
    if (m->net->productions[inst->production].remembers)
        insts_take(m, ref);
    rsv__truth_withdraw(m, ref);
    rsv__slab_delete(&m->slab, ref, inst_size(inst->n));
}

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
    slab_ref known = rsv__inst_find(s->m, p, s->facts);
    if (known != 0 && !(holds && inst_at(s->m, known)->results == results_hash(s->body, &env))) {
        rsv__inst_remove(s->m, known); /* touches no index: the search may go on */
        known = 0;
    }
    return !holds || known != 0 || rsv__inst_add(s->m, p, s->facts, &env);
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

/* Something that a filter of the production looks at has changed.  `f` NULL: anything may have. */
void rsv__reconsider(struct matcher *m, const struct trigger *t, const struct fact *f)
{
    const struct conjunction *body = t->production->body;
    struct search s = {.m = m, .body = body, .plan = &t->plan, .seed = NO_PATTERN,
                       .skip_filters = true, .found = settle, .user = (void *)t->production};
    if (f == NULL || !rsv__bind_fact(fact_kind(m, f), f, t->binds, t->n_binds, &s.env) ||
        s.env.nothing != 0 || misses_some(m, &t->plan)) {
        memset(&s.env, 0, sizeof s.env);
        s.plan = &body->plan;
    }
    rsv__search(&s);
}

/* --- seeds ---------------------------------------------------------------------------------------------- */

bool rsv__seed_push(struct matcher *m, const struct trigger *start, slab_ref ref)
{
    struct seeds *s = &m->seeds[start->production->level];
    struct seed *items = rsv__grow(m->alloc, s->items, &s->cap, s->n + 1, sizeof *items);
    if (items == NULL)
        return false;
    s->items = items;
    items[s->n++] = (struct seed){start, ref, fact_at(m, ref)->serial};
    return true;
}

static bool is_alive(const struct matcher *m, const struct seed *s)
{
    return rsv__fact_by_id(m, (uint64_t)s->serial << 32 | s->fact) != 0;
}

static bool found_match(struct search *s, void *user)
{
    return rsv__inst_add(s->m, user, s->facts, &s->env);
}

static void expand(struct matcher *m, const struct seed *seed)
{
    const struct production *p = seed->start->production;
    const uint8_t at = seed->start->pattern;
    const struct cpattern *pattern = &p->body->patterns[at];
    struct search s = {.m = m, .body = p->body, .plan = &p->body->seeded[at],
                       .newest = seed->serial, .seed = at, .found = found_match,
                       .user = (void *)p};
    s.facts[at] = seed->fact;
    if (rsv__bind_fact(pattern->source->kind, fact_at(m, seed->fact), pattern->uses,
                       pattern->n_uses, &s.env))
        rsv__search(&s);
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
    const struct inst *top = inst_at(m, m->heap.items[0]);
    const uint32_t top_level = m->net->productions[top->production].level;
    if (level != top_level)
        return level < top_level;
    const struct seeds *s = &m->seeds[level];
    return top->n == 0 || s->items[s->n - 1].serial >= top->at[0].serial;
}

/* --- firing ------------------------------------------------------------------------------------------------ */

static void bind_all(struct matcher *m, const struct conjunction *body, const slab_ref *facts,
                     struct env *env)
{
    for (uint32_t i = 0; i < body->n_patterns; i++) {
        const struct cpattern *p = &body->patterns[i];
        rsv__bind_fact(p->source->kind, fact_at(m, facts[i]), p->uses, p->n_uses, env);
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
    struct env env = {.bound = 0};
    const uint32_t n = inst->n;
    for (uint32_t i = 0; i < n; i++)
        facts[i] = inst->at[i].fact;
    bind_all(m, p->body, facts, &env);
    heap_remove(m, inst->heap_at);
    inst->state = INST_FIRED;
    if (m->host.fired != NULL)
        m->host.fired(m->host.user, p->rule);
    if (p->rule->n_derive > 0)
        return rsv__truth_derive(m, ref, &env, err);
    if (!p->remembers)
        rsv__inst_remove(m, ref);
    if (p->rule->action == NO_FUNCTION)
        return RSV_OK;
    return m->host.act(m->host.user, p->rule, &env, facts, n, err);
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
            const struct seed seed = m->seeds[level].items[--m->seeds[level].n];
            expand(m, &seed);
        } else if (m->heap.n == 0) {
            break;
        } else if (n == limit) {
            rc = rsv__fail(err, RSV_ELIMIT, "more than %llu rule firings",
                           (unsigned long long)limit);
        } else {
            n++;
            rc = fire(m, m->heap.items[0], err);
        }
    }
    if (fired != NULL)
        *fired = n;
    return rc == RSV_OK && m->failed ? rsv__nomem(err) : rc;
}
