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
    const struct index *list, *by_a; /* of all edges */
    fact_ref facts[N];
};

/* Edges with `keys` different values of a. */
static void fill(struct table_case *x, uint32_t n, uint32_t keys)
{
    char fact[40];
    match_case_open(&x->c, "rule 'r' { when = { some.edge{ a = V.x }, some.mark{ x = V.x } }, action = function() end }\n"
                           "rule 's' { when = { some.mark{}, some.edge{} }, action = function() end }", 0);
    for (uint32_t i = 0; i < x->c.net.n_indexes; i++) {
        const struct index *index = &x->c.net.indexes[i];
        if (strcmp(x->c.net.alphas[index->alpha].kind->name, "edge") == 0)
            *(index->n_keys == 0 ? &x->list : &x->by_a) = index;
    }
    for (uint32_t i = 0; i < n; i++) {
        snprintf(fact, sizeof fact, "edge:a=k%u,b=n%u", i % keys, i);
        match_case_tell(&x->c, fact);
        x->facts[i] = x->c.told;
    }
}

static const struct table *table_of(const struct table_case *x, const struct index *index)
{
    return &x->c.m.tables[index - x->c.net.indexes];
}

/* Facts in the bucket with this value of a, or all in the list: newer ones first, each knowing the one before. */
static uint32_t count(const struct table_case *x, const struct index *index, fact_ref like, fact_ref *first)
{
    const struct matcher *m = &x->c.m;
    const uint32_t hash = rsv__fact_hash(m, fact_at(m, like), index->keys, index->n_keys);
    uint32_t n = 0;
    fact_ref before = 0;
    for (fact_ref at = table_first(table_of(x, index), hash); at != 0; at = table_next(m, index, at)) {
        assert_int_equal(chain_at(m, index, at)->prev, before);
        assert_true(before == 0 || fact_at(m, before)->serial > fact_at(m, at)->serial);
        before = at;
        if (index->n_keys > 0 && !fact_equals(m, fact_at(m, at), 0, fact_value(m, fact_at(m, like), 0)))
            continue;
        if (n++ == 0)
            *first = at;
    }
    return n;
}

static void facts_are_found_by_their_key_newest_first(void **state)
{
    static struct table_case x;
    fact_ref first = 0;
    (void)state;
    fill(&x, N, 100);
    assert_int_equal(table_of(&x, x.by_a)->n, N);
    assert_true(table_of(&x, x.by_a)->mask + 1 >= N / 2); /* it has grown */
    for (uint32_t k = 0; k < 100; k++) {
        assert_int_equal(count(&x, x.by_a, x.facts[k], &first), 5);
        assert_int_equal(first, x.facts[400 + k]);
    }
    assert_int_equal(match_case_close(&x.c), 0);
}

static void a_list_stays_one_bucket_whatever_comes(void **state)
{
    static struct table_case x;
    fact_ref first = 0;
    (void)state;
    fill(&x, N, 100);
    assert_int_equal(table_of(&x, x.list)->mask, 0);
    assert_int_equal(count(&x, x.list, x.facts[0], &first), N);
    assert_int_equal(first, x.facts[N - 1]);
    assert_int_equal(match_case_close(&x.c), 0);
}

static void facts_go_from_either_end_and_the_middle(void **state)
{
    static struct table_case x;
    fact_ref first = 0;
    (void)state;
    fill(&x, 6, 1);
    static const int order[] = {4, 0, 2, 1, 3};
    for (uint32_t i = 0; i < 5; i++) {
        rsv_error err;
        assert_int_equal(rsv__fact_retract(&x.c.m, x.facts[order[i]], &err), RSV_OK);
        assert_int_equal(count(&x, x.by_a, x.facts[5], &first), 5 - i);
        assert_int_equal(count(&x, x.list, x.facts[5], &first), 5 - i);
        assert_int_equal(first, x.facts[5]);
    }
    assert_int_equal(match_case_close(&x.c), 0);
}

static void what_a_fact_is_finds_it_however_many_there_are(void **state)
{
    static struct table_case x;
    const struct matcher *m = &x.c.m;
    (void)state;
    fill(&x, N, 100);
    for (uint32_t i = 0; i < N; i++) {
        union value values[2];
        const struct fact *f = fact_at(m, x.facts[i]);
        fact_values(m, f, values);
        const struct fact_input like = {.kind = fact_kind(m, f), .mask = 3, .values = values};
        assert_int_equal(rsv__fact_find_same(m, &like, rsv__identity_hash(m, &like)), x.facts[i]);
    }
    assert_int_equal(match_case_close(&x.c), 0);
}

static void a_key_hashes_its_values_in_order(void **state)
{
    const struct layout l = {.numbers = 2, .wide = 3};
    const uint8_t both[] = {0, 0}, number[] = {1};
    const union value ab[] = {{.i = 1}, {.i = 2}}, ba[] = {{.i = 2}, {.i = 1}};
    const union value zero = {.d = 0.0}, minus_zero = {.d = -0.0};
    (void)state;
    assert_int_equal(rsv__key_hash(&l, both, 2, ab), rsv__key_hash(&l, both, 2, ab));
    assert_int_not_equal(rsv__key_hash(&l, both, 2, ab), rsv__key_hash(&l, both, 2, ba));
    assert_int_equal(rsv__key_hash(&l, number, 1, &zero), rsv__key_hash(&l, number, 1,
        &minus_zero)); /* they are equal */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_are_found_by_their_key_newest_first),
        cmocka_unit_test(a_list_stays_one_bucket_whatever_comes),
        cmocka_unit_test(facts_go_from_either_end_and_the_middle),
        cmocka_unit_test(what_a_fact_is_finds_it_however_many_there_are),
        cmocka_unit_test(a_key_hashes_its_values_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
