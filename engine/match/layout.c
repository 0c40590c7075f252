/* SPDX-License-Identifier: MIT
 * layout.c - how facts lie in memory.
 *
 * A fact has room for its neighbours in every index that it can be in.  Indexes whose alphas ask different things of
 * one field share a place, for no fact is in two of them: those found through different buckets of the
 * dispatch table.
 */
#include "match/compile.h"
#include "match/memory.h"

#include <assert.h>

static uint32_t place_values(const struct kind *k, struct layout *l)
{
    static_assert(sizeof(struct fact) == 28, "no padding, for it is there a million times");
    uint32_t at = sizeof(struct fact);
    for (uint32_t i = 0; i < k->n_fields; i++) {
        const enum field_type type = k->fields[i].type;
        l->symbols |= (uint32_t)is_symbolic(type) << i;
        l->numbers |= (uint32_t)(type == FIELD_NUMBER) << i;
        l->wide |= (uint32_t)(!is_symbolic(type) && type != FIELD_BOOLEAN) << i;
        l->at[i] = (uint16_t)at;
        at += l->wide >> i & 1 ? 8 : 4;
    }
    return at;
}

/* Give the indexes of the listed alphas the places from `at` on; where the places end. */
static uint32_t place_links(struct network *n, const uint32_t *alphas, uint32_t at)
{
    for (; *alphas != NO_INDEX; alphas++)
        for (uint32_t i = n->alphas[*alphas].first_index; i != NO_INDEX; i = n->indexes[i].next) {
            n->indexes[i].link = at;
            at += sizeof(struct chain);
        }
    return at;
}

static void lay_out(struct network *n, const struct kind *k, struct layout *l)
{
    const struct dispatch *d = &n->dispatch[k->index];
    const uint32_t shared = place_links(n, d->others, place_values(k, l));
    l->size = shared;
    for (uint32_t b = 0; d->field >= 0 && b <= d->mask; b++) {
        const uint32_t end = place_links(n, d->buckets[b], shared);
        l->size = end > l->size ? end : l->size;
    }
}

rsv_status rsv__compile_layouts(struct compiler *c)
{
    struct network *n = c->net;
    n->layouts = rsv__arena_alloc(c->arena, n->n_kinds * sizeof *n->layouts);
    if (c->arena->failed)
        return rsv__nomem(c->err);
    for (uint32_t i = 0; i < n->n_kinds; i++)
        lay_out(n, n->kinds[i], &n->layouts[i]);
    return RSV_OK;
}
