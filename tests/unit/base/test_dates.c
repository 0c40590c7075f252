/* SPDX-License-Identifier: MIT */
#include "base/dates.h"

#include "base/time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static enum date_order order_of(const char *const *texts)
{
    struct dates d = {.n = 0};
    for (; *texts != NULL; texts++)
        rsv__dates_learn(&d, *texts, strlen(*texts));
    return rsv__dates_order(&d);
}

static void a_number_above_12_tells_the_order(void **state)
{
    (void)state;
    assert_int_equal(order_of((const char *[]){"3/12/2025, 07:00:00", "13/12/2025, 07:00:00", NULL}), DAY_FIRST);
    assert_int_equal(order_of((const char *[]){"3/12/2025, 7:00:00 AM", "12/13/2025, 7:00:00 AM", NULL}), MONTH_FIRST);
    assert_int_equal(order_of((const char *[]){"13/1/2025", "1/13/2025", NULL}), DATES_UNKNOWN);
    assert_int_equal(order_of((const char *[]){"2025-12-03T07:00:00Z", "soon", "", NULL}), DATES_UNKNOWN);
}

static void else_the_reading_that_is_closer_together(void **state)
{
    (void)state;
    assert_int_equal(order_of((const char *[]){"3.12.2025 07:00:00", "9.12.2025 08:00:00", NULL}), DAY_FIRST);
    assert_int_equal(order_of((const char *[]){"12/3/2025, 07:00:00", "12/9/2025, 08:00:00", NULL}), MONTH_FIRST);
    assert_int_equal(order_of((const char *[]){"3/12/2025, 07:00:00", "3/12/2025, 08:00:00", NULL}), DATES_UNKNOWN);
    assert_int_equal(order_of((const char *[]){"3/12/2025, 7:00:00 AM", NULL}), MONTH_FIRST);
}

static void gives(const char *text, enum date_order order, const char *expected)
{
    char shown[RSV_TIME_SIZE] = "";
    int64_t ms;
    if (rsv__dates_parse(text, strlen(text), order, &ms))
        rsv__time_format(ms, shown);
    assert_string_equal(shown, expected);
}

static void times_are_read_in_their_order(void **state)
{
    (void)state;
    gives("4/28/2021, 2:08:45.221 PM", MONTH_FIRST, "2021-04-28T14:08:45.221Z");
    gives("28/04/2021, 12:08:45 am", DAY_FIRST, "2021-04-28T00:08:45Z");
    gives("3/12/2025, 14:08:45", DAY_FIRST, "2025-12-03T14:08:45Z");
    gives("3/12/2025, 14:08:45", MONTH_FIRST, "2025-03-12T14:08:45Z");
    gives("3/12/2025, 14:08:45", DATES_UNKNOWN, "");
    gives("28.4.2021 14:08", DATES_UNKNOWN, "2021-04-28T14:08:00Z");
    gives("5-5-2021", DATES_UNKNOWN, "2021-05-05T00:00:00Z");
    gives("28/4/2021", MONTH_FIRST, "");
    gives("2021-04-28T14:08:45Z", DAY_FIRST, "");
    gives("3/12/2025 7:00:00 AM UTC", DAY_FIRST, "2025-12-03T07:00:00Z");
    gives("3/12/2025 7:00:00 AM +01:00", DAY_FIRST, "");
    gives("3/12/2025 7:00:00 p. m.", DAY_FIRST, "");
    gives("1/1/2021, noon", DAY_FIRST, "");
    gives("1/1-2021", DAY_FIRST, "");
    gives("", DAY_FIRST, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_number_above_12_tells_the_order),
                                       cmocka_unit_test(else_the_reading_that_is_closer_together),
                                       cmocka_unit_test(times_are_read_in_their_order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
