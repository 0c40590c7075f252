/* SPDX-License-Identifier: MIT */
#include "base/dates.h"

#include "base/time.h"

#include <stdio.h>
#include <string.h>

struct written { /* a date, and where its clock begins */
    unsigned first, second, year;
    const char *clock;
};

static bool take_date(const char *text, struct written *w)
{
    char separator, other;
    int used = 0;
    if (sscanf(text, "%2u%c%2u%c%4u%n", &w->first, &separator, &w->second, &other, &w->year, &used) != 5 ||
        separator != other || strchr("/.-", separator) == NULL || w->year < 1970 || w->first == 0 || w->second == 0)
        return false;
    w->clock = text + used + strspn(text + used, ", ");
    return true;
}

static bool copy(const char *text, size_t n, char out[64])
{
    if (n >= 64)
        return false;
    memcpy(out, text, n);
    out[n] = '\0';
    return true;
}

/* AM or PM behind the clock: 'a', 'p', or NUL. */
static char half_of(const char *clock)
{
    const char *at = clock + strspn(clock, "0123456789:. ");
    const char half = (char)(*at | 0x20);
    return (half == 'a' || half == 'p') && (at[1] | 0x20) == 'm' ? half : '\0';
}

static void note(struct dates *d, enum date_order order, unsigned year, unsigned month, unsigned day)
{
    const int32_t at = (int32_t)(year * 372 + month * 31 + day); /* near enough, for a span */
    d->low[order] = d->n == 0 || at < d->low[order] ? at : d->low[order];
    d->high[order] = d->n == 0 || at > d->high[order] ? at : d->high[order];
}

void rsv__dates_learn(struct dates *d, const char *text, size_t n)
{
    char plain[64];
    struct written w;
    if (!copy(text, n, plain) || !take_date(plain, &w))
        return;
    d->has_big[DAY_FIRST] = d->has_big[DAY_FIRST] || w.first > 12;
    d->has_big[MONTH_FIRST] = d->has_big[MONTH_FIRST] || w.second > 12;
    d->has_half = d->has_half || half_of(w.clock) != '\0';
    note(d, MONTH_FIRST, w.year, w.first, w.second);
    note(d, DAY_FIRST, w.year, w.second, w.first);
    d->n++;
}

enum date_order rsv__dates_order(const struct dates *d)
{
    if (d->has_big[DAY_FIRST] != d->has_big[MONTH_FIRST])
        return d->has_big[DAY_FIRST] ? DAY_FIRST : MONTH_FIRST;
    if (d->n == 0 || d->has_big[DAY_FIRST])
        return DATES_UNKNOWN;
    const int32_t by_month = d->high[MONTH_FIRST] - d->low[MONTH_FIRST], by_day = d->high[DAY_FIRST] - d->low[DAY_FIRST];
    if (by_month != by_day)
        return by_month < by_day ? MONTH_FIRST : DAY_FIRST;
    return d->has_half ? MONTH_FIRST : DATES_UNKNOWN; /* where clocks have halves, months mostly come first */
}

/* What may stand behind a clock: AM or PM, UTC. */
static bool ends(const char *rest, bool half)
{
    rest += strspn(rest, " ");
    rest += half ? 2 : 0;
    rest += strspn(rest, " ");
    return *rest == '\0' || strcmp(rest, "Z") == 0 || strcmp(rest, "UTC") == 0;
}

bool rsv__dates_parse(const char *text, size_t n, enum date_order order, int64_t *ms)
{
    char plain[64], iso[96];
    struct written w;
    unsigned hour = 0, minute = 0, second = 0;
    int used = 0;
    if (!copy(text, n, plain) || !take_date(plain, &w))
        return false;
    if (order == DATES_UNKNOWN && w.first != w.second && w.first <= 12 && w.second <= 12)
        return false;
    const bool day_first = order == DAY_FIRST || (order == DATES_UNKNOWN && w.first > 12);
    if (*w.clock != '\0' && sscanf(w.clock, "%2u:%2u%n:%2u%n", &hour, &minute, &used, &second, &used) < 2)
        return false;
    const char half = half_of(w.clock), *fraction = w.clock + used;
    if (half != '\0')
        hour = hour % 12 + (half == 'p' ? 12 : 0);
    const size_t digits = *fraction == '.' ? 1 + strspn(fraction + 1, "0123456789") : 0;
    if (!ends(fraction + digits, half != '\0'))
        return false;
    snprintf(iso, sizeof iso, "%04u-%02u-%02uT%02u:%02u:%02u%.*sZ", w.year, day_first ? w.second : w.first,
             day_first ? w.first : w.second, hour, minute, second, (int)(digits < 10 ? digits : 10), fraction);
    return rsv__time_parse(iso, ms);
}
