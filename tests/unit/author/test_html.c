/* SPDX-License-Identifier: MIT */
#include "author/html.h"

#include "article/markdown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct alloc alloc;
static struct buf out;

static int begin(void **state)
{
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    rsv__buf_init(&out, &alloc);
    return 0;
}

static int end(void **state)
{
    (void)state;
    rsv__buf_free(&out);
    return 0;
}

/* What is in `out`, which is empty afterwards. */
static void is(const char *expected)
{
    assert_string_equal(rsv__buf_get(&out), expected);
    rsv__buf_clear(&out);
}

static void inline_is(const char *text, const char *expected)
{
    rsv__html_inline(&out, text);
    is(expected);
}

static void markdown_is(const char *text, int level, const char *expected)
{
    rsv_error err;
    struct doc_tree *t = rsv__doc_new(NULL, RSV_ARRAY);
    assert_int_equal(rsv__markdown_blocks(text, strlen(text), t, &t->root, &err), RSV_OK);
    rsv__html_blocks(&out, rsv_doc_first(&t->root), NULL, level);
    rsv_doc_free(&t->root);
    is(expected);
}

static void no_character_of_a_text_is_markup(void **state)
{
    (void)state;
    rsv__html_text(&out, "<script>alert(\"x\" & 'y')</script>\x01\n");
    is("&lt;script&gt;alert(&quot;x&quot; &amp; &#39;y&#39;)&lt;/script&gt;\xef\xbf\xbd\n");
}

static void a_format_escapes_its_texts_and_nothing_else(void **state)
{
    (void)state;
    rsv__html_printf(&out, "<p title=\"%s\">%lld %u %g 100%% %s</p>", "\">", -5LL, 7u, 2.5, "a<b");
    is("<p title=\"&quot;&gt;\">-5 7 2.5 100% a&lt;b</p>");
}

static void marks_become_elements(void **state)
{
    (void)state;
    inline_is("Run `a < b` **now**", "Run <code>a &lt; b</code> <strong>now</strong>");
    inline_is("`**` stays", "<code>**</code> stays");
    inline_is("**open", "<strong>open</strong>"); /* what is left open is closed */
    inline_is("`open", "<code>open</code>");
    inline_is("a * b", "a * b");
}

static void only_https_addresses_become_links(void **state)
{
    (void)state;
    inline_is("the page <https://a.example/?x=1&y=2>",
              "the page <a href=\"https://a.example/?x=1&amp;y=2\">a.example/?x=1&amp;y=2</a>");
    inline_is("<javascript:alert(1)>", "&lt;javascript:alert(1)&gt;");
    inline_is("<https://a.example/\" onclick=\"x>", "&lt;https://a.example/&quot; onclick=&quot;x&gt;");
    inline_is("<https://a.example", "&lt;https://a.example");
    inline_is("`<https://a.example>`", "<code>&lt;https://a.example&gt;</code>");
}

static void blocks_become_elements(void **state)
{
    (void)state;
    markdown_is("## What\nOne.\n\nTwo.\n\n> three\n", 2,
                "<h2>What</h2>\n<p>One.</p>\n<p>Two.</p>\n<blockquote>three</blockquote>\n");
    markdown_is("## A\n### B\n", 3, "<h3>A</h3>\n<h4>B</h4>\n");
    markdown_is("# A\n", 2, "<h2>A</h2>\n"); /* h1 is the page's own */
    markdown_is("```powershell\nGet-X '<user>'\n```\n", 2,
                "<pre tabindex=\"0\"><code data-language=\"powershell\">Get-X &#39;&lt;user&gt;&#39;\n</code></pre>\n");
}

static void lists_nest_as_they_were_written(void **state)
{
    (void)state;
    markdown_is("- a\n- b\n", 2, "\n<ul><li>a</li>\n<li>b</li></ul>\n");
    markdown_is("1. a\n   - x\n   - y\n2. b\n\nEnd.\n", 2,
                "\n<ol><li>a\n<ul><li>x</li>\n<li>y</li></ul>\n</li>\n<li>b</li></ol>\n<p>End.</p>\n");
    markdown_is("3. c\n", 2, "\n<ol start=\"3\"><li>c</li></ol>\n");
    markdown_is("1. a\n   ```\n   x\n   ```\n2. b\n", 2,
                "\n<ol><li>a<pre tabindex=\"0\"><code data-language=\"\">x\n</code></pre>\n</li>\n<li>b</li></ol>\n");
}

static void html_in_an_article_is_shown_as_it_is_written(void **state)
{
    (void)state;
    markdown_is("<img src=x onerror=alert(1)>\n\n[x](javascript:alert(1))\n", 2,
                "<p>&lt;img src=x onerror=alert(1)&gt;</p>\n<p>x &lt;javascript:alert(1)&gt;</p>\n");
}

static void a_part_of_the_blocks_can_be_taken(void **state)
{
    rsv_error err;
    struct doc_tree *t = rsv__doc_new(NULL, RSV_ARRAY);
    static const char text[] = "One.\n\nTwo.\n\nThree.\n";
    (void)state;
    assert_int_equal(rsv__markdown_blocks(text, strlen(text), t, &t->root, &err), RSV_OK);
    const rsv_doc *second = rsv_doc_next(rsv_doc_first(&t->root));
    rsv__html_blocks(&out, second, rsv_doc_next(second), 2);
    is("<p>Two.</p>\n");
    rsv_doc_free(&t->root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_character_of_a_text_is_markup),
        cmocka_unit_test(a_format_escapes_its_texts_and_nothing_else),
        cmocka_unit_test(marks_become_elements),
        cmocka_unit_test(only_https_addresses_become_links),
        cmocka_unit_test(blocks_become_elements),
        cmocka_unit_test(lists_nest_as_they_were_written),
        cmocka_unit_test(html_in_an_article_is_shown_as_it_is_written),
        cmocka_unit_test(a_part_of_the_blocks_can_be_taken),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
