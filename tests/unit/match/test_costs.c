/* SPDX-License-Identifier: MIT
 * test_costs.c - what is counted of matching when somebody measures, and that nothing else changes. */
#include "match/costs.h"
#include "support/match_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char rules[] =
    "rule 'pair' { when = { some.edge{ a = V.a }, some.mark{ x = V.b, n = above(5) } }, action = function() end }\n"
    "rule 'sure' { when = { some.edge{ a = V.a }, none.mark{ x = V.a } }, derive = reach{ a = V.a } }\n";

static const char facts[] = "edge:a=p,b=q edge:a=q,b=r mark:x=z,n=9 mark:x=y,n=7 mark:x=y,n=1";

static void measure(struct match_case *c, struct match_costs *costs)
{
    match_case_open(c, rules, 0);
    assert_int_equal(rsv__costs_init(costs, &c->net, 2, &c->alloc, &c->err), RSV_OK);
    rsv__costs_attach(costs, &c->m);
    match_case_tell(c, facts);
    match_case_run(c);
}

static void end(struct match_case *c, struct match_costs *costs)
{
    rsv__costs_attach(NULL, &c->m);
    rsv__costs_free(costs);
    assert_int_equal(match_case_close(c), 0);
}

static void matches_firings_and_facts_tried_are_counted(void **state)
{
    struct match_case c;
    struct match_costs costs;
    (void)state;
    measure(&c, &costs);
    assert_int_equal(costs.rules[0].matches, 4);
    assert_int_equal(costs.rules[0].fired, 4);
    assert_int_equal(costs.rules[0].lua_calls, 4);
    assert_true(costs.rules[0].ns > 0);
    assert_true(costs.rules[0].lua_ns <= costs.rules[0].ns);
    const struct plan *plan = &c.net.productions[0].body->seeded[1];
    const struct effort e = rsv__costs_of(&costs, &plan->steps[1]);
    assert_int_equal(e.times, 2); /* from each of two marks, */
    assert_int_equal(e.tried, 4); /* over two edges */
    assert_int_equal(rsv__costs_of(&costs, &costs).times, 0);
    end(&c, &costs);
}

static void measuring_changes_nothing(void **state)
{
    struct match_case c, plain;
    struct match_costs costs;
    (void)state;
    measure(&c, &costs);
    match_case_open(&plain, rules, 0);
    match_case_tell(&plain, facts);
    match_case_run(&plain);
    assert_string_equal(rsv__buf_get(&c.log), rsv__buf_get(&plain.log));
    assert_int_equal(match_case_close(&plain), 0);
    end(&c, &costs);
}

static void time_runs_for_one_rule_at_a_time(void **state)
{
    struct match_case c;
    struct match_costs costs;
    (void)state;
    measure(&c, &costs);
    const struct rule *first = c.script.book.rules[0], *second = c.script.book.rules[1];
    const int64_t before = costs.rules[0].ns;
    struct rule_cost *none = rsv__costs_enter(&costs, first);
    assert_null(none);
    struct rule_cost *was = rsv__costs_enter(&costs, second);
    assert_ptr_equal(was, &costs.rules[0]);
    const int64_t so_far = costs.rules[0].ns;
    assert_true(so_far > before);
    rsv__costs_leave(&costs, was);
    assert_int_equal(costs.rules[0].ns, so_far); /* it stood still for the second */
    rsv__costs_leave(&costs, none);
    assert_null(costs.now);
    end(&c, &costs);
}

static void efforts_outgrow_their_table(void **state)
{
    struct match_case c;
    struct match_costs costs;
    static const char at[500];
    (void)state;
    measure(&c, &costs);
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < sizeof at; i++)
            rsv__costs_add(&costs, &at[i], i);
    for (size_t i = 0; i < sizeof at; i++) {
        assert_int_equal(rsv__costs_of(&costs, &at[i]).times, 2);
        assert_int_equal(rsv__costs_of(&costs, &at[i]).tried, 2 * i);
    }
    end(&c, &costs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches_firings_and_facts_tried_are_counted),
        cmocka_unit_test(measuring_changes_nothing),
        cmocka_unit_test(time_runs_for_one_rule_at_a_time),
        cmocka_unit_test(efforts_outgrow_their_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
