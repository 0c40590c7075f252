/* SPDX-License-Identifier: MIT
 * instance.c - instantiations: a production and the facts that match its patterns.
 *
 * Order of firing: salience, then recency as in LEX (the time tags of the matched facts, greatest first,
 * compared like words in a dictionary; if one is the beginning of the other, the longer wins),
 * then the order of the rules.  Those that wait are in a binary heap; those that must not be made twice
 * are in a hash set; all hang on their facts, so that a fact takes its instantiations with it.
 * Adding costs O(log pending), removing too.
 *
 * Reference: C. Forgy, OPS5 User's Manual, 1981 (LEX).
 */
#include "base/hash.h"
#include "match/costs.h"
#include "match/internal.h"

#include <string.h>

static size_t inst_size(uint32_t n)
{
    const struct inst *none = NULL;
    return sizeof *none + n * sizeof none->at[0];
}

/* --- order ---------------------------------------------------------------------------------- */

static uint32_t serial_at(const struct rank *r, uint32_t i)
{
    return r->serials[i * r->stride];
}

bool rsv__fires_before(const struct matcher *m, const struct rank *a, const struct rank *b)
{
    const struct production *p = a->production, *q = b->production;
    if (p->level != q->level)
        return p->level < q->level;
    for (uint32_t i = 0; i < a->n && i < b->n; i++)
        if (serial_at(a, i) != serial_at(b, i))
            return serial_at(a, i) > serial_at(b, i);
    if (a->n != b->n)
        return a->n > b->n;
    if (p != q)
        return p->rule->order != q->rule->order ? p->rule->order < q->rule->order : p->id < q->id;
    for (uint32_t i = 0; i < a->n; i++) { /* the same facts in other places */
        const slab_ref x = a->facts[i * a->stride], y = b->facts[i * b->stride];
        if (x != y)
            return fact_at(m, x)->serial > fact_at(m, y)->serial;
    }
    return false;
}

static bool fires_before(const struct matcher *m, struct heap_item x, struct heap_item y)
{
    if (x.key != y.key)
        return x.key > y.key;
    if (x.second != y.second)
        return x.second > y.second;
    const struct rank a = rank_of(m, inst_at(m, x.inst)), b = rank_of(m, inst_at(m, y.inst));
    return rsv__fires_before(m, &a, &b);
}

static struct heap_item heap_item_of(const struct matcher *m, slab_ref ref)
{
    const struct inst *inst = inst_at(m, ref);
    const uint64_t level = m->net->productions[inst->production].level;
    const uint32_t first = inst->n > 0 ? inst->at[0].serial : 0, second = inst->n > 1 ? inst->at[1].serial : 0;
    return (struct heap_item){(UINT32_MAX - level) << 32 | first, second, ref};
}

static void heap_set(struct matcher *m, uint32_t i, struct heap_item item)
{
    m->heap.items[i] = item;
    inst_at(m, item.inst)->heap_at = i;
}

static void sift_up(struct matcher *m, uint32_t i)
{
    const struct heap_item item = m->heap.items[i];
    while (i > 0 && fires_before(m, item, m->heap.items[(i - 1) / 2])) {
        heap_set(m, i, m->heap.items[(i - 1) / 2]);
        i = (i - 1) / 2;
    }
    heap_set(m, i, item);
}

static void sift_down(struct matcher *m, uint32_t i)
{
    const struct heap_item item = m->heap.items[i];
    for (;;) {
        uint32_t child = 2 * i + 1;
        if (child >= m->heap.n)
            break;
        if (child + 1 < m->heap.n &&
            fires_before(m, m->heap.items[child + 1], m->heap.items[child]))
            child++;
        if (!fires_before(m, m->heap.items[child], item))
            break;
        heap_set(m, i, m->heap.items[child]);
        i = child;
    }
    heap_set(m, i, item);
}

static bool heap_add(struct matcher *m, slab_ref ref)
{
    struct heap *h = &m->heap;
    struct heap_item *items = rsv__grow(m->alloc, h->items, &h->cap, h->n + 1, sizeof *items);
    if (items == NULL)
        return false;
    h->items = items;
    items[h->n++] = heap_item_of(m, ref);
    sift_up(m, (uint32_t)h->n - 1);
    return true;
}

void rsv__heap_remove(struct matcher *m, uint32_t i)
{
    const struct heap_item last = m->heap.items[--m->heap.n];
    if (i == m->heap.n)
        return;
    heap_set(m, i, last);
    sift_up(m, i);
    sift_down(m, inst_at(m, last.inst)->heap_at);
}

/* --- remembered instantiations ----------------------------------------------------------------- */

static uint32_t inst_hash(const struct production *p, const slab_ref *facts, uint32_t n)
{
    uint64_t h = p->id;
    for (uint32_t i = 0; i < n; i++)
        h = rsv__hash_mix(h ^ facts[i]);
    return (uint32_t)(h >> 32);
}

slab_ref rsv__inst_find(const struct matcher *m, const struct production *p, const slab_ref *facts)
{
    if (m->insts == NULL)
        return 0;
    const uint32_t hash = inst_hash(p, facts, p->body->n_patterns);
    slab_ref ref = m->insts[hash & m->insts_mask];
    for (; ref != 0; ref = inst_at(m, ref)->hash_next) {
        const struct inst *inst = inst_at(m, ref);
        uint32_t i = 0;
        if (inst->hash != hash || inst->production != p->id)
            continue;
        while (i < inst->n && inst->at[i].fact == facts[i])
            i++;
        if (i == inst->n)
            return ref;
    }
    return 0;
}

static bool insts_grow(struct matcher *m)
{
    const uint32_t old = m->insts ? m->insts_mask + 1 : 0, n = old ? old * 2 : 16;
    slab_ref *insts = rsv__alloc_zero(m->alloc, n * sizeof *insts);
    if (insts == NULL)
        return false;
    for (uint32_t i = 0; i < old; i++) {
        slab_ref ref = m->insts[i];
        while (ref != 0) {
            struct inst *inst = inst_at(m, ref);
            const slab_ref next = inst->hash_next;
            inst->hash_next = insts[inst->hash & (n - 1)];
            insts[inst->hash & (n - 1)] = ref;
            ref = next;
        }
    }
    rsv__release(m->alloc, m->insts, old * sizeof *insts);
    m->insts = insts;
    m->insts_mask = n - 1;
    return true;
}

static bool insts_put(struct matcher *m, slab_ref ref)
{
    struct inst *inst = inst_at(m, ref);
    if ((m->insts == NULL || m->n_insts > m->insts_mask) && !insts_grow(m))
        return false;
    inst->hash_next = m->insts[inst->hash & m->insts_mask];
    m->insts[inst->hash & m->insts_mask] = ref;
    m->n_insts++;
    return true;
}

static void insts_take(struct matcher *m, slab_ref ref)
{
    slab_ref *at = &m->insts[inst_at(m, ref)->hash & m->insts_mask];
    while (*at != ref)
        at = &inst_at(m, *at)->hash_next;
    *at = inst_at(m, ref)->hash_next;
    m->n_insts--;
}

/* --- coming and going ------------------------------------------------------------------------------ */

static struct part *part_at(const struct matcher *m, slab_ref ref)
{
    return rsv__slab_at(&m->slab, ref);
}

/* The handle of part `i`, which is as good as that of the instantiation. */
static slab_ref part_ref(slab_ref inst, uint32_t i)
{
    return inst + (slab_ref)(inst_size(i) / SLAB_UNIT);
}

static void link_fact(struct matcher *m, slab_ref inst, uint32_t i, slab_ref fact)
{
    const slab_ref ref = part_ref(inst, i);
    struct fact *f = fact_at(m, fact);
    *part_at(m, ref) = (struct part){.fact = fact, .inst = inst, .next = f->uses};
    if (f->uses != 0)
        part_at(m, f->uses)->prev = ref;
    f->uses = ref;
}

static void unlink_fact(struct matcher *m, const struct part *p)
{
    if (p->prev != 0)
        part_at(m, p->prev)->next = p->next;
    else
        fact_at(m, p->fact)->uses = p->next;
    if (p->next != 0)
        part_at(m, p->next)->prev = p->prev;
}

void rsv__serials_sort(uint32_t *serials, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        const uint32_t serial = serials[i];
        uint32_t at = i;
        for (; at > 0 && serials[at - 1] < serial; at--)
            serials[at] = serials[at - 1];
        serials[at] = serial;
    }
}

static void note_serials(const struct matcher *m, struct inst *inst)
{
    uint32_t serials[MAX_PATTERNS];
    for (uint32_t i = 0; i < inst->n; i++)
        serials[i] = fact_at(m, inst->at[i].fact)->serial;
    rsv__serials_sort(serials, inst->n);
    for (uint32_t i = 0; i < inst->n; i++)
        inst->at[i].serial = serials[i];
}

/* By its text: the id of a symbol that is gone may be another's now. */
static uint64_t result_hash(enum field_type type, union value v)
{
    return is_symbolic(type) ? v.s->hash : rsv__value_hash(type, v);
}

/* Patterns bind what their facts say: that is no news. */
uint32_t rsv__results_hash(const struct conjunction *body, const struct env *env)
{
    uint64_t h = 0;
    for (uint32_t i = 0; i < body->n_filters; i++) {
        const struct filter *f = &body->filters[i];
        if (f->op == FILTER_AGGREGATE && f->bind >= 0)
            h = rsv__hash_mix(h ^ result_hash(f->source->result_type, env->values[f->bind]));
    }
    return (uint32_t)(h >> 32);
}

bool rsv__inst_add(struct matcher *m, const struct production *p, const slab_ref *facts,
                   uint32_t results, bool leads)
{
    const uint32_t n = p->body->n_patterns;
    const slab_ref ref = rsv__slab_new(&m->slab, inst_size(n));
    bool ok = ref != 0;
    if (ok) {
        struct inst *inst = inst_at(m, ref);
        inst->production = p->id;
        inst->n = (uint8_t)n;
        inst->hash = inst_hash(p, facts, n);
        inst->results = results;
        inst->leads = leads;
        inst->is_kept = p->remembers || leads;
        for (uint32_t i = 0; i < n; i++)
            link_fact(m, ref, i, facts[i]);
        ok = !inst->is_kept || insts_put(m, ref);
    }
    if (ok) {
        note_serials(m, inst_at(m, ref));
        m->insts_of[p->id]++;
        ok = heap_add(m, ref);
    }
    if (!ok) {
        m->failed = true;
        return false;
    }
    if (m->costs != NULL)
        rsv__costs_match(m->costs, p->rule);
    return true;
}

void rsv__inst_remove(struct matcher *m, slab_ref ref)
{
    struct inst *inst = inst_at(m, ref);
    m->insts_of[inst->production]--;
    if (m->firing == ref)
        m->firing = 0;
    if (inst->state == INST_PENDING)
        rsv__heap_remove(m, inst->heap_at);
    for (uint32_t i = 0; i < inst->n; i++)
        unlink_fact(m, &inst->at[i]);
    if (inst->is_kept)
        insts_take(m, ref);
    rsv__truth_withdraw(m, ref);
    rsv__slab_delete(&m->slab, ref, inst_size(inst->n));
}
