/* SPDX-License-Identifier: MIT
 * number.h - numbers as text and back, whatever locale the program is in. */
#ifndef RSV_BASE_NUMBER_H
#define RSV_BASE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

enum { RSV_NUMBER_SIZE = 32 };

/* The whole text, a sign allowed, nothing around it.  False: not one, or out of range. */
bool rsv__integer_parse(const char *text, int64_t *out);
bool rsv__number_parse(const char *text, double *out);

void rsv__integer_format(int64_t v, char out[RSV_NUMBER_SIZE]);

/* The fewest digits that give the same double back; v is finite. */
void rsv__number_format(double v, char out[RSV_NUMBER_SIZE]);

/* A sum that doesn't depend on the order of its parts: those that add up to it exactly, none overlapping another, least
 * first (J. Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997). */
enum { RSV_SUM_PARTS = 64 }; /* 2,098 bits reach from the least double to the greatest, and 53 stand in each: 40 will do */
struct exact_sum {
    double parts[RSV_SUM_PARTS];
    int n; /* 0: nothing was added */
};
void rsv__sum_add(struct exact_sum *s, double v); /* v is finite */

/* The double next to it; infinite if none is large enough. */
double rsv__sum_value(const struct exact_sum *s);

#endif
