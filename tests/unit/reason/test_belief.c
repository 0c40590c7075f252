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
    if (!(fabs(a - b) <= 1e-12))
        fail_msg("%.17g isn't %.17g", a, b);
}

static void a_row_sums_to_one_with_what_is_left_for_none(void **state)
{
    const double percent[] = {60, 30};
    double row[3];
    (void)state;
    rsv__clip_row(percent, 2, row);
    is_near(row[0], 0.6);
    is_near(row[1], 0.3);
    is_near(row[2], 0.1);
}

static void no_outcome_is_certain_or_impossible(void **state)
{
    static const double rows[][2] = {{100, 0}, {0, 0}, {0, 100}, {98, 2}};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        double row[3];
        rsv__clip_row(rows[i], 2, row);
        is_near(row[0] + row[1] + row[2], 1);
        for (int o = 0; o < 3; o++)
            assert_true(row[o] > 0.004 && row[o] < 0.996);
    }
}

static void the_likelihood_is_the_sum_over_what_is_still_possible(void **state)
{
    const double p[] = {0.6, 0.3, 0.1, 0.2, 0.2, 0.6}; /* two causes */
    struct question q = {.n_outcomes = 2, .p = p, .possible = 1};
    (void)state;
    is_near(rsv__likelihood(&q, 0), 0.6);
    is_near(rsv__likelihood(&q, 1), 0.2);
    q.possible = 6;
    is_near(rsv__likelihood(&q, 0), 0.4);
    q.possible = 4; /* none of these */
    is_near(rsv__likelihood(&q, 1), 0.6);
}

/* Rows sum to 1 but for rounding; an open question must not move the belief by that. */
static void a_question_of_which_nothing_is_known_says_exactly_nothing(void **state)
{
    double p[MAX_OUTCOMES + 1];
    const double percent[MAX_OUTCOMES] = {1, 3, 7, 11, 2, 9, 6, 5, 4, 8, 10, 1, 1, 1, 1};
    (void)state;
    rsv__clip_row(percent, MAX_OUTCOMES, p);
    const struct question q = {.n_outcomes = MAX_OUTCOMES, .p = p, .possible = (2u << MAX_OUTCOMES) - 1};
    assert_true(rsv__likelihood(&q, 0) == 1);
}

static void belief_is_prior_times_likelihood(void **state)
{
    const double prior[] = {0.5, 0.3, 0.2}, p[] = {0.9, 0.1, 0.5, 0.5, 0.2, 0.8}, r[] = {0.1, 0.9, 0.5, 0.5, 0.6, 0.4};
    const struct question questions[] = {{1, p, 1, 0}, {1, r, 2, 0}};
    const struct decision d = {.n_causes = 3, .prior = prior, .n_questions = 2, .questions = questions};
    const double w[] = {0.5 * 0.9 * 0.9, 0.3 * 0.5 * 0.5, 0.2 * 0.2 * 0.4};
    double belief[3];
    (void)state;
    rsv__belief(&d, belief);
    for (int c = 0; c < 3; c++)
        is_near(belief[c], w[c] / (w[0] + w[1] + w[2]));
}

static void without_questions_belief_is_the_prior(void **state)
{
    const double prior[] = {0.7, 0.3};
    const struct decision d = {.n_causes = 2, .prior = prior};
    double belief[2];
    (void)state;
    rsv__belief(&d, belief);
    is_near(belief[0], 0.7);
    is_near(belief[1], 0.3);
}

/* 400 times the least likely outcome: the product is far below what a double can hold. */
static void much_evidence_does_not_underflow(void **state)
{
    static struct question questions[400];
    const double prior[] = {0.5, 0.5}, p[] = {0.005, 0.995, 0.0051, 0.9949};
    (void)state;
    for (size_t i = 0; i < 400; i++)
        questions[i] = (struct question){1, p, 1, 0};
    const struct decision d = {.n_causes = 2, .prior = prior, .n_questions = 400, .questions = questions};
    double belief[2];
    rsv__belief(&d, belief);
    is_near(belief[0] + belief[1], 1);
    assert_true(fabs(belief[1] / belief[0] / pow(0.0051 / 0.005, 400) - 1) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_sums_to_one_with_what_is_left_for_none),
        cmocka_unit_test(no_outcome_is_certain_or_impossible),
        cmocka_unit_test(the_likelihood_is_the_sum_over_what_is_still_possible),
        cmocka_unit_test(a_question_of_which_nothing_is_known_says_exactly_nothing),
        cmocka_unit_test(belief_is_prior_times_likelihood),
        cmocka_unit_test(without_questions_belief_is_the_prior),
        cmocka_unit_test(much_evidence_does_not_underflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
