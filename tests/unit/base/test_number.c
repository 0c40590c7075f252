/* SPDX-License-Identifier: MIT */
#include "base/number.h"

#include <float.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void integers_are_read_whole_and_in_range(void **state)
{
    static const struct {
        const char *text;
        int64_t value;
    } good[] = {{"0", 0}, {"-1", -1}, {"+7", 7}, {"007", 7},
                {"9223372036854775807", INT64_MAX}, {"-9223372036854775808", INT64_MIN}};
    static const char *const bad[] = {"", "-", "+", " 1", "1 ", "1.0", "0x10", "1e3", "--1", "+-1",
                                      "9223372036854775808", "-9223372036854775809", "1\n"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        int64_t v = 99;
        assert_true(rsv__integer_parse(good[i].text, &v));
        assert_true(v == good[i].value);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int64_t v;
        assert_false(rsv__integer_parse(bad[i], &v));
    }
}

static void integers_are_written_as_they_are_read(void **state)
{
    static const int64_t values[] = {0, 7, -1, 10, 50126, -120013, INT64_MAX, INT64_MIN};
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char text[RSV_NUMBER_SIZE];
        int64_t back;
        rsv__integer_format(values[i], text);
        assert_true(rsv__integer_parse(text, &back) && back == values[i]);
    }
}

static void numbers_are_decimal_and_finite(void **state)
{
    static const struct {
        const char *text;
        double value;
    } good[] = {{"0.5", 0.5}, {"-.5", -0.5}, {"5.", 5}, {"+1e3", 1000}, {"1E-2", 0.01},
                {"1e-400", 0}, {"1.7976931348623157e308", DBL_MAX}, {"4.9e-324", 4.9e-324}};
    static const char *const bad[] = {"", ".", "-", "e5", "1e", "1e+", "1e309", "-1e309", "inf",
                                      "nan", "0x1p3", "1,5", "1.5.2", " 1", "1 ", "1_000", "1f"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        double v = 99;
        assert_true(rsv__number_parse(good[i].text, &v));
        assert_true(v == good[i].value);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double v;
        assert_false(rsv__number_parse(bad[i], &v));
    }
}

static void a_number_of_absurd_length_is_refused(void **state)
{
    char text[200];
    double v;
    (void)state;
    memset(text, '1', sizeof text);
    text[sizeof text - 1] = '\0';
    assert_false(rsv__number_parse(text, &v));
}

static void numbers_are_written_with_the_fewest_digits(void **state)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"}, {-0.0, "-0"}, {1, "1"}, {100, "100"}, {-1500, "-1500"}, {0.1, "0.1"},
                 {123456789012345, "123456789012345"}, {1.0 / 3, "0.3333333333333333"},
                 {0.1 + 0.2, "0.30000000000000004"}, {1e21, "1e+21"}, {1e-7, "1e-07"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[RSV_NUMBER_SIZE];
        rsv__number_format(cases[i].value, text);
        assert_string_equal(text, cases[i].text);
    }
}

static void what_is_written_reads_back_as_the_same_number(void **state)
{
    uint64_t bits = 88172645463325252u;
    (void)state;
    for (int i = 0; i < 20000; i++) {
        char text[RSV_NUMBER_SIZE];
        double v, back = 0;
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        memcpy(&v, &bits, sizeof v);
        if (!(v >= -DBL_MAX && v <= DBL_MAX))
            continue;
        rsv__number_format(v, text);
        assert_true(rsv__number_parse(text, &back));
        assert_memory_equal(&v, &back, sizeof v);
    }
}

static void a_sum_is_exact_whatever_the_order(void **state)
{
    static const double tenths[] = {0.1, 0.2, 0.3}, far[] = {1e16, 1, -1e16, 1e-16}, huge[] = {DBL_MAX, DBL_MAX, -DBL_MAX};
    static const double half[] = {1, 0x1p-53, 0x1p-106}, even[] = {1, 0x1p-53};
    struct exact_sum s = {.n = 0};
    (void)state;
    assert_true(rsv__sum_value(&s) == 0);
    for (int from = 0; from < 3; from++) {
        s.n = 0;
        for (int i = 0; i < 3; i++)
            rsv__sum_add(&s, tenths[(from + i) % 3]);
        assert_true(rsv__sum_value(&s) == 0.6);
    }
    s.n = 0;
    for (int i = 0; i < 4; i++)
        rsv__sum_add(&s, far[i]);
    assert_true(rsv__sum_value(&s) == 1);
    rsv__sum_add(&s, -1);
    assert_true(rsv__sum_value(&s) == 1e-16);
    s.n = 0;
    for (int i = 0; i < 3; i++) /* just above the middle between two doubles, in which 1 ends */
        rsv__sum_add(&s, half[i]);
    assert_true(rsv__sum_value(&s) == 1 + 0x1p-52);
    s.n = 0;
    for (int i = 0; i < 2; i++)
        rsv__sum_add(&s, even[i]);
    assert_true(rsv__sum_value(&s) == 1);
    s.n = 0;
    for (int i = 0; i < 3; i++)
        rsv__sum_add(&s, huge[i]);
    assert_true(rsv__sum_value(&s) > DBL_MAX); /* it was out of range on the way */
}

/* Of all sizes, so that the parts must be brought together now and then. */
static void a_sum_of_random_numbers_is_the_same_backwards(void **state)
{
    double v[1000];
    uint64_t bits = 88172645463325252u;
    struct exact_sum there = {.n = 0}, back = {.n = 0};
    (void)state;
    for (int i = 0; i < 1000; i++) {
        do {
            bits ^= bits << 13;
            bits ^= bits >> 7;
            bits ^= bits << 17;
            memcpy(&v[i], &bits, sizeof bits);
        } while (!(v[i] >= -1e300 && v[i] <= 1e300));
        rsv__sum_add(&there, v[i]);
        assert_true(there.n < RSV_SUM_PARTS);
    }
    for (int i = 1000; i-- > 0;)
        rsv__sum_add(&back, v[i]);
    assert_true(rsv__sum_value(&there) == rsv__sum_value(&back));
    for (int i = 0; i < 1000; i++)
        rsv__sum_add(&back, -v[i]);
    assert_true(rsv__sum_value(&back) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers_are_read_whole_and_in_range),
        cmocka_unit_test(integers_are_written_as_they_are_read),
        cmocka_unit_test(numbers_are_decimal_and_finite),
        cmocka_unit_test(a_number_of_absurd_length_is_refused),
        cmocka_unit_test(numbers_are_written_with_the_fewest_digits),
        cmocka_unit_test(what_is_written_reads_back_as_the_same_number),
        cmocka_unit_test(a_sum_is_exact_whatever_the_order),
        cmocka_unit_test(a_sum_of_random_numbers_is_the_same_backwards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
