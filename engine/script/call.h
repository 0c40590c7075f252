/* SPDX-License-Identifier: MIT
 * call.h - a session's own Lua state, for `where` and `action` functions.
 *
 * It is opened when the first function is called.  A file's functions are found by running the
 * file again: the sandbox makes that repeatable.
 */
#ifndef RSV_SCRIPT_CALL_H
#define RSV_SCRIPT_CALL_H

#include "base/error.h"
#include "model/rulebook.h"

/* A change that an action asked for; values are retained symbols of the session's table. */
struct change {
    enum change_op op;
    uint32_t fact;  /* RETRACT, MODIFY: number of the matched fact */
    const struct kind *kind;
    uint32_t mask;
    union value values[MAX_FIELDS];
};

/* What the caller knows about the match. */
struct call_view {
    void *user;
    const struct formula *formula;
    /* The value of a variable; false: bound to nothing. */
    bool (*variable)(void *user, uint32_t var, union value *out);
    /* Field `f` of matched fact `i`; false: unknown. */
    bool (*field)(void *user, uint32_t fact, uint32_t f, union value *out);
    const struct kind *(*kind)(void *user, uint32_t fact);
    uint32_t n_facts;
    /* Take a queued change; only actions. */
    rsv_status (*change)(void *user, const struct change *change, rsv_error *err);
};

struct caller;

/* NULL: no memory.  `intern` takes the texts of changes.  All borrowed. */
struct caller *rsv__caller_new(const struct rulebook *book, struct alloc *alloc,
                               struct intern *intern);
void rsv__caller_free(struct caller *c);

/* Call a predicate.  UNKNOWN_ if it read a variable that is bound to nothing. */
rsv_status rsv__call_where(struct caller *c, uint32_t function, const struct call_view *view,
                           enum truth *out, rsv_error *err);

/* Call an action; its changes go to view->change. */
rsv_status rsv__call_action(struct caller *c, uint32_t function, const struct call_view *view,
                            rsv_error *err);

#endif
