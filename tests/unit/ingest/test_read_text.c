/* SPDX-License-Identifier: MIT */
#include "support/sample_adapters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define OPEN(host, port, line) "port_status host=" host " port=" port " state=open @t:" line "\n"

static void a_key_again_begins_a_block(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "  Target : a\n  Port   : 1\n\n  Target : b\n  Port   : 2\n",
                         OPEN("a", "1", "1") OPEN("b", "2", "4"), "");
    sample_adapters_give(NULL, "PS C:\\> Show-It\r\nTarget: a\r\nTime: 12:30:00\r\nPort: 1\r\n", OPEN("a", "1", "2"), "");
}

static void a_key_leads_a_paragraph_again(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "Note: x\n\nTarget : a\n\nPort   : 1\n\nTarget : b\n\nPort   : 2\n",
                         OPEN("a", "1", "1") OPEN("b", "2", "7"), "");
    sample_adapters_give(NULL, "Note: x\nTarget: a\nPort: 1\nTarget: b\n", OPEN("a", "1", "1"),
            ""); /* within one: a member twice */
}

static void what_begins_under_a_value_is_no_key(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "Target : a\nOther  : one,\n         Target: two\nPort   : 1\n", OPEN("a", "1", "1"), "");
}

static void an_indented_line_goes_on_with_the_value(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "Other : one\n        two\nTarget : a\nPort : 1\n", OPEN("a", "1", "1"), "");
}

static void what_a_line_says_stays_known(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "target A\nport 1 is open\nnoise\nport 2 is shut\ntarget B\n  port 3 is open  \n",
                         OPEN("a", "1", "2") "port_status host=a port=2 state=closed @t:4\n" OPEN("b", "3", "6"), "");
}

static void a_line_that_lacks_what_the_key_needs_is_reported(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "port 1 is open\ntarget a\nport 2 is open\n", OPEN("a", "2", "3"),
                         "1:1 port_status.host is missing\n");
}

static void a_whole_text_may_say_something(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "There is Nothing at all\n", "port_status host=none port=1 state=closed @t:1\n", "");
}

static void lines_that_begin_like_json_are_lines(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "[07:14] begins\ntarget a\nport 1 is open\n", OPEN("a", "1", "3"), "");
    sample_adapters_give(NULL, "{This object is protected}\ntarget a\nport 1 is open\n", OPEN("a", "1", "3"), "");
}

static void a_text_nobody_knows_says_what_was_tried(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "hello\n", "",
                         "no facts recognised: JSON would begin with '{' or '[', CSV would have a column 'kind' or 'complete' in "
                         "its first line, and this begins with 'hello'\n");
}

static void a_line_of_which_nothing_comes_makes_no_text_known(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "maybe port 1\n", "",
                         "no facts recognised: JSON would begin with '{' or '[', CSV would have a column 'kind' or 'complete' in "
                         "its first line, and this begins with 'maybe port 1'\n");
    sample_adapters_give(NULL, "maybe port 1\ntarget a\nport 1 is open\n", OPEN("a", "1", "3"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_again_begins_a_block),
        cmocka_unit_test(a_key_leads_a_paragraph_again),
        cmocka_unit_test(what_begins_under_a_value_is_no_key),
        cmocka_unit_test(an_indented_line_goes_on_with_the_value),
        cmocka_unit_test(what_a_line_says_stays_known),
        cmocka_unit_test(a_line_that_lacks_what_the_key_needs_is_reported),
        cmocka_unit_test(a_whole_text_may_say_something),
        cmocka_unit_test(lines_that_begin_like_json_are_lines),
        cmocka_unit_test(a_text_nobody_knows_says_what_was_tried),
        cmocka_unit_test(a_line_of_which_nothing_comes_makes_no_text_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
