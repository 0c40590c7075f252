/* SPDX-License-Identifier: MIT */
#include "article/guide_scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool is_span(struct span s, const char *text)
{
    return s.n == strlen(text) && memcmp(s.at, text, s.n) == 0;
}

static const char *marker_rest(const char *text)
{
    struct marker m;
    return rsv__scan_marker(rsv__span(text), &m) ? text + m.width : NULL;
}

static void markers_of_all_lists_are_known(void **state)
{
    static const char *const lists[] = {"- x", "* x", "+ x", "\u2022 x", "1. x", "12) x", "(3) x",
                                        "a. x", "iv. x", "- [ ] x", "1.   x"};
    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        assert_string_equal(marker_rest(lists[i]), "x");
    assert_string_equal(marker_rest("1.Check"), "Check");
    assert_string_equal(marker_rest("2.**Check**"), "**Check**");
}

static void numbers_words_and_emphasis_are_no_markers(void **state)
{
    (void)state;
    assert_null(marker_rest("3.5 GB"));
    assert_null(marker_rest("e.g. this"));
    assert_null(marker_rest("**bold** text"));
    assert_null(marker_rest("-x"));
    assert_null(marker_rest("2024. A year"));
    assert_null(marker_rest(""));
}

static void headings_may_lack_the_blank_or_be_closed(void **state)
{
    struct span words;
    int level;
    (void)state;
    assert_true(rsv__scan_atx(rsv__span("### Causes ##"), &words, &level));
    assert_int_equal(level, 3);
    assert_true(is_span(words, "Causes"));
    assert_true(rsv__scan_atx(rsv__span("##Causes"), &words, &level));
    assert_true(rsv__scan_atx(rsv__span("#AADSTS50056: x"), &words, &level));
    assert_false(rsv__scan_atx(rsv__span("#hashtag"), &words, &level));
    assert_false(rsv__scan_atx(rsv__span("#1 reason"), &words, &level));
    assert_false(rsv__scan_atx(rsv__span("####### seven"), &words, &level));
}

static void bold_words_are_told_from_their_colon_and_rest(void **state)
{
    struct span words, rest;
    bool colon;
    (void)state;
    assert_true(rsv__scan_bold(rsv__span("**Check it:** now"), &words, &colon, &rest));
    assert_true(colon && is_span(words, "Check it") && is_span(rest, "now"));
    assert_true(rsv__scan_bold(rsv__span("__Check it__: now"), &words, &colon, &rest));
    assert_true(colon && is_span(words, "Check it") && is_span(rest, "now"));
    assert_true(rsv__scan_bold(rsv__span("**Users** > all"), &words, &colon, &rest));
    assert_false(colon);
    assert_false(rsv__scan_bold(rsv__span("**open"), &words, &colon, &rest));
    assert_false(rsv__scan_bold(rsv__span("*light*"), &words, &colon, &rest));
}

static void steps_are_known_by_word_and_number(void **state)
{
    struct span rest;
    (void)state;
    assert_true(rsv__scan_step(rsv__span("Step 2: Open it"), &rest));
    assert_true(is_span(rest, "Open it"));
    assert_true(rsv__scan_step(rsv__span("STEP 10 - Go"), &rest));
    assert_true(is_span(rest, "Go"));
    assert_false(rsv__scan_step(rsv__span("Step by step"), &rest));
    assert_false(rsv__scan_step(rsv__span("Step 2 of the list"), &rest));
}

static void numbering_emphasis_and_colons_come_off_a_heading(void **state)
{
    (void)state;
    assert_true(is_span(rsv__scan_bare(rsv__span("**3. Common Issues:**")), "Common Issues"));
    assert_true(is_span(rsv__scan_bare(rsv__span("1) **Notes**: ")), "Notes"));
    assert_true(is_span(rsv__scan_bare(rsv__span("2FA")), "2FA"));
}

static void a_sentence_has_ended_whatever_closes_behind_its_stop(void **state)
{
    (void)state;
    assert_true(rsv__scan_ended(rsv__span("Done.")));
    assert_true(rsv__scan_ended(rsv__span("\"Done.\")**")));
    assert_true(rsv__scan_ended(rsv__span("As follows:")));
    assert_false(rsv__scan_ended(rsv__span("and so")));
}

static void rules_fences_tables_and_underlines_are_known(void **state)
{
    (void)state;
    assert_true(rsv__scan_rule(rsv__span("- - -")));
    assert_false(rsv__scan_rule(rsv__span("--")));
    assert_int_equal(rsv__scan_fence(rsv__span("```powershell")), 3);
    assert_int_equal(rsv__scan_fence(rsv__span("```x``` y")), 0);
    assert_int_equal(rsv__scan_fence(rsv__span("~~~~")), 4);
    assert_true(rsv__scan_table(rsv__span("| a | b |")));
    assert_false(rsv__scan_table(rsv__span("|x")));
    assert_true(rsv__scan_underline(rsv__span("====="), '='));
}

static void a_name_before_a_colon_must_be_near(void **state)
{
    struct span name, rest;
    (void)state;
    assert_true(rsv__scan_colon(rsv__span("Cause: it is off"), &name, &rest));
    assert_true(is_span(name, "Cause") && is_span(rest, "it is off"));
    assert_false(rsv__scan_colon(rsv__span("https://x"), &name, &rest));
    assert_false(rsv__scan_colon(rsv__span("One sentence. Two: x"), &name, &rest));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markers_of_all_lists_are_known),
        cmocka_unit_test(numbers_words_and_emphasis_are_no_markers),
        cmocka_unit_test(headings_may_lack_the_blank_or_be_closed),
        cmocka_unit_test(bold_words_are_told_from_their_colon_and_rest),
        cmocka_unit_test(steps_are_known_by_word_and_number),
        cmocka_unit_test(numbering_emphasis_and_colons_come_off_a_heading),
        cmocka_unit_test(a_sentence_has_ended_whatever_closes_behind_its_stop),
        cmocka_unit_test(rules_fences_tables_and_underlines_are_known),
        cmocka_unit_test(a_name_before_a_colon_must_be_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
