/* SPDX-License-Identifier: MIT
 * guide_repeats.c - linear: a hash table gives for each run of words the passage that had it last,
 * and a passage is compared with the one candidate that most of its runs name. */
#include "article/guide_repeats.h"

#include "article/guide_common.h"
#include "article/guide_scan.h"
#include "article/guide_words.h"
#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

enum {
    RUN = 3,
    LEAST_WORDS = 4, /* shorter ones may well be said twice: "Click Next." */
    SHARED = 70      /* percent of the runs that must be in the candidate */
};

struct seen {
    uint64_t run;
    uint32_t passage; /* index + 1; 0: free */
};

struct finder {
    struct arena *arena;
    struct guide *g;
    struct seen *slots;
    size_t cap;       /* a power of two above twice the number of runs */
    uint32_t *n_runs; /* of each passage that is remembered */
};

static struct seen *find_slot(struct finder *f, uint64_t run)
{
    size_t i = (size_t)run & (f->cap - 1);
    while (f->slots[i].passage != 0 && f->slots[i].run != run)
        i = (i + 1) & (f->cap - 1);
    return &f->slots[i];
}

/* The earlier passage that most of these runs come from (Boyer and Moore's majority vote). */
static uint32_t find_candidate(struct finder *f, const uint32_t *row, uint32_t n, uint32_t *shared)
{
    uint32_t leader = 0, votes = 0;
    for (uint32_t k = 0; k + RUN <= n; k++) {
        const uint32_t p = find_slot(f, rsv__word_run(row[k], row[k + 1], row[k + 2]))->passage;
        if (p != 0 && votes == 0)
            leader = p;
        if (p != 0)
            votes += p == leader ? 1u : (uint32_t)-1;
    }
    *shared = 0;
    for (uint32_t k = 0; k + RUN <= n; k++)
        *shared += leader != 0 &&
                   find_slot(f, rsv__word_run(row[k], row[k + 1], row[k + 2]))->passage == leader;
    return leader;
}

static void remember(struct finder *f, const uint32_t *row, uint32_t n, uint32_t passage)
{
    f->n_runs[passage] = n - RUN + 1;
    for (uint32_t k = 0; k + RUN <= n; k++) {
        const uint64_t run = rsv__word_run(row[k], row[k + 1], row[k + 2]);
        *find_slot(f, run) = (struct seen){run, passage + 1};
    }
}

static int compare_hashes(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* The words of a passage and its label as sorted hashes. */
struct word_set {
    uint32_t *hashes;
    uint32_t n;
};

static struct word_set word_set(struct finder *f, const struct guide_passage *p)
{
    uint32_t n_label;
    const struct guide_word *label =
        rsv__guide_words(f->arena, f->g, f->g->blocks[p->block].label, &n_label);
    struct word_set set = {
        rsv__arena_alloc(f->arena, (p->n_words + n_label + 1) * sizeof *set.hashes), 0};
    for (uint32_t i = 0; set.hashes != NULL && i < p->n_words; i++)
        set.hashes[set.n++] = p->words[i].hash;
    for (uint32_t i = 0; set.hashes != NULL && i < n_label; i++)
        set.hashes[set.n++] = label[i].hash;
    if (set.hashes != NULL)
        qsort(set.hashes, set.n, sizeof *set.hashes, compare_hashes);
    return set;
}

static bool all_in(const struct guide_word *words, uint32_t n, struct word_set set)
{
    for (uint32_t i = 0; i < n; i++) {
        const bool tells = !(words[i].flags & WORD_COMMON) || (words[i].flags & WORD_TURN);
        if (tells && (set.hashes == NULL ||
                      !bsearch(&words[i].hash, set.hashes, set.n, sizeof *set.hashes, compare_hashes)))
            return false;
    }
    return true;
}

/* Whether every word of `a` and its label that tells something is in `b`. */
static bool is_within(struct finder *f, const struct guide_passage *a, struct word_set b)
{
    uint32_t n_label;
    const struct guide_word *label =
        rsv__guide_words(f->arena, f->g, f->g->blocks[a->block].label, &n_label);
    return all_in(a->words, a->n_words, b) && all_in(label, n_label, b);
}

/* Menus and buttons are part of a procedure, which must stay whole. */
static bool is_action(struct span s)
{
    static const char *const verbs[] = {"go ", "navigate", "click", "open ", "select", "log in",
                                        "log on", "sign ", "enter ", "choose", "run ", "in the "};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (rsv__span_starts(s, verbs[i]))
            return true;
    return false;
}

static bool takes_part(const struct guide *g, const struct guide_passage *p)
{
    const struct guide_block *b = &g->blocks[p->block];
    return p->reason == NULL && !p->only_link && b->text.n > 0 && b->kind != BLOCK_HEADING &&
           b->kind != BLOCK_CODE && !(b->depth > 0 && is_action(p->text));
}

static const char *said(struct finder *f, const char *how, const struct guide_passage *p)
{
    const char *reason = rsv__arena_printf(f->arena, "%s line %u", how, f->g->blocks[p->block].line);
    return reason ? reason : how;
}

/* "Open it" and "don't open it" have the same words but for one that turns them around. */
static bool turn_alike(const struct guide_passage *a, const struct guide_passage *b)
{
    uint32_t turns = 0;
    for (uint32_t i = 0; i < a->n_words; i++)
        turns += (a->words[i].flags & WORD_TURN) != 0;
    for (uint32_t i = 0; i < b->n_words; i++)
        turns -= (b->words[i].flags & WORD_TURN) != 0;
    return turns == 0;
}

/* Drop one of two passages if it says nothing that the other doesn't. */
static void compare(struct finder *f, struct guide_passage *early, struct guide_passage *late)
{
    const struct guide_block *x = &f->g->blocks[early->block], *y = &f->g->blocks[late->block];
    if (!turn_alike(early, late))
        return;
    const bool late_in_early = is_within(f, late, word_set(f, early));
    const bool early_in_late = is_within(f, early, word_set(f, late));
    if (x->section != y->section && !(late_in_early && early_in_late))
        return; /* a cause isn't said by the step that mends it */
    if (early_in_late && (x->chapter < y->chapter || !late_in_early))
        early->reason = said(f, "said again in", late);
    else if (late_in_early)
        late->reason = said(f, "repeats", early);
}

/* Look for an earlier passage like this one, and see which of them is to stay. */
static void find_repeat(struct finder *f, struct guide_passage *p, uint32_t i)
{
    uint32_t n, shared;
    const uint32_t *row = rsv__passage_row(f->arena, p, &n);
    if (row == NULL || n < LEAST_WORDS)
        return;
    const uint32_t candidate = find_candidate(f, row, n, &shared);
    const uint32_t runs = n - RUN + 1;
    if (candidate != 0) {
        struct guide_passage *other = &f->g->passages[candidate - 1];
        const uint32_t fewer = runs < f->n_runs[candidate - 1] ? runs : f->n_runs[candidate - 1];
        if (shared * 100 >= fewer * SHARED && other->reason == NULL)
            compare(f, other, p);
    }
    if (p->reason == NULL)
        remember(f, row, n, i);
}

void rsv__guide_repeats(struct arena *arena, struct guide *g)
{
    struct finder f = {.arena = arena, .g = g, .cap = 16};
    size_t words = 0;
    for (size_t i = 0; i < g->n_passages; i++)
        words += g->passages[i].n_words;
    while (f.cap < 2 * words + 2)
        f.cap *= 2;
    f.slots = rsv__arena_alloc(arena, f.cap * sizeof *f.slots);
    f.n_runs = rsv__arena_alloc(arena, (g->n_passages + 1) * sizeof *f.n_runs);
    if (f.slots == NULL || f.n_runs == NULL)
        return;
    for (uint32_t i = 0; i < g->n_passages; i++)
        if (takes_part(g, &g->passages[i]))
            find_repeat(&f, &g->passages[i], i);
}
