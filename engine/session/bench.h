/* SPDX-License-Identifier: MIT
 * bench.h - which rules cost how much, and why: "resolvent.bench/1". */
#ifndef RSV_SESSION_BENCH_H
#define RSV_SESSION_BENCH_H

#include "match/costs.h"
#include "session/session.h"

struct bench {
    struct rsv_ruleset *rules; /* borrowed */
    struct match_costs costs;
    uint64_t *asked; /* by evidence */
    struct rule_cost *evidence; /* by evidence: until its outcomes were known */
    uint64_t cases, facts;
};

rsv_status rsv__bench_init(struct bench *b, struct rsv_ruleset *rules, struct alloc *alloc, rsv_error *err);
void rsv__bench_free(struct bench *b);

/* Measure a session of these rules, from before it has facts. */
void rsv__bench_attach(struct bench *b, struct rsv_session *s);

/* Let the rules fire, and ask all evidence.  Done once, at the end: measuring ends with it. */
rsv_status rsv__bench_run(struct bench *b, struct rsv_session *s, rsv_error *err);

/* The session's own: measured from now on, with all that it does until the report. */
rsv_status rsv__session_measure(struct rsv_session *s, rsv_error *err);

void rsv__bench_report(const struct bench *b, struct doc_tree *t);

#endif
