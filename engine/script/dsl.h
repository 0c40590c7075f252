/* SPDX-License-Identifier: MIT
 * dsl.h - the words of rule files.
 *
 * Each word makes a small table of a class (told by its metatable) that remembers what was
 * written and on which line.  `kind`, `rule`, `evidence` and so on append to the list of
 * declarations, "rsv.declared" in the registry.  Nothing is looked up while files run, so that
 * their order doesn't matter; resolve.c turns the tables into model data afterwards.
 *
 * Functions given to `where` and `action` are numbered in the order in which a file makes them
 * and kept in "rsv.functions".  Running the same file again gives the same numbers: that is how a
 * session finds them in its own state.
 */
#ifndef RSV_SCRIPT_DSL_H
#define RSV_SCRIPT_DSL_H

#include "script/vm.h"

/* Classes of tables. */
#define DSL_TYPE "rsv.type"       /* op, arg, seq */
#define DSL_TEST "rsv.test"       /* op, a, b, bind; one_of is a type and a test */
#define DSL_VAR "rsv.var"         /* name */
#define DSL_COND "rsv.cond"       /* op, kind, field, tests, children, result, fn */
#define DSL_FACT "rsv.fact"       /* kind, values, complete */
#define DSL_UNKNOWN "rsv.unknown_value" /* reason */
#define DSL_EFFECT "rsv.effect"       /* op, fact, values: a change of an action that is a list */
#define DSL_DECLARATION "rsv.declaration" /* what, name, body, file, line, action */
#define DSL_AT "rsv.at"           /* paths, transforms {op, arg}, cases: where an adapter's value comes from */
#define DSL_PART "rsv.part"       /* op, path, body: parts of an adapter */
#define DSL_NAME "rsv.name"       /* a name that isn't a word: a kind, we hope */

enum { DSL_DECLARATIONS = 50000 }; /* of all files; a fact names its kind in 16 bits */

/* Put the words into the library, and empty lists into the registry.  [-0, +0, m] */
void rsv__dsl_open(lua_State *L);

/* dsl_adapter.c: the words of adapters, into the library on top.  [-0, +0, m] */
void rsv__dsl_adapter_open(lua_State *L);

/* Push a new object of a class, with the line that made it; op NULL: none.  [-0, +1, m] */
void rsv__dsl_new(lua_State *L, const char *class, const char *op);
/* Push the metatable of a class; `name` is what Lua's messages call its objects.  [-0, +1, m] */
void rsv__dsl_class(lua_State *L, const char *class, const char *name);

/* Whether the value at `index` is of the class.  [-0, +0, -] */
bool rsv__dsl_is(lua_State *L, int index, const char *class);

/* The word nearest to a misspelt one, or NULL. */
const char *rsv__dsl_nearest(const char *name);

#endif
