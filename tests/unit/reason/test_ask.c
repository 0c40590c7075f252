/* SPDX-License-Identifier: MIT */
#include "reason/decision.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void is_near(double a, double b)
{
    if (!(fabs(a - b) <= 1e-9))
        fail_msg("%.17g isn't %.17g", a, b);
}

/* Two causes, each with a certain repair: knowing which is at work saves the wrong one. */
static const double prior[] = {0.5, 0.5};
static const double fixes_a[] = {1, 0}, fixes_b[] = {0, 1};
static const struct repair repairs[] = {{20, 20, fixes_a, 0}, {30, 30, fixes_b, 0}};
static const double telling[] = {0.995, 0.005, 0.005, 0.995}, silent[] = {0.3, 0.7, 0.3, 0.7};

static struct decision decide(const struct question *questions, uint32_t n)
{
    return (struct decision){.n_causes = 2, .prior = prior, .n_questions = n, .questions = questions,
                             .n_repairs = 2, .repairs = repairs, .escalate = 500};
}

static void a_telling_answer_saves_the_wrong_repair(void **state)
{
    const struct question q = {1, telling, 3, 1};
    const struct decision d = decide(&q, 1);
    (void)state;
    const struct collector_value v = rsv__ask_value(&d, prior, 0, 2);
    /* now: 20 first, 30 in half the cases = 35; after: the answer picks the first repair */
    is_near(v.saves, 35 - 0.5 * (20 + 0.005 * 30) - 0.5 * (30 + 0.005 * 20));
    is_near(v.net, v.saves - 2);
    is_near(v.changes_step, 0.5);
    assert_int_equal(v.decides, 1);
    assert_false(v.partial);
}

static void an_answer_that_says_nothing_is_worth_nothing(void **state)
{
    const struct question q = {1, silent, 3, 1};
    const struct decision d = decide(&q, 1);
    (void)state;
    const struct collector_value v = rsv__ask_value(&d, prior, 0, 4);
    is_near(v.saves, 0);
    is_near(v.net, -4);
    is_near(v.changes_step, 0);
}

static void a_collector_that_decides_nothing_costs_its_minutes(void **state)
{
    const struct question questions[] = {{1, telling, 1, 1}, {1, telling, 3, 2}}; /* decided; another's */
    const struct decision d = decide(questions, 2);
    (void)state;
    const struct collector_value v = rsv__ask_value(&d, prior, 0, 4);
    assert_int_equal(v.decides, 0);
    is_near(v.saves, 0);
    is_near(v.net, -4);
}

/* One outcome is ruled out; the other two have their shares of what is left. */
static void only_what_is_still_possible_is_expected(void **state)
{
    const double p[] = {0.5, 0.25, 0.25, 0.1, 0.7, 0.2}, rest[] = {0.5, 0.5, 0.7 / 0.9, 0.2 / 0.9};
    const struct question part = {2, p, 6, 1}, whole = {1, rest, 3, 1};
    const struct decision d = decide(&part, 1), same = decide(&whole, 1);
    double belief[2];
    (void)state;
    rsv__belief(&d, belief);
    is_near(rsv__ask_value(&d, belief, 0, 1).net, rsv__ask_value(&same, belief, 0, 1).net);
}

/* Questions of two outcomes each, one more than MAX_JOINT has room for: the one that says least goes. */
static void too_many_questions_are_cut_to_the_most_telling(void **state)
{
    enum { MOST = 24 };
    struct question questions[MOST];
    uint32_t fit = 0;
    (void)state;
    while (2u << fit <= MAX_JOINT)
        fit++;
    assert_true(fit > 5 && fit < MOST);
    for (uint32_t i = 0; i <= fit; i++)
        questions[i] = (struct question){1, i == fit ? telling : silent, 3, 1};
    const struct decision d = decide(questions, fit + 1), one = decide(&questions[fit], 1);
    const struct collector_value v = rsv__ask_value(&d, prior, 0, 1);
    assert_true(v.partial);
    assert_int_equal(v.decides, fit);
    is_near(v.saves, rsv__ask_value(&one, prior, 0, 1).saves);
    const struct decision all = decide(questions, fit);
    assert_false(rsv__ask_value(&all, prior, 0, 1).partial);
    assert_int_equal(rsv__ask_value(&all, prior, 0, 1).decides, fit);
}

/* --- random cases against the definition -------------------------------------------------------------- */

enum { CAUSES = 4, QUESTIONS = 3, REPAIRS = 4 };

struct sample {
    double prior[CAUSES], p[QUESTIONS][CAUSES * 3], success[REPAIRS][CAUSES];
    struct question questions[QUESTIONS];
    struct repair repairs[REPAIRS];
    struct decision decision;
};

static uint32_t below(uint32_t *seed, uint32_t n)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % n;
}

static void draw(struct sample *s, uint32_t *seed, bool with_prerequisites)
{
    s->decision = (struct decision){CAUSES, s->prior, QUESTIONS, s->questions, REPAIRS, s->repairs,
                                    20 + below(seed, 150)};
    for (uint32_t c = 0; c < CAUSES; c++)
        s->prior[c] = 1.0 / CAUSES;
    for (uint32_t q = 0; q < QUESTIONS; q++) {
        for (uint32_t c = 0; c < CAUSES; c++) {
            const double percent[] = {below(seed, 51), below(seed, 51)};
            rsv__clip_row(percent, 2, &s->p[q][c * 3]);
        }
        s->questions[q] = (struct question){2, s->p[q], 1 + below(seed, 7), 1};
    }
    for (uint32_t r = 0; r < REPAIRS; r++) {
        for (uint32_t c = 0; c < CAUSES; c++)
            s->success[r][c] = below(seed, 2) ? below(seed, 11) / 10.0 : 0;
        const double minutes = 1 + below(seed, 40);
        s->repairs[r] = (struct repair){minutes, minutes, s->success[r],
                                        with_prerequisites ? below(seed, 1u << r) : 0};
    }
}

/* Expected cost once the answers to questions q, q + 1, ... are known: their sum over all answers. */
static double cost_with_answers(struct sample *s, uint32_t q)
{
    double belief[CAUSES], cost = 0, before = 0;
    uint32_t first;
    rsv__belief(&s->decision, belief);
    if (q == QUESTIONS)
        return rsv__plan_cost(&s->decision, belief, &first);
    const uint32_t possible = s->questions[q].possible;
    for (uint32_t c = 0; c < CAUSES; c++)
        before += belief[c];
    for (uint32_t o = 0; o < 3; o++) {
        double p = 0;
        if (!(possible >> o & 1))
            continue;
        for (uint32_t c = 0; c < CAUSES; c++)
            p += belief[c] / before * s->p[q][c * 3 + o] / rsv__likelihood(&s->questions[q], c);
        s->questions[q].possible = 1u << o;
        cost += p * cost_with_answers(s, q + 1);
        s->questions[q].possible = possible;
    }
    return cost;
}

static void the_value_is_the_expected_cost_over_all_answers(void **state)
{
    struct sample s;
    uint32_t seed = 17;
    (void)state;
    for (int round = 0; round < 500; round++) {
        double belief[CAUSES];
        uint32_t first;
        draw(&s, &seed, round % 2 != 0);
        rsv__belief(&s.decision, belief);
        const struct collector_value v = rsv__ask_value(&s.decision, belief, 0, 3);
        is_near(v.saves, rsv__plan_cost(&s.decision, belief, &first) - cost_with_answers(&s, 0));
        is_near(v.net, v.saves - 3);
        assert_true(v.changes_step >= 0 && v.changes_step < 1 + 1e-9);
    }
}

static void no_collector_saves_more_than_certainty(void **state)
{
    struct sample s;
    uint32_t seed = 23;
    (void)state;
    for (int round = 0; round < 2000; round++) {
        double belief[CAUSES];
        draw(&s, &seed, round % 2 != 0);
        rsv__belief(&s.decision, belief);
        const double saves = rsv__ask_value(&s.decision, belief, 0, 0).saves;
        if (!(saves <= rsv__ask_bound(&s.decision, belief) + 1e-9))
            fail_msg("round %d: %g saved, %g at most", round, saves, rsv__ask_bound(&s.decision, belief));
    }
}

static void the_last_collector_is_a_collector(void **state)
{
    const struct question q = {1, telling, 3, (uint64_t)1 << (MAX_COLLECTORS - 1)};
    const struct decision d = decide(&q, 1);
    (void)state;
    assert_int_equal(rsv__ask_value(&d, prior, MAX_COLLECTORS - 1, 1).decides, 1);
    assert_int_equal(rsv__ask_value(&d, prior, 0, 1).decides, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_telling_answer_saves_the_wrong_repair),
        cmocka_unit_test(an_answer_that_says_nothing_is_worth_nothing),
        cmocka_unit_test(a_collector_that_decides_nothing_costs_its_minutes),
        cmocka_unit_test(only_what_is_still_possible_is_expected),
        cmocka_unit_test(too_many_questions_are_cut_to_the_most_telling),
        cmocka_unit_test(the_value_is_the_expected_cost_over_all_answers),
        cmocka_unit_test(no_collector_saves_more_than_certainty),
        cmocka_unit_test(the_last_collector_is_a_collector),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
