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

static bool quick_holds(const struct matcher *m, const struct alpha *a, uint32_t i, const struct fact *f)
{
    const struct quick_test *q = &a->quick[i];
    const char *at = (const char *)f + q->at;
    uint32_t narrow, n = 0;
    int64_t wide;
    switch (q->op) {
    case QUICK_SAME:
        memcpy(&narrow, at, sizeof narrow);
        return (narrow == q->is.same) != q->negated;
    case QUICK_WORDS:
        memcpy(&narrow, at, sizeof narrow);
        while (n < q->n && q->is.words[n] != narrow)
            n++;
        return (n < q->n) != q->negated;
    case QUICK_RANGE:
        memcpy(&wide, at, sizeof wide);
        return (wide >= q->is.range.low && wide <= q->is.range.high) != q->negated;
    case QUICK_NO:
        break;
    }
    const struct test *t = a->tests[i];
    const enum field_type type = fact_kind(m, f)->fields[t->field].type;
    return rsv__test_holds(t, type, fact_value(m, f, t->field), t->a.value, t->b.value, m->now);
}

static inline enum truth alpha_value(const struct matcher *m, const struct alpha *a, const struct fact *f)
{
    const bool all_known = (a->fields & ~f->known) == 0;
    for (uint32_t i = 0; i < a->n_tests; i++)
        if ((all_known || (f->known >> a->tests[i]->field & 1)) && !quick_holds(m, a, i, f))
            return FALSE_;
    return all_known ? TRUE_ : UNKNOWN_;
}

enum truth rsv__alpha_value(const struct matcher *m, const struct alpha *a, const struct fact *f)
{
    return alpha_value(m, a, f);
}

/* --- walking the alphas of a fact -------------------------------------------------------- */

struct visit {
    struct matcher *m;
    fact_ref ref;
    uint32_t changed; /* fields */
    bool comes;
    uint32_t have;    /* mask of slots whose hash is there */
    uint32_t hashes[MAX_SLOTS];
};

typedef bool visit_fn(struct visit *v, uint32_t alpha, const struct fact *f);

/* Inline, and with one call, so that each way of visiting becomes a loop of its own. */
static inline bool visit_alphas(struct visit *v, visit_fn *visit)
{
    const struct fact *f = fact_at(v->m, v->ref);
    const struct dispatch *d = &v->m->net->dispatch[f->kind];
    uint64_t bucket = 1, last = 0; /* none */
    if (d->field >= 0 && (f->known >> d->field & 1)) {
        const enum field_type type = fact_kind(v->m, f)->fields[d->field].type;
        bucket = last = rsv__value_hash(type, fact_value(v->m, f, (uint32_t)d->field)) & d->mask;
    } else if (d->field >= 0) { /* unknown: it might be in any of them */
        bucket = 0;
        last = d->mask;
    }
    for (const uint32_t *list = d->others;; list = d->buckets[bucket++]) {
        for (; *list != NO_INDEX; list++)
            if (!visit(v, *list, f))
                return false;
        if (bucket > last)
            return true;
    }
}

/* --- entering and leaving ------------------------------------------------------------------ */

/* Whether the fact may be in the alpha now and not before, or the other way round. */
static inline bool is_affected(struct visit *v, const struct alpha *a)
{
    return v->changed == ALL_FIELDS || (a->fields & v->changed);
}

/* The hash of these fields of the fact, which are known; many indexes have the same key. */
static inline uint32_t hash_of(struct visit *v, const struct fact *f, const uint8_t *fields, uint32_t n, uint8_t slot)
{
    if (slot == NO_SLOT)
        return rsv__fact_hash(v->m, f, fields, n);
    if (!(v->have >> slot & 1)) {
        v->hashes[slot] = rsv__fact_hash(v->m, f, fields, n);
        v->have |= 1u << slot;
    }
    return v->hashes[slot];
}

static bool enter_index(struct visit *v, uint32_t i, const struct fact *f)
{
    const struct index *x = &v->m->net->indexes[i];
    if (x->fields & ~f->known) {
        v->m->tables[i].loose++;
        return true;
    }
    const uint32_t hash = hash_of(v, f, x->keys, x->n_keys, x->slot);
    return x->order != NO_FIELD ? rsv__order_insert(v->m, i, v->ref, hash) : rsv__table_insert(v->m, i, v->ref, hash);
}

/* Its key is as it was: it becomes the newest in its bucket. */
static void renew(struct visit *v, uint32_t i, const struct fact *f)
{
    const struct index *x = &v->m->net->indexes[i];
    if (x->order != NO_FIELD || (x->fields & ~f->known) || chain_at(v->m, x, v->ref)->prev == 0)
        return;
    const uint32_t hash = hash_of(v, f, x->keys, x->n_keys, x->slot);
    rsv__table_remove(v->m, i, v->ref, hash);
    rsv__table_insert(v->m, i, v->ref, hash);
}

static bool enter_indexes(struct visit *v, uint32_t alpha, const struct fact *f)
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
        } else {
            renew(v, i, f);
        }
    }
    return true;
}

/* Whether facts may be there that matches of this start need beside `f`.  If not, one that comes later will be newer,
 * and the start. */
static bool has_partners(struct visit *v, const struct trigger *t, const struct fact *f)
{
    for (uint32_t k = 0; k < t->n_partners; k++) {
        const struct partner *p = &t->partners[k];
        if ((p->mask & ~f->known) != 0 ||
            table_first(&v->m->tables[p->index], hash_of(v, f, p->fields, p->n, p->slot)) == 0)
            return false;
    }
    return true;
}

static bool enter_one(struct visit *v, uint32_t alpha, const struct fact *f)
{
    struct matcher *m = v->m;
    const struct alpha *a = &m->net->alphas[alpha];
    const enum truth value = alpha_value(m, a, f);
    if (value == FALSE_)
        return true;
    if (value == UNKNOWN_) {
        m->alphas[alpha].maybe += a->first_index != NO_INDEX && is_affected(v, a);
        return true;
    }
    if (a->first_index != NO_INDEX && !enter_indexes(v, alpha, f))
        return false;
    for (const struct trigger *t = a->starts, *next; t != NULL; t = next) {
        next = t->next;
        if (t->n_gates > 0 && m->alphas[t->gates[0]].matching == 0)
            next = t->skip; /* what opens the gate will be newer, and the start */
        else if (gates_are_open(m, t) && has_partners(v, t, f) && !rsv__seed_push(m, t, v->ref))
            return false;
    }
    return true;
}

static void leave_index(struct visit *v, uint32_t i, const struct fact *f)
{
    const struct index *x = &v->m->net->indexes[i];
    if (x->fields & ~f->known)
        v->m->tables[i].loose--;
    else if (x->order != NO_FIELD)
        rsv__order_remove(v->m, i, v->ref, hash_of(v, f, x->keys, x->n_keys, x->slot));
    else
        rsv__table_remove(v->m, i, v->ref, hash_of(v, f, x->keys, x->n_keys, x->slot));
}

static bool leave_one(struct visit *v, uint32_t alpha, const struct fact *f)
{
    struct matcher *m = v->m;
    const struct alpha *a = &m->net->alphas[alpha];
    const bool goes = is_affected(v, a);
    if (a->first_index == NO_INDEX || !(goes || (a->key_fields & v->changed)))
        return true;
    const enum truth value = alpha_value(m, a, f);
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

static bool notify_one(struct visit *v, uint32_t alpha, const struct fact *f)
{
    const struct alpha *a = &v->m->net->alphas[alpha];
    if (a->filters == NULL || alpha_value(v->m, a, f) == FALSE_)
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
