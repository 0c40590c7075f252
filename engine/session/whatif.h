/* SPDX-License-Identifier: MIT
 * whatif.h - changes of facts after which conditions might hold, or not hold any more.
 *
 * Conditions are taken apart one by one; each may be met by what is there, by another value in a fact, or by
 * a new fact.  What comes out are proposals: only rules and network know whether they work, so that whoever asks
 * tries them (whatif.c).
 */
#ifndef RSV_SESSION_WHATIF_H
#define RSV_SESSION_WHATIF_H

#include "session/session.h"

enum { MAX_EDITS = 4 }; /* facts changed at once */

struct known_fact { /* of the scratch session, as it is without changes */
    const struct kind *kind;
    uint64_t id;       /* another one whenever the fact was away */
    uint32_t mask;
    const union value *values;
    int64_t observed;
    bool stale, derived;
};

struct edit {
    const struct kind *kind;
    int32_t fact; /* the known fact that it changes, or -1: a new one */
    uint32_t mask;
    union value values[MAX_FIELDS];
    bool complete; /* no fact: all there is of this kind is known */
};

struct attempt {
    struct edit edits[MAX_EDITS];
    uint32_t n;
    union value vars[MAX_VARS]; /* of the formula at hand */
    uint32_t bound;
};

struct goal {
    const struct condition *condition;
    bool holds; /* what is wanted of it */
};

struct editor {
    struct rsv_session *scratch;
    struct known_fact *facts;
    uint32_t n_facts;
    uint32_t most;  /* edits in an attempt */
    uint32_t steps, nested; /* so far; at the moment */
    bool stop;      /* propose no more */
    bool no_memory; /* for a value: some proposals are missing */
};

typedef void attempt_fn(struct editor *ed, const struct attempt *a, const void *more);

/* Call `then` with every proposal that adds to `start` what the goals of one formula want. */
void rsv__propose(struct editor *ed, const struct goal *goals, uint32_t n, const struct attempt *start,
                  attempt_fn *then, const void *more);

#endif
