/* SPDX-License-Identifier: MIT */
#include "model/rulebook.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void everything_is_found_by_its_exact_name(void **state)
{
    const struct kind a = {.name = "port"}, b = {.name = "port_status"};
    const struct collector c = {.name = "port"};
    const struct evidence e = {.name = "service bus reachability"};
    const struct kind *kinds[] = {&a, &b};
    const struct collector *collectors[] = {&c};
    const struct evidence *evidence[] = {&e};
    const struct rulebook book = {.kinds = kinds, .n_kinds = 2, .collectors = collectors, .n_collectors = 1,
                                  .evidence = evidence, .n_evidence = 1};
    (void)state;
    assert_ptr_equal(rsv__rulebook_kind(&book, "port"), &a);
    assert_ptr_equal(rsv__rulebook_kind(&book, "port_status"), &b);
    assert_null(rsv__rulebook_kind(&book, "port_"));
    assert_ptr_equal(rsv__rulebook_collector(&book, "port"), &c);
    assert_null(rsv__rulebook_collector(&book, "port_status"));
    assert_ptr_equal(rsv__rulebook_evidence(&book, "service bus reachability"), &e);
    assert_null(rsv__rulebook_evidence(&book, "Service bus reachability"));
}

static void an_empty_rulebook_has_nothing(void **state)
{
    const struct rulebook book = {0};
    (void)state;
    assert_null(rsv__rulebook_kind(&book, "k"));
    assert_null(rsv__rulebook_collector(&book, "k"));
    assert_null(rsv__rulebook_evidence(&book, "k"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_found_by_its_exact_name),
        cmocka_unit_test(an_empty_rulebook_has_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
