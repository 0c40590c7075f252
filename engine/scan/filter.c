/* SPDX-License-Identifier: MIT */
#include "scan/filter.h"

static bool is_one_of(uint64_t wanted, const char *text, size_t n, const struct row *row,
                      enum scan_field a, enum scan_field b)
{
    return rsv__scan_value_hash(rsv__row_value(text, n, row, a)) == wanted ||
           rsv__scan_value_hash(rsv__row_value(text, n, row, b)) == wanted;
}

bool rsv__filter_takes(const struct scan_filter *f, const char *text, size_t n, const struct row *row,
                       const struct scan_entry *e)
{
    bool wanted = f->n_codes == 0;
    for (size_t i = 0; i < f->n_codes && !wanted; i++)
        wanted = f->codes[i] == e->code;
    if (!wanted)
        return false;
    if ((f->since != INT64_MIN || f->until != INT64_MAX) &&
        (e->time == NO_TIME || e->time < f->since || e->time >= f->until))
        return false;
    return (f->user == 0 || is_one_of(f->user, text, n, row, ROW_USER, ROW_USER_ID)) &&
           (f->app == 0 || is_one_of(f->app, text, n, row, ROW_APP_ID, ROW_APP));
}
