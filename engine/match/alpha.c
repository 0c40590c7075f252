/* SPDX-License-Identifier: MIT
 * alpha.c - which alphas a fact is in, and who wants to know.
 *
 * Membership isn't stored: a fact leaves before it changes, so that its tests give the same answer then as when
 * it came.
 */
#include "base/hash.h"
#include "match/internal.h"

enum truth rsv__test_value(const struct matcher *m, const struct test *t, const struct fact *f,
                           const struct env *env)
{
    union value a = {0}, b = {0};
    if (t->op == TEST_ANY)
        return TRUE_;
    if (!(f->known >> t->field & 1) || !operand_value(&t->a, env, &a) ||
        !operand_value(&t->b, env, &b))
        return UNKNOWN_;
    const enum field_type type = fact_kind(m, f)->fields[t->field].type;
    return rsv__test_holds(t, type, fact_value(m, f, t->field), a, b, m->now) ? TRUE_ : FALSE_;
}

static bool is_in_order(enum test_op op, int64_t v, int64_t a, int64_t b)
{
    switch (op) {
    case TEST_BELOW:
        return v < a;
    case TEST_AT_MOST:
        return v <= a;
    case TEST_ABOVE:
        return v > a;
    case TEST_AT_LEAST:
        return v >= a;
    default:
        return v >= a && v <= b;
    }
}

/* A test on a constant, of a field that is known.  Nearly all compare a text or a whole number: at once. */
static bool constant_holds(const struct matcher *m, const struct test *t, const struct fact *f)
{
    const struct layout *l = &m->net->layouts[f->kind];
    if (t->op == TEST_EQUAL)
        return fact_equals(m, f, t->field, t->a.value) != t->negated;
    const union value v = fact_value(m, f, t->field);
    if (t->op <= TEST_BETWEEN && ((l->wide & ~l->numbers) >> t->field & 1))
        return is_in_order(t->op, v.i, t->a.value.i, t->b.value.i) != t->negated;
    return rsv__test_holds(t, fact_kind(m, f)->fields[t->field].type, v, t->a.value, t->b.value, m->now);
}

enum truth rsv__alpha_value(const struct matcher *m, const struct alpha *a, const struct fact *f)
{
    enum truth value = TRUE_;
    for (uint32_t i = 0; i < a->n_tests; i++) {
        const struct test *t = a->tests[i];
        if (!(f->known >> t->field & 1))
            value = UNKNOWN_;
        else if (!constant_holds(m, t, f))
            return FALSE_;
    }
    return value;
}

/* --- walking the alphas of a fact -------------------------------------------------------- */

struct visit {
    struct matcher *m;
    fact_ref ref;
    uint32_t changed; /* fields */
    bool comes;
};

typedef bool visit_fn(const struct visit *v, uint32_t alpha, const struct fact *f);

static inline bool visit_list(const struct visit *v, const uint32_t *list, const struct fact *f, visit_fn *visit)
{
    for (; *list != NO_INDEX; list++)
        if (!visit(v, *list, f))
            return false;
    return true;
}

/* Inline, so that each way of visiting becomes a loop of its own. */
static inline bool visit_alphas(const struct visit *v, visit_fn *visit)
{
    const struct fact *f = fact_at(v->m, v->ref);
    const struct dispatch *d = &v->m->net->dispatch[f->kind];
    if (!visit_list(v, d->others, f, visit))
        return false;
    if (d->field < 0)
        return true;
    if (f->known >> d->field & 1) {
        const enum field_type type = fact_kind(v->m, f)->fields[d->field].type;
        const uint64_t hash = rsv__value_hash(type, fact_value(v->m, f, (uint32_t)d->field));
        return visit_list(v, d->buckets[hash & d->mask], f, visit);
    }
    for (uint32_t b = 0; b <= d->mask; b++) /* unknown: it might be in any of them */
        if (!visit_list(v, d->buckets[b], f, visit))
            return false;
    return true;
}

/* --- entering and leaving ------------------------------------------------------------------ */

/* Whether the fact may be in the alpha now and not before, or the other way round. */
static inline bool is_affected(const struct visit *v, const struct alpha *a)
{
    return v->changed == ALL_FIELDS || (a->fields & v->changed);
}

static bool enter_index(const struct visit *v, uint32_t i, const struct fact *f)
{
    const struct index *x = &v->m->net->indexes[i];
    uint32_t hash;
    if (rsv__index_hash(v->m, x, f, &hash))
        return x->order != NO_FIELD ? rsv__order_insert(v->m, i, v->ref, hash) : rsv__table_insert(v->m, i, v->ref, hash);
    v->m->tables[i].loose++;
    return true;
}

static bool enter_indexes(const struct visit *v, uint32_t alpha, const struct fact *f)
{
    const struct alpha *a = &v->m->net->alphas[alpha];
    struct alpha_count *count = &v->m->alphas[alpha];
    const bool is_new = is_affected(v, a);
    count->matching += is_new;
    count->newest = f->serial;
    for (uint32_t i = a->first_index; i != NO_INDEX; i = v->m->net->indexes[i].next) {
        const struct index *x = &v->m->net->indexes[i];
        if (is_new || (x->fields & v->changed)) {
            if (!enter_index(v, i, f))
                return false;
        } else if ((x->fields & ~f->known) == 0) {
            rsv__table_renew(v->m, i, v->ref);
        }
    }
    return true;
}

static bool enter_one(const struct visit *v, uint32_t alpha, const struct fact *f)
{
    struct matcher *m = v->m;
    const struct alpha *a = &m->net->alphas[alpha];
    const enum truth value = rsv__alpha_value(m, a, f);
    if (value == FALSE_)
        return true;
    if (value == UNKNOWN_) {
        m->alphas[alpha].maybe += a->first_index != NO_INDEX && is_affected(v, a);
        return true;
    }
    if (a->first_index != NO_INDEX && !enter_indexes(v, alpha, f))
        return false;
    for (const struct trigger *t = a->starts; t != NULL; t = t->next)
        if (gates_are_open(m, t) && /* else what opens the gate will be newer, and the start */
            has_partner(m, t, f) && !rsv__seed_push(m, t, v->ref))
            return false;
    return true;
}

static void leave_index(const struct visit *v, uint32_t i, const struct fact *f)
{
    const struct index *x = &v->m->net->indexes[i];
    uint32_t hash;
    if (!rsv__index_hash(v->m, x, f, &hash))
        v->m->tables[i].loose--;
    else if (x->order != NO_FIELD)
        rsv__order_remove(v->m, i, v->ref, hash);
    else
        rsv__table_remove(v->m, i, v->ref, hash);
}

static bool leave_one(const struct visit *v, uint32_t alpha, const struct fact *f)
{
    struct matcher *m = v->m;
    const struct alpha *a = &m->net->alphas[alpha];
    const bool goes = is_affected(v, a);
    if (a->first_index == NO_INDEX || !(goes || (a->key_fields & v->changed)))
        return true;
    const enum truth value = rsv__alpha_value(m, a, f);
    if (value == UNKNOWN_)
        m->alphas[alpha].maybe -= goes;
    if (value != TRUE_)
        return true;
    m->alphas[alpha].matching -= goes;
    for (uint32_t i = a->first_index; i != NO_INDEX; i = m->net->indexes[i].next)
        if (goes || (m->net->indexes[i].fields & v->changed))
            leave_index(v, i, f);
    return true;
}

bool rsv__alpha_enter(struct matcher *m, fact_ref ref, uint32_t changed)
{
    return visit_alphas(&(struct visit){.m = m, .ref = ref, .changed = changed}, enter_one);
}

void rsv__alpha_leave(struct matcher *m, fact_ref ref, uint32_t changed)
{
    if (m->net->dispatch[fact_at(m, ref)->kind].has_indexes)
        visit_alphas(&(struct visit){.m = m, .ref = ref, .changed = changed}, leave_one);
}

static bool notify_one(const struct visit *v, uint32_t alpha, const struct fact *f)
{
    const struct alpha *a = &v->m->net->alphas[alpha];
    if (a->filters == NULL || rsv__alpha_value(v->m, a, f) == FALSE_)
        return true;
    for (const struct trigger *t = a->filters; t != NULL; t = t->next)
        if (!(v->comes && t->only_ends && v->m->insts_of[t->production->id] == 0)) /* else there is nothing to end */
            rsv__reconsider(v->m, t, f);
    return true;
}

void rsv__alpha_notify(struct matcher *m, fact_ref ref, bool comes)
{
    const struct fact *f = fact_at(m, ref);
    if (m->net->dispatch[f->kind].has_filters)
        visit_alphas(&(struct visit){.m = m, .ref = ref, .comes = comes}, notify_one);
    for (const struct trigger *t = m->net->kind_filters[f->kind]; t != NULL; t = t->next)
        rsv__reconsider(m, t, f);
}
