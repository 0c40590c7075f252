/* SPDX-License-Identifier: MIT
 * plan.c - the order of repairs.
 *
 * A repair with prerequisites is judged together with those not yet done: the chain's chance
 * of success over the chain's cost.
 */
#include "reason/decision.h"

#include <string.h>

struct chain {
    uint32_t items[MAX_REPAIRS];
    uint32_t n;
    double efficiency, minutes;
};

/* Prerequisites first; a circle, which checking refuses, is cut. */
static void add_to_chain(const struct decision *d, uint64_t done, uint32_t r, struct chain *chain)
{
    for (uint32_t i = 0; i < chain->n; i++)
        if (chain->items[i] == r)
            return;
    if (chain->n == MAX_REPAIRS)
        return;
    uint64_t missing = d->repairs[r].after & ~done;
    chain->items[chain->n++] = r;
    const uint32_t at = chain->n - 1;
    for (uint32_t i = 0; missing != 0; i++, missing >>= 1) {
        if (!(missing & 1) || i >= d->n_repairs)
            continue;
        add_to_chain(d, done, i, chain);
    }
    /* what was added behind r belongs before it */
    memmove(&chain->items[at], &chain->items[at + 1], (chain->n - 1 - at) * sizeof *chain->items);
    chain->items[chain->n - 1] = r;
}

static void judge(const struct decision *d, const double *belief, struct chain *chain)
{
    double cost = 0, works = 0;
    chain->minutes = 0;
    for (uint32_t i = 0; i < chain->n; i++) {
        cost += d->repairs[chain->items[i]].cost;
        chain->minutes += d->repairs[chain->items[i]].minutes;
    }
    for (uint32_t c = 0; c < d->n_causes; c++) {
        double fails = 1;
        for (uint32_t i = 0; i < chain->n; i++)
            fails *= 1 - d->repairs[chain->items[i]].success[c];
        works += belief[c] * (1 - fails);
    }
    chain->efficiency = works / cost;
}

/* The most efficient chain of repairs not yet done; ties: fewer minutes, then the smaller name. */
static bool best_chain(const struct decision *d, const double *belief, uint64_t done,
                       struct chain *best)
{
    best->n = 0;
    for (uint32_t r = 0; r < d->n_repairs; r++) {
        if (done >> r & 1)
            continue;
        struct chain chain;
        chain.n = 0;
        if (d->repairs[r].after & ~done)
            add_to_chain(d, done, r, &chain);
        else
            chain.items[chain.n++] = r;
        judge(d, belief, &chain);
        if (best->n == 0 || chain.efficiency > best->efficiency ||
            (chain.efficiency == best->efficiency && chain.minutes < best->minutes)) {
            memcpy(best->items, chain.items, chain.n * sizeof *chain.items);
            best->n = chain.n;
            best->efficiency = chain.efficiency;
            best->minutes = chain.minutes;
        }
    }
    return best->n > 0;
}

static double total(const double *belief, uint32_t n)
{
    double sum = 0;
    for (uint32_t c = 0; c < n; c++)
        sum += belief[c];
    return sum;
}

void rsv__plan(const struct decision *d, const double *belief, struct advice *out)
{
    double left[MAX_CAUSES], spent = 0, here = 1;
    uint64_t done = 0;
    struct chain chain;
    memcpy(left, belief, d->n_causes * sizeof *left);
    out->n_lines = out->n_before_escalating = 0;
    out->cost = d->escalate;
    out->unfixed = 1;
    while (best_chain(d, left, done, &chain)) {
        for (uint32_t i = 0; i < chain.n; i++) {
            const struct repair *r = &d->repairs[chain.items[i]];
            struct plan_line *line = &out->lines[out->n_lines++];
            spent += here * r->cost;
            for (uint32_t c = 0; c < d->n_causes; c++)
                left[c] *= 1 - r->success[c];
            const double after = total(left, d->n_causes);
            *line = (struct plan_line){chain.items[i], here, here - after};
            here = after;
            done |= (uint64_t)1 << chain.items[i];
            if (spent + here * d->escalate < out->cost) {
                out->cost = spent + here * d->escalate;
                out->n_before_escalating = out->n_lines;
                out->unfixed = here;
            }
        }
    }
}

double rsv__plan_cost(const struct decision *d, const double *belief, uint32_t *first)
{
    struct advice a;
    rsv__plan(d, belief, &a);
    *first = a.n_before_escalating > 0 ? a.lines[0].repair : d->n_repairs;
    return a.cost;
}
