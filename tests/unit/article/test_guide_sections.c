/* SPDX-License-Identifier: MIT */
#include "article/guide_sections.h"

#include "article/guide_scan.h"
#include "support/guide_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void opens(const char *heading, enum guide_section expected)
{
    enum guide_section found = N_SECTIONS;
    assert_true(rsv__section_of(rsv__span(heading), &found));
    assert_int_equal(found, expected);
}

static bool is_section(const char *heading)
{
    enum guide_section found;
    return rsv__section_of(rsv__span(heading), &found);
}

static void title_is(const char *heading, int64_t code, const char *name, const char *title,
                     const char *text)
{
    struct guide_case c;
    struct guide_title t = {0};
    guide_case_open(&c);
    rsv__title_read(&c.arena, rsv__span(heading), &t);
    rsv__title_complete(&c.arena, "guide.md", &t);
    assert_int_equal(t.code, code);
    assert_string_equal(t.name ? t.name : "(none)", name ? name : "(none)");
    assert_string_equal(t.title, title);
    assert_string_equal(t.text, text);
    assert_int_equal(guide_case_close(&c), 0);
}

static void headings_are_known_by_how_they_begin(void **state)
{
    (void)state;
    opens("Introduction", SECTION_MEANING);
    opens("**Error Description:**", SECTION_MEANING);
    opens("1. Initial Diagnostic Steps:", SECTION_DIAGNOSIS);
    opens("Common Issues that Cause AADSTS50027", SECTION_CAUSES);
    opens("Possible root causes", SECTION_CAUSES);
    opens("Prerequisites", SECTION_BEFORE);
    opens("Step-by-Step Resolution Strategies", SECTION_STEPS);
    opens("Steps to Resolve", SECTION_STEPS);
    opens("Additional Notes or Considerations", SECTION_NOTES);
    opens("6. Advice for Data Collection", SECTION_COLLECT);
    opens("Documentation Where Steps Can Be Found For Guidance", SECTION_LINKS);
    opens("Test the Documentation is Reachable", SECTION_LINK_TEST);
    opens("Conclusion", SECTION_CLOSING);
}

static void other_headings_steps_and_names_open_nothing(void **state)
{
    (void)state;
    assert_false(is_section("Hybrid users"));
    assert_false(is_section("Step 2: Fix it"));
    assert_false(is_section("Troubleshooting Guide for Error Code AADSTS50056"));
    assert_false(is_section(""));
    assert_true(rsv__section_is_chapter(rsv__span("## Troubleshooting Steps")));
    assert_false(rsv__section_is_chapter(rsv__span("Troubleshooting")));
}

static void a_guides_name_is_known_in_its_variants(void **state)
{
    (void)state;
    assert_true(rsv__section_is_name(rsv__span("Troubleshooting Guide for AADSTS50056 Error")));
    assert_true(rsv__section_is_name(rsv__span("AADSTS50012 Troubleshooting Guide")));
    assert_true(rsv__section_is_name(rsv__span("Error Code: AADSTS50135 - PasswordChange")));
    assert_true(rsv__section_is_name(rsv__span("Detailed Troubleshooting Guide")));
    assert_false(rsv__section_is_name(rsv__span("Hybrid users")));
}

static void the_code_is_found_in_titles_and_file_names(void **state)
{
    struct span rest;
    (void)state;
    assert_int_equal(rsv__title_code(rsv__span("AADSTS120013: x"), &rest), 120013);
    assert_int_equal(rsv__title_code(rsv__span("Error aadsts 50011 x"), &rest), 50011);
    assert_int_equal(rsv__title_code(rsv__span("AADSTS codes"), &rest), 0);
    assert_int_equal(rsv__title_code_of_path("guides/aadsts50056-old.md"), 50056);
    assert_int_equal(rsv__title_code_of_path("guides/16000.md"), 16000);
    assert_int_equal(rsv__title_code_of_path("2024/notes 2024.md"), 0);
    assert_int_equal(rsv__title_code_of_path("backup-20240115.md"), 0);
}

static void a_symbol_becomes_the_name_and_the_first_sentence_the_title(void **state)
{
    (void)state;
    title_is("AADSTS50132: SsoArtifactInvalid - The session isn't valid. Sign in again.", 50132,
             "SsoArtifactInvalid", "The session isn't valid",
             "The session isn't valid. Sign in again.");
    title_is("AADSTS700016: UnauthorizedClient_DoesNotMatchRequest - Not found", 700016,
             "UnauthorizedClient_DoesNotMatchRequest", "Not found", "Not found");
    title_is("AADSTS50192: Invalid Request - RawCredentialMissing - No credential.", 50192,
             "RawCredentialMissing", "No credential",
             "Invalid Request - RawCredentialMissing - No credential.");
}

static void a_title_without_symbol_is_all_sentence(void **state)
{
    (void)state;
    title_is("AADSTS50056: Invalid or null password: it isn't there. Ask again.", 50056, NULL,
             "Invalid or null password: it isn't there",
             "Invalid or null password: it isn't there. Ask again.");
}

static void a_symbol_alone_is_spelt_out_and_a_code_alone_stands_for_itself(void **state)
{
    (void)state;
    title_is("AADSTS120013: PasswordChangeOnPremisesFailure", 120013,
             "PasswordChangeOnPremisesFailure", "Password change on premises failure", "");
    title_is("AADSTS50012 Troubleshooting Guide", 50012, NULL, "AADSTS50012", "");
    title_is("AADSTS50126", 50126, NULL, "AADSTS50126", "");
}

static void a_long_title_ends_with_a_clause(void **state)
{
    (void)state;
    title_is("AADSTS50020: User account '{email}' from identity provider '{idp}' does not exist in "
             "tenant '{tenant}' and cannot access the application '{appid}' there",
             50020, NULL,
             "User account '{email}' from identity provider '{idp}' does not exist in tenant "
             "'{tenant}'",
             "User account '{email}' from identity provider '{idp}' does not exist in tenant "
             "'{tenant}' and cannot access the application '{appid}' there");
    title_is("AADSTS50027: Invalid token because of the following reasons:no nonce claim, no sub claim, "
             "unexpected issuer, unexpected audience, not in time", 50027, NULL,
             "Invalid token because of the following reasons",
             "Invalid token because of the following reasons:no nonce claim, no sub claim, "
             "unexpected issuer, unexpected audience, not in time");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_are_known_by_how_they_begin),
        cmocka_unit_test(other_headings_steps_and_names_open_nothing),
        cmocka_unit_test(a_guides_name_is_known_in_its_variants),
        cmocka_unit_test(the_code_is_found_in_titles_and_file_names),
        cmocka_unit_test(a_symbol_becomes_the_name_and_the_first_sentence_the_title),
        cmocka_unit_test(a_title_without_symbol_is_all_sentence),
        cmocka_unit_test(a_symbol_alone_is_spelt_out_and_a_code_alone_stands_for_itself),
        cmocka_unit_test(a_long_title_ends_with_a_clause),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
