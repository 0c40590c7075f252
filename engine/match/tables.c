/* SPDX-License-Identifier: MIT
 * tables.c - hash tables from key values to facts.
 *
 * A bucket is a chain through the facts themselves: each has a place for its neighbours in every index that it can be in
 * (layout.c), so that both insertion and removal are O(1) and take no memory but the table.  Lists are tables with
 * one bucket.  The bucket of its identity leads only forward: few facts share one.
 */
#include "match/internal.h"

/* --- hashes ---------------------------------------------------------------------------- */

/* One multiplication a field, for every fact is hashed several times; the upper half is well mixed. */
static uint64_t add_hash(uint64_t h, uint64_t bits)
{
    h = (h ^ bits) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 32;
}

static uint32_t end_hash(uint64_t h)
{
    return (uint32_t)(h * 0xd6e8feb86659fd93u >> 32);
}

static uint64_t number_bits(double d)
{
    uint64_t bits;
    d = d == 0 ? 0 : d; /* -0 equals 0 */
    memcpy(&bits, &d, sizeof bits);
    return bits;
}

static uint64_t value_bits(const struct layout *l, uint32_t field, union value v)
{
    if (l->symbols >> field & 1)
        return v.s->id;
    return l->numbers >> field & 1 ? number_bits(v.d) : (uint64_t)v.i;
}

/* The same of a fact's field; a symbol isn't looked at for it. */
static uint64_t field_bits(const struct layout *l, const struct fact *f, uint32_t field)
{
    const char *at = (const char *)f + l->at[field];
    union value v;
    uint32_t narrow;
    if (!(l->wide >> field & 1)) {
        memcpy(&narrow, at, sizeof narrow);
        return narrow;
    }
    memcpy(&v, at, sizeof v);
    return l->numbers >> field & 1 ? number_bits(v.d) : (uint64_t)v.i;
}

uint32_t rsv__key_hash(const struct layout *l, const uint8_t *fields, uint32_t n, const union value *values)
{
    uint64_t h = 0;
    for (uint32_t i = 0; i < n; i++)
        h = add_hash(h, value_bits(l, fields[i], values[i]));
    return end_hash(h);
}

uint32_t rsv__fact_hash(const struct matcher *m, const struct fact *f, const uint8_t *fields, uint32_t n)
{
    const struct layout *l = &m->net->layouts[f->kind];
    uint64_t h = 0;
    for (uint32_t i = 0; i < n; i++)
        h = add_hash(h, field_bits(l, f, fields[i]));
    return end_hash(h);
}

uint32_t rsv__identity_hash(const struct matcher *m, const struct fact_input *in)
{
    const struct layout *l = &m->net->layouts[in->kind->index];
    const uint32_t mask = identity_mask(in->kind) & in->mask;
    uint64_t h = mask;
    for (uint32_t left = mask; left != 0; left &= left - 1) {
        const uint32_t i = (uint32_t)__builtin_ctz(left);
        h = add_hash(h, value_bits(l, i, in->values[i]));
    }
    return end_hash(h);
}

static uint32_t fact_identity(const struct matcher *m, const struct fact *f)
{
    const struct layout *l = &m->net->layouts[f->kind];
    const uint32_t mask = identity_mask(fact_kind(m, f)) & f->known;
    uint64_t h = mask;
    for (uint32_t left = mask; left != 0; left &= left - 1)
        h = add_hash(h, field_bits(l, f, (uint32_t)__builtin_ctz(left)));
    return end_hash(h);
}

/* --- growing ---------------------------------------------------------------------------- */

static fact_ref *double_buckets(struct matcher *m, struct table *t, uint32_t least)
{
    const uint32_t n = t->buckets == NULL ? least : (t->mask + 1) * 2;
    return rsv__alloc_zero(m->alloc, n * sizeof(fact_ref));
}

static void use_buckets(struct matcher *m, struct table *t, fact_ref *buckets, uint32_t least)
{
    const uint32_t old = t->buckets != NULL ? t->mask + 1 : 0;
    rsv__release(m->alloc, t->buckets, old * sizeof *buckets);
    t->buckets = buckets;
    t->mask = (old != 0 ? 2 * old : least) - 1;
}

/* Each bucket becomes two; facts keep their order in them, newer ones in front. */
static bool grow(struct matcher *m, const struct index *x, struct table *t)
{
    const uint32_t least = x->n_keys == 0 ? 1 : 8;
    fact_ref *buckets = double_buckets(m, t, least);
    if (buckets == NULL)
        return false;
    for (uint32_t i = 0; t->buckets != NULL && i <= t->mask; i++) {
        fact_ref *ends[2] = {&buckets[i], &buckets[i + t->mask + 1]}, last[2] = {0, 0};
        for (fact_ref ref = t->buckets[i]; ref != 0;) {
            struct chain *c = chain_at(m, x, ref);
            const fact_ref next = c->next;
            const uint32_t hash = rsv__fact_hash(m, fact_at(m, ref), x->keys, x->n_keys);
            const bool upper = (hash & (t->mask + 1)) != 0;
            *ends[upper] = ref;
            c->prev = last[upper];
            c->next = 0;
            ends[upper] = &c->next;
            last[upper] = ref;
            ref = next;
        }
    }
    use_buckets(m, t, buckets, least);
    return true;
}

static bool grow_identity(struct matcher *m, struct table *t)
{
    fact_ref *buckets = double_buckets(m, t, 8);
    if (buckets == NULL)
        return false;
    for (uint32_t i = 0; t->buckets != NULL && i <= t->mask; i++) {
        fact_ref *ends[2] = {&buckets[i], &buckets[i + t->mask + 1]};
        for (fact_ref ref = t->buckets[i]; ref != 0;) {
            struct fact *f = fact_at(m, ref);
            const fact_ref next = f->same_next;
            const bool upper = (fact_identity(m, f) & (t->mask + 1)) != 0;
            *ends[upper] = ref;
            f->same_next = 0;
            ends[upper] = &f->same_next;
            ref = next;
        }
    }
    use_buckets(m, t, buckets, 8);
    return true;
}

/* --- indexes ------------------------------------------------------------------------------- */

bool rsv__table_insert(struct matcher *m, uint32_t index, fact_ref ref, uint32_t hash)
{
    const struct index *x = &m->net->indexes[index];
    struct table *t = &m->tables[index];
    if ((t->buckets == NULL || (x->n_keys > 0 && t->n > t->mask)) && !grow(m, x, t))
        return false;
    fact_ref *head = &t->buckets[hash & t->mask];
    *chain_at(m, x, ref) = (struct chain){.next = *head};
    if (*head != 0)
        chain_at(m, x, *head)->prev = ref;
    *head = ref;
    t->n++;
    return true;
}

void rsv__table_remove(struct matcher *m, uint32_t index, fact_ref ref, uint32_t hash)
{
    const struct index *x = &m->net->indexes[index];
    struct table *t = &m->tables[index];
    const struct chain *c = chain_at(m, x, ref);
    if (c->prev != 0)
        chain_at(m, x, c->prev)->next = c->next;
    else
        t->buckets[hash & t->mask] = c->next;
    if (c->next != 0)
        chain_at(m, x, c->next)->prev = c->prev;
    t->n--;
}

/* --- identity ------------------------------------------------------------------------------ */

bool rsv__identity_insert(struct matcher *m, fact_ref ref, uint32_t hash)
{
    struct fact *f = fact_at(m, ref);
    struct table *t = &m->identity[f->kind];
    if ((t->buckets == NULL || t->n > t->mask) && !grow_identity(m, t))
        return false;
    f->same_next = t->buckets[hash & t->mask];
    t->buckets[hash & t->mask] = ref;
    t->n++;
    return true;
}

void rsv__identity_remove(struct matcher *m, fact_ref ref)
{
    const struct fact *f = fact_at(m, ref);
    struct table *t = &m->identity[f->kind];
    fact_ref *at = &t->buckets[fact_identity(m, f) & t->mask];
    while (*at != ref)
        at = &fact_at(m, *at)->same_next;
    *at = f->same_next;
    t->n--;
}
