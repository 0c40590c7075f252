/* SPDX-License-Identifier: MIT */
#include "model/article.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The number is the index into costs.risk. */
static void risks_are_numbered_from_none_to_high(void **state)
{
    (void)state;
    assert_int_equal(rsv__risk_number("none"), 0);
    assert_int_equal(rsv__risk_number("low"), 1);
    assert_int_equal(rsv__risk_number("medium"), 2);
    assert_int_equal(rsv__risk_number("high"), 3);
    assert_int_equal(sizeof((struct costs *)0)->risk / sizeof(double), 4);
}

static void any_other_word_is_no_risk(void **state)
{
    (void)state;
    assert_int_equal(rsv__risk_number(""), -1);
    assert_int_equal(rsv__risk_number("High"), -1);
    assert_int_equal(rsv__risk_number("highest"), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(risks_are_numbered_from_none_to_high),
        cmocka_unit_test(any_other_word_is_no_risk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
