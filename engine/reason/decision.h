/* SPDX-License-Identifier: MIT
 * decision.h - the decision problem of one code: causes, questions, repairs, collectors.
 *
 * Plain arrays with small fixed bounds, so that every function here is pure: no memory, no
 * failure.  One fault is assumed: exactly one cause is at work (Heckerman, Breese, Rommelse,
 * Decision-theoretic troubleshooting, CACM 38:3, 1995).
 */
#ifndef RSV_REASON_DECISION_H
#define RSV_REASON_DECISION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    MAX_CAUSES = 48,
    MAX_OUTCOMES = 15,      /* of one question; "none of these" comes on top */
    MAX_REPAIRS = 64,
    MAX_COLLECTORS = 64,
    MAX_JOINT = 1024        /* joint outcomes that one collector is valued with */
};

/* One piece of evidence.  Outcome n_outcomes is "none of these". */
struct question {
    uint32_t n_outcomes;
    const double *p;   /* [cause * (n_outcomes + 1) + outcome] = P(outcome | cause), clipped */
    uint32_t possible; /* mask of the outcomes that the facts still allow, none included */
    uint64_t collectors; /* mask of the collectors that could decide it */
};

struct repair {
    double cost;           /* minutes, with hand-over and risk */
    double minutes;        /* of work alone: breaks ties */
    const double *success; /* by cause: P(it repairs | cause) */
    uint64_t after;        /* mask of the repairs that must come before */
};

struct decision {
    uint32_t n_causes;
    const double *prior; /* sums to 1 */
    uint32_t n_questions;
    const struct question *questions;
    uint32_t n_repairs;
    const struct repair *repairs; /* sorted by name: ties go to the smaller one */
    double escalate;              /* minutes */
};

/* P(outcome | cause) from hundredths as authors give them: `percent` has n outcomes, none is
 * the rest; each is clipped to [0.005, 0.995] and the row made to sum to 1.  `out` has n + 1. */
void rsv__clip_row(const double *percent, uint32_t n, double *out);

/* P(the facts of this question | cause): the sum over what is still possible. */
double rsv__likelihood(const struct question *q, uint32_t cause);

/* Posterior: prior times likelihoods, in logs.  `out` has n_causes and sums to 1. */
void rsv__belief(const struct decision *d, double *out);

struct plan_line {
    uint32_t repair;
    double reach; /* P(the plan gets here) */
    double fixes; /* P(it is this repair that works) */
};

struct advice {
    struct plan_line lines[MAX_REPAIRS]; /* all repairs in order of efficiency */
    uint32_t n_lines;
    uint32_t n_before_escalating; /* the cheapest prefix */
    double cost;                  /* expected minutes to repair of that prefix, then escalating */
    double unfixed;               /* P(escalated) */
};

/* Greedy by efficiency, then the prefix at which escalating is cheapest (Kadane and Simon 1977;
 * escalation: V. Lin, Decision-theoretic troubleshooting: hardness of approximation, IJAR 2014). */
void rsv__plan(const struct decision *d, const double *belief, struct advice *out);

/* Expected cost of the best prefix alone, and the first repair (n_repairs: escalate at once). */
double rsv__plan_cost(const struct decision *d, const double *belief, uint32_t *first);

struct collector_value {
    double saves;        /* minutes: cost now, less expected cost with its answer */
    double net;          /* saves less its own minutes */
    double changes_step; /* P(the first repair is another one afterwards) */
    uint32_t decides;    /* open questions that it could decide */
    bool partial;        /* too many joint outcomes: the least telling questions are left out */
};

/* The value of running collector number `c` at `minutes`: all joint outcomes of the questions it
 * could decide are tried (Heckerman et al. 1995). */
struct collector_value rsv__ask_value(const struct decision *d, const double *belief, uint32_t c,
                                      double minutes);

/* Mutual information of the question's answer and the cause, in nats: how telling it is. */
double rsv__ask_information(const struct decision *d, const double *belief, const struct question *q);

/* What knowing the cause for certain would save: no collector can save more. */
double rsv__ask_bound(const struct decision *d, const double *belief);

/* --- explain.c: weights of evidence (I. J. Good 1950), in decibans ------------------------------ */

double rsv__decibans(double ratio);

/* 10 log10 of the prior odds of a against b. */
double rsv__prior_weight(const struct decision *d, uint32_t a, uint32_t b);

/* What one question contributes to the odds of a against b; these and the prior sum exactly to
 * the log odds of the posterior. */
double rsv__pair_weight(const struct question *q, uint32_t a, uint32_t b);

/* What one question says for `a` against all other causes at their prior shares. */
double rsv__cause_weight(const struct decision *d, const struct question *q, uint32_t a);

/* "slightly" from 3 dB, "clearly" from 6, "strongly" from 10, "decisively" from 20; "" below. */
const char *rsv__weight_word(double decibans);

#endif
