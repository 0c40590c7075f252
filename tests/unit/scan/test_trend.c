/* SPDX-License-Identifier: MIT */
#include "scan/trend.h"

#include "base/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { HOUR = 3600 * 1000 };

/* A day of successes, ten a minute until `closing`; and of code 7, `before` an hour until noon and `after` from then on. */
static struct trend trend_until(int64_t closing, unsigned before, unsigned after, uint64_t bars[TREND_BARS])
{
    struct alloc alloc;
    struct counts t;
    rsv_error err;
    uint64_t id = 0;
    bool added;
    rsv__alloc_init(&alloc, NULL);
    assert_int_equal(rsv__counts_init(&t, &alloc, 100000, 1 << 22, &err), RSV_OK);
    for (int64_t hour = 0; hour < 24; hour++) {
        const unsigned n = hour < 12 ? before : after;
        for (unsigned i = hour < closing ? 0 : 600; i < 600 + n; i++) {
            const struct scan_entry e = {.code = i < 600 ? 0 : 7, .id = rsv__hash_mix(++id), .user = 1, .app = 1, .address = 1,
                                         .time = hour * HOUR + (i < 600 ? i * 6000 : (i - 600) * (HOUR / n))};
            assert_int_equal(rsv__counts_add(&t, &e, 1, &added, &err), RSV_OK);
        }
    }
    const struct code_counts *c = rsv__counts_code(&t, 7);
    const struct trend found = rsv__trend_of(&t, c);
    if (bars != NULL)
        rsv__trend_bars(&t, c, bars);
    rsv__counts_free(&t);
    return found;
}

static struct trend trend_of(unsigned before, unsigned after, uint64_t bars[TREND_BARS])
{
    return trend_until(24, before, after, bars);
}

static void a_change_is_named_and_dated(void **state)
{
    struct trend t = trend_of(0, 20, NULL);
    (void)state;
    assert_int_equal(t.word, TREND_NEW);
    assert_true(t.since >= 11 * (int64_t)HOUR + HOUR / 2 && t.since <= 12 * (int64_t)HOUR + HOUR / 2);
    assert_int_equal(t.before, 0);
    t = trend_of(10, 50, NULL);
    assert_int_equal(t.word, TREND_RISING);
    assert_true(t.usual_per_day > 200 && t.usual_per_day < 280);
    assert_int_equal(trend_of(50, 10, NULL).word, TREND_FALLING);
    assert_int_equal(trend_of(20, 0, NULL).word, TREND_STOPPED);
}

static void what_stays_as_it_is_has_no_date(void **state)
{
    const struct trend t = trend_of(20, 20, NULL);
    (void)state;
    assert_int_equal(t.word, TREND_STEADY);
    assert_true(t.since == NO_TIME);
    assert_int_equal(trend_of(1, 1, NULL).word, TREND_STEADY);
}

/* Once the office has closed, what a program does all day looks as if it grew. */
static void people_who_go_home_are_no_change_of_a_program(void **state)
{
    (void)state;
    assert_int_equal(trend_until(18, 20, 20, NULL).word, TREND_STEADY);
    const struct trend t = trend_until(18, 0, 20, NULL);
    assert_int_equal(t.word, TREND_NEW);
    assert_int_equal(t.after, 12 * 20);
}

static void bars_divide_the_time_of_the_log(void **state)
{
    uint64_t bars[TREND_BARS], sum = 0;
    (void)state;
    trend_of(0, 24, bars);
    for (size_t i = 0; i < TREND_BARS; i++)
        sum += bars[i];
    assert_int_equal(sum, 12 * 24);
    assert_int_equal(bars[5], 0);
    assert_true(bars[20] > 15);
}

static void without_times_there_is_no_trend(void **state)
{
    struct alloc alloc;
    struct counts t;
    rsv_error err;
    bool added;
    const struct scan_entry e = {.code = 7, .time = NO_TIME};
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    assert_int_equal(rsv__counts_init(&t, &alloc, 100, 1 << 20, &err), RSV_OK);
    assert_int_equal(rsv__counts_add(&t, &e, 1, &added, &err), RSV_OK);
    assert_int_equal(rsv__trend_of(&t, &t.codes[0]).word, TREND_UNKNOWN);
    assert_null(rsv__trend_text(TREND_UNKNOWN));
    rsv__counts_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_change_is_named_and_dated),
                                       cmocka_unit_test(what_stays_as_it_is_has_no_date),
                                       cmocka_unit_test(people_who_go_home_are_no_change_of_a_program),
                                       cmocka_unit_test(bars_divide_the_time_of_the_log),
                                       cmocka_unit_test(without_times_there_is_no_trend)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
