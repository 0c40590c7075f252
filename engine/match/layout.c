/* SPDX-License-Identifier: MIT
 * layout.c - how facts lie in memory, and constant tests as comparisons of their bytes.
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

/* --- tests ------------------------------------------------------------------------------- */

static const uint32_t *word_ids(struct compiler *c, const struct test *t)
{
    uint32_t *ids = rsv__arena_alloc(c->arena, t->n_words * sizeof *ids);
    for (uint32_t i = 0; ids != NULL && i < t->n_words; i++)
        ids[i] = t->words[i]->id;
    return ids;
}

/* The whole numbers that pass; an empty range where none does.  False: they are no range. */
static bool range_of(const struct test *t, struct quick_test *q)
{
    const int64_t a = t->a.value.i;
    const bool too_low = a == INT64_MIN, too_high = a == INT64_MAX;
    q->is.range.low = INT64_MIN;
    q->is.range.high = INT64_MAX;
    switch (t->op) {
    case TEST_EQUAL:
        q->is.range.low = q->is.range.high = a;
        return true;
    case TEST_BELOW:
        q->is.range.low = too_low ? 1 : INT64_MIN;
        q->is.range.high = too_low ? 0 : a - 1;
        return true;
    case TEST_AT_MOST:
        q->is.range.high = a;
        return true;
    case TEST_ABOVE:
        q->is.range.low = too_high ? 1 : a + 1;
        q->is.range.high = too_high ? 0 : INT64_MAX;
        return true;
    case TEST_AT_LEAST:
        q->is.range.low = a;
        return true;
    case TEST_BETWEEN:
        q->is.range.low = a;
        q->is.range.high = t->b.value.i;
        return true;
    default:
        return false;
    }
}

static struct quick_test quick_of(struct compiler *c, const struct layout *l, const struct test *t)
{
    struct quick_test q = {.op = QUICK_NO, .at = l->at[t->field], .negated = t->negated};
    const bool is_symbol = l->symbols >> t->field & 1, is_wide = l->wide >> t->field & 1;
    if (is_wide) {
        if (!(l->numbers >> t->field & 1) && range_of(t, &q))
            q.op = QUICK_RANGE;
    } else if (t->op == TEST_EQUAL) {
        q.op = QUICK_SAME;
        q.is.same = is_symbol ? t->a.value.s->id : (uint32_t)t->a.value.i;
    } else if (t->op == TEST_ONE_OF && is_symbol) {
        q.op = QUICK_WORDS;
        q.n = t->n_words;
        q.is.words = word_ids(c, t);
    }
    return q;
}

static void compile_tests(struct compiler *c, struct alpha *a)
{
    struct quick_test *quick = rsv__arena_alloc(c->arena, a->n_tests * sizeof *quick);
    for (uint32_t i = 0; quick != NULL && i < a->n_tests; i++)
        quick[i] = quick_of(c, &c->net->layouts[a->kind->index], a->tests[i]);
    a->quick = quick;
}

/* --- links ------------------------------------------------------------------------------- */

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
    for (uint32_t i = 0; i < n->n_alphas; i++)
        compile_tests(c, &n->alphas[i]);
    return c->arena->failed ? rsv__nomem(c->err) : RSV_OK;
}
