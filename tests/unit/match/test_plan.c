/* SPDX-License-Identifier: MIT
 * test_plan.c - the order of joins, and that it never changes what matches. */
#include "match/costs.h"
#include "support/match_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* "port event": the kinds in the order in which the plan joins them. */
static void order_is(const struct conjunction *body, const struct plan *plan, const char *expected)
{
    char got[200] = "";
    for (uint32_t i = 0; i < plan->n_steps; i++) {
        if (plan->steps[i].pattern == NO_PATTERN)
            continue;
        strcat(strcat(got, *got ? " " : ""), body->patterns[plan->steps[i].pattern].source->kind->name);
    }
    assert_string_equal(got, expected);
}

static void open_rule(struct match_case *c, const char *when)
{
    char rules[400];
    snprintf(rules, sizeof rules, "rule 'r' { when = { %s }, action = function() end }", when);
    assert_int_equal(match_case_open(c, rules, 0), RSV_OK);
    assert_string_equal(c->refused, "");
}

static void the_pattern_with_most_that_is_bound_comes_next_then_the_one_with_most_tests(void **state)
{
    struct match_case c;
    (void)state;
    open_rule(&c, "some.edge{ a = V.a, b = V.b }, some.mark{ x = V.c }, some.event{ id = 5, ok = true, server = V.a }, "
                  "some.reach{ a = V.b, b = V.c }, none.mark{ n = 77 }");
    const struct conjunction *body = c.net.productions[0].body;
    order_is(body, &body->plan, "event edge reach mark");
    order_is(body, &body->seeded[1], "reach edge event"); /* from a mark, which is placed already */
    assert_int_equal(match_case_close(&c), 0);
}

/* As of a control fact, to which no key leads from anywhere. */
static void where_no_key_leads_on_the_pattern_with_fewest_facts_comes_first(void **state)
{
    struct match_case c;
    struct match_costs costs;
    (void)state;
    open_rule(&c, "some.only{}, some.edge{ a = V.a, b = V.b }, some.mark{ x = V.b, n = 1 }, some.event{ server = V.a }");
    const struct conjunction *body = c.net.productions[0].body;
    const struct plan *plan = &body->seeded[0];
    order_is(body, plan, "mark edge event");
    assert_int_equal(plan->n_others, 2);
    order_is(body, &plan->others[0], "edge mark event");
    order_is(body, &plan->others[1], "event edge mark");
    assert_int_equal(body->seeded[1].n_others, 0); /* from an edge keys lead to marks and events */
    assert_int_equal(rsv__costs_init(&costs, &c.net, 1, &c.alloc, &c.err), RSV_OK);
    rsv__costs_attach(&costs, &c.m);
    match_case_tell(&c, "mark:x=p,n=1 mark:x=q,n=1 mark:x=r,n=1 edge:a=s,b=p edge:a=t,b=p event:id=1,server=t only:user=u");
    assert_string_equal(match_case_run(&c), "r(t,p)");
    assert_int_equal(rsv__costs_of(&costs, &plan->steps[1]).times, 0);
    assert_int_equal(rsv__costs_of(&costs, &plan->others[1].steps[1]).tried, 1);
    rsv__costs_attach(NULL, &c.m);
    rsv__costs_free(&costs);
    assert_int_equal(match_case_close(&c), 0);
}

static void a_join_goes_through_an_index(void **state)
{
    struct match_case c;
    (void)state;
    open_rule(&c, "some.edge{ a = V.a, b = V.b }, some.reach{ a = V.b, b = V.a }, none.mark{ n = 77 }");
    const struct conjunction *body = c.net.productions[0].body;
    const struct plan_step *last = &body->plan.steps[body->plan.n_steps - 1];
    assert_int_equal(last->n_keys, 2);
    assert_int_equal(c.net.indexes[last->index].n_keys, 2);
    assert_int_equal(last->n_binds, 0);
    assert_int_equal(match_case_close(&c), 0);
}

static void a_variable_twice_in_one_pattern_is_compared_there(void **state)
{
    struct match_case c;
    (void)state;
    open_rule(&c, "some.edge{ a = V.a, b = V.a }, none.mark{ n = 77 }");
    const struct plan_step *step = &c.net.productions[0].body->plan.steps[1];
    assert_int_equal(step->n_binds, 1);
    assert_int_equal(step->n_equals, 1);
    match_case_tell(&c, "edge:a=x,b=y edge:a=x,b=x");
    assert_string_equal(match_case_run(&c), "r(x)");
    assert_int_equal(match_case_close(&c), 0);
}

static void tests_and_filters_run_as_soon_as_their_variables_are_settled(void **state)
{
    struct match_case c;
    (void)state;
    open_rule(&c, "some.mark{ n = V.n }, some.event{ id = above(V.n), server = V.s }, none.edge{ a = V.s }, "
                  "none.only{}, where(function() end)");
    const struct plan *plan = &c.net.productions[0].body->plan;
    assert_int_equal(plan->n_steps, 3);
    assert_int_equal(plan->steps[0].n_filters, 1); /* none.only needs nothing */
    assert_int_equal(plan->steps[2].n_checks, 1);
    assert_int_equal(plan->steps[2].n_filters, 2); /* where comes when all is there */
    assert_int_equal(match_case_close(&c), 0);
}

static void the_order_of_writing_does_not_change_what_matches(void **state)
{
    static const char *const patterns[] = {"some.edge{ a = V.a, b = V.b }", "some.mark{ x = V.b, n = V.n }",
                                           "some.event{ server = V.a, id = above(V.n) }"};
    static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    (void)state;
    for (int i = 0; i < 6; i++) {
        struct match_case c;
        char rules[400];
        snprintf(rules, sizeof rules, "rule 'r' { when = { %s, %s, %s }, derive = reach{ a = V.a, b = V.b } }",
                 patterns[orders[i][0]], patterns[orders[i][1]], patterns[orders[i][2]]);
        match_case_open(&c, rules, 0);
        match_case_tell(&c, "edge:a=p,b=q edge:a=p,b=r edge:a=s,b=q mark:x=q,n=5 mark:x=r,n=9 mark:x=r "
                            "event:id=7,server=p event:id=4,server=s event:id=50");
        assert_string_equal(match_case_run(&c), "r");
        assert_string_equal(match_case_facts(&c, "reach"), "a=p b=q");
        assert_int_equal(match_case_close(&c), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_pattern_with_most_that_is_bound_comes_next_then_the_one_with_most_tests),
        cmocka_unit_test(where_no_key_leads_on_the_pattern_with_fewest_facts_comes_first),
        cmocka_unit_test(a_join_goes_through_an_index),
        cmocka_unit_test(a_variable_twice_in_one_pattern_is_compared_there),
        cmocka_unit_test(tests_and_filters_run_as_soon_as_their_variables_are_settled),
        cmocka_unit_test(the_order_of_writing_does_not_change_what_matches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
