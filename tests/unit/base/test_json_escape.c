/* SPDX-License-Identifier: MIT */
#include "base/json_escape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void check_unescape(const char *text, const char *expected)
{
    char out[64];
    const size_t n = rsv__json_unescape(text, strlen(text), out);
    assert_int_equal(n, strlen(expected));
    assert_memory_equal(out, expected, n);
}

static void escapes_become_characters(void **state)
{
    (void)state;
    check_unescape("plain", "plain");
    check_unescape("a\\n\\t\\\"\\\\\\/\\b\\f\\r", "a\n\t\"\\/\b\f\r");
    check_unescape("\\u0041\\u00e4\\u20AC", "A\xc3\xa4\xe2\x82\xac");
    check_unescape("\\ud83d\\ude00", "\xf0\x9f\x98\x80");
    check_unescape("\\ud83dx", "\xef\xbf\xbdx");   /* half a pair */
    check_unescape("\\ude00", "\xef\xbf\xbd");
    check_unescape("\\u12", "\\u12");               /* no escape */
    check_unescape("\\u12G4", "\\u12G4");
    check_unescape("\\x\\", "\\x\\");
}

static void an_escape_tells_how_long_it_is(void **state)
{
    size_t used;
    (void)state;
    assert_int_equal(rsv__json_unicode("\\u00e4x", 7, &used), 0xe4);
    assert_int_equal(used, 6);
    assert_int_equal(rsv__json_unicode("\\ud83d\\ude00", 12, &used), 0x1f600);
    assert_int_equal(used, 12);
    assert_int_equal(rsv__json_unicode("\\ud83d\\ude00", 11, &used), 0xfffd); /* the rest isn't there */
    assert_int_equal(used, 6);
    rsv__json_unicode("\\u00e4", 5, &used);
    assert_int_equal(used, 0);
    rsv__json_unicode("\\n00e4", 6, &used);
    assert_int_equal(used, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(escapes_become_characters),
                                       cmocka_unit_test(an_escape_tells_how_long_it_is)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
