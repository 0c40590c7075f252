/* SPDX-License-Identifier: MIT */
#include "script/call.h"

#include "base/text.h"
#include "base/time.h"
#include "script/dsl.h"
#include "script/vm.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

/* Classes; Lua's messages name them. */
#define VIEW "match" /* of `m`: one userdata a state, see caller.running */
#define FACT "matched fact"

struct caller {
    const struct rulebook *book;
    struct alloc *alloc;
    struct intern *intern;
    struct vm vm;
    struct call *running; /* NULL between calls */
    uint64_t n_calls;
    bool open; /* vm */
};

struct call {
    struct caller *caller;
    uint32_t function;
    const struct call_view *view;
    bool is_action;
    bool read_nothing; /* a predicate read a variable without value */
    enum truth result;
    struct change change; /* being taken from Lua; its symbols are ours */
    rsv_status failed; /* of view->change, or for want of memory */
    rsv_error *err;
};

struct matched { /* userdata: a fact that the rule matched; it may outlive the call */
    uint64_t call; /* its number */
    uint32_t fact;
};

/* --- values to Lua ------------------------------------------------------------------------ */

static void push_value(lua_State *L, enum field_type type, union value v)
{
    switch (type) {
    case FIELD_TEXT:
    case FIELD_NAME:
    case FIELD_WORD:
        lua_pushlstring(L, v.s->text, v.s->n);
        break;
    case FIELD_INTEGER:
        lua_pushinteger(L, v.i);
        break;
    case FIELD_NUMBER:
        lua_pushnumber(L, v.d);
        break;
    case FIELD_BOOLEAN:
        lua_pushboolean(L, v.i != 0);
        break;
    case FIELD_TIME: /* seconds, so that differences mean something */
    case FIELD_DURATION:
        lua_pushnumber(L, (lua_Number)v.i / 1000);
        break;
    }
}

/* --- m --------------------------------------------------------------------------------------- */

/* The call that runs; `m`, `wm` and matched facts mean nothing outside of one. */
static struct call *current_call(lua_State *L)
{
    struct caller *c = vm_of(L)->owner;
    if (c->running == NULL)
        luaL_error(L, "'m' and 'wm' are only good while the function runs");
    return c->running;
}

/* The number of a matched fact of this call. */
static uint32_t check_matched(lua_State *L, const struct call *call)
{
    const struct matched *m = luaL_checkudata(L, 1, FACT);
    if (m->call != call->caller->n_calls)
        luaL_error(L, "the fact belongs to an earlier match");
    return m->fact;
}

static int push_matched(lua_State *L, struct call *call, lua_Integer i)
{
    if (!call->is_action)
        return luaL_error(L, "a predicate has variables, not facts");
    if (i < 1 || i > (lua_Integer)call->view->n_facts)
        return luaL_error(L, "the rule matched %d facts", (int)call->view->n_facts);
    struct matched *f = lua_newuserdatauv(L, sizeof *f, 0);
    *f = (struct matched){call->caller->n_calls, (uint32_t)i - 1};
    luaL_setmetatable(L, FACT);
    return 1;
}

static int view_index(lua_State *L)
{
    struct call *call = current_call(L);
    const struct formula *f = call->view->formula;
    if (lua_isinteger(L, 2))
        return push_matched(L, call, lua_tointeger(L, 2));
    const char *name = luaL_checkstring(L, 2);
    for (uint32_t v = 0; v < f->n_vars; v++) {
        union value value;
        if (strcmp(f->vars[v], name) != 0)
            continue;
        if (call->view->variable(call->view->user, v, &value)) {
            push_value(L, f->var_types[v], value);
        } else if (call->is_action) {
            lua_pushnil(L);
        } else { /* nothing that the predicate could say would mean anything */
            call->read_nothing = true;
            return luaL_error(L, "%s is unknown", name);
        }
        return 1;
    }
    return luaL_error(L, "the rule has no variable '%s'", name);
}

static int matched_index(lua_State *L)
{
    const struct call *call = current_call(L);
    const uint32_t fact = check_matched(L, call);
    const char *name = luaL_checkstring(L, 2);
    const struct call_view *view = call->view;
    const struct kind *k = view->kind(view->user, fact);
    const int f = rsv__kind_field(k, name, strlen(name));
    union value value;
    if (f < 0)
        return luaL_error(L, "%s has no field '%s'", k->name, name);
    if (view->field(view->user, fact, (uint32_t)f, &value))
        push_value(L, k->fields[f].type, value);
    else
        lua_pushnil(L);
    return 1;
}

/* --- changes ------------------------------------------------------------------------------------ */

static int bad_value(lua_State *L, const struct kind *k, const struct field *f)
{
    const char *bounds = f->has_low || f->has_high ? " within its bounds" : "";
    return luaL_error(L, "%s.%s should be %s %s%s", k->name, f->name, f->type == FIELD_INTEGER ? "an" : "a",
                      rsv__field_type_name(f->type), bounds);
}

static int take_symbol(lua_State *L, struct call *call, const struct kind *k,
                       const struct field *f, union value *out)
{
    size_t n;
    const char *s = lua_tolstring(L, -1, &n);
    if (f->type == FIELD_NAME) { /* a folded copy; the original stays below it */
        luaL_Buffer b;
        char *copy = luaL_buffinitsize(L, &b, n);
        memcpy(copy, s, n);
        rsv__fold(copy, n);
        luaL_pushresultsize(&b, n);
        s = lua_tolstring(L, -1, &n);
        lua_remove(L, -2);
    }
    if (f->type == FIELD_WORD) {
        uint32_t i = 0;
        while (i < f->n_words && (f->words[i]->n != n || memcmp(f->words[i]->text, s, n) != 0))
            i++;
        if (i == f->n_words)
            return luaL_error(L, "'%s' is not a word of %s.%s", s, k->name, f->name);
    }
    out->s = rsv__intern_get(call->caller->intern, s, n);
    if (out->s != NULL)
        return 0;
    call->failed = rsv__nomem(call->err);
    return luaL_error(L, "out of memory");
}

/* Seconds, as push_value() gives them. */
static int from_seconds(double seconds, int64_t *out)
{
    if (!(fabs(seconds) < 9e15 / 1000)) /* what a double holds to the millisecond */
        return 0;
    *out = (int64_t)(seconds * 1000);
    return 1;
}

static int in_bounds(const struct field *f, double v)
{
    return isfinite(v) && !(f->has_low && v < f->low) && !(f->has_high && v > f->high);
}

/* The value on top of the stack as a value of the field. */
static void take_value(lua_State *L, struct call *call, const struct kind *k,
                       const struct field *f, union value *out)
{
    const int type = lua_type(L, -1);
    int ok = 1;
    if (is_symbolic(f->type)) {
        if (type != LUA_TSTRING)
            bad_value(L, k, f);
        take_symbol(L, call, k, f, out);
    } else if (f->type == FIELD_INTEGER) {
        out->i = lua_tointegerx(L, -1, &ok);
        ok = ok && type == LUA_TNUMBER && in_bounds(f, (double)out->i);
    } else if (f->type == FIELD_NUMBER) {
        out->d = lua_tonumber(L, -1);
        ok = type == LUA_TNUMBER && in_bounds(f, out->d);
    } else if (f->type == FIELD_BOOLEAN) {
        ok = type == LUA_TBOOLEAN;
        out->i = lua_toboolean(L, -1);
    } else if (type == LUA_TNUMBER) {
        ok = from_seconds(lua_tonumber(L, -1), &out->i);
    } else {
        const char *s = type == LUA_TSTRING ? lua_tostring(L, -1) : "";
        ok = f->type == FIELD_TIME ? rsv__time_parse(s, &out->i)
                                   : rsv__duration_parse(s, &out->i);
    }
    if (!ok)
        bad_value(L, k, f);
}

/* Fields of the table at `index`; symbols taken are released by whoever takes the change. */
static void take_fields(lua_State *L, struct call *call, int index, struct change *c)
{
    luaL_checktype(L, index, LUA_TTABLE);
    lua_pushnil(L);
    while (lua_next(L, index)) {
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
        const int f = rsv__kind_field(c->kind, name, strlen(name));
        if (f < 0)
            luaL_error(L, "%s has no field '%s'", c->kind->name, name);
        take_value(L, call, c->kind, &c->kind->fields[f], &c->values[f]);
        c->mask |= 1u << f;
        lua_pop(L, 1);
    }
}

static int pass_change(lua_State *L, struct call *call)
{
    call->failed = call->view->change(call->view->user, &call->change, call->err);
    if (call->failed != RSV_OK)
        return luaL_error(L, "%s", call->err->message);
    call->change.mask = 0; /* the symbols are the view's now */
    return 0;
}

/* Release what a change had taken when it failed: luaL_error() jumps out. */
static void drop_change(struct call *call)
{
    const struct change *c = &call->change;
    for (uint32_t i = 0; c->mask != 0 && i < c->kind->n_fields; i++)
        if ((c->mask >> i & 1) && is_symbolic(c->kind->fields[i].type))
            rsv__sym_release(call->caller->intern, c->values[i].s);
}

static struct call *current_action(lua_State *L)
{
    struct call *call = current_call(L);
    if (!call->is_action)
        luaL_error(L, "only actions may change facts");
    return call;
}

static int wm_assert(lua_State *L)
{
    struct call *call = current_action(L);
    if (!rsv__dsl_is(L, 1, DSL_FACT))
        return luaL_error(L, "wm.assert takes a fact, kind{ ... }");
    struct change *c = &call->change;
    lua_getfield(L, 1, "kind");
    const char *name = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "?";
    *c = (struct change){.op = CHANGE_ASSERT, .kind = rsv__rulebook_kind(call->caller->book, name)};
    if (c->kind == NULL)
        return luaL_error(L, "unknown kind '%s'", name);
    lua_getfield(L, 1, "values");
    take_fields(L, call, lua_gettop(L), c);
    return pass_change(L, call);
}

static int wm_retract(lua_State *L)
{
    struct call *call = current_action(L);
    call->change = (struct change){.op = CHANGE_RETRACT, .fact = check_matched(L, call)};
    return pass_change(L, call);
}

static int wm_modify(lua_State *L)
{
    struct call *call = current_action(L);
    struct change *c = &call->change;
    *c = (struct change){.op = CHANGE_MODIFY, .fact = check_matched(L, call)};
    c->kind = call->view->kind(call->view->user, c->fact);
    take_fields(L, call, 2, c);
    return pass_change(L, call);
}

/* --- calling ----------------------------------------------------------------------------------------- */

static const struct rule_file *file_of(const struct rulebook *b, uint32_t function)
{
    for (uint32_t i = 0; i < b->n_files; i++)
        if (function >= b->files[i].first_function &&
            function - b->files[i].first_function < b->files[i].n_functions)
            return &b->files[i];
    return NULL;
}

/* Push the function, running its file if that hasn't been done.  [-0, +1, e] */
static void push_function(lua_State *L, const struct rulebook *b, uint32_t function)
{
    lua_getfield(L, LUA_REGISTRYINDEX, "rsv.loaded");
    if (lua_rawgeti(L, -1, (lua_Integer)function + 1) != LUA_TNIL) {
        lua_remove(L, -2);
        return;
    }
    lua_pop(L, 1);
    const struct rule_file *f = file_of(b, function);
    if (f == NULL)
        luaL_error(L, "there is no such function");
    lua_newtable(L);
    lua_setfield(L, LUA_REGISTRYINDEX, "rsv.functions");
    lua_newtable(L);
    lua_setfield(L, LUA_REGISTRYINDEX, "rsv.declared");
    rsv__vm_load(L, f->text, f->n, f->path);
    lua_call(L, 0, 0);
    lua_getfield(L, LUA_REGISTRYINDEX, "rsv.functions");
    for (uint32_t i = 0; i < f->n_functions; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        lua_rawseti(L, -3, (lua_Integer)(f->first_function + i) + 1);
    }
    lua_pop(L, 1);
    lua_rawgeti(L, -1, (lua_Integer)function + 1);
    lua_remove(L, -2);
}

static int call_function(lua_State *L)
{
    struct call *call = lua_touserdata(L, 1);
    push_function(L, call->caller->book, call->function);
    rsv__vm_fuel(vm_of(L), call->is_action ? VM_ACTION_FUEL : VM_CALL_FUEL); /* loading isn't charged */
    lua_getfield(L, LUA_REGISTRYINDEX, "rsv.m");
    if (call->is_action)
        lua_getfield(L, LUA_REGISTRYINDEX, "rsv.wm");
    vm_of(L)->in_function = true;
    lua_call(L, call->is_action ? 2 : 1, call->is_action ? 0 : 1);
    if (!call->is_action) {
        if (lua_type(L, -1) != LUA_TBOOLEAN)
            return luaL_error(L, "where(function) should return true or false");
        call->result = lua_toboolean(L, -1) ? TRUE_ : FALSE_;
    }
    return 0;
}

static int open_caller(lua_State *L)
{
    static const luaL_Reg changes[] = {
        {"assert", wm_assert}, {"retract", wm_retract}, {"modify", wm_modify}, {NULL, NULL}};
    rsv__dsl_open(L);
    luaL_newlib(L, changes);
    rsv__vm_make_read_only(L);
    lua_setfield(L, LUA_REGISTRYINDEX, "rsv.wm");
    lua_newtable(L);
    lua_setfield(L, LUA_REGISTRYINDEX, "rsv.loaded");
    luaL_newmetatable(L, VIEW);
    lua_pushcfunction(L, view_index);
    lua_setfield(L, -2, "__index");
    luaL_newmetatable(L, FACT);
    lua_pushcfunction(L, matched_index);
    lua_setfield(L, -2, "__index");
    lua_newuserdatauv(L, 0, 0);
    luaL_setmetatable(L, VIEW);
    lua_setfield(L, LUA_REGISTRYINDEX, "rsv.m");
    return 0;
}

struct caller *rsv__caller_new(const struct rulebook *book, struct alloc *alloc,
                               struct intern *intern)
{
    struct caller *c = rsv__alloc_zero(alloc, sizeof *c);
    if (c != NULL)
        *c = (struct caller){.book = book, .alloc = alloc, .intern = intern};
    return c;
}

static void close_vm(struct caller *c)
{
    if (c->open)
        rsv__vm_close(&c->vm);
    c->open = false;
}

void rsv__caller_free(struct caller *c)
{
    if (c == NULL)
        return;
    close_vm(c);
    rsv__release(c->alloc, c, sizeof *c);
}

static rsv_status run(struct call *call, rsv_error *err)
{
    struct caller *c = call->caller;
    rsv_status rc = RSV_OK;
    if (!c->open) {
        rc = rsv__vm_open(&c->vm, c->alloc, err);
        if (rc != RSV_OK)
            return rc;
        c->open = true;
        c->vm.owner = c;
        rc = rsv__vm_run(&c->vm, open_caller, NULL, VM_LOAD_FUEL, err);
        if (rc != RSV_OK) {
            close_vm(c);
            return rc;
        }
    }
    c->running = call;
    c->n_calls++;
    rc = rsv__vm_run(&c->vm, call_function, call, VM_LOAD_FUEL, err);
    c->running = NULL;
    if (rc == RSV_ELIMIT && c->vm.refused == REFUSED_LIMIT)
        close_vm(c); /* what its functions keep between calls has filled it: begin anew */
    return rc;
}

rsv_status rsv__call_where(struct caller *c, uint32_t function, const struct call_view *view,
                           enum truth *out, rsv_error *err)
{
    struct call call = {.caller = c, .function = function, .view = view, .err = err};
    rsv_status rc = run(&call, err);
    *out = rc == RSV_OK ? call.result : UNKNOWN_;
    return call.read_nothing && rc == RSV_ERULES ? RSV_OK : rc;
}

rsv_status rsv__call_action(struct caller *c, uint32_t function, const struct call_view *view,
                            rsv_error *err)
{
    struct call call = {.caller = c, .function = function, .view = view, .is_action = true,
                        .err = err};
    rsv_status rc = run(&call, err);
    if (rc != RSV_OK)
        drop_change(&call);
    return call.failed != RSV_OK ? call.failed : rc;
}
