/* SPDX-License-Identifier: MIT */
#include "scan/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void strings_end_at_their_quote(void **state)
{
    bool escaped;
    (void)state;
    assert_int_equal(rsv__scan_string_end("abc\"d", 0, 5, &escaped), 3);
    assert_false(escaped);
    assert_int_equal(rsv__scan_string_end("a\\\"b\"", 0, 5, &escaped), 4);
    assert_true(escaped);
    assert_int_equal(rsv__scan_string_end("a\\\\\"b\"", 0, 6, &escaped), 3);
    assert_int_equal(rsv__scan_string_end("a\\\\\\\"", 0, 5, &escaped), SIZE_MAX);
    assert_int_equal(rsv__scan_string_end("abc", 0, 3, &escaped), SIZE_MAX);
    char longer[100];
    memset(longer, 'x', sizeof longer);
    longer[99] = '"';
    assert_int_equal(rsv__scan_string_end(longer, 0, 100, &escaped), 99);
}

static void scalars_end_at_what_cannot_be_in_them(void **state)
{
    (void)state;
    assert_int_equal(rsv__scan_scalar_end("12}", 0, 3), 2);
    assert_int_equal(rsv__scan_scalar_end("true ,", 0, 6), 4);
    assert_int_equal(rsv__scan_scalar_end("-1.5e+3]", 0, 8), 7);
    assert_int_equal(rsv__scan_scalar_end("12", 0, 2), 2);
}

static void backslashes_before_a_byte_are_counted(void **state)
{
    (void)state;
    assert_false(rsv__scan_is_escaped("\"", 0));
    assert_true(rsv__scan_is_escaped("\\\"", 1));
    assert_false(rsv__scan_is_escaped("\\\\\"", 2));
}

static void blanks_are_skipped_both_ways(void **state)
{
    (void)state;
    assert_int_equal(rsv__scan_skip(" \t\r\nx", 0, 5), 4);
    assert_int_equal(rsv__scan_skip("  ", 0, 2), 2);
    assert_int_equal(rsv__scan_skip_back("x \n ", 4), 1);
    assert_int_equal(rsv__scan_skip_back("  ", 2), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(strings_end_at_their_quote),
                                       cmocka_unit_test(scalars_end_at_what_cannot_be_in_them),
                                       cmocka_unit_test(backslashes_before_a_byte_are_counted),
                                       cmocka_unit_test(blanks_are_skipped_both_ways)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
