/* SPDX-License-Identifier: MIT
 * test_match_order.c - what is derived doesn't depend on any order.
 *
 *   test_match_order [WORLDS [SEED]]
 *
 * A world is a random set of rules and of facts.  The rules derive, and no filter looks at what they
 * derive, so that the facts alone decide what there is in the end.  That must be the same whatever the order of
 * joins, of rules, of conditions, of alternatives, and of facts; with other facts coming and going in between, which puts
 * facts at other places in memory and in hash tables; and with runs at any time.
 */
#include "match/memory.h"
#include "support/random_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRIALS = 4, MOST_FACTS = 16, MOST_DERIVED = 400, MOST_FIRED = 20000 };

struct item {
    const struct kind *kind;
    uint32_t mask;
    union value slots[N_FIELDS];
    bool is_marker;
};

struct found { /* a fact in the end; all zero where nothing is known */
    uint32_t kind, known, flags;
    int64_t slots[N_FIELDS];
};

struct outcome_of_trial {
    struct found facts[MOST_DERIVED];
    uint32_t n;
    enum truth values[MAX_FORMULAS];
    bool accepted[MAX_RULES];
    uint64_t fired;
};

struct world {
    struct random_rules r;
    struct item given[MOST_FACTS];
    uint32_t n;
};

/* --- a world ---------------------------------------------------------------------------------------- */

static bool is_given(const struct world *w, const struct item *g)
{
    for (uint32_t i = 0; i < w->n; i++) {
        const struct item *x = &w->given[i];
        bool same = x->kind == g->kind && !x->is_marker;
        for (uint32_t f = 0; f < N_FIELDS && same; f++)
            if (!g->kind->has_key || (g->kind->key_mask >> f & 1))
                same = (x->mask >> f & 1) == (g->mask >> f & 1) &&
                       (!(g->mask >> f & 1) || x->slots[f].i == g->slots[f].i);
        if (same)
            return true;
    }
    return false;
}

static void make_world(struct world *w)
{
    memset(w, 0, sizeof *w);
    random_rules_make(&w->r, true);
    const uint32_t most = 4 + draw(MOST_FACTS - 4);
    for (uint32_t i = 0; i < 2 * most && w->n < most; i++) {
        struct item g = {.kind = w->r.kind_list[draw(N_KINDS)], .is_marker = chance(10)};
        g.mask = random_fact(&w->r, g.kind, g.slots);
        if (g.is_marker) {
            g.kind = w->r.kind_list[draw(2)];
            g.mask = chance(50) ? 0 : 1u << draw(N_FIELDS);
        }
        if (g.is_marker || !is_given(w, &g))
            w->given[w->n++] = g;
    }
}

static void swap_given(struct world *w)
{
    for (uint32_t i = w->n; i > 1; i--) {
        const uint32_t k = draw(i);
        const struct item g = w->given[k];
        w->given[k] = w->given[i - 1];
        w->given[i - 1] = g;
    }
}

/* --- one trial --------------------------------------------------------------------------------------- */

static enum truth where(void *user, uint32_t function, const struct formula *formula, const struct env *env, int *stopped)
{
    const uint32_t known = env->bound & ~env->nothing, a = function % 3, b = (function + 1) % 3;
    (void)user;
    (void)formula;
    if (stopped != NULL)
        *stopped = !(known >> a & 1) ? (int)a : !(known >> b & 1) ? (int)b : -1;
    if (!(known >> a & 1) || !(known >> b & 1))
        return UNKNOWN_;
    return (env->values[a].i + env->values[b].i) % 2 == 0 ? TRUE_ : FALSE_;
}

static _Noreturn void give_up(const char *why)
{
    printf("\nnot ok: %s\n", why);
    exit(1);
}

static slab_ref add(struct matcher *m, const struct item *g)
{
    slab_ref ref = 0;
    rsv_error err;
    struct marker marker = {.kind = g->kind, .mask = g->mask};
    memcpy(marker.values, g->slots, sizeof g->slots);
    const struct fact_input in = {.kind = g->kind, .mask = g->mask, .values = g->slots};
    const rsv_status rc = g->is_marker ? rsv__marker_add(m, &marker, &err)
                                       : rsv__fact_add(m, &in, FACT_GIVEN, &ref, &err);
    if (rc != RSV_OK)
        give_up(err.message);
    return ref;
}

static void run(struct matcher *m, uint64_t limit, uint64_t *fired)
{
    rsv_error err;
    uint64_t n = 0;
    const rsv_status rc = rsv__matcher_run(m, limit, &n, &err);
    *fired += n;
    if (rc != RSV_OK && !(rc == RSV_ELIMIT && limit < MOST_FIRED))
        give_up(err.message);
}

/* Something comes, and goes again. */
static void disturb(struct world *w, struct matcher *m, uint64_t *fired)
{
    struct item g = {.kind = w->r.kind_list[chance(50) ? 0 : 2]};
    rsv_error err;
    g.mask = random_fact(&w->r, g.kind, g.slots);
    const slab_ref ref = add(m, &g);
    if (chance(50))
        run(m, draw(4), fired);
    if (rsv__fact_retract(m, ref, &err) != RSV_OK)
        give_up(err.message);
}

static int by_content(const void *x, const void *y)
{
    return memcmp(x, y, sizeof(struct found));
}

static void look(struct world *w, struct matcher *m, struct outcome_of_trial *out)
{
    for (uint32_t k = 0; k < N_KINDS; k++) {
        for (fact_ref ref = 0; (ref = fact_next(m, m->net->kinds[k], ref)) != 0;) {
            const struct fact *f = fact_at(m, ref);
            if (out->n == MOST_DERIVED)
                give_up("too many facts");
            struct found *found = &out->facts[out->n++];
            *found = (struct found){.kind = k, .known = f->known, .flags = f->flags & (FACT_GIVEN | FACT_DERIVED)};
            for (uint32_t s = 0; s < N_FIELDS; s++)
                found->slots[s] = f->known >> s & 1 ? fact_value(m, f, s).i : 0;
        }
    }
    qsort(out->facts, out->n, sizeof *out->facts, by_content);
    for (uint32_t i = 0; i < MAX_FORMULAS; i++)
        out->values[i] = m->net->outcomes[i] ? rsv__group_value(m, m->net->outcomes[i]) : FALSE_;
    memcpy(out->accepted, w->r.accepted, sizeof out->accepted);
}

static void try_world(struct world *w, bool plainly, struct outcome_of_trial *out)
{
    struct alloc alloc;
    struct arena arena;
    struct intern intern;
    struct network net;
    struct matcher m;
    rsv_error err;
    memset(out, 0, sizeof *out);
    rsv__alloc_init(&alloc, NULL);
    rsv__arena_init(&arena, &alloc);
    rsv__intern_init(&intern, &alloc, &w->r.words);
    random_rules_compile(&w->r, plainly ? 0 : 1 + draw(100000), &arena, &net);
    const struct matcher_host host = {.where = where};
    if (rsv__matcher_init(&m, &net, &alloc, &intern, &host, RANDOM_NOW, &err) != RSV_OK)
        give_up(err.message);
    for (uint32_t i = 0; i < w->n; i++) {
        if (!plainly && chance(50))
            disturb(w, &m, &out->fired);
        add(&m, &w->given[i]);
        if (!plainly && chance(30))
            run(&m, draw(6), &out->fired);
    }
    run(&m, MOST_FIRED, &out->fired);
    look(w, &m, out);
    rsv__matcher_free(&m);
    rsv__intern_free(&intern);
    rsv__arena_free(&arena);
    if (alloc.live != 0)
        give_up("memory leaked");
}

/* --- comparing ----------------------------------------------------------------------------------------- */

static void show_found(const struct random_rules *r, const struct outcome_of_trial *o)
{
    printf("%u facts:\n", o->n);
    for (uint32_t i = 0; i < o->n; i++) {
        union value slots[N_FIELDS];
        for (uint32_t s = 0; s < N_FIELDS; s++)
            slots[s].i = o->facts[i].slots[s];
        printf("  %u ", o->facts[i].flags);
        random_fact_show(&r->kinds[o->facts[i].kind], o->facts[i].known, slots);
    }
}

static void compare(const struct world *w, const struct outcome_of_trial *a, const struct outcome_of_trial *b)
{
    const char *what = NULL;
    if (memcmp(a->accepted, b->accepted, sizeof a->accepted) != 0)
        what = "other rules are refused";
    else if (a->n != b->n || memcmp(a->facts, b->facts, a->n * sizeof *a->facts) != 0)
        what = "in another order, other facts are derived";
    else if (memcmp(a->values, b->values, sizeof a->values) != 0)
        what = "in another order, a formula has another value";
    if (what == NULL)
        return;
    printf("\n");
    random_rules_show(&w->r);
    show_found(&w->r, a);
    show_found(&w->r, b);
    give_up(what);
}

int main(int argc, char **argv)
{
    static struct world w;
    static struct outcome_of_trial first, other;
    const uint64_t worlds = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000;
    const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    uint64_t deriving = 0, fired = 0;
    setvbuf(stdout, NULL, _IONBF, 0);
    for (uint64_t i = 0; i < worlds; i++) {
        printf("\rworld %llu ", (unsigned long long)(seed + i)); /* the last one is at fault */
        random_start(seed + i);
        make_world(&w);
        try_world(&w, true, &first);
        for (int t = 1; t < TRIALS; t++) {
            random_rules_reorder(&w.r);
            swap_given(&w);
            try_world(&w, false, &other);
            compare(&w, &first, &other);
        }
        deriving += first.fired > 0;
        fired += first.fired;
        random_rules_drop(&w.r);
    }
    printf("\n%llu worlds, %llu of which derive something, with %llu firings\n", (unsigned long long)worlds,
           (unsigned long long)deriving, (unsigned long long)fired);
    return deriving * 4 < worlds; /* it would show little */
}
