/* SPDX-License-Identifier: MIT
 * truth.c - derived facts stand as long as what they rest on (J. Doyle, A Truth Maintenance
 * System, 1979).
 *
 * Every fired instantiation of a rule that derives justifies its facts.  A fact that loses its
 * last justification goes, with what rests on it.  Where kinds derive each other in a circle,
 * having a justification isn't enough: facts that lose one are suspects, and stay only if a
 * chain of justifications leads from them to given facts.
 */
#include "match/internal.h"

static struct justification *just_at(const struct matcher *m, slab_ref ref)
{
    return rsv__slab_at(&m->slab, ref);
}

/* --- deriving -------------------------------------------------------------------------------- */

static rsv_status justify(struct matcher *m, slab_ref inst, slab_ref fact, rsv_error *err)
{
    struct fact *f = fact_at(m, fact);
    struct inst *i = inst_at(m, inst);
    for (slab_ref j = i->gives; j != 0; j = just_at(m, j)->inst_next)
        if (just_at(m, j)->fact == fact)
            return RSV_OK; /* two templates of one rule made the same fact */
    const slab_ref ref = rsv__slab_new(&m->slab, sizeof(struct justification));
    if (ref == 0) {
        m->failed = true;
        return rsv__nomem(err);
    }
    *just_at(m, ref) = (struct justification){inst, fact, f->supports, i->gives};
    f->supports = i->gives = ref;
    f->flags |= FACT_DERIVED;
    return RSV_OK;
}

static void fill_input(const struct fact_template *t, const struct env *env, union value *values,
                       struct fact_input *in)
{
    *in = (struct fact_input){.kind = t->kind, .values = values};
    for (uint32_t i = 0; i < t->kind->n_fields; i++)
        if ((t->mask >> i & 1) && operand_value(&t->slots[i], env, &values[i]))
            in->mask |= 1u << i;
}

/* A derived fact is as old as the newest fact that it rests on. */
static int64_t observed_of(const struct matcher *m, const struct inst *inst)
{
    int64_t observed = inst->n == 0 ? m->now : INT64_MIN;
    for (uint32_t i = 0; i < inst->n; i++) {
        const int64_t o = rsv__fact_observed(m, fact_at(m, inst->at[i].fact));
        observed = o > observed ? o : observed;
    }
    return observed;
}

rsv_status rsv__truth_derive(struct matcher *m, slab_ref inst, const struct env *env,
                             rsv_error *err)
{
    const struct rule *rule = m->net->productions[inst_at(m, inst)->production].rule;
    m->firing = inst;
    for (uint32_t i = 0; i < rule->n_derive && m->firing != 0; i++) {
        union value values[MAX_FIELDS];
        struct fact_input in;
        fill_input(&rule->derive[i], env, values, &in);
        in.observed = observed_of(m, inst_at(m, inst));
        const uint32_t identity = rsv__identity_hash(m, &in);
        fact_ref fact = rsv__fact_find_same(m, &in, identity);
        rsv_status rc = RSV_OK;
        if (fact == 0) {
            /* justify it before anybody can look at it: adding may undo this very instantiation */
            rc = rsv__fact_insert(m, &in, identity, FACT_DERIVED, &fact, err);
            if (rc == RSV_OK)
                rc = justify(m, inst, fact, err);
            if (rc == RSV_OK)
                rc = rsv__fact_announce(m, fact, err);
        } else {
            rc = justify(m, inst, fact, err);
        }
        if (rc != RSV_OK)
            return rc;
    }
    return RSV_OK;
}

void rsv__fact_rules(const struct matcher *m, const struct fact *f,
                     void (*each)(void *user, const struct rule *rule), void *user)
{
    for (slab_ref j = f->supports; j != 0; j = just_at(m, j)->fact_next)
        each(user, m->net->productions[inst_at(m, just_at(m, j)->inst)->production].rule);
}

/* --- withdrawing ------------------------------------------------------------------------------- */

static void unsupport(struct matcher *m, slab_ref ref)
{
    const struct justification *j = just_at(m, ref);
    struct fact *f = fact_at(m, j->fact);
    slab_ref *at = &f->supports;
    while (*at != ref)
        at = &just_at(m, *at)->fact_next;
    *at = j->fact_next;
    if (f->supports == 0) {
        f->flags &= (uint16_t)~FACT_DERIVED;
        if (!(f->flags & FACT_GIVEN))
            rsv__truth_doom(m, j->fact);
    } else if (m->net->kind_is_cyclic[f->kind]) {
        rsv__truth_suspect(m, j->fact);
    }
}

void rsv__truth_withdraw(struct matcher *m, slab_ref inst)
{
    slab_ref ref = inst_at(m, inst)->gives;
    inst_at(m, inst)->gives = 0;
    while (ref != 0) {
        const slab_ref next = just_at(m, ref)->inst_next;
        unsupport(m, ref);
        rsv__slab_delete(&m->slab, ref, sizeof(struct justification));
        ref = next;
    }
}

void rsv__truth_doom(struct matcher *m, slab_ref fact)
{
    struct fact *f = fact_at(m, fact);
    if (!(f->flags & FACT_DOOMED) && rsv__refs_push(m, &m->doomed, fact))
        f->flags |= FACT_DOOMED;
}

void rsv__truth_suspect(struct matcher *m, slab_ref fact)
{
    struct fact *f = fact_at(m, fact);
    if (!(f->flags & (FACT_WATCHED | FACT_DOOMED)) && rsv__refs_push(m, &m->suspects, fact))
        f->flags |= FACT_WATCHED;
}

static void leave_suspects(struct matcher *m, slab_ref fact)
{
    size_t i = 0;
    while (m->suspects.items[i] != fact)
        i++;
    m->suspects.items[i] = m->suspects.items[--m->suspects.n];
}

void rsv__truth_forget(struct matcher *m, slab_ref fact)
{
    struct fact *f = fact_at(m, fact);
    if (f->flags & FACT_WATCHED)
        leave_suspects(m, fact);
    while (f->supports != 0) {
        const slab_ref ref = f->supports;
        slab_ref *at = &inst_at(m, just_at(m, ref)->inst)->gives;
        while (*at != ref)
            at = &just_at(m, *at)->inst_next;
        *at = just_at(m, ref)->inst_next;
        f->supports = just_at(m, ref)->fact_next;
        rsv__slab_delete(&m->slab, ref, sizeof(struct justification));
    }
}

/* --- circles -------------------------------------------------------------------------------------- */

/* Mark the fact and all derived facts that its justifications rest on; they go to the list. */
static void gather(struct matcher *m, struct refs *list, slab_ref ref)
{
    struct fact *f = fact_at(m, ref);
    if (f->flags & (FACT_SUSPECT | FACT_DOOMED))
        return;
    f->flags |= FACT_SUSPECT;
    if (!rsv__refs_push(m, list, ref))
        return;
    for (size_t at = list->n - 1; at < list->n; at++) { /* breadth first: no deep recursion */
        const struct fact *g = fact_at(m, list->items[at]);
        if (g->flags & FACT_GIVEN)
            continue;
        for (slab_ref j = g->supports; j != 0; j = just_at(m, j)->fact_next) {
            const struct inst *inst = inst_at(m, just_at(m, j)->inst);
            for (uint32_t i = 0; i < inst->n; i++) {
                struct fact *h = fact_at(m, inst->at[i].fact);
                if (h->flags & (FACT_SUSPECT | FACT_DOOMED))
                    continue;
                h->flags |= FACT_SUSPECT;
                if (!rsv__refs_push(m, list, inst->at[i].fact))
                    return;
            }
        }
    }
}

static bool is_grounded(const struct matcher *m, const struct fact *f)
{
    if (f->flags & FACT_GIVEN)
        return true;
    for (slab_ref j = f->supports; j != 0; j = just_at(m, j)->fact_next) {
        const struct inst *inst = inst_at(m, just_at(m, j)->inst);
        uint32_t i = 0;
        while (i < inst->n && (fact_at(m, inst->at[i].fact)->flags & FACT_GROUNDED))
            i++;
        if (i == inst->n)
            return true;
    }
    return false;
}

/* Doom the suspects that no chain of justifications leads to given facts. */
static void examine(struct matcher *m)
{
    struct refs list = {0};
    for (size_t i = 0; i < m->suspects.n; i++) {
        fact_at(m, m->suspects.items[i])->flags &= (uint16_t)~FACT_WATCHED;
        gather(m, &list, m->suspects.items[i]);
    }
    m->suspects.n = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = list.n; i-- > 0;) { /* what was gathered last lies deepest */
            struct fact *f = fact_at(m, list.items[i]);
            if (!(f->flags & FACT_GROUNDED) && is_grounded(m, f)) {
                f->flags |= FACT_GROUNDED;
                changed = true;
            }
        }
    }
    for (size_t i = 0; i < list.n; i++) {
        struct fact *f = fact_at(m, list.items[i]);
        if (!(f->flags & FACT_GROUNDED))
            rsv__truth_doom(m, list.items[i]);
        f->flags &= (uint16_t) ~(FACT_SUSPECT | FACT_GROUNDED);
    }
    rsv__release(m->alloc, list.items, list.cap * sizeof *list.items);
}

/* --- the sweep ------------------------------------------------------------------------------------- */

/* Filters look again, and may doom others; then the memory of the facts goes back. */
static void bury(struct matcher *m, const slab_ref *facts, size_t n)
{
    for (size_t i = 0; i < n && !m->failed; i++)
        if (has_filters(m->net, fact_at(m, facts[i])->kind) && !(fact_at(m, facts[i])->flags & FACT_STALE))
            rsv__alpha_notify(m, facts[i], false);
    for (size_t i = 0; i < n; i++)
        rsv__fact_release(m, fact_at(m, facts[i]));
    for (size_t i = 0; i < n; i++)
        rsv__pool_delete(&m->facts, facts[i]);
}

static void bury_all(struct matcher *m)
{
    bury(m, m->gone.items, m->gone.n); /* which takes out none */
    m->gone.n = 0;
}

/* Most facts go alone. */
static void take_out_next(struct matcher *m)
{
    const slab_ref ref = m->doomed.items[--m->doomed.n];
    rsv__fact_take_out(m, ref);
    if (m->doomed.n + m->suspects.n + m->gone.n == 0 || !rsv__refs_push(m, &m->gone, ref))
        bury(m, &ref, 1);
}

/* What rests on nothing goes at once: between one and the next of such facts a filter could fail that holds before
 * and after, and its match would fire again. */
rsv_status rsv__truth_sweep(struct matcher *m, rsv_error *err)
{
    if (m->sweeping)
        return RSV_OK; /* the outer call goes on with what was added */
    m->sweeping = true;
    while (!m->failed && (m->doomed.n > 0 || m->suspects.n > 0 || m->gone.n > 0)) {
        if (m->doomed.n > 0)
            take_out_next(m);
        else if (m->suspects.n > 0)
            examine(m);
        else
            bury_all(m);
    }
    bury_all(m); /* none, unless memory has failed */
    m->sweeping = false;
    return m->failed ? rsv__nomem(err) : RSV_OK;
}
