/* SPDX-License-Identifier: MIT
 * test_matcher.c - the matcher as a whole: markers, clearing, memory. */
#include "support/match_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char rules[] =
    "rule 'step' { when = { some.edge{ a = V.a, b = V.b } }, derive = reach{ a = V.a, b = V.b } }\n"
    "rule 'walk' { when = { some.reach{ a = V.a, b = V.b }, some.edge{ a = V.b, b = V.c } },\n"
    "  derive = reach{ a = V.a, b = V.c } }\n"
    "rule 'end' { when = { some.reach{ b = V.b }, none.edge{ a = V.b } }, derive = mark{ x = V.b } }\n"
    "rule 'many' { when = { count.reach{}:at_least(5):as(V.n) }, salience = 5, derive = mark{ n = V.n } }\n";

static void tell_all(struct match_case *c)
{
    assert_int_equal(match_case_tell(c, "edge:a=p,b=q edge:a=q,b=r edge:a=r,b=q edge:a=q,b=z complete:edge"), RSV_OK);
}

static void take_all_back(struct match_case *c)
{
    static const char *const edges[] = {"edge:a=q,b=r", "edge:a=p,b=q", "edge:a=q,b=z", "edge:a=r,b=q"};
    for (int i = 0; i < 4; i++)
        match_case_take_back(c, edges[i]);
}

static void memory_is_back_at_its_level_when_all_is_taken_back(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, rules, 0);
    tell_all(&c);
    match_case_run(&c);
    assert_string_equal(match_case_facts(&c, "mark"), "n=9, x=z");
    take_all_back(&c);
    match_case_run(&c);
    const size_t level = c.memory.live; /* vectors keep their room; they don't grow again */
    for (int i = 0; i < 20; i++) {
        tell_all(&c);
        match_case_run(&c);
        take_all_back(&c);
        match_case_run(&c);
        assert_int_equal(c.memory.live, level);
        assert_int_equal(c.m.slab.live, 0);
        assert_int_equal(c.m.n_insts, 0);
    }
    assert_string_equal(match_case_facts(&c, "reach"), "");
    assert_string_equal(match_case_facts(&c, "mark"), "");
    assert_int_equal(match_case_close(&c), 0);
}

static void many_facts_that_go_leave_nothing_behind(void **state)
{
    struct match_case c;
    char fact[64];
    (void)state;
    match_case_open(&c, "rule 'r' { when = { some.edge{ a = V.a, b = V.b } }, derive = reach{ a = V.b, b = V.a } }\n"
                        "rule 's' { when = { some.edge{ a = V.a }, some.mark{ x = V.a } }, derive = mark{ n = 1 } }", 0);
    match_case_tell(&c, "edge:a=n0,b=n0");
    match_case_run(&c);
    match_case_take_back(&c, "edge:a=n0,b=n0");
    match_case_run(&c);
    const size_t level = c.memory.live, words = c.intern.n;
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < 3000; i++) {
            snprintf(fact, sizeof fact, "edge:a=n%d,b=n%d", i, i / 3);
            if (pass == 0)
                match_case_tell(&c, fact);
            else
                match_case_take_back(&c, fact);
        }
        match_case_run(&c);
        assert_true(pass == 0 ? c.m.slab.n_chunks > 3 : c.m.slab.n_chunks == 1);
    }
    assert_int_equal(c.m.slab.live, 0);
    assert_int_equal(c.m.facts.n, 0);
    assert_int_equal(c.intern.n, words);
    assert_in_range(c.memory.live, 0, level);
    assert_int_equal(match_case_close(&c), 0);
}

static void a_cleared_matcher_is_as_good_as_new(void **state)
{
    struct match_case c;
    char first[256];
    (void)state;
    match_case_open(&c, rules, 0);
    tell_all(&c);
    snprintf(first, sizeof first, "%s", match_case_run(&c));
    match_case_tell(&c, "edge:a=z,b=zz"); /* half way: seeds and firings are pending */
    rsv__matcher_clear(&c.m);
    assert_int_equal(c.m.slab.live, 0);
    assert_int_equal(c.m.n_markers, 0);
    assert_int_equal(c.intern.n, 0);
    assert_string_equal(match_case_run(&c), "");
    tell_all(&c);
    assert_string_equal(match_case_run(&c), first);
    assert_int_equal(match_case_close(&c), 0);
}

static void a_marker_comes_once_and_its_newest_time_counts(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'r' { when = { none.edge{ a = 'x' } }, derive = mark{ x = 'none' } }", 0);
    c.observed = 10;
    match_case_tell(&c, "complete:edge,a=x complete:edge,a=x complete:edge,a=y");
    assert_int_equal(c.m.n_markers, 2);
    match_case_run(&c);
    assert_string_equal(match_case_facts(&c, "mark"), "x=none");
    c.observed = 5;
    c.stale = true;
    match_case_tell(&c, "complete:edge,a=x"); /* older: says nothing new */
    assert_string_equal(match_case_facts(&c, "mark"), "x=none");
    c.observed = 20;
    match_case_tell(&c, "complete:edge,a=x");
    assert_string_equal(match_case_facts(&c, "mark"), "");
    assert_int_equal(match_case_close(&c), 0);
}

static void a_marker_reconsiders_rules_that_wait_for_it(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'r' { when = { some.mark{ x = V.x }, none.edge{ a = V.x } }, action = function() end }",
                    0);
    match_case_tell(&c, "mark:x=p mark:x=q");
    assert_string_equal(match_case_run(&c), "");
    match_case_tell(&c, "complete:edge,a=q");
    assert_string_equal(match_case_run(&c), "r(q)");
    match_case_tell(&c, "complete:edge");
    assert_string_equal(match_case_run(&c), "r(p)");
    assert_int_equal(match_case_close(&c), 0);
}

static rsv_status work(struct match_case *c, unsigned long nth)
{
    rsv_status rc = match_case_open(c, rules, nth);
    if (rc == RSV_OK)
        rc = match_case_tell(c, "edge:a=p,b=q edge:a=q,b=r edge:a=r,b=q edge:a=q,b=z complete:edge");
    for (int i = 0; i < 2 && rc == RSV_OK; i++) {
        rc = rsv__matcher_run(&c->m, 1000, NULL, &c->err);
        for (int k = 0; k < 40 && rc == RSV_OK; k++) { /* enough for every vector to grow */
            char fact[32];
            snprintf(fact, sizeof fact, "edge:a=n%d,b=n%d", k, k * 7 % 40);
            rc = match_case_tell(c, fact);
        }
    }
    const struct kind *edge = rsv__rulebook_kind(&c->script.book, "edge");
    while (rc == RSV_OK && fact_count(&c->m, edge) > 3)
        rc = rsv__fact_retract(&c->m, fact_next(&c->m, edge, fact_next(&c->m, edge, 0)), &c->err);
    return rc;
}

static void every_allocation_may_fail_without_a_leak(void **state)
{
    struct match_case c = {.memory.fired = true};
    (void)state;
    for (unsigned long nth = 1; c.memory.fired; nth++) {
        const rsv_status rc = work(&c, nth);
        assert_int_equal(rc, c.memory.fired ? RSV_ENOMEM : RSV_OK);
        if (c.memory.fired && c.m.failed) { /* nothing goes any more, until it is cleared */
            assert_int_equal(match_case_tell(&c, "edge:a=1,b=2"), RSV_ENOMEM);
            assert_int_equal(rsv__matcher_run(&c.m, 10, NULL, &c.err), RSV_ENOMEM);
            rsv__matcher_clear(&c.m);
            assert_int_equal(match_case_tell(&c, "edge:a=1,b=2"), RSV_OK);
            assert_int_equal(rsv__matcher_run(&c.m, 10, NULL, &c.err), RSV_OK);
            assert_string_equal(match_case_facts(&c, "reach"), "a=1 b=2");
        }
        assert_int_equal(match_case_close(&c), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_back_at_its_level_when_all_is_taken_back),
        cmocka_unit_test(many_facts_that_go_leave_nothing_behind),
        cmocka_unit_test(a_cleared_matcher_is_as_good_as_new),
        cmocka_unit_test(a_marker_comes_once_and_its_newest_time_counts),
        cmocka_unit_test(a_marker_reconsiders_rules_that_wait_for_it),
        cmocka_unit_test(every_allocation_may_fail_without_a_leak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
