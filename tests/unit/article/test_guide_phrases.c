/* SPDX-License-Identifier: MIT */
#include "article/guide_phrases.h"

#include "article/guide_scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static enum phrase_kind kind_of(const char *text)
{
    return rsv__phrase_of(rsv__span(text));
}

static void a_phrase_has_alternatives_options_stems_and_gaps(void **state)
{
    (void)state;
    assert_true(rsv__phrase_matches("a/b c", "b c"));
    assert_true(rsv__phrase_matches("?a b", "b"));
    assert_true(rsv__phrase_matches("?a b", "a b"));
    assert_true(rsv__phrase_matches("gener~ it", "generating it"));
    assert_true(rsv__phrase_matches("a * z", "a z"));
    assert_true(rsv__phrase_matches("a * z", "a b c z"));
    assert_true(rsv__phrase_matches("*", ""));
    assert_false(rsv__phrase_matches("a", "a b"));
    assert_false(rsv__phrase_matches("a b", "a"));
    assert_false(rsv__phrase_matches("ab", "a"));
}

static void notes_that_generation_failed_are_placeholders(void **state)
{
    static const char *const notes[] = {
        "Troubleshooting steps could not be generated due to an error.",
        "Error generating troubleshooting steps: timeout",
        "An error occurred while generating the troubleshooting steps.",
        "Failed to generate the content.",
        "Unable to generate a response at this time.",
        "Could not retrieve: the troubleshooting steps could not be retrieved.",
        "You exceeded your current quota, please check your plan and billing details.",
        "openai.error.RateLimitError: Rate limit reached for gpt-4",
        "As an AI language model, I can't do that.",
        "I'm sorry, but I can't help with that.",
        "Traceback (most recent call last): File x",
        "AttributeError: 'NoneType' object has no attribute 'text'",
        "TODO: write this", "TBD", "Coming soon", "N/A", "[Insert screenshot of the page]",
    };
    (void)state;
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        assert_int_equal(kind_of(notes[i]), PHRASE_PLACEHOLDER);
}

static void what_a_service_can_not_generate_is_knowledge(void **state)
{
    static const char *const facts[] = {
        "Azure AD is unable to generate a pairwise identifier.",
        "The token could not be generated because the salt is missing.",
        "An error occurred while generating the token.",
        "If the wizard failed to create the account, follow the steps of the vendor.",
        "None of the agents is running.",
        "Requests are throttled with status 429 when the quota is used up.",
    };
    (void)state;
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        assert_int_equal(kind_of(facts[i]), PHRASE_NONE);
}

static void a_guide_that_talks_of_itself_is_known(void **state)
{
    static const char *const phrases[] = {
        "By following these steps, you should be able to resolve the error.",
        "This guide will help resolve issues related to x.",
        "This comprehensive troubleshooting guide should assist in identifying it.",
        "Here is a detailed troubleshooting guide for the error:",
        "Below is a structured guide to help.",
        "Certainly!",
        "Using this guide, you should be fine.",
    };
    (void)state;
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        assert_int_equal(kind_of(phrases[i]), PHRASE_ABOUT);
    assert_int_equal(kind_of("This guide applies to hybrid tenants only."), PHRASE_NONE);
    assert_int_equal(kind_of("Follow the steps to reset their password."), PHRASE_NONE);
}

static void testing_the_links_is_not_testing_a_server(void **state)
{
    (void)state;
    assert_int_equal(kind_of("Visit the links provided above to ensure they are accessible."),
                     PHRASE_LINK_TEST);
    assert_int_equal(kind_of("Note: Test that these URLs are reachable in your environment."),
                     PHRASE_LINK_TEST);
    assert_int_equal(kind_of("Ensure that the domain controllers are reachable from the resources."),
                     PHRASE_NONE);
    assert_int_equal(kind_of("Ensure the federation metadata URL is reachable."), PHRASE_NONE);
}

static void lines_of_the_known_form_and_generic_advice_are_told_apart(void **state)
{
    (void)state;
    assert_int_equal(kind_of("The user must have already set up MFA."), PHRASE_TEMPLATE);
    assert_int_equal(kind_of("Navigate to the \"Users\" section."), PHRASE_TEMPLATE);
    assert_int_equal(kind_of("Contact Microsoft support."), PHRASE_GENERIC);
    assert_int_equal(kind_of("Educate users on the importance of care."), PHRASE_GENERIC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_phrase_has_alternatives_options_stems_and_gaps),
        cmocka_unit_test(notes_that_generation_failed_are_placeholders),
        cmocka_unit_test(what_a_service_can_not_generate_is_knowledge),
        cmocka_unit_test(a_guide_that_talks_of_itself_is_known),
        cmocka_unit_test(testing_the_links_is_not_testing_a_server),
        cmocka_unit_test(lines_of_the_known_form_and_generic_advice_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
