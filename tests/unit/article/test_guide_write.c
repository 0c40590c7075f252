/* SPDX-License-Identifier: MIT */
#include "article/guide_write.h"

#include "article/guide_judge.h"
#include "support/guide_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void yaml_is(const char *text, const char *expected)
{
    struct guide_case c;
    guide_case_open(&c);
    rsv__guide_write_yaml(text, &c.out);
    assert_string_equal(rsv__buf_get(&c.out), expected);
    assert_int_equal(guide_case_close(&c), 0);
}

/* The body of the draft. */
static void body_is(const char *text, const char *expected)
{
    struct guide_case c;
    struct tally tally;
    const struct guide_references none = {0};
    guide_case_open(&c);
    guide_case_read(&c, text);
    rsv__tally_init(&tally, &c.alloc);
    rsv__guide_judge(&c.arena, &tally, &c.guide);
    rsv__guide_write(&c.arena, &c.guide, &none, &c.out);
    rsv__tally_free(&tally);
    const char *body = strstr(rsv__buf_get(&c.out), "---\n\n");
    assert_non_null(body);
    assert_string_equal(body + 5, expected);
    assert_int_equal(guide_case_close(&c), 0);
}

#define NOT_SAID "## What it means\n\nThe guide doesn't say.\n"

static void texts_that_yaml_would_misread_are_quoted(void **state)
{
    (void)state;
    yaml_is("Plain words, with a comma", "Plain words, with a comma");
    yaml_is("A colon: here", "\"A colon: here\"");
    yaml_is("null", "\"null\"");
    yaml_is("50011", "\"50011\"");
    yaml_is("'quoted' first", "\"'quoted' first\"");
    yaml_is("say \"no\"", "say \"no\"");
    yaml_is("\"no\" \\ yes", "\"\\\"no\\\" \\\\ yes\"");
    yaml_is("", "\"\"");
}

static void sections_come_in_our_order(void **state)
{
    (void)state;
    body_is("## Notes\nMind the gap.\n## Resolution\nMend the gap.\n## Overview\nA gap opened.\n",
            "## What it means\n\nA gap opened.\n\n## Steps that the guide names\n\nMend the gap.\n\n"
            "## Good to know\n\nMind the gap.\n");
}

static void numbering_begins_once_and_goes_on(void **state)
{
    (void)state;
    body_is("1. Open the gate.\n1. Cross the bridge.\n\nA remark on bridges.\n\n1. Close the gate.\n",
            NOT_SAID "\n## Steps that the guide names\n\n1. Open the gate.\n2. Cross the bridge.\n\n"
                     "A remark on bridges.\n\n3. Close the gate.\n");
}

static void a_paragraph_that_announces_a_list_begins_it_anew(void **state)
{
    (void)state;
    body_is("## Resolution\nOn phones:\n1. Open the gate.\n\nOn laptops:\n1. Close the gate.\n",
            NOT_SAID "\n## Steps that the guide names\n\nOn phones:\n\n1. Open the gate.\n\nOn laptops:\n\n"
                     "1. Close the gate.\n");
}

static void a_label_with_one_item_is_one_line_and_with_more_a_list(void **state)
{
    (void)state;
    body_is("1. **Gate:**\n   - Open the gate.\n2. **Bridge:**\n   - Cross it.\n   - Burn it.\n3. **Moat:** swim.\n",
            NOT_SAID "\n## Steps that the guide names\n\n1. **Gate.** Open the gate.\n2. **Bridge**\n"
                     "   - Cross it.\n   - Burn it.\n3. **Moat:** swim.\n");
}

static void a_colon_that_announces_nothing_becomes_a_stop(void **state)
{
    (void)state;
    body_is("- Open these gates:\n  - Check the logs.\n",
            NOT_SAID "\n## Steps that the guide names\n\n- Open these gates.\n");
}

static void code_stays_below_its_item_in_a_fence_that_holds_it(void **state)
{
    (void)state;
    body_is("1. Run the gate:\n   ````powershell\n   ```\n   Open-Gate\n   ````\n2. Close the gate.\n",
            NOT_SAID "\n## Steps that the guide names\n\n1. Run the gate:\n\n   ````powershell\n   ```\n"
                     "   Open-Gate\n   ````\n\n2. Close the gate.\n");
}

static void causes_are_bullets_whatever_their_numbers(void **state)
{
    (void)state;
    body_is("## Causes\n1. The gate is shut.\n2. The bridge is burnt.\n",
            NOT_SAID "\n## Causes that the guide names\n\n- The gate is shut.\n- The bridge is burnt.\n");
}

static void the_titles_sentences_explain_unless_the_title_has_them(void **state)
{
    (void)state;
    body_is("# AADSTS50011: The gate is shut. Open it.\n",
            "## What it means\n\nThe gate is shut. Open it.\n");
    body_is("# AADSTS50011: The gate is shut.\n\nA storm closed it.\n",
            "## What it means\n\nA storm closed it.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_that_yaml_would_misread_are_quoted),
        cmocka_unit_test(sections_come_in_our_order),
        cmocka_unit_test(numbering_begins_once_and_goes_on),
        cmocka_unit_test(a_paragraph_that_announces_a_list_begins_it_anew),
        cmocka_unit_test(a_label_with_one_item_is_one_line_and_with_more_a_list),
        cmocka_unit_test(a_colon_that_announces_nothing_becomes_a_stop),
        cmocka_unit_test(code_stays_below_its_item_in_a_fence_that_holds_it),
        cmocka_unit_test(causes_are_bullets_whatever_their_numbers),
        cmocka_unit_test(the_titles_sentences_explain_unless_the_title_has_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
