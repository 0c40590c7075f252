/* SPDX-License-Identifier: MIT
 * alpha.c - which alphas a fact is in, and who wants to know.
 *
 * Membership isn't stored: a fact never changes, so that its tests give the same answer when it
 * leaves as when it came.  Only index entries are, because others look them up.
 */
#include "base/hash.h"
#include "match/internal.h"

enum truth rsv__test_value(const struct test *t, const struct kind *k, const struct fact *f,
                           const struct env *env, int64_t now)
{
    union value a = {0}, b = {0};
    if (t->op == TEST_ANY)
        return TRUE_;
    if (!(f->known >> t->field & 1) || !operand_value(&t->a, env, &a) ||
        !operand_value(&t->b, env, &b))
        return UNKNOWN_;
    return rsv__test_holds(t, k->fields[t->field].type, f->slots[t->field], a, b, now) ? TRUE_
                                                                                       : FALSE_;
}

enum truth rsv__alpha_value(const struct matcher *m, const struct alpha *a, const struct fact *f)
{
    static const struct env none;
    enum truth value = TRUE_;
    for (uint32_t i = 0; i < a->n_tests && value != FALSE_; i++) {
        const enum truth v = rsv__test_value(a->tests[i], a->kind, f, &none, m->now);
        value = v < value ? v : value;
    }
    return value;
}

/* --- walking the alphas of a fact -------------------------------------------------------- */

typedef bool visit_fn(struct matcher *m, uint32_t alpha, slab_ref ref);

static bool visit_list(struct matcher *m, const uint32_t *list, slab_ref ref, visit_fn *visit)
{
    for (; *list != NO_INDEX; list++)
        if (!visit(m, *list, ref))
            return false;
    return true;
}

static bool visit_alphas(struct matcher *m, slab_ref ref, visit_fn *visit)
{
    const struct fact *f = fact_at(m, ref);
    const struct dispatch *d = &m->net->dispatch[f->kind];
    if (!visit_list(m, d->others, ref, visit))
        return false;
    if (d->field < 0)
        return true;
    if (f->known >> d->field & 1) {
        const enum field_type type = fact_kind(m, f)->fields[d->field].type;
        const uint64_t hash = rsv__value_hash(type, f->slots[d->field]);
        return visit_list(m, d->buckets[hash & d->mask], ref, visit);
    }
    for (uint32_t b = 0; b <= d->mask; b++) /* unknown: it might be in any of them */
        if (!visit_list(m, d->buckets[b], ref, visit))
            return false;
    return true;
}

/* --- entering and leaving ------------------------------------------------------------------ */

/* The hash of the fact's key in this index; false: a field isn't known. */
static bool index_hash(const struct matcher *m, const struct index *x, const struct fact *f,
                       uint32_t *hash)
{
    union value values[2 * MAX_FIELDS];
    if (x->order != NO_FIELD && !(f->known >> x->order & 1))
        return false;
    for (uint32_t i = 0; i < x->n_keys; i++) {
        if (!(f->known >> x->keys[i] & 1))
            return false;
        values[i] = f->slots[x->keys[i]];
    }
    *hash = rsv__key_hash(fact_kind(m, f), x->keys, x->n_keys, values);
    return true;
}

static bool enter_indexes(struct matcher *m, uint32_t alpha, slab_ref ref)
{
    for (uint32_t i = m->net->alphas[alpha].first_index; i != NO_INDEX;
         i = m->net->indexes[i].next) {
        const struct index *x = &m->net->indexes[i];
        uint32_t hash;
        if (!index_hash(m, x, fact_at(m, ref), &hash))
            m->tables[i].loose++;
        else if (x->order != NO_FIELD ? !rsv__order_insert(m, &m->tables[i], i, ref, hash)
                                      : !rsv__table_insert(m, &m->tables[i], i, ref, hash, x->n_keys == 0))
            return false;
    }
    return true;
}

static bool enter_one(struct matcher *m, uint32_t alpha, slab_ref ref)
{
    const struct alpha *a = &m->net->alphas[alpha];
    const enum truth value = rsv__alpha_value(m, a, fact_at(m, ref));
    if (value == FALSE_)
        return true;
    if (value == UNKNOWN_) {
        m->alpha_maybe[alpha]++;
        return true;
    }
    m->alpha_true[alpha]++;
    if (!enter_indexes(m, alpha, ref))
        return false;
    for (const struct trigger *t = a->starts; t != NULL; t = t->next)
        if (gates_are_open(m, t) && /* else what opens the gate will be newer, and the start */
            !rsv__seed_push(m, t, ref))
            return false;
    return true;
}

static bool leave_one(struct matcher *m, uint32_t alpha, slab_ref ref)
{
    const struct fact *f = fact_at(m, ref);
    const enum truth value = rsv__alpha_value(m, &m->net->alphas[alpha], f);
    if (value == FALSE_)
        return true;
    if (value == UNKNOWN_) {
        m->alpha_maybe[alpha]--;
        return true;
    }
    m->alpha_true[alpha]--;
    for (uint32_t i = m->net->alphas[alpha].first_index; i != NO_INDEX;
         i = m->net->indexes[i].next) {
        uint32_t hash;
        m->tables[i].loose -= !index_hash(m, &m->net->indexes[i], f, &hash);
    }
    return true;
}

bool rsv__alpha_enter(struct matcher *m, slab_ref ref)
{
    return visit_alphas(m, ref, enter_one);
}

/* Entries are taken out by the fact itself (fact.c). */
void rsv__alpha_leave(struct matcher *m, slab_ref ref)
{
    visit_alphas(m, ref, leave_one);
}

static bool notify_one(struct matcher *m, uint32_t alpha, slab_ref ref)
{
    const struct alpha *a = &m->net->alphas[alpha];
    const struct fact *f = fact_at(m, ref);
    if (a->filters == NULL || rsv__alpha_value(m, a, f) == FALSE_)
        return true;
    for (const struct trigger *t = a->filters; t != NULL; t = t->next)
        rsv__reconsider(m, t, f);
    return true;
}

void rsv__alpha_notify(struct matcher *m, slab_ref ref)
{
    const struct fact *f = fact_at(m, ref);
    visit_alphas(m, ref, notify_one);
    for (const struct trigger *t = m->net->kind_filters[f->kind]; t != NULL; t = t->next)
        rsv__reconsider(m, t, f);
}
