/* SPDX-License-Identifier: MIT */
#include "scan/trend.h"

#include <math.h>
#include <string.h>

/* A change must be e^12 times likelier than none: there are up to a thousand places where it could be. */
#define ENOUGH 12.0

struct trend_span rsv__trend_span(const struct counts *t)
{
    struct trend_span s = {COUNT_BINS, 0, NO_TIME, NO_TIME};
    for (size_t i = 0; i < t->n; i++) {
        const struct code_counts *c = &t->codes[i];
        if (c->first == NO_TIME)
            continue;
        s.begin = s.begin == NO_TIME || c->first < s.begin ? c->first : s.begin;
        s.end = s.end == NO_TIME || c->last > s.end ? c->last : s.end;
    }
    if (s.begin != NO_TIME) {
        s.first = (size_t)((s.begin - t->bins_begin) / t->bin_ms);
        s.last = (size_t)((s.end - t->bins_begin) / t->bin_ms);
    }
    return s;
}

/* What a steady code would follow. */
struct exposure {
    double bins[COUNT_BINS];
    double all, passed;
};

static void follow_time(const struct trend_span *s, struct exposure *e)
{
    *e = (struct exposure){.all = (double)(s->last - s->first + 1)};
    for (size_t i = s->first; i <= s->last; i++)
        e->bins[i] = 1;
}

/* The traffic of all other codes.  False: there isn't enough of it. */
static bool follow_traffic(const struct counts *t, const struct code_counts *c, const struct trend_span *s, struct exposure *e)
{
    double others = 0, own = 0;
    *e = (struct exposure){.all = 0};
    for (size_t i = s->first; i <= s->last; i++) {
        own += c->bins[i];
        others += t->all_bins[i] - c->bins[i];
        e->bins[i] = t->all_bins[i] - c->bins[i] + 0.1;
        e->all += e->bins[i];
    }
    return others >= own && others >= 100;
}

/* How much likelier two rates are than one, as a logarithm. */
static double gain(double n, double expected)
{
    return n > 0 ? n * log(n / expected) : 0;
}

static enum trend_word word_of(double before, double after, double rate)
{
    if (before == 0)
        return TREND_NEW;
    if (after == 0)
        return TREND_STOPPED;
    return rate > 2 ? TREND_RISING : rate < 0.5 ? TREND_FALLING : TREND_STEADY;
}

/* How much likelier a change behind what has passed is than none, and which. */
static double weigh(const struct exposure *e, double before, double after, enum trend_word *word)
{
    const double share = e->passed / e->all, n = before + after;
    if (share < 0.01 || share > 0.99)
        return 0;
    *word = word_of(before, after, after / (1 - share) / (before > 0 ? before / share : 1));
    return gain(before, n * share) + gain(after, n * (1 - share));
}

/* A change must show against the traffic and against the clock: people don't work at night, programs do, and what one does
 * steadily looks like a change beside the other. */
struct trend rsv__trend_of(const struct counts *t, const struct code_counts *c)
{
    static const struct trend unknown = {.word = TREND_UNKNOWN, .since = NO_TIME};
    struct exposure time, traffic;
    struct trend best = {.word = TREND_STEADY, .since = NO_TIME};
    const struct trend_span s = rsv__trend_span(t);
    if (s.begin == NO_TIME || s.last - s.first < 3 || c->first == NO_TIME)
        return unknown;
    follow_time(&s, &time);
    const bool has_traffic = follow_traffic(t, c, &s, &traffic);
    double n = 0, before = 0;
    for (size_t i = s.first; i <= s.last; i++)
        n += c->bins[i];
    for (size_t i = s.first; i < s.last; i++) {
        enum trend_word word = TREND_STEADY, other = TREND_STEADY;
        before += c->bins[i];
        time.passed += time.bins[i];
        traffic.passed += traffic.bins[i];
        double weight = weigh(&time, before, n - before, &word);
        if (has_traffic) {
            const double by_traffic = weigh(&traffic, before, n - before, &other);
            weight = word != other ? 0 : by_traffic < weight ? by_traffic : weight;
        }
        if (weight > best.weight && weight >= ENOUGH)
            best = (struct trend){word, t->bins_begin + (int64_t)(i + 1) * t->bin_ms, (uint64_t)before,
                                  (uint64_t)(n - before), 0, weight};
    }
    const double days = (double)((best.since == NO_TIME ? s.end : best.since) - s.begin) / 86400e3;
    if (best.since == NO_TIME)
        best.before = (uint64_t)n;
    best.usual_per_day = days > 0 ? (double)best.before / days : 0;
    return best;
}

void rsv__trend_bars(const struct counts *t, const struct code_counts *c, uint64_t bars[TREND_BARS])
{
    const struct trend_span s = rsv__trend_span(t);
    memset(bars, 0, TREND_BARS * sizeof *bars);
    if (s.begin == NO_TIME)
        return;
    const size_t width = s.last - s.first + 1;
    for (size_t i = s.first; i <= s.last; i++)
        bars[(i - s.first) * TREND_BARS / width] += c->bins[i];
}

const char *rsv__trend_text(enum trend_word word)
{
    static const char *const words[] = {NULL, "new", "rising", "steady", "falling", "stopped"};
    return words[word];
}
