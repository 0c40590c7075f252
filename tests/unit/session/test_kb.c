/* SPDX-License-Identifier: MIT */
#include "session/kb.h"

#include "support/fail_alloc.h"
#include "support/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_case_is_read_once_and_kept(void **state)
{
    struct world w;
    const struct case_code *first, *again;
    rsv_error err;
    (void)state;
    world_small(&w);
    assert_int_equal(rsv__kb_case(w.kb, WORLD_CODE, &first, &err), RSV_OK);
    assert_int_equal(rsv__kb_case(w.kb, WORLD_CODE, &again, &err), RSV_OK);
    assert_ptr_equal(first, again);
    assert_int_equal(first->n_causes, 3);
    world_close(&w);
}

static void a_code_that_is_not_there_may_be_asked_for_again_and_again(void **state)
{
    struct world w;
    struct fail_alloc f;
    struct rsv_kb *kb;
    const struct case_code *out;
    rsv_error err;
    (void)state;
    world_small(&w);
    assert_int_equal(rsv__kb_open(w.kb_path, fail_alloc_on(&f, 0), &kb, &err), RSV_OK);
    assert_int_equal(rsv__kb_case(kb, 90098, &out, &err), RSV_ENOTFOUND);
    assert_int_equal(rsv__kb_case(kb, WORLD_CODE, &out, &err), RSV_OK);
    const size_t live = f.live;
    for (int i = 0; i < 1000; i++)
        assert_int_equal(rsv__kb_case(kb, 90098, &out, &err), RSV_ENOTFOUND);
    assert_int_equal(f.live, live);
    rsv__kb_close(kb);
    assert_int_equal(f.live, 0);
    world_close(&w);
}

static void after_a_failed_allocation_the_knowledge_base_is_still_good(void **state)
{
    struct world w;
    struct fail_alloc f = {.fired = true};
    struct rsv_kb *kb = NULL;
    const struct case_code *out = NULL;
    rsv_error err;
    (void)state;
    world_small(&w);
    for (unsigned long nth = 1; f.fired; nth++) {
        rsv_status rc = rsv__kb_open(w.kb_path, fail_alloc_on(&f, nth), &kb, &err);
        if (rc == RSV_OK)
            rc = rsv__kb_case(kb, WORLD_CODE, &out, &err);
        assert_int_equal(rc, f.fired ? RSV_ENOMEM : RSV_OK);
        if (kb != NULL && f.fired) /* arenas give out nothing more, so this may fail, but cleanly */
            rc = rsv__kb_case(kb, WORLD_CODE, &out, &err);
        assert_true(rc == RSV_OK || rc == RSV_ENOMEM);
        rsv__kb_close(kb);
        assert_int_equal(f.live, 0);
    }
    rsv__kb_close(NULL);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_is_read_once_and_kept),
        cmocka_unit_test(a_code_that_is_not_there_may_be_asked_for_again_and_again),
        cmocka_unit_test(after_a_failed_allocation_the_knowledge_base_is_still_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
