/* SPDX-License-Identifier: MIT */
#include "scan/counts.h"

#include "base/hash.h"
#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MINUTE = 60 * 1000 };

static struct scan_entry made(uint64_t i, int64_t code, int64_t time)
{
    return (struct scan_entry){.code = code, .time = time, .id = rsv__hash_mix(i + 1), .user = 1 + i % 3, .app = 1,
                          .address = 1 + i % 2, .correlation = 1 + i / 2};
}

static void rows_are_counted_by_code_and_once(void **state)
{
    struct alloc alloc;
    struct counts t;
    struct scan_entry entries[40];
    bool added[40];
    rsv_error err;
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    assert_int_equal(rsv__counts_init(&t, &alloc, 1000, 1 << 20, &err), RSV_OK);
    for (uint64_t i = 0; i < 40; i++)
        entries[i] = made(i % 30, i % 30 % 5 ? 0 : 50126, (int64_t)(i % 30) * MINUTE);
    assert_int_equal(rsv__counts_add(&t, entries, 40, added, &err), RSV_OK);
    assert_true(added[29]);
    assert_false(added[30]);
    assert_int_equal(t.duplicates, 10);
    const struct code_counts *c = rsv__counts_code(&t, 50126);
    assert_int_equal(c->attempts, 6);
    assert_int_equal(c->first, 0);
    assert_int_equal(c->last, 25 * MINUTE);
    assert_int_equal(rsv__distinct_count(&c->users), 3);
    assert_int_equal(rsv__distinct_count(&c->sign_ins), 6);
    assert_int_equal(rsv__counts_code(&t, 0)->attempts, 24);
    assert_null(rsv__counts_code(&t, 1));
    rsv__counts_free(&t);
    assert_int_equal(alloc.live, 0);
}

static void bins_widen_to_both_sides_and_lose_nothing(void **state)
{
    static const int64_t times[] = {1000 * MINUTE, 1001 * MINUTE, 900000 * (int64_t)MINUTE, -5000 * MINUTE};
    struct alloc alloc;
    struct counts t;
    bool added;
    rsv_error err;
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    assert_int_equal(rsv__counts_init(&t, &alloc, 1000, 1 << 20, &err), RSV_OK);
    for (uint64_t i = 0; i < 400; i++) {
        const struct scan_entry e = made(i, 7, times[i / 100]);
        assert_int_equal(rsv__counts_add(&t, &e, 1, &added, &err), RSV_OK);
    }
    const struct code_counts *c = rsv__counts_code(&t, 7);
    for (int i = 0; i < 4; i++) {
        const int64_t bin = (times[i] - t.bins_begin) / t.bin_ms;
        assert_in_range(bin, 0, COUNT_BINS - 1);
        assert_int_equal(c->bins[bin], i < 2 ? 200 : 100); /* the first two have come into one */
    }
    rsv__counts_free(&t);
}

static void ids_are_forgotten_in_the_end_and_it_is_said(void **state)
{
    struct alloc alloc;
    struct counts t;
    bool added;
    rsv_error err;
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    assert_int_equal(rsv__counts_init(&t, &alloc, 10, 1 << 20, &err), RSV_OK);
    for (uint64_t i = 0; i < 200; i++) {
        const struct scan_entry e = made(i, 7, NO_TIME), recent = made(i > 30 ? i - 30 : i, 7, NO_TIME);
        assert_int_equal(rsv__counts_add(&t, &e, 1, &added, &err), RSV_OK);
        assert_int_equal(rsv__counts_add(&t, &recent, 1, &added, &err), RSV_OK);
        assert_false(added);
    }
    assert_true(t.seen_forgets);
    const struct scan_entry first = made(0, 7, NO_TIME);
    assert_int_equal(rsv__counts_add(&t, &first, 1, &added, &err), RSV_OK);
    assert_true(added);
    assert_int_equal(t.without_time, 201);
    rsv__counts_free(&t);
}

static void too_many_codes_are_no_log(void **state)
{
    struct alloc alloc;
    struct counts t;
    bool added;
    rsv_error err;
    rsv_status rc = RSV_OK;
    uint64_t n = 0;
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    assert_int_equal(rsv__counts_init(&t, &alloc, 10, 1 << 20, &err), RSV_OK);
    for (; rc == RSV_OK; n++) {
        const struct scan_entry e = made(n, (int64_t)n, 0);
        rc = rsv__counts_add(&t, &e, 1, &added, &err);
    }
    assert_int_equal(rc, RSV_ELIMIT);
    assert_int_equal(n, MAX_CODES_SEEN + 1);
    rsv__counts_free(&t);
}

static void every_allocation_may_fail(void **state)
{
    struct fail_alloc f = {.fired = true};
    (void)state;
    for (unsigned nth = 1; f.fired; nth++) {
        struct alloc alloc;
        struct counts t;
        struct scan_entry entries[30];
        bool added[30];
        rsv_error err;
        rsv__alloc_init(&alloc, fail_alloc_on(&f, nth));
        rsv_status rc = rsv__counts_init(&t, &alloc, 5, 1 << 20, &err);
        for (uint64_t i = 0; i < 30; i++)
            entries[i] = made(i, (int64_t)(i % 4), 0);
        if (rc == RSV_OK)
            rc = rsv__counts_add(&t, entries, 30, added, &err);
        assert_int_equal(rc, f.fired ? RSV_ENOMEM : RSV_OK);
        rsv__counts_free(&t);
        assert_int_equal(f.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows_are_counted_by_code_and_once),
                                       cmocka_unit_test(bins_widen_to_both_sides_and_lose_nothing),
                                       cmocka_unit_test(ids_are_forgotten_in_the_end_and_it_is_said),
                                       cmocka_unit_test(too_many_codes_are_no_log),
                                       cmocka_unit_test(every_allocation_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
