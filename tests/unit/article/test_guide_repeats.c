/* SPDX-License-Identifier: MIT */
#include "article/guide_repeats.h"

#include "support/guide_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void passages_are(const char *text, const char *expected)
{
    struct guide_case c;
    guide_case_open(&c);
    guide_case_read(&c, text);
    rsv__guide_repeats(&c.arena, &c.guide);
    assert_string_equal(guide_case_passages(&c), expected);
    assert_int_equal(guide_case_close(&c), 0);
}

static void the_first_of_two_in_a_chapter_stays(void **state)
{
    (void)state;
    passages_are("- The proxy drops idle connections early.\n- The proxy drops idle connections early.\n",
                 "+ The proxy drops idle connections early.\n"
                 "repeats line 1: The proxy drops idle connections early.\n");
}

static void the_last_chapter_wins(void **state)
{
    (void)state;
    passages_are("## Troubleshooting Steps\n- The proxy drops idle connections early.\n"
                 "## Troubleshooting Steps\n- The proxy drops idle connections early.\n",
                 "+ Troubleshooting Steps\n"
                 "said again in line 4: The proxy drops idle connections early.\n"
                 "+ Troubleshooting Steps\n+ The proxy drops idle connections early.\n");
}

static void what_says_more_stays(void **state)
{
    (void)state;
    passages_are("- The proxy drops idle connections early.\n"
                 "- The proxy drops idle connections early, after 60 seconds.\n",
                 "said again in line 2: The proxy drops idle connections early.\n"
                 "+ The proxy drops idle connections early, after 60 seconds.\n");
}

static void a_number_or_a_not_makes_a_difference(void **state)
{
    static const char *const text = "- Open TCP 443 from the server outwards.\n"
                                    "- Open TCP 80 from the server outwards.\n"
                                    "- Do not open TCP 80 from the server outwards.\n";
    (void)state;
    passages_are(text, "+ Open TCP 443 from the server outwards.\n"
                       "+ Open TCP 80 from the server outwards.\n"
                       "+ Do not open TCP 80 from the server outwards.\n");
}

static void a_label_that_differs_keeps_its_text(void **state)
{
    (void)state;
    passages_are("- **Proxy:** It drops idle connections very early.\n"
                 "- **Firewall:** It drops idle connections very early.\n",
                 "+ It drops idle connections very early.\n+ It drops idle connections very early.\n");
}

static void short_texts_and_menus_may_be_said_twice(void **state)
{
    (void)state;
    passages_are("1. First\n   - Click Save now.\n   - Go to Azure portal, Users, Groups, Members.\n"
                 "2. Second\n   - Click Save now.\n   - Go to Azure portal, Users, Groups, Members.\n",
                 "+ First\n+ Click Save now.\n+ Go to Azure portal, Users, Groups, Members.\n"
                 "+ Second\n+ Click Save now.\n+ Go to Azure portal, Users, Groups, Members.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_of_two_in_a_chapter_stays),
        cmocka_unit_test(the_last_chapter_wins),
        cmocka_unit_test(what_says_more_stays),
        cmocka_unit_test(a_number_or_a_not_makes_a_difference),
        cmocka_unit_test(a_label_that_differs_keeps_its_text),
        cmocka_unit_test(short_texts_and_menus_may_be_said_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
