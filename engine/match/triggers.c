/* SPDX-License-Identifier: MIT
 * triggers.c - from facts back to productions, and from a fact's values to its alphas. */
#include "base/hash.h"
#include "match/compile.h"

#include <string.h>

/* --- facts that must be there --------------------------------------------------------------- */

/* Whether none of the few values that pass `s` passes `t`. */
static bool excludes(const struct test *s, const struct test *t, enum field_type type)
{
    if (s->negated || (s->op != TEST_EQUAL && s->op != TEST_ONE_OF) || t->op == TEST_WITHIN /* the clock decides */)
        return false;
    const uint32_t n = s->op == TEST_EQUAL ? 1 : s->n_words;
    for (uint32_t i = 0; i < n; i++) {
        const union value v = s->op == TEST_EQUAL ? s->a.value : test_member(s, type, i);
        if (rsv__test_holds(t, type, v, t->a.value, t->b.value, 0))
            return false;
    }
    return true;
}

/* Whether no fact can be in both. */
static bool exclude_each_other(const struct alpha *a, const struct alpha *b)
{
    if (a->kind != b->kind)
        return true;
    for (uint32_t i = 0; i < a->n_tests; i++)
        for (uint32_t k = 0; k < b->n_tests; k++) {
            const struct test *s = a->tests[i], *t = b->tests[k];
            const enum field_type type = a->kind->fields[s->field].type;
            if (s->field == t->field && (excludes(s, t, type) || excludes(t, s, type)))
                return true;
        }
    return false;
}

/* Whether a fact that starts at pattern `at` can't be that of pattern `other`, too. */
static bool needs_another(const struct compiler *c, const struct conjunction *body, uint8_t at, uint32_t other)
{
    return at == NO_PATTERN || (other != at && exclude_each_other(&c->net->alphas[body->patterns[at].alpha],
                                                                  &c->net->alphas[body->patterns[other].alpha]));
}

static struct trigger *new_trigger(struct compiler *c, const struct production *p, uint8_t pattern)
{
    const struct conjunction *body = p->body;
    struct trigger *t = rsv__arena_alloc(c->arena, sizeof *t);
    uint32_t *gates = rsv__arena_alloc(c->arena, body->n_patterns * sizeof *gates);
    if (c->arena->failed)
        return NULL;
    *t = (struct trigger){.production = p, .pattern = pattern, .gates = gates};
    for (uint32_t i = 0; i < body->n_patterns; i++)
        if (needs_another(c, body, pattern, i))
            gates[t->n_gates++] = body->patterns[i].alpha;
    return t;
}

/* The field of the pattern that the variable stands for; NO_FIELD: none. */
static uint8_t field_of(const struct cpattern *p, uint8_t var)
{
    for (uint32_t i = 0; i < p->n_uses; i++)
        if (p->uses[i].var == var)
            return p->uses[i].field;
    return NO_FIELD;
}

/* The steps of the start's plan whose whole key is in the fact itself. */
static rsv_status find_partners(struct compiler *c, struct trigger *t)
{
    const struct conjunction *body = t->production->body;
    const struct cpattern *own = &body->patterns[t->pattern];
    const struct plan *plan = &body->seeded[t->pattern];
    struct partner *partners = rsv__arena_alloc(c->arena, plan->n_steps * sizeof *partners);
    if (partners == NULL)
        return rsv__nomem(c->err);
    t->partners = partners;
    for (uint32_t i = 1; i < plan->n_steps; i++) {
        const struct plan_step *step = &plan->steps[i];
        if (step->n_keys == 0 || !needs_another(c, body, t->pattern, step->pattern))
            continue;
        uint8_t *fields = rsv__arena_alloc(c->arena, step->n_keys);
        if (fields == NULL)
            return rsv__nomem(c->err);
        uint32_t n = 0, mask = 0;
        while (n < step->n_keys && (fields[n] = field_of(own, step->key_vars[n])) != NO_FIELD)
            mask |= 1u << fields[n++];
        if (n == step->n_keys)
            partners[t->n_partners++] = (struct partner){.index = step->index, .fields = fields, .n = n, .mask = mask};
    }
    return RSV_OK;
}

static bool has_first_gate(const struct trigger *t, const struct trigger *like)
{
    return t->n_gates > 0 && like->n_gates > 0 && t->gates[0] == like->gates[0];
}

/* Where the first gate is shut, all that share it are skipped at once. */
static void set_skips(const struct trigger *starts)
{
    for (const struct trigger *t = starts; t != NULL;) {
        const struct trigger *end = t->next;
        while (end != NULL && has_first_gate(end, t))
            end = end->next;
        for (; t != end; t = t->next)
            ((struct trigger *)t)->skip = end;
    }
}

static rsv_status add_start(struct compiler *c, const struct production *p, uint8_t pattern)
{
    struct trigger *t = new_trigger(c, p, pattern);
    if (t == NULL)
        return rsv__nomem(c->err);
    rsv_status rc = find_partners(c, t);
    if (rc != RSV_OK)
        return rc;
    const struct trigger **list = &c->net->alphas[p->body->patterns[pattern].alpha].starts;
    while (*list != NULL && !has_first_gate(*list, t)) /* those with the same first gate stand together */
        list = (const struct trigger **)&(*list)->next;
    t->next = *list;
    *list = t;
    return RSV_OK;
}

/* Whether a record that fails the pattern's tests still answers the question, because it is
 * the one record with that key. */
static bool answers_by_key(const struct cpattern *p)
{
    const struct kind *k = p->source->kind;
    uint32_t fixed = 0;
    for (uint32_t i = 0; i < p->n_uses; i++)
        fixed |= 1u << p->uses[i].field;
    for (uint32_t i = 0; i < p->source->n_tests; i++) {
        const struct test *t = &p->source->tests[i];
        if (t->op == TEST_EQUAL && !t->negated)
            fixed |= 1u << t->field;
    }
    return k->has_key && !k->closed && (k->key_mask & ~fixed) == 0;
}

/* Whether use `i` says which record answers: it is the first word on a key field that no constant
 * fixes (kleene.c, fixed_value). */
static bool fixes_key(const struct cpattern *p, uint32_t i)
{
    const uint32_t field = p->uses[i].field;
    if (!(p->source->kind->key_mask >> field & 1))
        return false;
    for (uint32_t j = 0; j < i; j++)
        if (p->uses[j].field == field)
            return false;
    for (uint32_t t = 0; t < p->source->n_tests; t++) {
        const struct test *test = &p->source->tests[t];
        if (test->field == field && test->op == TEST_EQUAL && !test->negated && test->a.var < 0)
            return false;
    }
    return true;
}

/* Whether more facts can only make the filter fail: nothing in it asks for their absence. */
static bool falls_with_facts(const struct filter *f)
{
    bool falls = f->op == FILTER_NOT || f->op == FILTER_UNLESS;
    for (uint32_t v = 0; falls && v < f->group->n_variants; v++)
        falls = f->group->variants[v].n_filters == 0;
    return falls;
}

/* `outer`: variables that the production's positive patterns bind. */
static rsv_status add_filter_trigger(struct compiler *c, const struct production *p,
                                     const struct cpattern *pattern, uint32_t outer, bool only_ends)
{
    struct trigger *t = new_trigger(c, p, NO_PATTERN);
    struct use *binds = rsv__arena_alloc(c->arena, pattern->n_uses * sizeof *binds);
    if (c->arena->failed)
        return rsv__nomem(c->err);
    const bool by_key = answers_by_key(pattern);
    const struct kind *k = pattern->source->kind;
    uint32_t bound = 0;
    t->binds = binds;
    t->only_ends = only_ends && !by_key;
    for (uint32_t i = 0; i < pattern->n_uses; i++) {
        const struct use u = pattern->uses[i];
        if (!(outer >> u.var & 1) || (bound >> u.var & 1) || (by_key && !fixes_key(pattern, i)))
            continue;
        binds[t->n_binds++] = u;
        bound |= 1u << u.var;
    }
    rsv_status rc = rsv__compile_plan(c, p->body, NO_PATTERN, bound, &t->plan);
    if (rc != RSV_OK)
        return rc;
    const struct trigger **list = by_key ? &c->net->kind_filters[k->index]
                                         : &c->net->alphas[pattern->alpha].filters;
    t->next = *list;
    *list = t;
    return RSV_OK;
}

static rsv_status add_filter_triggers(struct compiler *c, const struct production *p,
                                      const struct filter *f, uint32_t outer, bool is_inner)
{
    rsv_status rc = RSV_OK;
    if (f->op == FILTER_AGGREGATE)
        return add_filter_trigger(c, p, f->pattern, outer, false);
    if (f->group == NULL)
        return RSV_OK;
    for (uint32_t v = 0; v < f->group->n_variants; v++) {
        const struct conjunction *body = &f->group->variants[v];
        for (uint32_t i = 0; i < body->n_patterns && rc == RSV_OK; i++)
            rc = add_filter_trigger(c, p, &body->patterns[i], outer, !is_inner && falls_with_facts(f));
        for (uint32_t i = 0; i < body->n_filters && rc == RSV_OK; i++)
            rc = add_filter_triggers(c, p, &body->filters[i], outer, true);
    }
    return rc;
}

static rsv_status trigger_production(struct compiler *c, const struct production *p)
{
    rsv_status rc = RSV_OK;
    uint32_t outer = 0;
    for (uint32_t i = 0; i < p->body->n_patterns; i++)
        outer |= p->body->patterns[i].vars;
    for (uint32_t i = 0; i < p->body->n_patterns && rc == RSV_OK; i++)
        rc = add_start(c, p, (uint8_t)i);
    for (uint32_t i = 0; i < p->body->n_filters && rc == RSV_OK; i++)
        rc = add_filter_triggers(c, p, &p->body->filters[i], outer, false);
    if (p->body->n_patterns == 0)
        c->net->unstarted[c->net->n_unstarted++] = p;
    return rc;
}

/* --- dispatch: the alphas that a fact might be in -------------------------------------- */

/* The test that an alpha may be found by: equality of `field` with a constant. */
static const struct test *equality_on(const struct alpha *a, uint32_t field)
{
    for (uint32_t i = 0; i < a->n_tests; i++)
        if (a->tests[i]->op == TEST_EQUAL && !a->tests[i]->negated && a->tests[i]->field == field)
            return a->tests[i];
    return NULL;
}

static int best_field(const struct network *n, const struct kind *kind)
{
    uint32_t count[MAX_FIELDS] = {0};
    int best = -1;
    for (uint32_t a = 0; a < n->n_alphas; a++)
        for (uint32_t f = 0; n->alphas[a].kind == kind && f < kind->n_fields; f++)
            count[f] += equality_on(&n->alphas[a], f) != NULL;
    for (uint32_t f = 0; f < kind->n_fields; f++)
        if (count[f] > 3 && (best < 0 || count[f] > count[best]))
            best = (int)f;
    return best;
}

/* The bucket of an alpha, or -1 if it has no test on the field. */
static int64_t bucket_of(const struct alpha *a, int field, uint32_t mask)
{
    const struct test *t = field >= 0 ? equality_on(a, (uint32_t)field) : NULL;
    if (t == NULL)
        return -1;
    return (int64_t)(rsv__value_hash(a->kind->fields[field].type, t->a.value) & mask);
}

static rsv_status make_dispatch(struct compiler *c, const struct kind *kind)
{
    const struct network *n = c->net;
    struct dispatch *d = &c->net->dispatch[kind->index];
    uint32_t n_alphas = 0;
    *d = (struct dispatch){.field = best_field(n, kind)};
    for (uint32_t a = 0; a < n->n_alphas; a++) {
        if (n->alphas[a].kind != kind)
            continue;
        n_alphas++;
        d->has_indexes = d->has_indexes || n->alphas[a].first_index != NO_INDEX;
        d->has_filters = d->has_filters || n->alphas[a].filters != NULL;
    }
    while (d->field >= 0 && d->mask < n_alphas)
        d->mask = d->mask * 2 + 1;
    /* one list after the other in one block: the others, then each bucket, NO_INDEX behind each */
    uint32_t *sizes = rsv__arena_alloc(c->arena, (d->mask + 2) * sizeof *sizes);
    uint32_t *block = rsv__arena_alloc(c->arena, (n_alphas + d->mask + 2) * sizeof *block);
    const uint32_t **lists = rsv__arena_alloc(c->arena, (d->mask + 2) * sizeof *lists);
    if (c->arena->failed)
        return rsv__nomem(c->err);
    for (uint32_t a = 0; a < n->n_alphas; a++)
        if (n->alphas[a].kind == kind)
            sizes[bucket_of(&n->alphas[a], d->field, d->mask) + 1]++;
    uint32_t at = 0;
    for (uint32_t i = 0; i < d->mask + 2; i++) {
        lists[i] = block + at;
        at += sizes[i] + 1;
        sizes[i] = at - 1; /* from here on: the list's end, to be filled backwards */
        block[at - 1] = NO_INDEX;
    }
    for (uint32_t a = n->n_alphas; a-- > 0;)
        if (n->alphas[a].kind == kind)
            block[--sizes[bucket_of(&n->alphas[a], d->field, d->mask) + 1]] = a;
    d->others = lists[0];
    d->buckets = lists + 1;
    return RSV_OK;
}

/* --- slots: which keys of a kind are the same ------------------------------------------- */

struct slots { /* of one kind */
    const uint8_t *fields[MAX_SLOTS];
    uint32_t n_fields[MAX_SLOTS];
    uint8_t n;
};

static uint8_t slot_of(struct slots *s, const uint8_t *fields, uint32_t n)
{
    for (uint8_t i = 0; i < s->n; i++)
        if (s->n_fields[i] == n && (n == 0 || memcmp(s->fields[i], fields, n) == 0))
            return i;
    if (s->n == MAX_SLOTS)
        return NO_SLOT;
    s->fields[s->n] = fields;
    s->n_fields[s->n] = n;
    return s->n++;
}

static rsv_status find_slots(struct compiler *c)
{
    struct network *n = c->net;
    struct slots *slots = rsv__arena_alloc(c->arena, n->n_kinds * sizeof *slots);
    if (slots == NULL)
        return rsv__nomem(c->err);
    for (uint32_t i = 0; i < n->n_indexes; i++) {
        struct index *x = &n->indexes[i];
        x->slot = slot_of(&slots[n->alphas[x->alpha].kind->index], x->keys, x->n_keys);
    }
    for (uint32_t i = 0; i < n->n_alphas; i++)
        for (const struct trigger *t = n->alphas[i].starts; t != NULL; t = t->next)
            for (uint32_t k = 0; k < t->n_partners; k++) {
                struct partner *p = (struct partner *)&t->partners[k];
                p->slot = slot_of(&slots[n->alphas[i].kind->index], p->fields, p->n);
            }
    return RSV_OK;
}

/* --- circles of derivation ------------------------------------------------------------- */

/* reach[k]: kinds that facts of kind k help to derive, directly or through others. */
static void follow(const struct network *n, uint32_t from, bool *reached)
{
    for (uint32_t i = 0; i < n->n_productions; i++) {
        const struct production *p = &n->productions[i];
        bool uses = false;
        for (uint32_t j = 0; j < p->body->n_patterns; j++)
            uses = uses || p->body->patterns[j].source->kind->index == from;
        for (uint32_t j = 0; uses && j < p->rule->n_derive; j++) {
            const uint32_t to = p->rule->derive[j].kind->index;
            if (!reached[to]) {
                reached[to] = true;
                follow(n, to, reached);
            }
        }
    }
}

static rsv_status find_circles(struct compiler *c)
{
    struct network *n = c->net;
    n->kind_is_cyclic = rsv__arena_alloc(c->arena, n->n_kinds);
    n->kind_is_derived = rsv__arena_alloc(c->arena, n->n_kinds);
    bool *reached = rsv__arena_alloc(c->arena, n->n_kinds);
    if (c->arena->failed)
        return rsv__nomem(c->err);
    for (uint32_t i = 0; i < n->n_productions; i++) {
        for (uint32_t j = 0; j < n->productions[i].rule->n_derive; j++) {
            const uint32_t k = n->productions[i].rule->derive[j].kind->index;
            n->kind_is_derived[k] = true;
            memset(reached, 0, n->n_kinds);
            follow(n, k, reached);
            n->kind_is_cyclic[k] = reached[k];
        }
    }
    return RSV_OK;
}

/* --- salience ---------------------------------------------------------------------------- */

static rsv_status find_levels(struct compiler *c)
{
    struct network *n = c->net;
    int *saliences = rsv__arena_alloc(c->arena, (n->n_productions + 1) * sizeof *saliences);
    if (saliences == NULL)
        return rsv__nomem(c->err);
    for (uint32_t i = 0; i < n->n_productions; i++) { /* insertion into a short sorted list */
        const int salience = n->productions[i].rule->salience;
        uint32_t at = 0;
        while (at < n->n_levels && saliences[at] > salience)
            at++;
        if (at < n->n_levels && saliences[at] == salience)
            continue;
        memmove(saliences + at + 1, saliences + at, (n->n_levels - at) * sizeof *saliences);
        saliences[at] = salience;
        n->n_levels++;
    }
    for (uint32_t i = 0; i < n->n_productions; i++)
        while (saliences[n->productions[i].level] != n->productions[i].rule->salience)
            n->productions[i].level++;
    n->saliences = saliences;
    return RSV_OK;
}

rsv_status rsv__compile_triggers(struct compiler *c)
{
    struct network *n = c->net;
    n->kind_filters = rsv__arena_alloc(c->arena, n->n_kinds * sizeof *n->kind_filters);
    n->dispatch = rsv__arena_alloc(c->arena, n->n_kinds * sizeof *n->dispatch);
    n->unstarted = rsv__arena_alloc(c->arena, n->n_productions * sizeof *n->unstarted);
    if (c->arena->failed)
        return rsv__nomem(c->err);
    rsv_status rc = RSV_OK;
    for (uint32_t i = 0; i < n->n_productions && rc == RSV_OK; i++)
        rc = trigger_production(c, &n->productions[i]);
    for (uint32_t i = 0; i < n->n_alphas && rc == RSV_OK; i++)
        set_skips(n->alphas[i].starts);
    for (uint32_t i = 0; i < n->n_kinds && rc == RSV_OK; i++)
        rc = make_dispatch(c, n->kinds[i]);
    if (rc == RSV_OK)
        rc = find_slots(c);
    if (rc == RSV_OK)
        rc = find_levels(c);
    return rc == RSV_OK ? find_circles(c) : rc;
}
