/* SPDX-License-Identifier: MIT */
#include "match/pool.h"

#include <assert.h>
#include <string.h>

enum { KEPT = 64 }; /* chunk numbers that a cleared pool keeps room for */

bool rsv__pool_init(struct pool *p, struct alloc *alloc, uint32_t n_kinds)
{
    *p = (struct pool){.alloc = alloc, .n_kinds = n_kinds};
    p->kinds = rsv__alloc_zero(alloc, (n_kinds + 1) * sizeof *p->kinds);
    return p->kinds != NULL;
}

static uint64_t all_places(const struct fact_chunk *c)
{
    return UINT64_MAX >> (CHUNK_FACTS - c->cap);
}

/* --- chunks with room ---------------------------------------------------------------------- */

static void open_chunk(struct pool *p, uint32_t number)
{
    struct kind_facts *k = &p->kinds[p->chunks[number].kind];
    p->chunks[number].prev_open = 0;
    p->chunks[number].next_open = k->open;
    if (k->open != 0)
        p->chunks[k->open].prev_open = number;
    k->open = number;
}

static void close_chunk(struct pool *p, uint32_t number)
{
    const struct fact_chunk *c = &p->chunks[number];
    if (c->prev_open != 0)
        p->chunks[c->prev_open].next_open = c->next_open;
    else
        p->kinds[c->kind].open = c->next_open;
    if (c->next_open != 0)
        p->chunks[c->next_open].prev_open = c->prev_open;
}

/* --- making and dropping chunks ------------------------------------------------------------ */

static uint32_t new_number(struct pool *p)
{
    const uint32_t number = p->unused;
    if (number != 0) {
        p->unused = p->chunks[number].next_open;
        return number;
    }
    if (p->n_chunks >= UINT32_MAX >> CHUNK_SHIFT)
        return 0;
    const size_t first = p->n_chunks == 0;
    struct fact_chunk *grown = rsv__grow(p->alloc, p->chunks, &p->cap_chunks, p->n_chunks + 1 + first, sizeof *grown);
    if (grown == NULL)
        return 0;
    p->chunks = grown;
    if (first)
        grown[p->n_chunks++] = (struct fact_chunk){.at = NULL};
    return (uint32_t)p->n_chunks++;
}

static void free_number(struct pool *p, uint32_t number)
{
    p->chunks[number] = (struct fact_chunk){.next_open = p->unused};
    p->unused = number;
}

static uint32_t new_chunk(struct pool *p, uint32_t kind, uint32_t size)
{
    struct kind_facts *k = &p->kinds[kind];
    uint32_t *list = rsv__grow(p->alloc, k->chunks, &k->cap_chunks, k->n_chunks + 1, sizeof *list);
    if (list == NULL)
        return 0;
    k->chunks = list;
    const uint32_t number = new_number(p);
    if (number == 0)
        return 0;
    /* most kinds have few facts */
    struct fact_chunk c = {.size = size, .kind = (uint16_t)kind, .cap = k->n_chunks == 0 ? FIRST_CHUNK_FACTS : CHUNK_FACTS,
                      .place = (uint32_t)k->n_chunks};
    c.at = rsv__alloc(p->alloc, (size_t)c.cap * size);
    p->chunks[number] = c;
    if (c.at == NULL) {
        free_number(p, number);
        return 0;
    }
    list[k->n_chunks++] = number;
    open_chunk(p, number);
    return number;
}

/* The chunk is empty. */
static void drop_chunk(struct pool *p, uint32_t number)
{
    struct fact_chunk *c = &p->chunks[number];
    struct kind_facts *k = &p->kinds[c->kind];
    close_chunk(p, number);
    const uint32_t last = k->chunks[--k->n_chunks];
    k->chunks[c->place] = last;
    p->chunks[last].place = c->place;
    rsv__release(p->alloc, c->at, (size_t)c->cap * c->size);
    free_number(p, number);
}

/* --- facts ----------------------------------------------------------------------------------- */

fact_ref rsv__pool_new(struct pool *p, uint32_t kind, uint32_t size)
{
    struct kind_facts *k = &p->kinds[kind];
    const uint32_t number = k->open != 0 ? k->open : new_chunk(p, kind, size);
    if (number == 0)
        return 0;
    struct fact_chunk *c = &p->chunks[number];
    const uint32_t at = (uint32_t)__builtin_ctzll(~c->taken);
    assert(c->size == size && at < c->cap);
    c->taken |= UINT64_C(1) << at;
    if (c->taken == all_places(c))
        close_chunk(p, number);
    k->n++;
    p->n++;
    p->most = p->n > p->most ? p->n : p->most;
    return number << CHUNK_SHIFT | at;
}

void rsv__pool_hide(struct pool *p, fact_ref ref)
{
    const uint32_t number = ref >> CHUNK_SHIFT;
    struct fact_chunk *c = &p->chunks[number];
    struct kind_facts *k = &p->kinds[c->kind];
    assert(pool_has(p, ref));
    if (c->taken == all_places(c))
        open_chunk(p, number);
    c->taken &= ~(UINT64_C(1) << (ref & (CHUNK_FACTS - 1)));
    k->n--;
    p->n--;
}

void rsv__pool_delete(struct pool *p, fact_ref ref)
{
    const uint32_t number = ref >> CHUNK_SHIFT;
    const struct fact_chunk *c = &p->chunks[number];
    assert(!pool_has(p, ref));
    if (c->at != NULL && /* it went with another */ c->taken == 0 && (c->next_open != 0 || c->prev_open != 0))
        drop_chunk(p, number);
}

fact_ref rsv__pool_next(const struct pool *p, uint32_t kind, fact_ref ref)
{
    const struct kind_facts *k = &p->kinds[kind];
    size_t place = ref != 0 ? p->chunks[ref >> CHUNK_SHIFT].place : 0;
    uint32_t from = ref != 0 ? (ref & (CHUNK_FACTS - 1)) + 1 : 0;
    for (; place < k->n_chunks; place++, from = 0) {
        const uint64_t taken = p->chunks[k->chunks[place]].taken;
        const uint64_t after = from < CHUNK_FACTS ? taken >> from << from : 0;
        if (after != 0)
            return k->chunks[place] << CHUNK_SHIFT | (uint32_t)__builtin_ctzll(after);
    }
    return 0;
}

/* --- as a whole -------------------------------------------------------------------------------- */

static void drop_kind(struct pool *p, uint32_t kind)
{
    struct kind_facts *k = &p->kinds[kind];
    for (size_t i = 0; i < k->n_chunks; i++) {
        const struct fact_chunk *c = &p->chunks[k->chunks[i]];
        rsv__release(p->alloc, c->at, (size_t)c->cap * c->size);
    }
    rsv__release(p->alloc, k->chunks, k->cap_chunks * sizeof *k->chunks);
    *k = (struct kind_facts){0};
}

static void drop_numbers(struct pool *p)
{
    rsv__release(p->alloc, p->chunks, p->cap_chunks * sizeof *p->chunks);
    p->chunks = NULL;
    p->n_chunks = p->cap_chunks = 0;
    p->unused = 0;
}

void rsv__pool_clear(struct pool *p)
{
    if (p->n_chunks > KEPT) { /* it was big: all goes back */
        for (uint32_t i = 0; i < p->n_kinds; i++)
            drop_kind(p, i);
        drop_numbers(p);
    }
    for (uint32_t i = 0; i < p->n_kinds; i++) {
        struct kind_facts *k = &p->kinds[i];
        k->open = k->n = k->meta = 0;
        for (size_t c = k->n_chunks; c-- > 0;) { /* the first will be the first with room */
            p->chunks[k->chunks[c]].taken = 0;
            open_chunk(p, k->chunks[c]);
        }
    }
    p->n = p->most = 0;
}

void rsv__pool_free(struct pool *p)
{
    for (uint32_t i = 0; p->kinds != NULL && i < p->n_kinds; i++)
        drop_kind(p, i);
    drop_numbers(p);
    rsv__release(p->alloc, p->kinds, (p->n_kinds + 1) * sizeof *p->kinds);
    *p = (struct pool){0};
}
