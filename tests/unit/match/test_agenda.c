/* SPDX-License-Identifier: MIT
 * test_agenda.c - which rule fires next, how often, and when it stops. */
#include "support/match_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define ACTION(name, when) "rule '" name "' { when = { " when " }, action = function() end }\n"

/* What fires after these facts have come, one run after all of them. */
static void fires(const char *rules, const char *facts, const char *expected)
{
    struct match_case c;
    assert_int_equal(match_case_open(&c, rules, 0), RSV_OK);
    assert_int_equal(match_case_tell(&c, facts), RSV_OK);
    assert_string_equal(match_case_run(&c), expected);
    assert_int_equal(match_case_close(&c), 0);
}

static void a_rule_fires_once_for_the_same_facts(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, ACTION("r", "some.edge{ a = V.a, b = V.b }"), 0);
    assert_string_equal(match_case_run(&c), "");
    match_case_tell(&c, "edge:a=x,b=y");
    assert_string_equal(match_case_run(&c), "r(x,y)");
    assert_string_equal(match_case_run(&c), "");
    match_case_tell(&c, "edge:a=x,b=z");
    assert_string_equal(match_case_run(&c), "r(x,z)");
    assert_int_equal(match_case_close(&c), 0);
}

static void a_fact_that_comes_again_fires_again(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, ACTION("r", "some.edge{ a = V.a, b = V.b }, some.edge{ a = V.b }"), 0);
    match_case_tell(&c, "edge:a=x,b=x");
    assert_string_equal(match_case_run(&c), "r(x,x)"); /* one fact may match both patterns */
    match_case_take_back(&c, "edge:a=x,b=x");
    assert_string_equal(match_case_run(&c), "");
    match_case_tell(&c, "edge:a=x,b=x");
    assert_string_equal(match_case_run(&c), "r(x,x)");
    assert_int_equal(match_case_close(&c), 0);
}

static void the_newest_fact_goes_first(void **state)
{
    (void)state;
    fires(ACTION("r", "some.mark{ x = V.x }"), "mark:x=old mark:x=mid mark:x=new", "r(new) r(mid) r(old)");
}

static void recency_is_compared_fact_by_fact_whatever_the_order_of_the_patterns(void **state)
{
    (void)state;
    /* newest first, then the next: edges 1 to 4 as pairs */
    fires(ACTION("r", "some.edge{ a = 'l', b = V.l }, some.edge{ a = 'r', b = V.r }"),
          "edge:a=l,b=1 edge:a=r,b=2 edge:a=l,b=3 edge:a=r,b=4", "r(3,4) r(1,4) r(3,2) r(1,2)");
    fires(ACTION("r", "some.edge{ a = 'r', b = V.r }, some.edge{ a = 'l', b = V.l }"),
          "edge:a=l,b=1 edge:a=r,b=2 edge:a=l,b=3 edge:a=r,b=4", "r(4,3) r(4,1) r(2,3) r(2,1)");
}

static void the_longer_of_two_goes_first_where_the_shorter_is_its_beginning(void **state)
{
    (void)state;
    fires(ACTION("short", "some.mark{ x = 'b' }") ACTION("long", "some.mark{ x = 'a' }, some.mark{ x = 'b' }"),
          "mark:x=a mark:x=b", "long short");
}

static void salience_goes_before_recency_and_order_behind_it(void **state)
{
    static const char rules[] = "rule 'low' { when = { some.mark{} }, salience = -1, action = function() end }\n"
                                "rule 'first' { when = { some.mark{} }, action = function() end }\n"
                                "rule 'second' { when = { some.mark{} }, action = function() end }\n"
                                "rule 'high' { when = { some.mark{ x = 'old' } }, salience = 10, action = function() "
                                "end }\n";
    (void)state;
    fires(rules, "mark:x=old mark:x=new", "high first second first second low low");
}

static void a_rule_that_is_undone_before_its_turn_does_not_fire(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, ACTION("r", "some.mark{ x = V.x }, none.edge{ a = V.x }"), 0);
    match_case_tell(&c, "mark:x=a mark:x=b complete:edge edge:a=b,b=c");
    assert_string_equal(match_case_run(&c), "r(a)");
    match_case_take_back(&c, "edge:a=b,b=c");
    assert_string_equal(match_case_run(&c), "r(b)");
    assert_int_equal(match_case_close(&c), 0);
}

static void a_rule_whose_filter_fails_and_holds_again_fires_again(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, ACTION("r", "some.mark{ x = V.x }, unless(some.edge{ a = V.x })"), 0);
    match_case_tell(&c, "mark:x=a");
    assert_string_equal(match_case_run(&c), "r(a)");
    match_case_tell(&c, "edge:a=a,b=b");
    assert_string_equal(match_case_run(&c), "");
    match_case_take_back(&c, "edge:a=a,b=b");
    assert_string_equal(match_case_run(&c), "r(a)");
    assert_int_equal(match_case_close(&c), 0);
}

static void a_rule_without_patterns_fires_when_its_filters_hold(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, ACTION("none", "none.edge{}") ACTION("many", "count.mark{}:at_least(2)"), 0);
    assert_string_equal(match_case_run(&c), ""); /* nobody said that there is no edge */
    match_case_tell(&c, "complete:edge mark:x=a mark:x=b");
    assert_string_equal(match_case_run(&c), "none many");
    match_case_tell(&c, "mark:x=c");
    assert_string_equal(match_case_run(&c), ""); /* it held before, too */
    assert_int_equal(match_case_close(&c), 0);
}

static void either_side_of_any_of_fires_on_its_own(void **state)
{
    (void)state;
    fires(ACTION("r", "any_of{ some.edge{ a = V.x }, some.mark{ x = V.x } }"), "edge:a=e,b=b mark:x=m", "r(m) r(e)");
}

/* --- limits -------------------------------------------------------------------------------- */

static void again(struct match_case *c, const struct rule *rule, const slab_ref *facts, uint32_t n)
{
    static const char *const marks[] = {"mark:n=1", "mark:n=2"};
    const struct fact *f = fact_at(&c->m, facts[0]);
    (void)rule;
    (void)n;
    match_case_tell(c, marks[fact_value(&c->m, f, 1).i % 2]);
}

static void firing_without_end_meets_a_limit_and_can_go_on(void **state)
{
    struct match_case c;
    uint64_t fired;
    (void)state;
    match_case_open(&c, ACTION("r", "some.mark{ n = V.n }"), 0);
    c.act = again;
    match_case_tell(&c, "mark:n=1");
    assert_int_equal(rsv__matcher_run(&c.m, 50, &fired, &c.err), RSV_ELIMIT);
    assert_string_equal(c.err.message, "more than 50 rule firings");
    assert_int_equal(fired, 50);
    c.act = NULL;
    rsv__buf_clear(&c.log);
    assert_int_equal(rsv__matcher_run(&c.m, 50, &fired, &c.err), RSV_OK);
    assert_int_equal(fired, 1);
    assert_int_equal(match_case_close(&c), 0);
}

static void the_limit_may_be_reached_but_not_passed(void **state)
{
    struct match_case c;
    uint64_t fired;
    (void)state;
    match_case_open(&c, ACTION("r", "some.mark{ n = V.n }"), 0);
    match_case_tell(&c, "mark:n=1 mark:n=2 mark:n=3");
    assert_int_equal(rsv__matcher_run(&c.m, 3, &fired, &c.err), RSV_OK);
    assert_int_equal(fired, 3);
    assert_int_equal(match_case_close(&c), 0);
}

static void take_back_first(struct match_case *c, const struct rule *rule, const slab_ref *facts, uint32_t n)
{
    (void)rule;
    (void)facts;
    (void)n;
    const fact_ref mark = fact_next(&c->m, rsv__rulebook_kind(&c->script.book, "mark"), 0);
    assert_int_equal(rsv__fact_retract(&c->m, mark, &c->err), RSV_OK);
}

static void a_fact_that_goes_takes_its_pending_firings_along(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, ACTION("r", "some.mark{ x = V.x }"), 0);
    c.act = take_back_first;
    match_case_tell(&c, "mark:x=a mark:x=b mark:x=c");
    assert_string_equal(match_case_run(&c), "r(c) r(b)"); /* a went with the first, c with the second */
    assert_int_equal(match_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_fires_once_for_the_same_facts),
        cmocka_unit_test(a_fact_that_comes_again_fires_again),
        cmocka_unit_test(the_newest_fact_goes_first),
        cmocka_unit_test(recency_is_compared_fact_by_fact_whatever_the_order_of_the_patterns),
        cmocka_unit_test(the_longer_of_two_goes_first_where_the_shorter_is_its_beginning),
        cmocka_unit_test(salience_goes_before_recency_and_order_behind_it),
        cmocka_unit_test(a_rule_that_is_undone_before_its_turn_does_not_fire),
        cmocka_unit_test(a_rule_whose_filter_fails_and_holds_again_fires_again),
        cmocka_unit_test(a_rule_without_patterns_fires_when_its_filters_hold),
        cmocka_unit_test(either_side_of_any_of_fires_on_its_own),
        cmocka_unit_test(firing_without_end_meets_a_limit_and_can_go_on),
        cmocka_unit_test(the_limit_may_be_reached_but_not_passed),
        cmocka_unit_test(a_fact_that_goes_takes_its_pending_firings_along),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
