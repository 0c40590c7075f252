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

static void title_is(const char *text, int64_t code, const char *title)
{
    struct guide_case c;
    guide_case_open(&c);
    guide_case_read(&c, text);
    assert_int_equal(c.guide.title.code, code);
    assert_string_equal(c.guide.title.title, title);
    assert_int_equal(guide_case_close(&c), 0);
}

static void a_bold_heading_and_its_first_bullet_come_apart(void **state)
{
    (void)state;
    blocks_are("**Common Issues:** - One.\n- Two.\n",
               "1 causes 3 ## Common Issues\n1 causes 0 - One.\n2 causes 0 - Two.\n");
    blocks_are("#### Resolution: 1. **First**: do it.\n",
               "1 steps 4 ## Resolution\n1 steps 0 1. [First] do it.\n");
    blocks_are("**Description:** It fails.\n", "1 meaning 3 ## Description\n1 meaning 0 It fails.\n");
}

static void a_bold_heading_in_the_middle_of_a_line_is_found(void **state)
{
    (void)state;
    blocks_are("It fails. **Resolution Steps:** - Mend it.\n",
               "1 meaning 0 It fails.\n1 steps 3 ## Resolution Steps\n1 steps 0 - Mend it.\n");
}

static void numbered_sections_are_headings(void **state)
{
    (void)state;
    blocks_are("1. Common Issues: a. One. b. Two.\n\n2. Resolution:\n   * Mend it.\n",
               "1 causes 3 ## Common Issues\n1 causes 0 1. One.\n1 causes 0 1. Two.\n"
               "3 steps 3 ## Resolution\n4 steps 0 - Mend it.\n");
}

static void steps_carry_what_is_below_them(void **state)
{
    (void)state;
    blocks_are("## Resolution\n### Step 1: Look\n- a\n### Step 2: Mend it.\nText.\n## Notes\n- b\n",
               "1 steps 2 ## Resolution\n2 steps 0 1. [Look]\n3 steps 1 - a\n4 steps 0 1. Mend it.\n"
               "5 steps 1 Text.\n6 notes 2 ## Notes\n7 notes 0 - b\n");
    blocks_are("**Resolution:**\n**1. Verify Expiry:**\n- a\n",
               "1 steps 3 ## Resolution\n2 steps 0 1. [Verify Expiry]\n3 steps 1 - a\n");
}

static void a_remark_is_no_section(void **state)
{
    (void)state;
    blocks_are("## Resolution\n**Note:** Mind the gap.\n\nReset it.\n",
               "1 steps 2 ## Resolution\n2 steps 0 [Note] Mind the gap.\n4 steps 0 Reset it.\n");
}

static void unknown_headings_stay_where_they_are_or_go_to_the_notes(void **state)
{
    (void)state;
    blocks_are("## Resolution\n#### On a phone\nText.\n## Night shifts\nText.\n",
               "1 steps 2 ## Resolution\n2 steps 4 ## On a phone\n3 steps 0 Text.\n"
               "4 notes 2 ## Night shifts\n5 notes 0 Text.\n");
}

static void paragraphs_below_the_guides_name_explain_and_lists_are_steps(void **state)
{
    (void)state;
    blocks_are("## Troubleshooting Steps\nIt means that.\n\n1. Mend it.\n",
               "1 steps 2 ## Troubleshooting Steps\n2 meaning 0 It means that.\n4 steps 0 1. Mend it.\n");
}

static void the_first_heading_with_a_code_is_the_title(void **state)
{
    (void)state;
    title_is("# Guides\n## AADSTS50011: InvalidReplyTo - No match.\n", 50011, "No match");
    title_is("# AADSTS50056\n### Troubleshooting Guide for AADSTS50056 Error: Invalid password\n",
             50056, "Invalid password");
    title_is("# AADSTS50011: Bad reply\n# AADSTS50012: Other\n", 50011, "Bad reply");
    title_is("# Introduction\nText\n", 0, "AADSTS0");
}

static void a_title_with_everything_behind_it_is_cut(void **state)
{
    (void)state;
    title_is("# AADSTS50011: Bad reply **Common Issues:** 1. A. 2. B.\n", 50011, "Bad reply");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bold_heading_and_its_first_bullet_come_apart),
        cmocka_unit_test(a_bold_heading_in_the_middle_of_a_line_is_found),
        cmocka_unit_test(numbered_sections_are_headings),
        cmocka_unit_test(steps_carry_what_is_below_them),
        cmocka_unit_test(a_remark_is_no_section),
        cmocka_unit_test(unknown_headings_stay_where_they_are_or_go_to_the_notes),
        cmocka_unit_test(paragraphs_below_the_guides_name_explain_and_lists_are_steps),
        cmocka_unit_test(the_first_heading_with_a_code_is_the_title),
        cmocka_unit_test(a_title_with_everything_behind_it_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
