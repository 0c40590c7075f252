/* SPDX-License-Identifier: MIT */
#include "article/guide_builder.h"

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

static void bold_words_before_a_colon_or_dash_are_a_label(void **state)
{
    (void)state;
    blocks_are("- **Check it:** now.\n- **Check it** - now.\n- **Check it**\n- **Users** > all.\n",
               "1 steps 0 - [Check it] now.\n2 steps 0 - [Check it] now.\n3 steps 0 - [Check it]\n"
               "4 steps 0 - **Users** > all.\n");
}

static void plain_words_before_a_colon_are_a_label_in_a_list(void **state)
{
    (void)state;
    blocks_are("- Token expiration: The token is old.\n- Verify Application Settings:\n"
               "- Under \"Users,\" see: Roles.\n- ratio: 1\n",
               "1 steps 0 - [Token expiration] The token is old.\n"
               "2 steps 0 - [Verify Application Settings]\n"
               "3 steps 0 - Under \"Users,\" see: Roles.\n4 steps 0 - ratio: 1\n");
}

static void a_label_and_a_bullet_that_ran_together_come_apart(void **state)
{
    (void)state;
    blocks_are("1. **User Confirmation:**    * Ask the user whether\nit is so.\n   * Ask again.\n",
               "1 steps 0 1. [User Confirmation]\n1 steps 1 - Ask the user whether it is so.\n"
               "3 steps 1 - Ask again.\n");
}

static void letters_in_a_sentence_are_a_list(void **state)
{
    (void)state;
    blocks_are("1. **Add the user:** a. Open it. b. Add it. c.\n   Save it.\n",
               "1 steps 0 1. [Add the user]\n1 steps 1 1. Open it.\n1 steps 1 1. Add it.\n"
               "1 steps 1 1. Save it.\n");
    blocks_are("Do this: 1) Open it. 2) Close it.\n",
               "1 meaning 0 Do this:\n1 steps 0 1. Open it.\n1 steps 0 1. Close it.\n");
    blocks_are("- (a) Paste it. (b) Send it.\n",
               "1 steps 0 1. Paste it.\n1 steps 0 1. Send it.\n");
}

static void a_lone_letter_is_no_list(void **state)
{
    (void)state;
    blocks_are("- Choose plan a. Then pay.\n- See appendix: a. Only this.\n",
               "1 steps 0 - Choose plan a. Then pay.\n2 steps 0 - See appendix: a. Only this.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bold_words_before_a_colon_or_dash_are_a_label),
        cmocka_unit_test(plain_words_before_a_colon_are_a_label_in_a_list),
        cmocka_unit_test(a_label_and_a_bullet_that_ran_together_come_apart),
        cmocka_unit_test(letters_in_a_sentence_are_a_list),
        cmocka_unit_test(a_lone_letter_is_no_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
