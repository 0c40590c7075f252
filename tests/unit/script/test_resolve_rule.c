/* SPDX-License-Identifier: MIT
 * test_resolve_rule.c - rules, evidence, shares, and who could decide it. */
#include "support/script_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void loads(struct script_case *c, const char *text)
{
    char got[300];
    script_case_try(c, text);
    assert_string_equal(script_case_finding(c, 0, got, sizeof got), "");
}

static void a_rule_comes_through(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    loads(&c, "rule 'first' { when = some.edge{ a = V.x }, salience = -5, say = '{x} is there',\n"
              "  derive = { mark{ x = V.x, n = 3 }, reach{ a = V.x } } }\n"
              "rule 'second' { when = { some.edge{} }, action = function() end }");
    const struct rule *r = c.book.rules[0];
    assert_int_equal(r->salience, -5);
    assert_string_equal(r->say, "{x} is there");
    assert_int_equal(r->action, NO_FUNCTION);
    assert_int_equal(r->n_derive, 2);
    assert_string_equal(r->derive[0].kind->name, "mark");
    assert_int_equal(r->derive[0].mask, 3);
    assert_int_equal(r->derive[0].slots[0].var, 0);
    assert_int_equal(r->derive[0].slots[1].var, -1);
    assert_int_equal(r->derive[0].slots[1].value.i, 3);
    assert_int_equal(r->derive[1].mask, 1);
    assert_int_equal(c.book.rules[1]->action, 0);
    assert_int_equal(c.book.rules[1]->order, 1);
    assert_int_equal(script_case_close(&c), 0);
}

static void an_action_may_be_a_list(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    loads(&c, "rule 'r' { when = { none.only{}, some.edge{ a = V.x }, all_of{ some.mark{ n = 3 } } }, action = {\n"
              "  wm.assert(mark{ x = V.x }), wm.modify(2, { n = 4 }), wm.retract(1) } }");
    const struct rule *r = c.book.rules[0];
    assert_int_equal(r->action, NO_FUNCTION);
    assert_int_equal(r->n_effects, 3);
    assert_int_equal(r->effects[0].op, CHANGE_ASSERT);
    assert_string_equal(r->effects[0].with.kind->name, "mark");
    assert_int_equal(r->effects[0].with.slots[0].var, 0);
    assert_int_equal(r->effects[1].op, CHANGE_MODIFY);
    assert_int_equal(r->effects[1].fact, 1);
    assert_string_equal(r->effects[1].with.kind->name, "mark");
    assert_int_equal(r->effects[1].with.mask, 2);
    assert_int_equal(r->effects[2].op, CHANGE_RETRACT);
    assert_string_equal(r->effects[2].with.kind->name, "edge");
    assert_int_equal(script_case_close(&c), 0);
}

/* How many variables are warned about. */
static void warns(struct script_case *c, const char *rule, size_t n)
{
    char text[400], got[300];
    snprintf(text, sizeof text, "rule 'r' { %s }", rule);
    script_case_try(c, text);
    for (size_t i = 0; i <= n; i++) {
        script_case_finding(c, i, got, sizeof got);
        assert_int_equal(strncmp(got, "R034", 4) == 0, i < n);
    }
    assert_int_equal(c->book.n_rules, 1);
}

static void a_variable_that_is_used_once_is_doubtful(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    warns(&c, "when = { some.edge{ a = V.x, b = V.y } }, derive = mark{ x = V.x }", 1);
    warns(&c, "when = { some.edge{ a = V.x, b = V.y } }, derive = mark{ x = V.x }, say = 'to {y}'", 0);
    warns(&c, "when = { some.edge{ a = V.x, b = V.y } }, derive = mark{ x = V.x }, say = 'to y'", 1);
    warns(&c, "when = { some.edge{ a = V.x, b = V.y } }, action = function(m) end", 0); /* it may read any */
    warns(&c, "when = { some.edge{ a = V.x, b = V.y }, where(function(m) end) }, derive = mark{}", 0);
    assert_int_equal(script_case_close(&c), 0);
}

/* "cause 80 8 | other 5 60": rows as they came out. */
static void shares_are(struct script_case *c, const char *text, const char *expected)
{
    char got[400] = "";
    size_t n = 0;
    loads(c, text);
    const struct evidence *e = c->book.evidence[0];
    for (uint32_t i = 0; i < e->n_rows; i++) {
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%s", i > 0 ? " | " : "", e->rows[i].cause);
        for (uint32_t o = 0; o < e->n_outcomes; o++)
            n += (size_t)snprintf(got + n, sizeof got - n, " %.4g", e->rows[i].percent[o]);
    }
    assert_string_equal(got, expected);
    assert_string_equal(e->other->cause, "other");
}

#define OUTCOME(name, rest) "{ '" name "', when = none.edge{ a = '" name "' } " rest " }, "

static void shares_come_from_the_evidence_and_from_elsewhere(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    shares_are(&c, "evidence 'e' { about = '?', " OUTCOME("y", "") OUTCOME("n", "")
                   "seen = { b = { ALWAYS, NEVER }, other = { 5, 80.5 } } }\nseen 'e' { a = { 1, 2 } }\n"
                   "seen 'e' { c = { 3, 4 } }",
               "a 1 2 | b 98 1 | c 3 4 | other 5 80.5");
    const struct evidence *e = c.book.evidence[0];
    assert_ptr_equal(rsv__evidence_row(e, "nobody"), e->other);
    assert_int_equal(e->rows[0].percent[1], 2);
    assert_int_equal(script_case_close(&c), 0);
}

static void the_short_form_makes_rows_that_add_up(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    shares_are(&c, "evidence 'e' { about = '?', " OUTCOME("y", ", typical_of = { 'a', 'b' }")
                   OUTCOME("n", ", typical_of = { 'c' }") "}",
               "a 80 8 | b 80 8 | c 8 80 | other 8 8");
    shares_are(&c, "evidence 'e' { about = '?', " OUTCOME("y", ", typical_of = { 'a', 'b' }") /* rows go first */
                   OUTCOME("n", "") "seen = { a = { 50, 50 }, other = { 0, 100 } } }",
               "a 50 50 | b 80 8 | other 0 100");
    shares_are(&c, "evidence 'e' { about = '?', " OUTCOME("1", ", typical_of = { 'a' }") OUTCOME("2", "")
                   OUTCOME("3", "") OUTCOME("4", "") OUTCOME("5", "") "}",
               "a 80 4 4 4 4 | other 8 8 8 8 8");
    assert_int_equal(script_case_close(&c), 0);
}

static void evidence_has_one_to_fifteen_outcomes(void **state)
{
    struct script_case c;
    char got[200];
    (void)state;
    script_case_open(&c);
    script_case_try(&c, "for n = 15, 16 do\n  local list = { about = '?', seen = { other = {} } }\n"
                        "  for i = 1, n do list[i] = { 'o' .. i, when = none.edge{} }; list.seen.other[i] = 1 end\n"
                        "  evidence('e' .. n)(list)\nend");
    assert_string_equal(script_case_finding(&c, 0, got, sizeof got), "R015 4 evidence has at most 15 outcomes");
    assert_int_equal(c.book.n_evidence, 1);
    assert_int_equal(c.book.evidence[0]->n_outcomes, 15);
    assert_int_equal(script_case_close(&c), 0);
}

static void evidence_knows_who_could_decide_it_also_through_rules(void **state)
{
    static const char text[] =
        "rule 'r' { when = { some.port{ host = V.h } }, derive = mark{ x = V.h } }\n"
        "rule 's' { when = { some.mark{ x = V.h } }, derive = reach{ a = V.h } }\n"
        "evidence 'direct' { about = '?', { 'y', when = any_of{ some.edge{}, is_not(some.port{}) } },\n"
        "  seen = { other = { 8 } } }\n"
        "evidence 'derived' { about = '?', { 'y', when = some.reach{} }, seen = { other = { 8 } } }\n"
        "evidence 'nobody' { about = '?', { 'y', when = some.edge{} }, seen = { other = { 8 } } }";
    static const char *const expected[] = {"port-test", "port-test", NULL};
    struct script_case c;
    (void)state;
    script_case_open(&c);
    loads(&c, text);
    for (int i = 0; i < 3; i++) {
        const struct evidence *e = c.book.evidence[i];
        assert_int_equal(e->n_collectors, expected[i] != NULL);
        if (expected[i] != NULL)
            assert_string_equal(e->collectors[0]->name, expected[i]);
    }
    assert_int_equal(script_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_comes_through),
        cmocka_unit_test(an_action_may_be_a_list),
        cmocka_unit_test(a_variable_that_is_used_once_is_doubtful),
        cmocka_unit_test(shares_come_from_the_evidence_and_from_elsewhere),
        cmocka_unit_test(the_short_form_makes_rows_that_add_up),
        cmocka_unit_test(evidence_has_one_to_fifteen_outcomes),
        cmocka_unit_test(evidence_knows_who_could_decide_it_also_through_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
