/* SPDX-License-Identifier: MIT */
#include "session/show.h"

#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void the_body_is_taken_apart(void **state)
{
    rsv_error err;
    (void)state;
    struct doc_tree *t = rsv__doc_new(NULL, RSV_OBJECT);
    rsv__doc_add_text(t, &t->root, "body", "## Do\n1. It.\n");
    assert_int_equal(rsv__show_blocks(t, &err), RSV_OK);
    const rsv_doc *blocks = rsv_doc_get(&t->root, "blocks");
    assert_int_equal(rsv_doc_count(blocks), 2);
    assert_string_equal(rsv_doc_text(rsv_doc_get(rsv_doc_first(blocks), "text")), "Do");
    assert_string_equal(rsv_doc_text(rsv_doc_get(&t->root, "body")), "## Do\n1. It.\n"); /* and still there */
    rsv_doc_free(&t->root);
}

static void without_a_body_there_are_no_blocks(void **state)
{
    rsv_error err;
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct doc_tree *t = rsv__doc_new(NULL, RSV_OBJECT);
        if (i == 1)
            rsv__doc_add_text(t, &t->root, "body", "");
        if (i == 2)
            rsv__doc_add_integer(t, &t->root, "body", 1);
        assert_int_equal(rsv__show_blocks(t, &err), RSV_OK);
        assert_int_equal(rsv_doc_type(rsv_doc_get(&t->root, "blocks")), RSV_ARRAY);
        assert_int_equal(rsv_doc_count(rsv_doc_get(&t->root, "blocks")), 0);
        rsv_doc_free(&t->root);
    }
}

static void every_allocation_may_fail(void **state)
{
    struct fail_alloc f = {.fired = true};
    rsv_error err;
    (void)state;
    for (unsigned long nth = 1; f.fired; nth++) {
        struct doc_tree *t = rsv__doc_new(fail_alloc_on(&f, nth), RSV_OBJECT);
        if (t != NULL)
            rsv__doc_add_text(t, &t->root, "body", "## Do\n1. It.\n");
        const rsv_status rc = t ? rsv__show_blocks(t, &err) : RSV_ENOMEM;
        assert_int_equal(rc, f.fired ? RSV_ENOMEM : RSV_OK);
        rsv_doc_free(t ? &t->root : NULL);
        assert_int_equal(f.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_body_is_taken_apart),
        cmocka_unit_test(without_a_body_there_are_no_blocks),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
