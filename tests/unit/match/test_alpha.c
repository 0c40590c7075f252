/* SPDX-License-Identifier: MIT
 * test_alpha.c - tests on one fact, and which alphas it enters and leaves. */
#include "support/match_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct row {
    const char *test; /* on an event */
    const char *fact;
    enum truth value;
} rows[] = {
    {"id = 5", "event:id=5", TRUE_},
    {"id = 5", "event:id=6", FALSE_},
    {"id = is_not(5)", "event:id=6", TRUE_},
    {"id = above(5)", "event:id=5", FALSE_},
    {"id = at_least(5)", "event:id=5", TRUE_},
    {"id = below(5)", "event:id=5", FALSE_},
    {"id = at_most(5)", "event:id=5", TRUE_},
    {"id = between(5, 7)", "event:id=7", TRUE_},
    {"id = is_not(between(5, 7))", "event:id=7", FALSE_},
    {"id = one_of{ 1, 2 }", "event:id=2", TRUE_},
    {"server = 'A'", "event:id=1,server=a", TRUE_}, /* names are folded */
    {"server = 'a'", "event:id=1", UNKNOWN_},
    {"server = is_not('a')", "event:id=1", UNKNOWN_},
    {"server = like '*.EXAMPLE.*'", "event:id=1,server=a.example.com", TRUE_},
    {"server = like 'a?'", "event:id=1,server=a", FALSE_},
    {"note = 'A'", "event:id=1,note=a", FALSE_}, /* texts aren't */
    {"note = one_of{ 'A', 'B' }", "event:id=1,note=B", TRUE_},
    {"ok = true", "event:id=1,ok=false", FALSE_},
    {"load = 0.5", "event:id=1,load=0.5", TRUE_},
    {"took = at_most '90s'", "event:id=1,took=2m", FALSE_},
    /* the clock stands at 1970-01-01T00:00:00Z, plus what a row says */
    {"at = within '1h'", "event:id=1,at=1969-12-31T23:30:00Z", TRUE_},
    {"at = within '1h'", "event:id=1,at=1969-12-31T22:30:00Z", FALSE_},
    {"at = within '1h'", "event:id=1,at=1970-01-01T00:00:01Z", FALSE_}, /* not in the future */
    {"id = 5, ok = true", "event:id=5", UNKNOWN_},
    {"id = 5, ok = true", "event:id=6", FALSE_},
    {"", "event:id=5", TRUE_},
};

static void a_test_on_a_field_that_is_not_known_is_unknown(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct match_case c;
        char rules[300];
        snprintf(rules, sizeof rules, MATCH_CASE_ASK("some.event{ %s }"), rows[i].test);
        assert_int_equal(match_case_open(&c, rules, 0), RSV_OK);
        assert_int_equal(match_case_tell(&c, rows[i].fact), RSV_OK);
        assert_int_equal(c.net.n_alphas, 1);
        const enum truth value = rsv__alpha_value(&c.m, &c.net.alphas[0], fact_at(&c.m, c.told));
        if (value != rows[i].value)
            fail_msg("%s of %s: %d", rows[i].test, rows[i].fact, value);
        assert_int_equal(c.m.alphas[0].matching, value == TRUE_);
        assert_int_equal(c.m.alphas[0].maybe, value == UNKNOWN_);
        match_case_take_back(&c, rows[i].fact);
        assert_int_equal(c.m.alphas[0].matching + c.m.alphas[0].maybe, 0);
        assert_int_equal(match_case_close(&c), 0);
    }
}

/* Enough equalities on one field that alphas are looked up by its value. */
static const char many[] = "for i = 1, 12 do\n"
                           "  rule('r' .. i) { when = { some.event{ id = i, server = V.s } }, action = function() "
                           "end }\n"
                           "end\n"
                           "rule 'all' { when = { some.event{ ok = true } }, action = function() end }\n";

static void a_fact_meets_only_the_alphas_that_its_value_leads_to(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, many, 0);
    const uint32_t event = rsv__rulebook_kind(&c.script.book, "event")->index;
    assert_true(c.net.dispatch[event].field >= 0 && c.net.dispatch[event].mask >= 7);
    match_case_tell(&c, "event:id=3,server=a,ok=true event:id=99,ok=true event:id=12");
    assert_string_equal(match_case_run(&c), "r12() all r3(a) all");
    assert_int_equal(match_case_close(&c), 0);
}

static void a_fact_without_the_value_might_be_in_any_of_them(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "for i = 1, 12 do\n"
                        "  rule('r' .. i) { when = { some.mark{ n = i } }, derive = reach{ a = 'r' .. i } }\n"
                        "end\nrule 'none' { when = { none.mark{ n = 7 } }, derive = reach{ a = 'none' } }\n", 0);
    match_case_run(&c);
    assert_string_equal(match_case_facts(&c, "reach"), "a=none");
    match_case_tell(&c, "mark:x=p"); /* its number may be 7 */
    assert_string_equal(match_case_facts(&c, "reach"), "");
    match_case_take_back(&c, "mark:x=p");
    match_case_tell(&c, "mark:n=4");
    match_case_run(&c);
    assert_string_equal(match_case_facts(&c, "reach"), "a=none, a=r4");
    for (uint32_t a = 0; a < c.net.n_alphas; a++)
        assert_int_equal(c.m.alphas[a].maybe, 0);
    assert_int_equal(match_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_test_on_a_field_that_is_not_known_is_unknown),
        cmocka_unit_test(a_fact_meets_only_the_alphas_that_its_value_leads_to),
        cmocka_unit_test(a_fact_without_the_value_might_be_in_any_of_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
