/* SPDX-License-Identifier: MIT */
#include "match/pool.h"
#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { N = 500, SIZE = 36 };

struct pool_case {
    struct fail_alloc memory;
    struct alloc alloc;
    struct pool p;
    fact_ref refs[N];
};

static bool open_pool(struct pool_case *x, unsigned long nth)
{
    memset(x, 0, sizeof *x);
    rsv__alloc_init(&x->alloc, fail_alloc_on(&x->memory, nth));
    return rsv__pool_init(&x->p, &x->alloc, 3);
}

static bool fill(struct pool_case *x, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        x->refs[i] = rsv__pool_new(&x->p, 1, SIZE);
        if (x->refs[i] == 0)
            return false;
        memset(pool_at(&x->p, x->refs[i]), (int)(i & 255), SIZE);
    }
    return true;
}

static void drop(struct pool_case *x, fact_ref ref)
{
    rsv__pool_hide(&x->p, ref);
    rsv__pool_delete(&x->p, ref);
}

static void facts_of_a_kind_come_in_the_order_in_which_they_were_made(void **state)
{
    static struct pool_case x;
    (void)state;
    assert_true(open_pool(&x, 0) && fill(&x, N));
    const fact_ref other = rsv__pool_new(&x.p, 2, 400);
    fact_ref ref = 0;
    for (uint32_t i = 0; i < N; i++) {
        ref = rsv__pool_next(&x.p, 1, ref);
        assert_int_equal(ref, x.refs[i]);
        const unsigned char *bytes = pool_at(&x.p, ref);
        assert_int_equal(bytes[0], i & 255);
        assert_int_equal(bytes[SIZE - 1], i & 255);
    }
    assert_int_equal(rsv__pool_next(&x.p, 1, ref), 0);
    assert_int_equal(rsv__pool_next(&x.p, 0, 0), 0);
    assert_int_equal(rsv__pool_next(&x.p, 2, 0), other);
    rsv__pool_free(&x.p);
    assert_int_equal(x.memory.live, 0);
}

static void what_is_gone_is_not_found_but_can_be_read_until_deleted(void **state)
{
    static struct pool_case x;
    (void)state;
    assert_true(open_pool(&x, 0) && fill(&x, 3));
    rsv__pool_hide(&x.p, x.refs[1]);
    assert_false(pool_has(&x.p, x.refs[1]));
    assert_int_equal(*(const char *)pool_at(&x.p, x.refs[1]), 1);
    assert_int_equal(rsv__pool_next(&x.p, 1, x.refs[0]), x.refs[2]);
    assert_int_equal(x.p.kinds[1].n, 2);
    rsv__pool_delete(&x.p, x.refs[1]);
    assert_int_equal(rsv__pool_new(&x.p, 1, SIZE), x.refs[1]); /* its place is used again */
    assert_false(pool_has(&x.p, 0));
    assert_false(pool_has(&x.p, UINT32_MAX));
    rsv__pool_free(&x.p);
}

static void chunks_left_empty_go_back_but_one(void **state)
{
    static struct pool_case x;
    (void)state;
    assert_true(open_pool(&x, 0) && fill(&x, 1));
    drop(&x, x.refs[0]);
    const size_t level = x.memory.live;
    assert_true(fill(&x, N));
    for (uint32_t i = 0; i < N; i += 2)
        drop(&x, x.refs[i]);
    uint32_t n = 0;
    for (fact_ref ref = 0; (ref = rsv__pool_next(&x.p, 1, ref)) != 0; n++)
        assert_int_equal(ref, x.refs[2 * n + 1]);
    assert_int_equal(n, N / 2);
    for (uint32_t i = 1; i < N; i += 2)
        drop(&x, x.refs[i]);
    assert_int_equal(x.p.n, 0);
    assert_int_equal(x.p.kinds[1].n_chunks, 1);
    assert_true(x.memory.live < level + CHUNK_FACTS * SIZE + 2000);
    const size_t now = x.memory.live;
    for (int i = 0; i < 100; i++) { /* at a chunk's border: no memory calls */
        drop(&x, rsv__pool_new(&x.p, 1, SIZE));
        assert_int_equal(x.memory.live, now);
    }
    rsv__pool_free(&x.p);
    assert_int_equal(x.memory.live, 0);
}

static void a_cleared_pool_starts_anew(void **state)
{
    static struct pool_case x;
    (void)state;
    assert_true(open_pool(&x, 0) && fill(&x, 100));
    rsv__pool_clear(&x.p);
    assert_int_equal(x.p.n, 0);
    assert_int_equal(rsv__pool_next(&x.p, 1, 0), 0);
    assert_false(pool_has(&x.p, x.refs[0]));
    const fact_ref first = x.refs[0];
    assert_true(fill(&x, 100));
    assert_int_equal(x.refs[0], first);
    rsv__pool_free(&x.p);
    assert_int_equal(x.memory.live, 0);
}

static void any_allocation_may_fail(void **state)
{
    static struct pool_case x = {.memory.fired = true};
    (void)state;
    for (unsigned long nth = 1; x.memory.fired || nth == 1; nth++) {
        const bool ok = open_pool(&x, nth) && fill(&x, N);
        assert_int_equal(ok, !x.memory.fired);
        rsv__pool_free(&x.p);
        assert_int_equal(x.memory.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_of_a_kind_come_in_the_order_in_which_they_were_made),
        cmocka_unit_test(what_is_gone_is_not_found_but_can_be_read_until_deleted),
        cmocka_unit_test(chunks_left_empty_go_back_but_one),
        cmocka_unit_test(a_cleared_pool_starts_anew),
        cmocka_unit_test(any_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
