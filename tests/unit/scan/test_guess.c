/* SPDX-License-Identifier: MIT */
#include "scan/guess.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A key with its quotes at the end of enough text. */
static const char *place(char *text, const char *key)
{
    memset(text, '.', 64);
    memcpy(text + 64, key, strlen(key));
    return text + 64 + strlen(key);
}

static void learn(struct guesses *g, const char *key, int field)
{
    char text[160];
    const char *end = place(text, key);
    rsv__guess_learn(g, 0, end, strlen(key), field, true);
}

static int equals(const struct guesses *g, const char *key)
{
    char text[160];
    return rsv__guess_equals(g->next, 0, place(text, key));
}

static void keys_are_expected_in_the_order_of_before(void **state)
{
    static struct guesses g;
    (void)state;
    rsv__guess_begin(&g);
    assert_false(equals(&g, "\"id\"")); /* nothing was learnt yet */
    learn(&g, "\"id\"", ROW_ID);
    learn(&g, "\"createdDateTime\"", ROW_CREATED);
    learn(&g, "\"appliedConditionalAccessPolicies\"", ROW_POLICIES);
    rsv__guess_begin(&g);
    assert_true(equals(&g, "\"id\""));
    assert_false(equals(&g, "\"Id\""));
    assert_false(equals(&g, "\"xid\""));
    g.next++;
    assert_true(equals(&g, "\"createdDateTime\""));
    assert_false(equals(&g, "\"xreatedDateTime\""));
    assert_false(equals(&g, "\\\"createdDateTime\"")); /* a longer key with a quote in it */
    g.next++;
    assert_true(equals(&g, "\"appliedConditionalAccessPolicies\""));
    assert_false(equals(&g, "\"bppliedConditionalAccessPolicies\""));
    g.next++;
    assert_false(equals(&g, "\"id\"")); /* behind the last one */
}

static void a_key_that_was_left_out_is_skipped(void **state)
{
    static struct guesses g;
    (void)state;
    memset(&g, 0, sizeof g);
    rsv__guess_begin(&g);
    learn(&g, "\"a\"", KEY_NONE);
    learn(&g, "\"b\"", KEY_NONE);
    learn(&g, "\"id\"", ROW_ID);
    rsv__guess_begin(&g);
    learn(&g, "\"id\"", ROW_ID); /* instead of "a" */
    assert_int_equal(g.next - g.items, 3);
    assert_int_equal(g.misses, 1);
}

static void another_order_is_learnt_anew(void **state)
{
    static struct guesses g;
    (void)state;
    memset(&g, 0, sizeof g);
    rsv__guess_begin(&g);
    learn(&g, "\"a\"", KEY_NONE);
    rsv__guess_begin(&g);
    for (int i = 0; i < 6; i++)
        learn(&g, "\"other\"", KEY_NONE);
    rsv__guess_begin(&g);
    learn(&g, "\"other\"", KEY_NONE);
    rsv__guess_begin(&g);
    assert_true(equals(&g, "\"other\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(keys_are_expected_in_the_order_of_before),
                                       cmocka_unit_test(a_key_that_was_left_out_is_skipped),
                                       cmocka_unit_test(another_order_is_learnt_anew)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
