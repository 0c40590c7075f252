/* SPDX-License-Identifier: MIT */
#include "script/vm.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOOK_EVERY = 1000, BYTES_PER_UNIT = 16, TEXT_HEAD = 64 };

/* Why the block may not grow. */
static enum vm_refusal refusal(struct vm *vm, bool is_text, size_t old, size_t nsize)
{
    if (is_text && nsize > vm->longest)
        vm->longest = nsize;
    if (is_text && nsize > VM_TEXT + TEXT_HEAD)
        return REFUSED_TEXT;
    return vm->used + (nsize - old) > vm->limit ? REFUSED_LIMIT : REFUSED_NOTHING;
}

static void *vm_alloc(void *user, void *ptr, size_t osize, size_t nsize)
{
    struct vm *vm = user;
    const size_t old = ptr ? osize : 0; /* else it is a type tag */
    if (nsize == 0) {
        rsv__release(vm->alloc, ptr, old);
        vm->used -= old;
        return NULL;
    }
    if (nsize > old) {
        vm->fuel -= (int64_t)((nsize - old) / BYTES_PER_UNIT);
        const enum vm_refusal why = refusal(vm, ptr == NULL && osize == LUA_TSTRING, old, nsize);
        if (why != REFUSED_NOTHING) {
            vm->refused = why;
            return NULL;
        }
    }
    void *p = rsv__resize(vm->alloc, ptr, old, nsize);
    if (p != NULL)
        vm->used += nsize - old;
    else
        vm->refused = REFUSED_HOST;
    return p;
}

static void out_of_fuel(lua_State *L)
{
    vm_of(L)->no_fuel = true;
    luaL_error(L, "it runs too long");
}

static void hook(lua_State *L, lua_Debug *ar)
{
    struct vm *vm = vm_of(L);
    if (lua_getinfo(L, "l", ar))
        vm->hook_line = ar->currentline;
    vm->fuel -= HOOK_EVERY * rsv__vm_text_cost(vm);
    if (vm->fuel < 0)
        out_of_fuel(L);
}

/* The hook counts from here: what earlier runs left of its interval isn't charged to this one. */
void rsv__vm_fuel(struct vm *vm, int64_t fuel)
{
    vm->fuel = fuel;
    vm->longest = 0;
    lua_sethook(vm->L, hook, LUA_MASKCOUNT, HOOK_EVERY);
}

void rsv__vm_charge(lua_State *L, size_t units)
{
    struct vm *vm = vm_of(L);
    vm->fuel -= units > INT64_MAX / 4 ? INT64_MAX / 4 : (int64_t)units;
    if (vm->fuel < 0)
        out_of_fuel(L);
}

/* Message handler: keep the line of the innermost Lua function. [-1, +1, -] */
static int on_error(lua_State *L)
{
    struct vm *vm = vm_of(L);
    lua_Debug ar;
    for (int level = 0; vm->error_line == 0 && lua_getstack(L, level, &ar); level++)
        if (lua_getinfo(L, "l", &ar) && ar.currentline > 0)
            vm->error_line = ar.currentline;
    return 1;
}

static int open_library(lua_State *L)
{
    rsv__sandbox_open(L);
    return 0;
}

rsv_status rsv__vm_open(struct vm *vm, struct alloc *alloc, rsv_error *err)
{
    *vm = (struct vm){.alloc = alloc, .limit = VM_MEMORY};
    vm->L = lua_newstate(vm_alloc, vm);
    if (vm->L == NULL)
        return rsv__nomem(err);
    *(struct vm **)lua_getextraspace(vm->L) = vm;
    rsv_status rc = rsv__vm_run(vm, open_library, NULL, VM_LOAD_FUEL, err);
    if (rc != RSV_OK)
        rsv__vm_close(vm);
    return rc;
}

void rsv__vm_close(struct vm *vm)
{
    if (vm->L != NULL)
        lua_close(vm->L);
    vm->L = NULL;
}

/* "file.lua:12: message" -> line and message, where Lua put the position in front */
static const char *strip_position(struct vm *vm, const char *message)
{
    const char *colon = strstr(message, ".lua:");
    char *end;
    if (colon == NULL)
        return message;
    const long line = strtol(colon + 5, &end, 10);
    if (line <= 0 || end[0] != ':' || end[1] != ' ')
        return message;
    vm->error_line = (int)line;
    return end + 2;
}

static rsv_status fail(struct vm *vm, int status, rsv_error *err)
{
    if (vm->no_fuel)
        return rsv__fail_at(err, RSV_ELIMIT, NULL, vm->error_line, 0, "it runs too long");
    const char *message = lua_tostring(vm->L, -1);
    const bool memory = status == LUA_ERRMEM || (message && strcmp(message, "not enough memory") == 0);
    if (memory && vm->error_line == 0)
        vm->error_line = vm->hook_line; /* about there: on_error() isn't called then */
    if (memory && vm->refused == REFUSED_TEXT)
        return rsv__fail_at(err, RSV_ELIMIT, NULL, vm->error_line, 0,
                            "it makes a text of more than %d KiB", (int)VM_TEXT >> 10);
    if (memory && vm->refused == REFUSED_LIMIT)
        return rsv__fail_at(err, RSV_ELIMIT, NULL, vm->error_line, 0, "it needs more than %zu MiB",
                            vm->limit >> 20);
    if (memory && vm->refused == REFUSED_HOST)
        return rsv__nomem(err);
    message = message ? strip_position(vm, message) : "an error that isn't a text";
    return rsv__fail_at(err, RSV_ERULES, NULL, vm->error_line, 0, "%s", message);
}

rsv_status rsv__vm_run(struct vm *vm, lua_CFunction f, void *arg, int64_t fuel, rsv_error *err)
{
    lua_State *L = vm->L;
    rsv__vm_fuel(vm, fuel);
    vm->no_fuel = vm->in_function = false;
    vm->refused = REFUSED_NOTHING;
    vm->error_line = vm->hook_line = 0;
    lua_pushcfunction(L, on_error); /* light: neither of these allocates */
    lua_pushcfunction(L, f);
    lua_pushlightuserdata(L, arg);
    const int status = lua_pcall(L, 1, 0, -3);
    const rsv_status rc = status == LUA_OK ? RSV_OK : fail(vm, status, err);
    lua_settop(L, 0);
    return rc;
}

void rsv__vm_load(lua_State *L, const char *text, size_t n, const char *path)
{
    if (n >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0))
        luaL_error(L, "the file is in UTF-16; save it as UTF-8");
    if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        n -= 3;
    }
    lua_pushfstring(L, "@%s", path);
    const int status = luaL_loadbufferx(L, text, n, lua_tostring(L, -1), "t");
    lua_remove(L, -2);
    if (status != LUA_OK)
        lua_error(L);
    rsv__vm_push_environment(L);
    lua_setupvalue(L, -2, 1); /* _ENV */
}
