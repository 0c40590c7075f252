/* SPDX-License-Identifier: MIT */
#include "base/doc.h"
#include "base/error.h"
#include "support/fail_alloc.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void is_written_as(const rsv_doc *doc, const char *json)
{
    char *text = NULL;
    assert_int_equal(rsv_doc_json(doc, 0, &text, NULL), RSV_OK);
    assert_string_equal(text, json);
    rsv_text_free(text);
}

/* A member of every type. */
static struct doc_tree *build(const rsv_allocator *allocator)
{
    struct doc_tree *t = rsv__doc_new(allocator, RSV_OBJECT);
    struct rsv_doc *root = t ? &t->root : NULL;
    rsv__doc_add_text(t, root, "text", "a\"b");
    rsv__doc_add_bytes(t, root, "bytes", "abcdef", 3);
    rsv__doc_add_format(t, root, "format", "%d of %s", 2, "x");
    rsv__doc_add_integer(t, root, "integer", INT64_MIN);
    rsv__doc_add_number(t, root, "number", 0.5);
    rsv__doc_add_boolean(t, root, "boolean", true);
    rsv__doc_add_null(t, root, "null");
    struct rsv_doc *list = rsv__doc_array(t, root, rsv__doc_key_copy(t, "list"));
    for (int i = 0; i < 200; i++)
        rsv__doc_add_integer(t, rsv__doc_object(t, list, NULL), "i", i);
    return t;
}

static void members_come_back_by_key_and_in_order(void **state)
{
    static const char *const keys[] = {"text", "bytes", "format", "integer",
                                       "number", "boolean", "null", "list"};
    struct doc_tree *t = build(NULL);
    const rsv_doc *root = &t->root, *d = rsv_doc_first(root);
    (void)state;
    for (size_t i = 0; i < 8; i++, d = rsv_doc_next(d))
        assert_string_equal(rsv_doc_key(d), keys[i]);
    assert_null(d);
    assert_int_equal(rsv_doc_count(root), 8);
    assert_string_equal(rsv_doc_text(rsv_doc_get(root, "text")), "a\"b");
    assert_string_equal(rsv_doc_text(rsv_doc_get(root, "bytes")), "abc");
    assert_string_equal(rsv_doc_text(rsv_doc_get(root, "format")), "2 of x");
    assert_true(rsv_doc_integer(rsv_doc_get(root, "integer")) == INT64_MIN);
    assert_true(rsv_doc_number(rsv_doc_get(root, "number")) == 0.5);
    assert_true(rsv_doc_is_true(rsv_doc_get(root, "boolean")));
    assert_int_equal(rsv_doc_type(rsv_doc_get(root, "null")), RSV_NULL);
    assert_int_equal(rsv_doc_count(rsv_doc_get(root, "list")), 200);
    assert_string_equal(rsv_doc_key(rsv_doc_first(rsv_doc_get(root, "list"))), "");
    rsv_doc_free(&t->root);
}

static void readers_take_null_and_nodes_of_another_type(void **state)
{
    struct doc_tree *t = build(NULL);
    const rsv_doc *text = rsv_doc_get(&t->root, "text");
    (void)state;
    const rsv_doc *const nodes[] = {NULL, text, rsv_doc_get(rsv_doc_get(&t->root, "no"), "such")};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(rsv_doc_count(nodes[i]), 0);
        assert_null(rsv_doc_get(nodes[i], "x"));
        assert_null(rsv_doc_first(nodes[i]));
        assert_int_equal(rsv_doc_integer(nodes[i]), 0);
        assert_true(rsv_doc_number(nodes[i]) == 0);
        assert_false(rsv_doc_is_true(nodes[i]));
    }
    assert_int_equal(rsv_doc_type(NULL), RSV_NULL);
    assert_string_equal(rsv_doc_text(NULL), "");
    assert_string_equal(rsv_doc_key(NULL), "");
    assert_null(rsv_doc_next(NULL));
    assert_null(rsv_doc_get(&t->root, NULL));
    assert_string_equal(rsv_doc_text(&t->root), "");
    assert_null(rsv_doc_get(rsv_doc_get(&t->root, "list"), "i")); /* elements have no keys */
    is_written_as(NULL, "null");
    rsv_doc_free(&t->root);
    rsv_doc_free(NULL);
}

static void a_number_is_an_integer_only_where_doubles_are_exact(void **state)
{
    static const struct {
        double number;
        int64_t integer;
    } cases[] = {{3.9, 3}, {-3.9, -3}, {8e15, 8000000000000000}, {1e16, 0}, {1e300, 0}};
    struct doc_tree *t = rsv__doc_new(NULL, RSV_ARRAY);
    (void)state;
    for (size_t i = 0; i < 5; i++)
        rsv__doc_add_number(t, &t->root, NULL, cases[i].number);
    const rsv_doc *d = rsv_doc_first(&t->root);
    for (size_t i = 0; i < 5; i++, d = rsv_doc_next(d))
        assert_true(rsv_doc_integer(d) == cases[i].integer);
    rsv_doc_free(&t->root);
}

static void what_json_cannot_say_becomes_null_and_a_null_text_nothing(void **state)
{
    struct doc_tree *t = rsv__doc_new(NULL, RSV_OBJECT);
    (void)state;
    rsv__doc_add_number(t, &t->root, "nan", NAN);
    rsv__doc_add_number(t, &t->root, "infinite", -INFINITY);
    rsv__doc_add_text(t, &t->root, "absent", NULL);
    is_written_as(&t->root, "{\"nan\":null,\"infinite\":null}");
    rsv_doc_free(&t->root);
}

static void texts_and_copied_keys_are_the_documents_own(void **state)
{
    char text[] = "text", key[] = "key";
    struct doc_tree *t = rsv__doc_new(NULL, RSV_OBJECT);
    (void)state;
    rsv__doc_add_text(t, &t->root, rsv__doc_key_copy(t, key), text);
    memset(text, 'x', 4);
    memset(key, 'x', 3);
    is_written_as(&t->root, "{\"key\":\"text\"}");
    rsv_doc_free(&t->root);
}

static void a_copy_is_deep_and_outlives_its_original(void **state)
{
    struct doc_tree *from = rsv__doc_new(NULL, RSV_OBJECT), *to = rsv__doc_new(NULL, RSV_OBJECT);
    (void)state;
    struct rsv_doc *inner = rsv__doc_object(from, &from->root, rsv__doc_key_copy(from, "inner"));
    rsv__doc_add_text(from, rsv__doc_array(from, inner, rsv__doc_key_copy(from, "list")), NULL, "x");
    rsv__doc_add_number(from, inner, "n", 1.5);
    rsv__doc_add_copy(to, &to->root, "copy", &from->root);
    rsv__doc_add_copy(to, &to->root, "nothing", NULL);
    rsv_doc_free(&from->root);
    is_written_as(&to->root, "{\"copy\":{\"inner\":{\"list\":[\"x\"],\"n\":1.5}}}");
    rsv_doc_free(&to->root);
}

static void a_document_is_handed_over_whole_or_not_at_all(void **state)
{
    struct fail_alloc f = {.fired = true};
    (void)state;
    for (unsigned long nth = 1; f.fired; nth++) {
        rsv_error err;
        rsv_doc *doc = (rsv_doc *)&err; /* anything but NULL */
        struct doc_tree *t = build(fail_alloc_on(&f, nth));
        assert_int_equal(rsv__doc_ok(t, &err), f.fired ? RSV_ENOMEM : RSV_OK);
        assert_int_equal(rsv__doc_done(t, &doc, &err), f.fired ? RSV_ENOMEM : RSV_OK);
        if (f.fired)
            assert_null(doc);
        rsv_doc_free(doc);
        assert_int_equal(f.live, 0);
    }
}

static void a_copy_reports_that_memory_ran_out(void **state)
{
    struct doc_tree *from = build(NULL);
    struct fail_alloc f = {.fired = true};
    (void)state;
    for (unsigned long nth = 1; f.fired; nth++) {
        rsv_error err;
        struct doc_tree *to = rsv__doc_new(fail_alloc_on(&f, nth), RSV_OBJECT);
        rsv__doc_add_copy(to, to ? &to->root : NULL, "copy", &from->root);
        assert_int_equal(rsv__doc_ok(to, &err), f.fired ? RSV_ENOMEM : RSV_OK);
        rsv_doc_free(to ? &to->root : NULL);
        assert_int_equal(f.live, 0);
    }
    rsv_doc_free(&from->root);
}

static void json_needs_a_place_to_go(void **state)
{
    (void)state;
    assert_int_equal(rsv_doc_json(NULL, 0, NULL, NULL), RSV_EARG);
    rsv_text_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_come_back_by_key_and_in_order),
        cmocka_unit_test(readers_take_null_and_nodes_of_another_type),
        cmocka_unit_test(a_number_is_an_integer_only_where_doubles_are_exact),
        cmocka_unit_test(what_json_cannot_say_becomes_null_and_a_null_text_nothing),
        cmocka_unit_test(texts_and_copied_keys_are_the_documents_own),
        cmocka_unit_test(a_copy_is_deep_and_outlives_its_original),
        cmocka_unit_test(a_document_is_handed_over_whole_or_not_at_all),
        cmocka_unit_test(a_copy_reports_that_memory_ran_out),
        cmocka_unit_test(json_needs_a_place_to_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
