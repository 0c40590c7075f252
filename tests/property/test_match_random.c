/* SPDX-License-Identifier: MIT
 * test_match_random.c - the match network against the naive matcher, on random rules and facts.
 *
 *   test_match_random [STEPS [SEED [v]]]      v: tell every change
 *
 * A world is a random set of kinds, rules and formulas.  In it, facts come and go, markers are set,
 * and rules fire; after every step both matchers must have fired the same instantiations,
 * have the same facts, and give every formula the same value.  Half of the worlds join in random orders.
 * A difference prints the seed of its world and the step.  At the end stands how often each construct of
 * the rule language was put to the test; one that hardly occurs is an error.
 */
#include "match/costs.h"
#include "support/naive_match.h"
#include "support/random_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_PER_WORLD = 30, MAX_ALIVE = 14, MAX_FIRES = 20, AT_ONCE = 4, LEAST = 2 };

static bool verbose;
static struct tally_of_constructs tally;

struct firing {
    uint32_t rule, n;
    uint32_t serials[MAX_PATTERNS]; /* of rules with actions */
};

struct world {
    struct random_rules r;
    struct alloc alloc;
    struct arena arena;
    struct intern intern;
    struct network net;
    struct matcher matcher;
    struct match_costs costs;
    struct naive *naive;
    struct naive_fact ghost; /* some fact that was derived once */
    struct firing fired[AT_ONCE]; /* in the matcher's present run */
    uint32_t n_fired;
};

/* --- functions of rules ---------------------------------------------------------------------------------- */

/* Three predicates over x, y, z, the same for both matchers. */
static enum truth predicate(uint32_t function, const bool *known, const int64_t *v)
{
    const uint32_t a = function % 3, b = (function + 1) % 3;
    if (!known[a] || !known[b])
        return UNKNOWN_;
    return (v[a] + v[b]) % 2 == 0 ? TRUE_ : FALSE_;
}

static enum truth where_network(void *user, uint32_t function, const struct formula *formula,
                                const struct env *env, int *stopped)
{
    bool known[3];
    int64_t v[3];
    (void)user;
    (void)formula;
    for (int i = 0; i < 3; i++) {
        known[i] = (env->bound & ~env->nothing) >> i & 1;
        v[i] = env->values[i].i;
    }
    if (stopped != NULL) {
        const uint32_t a = function % 3, b = (function + 1) % 3;
        tally.here[HAS_EARLY_WHERE] += known[a] && known[b];
        *stopped = !known[a] ? (int)a : !known[b] ? (int)b : -1;
    }
    return predicate(function, known, v);
}

static enum truth where_naive(uint32_t function, const struct naive_env *env)
{
    bool known[3];
    int64_t v[3];
    for (int i = 0; i < 3; i++) {
        known[i] = env->state[i] == NAIVE_BOUND;
        v[i] = env->values[i].i;
    }
    return predicate(function, known, v);
}

/* What actions do, by serials: retract or modify a matched given fact, or assert one that depends on it. */
struct deed {
    bool retracts, modifies, asserts;
    uint32_t victim;
    const struct kind *kind;
    union value slots[N_FIELDS];
};

static struct deed deed_of(const struct world *w, uint32_t action, const uint32_t *serials, uint32_t n)
{
    struct deed d = {.kind = &w->r.kinds[action % 3]};
    d.victim = n > 0 ? serials[action % n] : 0;
    d.retracts = n > 0 && (action < 2 || action == 5);
    d.modifies = n > 0 && action == 4;
    d.asserts = action == 2 || action == 3 || action == 5;
    for (uint32_t i = 0; i < N_FIELDS; i++) {
        const uint32_t x = (d.victim + action + i) % 4;
        d.slots[i] = i == 3 ? w->r.word[x] : (union value){.i = x};
    }
    return d;
}

static slab_ref by_serial(const struct matcher *m, uint32_t serial)
{
    for (uint32_t k = 0; k < N_KINDS; k++)
        for (fact_ref ref = 0; (ref = fact_next(m, m->net->kinds[k], ref)) != 0;)
            if (fact_at(m, ref)->serial == serial)
                return ref;
    return 0;
}

/* There is one given fact of the same key or, without a key, of the same content, as the session sees to. */
static bool is_taken(const struct naive *n, const struct kind *k, uint32_t known, const union value *slots)
{
    const uint32_t key = k->has_key ? k->key_mask : 15;
    for (uint32_t i = 0; i < n->n_facts; i++) {
        const struct naive_fact *f = &n->facts[i];
        bool same = f->alive && f->kind == k && (f->given || k->has_key) && (f->known & key) == (known & key);
        for (uint32_t x = 0; x < N_FIELDS && same; x++)
            same = !(key & known & 1u << x) || f->slots[x].i == slots[x].i;
        if (same)
            return true;
    }
    return false;
}

/* As a session does it, but for what has the same key: that stays. */
static rsv_status modify_network(struct world *w, slab_ref victim, uint32_t known, const union value *slots,
                                 rsv_error *err)
{
    const struct fact *f = fact_at(&w->matcher, victim);
    const struct fact_input in = {.kind = fact_kind(&w->matcher, f), .mask = known, .values = slots};
    bool done;
    const rsv_status rc = rsv__fact_modify(&w->matcher, victim, &in, &done, err);
    tally.here[HAS_MODIFY_IN_PLACE] += done;
    if (rc != RSV_OK || done || rsv__fact_find(&w->matcher, &in, FACT_GIVEN) != 0)
        return rc; /* there is such a fact already */
    return rsv__fact_add(&w->matcher, &in, FACT_GIVEN, NULL, err);
}

static void modify_naive(struct naive *n, const struct naive_fact *victim, uint32_t known, const union value *slots)
{
    const struct kind *k = victim->kind;
    naive_remove(n, victim->serial);
    if (!is_taken(n, k, known, slots))
        naive_add(n, k, known, slots, false);
}

static rsv_status modify_by_action(struct world *w, slab_ref victim, const struct deed *d, rsv_error *err)
{
    const struct fact *f = fact_at(&w->matcher, victim);
    union value slots[MAX_FIELDS];
    fact_values(&w->matcher, f, slots);
    slots[2] = d->slots[2];
    tally.here[HAS_ACTION_MODIFY]++;
    return modify_network(w, victim, f->known | 4, slots, err);
}

static rsv_status act_network(void *user, const struct rule *rule, const struct env *env,
                              const slab_ref *facts, uint32_t n, rsv_error *err)
{
    struct world *w = user;
    struct firing *f = &w->fired[w->n_fired - 1];
    (void)env;
    f->n = n;
    for (uint32_t i = 0; i < n; i++)
        f->serials[i] = fact_at(&w->matcher, facts[i])->serial;
    const struct deed d = deed_of(w, rule->action, f->serials, n);
    rsv_status rc = RSV_OK;
    const slab_ref victim = d.retracts || d.modifies ? by_serial(&w->matcher, d.victim) : 0;
    if (victim != 0 && (fact_at(&w->matcher, victim)->flags & FACT_GIVEN)) {
        tally.here[HAS_ACTION_RETRACT] += d.retracts;
        rc = d.modifies ? modify_by_action(w, victim, &d, err) : rsv__fact_retract(&w->matcher, victim, err);
    }
    const struct fact_input in = {.kind = d.kind, .mask = 15, .values = d.slots};
    if (rc == RSV_OK && d.asserts &&
        rsv__fact_find(&w->matcher, &in, FACT_GIVEN | (d.kind->has_key ? FACT_DERIVED : 0)) == 0) {
        tally.here[HAS_ACTION_ASSERT]++;
        rc = rsv__fact_add(&w->matcher, &in, FACT_GIVEN, NULL, err);
    }
    return rc;
}

static struct world *acting; /* the naive matcher's callback has no user pointer */

static void act_naive(struct naive *n, const struct rule *rule, const struct naive_inst *inst)
{
    const struct deed d = deed_of(acting, rule->action, inst->serials, inst->n);
    const struct naive_fact *victim = d.retracts || d.modifies ? naive_find(n, d.victim) : NULL;
    if (victim != NULL && victim->given) {
        union value slots[N_FIELDS];
        memcpy(slots, victim->slots, sizeof slots);
        slots[2] = d.slots[2];
        if (d.modifies)
            modify_naive(n, victim, victim->known | 4, slots);
        else
            naive_remove(n, d.victim);
    }
    if (d.asserts && !is_taken(n, d.kind, 15, d.slots))
        naive_add(n, d.kind, 15, d.slots, false);
}

static void note_firing(void *user, const struct rule *rule)
{
    struct world *w = user;
    w->fired[w->n_fired++] = (struct firing){.rule = rule->order};
    tally_rule(&tally, rule);
}

/* --- building and dropping ----------------------------------------------------------------------------------- */

static void open_world(struct world *w)
{
    rsv_error err;
    memset(w, 0, sizeof *w);
    rsv__alloc_init(&w->alloc, NULL);
    rsv__arena_init(&w->arena, &w->alloc);
    random_rules_make(&w->r, false);
    rsv__intern_init(&w->intern, &w->alloc, &w->r.words);
    random_rules_compile(&w->r, chance(50) ? 1 + draw(1000) : 0, &w->arena, &w->net);
    const struct matcher_host host = {w, where_network, act_network, note_firing};
    if (rsv__matcher_init(&w->matcher, &w->net, &w->alloc, &w->intern, &host, RANDOM_NOW, &err) != RSV_OK)
        abort();
    if (rsv__costs_init(&w->costs, &w->net, w->r.book.n_rules, &w->alloc, &err) != RSV_OK)
        abort();
    if (chance(25)) /* measuring changes nothing */
        rsv__costs_attach(&w->costs, &w->matcher);
    w->naive = malloc(sizeof *w->naive);
    naive_init(w->naive, &w->r.book, w->r.accepted);
    w->naive->where = where_naive;
    w->naive->act = act_naive;
    acting = w;
}

static void close_world(struct world *w)
{
    tally.here[HAS_CIRCLE_CUT] += w->naive->circles;
    tally.here[HAS_REFIRED] += w->naive->refired;
    tally_world(&tally);
    rsv__matcher_free(&w->matcher);
    rsv__costs_free(&w->costs);
    rsv__intern_free(&w->intern);
    rsv__arena_free(&w->arena);
    random_rules_drop(&w->r);
    free(w->naive);
    if (w->alloc.live != 0) {
        printf("%zu bytes leaked\n", w->alloc.live);
        exit(1);
    }
}

static _Noreturn void die(const char *what)
{
    const struct naive *n = acting->naive;
    printf("\n");
    random_rules_show(&acting->r);
    for (uint32_t i = 0; i < n->n_facts; i++) {
        const struct naive_fact *f = &n->facts[i];
        if (!f->alive)
            continue;
        printf("fact %u%s%s%s ", f->serial, f->given ? " given" : "", f->derived ? " derived" : "",
               f->stale ? " stale" : "");
        random_fact_show(f->kind, f->known, f->slots);
    }
    for (uint32_t i = 0; i < n->n_markers; i++)
        printf("complete %s mask %x\n", n->markers[i].kind->name, n->markers[i].mask);
    printf("not ok: %s\n", what);
    exit(1);
}

/* --- comparing ---------------------------------------------------------------------------------------------------- */

static void compare_fact(const struct matcher *m, const struct fact *f, const struct kind *k, const struct naive_fact *g)
{
    if (g == NULL) {
        printf("\nfact %u %s flags %x known %x\n", f->serial, k->name, f->flags, f->known);
        die("a fact that the naive matcher hasn't");
    }
    if (g->kind != k || g->known != f->known)
        die("facts of the same serial differ");
    for (uint32_t x = 0; x < N_FIELDS; x++)
        if ((f->known >> x & 1) && fact_value(m, f, x).i != g->slots[x].i)
            die("facts of the same serial have other values");
    if (g->given != ((f->flags & FACT_GIVEN) != 0))
        die("given for one and not for the other");
    if (g->derived != ((f->flags & FACT_DERIVED) != 0))
        die("derived for one and not for the other");
}

static void compare_facts(struct world *w)
{
    const struct matcher *m = &w->matcher;
    uint32_t n = 0, alive = 0;
    if (w->naive->full)
        return;
    for (uint32_t i = 0; i < w->naive->n_facts; i++)
        alive += w->naive->facts[i].alive;
    for (uint32_t k = 0; k < N_KINDS; k++) {
        for (fact_ref ref = 0; (ref = fact_next(m, m->net->kinds[k], ref)) != 0; n++) {
            const struct fact *f = fact_at(m, ref);
            compare_fact(m, f, &w->r.kinds[k], naive_find(w->naive, f->serial));
        }
    }
    if (n != alive)
        die("the naive matcher has more facts");
}

static void compare_formulas(struct world *w)
{
    for (uint32_t i = 0; i < MAX_FORMULAS; i++) {
        const struct group *g = w->net.outcomes[i];
        if (g == NULL)
            continue;
        const enum truth a = rsv__group_value(&w->matcher, g);
        const enum truth b = naive_value(w->naive, &w->r.outcomes[i].when);
        if (w->naive->full)
            continue;
        tally.here[a == TRUE_ ? HAS_IS_TRUE : a == FALSE_ ? HAS_IS_FALSE : HAS_IS_UNKNOWN]++;
        if (a != b) {
            printf("\nformula %u: network %d, naive %d\n", i, a, b);
            random_formula_show(&w->r.outcomes[i].when);
            die("a formula has another value");
        }
    }
}

/* --- steps ------------------------------------------------------------------------------------------------------------ */

/* Whether there are facts for the pattern; of a rule's only one, nobody counts them. */
static bool gate_is_open(const struct world *w, const struct cpattern *p)
{
    return w->net.alphas[p->alpha].first_index == NO_INDEX || w->matcher.alphas[p->alpha].matching > 0;
}

/* Whether a rule lacks facts for exactly one of its patterns. */
static bool one_gate_is_shut(const struct world *w, const struct production *p)
{
    uint32_t shut = 0;
    for (uint32_t i = 0; i < p->body->n_patterns; i++)
        shut += !gate_is_open(w, &p->body->patterns[i]);
    return p->body->n_patterns > 1 && shut == 1;
}

static bool gates_are_all_open(const struct world *w, const struct production *p)
{
    for (uint32_t i = 0; i < p->body->n_patterns; i++)
        if (!gate_is_open(w, &p->body->patterns[i]))
            return false;
    return true;
}

static void add_given(struct world *w, const struct fact_input *in)
{
    bool shut[MAX_RULES * MAX_VARIANTS];
    rsv_error err;
    for (uint32_t i = 0; i < w->net.n_productions; i++)
        shut[i] = one_gate_is_shut(w, &w->net.productions[i]);
    if (rsv__fact_add(&w->matcher, in, FACT_GIVEN, NULL, &err) != RSV_OK)
        abort();
    for (uint32_t i = 0; i < w->net.n_productions; i++)
        tally.here[HAS_GATE_OPENED] += shut[i] && gates_are_all_open(w, &w->net.productions[i]);
    naive_add(w->naive, in->kind, in->mask, in->values, in->stale);
}

static uint32_t count_given(const struct world *w)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->naive->n_facts; i++)
        n += w->naive->facts[i].alive && w->naive->facts[i].given;
    return n;
}

static void step_assert(struct world *w)
{
    union value slots[N_FIELDS];
    struct fact_input in = {.kind = w->r.kind_list[draw(chance(80) ? 3 : 4)], .values = slots,
                            .stale = chance(6)};
    in.mask = random_fact(&w->r, in.kind, slots);
    if (w->ghost.alive && chance(15)) { /* to be given and derived */
        in.kind = w->ghost.kind;
        in.mask = w->ghost.known;
        memcpy(slots, w->ghost.slots, sizeof slots);
    }
    if (count_given(w) >= MAX_ALIVE || is_taken(w->naive, in.kind, in.mask, slots))
        return;
    if (verbose) {
        printf("assert %u%s ", w->naive->serial + 1, in.stale ? " stale" : "");
        random_fact_show(in.kind, in.mask, slots);
    }
    tally.here[HAS_STALE] += in.stale;
    tally.here[HAS_UNKNOWN_FIELD] += in.mask != 15;
    add_given(w, &in);
}

static bool only_derived(const struct naive *n, uint32_t serial)
{
    const struct naive_fact *f = serial ? naive_find((struct naive *)n, serial) : NULL;
    return f != NULL && !f->given;
}

/* Pairs of derived facts of which the second rests on the first. */
struct rests {
    uint32_t on[64], fact[64], n;
};

static void note_rests(const struct naive *n, struct rests *r)
{
    for (uint32_t x = 0; x < n->n_fired; x++) {
        const struct naive_inst *inst = &n->fired[x];
        for (uint32_t s = 0; s < inst->n; s++)
            for (uint32_t i = 0; only_derived(n, inst->serials[s]) && i < n->n_facts && r->n < 64; i++)
                if (n->facts[i].alive && !n->facts[i].given && naive_makes(n, inst, &n->facts[i])) {
                    r->on[r->n] = inst->serials[s];
                    r->fact[r->n++] = n->facts[i].serial;
                }
    }
}

static uint32_t count_derived(const struct naive *n)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < n->n_facts; i++)
        count += n->facts[i].alive && !n->facts[i].given;
    return count;
}

static void retract(struct world *w, uint32_t serial)
{
    struct rests rests = {.n = 0};
    rsv_error err;
    if (verbose)
        printf("retract %u\n", serial);
    note_rests(w->naive, &rests);
    const uint32_t before = count_derived(w->naive);
    if (rsv__fact_retract(&w->matcher, by_serial(&w->matcher, serial), &err) != RSV_OK)
        abort();
    naive_remove(w->naive, serial);
    tally.here[HAS_SUPPORT_KEPT] += naive_find(w->naive, serial) != NULL;
    tally.here[HAS_SUPPORT_LOST] += count_derived(w->naive) < before;
    for (uint32_t i = 0; i < rests.n; i++)
        tally.here[HAS_CHAIN_LOST] += rests.on[i] != rests.fact[i] && naive_find(w->naive, rests.on[i]) == NULL &&
                                   naive_find(w->naive, rests.fact[i]) == NULL;
}

/* Some given fact; NULL: there is none. */
static const struct naive_fact *any_given(const struct world *w)
{
    const uint32_t n = count_given(w);
    uint32_t left = n > 0 ? draw(n) : 0;
    for (uint32_t i = 0; i < w->naive->n_facts; i++) {
        const struct naive_fact *f = &w->naive->facts[i];
        if (f->alive && f->given && left-- == 0)
            return f;
    }
    return NULL;
}

static bool step_retract(struct world *w)
{
    const struct naive_fact *f = any_given(w);
    if (f != NULL)
        retract(w, f->serial);
    return f != NULL;
}

/* Some of its fields get other values, or none. */
static void step_modify(struct world *w)
{
    const struct naive_fact *f = any_given(w);
    union value slots[N_FIELDS];
    rsv_error err;
    if (f == NULL)
        return;
    uint32_t known = random_fact(&w->r, f->kind, slots);
    for (uint32_t i = 0; i < N_FIELDS; i++) {
        if (chance(40))
            continue;
        slots[i] = f->slots[i];
        known = (known & ~(1u << i)) | (f->known & 1u << i);
    }
    if (verbose) {
        printf("modify %u to ", f->serial);
        random_fact_show(f->kind, known, slots);
    }
    if (modify_network(w, by_serial(&w->matcher, f->serial), known, slots, &err) != RSV_OK)
        abort();
    modify_naive(w->naive, f, known, slots);
}

static void step_mark(struct world *w)
{
    rsv_error err;
    struct marker m = {.kind = w->r.kind_list[draw(2)]};
    struct naive_marker n = {.kind = m.kind};
    if (chance(60)) {
        const uint32_t f = draw(N_FIELDS);
        m.mask = n.mask = 1u << f;
        m.values[f] = n.values[f] = random_value(&w->r, f);
    }
    if (rsv__marker_add(&w->matcher, &m, &err) != RSV_OK)
        abort();
    naive_mark(w->naive, &n);
    tally.here[HAS_MARKER]++;
}

static void compare_firing(const struct world *w, const struct firing *f, const struct naive_inst *inst)
{
    if (inst->rule == f->rule && (f->n == 0 || (f->n == inst->n && memcmp(f->serials, inst->serials,
                                                                          f->n * sizeof *f->serials) == 0)))
        return;
    printf("\nthe naive matcher fired rule %u variant %u with %u facts, the first %u\n", inst->rule,
           inst->variant, inst->n, inst->n ? inst->serials[0] : 0);
    die(inst->rule != f->rule ? "another rule fires" : "it fires for other facts");
    (void)w;
}

/* Whether the matcher keeps in mind that a fact has more matches than it has looked for. */
static bool others_wait(const struct matcher *m)
{
    for (uint32_t i = 0; i < m->net->n_levels; i++)
        if (m->seeds[i].n > 0 && m->seeds[i].items[m->seeds[i].n - 1].again)
            return true;
    return false;
}

/* Fire up to `limit` instantiations in both; false: nothing is left. */
static bool step_fire(struct world *w, uint64_t limit)
{
    rsv_error err;
    uint64_t n;
    w->n_fired = 0;
    const rsv_status rc = rsv__matcher_run(&w->matcher, limit, &n, &err);
    if ((rc != RSV_OK && rc != RSV_ELIMIT) || n != w->n_fired)
        die("the run fails");
    tally.here[HAS_LIMIT] += rc == RSV_ELIMIT;
    tally.here[HAS_BEST_MATCH] += n > 0 && others_wait(&w->matcher);
    for (uint32_t i = 0; i < limit; i++) {
        struct naive_inst inst;
        const bool fires = naive_fire(w->naive, &inst);
        if (w->naive->full)
            return false;
        if (verbose && fires)
            printf("fire rule %u\n", inst.rule);
        if (fires != (i < w->n_fired))
            die(fires ? "only the naive matcher fires" : "only the network fires");
        if (!fires)
            return false;
        compare_firing(w, &w->fired[i], &inst);
    }
    return true;
}

static void one_step(struct world *w)
{
    const uint32_t r = draw(100);
    for (uint32_t i = chance(10) ? 5 : 1; r < 58 && i > 0; i--)
        step_assert(w);
    if (r < 58)
        ;
    else if (r < 80)
        step_retract(w);
    else if (r < 84)
        step_mark(w);
    else if (r < 92)
        step_modify(w);
    for (int i = 0; i < MAX_FIRES && r % 3 != 0; i++) {
        compare_facts(w);
        if (!step_fire(w, chance(80) ? 1 : 1 + draw(AT_ONCE)))
            break;
    }
    if (w->naive->full)
        return;
    for (uint32_t i = 0; i < w->naive->n_facts; i++)
        if (w->naive->facts[i].alive && !w->naive->facts[i].given)
            w->ghost = w->naive->facts[i];
    compare_facts(w);
    compare_formulas(w);
}

/* How many steps it took. */
static uint64_t run_world(uint64_t seed)
{
    static struct world world;
    struct world *w = &world;
    random_start(seed);
    open_world(w);
    uint64_t step = 0;
    for (int i = 0; i < 4; i++)
        step_assert(w);
    for (; step < STEPS_PER_WORLD && !w->naive->full; step++)
        one_step(w);
    while (!w->naive->full && step_retract(w)) /* and all of it back again */
        compare_facts(w);
    close_world(w);
    return step;
}

int main(int argc, char **argv)
{
    const uint64_t steps = argc > 1 ? strtoull(argv[1], NULL, 10) : 20000;
    const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    setvbuf(stdout, NULL, _IONBF, 0);
    verbose = argc > 3;
    uint64_t done = 0, worlds = 0;
    for (; done < steps; worlds++) {
        printf("\rworld %llu ", (unsigned long long)(seed + worlds)); /* the last one is at fault */
        done += run_world(seed + worlds);
    }
    printf("\nin how many of %llu worlds it was tried:\n", (unsigned long long)worlds);
    const uint32_t rare = tally_print(&tally, steps >= 5000 ? LEAST : 0);
    printf("%s: %llu steps\n", rare ? "not ok" : "ok", (unsigned long long)done);
    return rare > 0;
}
