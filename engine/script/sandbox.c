/* SPDX-License-Identifier: MIT
 * sandbox.c - what of Lua's library rule files may use, and the bounds on it.
 *
 * Pattern matching backtracks: a pattern with k repetitions over n characters may take n^(k+1)
 * steps inside C, where no hook runs.  So the wrappers below work that bound out and charge it.
 */
#include "script/vm.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

enum { MAX_REPEAT = 1 << 20, MAX_SORT = 100000, MAX_RANGE = 100000 };

/* Call the original, upvalue 1, with all arguments.  [-n, +r, e] */
static int call_original(lua_State *L)
{
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

static double pattern_cost(const char *p, size_t n, size_t subject)
{
    double cost = (double)subject + 1;
    for (size_t i = 0; i < n && cost < 1e18; i++) {
        if (p[i] == '%') {
            if (i + 1 < n && (p[i + 1] == 'b' || p[i + 1] == 'f'))
                cost *= 2;
            i++;
        } else if (p[i] == '*' || p[i] == '+' || p[i] == '-') {
            cost *= (double)subject + 1;
        } else if (p[i] == '?') {
            cost *= 2;
        }
    }
    return cost;
}

static int bounded_pattern(lua_State *L)
{
    size_t subject, n;
    luaL_checklstring(L, 1, &subject);
    const char *p = luaL_checklstring(L, 2, &n);
    double cost = pattern_cost(p, n, subject);
    if (lua_toboolean(L, 4) && lua_isnoneornil(L, 5))
        cost = (double)subject * (double)(n + 1); /* find(s, p, i, true): no pattern */
    cost /= 16;
    rsv__vm_charge(L, cost > 1e15 ? (size_t)1e15 : (size_t)cost);
    return call_original(L);
}

static int bounded_rep(lua_State *L)
{
    size_t n, sep = 0;
    luaL_checklstring(L, 1, &n);
    const lua_Integer times = luaL_checkinteger(L, 2);
    luaL_optlstring(L, 3, "", &sep);
    if (times > 0 && (n + sep) > 0 && (lua_Unsigned)times > MAX_REPEAT / (n + sep))
        return luaL_error(L, "string.rep: more than %d bytes", (int)MAX_REPEAT);
    return call_original(L);
}

/* Charge for the length of the first argument: linear functions. */
static int charged_text(lua_State *L)
{
    size_t n;
    luaL_checklstring(L, 1, &n);
    rsv__vm_charge(L, n / 16);
    return call_original(L);
}

static int bounded_sort(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    const lua_Unsigned n = lua_rawlen(L, 1);
    if (n > MAX_SORT)
        return luaL_error(L, "table.sort: more than %d elements", (int)MAX_SORT);
    rsv__vm_charge(L, (size_t)n * 20);
    return call_original(L);
}

/* insert, remove, concat and unpack walk up to the whole table. */
static int charged_table(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    rsv__vm_charge(L, lua_rawlen(L, 1) / 4);
    return call_original(L);
}

/* concat(t, sep, i, j) and unpack(t, i, j): a range beyond the table's end walks on nothing. */
static int bounded_range(lua_State *L, int from)
{
    const lua_Integer i = luaL_optinteger(L, from, 1);
    const lua_Integer j = luaL_optinteger(L, from + 1, (lua_Integer)lua_rawlen(L, 1));
    if (j >= i && (lua_Unsigned)j - (lua_Unsigned)i >= MAX_RANGE)
        return luaL_error(L, "more than %d elements", (int)MAX_RANGE);
    return charged_table(L);
}

static int bounded_concat(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    return bounded_range(L, 3);
}

static int bounded_unpack(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    return bounded_range(L, 2);
}

struct allowed {
    const char *library, *name;
    lua_CFunction wrapper; /* NULL: as it is */
};

static const struct allowed allowed[] = {
    {LUA_GNAME, "assert", NULL},         {LUA_GNAME, "error", NULL},
    {LUA_GNAME, "ipairs", NULL},         {LUA_GNAME, "next", NULL},
    {LUA_GNAME, "pairs", NULL},          {LUA_GNAME, "rawequal", NULL},
    {LUA_GNAME, "rawlen", NULL},         {LUA_GNAME, "select", NULL},
    {LUA_GNAME, "tonumber", NULL},       {LUA_GNAME, "tostring", NULL},
    {LUA_GNAME, "type", NULL},           {LUA_STRLIBNAME, "byte", NULL},
    {LUA_STRLIBNAME, "char", NULL},      {LUA_STRLIBNAME, "find", bounded_pattern},
    {LUA_STRLIBNAME, "format", NULL},    {LUA_STRLIBNAME, "gmatch", bounded_pattern},
    {LUA_STRLIBNAME, "gsub", bounded_pattern}, {LUA_STRLIBNAME, "len", NULL},
    {LUA_STRLIBNAME, "lower", charged_text}, {LUA_STRLIBNAME, "match", bounded_pattern},
    {LUA_STRLIBNAME, "rep", bounded_rep}, {LUA_STRLIBNAME, "reverse", charged_text},
    {LUA_STRLIBNAME, "sub", NULL},       {LUA_STRLIBNAME, "upper", charged_text},
    {LUA_TABLIBNAME, "concat", bounded_concat}, {LUA_TABLIBNAME, "insert", charged_table},
    {LUA_TABLIBNAME, "remove", charged_table}, {LUA_TABLIBNAME, "sort", bounded_sort},
    {LUA_TABLIBNAME, "unpack", bounded_unpack}, {LUA_MATHLIBNAME, "abs", NULL},
    {LUA_MATHLIBNAME, "ceil", NULL},     {LUA_MATHLIBNAME, "exp", NULL},
    {LUA_MATHLIBNAME, "floor", NULL},    {LUA_MATHLIBNAME, "fmod", NULL},
    {LUA_MATHLIBNAME, "huge", NULL},     {LUA_MATHLIBNAME, "log", NULL},
    {LUA_MATHLIBNAME, "max", NULL},      {LUA_MATHLIBNAME, "maxinteger", NULL},
    {LUA_MATHLIBNAME, "min", NULL},      {LUA_MATHLIBNAME, "mininteger", NULL},
    {LUA_MATHLIBNAME, "modf", NULL},     {LUA_MATHLIBNAME, "pi", NULL},
    {LUA_MATHLIBNAME, "sqrt", NULL},     {LUA_MATHLIBNAME, "tointeger", NULL},
    {LUA_MATHLIBNAME, "type", NULL},     {LUA_MATHLIBNAME, "ult", NULL},
    {LUA_UTF8LIBNAME, "char", NULL},     {LUA_UTF8LIBNAME, "charpattern", NULL},
    {LUA_UTF8LIBNAME, "codepoint", charged_text}, {LUA_UTF8LIBNAME, "codes", NULL},
    {LUA_UTF8LIBNAME, "len", charged_text}, {LUA_UTF8LIBNAME, "offset", charged_text},
};

/* t[name] = library[name], wrapped; `t` and the library are on top.  [-0, +0, m] */
static void copy_function(lua_State *L, const struct allowed *a, int to, int from)
{
    lua_getfield(L, from, a->name);
    if (a->wrapper != NULL)
        lua_pushcclosure(L, a->wrapper, 1);
    lua_setfield(L, to, a->name);
}

static int refuse_write(lua_State *L)
{
    return luaL_error(L, "'%s' can't be set here; declare it with 'local'",
                      lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "this");
}

void rsv__vm_make_read_only(lua_State *L)
{
    lua_newtable(L); /* the proxy */
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, refuse_write);
    lua_setfield(L, -2, "__newindex");
    lua_setmetatable(L, -2);
    lua_remove(L, -2);
}

/* Add the allowed part of one library to the table at `to`, below its name or flat. */
static void open_one(lua_State *L, const char *name, lua_CFunction open, int to)
{
    const bool flat = strcmp(name, LUA_GNAME) == 0;
    luaL_requiref(L, name, open, 0);
    const int from = lua_gettop(L);
    if (!flat)
        lua_newtable(L);
    const int target = flat ? to : lua_gettop(L);
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (strcmp(allowed[i].library, name) == 0)
            copy_function(L, &allowed[i], target, from);
    if (strcmp(name, LUA_STRLIBNAME) == 0) { /* ("x"):rep() goes through the metatable */
        lua_pushliteral(L, "");
        lua_getmetatable(L, -1);
        lua_pushvalue(L, target);
        lua_setfield(L, -2, "__index");
        lua_pop(L, 2);
    }
    if (!flat) {
        rsv__vm_make_read_only(L);
        lua_setfield(L, to, name);
    }
    lua_settop(L, from - 1);
}

/* The library table, "rsv.library" in the registry, is what environments read from. */
void rsv__sandbox_open(lua_State *L)
{
    lua_newtable(L);
    const int library = lua_gettop(L);
    open_one(L, LUA_GNAME, luaopen_base, library);
    open_one(L, LUA_STRLIBNAME, luaopen_string, library);
    open_one(L, LUA_TABLIBNAME, luaopen_table, library);
    open_one(L, LUA_MATHLIBNAME, luaopen_math, library);
    open_one(L, LUA_UTF8LIBNAME, luaopen_utf8, library);
    lua_setfield(L, LUA_REGISTRYINDEX, "rsv.library");
}

/* Look up in the library, else ask the DSL, "rsv.unknown" in the registry, about the name. */
static int environment_index(lua_State *L)
{
    lua_getfield(L, LUA_REGISTRYINDEX, "rsv.library");
    lua_pushvalue(L, 2);
    if (lua_rawget(L, -2) != LUA_TNIL)
        return 1;
    if (lua_getfield(L, LUA_REGISTRYINDEX, "rsv.unknown") == LUA_TNIL)
        return 1;
    lua_pushvalue(L, 2);
    lua_call(L, 1, 1);
    return 1;
}

void rsv__vm_push_environment(lua_State *L)
{
    lua_newtable(L);
    lua_createtable(L, 0, 2);
    lua_pushcfunction(L, environment_index);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, refuse_write);
    lua_setfield(L, -2, "__newindex");
    lua_setmetatable(L, -2);
}
