/* SPDX-License-Identifier: MIT */
#include "reason/decision.h"

#include <math.h>

double rsv__decibans(double ratio)
{
    return 10 * log10(ratio);
}

double rsv__prior_weight(const struct decision *d, uint32_t a, uint32_t b)
{
    return rsv__decibans(d->prior[a] / d->prior[b]);
}

double rsv__pair_weight(const struct question *q, uint32_t a, uint32_t b)
{
    return rsv__decibans(rsv__likelihood(q, a) / rsv__likelihood(q, b));
}

double rsv__cause_weight(const struct decision *d, const struct question *q, uint32_t a)
{
    double others = 0, share = 0;
    for (uint32_t c = 0; c < d->n_causes; c++) {
        if (c == a)
            continue;
        others += d->prior[c] * rsv__likelihood(q, c);
        share += d->prior[c];
    }
    return share > 0 ? rsv__decibans(rsv__likelihood(q, a) / (others / share)) : 0;
}

const char *rsv__weight_word(double decibans)
{
    const double w = fabs(decibans);
    return w >= 20 ? "decisively" : w >= 10 ? "strongly" : w >= 6 ? "clearly"
           : w >= 3                                             ? "slightly"
                                                                : "";
}
