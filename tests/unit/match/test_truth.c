/* SPDX-License-Identifier: MIT
 * test_truth.c - derived facts stand as long as what they rest on. */
#include "support/match_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* reach: from an edge, and over an edge from what is reached */
static const char closure[] =
    "rule 'step' { when = { some.edge{ a = V.a, b = V.b } }, derive = reach{ a = V.a, b = V.b } }\n"
    "rule 'walk' { when = { some.reach{ a = V.a, b = V.b }, some.edge{ a = V.b, b = V.c } },\n"
    "  derive = reach{ a = V.a, b = V.c } }\n";

static void after(struct match_case *c, const char *kind, const char *expected)
{
    match_case_run(c);
    assert_string_equal(match_case_facts(c, kind), expected);
}

static void a_chain_of_derivations_goes_with_its_first_link(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule '1' { when = { some.edge{ a = V.a } }, derive = reach{ a = V.a } }\n"
                        "rule '2' { when = { some.reach{ a = V.a } }, derive = mark{ x = V.a } }\n"
                        "rule '3' { when = { some.mark{ x = V.a, n = is_not(1) } }, derive = mark{ n = 9 } }\n", 0);
    match_case_tell(&c, "edge:a=p,b=q");
    after(&c, "mark", "x=p"); /* n isn't known: is_not(1) is unknown */
    match_case_take_back(&c, "edge:a=p,b=q");
    assert_string_equal(match_case_facts(&c, "reach"), ""); /* at once, without a run */
    assert_string_equal(match_case_facts(&c, "mark"), "");
    assert_int_equal(match_case_close(&c), 0);
}

static void a_fact_with_two_reasons_outlives_one_of_them(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'r' { when = { some.edge{ a = V.a } }, derive = mark{ x = V.a } }", 0);
    match_case_tell(&c, "edge:a=p,b=1 edge:a=p,b=2");
    after(&c, "mark", "x=p");
    match_case_take_back(&c, "edge:a=p,b=1");
    assert_string_equal(match_case_facts(&c, "mark"), "x=p");
    match_case_take_back(&c, "edge:a=p,b=2");
    assert_string_equal(match_case_facts(&c, "mark"), "");
    assert_int_equal(match_case_close(&c), 0);
}

static void a_fact_that_is_given_too_stays_when_its_reasons_go_and_the_other_way_round(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'r' { when = { some.edge{ a = V.a } }, derive = mark{ x = V.a } }", 0);
    match_case_tell(&c, "mark:x=p edge:a=p,b=1");
    after(&c, "mark", "x=p"); /* one fact, not two */
    match_case_take_back(&c, "edge:a=p,b=1");
    assert_string_equal(match_case_facts(&c, "mark"), "x=p");
    match_case_tell(&c, "edge:a=p,b=1");
    match_case_run(&c);
    match_case_take_back(&c, "mark:x=p");
    assert_string_equal(match_case_facts(&c, "mark"), "x=p");
    match_case_take_back(&c, "edge:a=p,b=1");
    assert_string_equal(match_case_facts(&c, "mark"), "");
    assert_int_equal(match_case_close(&c), 0);
}

static void a_fact_is_one_whether_it_is_derived_or_given_first(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'r' { when = { some.edge{ a = V.a } }, derive = mark{ x = V.a } }", 0);
    match_case_tell(&c, "edge:a=p,b=1");
    match_case_run(&c);
    c.observed = 7000;
    match_case_tell(&c, "mark:x=p");
    assert_string_equal(match_case_facts(&c, "mark"), "x=p");
    assert_int_equal(rsv__fact_observed(&c.m, fact_at(&c.m, c.told)), 7000); /* as it was given */
    match_case_take_back(&c, "edge:a=p,b=1");
    assert_string_equal(match_case_facts(&c, "mark"), "x=p");
    match_case_take_back(&c, "mark:x=p");
    assert_string_equal(match_case_facts(&c, "mark"), "");
    assert_int_equal(match_case_close(&c), 0);
}

static void facts_that_only_support_each_other_fall_together(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, closure, 0);
    match_case_tell(&c, "edge:a=x,b=y edge:a=y,b=z edge:a=z,b=y");
    after(&c, "reach", "a=x b=y, a=x b=z, a=y b=y, a=y b=z, a=z b=y, a=z b=z");
    match_case_take_back(&c, "edge:a=x,b=y"); /* x to y also rests on x to z, which rests on x to y */
    assert_string_equal(match_case_facts(&c, "reach"), "a=y b=y, a=y b=z, a=z b=y, a=z b=z");
    match_case_take_back(&c, "edge:a=z,b=y");
    assert_string_equal(match_case_facts(&c, "reach"), "a=y b=z");
    assert_int_equal(match_case_close(&c), 0);
}

static void a_circle_with_another_way_in_stands(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, closure, 0);
    match_case_tell(&c, "edge:a=x,b=y edge:a=y,b=z edge:a=z,b=y edge:a=x,b=z");
    match_case_run(&c);
    match_case_take_back(&c, "edge:a=x,b=y");
    after(&c, "reach", "a=x b=y, a=x b=z, a=y b=y, a=y b=z, a=z b=y, a=z b=z");
    assert_int_equal(match_case_close(&c), 0);
}

static void what_rests_on_absence_goes_when_something_comes(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c,
                    "rule 'r' { when = { some.edge{ a = V.a }, none.mark{ x = V.a } }, derive = reach{ a = V.a } }", 0);
    match_case_tell(&c, "edge:a=p,b=q");
    after(&c, "reach", "a=p");
    match_case_tell(&c, "mark:x=p");
    assert_string_equal(match_case_facts(&c, "reach"), "");
    match_case_take_back(&c, "mark:x=p");
    after(&c, "reach", "a=p");
    assert_int_equal(match_case_close(&c), 0);
}

/* Seen between the two, the match would have failed, and fire again. */
static void what_loses_its_support_at_once_goes_at_once(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'one' { when = { some.edge{ b = 'q' } }, derive = reach{ a = '1' } }\n"
                        "rule 'two' { when = { some.edge{ b = 'q' } }, derive = reach{ a = '2' } }\n"
                        "rule 'x' { when = { some.edge{ b = 'r' }, "
                        "  is_not(all_of{ some.reach{ a = '1' }, none.reach{ a = '2' } }) }, action = function(c) end }\n"
                        "rule 'y' { when = { some.edge{ b = 'r' }, "
                        "  is_not(all_of{ some.reach{ a = '2' }, none.reach{ a = '1' } }) }, action = function(c) end }\n", 0);
    match_case_tell(&c, "edge:a=p,b=q");
    match_case_run(&c);
    match_case_tell(&c, "edge:a=p,b=r");
    assert_string_equal(match_case_run(&c), "x y");
    match_case_take_back(&c, "edge:a=p,b=q");
    assert_string_equal(match_case_facts(&c, "reach"), "");
    assert_string_equal(match_case_run(&c), "");
    assert_int_equal(match_case_close(&c), 0);
}

static void a_rule_that_undoes_its_own_condition_comes_to_rest_or_to_the_limit(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c,
                    "rule 'r' { when = { some.edge{ a = V.a }, none.mark{ x = V.a } }, derive = mark{ x = V.a } }", 0);
    match_case_tell(&c, "edge:a=p,b=q");
    assert_int_equal(rsv__matcher_run(&c.m, 100, NULL, &c.err), RSV_ELIMIT);
    match_case_take_back(&c, "edge:a=p,b=q");
    assert_int_equal(rsv__matcher_run(&c.m, 100, NULL, &c.err), RSV_OK);
    assert_string_equal(match_case_facts(&c, "mark"), "");
    assert_int_equal(match_case_close(&c), 0);
}

static void two_templates_of_the_same_content_are_one_fact(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c,
                    "rule 'r' { when = { some.edge{ a = V.a, b = V.b } }, derive = { mark{ x = V.a }, mark{ x = V.b "
                    "} } }", 0);
    match_case_tell(&c, "edge:a=p,b=p");
    after(&c, "mark", "x=p");
    match_case_take_back(&c, "edge:a=p,b=p");
    assert_string_equal(match_case_facts(&c, "mark"), "");
    assert_int_equal(match_case_close(&c), 0);
}

static void a_stale_record_of_the_same_content_does_not_swallow_what_a_rule_derives(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule '1' { when = { some.edge{ a = V.a } }, derive = reach{ a = V.a } }\n"
                        "rule '2' { when = { some.reach{ a = V.a } }, derive = mark{ x = V.a } }\n", 0);
    c.stale = true;
    match_case_tell(&c, "reach:a=p");
    c.stale = false;
    match_case_tell(&c, "edge:a=p,b=q edge:a=p,b=r");
    after(&c, "mark", "x=p");
    assert_string_equal(match_case_facts(&c, "reach"), "a=p, a=p"); /* once stale, once derived */
    assert_int_equal(match_case_close(&c), 0);
}

static void a_variable_without_value_leaves_the_field_unknown(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'r' { when = { some.event{ id = 5, server = V.s } }, derive = mark{ x = V.s, n = 1 } }",
                    0);
    match_case_tell(&c, "event:id=5");
    after(&c, "mark", "n=1");
    assert_int_equal(match_case_close(&c), 0);
}

static void a_derived_fact_is_as_old_as_the_newest_that_it_rests_on(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c,
                    "rule 'r' { when = { some.edge{ a = V.a }, some.mark{ x = V.a } }, derive = reach{ a = V.a } }", 0);
    c.observed = 500;
    match_case_tell(&c, "edge:a=p,b=q");
    c.observed = 300;
    match_case_tell(&c, "mark:x=p");
    match_case_run(&c);
    const struct kind *reach = rsv__rulebook_kind(&c.script.book, "reach");
    assert_int_equal(rsv__fact_observed(&c.m, fact_at(&c.m, fact_next(&c.m, reach, 0))), 500);
    assert_int_equal(match_case_close(&c), 0);
}

static void add_name(void *user, const struct rule *rule)
{
    strcat(user, rule->name);
}

static void a_derived_fact_names_its_rules(void **state)
{
    struct match_case c;
    char names[16] = "";
    (void)state;
    match_case_open(&c, "rule 'a' { when = { some.edge{ a = V.x } }, derive = mark{ x = V.x } }\n"
                        "rule 'b' { when = { some.edge{ b = V.x } }, derive = mark{ x = V.x } }", 0);
    match_case_tell(&c, "edge:a=p,b=p");
    match_case_run(&c);
    const struct kind *mark = rsv__rulebook_kind(&c.script.book, "mark");
    const struct fact *f = fact_at(&c.m, fact_next(&c.m, mark, 0));
    assert_int_equal(f->flags & (FACT_GIVEN | FACT_DERIVED), FACT_DERIVED);
    rsv__fact_rules(&c.m, f, add_name, names);
    assert_true(strcmp(names, "ab") == 0 || strcmp(names, "ba") == 0);
    assert_int_equal(match_case_close(&c), 0);
}

static void a_long_circle_is_taken_apart_without_deep_recursion(void **state)
{
    enum { N = 2000 };
    struct match_case c;
    char fact[64];
    (void)state;
    match_case_open(&c, "rule 'start' { when = { some.only{ user = V.u } }, derive = reach{ a = V.u } }\n"
                        "rule 'walk' { when = { some.reach{ a = V.a }, some.edge{ a = V.a, b = V.b } }, derive = "
                        "reach{ a = V.b } }", 0);
    for (int i = 0; i < N; i++) {
        snprintf(fact, sizeof fact, "edge:a=n%d,b=n%d", i, (i + 1) % N);
        match_case_tell(&c, fact);
    }
    match_case_tell(&c, "only:user=n0");
    match_case_run(&c);
    const struct kind *reach = rsv__rulebook_kind(&c.script.book, "reach");
    assert_int_equal(fact_count(&c.m, reach), N);
    match_case_take_back(&c, "only:user=n0");
    assert_int_equal(fact_count(&c.m, reach), 0);
    assert_int_equal(match_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chain_of_derivations_goes_with_its_first_link),
        cmocka_unit_test(a_fact_with_two_reasons_outlives_one_of_them),
        cmocka_unit_test(a_fact_that_is_given_too_stays_when_its_reasons_go_and_the_other_way_round),
        cmocka_unit_test(a_fact_is_one_whether_it_is_derived_or_given_first),
        cmocka_unit_test(facts_that_only_support_each_other_fall_together),
        cmocka_unit_test(a_circle_with_another_way_in_stands),
        cmocka_unit_test(what_rests_on_absence_goes_when_something_comes),
        cmocka_unit_test(what_loses_its_support_at_once_goes_at_once),
        cmocka_unit_test(a_rule_that_undoes_its_own_condition_comes_to_rest_or_to_the_limit),
        cmocka_unit_test(two_templates_of_the_same_content_are_one_fact),
        cmocka_unit_test(a_stale_record_of_the_same_content_does_not_swallow_what_a_rule_derives),
        cmocka_unit_test(a_variable_without_value_leaves_the_field_unknown),
        cmocka_unit_test(a_derived_fact_is_as_old_as_the_newest_that_it_rests_on),
        cmocka_unit_test(a_derived_fact_names_its_rules),
        cmocka_unit_test(a_long_circle_is_taken_apart_without_deep_recursion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
