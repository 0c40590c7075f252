/* SPDX-License-Identifier: MIT
 * compile.h - from formulas to the network. */
#ifndef RSV_MATCH_COMPILE_H
#define RSV_MATCH_COMPILE_H

#include "base/error.h"
#include "match/network.h"

/* What to compile.  A formula that can't be (a variable that nothing binds, too many
 * alternatives) is reported to `refuse` and left out; the rest compiles. */
struct program {
    const struct kind *const *kinds;
    uint32_t n_kinds;
    const struct rule *const *rules;
    uint32_t n_rules;
    const struct evidence *const *evidence;
    uint32_t n_evidence;
    void (*refuse)(void *user, const struct formula *formula, const struct place *at,
                   const rsv_error *why);
    void *user;
    uint64_t shuffle; /* for tests: not 0: join in an order that this number makes up */
};

/* Fill *out with memory of `arena`. */
rsv_status rsv__network_compile(const struct program *program, struct arena *arena,
                                struct network *out, rsv_error *err);

/* --- between the files of the compiler --------------------------------------------- */

struct compiler {
    struct network *net;
    struct arena *arena;
    size_t cap_alphas, cap_indexes, cap_productions;
    const struct formula *formula;
    uint64_t shuffle;
    rsv_error *err;
};

/* The index of `alpha` by these fields, and ordered by another or NO_FIELD; made if it isn't there. */
uint32_t rsv__compile_index(struct compiler *c, uint32_t alpha, const uint8_t *keys,
                            uint32_t n_keys, uint8_t order);

/* Order the patterns of `body` from `bound` variables, `seed` being placed already. */
rsv_status rsv__compile_plan(struct compiler *c, const struct conjunction *body, uint8_t seed,
                             uint32_t bound, struct plan *out);

/* The same for matches that begin with a fact of pattern `seed`. */
rsv_status rsv__compile_seeded(struct compiler *c, const struct conjunction *body, uint8_t seed, struct plan *out);

/* Give the steps of a plan that is asked for a single match ordered indexes for their order tests. */
void rsv__compile_orders(struct compiler *c, struct conjunction *body);

/* Make starts, filters, dispatch tables; after all groups are there. */
rsv_status rsv__compile_triggers(struct compiler *c);

/* Say how facts lie in memory; after all indexes and dispatch tables are there. */
rsv_status rsv__compile_layouts(struct compiler *c);

uint32_t rsv__operand_vars(const struct test *t); /* mask of variables on its right side */

#endif
