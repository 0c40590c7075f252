/* SPDX-License-Identifier: MIT */
#include "support/script_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void finding_is(const struct script_case *c, size_t i, const char *expected)
{
    char got[300];
    assert_string_equal(script_case_finding(c, i, got, sizeof got), expected);
}

static void an_adapter_comes_through(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_try(&c, "adapter 'tool' { doc = 'a tool', reads = 'json', has = { 'a.b', 'list[k=v.w].x' }, where = { "
            "ok = true },\n"
                        "  facts = { only_if{ s = one_of{ 'X', 'y' }, n = absent, each 'list' { port{ host = at{ '../a', 'b' },\n"
                        "    number = 443, state = cases{ { up = true, gives = 'open' }, gives = 'closed' } } } },\n"
                        "    complete.port{ from = at 'f':words{ ['a*'] = 'long', A = 'short', otherwise = 'none' } } } }");
    finding_is(&c, 0, "");
    const struct adapter *a = c.book.adapters[0];
    assert_int_equal(a->form, FORM_JSON);
    assert_int_equal(a->n_has, 2);
    assert_int_equal(a->has[0].n_steps, 2);
    assert_string_equal(a->has[0].steps[0].rest, "a.b");
    assert_string_equal(a->has[1].steps[0].filter_value, "v.w");
    assert_string_equal(a->where[0].globs[0], "true");
    const struct adapter_part *only = &a->parts[0];
    assert_int_equal(only->op, PART_ONLY);
    assert_int_equal(only->n_tests, 2);
    assert_int_equal(only->tests[0].n_globs, 0); /* n = absent */
    assert_string_equal(only->tests[1].globs[0], "x"); /* folded */
    const struct adapter_part *fact = &only->parts[0].parts[0];
    assert_int_equal(only->parts[0].op, PART_EACH);
    assert_null(fact->fields[0].value.paths[0].steps[0].key);
    assert_string_equal(fact->fields[1].value.constant, "443");
    assert_int_equal(fact->fields[2].value.n_cases, 2);
    assert_int_equal(fact->fields[2].value.cases[1].n_tests, 0);
    const struct transform *t = &a->parts[1].fields[0].value.transforms[0];
    assert_true(a->parts[1].complete);
    assert_string_equal(t->words[0].glob, "a"); /* a plain word before a glob */
    assert_string_equal(t->text, "none");
    script_case_close(&c);
}

static void the_rarer_words_come_through(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_try(&c, "adapter 'tool' { doc = 'a tool', reads = 'json', whole = true, has = { 'a[k=V*].x' },\n"
                        "  where = { e = empty, f = at 'g' }, facts = { reaching{ 7, port{ host = at 'h':with 'i',\n"
                        "    number = at '.':join ' ':hex(), state = at 's':words{ a = 'open', b = '' } } } } }");
    finding_is(&c, 0, "");
    const struct adapter *a = c.book.adapters[0];
    assert_true(a->whole);
    assert_string_equal(a->has[0].steps[0].filter_value, "v*"); /* folded */
    assert_true(a->where[0].there);
    assert_string_equal(a->where[1].same_as->text, "g");
    assert_int_equal(a->parts[0].op, PART_REACHING);
    assert_int_equal(a->parts[0].count, 7);
    const struct adapter_field *f = a->parts[0].parts[0].fields;
    assert_int_equal(f[0].value.transforms[0].op, TRANSFORM_WITH);
    assert_string_equal(f[0].value.transforms[0].path.text, "i");
    assert_int_equal(f[1].value.paths[0].n_steps, 0); /* the record itself */
    assert_int_equal(f[1].value.transforms[0].op, TRANSFORM_JOIN);
    assert_int_equal(f[1].value.transforms[1].op, TRANSFORM_HEX);
    script_case_close(&c);
}

static void lines_have_templates_and_facts(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_try(&c, "adapter 'tool' { doc = 'a tool', reads = 'lines', lines = { { 'host {h}' },\n"
                        "  { { 'port {p} up', '{p} up' }, port{ host = at 'h', number = at 'p', state = 'open' } } } }");
    finding_is(&c, 0, "");
    assert_int_equal(c.book.adapters[0]->n_lines, 2);
    assert_int_equal(c.book.adapters[0]->lines[0].n_parts, 0);
    assert_int_equal(c.book.adapters[0]->lines[1].n_templates, 2);
    script_case_close(&c);
}

static void parts_that_are_no_facts_come_through(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_try(&c, "adapter 'tool' { doc = 'a tool', reads = 'lines', lines = { { 'host {h}', port = 443, note = '' },\n"
                        "  { 'ports {list}', each('list', '{p:digits}/') { mark{ n = at 'p':written '-{}' } },\n"
                        "    error_inside(), warning 'nothing is known' } } }");
    finding_is(&c, 0, "");
    const struct adapter_line *lines = c.book.adapters[0]->lines;
    assert_int_equal(lines[0].n_sets, 2);
    assert_string_equal(lines[0].sets[1].glob, "port");
    assert_string_equal(lines[0].sets[1].word, "443");
    assert_int_equal(lines[1].parts[0].op, PART_EACH);
    assert_string_equal(lines[1].parts[0].text, "{p:digits}/");
    assert_int_equal(lines[1].parts[0].parts[0].fields[0].value.transforms[0].op, TRANSFORM_WRITTEN);
    assert_int_equal(lines[1].parts[1].op, PART_ERROR);
    assert_int_equal(lines[1].parts[2].op, PART_WARNING);
    assert_string_equal(lines[1].parts[2].text, "nothing is known");
    script_case_try(&c, "adapter 'tool' { doc = 'a tool', reads = 'lines', lines = { { 'host {h}', port = {} } } }");
    finding_is(&c, 0, "R013 1:75 'port' of a line should be a constant");
    script_case_close(&c);
}

static void mistakes_are_named(void **state)
{
    static const struct {
        const char *text, *finding;
    } wrong[] = {
        {"adapter 'My Tool' { doc = 'd', reads = 'json', has = 'x', facts = { mark{} } }",
         "R013 1 an adapter's name is made of a-z, 0-9 and -"},
        {"adapter 'a' { doc = 'd', reads = 'jsn', has = 'x', facts = { mark{} } }",
         "R015 1:26 'reads' should be one of json, csv, xml, keyed, lines, text (did you mean 'json'?)"},
        {"adapter 'a' { doc = 'd', reads = 'json', facts = { mark{} } }",
         "R015 1 an adapter needs 'has' or 'where' to know its records"},
        {"adapter 'a' { doc = 'd', reads = 'lines', facts = { mark{} } }",
         "R015 1 an adapter of lines has 'lines', every other 'facts'"},
        {"adapter 'a' { doc = 'd', reads = 'json', has = 'x..y', facts = { mark{} } }",
         "R036 1 'x..y' is no path: write member.member, list[key=value].member or ../member"},
        {"adapter 'a' { doc = 'd', reads = 'json', has = 'x', facts = { port{ host = 'h', number = 1, state = 'opne' } } }",
         "R013 1:102 port.state can't be 'opne' (did you mean 'open'?)"},
        {"adapter 'a' { doc = 'd', reads = 'json', has = 'x', facts = { port{ host = 'h', state = 'open' } } }",
         "R015 1 port.number belongs to the key and is missing"},
        {"adapter 'a' { doc = 'd', reads = 'json', has = 'x', facts = { some.port{} } }",
         "R013 1 an adapter gives facts, each \"path\" { ... }, only_if{ ... } and reaching{ ... }, not a condition"},
    };
    struct script_case c;
    (void)state;
    script_case_open(&c);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        script_case_try(&c, wrong[i].text);
        finding_is(&c, 0, wrong[i].finding);
        assert_int_equal(c.book.n_adapters, 0);
    }
    script_case_close(&c);
}

static void every_allocation_may_fail(void **state)
{
    struct script_case c;
    rsv_status rc = RSV_ENOMEM;
    (void)state;
    script_case_open(&c);
    script_case_write(&c, "rules/a.lua", "adapter 'a' { doc = 'd', reads = 'json', has = 'x.y', facts = { each 'l' { mark{ x = "
                                         "at 'z':words{ a = 'b' } } } } }");
    for (unsigned long nth = 1; rc != RSV_OK; nth++) {
        rc = script_case_load(&c, nth);
        assert_true(rc == RSV_OK || rc == RSV_ENOMEM);
        assert_int_equal(script_case_unload(&c), 0);
    }
    script_case_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rarer_words_come_through),
        cmocka_unit_test(an_adapter_comes_through),
        cmocka_unit_test(lines_have_templates_and_facts),
        cmocka_unit_test(parts_that_are_no_facts_come_through),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
