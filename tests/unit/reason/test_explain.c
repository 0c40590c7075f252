/* SPDX-License-Identifier: MIT */
#include "reason/decision.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { CAUSES = 4, QUESTIONS = 3 };

static const double prior[CAUSES] = {0.4, 0.3, 0.2, 0.1};
static const double p0[] = {0.98, 0.02, 0.3, 0.7, 0.5, 0.5, 0.01, 0.99};
static const double p1[] = {0.2, 0.3, 0.5, 0.6, 0.3, 0.1, 0.1, 0.1, 0.8, 0.4, 0.4, 0.2};
static const struct question questions[QUESTIONS] = {{1, p0, 1, 0}, {2, p1, 5, 0}, {1, p0, 3, 0}};
static const struct decision decision = {.n_causes = CAUSES, .prior = prior, .n_questions = QUESTIONS,
                                         .questions = questions};

static void is_near(double a, double b)
{
    if (!(fabs(a - b) <= 1e-9))
        fail_msg("%.17g isn't %.17g", a, b);
}

static void ten_decibans_are_a_factor_of_ten(void **state)
{
    (void)state;
    is_near(rsv__decibans(10), 10);
    is_near(rsv__decibans(1), 0);
    is_near(rsv__decibans(0.01), -20);
}

static void the_column_of_a_pair_sums_to_the_log_odds_of_the_posterior(void **state)
{
    double belief[CAUSES];
    (void)state;
    rsv__belief(&decision, belief);
    for (uint32_t a = 0; a < CAUSES; a++)
        for (uint32_t b = 0; b < CAUSES; b++) {
            double sum = rsv__prior_weight(&decision, a, b);
            for (uint32_t q = 0; q < QUESTIONS; q++)
                sum += rsv__pair_weight(&questions[q], a, b);
            is_near(sum, rsv__decibans(belief[a] / belief[b]));
        }
}

static void one_question_moves_the_odds_of_a_cause_by_its_weight(void **state)
{
    (void)state;
    for (uint32_t a = 0; a < CAUSES; a++) {
        const struct decision one = {.n_causes = CAUSES, .prior = prior, .n_questions = 1, .questions = questions};
        double belief[CAUSES];
        rsv__belief(&one, belief);
        const double before = prior[a] / (1 - prior[a]), after = belief[a] / (1 - belief[a]);
        is_near(rsv__cause_weight(&decision, &questions[0], a), rsv__decibans(after / before));
    }
}

static void an_open_question_weighs_exactly_nothing(void **state)
{
    (void)state;
    assert_true(rsv__pair_weight(&questions[2], 0, 3) == 0);
    is_near(rsv__cause_weight(&decision, &questions[2], 0), 0);
}

static void a_cause_without_rivals_has_no_weight(void **state)
{
    const double certain[] = {1, 0};
    const struct decision alone = {.n_causes = 1, .prior = certain}, sure = {.n_causes = 2, .prior = certain};
    (void)state;
    assert_true(rsv__cause_weight(&alone, &questions[0], 0) == 0);
    assert_true(rsv__cause_weight(&sure, &questions[0], 0) == 0);
}

static void words_begin_at_their_bounds_on_both_sides(void **state)
{
    static const struct {
        double at;
        const char *word;
    } cases[] = {{0, ""}, {2.99, ""}, {3, "slightly"}, {5.99, "slightly"}, {6, "clearly"}, {9.99, "clearly"},
                 {10, "strongly"}, {19.99, "strongly"}, {20, "decisively"}, {500, "decisively"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(rsv__weight_word(cases[i].at), cases[i].word);
        assert_string_equal(rsv__weight_word(-cases[i].at), cases[i].word);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_decibans_are_a_factor_of_ten),
        cmocka_unit_test(the_column_of_a_pair_sums_to_the_log_odds_of_the_posterior),
        cmocka_unit_test(one_question_moves_the_odds_of_a_cause_by_its_weight),
        cmocka_unit_test(an_open_question_weighs_exactly_nothing),
        cmocka_unit_test(a_cause_without_rivals_has_no_weight),
        cmocka_unit_test(words_begin_at_their_bounds_on_both_sides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
