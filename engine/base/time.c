/* SPDX-License-Identifier: MIT */
#include "base/time.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

/* Days since 1970-01-01 of a Gregorian date (H. Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms"). */
static int64_t days_of(int64_t y, int64_t m, int64_t d)
{
    y -= m <= 2;
    const int64_t era = (y >= 0 ? y : y - 399) / 400;
    const int64_t yoe = y - era * 400;
    const int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static bool leap(int y)
{
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

/* Exactly `digits` digits; *p moves behind them. */
static bool take(const char **p, int digits, int *value)
{
    *value = 0;
    for (int i = 0; i < digits; i++) {
        if ((*p)[i] < '0' || (*p)[i] > '9')
            return false;
        *value = *value * 10 + ((*p)[i] - '0');
    }
    *p += digits;
    return true;
}

static bool take_date(const char **p, int64_t *ms)
{
    static const int month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int y, m, d;
    if (!take(p, 4, &y) || *(*p)++ != '-' || !take(p, 2, &m) || *(*p)++ != '-' || !take(p, 2, &d))
        return false;
    if (m < 1 || m > 12 || d < 1 || d > month_days[m - 1] + (m == 2 && leap(y)))
        return false;
    *ms = days_of(y, m, d) * DAY;
    return true;
}

static bool take_clock(const char **p, int64_t *ms)
{
    int h, m, s = 0;
    if (!take(p, 2, &h) || *(*p)++ != ':' || !take(p, 2, &m))
        return false;
    const bool has_seconds = **p == ':';
    if (has_seconds) {
        ++*p;
        if (!take(p, 2, &s))
            return false;
    }
    if (h > 24 || m > 59 || s > 60)
        return false;
    int64_t clock = h * (int64_t)HOUR + m * (int64_t)MINUTE + s * (int64_t)SECOND;
    if (has_seconds && (**p == '.' || **p == ',')) {
        int digits = 0;
        for (++*p; **p >= '0' && **p <= '9'; ++*p, digits++)
            if (digits < 3)
                clock += (**p - '0') * (digits == 0 ? 100 : digits == 1 ? 10 : 1);
        if (digits == 0 || digits > 9)
            return false;
    }
    *ms += clock;
    return h < 24 || clock == DAY;
}

static bool take_zone(const char **p, int64_t *ms)
{
    if (**p == 'Z' || **p == 'z') {
        ++*p;
        return true;
    }
    if (**p != '+' && **p != '-')
        return true;
    const int sign = *(*p)++ == '-' ? 1 : -1;
    int h, m;
    if (!take(p, 2, &h))
        return false;
    *p += **p == ':';
    if (!take(p, 2, &m) || h > 14 || m > 59)
        return false;
    *ms += sign * (h * (int64_t)HOUR + m * (int64_t)MINUTE);
    return true;
}

static bool parse_ms_date(const char *text, int64_t *ms)
{
    if (strncmp(text, "/Date(", 6) != 0)
        return false;
    char *end;
    const long long value = strtoll(text + 6, &end, 10);
    if (end == text + 6 || strcmp(end, ")/") != 0 || value > INT64_C(253402300799999) ||
        value < -INT64_C(62135596800000))
        return false;
    *ms = value;
    return true;
}

bool rsv__time_parse(const char *text, int64_t *ms)
{
    const char *p = text;
    if (parse_ms_date(text, ms))
        return true;
    if (!take_date(&p, ms))
        return false;
    if (*p == '\0')
        return true;
    if (*p != 'T' && *p != 't' && *p != ' ')
        return false;
    p++;
    if (!take_clock(&p, ms))
        return false;
    if (*p == ' ' && (p[1] == '+' || p[1] == '-' || p[1] == 'Z'))
        p++;
    return take_zone(&p, ms) && *p == '\0';
}

/* One or two digits. */
static bool take_short(const char **p, int *value)
{
    const bool two = **p >= '0' && **p <= '9' && (*p)[1] >= '0' && (*p)[1] <= '9';
    return take(p, two ? 2 : 1, value);
}

/* "4/28/2021", "28.04.2021": which is the month, a number above 12 or `american` tells. */
static bool take_slashed(const char **p, bool american, int64_t *ms)
{
    int a, b, y;
    char iso[40];
    if (!take_short(p, &a) || strchr("/.-", **p) == NULL || **p == '\0')
        return false;
    const char separator = *(*p)++;
    if (!take_short(p, &b) || *(*p)++ != separator || !take(p, 4, &y) || (a <= 12 && b <= 12 && a != b && !american))
        return false;
    const bool month_first = a <= 12 && (b > 12 || american);
    snprintf(iso, sizeof iso, "%04d-%02d-%02d", y, month_first ? a : b, month_first ? b : a);
    const char *date = iso;
    return take_date(&date, ms);
}

bool rsv__time_parse_loose(const char *text, int64_t *ms)
{
    char copy[64];
    const size_t n = strlen(text);
    if (rsv__time_parse(text, ms))
        return true;
    if (n < 8 || n >= sizeof copy)
        return false;
    if ((n == 10 || n == 13) && strspn(text, "0123456789") == n) { /* since 1970: seconds or milliseconds */
        *ms = strtoll(text, NULL, 10) * (n == 10 ? SECOND : 1);
        return true;
    }
    memcpy(copy, text, n + 1);
    char *utc = strstr(copy, " UTC");
    if (utc != NULL && utc[4] == '\0') {
        *utc = '\0';
        if (rsv__time_parse(copy, ms))
            return true;
    }
    char *half = strstr(copy, " AM");
    half = half ? half : strstr(copy, " PM");
    const char *p = copy;
    if (!take_slashed(&p, half != NULL, ms))
        return false;
    p += *p == ',';
    while (*p == ' ')
        p++;
    if (*p == '\0')
        return true;
    const int64_t date = *ms;
    char clock[32];
    snprintf(clock, sizeof clock, "%s%s", p[1] == ':' ? "0" : "", p);
    const char *c = clock;
    if (!take_clock(&c, ms))
        return false;
    if (half != NULL) {
        const bool noon = *ms - date >= 12 * (int64_t)HOUR;
        if (*ms - date >= 13 * (int64_t)HOUR)
            return false;
        *ms += half[1] == 'P' && !noon ? 12 * (int64_t)HOUR : half[1] == 'A' && noon ? -12 * (int64_t)HOUR : 0;
        c += 3;
    }
    c += *c == ' ';
    return take_zone(&c, ms) && *c == '\0';
}

static char *put_digits(char *at, int value, int n)
{
    for (int i = n; i-- > 0; value /= 10)
        at[i] = (char)('0' + value % 10);
    return at + n;
}

/* Years 1 to 9999 by hand: a log has one in each row. */
static bool format_usual(int64_t ms, char *at)
{
    const int64_t first = INT64_C(-62135596800000);
    if (ms < first || ms > INT64_C(253402300799999))
        return false;
    const int clock = (int)((ms - first) % DAY);
    /* Days since March of the year 0, which leap days end. */
    const int days = (int)((ms - first) / DAY) + 306, era = days / 146097, of_era = days % 146097;
    const int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int m = (5 * of_year + 2) / 153, day = of_year - (153 * m + 2) / 5 + 1, month = m < 10 ? m + 3 : m - 9;
    at = put_digits(at, era * 400 + year_of_era + (month <= 2), 4);
    *at++ = '-';
    at = put_digits(at, month, 2);
    *at++ = '-';
    at = put_digits(at, day, 2);
    *at++ = 'T';
    at = put_digits(at, clock / (int)HOUR, 2);
    *at++ = ':';
    at = put_digits(at, clock / (int)MINUTE % 60, 2);
    *at++ = ':';
    at = put_digits(at, clock / SECOND % 60, 2);
    if (clock % SECOND != 0) {
        *at++ = '.';
        at = put_digits(at, clock % SECOND, 3);
    }
    *at++ = 'Z';
    *at = '\0';
    return true;
}

void rsv__time_format(int64_t ms, char out[RSV_TIME_SIZE])
{
    if (format_usual(ms, out))
        return;
    int64_t seconds = ms / SECOND, rest = ms % SECOND;
    if (rest < 0) {
        rest += SECOND;
        seconds--;
    }
    const time_t t = (time_t)seconds;
    struct tm tm;
    char day_and_clock[16];
    if (gmtime_r(&t, &tm) == NULL || strftime(day_and_clock, sizeof day_and_clock, "-%m-%dT%H:%M:%S", &tm) == 0) {
        snprintf(out, RSV_TIME_SIZE, "%" PRId64 " ms", ms);
        return;
    }
    const size_t n = (size_t)snprintf(out, RSV_TIME_SIZE, "%04lld%s", tm.tm_year + 1900LL, day_and_clock);
    if (rest != 0)
        snprintf(out + n, RSV_TIME_SIZE - n, ".%03dZ", (int)rest);
    else
        snprintf(out + n, RSV_TIME_SIZE - n, "Z");
}

/* digits[.digits]; *value < 1e9 or it is refused.  Not strtod(): the locale's comma. */
static bool take_decimal(const char **p, double *value)
{
    double scale = 1;
    bool point = false;
    const char *start = *p;
    for (*value = 0; (**p >= '0' && **p <= '9') || (**p == '.' && !point); ++*p) {
        if (**p == '.') {
            point = true;
            continue;
        }
        *value = *value * 10 + (**p - '0');
        scale *= point ? 10 : 1;
    }
    *value /= scale;
    return *p != start && (*p)[-1] != '.' && *value < 1e9;
}

static const struct {
    const char *name;
    int64_t ms;
} units[] = {{"d", DAY}, {"h", HOUR}, {"m", MINUTE}, {"s", SECOND}, {"ms", 1}};

static int64_t unit_of(const char *p, size_t n)
{
    if (n == 3 && strncmp(p, "min", 3) == 0)
        return MINUTE;
    if (n == 1 && *p == 'w')
        return 7 * (int64_t)DAY;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strlen(units[i].name) == n && strncmp(p, units[i].name, n) == 0)
            return units[i].ms;
    return 0;
}

static bool add_span(int64_t *ms, double value, int64_t unit)
{
    const double sum = (double)*ms + value * (double)unit;
    if (sum > 4e15) /* far beyond any duration that means something, far below overflow */
        return false;
    *ms += (int64_t)(value * (double)unit + 0.5);
    return true;
}

/* [-][d.]hh:mm:ss[.fffffff], as .NET prints a TimeSpan */
static bool parse_timespan(const char *text, int64_t *ms)
{
    const bool minus = *text == '-';
    const char *p = text + minus;
    int64_t days = 0, clock = 0;
    const char *colon = strchr(p, ':'), *dot = strchr(p, '.');
    if (colon == NULL)
        return false;
    if (dot != NULL && dot < colon) {
        char *end;
        days = strtoll(p, &end, 10);
        if (end != dot || days < 0 || days > 4000000)
            return false;
        p = dot + 1;
    }
    if (!take_clock(&p, &clock) || *p != '\0')
        return false;
    *ms = (days * DAY + clock) * (minus ? -1 : 1);
    return true;
}

/* P[nD][T[nH][nM][nS]] */
static bool parse_iso_span(const char *text, int64_t *ms)
{
    if (*text++ != 'P')
        return false;
    bool clock = false, any = false;
    *ms = 0;
    for (; *text != '\0'; text++) {
        if (*text == 'T' && !clock) {
            clock = true;
            continue;
        }
        const char *end = text;
        double value;
        if (!take_decimal(&end, &value))
            return false;
        const int64_t unit = *end == 'D' && !clock  ? DAY
                             : *end == 'W' && !clock ? 7 * (int64_t)DAY
                             : *end == 'H' && clock  ? HOUR
                             : *end == 'M' && clock  ? MINUTE
                             : *end == 'S' && clock  ? SECOND
                                                     : 0;
        if (unit == 0)
            return false;
        if (!add_span(ms, value, unit))
            return false;
        any = true;
        text = end;
    }
    return any;
}

bool rsv__duration_parse(const char *text, int64_t *ms)
{
    if (parse_iso_span(text, ms) || parse_timespan(text, ms))
        return true;
    const char *p = text;
    *ms = 0;
    if (strcmp(p, "0") == 0)
        return true;
    while (*p != '\0') {
        double value;
        if (!take_decimal(&p, &value))
            return false;
        size_t n = 0;
        while (p[n] >= 'a' && p[n] <= 'z')
            n++;
        const int64_t unit = unit_of(p, n);
        if (unit == 0)
            return false;
        if (!add_span(ms, value, unit))
            return false;
        p += n;
        while (*p == ' ')
            p++;
    }
    return p != text;
}

void rsv__duration_format(int64_t ms, char out[RSV_TIME_SIZE])
{
    size_t n = 0;
    if (ms == 0) {
        strcpy(out, "0s");
        return;
    }
    if (ms < 0)
        out[n++] = '-';
    uint64_t rest = ms < 0 ? 0 - (uint64_t)ms : (uint64_t)ms;
    for (size_t i = 0; i < sizeof units / sizeof *units && rest > 0; i++) {
        const uint64_t unit = (uint64_t)units[i].ms;
        if (rest < unit)
            continue;
        n += (size_t)snprintf(out + n, RSV_TIME_SIZE - n, "%" PRIu64 "%s", rest / unit, units[i].name);
        rest %= unit;
    }
}

int64_t rsv__time_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * SECOND + t.tv_nsec / 1000000;
}
