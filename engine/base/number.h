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

#endif
