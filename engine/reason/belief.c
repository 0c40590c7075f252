/* SPDX-License-Identifier: MIT */
#include "reason/decision.h"

#include <math.h>

void rsv__clip_row(const double *percent, uint32_t n, double *out)
{
    double rest = 1, sum = 0;
    for (uint32_t i = 0; i <= n; i++) {
        const double p = i < n ? percent[i] / 100 : rest;
        rest -= p;
        out[i] = fmin(fmax(p, 0.005), 0.995);
        sum += out[i];
    }
    for (uint32_t i = 0; i <= n; i++)
        out[i] /= sum;
}

double rsv__likelihood(const struct question *q, uint32_t cause)
{
    const double *row = q->p + (size_t)cause * (q->n_outcomes + 1);
    const uint32_t all = (2u << q->n_outcomes) - 1;
    if ((q->possible & all) == all)
        return 1; /* nothing is known: exactly one, not nearly */
    double sum = 0;
    for (uint32_t o = 0; o <= q->n_outcomes; o++)
        if (q->possible >> o & 1)
            sum += row[o];
    return sum;
}

void rsv__belief(const struct decision *d, double *out)
{
    double most = -INFINITY, sum = 0;
    for (uint32_t c = 0; c < d->n_causes; c++) {
        out[c] = log(d->prior[c]);
        for (uint32_t q = 0; q < d->n_questions; q++)
            out[c] += log(rsv__likelihood(&d->questions[q], c));
        most = fmax(most, out[c]);
    }
    for (uint32_t c = 0; c < d->n_causes; c++) {
        out[c] = exp(out[c] - most);
        sum += out[c];
    }
    for (uint32_t c = 0; c < d->n_causes; c++)
        out[c] /= sum;
}
