/* SPDX-License-Identifier: MIT
 * ruleset.h - loaded rules and their network: immutable, counted, shared by sessions. */
#ifndef RSV_SESSION_RULESET_H
#define RSV_SESSION_RULESET_H

#include "match/network.h"
#include "model/rulebook.h"
#include "script/load.h"

#include <stdatomic.h>

struct rsv_ruleset {
    atomic_uint refs;
    struct alloc alloc;
    struct arena arena;
    struct intern intern;
    struct rulebook book;
    struct network net;
    const uint32_t *first_outcome; /* by evidence: its outcomes in net.outcomes */
    const char **dirs;             /* that it was made from */
    size_t n_dirs;
    bool has_adapters; /* what the folders hold of them; not so where it was made for one code */
};

/* Load and compile.  Findings are added; a broken file or rule is left out. */
rsv_status rsv__ruleset_load(const struct load_request *request, const rsv_allocator *allocator,
                             struct findings *findings, struct rsv_ruleset **out, rsv_error *err);

/* The same from what `kb build` packed for this code; `dir` is the rules folder that it was made from,
 * where functions are. */
struct rsv_kb;
rsv_status rsv__ruleset_unpack(struct rsv_kb *kb, int64_t code, const char *dir,
                               const rsv_allocator *allocator, struct findings *findings,
                               struct rsv_ruleset **out, rsv_error *err);

/* The adapters of the folders that `r` was made from: itself, or a ruleset of kinds and adapters alone.  *out is a
 * hold.  Broken adapters are left out; `rules check` tells of them. */
rsv_status rsv__ruleset_adapters(struct rsv_ruleset *r, const rsv_allocator *allocator, struct rsv_ruleset **out,
                                 rsv_error *err);

struct rsv_ruleset *rsv__ruleset_retain(struct rsv_ruleset *r);
void rsv__ruleset_release(struct rsv_ruleset *r);

/* Compile `book` of the ruleset; for rulesets that are made by hand, in tests. */
rsv_status rsv__ruleset_compile(struct rsv_ruleset *r, struct findings *findings, rsv_error *err);

#endif
