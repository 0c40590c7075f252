/* SPDX-License-Identifier: MIT
 * resolve.c - complaints with a position, and reading tables. */
#include "script/resolve.h"

#include "base/utf8.h"

#include <lauxlib.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- complaints --------------------------------------------------------------------------- */

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static const char *line_start(const char *text, int line)
{
    while (--line > 0 && text != NULL) {
        text = strchr(text, '\n');
        text = text ? text + 1 : NULL;
    }
    return text;
}

/* The word as a word of its own, from the given line on; not more than 60 lines further. */
static void find_word(const char *text, const char *word, int *line, int *column)
{
    const char *p = line_start(text, *line);
    const size_t n = strlen(word);
    const char *start = p;
    for (int l = *line; p != NULL && *p != '\0' && l < *line + 60; p++) {
        if (*p == '\n') {
            l++;
            start = p + 1;
        } else if (strncmp(p, word, n) == 0 && !is_word_char(p[n]) &&
                   (p == start || !is_word_char(p[-1]))) {
            *line = l;
            *column = (int)rsv__utf8_count(start, (size_t)(p - start)) + 1;
            return;
        }
    }
}

static void report(struct resolver *r, const char *id, enum severity severity, struct spot spot,
                   const char *hint, const char *format, va_list args)
{
    char message[400];
    const struct declaration *d = r->current;
    const char *text = d->source->text->text;
    if (d != r->counted)
        r->n_complaints = 0;
    r->counted = d;
    if (r->n_complaints++ >= MAX_COMPLAINTS)
        return;
    vsnprintf(message, sizeof message, format, args);
    int line = spot.line > 0 ? spot.line : d->line, column = 0;
    if (spot.word != NULL)
        find_word(text, spot.word, &line, &column);
    const char *start = line_start(text, line);
    const char *source =
        start ? rsv__arena_copy(r->arena, start, strcspn(start, "\r\n")) : NULL;
    const struct finding f = {id, severity, d->source->path, line, column, d->name, hint, source};
    rsv__findings_add(r->findings, &f, "%s", message);
}

void rsv__complain(struct resolver *r, const char *id, struct spot spot, const char *hint,
                   const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(r, id, SEVERITY_ERROR, spot, hint, format, args);
    va_end(args);
    r->bad = true;
}

void rsv__warn(struct resolver *r, const char *id, struct spot spot, const char *hint,
               const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(r, id, SEVERITY_WARNING, spot, hint, format, args);
    va_end(args);
}

const char *rsv__did_you_mean(struct resolver *r, const struct nearest *n)
{
    return n->best ? rsv__arena_printf(r->arena, "did you mean '%s'?", n->best) : NULL;
}

void rsv__resolve_nomem(struct resolver *r)
{
    r->no_memory = true;
    luaL_error(r->L, "out of memory");
}

/* What is resolved may be far more than what was written, where tables are shared: so it is charged. */
void *rsv__resolve_alloc(struct resolver *r, size_t n)
{
    rsv__vm_charge(r->L, n);
    void *p = rsv__arena_alloc(r->arena, n);
    if (p == NULL)
        rsv__resolve_nomem(r);
    return p;
}

/* Doubling is cheaper than it looks: n is a power of two just when the array is full. */
void *rsv__resolve_append(struct resolver *r, void *list, uint32_t *n, const void *item)
{
    const void **items = list;
    if ((*n & (*n - 1)) == 0) {
        items = rsv__resolve_alloc(r, (*n ? *n * 2 : 1) * sizeof *items);
        if (*n > 0)
            memcpy(items, list, *n * sizeof *items);
    }
    items[(*n)++] = item;
    return items;
}

/* --- tables ---------------------------------------------------------------------------------- */

int rsv__get(lua_State *L, int table, const char *name)
{
    table = lua_absindex(L, table);
    luaL_checkstack(L, 4, "nested too deeply");
    if (lua_type(L, table) != LUA_TTABLE) {
        lua_pushnil(L);
        return LUA_TNIL;
    }
    lua_pushstring(L, name);
    return lua_rawget(L, table);
}

const char *rsv__get_word(lua_State *L, int table, const char *name)
{
    return rsv__get(L, table, name) == LUA_TSTRING ? lua_tostring(L, -1) : "";
}

const char *rsv__type_word(lua_State *L, int index)
{
    switch (lua_type(L, index)) {
    case LUA_TSTRING:
        return "a text";
    case LUA_TNUMBER:
        return lua_isinteger(L, index) ? "an integer" : "a number";
    case LUA_TBOOLEAN:
        return "a boolean";
    case LUA_TFUNCTION:
        return "a function";
    case LUA_TNIL:
    case LUA_TNONE:
        return "nothing";
    default:
        break;
    }
    return rsv__dsl_is(L, index, DSL_COND)   ? "a condition"
           : rsv__dsl_is(L, index, DSL_TEST) ? "a test"
           : rsv__dsl_is(L, index, DSL_TYPE) ? "a type"
           : rsv__dsl_is(L, index, DSL_VAR)  ? "a variable"
           : rsv__dsl_is(L, index, DSL_FACT) ? "a fact"
           : rsv__dsl_is(L, index, DSL_NAME) ? "an unknown name"
                                             : "a table";
}

static const char *copy_top(struct resolver *r)
{
    size_t n;
    const char *s = lua_tolstring(r->L, -1, &n);
    char *copy = rsv__resolve_alloc(r, n + 1);
    memcpy(copy, s, n);
    return copy;
}

const char *rsv__get_text(struct resolver *r, int table, const char *name)
{
    const char *text = NULL;
    const int type = rsv__get(r->L, table, name);
    if (type == LUA_TSTRING)
        text = copy_top(r);
    else if (type != LUA_TNIL)
        rsv__complain(r, "R013", (struct spot){0, name}, NULL, "'%s' should be a text, not %s",
                      name, rsv__type_word(r->L, -1));
    lua_pop(r->L, 1);
    return text;
}

bool rsv__get_boolean(struct resolver *r, int table, const char *name)
{
    const int type = rsv__get(r->L, table, name);
    const bool value = lua_toboolean(r->L, -1) != 0;
    if (type != LUA_TNIL && type != LUA_TBOOLEAN)
        rsv__complain(r, "R013", (struct spot){0, name}, NULL,
                      "'%s' should be true or false, not %s", name, rsv__type_word(r->L, -1));
    lua_pop(r->L, 1);
    return value;
}

int rsv__line_of(struct resolver *r, int object)
{
    rsv__get(r->L, object, "line");
    const int line = (int)lua_tointeger(r->L, -1);
    lua_pop(r->L, 1);
    return line > 0 ? line : r->current->line;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **rsv__sorted_keys(struct resolver *r, int table, uint32_t *n)
{
    lua_State *L = r->L;
    const char **keys = NULL;
    table = lua_absindex(L, table);
    luaL_checkstack(L, 4, "nested too deeply");
    *n = 0;
    if (lua_type(L, table) != LUA_TTABLE)
        return NULL;
    lua_pushnil(L);
    while (lua_next(L, table)) {
        lua_pop(L, 1);
        if (lua_type(L, -1) != LUA_TSTRING)
            continue;
        lua_pushvalue(L, -1); /* lua_tolstring on the key itself would be safe, but be plain */
        RSV_APPEND(r, keys, *n, copy_top(r));
        lua_pop(L, 1);
    }
    if (*n > 1)
        qsort(keys, *n, sizeof *keys, by_text);
    return keys;
}

void rsv__check_keys(struct resolver *r, int table, const char *const *allowed, const char *what)
{
    uint32_t n;
    const char **keys = rsv__sorted_keys(r, table, &n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t a = 0;
        while (allowed[a] != NULL && strcmp(allowed[a], keys[i]) != 0)
            a++;
        if (allowed[a] != NULL)
            continue;
        struct nearest near;
        rsv__nearest_init(&near, keys[i]);
        while (a > 0)
            rsv__nearest_offer(&near, allowed[--a]);
        rsv__complain(r, "R010", (struct spot){0, keys[i]}, rsv__did_you_mean(r, &near),
                      "unknown option '%s' of %s", keys[i], what);
    }
}
