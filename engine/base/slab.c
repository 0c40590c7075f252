/* SPDX-License-Identifier: MIT */
#include "base/slab.h"

#include <assert.h>
#include <string.h>

#define CHUNK_UNITS (1u << SLAB_SHIFT)
#define CHUNK_BYTES ((size_t)CHUNK_UNITS * SLAB_UNIT)

void rsv__slab_init(struct slab *s, struct alloc *alloc)
{
    *s = (struct slab){.alloc = alloc};
}

static void drop_chunks(struct slab *s, size_t keep)
{
    while (s->n_chunks > keep)
        rsv__release(s->alloc, s->chunks[--s->n_chunks], CHUNK_BYTES);
}

void rsv__slab_free(struct slab *s)
{
    drop_chunks(s, 0);
    rsv__release(s->alloc, s->chunks, s->cap_chunks * sizeof *s->chunks);
    rsv__slab_init(s, s->alloc);
}

void rsv__slab_clear(struct slab *s)
{
    drop_chunks(s, 1);
    memset(s->freed, 0, sizeof s->freed);
    s->next_unit = 1; /* unit 0 of chunk 0 would be the handle 0 */
    s->live = 0;
}

static int add_chunk(struct slab *s)
{
    if (s->n_chunks >= UINT32_MAX >> SLAB_SHIFT)
        return 0;
    char **chunks =
        rsv__grow(s->alloc, s->chunks, &s->cap_chunks, s->n_chunks + 1, sizeof *s->chunks);
    if (chunks == NULL)
        return 0;
    s->chunks = chunks;
    char *chunk = rsv__alloc_zero(s->alloc, CHUNK_BYTES); /* stale ids are looked up in it */
    if (chunk == NULL)
        return 0;
    s->chunks[s->n_chunks++] = chunk;
    s->next_unit = s->n_chunks == 1;
    return 1;
}

slab_ref rsv__slab_new(struct slab *s, size_t size)
{
    const uint32_t units = (uint32_t)((size + SLAB_UNIT - 1) / SLAB_UNIT);
    assert(units > 0 && units < SLAB_SIZES);
    slab_ref ref = s->freed[units];
    if (ref != 0) {
        memcpy(&s->freed[units], rsv__slab_at(s, ref), sizeof ref);
    } else {
        if ((s->n_chunks == 0 || s->next_unit + units > CHUNK_UNITS) && !add_chunk(s))
            return 0;
        ref = (slab_ref)((s->n_chunks - 1) << SLAB_SHIFT | s->next_unit);
        s->next_unit += units;
    }
    s->live++;
    uint64_t *at = rsv__slab_at(s, ref);
    for (uint32_t i = 0; i < units; i++) /* most are two units: less than a call of memset() takes */
        at[i] = 0;
    return ref;
}

void rsv__slab_delete(struct slab *s, slab_ref ref, size_t size)
{
    const uint32_t units = (uint32_t)((size + SLAB_UNIT - 1) / SLAB_UNIT);
    if (--s->live == 0 && s->n_chunks > 1) {
        rsv__slab_clear(s);
        return;
    }
    memcpy(rsv__slab_at(s, ref), &s->freed[units], sizeof ref);
    s->freed[units] = ref;
}
