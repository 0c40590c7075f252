/* SPDX-License-Identifier: MIT
 * test_compile.c - what rules become: shared alphas, variants, productions, and what is refused. */
#include "match/compile.h"

#include "support/match_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define RULE(name, when) "rule '" name "' { when = { " when " }, action = function() end }\n"

static void patterns_that_ask_the_same_share_an_alpha(void **state)
{
    static const struct {
        const char *a, *b;
        bool shared;
    } rows[] = {
        {"id = 5", "id = 5", true},
        {"id = 5, server = V.x", "id = 5, at = V.y", true}, /* variables aren't the alpha's business */
        {"server = 'A'", "server = 'a'", true},
        {"id = one_of{ 1, 2 }", "id = one_of{ 1, 2 }", true},
        {"id = between(1, 2)", "id = between(1, 2)", true},
        {"server = like 'a*'", "server = like 'a*'", true},
        {"id = 5", "id = 6", false},
        {"id = 5", "id = is_not(5)", false},
        {"id = above(5)", "id = at_least(5)", false},
        {"id = one_of{ 1, 2 }", "id = one_of{ 1, 3 }", false},
        {"id = one_of{ 1, 2 }", "id = one_of{ 1 }", false},
        {"id = between(1, 2)", "id = between(1, 3)", false},
        {"server = like 'a*'", "server = like 'b*'", false},
        {"load = 0.5", "load = 0.25", false},
        {"at = within '1h'", "at = within '2h'", false},
        {"id = 5", "id = 5, ok = true", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct match_case c;
        char rules[400];
        snprintf(rules, sizeof rules, RULE("a", "some.event{ %s }") RULE("b", "some.event{ %s }"), rows[i].a,
                 rows[i].b);
        match_case_open(&c, rules, 0);
        if ((c.net.n_alphas == 1) != rows[i].shared)
            fail_msg("%s and %s: %u alphas", rows[i].a, rows[i].b, c.net.n_alphas);
        assert_int_equal(match_case_close(&c), 0);
    }
}

static void alternatives_become_productions_of_their_own(void **state)
{
    static const struct {
        const char *when;
        uint32_t n;
    } rows[] = {
        {"some.edge{}", 1},
        {"any_of{ some.edge{}, some.mark{} }", 2},
        {"any_of{ some.edge{}, some.mark{} }, any_of{ some.only{}, some.port{}, some.event{} }", 6},
        {"any_of{ all_of{ some.edge{}, any_of{ some.mark{}, some.only{} } }, some.port{} }", 3},
        {"is_not(any_of{ some.edge{}, some.mark{} })", 1}, /* below a negation they are one filter */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct match_case c;
        char rules[300];
        snprintf(rules, sizeof rules, RULE("r", "%s"), rows[i].when);
        match_case_open(&c, rules, 0);
        assert_int_equal(c.net.n_productions, rows[i].n);
        assert_string_equal(c.refused, "");
        assert_int_equal(match_case_close(&c), 0);
    }
}

static void a_formula_that_cannot_be_compiled_is_left_out_and_the_rest_works(void **state)
{
    static const struct {
        const char *rule, *why;
    } rows[] = {
        {"rule 'bad' { when = { some.mark{ n = above(V.n), x = V.n2 } }, action = function() end }",
         "nothing binds V.n, which a test of 'n' needs"},
        {"rule 'bad' { when = { count.mark{}:as(V.n), some.mark{ n = above(V.n) } }, action = function() end }",
         "nothing binds V.n, which a test of 'n' needs"},
        {"local t = {} for i = 1, 33 do t[i] = some.mark{ n = i } end\n"
         "rule 'bad' { when = t, action = function() end }", "more than 32 patterns"},
        {"local t = {} for i = 1, 33 do t[i] = none.mark{ n = i } end\n"
         "rule 'bad' { when = t, action = function() end }", "more than 32 conditions other than 'some'"},
        {"local t = {} for i = 1, 7 do t[i] = any_of{ some.mark{ n = i }, some.mark{ n = -i } } end\n"
         "rule 'bad' { when = t, action = function() end }", "any_of makes more than 64 alternatives"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct match_case c;
        char rules[600];
        snprintf(rules, sizeof rules, "%s\n" RULE("good", "some.edge{ a = V.a, b = V.a }"), rows[i].rule);
        assert_int_equal(match_case_open(&c, rules, 0), RSV_OK);
        assert_string_equal(c.refused, rows[i].why);
        assert_null(c.net.rules[0]);
        assert_non_null(c.net.rules[1]);
        match_case_tell(&c, "edge:a=x,b=x mark:n=1");
        assert_string_equal(match_case_run(&c), "good(x)");
        assert_int_equal(match_case_close(&c), 0);
    }
}

static void evidence_that_cannot_be_compiled_has_no_group(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, MATCH_CASE_ASK("{ some.mark{ n = above(V.n) } }") "\n"
                        "evidence 'f' { about = '?', { 'yes', when = some.mark{} }, seen = { other = { 0 } } }", 0);
    assert_string_equal(c.refused, "nothing binds V.n, which a test of 'n' needs");
    assert_null(c.net.outcomes[0]);
    assert_non_null(c.net.outcomes[1]);
    assert_int_equal(match_case_close(&c), 0);
}

static void a_variable_from_outside_may_be_used_below_a_negation(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, RULE("r", "some.mark{ n = V.n }, none.mark{ n = above(V.n) }"), 0);
    match_case_tell(&c, "mark:n=1 mark:n=3 mark:n=2");
    assert_string_equal(match_case_run(&c), "r(3)");
    assert_int_equal(match_case_close(&c), 0);
}

static void a_group_knows_the_kinds_that_it_looks_at_each_once(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, RULE("r",
                             "some.mark{}, any_of{ some.mark{ n = 1 }, is_not(some.edge{}) }, "
                             "count.event{}:above(1)"), 0);
    const struct group *g = c.net.rules[0];
    assert_int_equal(g->kinds, 3);
    for (uint32_t i = 0; i < g->kinds; i++)
        for (uint32_t j = 0; j < i; j++)
            assert_ptr_not_equal(g->kind_list[i], g->kind_list[j]);
    assert_int_equal(match_case_close(&c), 0);
}

static void every_allocation_may_fail_without_a_leak(void **state)
{
    struct match_case c = {.memory.fired = true};
    (void)state;
    for (unsigned long nth = 1; c.memory.fired; nth++) {
        const rsv_status rc = match_case_open(&c, RULE("r", "some.mark{ n = V.n }, any_of{ some.edge{ a = V.a }, "
                                                       "none.mark{ n = above(V.n) } }, count.edge{}:above(2)"), nth);
        assert_int_equal(rc, c.memory.fired ? RSV_ENOMEM : RSV_OK);
        assert_string_equal(c.refused, "");
        assert_int_equal(match_case_close(&c), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_that_ask_the_same_share_an_alpha),
        cmocka_unit_test(alternatives_become_productions_of_their_own),
        cmocka_unit_test(a_formula_that_cannot_be_compiled_is_left_out_and_the_rest_works),
        cmocka_unit_test(evidence_that_cannot_be_compiled_has_no_group),
        cmocka_unit_test(a_variable_from_outside_may_be_used_below_a_negation),
        cmocka_unit_test(a_group_knows_the_kinds_that_it_looks_at_each_once),
        cmocka_unit_test(every_allocation_may_fail_without_a_leak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
