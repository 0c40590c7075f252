/* SPDX-License-Identifier: MIT */
#include "ingest/json.h"
#include "support/fail_alloc.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct parsed {
    struct alloc alloc;
    struct json_reader reader;
    struct doc_tree *tree;
    struct buf json;
    rsv_error err;
};

static rsv_status open_text(struct parsed *p, const char *text)
{
    rsv__alloc_init(&p->alloc, NULL);
    rsv__buf_init(&p->json, &p->alloc);
    p->tree = rsv__doc_new(NULL, RSV_OBJECT);
    assert_non_null(p->tree);
    assert_int_equal(rsv__json_open(&p->reader, &p->alloc, text, strlen(text), &p->err), RSV_OK);
    return rsv__json_next(&p->reader, p->tree, &p->err);
}

static void close_text(struct parsed *p)
{
    rsv__buf_free(&p->json);
    rsv__json_close(&p->reader);
    rsv_doc_free(&p->tree->root);
    assert_int_equal(p->alloc.live, 0);
}

static void reads_as(const char *text, const char *json)
{
    struct parsed p;
    assert_int_equal(open_text(&p, text), RSV_OK);
    assert_true(p.reader.whole);
    rsv__doc_write(&p.tree->root, false, &p.json);
    assert_string_equal(rsv__buf_get(&p.json), json);
    close_text(&p);
}

static void fails_at(const char *text, int line, int column, const char *message)
{
    struct parsed p;
    assert_int_equal(open_text(&p, text), RSV_EINPUT);
    assert_string_equal(p.err.message, message);
    assert_int_equal(p.err.line, line);
    assert_int_equal(p.err.column, column);
    close_text(&p);
}

static void every_type_is_read(void **state)
{
    (void)state;
    reads_as("{\"a\":[null,true,false,1,-2,0.5,\"x\",{},[]]}",
             "{\"a\":[null,true,false,1,-2,0.5,\"x\",{},[]]}");
    reads_as(" 1 ", "1");
    reads_as("\"\\u00fc\\n\\ud83d\\ude00\\/\"", "\"\xc3\xbc\\n\xf0\x9f\x98\x80/\"");
}

static void integers_beyond_64_bits_become_numbers(void **state)
{
    struct parsed p;
    (void)state;
    assert_int_equal(open_text(&p, "[9223372036854775807,-9223372036854775808,"
                                   "9223372036854775808,1e3,-0]"),
                     RSV_OK);
    const rsv_doc *d = rsv_doc_first(&p.tree->root);
    assert_true(rsv_doc_type(d) == RSV_INTEGER && rsv_doc_integer(d) == INT64_MAX);
    d = rsv_doc_next(d);
    assert_true(rsv_doc_type(d) == RSV_INTEGER && rsv_doc_integer(d) == INT64_MIN);
    d = rsv_doc_next(d);
    assert_true(rsv_doc_type(d) == RSV_NUMBER && rsv_doc_number(d) == 9223372036854775808.0);
    d = rsv_doc_next(d);
    assert_true(rsv_doc_type(d) == RSV_NUMBER && rsv_doc_number(d) == 1000);
    d = rsv_doc_next(d);
    assert_true(rsv_doc_type(d) == RSV_INTEGER && rsv_doc_integer(d) == 0);
    close_text(&p);
}

static void numbers_that_break_rapidjsons_own_conversion_are_right(void **state)
{
    char text[600];
    (void)state;
    reads_as("123456789012345678901234567890e10", "1.2345678901234568e+39");
    reads_as("2.220446049250313e-16", "2.220446049250313e-16");
    reads_as("0e100", "0");
    snprintf(text, sizeof text, "0.%0400d1", 0);
    fails_at(text, 1, 1, "the number is too long");
    fails_at("1e309", 1, 1, "the number is too large");
    fails_at("2e308", 1, 1, "the number is too large");
}

static void every_node_knows_its_line_and_column(void **state)
{
    struct parsed p;
    (void)state;
    assert_int_equal(open_text(&p, "\n  {\"\xc3\xbc\": [1,\r\n\"\xf0\x9f\x98\x80\", true]}"), RSV_OK);
    assert_int_equal(p.tree->root.line, 2);
    assert_int_equal(p.tree->root.column, 3);
    const rsv_doc *list = rsv_doc_first(&p.tree->root);
    assert_int_equal(list->column, 9);
    const rsv_doc *d = rsv_doc_first(list);
    assert_int_equal(d->line, 2);
    assert_int_equal(d->column, 10);
    d = rsv_doc_next(d);
    assert_int_equal(d->line, 3);
    assert_int_equal(d->column, 1);
    d = rsv_doc_next(d);
    assert_int_equal(d->line, 3);
    assert_int_equal(d->column, 6);
    close_text(&p);
}

static void syntax_errors_say_what_was_expected(void **state)
{
    (void)state;
    fails_at("{\"a\":1,}", 1, 8, "expected a key after ',', found '}'");
    fails_at("[1,]", 1, 4, "expected a value after ',', found ']'");
    fails_at("{\"a\" 1}", 1, 6, "expected ':' after the key, found '1'");
    fails_at("{\"a\":1 \"b\":2}", 1, 8, "expected ',' or '}', found '\"'");
    fails_at("{\"a\":1", 1, 7, "expected ',' or '}', but the text ends here");
    fails_at("[1\n2]", 2, 1, "expected ',' or ']', found '2'");
    fails_at("{a:1}", 1, 2, "expected a key in double quotes, found 'a'");
    fails_at("[\xe2\x80\x9cx]", 1, 2, "expected a value, found a character that can't stand there");
    fails_at("\"a\nb\"", 1, 3, "a line break or control character in a text");
    fails_at("\"a", 1, 3, "a text is not closed");
    fails_at("\"C:\\x\"", 1, 4, "unknown escape; a backslash in a text is written \\\\");
    fails_at("[\"\xfc\"]", 1, 3, "not valid UTF-8");
    fails_at("[\"\xf0", 1, 3, "not valid UTF-8");
    fails_at("1.", 1, 3, "expected a digit, but the text ends here");
    fails_at("nul", 1, 4, "expected a value, but the text ends here");
}

static void half_a_surrogate_pair_is_an_error(void **state)
{
    (void)state;
    fails_at("[\"\\ud83d\"]", 1, 3, "\\u has half of a surrogate pair");
    fails_at("[\"x\\ude00\"]", 1, 2, "\\u has half of a surrogate pair");
    fails_at("{\"\\ude00\":1}", 1, 2, "\\u has half of a surrogate pair");
}

static void a_key_given_twice_is_an_error_that_names_it(void **state)
{
    struct parsed p;
    (void)state;
    assert_int_equal(open_text(&p, "[{\"a\":1,\"b\":2,\n\"a\":3},{\"a\":4}]"), RSV_EINPUT);
    assert_string_equal(p.err.message, "the key \"a\" is given twice");
    assert_int_equal(p.err.line, 2);
    assert_int_equal(p.err.column, 5);
    assert_true(p.reader.whole); /* all the rest is right */
    const rsv_doc *first = rsv_doc_first(&p.tree->root);
    assert_int_equal(rsv_doc_count(first), 3);
    assert_false(first->broken);
    assert_true(rsv_doc_next(rsv_doc_next(rsv_doc_first(first)))->broken);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(rsv_doc_next(first), "a")), 4);
    close_text(&p);
}

static void keys_with_equal_hashes_are_told_apart(void **state)
{
    char text[64 * 200] = "{";
    struct parsed p;
    (void)state;
    for (int i = 0; i < 200; i++)
        snprintf(text + strlen(text), 32, "%s\"k%d\":%d", i ? "," : "", i, i);
    strcat(text, "}");
    assert_int_equal(open_text(&p, text), RSV_OK);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(&p.tree->root, "k137")), 137);
    close_text(&p);
}

static void there_is_a_limit_on_depth_and_on_members(void **state)
{
    char text[20 * 1002] = "";
    struct parsed p;
    (void)state;
    for (int i = 0; i < 64; i++)
        strcat(text, "[");
    for (int i = 0; i < 64; i++)
        strcat(text, "]");
    assert_int_equal(open_text(&p, text), RSV_OK);
    close_text(&p);
    memset(text, '[', 65);
    fails_at(text, 1, 65, "nested more than 64 deep");

    strcpy(text, "{");
    for (int i = 0; i < 1001; i++)
        snprintf(text + strlen(text), 20, "%s\"k%d\":0", i ? "," : "", i);
    assert_int_equal(open_text(&p, text), RSV_EINPUT);
    assert_string_equal(p.err.message, "more than 1,000 members in one object");
    close_text(&p);
}

static void a_nul_may_stand_in_a_text_but_not_in_a_key(void **state)
{
    struct parsed p;
    (void)state;
    assert_int_equal(open_text(&p, "\"a\\u0000b\""), RSV_OK);
    assert_int_equal(p.tree->root.as.text.n, 3);
    close_text(&p);
    fails_at("{\"a\\u0000\":1}", 1, 2, "\\u0000 in a key");
}

static void what_was_complete_stays_after_an_error(void **state)
{
    struct parsed p;
    (void)state;
    assert_int_equal(open_text(&p, "[{\"a\":1},\n{\"b\":[2,x"), RSV_EINPUT);
    assert_false(p.reader.whole);
    assert_true(p.tree->root.broken);
    const rsv_doc *first = rsv_doc_first(&p.tree->root);
    assert_false(first->broken);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(first, "a")), 1);
    assert_true(rsv_doc_next(first)->broken);
    assert_true(rsv_doc_get(rsv_doc_next(first), "b")->broken);
    assert_int_equal(p.reader.n_open, 3);
    assert_int_equal(p.reader.open_at[0], 0);
    assert_int_equal(p.reader.open_at[1], 10);
    assert_int_equal(p.reader.open_at[2], 15);
    close_text(&p);
}

static void values_in_a_row_are_read_one_by_one(void **state)
{
    struct parsed p;
    (void)state;
    assert_int_equal(open_text(&p, "{\"a\":1}{\"a\":2}\n 3 "), RSV_OK);
    assert_true(rsv__json_more(&p.reader));
    assert_int_equal(rsv__json_next(&p.reader, p.tree, &p.err), RSV_OK);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(&p.tree->root, "a")), 2);
    assert_true(rsv__json_more(&p.reader));
    assert_int_equal(rsv__json_next(&p.reader, p.tree, &p.err), RSV_OK);
    assert_int_equal(p.tree->root.line, 2);
    assert_int_equal(p.tree->root.column, 2);
    assert_false(rsv__json_more(&p.reader));
    close_text(&p);
}

static void seeking_keeps_count_of_lines(void **state)
{
    struct parsed p;
    (void)state;
    assert_int_equal(open_text(&p, "{\n\xc3\xbc [1]"), RSV_EINPUT);
    rsv__json_seek(&p.reader, 5);
    assert_int_equal(rsv__json_next(&p.reader, p.tree, &p.err), RSV_OK);
    assert_int_equal(p.tree->root.line, 2);
    assert_int_equal(p.tree->root.column, 3);
    close_text(&p);
}

static void every_allocation_may_fail(void **state)
{
    static const char text[] = "{\"kind\":\"x\",\"list\":[1,2.5,\"text\",null,true,{\"a\":\"b\"}]}";
    struct fail_alloc f = {.fired = true};
    (void)state;
    for (unsigned nth = 1; f.fired; nth++) {
        struct json_reader reader;
        struct alloc alloc;
        rsv_error err;
        rsv__alloc_init(&alloc, fail_alloc_on(&f, nth));
        struct doc_tree *t = rsv__doc_new(&f.allocator, RSV_OBJECT);
        rsv_status rc = rsv__json_open(&reader, &alloc, text, sizeof text - 1, &err);
        if (rc == RSV_OK && t != NULL)
            rc = rsv__json_next(&reader, t, &err);
        assert_int_equal(t ? rc : RSV_ENOMEM, f.fired ? RSV_ENOMEM : RSV_OK);
        rsv__json_close(&reader);
        rsv_doc_free(t ? &t->root : NULL);
        assert_int_equal(f.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_is_read),
        cmocka_unit_test(integers_beyond_64_bits_become_numbers),
        cmocka_unit_test(numbers_that_break_rapidjsons_own_conversion_are_right),
        cmocka_unit_test(every_node_knows_its_line_and_column),
        cmocka_unit_test(syntax_errors_say_what_was_expected),
        cmocka_unit_test(half_a_surrogate_pair_is_an_error),
        cmocka_unit_test(a_key_given_twice_is_an_error_that_names_it),
        cmocka_unit_test(keys_with_equal_hashes_are_told_apart),
        cmocka_unit_test(there_is_a_limit_on_depth_and_on_members),
        cmocka_unit_test(a_nul_may_stand_in_a_text_but_not_in_a_key),
        cmocka_unit_test(what_was_complete_stays_after_an_error),
        cmocka_unit_test(values_in_a_row_are_read_one_by_one),
        cmocka_unit_test(seeking_keeps_count_of_lines),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
