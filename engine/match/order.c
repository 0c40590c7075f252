/* SPDX-License-Identifier: MIT
 * order.c - ordered indexes: the least or greatest value of a field among the facts with a key.
 *
 * "No junction lies above this one" asks for the highest junction and for nothing else.  The facts of an
 * alpha that an order test looks at stand in a treap, sorted by the hash of their key, then by value; an entry's
 * `prev` and `next` are its left and right, and its priority is a hash of its handle.  Insertion, removal and a
 * look at either end of a key cost O(log n) expected.
 *
 * Reference: C. Aragon and R. Seidel, Randomized Search Trees, FOCS 1989.
 */
#include "base/hash.h"
#include "match/internal.h"

static union value value_of(const struct matcher *m, const struct index *x, const struct entry *e)
{
    return fact_at(m, e->fact)->slots[x->order];
}

/* <0, 0, >0: where `e` stands to `f`. */
static int compare(const struct matcher *m, const struct index *x, const struct entry *e, const struct entry *f)
{
    if (e->hash != f->hash)
        return e->hash < f->hash ? -1 : 1;
    const enum field_type type = m->net->alphas[x->alpha].kind->fields[x->order].type;
    const int way = rsv__value_compare(type, value_of(m, x, e), value_of(m, x, f));
    return way != 0 ? way : (e->fact > f->fact) - (e->fact < f->fact);
}

static bool stands_above(slab_ref a, slab_ref b)
{
    return rsv__hash_mix(a) > rsv__hash_mix(b);
}

/* Hang what is below `root` on the left or right of `ref`, which takes its place. */
static void split(const struct matcher *m, const struct index *x, slab_ref root, slab_ref ref)
{
    struct entry *e = entry_at(m, ref);
    slab_ref *left = &e->prev, *right = &e->next;
    while (root != 0) {
        struct entry *at = entry_at(m, root);
        if (compare(m, x, at, e) < 0) {
            *left = root;
            left = &at->next;
            root = *left;
        } else {
            *right = root;
            right = &at->prev;
            root = *right;
        }
    }
    *left = *right = 0;
}

bool rsv__order_insert(struct matcher *m, struct table *t, uint32_t index, slab_ref fact, uint32_t hash)
{
    const struct index *x = &m->net->indexes[index];
    const slab_ref ref = rsv__entry_new(m, t, index, fact, hash);
    if (ref == 0)
        return false;
    slab_ref *at = &t->buckets[0];
    while (*at != 0 && stands_above(*at, ref)) {
        struct entry *e = entry_at(m, *at);
        at = compare(m, x, entry_at(m, ref), e) < 0 ? &e->prev : &e->next;
    }
    split(m, x, *at, ref);
    *at = ref;
    return true;
}

void rsv__order_remove(struct matcher *m, struct table *t, slab_ref ref)
{
    const struct entry *gone = entry_at(m, ref);
    const struct index *x = &m->net->indexes[gone->index];
    slab_ref *at = &t->buckets[0];
    while (*at != ref) {
        struct entry *e = entry_at(m, *at);
        at = compare(m, x, gone, e) < 0 ? &e->prev : &e->next;
    }
    slab_ref left = gone->prev, right = gone->next;
    while (left != 0 && right != 0) { /* the two below become one */
        if (stands_above(left, right)) {
            *at = left;
            at = &entry_at(m, left)->next;
            left = *at;
        } else {
            *at = right;
            at = &entry_at(m, right)->prev;
            right = *at;
        }
    }
    *at = left != 0 ? left : right;
    t->n--;
    rsv__slab_delete(&m->slab, ref, sizeof *gone);
}

slab_ref rsv__order_end(const struct matcher *m, const struct table *t, uint32_t hash, bool greatest)
{
    slab_ref found = 0;
    for (slab_ref at = t->buckets ? t->buckets[0] : 0; at != 0;) {
        const struct entry *e = entry_at(m, at);
        if (e->hash == hash) {
            found = e->fact;
            at = greatest ? e->next : e->prev;
        } else {
            at = e->hash < hash ? e->next : e->prev;
        }
    }
    return found;
}
