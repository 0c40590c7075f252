/* SPDX-License-Identifier: MIT */
#include "article/guide_wrap.h"

#include "article/guide_scan.h"
#include "support/guide_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void wraps_to(const char *text, const char *first, size_t indent, const char *expected)
{
    struct guide_case c;
    guide_case_open(&c);
    rsv__wrap(rsv__span(text), first, indent, &c.out);
    assert_string_equal(rsv__buf_get(&c.out), expected);
    assert_int_equal(guide_case_close(&c), 0);
}

/* "word word ... tail", so long that  begins in column 119. */
static void long_line(char *out, const char *tail)
{
    memset(out, 'x', 117);
    out[117] = ' ';
    strcpy(out + 118, tail);
}

static void lines_end_before_column_121(void **state)
{
    char text[200], expected[200];
    (void)state;
    long_line(text, "ab cd");
    long_line(expected, "ab\n  cd\n");
    memmove(expected + 2, expected, strlen(expected) + 1);
    memcpy(expected, "- ", 2);
    expected[119] = '\n'; /* "ab" doesn't fit behind the marker */
    memmove(expected + 122, expected + 120, strlen(expected + 120) + 1);
    memcpy(expected + 120, "  ", 2);
    memcpy(expected + 122, "ab cd\n", 7);
    wraps_to(text, "- ", 2, expected);
}

static void characters_are_counted_not_bytes(void **state)
{
    char text[400] = "", expected[400];
    (void)state;
    for (int i = 0; i < 59; i++)
        strcat(text, "\u00e9");
    strcat(text, " ");
    for (int i = 0; i < 60; i++)
        strcat(text, "\u00e9");
    strcpy(expected, text);
    strcat(expected, "\n");
    wraps_to(text, "", 0, expected);
}

static void a_line_never_begins_like_a_list_or_quotation(void **state)
{
    static const char *const risky[] = {"> b", "- b", "1. b", "# b", "+ b", "| b"};
    (void)state;
    for (size_t i = 0; i < sizeof risky / sizeof *risky; i++) {
        char text[200], expected[200];
        long_line(text, "a ");
        strcpy(text + 118, "aaa ");
        strcat(text, risky[i]);
        memcpy(expected, text, 117);
        expected[117] = '\n';
        strcpy(expected + 118, text + 118);
        strcat(expected, "\n");
        wraps_to(text, "", 0, expected);
    }
}

static void what_begins_like_a_marker_is_guarded(void **state)
{
    (void)state;
    wraps_to("1. is a number", "", 0, "1\\. is a number\n");
    wraps_to("> is a sign", "- ", 2, "- \\> is a sign\n");
    wraps_to("plain", "- ", 2, "- plain\n");
}

static void code_and_links_stay_on_one_line(void **state)
{
    char text[300], expected[300];
    (void)state;
    long_line(text, "`a b c` d");
    memcpy(expected, text, 117);
    strcpy(expected + 117, "\n`a b c` d\n");
    wraps_to(text, "", 0, expected);
    long_line(text, "[a b](https://x.com) d");
    strcpy(expected + 117, "\n[a b](https://x.com) d\n");
    wraps_to(text, "", 0, expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_before_column_121),
        cmocka_unit_test(characters_are_counted_not_bytes),
        cmocka_unit_test(a_line_never_begins_like_a_list_or_quotation),
        cmocka_unit_test(what_begins_like_a_marker_is_guarded),
        cmocka_unit_test(code_and_links_stay_on_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
