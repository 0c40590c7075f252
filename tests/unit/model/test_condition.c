/* SPDX-License-Identifier: MIT */
#include "model/condition.h"
#include "support/fail_alloc.h"
#include "support/sample_kinds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { NOW = 1000000, HOST = 1, PORT = 2, STATE = 3 }; /* fields of port_status */

static struct operand constant(int64_t i)
{
    return (struct operand){.var = -1, .value.i = i};
}

static bool holds(const struct test *t, enum field_type type, union value v)
{
    return rsv__test_holds(t, type, v, t->a.value, t->b.value, NOW);
}

static void order_tests_are_right_at_their_bounds(void **state)
{
    static const struct {
        enum test_op op;
        bool below, at_low, inside, at_high, above; /* of 10 to 20 */
    } cases[] = {
        {TEST_ANY, true, true, true, true, true},
        {TEST_EQUAL, false, true, false, false, false},
        {TEST_BELOW, true, false, false, false, false},
        {TEST_AT_MOST, true, true, false, false, false},
        {TEST_ABOVE, false, false, true, true, true},
        {TEST_AT_LEAST, false, true, true, true, true},
        {TEST_BETWEEN, false, true, true, true, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct test t = {.op = cases[i].op, .a = constant(10), .b = constant(20), .bind = -1};
        for (int negated = 0; negated < 2; negated++) {
            t.negated = negated != 0;
            assert_int_equal(holds(&t, FIELD_INTEGER, (union value){.i = 9}), cases[i].below != t.negated);
            assert_int_equal(holds(&t, FIELD_INTEGER, (union value){.i = 10}), cases[i].at_low != t.negated);
            assert_int_equal(holds(&t, FIELD_INTEGER, (union value){.i = 15}), cases[i].inside != t.negated);
            assert_int_equal(holds(&t, FIELD_INTEGER, (union value){.i = 20}), cases[i].at_high != t.negated);
            assert_int_equal(holds(&t, FIELD_INTEGER, (union value){.i = 21}), cases[i].above != t.negated);
        }
    }
}

static void numbers_are_compared_as_numbers(void **state)
{
    const struct test t = {.op = TEST_BELOW, .a = {-1, {.d = 0.5}}, .bind = -1};
    (void)state;
    assert_true(holds(&t, FIELD_NUMBER, (union value){.d = -0.25}));
    assert_false(holds(&t, FIELD_NUMBER, (union value){.d = 0.5}));
}

static void the_list_of_one_of_holds_words_or_numbers(void **state)
{
    struct alloc a;
    struct sample_kinds k;
    const union value numbers[] = {{.d = 1.5}, {.d = 2}};
    (void)state;
    rsv__alloc_init(&a, NULL);
    assert_true(sample_kinds_init(&k, &a));
    const struct test words = {.op = TEST_ONE_OF, .words = k.states, .n_words = 2, .bind = -1};
    assert_true(holds(&words, FIELD_WORD, (union value){.s = k.states[1]}));
    assert_false(holds(&words, FIELD_WORD, (union value){.s = k.states[2]}));
    const struct test list = {.op = TEST_ONE_OF, .values = numbers, .n_words = 2, .bind = -1};
    assert_true(holds(&list, FIELD_NUMBER, (union value){.d = 2}));
    assert_false(holds(&list, FIELD_NUMBER, (union value){.d = 3}));
    const struct test nothing = {.op = TEST_ONE_OF, .bind = -1};
    assert_false(holds(&nothing, FIELD_WORD, (union value){.s = k.states[0]}));
    sample_kinds_free(&k);
    assert_int_equal(a.live, 0);
}

static void within_looks_back_from_now_and_both_ways_from_a_variable(void **state)
{
    struct test t = {.op = TEST_WITHIN, .a = constant(100), .b = {.var = -1}, .bind = -1};
    const union value around = {.i = 5000};
    (void)state;
    assert_true(holds(&t, FIELD_TIME, (union value){.i = NOW}));
    assert_true(holds(&t, FIELD_TIME, (union value){.i = NOW - 100}));
    assert_false(holds(&t, FIELD_TIME, (union value){.i = NOW - 101}));
    assert_false(holds(&t, FIELD_TIME, (union value){.i = NOW + 1})); /* not yet */
    t.b.var = 0;
    for (int64_t v = 4899; v <= 5101; v += 101)
        assert_int_equal(rsv__test_holds(&t, FIELD_TIME, (union value){.i = v}, t.a.value, around, NOW), v == 5000);
    assert_true(rsv__test_holds(&t, FIELD_TIME, (union value){.i = 4900}, t.a.value, around, NOW));
    assert_true(rsv__test_holds(&t, FIELD_TIME, (union value){.i = 5100}, t.a.value, around, NOW));
}

/* All the tests of one pattern over port_status, as a person reads them. */
static void patterns_read_as_a_sentence(void **state)
{
    struct alloc a;
    struct sample_kinds k;
    struct buf out;
    (void)state;
    rsv__alloc_init(&a, NULL);
    assert_true(sample_kinds_init(&k, &a));
    k.port_status[PORT].unit = "tcp";
    rsv__buf_init(&out, &a);
    const struct formula formula = {.vars = (const char *const[]){"server"}, .n_vars = 1};
    const struct test tests[] = {
        {.op = TEST_EQUAL, .field = 0, .a = {.var = 0}, .bind = -1}, /* a join: says nothing */
        {.op = TEST_LIKE, .field = HOST, .glob = "*.net", .negated = true, .bind = -1},
        {.op = TEST_BETWEEN, .field = PORT, .a = constant(80), .b = constant(443), .bind = -1},
        {.op = TEST_ONE_OF, .field = STATE, .words = k.states, .n_words = 3, .bind = -1},
        {.op = TEST_ANY, .field = HOST, .bind = 0},
    };
    const struct pattern p = {.kind = &k.kinds[0], .tests = tests, .n_tests = 5};
    rsv__pattern_format(&p, &formula, &out);
    assert_string_equal(rsv__buf_get(&out), "port_status with host not like *.net, port between 80 and 443 tcp, "
                                            "state open, closed or filtered");
    rsv__buf_clear(&out);
    rsv__pattern_format(&(struct pattern){.kind = &k.kinds[0]}, &formula, &out);
    assert_string_equal(rsv__buf_get(&out), "port_status");
    rsv__buf_free(&out);
    sample_kinds_free(&k);
    assert_int_equal(a.live, 0);
}

static void tests_with_variables_name_them(void **state)
{
    static const struct {
        struct test test;
        const char *text;
    } cases[] = {
        {{.op = TEST_EQUAL, .a = {-1, {.i = 60000}}}, "at 1970-01-01T00:01:00Z"},
        {{.op = TEST_ABOVE, .a = {.var = 0}}, "at above start"},
        {{.op = TEST_WITHIN, .a = {-1, {.i = 300000}}, .b = {.var = -1}}, "at within 5m"},
        {{.op = TEST_WITHIN, .a = {-1, {.i = 300000}}, .b = {.var = 0}, .negated = true}, "at not within 5m of start"},
        {{.op = TEST_AT_MOST, .a = {-1, {.i = 0}}}, "at at most 1970-01-01T00:00:00Z"},
        {{.op = TEST_ANY}, "at"},
    };
    const struct field at = {.name = "at", .type = FIELD_TIME};
    const struct formula formula = {.vars = (const char *const[]){"start"}, .n_vars = 1};
    struct alloc a;
    struct buf out;
    (void)state;
    rsv__alloc_init(&a, NULL);
    rsv__buf_init(&out, &a);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rsv__buf_clear(&out);
        rsv__test_format(&cases[i].test, &at, &formula, &out);
        assert_string_equal(rsv__buf_get(&out), cases[i].text);
    }
    rsv__buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_tests_are_right_at_their_bounds),
        cmocka_unit_test(numbers_are_compared_as_numbers),
        cmocka_unit_test(the_list_of_one_of_holds_words_or_numbers),
        cmocka_unit_test(within_looks_back_from_now_and_both_ways_from_a_variable),
        cmocka_unit_test(patterns_read_as_a_sentence),
        cmocka_unit_test(tests_with_variables_name_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
