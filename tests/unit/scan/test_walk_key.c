/* SPDX-License-Identifier: MIT */
#include "support/walk_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct walk_case c;

/* The key before the colon that ends `text`; -1: there is none. */
static int key_of(const char *text, unsigned context)
{
    walk_case_open(&c, text);
    return rsv__scan_walk_key(&c.walker, context, strlen(text) - 1) ? c.walker.pending : -1;
}

static void keys_are_read_back_from_their_colon(void **state)
{
    (void)state;
    assert_int_equal(key_of("{\"id\":", IN_RECORD), ROW_ID);
    assert_int_equal(key_of("{\"id\" \n:", IN_PROPERTIES), ROW_ID);
    assert_int_equal(key_of("{\"errorCode\":", IN_STATUS), ROW_CODE);
    assert_int_equal(key_of("{\"\\u0049\\u0064\":", IN_RECORD), ROW_ID);
    assert_int_equal(key_of("{\"\\\"id\":", IN_RECORD), KEY_NONE);
    assert_int_equal(key_of("{\"\\\\\":", IN_RECORD), KEY_NONE);
    assert_int_equal(key_of("{1:", IN_RECORD), -1);
    assert_string_equal(c.walker.wrong, "a colon without a key");
    assert_int_equal(key_of(":", IN_RECORD), -1);
    assert_int_equal(key_of("id\":", IN_RECORD), -1);
}

/* Which of two values of "id" counts. */
static char chosen(const char *text)
{
    walk_story(&c, text);
    return c.last.values[ROW_ID] ? text[c.last.at + c.last.values[ROW_ID] + 1] : '-';
}

static void the_last_value_that_says_something_counts_and_inner_ones_more(void **state)
{
    (void)state;
    assert_int_equal(chosen("{\"id\":\"a\",\"Id\":\"b\"}"), 'b');
    assert_int_equal(chosen("{\"id\":\"a\",\"id\":\"\"}"), 'a');
    assert_int_equal(chosen("{\"id\":\"a\",\"id\":null}"), 'a');
    assert_int_equal(chosen("{\"id\":\"a\",\"id\":{}}"), 'a');
    assert_int_equal(chosen("{\"id\":null,\"id\":\"b\"}"), 'b');
    assert_int_equal(chosen("{\"id\":\"a\",\"properties\":{\"id\":\"b\"}}"), 'b');
    assert_int_equal(chosen("{\"properties\":{\"id\":\"b\"},\"id\":\"a\"}"), 'b');
    assert_int_equal(chosen("{\"properties\":{\"id\":\"\"},\"id\":\"a\"}"), 'a');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_read_back_from_their_colon),
        cmocka_unit_test(the_last_value_that_says_something_counts_and_inner_ones_more)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
