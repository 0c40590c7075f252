/* SPDX-License-Identifier: MIT */
#include "base/intern.h"

#include "base/arena.h"
#include "base/hash.h"

#include <assert.h>
#include <string.h>

enum { KEPT = 256 }; /* buckets that an emptied table keeps */

static size_t sym_size(size_t n)
{
    return sizeof(struct sym) + n + 1;
}

void rsv__intern_init(struct intern *t, struct alloc *alloc, const struct intern *parent)
{
    assert(parent == NULL || parent->frozen);
    assert(parent == NULL || parent->first_id == 0);
    *t = (struct intern){.alloc = alloc, .parent = parent, .first_id = parent ? parent->n_ids : 0, .free_id = NO_FREE_ID};
}

static void release_arrays(struct intern *t)
{
    rsv__release(t->alloc, t->buckets, t->cap * sizeof *t->buckets);
    rsv__release(t->alloc, t->by_id, t->cap_ids * sizeof *t->by_id);
    rsv__intern_init(t, t->alloc, t->parent);
}

void rsv__intern_free(struct intern *t)
{
    for (uint32_t i = 0; i < t->cap; i++) {
        struct sym *s = t->buckets[i];
        while (s != NULL) {
            struct sym *next = s->next;
            rsv__release(t->alloc, s, sym_size(s->n));
            s = next;
        }
    }
    release_arrays(t);
}

void rsv__intern_freeze(struct intern *t)
{
    for (uint32_t i = 0; i < t->cap; i++)
        for (struct sym *s = t->buckets[i]; s != NULL; s = s->next)
            s->refs = SYM_FROZEN;
    t->frozen = true;
}

static struct sym *find_here(const struct intern *t, const char *text, size_t n, uint32_t hash)
{
    if (t->cap == 0)
        return NULL;
    struct sym *s = t->buckets[hash & (t->cap - 1)];
    while (s != NULL && !(s->hash == hash && s->n == n && memcmp(s->text, text, n) == 0))
        s = s->next;
    return s;
}

static struct sym *find(const struct intern *t, const char *text, size_t n, uint32_t hash)
{
    struct sym *s = t->parent ? find_here(t->parent, text, n, hash) : NULL;
    return s ? s : find_here(t, text, n, hash);
}

struct sym *rsv__intern_find(const struct intern *t, const char *text, size_t n)
{
    return find(t, text, n, rsv__hash_bytes(text, n));
}

static bool grow(struct intern *t)
{
    const uint32_t cap = t->cap ? t->cap * 2 : 64;
    struct sym **buckets = rsv__alloc_zero(t->alloc, cap * sizeof *buckets);
    if (buckets == NULL)
        return false;
    for (uint32_t i = 0; i < t->cap; i++) {
        struct sym *s = t->buckets[i];
        while (s != NULL) {
            struct sym *next = s->next;
            s->next = buckets[s->hash & (cap - 1)];
            buckets[s->hash & (cap - 1)] = s;
            s = next;
        }
    }
    rsv__release(t->alloc, t->buckets, t->cap * sizeof *buckets);
    t->buckets = buckets;
    t->cap = cap;
    return true;
}

/* A place in by_id; NO_FREE_ID: no memory. */
static uint32_t take_place(struct intern *t)
{
    const uint32_t at = t->free_id;
    if (at != NO_FREE_ID) {
        t->free_id = (uint32_t)t->by_id[at].next_free;
        return at;
    }
    if (t->first_id + t->n_ids >= NO_FREE_ID)
        return NO_FREE_ID;
    union sym_slot *grown = rsv__grow(t->alloc, t->by_id, &t->cap_ids, t->n_ids + 1, sizeof *grown);
    if (grown == NULL)
        return NO_FREE_ID;
    t->by_id = grown;
    return t->n_ids++;
}

static void free_place(struct intern *t, uint32_t at)
{
    t->by_id[at].next_free = t->free_id;
    t->free_id = at;
}

struct sym *rsv__intern_get(struct intern *t, const char *text, size_t n)
{
    assert(n < UINT32_MAX / 2);
    const uint32_t hash = rsv__hash_bytes(text, n);
    struct sym *s = find(t, text, n, hash);
    if (s != NULL)
        return rsv__sym_retain(s);
    assert(!t->frozen);
    if (t->n >= t->cap && !grow(t))
        return NULL;
    const uint32_t at = take_place(t);
    if (at == NO_FREE_ID)
        return NULL;
    s = rsv__alloc(t->alloc, sym_size(n));
    if (s == NULL) {
        free_place(t, at);
        return NULL;
    }
    *s = (struct sym){.next = t->buckets[hash & (t->cap - 1)], .hash = hash, .refs = 1,
                      .n = (uint32_t)n, .id = t->first_id + at};
    t->by_id[at].sym = s;
    if (n > 0)
        memcpy(s->text, text, n);
    s->text[n] = '\0';
    t->buckets[hash & (t->cap - 1)] = s;
    t->n++;
    return s;
}

struct sym *rsv__sym_alone(struct arena *arena, const char *text, size_t n)
{
    struct sym *s = rsv__arena_claim(arena, sym_size(n));
    if (s == NULL)
        return NULL;
    *s = (struct sym){.refs = SYM_FROZEN, .n = (uint32_t)n};
    if (n > 0)
        memcpy(s->text, text, n);
    s->text[n] = '\0';
    return s;
}

struct sym *rsv__sym_retain(struct sym *s)
{
    if (s->refs != SYM_FROZEN)
        s->refs++;
    return s;
}

void rsv__sym_release(struct intern *t, struct sym *s)
{
    if (s == NULL || s->refs == SYM_FROZEN || --s->refs > 0)
        return;
    struct sym **at = &t->buckets[s->hash & (t->cap - 1)];
    while (*at != s)
        at = &(*at)->next;
    *at = s->next;
    free_place(t, s->id - t->first_id);
    rsv__release(t->alloc, s, sym_size(s->n));
    if (--t->n == 0 && t->cap > KEPT) /* emptied: back to its level */
        release_arrays(t);
}
