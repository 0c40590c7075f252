/* SPDX-License-Identifier: MIT */
#include "ingest/error_scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void words_match_with_any_separator_and_case(void **state)
{
    (void)state;
    assert_string_equal(rsv__scan_words("Trace ID: x", "trace id"), ": x");
    assert_string_equal(rsv__scan_words("trace_id=", "trace id"), "=");
    assert_string_equal(rsv__scan_words("TraceId", "trace id"), "");
    assert_null(rsv__scan_words("trace  id", "trace id"));
    assert_null(rsv__scan_words("trac", "trace id"));
}

static void a_value_follows_its_label_in_every_notation(void **state)
{
    static const char *const texts[] = {"error: xy", "error=xy", "\"error\": \"xy", "'error': u'xy",
                                        "Error :\r\n xy", "\\\"error\\\":\\\"xy"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *value = rsv__scan_next(texts[i], texts[i], "error");
        assert_non_null(value);
        assert_string_equal(value, "xy");
    }
    assert_null(rsv__scan_value("error xy", "error"));
    assert_null(rsv__scan_value("errors: xy", "error"));
}

static void a_label_of_one_word_stands_alone(void **state)
{
    const char *text = "suberror=a&error=b 0000Trace ID: c";
    (void)state;
    assert_string_equal(rsv__scan_next(text, text, "error"), "b 0000Trace ID: c");
    assert_string_equal(rsv__scan_next(text, text, "trace id"), "c");
    assert_null(rsv__scan_next(text, text, "timestamp"));
}

static void codes_have_five_to_seven_digits(void **state)
{
    static const struct {
        const char *text;
        int64_t code;
    } cases[] = {{"50126", 50126},  {"7000222x", 7000222}, {"1234", 0},
                 {"12345678", 0},   {"01234", 0},          {"", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *p = cases[i].text;
        assert_int_equal(rsv__scan_code(&p), cases[i].code);
        assert_int_equal(p > cases[i].text, cases[i].code != 0);
    }
}

static void texts_are_folded_and_cut(void **state)
{
    struct alloc alloc;
    struct arena arena;
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    rsv__arena_init(&arena, &alloc);
    assert_string_equal(rsv__scan_fold(&arena, " a\r\n \xc2\xa0 b\x1b\xff ", 11, 99), "a b");
    assert_string_equal(rsv__scan_fold(&arena, "ab\xc3\xbc", 4, 3), "ab");
    assert_string_equal(rsv__scan_fold(&arena, "ab c", 4, 3), "ab");
    assert_null(rsv__scan_fold(&arena, " \n", 2, 99));
    rsv__arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_match_with_any_separator_and_case),
        cmocka_unit_test(a_value_follows_its_label_in_every_notation),
        cmocka_unit_test(a_label_of_one_word_stands_alone),
        cmocka_unit_test(codes_have_five_to_seven_digits),
        cmocka_unit_test(texts_are_folded_and_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
