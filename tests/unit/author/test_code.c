/* SPDX-License-Identifier: MIT */
#include "author/code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static bool prepare(const char *text, char *out, struct code_problem *p)
{
    *p = (struct code_problem){0};
    strcpy(out, text);
    return rsv__code_prepare(out, true, p);
}

static void placeholders_are_one_word(void **state)
{
    static const struct {
        const char *text, *prepared; /* _ for the byte */
    } rows[] = {
        {"-UserId <user> x", "-UserId ______ x"}, {"<client ID>/<api>", "___________/_____"}, {"a <b", "a <b"},
        {"1 <2>", "1 <2>"}, {"<# c #>", "<# c #>"}, {"<a\nb>", "<a\nb>"}, {"<a=b>", "<a=b>"}, {"</a>", "</a>"},
        {"<proxy usesystemdefault=\"true\" />", "<proxy usesystemdefault=\"true\" />"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct code_problem p;
        char copy[100];
        assert_true(prepare(rows[i].text, copy, &p));
        for (char *c = copy; *c != '\0'; c++)
            *c = *c == CODE_PLACE ? '_' : *c;
        assert_string_equal(copy, rows[i].prepared);
    }
}

static void what_a_word_processor_makes_of_quotes_is_told(void **state)
{
    struct code_problem p;
    char copy[100];
    (void)state;
    assert_false(prepare("a\nb \xe2\x80\x9cx\xe2\x80\x9d", copy, &p));
    assert_int_equal(p.line, 2);
    assert_false(prepare("a\xc2\xa0" "b", copy, &p));
    assert_true(prepare("\xc3\xa4", copy, &p)); /* letters are none of its doing */
}

static void only_the_first_problem_is_kept(void **state)
{
    struct code_problem p = {0};
    (void)state;
    assert_false(rsv__code_problem(&p, 3, "%s\x01", "one"));
    assert_false(rsv__code_problem(&p, 4, "two"));
    assert_int_equal(p.line, 3);
    assert_string_equal(p.message, "one_");
}

static void programs_are_known_by_name_ending_or_path(void **state)
{
    static const char *const yes[] = {"dsregcmd", "DSREGCMD", "klist.exe", "Setup.EXE", ".\\x", "/usr/bin/x",
                                      "C:\\a\\b", "ldp.msc"};
    static const char *const no[] = {"", "frobnicate", "exe", ".exe", "Get-Date", "http://x/y", "x.txt"};
    (void)state;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        assert_true(rsv__code_is_program(yes[i]));
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        assert_false(rsv__code_is_program(no[i]));
}

static const char *fault(const char *name)
{
    const char *f = rsv__code_cmdlet_fault(name, (size_t)(strchr(name, '-') - name));
    return f ? f : "";
}

static void cmdlets_are_judged_by_their_names(void **state)
{
    (void)state;
    assert_string_equal(fault("Get-MgUser"), "");
    assert_string_equal(fault("get-aduser"), "");
    assert_string_equal(fault("ConvertFrom-Json"), "");
    assert_string_equal(fault("Enable-AzureADSSOForest"), "");
    assert_string_equal(fault("Get-AzureADPasswordProtectionDCAgent"), "");
    assert_string_equal(fault("Get-AzureADUser"), "the module AzureAD is retired");
    assert_string_equal(fault("Set-MsolUser"), "the module MSOnline is retired");
    assert_string_equal(fault("Change-Password"), "no approved verb");
    assert_string_equal(fault("Ge-X"), "no approved verb");
    assert_string_equal(fault("Get-"), "a cmdlet is Verb-Noun");
    assert_string_equal(fault("Get-A-B"), "a cmdlet is Verb-Noun");
    assert_string_equal(fault("Get-Mguser"), "a cmdlet of Microsoft Graph is Verb-MgNoun");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(placeholders_are_one_word),
        cmocka_unit_test(what_a_word_processor_makes_of_quotes_is_told),
        cmocka_unit_test(only_the_first_problem_is_kept),
        cmocka_unit_test(programs_are_known_by_name_ending_or_path),
        cmocka_unit_test(cmdlets_are_judged_by_their_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
