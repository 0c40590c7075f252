/* SPDX-License-Identifier: MIT */
#include "article/guide_blocks.h"

#include "support/guide_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void blocks_are(const char *text, const char *expected)
{
    struct guide_case c;
    guide_case_open(&c);
    guide_case_read(&c, text);
    assert_string_equal(guide_case_blocks(&c), expected);
    assert_int_equal(guide_case_close(&c), 0);
}

static void sentences_broken_by_lines_and_blank_lines_are_whole_again(void **state)
{
    (void)state;
    blocks_are("* Check for policies that might be affecting the\n\n  MFA process.\n\n* Next.\n",
               "1 steps 0 - Check for policies that might be affecting the MFA process.\n"
               "5 steps 0 - Next.\n");
    blocks_are("The password is past\n\nits age.\n\nAnother paragraph\nhere.\n",
               "1 meaning 0 The password is past its age.\n5 meaning 0 Another paragraph here.\n");
    blocks_are("The error code is in the log of the domain controller which says\n\n"
               "\"PasswordHasExpired\" to it.\n",
               "1 meaning 0 The error code is in the log of the domain controller which says "
               "\"PasswordHasExpired\" to it.\n");
}

static void what_has_ended_is_not_joined(void **state)
{
    (void)state;
    blocks_are("- One item\n\nBy itself.\n", "1 steps 0 - One item\n3 steps 0 By itself.\n");
    blocks_are("One.\n\ntwo.\n", "1 meaning 0 One.\n3 meaning 0 two.\n");
}

static void links_broken_across_lines_are_repaired(void **state)
{
    (void)state;
    blocks_are("See the\n\n  [Azure AD \ndocs](https://learn.example.com/\nazure/ad) for more.\n",
               "1 meaning 0 See the [Azure AD docs](https://learn.example.com/azure/ad) for more.\n");
    blocks_are("See [docs]\n(https://learn.example.com).\n",
               "1 meaning 0 See [docs](https://learn.example.com).\n");
}

static void nesting_follows_the_columns(void **state)
{
    (void)state;
    blocks_are("1. a\n   - b\n     * c\n   - d\n2. e\n",
               "1 steps 0 1. a\n2 steps 1 - b\n3 steps 2 - c\n4 steps 1 - d\n5 steps 0 1. e\n");
}

static void bullets_below_a_number_that_announces_them_are_its_own(void **state)
{
    (void)state;
    blocks_are("1. Do this:\n- x\n- y\n2. Do that:\n- z\n",
               "1 steps 0 1. Do this:\n2 steps 1 - x\n3 steps 1 - y\n4 steps 0 1. Do that:\n"
               "5 steps 1 - z\n");
}

static void paragraphs_belong_to_the_item_they_are_indented_under(void **state)
{
    (void)state;
    blocks_are("1. a.\n\n   Below it.\n\nOutside.\n",
               "1 steps 0 1. a.\n3 steps 1 Below it.\n5 steps 0 Outside.\n");
}

static void code_and_tables_stay_as_they_are(void **state)
{
    (void)state;
    blocks_are("1. Run.\n   ```powershell\n   Get-X\n\n     -Y\n   ```\n2. b\n",
               "1 steps 0 1. Run.\n2 steps 1 code powershell\nGet-X\n\n  -Y\n7 steps 0 1. b\n");
    blocks_are("Text.\n\n    first\n      second\n\nText.\n",
               "1 meaning 0 Text.\n3 steps 0 code \nfirst\n  second\n6 steps 0 Text.\n");
    blocks_are("| a | b |\n|---|---|\n| 1 | 2 |\n", "1 steps 0 table | a | b |\n|---|---|\n| 1 | 2 |\n");
    blocks_are("```\nnever closed\n", "1 steps 0 code \nnever closed\n");
}

static void headings_of_all_kinds_open_sections(void **state)
{
    (void)state;
    blocks_are("#### Common Issues:\n- a\n**Resolution:**\n- b\n\nAdditional Notes:\n- c\n\n"
               "References\n----------\n- d\n",
               "1 causes 4 ## Common Issues\n2 causes 0 - a\n3 steps 3 ## Resolution\n4 steps 0 - b\n"
               "6 notes 3 ## Additional Notes\n7 notes 0 - c\n9 links 2 ## References\n"
               "11 links 0 - d\n");
}

static void quotes_comments_front_matter_and_category_lines_are_dealt_with(void **state)
{
    struct guide_case c;
    (void)state;
    guide_case_open(&c);
    guide_case_read(&c, "---\nauthor: me\n---\n> [!NOTE]\n> Quoted.\n\n<!-- one\ntwo -->\n\n"
                        "Go to Users\n> All users.\n\nCategory: Other");
    assert_string_equal(guide_case_blocks(&c),
                        "5 meaning 0 Quoted.\n10 meaning 0 Go to Users > All users.\n");
    assert_int_equal(c.guide.dropped.n, 3);
    assert_string_equal(c.guide.dropped.items[0].reason, "front matter");
    assert_string_equal(c.guide.dropped.items[1].reason, "comment");
    assert_string_equal(c.guide.dropped.items[2].reason, "category line");
    assert_int_equal(guide_case_close(&c), 0);
}

static void a_category_in_the_middle_is_text(void **state)
{
    (void)state;
    blocks_are("Category: a filter in the log.\n\nMore.\n",
               "1 meaning 0 Category: a filter in the log.\n3 meaning 0 More.\n");
}

static void depth_has_an_end(void **state)
{
    struct guide_case c;
    (void)state;
    guide_case_open(&c);
    guide_case_read(&c, "- 1\n  - 2\n    - 3\n      - 4\n        - 5\n          - 6\n"
                        "            - 7\n              - 8\n");
    assert_int_equal(c.guide.n_blocks, 8);
    assert_true(c.guide.blocks[7].depth <= DEPTH_MAX);
    assert_int_equal(guide_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_broken_by_lines_and_blank_lines_are_whole_again),
        cmocka_unit_test(what_has_ended_is_not_joined),
        cmocka_unit_test(links_broken_across_lines_are_repaired),
        cmocka_unit_test(nesting_follows_the_columns),
        cmocka_unit_test(bullets_below_a_number_that_announces_them_are_its_own),
        cmocka_unit_test(paragraphs_belong_to_the_item_they_are_indented_under),
        cmocka_unit_test(code_and_tables_stay_as_they_are),
        cmocka_unit_test(headings_of_all_kinds_open_sections),
        cmocka_unit_test(quotes_comments_front_matter_and_category_lines_are_dealt_with),
        cmocka_unit_test(a_category_in_the_middle_is_text),
        cmocka_unit_test(depth_has_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
