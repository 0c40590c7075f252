/* SPDX-License-Identifier: MIT
 * test_resolve_example.c - examples as data. */
#include "support/script_case.h"

#include "base/time.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define EVIDENCE "evidence 'e' { about = '?', { 'yes', when = some.edge{} }, seen = { other = { 8 } } }\n"

static void finding_is(const struct script_case *c, size_t i, const char *expected)
{
    char got[300];
    assert_string_equal(script_case_finding(c, i, got, sizeof got), expected);
}

static void an_example_comes_through(void **state)
{
    struct script_case c;
    int64_t at;
    (void)state;
    script_case_open(&c);
    script_case_try(&c, EVIDENCE
                    "example 'x' { code = 120013, now = '2026-11-23T12:00:00Z', given = {\n"
                    "    event{ id = 5, server = unknown 'timed out', observed_at = '2026-11-23T11:00:00Z' },\n"
                    "    complete.event{ server = 'A' } },\n"
                    "  expect = { top = 'cause', at_least = 60, first_step = 'step', next = 'nothing',\n"
                    "    outcomes = { e = 'open' }, derived = mark{ x = 'a' }, \n"
                    "    not_derived = { reach{}, mark{ n = 1 } } } }");
    finding_is(&c, 0, "");
    const struct example *x = c.book.examples[0];
    assert_int_equal(x->code, 120013);
    assert_true(rsv__time_parse("2026-11-23T12:00:00Z", &at) && x->now == at);
    assert_int_equal(x->n_given, 2);
    assert_true(x->given[0].mask == 2 && x->given[0].unknown_mask == 1 && !x->given[0].complete);
    assert_int_equal(x->given[0].observed, at - 3600 * 1000);
    assert_true(x->given[1].mask == 1 && x->given[1].complete && x->given[1].observed == INT64_MIN);
    assert_string_equal(x->given[1].values[0].s->text, "a"); /* a name: folded */
    assert_string_equal(x->top, "cause");
    assert_true(x->at_least == 60 && x->at_most == -1);
    assert_string_equal(x->outcomes[0].outcome, "open");
    assert_int_equal(x->n_derived, 1);
    assert_int_equal(x->n_not_derived, 2);
    assert_int_equal(x->not_derived[0].mask, 0);
    assert_int_equal(script_case_close(&c), 0);
}

static void what_is_not_said_is_not_expected(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_try(&c, "example 'x' { text = 'AADSTS50126', expect = {} }");
    finding_is(&c, 0, "");
    const struct example *x = c.book.examples[0];
    assert_int_equal(x->code, 0);
    assert_string_equal(x->text, "AADSTS50126");
    assert_int_equal(x->now, INT64_MIN);
    assert_true(x->top == NULL && x->at_least < 0 && x->at_most < 0 && x->n_given == 0 && x->n_outcomes == 0);
    assert_int_equal(script_case_close(&c), 0);
}

static void a_given_record_is_whole_but_a_derived_one_may_be_in_part(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_try(&c, "example 'x' { code = 1, given = { edge{ a = 'x' } },\n"
                        "  expect = { derived = { edge{ a = 'x' } } } }");
    finding_is(&c, 0, "R015 1:35 edge.b is missing (if it isn't known, write unknown \"why\")");
    finding_is(&c, 1, "");
    assert_int_equal(c.book.n_examples, 0);
    assert_int_equal(script_case_close(&c), 0);
}

static void variables_have_no_place_in_an_example(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_try(&c, "example 'x' { code = 1, given = { edge{ a = V.x, b = above(3) } }, expect = {} }");
    finding_is(&c, 0, "R013 1:41 edge.a should be a text, not a variable");
    finding_is(&c, 1, "R013 1:50 edge.b should be a text, not a test");
    assert_int_equal(script_case_close(&c), 0);
}

static void open_and_none_are_outcomes_of_all_evidence(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_try(&c, EVIDENCE "example 'x' { code = 1, expect = { outcomes = { e = 'none' } } }\n"
                                 "example 'y' { code = 1, expect = { outcomes = { e = 'open' } } }\n"
                                 "example 'z' { code = 1, expect = { outcomes = { e = 'no' } } }\n"
                                 "example 'w' { code = 1, expect = { outcomes = { e = true } } }");
    finding_is(&c, 0, "R018 4 unknown outcome 'no' of 'e'");
    finding_is(&c, 1, "R013 5:49 'e' should be a text, not a boolean");
    assert_int_equal(c.book.n_examples, 2);
    assert_int_equal(script_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_example_comes_through),
        cmocka_unit_test(what_is_not_said_is_not_expected),
        cmocka_unit_test(a_given_record_is_whole_but_a_derived_one_may_be_in_part),
        cmocka_unit_test(variables_have_no_place_in_an_example),
        cmocka_unit_test(open_and_none_are_outcomes_of_all_evidence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
