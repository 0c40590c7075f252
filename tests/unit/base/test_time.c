/* SPDX-License-Identifier: MIT */
#include "base/time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void time_is(const char *text, const char *formatted)
{
    int64_t ms = -1;
    char out[RSV_TIME_SIZE] = "";
    if (rsv__time_parse(text, &ms) != (formatted != NULL))
        fail_msg("'%s' should%s be a time", text, formatted ? "" : "n't");
    if (formatted == NULL)
        return;
    rsv__time_format(ms, out);
    assert_string_equal(out, formatted);
}

static void duration_is(const char *text, int64_t expected)
{
    int64_t ms = -1;
    if (!rsv__duration_parse(text, &ms) || ms != expected)
        fail_msg("'%s' is %lld ms, not %lld", text, (long long)ms, (long long)expected);
}

static void times_are_read_in_every_form_that_tools_write(void **state)
{
    (void)state;
    time_is("2026-11-23T07:14:03Z", "2026-11-23T07:14:03Z");
    time_is("2026-11-23t07:14:03z", "2026-11-23T07:14:03Z");
    time_is("2026-11-23 07:14:03", "2026-11-23T07:14:03Z");
    time_is("2026-11-23 07:14:03 Z", "2026-11-23T07:14:03Z");
    time_is("2026-11-23T07:14", "2026-11-23T07:14:00Z");
    time_is("2026-11-23", "2026-11-23T00:00:00Z");
    time_is("2026-11-23T07:14:03.5Z", "2026-11-23T07:14:03.500Z");
    time_is("2026-11-23T07:14:03,1239999Z", "2026-11-23T07:14:03.123Z");
    time_is("2026-11-23T07:14:03.123456789+02:00", "2026-11-23T05:14:03.123Z");
    time_is("2026-11-23T07:14:03-0530", "2026-11-23T12:44:03Z");
    time_is("2026-11-23 07:14:03 +01:00", "2026-11-23T06:14:03Z");
    time_is("2026-01-01T00:30:00+14:00", "2025-12-31T10:30:00Z");
    time_is("2026-12-31T24:00:00Z", "2027-01-01T00:00:00Z");
    time_is("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"); /* a leap second */
    time_is("2024-02-29", "2024-02-29T00:00:00Z");
    time_is("2000-02-29", "2000-02-29T00:00:00Z");
    time_is("/Date(1650000000000)/", "2022-04-15T05:20:00Z");
    time_is("/Date(-1)/", "1969-12-31T23:59:59.999Z");
}

static void what_is_no_time_is_refused(void **state)
{
    static const char *const bad[] = {
        "", "now", "2026", "2026-11", "2026-13-01", "2026-00-10", "2026-02-29", "1900-02-29",
        "2026-11-31", "2026-11-23T", "2026-11-23T07", "2026-11-23T25:00:00Z", "2026-11-23T07:60:00Z",
        "2026-11-23T07:14:61Z", "2026-11-23T24:00:01Z", "2026-11-23T07:14:03.Z", "2026-11-23T07:14:03.1234567890Z",
        "2026-11-23T07:14:03+15:00", "2026-11-23T07:14:03+02", "2026-11-23T07:14:03Zx", "2026-11-23T07:14:03Z ",
        "2026-11-23T24:00:00.5Z", "2026-11-23T07:14.5Z", "23.11.2026", "11/23/2026", "26-11-23", "2026-1-2",
        "/Date()/", "/Date(1650000000000)", "/Date(99999999999999999999)/", "-2026-11-23",
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        time_is(bad[i], NULL);
}

/* What .NET prints for a date that was never set. */
static void loose_is(const char *text, const char *formatted)
{
    int64_t ms = -1;
    char out[RSV_TIME_SIZE] = "";
    assert_int_equal(rsv__time_parse_loose(text, &ms), formatted != NULL);
    if (formatted != NULL) {
        rsv__time_format(ms, out);
        assert_string_equal(out, formatted);
    }
}

static void other_tools_are_understood_more_loosely(void **state)
{
    (void)state;
    loose_is("2026-11-23T07:14:03Z", "2026-11-23T07:14:03Z");
    loose_is("2026-11-23 07:14:03.000 UTC", "2026-11-23T07:14:03Z");
    loose_is("11/23/2026, 7:14:03.221 AM", "2026-11-23T07:14:03.221Z");
    loose_is("1795418043", "2026-11-23T07:14:03Z"); /* since 1970: seconds, milliseconds */
    loose_is("1795418043500", "2026-11-23T07:14:03.500Z");
    loose_is("17954180435", NULL);
    loose_is("xxxx-xx-xxTxx:xx:xx", NULL);
}

static void years_have_four_digits(void **state)
{
    (void)state;
    time_is("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z");
    time_is("0999-12-31T23:59:59.999", "0999-12-31T23:59:59.999Z");
    time_is("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z");
}

static void what_is_written_reads_back_as_the_same_instant(void **state)
{
    (void)state;
    for (int64_t ms = -62135596800000; ms < 253402300799999; ms += 86400000 * INT64_C(13) + 12345677) {
        char text[RSV_TIME_SIZE];
        int64_t back = 0;
        rsv__time_format(ms, text);
        assert_true(rsv__time_parse(text, &back));
        assert_true(back == ms);
    }
}

static void instants_beyond_the_calendar_still_have_a_text(void **state)
{
    static const int64_t cases[] = {INT64_MAX, INT64_MIN};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char text[RSV_TIME_SIZE] = "";
        rsv__time_format(cases[i], text);
        assert_int_not_equal(text[0], '\0');
    }
}

static void durations_are_read_in_every_form_that_tools_write(void **state)
{
    (void)state;
    duration_is("0", 0);
    duration_is("250ms", 250);
    duration_is("90s", 90000);
    duration_is("1h30m", 5400000);
    duration_is("1.5h", 5400000);
    duration_is("2h 15min", 8100000);
    duration_is("7d", 604800000);
    duration_is("2w", 1209600000);
    duration_is("0.0004s", 0);
    duration_is("01:30:00", 5400000);
    duration_is("1.02:03:04.5", 93784500);
    duration_is("-00:05:00.1000000", -300100);
    duration_is("00:00:00", 0);
    duration_is("P1DT2H", 93600000);
    duration_is("PT30M", 1800000);
    duration_is("PT0.5S", 500);
    duration_is("P2W", 1209600000);
}

static void what_is_no_duration_is_refused(void **state)
{
    static const char *const bad[] = {
        "", " ", "90", "s", "h1", "-5m", "1.h", ".", "1y", "1H", "1 h", "5 minutes", "1h x", "P", "PT", "P1M", "P1Y",
        "P1H", "PT1D", "PT-1H", "1:30", "1:2:3", "01:60:00", "5000000.00:00:00", "99999999999999999999d",
        "999999999w999999999w", "tomorrow", "1e3s", "00:00:00.", "00:00.5",
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int64_t ms;
        if (rsv__duration_parse(bad[i], &ms))
            fail_msg("'%s' shouldn't be a duration", bad[i]);
    }
}

static void durations_are_written_in_the_largest_units(void **state)
{
    static const struct {
        int64_t ms;
        const char *text;
    } cases[] = {{0, "0s"}, {1, "1ms"}, {90000, "1m30s"}, {172800000, "2d"}, {90061001, "1d1h1m1s1ms"},
                 {-3600000, "-1h"}, {INT64_MIN, "-106751991167d7h12m55s808ms"},
                 {INT64_MAX, "106751991167d7h12m55s807ms"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[RSV_TIME_SIZE];
        rsv__duration_format(cases[i].ms, text);
        assert_string_equal(text, cases[i].text);
        if (cases[i].ms > 0 && cases[i].ms < INT64_MAX)
            duration_is(text, cases[i].ms);
    }
}

static void the_clock_is_in_this_century(void **state)
{
    (void)state;
    assert_true(rsv__time_now() > INT64_C(1600000000000) && rsv__time_now() < INT64_C(4102444800000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_read_in_every_form_that_tools_write),
        cmocka_unit_test(what_is_no_time_is_refused),
        cmocka_unit_test(other_tools_are_understood_more_loosely),
        cmocka_unit_test(years_have_four_digits),
        cmocka_unit_test(what_is_written_reads_back_as_the_same_instant),
        cmocka_unit_test(instants_beyond_the_calendar_still_have_a_text),
        cmocka_unit_test(durations_are_read_in_every_form_that_tools_write),
        cmocka_unit_test(what_is_no_duration_is_refused),
        cmocka_unit_test(durations_are_written_in_the_largest_units),
        cmocka_unit_test(the_clock_is_in_this_century),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
