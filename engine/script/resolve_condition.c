/* SPDX-License-Identifier: MIT
 * resolve_condition.c - conditions, tests, variables, and facts with variables in them. */
#include "script/resolve.h"

#include "base/time.h"
#include "script/vm.h"

#include <lauxlib.h>
#include <string.h>

/* --- variables ------------------------------------------------------------------------------ */

static bool same_class(enum field_type a, enum field_type b)
{
    if (is_symbolic(a) && is_symbolic(b)) /* folded and unfolded texts never meet */
        return a == b || a == FIELD_WORD || b == FIELD_WORD;
    return a == b;
}

/* Its number, or scope.n. */
static uint32_t find_var(const struct scope *s, const char *name)
{
    uint32_t v = 0;
    while (v < s->n && strcmp(s->names[v], name) != 0)
        v++;
    return v;
}

int rsv__scope_var(struct resolver *r, struct scope *s, int object, const enum field_type *type,
                   int line)
{
    const char *name = rsv__get_word(r->L, object, "name");
    const uint32_t v = find_var(s, name);
    if (v == MAX_VARS) {
        rsv__complain(r, "R016", (struct spot){line, name}, NULL, "more than %d variables",
                      (int)MAX_VARS);
        lua_pop(r->L, 1);
        return -1;
    }
    if (v == s->n)
        s->names[s->n++] = rsv__arena_text(r->arena, name);
    lua_pop(r->L, 1);
    s->uses[v]++;
    if (type == NULL)
        return (int)v;
    if (!s->typed[v]) {
        s->typed[v] = true;
        s->types[v] = *type;
    } else if (!same_class(s->types[v], *type)) {
        rsv__complain(r, "R016", (struct spot){line, s->names[v]}, NULL,
                      "V.%s has the type '%s' here and '%s' elsewhere", s->names[v],
                      rsv__field_type_name(*type), rsv__field_type_name(s->types[v]));
        return -1;
    }
    return (int)v;
}

/* --- tests ------------------------------------------------------------------------------------- */

struct test_context {
    struct resolver *r;
    struct scope *scope;
    const struct kind *kind;
    const struct field *field;
    int line;
    int depth;
};

static bool operand_from(struct test_context *c, int index, const struct field *f,
                         struct operand *out)
{
    out->var = -1;
    if (rsv__dsl_is(c->r->L, index, DSL_VAR)) {
        out->var = rsv__scope_var(c->r, c->scope, index, &f->type, c->line);
        return out->var >= 0;
    }
    return rsv__to_value(c->r, index, f, c->kind, c->line, &out->value);
}

static bool list_from(struct test_context *c, int object, struct test *t)
{
    lua_State *L = c->r->L;
    rsv__get(L, object, "arg");
    const lua_Unsigned n = lua_type(L, -1) == LUA_TTABLE ? lua_rawlen(L, -1) : 0;
    struct sym **words = rsv__resolve_alloc(c->r, n * sizeof *words);
    union value *values = rsv__resolve_alloc(c->r, n * sizeof *values);
    bool ok = n > 0;
    for (lua_Unsigned i = 0; i < n && ok; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        ok = rsv__to_value(c->r, lua_gettop(L), c->field, c->kind, c->line, &values[i]);
        if (ok && is_symbolic(c->field->type))
            words[i] = values[i].s;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    if (n == 0)
        rsv__complain(c->r, "R013", (struct spot){c->line, c->field->name}, NULL,
                      "one_of needs values");
    t->op = TEST_ONE_OF;
    t->words = words;
    t->values = values;
    t->n_words = (uint32_t)n;
    return ok;
}

static bool is_ordered(enum field_type t)
{
    return t == FIELD_INTEGER || t == FIELD_NUMBER || t == FIELD_TIME || t == FIELD_DURATION;
}

static bool not_for(struct test_context *c, const char *op)
{
    rsv__complain(c->r, "R013", (struct spot){c->line, c->field->name}, NULL,
                  "'%s' doesn't work on %s.%s, which is a %s", op, c->kind->name, c->field->name,
                  rsv__field_type_name(c->field->type));
    return false;
}

static bool test_from(struct test_context *c, int index, struct test *t);

/* within("5m") or within("5m", V.t); the second value is on top of the stack */
static bool span_from(struct test_context *c, int a, bool has_b, struct test *t)
{
    lua_State *L = c->r->L;
    t->a.var = -1;
    if (lua_type(L, a) == LUA_TSTRING && rsv__duration_parse(lua_tostring(L, a), &t->a.value.i) &&
        (!has_b || rsv__dsl_is(L, -1, DSL_VAR)))
        return true;
    rsv__complain(c->r, "R013", (struct spot){c->line, c->field->name}, NULL,
                  "write within(\"24h\"), or within(\"5m\", V.t) for a time near to V.t");
    return false;
}

static bool like_from(struct test_context *c, struct test *t)
{
    lua_State *L = c->r->L;
    if (!is_symbolic(c->field->type) || c->field->type == FIELD_WORD)
        return not_for(c, "like");
    if (lua_type(L, -1) != LUA_TSTRING) {
        rsv__complain(c->r, "R013", (struct spot){c->line, c->field->name}, NULL,
                      "write like \"*.example.com\": like takes a text");
        return false;
    }
    size_t n;
    const char *s = lua_tolstring(L, -1, &n);
    char *glob = rsv__resolve_alloc(c->r, n + 1);
    memcpy(glob, s, n);
    if (c->field->type == FIELD_NAME)
        rsv__fold(glob, n);
    t->op = TEST_LIKE;
    t->glob = glob;
    return true;
}

/* above(...), between(...), within(...), like(...), is_not(...); a is on top of the stack */
static bool compound_from(struct test_context *c, int index, const char *op, struct test *t)
{
    static const struct {
        const char *name;
        enum test_op op;
    } orders[] = {{"below", TEST_BELOW},       {"at_most", TEST_AT_MOST}, {"above", TEST_ABOVE},
                  {"at_least", TEST_AT_LEAST}, {"between", TEST_BETWEEN}, {"equal", TEST_EQUAL}};
    lua_State *L = c->r->L;
    if (strcmp(op, "is_not") == 0) {
        if (++c->depth > MAX_NESTED) {
            rsv__complain(c->r, "R013", (struct spot){c->line, c->field->name}, NULL,
                          "tests are nested too deeply");
            return false;
        }
        if (!test_from(c, lua_gettop(L), t))
            return false;
        t->negated = !t->negated;
        return true;
    }
    if (strcmp(op, "like") == 0)
        return like_from(c, t);
    const int a = lua_gettop(L);
    rsv__get(L, index, "b");
    const bool has_b = !lua_isnil(L, -1);
    bool ok = true;
    if (strcmp(op, "within") == 0) {
        t->op = TEST_WITHIN;
        ok = c->field->type == FIELD_TIME ? span_from(c, a, has_b, t) : not_for(c, "within");
    } else {
        for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
            if (strcmp(orders[i].name, op) == 0)
                t->op = orders[i].op;
        ok = is_ordered(c->field->type) ? operand_from(c, a, c->field, &t->a) : not_for(c, op);
    }
    if (ok && has_b)
        ok = operand_from(c, lua_gettop(L), c->field, &t->b);
    lua_pop(L, 1);
    return ok;
}

/* What stands behind `field =`, or is the result of an aggregate. */
static bool test_from(struct test_context *c, int index, struct test *t)
{
    lua_State *L = c->r->L;
    index = lua_absindex(L, index);
    t->a.var = t->b.var = t->bind = -1;
    if (rsv__dsl_is(L, index, DSL_TYPE)) {
        const bool list = strcmp(rsv__get_word(L, index, "op"), "one_of") == 0;
        lua_pop(L, 1);
        if (!list) {
            rsv__complain(c->r, "R013", (struct spot){c->line, c->field->name}, NULL,
                          "%s.%s should be tested for a value, not for a type", c->kind->name,
                          c->field->name);
            return false;
        }
        if (!list_from(c, index, t))
            return false;
    } else if (rsv__dsl_is(L, index, DSL_TEST)) {
        const char *op = rsv__get_word(L, index, "op");
        rsv__get(L, index, "a");
        const bool ok = compound_from(c, index, op, t);
        lua_pop(L, 2);
        if (!ok)
            return false;
    } else {
        t->op = TEST_EQUAL;
        return operand_from(c, index, c->field, &t->a);
    }
    rsv__get(L, index, "bind");
    if (rsv__dsl_is(L, -1, DSL_VAR))
        t->bind = rsv__scope_var(c->r, c->scope, lua_gettop(L), &c->field->type, c->line);
    lua_pop(L, 1);
    return true;
}

/* --- patterns ------------------------------------------------------------------------------------- */

static bool pattern_from(struct resolver *r, int cond, struct scope *scope, struct pattern *out)
{
    lua_State *L = r->L;
    uint32_t n;
    out->line = rsv__line_of(r, cond);
    out->kind = rsv__find_kind(r, rsv__get_word(L, cond, "kind"), out->line);
    lua_pop(L, 1);
    if (out->kind == NULL)
        return false;
    rsv__get(L, cond, "tests");
    const int table = lua_gettop(L);
    const char **names = rsv__sorted_keys(r, table, &n);
    if (lua_rawlen(L, table) > 0)
        rsv__complain(r, "R013", (struct spot){out->line, NULL}, NULL,
                      "a pattern has `field = test`, not bare values");
    struct test *tests = rsv__resolve_alloc(r, n * sizeof *tests);
    bool ok = true;
    for (uint32_t i = 0; i < n; i++) {
        const int f = rsv__find_field(r, out->kind, names[i], out->line);
        if (f < 0) {
            ok = false;
            continue;
        }
        struct test_context c = {r, scope, out->kind, &out->kind->fields[f], out->line, 0};
        rsv__get(L, table, names[i]);
        tests[out->n_tests].field = (uint32_t)f;
        ok = test_from(&c, lua_gettop(L), &tests[out->n_tests]) && ok;
        out->n_tests++;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    for (uint32_t i = 1; i < out->n_tests; i++) /* by field: variables in the order of fields */
        for (uint32_t j = i; j > 0 && tests[j - 1].field > tests[j].field; j--) {
            const struct test t = tests[j];
            tests[j] = tests[j - 1];
            tests[j - 1] = t;
        }
    out->tests = tests;
    return ok;
}

/* --- aggregates ---------------------------------------------------------------------------------------- */

static bool aggregate_from(struct resolver *r, int cond, struct scope *scope,
                           struct condition *out)
{
    lua_State *L = r->L;
    struct field result = {.name = "result", .type = FIELD_INTEGER};
    if (out->op != COND_COUNT) {
        const int f =
            rsv__find_field(r, out->pattern.kind, rsv__get_word(L, cond, "field"), out->line);
        lua_pop(L, 1);
        if (f < 0)
            return false;
        const struct field *field = &out->pattern.kind->fields[f];
        struct test_context c = {r, scope, out->pattern.kind, field, out->line, 0};
        if (out->op == COND_SUM && field->type != FIELD_INTEGER && field->type != FIELD_NUMBER &&
            field->type != FIELD_DURATION)
            return not_for(&c, "sum");
        if ((out->op == COND_MIN || out->op == COND_MAX) && !is_ordered(field->type))
            return not_for(&c, out->op == COND_MIN ? "min" : "max");
        out->field = (uint32_t)f;
        if (out->op != COND_DISTINCT)
            result.type = field->type;
    }
    out->result_type = result.type;
    out->result = (struct test){.op = TEST_ANY, .a.var = -1, .b.var = -1, .bind = -1};
    struct test_context c = {r, scope, out->pattern.kind, &result, out->line, 0};
    bool ok = true;
    if (rsv__get(L, cond, "result") != LUA_TNIL)
        ok = test_from(&c, lua_gettop(L), &out->result);
    lua_pop(L, 1);
    rsv__get(L, cond, "bind");
    if (rsv__dsl_is(L, -1, DSL_VAR))
        out->result.bind = rsv__scope_var(r, scope, lua_gettop(L), &result.type, out->line);
    lua_pop(L, 1);
    if (ok && out->result.op == TEST_ANY && out->result.bind < 0) {
        rsv__complain(r, "R015", (struct spot){out->line, NULL}, NULL,
                      "an aggregate needs a test, such as :at_least(20), or :as(V.n)");
        return false;
    }
    return ok;
}

/* --- conditions -------------------------------------------------------------------------------------------- */

static struct condition *condition_from(struct resolver *r, int index, struct scope *scope,
                                        int depth);

static bool children_from(struct resolver *r, int list, struct scope *scope, int depth,
                          struct condition *out)
{
    lua_State *L = r->L;
    list = lua_absindex(L, list);
    const lua_Unsigned n = lua_rawlen(L, list);
    const struct condition **children = rsv__resolve_alloc(r, n * sizeof *children);
    bool ok = true;
    if (n == 0) {
        rsv__complain(r, "R015", (struct spot){out->line, NULL}, NULL, "an empty list of conditions");
        return false;
    }
    for (lua_Unsigned i = 0; i < n; i++) {
        lua_rawgeti(L, list, (lua_Integer)i + 1);
        children[i] = condition_from(r, lua_gettop(L), scope, depth + 1);
        ok = ok && children[i] != NULL;
        lua_pop(L, 1);
    }
    out->children = children;
    out->n_children = (uint32_t)n;
    return ok;
}

static const char *const ops[] = {"some", "none",     "count",  "sum",    "min",    "max",
                                  "distinct", "all_of", "any_of", "is_not", "unless", "where"};

/* Say what stands where a condition should, and how it is written. */
static struct condition *no_condition(struct resolver *r, int index)
{
    lua_State *L = r->L;
    const char *hint = NULL;
    if (rsv__dsl_is(L, index, DSL_FACT)) {
        hint = rsv__arena_printf(r->arena, "write some.%s{ ... }", rsv__get_word(L, index, "kind"));
        lua_pop(L, 1);
    } else if (lua_type(L, index) == LUA_TFUNCTION) {
        hint = "are the braces missing? some.kind{} is any fact of that kind";
    } else if (lua_type(L, index) == LUA_TBOOLEAN) {
        hint = "'not' and '==' build nothing; write none.kind{ ... } or is_not(...)";
    }
    const int line = lua_type(L, index) == LUA_TTABLE ? rsv__line_of(r, index) : 0;
    rsv__complain(r, "R013", (struct spot){line, line > r->current->line ? NULL : "when"}, hint,
                  "expected a condition such as some.kind{ ... }, not %s", rsv__type_word(L, index));
    return NULL;
}

static struct condition *condition_from(struct resolver *r, int index, struct scope *scope,
                                        int depth)
{
    lua_State *L = r->L;
    if (depth > MAX_NESTED || ++r->n_conditions > MAX_CONDITIONS) {
        rsv__complain(r, "R013", (struct spot){0, "when"}, NULL,
                      depth > MAX_NESTED ? "conditions are nested more than %d deep"
                                         : "there are more than %d conditions",
                      depth > MAX_NESTED ? (int)MAX_NESTED : (int)MAX_CONDITIONS);
        return NULL;
    }
    if (!rsv__dsl_is(L, index, DSL_COND))
        return no_condition(r, index);
    struct condition *c = rsv__resolve_alloc(r, sizeof *c);
    c->line = rsv__line_of(r, index);
    const char *op = rsv__get_word(L, index, "op");
    uint32_t i = 0;
    while (i < COND_WHERE && strcmp(ops[i], op) != 0)
        i++;
    lua_pop(L, 1);
    c->op = (enum condition_op)i;
    bool ok = true;
    if (c->op <= COND_DISTINCT) {
        ok = pattern_from(r, index, scope, &c->pattern);
        if (ok && is_aggregate(c->op))
            ok = aggregate_from(r, index, scope, c);
    } else if (c->op == COND_WHERE) {
        rsv__get(L, index, "fn");
        c->function = (uint32_t)lua_tointeger(L, -1) - 1;
        ok = c->function < r->book->n_functions;
        lua_pop(L, 1);
    } else {
        ok = rsv__get(L, index, "children") == LUA_TTABLE &&
             children_from(r, lua_gettop(L), scope, depth, c);
        lua_pop(L, 1);
    }
    return ok ? c : NULL;
}

/* --- what a function reads first ------------------------------------------------------------ */

struct probe {
    const struct scope *scope;
    int var; /* -1: none yet */
};

static int note_first(lua_State *L)
{
    struct probe *p = lua_touserdata(L, lua_upvalueindex(1));
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
    const uint32_t v = find_var(p->scope, name);
    p->var = v < p->scope->n ? (int)v : -1;
    lua_pushnil(L);
    return lua_error(L);
}

/* Call the function with an `m` that ends the call when it is read.  Until then nothing from outside has come into it:
 * whatever the facts, it reads that variable first, and means nothing without it. */
static int first_var(struct resolver *r, const struct scope *scope, uint32_t function)
{
    lua_State *L = r->L;
    struct vm *vm = vm_of(L);
    struct probe p = {scope, -1};
    const int top = lua_gettop(L);
    const int64_t fuel = vm->fuel;
    lua_getfield(L, LUA_REGISTRYINDEX, "rsv.functions");
    lua_rawgeti(L, -1, (lua_Integer)function + 1);
    lua_newuserdatauv(L, 0, 0);
    lua_createtable(L, 0, 1);
    lua_pushlightuserdata(L, &p);
    lua_pushcclosure(L, note_first, 1);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    vm->in_function = true;
    rsv__vm_fuel(vm, VM_CALL_FUEL);
    const bool no_memory = lua_pcall(L, 1, 0, 0) == LUA_ERRMEM && vm->refused == REFUSED_HOST;
    vm->in_function = vm->no_fuel = false; /* what else went wrong it will say when it is asked */
    vm->refused = REFUSED_NOTHING;
    vm->fuel = fuel;
    lua_settop(L, top);
    if (no_memory)
        rsv__resolve_nomem(r);
    return p.var;
}

static void find_first_vars(struct resolver *r, const struct scope *scope, struct condition *c)
{
    if (c->op == COND_WHERE)
        c->first_var = first_var(r, scope, c->function);
    for (uint32_t i = 0; i < c->n_children; i++)
        find_first_vars(r, scope, (struct condition *)c->children[i]);
}

bool rsv__resolve_formula(struct resolver *r, int index, struct scope *scope, struct formula *out)
{
    lua_State *L = r->L;
    index = lua_absindex(L, index);
    struct condition *root = rsv__resolve_alloc(r, sizeof *root);
    root->op = COND_ALL;
    root->line = r->current->line;
    if (rsv__dsl_is(L, index, DSL_COND)) {
        const struct condition **children = rsv__resolve_alloc(r, sizeof *children);
        children[0] = condition_from(r, index, scope, 0);
        root->children = children;
        root->n_children = 1;
        if (children[0] == NULL)
            return false;
    } else if (lua_type(L, index) != LUA_TTABLE) {
        rsv__complain(r, "R015", (struct spot){0, NULL}, NULL, "'when' is missing");
        return false;
    } else if (!children_from(r, index, scope, 0, root)) {
        return false;
    }
    find_first_vars(r, scope, root);
    out->root = root;
    out->n_vars = scope->n;
    const char **vars = rsv__resolve_alloc(r, (scope->n + 1) * sizeof *vars);
    enum field_type *types = rsv__resolve_alloc(r, (scope->n + 1) * sizeof *types);
    memcpy(vars, scope->names, scope->n * sizeof *vars);
    memcpy(types, scope->types, scope->n * sizeof *types);
    out->vars = vars;
    out->var_types = types;
    return true;
}

/* --- facts ----------------------------------------------------------------------------------------------------- */

/* The fact's kind and sorted field names, its values pushed.  [-0, +1, m] */
static const struct kind *open_fact(struct resolver *r, int index, const char ***names, uint32_t *n)
{
    lua_State *L = r->L;
    if (!rsv__dsl_is(L, index, DSL_FACT)) {
        rsv__complain(r, "R013", (struct spot){0, NULL}, NULL,
                      "expected a fact such as port_status{ ... }, not %s",
                      rsv__type_word(L, index));
        return NULL;
    }
    const struct kind *k = rsv__find_kind(r, rsv__get_word(L, index, "kind"), rsv__line_of(r, index));
    lua_pop(L, 1);
    if (k == NULL)
        return NULL;
    rsv__get(L, index, "values");
    *names = rsv__sorted_keys(r, lua_gettop(L), n);
    return k;
}

void rsv__check_required(struct resolver *r, const struct kind *k, uint32_t mask, int line,
                         const char *hint)
{
    for (uint32_t i = 0; i < k->n_fields; i++)
        if (!k->fields[i].optional && !(mask >> i & 1))
            rsv__complain(r, "R015", (struct spot){line, k->name}, hint, "%s.%s is missing", k->name,
                          k->fields[i].name);
}

bool rsv__resolve_fields(struct resolver *r, int index, struct scope *scope, int line, struct fact_template *out)
{
    lua_State *L = r->L;
    uint32_t n;
    const char **names = rsv__sorted_keys(r, index, &n);
    struct operand *slots = rsv__resolve_alloc(r, out->kind->n_fields * sizeof *slots);
    bool ok = true;
    for (uint32_t i = 0; i < n; i++) {
        const int f = rsv__find_field(r, out->kind, names[i], line);
        if (f < 0) {
            ok = false;
            continue;
        }
        struct test_context c = {r, scope, out->kind, &out->kind->fields[f], line, 0};
        rsv__get(L, index, names[i]);
        ok = operand_from(&c, lua_gettop(L), c.field, &slots[f]) && ok;
        out->mask |= 1u << f;
        lua_pop(L, 1);
    }
    out->slots = slots;
    return ok;
}

bool rsv__resolve_template(struct resolver *r, int index, struct scope *scope,
                           struct fact_template *out)
{
    const char **names;
    uint32_t n;
    const int line = rsv__dsl_is(r->L, index, DSL_FACT) ? rsv__line_of(r, index) : 0;
    out->kind = open_fact(r, index, &names, &n);
    if (out->kind == NULL)
        return false;
    const bool ok = rsv__resolve_fields(r, lua_gettop(r->L), scope, line, out);
    lua_pop(r->L, 1);
    if (ok)
        rsv__check_required(r, out->kind, out->mask, line, NULL);
    return ok;
}

bool rsv__resolve_given(struct resolver *r, int index, struct given *out)
{
    lua_State *L = r->L;
    const char **names;
    uint32_t n;
    const int line = rsv__dsl_is(L, index, DSL_FACT) ? rsv__line_of(r, index) : 0;
    out->observed = INT64_MIN;
    out->kind = open_fact(r, index, &names, &n);
    if (out->kind == NULL)
        return false;
    rsv__get(L, index, "complete");
    out->complete = lua_toboolean(L, -1) != 0;
    lua_pop(L, 1);
    out->values = rsv__resolve_alloc(r, out->kind->n_fields * sizeof *out->values);
    bool ok = true;
    for (uint32_t i = 0; i < n; i++) {
        rsv__get(L, -1, names[i]);
        if (strcmp(names[i], "observed_at") == 0) {
            if (lua_type(L, -1) != LUA_TSTRING ||
                !rsv__time_parse(lua_tostring(L, -1), &out->observed))
                rsv__complain(r, "R013", (struct spot){line, names[i]}, NULL,
                              "observed_at should be a time such as \"2026-11-23T07:14:03Z\"");
            lua_pop(L, 1);
            continue;
        }
        const int f = rsv__find_field(r, out->kind, names[i], line);
        if (f >= 0 && rsv__dsl_is(L, -1, DSL_UNKNOWN))
            out->unknown_mask |= 1u << f;
        else if (f >= 0 && rsv__to_value(r, lua_gettop(L), &out->kind->fields[f], out->kind, line,
                                         &out->values[f]))
            out->mask |= 1u << f;
        else
            ok = false;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return ok;
}
