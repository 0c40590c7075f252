/* SPDX-License-Identifier: MIT */
#include "article/markdown.h"

#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A line per block: "heading 2 text", "paragraph 0 text", "item 1 - text", "code 0 sh text". */
static void add_line(struct buf *out, const rsv_doc *d)
{
    rsv__buf_text(out, rsv_doc_text(rsv_doc_get(d, "block")));
    const rsv_doc *level = rsv_doc_get(d, "level");
    rsv__buf_printf(out, " %d", (int)rsv_doc_integer(level ? level : rsv_doc_get(d, "depth")));
    if (rsv_doc_get(d, "marker") != NULL)
        rsv__buf_printf(out, " %s", rsv_doc_text(rsv_doc_get(d, "marker")));
    if (rsv_doc_get(d, "language") != NULL)
        rsv__buf_printf(out, " %s", rsv_doc_text(rsv_doc_get(d, "language")));
    rsv__buf_printf(out, " %s\n", rsv_doc_text(rsv_doc_get(d, "text")));
}

static void gives(const char *markdown, const char *expected)
{
    struct fail_alloc memory;
    struct alloc alloc;
    struct buf out;
    rsv_error err;
    struct doc_tree *t = rsv__doc_new(fail_alloc_on(&memory, 0), RSV_ARRAY);
    rsv__alloc_init(&alloc, &memory.allocator);
    rsv__buf_init(&out, &alloc);
    assert_int_equal(rsv__markdown_blocks(markdown, strlen(markdown), t, &t->root, &err), RSV_OK);
    for (const rsv_doc *d = rsv_doc_first(&t->root); d != NULL; d = rsv_doc_next(d))
        add_line(&out, d);
    assert_string_equal(rsv__buf_get(&out), expected);
    rsv__buf_free(&out);
    rsv_doc_free(&t->root);
    assert_int_equal(memory.live, 0);
}

static void headings_and_paragraphs_are_blocks_in_order(void **state)
{
    (void)state;
    gives("## Do\nOne line\nand the next.\n\nAnother.\n### More\n",
          "heading 2 Do\nparagraph 0 One line and the next.\nparagraph 0 Another.\nheading 3 More\n");
    gives("", "");
}

static void items_carry_their_marker_and_depth(void **state)
{
    (void)state;
    gives("3. three\n4. four\n   - inner\n   - second\n5. five\n",
          "item 1 3. three\nitem 1 4. four\nitem 2 - inner\nitem 2 - second\nitem 1 5. five\n");
    gives("- a\n\n  more of a\n\n- b\n", "item 1 - a\nparagraph 1 more of a\nitem 1 - b\n");
}

static void an_item_without_text_is_still_an_item(void **state)
{
    (void)state;
    gives("1. one\n2.\n3. three\n", "item 1 1. one\nitem 1 2. \nitem 1 3. three\n");
    gives("1. \n   ```sh\n   ls\n   ```\n", "item 1 1. \ncode 1 sh ls\n\n");
}

static void lists_keep_counting_however_deep_others_go(void **state)
{
    char text[2048] = "", expected[2048] = "";
    (void)state;
    for (int i = 0; i < 10; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%*s1. x\n", 3 * i, "");
    strcat(text, "2. y\n");
    for (int i = 0; i < 10; i++)
        snprintf(expected + strlen(expected), sizeof expected - strlen(expected), "item %d 1. x\n", i + 1);
    strcat(expected, "item 1 2. y\n");
    gives(text, expected);
}

static void code_is_left_as_it_is(void **state)
{
    (void)state;
    gives("```pwsh\nGet-X  -Y *z*\n\n  # end\n```\n", "code 0 pwsh Get-X  -Y *z*\n\n  # end\n\n");
    gives("- a\n  ```\n  x\n  ```\n", "item 1 - a\ncode 1  x\n\n");
}

static void quotes_are_marked(void **state)
{
    (void)state;
    gives("> said\n> so\n\nafter\n", "quote 0 said so\nparagraph 0 after\n");
}

static void inline_marks_stay_and_links_show_where_they_lead(void **state)
{
    (void)state;
    gives("Use `x` or **y**, *not* z.\n", "paragraph 0 Use `x` or **y**, not z.\n");
    gives("See [there](https://a.example/b?c=d&e).\n", "paragraph 0 See there <https://a.example/b?c=d&e>.\n");
}

static void html_and_entities_are_only_text(void **state)
{
    (void)state;
    gives("<script>alert(1)</script> &lt; &amp;\n", "paragraph 0 <script>alert(1)</script> &lt; &amp;\n");
}

static void every_allocation_may_fail(void **state)
{
    static const char text[] = "## H\n1. one\n   - two `x`\n\n> q\n\n```sh\nls\n```\n[a](b)\n";
    struct fail_alloc f = {.fired = true};
    rsv_error err;
    (void)state;
    for (unsigned long nth = 1; f.fired; nth++) {
        struct doc_tree *t = rsv__doc_new(fail_alloc_on(&f, nth), RSV_ARRAY);
        const rsv_status rc = t ? rsv__markdown_blocks(text, strlen(text), t, &t->root, &err) : RSV_ENOMEM;
        assert_int_equal(rc, f.fired ? RSV_ENOMEM : RSV_OK);
        rsv_doc_free(t ? &t->root : NULL);
        assert_int_equal(f.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_and_paragraphs_are_blocks_in_order),
        cmocka_unit_test(items_carry_their_marker_and_depth),
        cmocka_unit_test(an_item_without_text_is_still_an_item),
        cmocka_unit_test(lists_keep_counting_however_deep_others_go),
        cmocka_unit_test(code_is_left_as_it_is),
        cmocka_unit_test(quotes_are_marked),
        cmocka_unit_test(inline_marks_stay_and_links_show_where_they_lead),
        cmocka_unit_test(html_and_entities_are_only_text),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
