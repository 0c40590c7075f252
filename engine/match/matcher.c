/* SPDX-License-Identifier: MIT
 * matcher.c - the matcher as a whole. */
#include "match/internal.h"

#include <string.h>

rsv_status rsv__matcher_init(struct matcher *m, const struct network *net, struct alloc *alloc,
                             struct intern *intern, const struct matcher_host *host, int64_t now,
                             rsv_error *err)
{
    *m = (struct matcher){
        .net = net, .alloc = alloc, .intern = intern, .host = *host, .now = now};
    rsv__slab_init(&m->slab, alloc);
    const bool ok = rsv__pool_init(&m->facts, alloc, net->n_kinds);
    m->tables = rsv__alloc_zero(alloc, (net->n_indexes + 1) * sizeof *m->tables);
    m->identity = rsv__alloc_zero(alloc, (net->n_kinds + 1) * sizeof *m->identity);
    m->alphas = rsv__alloc_zero(alloc, (net->n_alphas + 1) * sizeof *m->alphas);
    m->seeds = rsv__alloc_zero(alloc, (net->n_levels + 1) * sizeof *m->seeds);
    m->insts_of = rsv__alloc_zero(alloc, (net->n_productions + 1) * sizeof *m->insts_of);
    m->reads = rsv__alloc_zero(alloc, (net->n_wheres + 1) * sizeof *m->reads);
    if (!ok || !m->tables || !m->identity || !m->alphas || !m->seeds || !m->insts_of || !m->reads) {
        rsv__matcher_free(m);
        return rsv__nomem(err);
    }
    return RSV_OK;
}

/* --- releasing ----------------------------------------------------------------------------- */

static void release_symbols(struct matcher *m, const struct kind *k, uint32_t mask,
                            const union value *values)
{
    for (uint32_t i = 0; i < k->n_fields; i++)
        if ((mask >> i & 1) && is_symbolic(k->fields[i].type))
            rsv__sym_release(m->intern, values[i].s);
}

static void release_facts(struct matcher *m, const struct kind *k)
{
    for (fact_ref ref = 0; (ref = fact_next(m, k, ref)) != 0;)
        rsv__fact_release(m, fact_at(m, ref));
}

static void free_table(struct matcher *m, struct table *t)
{
    rsv__release(m->alloc, t->buckets, t->buckets ? (t->mask + 1) * sizeof *t->buckets : 0);
    *t = (struct table){0};
}

/* Big tables go back; small ones are kept for the next case. */
static void clear_table(struct matcher *m, struct table *t)
{
    if (t->mask > 255)
        free_table(m, t);
    else if (t->n > 0)
        memset(t->buckets, 0, (t->mask + 1) * sizeof *t->buckets);
    t->n = t->loose = 0;
}

static void free_refs(struct matcher *m, struct refs *r)
{
    rsv__release(m->alloc, r->items, r->cap * sizeof *r->items);
    *r = (struct refs){0};
}

static void clear_refs(struct matcher *m, struct refs *r)
{
    r->n = 0;
    if (r->cap > 256)
        free_refs(m, r);
}

static void free_heap(struct matcher *m)
{
    rsv__release(m->alloc, m->heap.items, m->heap.cap * sizeof *m->heap.items);
    m->heap = (struct heap){0};
}

static void clear_heap(struct matcher *m)
{
    m->heap.n = 0;
    if (m->heap.cap > 256)
        free_heap(m);
}

static void clear_seeds(struct matcher *m)
{
    for (uint32_t i = 0; i < m->net->n_levels; i++) {
        struct seeds *s = &m->seeds[i];
        s->n = 0;
        if (s->cap <= 256)
            continue;
        rsv__release(m->alloc, s->items, s->cap * sizeof *s->items);
        *s = (struct seeds){0};
    }
}

static void clear_insts(struct matcher *m)
{
    if (m->insts == NULL)
        return;
    if (m->insts_mask <= 255) {
        memset(m->insts, 0, (m->insts_mask + 1) * sizeof *m->insts);
        return;
    }
    rsv__release(m->alloc, m->insts, (m->insts_mask + 1) * sizeof *m->insts);
    m->insts = NULL;
    m->insts_mask = 0;
}

void rsv__matcher_shrink(struct matcher *m)
{
    for (uint32_t i = 0; i < m->net->n_kinds; i++)
        clear_table(m, &m->identity[i]);
    for (uint32_t i = 0; i < m->net->n_indexes; i++)
        clear_table(m, &m->tables[i]);
    clear_seeds(m); /* whose facts are gone */
    if (m->n_insts == 0) /* rules without patterns have some all the same */
        clear_insts(m);
    if (m->heap.n == 0)
        clear_heap(m);
    clear_refs(m, &m->doomed);
    clear_refs(m, &m->gone);
    clear_refs(m, &m->suspects);
    rsv__pool_clear(&m->facts);
}

void rsv__matcher_clear(struct matcher *m)
{
    for (uint32_t i = 0; i < m->net->n_kinds; i++)
        release_facts(m, m->net->kinds[i]);
    memset(m->alphas, 0, m->net->n_alphas * sizeof *m->alphas);
    memset(m->insts_of, 0, m->net->n_productions * sizeof *m->insts_of);
    for (size_t i = 0; i < m->n_markers; i++)
        release_symbols(m, m->markers[i].kind, m->markers[i].mask, m->markers[i].values);
    m->n_markers = 0;
    m->n_insts = 0;
    m->heap.n = 0;
    rsv__matcher_shrink(m);
    rsv__slab_clear(&m->slab);
    m->firing = 0;
    m->sweeping = m->started = m->failed = false;
}

void rsv__matcher_free(struct matcher *m)
{
    const struct network *net = m->net;
    if (net == NULL)
        return;
    if (m->facts.kinds && m->tables && m->identity && m->alphas && m->seeds && m->insts_of && m->reads) {
        rsv__matcher_clear(m);
        for (uint32_t i = 0; i < net->n_kinds; i++)
            free_table(m, &m->identity[i]);
        for (uint32_t i = 0; i < net->n_indexes; i++)
            free_table(m, &m->tables[i]);
        for (uint32_t i = 0; i < net->n_levels; i++)
            rsv__release(m->alloc, m->seeds[i].items,
                         m->seeds[i].cap * sizeof *m->seeds[i].items);
        free_heap(m);
        free_refs(m, &m->doomed);
        free_refs(m, &m->gone);
        free_refs(m, &m->suspects);
        rsv__release(m->alloc, m->markers, m->cap_markers * sizeof *m->markers);
        rsv__release(m->alloc, m->insts, m->insts ? (m->insts_mask + 1) * sizeof *m->insts : 0);
    }
    rsv__release(m->alloc, m->tables, (net->n_indexes + 1) * sizeof *m->tables);
    rsv__release(m->alloc, m->identity, (net->n_kinds + 1) * sizeof *m->identity);
    rsv__release(m->alloc, m->alphas, (net->n_alphas + 1) * sizeof *m->alphas);
    rsv__release(m->alloc, m->seeds, (net->n_levels + 1) * sizeof *m->seeds);
    rsv__release(m->alloc, m->insts_of, (net->n_productions + 1) * sizeof *m->insts_of);
    rsv__pool_free(&m->facts);
    rsv__release(m->alloc, m->reads, (net->n_wheres + 1) * sizeof *m->reads);
    rsv__slab_free(&m->slab);
    *m = (struct matcher){0};
}

/* --- closedness -------------------------------------------------------------------------------- */

static bool same_marker(const struct marker *a, const struct marker *b)
{
    if (a->kind != b->kind || a->mask != b->mask)
        return false;
    for (uint32_t i = 0; i < a->kind->n_fields; i++)
        if ((a->mask >> i & 1) &&
            !value_equal(a->kind->fields[i].type, a->values[i], b->values[i]))
            return false;
    return true;
}

static void reconsider_all(struct matcher *m, const struct kind *k)
{
    for (uint32_t a = 0; a < m->net->n_alphas; a++)
        for (const struct trigger *t = m->net->alphas[a].filters;
             m->net->alphas[a].kind == k && t != NULL; t = t->next)
            rsv__reconsider(m, t, NULL);
    for (const struct trigger *t = m->net->kind_filters[k->index]; t != NULL; t = t->next)
        rsv__reconsider(m, t, NULL);
}

rsv_status rsv__marker_add(struct matcher *m, const struct marker *marker, rsv_error *err)
{
    if (m->failed)
        return rsv__nomem(err);
    for (size_t i = 0; i < m->n_markers; i++) {
        struct marker *old = &m->markers[i];
        if (!same_marker(old, marker))
            continue;
        if (old->observed < marker->observed) {
            old->observed = marker->observed;
            old->stale = marker->stale;
            reconsider_all(m, marker->kind);
        }
        return rsv__truth_sweep(m, err);
    }
    struct marker *grown =
        rsv__grow(m->alloc, m->markers, &m->cap_markers, m->n_markers + 1, sizeof *grown);
    if (grown == NULL) {
        m->failed = true;
        return rsv__nomem(err);
    }
    m->markers = grown;
    grown[m->n_markers++] = *marker;
    for (uint32_t i = 0; i < marker->kind->n_fields; i++)
        if ((marker->mask >> i & 1) && is_symbolic(marker->kind->fields[i].type))
            rsv__sym_retain(marker->values[i].s);
    reconsider_all(m, marker->kind);
    return rsv__truth_sweep(m, err);
}
