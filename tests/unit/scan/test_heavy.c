/* SPDX-License-Identifier: MIT */
#include "scan/heavy.h"

#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool add(struct heavies *h, struct alloc *alloc, uint64_t user, uint64_t address, int64_t time)
{
    static const char text[] = "xx{\"id\":\"1\"}";
    const struct row row = {.at = 2};
    const struct scan_entry e = {.at = 2, .n = sizeof text - 3, .time = time, .code = 7, .user = user, .address = address};
    return rsv__heavy_add(h, alloc, text, &row, &e);
}

/* Rows kept of times from .. to. */
static size_t kept(const struct heavies *h, int64_t from, int64_t to)
{
    const struct heavy_code *c = rsv__heavy_of(h, 7);
    size_t n = 0;
    for (size_t i = 0; c != NULL && i < HEAVY_SLOTS; i++)
        for (size_t k = 0; k < c->slots[i].n; k++) {
            const struct failure_sample *s = &c->slots[i].items[k];
            assert_memory_equal(s->text, "{\"id\":\"1\"}", s->n);
            assert_int_equal(s->row.at, 0);
            n += s->time >= from && s->time <= to;
        }
    return n;
}

static void who_has_most_rows_is_kept_whatever_comes_later(void **state)
{
    struct heavies h = {0};
    struct alloc alloc;
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    for (int64_t i = 0; i < 100; i++) /* in circles, each time from another address */
        assert_true(add(&h, &alloc, 1, 1000 + (uint64_t)i, i));
    for (int64_t i = 0; i < 100; i++) /* many accounts from one address */
        assert_true(add(&h, &alloc, 2000 + (uint64_t)i, 5, 200 + i));
    for (int64_t i = 0; i < 200; i++) /* and later many others */
        assert_true(add(&h, &alloc, 3000 + (uint64_t)i, 4000 + (uint64_t)i, 1000 + i));
    assert_int_equal(kept(&h, 0, 99), HEAVY_ROWS);
    assert_int_equal(kept(&h, 200, 299), HEAVY_ROWS);
    assert_null(rsv__heavy_of(&h, 8));
    rsv__heavy_free(&h, &alloc);
    assert_int_equal(alloc.live, 0);
}

static void a_slot_that_changes_hands_gives_its_records_back(void **state)
{
    struct heavies h = {0};
    struct alloc alloc;
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    for (uint64_t i = 0; i < 1000; i++)
        assert_true(add(&h, &alloc, 1 + i / 2, 0, (int64_t)i));
    assert_in_range(kept(&h, 0, 1000), 1, HEAVY_SLOTS / 2 * HEAVY_ROWS);
    rsv__heavy_free(&h, &alloc);
    assert_int_equal(alloc.live, 0);
}

static void every_allocation_may_fail(void **state)
{
    struct fail_alloc f = {.fired = true};
    (void)state;
    for (unsigned nth = 1; f.fired; nth++) {
        struct heavies h = {0};
        struct alloc alloc;
        bool good = true;
        rsv__alloc_init(&alloc, fail_alloc_on(&f, nth));
        for (int64_t i = 0; i < 9 && good; i++)
            good = add(&h, &alloc, 1, 2, i);
        assert_int_equal(good, !f.fired);
        rsv__heavy_free(&h, &alloc);
        assert_int_equal(f.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(who_has_most_rows_is_kept_whatever_comes_later),
                                       cmocka_unit_test(a_slot_that_changes_hands_gives_its_records_back),
                                       cmocka_unit_test(every_allocation_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
