/* SPDX-License-Identifier: MIT */
#include "scan/distinct.h"

#include "base/hash.h"

#include <math.h>

/* --- the sketch --------------------------------------------------------------------------------- */

enum { RANKS = 64 - SKETCH_BITS + 2 }; /* a register's values, from 0 */

static void sketch_add(uint8_t *registers, uint64_t hash)
{
    const uint64_t h = rsv__hash_mix(hash); /* the set has used the low bits as they are */
    const size_t at = h >> (64 - SKETCH_BITS);
    const uint64_t rest = h << SKETCH_BITS | (uint64_t)1 << (SKETCH_BITS - 1);
    const uint8_t rank = (uint8_t)(__builtin_clzll(rest) + 1);
    if (registers[at] < rank)
        registers[at] = rank;
}

/* The sums of Ertl's estimator for registers that are still 0, and for those that are full. */
static double sigma(double x)
{
    if (x == 1)
        return INFINITY;
    double y = 1, z = x, before;
    do {
        x *= x;
        before = z;
        z += x * y;
        y += y;
    } while (z != before);
    return z;
}

static double tau(double x)
{
    if (x == 0 || x == 1)
        return 0;
    double y = 1, z = 1 - x, before;
    do {
        x = sqrt(x);
        before = z;
        y /= 2;
        z -= (1 - x) * (1 - x) * y;
    } while (z != before);
    return z / 3;
}

static double sketch_count(const uint8_t *registers)
{
    const double m = SKETCH_REGISTERS;
    uint32_t n[RANKS] = {0};
    for (size_t i = 0; i < SKETCH_REGISTERS; i++)
        n[registers[i]]++;
    double z = m * tau(1 - n[RANKS - 1] / m);
    for (int k = RANKS - 2; k >= 1; k--)
        z = (z + n[k]) / 2;
    z += m * sigma(n[0] / m);
    return m * m / (2 * log(2)) / z;
}

/* --- counters ------------------------------------------------------------------------------------- */

static bool make_sketch(struct distinct *d, struct distinct_budget *budget)
{
    uint8_t *registers = rsv__alloc_zero(budget->alloc, SKETCH_REGISTERS);
    if (registers == NULL)
        return false;
    for (size_t i = 0; i < d->set.cap; i++)
        if (d->set.slots[i] != 0)
            sketch_add(registers, d->set.slots[i]);
    budget->left += d->set.cap * sizeof *d->set.slots;
    rsv__set_free(&d->set, budget->alloc);
    d->registers = registers;
    return true;
}

bool rsv__distinct_add(struct distinct *d, struct distinct_budget *budget, uint64_t hash)
{
    if (d->registers == NULL) {
        const size_t before = d->set.cap * sizeof *d->set.slots, after = rsv__set_next_size(&d->set);
        const bool fits = after <= before || after - before <= budget->left;
        if ((d->set.n < budget->limit && fits) || rsv__set_has(&d->set, hash)) {
            if (rsv__set_add(&d->set, budget->alloc, hash) == SET_NO_MEMORY)
                return false;
            budget->left -= d->set.cap * sizeof *d->set.slots - before;
            return true;
        }
        if (!make_sketch(d, budget))
            return false;
    }
    sketch_add(d->registers, hash);
    return true;
}

uint64_t rsv__distinct_count(const struct distinct *d)
{
    return d->registers ? (uint64_t)llround(sketch_count(d->registers)) : d->set.n;
}

void rsv__distinct_free(struct distinct *d, struct distinct_budget *budget)
{
    rsv__set_free(&d->set, budget->alloc);
    rsv__release(budget->alloc, d->registers, SKETCH_REGISTERS);
    *d = (struct distinct){0};
}
