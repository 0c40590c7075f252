/* SPDX-License-Identifier: MIT
 * test_search.c - certain matches: joins, and fields that aren't known. */
#include "support/match_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void matches(const char *when, const char *facts, const char *fired)
{
    struct match_case c;
    char rules[400];
    snprintf(rules, sizeof rules, "rule 'r' { when = { %s }, action = function() end }", when);
    assert_int_equal(match_case_open(&c, rules, 0), RSV_OK);
    assert_int_equal(match_case_tell(&c, facts), RSV_OK);
    assert_string_equal(match_case_run(&c), fired);
    assert_int_equal(match_case_close(&c), 0);
}

static void a_variable_joins_patterns(void **state)
{
    (void)state;
    matches("some.edge{ a = V.a, b = V.b }, some.edge{ a = V.b, b = V.c }", "edge:a=1,b=2 edge:a=2,b=3 edge:a=3,b=4",
            "r(2,3,4) r(1,2,3)");
    matches("some.edge{ a = V.a, b = V.b }, some.edge{ a = V.b, b = V.a }", "edge:a=1,b=2 edge:a=2,b=3", "");
    matches("some.edge{ a = V.a, b = V.b }, some.edge{ a = V.b, b = V.a }", "edge:a=1,b=2 edge:a=2,b=1",
            "r(2,1) r(1,2)"); /* the same facts in both places */
}

static void patterns_without_a_common_variable_make_all_pairs(void **state)
{
    (void)state;
    matches("some.edge{ a = V.a }, some.mark{ x = V.x }", "edge:a=1,b=0 mark:x=p edge:a=2,b=0 mark:x=q",
            "r(2,q) r(1,q) r(2,p) r(1,p)");
}

static void order_tests_join_too(void **state)
{
    (void)state;
    matches("some.mark{ x = 'low', n = V.l }, some.mark{ x = 'high', n = V.h }, some.event{ id = between(V.l, V.h) }",
            "mark:x=low,n=3 mark:x=high,n=5 event:id=2 event:id=3 event:id=5 event:id=6", "r(3,5) r(3,5)");
    matches("some.event{ id = 1, at = V.t }, some.event{ id = 2, at = within('5m', V.t) }",
            "event:id=1,at=2026-01-01T00:10:00Z event:id=2,at=2026-01-01T00:05:00Z event:id=2,at=2026-01-01T00:15:00Z "
            "event:id=2,at=2026-01-01T00:15:01Z", "r(2026-01-01T00:10:00Z) r(2026-01-01T00:10:00Z)");
    matches("some.mark{ n = V.n }, some.event{ id = is_not(V.n) }", "mark:n=1 event:id=1 event:id=2", "r(1)");
}

static void a_field_that_is_not_known_binds_to_nothing_and_joins_nothing(void **state)
{
    (void)state;
    matches("some.event{ server = V.s, id = V.i }", "event:id=1", "r(1,)");
    matches("some.event{ server = V.s, id = 1 }, some.mark{ x = V.s }", "event:id=1 mark:x=p mark:n=1", "");
    matches("some.event{ server = V.s, id = 1 }, some.event{ server = V.s, id = 2 }", "event:id=1 event:id=2", "");
    matches("some.mark{ n = V.n }, some.event{ id = above(V.n) }", "mark:x=p event:id=5", "");
}

static void a_bound_test_tests_and_binds(void **state)
{
    (void)state;
    matches("some.event{ id = above(5):as(V.i) }, some.mark{ n = V.i }", "event:id=3 event:id=7 mark:n=3 mark:n=7",
            "r(7)");
    matches("some.port{ state = one_of{ 'closed' }:as(V.s), host = V.h }",
            "port:host=a,number=1,state=open port:host=b,number=1,state=closed", "r(b,closed)");
}

static void many_facts_in_one_bucket_are_told_apart(void **state)
{
    struct match_case c;
    char fact[64];
    (void)state;
    match_case_open(&c, "rule 'r' { when = { some.edge{ a = V.a, b = V.b }, some.reach{ a = V.b, b = V.a } },\n"
                        "  action = function() end }", 0);
    for (int i = 0; i < 300; i++) {
        snprintf(fact, sizeof fact, "edge:a=n%d,b=m%d reach:a=m%d,b=n%d", i, i % 7, i % 7, i + (i != 123));
        match_case_tell(&c, fact);
    }
    assert_string_equal(match_case_run(&c), "r(n123,m4)");
    assert_int_equal(match_case_close(&c), 0);
}

static uint32_t asked;

static enum truth in_order(const struct env *env)
{
    asked++;
    return strcmp(env->values[0].s->text, env->values[1].s->text) < 0 ? TRUE_ : FALSE_;
}

/* Edges are three, and so triples 27; of the pairs a, b three are in order. */
static void a_predicate_is_asked_once_what_it_reads_is_bound(void **state)
{
    static const struct {
        uint32_t reads, asked;
    } cases[] = {{0, 27}, {1 << 0 | 1 << 1, 9}};
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct match_case c;
        match_case_open(&c, "rule 'r' { when = { some.edge{ a = V.a }, some.reach{ a = V.b }, some.mark{ x = V.c },\n"
                            "  where(function(m) return m.a < m.b end) }, action = function() end }", 0);
        c.where = in_order;
        c.reads = cases[i].reads;
        asked = 0;
        match_case_tell(&c, "mark:x=1 mark:x=2 mark:x=3 edge:a=1,b=z edge:a=2,b=z edge:a=3,b=z");
        match_case_tell(&c, "reach:a=1,b=z reach:a=2,b=z reach:a=3,b=z");
        match_case_run(&c);
        assert_int_equal(c.log.n, 9 * strlen("r(1,2,3)") + 8);
        assert_int_equal(asked, cases[i].asked);
        assert_int_equal(match_case_close(&c), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_variable_joins_patterns),
        cmocka_unit_test(patterns_without_a_common_variable_make_all_pairs),
        cmocka_unit_test(order_tests_join_too),
        cmocka_unit_test(a_field_that_is_not_known_binds_to_nothing_and_joins_nothing),
        cmocka_unit_test(a_bound_test_tests_and_binds),
        cmocka_unit_test(many_facts_in_one_bucket_are_told_apart),
        cmocka_unit_test(a_predicate_is_asked_once_what_it_reads_is_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
