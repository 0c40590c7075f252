/* SPDX-License-Identifier: MIT
 * test_load.c - folders of files, the same name twice, broken files, functions. */
#include "script/load.h"

#include "support/script_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define RULE(name, host) \
    "rule '" name "' { when = { some.edge{ a = '" host "' } }, derive = mark{ x = '" host "' } }\n"
#define EVIDENCE "evidence 'e' { about = '?', { 'yes', when = some.edge{} }, seen = { other = { 8 } } }\n"

static void finding_is(const struct script_case *c, size_t i, const char *expected)
{
    char got[300];
    const char *text = script_case_finding(c, i, got, sizeof got);
    const size_t n = strlen(expected);
    if (n > 3 && strcmp(expected + n - 3, "...") == 0) /* a path follows */
        assert_memory_equal(text, expected, n - 3);
    else
        assert_string_equal(text, expected);
}

static void a_later_folder_wins(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_write(&c, "site/y.lua", RULE("one", "site"));
    script_case_try(&c, RULE("one", "shipped") RULE("two", "shipped"));
    finding_is(&c, 0, "");
    assert_int_equal(c.book.n_rules, 2);
    for (uint32_t i = 0; i < 2; i++) {
        const bool is_one = strcmp(c.book.rules[i]->name, "one") == 0;
        assert_string_equal(c.book.rules[i]->derive->slots[0].value.s->text, is_one ? "site" : "shipped");
        assert_int_equal(c.book.rules[i]->order, i);
    }
    assert_int_equal(script_case_close(&c), 0);
}

static void a_name_that_is_declared_twice_in_one_folder_stays_as_it_was(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_write(&c, "rules/b.lua", RULE("one", "second") "kind 'one' { fields = { a = text{} } }\n");
    script_case_try(&c, RULE("one", "first"));
    finding_is(&c, 0, "R003 1 rule 'one' is declared already, in ...");
    finding_is(&c, 1, "");
    assert_int_equal(c.book.n_rules, 1);
    assert_string_equal(c.book.rules[0]->derive->slots[0].value.s->text, "first");
    assert_non_null(rsv__rulebook_kind(&c.book, "one")); /* kinds and rules don't share names */
    assert_int_equal(script_case_close(&c), 0);
}

static void a_broken_file_leaves_nothing_behind_and_the_rest_loads(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_write(&c, "rules/b.lua", RULE("b", "x") "local f = where(function() return true end)\nerror('so')");
    script_case_write(&c, "rules/c.lua", "rule 'c' { when = { some.edge{} }, action = function() end }");
    script_case_try(&c, "rule 'a' { when = { some.edge{} }, action = function() end }");
    finding_is(&c, 0, "R001 3 so");
    finding_is(&c, 1, "");
    assert_int_equal(c.book.n_rules, 2);
    assert_int_equal(c.book.n_functions, 2);
    assert_int_equal(c.book.rules[0]->action, 0);
    assert_int_equal(c.book.rules[1]->action, 1); /* the broken file's number went with it */
    assert_int_equal(script_case_close(&c), 0);
}

static void a_broken_declaration_takes_no_other_with_it(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_try(&c, RULE("a", "x") "rule 'b' { when = { some.edge{ c = 'x' } }, derive = mark{} }\n"
                        RULE("c", "x"));
    finding_is(&c, 0, "R012 2:32 unknown field 'c' of edge (did you mean 'a'?)");
    assert_int_equal(c.book.n_rules, 2);
    assert_int_equal(script_case_close(&c), 0);
}

static void the_order_of_files_and_declarations_does_not_matter(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_write(&c, "rules/z.lua", "kind 'late' { fields = { a = text{} }, collector = 'later' }");
    script_case_write(&c, "rules/zz.lua", "collector 'later' { minutes = 1 }");
    script_case_try(&c, "rule 'r' { when = { some.late{} }, derive = mark{} }");
    finding_is(&c, 0, "");
    assert_string_equal(c.book.rules[0]->when.root->children[0]->pattern.kind->collector->name, "later");
    assert_int_equal(script_case_close(&c), 0);
}

static void examples_are_read_only_when_asked_for(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_write(&c, "rules/my-examples.lua", "example 'x' { code = 1, expect = {} }");
    script_case_try(&c, EVIDENCE);
    assert_int_equal(c.book.n_examples, 1);
    c.request.with_examples = false;
    script_case_try(&c, EVIDENCE);
    assert_int_equal(c.book.n_examples, 0);
    assert_int_equal(script_case_close(&c), 0);
}

static void only_files_with_functions_keep_their_text(void **state)
{
    static const char with[] = "rule 'c' { when = { some.edge{}, where(function() return true end) },\n"
                               "           action = function() end }";
    struct script_case c;
    uint32_t kept = 0;
    (void)state;
    script_case_open(&c);
    script_case_write(&c, "rules/b.lua", with);
    script_case_try(&c, RULE("a", "x"));
    assert_int_equal(c.book.n_files, 3);
    for (uint32_t i = 0; i < c.book.n_files; i++) {
        const struct rule_file *f = &c.book.files[i];
        assert_int_equal(f->text != NULL, f->n_functions > 0);
        kept += f->n_functions;
        if (f->text != NULL)
            assert_string_equal(f->text, with);
    }
    assert_int_equal(kept, 2);
    assert_int_equal(c.book.n_functions, 2);
    assert_int_equal(script_case_close(&c), 0);
}

static void a_folder_that_is_not_there_fails_the_load(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    c.dirs[1] = "/nowhere/at/all";
    assert_int_equal(script_case_load(&c, 0), RSV_ENOTFOUND);
    assert_non_null(strstr(c.err.message, "/nowhere/at/all"));
    assert_int_equal(script_case_close(&c), 0);
}

static void there_may_be_many_declarations_but_not_any_number(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_write(&c, "rules/b.lua", "local body = { fields = { a = text{} } }\n"
                                         "for i = 1, 40000 do kind('k' .. i)(body) end");
    script_case_try(&c, "local body = { fields = { a = text{} } }\nfor i = 1, 40000 do kind('j' .. i)(body) end");
    finding_is(&c, 0, "R001 2 there are more than 50000 declarations"); /* of the second file */
    finding_is(&c, 1, "");
    assert_int_equal(c.book.n_kinds, 40006);
    assert_int_equal(script_case_close(&c), 0);
}

static void rules_that_declare_without_end_end(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_write(&c, "rules/a.lua", /* few words for 3^20 conditions */
                      "local c = some.edge{}\nfor i = 1, 19 do c = all_of{ c, c, c } end\n"
                      "rule 'r' { when = { c }, derive = mark{} }");
    assert_int_equal(script_case_load(&c, 0), RSV_OK);
    finding_is(&c, 0, "R013 3:12 there are more than 1000 conditions");
    script_case_write(&c, "rules/a.lua", /* and for 10,000 times 1,000 tests */
                      "local t = {}\nfor i = 1, 1000 do t['x' .. i] = i end\n"
                      "for i = 1, 10000 do rule('r' .. i){ when = { some.edge(t) }, derive = mark{} } end");
    assert_int_equal(script_case_load(&c, 0), RSV_ELIMIT);
    assert_int_equal(script_case_close(&c), 0);
}

static void every_allocation_may_fail_without_a_leak(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_write(&c, "rules/a.lua",
                      RULE("a", "x") EVIDENCE "seen 'e' { cause = { 80 } }\n"
                      "rule 'f' { when = { some.port{ host = V.h, state = one_of{ 'open' } }, \n"
                      "                    where(function() end) },\n"
                      "           action = function(m, wm) end, say = '{h}' }\n"
                      "example 'x' { code = 1, given = { edge{ a = 'x', b = unknown 'why' } },\n"
                      "              expect = { outcomes = { e = 'yes' } } }\n");
    script_case_write(&c, "rules/b.lua", "local s = ('x'):rep(5000):upper()\nrule 'broken' { wen = s }");
    for (unsigned long nth = 1; nth == 1 || c.memory.fired; nth++) {
        const rsv_status rc = script_case_load(&c, nth);
        if (rc != RSV_OK && (!c.memory.fired || rc != RSV_ENOMEM))
            fail_msg("allocation %lu: %d %s", nth, rc, c.err.message);
        if (rc == RSV_OK) { /* Lua got over it: nothing is lost */
            assert_int_equal(c.book.n_rules, 2);
            finding_is(&c, 1, "R015 2 'when' is missing");
            finding_is(&c, 2, "");
        }
        assert_int_equal(script_case_unload(&c), 0);
    }
    script_case_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_later_folder_wins),
        cmocka_unit_test(a_name_that_is_declared_twice_in_one_folder_stays_as_it_was),
        cmocka_unit_test(a_broken_file_leaves_nothing_behind_and_the_rest_loads),
        cmocka_unit_test(a_broken_declaration_takes_no_other_with_it),
        cmocka_unit_test(the_order_of_files_and_declarations_does_not_matter),
        cmocka_unit_test(examples_are_read_only_when_asked_for),
        cmocka_unit_test(only_files_with_functions_keep_their_text),
        cmocka_unit_test(a_folder_that_is_not_there_fails_the_load),
        cmocka_unit_test(there_may_be_many_declarations_but_not_any_number),
        cmocka_unit_test(rules_that_declare_without_end_end),
        cmocka_unit_test(every_allocation_may_fail_without_a_leak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
