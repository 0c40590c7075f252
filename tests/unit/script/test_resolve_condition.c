/* SPDX-License-Identifier: MIT
 * test_resolve_condition.c - conditions, tests and variables as data. */
#include "support/script_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Load a rule with these conditions; its root, or NULL and the finding in `got`. */
static const struct condition *load(struct script_case *c, const char *conditions, char got[300])
{
    char text[600];
    snprintf(text, sizeof text, "rule 'r' { when = { %s }, action = function() end }", conditions);
    script_case_try(c, text);
    script_case_finding(c, 0, got, 300);
    return c->book.n_rules > 0 ? c->book.rules[0]->when.root : NULL;
}

/* The pattern as people read it. */
static void reads(struct script_case *c, const char *conditions, const char *expected)
{
    char got[300];
    struct buf shown;
    const struct condition *root = load(c, conditions, got);
    if (root == NULL)
        fail_msg("%s: %s", conditions, got);
    rsv__buf_init(&shown, &c->alloc);
    rsv__pattern_format(&root->children[0]->pattern, &c->book.rules[0]->when, &shown);
    assert_string_equal(rsv__buf_get(&shown), expected);
    rsv__buf_free(&shown);
}

static void refuses(struct script_case *c, const char *conditions, const char *expected)
{
    char got[300];
    assert_null(load(c, conditions, got));
    const char *message = strchr(got, ' ') ? strchr(strchr(got, ' ') + 1, ' ') : NULL;
    assert_non_null(message);
    assert_string_equal(message + 1, expected);
}

static void tests_read_as_they_were_written(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    reads(&c, "some.port{}", "port");
    reads(&c, "some.port{ state = 'open', host = 'A.Example' }", "port with host a.example, state open");
    reads(&c, "some.port{ state = one_of{ 'open', 'closed' } }", "port with state open or closed");
    reads(&c, "some.port{ number = one_of{ 80, 443 } }", "port with number 80 or 443");
    reads(&c, "some.port{ number = is_not(between(80, 443)) }", "port with number not between 80 and 443");
    reads(&c, "some.port{ number = is_not(is_not(above(5))) }", "port with number above 5");
    reads(&c, "some.port{ host = is_not(like '*.Example.com') }", "port with host not like *.example.com");
    reads(&c, "some.event{ took = at_least '30m', load = below(0.5), ok = true }",
          "event with took at least 30m, load below 0.5, ok true");
    reads(&c, "some.event{ at = within '24h', note = like 'A*' }", "event with at within 1d, note like A*");
    reads(&c, "some.event{ at = V.t, id = V.n }, some.event{ at = within('5m', V.t), id = above(V.n) }", "event");
    assert_int_equal(script_case_close(&c), 0);
}

static void children_have_the_shape_of_the_text(void **state)
{
    struct script_case c;
    char got[300];
    (void)state;
    script_case_open(&c);
    const struct condition *root =
        load(&c, "any_of{ some.edge{}, all_of{ none.edge{}, is_not(some.port{}) } }, unless(some.only{}), "
                 "where(function() return true end)", got);
    assert_string_equal(got, "");
    assert_int_equal(root->op, COND_ALL);
    assert_int_equal(root->n_children, 3);
    const struct condition *any = root->children[0];
    assert_int_equal(any->op, COND_ANY);
    assert_int_equal(any->children[0]->op, COND_SOME);
    assert_int_equal(any->children[1]->op, COND_ALL);
    assert_int_equal(any->children[1]->children[0]->op, COND_NONE);
    assert_int_equal(any->children[1]->children[1]->op, COND_NOT);
    assert_int_equal(root->children[1]->op, COND_UNLESS);
    assert_int_equal(root->children[2]->op, COND_WHERE);
    assert_int_equal(root->children[2]->function, 0);
    assert_int_equal(script_case_close(&c), 0);
}

static void what_a_function_reads_first_is_known(void **state)
{
    static const int expected[] = {1, 0, -1, -1, -1, -1};
    struct script_case c;
    char got[300];
    (void)state;
    script_case_open(&c);
    const struct condition *root =
        load(&c, "some.edge{ a = V.a, b = V.b }, where(function(m) return m.b == m.a end), "
                 "where(function(m) error('x' .. m.a) end), where(function() return true end), "
                 "where(function(m) while true do end end), where(function(m) return m.other == m.a end), "
                 "where(function(m) return #string.rep('x', 1e9) > #m.a end)", got);
    assert_string_equal(got, "");
    for (int i = 0; i < 6; i++)
        assert_int_equal(root->children[1 + i]->first_var, expected[i]);
    assert_int_equal(script_case_close(&c), 0);
}

static void aggregates_have_a_field_and_a_result(void **state)
{
    struct script_case c;
    char got[300];
    (void)state;
    script_case_open(&c);
    const struct condition *root =
        load(&c, "count.event{ ok = true }:at_least(3), sum.event.took{}:above '2h', max.event.load{}:as(V.top), "
                 "distinct.event.server{}:between(2, 5):as(V.n), min.event.id{}:is(7)", got);
    assert_string_equal(got, "");
    static const struct {
        enum condition_op op;
        enum test_op test;
        enum field_type type;
        int bind;
    } expected[] = {{COND_COUNT, TEST_AT_LEAST, FIELD_INTEGER, -1}, {COND_SUM, TEST_ABOVE, FIELD_DURATION, -1},
                    {COND_MAX, TEST_ANY, FIELD_NUMBER, 0},          {COND_DISTINCT, TEST_BETWEEN, FIELD_INTEGER, 1},
                    {COND_MIN, TEST_EQUAL, FIELD_INTEGER, -1}};
    for (int i = 0; i < 5; i++) {
        const struct condition *x = root->children[i];
        assert_int_equal(x->op, expected[i].op);
        assert_int_equal(x->result.op, expected[i].test);
        assert_int_equal(x->result_type, expected[i].type);
        assert_int_equal(x->result.bind, expected[i].bind);
    }
    assert_int_equal(root->children[1]->result.a.value.i, 2 * 3600 * 1000);
    assert_int_equal(script_case_close(&c), 0);
}

static void a_variable_has_one_type(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    reads(&c, "some.port{ host = V.x }, some.edge{ a = V.x }", "port");
    reads(&c, "some.port{ state = V.x }, some.event{ note = V.x }", "port"); /* a word is a text */
    refuses(&c, "some.port{ host = V.x }, some.event{ note = V.x }",
            "V.x has the type 'text' here and 'name' elsewhere");
    refuses(&c, "some.event{ load = V.x, id = V.x }", "V.x has the type 'number' here and 'integer' elsewhere");
    refuses(&c, "some.event{ took = V.x }, some.event{ at = within('5m', V.x) }",
            "V.x has the type 'time' here and 'duration' elsewhere");
    refuses(&c, "some.port{ number = V.x, host = V.y, from = V.x }",
            "V.x has the type 'integer' here and 'name' elsewhere");
    assert_int_equal(script_case_close(&c), 0);
}

static void nesting_and_numbers_have_limits(void **state)
{
    struct script_case c;
    char got[300], text[400] = "";
    (void)state;
    script_case_open(&c);
    for (int i = 0; i < 21; i++)
        strcat(text, "is_not(");
    strcat(text, "some.edge{}");
    for (int i = 0; i < 21; i++)
        strcat(text, ")");
    refuses(&c, text, "conditions are nested more than 20 deep");
    script_case_try(&c, "local t = 'x'\nfor i = 1, 100000 do t = is_not(t) end\n"
                        "rule 'r' { when = { some.edge{ a = t } }, derive = mark{} }");
    assert_string_equal(script_case_finding(&c, 0, got, sizeof got), "R013 3:32 tests are nested too deeply");
    script_case_try(&c, "local t = { some.edge{} }\nt[2] = all_of(t)\nrule 'r' { when = t, derive = mark{} }");
    assert_string_equal(script_case_finding(&c, 0, got, sizeof got),
                        "R013 3:12 conditions are nested more than 20 deep");
    assert_int_equal(script_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tests_read_as_they_were_written),
        cmocka_unit_test(children_have_the_shape_of_the_text),
        cmocka_unit_test(what_a_function_reads_first_is_known),
        cmocka_unit_test(aggregates_have_a_field_and_a_result),
        cmocka_unit_test(a_variable_has_one_type),
        cmocka_unit_test(nesting_and_numbers_have_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
