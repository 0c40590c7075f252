/* SPDX-License-Identifier: MIT
 * fact.c - facts come and go. */
#include "base/hash.h"
#include "match/internal.h"

#include <assert.h>
#include <string.h>

static size_t fact_size(const struct kind *k)
{
    return sizeof(struct fact) + k->n_fields * sizeof(union value);
}

bool rsv__refs_push(struct matcher *m, struct refs *r, slab_ref ref)
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

static uint32_t identity_mask(const struct kind *k)
{
    return k->has_key ? k->key_mask : k->n_fields == 32 ? UINT32_MAX : (1u << k->n_fields) - 1;
}

static uint32_t identity_hash(const struct kind *k, uint32_t known, const union value *values)
{
    const uint32_t mask = identity_mask(k) & known;
    uint64_t h = mask;
    for (uint32_t i = 0; i < k->n_fields; i++)
        if (mask >> i & 1)
            h = (h ^ rsv__value_hash(k->fields[i].type, values[i])) * 0x9e3779b97f4a7c15u;
    return (uint32_t)(h >> 32);
}

static bool same_fields(const struct kind *k, uint32_t mask, const struct fact *f,
                        const struct fact_input *like)
{
    if ((f->known & mask) != (like->mask & mask))
        return false;
    for (uint32_t i = 0; i < k->n_fields; i++)
        if ((like->mask & mask) >> i & 1 &&
            !value_equal(k->fields[i].type, f->slots[i], like->values[i]))
            return false;
    return true;
}

bool rsv__fact_same(const struct matcher *m, const struct fact *f, const struct fact_input *like)
{
    return fact_kind(m, f) == like->kind && same_fields(like->kind, UINT32_MAX, f, like);
}

static slab_ref find(const struct matcher *m, const struct fact_input *like, uint32_t mask,
                     uint16_t flags, uint16_t avoid)
{
    const uint32_t hash = identity_hash(like->kind, like->mask, like->values);
    slab_ref at = table_first(&m->identity[like->kind->index], hash);
    for (; at != 0; at = entry_at(m, at)->next) {
        const struct entry *e = entry_at(m, at);
        const struct fact *f = fact_at(m, e->fact);
        if (e->hash == hash && (f->flags & flags) && !(f->flags & avoid) && same_fields(like->kind, mask, f, like))
            return e->fact;
    }
    return 0;
}

slab_ref rsv__fact_find(const struct matcher *m, const struct fact_input *like, uint16_t flags)
{
    return find(m, like, identity_mask(like->kind), flags, 0);
}

slab_ref rsv__fact_find_same(const struct matcher *m, const struct fact_input *like)
{
    return find(m, like, UINT32_MAX, FACT_GIVEN | FACT_DERIVED, like->stale ? 0 : FACT_STALE);
}

/* --- where it comes from ------------------------------------------------------------------ */

static slab_ref new_meta(struct matcher *m, const struct fact_input *in)
{
    /* neighbours in the kind's list mostly come from the same record source */
    const struct refs *list = &m->kinds[in->kind->index];
    const slab_ref last = list->n > 0 ? fact_at(m, list->items[list->n - 1])->meta : 0;
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
    return ref;
}

static void drop_meta(struct matcher *m, slab_ref ref)
{
    struct fact_meta *meta = ref ? rsv__slab_at(&m->slab, ref) : NULL;
    if (meta == NULL || --meta->refs > 0)
        return;
    rsv__sym_release(m->intern, meta->source);
    rsv__slab_delete(&m->slab, ref, sizeof *meta);
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

uint64_t rsv__fact_id(const struct matcher *m, slab_ref ref)
{
    return (uint64_t)fact_at(m, ref)->serial << 32 | ref;
}

slab_ref rsv__fact_by_id(const struct matcher *m, uint64_t id)
{
    const slab_ref ref = (slab_ref)id;
    const size_t offset = (size_t)(ref & ((1u << SLAB_SHIFT) - 1)) * SLAB_UNIT;
    if (!rsv__slab_has(&m->slab, ref) ||
        offset + sizeof(struct fact) > ((size_t)SLAB_UNIT << SLAB_SHIFT))
        return 0;
    /* the handle may point at anything: only the kind's list says that it is a fact */
    const struct fact *f = fact_at(m, ref);
    if (f->kind >= m->net->n_kinds || f->serial != id >> 32)
        return 0;
    const struct refs *list = &m->kinds[f->kind];
    return f->position < list->n && list->items[f->position] == ref ? ref : 0;
}

/* --- adding ----------------------------------------------------------------------------------- */

static bool fill(struct matcher *m, slab_ref ref, const struct fact_input *in, uint16_t flags)
{
    struct fact *f = fact_at(m, ref);
    const struct kind *k = in->kind;
    f->kind = (uint16_t)k->index;
    f->flags = (uint16_t)(flags | (in->stale ? FACT_STALE : 0));
    f->meta = new_meta(m, in);
    if (f->meta == 0)
        return false;
    f->known = in->mask;
    for (uint32_t i = 0; i < k->n_fields; i++) {
        if (!(in->mask >> i & 1))
            continue;
        f->slots[i] = in->values[i];
        if (is_symbolic(k->fields[i].type))
            rsv__sym_retain(in->values[i].s);
    }
    f->serial = ++m->serial;
    struct refs *list = &m->kinds[k->index];
    f->position = (uint32_t)list->n;
    return rsv__refs_push(m, list, ref) &&
           rsv__table_insert(m, &m->identity[k->index], m->net->n_indexes + k->index, ref,
                             identity_hash(k, f->known, f->slots), false);
}

rsv_status rsv__fact_insert(struct matcher *m, const struct fact_input *in, uint16_t flags,
                            slab_ref *out, rsv_error *err)
{
    if (m->failed)
        return rsv__nomem(err);
    if (m->serial == UINT32_MAX)
        return rsv__fail(err, RSV_ELIMIT, "more than 4,294,967,295 facts in one session");
    *out = rsv__slab_new(&m->slab, fact_size(in->kind));
    if (*out == 0 || !fill(m, *out, in, flags) || (!in->stale && !rsv__alpha_enter(m, *out))) {
        m->failed = true;
        return rsv__nomem(err);
    }
    return RSV_OK;
}

rsv_status rsv__fact_announce(struct matcher *m, slab_ref ref, rsv_error *err)
{
    if (!(fact_at(m, ref)->flags & FACT_STALE))
        rsv__alpha_notify(m, ref);
    return rsv__truth_sweep(m, err);
}

/* What rules derive is given, too: one fact, as if it had been given first. */
static rsv_status give(struct matcher *m, slab_ref ref, const struct fact_input *in, rsv_error *err)
{
    struct fact *f = fact_at(m, ref);
    const slab_ref meta = m->failed ? 0 : new_meta(m, in);
    if (meta == 0) {
        m->failed = true;
        return rsv__nomem(err);
    }
    drop_meta(m, f->meta);
    f->meta = meta;
    f->flags |= FACT_GIVEN;
    return RSV_OK;
}

rsv_status rsv__fact_add(struct matcher *m, const struct fact_input *in, uint16_t flags,
                         slab_ref *out, rsv_error *err)
{
    const bool may_be_there = (flags & FACT_GIVEN) && !in->stale && m->net->kind_is_derived[in->kind->index];
    slab_ref ref = may_be_there ? rsv__fact_find_same(m, in) : 0;
    rsv_status rc;
    if (ref != 0 && !(fact_at(m, ref)->flags & FACT_GIVEN)) {
        rc = give(m, ref, in, err);
    } else {
        rc = rsv__fact_insert(m, in, flags, &ref, err);
        if (rc == RSV_OK)
            rc = rsv__fact_announce(m, ref, err);
    }
    if (rc == RSV_OK && out != NULL)
        *out = ref;
    return rc;
}

/* --- removing ---------------------------------------------------------------------------------- */

static void remove_entries(struct matcher *m, struct fact *f)
{
    while (f->entries != 0) {
        const struct entry *e = entry_at(m, f->entries);
        const slab_ref ref = f->entries;
        const uint32_t i = e->index;
        f->entries = e->fact_next;
        if (i >= m->net->n_indexes)
            rsv__table_remove(m, &m->identity[f->kind], ref);
        else if (m->net->indexes[i].order != NO_FIELD)
            rsv__order_remove(m, &m->tables[i], ref);
        else
            rsv__table_remove(m, &m->tables[i], ref);
    }
}

void rsv__fact_delete(struct matcher *m, slab_ref ref)
{
    struct fact *f = fact_at(m, ref);
    const struct kind *k = fact_kind(m, f);
    while (f->uses != 0)
        rsv__inst_remove(m, ((const struct link *)rsv__slab_at(&m->slab, f->uses))->inst);
    rsv__truth_forget(m, ref);
    if (!(f->flags & FACT_STALE))
        rsv__alpha_leave(m, ref);
    remove_entries(m, f);
    struct refs *list = &m->kinds[f->kind];
    const slab_ref last = list->items[--list->n];
    list->items[f->position] = last;
    fact_at(m, last)->position = f->position;
    if (!(f->flags & FACT_STALE))
        rsv__alpha_notify(m, ref);
    for (uint32_t i = 0; i < k->n_fields; i++)
        if ((f->known >> i & 1) && is_symbolic(k->fields[i].type))
            rsv__sym_release(m->intern, f->slots[i].s);
    drop_meta(m, f->meta);
    rsv__slab_delete(&m->slab, ref, fact_size(k));
}

rsv_status rsv__fact_retract(struct matcher *m, slab_ref ref, rsv_error *err)
{
    if (m->failed)
        return rsv__nomem(err);
    struct fact *f = fact_at(m, ref);
    f->flags &= (uint16_t)~FACT_GIVEN;
    if (f->supports == 0)
        rsv__fact_delete(m, ref);
    else if (m->net->kind_is_cyclic[f->kind])
        rsv__truth_suspect(m, ref);
    return rsv__truth_sweep(m, err);
}
