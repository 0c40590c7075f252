/* SPDX-License-Identifier: MIT */
#include "article/guide_passages.h"

#include "article/guide_scan.h"
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
    assert_string_equal(guide_case_passages(&c), expected);
    assert_int_equal(guide_case_close(&c), 0);
}

static size_t first(const char *text)
{
    return rsv__sentence_length(rsv__span(text));
}

static void sentences_end_at_stops_but_not_at_abbreviations(void **state)
{
    (void)state;
    assert_int_equal(first("One. Two."), 4);
    assert_int_equal(first("Use tools, e.g. Fiddler. Then stop."), 24);
    assert_int_equal(first("Version 1.2 of it. Next."), 18);
    assert_int_equal(first("no stop"), 7);
    assert_int_equal(first("It isn't so. lower case goes on."), 32);
}

static void quotes_code_and_links_are_not_broken(void **state)
{
    (void)state;
    assert_int_equal(first("It says \"Stop. Go.\" Then."), 19);
    assert_int_equal(first("Run `a. B` now. Then."), 15);
    assert_int_equal(first("See [A. B](https://a.b/C. D) now. Then."), 33);
    assert_int_equal(first("An open \" quote. Then."), 16);
}

static void a_sentence_that_leans_stays_with_the_one_before(void **state)
{
    (void)state;
    passages_are("- Turn it off. This helps. Then turn it on. Wait.\n",
                 "+ Turn it off. This helps. Then turn it on.\n+ Wait.\n");
}

static void a_sentence_about_the_guide_stands_alone(void **state)
{
    (void)state;
    passages_are("It fails. This guide helps. Here's a guide for it.\n",
                 "+ It fails.\n+ This guide helps.\n+ Here's a guide for it.\n");
}

static void the_clause_of_an_announcement_is_a_sentence_of_its_own(void **state)
{
    (void)state;
    passages_are("Below is a guide for the error, which occurs when the key is old.\n",
                 "+ Below is a guide for the error\n+ It occurs when the key is old.\n");
}

static void labels_code_and_tables_are_one_passage(void **state)
{
    (void)state;
    passages_are("- **Check it**\n\n```\na. B. C.\n```\n", "+ Check it\n+ \na. B. C.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_end_at_stops_but_not_at_abbreviations),
        cmocka_unit_test(quotes_code_and_links_are_not_broken),
        cmocka_unit_test(a_sentence_that_leans_stays_with_the_one_before),
        cmocka_unit_test(a_sentence_about_the_guide_stands_alone),
        cmocka_unit_test(the_clause_of_an_announcement_is_a_sentence_of_its_own),
        cmocka_unit_test(labels_code_and_tables_are_one_passage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
