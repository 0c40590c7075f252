/* SPDX-License-Identifier: MIT */
#include "base/csv.h"
#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct opened {
    struct alloc alloc;
    struct csv csv;
    rsv_error err;
};

static void open_text(struct opened *o, const char *text)
{
    rsv__alloc_init(&o->alloc, NULL);
    rsv__csv_init(&o->csv, &o->alloc, text, strlen(text));
}

static void close_text(struct opened *o)
{
    rsv__csv_free(&o->csv);
    assert_int_equal(o->alloc.live, 0);
}

/* `cells` joined by '|'. */
static void next_is(struct opened *o, uint32_t line, const char *cells)
{
    struct buf b;
    rsv__buf_init(&b, &o->alloc);
    assert_int_equal(rsv__csv_next(&o->csv, &o->err), RSV_OK);
    for (size_t i = 0; i < o->csv.n_cells; i++) {
        rsv__buf_text(&b, i > 0 ? "|" : "");
        rsv__buf_text(&b, o->csv.cells[i].text);
        assert_int_equal(o->csv.cells[i].n, strlen(o->csv.cells[i].text));
    }
    assert_string_equal(rsv__buf_get(&b), cells);
    if (o->csv.n_cells > 0)
        assert_int_equal(o->csv.cells[0].line, line);
    rsv__buf_free(&b);
}

static void ends(struct opened *o)
{
    assert_int_equal(rsv__csv_next(&o->csv, &o->err), RSV_OK);
    assert_int_equal(o->csv.n_cells, 0);
    close_text(o);
}

static void next_fails(struct opened *o, int line, int column, const char *part)
{
    assert_int_equal(rsv__csv_next(&o->csv, &o->err), RSV_EINPUT);
    assert_int_equal(o->err.line, line);
    assert_int_equal(o->err.column, column);
    assert_non_null(strstr(o->err.message, part));
}

static void records_end_at_a_line_end_of_either_kind(void **state)
{
    struct opened o;
    (void)state;
    open_text(&o, "a,b\r\n1,2\n3,4");
    next_is(&o, 1, "a|b");
    next_is(&o, 2, "1|2");
    next_is(&o, 3, "3|4");
    ends(&o);
}

static void the_separator_is_the_one_that_the_first_line_has_most_of(void **state)
{
    struct opened o;
    (void)state;
    open_text(&o, "a;b;c\n1,5;2;3\n");
    next_is(&o, 1, "a|b|c");
    next_is(&o, 2, "1,5|2|3");
    ends(&o);
    open_text(&o, "a\tb\n1\t2\n");
    next_is(&o, 1, "a|b");
    next_is(&o, 2, "1|2");
    ends(&o);
    open_text(&o, "\"a;;;;\",b\n1,2\n");
    next_is(&o, 1, "a;;;;|b");
    next_is(&o, 2, "1|2");
    ends(&o);
    open_text(&o, "alone\n1\n");
    next_is(&o, 1, "alone");
    next_is(&o, 2, "1");
    ends(&o);
}

static void what_export_csv_and_excel_put_first_is_skipped(void **state)
{
    struct opened o;
    (void)state;
    open_text(&o, "#TYPE System.Object\r\n\r\na,b\r\n");
    next_is(&o, 3, "a|b");
    ends(&o);
    open_text(&o, "sep=;\n\"a,b,c\";d\n");
    next_is(&o, 2, "a,b,c|d");
    ends(&o);
}

static void quoted_cells_hold_separators_quotes_and_lines(void **state)
{
    struct opened o;
    (void)state;
    open_text(&o, "a,b\n\"x, \"\"y\"\"\",\"two\nlines\"\n3,4\n");
    next_is(&o, 1, "a|b");
    next_is(&o, 2, "x, \"y\"|two\nlines");
    next_is(&o, 4, "3|4");
    ends(&o);
}

static void blanks_around_cells_are_left_out_but_not_in_quotes(void **state)
{
    struct opened o;
    (void)state;
    open_text(&o, " a , b\t\n  \" x \"  ,y  z\n");
    next_is(&o, 1, "a|b");
    next_is(&o, 2, " x |y  z");
    ends(&o);
}

static void cells_know_their_column_in_characters(void **state)
{
    struct opened o;
    (void)state;
    open_text(&o, "\xc3\xbc\xc3\xbc, b\n");
    assert_int_equal(rsv__csv_next(&o.csv, &o.err), RSV_OK);
    assert_int_equal(o.csv.cells[0].column, 1);
    assert_int_equal(o.csv.cells[1].column, 5);
    close_text(&o);
}

static void blank_records_are_skipped(void **state)
{
    struct opened o;
    (void)state;
    open_text(&o, "a,b\n\n , \n,,,\n1,\n");
    next_is(&o, 1, "a|b");
    next_is(&o, 5, "1|");
    ends(&o);
}

static void a_stray_quote_costs_its_record_only(void **state)
{
    struct opened o;
    (void)state;
    open_text(&o, "a,b\n1,x\"y\n\"2\"x,3\n4,5\n");
    next_is(&o, 1, "a|b");
    next_fails(&o, 2, 4, "a stray quote");
    next_fails(&o, 3, 4, "a stray quote");
    next_is(&o, 4, "4|5");
    ends(&o);
}

static void a_quote_that_is_never_closed_costs_the_rest(void **state)
{
    struct opened o;
    (void)state;
    open_text(&o, "a,b\n1,2\n3,\"4\n5,6\n");
    next_is(&o, 1, "a|b");
    next_is(&o, 2, "1|2");
    next_fails(&o, 3, 3, "never closed");
    ends(&o);
}

static void there_is_a_limit_on_cells(void **state)
{
    char text[400];
    struct opened o;
    (void)state;
    memset(text, ',', sizeof text);
    strcpy(text + sizeof text - 5, "x\ny\n");
    open_text(&o, text);
    next_fails(&o, 1, 257, "more than 256 cells");
    next_is(&o, 2, "y");
    ends(&o);
}

static void every_allocation_may_fail(void **state)
{
    static const char text[] = "a,b\n\"x \"\"y\"\"\",2\n";
    struct fail_alloc f = {.fired = true};
    (void)state;
    for (unsigned nth = 1; f.fired; nth++) {
        struct alloc alloc;
        struct csv csv;
        rsv_error err;
        rsv_status rc;
        rsv__alloc_init(&alloc, fail_alloc_on(&f, nth));
        rsv__csv_init(&csv, &alloc, text, sizeof text - 1);
        do {
            rc = rsv__csv_next(&csv, &err);
        } while (rc == RSV_OK && csv.n_cells > 0);
        assert_int_equal(rc, f.fired ? RSV_ENOMEM : RSV_OK);
        rsv__csv_free(&csv);
        assert_int_equal(f.live, 0);
    }
}

static void names_of_columns_lose_what_is_put_around_them(void **state)
{
    static const char *const cases[][2] = {
        {"Application ID ", "Application ID"},        {"Autonomous system  number", "Autonomous system number"},
        {"TimeGenerated [UTC]", "TimeGenerated"},     {"TimeGenerated [Local Time]", "TimeGenerated local"},
        {"DeviceDetail_dynamic", "DeviceDetail"},     {"Status_string", "Status"},
        {" [UTC]", "[UTC]"},                          {"", ""}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char name[40];
        strcpy(name, cases[i][0]);
        rsv__csv_clean_name(name);
        assert_string_equal(name, cases[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_end_at_a_line_end_of_either_kind),
        cmocka_unit_test(the_separator_is_the_one_that_the_first_line_has_most_of),
        cmocka_unit_test(what_export_csv_and_excel_put_first_is_skipped),
        cmocka_unit_test(quoted_cells_hold_separators_quotes_and_lines),
        cmocka_unit_test(blanks_around_cells_are_left_out_but_not_in_quotes),
        cmocka_unit_test(cells_know_their_column_in_characters),
        cmocka_unit_test(blank_records_are_skipped),
        cmocka_unit_test(a_stray_quote_costs_its_record_only),
        cmocka_unit_test(a_quote_that_is_never_closed_costs_the_rest),
        cmocka_unit_test(there_is_a_limit_on_cells),
        cmocka_unit_test(names_of_columns_lose_what_is_put_around_them),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
