/* SPDX-License-Identifier: MIT
 * test_order.c - ordered indexes: both ends of each key, while facts come and go. */
#include "support/match_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char highest[] = "rule 'r' { when = { some.mark{ x = V.x, n = V.n }, none.mark{ x = V.x, n = above(V.n) } },\n"
                              "  action = function() end }\n";

static uint32_t ordered_index(const struct match_case *c)
{
    uint32_t i = 0;
    while (i < c->net.n_indexes && c->net.indexes[i].order == NO_FIELD)
        i++;
    assert_true(i < c->net.n_indexes);
    return i;
}

/* The end of the fact's key, as the index has it; -1: none. */
static int64_t end_of(const struct match_case *c, const char *x, bool greatest)
{
    const uint32_t i = ordered_index(c);
    const struct index *index = &c->net.indexes[i];
    const union value key = {.s = rsv__intern_get((struct intern *)&c->intern, x, strlen(x))};
    const struct kind *k = c->net.alphas[index->alpha].kind;
    const uint32_t hash = rsv__key_hash(&c->net.layouts[k->index], index->keys, index->n_keys, &key);
    const fact_ref end = rsv__order_end(&c->m, i, hash, greatest);
    rsv__sym_release((struct intern *)&c->intern, key.s);
    return end ? fact_value(&c->m, fact_at(&c->m, end), index->order).i : -1;
}

static void both_ends_are_right_while_facts_come_and_go(void **state)
{
    enum { KEYS = 3, VALUES = 40 };
    static const char *const names[KEYS] = {"p", "q", "r"};
    bool there[KEYS][VALUES] = {{false}};
    uint32_t random = 7;
    struct match_case c;
    (void)state;
    assert_int_equal(match_case_open(&c, highest, 0), RSV_OK);
    for (int step = 0; step < 1500; step++) {
        random = random * 1664525 + 1013904223;
        const uint32_t k = (random >> 8) % KEYS, n = (random >> 16) % VALUES;
        char fact[40];
        snprintf(fact, sizeof fact, "mark:x=%s,n=%u", names[k], n);
        if (there[k][n])
            match_case_take_back(&c, fact);
        else
            match_case_tell(&c, fact);
        there[k][n] = !there[k][n];
        int64_t least = -1, greatest = -1;
        for (int i = 0; i < VALUES; i++) {
            least = there[k][i] && least < 0 ? i : least;
            greatest = there[k][i] ? i : greatest;
        }
        assert_int_equal(end_of(&c, names[k], false), least);
        assert_int_equal(end_of(&c, names[k], true), greatest);
    }
    assert_int_equal(match_case_close(&c), 0);
}

static void none_above_is_the_highest_alone(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, highest, 0);
    match_case_tell(&c, "mark:x=p,n=3 mark:x=p,n=9 mark:x=p,n=5 mark:x=q,n=4 mark:x=q");
    assert_string_equal(match_case_run(&c), "r(9,p)"); /* of q it isn't certain */
    match_case_take_back(&c, "mark:x=q");
    match_case_take_back(&c, "mark:x=p,n=9");
    assert_string_equal(match_case_run(&c), "r(4,q) r(5,p)");
    assert_int_equal(match_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_ends_are_right_while_facts_come_and_go),
        cmocka_unit_test(none_above_is_the_highest_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
