/* SPDX-License-Identifier: MIT
 * trend.h - whether a code comes more or less often than before, measured against the log's own traffic. */
#ifndef RSV_SCAN_TREND_H
#define RSV_SCAN_TREND_H

#include "scan/counts.h"

enum trend_word { TREND_UNKNOWN, TREND_NEW, TREND_RISING, TREND_STEADY, TREND_FALLING, TREND_STOPPED };

struct trend {
    enum trend_word word;
    int64_t since;          /* when it changed; NO_TIME: it didn't */
    uint64_t before, after; /* attempts on either side of that */
    double usual_per_day;   /* before */
    double weight;          /* natural logarithm of how much likelier a change is than none */
};

enum { TREND_BARS = 24 };

/* The log from its first to its last attempt, in bins. */
struct trend_span {
    size_t first, last; /* bins */
    int64_t begin, end; /* ms; begin NO_TIME: no row has a time */
};

struct trend_span rsv__trend_span(const struct counts *t);
struct trend rsv__trend_of(const struct counts *t, const struct code_counts *c);

/* Attempts in equal parts of the span. */
void rsv__trend_bars(const struct counts *t, const struct code_counts *c, uint64_t bars[TREND_BARS]);

/* "new", ...; NULL for TREND_UNKNOWN. */
const char *rsv__trend_text(enum trend_word word);

#endif
