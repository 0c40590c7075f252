/* SPDX-License-Identifier: MIT */
#include "support/match_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct layout *layout_of(const struct match_case *c, const char *kind)
{
    return &c->net.layouts[rsv__rulebook_kind(&c->script.book, kind)->index];
}

static uint32_t links(const struct match_case *c, const char *kind, uint32_t values)
{
    return (uint32_t)((layout_of(c, kind)->size - sizeof(struct fact) - values) / sizeof(struct chain));
}

static void symbols_and_booleans_take_half_of_what_numbers_take(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "", 0);
    const struct layout *edge = layout_of(&c, "edge"), *event = layout_of(&c, "event");
    assert_int_equal(edge->size, sizeof(struct fact) + 8); /* two names, in no index */
    assert_int_equal(edge->at[1] - edge->at[0], 4);
    assert_int_equal(event->size, sizeof(struct fact) + 3 * 4 + 4 * 8);
    match_case_tell(&c, "event:server=s,id=-7,load=0.5,ok=true,took=3s,at=2026-11-23T07:14:03Z,note=long");
    assert_string_equal(match_case_facts(&c, "event"),
                        "server=s id=-7 at=2026-11-23T07:14:03Z took=3s load=0.5 ok=true note=long");
    assert_int_equal(match_case_close(&c), 0);
}

static void rules_of_one_pattern_need_no_index(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'r' { when = { some.edge{ a = 'x' } }, derive = mark{ n = 1 } }", 0);
    assert_int_equal(c.net.n_indexes, 0);
    assert_int_equal(links(&c, "edge", 8), 0);
    match_case_tell(&c, "edge:a=x,b=y");
    assert_string_equal(match_case_run(&c), "r");
    assert_int_equal(match_case_close(&c), 0);
}

static void a_fact_has_a_place_for_each_index_that_it_can_be_in(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'r' { when = { some.edge{ a = V.x }, some.mark{ x = V.x } }, derive = mark{ n = 1 } }\n"
                        "rule 's' { when = { some.edge{ b = V.x }, some.mark{ x = V.x } }, derive = mark{ n = 2 } }", 0);
    assert_int_equal(links(&c, "edge", 8), 2);
    assert_int_equal(links(&c, "mark", 12), 1);
    assert_int_equal(match_case_close(&c), 0);
}

static void indexes_that_no_fact_shares_share_a_place(void **state)
{
    enum { RULES = 40 };
    struct match_case c;
    char rules[RULES * 160] = "", fact[40];
    (void)state;
    for (int i = 0; i < RULES; i++)
        sprintf(rules + strlen(rules), "rule 'r%d' { when = { some.edge{ a = 'n%d', b = V.x }, some.mark{ x = V.x } }, "
                                       "derive = mark{ n = %d } }\n", i, i, i);
    match_case_open(&c, rules, 0);
    assert_int_equal(c.net.n_indexes, RULES + 1);
    assert_in_range(links(&c, "edge", 8), 1, 6); /* as many as one bucket of the dispatch table has */
    for (int i = 0; i < RULES; i++) {
        sprintf(fact, "edge:a=n%d,b=z", i);
        match_case_tell(&c, fact);
    }
    match_case_tell(&c, "mark:x=z");
    match_case_run(&c);
    for (int i = 0; i < RULES; i++) {
        sprintf(fact, "edge:a=n%d,b=z", i);
        match_case_take_back(&c, fact);
    }
    assert_string_equal(match_case_facts(&c, "mark"), "x=z");
    assert_int_equal(match_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(symbols_and_booleans_take_half_of_what_numbers_take),
        cmocka_unit_test(rules_of_one_pattern_need_no_index),
        cmocka_unit_test(a_fact_has_a_place_for_each_index_that_it_can_be_in),
        cmocka_unit_test(indexes_that_no_fact_shares_share_a_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
