/* SPDX-License-Identifier: MIT
 * fact.c - facts come and go. */
#include "base/hash.h"
#include "match/internal.h"

#include <assert.h>
#include <string.h>

enum { FEW_FACTS = 256 }; /* so many leave nothing big behind */

bool rsv__refs_push(struct matcher *m, struct refs *r, fact_ref ref)
{
    slab_ref *items = rsv__grow(m->alloc, r->items, &r->cap, r->n + 1, sizeof *items);
    if (items == NULL) {
        m->failed = true;
        return false;
    }
    r->items = items;
    items[r->n++] = ref;
    return true;
}

/* --- identity --------------------------------------------------------------------------- */

static bool same_fields(const struct matcher *m, uint32_t mask, const struct fact *f,
                        const struct fact_input *like)
{
    if ((f->known & mask) != (like->mask & mask))
        return false;
    for (uint32_t i = 0; i < like->kind->n_fields; i++)
        if ((like->mask & mask) >> i & 1 && !fact_equals(m, f, i, like->values[i]))
            return false;
    return true;
}

bool rsv__fact_same(const struct matcher *m, const struct fact *f, const struct fact_input *like)
{
    return fact_kind(m, f) == like->kind && same_fields(m, UINT32_MAX, f, like);
}

static bool is_like(const struct matcher *m, const struct fact *f, const struct fact_input *like, uint32_t mask,
                    uint16_t flags, uint16_t avoid)
{
    return (f->flags & flags) && !(f->flags & avoid) && same_fields(m, mask, f, like);
}

static fact_ref find(const struct matcher *m, const struct fact_input *like, uint32_t hash, uint32_t mask,
                     uint16_t flags, uint16_t avoid)
{
    fact_ref at = table_first(&m->identity[like->kind->index], hash);
    while (at != 0 && !is_like(m, fact_at(m, at), like, mask, flags, avoid))
        at = fact_at(m, at)->same_next;
    return at;
}

fact_ref rsv__fact_find(const struct matcher *m, const struct fact_input *like, uint16_t flags)
{
    return find(m, like, rsv__identity_hash(m, like), identity_mask(like->kind), flags, 0);
}

fact_ref rsv__fact_find_same(const struct matcher *m, const struct fact_input *like, uint32_t identity)
{
    return find(m, like, identity, UINT32_MAX, FACT_GIVEN | FACT_DERIVED, like->stale ? 0 : FACT_STALE);
}

/* --- where it comes from ------------------------------------------------------------------ */

static slab_ref new_meta(struct matcher *m, const struct fact_input *in)
{
    /* facts of a kind that come after each other mostly come from the same record source */
    const slab_ref last = m->facts.kinds[in->kind->index].meta;
    struct fact_meta *meta = last ? rsv__slab_at(&m->slab, last) : NULL;
    if (meta != NULL && meta->observed == in->observed && meta->source == in->source) {
        meta->refs++;
        return last;
    }
    const slab_ref ref = rsv__slab_new(&m->slab, sizeof *meta);
    if (ref == 0)
        return 0;
    meta = rsv__slab_at(&m->slab, ref);
    *meta = (struct fact_meta){in->observed, in->source, 1};
    if (in->source != NULL)
        rsv__sym_retain(in->source);
    m->facts.kinds[in->kind->index].meta = ref;
    return ref;
}

static void drop_meta(struct matcher *m, const struct fact *f)
{
    const slab_ref ref = f->meta;
    struct fact_meta *meta = ref ? rsv__slab_at(&m->slab, ref) : NULL;
    if (meta == NULL || --meta->refs > 0)
        return;
    if (m->facts.kinds[f->kind].meta == ref)
        m->facts.kinds[f->kind].meta = 0;
    rsv__sym_release(m->intern, meta->source);
    rsv__slab_delete(&m->slab, ref, sizeof *meta);
}

/* From now on the fact comes from where `in` does. */
static bool renew_meta(struct matcher *m, struct fact *f, const struct fact_input *in)
{
    const slab_ref meta = new_meta(m, in);
    if (meta == 0)
        return false;
    drop_meta(m, f);
    f->meta = meta;
    return true;
}

int64_t rsv__fact_observed(const struct matcher *m, const struct fact *f)
{
    return ((const struct fact_meta *)rsv__slab_at(&m->slab, f->meta))->observed;
}

struct sym *rsv__fact_source(const struct matcher *m, const struct fact *f)
{
    return ((const struct fact_meta *)rsv__slab_at(&m->slab, f->meta))->source;
}

/* --- ids ------------------------------------------------------------------------------------ */

uint64_t rsv__fact_id(const struct matcher *m, fact_ref ref)
{
    return (uint64_t)fact_at(m, ref)->serial << 32 | ref;
}

fact_ref rsv__fact_by_id(const struct matcher *m, uint64_t id)
{
    const fact_ref ref = (fact_ref)id;
    return pool_has(&m->facts, ref) && fact_at(m, ref)->serial == id >> 32 ? ref : 0;
}

/* --- adding ----------------------------------------------------------------------------------- */

static void fill_values(const struct layout *l, struct fact *f, const struct fact_input *in, uint32_t fields)
{
    for (uint32_t left = in->mask & fields; left != 0; left &= left - 1) {
        const uint32_t i = (uint32_t)__builtin_ctz(left);
        char *at = (char *)f + l->at[i];
        if (l->wide >> i & 1) {
            memcpy(at, &in->values[i], sizeof in->values[i]);
            continue;
        }
        const uint32_t narrow = l->symbols >> i & 1 ? rsv__sym_retain(in->values[i].s)->id : (uint32_t)in->values[i].i;
        memcpy(at, &narrow, sizeof narrow);
    }
}

static bool fill(struct matcher *m, fact_ref ref, const struct fact_input *in, uint32_t identity, uint16_t flags)
{
    struct fact *f = fact_at(m, ref);
    const struct kind *k = in->kind;
    *f = (struct fact){.serial = ++m->serial, .kind = (uint16_t)k->index,
                       .flags = (uint16_t)(flags | (in->stale ? FACT_STALE : 0)), .known = in->mask};
    fill_values(&m->net->layouts[k->index], f, in, ALL_FIELDS);
    f->meta = new_meta(m, in);
    return f->meta != 0 && rsv__identity_insert(m, ref, identity);
}

rsv_status rsv__fact_insert(struct matcher *m, const struct fact_input *in, uint32_t identity, uint16_t flags,
                            fact_ref *out, rsv_error *err)
{
    if (m->failed)
        return rsv__nomem(err);
    if (m->serial == UINT32_MAX)
        return rsv__fail(err, RSV_ELIMIT, "more than 4,294,967,295 facts in one session");
    *out = rsv__pool_new(&m->facts, in->kind->index, m->net->layouts[in->kind->index].size);
    if (*out == 0 || !fill(m, *out, in, identity, flags) || (!in->stale && !rsv__alpha_enter(m, *out, ALL_FIELDS))) {
        m->failed = true;
        return rsv__nomem(err);
    }
    return RSV_OK;
}

rsv_status rsv__fact_announce(struct matcher *m, fact_ref ref, rsv_error *err)
{
    const struct fact *f = fact_at(m, ref);
    if (!has_filters(m->net, f->kind) || (f->flags & FACT_STALE))
        return RSV_OK;
    rsv__alpha_notify(m, ref, true);
    return rsv__truth_sweep(m, err);
}

/* What rules derive is given, too: one fact, as if it had been given first. */
static rsv_status give(struct matcher *m, slab_ref ref, const struct fact_input *in, rsv_error *err)
{
    struct fact *f = fact_at(m, ref);
    if (m->failed || !renew_meta(m, f, in)) {
        m->failed = true;
        return rsv__nomem(err);
    }
    f->flags |= FACT_GIVEN;
    return RSV_OK;
}

rsv_status rsv__fact_add(struct matcher *m, const struct fact_input *in, uint16_t flags,
                         fact_ref *out, rsv_error *err)
{
    const bool may_be_there = (flags & FACT_GIVEN) && !in->stale && m->net->kind_is_derived[in->kind->index];
    const uint32_t identity = rsv__identity_hash(m, in);
    fact_ref ref = may_be_there ? rsv__fact_find_same(m, in, identity) : 0;
    rsv_status rc;
    if (ref != 0 && !(fact_at(m, ref)->flags & FACT_GIVEN)) {
        rc = give(m, ref, in, err);
    } else {
        rc = rsv__fact_insert(m, in, identity, flags, &ref, err);
        if (rc == RSV_OK)
            rc = rsv__fact_announce(m, ref, err);
    }
    if (rc == RSV_OK && out != NULL)
        *out = ref;
    return rc;
}

/* --- removing ---------------------------------------------------------------------------------- */

static void release_symbols(struct matcher *m, const struct fact *f, uint32_t fields)
{
    for (uint32_t left = f->known & fields & m->net->layouts[f->kind].symbols; left != 0; left &= left - 1)
        rsv__sym_release(m->intern, fact_value(m, f, (uint32_t)__builtin_ctz(left)).s);
}

void rsv__fact_release(struct matcher *m, const struct fact *f)
{
    release_symbols(m, f, ALL_FIELDS);
    drop_meta(m, f);
}

/* The instantiations that the fact is part of go with it. */
static void remove_uses(struct matcher *m, fact_ref ref)
{
    const struct fact *f = fact_at(m, ref);
    while (f->uses != 0)
        rsv__inst_remove(m, ((const struct part *)rsv__slab_at(&m->slab, f->uses))->inst);
}

void rsv__fact_take_out(struct matcher *m, fact_ref ref)
{
    struct fact *f = fact_at(m, ref);
    remove_uses(m, ref);
    rsv__truth_forget(m, ref);
    if (!(f->flags & FACT_STALE))
        rsv__alpha_leave(m, ref, ALL_FIELDS);
    rsv__identity_remove(m, ref);
    rsv__pool_hide(&m->facts, ref);
}

rsv_status rsv__fact_retract(struct matcher *m, fact_ref ref, rsv_error *err)
{
    if (m->failed)
        return rsv__nomem(err);
    struct fact *f = fact_at(m, ref);
    f->flags &= (uint16_t)~FACT_GIVEN;
    if (f->supports == 0)
        rsv__truth_doom(m, ref);
    else if (m->net->kind_is_cyclic[f->kind])
        rsv__truth_suspect(m, ref);
    const rsv_status rc = rsv__truth_sweep(m, err);
    if (m->facts.n == 0 && m->facts.most > FEW_FACTS)
        rsv__matcher_shrink(m);
    return rc;
}

/* --- modifying --------------------------------------------------------------------------------- */

static uint32_t changed_fields(const struct matcher *m, const struct fact *f, const struct fact_input *in)
{
    uint32_t changed = f->known ^ in->mask;
    for (uint32_t left = f->known & in->mask; left != 0; left &= left - 1) {
        const uint32_t i = (uint32_t)__builtin_ctz(left);
        changed |= (uint32_t)!fact_equals(m, f, i, in->values[i]) << i;
    }
    return changed;
}

/* Out of the indexes that the change concerns, and into them again. */
static bool change(struct matcher *m, fact_ref ref, const struct fact_input *in, uint32_t changed, uint32_t identity)
{
    struct fact *f = fact_at(m, ref);
    const bool is_another = (identity_mask(in->kind) & changed) != 0;
    rsv__alpha_leave(m, ref, changed);
    if (is_another)
        rsv__identity_remove(m, ref);
    release_symbols(m, f, changed);
    fill_values(&m->net->layouts[f->kind], f, in, changed);
    f->known = in->mask;
    f->serial = ++m->serial;
    return renew_meta(m, f, in) && (!is_another || rsv__identity_insert(m, ref, identity)) &&
           rsv__alpha_enter(m, ref, changed);
}

/* Whether the fact rests on nothing but being given, and no other is what it will be. */
static bool can_change(const struct matcher *m, const struct fact *f, const struct fact_input *in, uint32_t changed,
                       uint32_t identity)
{
    const uint32_t mask = identity_mask(in->kind);
    if (f->flags != FACT_GIVEN || in->stale || m->net->kind_is_derived[f->kind] || m->serial == UINT32_MAX ||
        has_filters(m->net, f->kind)) /* one of which could see it gone for a moment */
        return false;
    return (mask & changed) == 0 || find(m, in, identity, mask, FACT_GIVEN, 0) == 0;
}

rsv_status rsv__fact_modify(struct matcher *m, fact_ref ref, const struct fact_input *in, bool *done, rsv_error *err)
{
    *done = false;
    if (m->failed)
        return rsv__nomem(err);
    const uint32_t changed = changed_fields(m, fact_at(m, ref), in), identity = rsv__identity_hash(m, in);
    if (!can_change(m, fact_at(m, ref), in, changed, identity))
        return rsv__fact_retract(m, ref, err);
    remove_uses(m, ref);
    if (m->doomed.n + m->suspects.n > 0) /* what rested on it goes before it comes again */
        return rsv__fact_retract(m, ref, err);
    *done = true;
    m->failed = !change(m, ref, in, changed, identity);
    return m->failed ? rsv__nomem(err) : RSV_OK;
}
