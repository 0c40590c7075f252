/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct fail_alloc memory;
    struct alloc alloc;
    struct arena arena;
};

static void open_arena(struct fixture *f, unsigned long nth)
{
    rsv__alloc_init(&f->alloc, fail_alloc_on(&f->memory, nth));
    rsv__arena_init(&f->arena, &f->alloc);
}

static void close_arena(struct fixture *f)
{
    rsv__arena_free(&f->arena);
    assert_int_equal(f->alloc.live, 0);
    assert_int_equal(f->memory.live, 0);
}

static void memory_is_zeroed_aligned_and_apart(void **state)
{
    static const size_t sizes[] = {1, 7, 16, 17, 0, 100, 5000, 3, 40000};
    enum { N = sizeof sizes / sizeof *sizes };
    struct fixture f;
    unsigned char *blocks[N];
    (void)state;
    open_arena(&f, 0);
    for (size_t i = 0; i < N; i++) {
        blocks[i] = rsv__arena_alloc(&f.arena, sizes[i]);
        assert_non_null(blocks[i]);
        assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(blocks[i][k], 0);
        memset(blocks[i], (int)i + 1, sizes[i]);
    }
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(blocks[i][k], i + 1);
    close_arena(&f);
}

static void memory_is_zeroed_again_after_a_reset(void **state)
{
    struct fixture f;
    (void)state;
    open_arena(&f, 0);
    memset(rsv__arena_alloc(&f.arena, 64), 'x', 64);
    memset(rsv__arena_alloc(&f.arena, 100000), 'x', 100000);
    const size_t before = f.alloc.live;
    rsv__arena_reset(&f.arena);
    assert_true(f.alloc.live < before && f.alloc.live >= 100000); /* the newest chunk is kept */
    const char *p = rsv__arena_alloc(&f.arena, 64);
    for (int i = 0; i < 64; i++)
        assert_int_equal(p[i], 0);
    close_arena(&f);
}

static void a_reset_of_an_arena_that_has_nothing_is_fine(void **state)
{
    struct fixture f;
    (void)state;
    open_arena(&f, 0);
    rsv__arena_reset(&f.arena);
    assert_non_null(rsv__arena_alloc(&f.arena, 1));
    close_arena(&f);
}

static void failure_is_kept_until_the_reset(void **state)
{
    struct fixture f;
    (void)state;
    open_arena(&f, 1);
    assert_null(rsv__arena_alloc(&f.arena, 8));
    assert_true(f.arena.failed);
    assert_null(rsv__arena_text(&f.arena, "memory would be there, but a builder must not go on"));
    assert_null(rsv__arena_printf(&f.arena, "%d", 1));
    rsv__arena_reset(&f.arena);
    assert_false(f.arena.failed);
    assert_non_null(rsv__arena_alloc(&f.arena, 8));
    close_arena(&f);
}

static void a_size_that_would_overflow_is_refused(void **state)
{
    static const size_t sizes[] = {SIZE_MAX, SIZE_MAX - 14, SIZE_MAX / 2, SIZE_MAX / 4 + 1};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct fixture f;
        open_arena(&f, 0);
        assert_null(rsv__arena_alloc(&f.arena, sizes[i]));
        assert_true(f.arena.failed);
        close_arena(&f);
    }
}

static void copies_have_a_nul_behind_them(void **state)
{
    struct fixture f;
    (void)state;
    open_arena(&f, 0);
    const char bytes[] = {'a', '\0', 'b', 'c'};
    const char *p = rsv__arena_copy(&f.arena, bytes, 4);
    assert_memory_equal(p, "a\0bc\0", 5);
    assert_string_equal(rsv__arena_copy(&f.arena, NULL, 0), "");
    assert_string_equal(rsv__arena_text(&f.arena, "text"), "text");
    assert_string_equal(rsv__arena_printf(&f.arena, "%s-%05d", "n", 42), "n-00042");
    close_arena(&f);
}

static void a_grown_array_keeps_its_content_and_doubles(void **state)
{
    struct fixture f;
    int *items = NULL;
    size_t cap = 0;
    (void)state;
    open_arena(&f, 0);
    for (size_t n = 0; n < 300; n++) {
        int *grown = rsv__arena_grow(&f.arena, items, n, &cap, n + 1, sizeof *items);
        assert_non_null(grown);
        items = grown;
        items[n] = (int)n;
    }
    for (int n = 0; n < 300; n++)
        assert_int_equal(items[n], n);
    assert_int_equal(cap, 512);
    assert_null(rsv__arena_grow(&f.arena, items, 300, &cap, SIZE_MAX / 8, sizeof *items));
    assert_true(f.arena.failed);
    assert_int_equal(cap, 512);
    close_arena(&f);
}

static void every_allocation_may_fail_without_a_leak(void **state)
{
    struct fixture f = {.memory.fired = true};
    (void)state;
    for (unsigned long nth = 1; f.memory.fired; nth++) {
        open_arena(&f, nth);
        for (size_t n = 1; n < 200000; n *= 3)
            rsv__arena_alloc(&f.arena, n);
        assert_int_equal(f.arena.failed, f.memory.fired);
        close_arena(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(memory_is_zeroed_again_after_a_reset),
        cmocka_unit_test(a_reset_of_an_arena_that_has_nothing_is_fine),
        cmocka_unit_test(failure_is_kept_until_the_reset),
        cmocka_unit_test(a_size_that_would_overflow_is_refused),
        cmocka_unit_test(copies_have_a_nul_behind_them),
        cmocka_unit_test(a_grown_array_keeps_its_content_and_doubles),
        cmocka_unit_test(every_allocation_may_fail_without_a_leak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
