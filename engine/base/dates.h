/* SPDX-License-Identifier: MIT
 * dates.h - dates as browsers and spreadsheets write them: is 3/12 in March or in December?
 *
 * All times of a file are written in one way.  A number above 12 tells which; else the reading that puts the first rows
 * closer together, for a log has no gaps of months.
 */
#ifndef RSV_BASE_DATES_H
#define RSV_BASE_DATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum date_order { DATES_UNKNOWN, MONTH_FIRST, DAY_FIRST };

struct dates {
    bool has_big[3];  /* by order: a day above 12 was seen in its place */
    int32_t low[3], high[3]; /* by order: days, read so */
    size_t n;
    bool has_half; /* AM or PM */
};

/* One of the first times. */
void rsv__dates_learn(struct dates *d, const char *text, size_t n);
enum date_order rsv__dates_order(const struct dates *d);

/* "28/4/2021, 14:08:45.221", "4-28-2021 2:08 PM", "28.04.2021 14:08:45".  False: it isn't one, or the order isn't known and
 * needed, or something else stands behind it, such as a zone. */
bool rsv__dates_parse(const char *text, size_t n, enum date_order order, int64_t *ms);

#endif
