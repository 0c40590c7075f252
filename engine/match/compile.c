/* SPDX-License-Identifier: MIT
 * compile.c - conditions to groups: disjunctive normal form, alphas, filters. */
#include "match/compile.h"

#include "base/hash.h"

#include <string.h>

/* --- alphas and indexes ---------------------------------------------------------- */

uint32_t rsv__operand_vars(const struct test *t)
{
    return (t->a.var >= 0 ? 1u << t->a.var : 0) | (t->b.var >= 0 ? 1u << t->b.var : 0);
}

static bool same_test(const struct test *x, const struct test *y, enum field_type type)
{
    if (x->op != y->op || x->negated != y->negated || x->field != y->field ||
        x->n_words != y->n_words)
        return false;
    for (uint32_t i = 0; i < x->n_words; i++)
        if (is_symbolic(type) ? x->words[i] != y->words[i]
                              : !value_equal(type, x->values[i], y->values[i]))
            return false;
    if (x->op == TEST_LIKE)
        return strcmp(x->glob, y->glob) == 0;
    return x->op == TEST_ONE_OF || x->op == TEST_ANY ||
           (value_equal(type, x->a.value, y->a.value) &&
            (x->op != TEST_BETWEEN || value_equal(type, x->b.value, y->b.value)));
}

static uint32_t find_alpha(const struct network *n, const struct kind *kind,
                           const struct test **tests, uint32_t n_tests)
{
    for (uint32_t a = 0; a < n->n_alphas; a++) {
        const struct alpha *alpha = &n->alphas[a];
        if (alpha->kind != kind || alpha->n_tests != n_tests)
            continue;
        uint32_t i = 0;
        while (i < n_tests &&
               same_test(tests[i], alpha->tests[i], kind->fields[tests[i]->field].type))
            i++;
        if (i == n_tests)
            return a;
    }
    return NO_INDEX;
}

static uint32_t alpha_for(struct compiler *c, const struct kind *kind, const struct test **tests,
                          uint32_t n_tests)
{
    struct network *n = c->net;
    uint32_t a = find_alpha(n, kind, tests, n_tests);
    if (a != NO_INDEX)
        return a;
    struct alpha *alphas = rsv__arena_grow(c->arena, n->alphas, n->n_alphas, &c->cap_alphas,
                                           n->n_alphas + 1, sizeof *alphas);
    if (alphas == NULL)
        return 0;
    n->alphas = alphas;
    struct alpha *alpha = &alphas[n->n_alphas];
    *alpha = (struct alpha){.kind = kind, .tests = tests, .n_tests = n_tests, .first_index = NO_INDEX};
    for (uint32_t i = 0; i < n_tests; i++)
        alpha->fields |= 1u << tests[i]->field;
    return n->n_alphas++;
}

uint32_t rsv__compile_index(struct compiler *c, uint32_t alpha, const uint8_t *keys,
                            uint32_t n_keys, uint8_t order)
{
    struct network *n = c->net;
    if (c->arena->failed)
        return 0;
    for (uint32_t i = n->alphas[alpha].first_index; i != NO_INDEX; i = n->indexes[i].next)
        if (n->indexes[i].n_keys == n_keys && n->indexes[i].order == order &&
            (n_keys == 0 || memcmp(n->indexes[i].keys, keys, n_keys) == 0))
            return i;
    struct index *indexes = rsv__arena_grow(c->arena, n->indexes, n->n_indexes, &c->cap_indexes,
                                            n->n_indexes + 1, sizeof *indexes);
    uint8_t *copy = rsv__arena_alloc(c->arena, n_keys);
    if (indexes == NULL || copy == NULL)
        return 0;
    if (n_keys > 0)
        memcpy(copy, keys, n_keys);
    n->indexes = indexes;
    struct index *x = &indexes[n->n_indexes];
    *x = (struct index){.alpha = alpha, .next = n->alphas[alpha].first_index, .n_keys = n_keys, .keys = copy,
                        .order = order, .fields = order != NO_FIELD ? 1u << order : 0};
    for (uint32_t i = 0; i < n_keys; i++)
        x->fields |= 1u << keys[i];
    n->alphas[alpha].first_index = n->n_indexes;
    n->alphas[alpha].key_fields |= x->fields;
    return n->n_indexes++;
}

/* --- patterns --------------------------------------------------------------------- */

static rsv_status compile_pattern(struct compiler *c, const struct pattern *p, struct cpattern *out)
{
    const struct test **constant = rsv__arena_alloc(c->arena, p->n_tests * sizeof *constant);
    const struct test **variable = rsv__arena_alloc(c->arena, p->n_tests * sizeof *variable);
    struct use *uses = rsv__arena_alloc(c->arena, 2 * p->n_tests * sizeof *uses);
    if (c->arena->failed)
        return rsv__nomem(c->err);
    *out = (struct cpattern){.source = p, .var_tests = variable, .uses = uses};
    uint32_t n_constant = 0;
    for (uint32_t i = 0; i < p->n_tests; i++) {
        const struct test *t = &p->tests[i];
        if (t->op == TEST_EQUAL && !t->negated && t->a.var >= 0)
            uses[out->n_uses++] = (struct use){(uint8_t)t->field, (uint8_t)t->a.var};
        else if (rsv__operand_vars(t) != 0)
            variable[out->n_var_tests++] = t;
        else if (t->op != TEST_ANY)
            constant[n_constant++] = t;
        if (t->bind >= 0)
            uses[out->n_uses++] = (struct use){(uint8_t)t->field, (uint8_t)t->bind};
    }
    for (uint32_t i = 0; i < out->n_uses; i++)
        out->vars |= 1u << uses[i].var;
    out->alpha = alpha_for(c, p->kind, constant, n_constant);
    return c->arena->failed ? rsv__nomem(c->err) : RSV_OK;
}

/* --- disjunctive normal form ------------------------------------------------------- */

struct variant { /* the leaves of one conjunction */
    const struct condition **leaves;
    size_t n, cap;
};

struct variants {
    struct variant *items;
    size_t n, cap;
};

static rsv_status add_leaves(struct compiler *c, struct variant *v,
                             const struct condition *const *leaves, size_t n)
{
    if (n == 0)
        return RSV_OK;
    const struct condition **grown =
        rsv__arena_grow(c->arena, v->leaves, v->n, &v->cap, v->n + n, sizeof *grown);
    if (grown == NULL)
        return rsv__nomem(c->err);
    v->leaves = grown;
    for (size_t i = 0; i < n; i++)
        grown[v->n++] = leaves[i];
    return RSV_OK;
}

static struct variant *add_variant(struct compiler *c, struct variants *vs)
{
    struct variant *grown =
        rsv__arena_grow(c->arena, vs->items, vs->n, &vs->cap, vs->n + 1, sizeof *grown);
    if (grown == NULL) {
        rsv__nomem(c->err);
        return NULL;
    }
    vs->items = grown;
    grown[vs->n] = (struct variant){0};
    return &grown[vs->n++];
}

static rsv_status expand(struct compiler *c, const struct condition *cond, struct variants *out);

static rsv_status expand_any(struct compiler *c, const struct condition *cond,
                             struct variants *out)
{
    for (uint32_t i = 0; i < cond->n_children; i++) {
        rsv_status rc = expand(c, cond->children[i], out);
        if (rc != RSV_OK)
            return rc;
    }
    return RSV_OK;
}

/* Every variant of `left` followed by every variant of `right`. */
static rsv_status cross(struct compiler *c, const struct variants *left,
                        const struct variants *right, struct variants *out)
{
    for (size_t i = 0; i < left->n; i++) {
        for (size_t j = 0; j < right->n; j++) {
            struct variant *v = add_variant(c, out);
            if (v == NULL)
                return RSV_ENOMEM;
            rsv_status rc = add_leaves(c, v, left->items[i].leaves, left->items[i].n);
            if (rc == RSV_OK)
                rc = add_leaves(c, v, right->items[j].leaves, right->items[j].n);
            if (rc != RSV_OK)
                return rc;
        }
    }
    if (out->n > MAX_VARIANTS)
        return rsv__fail(c->err, RSV_ERULES, "any_of makes more than %d alternatives",
                         (int)MAX_VARIANTS);
    return RSV_OK;
}

static rsv_status expand_all(struct compiler *c, const struct condition *cond,
                             struct variants *out)
{
    struct variants so_far = {0};
    if (add_variant(c, &so_far) == NULL)
        return RSV_ENOMEM;
    for (uint32_t i = 0; i < cond->n_children; i++) {
        const enum condition_op op = cond->children[i]->op;
        struct variants right = {0}, both = {0};
        rsv_status rc = RSV_OK;
        if (op != COND_ALL && op != COND_ANY) { /* a leaf, as most are: it goes into each */
            for (size_t k = 0; k < so_far.n && rc == RSV_OK; k++)
                rc = add_leaves(c, &so_far.items[k], &cond->children[i], 1);
        } else {
            rc = expand(c, cond->children[i], &right);
            if (rc == RSV_OK)
                rc = cross(c, &so_far, &right, &both);
            so_far = both;
        }
        if (rc != RSV_OK)
            return rc;
    }
    for (size_t i = 0; i < so_far.n; i++) {
        struct variant *v = add_variant(c, out);
        if (v == NULL)
            return RSV_ENOMEM;
        *v = so_far.items[i];
    }
    return RSV_OK;
}

static rsv_status expand(struct compiler *c, const struct condition *cond, struct variants *out)
{
    if (cond->op == COND_ALL)
        return expand_all(c, cond, out);
    if (cond->op == COND_ANY)
        return expand_any(c, cond, out);
    struct variant *v = add_variant(c, out);
    return v == NULL ? RSV_ENOMEM : add_leaves(c, v, &cond, 1);
}

/* --- conjunctions ------------------------------------------------------------------ */

static rsv_status compile_planned(struct compiler *c, const struct condition *cond, uint32_t outer,
                                  const struct group **out);

/* All variables that a condition mentions, at any depth. */
static uint32_t mentioned(const struct condition *cond)
{
    uint32_t vars = cond->op == COND_WHERE ? UINT32_MAX : 0; /* Lua may read any of them */
    for (uint32_t i = 0; i < cond->n_children; i++)
        vars |= mentioned(cond->children[i]);
    if (cond->op <= COND_DISTINCT) {
        for (uint32_t i = 0; i < cond->pattern.n_tests; i++) {
            const struct test *t = &cond->pattern.tests[i];
            vars |= rsv__operand_vars(t) | (t->bind >= 0 ? 1u << t->bind : 0);
        }
    }
    if (is_aggregate(cond->op))
        vars |= rsv__operand_vars(&cond->result) |
                (cond->result.bind >= 0 ? 1u << cond->result.bind : 0);
    return vars;
}

static rsv_status compile_aggregate(struct compiler *c, const struct condition *cond,
                                    uint32_t outer, struct filter *f)
{
    struct cpattern *p = rsv__arena_alloc(c->arena, sizeof *p);
    if (p == NULL)
        return rsv__nomem(c->err);
    rsv_status rc = compile_pattern(c, &cond->pattern, p);
    if (rc != RSV_OK)
        return rc;
    /* the uses of outer variables first: they are the key */
    struct use *uses = rsv__arena_alloc(c->arena, p->n_uses * sizeof *uses);
    if (uses == NULL)
        return rsv__nomem(c->err);
    uint32_t n = 0;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < p->n_uses; i++)
            if ((outer >> p->uses[i].var & 1) == (pass == 0))
                uses[n++] = p->uses[i];
    uint8_t keys[2 * MAX_FIELDS];
    while (f->n_keys < n && (outer >> uses[f->n_keys].var & 1)) {
        keys[f->n_keys] = uses[f->n_keys].field;
        f->n_keys++;
    }
    p->uses = uses;
    f->op = FILTER_AGGREGATE;
    f->pattern = p;
    f->index = rsv__compile_index(c, p->alpha, keys, f->n_keys, NO_FIELD);
    f->bind = cond->result.bind;
    return RSV_OK;
}

static rsv_status compile_filter(struct compiler *c, const struct condition *cond, uint32_t outer,
                                 struct filter *f)
{
    *f = (struct filter){
        .source = cond, .formula = c->formula, .bind = -1, .mentions = mentioned(cond),
        .needs = mentioned(cond) & outer};
    switch (cond->op) {
    case COND_NONE:
    case COND_NOT:
        f->op = FILTER_NOT;
        return compile_planned(c, cond, outer, &f->group);
    case COND_UNLESS:
        f->op = FILTER_UNLESS;
        return compile_planned(c, cond, outer, &f->group);
    case COND_WHERE:
        f->op = FILTER_WHERE;
        f->id = c->net->n_wheres++;
        return RSV_OK;
    default:
        return compile_aggregate(c, cond, outer, f);
    }
}

/* The variables that a test needs must be bound by a pattern here or outside; the result of
 * an aggregate comes too late. */
static rsv_status check_bound(struct compiler *c, const struct conjunction *body, uint32_t bound)
{
    for (uint32_t i = 0; i < body->n_patterns; i++) {
        const struct cpattern *p = &body->patterns[i];
        for (uint32_t j = 0; j < p->n_var_tests; j++) {
            const uint32_t loose = rsv__operand_vars(p->var_tests[j]) & ~bound;
            if (loose != 0)
                return rsv__fail(c->err, RSV_ERULES, "nothing binds V.%s, which a test of '%s' needs",
                                 c->formula->vars[__builtin_ctz(loose)],
                                 p->source->kind->fields[p->var_tests[j]->field].name);
        }
    }
    return RSV_OK;
}

static rsv_status compile_conjunction(struct compiler *c, const struct variant *v, uint32_t outer,
                                      struct conjunction *out)
{
    struct cpattern *patterns = rsv__arena_alloc(c->arena, v->n * sizeof *patterns);
    struct filter *filters = rsv__arena_alloc(c->arena, v->n * sizeof *filters);
    if (c->arena->failed)
        return rsv__nomem(c->err);
    *out = (struct conjunction){.patterns = patterns, .filters = filters};
    rsv_status rc = RSV_OK;
    uint32_t bound = outer;
    for (size_t i = 0; i < v->n && rc == RSV_OK; i++) {
        if (v->leaves[i]->op != COND_SOME)
            continue;
        rc = compile_pattern(c, &v->leaves[i]->pattern, &patterns[out->n_patterns]);
        if (rc == RSV_OK)
            bound |= patterns[out->n_patterns++].vars;
    }
    if (rc == RSV_OK)
        rc = check_bound(c, out, bound);
    if (rc == RSV_OK && out->n_patterns > MAX_PATTERNS)
        rc = rsv__fail(c->err, RSV_ERULES, "more than %d patterns", (int)MAX_PATTERNS);
    for (int pass = 0; pass < 3 && rc == RSV_OK; pass++) { /* aggregates bind; where comes last */
        for (size_t i = 0; i < v->n && rc == RSV_OK; i++) {
            const enum condition_op op = v->leaves[i]->op;
            const int turn = is_aggregate(op) ? 0 : op == COND_WHERE ? 2 : 1;
            if (op == COND_SOME || turn != pass)
                continue;
            struct filter *f = &filters[out->n_filters];
            rc = compile_filter(c, v->leaves[i], bound, f);
            if (rc == RSV_OK && f->bind >= 0)
                bound |= 1u << f->bind;
            out->n_filters++;
        }
    }
    return rc;
}

/* How to match the group from nothing but outer variables. */
static rsv_status plan_group(struct compiler *c, const struct group *g, uint32_t outer)
{
    rsv_status rc = RSV_OK;
    for (uint32_t i = 0; i < g->n_variants && rc == RSV_OK; i++) {
        struct conjunction *body = (struct conjunction *)&g->variants[i];
        rc = rsv__compile_plan(c, body, NO_PATTERN, outer, &body->plan);
        if (rc == RSV_OK && outer != 0)
            rsv__compile_orders(c, body);
    }
    return rc == RSV_OK && c->arena->failed ? rsv__nomem(c->err) : rc;
}

/* The kinds that a group looks at, at any depth. */
static void collect_kinds(const struct conjunction *body, const struct kind **list, uint32_t *n)
{
    for (uint32_t i = 0; i < body->n_patterns; i++)
        list[(*n)++] = body->patterns[i].source->kind;
    for (uint32_t i = 0; i < body->n_filters; i++) {
        const struct filter *f = &body->filters[i];
        if (f->op == FILTER_AGGREGATE)
            list[(*n)++] = f->pattern->source->kind;
        for (uint32_t k = 0; f->group != NULL && k < f->group->kinds; k++)
            list[(*n)++] = f->group->kind_list[k];
    }
}

static uint32_t count_kinds(const struct conjunction *body)
{
    uint32_t n = body->n_patterns + body->n_filters;
    for (uint32_t i = 0; i < body->n_filters; i++)
        if (body->filters[i].group != NULL)
            n += body->filters[i].group->kinds;
    return n;
}

static rsv_status finish_group(struct compiler *c, struct group *g)
{
    uint32_t most = 0, n = 0;
    for (uint32_t i = 0; i < g->n_variants; i++)
        most += count_kinds(&g->variants[i]);
    g->kind_list = rsv__arena_alloc(c->arena, most * sizeof *g->kind_list);
    if (g->kind_list == NULL)
        return rsv__nomem(c->err);
    for (uint32_t i = 0; i < g->n_variants; i++)
        collect_kinds(&g->variants[i], g->kind_list, &n);
    for (uint32_t i = 0; i < n; i++) { /* each once */
        uint32_t j = 0;
        while (j < g->kinds && g->kind_list[j] != g->kind_list[i])
            j++;
        if (j == g->kinds)
            g->kind_list[g->kinds++] = g->kind_list[i];
    }
    return RSV_OK;
}

static rsv_status compile_group(struct compiler *c, const struct condition *cond, uint32_t outer,
                                const struct group **out)
{
    /* NONE, NOT and UNLESS stand for what is below them */
    struct condition *inner = rsv__arena_alloc(c->arena, sizeof *inner);
    struct group *g = rsv__arena_alloc(c->arena, sizeof *g);
    if (c->arena->failed)
        return rsv__nomem(c->err);
    *inner = *cond;
    inner->op = cond->op == COND_NONE                              ? COND_SOME
                : cond->op == COND_NOT || cond->op == COND_UNLESS ? COND_ALL
                                                                  : cond->op;
    struct variants vs = {0};
    rsv_status rc = expand(c, inner, &vs);
    if (rc != RSV_OK)
        return rc;
    if (vs.n > MAX_VARIANTS)
        return rsv__fail(c->err, RSV_ERULES, "any_of makes more than %d alternatives",
                         (int)MAX_VARIANTS);
    struct conjunction *bodies = rsv__arena_alloc(c->arena, vs.n * sizeof *bodies);
    if (bodies == NULL)
        return rsv__nomem(c->err);
    *g = (struct group){.formula = c->formula, .variants = bodies};
    for (size_t i = 0; i < vs.n && rc == RSV_OK; i++) {
        rc = compile_conjunction(c, &vs.items[i], outer, &bodies[i]);
        g->n_variants++;
    }
    *out = g;
    return rc == RSV_OK ? finish_group(c, g) : rc;
}

static rsv_status compile_planned(struct compiler *c, const struct condition *cond, uint32_t outer,
                                  const struct group **out)
{
    const rsv_status rc = compile_group(c, cond, outer, out);
    return rc == RSV_OK ? plan_group(c, *out, outer) : rc;
}

/* --- productions --------------------------------------------------------------------- */

static rsv_status add_production(struct compiler *c, const struct rule *rule,
                                 const struct group *group, struct conjunction *body)
{
    struct network *n = c->net;
    rsv_status rc = RSV_OK;
    if (body->n_filters > 0) /* else nobody starts from nothing, and needs lists of facts for it */
        rc = rsv__compile_plan(c, body, NO_PATTERN, 0, &body->plan);
    struct plan *seeded = rsv__arena_alloc(c->arena, body->n_patterns * sizeof *seeded);
    struct production *grown =
        rsv__arena_grow(c->arena, n->productions, n->n_productions, &c->cap_productions,
                        n->n_productions + 1, sizeof *grown);
    if (c->arena->failed)
        return rsv__nomem(c->err);
    n->productions = grown;
    for (uint32_t i = 0; i < body->n_patterns && rc == RSV_OK; i++)
        rc = rsv__compile_seeded(c, body, (uint8_t)i, &seeded[i]);
    if (rc != RSV_OK)
        return rc;
    body->seeded = seeded;
    grown[n->n_productions] = (struct production){
        .rule = rule,
        .group = group,
        .body = body,
        .id = n->n_productions,
        .remembers = body->n_filters > 0 || rule->n_derive > 0,
        .is_plain = body->n_patterns == 1 && body->patterns[0].n_var_tests == 0 && body->n_filters == 0 &&
                    (uint32_t)__builtin_popcount(body->patterns[0].vars) == body->patterns[0].n_uses,
    };
    n->n_productions++;
    return RSV_OK;
}

static rsv_status compile_rule(struct compiler *c, const struct rule *rule,
                               const struct group **out)
{
    const uint32_t before = c->net->n_productions;
    c->formula = &rule->when;
    rsv_status rc = compile_group(c, rule->when.root, 0, out);
    for (uint32_t i = 0; rc == RSV_OK && i < (*out)->n_variants; i++)
        rc = add_production(c, rule, *out, (struct conjunction *)&(*out)->variants[i]);
    if (rc != RSV_OK) {
        c->net->n_productions = before;
        *out = NULL;
    }
    return rc;
}

static rsv_status compile_all(struct compiler *c, const struct program *p)
{
    struct network *n = c->net;
    uint32_t n_outcomes = 0;
    for (uint32_t i = 0; i < p->n_evidence; i++)
        n_outcomes += p->evidence[i]->n_outcomes;
    n->rules = rsv__arena_alloc(c->arena, p->n_rules * sizeof *n->rules);
    n->outcomes = rsv__arena_alloc(c->arena, n_outcomes * sizeof *n->outcomes);
    if (c->arena->failed)
        return rsv__nomem(c->err);
    for (uint32_t i = 0; i < p->n_rules; i++) {
        rsv_status rc = compile_rule(c, p->rules[i], &n->rules[i]);
        if (rc == RSV_ENOMEM)
            return rc;
        if (rc != RSV_OK)
            p->refuse(p->user, &p->rules[i]->when, &p->rules[i]->at, c->err);
    }
    uint32_t at = 0;
    for (uint32_t i = 0; i < p->n_evidence; i++) {
        for (uint32_t j = 0; j < p->evidence[i]->n_outcomes; j++, at++) {
            const struct outcome *o = &p->evidence[i]->outcomes[j];
            c->formula = &o->when;
            rsv_status rc = compile_planned(c, o->when.root, 0, &n->outcomes[at]);
            if (rc == RSV_ENOMEM)
                return rc;
            if (rc != RSV_OK) {
                n->outcomes[at] = NULL;
                p->refuse(p->user, &o->when, &o->at, c->err);
            }
        }
    }
    return RSV_OK;
}

rsv_status rsv__network_compile(const struct program *program, struct arena *arena,
                                struct network *out, rsv_error *err)
{
    *out = (struct network){
        .arena = arena, .kinds = program->kinds, .n_kinds = program->n_kinds};
    struct compiler c = {.net = out, .arena = arena, .shuffle = program->shuffle, .err = err};
    rsv_status rc = compile_all(&c, program);
    if (rc == RSV_OK)
        rc = rsv__compile_triggers(&c);
    return rc == RSV_OK ? rsv__compile_layouts(&c) : rc;
}
