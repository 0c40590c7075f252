/* SPDX-License-Identifier: MIT
 * resolve_rule.c - rules and evidence. */
#include "script/resolve.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

/* --- rules ------------------------------------------------------------------------------------ */

static bool derive_from(struct resolver *r, int body, struct scope *scope, struct rule *rule)
{
    lua_State *L = r->L;
    bool ok = true;
    const int type = rsv__get(L, body, "derive");
    const int at = lua_gettop(L);
    if (type != LUA_TNIL) {
        const bool one = rsv__dsl_is(L, at, DSL_FACT);
        const lua_Unsigned n = one ? 1 : type == LUA_TTABLE ? lua_rawlen(L, at) : 0;
        struct fact_template *list = rsv__resolve_alloc(r, n * sizeof *list);
        for (lua_Unsigned i = 0; i < n; i++) {
            if (one)
                lua_pushvalue(L, at);
            else
                lua_rawgeti(L, at, (lua_Integer)i + 1);
            ok = rsv__resolve_template(r, lua_gettop(L), scope, &list[i]) && ok;
            lua_pop(L, 1);
        }
        rule->derive = list;
        rule->n_derive = (uint32_t)n;
        if (n == 0)
            rsv__complain(r, "R013", (struct spot){0, "derive"}, NULL,
                          "'derive' should be a fact or a list of facts");
    }
    lua_pop(L, 1);
    return ok;
}

/* The fact that a change is about, and its new values; the change is at `at`. */
static bool matched_from(struct resolver *r, int at, struct scope *scope, const struct rule *rule, struct effect *d)
{
    lua_State *L = r->L;
    const int line = rsv__line_of(r, at);
    rsv__get(L, at, "fact");
    const lua_Integer n = lua_tointeger(L, -1);
    lua_pop(L, 1);
    d->with.kind = n < 1 || n > MAX_CONDITIONS ? NULL : rsv__matched_kind(&rule->when, (uint32_t)n - 1);
    if (d->with.kind == NULL) {
        rsv__complain(r, "R013", (struct spot){line, NULL}, NULL,
                      "there is no fact %lld: 'some' conditions count from 1, up to the first any_of", (long long)n);
        return false;
    }
    d->fact = (uint32_t)n - 1;
    rsv__get(L, at, "values");
    const bool ok =
        d->op == CHANGE_RETRACT || rsv__resolve_fields(r, lua_gettop(L), scope, line, &d->with);
    lua_pop(L, 1);
    return ok;
}

static bool effect_from(struct resolver *r, int at, struct scope *scope, const struct rule *rule, struct effect *d)
{
    lua_State *L = r->L;
    if (!rsv__dsl_is(L, at, DSL_EFFECT)) {
        rsv__complain(r, "R013", (struct spot){0, "action"}, NULL,
                      "'action' should be a function or a list of wm.assert(...), wm.retract(...), wm.modify(...)");
        return false;
    }
    const char *op = rsv__get_word(L, at, "op");
    d->op = strcmp(op, "assert") == 0 ? CHANGE_ASSERT : strcmp(op, "retract") == 0 ? CHANGE_RETRACT : CHANGE_MODIFY;
    lua_pop(L, 1);
    if (d->op != CHANGE_ASSERT)
        return matched_from(r, at, scope, rule, d);
    rsv__get(L, at, "fact");
    const bool ok = rsv__resolve_template(r, lua_gettop(L), scope, &d->with);
    lua_pop(L, 1);
    return ok;
}

/* An action that is no function. */
static bool effects_from(struct resolver *r, int body, struct scope *scope, struct rule *rule)
{
    lua_State *L = r->L;
    bool ok = true;
    const int type = rsv__get(L, body, "action");
    const int at = lua_gettop(L);
    if (type != LUA_TNIL && rule->action == NO_FUNCTION) {
        const lua_Unsigned n = type == LUA_TTABLE ? lua_rawlen(L, at) : 0;
        struct effect *effects = rsv__resolve_alloc(r, n * sizeof *effects);
        for (lua_Unsigned i = 0; i < n && ok; i++) {
            lua_rawgeti(L, at, (lua_Integer)i + 1);
            ok = effect_from(r, lua_gettop(L), scope, rule, &effects[i]);
            lua_pop(L, 1);
        }
        rule->effects = effects;
        rule->n_effects = (uint32_t)n;
        if (n == 0)
            rsv__complain(r, "R013", (struct spot){0, "action"}, NULL,
                          "'action' should be a function or a list of changes, not %s", rsv__type_word(L, at));
    }
    lua_pop(L, 1);
    return ok;
}

static int salience_from(struct resolver *r, int body)
{
    const int type = rsv__get(r->L, body, "salience");
    int is_integer = 1;
    const lua_Integer v = type == LUA_TNIL ? 0 : lua_tointegerx(r->L, -1, &is_integer);
    lua_pop(r->L, 1);
    if (!is_integer || v < -10000 || v > 10000)
        rsv__complain(r, "R013", (struct spot){0, "salience"}, NULL,
                      "salience should be an integer from -10000 to 10000");
    return (int)v;
}

static bool says(const char *say, const char *variable)
{
    const size_t n = strlen(variable);
    for (const char *at = say; at != NULL && (at = strchr(at, '{')) != NULL; at++) {
        if (strncmp(at + 1, variable, n) == 0 && at[1 + n] == '}')
            return true;
    }
    return false;
}

/* A variable that is used once says nothing: most likely it is misspelt. */
static void check_uses(struct resolver *r, const struct scope *s, const char *say, bool functions)
{
    for (uint32_t i = 0; i < s->n && !functions; i++) {
        if (s->uses[i] > 1 || says(say, s->names[i]))
            continue;
        rsv__warn(r, "R034", (struct spot){0, rsv__arena_printf(r->arena, "V.%s", s->names[i])},
                  "a variable joins or tells something; this one may be misspelt, or not needed",
                  "V.%s is used only once", s->names[i]);
    }
}

/* Variables that have a value where the condition is true; what stands under a negation has none outside of it. */
static uint32_t bound_by(const struct condition *c)
{
    uint32_t mask = 0;
    switch (c->op) {
    case COND_SOME:
        for (uint32_t i = 0; i < c->pattern.n_tests; i++) {
            const struct test *t = &c->pattern.tests[i];
            mask |= t->bind >= 0 ? 1u << t->bind : 0;
            mask |= t->op == TEST_EQUAL && !t->negated && t->a.var >= 0 ? 1u << t->a.var : 0;
        }
        break;
    case COND_ALL:
    case COND_ANY:
        for (uint32_t i = 0; i < c->n_children; i++)
            mask |= bound_by(c->children[i]);
        break;
    case COND_COUNT:
    case COND_SUM:
    case COND_MIN:
    case COND_MAX:
    case COND_DISTINCT:
        mask = c->result.bind >= 0 ? 1u << c->result.bind : 0;
        mask |= c->result.op == TEST_EQUAL && !c->result.negated && c->result.a.var >= 0 ? 1u << c->result.a.var : 0;
        break;
    default:
        break;
    }
    return mask;
}

static void check_bound(struct resolver *r, const struct scope *s, uint32_t bound, const struct fact_template *t)
{
    for (uint32_t mask = t->mask; mask != 0; mask &= mask - 1) {
        const struct operand *o = &t->slots[__builtin_ctz(mask)];
        if (o->var >= 0 && !(bound >> o->var & 1))
            rsv__complain(r, "R016", (struct spot){0, rsv__arena_printf(r->arena, "V.%s", s->names[o->var])}, NULL,
                          "V.%s is only in a negation, outside of which it has no value", s->names[o->var]);
    }
}

/* What a rule derives or changes takes values from its match. */
static void check_values(struct resolver *r, const struct scope *s, const struct rule *rule)
{
    const uint32_t bound = bound_by(rule->when.root);
    for (uint32_t i = 0; i < rule->n_derive; i++)
        check_bound(r, s, bound, &rule->derive[i]);
    for (uint32_t i = 0; i < rule->n_effects; i++)
        check_bound(r, s, bound, &rule->effects[i].with);
}

static bool has_where(const struct condition *c)
{
    bool any = c->op == COND_WHERE;
    for (uint32_t i = 0; i < c->n_children && !any; i++)
        any = has_where(c->children[i]);
    return any;
}

void rsv__resolve_rule(struct resolver *r, int body)
{
    static const char *const keys[] = {"when", "derive", "action", "salience", "say", "doc", NULL};
    lua_State *L = r->L;
    struct rule *rule = rsv__resolve_alloc(r, sizeof *rule);
    struct scope scope = {.n = 0};
    rsv__check_keys(r, body, keys, "a rule");
    rule->name = r->current->name;
    rule->at = (struct place){r->current->source->path, r->current->line};
    rule->order = r->book->n_rules;
    rule->action = r->current->action;
    rule->say = rsv__get_text(r, body, "say");
    rule->salience = salience_from(r, body);
    rsv__get(L, body, "when");
    bool ok = rsv__resolve_formula(r, lua_gettop(L), &scope, &rule->when);
    lua_pop(L, 1);
    const uint32_t n_vars = scope.n;
    ok = derive_from(r, body, &scope, rule) && ok;
    ok = ok && effects_from(r, body, &scope, rule);
    if (scope.n > n_vars)
        rsv__complain(r, "R016", (struct spot){0, scope.names[n_vars]}, NULL,
                      "nothing in 'when' binds V.%s", scope.names[n_vars]);
    else if (ok)
        check_values(r, &scope, rule);
    if (ok && (rule->n_derive > 0) == has_action(rule))
        rsv__complain(r, "R015", (struct spot){0, NULL}, NULL,
                      rule->n_derive > 0 ? "a rule has 'derive' or 'action', not both"
                                         : "a rule needs 'derive' (or 'action')");
    if (!ok || r->bad)
        return;
    check_uses(r, &scope, rule->say,
               rule->action != NO_FUNCTION || has_where(rule->when.root));
    RSV_APPEND(r, r->book->rules, r->book->n_rules, rule);
}

/* --- what would be seen -------------------------------------------------------------------------- */

struct rows {
    struct seen_row *items;
    size_t n, cap;
};

static struct seen_row *add_row(struct resolver *r, struct rows *rows, const char *cause,
                                uint32_t n_outcomes)
{
    struct seen_row *grown =
        rsv__arena_grow(r->arena, rows->items, rows->n, &rows->cap, rows->n + 1, sizeof *grown);
    if (grown == NULL)
        rsv__resolve_nomem(r);
    rows->items = grown;
    grown[rows->n] = (struct seen_row){cause, rsv__resolve_alloc(r, n_outcomes * sizeof(double)),
                                       r->current->source->path};
    return &grown[rows->n++];
}

static struct seen_row *find_row(const struct rows *rows, const char *cause)
{
    for (size_t i = 0; i < rows->n; i++)
        if (strcmp(rows->items[i].cause, cause) == 0)
            return &rows->items[i];
    return NULL;
}

/* ["cause"] = {percent, ...}; the list is on top of the stack */
static void row_from(struct resolver *r, const char *cause, uint32_t n_outcomes, struct rows *rows)
{
    lua_State *L = r->L;
    double sum = 0;
    if (lua_type(L, -1) != LUA_TTABLE || lua_rawlen(L, -1) != n_outcomes) {
        rsv__complain(r, "R017", (struct spot){0, cause}, NULL,
                      "'%s' needs one share for each of the %u outcomes", cause, n_outcomes);
        return;
    }
    if (find_row(rows, cause) != NULL) {
        rsv__complain(r, "R003", (struct spot){0, cause}, NULL, "'%s' has a row already", cause);
        return;
    }
    double *percent = (double *)add_row(r, rows, cause, n_outcomes)->percent;
    for (uint32_t i = 0; i < n_outcomes; i++) {
        const bool number = lua_rawgeti(L, -1, (lua_Integer)i + 1) == LUA_TNUMBER;
        percent[i] = lua_tonumber(L, -1);
        lua_pop(L, 1);
        if (!number || !(percent[i] >= 0 && percent[i] <= 100)) {
            rsv__complain(r, "R017", (struct spot){0, cause}, NULL,
                          "the shares of '%s' should be numbers from 0 to 100", cause);
            return;
        }
        sum += percent[i];
    }
    if (sum > 100.0001)
        rsv__complain(r, "R017", (struct spot){0, cause}, NULL,
                      "the shares of '%s' add up to %g, more than 100", cause, sum);
}

/* The table of rows is on top of the stack. */
static void rows_from(struct resolver *r, uint32_t n_outcomes, struct rows *rows)
{
    uint32_t n;
    const char **causes = rsv__sorted_keys(r, -1, &n);
    for (uint32_t i = 0; i < n; i++) {
        rsv__get(r->L, -1, causes[i]);
        row_from(r, causes[i], n_outcomes, rows);
        lua_pop(r->L, 1);
    }
}

/* `seen "evidence" { ... }` elsewhere adds rows for the causes of other families. */
static void rows_from_elsewhere(struct resolver *r, uint32_t n_outcomes, struct rows *rows)
{
    const struct declaration *mine = r->current;
    for (uint32_t i = 0; i < r->n_declarations; i++) {
        const struct declaration *d = &r->declarations[i];
        if (strcmp(d->what, "seen") != 0 || strcmp(d->name, mine->name) != 0)
            continue;
        r->current = d;
        lua_rawgeti(r->L, 1, d->index);
        if (rsv__get(r->L, -1, "body") == LUA_TTABLE)
            rows_from(r, n_outcomes, rows);
        lua_pop(r->L, 2);
    }
    r->current = mine;
}

/* The short form.  A typical outcome is USUALLY seen, the others RARELY, at most 16 together. */
static void short_rows(struct resolver *r, struct evidence *e, const char **typical,
                       const uint32_t *of, uint32_t n_typical, struct rows *rows)
{
    const double n = e->n_outcomes;
    const double rarely = n > 3 ? 16 / (n - 1) : 8, never_typical = n > 10 ? 80 / n : 8;
    for (uint32_t i = 0; i < n_typical; i++) {
        for (uint32_t j = 0; j < i; j++)
            if (strcmp(typical[i], typical[j]) == 0)
                rsv__complain(r, "R017", (struct spot){0, typical[i]}, NULL,
                              "'%s' is typical of two outcomes; give it a row in 'seen'",
                              typical[i]);
        if (find_row(rows, typical[i]) != NULL)
            continue;
        double *percent = (double *)add_row(r, rows, typical[i], e->n_outcomes)->percent;
        for (uint32_t o = 0; o < e->n_outcomes; o++)
            percent[o] = o == of[i] ? 80 : rarely;
    }
    if (n_typical > 0 && find_row(rows, "other") == NULL) {
        double *percent = (double *)add_row(r, rows, "other", e->n_outcomes)->percent;
        for (uint32_t o = 0; o < e->n_outcomes; o++)
            percent[o] = never_typical;
    }
}

/* --- outcomes ---------------------------------------------------------------------------------------- */

struct typical {
    const char **causes;
    uint32_t *of;
    uint32_t n;
};

static void typical_from(struct resolver *r, int outcome, uint32_t o, struct typical *t)
{
    lua_State *L = r->L;
    const int type = rsv__get(L, outcome, "typical_of");
    const lua_Unsigned n = type == LUA_TTABLE ? lua_rawlen(L, -1) : 0;
    if (type != LUA_TNIL && n == 0)
        rsv__complain(r, "R013", (struct spot){0, "typical_of"}, NULL,
                      "'typical_of' should be a list of causes");
    for (lua_Unsigned i = 0; i < n; i++) {
        if (lua_rawgeti(L, -1, (lua_Integer)i + 1) != LUA_TSTRING) {
            rsv__complain(r, "R013", (struct spot){0, "typical_of"}, NULL,
                          "'typical_of' lists causes, as texts, not %s", rsv__type_word(L, -1));
        } else {
            size_t length;
            const char *s = lua_tolstring(L, -1, &length);
            char *copy = rsv__resolve_alloc(r, length + 1);
            memcpy(copy, s, length);
            uint32_t *of = rsv__resolve_alloc(r, (t->n + 1) * sizeof *of);
            if (t->n > 0)
                memcpy(of, t->of, t->n * sizeof *of);
            of[t->n] = o;
            t->of = of;
            RSV_APPEND(r, t->causes, t->n, copy);
        }
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

static bool outcome_from(struct resolver *r, int table, uint32_t o, struct outcome *out,
                         struct typical *typical)
{
    static const char *const keys[] = {"when", "say", "typical_of", NULL};
    lua_State *L = r->L;
    struct scope scope = {.n = 0};
    if (lua_type(L, table) != LUA_TTABLE || lua_rawgeti(L, table, 1) != LUA_TSTRING) {
        rsv__complain(r, "R015", (struct spot){0, NULL}, NULL,
                      "outcome %u should be { \"name\", when = ... }", o + 1);
        return false;
    }
    size_t n;
    const char *s = lua_tolstring(L, -1, &n);
    char *name = rsv__resolve_alloc(r, n + 1);
    memcpy(name, s, n);
    lua_pop(L, 1);
    out->name = name;
    rsv__check_keys(r, table, keys, "an outcome");
    out->say = rsv__get_text(r, table, "say");
    rsv__get(L, table, "when");
    const bool ok = rsv__resolve_formula(r, lua_gettop(L), &scope, &out->when);
    lua_pop(L, 1);
    out->at = (struct place){r->current->source->path,
                             ok ? out->when.root->children[0]->line : r->current->line};
    typical_from(r, table, o, typical);
    if (ok)
        check_uses(r, &scope, out->say, has_where(out->when.root));
    return ok;
}

static bool outcomes_from(struct resolver *r, int body, struct evidence *e,
                          struct typical *typical)
{
    lua_State *L = r->L;
    const lua_Unsigned n = lua_rawlen(L, body);
    if (n == 0 || n > 15) {
        rsv__complain(r, "R015", (struct spot){0, NULL}, NULL,
                      n ? "evidence has at most 15 outcomes" : "evidence needs outcomes");
        return false;
    }
    struct outcome *outcomes = rsv__resolve_alloc(r, n * sizeof *outcomes);
    bool ok = true;
    for (lua_Unsigned i = 0; i < n; i++) {
        lua_rawgeti(L, body, (lua_Integer)i + 1);
        ok = outcome_from(r, lua_gettop(L), (uint32_t)i, &outcomes[i], typical) && ok;
        lua_pop(L, 1);
        for (lua_Unsigned j = 0; ok && j < i; j++)
            if (strcmp(outcomes[i].name, outcomes[j].name) == 0)
                rsv__complain(r, "R003", (struct spot){0, outcomes[i].name}, NULL,
                              "two outcomes are called '%s'", outcomes[i].name);
    }
    e->outcomes = outcomes;
    e->n_outcomes = (uint32_t)n;
    return ok;
}

/* codes = { 50053, ... }: an observation that means something for these alone. */
static void codes_from(struct resolver *r, int body, struct evidence *e)
{
    lua_State *L = r->L;
    const int type = rsv__get(L, body, "codes");
    const lua_Unsigned n = type == LUA_TTABLE ? lua_rawlen(L, -1) : 0;
    int64_t *codes = rsv__resolve_alloc(r, n * sizeof *codes);
    bool ok = type == LUA_TNIL || n > 0;
    for (lua_Unsigned i = 0; i < n; i++) {
        int is_integer;
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        codes[i] = lua_tointegerx(L, -1, &is_integer);
        ok = ok && is_integer && codes[i] > 0;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    if (!ok)
        rsv__complain(r, "R013", (struct spot){0, "codes"}, NULL, "'codes' should be a list of error codes");
    e->codes = codes;
    e->n_codes = (uint32_t)n;
}

static int by_cause(const void *a, const void *b)
{
    return strcmp(((const struct seen_row *)a)->cause, ((const struct seen_row *)b)->cause);
}

void rsv__resolve_evidence(struct resolver *r, int body)
{
    static const char *const keys[] = {"about", "codes", "seen", NULL};
    lua_State *L = r->L;
    struct evidence *e = rsv__resolve_alloc(r, sizeof *e);
    struct typical typical = {0};
    struct rows rows = {0};
    rsv__check_keys(r, body, keys, "evidence");
    e->name = r->current->name;
    e->at = (struct place){r->current->source->path, r->current->line};
    e->order = r->book->n_evidence;
    e->about = rsv__get_text(r, body, "about");
    if (e->about == NULL)
        rsv__complain(r, "R015", (struct spot){0, NULL}, NULL,
                      "evidence needs 'about': the question that it answers");
    codes_from(r, body, e);
    if (!outcomes_from(r, body, e, &typical))
        return;
    const int type = rsv__get(L, body, "seen");
    if (type == LUA_TTABLE)
        rows_from(r, e->n_outcomes, &rows);
    else if (type != LUA_TNIL)
        rsv__complain(r, "R013", (struct spot){0, "seen"}, NULL, "'seen' should be a table");
    lua_pop(L, 1);
    rows_from_elsewhere(r, e->n_outcomes, &rows);
    short_rows(r, e, typical.causes, typical.of, typical.n, &rows);
    if (find_row(&rows, "other") == NULL)
        rsv__complain(r, "R017", (struct spot){0, "seen"}, NULL,
                      "'seen' needs a row for 'other'");
    if (r->bad)
        return;
    qsort(rows.items, rows.n, sizeof *rows.items, by_cause);
    e->rows = rows.items;
    e->n_rows = (uint32_t)rows.n;
    e->other = find_row(&rows, "other");
    RSV_APPEND(r, r->book->evidence, r->book->n_evidence, e);
}

/* --- who could decide it ----------------------------------------------------------------------------------- */

/* Kinds that rules derive stand for the kinds that they are derived from. */
static void add_sources(const struct rulebook *b, bool *kinds)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < b->n_rules; i++) {
            const struct rule *rule = b->rules[i];
            bool used = false;
            for (uint32_t j = 0; j < rule->n_derive; j++)
                used = used || kinds[rule->derive[j].kind->index];
            if (!used)
                continue;
            uint32_t before = 0, after = 0;
            for (uint32_t k = 0; k < b->n_kinds; k++)
                before += kinds[k];
            for (uint32_t j = 0; j < rule->when.root->n_children; j++)
                rsv__condition_kinds(rule->when.root->children[j], kinds);
            for (uint32_t k = 0; k < b->n_kinds; k++)
                after += kinds[k];
            changed = changed || after != before;
        }
    }
}

void rsv__find_collectors(struct resolver *r)
{
    const struct rulebook *b = r->book;
    bool *kinds = rsv__resolve_alloc(r, b->n_kinds);
    for (uint32_t i = 0; i < b->n_evidence; i++) {
        struct evidence *e = (struct evidence *)(void *)(uintptr_t)b->evidence[i];
        memset(kinds, 0, b->n_kinds);
        for (uint32_t o = 0; o < e->n_outcomes; o++)
            for (uint32_t j = 0; j < e->outcomes[o].when.root->n_children; j++)
                rsv__condition_kinds(e->outcomes[o].when.root->children[j], kinds);
        add_sources(b, kinds);
        const struct collector **list =
            rsv__resolve_alloc(r, b->n_collectors * sizeof *list);
        for (uint32_t c = 0; c < b->n_collectors; c++) {
            bool gives = false;
            for (uint32_t k = 0; k < b->n_kinds; k++)
                gives = gives || (kinds[k] && b->kinds[k]->collector == b->collectors[c]);
            if (gives)
                list[e->n_collectors++] = b->collectors[c];
        }
        e->collectors = list;
    }
}
