/* SPDX-License-Identifier: MIT
 * test_aggregate.c - count, sum, min, max, distinct, over what is known and what is not. */
#include "support/match_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct row {
    const char *condition, *facts;
    enum truth value;
} rows[] = {
    /* events have no key and aren't closed: more may come, but none goes */
    {"count.event{}:at_least(2)", "", UNKNOWN_},
    {"count.event{}:at_least(2)", "event:id=1 event:id=2", TRUE_},
    {"count.event{}:at_most(1)", "event:id=1", UNKNOWN_},
    {"count.event{}:at_most(1)", "event:id=1 event:id=2", FALSE_},
    {"count.event{}:above(1)", "event:id=1", UNKNOWN_},
    {"count.event{}:above(1)", "event:id=1 event:id=2", TRUE_},
    {"count.event{}:below(2)", "event:id=1 event:id=2", FALSE_},
    {"count.event{}:is(1)", "event:id=1", UNKNOWN_},
    {"count.event{}:is(1)", "event:id=1 event:id=2", FALSE_},
    {"count.event{}:between(1, 2)", "event:id=1", UNKNOWN_},
    {"count.event{}:between(1, 2)", "event:id=1 event:id=2 event:id=3", FALSE_},
    {"count.event{}:between(5, 2)", "", FALSE_}, /* nothing is */
    {"is_not(count.event{}:at_least(2))", "event:id=1 event:id=2", FALSE_},
    /* once they are complete, all is decided */
    {"count.event{}:at_least(2)", "event:id=1 complete:event", FALSE_},
    {"count.event{}:at_most(1)", "event:id=1 complete:event", TRUE_},
    {"count.event{}:is(0)", "complete:event", TRUE_},
    {"count.event{ server = 'a' }:is(0)", "complete:event,server=a", TRUE_},
    {"count.event{ server = 'b' }:is(0)", "complete:event,server=a", UNKNOWN_},
    {"count.mark{}:is(0)", "", TRUE_}, /* a closed kind always is */
    /* a record that lacks the field might match */
    {"count.event{ ok = true }:at_least(1)", "event:id=1 complete:event", UNKNOWN_},
    {"count.event{ ok = true }:at_least(1)", "event:id=1 event:id=2,ok=true complete:event", TRUE_},
    {"count.event{ ok = true }:is(1)", "event:id=1 event:id=2,ok=true complete:event", UNKNOWN_},
    {"count.event{ ok = true }:is(0)", "event:id=1,ok=false complete:event", TRUE_},
    /* over a field */
    {"sum.event.id{}:at_least(30)", "event:id=10 event:id=20", UNKNOWN_}, /* a negative one may come */
    {"sum.event.id{}:is(30)", "event:id=10 event:id=20 complete:event", TRUE_},
    {"sum.event.id{}:is(0)", "complete:event", TRUE_},
    /* what an integer can't hold is the greatest or least that it can; what comes back within is exact */
    {"sum.event.id{}:is(9223372036854775807)", "event:id=9223372036854775807 event:id=5 complete:event", TRUE_},
    {"sum.event.id{}:above(0)", "event:id=-9223372036854775807 event:id=-9 complete:event", FALSE_},
    {"sum.event.id{}:is(2)",
     "event:id=9223372036854775807 event:id=5 event:id=-9223372036854775807 event:id=-3 complete:event", TRUE_},
    {"sum.event.took{}:above('1h')", "event:id=1,took=40m event:id=2,took=30m complete:event", TRUE_},
    {"sum.event.load{}:at_most(0.75)", "event:id=1,load=0.5 event:id=2,load=0.25 complete:event", TRUE_},
    {"sum.event.load{}:at_most(0.75)", "event:id=1,load=0.5 event:id=2 complete:event", UNKNOWN_},
    {"sum.event.load{}:at_most(0.6)", "event:id=1,load=0.1 event:id=2,load=0.2 event:id=3,load=0.3 complete:event", TRUE_},
    {"sum.event.load{}:at_most(0.6)", "event:id=1,load=0.3 event:id=2,load=0.2 event:id=3,load=0.1 complete:event", TRUE_},
    {"max.event.id{}:at_least(5)", "event:id=7", TRUE_},
    {"max.event.id{}:below(5)", "event:id=7", FALSE_},
    {"max.event.id{}:below(9)", "event:id=7", UNKNOWN_},
    {"max.event.id{}:below(9)", "event:id=7 complete:event", TRUE_},
    {"min.event.id{}:below(5)", "event:id=3", TRUE_},
    {"min.event.id{}:at_least(5)", "event:id=3", FALSE_},
    {"min.event.id{}:at_least(2)", "event:id=3", UNKNOWN_},
    {"min.event.at{}:at_least('2026-01-01T00:00:00Z')", "event:id=3,at=2026-05-01T00:00:00Z complete:event", TRUE_},
    {"max.event.id{}:at_least(1)", "complete:event", FALSE_}, /* there is none */
    {"max.event.id{}:at_least(1)", "", UNKNOWN_},
    {"distinct.event.server{}:at_least(2)", "event:id=1,server=a event:id=2,server=a", UNKNOWN_},
    {"distinct.event.server{}:at_least(2)", "event:id=1,server=a event:id=2,server=B", TRUE_},
    {"distinct.event.server{}:is(1)", "event:id=1,server=a event:id=2,server=A complete:event", TRUE_},
    {"distinct.event.server{}:at_most(1)", "event:id=1,server=a event:id=2 complete:event", UNKNOWN_},
    {"distinct.event.load{}:is(1)", "event:id=1,load=0 event:id=2,load=-0 complete:event", TRUE_},
};

static void a_bound_is_decided_as_soon_as_nothing_could_change_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct match_case c;
        char rules[300];
        snprintf(rules, sizeof rules, MATCH_CASE_ASK("%s"), rows[i].condition);
        assert_int_equal(match_case_open(&c, rules, 0), RSV_OK);
        assert_int_equal(match_case_tell(&c, rows[i].facts), RSV_OK);
        const enum truth value = match_case_value(&c);
        if (value != rows[i].value)
            fail_msg("%s with %s: %d", rows[i].condition, rows[i].facts, value);
        assert_int_equal(match_case_close(&c), 0);
    }
}

static void stale_facts_do_not_count(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, MATCH_CASE_ASK("count.event{}:is(1)"), 0);
    c.stale = true;
    match_case_tell(&c, "event:id=1");
    c.stale = false;
    match_case_tell(&c, "event:id=2 complete:event");
    assert_int_equal(match_case_value(&c), TRUE_);
    assert_int_equal(match_case_close(&c), 0);
}

static void a_count_belongs_to_the_outer_variables_that_it_uses(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'r' { when = { some.mark{ x = V.x }, count.edge{ a = V.x }:at_least(2):as(V.n) },\n"
                        "  action = function() end }", 0);
    match_case_tell(&c, "mark:x=p mark:x=q edge:a=p,b=1 edge:a=q,b=1 edge:a=q,b=2 edge:a=z,b=3");
    assert_string_equal(match_case_run(&c), "r(q,2)");
    match_case_tell(&c, "edge:a=p,b=2");
    assert_string_equal(match_case_run(&c), "r(p,2)");
    assert_int_equal(match_case_close(&c), 0);
}

static void a_result_binds_its_variable_for_conditions_behind_it(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'top' { when = { max.mark.n{}:as(V.n), some.mark{ n = V.n, x = V.x } },\n"
                        "  action = function() end }", 0);
    match_case_tell(&c, "mark:x=a,n=3 mark:x=b,n=7 mark:x=c,n=5");
    assert_string_equal(match_case_run(&c), "top(7,b)");
    match_case_take_back(&c, "mark:x=b,n=7");
    assert_string_equal(match_case_run(&c), "top(5,c)");
    assert_int_equal(match_case_close(&c), 0);
}

static void a_result_that_is_not_exact_binds_nothing(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'r' { when = { max.event.id{}:as(V.n) }, action = function() end }", 0);
    match_case_tell(&c, "event:id=3");
    assert_string_equal(match_case_run(&c), "");
    match_case_tell(&c, "complete:event");
    assert_string_equal(match_case_run(&c), "r(3)");
    assert_int_equal(match_case_close(&c), 0);
}

static void another_result_is_another_match(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'r' { when = { count.edge{}:at_least(2):as(V.n) }, derive = mark{ n = V.n } }\n"
                        "rule 's' { when = { count.edge{}:at_least(2) }, action = function() end }", 0);
    match_case_tell(&c, "edge:a=x,b=1 edge:a=x,b=2");
    assert_string_equal(match_case_run(&c), "r s");
    assert_string_equal(match_case_facts(&c, "mark"), "n=2");
    match_case_tell(&c, "edge:a=x,b=3");
    assert_string_equal(match_case_run(&c), "r"); /* s doesn't tell 2 from 3 */
    assert_string_equal(match_case_facts(&c, "mark"), "n=3");
    assert_int_equal(match_case_close(&c), 0);
}

static void derived_facts_follow_the_number(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'busy' { when = { count.edge{ a = 'x' }:at_least(3) }, derive = mark{ x = 'busy' } }", 0);
    match_case_tell(&c, "edge:a=x,b=1 edge:a=x,b=2");
    match_case_run(&c);
    assert_string_equal(match_case_facts(&c, "mark"), "");
    match_case_tell(&c, "edge:a=x,b=3");
    match_case_run(&c);
    assert_string_equal(match_case_facts(&c, "mark"), "x=busy");
    match_case_take_back(&c, "edge:a=x,b=1");
    assert_string_equal(match_case_facts(&c, "mark"), "");
    assert_int_equal(match_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bound_is_decided_as_soon_as_nothing_could_change_it),
        cmocka_unit_test(stale_facts_do_not_count),
        cmocka_unit_test(a_count_belongs_to_the_outer_variables_that_it_uses),
        cmocka_unit_test(a_result_binds_its_variable_for_conditions_behind_it),
        cmocka_unit_test(a_result_that_is_not_exact_binds_nothing),
        cmocka_unit_test(another_result_is_another_match),
        cmocka_unit_test(derived_facts_follow_the_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
