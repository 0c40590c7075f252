/* SPDX-License-Identifier: MIT */
#include "scan/distinct.h"

#include "base/hash.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void counts_are_exact_up_to_the_limit(void **state)
{
    struct alloc alloc;
    struct distinct d = {{0}, NULL};
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    struct distinct_budget budget = {&alloc, 5000, 1 << 20};
    for (uint64_t i = 1; i <= 5000; i++)
        for (int twice = 0; twice < 2; twice++)
            assert_true(rsv__distinct_add(&d, &budget, rsv__hash_mix(i)));
    assert_true(rsv__distinct_is_exact(&d));
    assert_int_equal(rsv__distinct_count(&d), 5000);
    assert_true(rsv__distinct_add(&d, &budget, rsv__hash_mix(5001)));
    assert_false(rsv__distinct_is_exact(&d));
    rsv__distinct_free(&d, &budget);
    assert_int_equal(alloc.live, 0);
    assert_int_equal(budget.left, 1 << 20);
}

/* 0.8 % is one standard error; four of them are hardly ever passed. */
static void estimates_are_near_at_every_size(void **state)
{
    (void)state;
    for (uint64_t round = 0; round < 3; round++) {
        struct alloc alloc;
        struct distinct d = {{0}, NULL};
        rsv__alloc_init(&alloc, NULL);
        struct distinct_budget budget = {&alloc, 1, 1 << 20};
        uint64_t n = 0;
        for (uint64_t size = 10; size <= 1000000; size *= 3) {
            while (n < size)
                assert_true(rsv__distinct_add(&d, &budget, rsv__hash_mix(round << 40 | ++n)));
            const double error = fabs((double)rsv__distinct_count(&d) - (double)n) / (double)n;
            if (error > 0.033)
                fail_msg("%llu: off by %.1f %%", (unsigned long long)n, error * 100);
        }
        rsv__distinct_free(&d, &budget);
        assert_int_equal(alloc.live, 0);
    }
}

static void counters_keep_to_their_budget(void **state)
{
    struct alloc alloc;
    struct distinct d[2] = {{{0}, NULL}, {{0}, NULL}};
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    struct distinct_budget budget = {&alloc, 1000000, 64 * 1024};
    for (uint64_t i = 1; i <= 20000; i++)
        assert_true(rsv__distinct_add(&d[i & 1], &budget, rsv__hash_mix(i)));
    assert_true(alloc.live <= 64 * 1024 + 2 * SKETCH_REGISTERS);
    assert_false(rsv__distinct_is_exact(&d[0]));
    rsv__distinct_free(&d[0], &budget);
    rsv__distinct_free(&d[1], &budget);
    assert_int_equal(budget.left, 64 * 1024);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(counts_are_exact_up_to_the_limit),
                                       cmocka_unit_test(estimates_are_near_at_every_size),
                                       cmocka_unit_test(counters_keep_to_their_budget)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
