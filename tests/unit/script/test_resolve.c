/* SPDX-License-Identifier: MIT
 * test_resolve.c - complaints: where they point to, how many there are, and reading odd tables. */
#include "script/resolve.h"

#include "support/script_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void first_finding(struct script_case *c, const char *text, const char *expected)
{
    char got[300];
    script_case_try(c, text);
    assert_string_equal(script_case_finding(c, 0, got, sizeof got), expected);
}

static void a_word_is_found_as_a_word_of_its_own(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    first_finding(&c, "rule 'r' {\n  -- sayings, say_so\n  say = 5,\n}",
                  "R013 3:3 'say' should be a text, not an integer");
    first_finding(&c, "kind 'k' { fields = { a = text{} }, [\n'docs'] = 5 }",
                  "R010 2:2 unknown option 'docs' of a kind (did you mean 'doc'?)");
    assert_int_equal(script_case_close(&c), 0);
}

static void a_word_that_is_not_there_leaves_the_line_of_the_declaration(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    first_finding(&c, "\nlocal body = {}\nbody['wh' .. 'en'] = 5\nrule 'r' (body)\n", "R015 4 'when' is missing");
    first_finding(&c, "local option = 'unli' .. 'kely'\nrule 'r' { [option] = 3 }",
                  "R010 2 unknown option 'unlikely' of a rule");
    assert_int_equal(script_case_close(&c), 0);
}

static void a_declaration_is_complained_about_a_limited_number_of_times(void **state)
{
    struct script_case c;
    char got[300];
    (void)state;
    script_case_open(&c);
    script_case_try(&c, "local t = {}\nfor i = 1, 100 do t['x' .. i] = i end\n"
                        "rule 'a' (t)\nrule 'b' { wen = 3 }");
    assert_string_equal(script_case_finding(&c, MAX_COMPLAINTS, got, sizeof got),
                        "R010 4:12 unknown option 'wen' of a rule (did you mean 'when'?)");
    assert_int_equal(c.book.n_rules, 0);
    assert_int_equal(script_case_close(&c), 0);
}

static void keys_that_are_no_texts_are_passed_over(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    first_finding(&c, "rule 'r' { [5] = 1, [true] = 2, [V] = 3, when = { some.edge{} }, derive = mark{} }", "");
    assert_int_equal(c.book.n_rules, 1);
    assert_int_equal(script_case_close(&c), 0);
}

static void names_with_odd_bytes_do_no_harm(void **state)
{
    static const char *const texts[] = {
        "rule 'a\\0b' { when = { some.edge{ ['a\\0b'] = 'x' } }, ['say\\0'] = 5 }",
        "rule '\\xff\\xfe' { ['\\xff'] = 1 }",
        "rule '' { when = { some.edge{} }, derive = mark{}, say = '\\27[31m' }",
        "kind 'k' { fields = { ['a\\0'] = text{}, ['\\xff'] = text{}, [''] = text{} } }",
        "example 'x' { code = 1, expect = { outcomes = { ['a\\0b'] = 'c', ['\\n'] = 'd' } } }",
        "local n = none.edge{} evidence 'e' { about = '?', { 'o\\0', when = n }, seen = { ['\\0'] = { 1 }, other = { 3 } } }",
    };
    struct script_case c;
    (void)state;
    script_case_open(&c);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *json = NULL;
        script_case_try(&c, texts[i]);
        assert_int_equal(rsv_doc_json(c.found, 0, &json, NULL), RSV_OK);
        rsv_text_free(json);
        assert_int_equal(script_case_unload(&c), 0);
    }
    assert_int_equal(script_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_found_as_a_word_of_its_own),
        cmocka_unit_test(a_word_that_is_not_there_leaves_the_line_of_the_declaration),
        cmocka_unit_test(a_declaration_is_complained_about_a_limited_number_of_times),
        cmocka_unit_test(keys_that_are_no_texts_are_passed_over),
        cmocka_unit_test(names_with_odd_bytes_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
