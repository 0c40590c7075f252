/* SPDX-License-Identifier: MIT */
#include "article/guide_judge.h"

#include "support/guide_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void judged(const char *text, const char *expected)
{
    struct guide_case c;
    struct tally tally;
    guide_case_open(&c);
    guide_case_read(&c, text);
    rsv__tally_init(&tally, &c.alloc);
    rsv__tally_add(&tally, &c.arena, &c.guide);
    rsv__guide_judge(&c.arena, &tally, &c.guide);
    rsv__tally_free(&tally);
    assert_string_equal(guide_case_passages(&c), expected);
    assert_int_equal(guide_case_close(&c), 0);
}

static void advice_of_generic_words_goes_and_facts_stay(void **state)
{
    (void)state;
    judged("- Check the logs.\n- Check the logs of the proxy.\n- If the issue persists, contact support.\n"
           "- If event 1644 persists, contact support.\n- The request is not supported.\n",
           "generic phrase: Check the logs.\n+ Check the logs of the proxy.\n"
           "generic phrase: If the issue persists, contact support.\n"
           "+ If event 1644 persists, contact support.\n+ The request is not supported.\n");
}

static void only_the_empty_sentence_of_a_text_goes(void **state)
{
    (void)state;
    judged("- Restart the agent. Contact support if the issue persists.\n",
           "+ Restart the agent.\ngeneric phrase: Contact support if the issue persists.\n");
}

static void a_label_that_tells_saves_its_text(void **state)
{
    (void)state;
    judged("- **Firewall:** Check the settings.\n- **Settings:** Check the settings.\n",
           "+ Check the settings.\ngeneric phrase: Check the settings.\n");
}

static void a_label_whose_list_is_gone_must_tell_more(void **state)
{
    (void)state;
    judged("1. **Reconfigure Application:**\n   - Check the settings.\n"
           "2. **Renew the Federation Certificate:**\n   - Check the settings.\n",
           "nothing left below it: Reconfigure Application\ngeneric phrase: Check the settings.\n"
           "+ Renew the Federation Certificate\ngeneric phrase: Check the settings.\n");
}

static void what_carries_a_kept_list_is_kept(void **state)
{
    (void)state;
    judged("- Admins can check the following:\n  - The proxy's name.\n",
           "+ Admins can check the following:\n+ The proxy's name.\n");
}

static void lines_of_the_form_go_only_in_its_company(void **state)
{
    (void)state;
    judged("- Ensure that the user has MFA configured.\n", "+ Ensure that the user has MFA configured.\n");
    judged("- The user must have already set up MFA.\n1. Log in to the Azure portal.\n"
           "2. Select the affected user.\n3. Ensure that the user has MFA configured.\n",
           "generic phrase: The user must have already set up MFA.\n"
           "generic phrase: Log in to the Azure portal.\n"
           "generic phrase: Select the affected user.\n"
           "generic phrase: Ensure that the user has MFA configured.\n");
}

static void the_title_said_again_explains_nothing(void **state)
{
    (void)state;
    judged("# AADSTS50056: The password does not exist here.\n\n**Error Code:** AADSTS50056\n\n"
           "The password does not exist here.\n\nThe password was never synchronised.\n",
           "repeats the title: AADSTS50056\nrepeats the title: The password does not exist here.\n"
           "+ The password was never synchronised.\n");
}

static void references_are_taken_out_of_their_sentences(void **state)
{
    (void)state;
    judged("## References\n- Microsoft: [Writeback](https://x.com/a)\n- See the official documentation.\n"
           "- [Portal](https://portal.azure.com)\n- Broken: [x](https://x.com/{id})\n",
           ": References\n@ Microsoft: [Writeback](https://x.com/a)\n"
           "generic phrase: See the official documentation.\n"
           "points at no page: [Portal](https://portal.azure.com)\n"
           "+ Broken: [x](https://x.com/{id})\n");
}

static void headings_without_content_go(void **state)
{
    (void)state;
    judged("## Resolution\n#### On a phone\n- Check the settings.\n#### On a laptop\n- Renew the lease.\n",
           ": Resolution\nnothing left below it: On a phone\ngeneric phrase: Check the settings.\n"
           "+ On a laptop\n+ Renew the lease.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(advice_of_generic_words_goes_and_facts_stay),
        cmocka_unit_test(only_the_empty_sentence_of_a_text_goes),
        cmocka_unit_test(a_label_that_tells_saves_its_text),
        cmocka_unit_test(a_label_whose_list_is_gone_must_tell_more),
        cmocka_unit_test(what_carries_a_kept_list_is_kept),
        cmocka_unit_test(lines_of_the_form_go_only_in_its_company),
        cmocka_unit_test(the_title_said_again_explains_nothing),
        cmocka_unit_test(references_are_taken_out_of_their_sentences),
        cmocka_unit_test(headings_without_content_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
