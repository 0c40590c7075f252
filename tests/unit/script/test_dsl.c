/* SPDX-License-Identifier: MIT
 * test_dsl.c - the words: objects that remember what was written, and survive what is done to them.
 * What misuse is answered with stands in test_rule_errors.c. */
#include "script/dsl.h"

#include "support/script_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void loads(struct script_case *c, const char *text, uint32_t n_rules)
{
    char got[300];
    script_case_try(c, text);
    assert_string_equal(script_case_finding(c, 0, got, sizeof got), "");
    assert_int_equal(c->book.n_rules, n_rules);
}

static void the_nearest_word_is_told_unless_anything_would_be_near(void **state)
{
    (void)state;
    assert_string_equal(rsv__dsl_nearest("evidance"), "evidence");
    assert_string_equal(rsv__dsl_nearest("USUALY"), "USUALLY");
    assert_string_equal(rsv__dsl_nearest("Some"), "some");
    assert_null(rsv__dsl_nearest("m"));
    assert_null(rsv__dsl_nearest("elephant"));
    assert_null(rsv__dsl_nearest(""));
}

static void a_condition_knows_its_own_line(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    loads(&c, "rule 'r' {\n  when = {\n    some.edge{ a = V.x },\n    none.edge{\n      b = V.x },\n  },\n"
              "  derive = mark{ x = V.x },\n}", 1);
    const struct rule *r = c.book.rules[0];
    assert_int_equal(r->at.line, 1);
    assert_int_equal(r->when.root->children[0]->line, 3);
    assert_int_equal(r->when.root->children[1]->line, 4);
    assert_int_equal(script_case_close(&c), 0);
}

static void conditions_and_tests_may_be_kept_in_locals_and_used_often(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    loads(&c, "local open = one_of{ 'open' }\nlocal p = some.port{ state = open, host = V.h }\n"
              "rule 'a' { when = { p }, derive = mark{ x = V.h } }\n"
              "rule 'b' { when = { p, none.port{ state = is_not(open), host = V.h } }, derive = mark{ x = V.h } }\n"
              "for _, word in ipairs{ 'open', 'closed' } do\n"
              "  rule(word) { when = { some.port{ state = word } }, derive = mark{} }\nend", 4);
    assert_int_equal(script_case_close(&c), 0);
}

static void as_leaves_the_test_that_it_copies_alone(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    loads(&c, "local high = above(100)\n"
              "rule 'a' { when = { some.port{ number = high:as(V.n) } }, derive = mark{ n = V.n } }\n"
              "rule 'b' { when = { some.port{ number = high } }, derive = mark{} }", 2);
    assert_int_equal(c.book.rules[0]->when.root->children[0]->pattern.tests[0].bind, 0);
    assert_int_equal(c.book.rules[1]->when.root->children[0]->pattern.tests[0].bind, -1);
    assert_int_equal(script_case_close(&c), 0);
}

static void shares_have_names(void **state)
{
    struct script_case c;
    char got[300];
    static const double expected[] = {98, 80, 60, 30, 8, 1};
    (void)state;
    script_case_open(&c);
    script_case_try(&c, "local n = none.edge{}\n"
                        "evidence 'e' { about = '?', { '1', when = n }, { '2', when = n }, { '3', when = n },\n"
                        "seen = { a = { ALWAYS, NEVER, NEVER }, b = { USUALLY, RARELY, 0 }, \n"
                        "         c = { OFTEN, SOMETIMES, 0 },\n"
                        "         other = { 0, 0, 0 } } }");
    assert_string_equal(script_case_finding(&c, 0, got, sizeof got), "");
    for (int i = 0; i < 3; i++) {
        const char cause[2] = {(char)('a' + i), '\0'};
        const double *p = rsv__evidence_row(c.book.evidence[0], cause)->percent;
        assert_true(p[0] == expected[i] && p[1] == expected[i == 0 ? 5 : i == 1 ? 4 : 3]);
    }
    assert_int_equal(script_case_close(&c), 0);
}

/* Objects are tables, and their fields can be written to. */
static void objects_that_were_tampered_with_do_no_harm(void **state)
{
    static const char *const changes[] = {
        "cond.kind = nil", "cond.kind = {}", "cond.tests = nil", "cond.tests = 'abc'", "cond.op = nil",
        "cond.op = 'where'", "cond.op = 'all_of'", "cond.op = 'sum'", "cond.line = 'x'", "cond.line = 1 << 40",
        "cond.op = 'any_of' cond.children = 5", "cond.op = 'any_of' cond.children = { cond, cond }",
        "cond.op = 'where' cond.fn = 7", "cond.op = 'where' cond.fn = -1", "cond.op = 'count' cond.result = cond",
        "cond.op = 'count' cond.bind = 5", "cond.op = 'sum' cond.field = nil", "var.name = nil", "var.name = {}",
        "test.op = nil", "test.a = nil", "test.op = 'is_not' test.a = test", "test.bind = 5", "test.b = V.q",
        "list.arg = nil", "list.arg = 'abc'", "list.op = nil", "fact.kind = nil", "fact.values = nil",
        "fact.values = 'abc'", "fact.line = {}", "type.arg = nil", "type.op = nil", "type.seq = 'x'",
        "type.arg = 'abc'", "name.name = nil", "local x = name.y", "name.name = nil name('x')",
        "table.insert(cond, cond)", "aggregate.op = nil aggregate:at_least(3)", "unknown_value.reason = {}",
    };
    struct script_case c;
    char text[1500];
    (void)state;
    script_case_open(&c);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        snprintf(text, sizeof text,
                 "local var, test, list, type, fact = V.h, above(1), one_of{ 'open' }, integer{ 1, 2 },\n"
                 "  mark{ x = V.h }\n"
                 "local cond, name = some.port{ host = var, number = test, state = list }, thing\n"
                 "local aggregate, unknown_value = count.edge{}, unknown 'why'\n%s\n"
                 "rule 'r' { when = { cond }, derive = fact }\nkind 'k' { fields = { a = type } }\n"
                 "rule 's' { when = { name }, derive = name }\n"
                 "example 'x' { code = 1, given = { fact, edge{ a = unknown_value, b = 'x' } }, expect = {} }",
                 changes[i]);
        script_case_try(&c, text);
        assert_int_equal(script_case_unload(&c), 0);
    }
    assert_int_equal(script_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_word_is_told_unless_anything_would_be_near),
        cmocka_unit_test(a_condition_knows_its_own_line),
        cmocka_unit_test(conditions_and_tests_may_be_kept_in_locals_and_used_often),
        cmocka_unit_test(as_leaves_the_test_that_it_copies_alone),
        cmocka_unit_test(shares_have_names),
        cmocka_unit_test(objects_that_were_tampered_with_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
