/* SPDX-License-Identifier: MIT
 * resolve.h - between the files that turn Lua tables into model data.
 *
 * All of it runs inside rsv__vm_run(): running out of Lua's memory jumps out.  That is safe
 * because everything made so far is in the arena.  Tables come from rule files, so nothing about
 * them is taken for granted, and they are only read raw.
 */
#ifndef RSV_SCRIPT_RESOLVE_H
#define RSV_SCRIPT_RESOLVE_H

#include "script/dsl.h"
#include "base/files.h"
#include "base/text.h"
#include "script/load.h"

struct source { /* one rule file */
    const char *path; /* as messages name it */
    const char *dir;
    uint32_t layer; /* of its folder */
    struct file_text *text;
};

struct declaration {
    const char *what, *name;
    const struct source *source;
    int line;
    int index; /* in rsv.declared */
    uint32_t action; /* function number, or NO_FUNCTION */
    bool dropped;
};

struct resolver {
    lua_State *L;
    struct arena *arena;
    struct intern *intern;
    struct findings *findings;
    struct rulebook *book;
    const struct source *sources;
    uint32_t n_sources;
    struct declaration *declarations;
    uint32_t n_declarations;
    const struct declaration *current;
    bool bad; /* the current declaration can't be used */
    bool no_memory;
    uint32_t n_conditions, n_complaints; /* of the current declaration */
    const struct declaration *counted;   /* whose complaints these are */
};

enum { MAX_COMPLAINTS = 20, MAX_CONDITIONS = 1000, MAX_NESTED = 20 }; /* of one declaration */

/* A word of the source that a complaint is about, and the line from which to look for it. */
struct spot {
    int line;
    const char *word; /* NULL: the line itself */
};

/* Report about the current declaration, which can't be used then.  Those after MAX_COMPLAINTS go
 * unsaid. */
void rsv__complain(struct resolver *r, const char *id, struct spot spot, const char *hint,
                   const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The same, but it stays usable. */
void rsv__warn(struct resolver *r, const char *id, struct spot spot, const char *hint,
               const char *format, ...) __attribute__((format(printf, 5, 6)));
const char *rsv__did_you_mean(struct resolver *r, const struct nearest *n);

/* --- reading tables --------------------------------------------------------------------- */

/* Push table[name], raw; its type.  No table has no fields.  [-0, +1, m] */
int rsv__get(lua_State *L, int table, const char *name);
/* The same, and its text; "" if it has none.  [-0, +1, m] */
const char *rsv__get_word(lua_State *L, int table, const char *name);
/* table[name] as text, copied to the arena; NULL and a complaint if it is anything else than a
 * text or absent.  [-0, +0, m] */
const char *rsv__get_text(struct resolver *r, int table, const char *name);
bool rsv__get_boolean(struct resolver *r, int table, const char *name);
int rsv__line_of(struct resolver *r, int object); /* its line, or the declaration's */
/* Complain about keys of the table that aren't in `allowed` (ended by NULL). */
void rsv__check_keys(struct resolver *r, int table, const char *const *allowed, const char *what);
/* The text keys of a table, sorted: tables of Lua have no order. */
const char **rsv__sorted_keys(struct resolver *r, int table, uint32_t *n);
const char *rsv__type_word(lua_State *L, int index); /* "a text", "a table", ... */

void *rsv__resolve_alloc(struct resolver *r, size_t n);
void rsv__resolve_nomem(struct resolver *r); /* raises an error */

/* --- the parts ---------------------------------------------------------------------------- */

void rsv__resolve_collector(struct resolver *r, int body);
void rsv__resolve_kind(struct resolver *r, int body);
void rsv__resolve_rule(struct resolver *r, int body);
void rsv__resolve_evidence(struct resolver *r, int body);
void rsv__resolve_adapter(struct resolver *r, int body);
void rsv__resolve_example(struct resolver *r, int body);
void rsv__find_collectors(struct resolver *r);

/* A kind by name, with a complaint if there is none. */
const struct kind *rsv__find_kind(struct resolver *r, const char *name, int line);
/* A field by name, with a complaint; -1. */
int rsv__find_field(struct resolver *r, const struct kind *k, const char *name, int line);

/* The Lua value at `index` as a value of the field; false after a complaint. */
bool rsv__to_value(struct resolver *r, int index, const struct field *f, const struct kind *k,
                   int line, union value *out);

struct scope { /* the variables of one rule or outcome */
    const char *names[MAX_VARS];
    enum field_type types[MAX_VARS];
    bool typed[MAX_VARS];
    uint32_t uses[MAX_VARS];
    uint32_t n;
};

/* The variable's number, made if it is new; -1 after a complaint. */
int rsv__scope_var(struct resolver *r, struct scope *s, int var_object, const enum field_type *type,
                   int line);

/* A condition, or a list of them, as a formula. */
bool rsv__resolve_formula(struct resolver *r, int index, struct scope *scope,
                          struct formula *out);

/* A fact as a template (variables allowed) or as a given (constants and unknown). */
bool rsv__resolve_template(struct resolver *r, int index, struct scope *scope,
                           struct fact_template *out);
bool rsv__resolve_given(struct resolver *r, int index, struct given *out);
/* The fields of the table at `index` into a template of kind out->kind. */
bool rsv__resolve_fields(struct resolver *r, int index, struct scope *scope, int line, struct fact_template *out);

/* Complain about fields that a record must have and `mask` leaves out. */
void rsv__check_required(struct resolver *r, const struct kind *k, uint32_t mask, int line,
                         const char *hint);

/* Grow an array of the rulebook by one. */
#define RSV_APPEND(r, list, count, item)                                                       \
    ((list) = rsv__resolve_append((r), (void *)(list), &(count), (item)))
void *rsv__resolve_append(struct resolver *r, void *list, uint32_t *n, const void *item);

#endif
