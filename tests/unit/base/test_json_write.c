/* SPDX-License-Identifier: MIT */
#include "base/doc.h"
#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void quotes_as(const char *text, size_t n, const char *json)
{
    struct alloc a;
    struct buf out;
    rsv__alloc_init(&a, NULL);
    rsv__buf_init(&out, &a);
    rsv__json_quote(text, n, &out);
    assert_string_equal(rsv__buf_get(&out), json);
    rsv__buf_free(&out);
}

static void a_terminal_or_parser_gets_no_raw_control_characters(void **state)
{
    (void)state;
    quotes_as("plain", 5, "\"plain\"");
    quotes_as("", 0, "\"\"");
    quotes_as("\b\t\n\f\r\"\\/", 8, "\"\\b\\t\\n\\f\\r\\\"\\\\/\"");
    quotes_as("\x01\x1b[0m\x1f\x7f", 7, "\"\\u0001\\u001b[0m\\u001f\\u007f\"");
    quotes_as("a\0b", 3, "\"a\\u0000b\"");
    quotes_as("\xc2\x9b" "31m", 5, "\"\\u009b31m\"");              /* CSI in one character */
    quotes_as("a\xe2\x80\xae" "b", 5, "\"a\\u202eb\"");            /* right to left from here */
    quotes_as("\xe2\x81\xa9\xef\xbb\xbf", 6, "\"\\u2069\\ufeff\"");
}

static void characters_beyond_ascii_stay_and_bad_bytes_are_replaced(void **state)
{
    (void)state;
    quotes_as("\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80", 9, "\"\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80\"");
    quotes_as("a\xff" "b", 3, "\"a\xef\xbf\xbd" "b\"");
    quotes_as("\xc3", 1, "\"\xef\xbf\xbd\"");                 /* cut */
    quotes_as("\xed\xa0\x80", 3, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""); /* a surrogate */
    quotes_as("\xe2\x82" "x", 3, "\"\xef\xbf\xbd\xef\xbf\xbdx\"");
}

static struct doc_tree *sample(void)
{
    struct doc_tree *t = rsv__doc_new(NULL, RSV_OBJECT);
    rsv__doc_add_integer(t, &t->root, "a\"", 1);
    struct rsv_doc *list = rsv__doc_array(t, &t->root, "b");
    rsv__doc_add_boolean(t, list, NULL, false);
    rsv__doc_add_null(t, rsv__doc_object(t, list, NULL), "c");
    rsv__doc_array(t, &t->root, "d");
    rsv__doc_object(t, &t->root, "e");
    rsv__doc_add_number(t, &t->root, "f", -0.25);
    rsv__doc_add_integer(t, &t->root, "g", INT64_MAX);
    return t;
}

static void is_written(bool pretty, const char *json)
{
    struct doc_tree *t = sample();
    char *text = NULL;
    size_t n = 0;
    assert_int_equal(rsv_doc_json(&t->root, pretty, &text, &n), RSV_OK);
    assert_string_equal(text, json);
    assert_int_equal(n, strlen(json));
    rsv_text_free(text);
    rsv_doc_free(&t->root);
}

static void a_document_is_written_on_one_line(void **state)
{
    (void)state;
    is_written(false, "{\"a\\\"\":1,\"b\":[false,{\"c\":null}],\"d\":[],\"e\":{},\"f\":-0.25,"
                      "\"g\":9223372036854775807}");
}

static void a_pretty_document_is_indented_by_two_and_empty_containers_stay_closed(void **state)
{
    (void)state;
    is_written(true, "{\n  \"a\\\"\": 1,\n  \"b\": [\n    false,\n    {\n      \"c\": null\n    }\n  ],\n"
                     "  \"d\": [],\n  \"e\": {},\n  \"f\": -0.25,\n  \"g\": 9223372036854775807\n}");
}

static void every_allocation_may_fail_without_a_leak(void **state)
{
    struct fail_alloc memory = {.fired = true};
    struct doc_tree *t = sample();
    (void)state;
    for (unsigned long nth = 1; memory.fired; nth++) {
        struct alloc a;
        struct buf out;
        rsv__alloc_init(&a, fail_alloc_on(&memory, nth));
        rsv__buf_init(&out, &a);
        rsv__doc_write(&t->root, true, &out);
        assert_int_equal(out.failed, memory.fired);
        rsv__buf_free(&out);
        assert_int_equal(memory.live, 0);
    }
    rsv_doc_free(&t->root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_terminal_or_parser_gets_no_raw_control_characters),
        cmocka_unit_test(characters_beyond_ascii_stay_and_bad_bytes_are_replaced),
        cmocka_unit_test(a_document_is_written_on_one_line),
        cmocka_unit_test(a_pretty_document_is_indented_by_two_and_empty_containers_stay_closed),
        cmocka_unit_test(every_allocation_may_fail_without_a_leak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
