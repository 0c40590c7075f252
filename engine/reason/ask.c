/* SPDX-License-Identifier: MIT
 * ask.c - what an answer would be worth before it is known. */
#include "reason/decision.h"

#include <math.h>
#include <string.h>

enum {
    MAX_OPEN = 10,/* questions with two outcomes each fill MAX_JOINT */
    MAX_CURES = 512
};
_Static_assert(1 << MAX_OPEN == MAX_JOINT, "as many questions as joint outcomes allow");

/* The repairs as a sparse matrix: most cure few causes, and thousands of plans are costed. */
struct cure {
    uint32_t cause;
    double success;
};

struct asker {
    const struct decision *d;
    const struct question *open[MAX_OPEN]; /* most telling first */
    uint32_t n_open;
    double per_likelihood[MAX_OPEN][MAX_CAUSES]; /* 1 / P(what is possible | cause) */
    struct cure cures[MAX_CURES];                /* of repair r: first[r] to first[r + 1] */
    uint32_t first[MAX_REPAIRS + 1];
    bool curable[MAX_CAUSES];
    bool sparse; /* false: too many cures, or some repair has prerequisites */
    uint32_t first_now;
    double cost;    /* expected, so far */
    double changes; /* P(another first repair), so far */
};

static bool is_open(const struct question *q)
{
    return (q->possible & (q->possible - 1)) != 0; /* at least two outcomes */
}

double rsv__ask_information(const struct decision *d, const double *belief, const struct question *q)
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

/* Keep the most telling open questions that this collector could decide, as many as MAX_JOINT allows. */
static bool choose(struct asker *a, const double *belief, uint32_t collector)
{
    double told[MAX_OPEN];
    const struct decision *d = a->d;
    bool partial = false;
    for (uint32_t i = 0; i < d->n_questions; i++) {
        const struct question *q = &d->questions[i];
        if (!(q->collectors >> collector & 1) || !is_open(q))
            continue;
        const double info = rsv__ask_information(d, belief, q);
        partial |= a->n_open == MAX_OPEN;
        if (a->n_open == MAX_OPEN && info <= told[MAX_OPEN - 1])
            continue;
        uint32_t at = a->n_open < MAX_OPEN ? a->n_open++ : MAX_OPEN - 1;
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
    partial |= keep < a->n_open;
    a->n_open = keep;
    for (uint32_t i = 0; i < keep; i++)
        for (uint32_t c = 0; c < d->n_causes; c++)
            a->per_likelihood[i][c] = 1 / rsv__likelihood(a->open[i], c);
    return partial;
}

static void collect_cures(struct asker *a)
{
    const struct decision *d = a->d;
    uint32_t n = 0;
    a->sparse = true;
    for (uint32_t r = 0; r < d->n_repairs && a->sparse; r++) {
        a->first[r] = n;
        for (uint32_t c = 0; c < d->n_causes; c++) {
            const double works = 1 - (1 - d->repairs[r].success[c]); /* rounded as plan.c does */
            if (works <= 0)
                continue;
            if (n < MAX_CURES)
                a->cures[n++] = (struct cure){c, works};
            else
                a->sparse = false;
            a->curable[c] = true;
        }
        a->sparse &= d->repairs[r].after == 0;
    }
    a->first[d->n_repairs] = n;
}

static double efficiency(const struct asker *a, const double *left, uint32_t r)
{
    double works = 0;
    for (uint32_t k = a->first[r]; k < a->first[r + 1]; k++)
        works += left[a->cures[k].cause] * a->cures[k].success;
    return works / a->d->repairs[r].cost;
}

static uint32_t best_repair(const struct asker *a, const double *value, uint64_t done)
{
    const struct repair *r = a->d->repairs;
    uint32_t best = a->d->n_repairs;
    for (uint32_t i = 0; i < a->d->n_repairs; i++)
        if (!(done >> i & 1) && (best == a->d->n_repairs || value[i] > value[best] ||
                                 (value[i] == value[best] && r[i].minutes < r[best].minutes)))
            best = i;
    return best;
}

/* What rsv__plan_cost() gives, times the sum of `weight`, for repairs without prerequisites.  It
 * stops as soon as no longer prefix can be cheaper. */
static double cost_of(const struct asker *a, const double *weight, uint32_t *first)
{
    const struct decision *d = a->d;
    double left[MAX_CAUSES], value[MAX_REPAIRS], here = 0, incurable = 0, spent = 0;
    uint64_t done = 0;
    for (uint32_t c = 0; c < d->n_causes; c++) {
        here += left[c] = weight[c];
        incurable += a->curable[c] ? 0 : weight[c];
    }
    double cost = here * d->escalate;
    *first = d->n_repairs;
    for (uint32_t r = 0; r < d->n_repairs; r++)
        value[r] = efficiency(a, left, r);
    for (uint32_t n = 0, head = 0; n < d->n_repairs; n++) {
        const uint32_t r = best_repair(a, value, done);
        spent += here * d->repairs[r].cost;
        if (value[r] <= 0 || spent + incurable * d->escalate >= cost)
            break;
        head = n == 0 ? r : head;
        done |= (uint64_t)1 << r;
        here = 0;
        for (uint32_t k = a->first[r]; k < a->first[r + 1]; k++)
            left[a->cures[k].cause] *= 1 - a->cures[k].success;
        for (uint32_t c = 0; c < d->n_causes; c++)
            here += left[c];
        for (uint32_t i = 0; i < d->n_repairs; i++)
            if (!(done >> i & 1) && value[i] > 0)
                value[i] = efficiency(a, left, i);
        if (spent + here * d->escalate < cost) {
            cost = spent + here * d->escalate;
            *first = head;
        }
    }
    return cost;
}

/* The expected cost times the sum of `weight`. */
static double expected_cost(const struct asker *a, const double *weight, uint32_t *first)
{
    double belief[MAX_CAUSES], p = 0;
    if (a->sparse)
        return cost_of(a, weight, first);
    for (uint32_t c = 0; c < a->d->n_causes; c++)
        p += weight[c];
    for (uint32_t c = 0; c < a->d->n_causes; c++)
        belief[c] = p > 0 ? weight[c] / p : 0;
    return p * rsv__plan_cost(a->d, belief, first);
}

/* weight[c] = belief in c times P(the answers chosen so far | c) */
static void enumerate(struct asker *a, uint32_t depth, const double *weight)
{
    const struct decision *d = a->d;
    double next[MAX_CAUSES];
    if (depth == a->n_open) {
        uint32_t first;
        a->cost += expected_cost(a, weight, &first);
        for (uint32_t c = 0; c < d->n_causes && first != a->first_now; c++)
            a->changes += weight[c];
        return;
    }
    const struct question *q = a->open[depth];
    for (uint32_t o = 0; o <= q->n_outcomes; o++) {
        if (!(q->possible >> o & 1))
            continue;
        for (uint32_t c = 0; c < d->n_causes; c++)
            next[c] = weight[c] * q->p[c * (q->n_outcomes + 1) + o] * a->per_likelihood[depth][c];
        enumerate(a, depth + 1, next);
    }
}

struct collector_value rsv__ask_value(const struct decision *d, const double *belief, uint32_t c,
                                      double minutes)
{
    struct asker a;
    struct collector_value value = {.net = -minutes};
    memset(&a, 0, offsetof(struct asker, per_likelihood));
    memset(a.curable, 0, sizeof a.curable);
    a.cost = a.changes = 0;
    a.d = d;
    value.partial = choose(&a, belief, c);
    value.decides = a.n_open;
    if (a.n_open == 0)
        return value;
    collect_cures(&a);
    const double now = expected_cost(&a, belief, &a.first_now);
    enumerate(&a, 0, belief);
    value.saves = now - a.cost;
    value.net = value.saves - minutes;
    value.changes_step = a.changes;
    return value;
}

double rsv__ask_bound(const struct decision *d, const double *belief)
{
    struct asker a;
    double known = 0;
    uint32_t first;
    memset(a.curable, 0, sizeof a.curable);
    a.d = d;
    collect_cures(&a);
    for (uint32_t c = 0; c < d->n_causes; c++) {
        double weight[MAX_CAUSES] = {0};
        weight[c] = belief[c];
        known += expected_cost(&a, weight, &first);
    }
    return expected_cost(&a, belief, &first) - known;
}
