/* SPDX-License-Identifier: MIT */
#include "article/yaml.h"

#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* The document as JSON, or the message with its place: "3:5 message". */
static void reads(const char *yaml, const char *expected)
{
    struct fail_alloc memory;
    struct alloc alloc;
    struct buf out;
    rsv_error err;
    struct doc_tree *t = rsv__doc_new(fail_alloc_on(&memory, 0), RSV_OBJECT);
    rsv__alloc_init(&alloc, &memory.allocator);
    rsv__buf_init(&out, &alloc);
    if (rsv__yaml_read(yaml, strlen(yaml), 1, t, &err) == RSV_OK)
        rsv__doc_write(&t->root, false, &out);
    else
        rsv__buf_printf(&out, "%d:%d %s", err.line, err.column, err.message);
    assert_string_equal(rsv__buf_get(&out), expected);
    rsv__buf_free(&out);
    rsv_doc_free(&t->root);
    assert_int_equal(memory.live, 0);
}

static void plain_scalars_are_what_they_look_like(void **state)
{
    (void)state;
    reads("a: 12\nb: -1.5e3\nc: true\nd: false\ne: null\nf: ~\ng:\nh: yes\ni: 1.2.3\nj: 0x10\n",
          "{\"a\":12,\"b\":-1500,\"c\":true,\"d\":false,\"e\":null,\"f\":null,\"g\":null,\"h\":\"yes\","
          "\"i\":\"1.2.3\",\"j\":\"0x10\"}");
}

static void numbers_too_large_to_hold_are_not_cut(void **state)
{
    (void)state;
    reads("a: 9223372036854775807\nb: 99999999999999999999\nc: 1e999\n",
          "{\"a\":9223372036854775807,\"b\":1e+20,\"c\":\"1e999\"}");
}

static void what_is_quoted_is_text(void **state)
{
    (void)state;
    reads("a: '12'\nb: \"true\"\nc: |\n  null\nd: ''\n",
          "{\"a\":\"12\",\"b\":\"true\",\"c\":\"null\\n\",\"d\":\"\"}");
}

static void mappings_and_lists_keep_their_order(void **state)
{
    (void)state;
    reads("z: [1, two]\na: {k: {l: []}}\nm:\n  - x: 1\n    y: 2\n  -\n",
          "{\"z\":[1,\"two\"],\"a\":{\"k\":{\"l\":[]}},\"m\":[{\"x\":1,\"y\":2},null]}");
}

static void nothing_is_an_empty_mapping(void **state)
{
    static const char *const texts[] = {"", "\n\n", "# only a comment\n"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        reads(texts[i], "{}");
}

static void what_front_matter_does_not_need_is_refused_where_it_stands(void **state)
{
    static const struct {
        const char *yaml, *message;
    } cases[] = {
        {"a: 1\na: 2\n", "2:1 this key stands here twice"},
        {"a: &x 1\n", "1:4 anchors and tags aren't used here"},
        {"a: &x [1]\n", "1:4 anchors and tags aren't used here"},
        {"a: &x {b: 1}\n", "1:4 anchors and tags aren't used here"},
        {"&x a: 1\n", "1:1 anchors and tags aren't used here"},
        {"a: !!str 1\n", "1:4 anchors and tags aren't used here"},
        {"a: !set {b: 1}\n", "1:4 anchors and tags aren't used here"},
        {"a: *x\n", "1:4 aliases aren't used here"},
        {"*x : 1\n", "1:1 a key should be a word"},
        {"? [a]\n: 1\n", "1:3 a key should be a word"},
        {"a: 1\n...\n---\nb: 2\n", "3:1 this is a second document"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        reads(cases[i].yaml, cases[i].message);
}

static void nesting_has_a_limit(void **state)
{
    (void)state;
    reads("a: [[[[[[[[[[[x]]]]]]]]]]]\n", "{\"a\":[[[[[[[[[[[\"x\"]]]]]]]]]]]}");
    reads("a: [[[[[[[[[[[[x]]]]]]]]]]]]\n", "1:16 nested too deeply");
}

static void positions_are_those_of_the_file_around_it(void **state)
{
    static const char text[] = "a: 1\nlist:\n  - x\n";
    rsv_error err;
    (void)state;
    struct doc_tree *t = rsv__doc_new(NULL, RSV_OBJECT);
    assert_int_equal(rsv__yaml_read(text, strlen(text), 10, t, &err), RSV_OK);
    const rsv_doc *list = rsv_doc_get(&t->root, "list");
    assert_int_equal(list->line, 11); /* of its key */
    assert_int_equal(list->column, 1);
    assert_int_equal(rsv_doc_first(list)->line, 12);
    assert_int_equal(rsv_doc_first(list)->column, 5);
    rsv_doc_free(&t->root);

    t = rsv__doc_new(NULL, RSV_OBJECT);
    assert_int_equal(rsv__yaml_read("a: [1\nb: 2\n", 11, 10, t, &err), RSV_EINPUT);
    assert_int_equal(err.line, 11);
    rsv_doc_free(&t->root);
}

static void every_allocation_may_fail(void **state)
{
    static const char text[] = "a: {b: [1, 'two'], c: 3.5}\nd: |\n  a long text\n";
    struct fail_alloc f = {.fired = true};
    rsv_error err;
    (void)state;
    for (unsigned long nth = 1; f.fired; nth++) {
        struct doc_tree *t = rsv__doc_new(fail_alloc_on(&f, nth), RSV_OBJECT);
        const rsv_status rc = t ? rsv__yaml_read(text, strlen(text), 1, t, &err) : RSV_ENOMEM;
        assert_int_equal(rc, f.fired ? RSV_ENOMEM : RSV_OK);
        rsv_doc_free(t ? &t->root : NULL);
        assert_int_equal(f.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_scalars_are_what_they_look_like),
        cmocka_unit_test(numbers_too_large_to_hold_are_not_cut),
        cmocka_unit_test(what_is_quoted_is_text),
        cmocka_unit_test(mappings_and_lists_keep_their_order),
        cmocka_unit_test(nothing_is_an_empty_mapping),
        cmocka_unit_test(what_front_matter_does_not_need_is_refused_where_it_stands),
        cmocka_unit_test(nesting_has_a_limit),
        cmocka_unit_test(positions_are_those_of_the_file_around_it),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
