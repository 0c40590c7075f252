/* SPDX-License-Identifier: MIT */
#include "article/guide_common.h"

#include "article/guide_words.h"
#include "base/hash.h"

#include <string.h>

enum {
    OWN_MARK = 0x6f776e21, /* stands for the guide's own words */
    RUN = 3,
    LEAST_STITCHED = 5, /* shorter rows must be the same, not merely alike */
    COVERED = 80        /* percent of a row that common runs must cover */
};

/* --- the table ----------------------------------------------------------------------------------------- */

void rsv__tally_init(struct tally *t, struct alloc *alloc)
{
    *t = (struct tally){.alloc = alloc};
}

void rsv__tally_free(struct tally *t)
{
    rsv__release(t->alloc, t->slots, t->cap * sizeof *t->slots);
    rsv__tally_init(t, t->alloc);
}

static struct tally_slot *find_slot(struct tally_slot *slots, size_t cap, uint64_t key)
{
    size_t i = (size_t)rsv__hash_mix(key) & (cap - 1);
    while (slots[i].last_group != 0 && slots[i].key != key)
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

static bool grow(struct tally *t)
{
    const size_t cap = t->cap ? t->cap * 2 : 1024;
    struct tally_slot *slots = rsv__alloc_zero(t->alloc, cap * sizeof *slots);
    if (slots == NULL) {
        t->failed = true;
        return false;
    }
    for (size_t i = 0; i < t->cap; i++)
        if (t->slots[i].last_group != 0)
            *find_slot(slots, cap, t->slots[i].key) = t->slots[i];
    rsv__release(t->alloc, t->slots, t->cap * sizeof *t->slots);
    t->slots = slots;
    t->cap = cap;
    return true;
}

static void count(struct tally *t, uint64_t key, uint32_t group)
{
    if (t->failed || (t->n >= t->cap / 4 * 3 && !grow(t)))
        return;
    struct tally_slot *slot = find_slot(t->slots, t->cap, key);
    if (slot->last_group == group)
        return;
    if (slot->last_group == 0)
        t->n++;
    *slot = (struct tally_slot){key, group, slot->count + 1};
}

static uint32_t count_of(const struct tally *t, uint64_t key)
{
    return t->cap ? find_slot(t->slots, t->cap, key)->count : 0;
}

/* --- rows ------------------------------------------------------------------------------------------------- */

static bool is_own(const struct guide_word *w)
{
    return w->flags & (WORD_OWN | WORD_TITLE);
}

uint32_t *rsv__passage_row(struct arena *arena, const struct guide_passage *p, uint32_t *n)
{
    uint32_t *row = rsv__arena_alloc(arena, (p->n_words + 1) * sizeof *row);
    *n = 0;
    for (uint32_t i = 0; row != NULL && i < p->n_words; i++) {
        const struct guide_word *w = &p->words[i];
        if (is_own(w) && (*n == 0 || row[*n - 1] != OWN_MARK))
            row[(*n)++] = OWN_MARK;
        else if (!is_own(w) && !(w->flags & WORD_LITTLE))
            row[(*n)++] = w->hash;
    }
    return row;
}

static uint64_t row_key(const uint32_t *row, uint32_t n)
{
    uint64_t key = 0x726f77; /* apart from any run's */
    for (uint32_t i = 0; i < n; i++)
        key = rsv__hash_mix(key ^ row[i]) + i;
    return key;
}

/* A row that is only the guide's own mark says nothing that could be shared. */
static bool is_countable(const uint32_t *row, uint32_t n)
{
    return row != NULL && n > 0 && (n > 1 || row[0] != OWN_MARK);
}

void rsv__tally_add(struct tally *t, struct arena *scratch, const struct guide *g)
{
    if (g->group + 1 > t->n_groups)
        t->n_groups = g->group + 1;
    for (size_t i = 0; i < g->n_passages; i++) {
        uint32_t n;
        const uint32_t *row = rsv__passage_row(scratch, &g->passages[i], &n);
        if (!is_countable(row, n))
            continue;
        count(t, row_key(row, n), g->group + 1);
        for (uint32_t k = 0; k + RUN <= n; k++)
            count(t, rsv__word_run(row[k], row[k + 1], row[k + 2]), g->group + 1);
    }
}

/* --- asking ------------------------------------------------------------------------------------------------ */

/* What of a row common runs cover: places, and the joints between a place and the next. */
struct cover {
    bool *places, *joints;
    uint32_t rarest; /* how common the least common of these runs is */
};

static void find_cover(const struct tally *t, const uint32_t *row, uint32_t n, uint32_t least,
                       struct cover *c)
{
    for (uint32_t k = 0; k + RUN <= n; k++) {
        const uint32_t in = count_of(t, rsv__word_run(row[k], row[k + 1], row[k + 2]));
        if (in < least)
            continue;
        c->places[k] = c->places[k + 1] = c->places[k + 2] = true;
        c->joints[k] = c->joints[k + 1] = true;
        c->rarest = c->rarest == 0 || in < c->rarest ? in : c->rarest;
    }
}

/* Two covered neighbours with a bare joint: what many say has a word between them, perhaps "not". */
static bool lacks_a_word(const struct cover *c, uint32_t n)
{
    for (uint32_t k = 0; k + 1 < n; k++)
        if (c->places[k] && c->places[k + 1] && !c->joints[k])
            return true;
    return false;
}

/* The same at the beginning: many say "Don't share it", this one says "Share it". */
static bool lacks_a_turn(const struct tally *t, const uint32_t *row, uint32_t least)
{
    static const char *const turns[] = {"not", "never", "dont", "no", "cannot", "without"};
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
        const uint32_t turn = rsv__hash_bytes(turns[i], strlen(turns[i]));
        if (count_of(t, rsv__word_run(turn, row[0], row[1])) >= least)
            return true;
    }
    return false;
}

/* Whether what isn't covered is little enough, and generic. */
static bool rest_is_generic(const struct guide_passage *p, const bool *covered, uint32_t n)
{
    uint32_t place = 0, count_covered = 0;
    bool was_own = false;
    for (uint32_t i = 0; i < p->n_words; i++) {
        const struct guide_word *w = &p->words[i];
        const bool own = is_own(w);
        if (own ? was_own : (w->flags & WORD_LITTLE) != 0)
            continue; /* has no place of its own */
        was_own = own;
        if (place < n && covered[place++])
            count_covered++;
        else if (!own && (!(w->flags & WORD_COMMON) || (w->flags & WORD_TURN)))
            return false;
    }
    return count_covered * 100 >= n * COVERED;
}

bool rsv__tally_covers(const struct tally *t, struct arena *scratch, struct guide_passage *p,
                       uint32_t least)
{
    uint32_t n;
    const uint32_t *row = rsv__passage_row(scratch, p, &n);
    if (!is_countable(row, n))
        return false;
    p->in_guides = count_of(t, row_key(row, n));
    if (p->in_guides >= least)
        return true;
    struct cover c = {rsv__arena_alloc(scratch, n), rsv__arena_alloc(scratch, n), 0};
    if (n < LEAST_STITCHED || c.places == NULL || c.joints == NULL)
        return false;
    find_cover(t, row, n, least, &c);
    p->in_guides = c.rarest;
    return c.rarest >= least && !lacks_a_word(&c, n) && !lacks_a_turn(t, row, least) &&
           rest_is_generic(p, c.places, n);
}
