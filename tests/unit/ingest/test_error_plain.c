/* SPDX-License-Identifier: MIT */
#include "ingest/error_plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void becomes(const char *text, bool scripts, const char *plain)
{
    struct alloc alloc;
    struct arena arena;
    size_t n;
    rsv__alloc_init(&alloc, NULL);
    rsv__arena_init(&arena, &alloc);
    const char *out = rsv__error_plain(text, strlen(text), scripts, &arena, &n);
    assert_string_equal(out, plain);
    assert_int_equal(n, strlen(plain));
    rsv__arena_free(&arena);
}

static void unescapes(const char *text, const char *plain)
{
    char copy[256];
    strcpy(copy, text);
    assert_int_equal(rsv__error_unescape(copy, strlen(copy)), strlen(plain));
    assert_string_equal(copy, plain);
}

static void plain_text_stays_as_it_is(void **state)
{
    (void)state;
    becomes("a < b, 50 % + <alice@example.com>\nC:\\new", false,
            "a < b, 50 % + <alice@example.com>\nC:\\new");
}

static void tags_break_the_line_unless_they_stand_in_it(void **state)
{
    (void)state;
    becomes("<p>a <b>AADSTS</b>50126<br/>c</p>", false, "\na AADSTS50126\nc\n");
    becomes("<div>a < b <i", false, "\na < b <i");
}

static void scripts_are_left_out_unless_wanted(void **state)
{
    (void)state;
    becomes("<html><script>x<y</script>z", false, "\n\nz");
    becomes("<html><SCRIPT>x</SCRIPT>z", true, "\n\nx\nz");
    becomes("<html><style>never closed", false, "\n\nnever closed");
}

static void entities_are_decoded(void **state)
{
    (void)state;
    becomes("&quot;a&#39;&#x20AC;&nbsp;&amp;lt; &unknown; &# &#0; &#x110000;", false,
            "\"a'\xe2\x82\xac &lt; &unknown; &# &#0; &#x110000;");
}

static void mail_quoting_is_taken_off(void **state)
{
    (void)state;
    becomes("> a\n>> b\n> > c\nd > e\n", false, "a\nb\nc\nd > e\n");
}

static void urls_with_an_error_are_decoded(void **state)
{
    (void)state;
    becomes("see http://x/?error=a_b&error_description=AADSTS50011%3a+The%20reply%0d%0aTrace&state=1 ok",
            false,
            "see http://x/?error=a_b\x1e" "error_description=AADSTS50011: The reply\r\nTrace\x1e"
            "state=1 ok");
    becomes("AADSTS50011%253A%2520x", false, "AADSTS50011: x");
    becomes("50%20 http://x/?a=b+c%20", false, "50%20 http://x/?a=b+c%20");
    becomes("error%00+%1e%zz%", false, "error   %zz%");
}

static void literals_are_unescaped(void **state)
{
    (void)state;
    unescapes("a\\r\\nb\\t\\\"\\'\\/\\\\", "a\r\nb\t\"'/\\");
    unescapes("\\u0027\\u00fc\\ud83d\\ude00\\ud83dx\\u12", "'\xc3\xbc\xf0\x9f\x98\x80\xef\xbf\xbdx\\u12");
    unescapes("C:\\windows\\", "C:\\windows\\");
}

static void hostile_markup_takes_linear_time(void **state)
{
    enum { N = 1 << 20 };
    static const char *const units[] = {"<script", "<style>", "<a", "&#", ">", "%25", "</script>"};
    char *text = test_malloc(N + 1);
    (void)state;
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        struct alloc alloc;
        struct arena arena;
        size_t n = strlen(units[u]);
        for (size_t i = 0; i < N; i++)
            text[i] = i < 6 ? "error "[i] : units[u][i % n];
        rsv__alloc_init(&alloc, NULL);
        rsv__arena_init(&arena, &alloc);
        assert_non_null(rsv__error_plain(text, N, false, &arena, &n));
        rsv__arena_free(&arena);
    }
    test_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_stays_as_it_is),
        cmocka_unit_test(tags_break_the_line_unless_they_stand_in_it),
        cmocka_unit_test(scripts_are_left_out_unless_wanted),
        cmocka_unit_test(entities_are_decoded),
        cmocka_unit_test(mail_quoting_is_taken_off),
        cmocka_unit_test(urls_with_an_error_are_decoded),
        cmocka_unit_test(literals_are_unescaped),
        cmocka_unit_test(hostile_markup_takes_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
