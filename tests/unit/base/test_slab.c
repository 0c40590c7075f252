/* SPDX-License-Identifier: MIT */
#include "base/slab.h"
#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MANY = 5000 };

struct fixture {
    struct fail_alloc memory;
    struct alloc alloc;
    struct slab slab;
};

static void open_slab(struct fixture *f, unsigned long nth)
{
    rsv__alloc_init(&f->alloc, fail_alloc_on(&f->memory, nth));
    rsv__slab_init(&f->slab, &f->alloc);
}

static void close_slab(struct fixture *f)
{
    rsv__slab_free(&f->slab);
    assert_int_equal(f->alloc.live, 0);
    assert_int_equal(f->memory.live, 0);
}

static size_t size_of(size_t i)
{
    return 1 + i * 7 % 1016;
}

static void objects_of_all_sizes_are_zeroed_and_apart(void **state)
{
    static slab_ref refs[MANY];
    struct fixture f;
    (void)state;
    open_slab(&f, 0);
    for (size_t i = 0; i < MANY; i++) {
        refs[i] = rsv__slab_new(&f.slab, size_of(i));
        assert_int_not_equal(refs[i], 0);
        unsigned char *p = rsv__slab_at(&f.slab, refs[i]);
        for (size_t k = 0; k < size_of(i); k++)
            assert_int_equal(p[k], 0);
        memset(p, (int)(i % 251) + 1, size_of(i));
    }
    assert_true(f.slab.n_chunks > 1);
    for (size_t i = 0; i < MANY; i++) {
        const unsigned char *p = rsv__slab_at(&f.slab, refs[i]);
        for (size_t k = 0; k < size_of(i); k++)
            assert_int_equal(p[k], i % 251 + 1);
    }
    close_slab(&f);
}

static void a_freed_object_is_used_again_for_its_size_and_zeroed(void **state)
{
    struct fixture f;
    (void)state;
    open_slab(&f, 0);
    const slab_ref keep = rsv__slab_new(&f.slab, 24), a = rsv__slab_new(&f.slab, 24),
                   b = rsv__slab_new(&f.slab, 24);
    memset(rsv__slab_at(&f.slab, a), 'x', 24);
    memset(rsv__slab_at(&f.slab, keep), 'k', 24);
    rsv__slab_delete(&f.slab, a, 24);
    rsv__slab_delete(&f.slab, b, 24);
    assert_int_not_equal(rsv__slab_new(&f.slab, 32), a);
    assert_int_equal(rsv__slab_new(&f.slab, 20), b); /* 20 and 24 bytes are both three units */
    assert_int_equal(rsv__slab_new(&f.slab, 24), a);
    static const char zero[24];
    assert_memory_equal(rsv__slab_at(&f.slab, a), zero, 24);
    assert_int_equal(*(char *)rsv__slab_at(&f.slab, keep), 'k');
    close_slab(&f);
}

static void memory_that_is_emptied_shrinks_to_one_chunk(void **state)
{
    static slab_ref refs[MANY];
    struct fixture f;
    (void)state;
    open_slab(&f, 0);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < MANY; i++)
            refs[i] = rsv__slab_new(&f.slab, 64);
        assert_int_equal(f.slab.live, MANY);
        for (size_t i = 0; i < MANY; i++)
            rsv__slab_delete(&f.slab, refs[i], 64);
        assert_int_equal(f.slab.n_chunks, 1);
        assert_int_equal(f.slab.live, 0);
    }
    assert_int_not_equal(rsv__slab_new(&f.slab, 64), 0);
    rsv__slab_clear(&f.slab);
    assert_int_equal(f.slab.live, 0);
    close_slab(&f);
}

static void clearing_what_was_never_used_is_fine(void **state)
{
    struct fixture f;
    (void)state;
    open_slab(&f, 0);
    rsv__slab_clear(&f.slab);
    assert_int_not_equal(rsv__slab_new(&f.slab, 8), 0);
    close_slab(&f);
}

static void it_is_known_which_handles_point_into_its_memory(void **state)
{
    struct fixture f;
    (void)state;
    open_slab(&f, 0);
    assert_false(rsv__slab_has(&f.slab, 1));
    const slab_ref ref = rsv__slab_new(&f.slab, 8);
    assert_true(rsv__slab_has(&f.slab, ref));
    assert_false(rsv__slab_has(&f.slab, 0));
    assert_false(rsv__slab_has(&f.slab, 5u << SLAB_SHIFT));
    assert_false(rsv__slab_has(&f.slab, UINT32_MAX));
    close_slab(&f);
}

static void every_allocation_may_fail_without_a_leak(void **state)
{
    struct fixture f = {.memory.fired = true};
    (void)state;
    for (unsigned long nth = 1; f.memory.fired; nth++) {
        uint32_t made = 0;
        open_slab(&f, nth);
        for (size_t i = 0; i < MANY; i++)
            made += rsv__slab_new(&f.slab, 500) != 0;
        assert_int_equal(made, f.memory.fired ? MANY - 1 : MANY); /* one failed, and only that one */
        assert_int_equal(f.slab.live, made);
        close_slab(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_of_all_sizes_are_zeroed_and_apart),
        cmocka_unit_test(a_freed_object_is_used_again_for_its_size_and_zeroed),
        cmocka_unit_test(memory_that_is_emptied_shrinks_to_one_chunk),
        cmocka_unit_test(clearing_what_was_never_used_is_fine),
        cmocka_unit_test(it_is_known_which_handles_point_into_its_memory),
        cmocka_unit_test(every_allocation_may_fail_without_a_leak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
