/* SPDX-License-Identifier: MIT
 * test_tables.c - hash tables of facts, and lists. */
#include "support/match_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { N = 500 };

struct table_case {
    struct match_case c;
    struct table t;
    slab_ref facts[N];
};

/* A table of facts of the case, in none of the matcher's own. */
static void fill(struct table_case *x, uint32_t n, uint32_t hashes, bool is_list)
{
    char fact[40];
    memset(&x->t, 0, sizeof x->t);
    match_case_open(&x->c, "", 0);
    for (uint32_t i = 0; i < n; i++) {
        snprintf(fact, sizeof fact, "edge:a=%u,b=b", i);
        match_case_tell(&x->c, fact);
        x->facts[i] = x->c.told;
        assert_true(rsv__table_insert(&x->c.m, &x->t, 0, x->c.told, i % hashes, is_list));
    }
}

static void drop(struct table_case *x)
{
    rsv__release(&x->c.alloc, x->t.buckets, (x->t.mask + 1) * sizeof *x->t.buckets);
    for (uint32_t i = 0; i < N; i++) /* the entries are no index's */
        if (x->facts[i] != 0)
            fact_at(&x->c.m, x->facts[i])->entries = 0;
    rsv__slab_clear(&x->c.m.slab);
    for (uint32_t k = 0; k < x->c.net.n_kinds; k++)
        x->c.m.kinds[k].n = 0;
    match_case_close(&x->c);
}

static uint32_t count(const struct table_case *x, uint32_t hash, slab_ref *first)
{
    uint32_t n = 0;
    for (slab_ref at = table_first(&x->t, hash); at != 0; at = entry_at(&x->c.m, at)->next) {
        if (entry_at(&x->c.m, at)->hash != hash)
            continue;
        if (n++ == 0)
            *first = entry_at(&x->c.m, at)->fact;
    }
    return n;
}

static void entries_are_found_by_their_hash_newest_first(void **state)
{
    static struct table_case x;
    slab_ref first = 0;
    (void)state;
    fill(&x, N, 100, false);
    assert_int_equal(x.t.n, N);
    assert_true(x.t.mask + 1 >= N / 2); /* it has grown */
    for (uint32_t h = 0; h < 100; h++) {
        assert_int_equal(count(&x, h, &first), 5);
        assert_int_equal(first, x.facts[400 + h]);
    }
    assert_int_equal(count(&x, 100, &first), 0);
    drop(&x);
}

static void a_list_stays_one_bucket_whatever_comes(void **state)
{
    static struct table_case x;
    slab_ref first = 0;
    (void)state;
    fill(&x, N, 1, true);
    assert_int_equal(x.t.mask, 0);
    assert_int_equal(count(&x, 0, &first), N);
    assert_int_equal(first, x.facts[N - 1]);
    drop(&x);
}

static void entries_go_from_either_end_and_the_middle(void **state)
{
    static struct table_case x;
    slab_ref first = 0;
    (void)state;
    fill(&x, 5, 1, false);
    static const int order[] = {4, 0, 2, 1, 3};
    for (uint32_t i = 0; i < 5; i++) {
        struct fact *f = fact_at(&x.c.m, x.facts[order[i]]);
        const slab_ref entry = f->entries;
        f->entries = entry_at(&x.c.m, entry)->fact_next;
        rsv__table_remove(&x.c.m, &x.t, entry);
        assert_int_equal(x.t.n, 4 - i);
        assert_int_equal(count(&x, 0, &first), 4 - i);
        for (slab_ref at = table_first(&x.t, 0); at != 0; at = entry_at(&x.c.m, at)->next)
            assert_int_not_equal(entry_at(&x.c.m, at)->fact, x.facts[order[i]]);
    }
    drop(&x);
}

static void a_key_hashes_its_values_in_order(void **state)
{
    static const struct field fields[] = {{.name = "i", .type = FIELD_INTEGER}, {.name = "d", .type = FIELD_NUMBER}};
    const struct kind k = {.fields = fields, .n_fields = 2};
    const uint8_t both[] = {0, 0}, number[] = {1};
    const union value ab[] = {{.i = 1}, {.i = 2}}, ba[] = {{.i = 2}, {.i = 1}};
    const union value zero = {.d = 0.0}, minus_zero = {.d = -0.0};
    (void)state;
    assert_int_equal(rsv__key_hash(&k, both, 2, ab), rsv__key_hash(&k, both, 2, ab));
    assert_int_not_equal(rsv__key_hash(&k, both, 2, ab), rsv__key_hash(&k, both, 2, ba));
    assert_int_equal(rsv__key_hash(&k, number, 1, &zero), rsv__key_hash(&k, number, 1,
        &minus_zero)); /* they are equal */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_found_by_their_hash_newest_first),
        cmocka_unit_test(a_list_stays_one_bucket_whatever_comes),
        cmocka_unit_test(entries_go_from_either_end_and_the_middle),
        cmocka_unit_test(a_key_hashes_its_values_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
