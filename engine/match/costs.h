/* SPDX-License-Identifier: MIT
 * costs.h - what matching costs, by rule and by join, for those who ask.
 *
 * A matcher has no `costs` unless somebody measures it: then searches run in a twin that counts (search.c),
 * and whatever works for a rule is timed.  Several matchers over one network may add to the same costs,
 * one after the other.
 */
#ifndef RSV_MATCH_COSTS_H
#define RSV_MATCH_COSTS_H

#include "match/memory.h"

/* Of a plan's step, a filter's aggregate, or a pattern for which what isn't known was tried. */
struct effort {
    const void *what;
    uint64_t times; /* it was begun */
    uint64_t tried; /* facts looked at, in all */
};

struct rule_cost {
    uint64_t matches; /* that came on the agenda */
    uint64_t fired;
    int64_t ns; /* for its joins, filters and firings, with Lua */
    int64_t lua_ns;
    uint64_t lua_calls;
};

struct match_costs {
    struct alloc *alloc; /* borrowed */
    const struct network *net;
    struct rule_cost *rules; /* by rule->order */
    uint32_t n_rules;
    struct rule_cost others; /* where no rule is at work: evidence */
    struct effort *efforts;  /* open addressing; cap is a power of two */
    size_t n_efforts, cap_efforts;
    struct rule_cost *now; /* what time runs for; NULL: nothing */
    int64_t since;
    struct matcher_host host; /* of the measured matcher, behind the timed functions */
    bool failed;              /* no memory: what was counted is incomplete */
};

/* n_rules: more than any rule->order. */
rsv_status rsv__costs_init(struct match_costs *c, const struct network *net, uint32_t n_rules, struct alloc *alloc,
                           rsv_error *err);
void rsv__costs_free(struct match_costs *c);

/* From now on the matcher is measured; NULL: no longer. */
void rsv__costs_attach(struct match_costs *c, struct matcher *m);

/* Time runs for this rule (NULL: for `others`) until rsv__costs_leave() with what this returns. */
struct rule_cost *rsv__costs_enter(struct match_costs *c, const struct rule *rule);
void rsv__costs_leave(struct match_costs *c, struct rule_cost *before);

/* A match of the rule came on the agenda. */
void rsv__costs_match(struct match_costs *c, const struct rule *rule);
void rsv__costs_add(struct match_costs *c, const void *what, uint64_t tried);

/* All zero if it was never begun. */
struct effort rsv__costs_of(const struct match_costs *c, const void *what);

#endif
