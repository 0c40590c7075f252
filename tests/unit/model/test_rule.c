/* SPDX-License-Identifier: MIT */
#include "model/rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const double percent[] = {98, 1};
static const struct seen_row rows[] = {{"port-closed", percent, "a.lua"},
                                       {"other", percent, "a.lua"},
                                       {"port-closed-late", percent, "b.lua"}};
static const struct evidence evidence = {.name = "e", .rows = rows, .n_rows = 3, .other = &rows[1]};

static void a_cause_has_its_own_row(void **state)
{
    (void)state;
    assert_ptr_equal(rsv__evidence_row(&evidence, "port-closed"), &rows[0]);
    assert_ptr_equal(rsv__evidence_row(&evidence, "port-closed-late"), &rows[2]);
}

static void a_cause_that_is_left_out_takes_the_row_of_other(void **state)
{
    (void)state;
    assert_ptr_equal(rsv__evidence_row(&evidence, "port"), &rows[1]);
    assert_ptr_equal(rsv__evidence_row(&evidence, "other"), &rows[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cause_has_its_own_row),
        cmocka_unit_test(a_cause_that_is_left_out_takes_the_row_of_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
