/* SPDX-License-Identifier: MIT
 * tables.c - hash tables from key values to facts, with chains through slab entries.
 *
 * An entry knows its neighbours and its fact knows its entries, so both insertion and removal
 * are O(1).  Lists are tables with one bucket.
 */
#include "base/hash.h"
#include "match/internal.h"

uint32_t rsv__key_hash(const struct kind *k, const uint8_t *fields, uint32_t n,
                       const union value *values)
{
    uint64_t h = 0x9e3779b97f4a7c15u;
    for (uint32_t i = 0; i < n; i++)
        h = (h ^ rsv__value_hash(k->fields[fields[i]].type, values[i])) * 0x9e3779b97f4a7c15u;
    return (uint32_t)(h >> 32);
}

static void put_first(struct matcher *m, struct table *t, slab_ref ref)
{
    struct entry *e = entry_at(m, ref);
    slab_ref *head = &t->buckets[e->hash & t->mask];
    e->next = *head;
    e->prev = 0;
    if (*head != 0)
        entry_at(m, *head)->prev = ref;
    *head = ref;
}

static bool grow(struct matcher *m, struct table *t, bool is_list)
{
    const uint32_t n = t->buckets == NULL ? (is_list ? 1 : 8) : (t->mask + 1) * 2;
    struct table old = *t;
    slab_ref *buckets = rsv__alloc_zero(m->alloc, n * sizeof *buckets);
    if (buckets == NULL)
        return false;
    t->buckets = buckets;
    t->mask = n - 1;
    for (uint32_t i = 0; old.buckets != NULL && i <= old.mask; i++) {
        slab_ref ref = old.buckets[i], last = 0;
        for (; ref != 0; ref = entry_at(m, ref)->next)
            last = ref;
        while (last != 0) { /* from the end, so that newer facts stay in front */
            const slab_ref before = entry_at(m, last)->prev;
            put_first(m, t, last);
            last = before;
        }
    }
    rsv__release(m->alloc, old.buckets, old.buckets ? (old.mask + 1) * sizeof *buckets : 0);
    return true;
}

static slab_ref new_entry(struct matcher *m, struct table *t, uint32_t index, slab_ref fact, uint32_t hash,
                          bool one_bucket)
{
    if (t->buckets == NULL && !grow(m, t, one_bucket))
        return 0;
    const slab_ref ref = rsv__slab_new(&m->slab, sizeof(struct entry));
    if (ref == 0)
        return 0;
    struct fact *f = fact_at(m, fact);
    *entry_at(m, ref) =
        (struct entry){.fact = fact, .fact_next = f->entries, .index = index, .hash = hash};
    f->entries = ref;
    t->n++;
    return ref;
}

slab_ref rsv__entry_new(struct matcher *m, struct table *t, uint32_t index, slab_ref fact, uint32_t hash)
{
    return new_entry(m, t, index, fact, hash, true);
}

bool rsv__table_insert(struct matcher *m, struct table *t, uint32_t index, slab_ref fact,
                       uint32_t hash, bool is_list)
{
    if (t->buckets != NULL && !is_list && t->n > t->mask && !grow(m, t, false))
        return false;
    const slab_ref ref = new_entry(m, t, index, fact, hash, is_list);
    if (ref != 0)
        put_first(m, t, ref);
    return ref != 0;
}

void rsv__table_remove(struct matcher *m, struct table *t, slab_ref ref)
{
    const struct entry *e = entry_at(m, ref);
    if (e->prev != 0)
        entry_at(m, e->prev)->next = e->next;
    else
        t->buckets[e->hash & t->mask] = e->next;
    if (e->next != 0)
        entry_at(m, e->next)->prev = e->prev;
    t->n--;
    rsv__slab_delete(&m->slab, ref, sizeof *e);
}
