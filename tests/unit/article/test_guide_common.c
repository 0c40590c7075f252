/* SPDX-License-Identifier: MIT */
#include "article/guide_common.h"

#include "support/guide_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { GUIDES = 5 };

struct corpus {
    struct guide_case guides[GUIDES];
    struct tally tally;
};

/* Five guides with one passage each; group i unless told otherwise. */
static void open_corpus(struct corpus *c, const char *const texts[GUIDES], const uint32_t *groups)
{
    for (size_t i = 0; i < GUIDES; i++) {
        guide_case_open(&c->guides[i]);
        guide_case_read(&c->guides[i], texts[i]);
        c->guides[i].guide.group = groups ? groups[i] : (uint32_t)i;
    }
    rsv__tally_init(&c->tally, &c->guides[0].alloc);
    for (size_t i = 0; i < GUIDES; i++)
        rsv__tally_add(&c->tally, &c->guides[i].arena, &c->guides[i].guide);
}

static void close_corpus(struct corpus *c)
{
    rsv__tally_free(&c->tally);
    for (size_t i = 0; i < GUIDES; i++)
        assert_int_equal(guide_case_close(&c->guides[i]), 0);
}

static bool is_covered(struct corpus *c, size_t i, uint32_t least, uint32_t *in)
{
    struct guide_passage *p = &c->guides[i].guide.passages[0];
    const bool covered = rsv__tally_covers(&c->tally, &c->guides[i].arena, p, least);
    *in = p->in_guides;
    return covered;
}

static void the_same_words_are_counted_whatever_their_marks(void **state)
{
    static const char *const texts[GUIDES] = {"- Tell the customer.", "* **Tell** the customers!",
                                              "1. Tell the customer", "- Tell nobody.", "- Else."};
    struct corpus c;
    uint32_t in;
    (void)state;
    open_corpus(&c, texts, NULL);
    assert_true(is_covered(&c, 0, 3, &in));
    assert_int_equal(in, 3);
    assert_false(is_covered(&c, 0, 4, &in));
    assert_false(is_covered(&c, 3, 3, &in));
    close_corpus(&c);
}

static void guides_of_one_code_are_one_voice(void **state)
{
    static const char *const texts[GUIDES] = {"- Tell the customer.", "- Tell the customer.",
                                              "- Tell the customer.", "- Tell nobody.", "- Else."};
    static const uint32_t groups[GUIDES] = {0, 0, 0, 1, 2};
    struct corpus c;
    uint32_t in;
    (void)state;
    open_corpus(&c, texts, groups);
    assert_int_equal(c.tally.n_groups, 3);
    assert_false(is_covered(&c, 0, 3, &in));
    assert_int_equal(in, 1);
    close_corpus(&c);
}

static void a_sentence_reworded_in_generic_words_is_the_same(void **state)
{
    static const char *const texts[GUIDES] = {
        "- Tell the customer that our desk answers within agreed hours.",
        "- Tell the customer that our desk answers within agreed hours.",
        "- Tell the customer that our desk answers within agreed hours.",
        "- Always tell the customer that our desk answers within agreed hours.",
        "- Tell the customer that our desk never answers within agreed hours."};
    struct corpus c;
    uint32_t in;
    (void)state;
    open_corpus(&c, texts, NULL);
    assert_true(is_covered(&c, 3, 3, &in));
    assert_false(is_covered(&c, 4, 3, &in)); /* "never" turns it around */
    close_corpus(&c);
}

static void a_word_left_out_may_be_the_one_that_counts(void **state)
{
    static const char *const texts[GUIDES] = {
        "- Never share the temporary code with people outside our company.",
        "- Never share the temporary code with people outside our company.",
        "- Never share the temporary code with people outside our company.",
        "- Share the temporary code with people outside our company.",
        "- Never share the code with people outside our company."};
    struct corpus c;
    uint32_t in;
    (void)state;
    open_corpus(&c, texts, NULL);
    assert_true(is_covered(&c, 0, 3, &in));
    assert_false(is_covered(&c, 3, 3, &in));
    assert_false(is_covered(&c, 4, 3, &in));
    close_corpus(&c);
}

static void one_word_that_tells_makes_another_sentence(void **state)
{
    static const char *const texts[GUIDES] = {
        "- Tell the customer that our desk answers within agreed hours.",
        "- Tell the customer that our desk answers within agreed hours.",
        "- Tell the customer that our desk answers within agreed hours.",
        "- Tell the customer that our firewall desk answers within agreed hours.",
        "- Tell the customer that our desk answers within 4 agreed hours."};
    struct corpus c;
    uint32_t in;
    (void)state;
    open_corpus(&c, texts, NULL);
    assert_false(is_covered(&c, 3, 3, &in));
    assert_false(is_covered(&c, 4, 3, &in));
    close_corpus(&c);
}

static void each_guides_own_title_counts_as_one_mark(void **state)
{
    static const char *const texts[GUIDES] = {
        "# AADSTS50011: Reply address is missing here\n\nIssues with reply address is missing here.",
        "# AADSTS50012: Signing certificate was never valid\n\nIssues with signing certificate was never valid.",
        "# AADSTS50013: Assertion has expired today\n\nIssues with assertion has expired today.",
        "- Else.", "- Other."};
    struct corpus c;
    uint32_t in;
    (void)state;
    open_corpus(&c, texts, NULL);
    assert_true(is_covered(&c, 1, 3, &in));
    assert_int_equal(in, 3);
    close_corpus(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_words_are_counted_whatever_their_marks),
        cmocka_unit_test(guides_of_one_code_are_one_voice),
        cmocka_unit_test(a_sentence_reworded_in_generic_words_is_the_same),
        cmocka_unit_test(a_word_left_out_may_be_the_one_that_counts),
        cmocka_unit_test(one_word_that_tells_makes_another_sentence),
        cmocka_unit_test(each_guides_own_title_counts_as_one_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
