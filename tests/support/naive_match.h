/* SPDX-License-Identifier: MIT
 * naive_match.h - what the match network must do, done in the plainest way.
 *
 * No indexes, no memory between questions: every value is computed from all facts each time, by
 * trying every combination.  It shares the model's data and single-value tests with the engine,
 * and nothing else.
 */
#ifndef RSV_TEST_NAIVE_MATCH_H
#define RSV_TEST_NAIVE_MATCH_H

#include "model/rulebook.h"

enum { NAIVE_FACTS = 256, NAIVE_FIRED = 4096, NAIVE_FIELDS = 4, NAIVE_PATTERNS = 6, NAIVE_MARKERS = 32,
       NAIVE_LAPSED = 64, NAIVE_NOW = 3, NAIVE_WORK = 60000 };

struct naive_fact {
    bool alive, given, derived, stale;
    const struct kind *kind;
    uint32_t serial;
    uint32_t known;
    union value slots[NAIVE_FIELDS];
};

struct naive_marker {
    const struct kind *kind;
    uint32_t mask;
    union value values[NAIVE_FIELDS];
};

/* Variables: bound with a value, bound to nothing, or not bound. */
enum naive_state { NAIVE_UNBOUND, NAIVE_BOUND, NAIVE_NOTHING };
struct naive_env {
    enum naive_state state[MAX_VARS];
    union value values[MAX_VARS];
};

struct naive_inst {
    uint32_t rule, variant, n;
    uint32_t serials[NAIVE_PATTERNS]; /* in the order of the patterns */
    struct naive_env env;
    uint32_t made; /* of what its rule derives, how many facts: one after the other */
    bool seen;
};

struct naive {
    const struct rulebook *book;
    const bool *accepted; /* by rule: the compiler took it */
    struct naive_fact facts[NAIVE_FACTS];
    uint32_t n_facts, serial;
    struct naive_marker markers[NAIVE_MARKERS];
    uint32_t n_markers;
    struct naive_inst fired[NAIVE_FIRED]; /* still in the conflict set */
    uint32_t n_fired;
    enum truth (*where)(uint32_t function, const struct naive_env *env);
    /* What the action of a rule does; it may call naive_add and naive_remove. */
    void (*act)(struct naive *n, const struct rule *rule, const struct naive_inst *inst);
    struct naive_inst lapsed[NAIVE_LAPSED]; /* the last that held once, and whose facts are still there */
    uint32_t n_lapsed;
    uint64_t circles; /* facts that went because they only supported each other */
    uint64_t refired; /* instantiations that fired again for the same facts */
    uint64_t work; /* combinations tried */
    bool full; /* some bound was reached: stop comparing */
};

void naive_init(struct naive *n, const struct rulebook *book, const bool *accepted);

/* Add a given fact, without any business of keys; returns its serial.  If it is derived, it is given from now on. */
uint32_t naive_add(struct naive *n, const struct kind *kind, uint32_t known,
                   const union value *slots, bool stale);
/* Take a given fact back. */
void naive_remove(struct naive *n, uint32_t serial);
void naive_mark(struct naive *n, const struct naive_marker *marker);
struct naive_fact *naive_find(struct naive *n, uint32_t serial);

/* Whether the instantiation derives the fact. */
bool naive_makes(const struct naive *n, const struct naive_inst *inst, const struct naive_fact *f);

/* Fire the best instantiation; false: there is none.  *out tells which. */
bool naive_fire(struct naive *n, struct naive_inst *out);

/* The value of a formula. */
enum truth naive_value(struct naive *n, const struct formula *formula);

#endif
