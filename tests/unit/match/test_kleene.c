/* SPDX-License-Identifier: MIT
 * test_kleene.c - true, false and unknown. */
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
    /* nobody reported: unknown, never false */
    {"some.edge{ a = 'x' }", "", UNKNOWN_},
    {"some.edge{ a = 'x' }", "edge:a=y,b=z", UNKNOWN_},
    {"some.edge{ a = 'x' }", "edge:a=x,b=z", TRUE_},
    {"none.edge{ a = 'x' }", "", UNKNOWN_},
    {"none.edge{ a = 'x' }", "edge:a=x,b=z", FALSE_},
    /* a collector said that this is all */
    {"some.edge{ a = 'x' }", "complete:edge", FALSE_},
    {"some.edge{ a = 'x' }", "complete:edge,a=x", FALSE_},
    {"some.edge{ a = 'x' }", "complete:edge,a=y", UNKNOWN_},
    {"some.edge{ a = 'x' }", "complete:edge,b=z", UNKNOWN_}, /* not for every b */
    {"some.edge{ a = 'x', b = 'z' }", "complete:edge,b=z", FALSE_},
    {"some.edge{ a = is_not'x' }", "complete:edge,a=x", UNKNOWN_},
    {"some.edge{ a = one_of{ 'x' } }", "complete:edge,a=x", UNKNOWN_}, /* only equality fixes a value */
    {"none.edge{ a = 'x' }", "complete:edge", TRUE_},
    /* the kind is closed by nature */
    {"some.mark{ x = 'a' }", "", FALSE_},
    {"none.mark{ x = 'a' }", "mark:x=b", TRUE_},
    /* the record with that key is there */
    {"some.port{ from = 'f', host = 'h', number = 1, state = 'open' }", "port:from=f,host=h,number=1,state=closed",
     FALSE_},
    {"some.port{ from = 'f', host = 'h', number = 1, state = 'open' }", "port:from=f,host=h,number=2,state=closed",
     UNKNOWN_},
    {"some.port{ host = 'h', number = 1, state = 'open' }", "port:from=f,host=h,number=1,state=closed", UNKNOWN_},
    {"some.port{ from = 'f', host = 'h', number = one_of{ 1 }, state = 'open' }",
     "port:from=f,host=h,number=1,state=closed", UNKNOWN_},
    {"some.only{ user = 'u' }", "", UNKNOWN_},
    {"some.only{ user = 'u' }", "only:user=v", FALSE_},
    {"some.only{ user = 'u' }", "only:user=?", UNKNOWN_},
    {"some.only{}", "only:user=?", TRUE_},
    /* the record is there, its field isn't known */
    {"some.event{ ok = true }", "event:id=1 complete:event", UNKNOWN_},
    {"some.event{ ok = true }", "event:id=1,ok=false complete:event", FALSE_},
    {"some.event{ ok = true, id = 2 }", "event:id=1 complete:event", FALSE_}, /* that field settles it */
    {"some.event{ ok = is_not(true) }", "event:id=1 complete:event", UNKNOWN_},
    {"some.event{ at = within '24h' }", "event:id=1 complete:event", UNKNOWN_},
    /* joins */
    {"all_of{ some.edge{ a = V.x }, some.mark{ x = V.x } }", "edge:a=p,b=q mark:x=p", TRUE_},
    {"all_of{ some.edge{ a = V.x }, some.mark{ x = V.x } }", "edge:a=p,b=q mark:x=r", UNKNOWN_}, /* an edge from r */
    {"all_of{ some.edge{ a = V.x }, some.mark{ x = V.x } }", "edge:a=p,b=q mark:x=r complete:edge", FALSE_},
    {"all_of{ some.edge{ a = V.x }, some.mark{ x = V.x } }", "edge:a=p,b=q", FALSE_}, /* there is no mark at all */
    {"all_of{ some.event{ server = V.x }, some.mark{ x = V.x } }", "event:id=1 mark:x=p complete:event", UNKNOWN_},
    {"all_of{ some.mark{ n = V.n }, some.mark{ n = above(V.n) } }", "mark:n=1 mark:n=2", TRUE_},
    {"all_of{ some.mark{ n = V.n }, some.mark{ n = above(V.n) } }", "mark:n=1 mark:x=p", UNKNOWN_},
    {"all_of{ some.mark{ n = V.n }, some.mark{ n = above(V.n) } }", "mark:n=2", FALSE_},
    {"some.edge{ a = V.x, b = V.x }", "edge:a=p,b=q complete:edge", FALSE_},
    {"some.edge{ a = V.x, b = V.x }", "edge:a=p,b=p", TRUE_},
    {"some.event{ server = V.s, id = 1 }", "event:id=1", TRUE_}, /* binding never fails */
    /* connectives */
    {"is_not(some.edge{})", "", UNKNOWN_},
    {"is_not(some.mark{})", "", TRUE_},
    {"unless(some.edge{})", "", TRUE_},
    {"unless(some.edge{})", "edge:a=x,b=y", FALSE_},
    {"any_of{ some.edge{}, some.mark{} }", "", UNKNOWN_},
    {"any_of{ some.edge{}, some.mark{} }", "mark:x=p", TRUE_},
    {"any_of{ some.mark{}, some.reach{} }", "", FALSE_},
    {"all_of{ some.edge{}, some.mark{} }", "", FALSE_},
    {"all_of{ some.edge{}, some.mark{} }", "mark:x=p", UNKNOWN_},
    {"is_not(all_of{ some.edge{}, some.mark{} })", "", TRUE_},
    {"is_not(any_of{ is_not(some.edge{}), some.mark{} })", "edge:a=x,b=y", TRUE_},
    {"unless(is_not(some.edge{}))", "", TRUE_},
    {"is_not(is_not(some.edge{}))", "complete:edge", FALSE_},
    {"any_of{ none.edge{ a = 'x' }, is_not(some.mark{}) }", "mark:x=p", UNKNOWN_},
    /* negation that uses a variable from outside */
    {"all_of{ some.mark{ x = V.x }, none.edge{ a = V.x } }", "mark:x=p complete:edge,a=p", TRUE_},
    {"all_of{ some.mark{ x = V.x }, none.edge{ a = V.x } }", "mark:x=p complete:edge,a=q", UNKNOWN_},
    {"all_of{ some.mark{ x = V.x }, none.edge{ a = V.x } }", "mark:x=p mark:x=q edge:a=p,b=z complete:edge", TRUE_},
    {"all_of{ some.mark{ x = V.x }, none.edge{ a = V.x } }", "mark:x=p edge:a=p,b=z", FALSE_},
    {"all_of{ some.mark{ x = V.x }, is_not(all_of{ some.edge{ a = V.x, b = V.y }, some.mark{ x = V.y } }) }",
     "mark:x=p edge:a=p,b=q complete:edge", TRUE_},
    {"all_of{ some.mark{ x = V.x }, is_not(all_of{ some.edge{ a = V.x, b = V.y }, some.mark{ x = V.y } }) }",
     "mark:x=p edge:a=p,b=p complete:edge", FALSE_},
};

static void every_question_has_one_of_three_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct match_case c;
        char rules[400];
        snprintf(rules, sizeof rules, MATCH_CASE_ASK("%s"), rows[i].condition);
        assert_int_equal(match_case_open(&c, rules, 0), RSV_OK);
        assert_int_equal(match_case_tell(&c, rows[i].facts), RSV_OK);
        const enum truth value = match_case_value(&c);
        if (value != rows[i].value)
            fail_msg("%s with %s: %d", rows[i].condition, rows[i].facts, value);
        assert_int_equal(match_case_close(&c), 0);
    }
}

static void a_stale_fact_decides_nothing(void **state)
{
    static const char *const conditions[] = {"some.only{ user = 'u' }", "some.only{ user = 'v' }", "none.only{}"};
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct match_case c;
        char rules[300];
        snprintf(rules, sizeof rules, MATCH_CASE_ASK("%s"), conditions[i]);
        match_case_open(&c, rules, 0);
        c.stale = true;
        match_case_tell(&c, "only:user=u");
        assert_int_equal(match_case_value(&c), UNKNOWN_);
        assert_int_equal(match_case_close(&c), 0);
    }
}

static void a_stale_marker_closes_nothing_until_it_is_renewed(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, MATCH_CASE_ASK("some.edge{}"), 0);
    c.stale = true;
    match_case_tell(&c, "complete:edge");
    assert_int_equal(match_case_value(&c), UNKNOWN_);
    c.stale = false;
    c.observed = 1;
    match_case_tell(&c, "complete:edge");
    assert_int_equal(match_case_value(&c), FALSE_);
    assert_int_equal(c.m.n_markers, 1);
    assert_int_equal(match_case_close(&c), 0);
}

static enum truth x_is_p(const struct env *env)
{
    if (env->nothing & 1)
        return UNKNOWN_;
    return strcmp(env->values[0].s->text, "p") == 0 ? TRUE_ : FALSE_;
}

static void a_function_is_asked_about_each_match(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, MATCH_CASE_ASK("{ some.edge{ a = V.x }, where(function() end) }"), 0);
    c.where = x_is_p;
    match_case_tell(&c, "edge:a=q,b=q complete:edge");
    assert_int_equal(match_case_value(&c), FALSE_);
    match_case_tell(&c, "edge:a=p,b=q");
    assert_int_equal(match_case_value(&c), TRUE_);
    assert_int_equal(match_case_close(&c), 0);
}

static bool collect(void *user, const struct match *match)
{
    char *out = user;
    strcat(strcat(out, match->env.values[0].s->text), " ");
    return strlen(out) < 4;
}

static enum truth never(const struct env *env)
{
    (void)env;
    fail();
    return TRUE_;
}

static void a_function_is_not_asked_without_what_it_reads_first(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, MATCH_CASE_ASK("{ some.edge{ a = V.x, b = V.y }, where(function(m) return m.y > m.x end) }"), 0);
    c.where = never;
    assert_int_equal(match_case_value(&c), UNKNOWN_);
    match_case_tell(&c, "edge:a=p,b=?"); /* b isn't known */
    assert_int_equal(match_case_value(&c), UNKNOWN_);
    assert_int_equal(match_case_close(&c), 0);
}

static void all_matches_are_told_until_enough(void **state)
{
    struct match_case c;
    char out[32] = "";
    (void)state;
    match_case_open(&c, MATCH_CASE_ASK("{ some.edge{ a = V.x } }"), 0);
    rsv__group_matches(&c.m, c.net.outcomes[0], collect, out);
    assert_string_equal(out, "");
    match_case_tell(&c, "edge:a=1,b=q edge:a=2,b=q edge:a=3,b=q");
    rsv__group_matches(&c.m, c.net.outcomes[0], collect, out);
    assert_int_equal(strlen(out), 4);
    assert_int_equal(match_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_question_has_one_of_three_answers),
        cmocka_unit_test(a_stale_fact_decides_nothing),
        cmocka_unit_test(a_stale_marker_closes_nothing_until_it_is_renewed),
        cmocka_unit_test(a_function_is_asked_about_each_match),
        cmocka_unit_test(a_function_is_not_asked_without_what_it_reads_first),
        cmocka_unit_test(all_matches_are_told_until_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
