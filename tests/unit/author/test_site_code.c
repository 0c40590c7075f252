/* SPDX-License-Identifier: MIT */
#include "author/site.h"

#include "support/exported.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct world w;
static const char *folder;

static int open_site(void **state)
{
    (void)state;
    world_small(&w);
    world_code(&w, 90100, "service-down: 40\n  other: 60");
    world_write(&w, "kb/codes/AADSTS90101.md",
                "---\ncode: 90101\ntitle: \"<script>alert(1)</script> & 'more'\"\nfamily: fam\nnature: noise\n"
                "causes:\n  port-closed: 70\n  other: 30\ncompany:\n  90099: inner\n  90102: inner\n"
                "related:\n  90099: slower than `<b>`\n---\n\n"
                "## What it means\nA <b>lead</b>.\n\n## Good to know\nA trap.\n");
    world_write(&w, "kb/brief/fam-1.yaml",
                "family: fam\ncodes:\n  - code: 90102\n    title: A brief one\n    meaning: Little is known.\n"
                "    nature: interrupt\n    fixed_by: admin\n    related: [90099]\n");
    world_build(&w);
    folder = exported(&w, "site");
    return 0;
}

static int close_site(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static void the_answer_stands_on_top(void **state)
{
    (void)state;
    assert_true(exported_has(folder, "codes/90099.html", "<a href=\"../families/fam.html\">A family</a>", "AADSTS90099",
                             "Title of 90099", "<code>Code90099</code>", "usually fixed by: an administrator",
                             "<p>It means 90099.</p>", "<h2>Likely causes</h2>", "<h2>Do this, in this order</h2>",
                             "<h2>Telling the causes apart</h2>", "<p>By looking.</p>", "What separates them",
                             "<h2>Codes with the same causes</h2>", "<h2>Sources</h2>", NULL));
    char *page = exported_page(folder, "codes/90099.html");
    assert_null(strstr(page, "What it means")); /* the lead needs no heading */
    free(page);
}

static void shares_have_bars_and_numbers(void **state)
{
    (void)state;
    assert_true(exported_has(folder, "codes/90099.html",
                             "<span class=\"n\">60</span><span class=\"bar\" style=\"--w:100%\"></span>"
                             "<a href=\"../causes/service-down.html\">Title of service-down</a>",
                             "<span class=\"n\">30</span><span class=\"bar\" style=\"--w:50%\">",
                             "<span class=\"n\">10</span>", "<span>Something else</span>", NULL));
}

static void steps_come_in_the_order_of_a_diagnosis(void **state)
{
    (void)state;
    assert_true(exported_has(folder, "codes/90099.html", "../steps/start-service.html", "5 min, fixes it 54 in 100, Helpdesk<",
                             "../steps/open-port.html", "30 min, fixes it 24 in 100, an administrator (hand over)",
                             "Escalate", "22 in 100 get here", "resolvent 90099 -f facts.json", NULL));
}

static void each_outcome_says_what_it_speaks_for_and_against(void **state)
{
    (void)state;
    assert_true(exported_has(folder, "codes/90099.html", "<summary>whether the service runs</summary>",
                             "<dt>stopped</dt>",
                             "<li class=\"for\"><span>for</span><span><a href=\"../causes/service-down.html\">",
                             "<span class=\"note\">strongly</span>", "<li class=\"against\">",
                             "<a href=\"../causes/port-closed.html\">", "<dt>running</dt>", NULL));
}

static void how_often_is_said_in_words(void **state)
{
    (void)state;
    assert_true(exported_has(folder, "codes/90099.html", "<summary>whether the service runs</summary>",
                             "<th scope=\"col\">stopped",
                             "<th scope=\"row\">Title of service-down</th><td style=\"--p:98%\">always</td>",
                             "hardly ever</td>", "<th scope=\"row\">Title of port-closed</th>", "rarely</td>", "usually</td>",
                             "<th scope=\"row\">Something else</th>", "Known from: Ask (2 min)", NULL));
}

static void codes_with_common_causes_know_each_other(void **state)
{
    (void)state;
    assert_true(exported_has(folder, "codes/90099.html", "<h2>Codes with the same causes</h2>",
                             "<a href=\"90100.html\"><b>90100</b> Title of 90100</a>", /* 40 in common */
                             "<a href=\"90101.html\">", NULL));                        /* 30 */
}

static void an_article_cannot_bring_markup_with_it(void **state)
{
    (void)state;
    char *page = exported_page(folder, "codes/90101.html"), *index = exported_page(folder, "families/fam.html");
    assert_null(strstr(page, "<script>"));
    assert_null(strstr(page, "<b>lead"));
    assert_null(strstr(index, "<script>"));
    free(page);
    free(index);
    assert_true(exported_has(folder, "codes/90101.html",
                             "<title>AADSTS90101: &lt;script&gt;alert(1)&lt;/script&gt; &amp; &#39;more&#39;</title>",
                             "noise: mostly attackers", "A &lt;b&gt;lead&lt;/b&gt;.", "<h2>Good to know</h2>",
                             "<span class=\"note\">slower than <code>&lt;b&gt;</code></span>", "A draft", NULL));
}

static void codes_that_come_together_are_named_before_the_causes(void **state)
{
    (void)state;
    assert_true(exported_has(folder, "codes/90101.html",
                             "<p class=\"first\">If its text holds <a href=\"90099.html\">AADSTS90099</a>"
                             " or <a href=\"90102.html\">AADSTS90102</a> too, read that one", "<h2>Likely causes</h2>", NULL));
    assert_true(exported_has(folder, "codes/90102.html", "It may stand inside <a href=\"90101.html\">AADSTS90101</a>", NULL));
}

static void a_brief_entry_says_that_it_is_one(void **state)
{
    (void)state;
    assert_true(exported_has(folder, "codes/90102.html", "an interruption", "<p>Little is known.</p>",
                             "Microsoft doesn&#39;t document this code", "<h2>Related codes</h2>", "90099.html", NULL));
    char *page = exported_page(folder, "codes/90102.html");
    assert_null(strstr(page, "Likely causes"));
    assert_null(strstr(page, "draft"));
    free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answer_stands_on_top),
        cmocka_unit_test(shares_have_bars_and_numbers),
        cmocka_unit_test(steps_come_in_the_order_of_a_diagnosis),
        cmocka_unit_test(each_outcome_says_what_it_speaks_for_and_against),
        cmocka_unit_test(how_often_is_said_in_words),
        cmocka_unit_test(codes_with_common_causes_know_each_other),
        cmocka_unit_test(an_article_cannot_bring_markup_with_it),
        cmocka_unit_test(codes_that_come_together_are_named_before_the_causes),
        cmocka_unit_test(a_brief_entry_says_that_it_is_one),
    };
    return cmocka_run_group_tests(tests, open_site, close_site);
}
