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

static void evidence_without_codes_is_asked_for_all(void **state)
{
    static const int64_t codes[] = {50053, 50126};
    struct evidence some = evidence;
    (void)state;
    assert_true(rsv__evidence_asks(&evidence, 7));
    some.codes = codes;
    some.n_codes = 2;
    assert_true(rsv__evidence_asks(&some, 50126));
    assert_false(rsv__evidence_asks(&some, 7));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cause_has_its_own_row),
        cmocka_unit_test(a_cause_that_is_left_out_takes_the_row_of_other),
        cmocka_unit_test(evidence_without_codes_is_asked_for_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
