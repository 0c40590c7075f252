/* SPDX-License-Identifier: MIT
 * test_triggers.c - a fact that comes or goes reaches every rule that it concerns. */
#include "match/costs.h"
#include "support/match_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A rule that derives mark x=yes; what the mark says after each change in turn. */
struct change {
    const char *fact; /* "-" in front: it goes */
    bool holds;
};

static void follows(const char *when, const struct change *changes, size_t n)
{
    struct match_case c;
    char rules[400];
    snprintf(rules, sizeof rules, "rule 'r' { when = { %s }, derive = reach{ a = 'yes' } }", when);
    assert_int_equal(match_case_open(&c, rules, 0), RSV_OK);
    for (size_t i = 0; i < n; i++) {
        if (changes[i].fact[0] == '-')
            match_case_take_back(&c, changes[i].fact + 1);
        else
            assert_int_equal(match_case_tell(&c, changes[i].fact), RSV_OK);
        match_case_run(&c);
        if ((*match_case_facts(&c, "reach") != '\0') != changes[i].holds)
            fail_msg("%s: wrong after %s", when, changes[i].fact);
    }
    assert_int_equal(match_case_close(&c), 0);
}
#define FOLLOWS(when, ...) \
    follows(when, (const struct change[]){__VA_ARGS__}, \
            sizeof((const struct change[]){__VA_ARGS__}) / sizeof(struct change))

static void a_negated_pattern_listens(void **state)
{
    (void)state;
    FOLLOWS("some.mark{ x = V.x }, none.edge{ a = V.x }", {"mark:x=p", false}, {"complete:edge", true},
            {"edge:a=q,b=b", true}, {"edge:a=p,b=b", false}, {"-edge:a=p,b=b", true}, {"-mark:x=p", false});
}

/* By how many joins are looked at: there is no match that a mark could end. */
static void a_fact_that_can_only_end_matches_asks_whether_there_are_any(void **state)
{
    struct match_case c;
    struct match_costs costs;
    (void)state;
    match_case_open(&c, "rule 'r' { when = { some.edge{ a = V.a }, none.reach{ a = V.a } }, action = function() end }", 0);
    assert_int_equal(rsv__costs_init(&costs, &c.net, 1, &c.alloc, &c.err), RSV_OK);
    rsv__costs_attach(&costs, &c.m);
    const struct trigger *t = c.net.alphas[c.net.productions[0].body->filters[0].group->variants[0].patterns[0].alpha].filters;
    assert_true(t->only_ends);
    match_case_tell(&c, "edge:a=p,b=q reach:a=p");
    assert_int_equal(rsv__costs_of(&costs, &t->plan.steps[1]).times, 0);
    assert_string_equal(match_case_run(&c), "");
    match_case_tell(&c, "edge:a=q,b=q");
    assert_string_equal(match_case_run(&c), "r(q)");
    match_case_tell(&c, "reach:a=q");
    assert_int_equal(rsv__costs_of(&costs, &t->plan.steps[1]).times, 1);
    match_case_take_back(&c, "reach:a=p");
    assert_string_equal(match_case_run(&c), "r(p)");
    rsv__costs_attach(NULL, &c.m);
    rsv__costs_free(&costs);
    assert_int_equal(match_case_close(&c), 0);
}

static void a_negation_within_a_negation_listens(void **state)
{
    (void)state;
    FOLLOWS("some.mark{ x = V.x }, is_not(all_of{ some.edge{ a = V.x, b = V.y }, none.mark{ x = V.y } })",
            {"complete:edge mark:x=p", true}, {"edge:a=p,b=q", false}, {"mark:x=q", true}, {"-mark:x=q", false},
            {"-edge:a=p,b=q", true});
}

static void both_sides_of_a_join_below_a_negation_listen(void **state)
{
    (void)state;
    FOLLOWS("unless(all_of{ some.edge{ a = V.x }, some.mark{ x = V.x } })", {"edge:a=p,b=b", true}, {"mark:x=q", true},
            {"mark:x=p", false}, {"-edge:a=p,b=b", true}, {"edge:a=q,b=b", false}, {"-mark:x=q", true});
}

static void an_aggregate_listens_to_what_might_count(void **state)
{
    (void)state;
    FOLLOWS("count.event{ ok = true }:is(1)", {"event:id=1,ok=true", false}, {"complete:event", true},
            {"event:id=2", false}, {"-event:id=2", true}, {"event:id=3,ok=false", true}, {"event:id=4,ok=true", false},
            {"-event:id=1,ok=true", true});
}

static void the_record_with_that_key_answers_by_being_there(void **state)
{
    (void)state;
    FOLLOWS("none.only{ user = 'x' }", {"mark:x=p", false}, {"only:user=y", true}, {"-only:user=y", false},
            {"only:user=x", false});
    FOLLOWS("some.mark{ x = V.h }, none.port{ from = 'f', host = V.h, number = 1, state = 'open' }",
            {"mark:x=h", false}, {"port:from=f,host=g,number=1,state=closed", false},
            {"port:from=f,host=h,number=1,state=closed", true}, {"-port:from=f,host=h,number=1,state=closed", false});
}

static void a_fact_that_lacks_the_joining_field_is_reconsidered_too(void **state)
{
    (void)state;
    FOLLOWS("some.mark{ x = V.x }, none.event{ server = V.x }", {"mark:x=p complete:event", true},
            {"event:id=1", false}, {"-event:id=1", true}, {"event:id=2,server=q", true}, {"event:id=3,server=p",
                false});
}

static void derived_facts_trigger_like_given_ones(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'a' { when = { some.edge{ a = V.x } }, derive = mark{ x = V.x } }\n"
                        "rule 'b' { when = { none.mark{ x = 'p' } }, derive = reach{ a = 'yes' } }", 0);
    match_case_run(&c);
    assert_string_equal(match_case_facts(&c, "reach"), "a=yes");
    match_case_tell(&c, "edge:a=p,b=b");
    match_case_run(&c);
    assert_string_equal(match_case_facts(&c, "reach"), "");
    match_case_take_back(&c, "edge:a=p,b=b");
    match_case_run(&c);
    assert_string_equal(match_case_facts(&c, "reach"), "a=yes");
    assert_int_equal(match_case_close(&c), 0);
}

static void kinds_that_derive_each_other_are_known_as_a_circle(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'a' { when = { some.edge{ a = V.x } }, derive = mark{ x = V.x } }\n"
                        "rule 'b' { when = { some.mark{ x = V.x } }, derive = reach{ a = V.x } }\n"
                        "rule 'c' { when = { some.reach{ a = V.x } }, derive = mark{ x = V.x } }\n"
                        "rule 'd' { when = { some.reach{ a = V.x } }, derive = only{ user = V.x } }", 0);
    static const struct {
        const char *kind;
        bool cyclic;
    } expected[] = {{"edge", false}, {"mark", true}, {"reach", true}, {"only", false}};
    for (int i = 0; i < 4; i++)
        assert_int_equal(c.net.kind_is_cyclic[rsv__rulebook_kind(&c.script.book, expected[i].kind)->index],
                         expected[i].cyclic);
    assert_int_equal(match_case_close(&c), 0);
}

static void saliences_are_levels_greatest_first(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "for i, s in ipairs{ 5, -3, 5, 0, 100 } do\n"
                        "  rule('r' .. i) { when = { some.mark{} }, salience = s, action = function() end } end", 0);
    assert_int_equal(c.net.n_levels, 4);
    static const int expected[] = {100, 5, 0, -3};
    for (int i = 0; i < 4; i++)
        assert_int_equal(c.net.saliences[i], expected[i]);
    assert_int_equal(c.net.productions[0].level, 1);
    assert_int_equal(match_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_negated_pattern_listens),
        cmocka_unit_test(a_fact_that_can_only_end_matches_asks_whether_there_are_any),
        cmocka_unit_test(a_negation_within_a_negation_listens),
        cmocka_unit_test(both_sides_of_a_join_below_a_negation_listen),
        cmocka_unit_test(an_aggregate_listens_to_what_might_count),
        cmocka_unit_test(the_record_with_that_key_answers_by_being_there),
        cmocka_unit_test(a_fact_that_lacks_the_joining_field_is_reconsidered_too),
        cmocka_unit_test(derived_facts_trigger_like_given_ones),
        cmocka_unit_test(kinds_that_derive_each_other_are_known_as_a_circle),
        cmocka_unit_test(saliences_are_levels_greatest_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
