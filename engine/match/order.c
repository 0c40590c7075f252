/* SPDX-License-Identifier: MIT
 * order.c - ordered indexes: the least or greatest value of a field among the facts with a key.
 *
 * "No junction lies above this one" asks for the highest junction and for nothing else.  The facts of an
 * alpha that an order test looks at stand in a treap, sorted by the hash of their key, then by value; `prev` and `next`
 * of a fact's chain are its left and right, and its priority is a hash of its handle.  Insertion, removal and a
 * look at either end of a key cost O(log n) expected.
 *
 * Reference: C. Aragon and R. Seidel, Randomized Search Trees, FOCS 1989.
 */
#include "base/hash.h"
#include "match/internal.h"

struct standing { /* of a fact in the order */
    uint32_t hash;
    union value value;
    fact_ref ref;
};

static struct standing standing_of(const struct matcher *m, const struct index *x, fact_ref ref)
{
    const struct fact *f = fact_at(m, ref);
    return (struct standing){rsv__fact_hash(m, f, x->keys, x->n_keys), fact_value(m, f, x->order), ref};
}

/* <0, 0, >0: where `p` stands to the fact. */
static int compare(const struct matcher *m, const struct index *x, const struct standing *p, fact_ref ref)
{
    const struct standing q = standing_of(m, x, ref);
    if (p->hash != q.hash)
        return p->hash < q.hash ? -1 : 1;
    const enum field_type type = m->net->alphas[x->alpha].kind->fields[x->order].type;
    const int way = rsv__value_compare(type, p->value, q.value);
    return way != 0 ? way : (p->ref > ref) - (p->ref < ref);
}

static bool stands_above(fact_ref a, fact_ref b)
{
    return rsv__hash_mix(a) > rsv__hash_mix(b);
}

/* Hang what is below `root` on the left or right of the fact, which takes its place. */
static void split(const struct matcher *m, const struct index *x, fact_ref root, const struct standing *p)
{
    struct chain *c = chain_at(m, x, p->ref);
    fact_ref *left = &c->prev, *right = &c->next;
    while (root != 0) {
        struct chain *at = chain_at(m, x, root);
        if (compare(m, x, p, root) > 0) {
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

bool rsv__order_insert(struct matcher *m, uint32_t index, fact_ref ref, uint32_t hash)
{
    const struct index *x = &m->net->indexes[index];
    struct table *t = &m->tables[index];
    const struct standing p = {hash, fact_value(m, fact_at(m, ref), x->order), ref};
    if (t->buckets == NULL && (t->buckets = rsv__alloc_zero(m->alloc, sizeof *t->buckets)) == NULL)
        return false;
    fact_ref *at = &t->buckets[0];
    while (*at != 0 && stands_above(*at, ref)) {
        struct chain *c = chain_at(m, x, *at);
        at = compare(m, x, &p, *at) < 0 ? &c->prev : &c->next;
    }
    split(m, x, *at, &p);
    *at = ref;
    t->n++;
    return true;
}

void rsv__order_remove(struct matcher *m, uint32_t index, fact_ref ref, uint32_t hash)
{
    const struct index *x = &m->net->indexes[index];
    struct table *t = &m->tables[index];
    const struct standing p = {hash, fact_value(m, fact_at(m, ref), x->order), ref};
    fact_ref *at = &t->buckets[0];
    while (*at != ref) {
        struct chain *c = chain_at(m, x, *at);
        at = compare(m, x, &p, *at) < 0 ? &c->prev : &c->next;
    }
    fact_ref left = chain_at(m, x, ref)->prev, right = chain_at(m, x, ref)->next;
    while (left != 0 && right != 0) { /* the two below become one */
        if (stands_above(left, right)) {
            *at = left;
            at = &chain_at(m, x, left)->next;
            left = *at;
        } else {
            *at = right;
            at = &chain_at(m, x, right)->prev;
            right = *at;
        }
    }
    *at = left != 0 ? left : right;
    t->n--;
}

fact_ref rsv__order_end(const struct matcher *m, uint32_t index, uint32_t hash, bool greatest)
{
    const struct index *x = &m->net->indexes[index];
    const struct table *t = &m->tables[index];
    fact_ref found = 0;
    for (fact_ref at = t->buckets ? t->buckets[0] : 0; at != 0;) {
        const struct chain *c = chain_at(m, x, at);
        const uint32_t mine = rsv__fact_hash(m, fact_at(m, at), x->keys, x->n_keys);
        if (mine == hash) {
            found = at;
            at = greatest ? c->next : c->prev;
        } else {
            at = mine < hash ? c->next : c->prev;
        }
    }
    return found;
}
