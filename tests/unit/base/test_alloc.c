/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void what_is_handed_out_and_given_back_is_counted(void **state)
{
    struct fail_alloc memory;
    struct alloc a;
    (void)state;
    rsv__alloc_init(&a, fail_alloc_on(&memory, 0));
    char *p = rsv__alloc(&a, 100);
    assert_int_equal(a.live, 100);
    p = rsv__resize(&a, p, 100, 40);
    assert_int_equal(a.live, 40);
    char *q = rsv__alloc_zero(&a, 8);
    assert_memory_equal(q, "\0\0\0\0\0\0\0", 8);
    rsv__release(&a, p, 40);
    rsv__release(&a, q, 8);
    rsv__release(&a, NULL, 0);
    assert_int_equal(a.live, 0);
    assert_int_equal(memory.live, 0);
}

static void the_old_block_survives_a_failed_resize(void **state)
{
    struct fail_alloc memory;
    struct alloc a;
    (void)state;
    rsv__alloc_init(&a, fail_alloc_on(&memory, 2));
    char *p = rsv__alloc(&a, 6);
    strcpy(p, "still");
    assert_null(rsv__resize(&a, p, 6, 1000));
    assert_string_equal(p, "still");
    assert_int_equal(a.live, 6);
    rsv__release(&a, p, 6);
    assert_int_equal(memory.live, 0);
}

static void a_failed_allocation_counts_nothing(void **state)
{
    struct fail_alloc memory;
    struct alloc a;
    (void)state;
    rsv__alloc_init(&a, fail_alloc_on(&memory, 1));
    assert_null(rsv__alloc_zero(&a, 50));
    assert_int_equal(a.live, 0);
}

static void an_array_grows_by_half_and_keeps_its_content(void **state)
{
    struct alloc a;
    size_t cap = 0;
    (void)state;
    rsv__alloc_init(&a, NULL);
    int *items = NULL;
    size_t moves = 0;
    for (size_t n = 0; n < 1000; n++) {
        const size_t before = cap;
        items = rsv__grow(&a, items, &cap, n + 1, sizeof *items);
        assert_non_null(items);
        moves += cap != before;
        items[n] = (int)n;
    }
    for (int n = 0; n < 1000; n++)
        assert_int_equal(items[n], n);
    assert_true(moves < 20); /* not one per element */
    assert_int_equal(a.live, cap * sizeof *items);
    rsv__release(&a, items, cap * sizeof *items);
    assert_int_equal(a.live, 0);
}

static void an_array_gets_all_the_room_that_is_asked_for_at_once(void **state)
{
    struct alloc a;
    size_t cap = 0;
    (void)state;
    rsv__alloc_init(&a, NULL);
    char *p = rsv__grow(&a, NULL, &cap, 5000, 3);
    assert_true(cap >= 5000);
    memset(p, 1, cap * 3);
    assert_ptr_equal(rsv__grow(&a, p, &cap, 10, 3), p); /* there is room: nothing moves */
    rsv__release(&a, p, cap * 3);
    assert_int_equal(a.live, 0);
}

static void a_size_that_would_overflow_is_refused(void **state)
{
    struct alloc a;
    size_t cap = 0;
    (void)state;
    rsv__alloc_init(&a, NULL);
    assert_null(rsv__grow(&a, NULL, &cap, SIZE_MAX / 8 + 2, 8));
    assert_int_equal(cap, 0);
    assert_int_equal(a.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_handed_out_and_given_back_is_counted),
        cmocka_unit_test(the_old_block_survives_a_failed_resize),
        cmocka_unit_test(a_failed_allocation_counts_nothing),
        cmocka_unit_test(an_array_grows_by_half_and_keeps_its_content),
        cmocka_unit_test(an_array_gets_all_the_room_that_is_asked_for_at_once),
        cmocka_unit_test(a_size_that_would_overflow_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
