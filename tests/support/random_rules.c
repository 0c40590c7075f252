/* SPDX-License-Identifier: MIT */
#include "support/random_rules.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_VAR = 3 }; /* variables: three numbers and a text */

/* --- chance --------------------------------------------------------------------------------------- */

static uint64_t random_state;

uint32_t draw(uint32_t n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state >> 33) % n;
}

bool chance(uint32_t percent)
{
    return draw(100) < percent;
}

void random_start(uint64_t seed)
{
    random_state = seed * 0x9e3779b97f4a7c15u + 1;
    for (int i = 0; i < 8; i++)
        draw(2);
}

/* --- kinds ------------------------------------------------------------------------------------------ */

static const struct field fields[N_FIELDS] = {
    {.name = "a", .type = FIELD_INTEGER, .optional = true},
    {.name = "b", .type = FIELD_INTEGER, .optional = true},
    {.name = "c", .type = FIELD_TIME, .optional = true},
    {.name = "w", .type = FIELD_TEXT, .optional = true},
};

static void make_kinds(struct random_rules *r)
{
    static const char *const names[] = {"open", "keyed", "closed", "derived"};
    for (uint32_t i = 0; i < N_KINDS; i++) {
        r->kinds[i] = (struct kind){.name = names[i], .index = i, .n_fields = N_FIELDS, .fields = fields};
        r->kind_list[i] = &r->kinds[i];
    }
    r->kinds[1].has_key = true;
    r->kinds[1].key_mask = chance(50) ? 1 : chance(50) ? 3 : 9;
    r->kinds[2].closed = true;
    r->kinds[3].closed = chance(70);
}

static void make_words(struct random_rules *r)
{
    static const char *const texts[N_WORDS] = {"ab", "ac", "bc", "c"};
    for (uint32_t i = 0; i < N_WORDS; i++)
        if ((r->word[i].s = rsv__intern_get(&r->words, texts[i], strlen(texts[i]))) == NULL)
            abort();
    rsv__intern_freeze(&r->words);
}

union value random_value(const struct random_rules *r, uint32_t field)
{
    const uint32_t n = draw(3 + (field == 2));
    return is_symbolic(fields[field].type) ? r->word[n] : (union value){.i = n};
}

uint32_t random_fact(const struct random_rules *r, const struct kind *k, union value *slots)
{
    const struct rule *rule = &r->rules[draw(r->book.n_rules)];
    uint32_t mask = 0;
    for (uint32_t i = 0; i < N_FIELDS; i++) {
        slots[i] = random_value(r, i);
        mask |= chance(88) || (k->key_mask >> i & 1) ? 1u << i : 0;
    }
    if (rule->n_derive == 0 || rule->derive[0].kind != k || chance(25))
        return mask;
    for (uint32_t i = 0; i < N_FIELDS; i++)
        if ((rule->derive[0].mask >> i & 1) && rule->derive[0].slots[i].var < 0)
            slots[i] = rule->derive[0].slots[i].value;
    return rule->derive[0].mask;
}

static void *make(struct random_rules *r, size_t n)
{
    void *p = rsv__arena_alloc(&r->arena, n);
    if (p == NULL)
        abort();
    return p;
}

/* --- tests ------------------------------------------------------------------------------------------- */

static int var_for(uint32_t field)
{
    return is_symbolic(fields[field].type) ? TEXT_VAR : (int)draw(3);
}

static struct operand make_operand(const struct random_rules *r, uint32_t field, bool var)
{
    return var ? (struct operand){.var = var_for(field)}
               : (struct operand){.var = -1, .value = random_value(r, field)};
}

static void make_one_of(struct random_rules *r, struct test *t)
{
    t->op = TEST_ONE_OF;
    t->n_words = 2;
    if (is_symbolic(fields[t->field].type)) {
        struct sym **words = make(r, 2 * sizeof(struct sym *));
        words[0] = random_value(r, t->field).s;
        words[1] = random_value(r, t->field).s;
        t->words = words;
    } else {
        union value *values = make(r, 2 * sizeof *values);
        values[0].i = draw(4);
        values[1].i = draw(4);
        t->values = values;
    }
}

static void make_special(struct random_rules *r, struct test *t)
{
    static const char *const globs[] = {"a*", "*c", "?c", "b*"};
    if (fields[t->field].type == FIELD_TEXT) {
        t->op = TEST_LIKE;
        t->glob = globs[draw(4)];
    } else if (fields[t->field].type == FIELD_TIME) {
        t->op = TEST_WITHIN;
        t->a.value.i = draw(3);
        t->b.var = chance(50) ? (int)draw(3) : -1;
    } else {
        t->op = TEST_BETWEEN;
        t->a = make_operand(r, t->field, false);
        t->b = make_operand(r, t->field, chance(30));
    }
}

static void make_order(struct random_rules *r, struct test *t)
{
    if (is_symbolic(fields[t->field].type)) {
        make_special(r, t);
        return;
    }
    t->op = TEST_BELOW + (enum test_op)draw(4);
    t->a = make_operand(r, t->field, chance(55));
}

static struct test make_test(struct random_rules *r, uint32_t field)
{
    struct test t = {.field = field, .a.var = -1, .b.var = -1, .bind = -1};
    switch (draw(11)) {
    case 0:
    case 1:
    case 2:
        t.op = TEST_EQUAL;
        t.a = make_operand(r, field, true);
        break;
    case 3:
        t.op = TEST_ANY;
        t.bind = var_for(field);
        break;
    case 4:
        make_one_of(r, &t);
        break;
    case 5:
    case 6:
        make_special(r, &t);
        break;
    case 7:
        make_order(r, &t);
        break;
    default:
        t.op = TEST_EQUAL;
        t.a = make_operand(r, field, false);
    }
    if (t.op != TEST_ANY && chance(15))
        t.negated = true;
    if (t.op != TEST_ANY && chance(10))
        t.bind = var_for(field);
    return t;
}

/* --- conditions ----------------------------------------------------------------------------------------- */

/* Where the condition stands: what a filter looks at is looked at again. */
struct spot {
    int depth;
    bool in_filter;
};

static struct pattern make_pattern(struct random_rules *r, bool in_filter)
{
    struct pattern p = {.kind = r->kind_list[draw(r->layered && in_filter ? N_KINDS - 1 : N_KINDS)]};
    struct test *tests = make(r, N_FIELDS * sizeof *tests);
    for (uint32_t f = 0; f < N_FIELDS; f++)
        if (chance(f == 3 ? r->tested * 2 / 3 : r->tested))
            tests[p.n_tests++] = make_test(r, f);
    p.tests = tests;
    return p;
}

static void make_where(struct condition *c)
{
    c->op = COND_WHERE;
    c->function = draw(3); /* the predicates read this variable first */
    c->first_var = chance(50) ? (int)c->function : -1;
}

static const struct condition *make_condition(struct random_rules *r, struct spot at);

static void make_children(struct random_rules *r, struct condition *c, uint32_t n, struct spot at)
{
    const struct condition **children = make(r, n * sizeof(const struct condition *));
    at.depth++;
    for (uint32_t i = 0; i < n; i++)
        children[i] = make_condition(r, at);
    c->children = children;
    c->n_children = n;
}

static void make_aggregate(struct random_rules *r, struct condition *c)
{
    c->op = COND_COUNT + (enum condition_op)draw(5);
    c->pattern = make_pattern(r, true);
    c->field = draw(c->op == COND_DISTINCT ? N_FIELDS : N_FIELDS - 1);
    c->result_type = FIELD_INTEGER;
    c->result = (struct test){.op = TEST_ANY, .a.var = -1, .b.var = -1, .bind = -1};
    if (chance(80)) {
        c->result.op = chance(30) ? TEST_EQUAL : chance(20) ? TEST_BETWEEN
                                                            : TEST_BELOW + (enum test_op)draw(4);
        c->result.a = make_operand(r, 0, chance(35));
        c->result.b = (struct operand){.var = -1, .value.i = 1 + draw(4)};
    }
    if (c->result.op == TEST_ANY || chance(20))
        c->result.bind = (int)draw(3);
}

static const struct condition *make_condition(struct random_rules *r, struct spot at)
{
    struct condition *c = make(r, sizeof *c);
    const uint32_t x = r->plain ? 0 : draw(at.depth >= 2 ? 70 : 100);
    c->result.bind = -1;
    if (x < 42) {
        c->op = COND_SOME;
        c->pattern = make_pattern(r, at.in_filter);
    } else if (x < 52) {
        c->op = COND_NONE;
        c->pattern = make_pattern(r, true);
    } else if (x < 65) {
        make_aggregate(r, c);
    } else if (x < 70) {
        make_where(c);
    } else if (x < 78) {
        c->op = COND_ANY;
        make_children(r, c, 2, at);
    } else if (x < 86) {
        c->op = COND_ALL;
        make_children(r, c, 2, at);
    } else {
        at.in_filter = true;
        c->op = x < 93 ? COND_NOT : COND_UNLESS;
        make_children(r, c, 1, at);
    }
    return c;
}

static void make_formula(struct random_rules *r, struct formula *f, uint32_t n)
{
    static const char *const names[] = {"x", "y", "z", "t"};
    static const enum field_type types[] = {FIELD_INTEGER, FIELD_INTEGER, FIELD_INTEGER, FIELD_TEXT};
    struct condition *root = make(r, sizeof *root);
    root->op = COND_ALL;
    make_children(r, root, n, (struct spot){0, false});
    f->root = root;
    f->n_vars = 4;
    f->vars = names;
    f->var_types = types;
}

/* --- rules ------------------------------------------------------------------------------------------------ */

static void make_templates(struct random_rules *r, struct rule *rule)
{
    struct fact_template *t = make(r, 2 * sizeof *t);
    rule->n_derive = chance(20) ? 2 : 1;
    for (uint32_t d = 0; d < rule->n_derive; d++) {
        struct operand *slots = make(r, N_FIELDS * sizeof *slots);
        t[d].kind = &r->kinds[r->layered || r->plain || chance(80) ? 3 : 0];
        for (uint32_t s = 0; s < N_FIELDS; s++) {
            if (!chance(s == 3 ? 40 : 70))
                continue;
            slots[s] = make_operand(r, s, chance(60));
            t[d].mask |= 1u << s;
        }
        t[d].slots = slots;
    }
    rule->derive = t;
}

/* Any fact that has field `i`, which a variable takes. */
static struct pattern make_binding(struct random_rules *r, uint32_t i)
{
    struct test *t = make(r, sizeof *t);
    *t = (struct test){.op = TEST_ANY, .field = i, .a = {.var = -1}, .b = {.var = -1}, .bind = (int)i};
    return (struct pattern){.kind = r->kind_list[draw(N_KINDS)], .tests = t, .n_tests = 1};
}

/* A few rules are made for what seldom comes by chance: many matches of one fact, and predicates that needn't see it all. */
static void make_loose(struct random_rules *r, struct formula *f)
{
    const uint32_t tested = r->tested;
    struct condition *root = make(r, sizeof *root);
    const struct condition **children = make(r, 4 * sizeof(const struct condition *));
    const uint32_t n = r->plain || chance(40) ? 3 : 4;
    r->tested = 12;
    for (uint32_t i = 0; i < n; i++) {
        struct condition *c = make(r, sizeof *c);
        c->result.bind = -1;
        if (i < 3) {
            c->op = COND_SOME;
            c->pattern = n == 3 ? make_pattern(r, false) : make_binding(r, i);
        } else {
            make_where(c);
        }
        children[i] = c;
    }
    *root = *f->root;
    root->children = children;
    root->n_children = n;
    f->root = root;
    r->tested = tested;
}

static void make_rule(struct random_rules *r, uint32_t i)
{
    struct rule *rule = &r->rules[i];
    *rule = (struct rule){.name = "rule", .order = i, .action = NO_FUNCTION};
    make_formula(r, &rule->when, 1 + draw(4));
    if (chance(10))
        make_loose(r, &rule->when);
    rule->salience = chance(30) ? (int)draw(3) - 1 : 0;
    if (r->layered || chance(70))
        make_templates(r, rule);
    else
        rule->action = draw(6);
    r->rule_list[i] = rule;
    r->accepted[i] = true;
}

void random_rules_make(struct random_rules *r, bool layered)
{
    memset(r, 0, sizeof *r);
    rsv__alloc_init(&r->alloc, NULL);
    rsv__arena_init(&r->arena, &r->alloc);
    rsv__intern_init(&r->words, &r->alloc, NULL);
    r->layered = layered;
    r->tested = 10 + 10 * draw(5);
    make_words(r);
    make_kinds(r);
    r->plain = chance(20);
    r->book.n_rules = 2 + draw(MAX_RULES - 1);
    for (uint32_t i = 0; i < r->book.n_rules; i++)
        make_rule(r, i);
    r->plain = false;
    for (uint32_t i = 0; i < MAX_FORMULAS; i++)
        make_formula(r, &r->outcomes[i].when, 1 + draw(3));
    r->evidence = (struct evidence){.name = "e", .outcomes = r->outcomes, .n_outcomes = MAX_FORMULAS};
    r->evidence_list[0] = &r->evidence;
    r->book.rules = r->rule_list;
    r->book.kinds = r->kind_list;
    r->book.n_kinds = N_KINDS;
}

void random_rules_drop(struct random_rules *r)
{
    rsv__intern_free(&r->words);
    rsv__arena_free(&r->arena);
    if (r->alloc.live != 0) {
        printf("%zu bytes of the rules leaked\n", r->alloc.live);
        exit(1);
    }
}

static void refuse(void *user, const struct formula *formula, const struct place *at, const rsv_error *why)
{
    struct random_rules *r = user;
    (void)at;
    (void)why;
    for (uint32_t i = 0; i < r->book.n_rules; i++)
        if (&r->rules[i].when == formula)
            r->accepted[i] = false;
}

void random_rules_compile(struct random_rules *r, uint64_t shuffle, struct arena *arena, struct network *net)
{
    const struct program program = {.kinds = r->kind_list, .n_kinds = N_KINDS, .rules = r->rule_list,
                                    .n_rules = r->book.n_rules, .evidence = r->evidence_list, .n_evidence = 1,
                                    .refuse = refuse, .user = r, .shuffle = shuffle};
    rsv_error err;
    if (rsv__network_compile(&program, arena, net, &err) != RSV_OK)
        abort();
}

/* --- another order ------------------------------------------------------------------------------------------ */

/* What an aggregate binds, those after it may use: aggregates keep their order. */
static bool has_aggregate(const struct condition *c)
{
    for (uint32_t i = 0; i < c->n_children; i++)
        if (has_aggregate(c->children[i]))
            return true;
    return is_aggregate(c->op);
}

static void reorder(const struct condition *c)
{
    const struct condition **children = (const struct condition **)c->children;
    for (uint32_t i = 0; i < c->n_children; i++)
        reorder(children[i]);
    for (uint32_t n = 0; n < 4 * c->n_children; n++) {
        const uint32_t i = draw(c->n_children), k = (i + 1) % c->n_children;
        const struct condition *x = children[i], *y = children[k];
        if (k < i || (has_aggregate(x) && has_aggregate(y)))
            continue;
        children[i] = y;
        children[k] = x;
    }
}

void random_rules_reorder(struct random_rules *r)
{
    for (uint32_t i = 0; i < r->book.n_rules; i++)
        reorder(r->rules[i].when.root);
    for (uint32_t i = 0; i < MAX_FORMULAS; i++)
        reorder(r->outcomes[i].when.root);
    for (uint32_t i = 0; i < r->book.n_rules; i++) { /* and the rules themselves */
        const uint32_t k = draw(r->book.n_rules);
        const uint32_t order = r->rules[i].order;
        r->rules[i].order = r->rules[k].order;
        r->rules[k].order = order;
    }
    for (uint32_t i = 0; i < r->book.n_rules; i++)
        r->rule_list[r->rules[i].order] = &r->rules[i];
}

/* --- the tally ------------------------------------------------------------------------------------------------ */

static void mark_test(const struct test *t, bool *has)
{
    const bool var = t->a.var >= 0 || t->b.var >= 0;
    has[HAS_EQUAL] |= t->op == TEST_EQUAL && !var;
    has[HAS_JOIN_EQUAL] |= t->op == TEST_EQUAL && var && !t->negated;
    has[HAS_ORDER] |= t->op >= TEST_BELOW && t->op <= TEST_AT_LEAST && !var;
    has[HAS_JOIN_ORDER] |= t->op >= TEST_BELOW && t->op <= TEST_BETWEEN && var;
    has[HAS_BETWEEN] |= t->op == TEST_BETWEEN;
    has[HAS_ONE_OF] |= t->op == TEST_ONE_OF;
    has[HAS_LIKE] |= t->op == TEST_LIKE;
    has[HAS_WITHIN] |= t->op == TEST_WITHIN && !var;
    has[HAS_JOIN_WITHIN] |= t->op == TEST_WITHIN && var;
    has[HAS_NOT_TEST] |= t->negated;
    has[HAS_AS] |= t->op != TEST_ANY && t->bind >= 0;
}

static void mark_condition(const struct condition *c, bool negated, bool root, bool *has)
{
    const bool negates = c->op == COND_NOT || c->op == COND_UNLESS || c->op == COND_NONE;
    has[HAS_SOME + c->op] |= !root;
    has[HAS_NESTED_NEGATION] |= negates && negated;
    if (c->op <= COND_DISTINCT)
        for (uint32_t i = 0; i < c->pattern.n_tests; i++)
            mark_test(&c->pattern.tests[i], has);
    if (is_aggregate(c->op)) {
        has[HAS_AS_RESULT] |= c->result.bind >= 0;
        has[HAS_RESULT_OF_VAR] |= c->result.op != TEST_ANY && c->result.a.var >= 0;
    }
    for (uint32_t i = 0; i < c->n_children; i++)
        mark_condition(c->children[i], negated || negates, false, has);
}

void tally_rule(struct tally_of_constructs *t, const struct rule *rule)
{
    uint32_t patterns = 0;
    bool has[N_CONSTRUCTS] = {false};
    mark_condition(rule->when.root, false, true, has);
    has[HAS_SALIENCE] = rule->salience != 0;
    has[HAS_DERIVE] = rule->n_derive > 0;
    has[HAS_DERIVE_TWO] = rule->n_derive > 1;
    for (uint32_t i = 0; i < rule->when.root->n_children; i++)
        patterns += rule->when.root->children[i]->op == COND_SOME;
    has[HAS_SEVERAL_PATTERNS] = patterns >= 3;
    for (uint32_t i = 0; i < N_CONSTRUCTS; i++)
        t->here[i] += has[i];
}

void tally_world(struct tally_of_constructs *t)
{
    for (uint32_t i = 0; i < N_CONSTRUCTS; i++)
        t->worlds[i] += t->here[i] > 0;
    memset(t->here, 0, sizeof t->here);
}

uint32_t tally_print(const struct tally_of_constructs *t, uint64_t least)
{
#define NAME_CONSTRUCT(id, text) text,
    static const char *const names[] = {CONSTRUCTS(NAME_CONSTRUCT)};
#undef NAME_CONSTRUCT
    uint32_t rare = 0;
    for (uint32_t i = 0; i < N_CONSTRUCTS; i++) {
        rare += t->worlds[i] < least;
        printf("%10" PRIu64 "  %s%s\n", t->worlds[i], names[i], t->worlds[i] < least ? "   TOO RARE" : "");
    }
    return rare;
}

/* --- showing --------------------------------------------------------------------------------------------------- */

static void show_value(enum field_type type, union value v)
{
    if (is_symbolic(type))
        printf("%s", v.s->text);
    else
        printf("%lld", (long long)v.i);
}

static void show_operand(enum field_type type, const struct operand *o)
{
    if (o->var >= 0)
        printf("V.%c", "xyzt"[o->var]);
    else
        show_value(type, o->value);
}

static void show_test(const struct test *t, const char *name, enum field_type type)
{
    static const char *const ops[] = {"any", "=", "<", "<=", ">", ">=", "between", "one of",
                                      "like", "within"};
    printf(" %s %s%s ", name, t->negated ? "not " : "", ops[t->op]);
    if (t->op == TEST_LIKE)
        printf("%s", t->glob);
    else if (t->op != TEST_ANY && t->op != TEST_ONE_OF)
        show_operand(type, &t->a);
    if (t->op == TEST_BETWEEN || (t->op == TEST_WITHIN && t->b.var >= 0)) {
        printf("..");
        show_operand(type, &t->b);
    }
    for (uint32_t i = 0; t->op == TEST_ONE_OF && i < t->n_words; i++) {
        printf(" ");
        show_value(type, is_symbolic(type) ? (union value){.s = t->words[i]} : t->values[i]);
    }
    if (t->bind >= 0)
        printf(":as(V.%c)", "xyzt"[t->bind]);
}

static void show_condition(const struct condition *c, int depth)
{
    static const char *const ops[] = {"some", "none",     "count",  "sum",    "min",    "max",
                                      "distinct", "all_of", "any_of", "is_not", "unless", "where"};
    printf("%*s%s", depth * 2, "", ops[c->op]);
    if (c->op <= COND_DISTINCT) {
        printf(".%s{", c->pattern.kind->name);
        for (uint32_t i = 0; i < c->pattern.n_tests; i++) {
            const struct field *f = &fields[c->pattern.tests[i].field];
            show_test(&c->pattern.tests[i], f->name, f->type);
        }
        printf(" }");
    }
    if (is_aggregate(c->op))
        show_test(&c->result, c->op == COND_COUNT ? "" : fields[c->field].name, FIELD_INTEGER);
    if (c->op == COND_WHERE)
        printf(" %u", c->function);
    printf("\n");
    for (uint32_t i = 0; i < c->n_children; i++)
        show_condition(c->children[i], depth + 1);
}

void random_formula_show(const struct formula *f)
{
    show_condition(f->root, 1);
}

static void show_template(const struct fact_template *t)
{
    printf("  derive %s{", t->kind->name);
    for (uint32_t s = 0; s < N_FIELDS; s++) {
        if (!(t->mask >> s & 1))
            continue;
        printf(" %s = ", fields[s].name);
        show_operand(fields[s].type, &t->slots[s]);
    }
    printf(" }\n");
}

void random_rules_show(const struct random_rules *r)
{
    for (uint32_t i = 0; i < N_KINDS; i++)
        printf("kind %s: key %d %x closed %d\n", r->kinds[i].name, r->kinds[i].has_key,
               r->kinds[i].key_mask, r->kinds[i].closed);
    for (uint32_t i = 0; i < r->book.n_rules; i++) {
        const struct rule *rule = r->rule_list[i];
        printf("rule %u%s salience %d action %d\n", i, r->accepted[rule - r->rules] ? "" : " (refused)",
               rule->salience, (int)rule->action);
        random_formula_show(&rule->when);
        for (uint32_t d = 0; d < rule->n_derive; d++)
            show_template(&rule->derive[d]);
    }
}

void random_fact_show(const struct kind *k, uint32_t known, const union value *slots)
{
    printf("%s", k->name);
    for (uint32_t s = 0; s < N_FIELDS; s++) {
        if (!(known >> s & 1))
            continue;
        printf(" %s=", fields[s].name);
        show_value(fields[s].type, slots[s]);
    }
    printf("\n");
}
