/* SPDX-License-Identifier: MIT
 * dsl_adapter.c - the words of adapters: at, cases, each, only_if, reaching, error_inside, warning. */
#include "script/dsl.h"

#include <lauxlib.h>
#include <string.h>

/* A copy of the object at index 1, with the list `name` copied too and left on top.  [-0, +2, m] */
static void copy_with_list(lua_State *L, const char *name)
{
    lua_createtable(L, 0, 4);
    const int copy = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, 1)) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, copy);
    }
    lua_getmetatable(L, 1);
    lua_setmetatable(L, copy);
    lua_newtable(L);
    lua_pushstring(L, name);
    if (lua_rawget(L, copy) == LUA_TTABLE)
        for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++)
            lua_rawseti(L, -3, i);
    lua_settop(L, copy + 1);
    lua_pushvalue(L, -1);
    lua_setfield(L, copy, name);
}

/* at "path", at{ "path", "path" } */
static int make_at(lua_State *L)
{
    if (lua_gettop(L) != 1 || (lua_type(L, 1) != LUA_TSTRING && lua_type(L, 1) != LUA_TTABLE))
        return luaL_error(L, "write at \"path\", or at{ \"path\", \"another\" }");
    rsv__dsl_new(L, DSL_AT, NULL);
    lua_pushvalue(L, 1);
    lua_setfield(L, -2, "paths");
    return 1;
}

/* cases{ { ["path"] = test, gives = value }, ..., gives = value } */
static int make_cases(lua_State *L)
{
    if (lua_gettop(L) != 1 || lua_type(L, 1) != LUA_TTABLE)
        return luaL_error(L, "write cases{ { [\"path\"] = test, gives = value }, ... }");
    rsv__dsl_new(L, DSL_AT, NULL);
    lua_pushvalue(L, 1);
    lua_setfield(L, -2, "cases");
    return 1;
}

/* value:find "template" and its kin: a copy with one transform more; upvalue: op */
static int add_transform(lua_State *L)
{
    const char *op = lua_tostring(L, lua_upvalueindex(1));
    const bool bare = strcmp(op, "given") == 0 || strcmp(op, "count") == 0 || strcmp(op, "hex") == 0;
    if (!rsv__dsl_is(L, 1, DSL_AT) || lua_gettop(L) != (bare ? 1 : 2))
        return luaL_error(L, "write at \"path\":%s%s", op, bare ? "()" : " and one value");
    copy_with_list(L, "transforms");
    lua_createtable(L, 0, 2);
    lua_pushstring(L, op);
    lua_setfield(L, -2, "op");
    if (!bare) {
        lua_pushvalue(L, 2);
        lua_setfield(L, -2, "arg");
    }
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    lua_pop(L, 1);
    return 1;
}

/* only_if{ ["path"] = test, fact, ... } */
static int make_only(lua_State *L)
{
    if (lua_gettop(L) != 1 || lua_type(L, 1) != LUA_TTABLE)
        return luaL_error(L, "write only_if{ [\"path\"] = test, kind{ ... } }");
    rsv__dsl_new(L, DSL_PART, "only_if");
    lua_pushvalue(L, 1);
    lua_setfield(L, -2, "body");
    return 1;
}

/* reaching{ 250000, fact, ... } */
static int make_reaching(lua_State *L)
{
    if (lua_gettop(L) != 1 || lua_type(L, 1) != LUA_TTABLE)
        return luaL_error(L, "write reaching{ 250000, kind{ ... } }");
    rsv__dsl_new(L, DSL_PART, "reaching");
    lua_pushvalue(L, 1);
    lua_setfield(L, -2, "body");
    return 1;
}

static int each_body(lua_State *L)
{
    if (lua_gettop(L) != 1 || lua_type(L, 1) != LUA_TTABLE)
        return luaL_error(L, "write each \"path\" { kind{ ... } }");
    rsv__dsl_new(L, DSL_PART, "each");
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_setfield(L, -2, "path");
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_setfield(L, -2, "text");
    lua_pushvalue(L, 1);
    lua_setfield(L, -2, "body");
    return 1;
}

/* each "path" { fact, ... }, each("path", "template") { fact, ... } */
static int make_each(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TSTRING);
    if (!lua_isnoneornil(L, 2))
        luaL_checktype(L, 2, LUA_TSTRING);
    lua_settop(L, 2);
    lua_pushcclosure(L, each_body, 2);
    return 1;
}

/* error_inside() */
static int make_error(lua_State *L)
{
    if (lua_gettop(L) != 0)
        return luaL_error(L, "write error_inside()");
    rsv__dsl_new(L, DSL_PART, "error");
    return 1;
}

/* warning "text" */
static int make_warning(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TSTRING);
    rsv__dsl_new(L, DSL_PART, "warning");
    lua_pushvalue(L, 1);
    lua_setfield(L, -2, "text");
    return 1;
}

void rsv__dsl_adapter_open(lua_State *L)
{
    static const char *const transforms[] = {"words", "find", "empty", "is", "given", "count", "unit", "join", "hex", "with",
                                             "written"};
    static const luaL_Reg words[] = {
        {"at", make_at},        {"cases", make_cases},       {"each", make_each},          {"only_if", make_only},
        {"reaching", make_reaching}, {"error_inside", make_error}, {"warning", make_warning}, {NULL, NULL}};
    rsv__dsl_class(L, DSL_PART, "part of an adapter");
    rsv__dsl_class(L, DSL_AT, "value of an adapter");
    lua_newtable(L);
    for (size_t i = 0; i < sizeof transforms / sizeof *transforms; i++) {
        lua_pushstring(L, transforms[i]);
        lua_pushcclosure(L, add_transform, 1);
        lua_setfield(L, -2, transforms[i]);
    }
    lua_setfield(L, -2, "__index");
    lua_pop(L, 2);
    luaL_setfuncs(L, words, 0);
    lua_pushliteral(L, ""); /* nothing there, or null, or "" */
    lua_setfield(L, -2, "absent");
    rsv__dsl_new(L, DSL_TEST, "empty"); /* the same, but the member is there */
    lua_setfield(L, -2, "empty");
}
