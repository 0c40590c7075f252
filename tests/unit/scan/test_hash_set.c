/* SPDX-License-Identifier: MIT */
#include "scan/hash_set.h"

#include "base/hash.h"
#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void what_was_added_is_there_and_nothing_else(void **state)
{
    struct alloc alloc;
    struct hash_set s = {0};
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    assert_false(rsv__set_has(&s, 7));
    for (uint64_t i = 1; i <= 10000; i++)
        assert_int_equal(rsv__set_add(&s, &alloc, rsv__hash_mix(i)), SET_ADDED);
    for (uint64_t i = 1; i <= 10000; i++) {
        assert_int_equal(rsv__set_add(&s, &alloc, rsv__hash_mix(i)), SET_PRESENT);
        assert_true(rsv__set_has(&s, rsv__hash_mix(i)));
        assert_false(rsv__set_has(&s, rsv__hash_mix(i + 10000)));
    }
    assert_int_equal(s.n, 10000);
    rsv__set_free(&s, &alloc);
    assert_int_equal(alloc.live, 0);
}

static void it_is_told_in_advance_how_large_it_gets(void **state)
{
    struct alloc alloc;
    struct hash_set s = {0};
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    for (uint64_t i = 1; i <= 1000; i++) {
        const size_t told = rsv__set_next_size(&s);
        assert_int_equal(rsv__set_add(&s, &alloc, rsv__hash_mix(i)), SET_ADDED);
        assert_int_equal(s.cap * sizeof *s.slots, told);
    }
    rsv__set_free(&s, &alloc);
}

static void without_memory_it_stays_as_it_was(void **state)
{
    struct fail_alloc f;
    struct alloc alloc;
    struct hash_set s = {0};
    (void)state;
    rsv__alloc_init(&alloc, fail_alloc_on(&f, 2));
    uint64_t n = 0;
    while (rsv__set_add(&s, &alloc, rsv__hash_mix(n + 1)) == SET_ADDED)
        n++;
    assert_int_equal(s.n, n);
    assert_true(rsv__set_has(&s, rsv__hash_mix(n)));
    rsv__set_free(&s, &alloc);
    assert_int_equal(f.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_was_added_is_there_and_nothing_else),
                                       cmocka_unit_test(it_is_told_in_advance_how_large_it_gets),
                                       cmocka_unit_test(without_memory_it_stays_as_it_was)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
