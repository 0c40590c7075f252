/* SPDX-License-Identifier: MIT
 * ask.c - what an answer would be worth before it is known. */
#include "reason/decision.h"

#include <math.h>
#include <string.h>

struct asker {
    const struct decision *d;
    const struct question *open[MAX_JOINT]; /* most telling first */
    uint32_t n_open;
    uint32_t first_now;
    double cost;    /* expected, so far */
    double changes; /* P(another first repair), so far */
};

static bool is_open(const struct question *q)
{
    return (q->possible & (q->possible - 1)) != 0; /* at least two outcomes */
}

/* Mutual information of question and cause, in nats: how telling the answer is. */
static double information(const struct decision *d, const double *belief, const struct question *q)
{
    double sum = 0;
    for (uint32_t o = 0; o <= q->n_outcomes; o++) {
        double p = 0;
        if (!(q->possible >> o & 1))
            continue;
        for (uint32_t c = 0; c < d->n_causes; c++)
            p += belief[c] * q->p[c * (q->n_outcomes + 1) + o] / rsv__likelihood(q, c);
        for (uint32_t c = 0; c < d->n_causes; c++) {
            const double given = q->p[c * (q->n_outcomes + 1) + o] / rsv__likelihood(q, c);
            if (belief[c] > 0)
                sum += belief[c] * given * log(given / p);
        }
    }
    return sum;
}

/* Keep the open questions that this collector could decide, as many as MAX_JOINT allows. */
static bool choose(struct asker *a, const double *belief, uint32_t collector)
{
    double told[MAX_JOINT];
    const struct decision *d = a->d;
    for (uint32_t i = 0; i < d->n_questions && a->n_open < MAX_JOINT; i++) {
        const struct question *q = &d->questions[i];
        if (!(q->collectors >> collector & 1) || !is_open(q))
            continue;
        const double info = information(d, belief, q);
        uint32_t at = a->n_open++;
        for (; at > 0 && told[at - 1] < info; at--) {
            told[at] = told[at - 1];
            a->open[at] = a->open[at - 1];
        }
        told[at] = info;
        a->open[at] = q;
    }
    uint32_t keep = 0;
    for (uint64_t joint = 1; keep < a->n_open; keep++) {
        joint *= (uint64_t)__builtin_popcount(a->open[keep]->possible);
        if (joint > MAX_JOINT)
            break;
    }
    const bool partial = keep < a->n_open;
    a->n_open = keep;
    return partial;
}

/* weight[c] = belief in c times P(the answers chosen so far | c) */
static void enumerate(struct asker *a, uint32_t depth, const double *weight)
{
    const struct decision *d = a->d;
    double next[MAX_CAUSES];
    if (depth == a->n_open) {
        double p = 0;
        uint32_t first;
        for (uint32_t c = 0; c < d->n_causes; c++)
            p += weight[c];
        if (p <= 0)
            return;
        for (uint32_t c = 0; c < d->n_causes; c++)
            next[c] = weight[c] / p;
        a->cost += p * rsv__plan_cost(d, next, &first);
        a->changes += first != a->first_now ? p : 0;
        return;
    }
    const struct question *q = a->open[depth];
    for (uint32_t o = 0; o <= q->n_outcomes; o++) {
        if (!(q->possible >> o & 1))
            continue;
        for (uint32_t c = 0; c < d->n_causes; c++)
            next[c] = weight[c] * q->p[c * (q->n_outcomes + 1) + o] / rsv__likelihood(q, c);
        enumerate(a, depth + 1, next);
    }
}

struct collector_value rsv__ask_value(const struct decision *d, const double *belief, uint32_t c,
                                      double minutes)
{
    struct asker a = {.d = d};
    struct collector_value value = {0};
    value.partial = choose(&a, belief, c);
    value.decides = a.n_open;
    if (a.n_open == 0)
        return value;
    const double now = rsv__plan_cost(d, belief, &a.first_now);
    enumerate(&a, 0, belief);
    value.saves = now - a.cost;
    value.net = value.saves - minutes;
    value.changes_step = a.changes;
    return value;
}
