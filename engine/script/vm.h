/* SPDX-License-Identifier: MIT
 * vm.h - one sandboxed Lua state.
 *
 * Rule files are trusted to mean well, not to be right: they may loop, eat memory or reach for
 * what isn't theirs, and nothing of that may hurt the program.
 *
 *   reach   text chunks only; a read-only environment made of an allow-list; no metatables, no
 *           coroutines, no pcall, no collector, nothing that reads clock, files or random.
 *   time    fuel: a unit for each VM instruction (a hook takes it), more where texts are long, for
 *           an instruction may compare two of them; and for each 16 bytes that C functions allocate
 *           or walk.  Library functions that run long inside C, where the hook can't reach, are
 *           wrapped and refuse arguments that could (sandbox.c).
 *   memory  a limit in the allocator, and one for a single text.  Note that in lua_Alloc `osize` is
 *           a type tag when `ptr` is NULL.
 *
 * Everything that can raise runs in a C function under rsv__vm_run().
 */
#ifndef RSV_SCRIPT_VM_H
#define RSV_SCRIPT_VM_H

#include "base/arena.h"
#include "base/error.h"

#include <lua.h>

enum vm_refusal { REFUSED_NOTHING, REFUSED_TEXT, REFUSED_LIMIT, REFUSED_HOST };

struct vm {
    lua_State *L;
    struct alloc *alloc; /* borrowed */
    size_t used, limit;  /* bytes */
    size_t longest;      /* text made since the last fuelling, in bytes */
    int64_t fuel;
    bool no_fuel;             /* why the last run failed */
    bool in_function;         /* of a rule, not in the file that declares it */
    enum vm_refusal refused;  /* why memory was refused last */
    void *owner;             /* the loader or caller that runs now */
    int error_line;          /* of the last error, 0: unknown */
    int hook_line;           /* where the hook was last */
};

enum vm_limits {
    VM_LOAD_FUEL = 20000000, /* one file */
    VM_CALL_FUEL = 200000,   /* one where function */
    VM_ACTION_FUEL = 2000000,
    VM_TEXT = 1 << 16 /* bytes of one text */
};
#define VM_MEMORY ((size_t)64 << 20)

rsv_status rsv__vm_open(struct vm *vm, struct alloc *alloc, rsv_error *err);
void rsv__vm_close(struct vm *vm);

static inline struct vm *vm_of(lua_State *L)
{
    return *(struct vm **)lua_getextraspace(L);
}

/* What an instruction costs that may compare the longest texts. */
static inline int64_t rsv__vm_text_cost(const struct vm *vm)
{
    return 1 + (int64_t)(vm->longest / 256);
}

/* Call `f` with `arg` as a light userdata, in protected mode.  RSV_ENOMEM, RSV_ELIMIT (fuel or
 * memory limit) or RSV_ERULES with Lua's message, without its position; see error_line. */
rsv_status rsv__vm_run(struct vm *vm, lua_CFunction f, void *arg, int64_t fuel, rsv_error *err);

/* Start anew with this much fuel. */
void rsv__vm_fuel(struct vm *vm, int64_t fuel);

/* Take fuel for work done in C; raises when there is none left.  [-0, +0, e] */
void rsv__vm_charge(lua_State *L, size_t units);

/* Push a fresh environment with the allowed library and the DSL of the registry. [-0, +1, m] */
void rsv__vm_push_environment(lua_State *L);

/* Load a text chunk, UTF-8 with or without a mark in front, with that environment; raises on a
 * syntax error.  [-0, +1, e] */
void rsv__vm_load(lua_State *L, const char *text, size_t n, const char *path);

/* sandbox.c: replace the table on top by an empty one that reads from it and refuses to be
 * written to.  [-1, +1, m] */
void rsv__vm_make_read_only(lua_State *L);

/* sandbox.c: put the allowed library into the registry.  [-0, +0, m] */
void rsv__sandbox_open(lua_State *L);

#endif
