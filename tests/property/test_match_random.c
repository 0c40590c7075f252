/* SPDX-License-Identifier: MIT
 * test_match_random.c - the match network against the naive matcher, on random rules and facts.
 *
 *   test_match_random [STEPS [SEED]]
 *
 * A world is a random set of kinds, rules and formulas.  In it, facts come and go, markers are set,
 * and rules fire one by one; after every step both matchers must have fired the same instantiation,
 * have the same facts, and give every formula the same value.  A difference prints the seed of its
 * world and the step.
 */
#include "match/compile.h"
#include "match/memory.h"
#include "support/naive_match.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_KINDS = 4, MAX_RULES = 5, MAX_FORMULAS = 6, STEPS_PER_WORLD = 60, MAX_ALIVE = 14, MAX_FIRES = 60 };

/* --- randomness --------------------------------------------------------------------------------- */

static uint64_t random_state;
static bool verbose; /* a third argument: tell every change */

static uint32_t draw(uint32_t n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state >> 33) % n;
}

static bool chance(uint32_t percent)
{
    return draw(100) < percent;
}

/* --- a random world -------------------------------------------------------------------------------- */

struct world {
    struct alloc alloc;
    struct arena arena;
    struct intern intern;
    struct kind kinds[N_KINDS];
    const struct kind *kind_list[N_KINDS];
    struct rule rules[MAX_RULES];
    const struct rule *rule_list[MAX_RULES];
    bool accepted[MAX_RULES];
    struct outcome outcomes[MAX_FORMULAS];
    struct evidence evidence;
    const struct evidence *evidence_list[1];
    struct rulebook book;
    struct network net;
    struct matcher matcher;
    struct naive *naive;
    uint32_t given[MAX_ALIVE]; /* serials of given facts */
    uint32_t n_given;
    uint32_t last_rule; /* that the matcher fired */
    uint32_t last_serials[MAX_PATTERNS], last_n;
    bool fired;
    uint32_t budget; /* of firings in the matcher's present run */
};

static const struct field plain_fields[] = {
    {.name = "a", .type = FIELD_INTEGER, .optional = true},
    {.name = "b", .type = FIELD_INTEGER, .optional = true},
    {.name = "c", .type = FIELD_INTEGER, .optional = true},
};

static void make_kinds(struct world *w)
{
    static const char *const names[] = {"open", "keyed", "closed", "derived"};
    for (uint32_t i = 0; i < N_KINDS; i++) {
        w->kinds[i] = (struct kind){.name = names[i], .index = i, .n_fields = 3,
                                    .fields = plain_fields};
        w->kind_list[i] = &w->kinds[i];
    }
    w->kinds[1].has_key = true;
    w->kinds[1].key_mask = chance(50) ? 1 : 3;
    w->kinds[2].closed = true;
    w->kinds[3].closed = chance(70);
}

static void *make(struct world *w, size_t n)
{
    void *p = rsv__arena_alloc(&w->arena, n);
    if (p == NULL)
        abort();
    return p;
}

static struct operand make_operand(bool var)
{
    return var ? (struct operand){.var = (int)draw(3)}
               : (struct operand){.var = -1, .value.i = draw(4)};
}

static struct test make_test(struct world *w, uint32_t field, bool may_order)
{
    struct test t = {.field = field, .a.var = -1, .b.var = -1, .bind = -1};
    switch (draw(10)) {
    case 0:
    case 1:
    case 2:
        t.op = TEST_EQUAL;
        t.a = make_operand(true);
        break;
    case 3:
        t.op = TEST_ANY;
        t.bind = (int)draw(3);
        break;
    case 4: {
        union value *values = make(w, 2 * sizeof *values);
        values[0].i = draw(4);
        values[1].i = draw(4);
        t.op = TEST_ONE_OF;
        t.values = values;
        t.n_words = 2;
        break;
    }
    case 5:
        t.op = TEST_BETWEEN;
        t.a = make_operand(false);
        t.b = make_operand(may_order && chance(30));
        break;
    case 6:
        t.op = TEST_BELOW + (enum test_op)draw(4);
        t.a = make_operand(may_order && chance(40));
        break;
    default:
        t.op = TEST_EQUAL;
        t.a = make_operand(false);
    }
    if (t.op != TEST_ANY && chance(15))
        t.negated = true;
    if (t.op != TEST_ANY && chance(10))
        t.bind = (int)draw(3);
    return t;
}

static struct pattern make_pattern(struct world *w)
{
    struct pattern p = {.kind = w->kind_list[draw(N_KINDS)]};
    struct test *tests = make(w, 3 * sizeof *tests);
    for (uint32_t f = 0; f < 3; f++)
        if (chance(55))
            tests[p.n_tests++] = make_test(w, f, true);
    p.tests = tests;
    return p;
}

static const struct condition *make_condition(struct world *w, int depth);

static void make_children(struct world *w, struct condition *c, uint32_t n, int depth)
{
    const struct condition **children = make(w, n * sizeof *children);
    for (uint32_t i = 0; i < n; i++)
        children[i] = make_condition(w, depth + 1);
    c->children = children;
    c->n_children = n;
}

static void make_aggregate(struct world *w, struct condition *c)
{
    c->op = COND_COUNT + (enum condition_op)draw(5);
    c->pattern = make_pattern(w);
    c->field = draw(3);
    c->result_type = FIELD_INTEGER;
    c->result = (struct test){.op = TEST_ANY, .a.var = -1, .b.var = -1, .bind = -1};
    if (chance(80)) {
        c->result.op = chance(30) ? TEST_EQUAL : chance(20) ? TEST_BETWEEN
                                                            : TEST_BELOW + (enum test_op)draw(4);
        c->result.a = make_operand(chance(20));
        c->result.b = (struct operand){.var = -1, .value.i = 1 + draw(4)};
    }
    if (c->result.op == TEST_ANY || chance(20))
        c->result.bind = (int)draw(3);
}

static const struct condition *make_condition(struct world *w, int depth)
{
    struct condition *c = make(w, sizeof *c);
    const uint32_t r = draw(depth >= 2 ? 70 : 100);
    c->result.bind = -1;
    if (r < 45) {
        c->op = COND_SOME;
        c->pattern = make_pattern(w);
    } else if (r < 58) {
        c->op = COND_NONE;
        c->pattern = make_pattern(w);
    } else if (r < 68) {
        make_aggregate(w, c);
    } else if (r < 70) {
        c->op = COND_WHERE;
        c->function = draw(3);
    } else if (r < 78) {
        c->op = COND_ANY;
        make_children(w, c, 2, depth);
    } else if (r < 86) {
        c->op = COND_ALL;
        make_children(w, c, 2, depth);
    } else {
        c->op = r < 93 ? COND_NOT : COND_UNLESS;
        make_children(w, c, 1, depth);
    }
    return c;
}

static void make_formula(struct world *w, struct formula *f, uint32_t n)
{
    static const char *const names[] = {"x", "y", "z"};
    struct condition *root = make(w, sizeof *root);
    root->op = COND_ALL;
    make_children(w, root, n, 0);
    f->root = root;
    f->n_vars = 3;
    for (int i = 0; i < 3; i++) {
        f->vars[i] = names[i];
        f->var_types[i] = FIELD_INTEGER;
    }
}

static void make_rule(struct world *w, uint32_t i)
{
    struct rule *r = &w->rules[i];
    *r = (struct rule){.name = "rule", .order = i, .action = NO_FUNCTION};
    make_formula(w, &r->when, 1 + draw(3));
    r->salience = chance(30) ? (int)draw(3) - 1 : 0;
    if (chance(75)) {
        struct fact_template *t = make(w, 2 * sizeof *t);
        r->n_derive = chance(20) ? 2 : 1;
        for (uint32_t d = 0; d < r->n_derive; d++) {
            struct operand *slots = make(w, 3 * sizeof *slots);
            t[d].kind = &w->kinds[chance(80) ? 3 : 0];
            for (uint32_t s = 0; s < 3; s++) {
                if (!chance(70))
                    continue;
                slots[s] = make_operand(chance(60));
                t[d].mask |= 1u << s;
            }
            t[d].slots = slots;
        }
        r->derive = t;
    } else {
        r->action = draw(4);
    }
    w->rule_list[i] = r;
}

static void refuse(void *user, const struct formula *formula, const struct place *at,
                   const rsv_error *why)
{
    struct world *w = user;
    (void)at;
    (void)why;
    for (uint32_t i = 0; i < w->book.n_rules; i++)
        if (&w->rules[i].when == formula)
            w->accepted[i] = false;
}

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
                                const struct env *env)
{
    bool known[3];
    int64_t v[3];
    (void)user;
    (void)formula;
    for (int i = 0; i < 3; i++) {
        known[i] = (env->bound & ~env->nothing) >> i & 1;
        v[i] = env->values[i].i;
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

/* What actions do, by serials: retract a matched given fact, or assert one that depends on it. */
struct deed {
    bool retracts, asserts;
    uint32_t victim;
    const struct kind *kind;
    union value slots[3];
};

static struct deed deed_of(const struct world *w, uint32_t action, const uint32_t *serials,
                           uint32_t n)
{
    struct deed d = {.kind = &w->kinds[action % 3]};
    d.victim = n > 0 ? serials[action % n] : 0;
    d.retracts = n > 0 && action != 3;
    d.asserts = action >= 2;
    for (int i = 0; i < 3; i++)
        d.slots[i].i = (int64_t)((d.victim + action + (uint32_t)i) % 4);
    return d;
}

static slab_ref by_serial(const struct matcher *m, uint32_t serial)
{
    for (uint32_t k = 0; k < N_KINDS; k++)
        for (size_t i = 0; i < m->kinds[k].n; i++)
            if (fact_at(m, m->kinds[k].items[i])->serial == serial)
                return m->kinds[k].items[i];
    return 0;
}

static rsv_status act_network(void *user, const struct rule *rule, const struct env *env,
                              const slab_ref *facts, uint32_t n, rsv_error *err)
{
    struct world *w = user;
    uint32_t serials[MAX_PATTERNS];
    (void)env;
    for (uint32_t i = 0; i < n; i++)
        serials[i] = fact_at(&w->matcher, facts[i])->serial;
    const struct deed d = deed_of(w, rule->action, serials, n);
    rsv_status rc = RSV_OK;
    const slab_ref victim = d.retracts ? by_serial(&w->matcher, d.victim) : 0;
    if (victim != 0 && (fact_at(&w->matcher, victim)->flags & FACT_GIVEN))
        rc = rsv__fact_retract(&w->matcher, victim, err);
    if (rc == RSV_OK && d.asserts) {
        const struct fact_input in = {.kind = d.kind, .mask = 7, .values = d.slots};
        rc = rsv__fact_add(&w->matcher, &in, FACT_GIVEN, NULL, err);
    }
    return rc;
}

static struct world *acting; /* the naive matcher's callback has no user pointer */

static void act_naive(struct naive *n, const struct rule *rule, const struct naive_inst *inst)
{
    const struct deed d = deed_of(acting, rule->action, inst->serials, inst->n);
    const struct naive_fact *victim = d.retracts ? naive_find(n, d.victim) : NULL;
    if (victim != NULL && victim->given)
        naive_remove(n, d.victim);
    if (d.asserts)
        naive_add(n, d.kind, 7, d.slots);
}

static void note_firing(void *user, const struct rule *rule)
{
    struct world *w = user;
    w->fired = true;
    w->last_rule = rule->order;
}

/* --- building and dropping ----------------------------------------------------------------------------------- */

static void open_world(struct world *w)
{
    rsv_error err;
    memset(w, 0, sizeof *w);
    rsv__alloc_init(&w->alloc, NULL);
    rsv__arena_init(&w->arena, &w->alloc);
    rsv__intern_init(&w->intern, &w->alloc, NULL);
    make_kinds(w);
    w->book.n_rules = 1 + draw(MAX_RULES);
    for (uint32_t i = 0; i < w->book.n_rules; i++) {
        make_rule(w, i);
        w->accepted[i] = true;
    }
    for (uint32_t i = 0; i < MAX_FORMULAS; i++)
        make_formula(w, &w->outcomes[i].when, 1 + draw(3));
    w->evidence = (struct evidence){.name = "e", .outcomes = w->outcomes,
                                    .n_outcomes = MAX_FORMULAS};
    w->evidence_list[0] = &w->evidence;
    w->book.rules = w->rule_list;
    w->book.kinds = w->kind_list;
    w->book.n_kinds = N_KINDS;
    const struct program program = {w->kind_list, N_KINDS, w->rule_list, w->book.n_rules,
                                    w->evidence_list, 1, refuse, w};
    const struct matcher_host host = {w, where_network, act_network, note_firing};
    if (rsv__network_compile(&program, &w->arena, &w->net, &err) != RSV_OK ||
        rsv__matcher_init(&w->matcher, &w->net, &w->alloc, &w->intern, &host, 0, &err) != RSV_OK)
        abort();
    w->naive = malloc(sizeof *w->naive);
    naive_init(w->naive, &w->book, w->accepted);
    w->naive->where = where_naive;
    w->naive->act = act_naive;
    acting = w;
}

static void close_world(struct world *w)
{
    rsv__matcher_free(&w->matcher);
    rsv__intern_free(&w->intern);
    rsv__arena_free(&w->arena);
    free(w->naive);
    if (w->alloc.live != 0) {
        printf("%zu bytes leaked\n", w->alloc.live);
        exit(1);
    }
}

/* --- showing what went wrong ---------------------------------------------------------------------------------- */

static void show_operand(const struct operand *o)
{
    if (o->var >= 0)
        printf("V.%c", 'x' + o->var);
    else
        printf("%lld", (long long)o->value.i);
}

static void show_test(const struct test *t, const char *name)
{
    static const char *const ops[] = {"any", "=", "<", "<=", ">", ">=", "between", "one of",
                                      "like", "within"};
    printf(" %s %s%s ", name, t->negated ? "not " : "", ops[t->op]);
    show_operand(&t->a);
    if (t->op == TEST_BETWEEN) {
        printf("..");
        show_operand(&t->b);
    }
    for (uint32_t i = 0; t->op == TEST_ONE_OF && i < t->n_words; i++)
        printf(" %lld", (long long)t->values[i].i);
    if (t->bind >= 0)
        printf(":as(V.%c)", 'x' + t->bind);
}

static void show_condition(const struct condition *c, int depth)
{
    static const char *const ops[] = {"some", "none",     "count",  "sum",    "min",    "max",
                                      "distinct", "all_of", "any_of", "is_not", "unless", "where"};
    printf("%*s%s", depth * 2, "", ops[c->op]);
    if (c->op <= COND_DISTINCT) {
        printf(".%s{", c->pattern.kind->name);
        for (uint32_t i = 0; i < c->pattern.n_tests; i++)
            show_test(&c->pattern.tests[i], plain_fields[c->pattern.tests[i].field].name);
        printf(" }");
    }
    if (is_aggregate(c->op))
        show_test(&c->result, c->op == COND_COUNT ? "" : plain_fields[c->field].name);
    printf("\n");
    for (uint32_t i = 0; i < c->n_children; i++)
        show_condition(c->children[i], depth + 1);
}

static void show_world(struct world *w)
{
    for (uint32_t i = 0; i < N_KINDS; i++)
        printf("kind %s: key %d %x closed %d\n", w->kinds[i].name, w->kinds[i].has_key,
               w->kinds[i].key_mask, w->kinds[i].closed);
    for (uint32_t i = 0; i < w->book.n_rules; i++) {
        printf("rule %u%s salience %d action %d\n", i, w->accepted[i] ? "" : " (refused)",
               w->rules[i].salience, (int)w->rules[i].action);
        show_condition(w->rules[i].when.root, 1);
        for (uint32_t d = 0; d < w->rules[i].n_derive; d++) {
            printf("  derive %s{", w->rules[i].derive[d].kind->name);
            for (uint32_t s = 0; s < 3; s++) {
                if (!(w->rules[i].derive[d].mask >> s & 1))
                    continue;
                printf(" %s = ", plain_fields[s].name);
                show_operand(&w->rules[i].derive[d].slots[s]);
            }
            printf(" }\n");
        }
    }
    for (uint32_t i = 0; i < w->naive->n_facts; i++) {
        const struct naive_fact *f = &w->naive->facts[i];
        if (!f->alive)
            continue;
        printf("fact %u %s%s%s", f->serial, f->kind->name, f->given ? " given" : "",
               f->derived ? " derived" : "");
        for (uint32_t s = 0; s < 3; s++)
            if (f->known >> s & 1)
                printf(" %s=%lld", plain_fields[s].name, (long long)f->slots[s].i);
        printf("\n");
    }
    for (uint32_t i = 0; i < w->naive->n_markers; i++)
        printf("complete %s mask %x\n", w->naive->markers[i].kind->name,
               w->naive->markers[i].mask);
}

/* --- comparing ---------------------------------------------------------------------------------------------------- */

static void die(const char *what)
{
    printf("\n");
    show_world(acting);
    printf("not ok: %s\n", what);
    exit(1);
}

static void compare_facts(struct world *w)
{
    const struct matcher *m = &w->matcher;
    uint32_t n = 0, alive = 0;
    for (uint32_t i = 0; i < w->naive->n_facts; i++)
        alive += w->naive->facts[i].alive;
    for (uint32_t k = 0; k < N_KINDS; k++) {
        for (size_t i = 0; i < m->kinds[k].n; i++) {
            const struct fact *f = fact_at(m, m->kinds[k].items[i]);
            const struct naive_fact *g = naive_find(w->naive, f->serial);
            n++;
            if (g == NULL) {
                printf("\nfact %u %s flags %x known %x\n", f->serial, w->kinds[k].name, f->flags,
                       f->known);
                die("a fact that the naive matcher hasn't");
            }
            if (g->kind != &w->kinds[k] || g->known != f->known)
                die("facts of the same serial differ");
            for (uint32_t x = 0; x < 3; x++)
                if ((f->known >> x & 1) && f->slots[x].i != g->slots[x].i)
                    die("facts of the same serial have other values");
            if (g->given != ((f->flags & FACT_GIVEN) != 0))
                die("given for one and not for the other");
            if (g->derived != ((f->flags & FACT_DERIVED) != 0))
                die("derived for one and not for the other");
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
        const enum truth b = naive_value(w->naive, &w->outcomes[i].when);
        if (a != b && !w->naive->full) {
            printf("\nformula %u: network %d, naive %d\n", i, a, b);
            show_condition(w->outcomes[i].when.root, 0);
            die("a formula has another value");
        }
    }
}

/* --- steps ------------------------------------------------------------------------------------------------------------ */

static void forget_given(struct world *w, uint32_t i)
{
    w->given[i] = w->given[--w->n_given];
}

static void drop_dead(struct world *w)
{
    for (uint32_t i = 0; i < w->n_given;) {
        const struct naive_fact *f = naive_find(w->naive, w->given[i]);
        if (f == NULL || !f->given)
            forget_given(w, i);
        else
            i++;
    }
}

/* Keyed kinds hold one given fact per key, as the session sees to. */
static bool key_is_taken(const struct world *w, const struct kind *k, uint32_t known,
                         const union value *slots)
{
    for (uint32_t i = 0; i < w->naive->n_facts; i++) {
        const struct naive_fact *f = &w->naive->facts[i];
        bool same = f->alive && f->kind == k;
        for (uint32_t x = 0; x < 3 && same; x++)
            if (k->key_mask >> x & 1)
                same = (f->known >> x & 1) && (known >> x & 1) && f->slots[x].i == slots[x].i;
        if (same)
            return true;
    }
    return false;
}

static void step_assert(struct world *w)
{
    const struct kind *k = w->kind_list[draw(chance(80) ? 3 : 4)];
    union value slots[3];
    uint32_t known = 0;
    rsv_error err;
    for (uint32_t i = 0; i < 3; i++) {
        slots[i].i = draw(4);
        known |= chance(88) || (k->key_mask >> i & 1) ? 1u << i : 0;
    }
    if (w->n_given == MAX_ALIVE || (k->has_key && key_is_taken(w, k, known, slots)))
        return;
    const struct fact_input in = {.kind = k, .mask = known, .values = slots};
    if (!k->has_key && rsv__fact_find_same(&w->matcher, &in) != 0)
        return;
    if (verbose)
        printf("assert %u %s known %x: %lld %lld %lld\n", w->naive->serial + 1, k->name, known,
               (long long)slots[0].i, (long long)slots[1].i, (long long)slots[2].i);
    if (rsv__fact_add(&w->matcher, &in, FACT_GIVEN, NULL, &err) != RSV_OK)
        abort();
    w->given[w->n_given++] = naive_add(w->naive, k, known, slots);
}

static void step_retract(struct world *w)
{
    rsv_error err;
    if (w->n_given == 0)
        return;
    const uint32_t i = draw(w->n_given), serial = w->given[i];
    if (verbose)
        printf("retract %u\n", serial);
    if (rsv__fact_retract(&w->matcher, by_serial(&w->matcher, serial), &err) != RSV_OK)
        abort();
    naive_remove(w->naive, serial);
    forget_given(w, i);
}

static void step_mark(struct world *w)
{
    rsv_error err;
    struct marker m = {.kind = w->kind_list[draw(2)]};
    struct naive_marker n = {.kind = m.kind};
    if (chance(60)) {
        const uint32_t f = draw(3);
        m.mask = n.mask = 1u << f;
        m.values[f].i = n.values[f].i = draw(4);
    }
    if (rsv__marker_add(&w->matcher, &m, &err) != RSV_OK)
        abort();
    naive_mark(w->naive, &n);
}

/* Fire one instantiation in both; false: both had none. */
static bool step_fire(struct world *w)
{
    rsv_error err;
    uint64_t n;
    struct naive_inst inst;
    w->fired = false;
    const rsv_status rc = rsv__matcher_run(&w->matcher, 1, &n, &err);
    if (rc != RSV_OK && rc != RSV_ELIMIT)
        abort();
    const bool naive = naive_fire(w->naive, &inst);
    if (w->naive->full)
        return false;
    if (verbose && naive)
        printf("fire rule %u\n", inst.rule);
    if (naive && (!w->fired || inst.rule != w->last_rule))
        printf("\nthe naive matcher fired rule %u variant %u with %u facts, the first %u\n", inst.rule,
               inst.variant, inst.n, inst.n ? inst.serials[0] : 0);
    if (naive != w->fired)
        die(naive ? "only the naive matcher fires" : "only the network fires");
    if (naive && inst.rule != w->last_rule)
        die("another rule fires");
    return naive;
}

static void run_world(uint64_t seed)
{
    static struct world world;
    struct world *w = &world;
    random_state = seed * 0x9e3779b97f4a7c15u + 1;
    for (int i = 0; i < 8; i++)
        draw(2);
    open_world(w);
    for (int step = 0; step < STEPS_PER_WORLD && !w->naive->full; step++) {
        const uint32_t r = draw(100);
        if (r < 55)
            step_assert(w);
        else if (r < 80)
            step_retract(w);
        else if (r < 84)
            step_mark(w);
        for (int i = 0; i < MAX_FIRES && r % 3 != 0; i++) {
            compare_facts(w);
            if (!step_fire(w))
                break;
        }
        drop_dead(w);
        if (w->naive->full)
            break;
        compare_facts(w);
        compare_formulas(w);
    }
    while (w->n_given > 0) /* and all of it back again */
        step_retract(w);
    if (!w->naive->full)
        compare_facts(w);
    close_world(w);
}

int main(int argc, char **argv)
{
    const uint64_t steps = argc > 1 ? strtoull(argv[1], NULL, 10) : 20000;
    const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    setvbuf(stdout, NULL, _IONBF, 0);
    verbose = argc > 3;
    for (uint64_t i = 0; i * STEPS_PER_WORLD < steps; i++) {
        printf("\rworld %llu ", (unsigned long long)(seed + i)); /* the last one is at fault */
        run_world(seed + i);
    }
    printf("\nok: %llu steps\n", (unsigned long long)steps);
    return 0;
}
