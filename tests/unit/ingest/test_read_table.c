/* SPDX-License-Identifier: MIT */
#include "support/sample_adapters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define OPEN(host, port, line) "port_status host=" host " port=" port " state=open @t:" line "\n"

static void rows_are_records_of_the_names_above_the_dashes(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "PS> Show-It\n\nTarget Port Note\n------ ---- ----\na      1    x\nb      2    y z\n\nc 3\n",
                         OPEN("a", "1", "5") OPEN("b", "2", "6"), "");
}

static void numbers_at_the_right_begin_before_their_dashes(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "Target  Port Note\n------  ---- ----\nsync01 44300 x\nb          2 y\n",
                         OPEN("sync01", "44300", "3") OPEN("b", "2", "4"), "");
}

static void columns_are_counted_in_characters(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "Note   Target Port\n----   ------ ----\n\xc3\xa4\xc3\xb6\xc3\xbc    a      1\n",
            OPEN("a", "1", "3"), "");
}

static void a_line_that_ends_before_a_column_leaves_it_empty(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "Target Port Note Why\n------ ---- ---- ---\na      1\nb 2\n*\n", OPEN("a", "1", "3"),
                         "4:1 port_status.port is missing\n5:1 port_status.port is missing\n");
}

static void a_value_that_was_cut_is_none(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "Target  Port\n------  ----\nsync... 1\nb       2\n", OPEN("b", "2", "4"),
                         "3:1 port_status.host is missing\n");
}

static void other_lines_of_dashes_are_no_table(void **state)
{
    const char *unknown = "no facts recognised: JSON would begin with '{' or '[', CSV would have a column 'kind' or "
            "'complete' in "
                          "its first line, and this begins with ";
    char message[300];
    (void)state;
    snprintf(message, sizeof message, "%s'Target Port'\n", unknown);
    sample_adapters_give(NULL, "Target Port\n-----------\na 1\n", "", message);
    snprintf(message, sizeof message, "%s'------ ----'\n", unknown);
    sample_adapters_give(NULL, "------ ----\na      1\n", "", message);
    snprintf(message, sizeof message, "%s'Target Port'\n", unknown);
    sample_adapters_give(NULL, "Target Port\n- -\na      1\n", "", message);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_records_of_the_names_above_the_dashes),
        cmocka_unit_test(numbers_at_the_right_begin_before_their_dashes),
        cmocka_unit_test(columns_are_counted_in_characters),
        cmocka_unit_test(a_line_that_ends_before_a_column_leaves_it_empty),
        cmocka_unit_test(a_value_that_was_cut_is_none),
        cmocka_unit_test(other_lines_of_dashes_are_no_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
