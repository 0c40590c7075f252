/* SPDX-License-Identifier: MIT */
#include "base/number.h"

#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool rsv__integer_parse(const char *text, int64_t *out)
{
    const char *digits = text + (*text == '-' || *text == '+');
    if (!is_digit(*digits))
        return false;
    char *end;
    errno = 0;
    const long long value = strtoll(text, &end, 10);
    if (errno != 0 || *end != '\0')
        return false;
    *out = value;
    return true;
}

/* digits [. digits] [e [sign] digits] */
static bool looks_like_number(const char *s)
{
    s += *s == '-' || *s == '+';
    bool any = false;
    for (; is_digit(*s); s++)
        any = true;
    if (*s == '.')
        for (s++; is_digit(*s); s++)
            any = true;
    if (any && (*s == 'e' || *s == 'E')) {
        s++;
        s += *s == '-' || *s == '+';
        any = is_digit(*s);
        while (is_digit(*s))
            s++;
    }
    return any && *s == '\0';
}

bool rsv__number_parse(const char *text, double *out)
{
    char copy[128];
    const size_t n = strlen(text);
    if (n >= sizeof copy || !looks_like_number(text))
        return false;
    memcpy(copy, text, n + 1);
    char *dot = strchr(copy, '.');
    if (dot != NULL)
        *dot = localeconv()->decimal_point[0];
    *out = strtod(copy, NULL);
    return isfinite(*out);
}

void rsv__integer_format(int64_t v, char out[RSV_NUMBER_SIZE])
{
    char digits[RSV_NUMBER_SIZE];
    uint64_t rest = v < 0 ? (uint64_t)0 - (uint64_t)v : (uint64_t)v;
    int n = 0;
    do {
        digits[n++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (v < 0)
        digits[n++] = '-';
    while (n > 0)
        *out++ = digits[--n];
    *out = '\0';
}

void rsv__number_format(double v, char out[RSV_NUMBER_SIZE])
{
    int digits = 1;
    for (double v10 = fabs(v); v10 >= 10 && digits < 15; v10 /= 10)
        digits++; /* "100", not "1e+02" */
    for (; digits <= 17; digits++) {
        snprintf(out, RSV_NUMBER_SIZE, "%.*g", digits, v);
        if (strtod(out, NULL) == v)
            break;
    }
    char *point = strchr(out, localeconv()->decimal_point[0]);
    if (point != NULL)
        *point = '.';
}

/* --- sums -------------------------------------------------------------------------------------- */

/* The same sum in as few parts as can be, each beginning 53 bits below the one before (Shewchuk's COMPRESS). */
static void compress(struct exact_sum *s)
{
    double *p = s->parts, q = p[s->n - 1];
    int bottom = s->n - 1, top = 0;
    for (int i = s->n - 2; i >= 0; i--) {
        const double high = q + p[i], low = p[i] - (high - q);
        q = high;
        if (low != 0) {
            p[bottom--] = high;
            q = low;
        }
    }
    p[bottom] = q;
    for (int i = bottom + 1; i < s->n; i++) {
        const double high = p[i] + q, low = q - (high - p[i]);
        if (low != 0)
            p[top++] = low;
        q = high;
    }
    p[top] = q;
    s->n = top + 1;
}

void rsv__sum_add(struct exact_sum *s, double v)
{
    int n = 0;
    if (s->n == RSV_SUM_PARTS - 1)
        compress(s);
    for (int i = 0; i < s->n; i++) {
        const double y = s->parts[i];
        const double high = v + y, large = fabs(v) < fabs(y) ? y : v, small = fabs(v) < fabs(y) ? v : y;
        const double low = small - (high - large);
        if (low != 0)
            s->parts[n++] = low;
        v = high;
    }
    s->parts[n] = v;
    s->n = isfinite(v) ? n + 1 : 1;
    if (!isfinite(v)) /* it stays so */
        s->parts[0] = v;
}

double rsv__sum_value(const struct exact_sum *s)
{
    int n = s->n;
    double high = n > 0 ? s->parts[--n] : 0, low = 0;
    while (n > 0 && low == 0) {
        const double x = high, y = s->parts[--n];
        high = x + y;
        low = y - (high - x);
    }
    /* half of the last bit: the parts below tell which way */
    if (n > 0 && ((low < 0 && s->parts[n - 1] < 0) || (low > 0 && s->parts[n - 1] > 0))) {
        const double twice = low * 2, up = high + twice;
        high = up - high == twice ? up : high;
    }
    return high;
}
