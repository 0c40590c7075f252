/* SPDX-License-Identifier: MIT
 * alpha.c - which alphas a fact is in, and who wants to know.
 *
 * Membership isn't stored: a fact never changes, so that its tests give the same answer when it
 * leaves as when it came.
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

typedef bool visit_fn(struct matcher *m, uint32_t alpha, fact_ref ref, const struct fact *f);

static inline bool visit_list(struct matcher *m, const uint32_t *list, fact_ref ref, visit_fn *visit)
{
    const struct fact *f = fact_at(m, ref);
    for (; *list != NO_INDEX; list++)
        if (!visit(m, *list, ref, f))
            return false;
    return true;
}

/* Inline, so that each way of visiting becomes a loop of its own. */
static inline bool visit_alphas(struct matcher *m, fact_ref ref, visit_fn *visit)
{
    const struct fact *f = fact_at(m, ref);
    const struct dispatch *d = &m->net->dispatch[f->kind];
    if (!visit_list(m, d->others, ref, visit))
        return false;
    if (d->field < 0)
        return true;
    if (f->known >> d->field & 1) {
        const enum field_type type = fact_kind(m, f)->fields[d->field].type;
        const uint64_t hash = rsv__value_hash(type, fact_value(m, f, (uint32_t)d->field));
        return visit_list(m, d->buckets[hash & d->mask], ref, visit);
    }
    for (uint32_t b = 0; b <= d->mask; b++) /* unknown: it might be in any of them */
        if (!visit_list(m, d->buckets[b], ref, visit))
            return false;
    return true;
}

/* --- entering and leaving ------------------------------------------------------------------ */

static bool enter_indexes(struct matcher *m, uint32_t alpha, fact_ref ref, enum truth value)
{
    struct alpha_count *count = &m->alphas[alpha];
    if (value == UNKNOWN_) {
        count->maybe++;
        return true;
    }
    count->matching++;
    count->newest = fact_at(m, ref)->serial;
    for (uint32_t i = m->net->alphas[alpha].first_index; i != NO_INDEX;
         i = m->net->indexes[i].next) {
        const struct index *x = &m->net->indexes[i];
        uint32_t hash;
        if (!rsv__index_hash(m, x, fact_at(m, ref), &hash))
            m->tables[i].loose++;
        else if (x->order != NO_FIELD ? !rsv__order_insert(m, i, ref, hash) : !rsv__table_insert(m, i, ref, hash))
            return false;
    }
    return true;
}

static bool enter_one(struct matcher *m, uint32_t alpha, fact_ref ref, const struct fact *f)
{
    const struct alpha *a = &m->net->alphas[alpha];
    const enum truth value = rsv__alpha_value(m, a, f);
    if (value == FALSE_)
        return true;
    if (a->first_index != NO_INDEX && !enter_indexes(m, alpha, ref, value))
        return false;
    if (value != TRUE_)
        return true;
    for (const struct trigger *t = a->starts; t != NULL; t = t->next)
        if (gates_are_open(m, t) && /* else what opens the gate will be newer, and the start */
            has_partner(m, t, fact_at(m, ref)) && !rsv__seed_push(m, t, ref))
            return false;
    return true;
}

static bool leave_one(struct matcher *m, uint32_t alpha, fact_ref ref, const struct fact *f)
{
    const struct alpha *a = &m->net->alphas[alpha];
    const enum truth value = a->first_index == NO_INDEX ? FALSE_ : rsv__alpha_value(m, a, f);
    if (value == FALSE_)
        return true;
    if (value == UNKNOWN_) {
        m->alphas[alpha].maybe--;
        return true;
    }
    m->alphas[alpha].matching--;
    for (uint32_t i = a->first_index; i != NO_INDEX; i = m->net->indexes[i].next) {
        uint32_t hash;
        if (!rsv__index_hash(m, &m->net->indexes[i], f, &hash))
            m->tables[i].loose--;
        else if (m->net->indexes[i].order != NO_FIELD)
            rsv__order_remove(m, i, ref, hash);
        else
            rsv__table_remove(m, i, ref, hash);
    }
    return true;
}

bool rsv__alpha_enter(struct matcher *m, fact_ref ref)
{
    return visit_alphas(m, ref, enter_one);
}

void rsv__alpha_leave(struct matcher *m, fact_ref ref)
{
    if (m->net->dispatch[fact_at(m, ref)->kind].has_indexes)
        visit_alphas(m, ref, leave_one);
}

static inline bool notify(struct matcher *m, uint32_t alpha, const struct fact *f, bool comes)
{
    const struct alpha *a = &m->net->alphas[alpha];
    if (a->filters == NULL || rsv__alpha_value(m, a, f) == FALSE_)
        return true;
    for (const struct trigger *t = a->filters; t != NULL; t = t->next)
        if (!(comes && t->only_ends && m->insts_of[t->production->id] == 0)) /* else there is nothing to end */
            rsv__reconsider(m, t, f);
    return true;
}

static bool notify_coming(struct matcher *m, uint32_t alpha, fact_ref ref, const struct fact *f)
{
    (void)ref;
    return notify(m, alpha, f, true);
}

static bool notify_gone(struct matcher *m, uint32_t alpha, fact_ref ref, const struct fact *f)
{
    (void)ref;
    return notify(m, alpha, f, false);
}

void rsv__alpha_notify(struct matcher *m, fact_ref ref, bool comes)
{
    const struct fact *f = fact_at(m, ref);
    if (m->net->dispatch[f->kind].has_filters)
        visit_alphas(m, ref, comes ? notify_coming : notify_gone);
    for (const struct trigger *t = m->net->kind_filters[f->kind]; t != NULL; t = t->next)
        rsv__reconsider(m, t, f);
}
