/* SPDX-License-Identifier: MIT */
#include "script/dsl.h"

#include "base/text.h"

#include <lauxlib.h>
#include <string.h>

/* --- classes ---------------------------------------------------------------------------- */

bool rsv__dsl_is(lua_State *L, int index, const char *class)
{
    if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index))
        return false;
    luaL_getmetatable(L, class);
    const bool same = lua_rawequal(L, -1, -2) != 0;
    lua_pop(L, 2);
    return same;
}

static int line_of_caller(lua_State *L)
{
    lua_Debug ar;
    return lua_getstack(L, 1, &ar) && lua_getinfo(L, "l", &ar) ? ar.currentline : 0;
}

void rsv__dsl_new(lua_State *L, const char *class, const char *op)
{
    lua_createtable(L, 0, 6);
    if (op != NULL) {
        lua_pushstring(L, op);
        lua_setfield(L, -2, "op");
    }
    lua_pushinteger(L, line_of_caller(L));
    lua_setfield(L, -2, "line");
    luaL_setmetatable(L, class);
}

/* object[name] = the value at `index`.  [-0, +0, m] */
static void set_from(lua_State *L, const char *name, int index)
{
    lua_pushvalue(L, index);
    lua_setfield(L, -2, name);
}

static const char *upvalue_text(lua_State *L, int i)
{
    return lua_tostring(L, lua_upvalueindex(i));
}

/* --- types and tests ------------------------------------------------------------------------ */

static int make_type(lua_State *L)
{
    const char *op = upvalue_text(L, 1);
    if (lua_type(L, 1) != LUA_TTABLE)
        return luaL_error(L, "write %s{ ... }, with braces", op);
    rsv__dsl_new(L, DSL_TYPE, op);
    set_from(L, "arg", 1);
    lua_getfield(L, LUA_REGISTRYINDEX, "rsv.sequence"); /* fields keep the order of writing */
    const lua_Integer seq = lua_tointeger(L, -1) + 1;
    lua_pop(L, 1);
    lua_pushinteger(L, seq);
    lua_setfield(L, LUA_REGISTRYINDEX, "rsv.sequence");
    lua_pushinteger(L, seq);
    lua_setfield(L, -2, "seq");
    return 1;
}

static int make_test(lua_State *L)
{
    const char *op = upvalue_text(L, 1);
    const int most = strcmp(op, "between") == 0 || strcmp(op, "within") == 0 ? 2 : 1;
    const int n = lua_gettop(L);
    if (n < 1 || n > most || (n < 2 && strcmp(op, "between") == 0))
        return luaL_error(L, "%s takes %d value%s", op, most, most == 1 ? "" : "s");
    rsv__dsl_new(L, DSL_TEST, op);
    set_from(L, "a", 1);
    if (n == 2)
        set_from(L, "b", 2);
    return 1;
}

/* test:as(V.x): a copy that also binds x */
static int test_as(lua_State *L)
{
    if (!rsv__dsl_is(L, 2, DSL_VAR))
        return luaL_error(L, "as() takes a variable, V.name");
    lua_createtable(L, 0, 8);
    lua_pushnil(L);
    while (lua_next(L, 1)) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, 3);
    }
    set_from(L, "bind", 2);
    lua_getmetatable(L, 1);
    lua_setmetatable(L, -2);
    return 1;
}

static int var_index(lua_State *L)
{
    luaL_checkstring(L, 2);
    rsv__dsl_new(L, DSL_VAR, NULL);
    set_from(L, "name", 2);
    return 1;
}

/* --- conditions -------------------------------------------------------------------------------- */

/* some.kind{...}; upvalues: op, kind, field or nil */
static int make_condition(lua_State *L)
{
    if (lua_type(L, 1) != LUA_TTABLE)
        return luaL_error(L, "write %s.%s{ ... }, with braces", upvalue_text(L, 1),
                          upvalue_text(L, 2));
    rsv__dsl_new(L, DSL_COND, upvalue_text(L, 1));
    set_from(L, "kind", lua_upvalueindex(2));
    set_from(L, "field", lua_upvalueindex(3));
    set_from(L, "tests", 1);
    return 1;
}

/* some.kind; upvalue: op */
static int quantifier_index(lua_State *L)
{
    luaL_checkstring(L, 2);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, 2);
    lua_pushnil(L);
    lua_pushcclosure(L, make_condition, 3);
    return 1;
}

static int field_index(lua_State *L)
{
    luaL_checkstring(L, 2);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, make_condition, 3);
    return 1;
}

static int field_missing(lua_State *L)
{
    return luaL_error(L, "%s needs a field: %s.%s.field{ ... }", upvalue_text(L, 1),
                      upvalue_text(L, 1), upvalue_text(L, 2));
}

/* sum.kind; upvalue: op */
static int aggregate_index(lua_State *L)
{
    luaL_checkstring(L, 2);
    lua_newtable(L);
    lua_newtable(L);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, field_index, 2);
    lua_setfield(L, -2, "__index");
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, field_missing, 2);
    lua_setfield(L, -2, "__call");
    lua_setmetatable(L, -2);
    return 1;
}

/* all_of{...}, any_of{...}, is_not(c), unless(c) */
static int make_connective(lua_State *L)
{
    const char *op = upvalue_text(L, 1);
    const bool list = strcmp(op, "all_of") == 0 || strcmp(op, "any_of") == 0;
    if (lua_gettop(L) != 1)
        return list ? luaL_error(L, "write %s{ a, b }, with braces", op)
                    : luaL_error(L, "%s takes one condition", op);
    if (!list && strcmp(op, "is_not") == 0 && !rsv__dsl_is(L, 1, DSL_COND))
        return make_test(L); /* is_not("open"): the negation of a test */
    if (list ? lua_type(L, 1) != LUA_TTABLE || rsv__dsl_is(L, 1, DSL_COND)
             : !rsv__dsl_is(L, 1, DSL_COND))
        return luaL_error(L, "%s takes %s", op,
                          list ? "a list of conditions in braces" : "a condition");
    if (!list) { /* the same shape for all: a list of children */
        lua_createtable(L, 1, 0);
        lua_pushvalue(L, 1);
        lua_rawseti(L, -2, 1);
        lua_replace(L, 1);
    }
    rsv__dsl_new(L, DSL_COND, op);
    set_from(L, "children", 1);
    return 1;
}

/* count.kind{...}:at_least(n); upvalue: op of the test */
static int condition_result(lua_State *L)
{
    const char *op = upvalue_text(L, 1);
    const int most = strcmp(op, "between") == 0 ? 3 : 2;
    if (!rsv__dsl_is(L, 1, DSL_COND) || lua_gettop(L) != most)
        return luaL_error(L, "write count.kind{ ... }:%s(%s)", op, most == 3 ? "a, b" : "n");
    lua_getfield(L, 1, "op");
    const char *quantifier = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
    static const char *const aggregates[] = {"count", "sum", "min", "max", "distinct"};
    bool ok = false;
    for (size_t i = 0; i < 5; i++)
        ok = ok || strcmp(quantifier, aggregates[i]) == 0;
    if (!ok)
        return luaL_error(L, "'%s' goes with count, sum, min, max and distinct, not with '%s'", op,
                          quantifier);
    lua_pop(L, 1);
    if (strcmp(op, "as") == 0) {
        if (!rsv__dsl_is(L, 2, DSL_VAR))
            return luaL_error(L, "as() takes a variable, V.name");
        lua_pushvalue(L, 1);
        set_from(L, "bind", 2);
        return 1;
    }
    rsv__dsl_new(L, DSL_TEST, strcmp(op, "is") == 0 ? "equal" : op);
    set_from(L, "a", 2);
    if (most == 3)
        set_from(L, "b", 3);
    lua_setfield(L, 1, "result");
    lua_pushvalue(L, 1);
    return 1;
}

/* Number a function and keep it.  [-0, +0, m]; the function is at `index` */
static lua_Integer keep_function(lua_State *L, int index)
{
    lua_getfield(L, LUA_REGISTRYINDEX, "rsv.functions");
    const lua_Integer n = (lua_Integer)lua_rawlen(L, -1) + 1;
    lua_pushvalue(L, index);
    lua_rawseti(L, -2, n);
    lua_pop(L, 1);
    return n;
}

static int make_where(lua_State *L)
{
    if (lua_type(L, 1) != LUA_TFUNCTION)
        return luaL_error(L, "write where(function(m) return ... end)");
    const lua_Integer n = keep_function(L, 1);
    rsv__dsl_new(L, DSL_COND, "where");
    lua_pushinteger(L, n);
    lua_setfield(L, -2, "fn");
    return 1;
}

/* --- facts ------------------------------------------------------------------------------------------ */

static int make_unknown(lua_State *L)
{
    luaL_checkstring(L, 1);
    rsv__dsl_new(L, DSL_UNKNOWN, NULL);
    set_from(L, "reason", 1);
    return 1;
}

static void push_fact(lua_State *L, int kind, int values, bool complete)
{
    rsv__dsl_new(L, DSL_FACT, NULL);
    set_from(L, "kind", kind);
    set_from(L, "values", values);
    lua_pushboolean(L, complete);
    lua_setfield(L, -2, "complete");
}

/* The unknown name at index 1, which is no kind either. */
static int unknown_name_error(lua_State *L)
{
    lua_pushliteral(L, "name");
    const char *name = lua_rawget(L, 1) == LUA_TSTRING ? lua_tostring(L, -1) : "?";
    const char *near = rsv__dsl_nearest(name);
    return luaL_error(L, "unknown name '%s'%s%s%s", name, near ? "; did you mean '" : "", near ? near : "",
                      near ? "'?" : "");
}

/* port_status{...}: the name is no word, so it must be a kind */
static int name_call(lua_State *L)
{
    if (lua_type(L, 2) != LUA_TTABLE)
        return unknown_name_error(L);
    lua_pushliteral(L, "name");
    lua_rawget(L, 1);
    push_fact(L, lua_gettop(L), 2, false);
    return 1;
}

/* library[name]: what a name stands for that is no word.  In the functions of rules the same object each time; upvalue:
 * those that there are.  [-0, +1, m] */
static int unknown_name(lua_State *L)
{
    const bool is_kept = vm_of(L)->in_function;
    lua_pushvalue(L, 2);
    if (is_kept && lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
        return 1;
    rsv__dsl_new(L, DSL_NAME, NULL);
    set_from(L, "name", 2);
    if (is_kept) {
        lua_pushvalue(L, 2);
        lua_pushvalue(L, -2);
        lua_rawset(L, lua_upvalueindex(1));
    }
    return 1;
}

static int make_complete(lua_State *L)
{
    if (lua_type(L, 1) != LUA_TTABLE)
        return luaL_error(L, "write complete.%s{ ... }, with braces", upvalue_text(L, 1));
    push_fact(L, lua_upvalueindex(1), 1, true);
    return 1;
}

static int complete_index(lua_State *L)
{
    luaL_checkstring(L, 2);
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, make_complete, 1);
    return 1;
}

/* wm.assert(kind{...}), wm.retract(n), wm.modify(n, {...}) in an action that is a list; upvalue: op */
static int make_effect(lua_State *L)
{
    const char *op = upvalue_text(L, 1);
    const int n = strcmp(op, "modify") == 0 ? 2 : 1;
    if (vm_of(L)->in_function)
        return luaL_error(L, "this 'wm' is for lists; a function gets its own: function(m, wm)");
    if (lua_gettop(L) != n || (strcmp(op, "assert") == 0 ? !rsv__dsl_is(L, 1, DSL_FACT) : !lua_isinteger(L, 1)))
        return luaL_error(L, "write wm.assert(kind{ ... }), wm.retract(1), wm.modify(1, { ... })");
    if (n == 2)
        luaL_checktype(L, 2, LUA_TTABLE);
    rsv__dsl_new(L, DSL_EFFECT, op);
    set_from(L, "fact", 1);
    if (n == 2)
        set_from(L, "values", 2);
    return 1;
}

/* --- declarations ---------------------------------------------------------------------------------------- */

/* kind "name" { ... }; upvalue: the declaration that waits for its body */
static int declare_body(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_pushvalue(L, lua_upvalueindex(1));
    set_from(L, "body", 1);
    lua_pushliteral(L, "action");
    if (lua_rawget(L, 1) == LUA_TFUNCTION) {
        lua_pushinteger(L, keep_function(L, lua_gettop(L)));
        lua_setfield(L, -3, "action");
    }
    return 0;
}

/* upvalue: what is declared */
static int declare(lua_State *L)
{
    luaL_checkstring(L, 1);
    rsv__dsl_new(L, DSL_DECLARATION, NULL);
    set_from(L, "what", lua_upvalueindex(1));
    set_from(L, "name", 1);
    lua_getfield(L, LUA_REGISTRYINDEX, "rsv.file");
    lua_setfield(L, -2, "file");
    lua_getfield(L, LUA_REGISTRYINDEX, "rsv.declared");
    const lua_Integer n = (lua_Integer)lua_rawlen(L, -1);
    if (n >= DSL_DECLARATIONS)
        return luaL_error(L, "there are more than %d declarations", (int)DSL_DECLARATIONS);
    lua_pushvalue(L, -2);
    lua_rawseti(L, -2, n + 1);
    lua_pop(L, 1);
    lua_pushcclosure(L, declare_body, 1);
    return 1;
}

/* --- the words ---------------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    lua_CFunction f;
    const char *op; /* upvalue */
} words[] = {
    {"kind", declare, "kind"},
    {"collector", declare, "collector"},
    {"rule", declare, "rule"},
    {"evidence", declare, "evidence"},
    {"seen", declare, "seen"},
    {"example", declare, "example"},
    {"adapter", declare, "adapter"},
    {"text", make_type, "text"},
    {"name", make_type, "name"},
    {"integer", make_type, "integer"},
    {"number", make_type, "number"},
    {"boolean", make_type, "boolean"},
    {"time", make_type, "time"},
    {"duration", make_type, "duration"},
    {"one_of", make_type, "one_of"},
    {"above", make_test, "above"},
    {"at_least", make_test, "at_least"},
    {"below", make_test, "below"},
    {"at_most", make_test, "at_most"},
    {"between", make_test, "between"},
    {"like", make_test, "like"},
    {"within", make_test, "within"},
    {"is_not", make_connective, "is_not"},
    {"all_of", make_connective, "all_of"},
    {"any_of", make_connective, "any_of"},
    {"unless", make_connective, "unless"},
    {"where", make_where, NULL},
    {"unknown", make_unknown, NULL},
};

/* Words that are indexed: some.kind, V.name. */
static const struct {
    const char *name;
    lua_CFunction index;
} tables[] = {
    {"some", quantifier_index}, {"none", quantifier_index}, {"count", quantifier_index},
    {"sum", aggregate_index},   {"min", aggregate_index},   {"max", aggregate_index},
    {"distinct", aggregate_index}, {"V", var_index},        {"complete", complete_index},
};

static const struct {
    const char *name;
    int percent;
} shares[] = {{"ALWAYS", 98}, {"USUALLY", 80}, {"OFTEN", 60},
              {"SOMETIMES", 30}, {"RARELY", 8}, {"NEVER", 1}};

const char *rsv__dsl_nearest(const char *name)
{
    struct nearest n;
    if (strlen(name) < 3)
        return NULL; /* anything would be near */
    rsv__nearest_init(&n, name);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        rsv__nearest_offer(&n, words[i].name);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        rsv__nearest_offer(&n, tables[i].name);
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
        rsv__nearest_offer(&n, shares[i].name);
    return n.best;
}

void rsv__dsl_class(lua_State *L, const char *class, const char *name)
{
    luaL_newmetatable(L, class);
    lua_pushstring(L, name);
    lua_setfield(L, -2, "__name");
}

static void open_classes(lua_State *L)
{
    static const char *const methods[] = {"at_least", "at_most", "above", "below",
                                          "is",       "between", "as"};
    rsv__dsl_class(L, DSL_VAR, "variable");
    rsv__dsl_class(L, DSL_FACT, "fact");
    rsv__dsl_class(L, DSL_UNKNOWN, "unknown value");
    rsv__dsl_class(L, DSL_DECLARATION, "declaration");
    rsv__dsl_class(L, DSL_EFFECT, "change");
    lua_pop(L, 5);
    for (int i = 0; i < 2; i++) { /* one_of is a type, and may be bound as a test */
        rsv__dsl_class(L, i == 0 ? DSL_TEST : DSL_TYPE, i == 0 ? "test" : "type");
        lua_newtable(L);
        lua_pushcfunction(L, test_as);
        lua_setfield(L, -2, "as");
        lua_setfield(L, -2, "__index");
        lua_pop(L, 1);
    }
    rsv__dsl_class(L, DSL_COND, "condition");
    lua_newtable(L);
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        lua_pushstring(L, methods[i]);
        lua_pushcclosure(L, condition_result, 1);
        lua_setfield(L, -2, methods[i]);
    }
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
    rsv__dsl_class(L, DSL_NAME, "unknown name");
    lua_pushcfunction(L, name_call);
    lua_setfield(L, -2, "__call");
    lua_pushcfunction(L, unknown_name_error);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
}

/* A proxy that answers reads with `index` and refuses writes.  [-0, +1, m] */
static void push_indexed(lua_State *L, const char *name, lua_CFunction index)
{
    lua_newtable(L);
    rsv__vm_make_read_only(L);
    lua_getmetatable(L, -1);
    lua_pushstring(L, name);
    lua_pushcclosure(L, index, 1);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
}

/* `wm`.  [-0, +1, m] */
static void push_changes(lua_State *L)
{
    static const char *const ops[] = {"assert", "retract", "modify"};
    lua_newtable(L);
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
        lua_pushstring(L, ops[i]);
        lua_pushcclosure(L, make_effect, 1);
        lua_setfield(L, -2, ops[i]);
    }
    rsv__vm_make_read_only(L);
}

void rsv__dsl_open(lua_State *L)
{
    open_classes(L);
    lua_getfield(L, LUA_REGISTRYINDEX, "rsv.library");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        lua_pushstring(L, words[i].op);
        lua_pushcclosure(L, words[i].f, 1);
        lua_setfield(L, -2, words[i].name);
    }
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        push_indexed(L, tables[i].name, tables[i].index);
        lua_setfield(L, -2, tables[i].name);
    }
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        lua_pushinteger(L, shares[i].percent);
        lua_setfield(L, -2, shares[i].name);
    }
    push_changes(L);
    lua_setfield(L, -2, "wm");
    rsv__dsl_adapter_open(L);
    lua_createtable(L, 0, 1);
    lua_newtable(L);
    lua_pushcclosure(L, unknown_name, 1);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
    lua_newtable(L);
    lua_setfield(L, LUA_REGISTRYINDEX, "rsv.declared");
    lua_newtable(L);
    lua_setfield(L, LUA_REGISTRYINDEX, "rsv.functions");
}
