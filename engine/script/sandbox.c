/* SPDX-License-Identifier: MIT
 * sandbox.c - what of Lua's library rule files may use, and the bounds on it.
 *
 * Pattern matching backtracks: a pattern with k repetitions over n characters may take n^(k+1)
 * steps inside C, where no hook runs.  So the wrappers below work that bound out and charge it.
 *
 * next() and pairs() go through a table in the order of its keys.  Lua's own order differs from one
 * state to the next, and a file must declare the same things each time that it is run.
 */
#include "script/vm.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

enum { MAX_SORT = 100000, MAX_RANGE = 100000, MAX_RESULTS = 250 };

/* Call the original, upvalue 1, with all arguments.  [-n, +r, e] */
static int call_original(lua_State *L)
{
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

static double pattern_cost(const char *p, size_t n, size_t subject, bool anchored)
{
    const double all = (double)subject + 1;
    double cost = anchored && n > 0 && p[0] == '^' ? 1 : all;
    bool sets = false;
    for (size_t i = 0; i < n && cost < 1e18; i++) {
        if (p[i] == '%' && i + 1 < n) {
            i++;
            if (p[i] == 'b' || (p[i] >= '1' && p[i] <= '9')) /* looks at what follows, once more */
                cost *= all;
        } else if (p[i] == '*' || p[i] == '+' || p[i] == '-') {
            cost *= all;
        } else if (p[i] == '?') {
            cost *= 2;
        }
        sets = sets || p[i] == '[';
    }
    return sets ? cost * (1 + (double)n / 4) : cost; /* a character is sought in the set */
}

static void charge_pattern(lua_State *L, bool anchored, bool plain)
{
    size_t subject, n;
    luaL_checklstring(L, 1, &subject);
    const char *p = luaL_checklstring(L, 2, &n);
    double cost = plain ? (double)subject * (double)(n + 1) : pattern_cost(p, n, subject, anchored);
    cost /= 16;
    rsv__vm_charge(L, cost > 1e15 ? (size_t)1e15 : (size_t)cost);
}

static int bounded_pattern(lua_State *L)
{
    charge_pattern(L, true, false);
    return call_original(L);
}

static int bounded_find(lua_State *L)
{
    charge_pattern(L, true, lua_toboolean(L, 4) != 0);
    return call_original(L);
}

/* The iterator of gmatch, upvalue 1; it must not search again once it has come to the end. */
static int next_match(lua_State *L)
{
    if (lua_isnil(L, lua_upvalueindex(1)))
        return 0;
    lua_settop(L, 0);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_call(L, 0, LUA_MULTRET);
    if (lua_gettop(L) == 0 || lua_isnil(L, 1)) {
        lua_pushnil(L);
        lua_replace(L, lua_upvalueindex(1));
    }
    return lua_gettop(L);
}

static int bounded_gmatch(lua_State *L)
{
    charge_pattern(L, false, false);
    call_original(L);
    lua_settop(L, 1);
    lua_pushcclosure(L, next_match, 1);
    return 1;
}

static int bounded_rep(lua_State *L)
{
    size_t n, sep = 0;
    luaL_checklstring(L, 1, &n);
    const lua_Integer times = luaL_checkinteger(L, 2);
    luaL_optlstring(L, 3, "", &sep);
    if (times > 0 && (n + sep) > 0 && (lua_Unsigned)times > VM_TEXT / (n + sep))
        return luaL_error(L, "string.rep: more than %d bytes", (int)VM_TEXT);
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
    rsv__vm_charge(L, (size_t)n * 20 * (size_t)rsv__vm_text_cost(vm_of(L)));
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
static int bounded_range(lua_State *L, int from, int most)
{
    const lua_Integer i = luaL_optinteger(L, from, 1);
    const lua_Integer j = luaL_optinteger(L, from + 1, (lua_Integer)lua_rawlen(L, 1));
    if (j >= i && (lua_Unsigned)j - (lua_Unsigned)i >= (lua_Unsigned)most)
        return luaL_error(L, "more than %d elements", most);
    return charged_table(L);
}

static int bounded_concat(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    return bounded_range(L, 3, MAX_RANGE);
}

static int bounded_unpack(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    return bounded_range(L, 2, MAX_RESULTS);
}

static lua_Integer from_end(lua_Integer i, size_t n)
{
    return i >= 0 ? i : i + (lua_Integer)n + 1;
}

/* byte(s, i, j) and codepoint(s, i, j): each result is a value that calls hand on and on. */
static int bounded_codes(lua_State *L)
{
    size_t n;
    luaL_checklstring(L, 1, &n);
    const lua_Integer i = from_end(luaL_optinteger(L, 2, 1), n);
    lua_Integer j = from_end(luaL_optinteger(L, 3, i), n);
    j = j < (lua_Integer)n ? j : (lua_Integer)n;
    if (j >= i && (lua_Unsigned)j - (lua_Unsigned)i >= MAX_RESULTS)
        return luaL_error(L, "more than %d characters", (int)MAX_RESULTS);
    rsv__vm_charge(L, n / 16);
    return call_original(L);
}

/* --- tables in order ------------------------------------------------------------------------ */

/* Numbers, texts, booleans. */
static int key_rank(lua_State *L, int index)
{
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        return 0;
    case LUA_TSTRING:
        return 1;
    case LUA_TBOOLEAN:
        return 2;
    default:
        return luaL_error(L, "a key is a %s; only numbers, texts and booleans have an order",
                          luaL_typename(L, index));
    }
}

static bool key_before(lua_State *L, int a, int b)
{
    const int x = key_rank(L, a), y = key_rank(L, b);
    if (x != y)
        return x < y;
    if (x == 0)
        return lua_compare(L, a, b, LUA_OPLT) != 0;
    if (x == 2)
        return lua_toboolean(L, a) < lua_toboolean(L, b);
    size_t n, m;
    const char *s = lua_tolstring(L, a, &n), *t = lua_tolstring(L, b, &m);
    const int order = memcmp(s, t, n < m ? n : m);
    return order != 0 ? order < 0 : n < m;
}

/* The least key behind the given one, and its value.  A table may be mostly holes. */
static int ordered_next(lua_State *L)
{
    enum { BEFORE = 2, BEST = 3, KEY = 4 };
    bool any = false;
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, BEFORE);
    rsv__vm_charge(L, vm_of(L)->used >> 12);
    lua_pushnil(L);
    lua_pushnil(L);
    while (lua_next(L, 1)) {
        lua_settop(L, KEY);
        rsv__vm_charge(L, 1);
        if ((lua_isnil(L, BEFORE) || key_before(L, BEFORE, KEY)) && (!any || key_before(L, KEY, BEST))) {
            any = true;
            lua_pushvalue(L, KEY);
            lua_replace(L, BEST);
        }
    }
    if (!any)
        return 1; /* the nil in BEST */
    lua_pushvalue(L, BEST);
    lua_rawget(L, 1);
    return 2;
}

static int ordered_pairs(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_pushcfunction(L, ordered_next);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

/* --- the list ------------------------------------------------------------------------------- */

struct allowed {
    const char *library, *name;
    lua_CFunction wrapper; /* NULL: as it is */
};

static const struct allowed allowed[] = {
    {LUA_GNAME, "assert", NULL},         {LUA_GNAME, "error", NULL},
    {LUA_GNAME, "ipairs", NULL},         {LUA_GNAME, "next", ordered_next},
    {LUA_GNAME, "pairs", ordered_pairs}, {LUA_GNAME, "rawequal", NULL},
    {LUA_GNAME, "rawlen", NULL},         {LUA_GNAME, "select", NULL},
    {LUA_GNAME, "tonumber", NULL},       {LUA_GNAME, "tostring", NULL},
    {LUA_GNAME, "type", NULL},           {LUA_STRLIBNAME, "byte", bounded_codes},
    {LUA_STRLIBNAME, "char", NULL},      {LUA_STRLIBNAME, "find", bounded_find},
    {LUA_STRLIBNAME, "format", NULL},    {LUA_STRLIBNAME, "gmatch", bounded_gmatch},
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
    {LUA_UTF8LIBNAME, "codepoint", bounded_codes}, {LUA_UTF8LIBNAME, "codes", NULL},
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

/* The library table, "rsv.library" in the registry, is what environments read from.  What isn't in it, its metatable may
 * know (dsl.c). */
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

void rsv__vm_push_environment(lua_State *L)
{
    lua_newtable(L);
    lua_createtable(L, 0, 2);
    lua_getfield(L, LUA_REGISTRYINDEX, "rsv.library");
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, refuse_write);
    lua_setfield(L, -2, "__newindex");
    lua_setmetatable(L, -2);
}
