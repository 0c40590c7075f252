/* SPDX-License-Identifier: MIT */
#include "article/code_table.h"
#include "base/files.h"
#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct fail_alloc memory;
    struct alloc alloc;
    struct arena arena;
    struct code_table table;
    bool is_table;
};

static void read_text(struct fixture *f, const char *text, unsigned long nth)
{
    rsv__alloc_init(&f->alloc, fail_alloc_on(&f->memory, nth));
    rsv__arena_init(&f->arena, &f->alloc);
    f->is_table = rsv__code_table_read(text, strlen(text), &f->arena, &f->table);
}

static void read_file(struct fixture *f, const char *name)
{
    char path[512];
    struct file_text text;
    struct alloc alloc;
    rsv_error err;
    snprintf(path, sizeof path, FIXTURES "/tables/%s", name);
    rsv__alloc_init(&alloc, NULL);
    assert_int_equal(rsv__file_read(&alloc, path, &text, &err), RSV_OK);
    read_text(f, text.text, 0);
    rsv__file_free(&alloc, &text);
    assert_true(f->is_table);
}

static void drop(struct fixture *f)
{
    rsv__arena_free(&f->arena);
    assert_int_equal(f->memory.live, 0);
}

static void row_is(const struct fixture *f, uint32_t i, int64_t code, const char *name, const char *text)
{
    assert_true(i < f->table.n);
    const struct table_row *row = &f->table.rows[i];
    assert_int_equal(row->code, code);
    assert_string_equal(row->name ? row->name : "-", name);
    assert_string_equal(row->text, text);
    assert_int_equal(strlen(row->digest), 16);
}

static void the_published_table_is_read_row_by_row(void **state)
{
    struct fixture f;
    (void)state;
    read_file(&f, "published.md");
    assert_string_equal(f.table.edition, "2024-04-24");
    row_is(&f, 0, 90147, "-", "Size of the challenge.");
    row_is(&f, 1, 90147, "FirstOfTwoNames", "Size of the challenge, told twice."); /* both rows stay */
    row_is(&f, 2, 90201, "FirstExampleName", "The value '{value}' of scope isn't one of read write");
    row_is(&f, 3, 90202, "-", "A sentence - and no name. Ask {user} or <admin>.");
    row_is(&f, 4, 90203, "OnlyANameStandsHere", "");
    row_is(&f, 5, 90204, "ThirdExampleName", "One of a | b is wrong.");
    row_is(&f, 6, 90205, "FourthExampleName", "Either a|b is wrong, says nobody");
    row_is(&f, 7, 90206, "With_Underscore", "Fine.");
    row_is(&f, 8, 90207, "-", "V2Error: invalid_example - Nobody may do that.");
    row_is(&f, 9, 90208, "-", "AADSTS90208: It says its own number.");
    row_is(&f, 10, 902011, "SecondExampleNameLonger", "See the article on tokens.");
    assert_int_equal(f.table.n, 11);
    assert_int_equal(f.table.rows[0].line, 20);
    drop(&f);
}

static void translations_part_the_name_in_their_own_ways(void **state)
{
    struct fixture f;
    (void)state;
    read_file(&f, "localised.md");
    assert_null(f.table.edition);
    row_is(&f, 0, 90201, "FirstExampleName", "Der Wert ist falsch.");
    row_is(&f, 1, 90202, "SecondExampleName", "la valeur est fausse.");
    row_is(&f, 2, 90203, "ThirdExampleName", "v\xc3\xa4rdet \xc3\xa4r fel.");
    assert_string_equal(f.table.rows[3].name, "FourthExampleName");
    assert_string_equal(f.table.rows[4].name, "FifthExampleName");
    assert_null(f.table.rows[5].name);
    assert_null(f.table.rows[6].name);
    drop(&f);
}

static void older_tables_have_bare_numbers_and_more_columns(void **state)
{
    struct fixture f;
    (void)state;
    read_file(&f, "sign-ins.md");
    row_is(&f, 0, 90201, "-", "The value is wrong. Ask the owner");
    row_is(&f, 2, 90203, "-", "One Two Ask the owner");
    row_is(&f, 3, 90204, "FourthExampleName", "Three columns are one more than usual.");
    drop(&f);
}

static void columns_between_tabs_give_the_same_digests(void **state)
{
    struct fixture a, b;
    (void)state;
    read_file(&a, "published.md");
    read_file(&b, "published.tsv");
    row_is(&b, 0, 90201, "FirstExampleName", "The value '{value}' of scope isn't one of: read; write.");
    assert_string_equal(a.table.rows[2].digest, b.table.rows[0].digest); /* punctuation aside */
    assert_string_not_equal(a.table.rows[3].digest, b.table.rows[1].digest);
    drop(&a);
    drop(&b);
}

static void digests_are_taken_as_they_are_kept(void **state)
{
    struct fixture f;
    (void)state;
    read_text(&f, "# x\n# edition 2026-11-01\ncode\tname\tdigest\n90201\tFirstExampleName\t0123456789abcdef\n", 0);
    assert_true(f.is_table);
    assert_string_equal(f.table.edition, "2026-11-01");
    assert_string_equal(f.table.rows[0].digest, "0123456789abcdef");
    drop(&f);
}

static void what_is_no_table_isnt_taken_for_one(void **state)
{
    static const char *const others[] = {
        "", "# A guide\n\nNo table.\n", "| AADSTS90201 | A |\n| AADSTS90202 | B |\n", /* two rows in a text */
        "# AADSTS90200: A guide\n\n| AADSTS90201 | A |\n| AADSTS90202 | B |\n| AADSTS90203 | C |\n",
        "90201\tFirstExampleName\tno head\n", "|", "|\\", "| AADSTS90201", "|AADSTS9020x|a|\n|AADSTS902|a|\n|9|b|\n",
    };
    struct fixture f;
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        read_text(&f, others[i], 0);
        assert_false(f.is_table);
        drop(&f);
    }
}

static void every_allocation_may_fail(void **state)
{
    struct fixture f;
    f.memory.fired = true;
    (void)state;
    for (unsigned long nth = 1; f.memory.fired; nth++) {
        read_text(&f, "# edition 2026-11-01\n| AADSTS90201 | AName - a |\n| AADSTS90202 | b |\n| 90203 | CName |\n", nth);
        assert_int_equal(f.is_table, !f.memory.fired);
        drop(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_table_is_read_row_by_row),
        cmocka_unit_test(translations_part_the_name_in_their_own_ways),
        cmocka_unit_test(older_tables_have_bare_numbers_and_more_columns),
        cmocka_unit_test(columns_between_tabs_give_the_same_digests),
        cmocka_unit_test(digests_are_taken_as_they_are_kept),
        cmocka_unit_test(what_is_no_table_isnt_taken_for_one),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
