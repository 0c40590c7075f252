/* SPDX-License-Identifier: MIT */
#include "base/time.h"
#include "support/walk_case.h"

#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct walk_case c;

static struct scan_entry entry_of(const char *text)
{
    struct entry_maker m = {.counts_only = false};
    struct scan_entry e;
    walk_story(&c, text);
    rsv__scan_entry(&m, text, strlen(text), &c.last, strlen(text), &e);
    return e;
}

static int64_t code_of(const char *value)
{
    char text[100];
    snprintf(text, sizeof text, "{\"resultType\":%s}", value);
    return entry_of(text).code;
}

static void codes_are_read_however_they_are_written(void **state)
{
    (void)state;
    assert_int_equal(code_of("0"), 0);
    assert_int_equal(code_of("50126"), 50126);
    assert_int_equal(code_of("\"7000215\""), 7000215);
    assert_int_equal(code_of("50126.0"), 50126);
    assert_int_equal(code_of("5.0126e4"), 50126);
    assert_int_equal(code_of("\"\\u0035\""), 5);
    static const char *const others[] = {"null", "\"\"", "\"None\"", "-1", "true", "1.5", "99999999999", "{}"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(code_of(others[i]), NO_CODE);
}

static void check_time(const char *value, const char *expected)
{
    char text[100], found[RSV_TIME_SIZE];
    snprintf(text, sizeof text, "{\"createdDateTime\":\"%s\"}", value);
    const int64_t ms = entry_of(text).time;
    if (expected == NULL) {
        assert_int_equal(ms, NO_TIME);
        return;
    }
    rsv__time_format(ms, found);
    assert_string_equal(found, expected);
}

static void times_are_read_in_their_many_forms(void **state)
{
    (void)state;
    check_time("2024-07-01T12:34:56Z", "2024-07-01T12:34:56Z");
    check_time("2024-02-29T23:59:59.1234567Z", "2024-02-29T23:59:59.123Z");
    check_time("2019-10-18T04:45:48.0729893-05:00", "2019-10-18T09:45:48.072Z");
    check_time("2023-07-27 13:59:53.691680300", "2023-07-27T13:59:53.691Z");
    check_time("\\/Date(1650000000000)\\/", "2022-04-15T05:20:00Z");
    check_time("12/12/2025 3:03:58 PM", "2025-12-12T15:03:58Z");
    check_time("4/28/2021, 12:08:45.221 AM", "2021-04-28T00:08:45.221Z");
    check_time("1/9/2007 10:41:00 AM +01:00", "2007-01-09T09:41:00Z");
    check_time("2024-13-01T00:00:00Z", NULL);
    check_time("2024-07-01T25:00:00Z", NULL);
    check_time("2024-07-01T00:00:0xZ", NULL);
    check_time("yesterday", NULL);
}

static void hashes_are_equal_for_equal_texts_in_any_case(void **state)
{
    (void)state;
    for (size_t n = 1; n < 40; n++) {
        char small[41] = "abcdefghijklmnopqrstuvwxyz@[`{0123456789", large[41] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ@[`{0123456789";
        const uint64_t h = rsv__scan_hash(small, n);
        assert_true(h == rsv__scan_hash(large, n));
        assert_true(h != rsv__scan_hash(small, n - 1));
        small[n - 1] ^= 1;
        assert_true(h != rsv__scan_hash(small, n));
    }
    assert_true(rsv__scan_hash("@", 1) != rsv__scan_hash("`", 1));
    assert_true(rsv__scan_hash("\xc3\x84", 2) != rsv__scan_hash("\xc3\xa4", 2)); /* no ASCII */
}

static void an_entry_takes_the_next_best_field(void **state)
{
    const struct scan_entry a =
        entry_of("{\"userPrincipalName\":\"U\",\"appId\":\"1\",\"ipAddress\":\"9\",\"resultType\":0}");
    const struct scan_entry b =
        entry_of("{\"userId\":\"\\u0075\",\"appDisplayName\":\"1\",\"callerIpAddress\":\"9\",\"resultType\":0}");
    (void)state;
    assert_true(a.user == b.user && a.app == b.app && a.address == b.address);
    assert_true(a.id == 0 && a.correlation == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(codes_are_read_however_they_are_written),
                                       cmocka_unit_test(times_are_read_in_their_many_forms),
                                       cmocka_unit_test(hashes_are_equal_for_equal_texts_in_any_case),
                                       cmocka_unit_test(an_entry_takes_the_next_best_field)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
