/* SPDX-License-Identifier: MIT
 * test_resolve_kind.c - kinds and collectors as data, and which values their fields take. */
#include "support/script_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct kind *load_kind(struct script_case *c, const char *text)
{
    char got[300];
    script_case_try(c, text);
    assert_string_equal(script_case_finding(c, 0, got, sizeof got), "");
    return rsv__rulebook_kind(&c->book, "k");
}

static void fields_keep_the_order_of_writing(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    const struct kind *k = load_kind(&c, "kind 'k' { fields = { zeta = text{}, alpha = integer{}, mid = boolean{} } }");
    assert_int_equal(k->n_fields, 3);
    assert_string_equal(k->fields[0].name, "zeta");
    assert_string_equal(k->fields[1].name, "alpha");
    assert_string_equal(k->fields[2].name, "mid");
    assert_int_equal(script_case_close(&c), 0);
}

static void every_type_and_option_comes_through(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    const struct kind *k = load_kind(
        &c, "kind 'k' { doc = 'what', closed = true, fresh_for = '90m', key = { 'b', 'a' }, fields = {\n"
            "  a = text{ optional = true, pii = true, doc = 'd' }, b = name{}, c = one_of{ 'x', 'y' },\n"
            "  d = integer{ 0, unit = 'MB' }, e = number{ -1, 1.5 }, f = boolean{}, g = time{}, h = duration{} } }");
    assert_string_equal(k->doc, "what");
    assert_true(k->closed && k->has_key);
    assert_int_equal(k->key_mask, 3);
    assert_int_equal(k->fresh_for, 90 * 60 * 1000);
    const struct field *f = k->fields;
    for (int i = 0; i < 8; i++)
        assert_int_equal(f[i].type, i);
    assert_true(f[0].optional && f[0].pii && !f[1].optional && !f[1].pii);
    assert_string_equal(f[0].doc, "d");
    assert_int_equal(f[2].n_words, 2);
    assert_string_equal(f[2].words[1]->text, "y");
    assert_true(f[3].has_low && f[3].low == 0 && !f[3].has_high);
    assert_string_equal(f[3].unit, "MB");
    assert_true(f[4].has_low && f[4].low == -1 && f[4].has_high && f[4].high == 1.5);
    assert_int_equal(script_case_close(&c), 0);
}

static void no_key_and_an_empty_key_are_different(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    assert_false(load_kind(&c, "kind 'k' { fields = { a = text{} } }")->has_key);
    const struct kind *k = load_kind(&c, "kind 'k' { fields = { a = text{} }, key = {} }");
    assert_true(k->has_key && k->key_mask == 0);
    assert_int_equal(script_case_close(&c), 0);
}

static void a_kind_has_at_most_thirty_two_fields(void **state)
{
    struct script_case c;
    char got[200];
    (void)state;
    script_case_open(&c);
    const struct kind *k = load_kind(&c, "local f = {}\nfor i = 1, 32 do f['f' .. i] = integer{} end\n"
                                         "kind 'k' { fields = f, key = { 'f1', 'f32' } }");
    assert_int_equal(k->key_mask, 0x80000001);
    script_case_try(&c, "local f = {}\nfor i = 1, 33 do f['f' .. i] = integer{} end\nkind 'k' { fields = f }");
    assert_string_equal(script_case_finding(&c, 0, got, sizeof got), "R013 3:12 more than 32 fields");
    assert_null(rsv__rulebook_kind(&c.book, "k"));
    assert_int_equal(script_case_close(&c), 0);
}

static void a_collector_comes_through(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    const struct kind *k =
        load_kind(&c, "collector 'look' { doc = 'how', minutes = 2.5, role = 'admin',\n"
                      "  script = { sh = 'collectors/look.sh', pwsh = 'collectors/look.ps1' } }\n"
                      "kind 'k' { fields = { a = text{} }, collector = 'look' }");
    const struct collector *x = k->collector;
    assert_true(x->minutes == 2.5 && x->n_scripts == 2);
    assert_string_equal(x->role, "admin");
    assert_string_equal(x->shells[0], "pwsh"); /* sorted: tables have no order */
    assert_string_equal(x->scripts[0], "collectors/look.ps1");
    assert_string_equal(x->dir, c.rules_dir);
    assert_int_equal(script_case_close(&c), 0);
}

/* What a derived fact's field says, or what is complained about it. */
static void takes(struct script_case *c, const char *field, const char *value, const char *expected)
{
    char text[300], got[300];
    snprintf(text, sizeof text,
             "kind 'k' { fields = { f = %s } }\nrule 'r' { when = { some.edge{} }, derive = k{ f = %s } }",
             field, value);
    script_case_try(c, text);
    script_case_finding(c, 0, got, sizeof got);
    if (got[0] == '\0') {
        struct buf shown;
        const struct fact_template *t = c->book.rules[0]->derive;
        rsv__buf_init(&shown, &c->alloc);
        rsv__value_format(t->kind->fields[0].type, t->slots[0].value, &shown);
        snprintf(got, sizeof got, "%s", rsv__buf_get(&shown));
        rsv__buf_free(&shown);
    }
    const char *complaint = strstr(got, "k.f "); /* behind id and position */
    assert_string_equal(complaint ? complaint : got, expected);
}

static void a_field_takes_values_of_its_type(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    takes(&c, "text{}", "'A b'", "A b");
    takes(&c, "name{}", "'A.Example'", "a.example");
    takes(&c, "integer{}", "5.0", "5");
    takes(&c, "integer{}", "math.mininteger", "-9223372036854775808");
    takes(&c, "number{}", "5", "5");
    takes(&c, "boolean{}", "false", "false");
    takes(&c, "time{}", "'2026-11-23T07:14:03+01:00'", "2026-11-23T06:14:03Z");
    takes(&c, "duration{}", "'90s'", "1m30s");
    takes(&c, "integer{ 1, 5 }", "1", "1");
    takes(&c, "integer{ 1, 5 }", "6", "k.f should be at least 1 and at most 5, not 6");
    takes(&c, "integer{ 1 }", "0", "k.f should be at least 1, not 0");
    takes(&c, "number{ nil, 1 }", "1.5", "k.f should be at most 1, not 1.5");
    takes(&c, "number{}", "0/0", "k.f should be a finite number, not a number");
    takes(&c, "number{}", "-math.huge", "k.f should be a finite number, not a number");
    takes(&c, "integer{}", "1e300", "k.f should be an integer, not a number");
    takes(&c, "text{}", "5", "k.f should be a text, not an integer");
    takes(&c, "text{}", "word", "k.f should be a text, not an unknown name (write \"word\", in quotes)");
    takes(&c, "text{}", "some.edge{}", "k.f should be a text, not a condition");
    takes(&c, "text{}", "above(3)", "k.f should be a text, not a test");
    takes(&c, "boolean{}", "1", "k.f should be true or false, not an integer");
    takes(&c, "duration{}", "30", "k.f should be a duration such as \"48h\", not an integer");
    assert_int_equal(script_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_keep_the_order_of_writing),
        cmocka_unit_test(every_type_and_option_comes_through),
        cmocka_unit_test(no_key_and_an_empty_key_are_different),
        cmocka_unit_test(a_kind_has_at_most_thirty_two_fields),
        cmocka_unit_test(a_collector_comes_through),
        cmocka_unit_test(a_field_takes_values_of_its_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
