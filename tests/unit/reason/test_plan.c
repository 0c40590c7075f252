/* SPDX-License-Identifier: MIT */
#include "reason/decision.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { SMALL = 6 }; /* repairs and causes of a random case: 6! orders */

struct sample {
    double prior[SMALL], success[SMALL][SMALL];
    struct repair repairs[SMALL];
    struct decision decision;
};

static void is_near(double a, double b)
{
    if (!(fabs(a - b) <= 1e-9 * fmax(1, fabs(b))))
        fail_msg("%.17g isn't %.17g", a, b);
}

static uint32_t below(uint32_t *seed, uint32_t n)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % n;
}

/* --- the reference: what a plan costs, and the best of all plans -------------------------------------- */

/* Expected minutes of these repairs in this order, then escalating. */
static double cost_of(const struct decision *d, const double *belief, const uint32_t *order, uint32_t n)
{
    double cost = 0;
    for (uint32_t c = 0; c < d->n_causes; c++) {
        double here = belief[c];
        for (uint32_t i = 0; i < n; i++) {
            cost += here * d->repairs[order[i]].cost;
            here *= 1 - d->repairs[order[i]].success[c];
        }
        cost += here * d->escalate;
    }
    return cost;
}

static double cheapest(const struct decision *d, const double *belief, uint32_t *order, uint32_t n, uint64_t done)
{
    double best = cost_of(d, belief, order, n);
    for (uint32_t r = 0; r < d->n_repairs; r++) {
        if ((done >> r & 1) || (d->repairs[r].after & ~done))
            continue;
        order[n] = r;
        best = fmin(best, cheapest(d, belief, order, n + 1, done | (uint64_t)1 << r));
    }
    return best;
}

static double cheapest_of_all(const struct decision *d, const double *belief)
{
    uint32_t order[SMALL];
    return cheapest(d, belief, order, 0, 0);
}

/* --- random cases ---------------------------------------------------------------------------------------- */

/* `single`: each cause has one repair at most, and each repair one cause. */
static void draw(struct sample *s, uint32_t *seed, bool single)
{
    double sum = 0;
    memset(s, 0, sizeof *s);
    s->decision = (struct decision){.n_causes = 2 + below(seed, SMALL - 1), .prior = s->prior,
                                    .n_repairs = 1 + below(seed, SMALL), .repairs = s->repairs,
                                    .escalate = 10 + below(seed, 150)};
    for (uint32_t c = 0; c < s->decision.n_causes; c++)
        sum += s->prior[c] = 1 + below(seed, 50);
    for (uint32_t c = 0; c < s->decision.n_causes; c++)
        s->prior[c] /= sum;
    for (uint32_t r = 0; r < s->decision.n_repairs; r++) {
        const double minutes = 1 + below(seed, 40);
        for (uint32_t c = 0; c < s->decision.n_causes; c++)
            if (single ? c == r : below(seed, 2) == 0)
                s->success[r][c] = below(seed, 11) / 10.0;
        s->repairs[r] = (struct repair){minutes + below(seed, 3) * 10, minutes, s->success[r], 0};
    }
}

/* --- tests --------------------------------------------------------------------------------------------------- */

/* Greedy is exact here (Kadane and Simon 1977): no repair changes what another one is good for. */
static void repairs_of_different_causes_are_planned_as_cheaply_as_can_be(void **state)
{
    struct sample s;
    uint32_t seed = 7;
    (void)state;
    for (int round = 0; round < 600; round++) {
        struct advice a;
        draw(&s, &seed, true);
        rsv__plan(&s.decision, s.prior, &a);
        is_near(a.cost, cheapest_of_all(&s.decision, s.prior));
    }
}

/* The same where each second repair needs the one before it. */
static void pairs_of_repairs_are_planned_as_cheaply_as_can_be(void **state)
{
    struct sample s;
    uint32_t seed = 11;
    (void)state;
    for (int round = 0; round < 400; round++) {
        struct advice a;
        draw(&s, &seed, true);
        for (uint32_t r = 1; r < s.decision.n_repairs; r += 2)
            s.repairs[r].after = (uint64_t)1 << (r - 1);
        rsv__plan(&s.decision, s.prior, &a);
        is_near(a.cost, cheapest_of_all(&s.decision, s.prior));
    }
}

/* Where repairs overlap, greedy need not be the best plan, but must be what it says it is. */
static void the_advice_adds_up_and_stops_at_its_cheapest_prefix(void **state)
{
    struct sample s;
    uint32_t seed = 3, worse = 0;
    (void)state;
    for (int round = 0; round < 600; round++) {
        struct advice a;
        uint32_t order[SMALL], first;
        double reach = 1;
        draw(&s, &seed, false);
        rsv__plan(&s.decision, s.prior, &a);
        assert_int_equal(a.n_lines, s.decision.n_repairs);
        for (uint32_t i = 0; i < a.n_lines; i++) {
            order[i] = a.lines[i].repair;
            is_near(a.lines[i].reach, reach);
            reach -= a.lines[i].fixes;
            if (i + 1 == a.n_before_escalating)
                is_near(a.unfixed, reach);
        }
        is_near(a.cost, cost_of(&s.decision, s.prior, order, a.n_before_escalating));
        for (uint32_t n = 0; n <= a.n_lines; n++)
            assert_true(a.cost < cost_of(&s.decision, s.prior, order, n) + 1e-9);
        const double best = cheapest_of_all(&s.decision, s.prior);
        assert_true(a.cost > best - 1e-9);
        worse += a.cost > best + 1e-9;
        is_near(rsv__plan_cost(&s.decision, s.prior, &first), a.cost);
        assert_int_equal(first, a.n_before_escalating > 0 ? a.lines[0].repair : s.decision.n_repairs);
    }
    assert_true(worse < 12); /* of 600: 7 as measured */
}

static void without_repairs_all_that_is_left_is_escalating(void **state)
{
    const double belief[] = {1};
    const struct decision d = {.n_causes = 1, .prior = belief, .escalate = 90};
    struct advice a;
    uint32_t first = 99;
    (void)state;
    rsv__plan(&d, belief, &a);
    assert_int_equal(a.n_lines, 0);
    assert_int_equal(a.n_before_escalating, 0);
    is_near(a.cost, 90);
    is_near(a.unfixed, 1);
    is_near(rsv__plan_cost(&d, belief, &first), 90);
    assert_int_equal(first, 0);
}

/* Neither is worth its minutes before escalating, but both together are. */
static void a_repair_may_be_worth_it_only_for_the_next_one(void **state)
{
    const double belief[] = {1}, nothing[] = {0}, all[] = {1};
    const struct repair repairs[] = {{30, 30, nothing, 0}, {30, 30, all, 1}};
    const struct decision d = {.n_causes = 1, .prior = belief, .n_repairs = 2, .repairs = repairs, .escalate = 90};
    struct advice a;
    (void)state;
    rsv__plan(&d, belief, &a);
    assert_int_equal(a.n_before_escalating, 2);
    is_near(a.cost, 60);
    assert_int_equal(a.lines[0].repair, 0);
}

static void ties_go_to_fewer_minutes_and_then_to_the_first(void **state)
{
    const double belief[] = {1}, half[] = {0.5};
    const struct repair repairs[] = {{20, 20, half, 0}, {20, 10, half, 0}, {20, 10, half, 0}};
    const struct decision d = {.n_causes = 1, .prior = belief, .n_repairs = 3, .repairs = repairs, .escalate = 90};
    struct advice a;
    (void)state;
    rsv__plan(&d, belief, &a);
    assert_int_equal(a.lines[0].repair, 1);
    assert_int_equal(a.lines[1].repair, 2);
    assert_int_equal(a.lines[2].repair, 0);
}

static void what_must_come_before_comes_before(void **state)
{
    struct sample s;
    uint32_t seed = 5;
    (void)state;
    for (int round = 0; round < 300; round++) {
        struct advice a;
        uint64_t done = 0;
        draw(&s, &seed, false);
        for (uint32_t r = 1; r < s.decision.n_repairs; r++) /* only on smaller ones: no circles */
            s.repairs[r].after = below(&seed, 1u << r);
        rsv__plan(&s.decision, s.prior, &a);
        assert_int_equal(a.n_lines, s.decision.n_repairs);
        for (uint32_t i = 0; i < a.n_lines; i++) {
            assert_int_equal(s.repairs[a.lines[i].repair].after & ~done, 0);
            done |= (uint64_t)1 << a.lines[i].repair;
        }
    }
}

static void a_circle_of_prerequisites_is_cut(void **state)
{
    const double belief[] = {1}, half[] = {0.5};
    const struct repair repairs[] = {{10, 10, half, 2}, {10, 10, half, 4}, {10, 10, half, 1}};
    const struct decision d = {.n_causes = 1, .prior = belief, .n_repairs = 3, .repairs = repairs, .escalate = 90};
    struct advice a;
    uint64_t seen = 0;
    (void)state;
    rsv__plan(&d, belief, &a);
    assert_int_equal(a.n_lines, 3);
    for (uint32_t i = 0; i < 3; i++)
        seen |= (uint64_t)1 << a.lines[i].repair;
    assert_int_equal(seen, 7);
}

/* The bounds of the arrays: the last repair needs all others, in a chain. */
static void as_many_repairs_as_there_may_be_are_planned(void **state)
{
    static double success[MAX_CAUSES], prior[MAX_CAUSES];
    static struct repair repairs[MAX_REPAIRS];
    struct advice a;
    (void)state;
    for (int c = 0; c < MAX_CAUSES; c++) {
        prior[c] = 1.0 / MAX_CAUSES;
        success[c] = 0.1;
    }
    for (int r = 0; r < MAX_REPAIRS; r++)
        repairs[r] = (struct repair){1, 1, success, r ? (uint64_t)1 << (r - 1) : 0};
    const struct decision d = {.n_causes = MAX_CAUSES, .prior = prior, .n_repairs = MAX_REPAIRS,
                               .repairs = repairs, .escalate = 1000};
    rsv__plan(&d, prior, &a);
    assert_int_equal(a.n_lines, MAX_REPAIRS);
    for (uint32_t i = 0; i < MAX_REPAIRS; i++)
        assert_int_equal(a.lines[i].repair, i);
    is_near(a.unfixed, pow(0.9, MAX_REPAIRS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(repairs_of_different_causes_are_planned_as_cheaply_as_can_be),
        cmocka_unit_test(pairs_of_repairs_are_planned_as_cheaply_as_can_be),
        cmocka_unit_test(the_advice_adds_up_and_stops_at_its_cheapest_prefix),
        cmocka_unit_test(without_repairs_all_that_is_left_is_escalating),
        cmocka_unit_test(a_repair_may_be_worth_it_only_for_the_next_one),
        cmocka_unit_test(ties_go_to_fewer_minutes_and_then_to_the_first),
        cmocka_unit_test(what_must_come_before_comes_before),
        cmocka_unit_test(a_circle_of_prerequisites_is_cut),
        cmocka_unit_test(as_many_repairs_as_there_may_be_are_planned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
