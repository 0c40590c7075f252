/* SPDX-License-Identifier: MIT */
#include "article/guide_words.h"

#include "article/guide_scan.h"
#include "support/guide_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void open_titled(struct guide_case *c)
{
    guide_case_open(c);
    c->guide.title = (struct guide_title){.code = 50056,
                                          .name = "InvalidNullPassword",
                                          .text = "The password does not exist in the directory.",
                                          .title = "x"};
    rsv__guide_title_runs(&c->arena, &c->guide);
}

/* The flags of the i-th word. */
static uint32_t flags_of(const char *text, size_t i)
{
    struct guide_case c;
    uint32_t n;
    open_titled(&c);
    const struct guide_word *words = rsv__guide_words(&c.arena, &c.guide, rsv__span(text), &n);
    assert_true(i < n);
    const uint32_t flags = words[i].flags;
    assert_int_equal(guide_case_close(&c), 0);
    return flags;
}

static void same_words(const char *a, const char *b)
{
    struct guide_case c;
    uint32_t n, m;
    open_titled(&c);
    const struct guide_word *x = rsv__guide_words(&c.arena, &c.guide, rsv__span(a), &n);
    const struct guide_word *y = rsv__guide_words(&c.arena, &c.guide, rsv__span(b), &m);
    assert_int_equal(n, m);
    for (uint32_t i = 0; i < n; i++)
        assert_int_equal(x[i].hash, y[i].hash);
    assert_int_equal(guide_case_close(&c), 0);
}

static void case_marks_plurals_and_apostrophes_make_no_difference(void **state)
{
    (void)state;
    same_words("The **users** password!", "the User's passwords");
    same_words("policies", "Policy");
    same_words("user\xef\xbf\xbds", "users");
}

static void numbers_code_symbols_and_names_of_files_are_hard(void **state)
{
    static const char *const hard[] = {"389",         "`ping`",   "sourceAnchor", "Get-ADUser",
                                       "jwt.io",      "C:\\Temp\\x", "a_b",       "{tenant}",
                                       "AADSTS50126", "B2B",      "user@contoso.com", "ImmutableID"};
    (void)state;
    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++)
        assert_true(flags_of(hard[i], 0) & WORD_HARD);
    assert_false(flags_of("Multi-Factor", 0) & WORD_HARD);
    assert_false(flags_of("e.g. this", 0) & WORD_HARD);
    assert_true(flags_of("Users > All", 1) & WORD_HARD);
    assert_true(flags_of("Users \u2192 All", 1) & WORD_HARD);
}

static void addresses_are_hard_but_for_front_doors(void **state)
{
    (void)state;
    assert_true(flags_of("https://learn.microsoft.com/entra/identity/hybrid/x", 0) & WORD_HARD);
    assert_true(flags_of("https://status.azure.com", 0) & WORD_HARD);
    assert_false(flags_of("https://learn.microsoft.com/en-us/azure/active-directory/", 0) & WORD_HARD);
    assert_true(flags_of("https://portal.azure.com.", 0) & WORD_COMMON);
}

static void the_guides_own_code_and_symbol_are_not_hard(void **state)
{
    (void)state;
    assert_true(flags_of("AADSTS50056", 0) & WORD_OWN);
    assert_true(flags_of("`AADSTS50056`", 0) & WORD_OWN);
    assert_true(flags_of("50056", 0) & WORD_OWN);
    assert_true(flags_of("invalidnullpassword", 0) & WORD_OWN);
    assert_false(flags_of("AADSTS50056", 0) & WORD_HARD);
}

static void runs_of_the_title_are_marked(void **state)
{
    (void)state;
    assert_true(flags_of("so the password does not exist here", 2) & WORD_TITLE);
    assert_false(flags_of("the password is long", 1) & WORD_TITLE);
    assert_true(flags_of("it says \"password does not exist in the directory\"", 2) & WORD_OWN);
}

static void active_is_worth_something_unless_directory_follows(void **state)
{
    (void)state;
    assert_true(flags_of("Active Directory", 0) & WORD_COMMON);
    assert_false(flags_of("active account", 0) & WORD_COMMON);
}

static void capitals_inside_a_sentence_are_names(void **state)
{
    (void)state;
    assert_true(flags_of("approve it in the Authenticator", 4) & WORD_NAME);
    assert_false(flags_of("Approve it", 0) & WORD_NAME);
    assert_true(flags_of("MFA", 0) & WORD_NAME);
}

static void plain_words_fit_or_are_refused(void **state)
{
    char out[16];
    (void)state;
    assert_true(rsv__words_plain(rsv__span("  It's *so*!"), out, sizeof out));
    assert_string_equal(out, "its so");
    assert_false(rsv__words_plain(rsv__span("longer than sixteen"), out, sizeof out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_marks_plurals_and_apostrophes_make_no_difference),
        cmocka_unit_test(numbers_code_symbols_and_names_of_files_are_hard),
        cmocka_unit_test(addresses_are_hard_but_for_front_doors),
        cmocka_unit_test(the_guides_own_code_and_symbol_are_not_hard),
        cmocka_unit_test(runs_of_the_title_are_marked),
        cmocka_unit_test(active_is_worth_something_unless_directory_follows),
        cmocka_unit_test(capitals_inside_a_sentence_are_names),
        cmocka_unit_test(plain_words_fit_or_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
