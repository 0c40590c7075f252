/* SPDX-License-Identifier: MIT */
#include "article/guide_links.h"

#include "article/guide_scan.h"
#include "support/guide_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void links_are(const char *text, const char *expected)
{
    struct guide_case c;
    struct guide_link link;
    struct span rest = rsv__span(text);
    guide_case_open(&c);
    while (rsv__link_next(&rest, &link))
        rsv__buf_printf(&c.out, "%.*s=%.*s;", (int)link.words.n, link.words.at, (int)link.url.n,
                        link.url.at);
    assert_string_equal(rsv__buf_get(&c.out), expected);
    assert_int_equal(guide_case_close(&c), 0);
}

static void references_are(const char *text, const char *expected)
{
    struct guide_case c;
    struct guide_references refs;
    guide_case_open(&c);
    guide_case_read(&c, text);
    rsv__link_references(&c.arena, &c.guide, &refs);
    for (size_t i = 0; i < refs.n; i++)
        rsv__buf_printf(&c.out, "%s=%s;", refs.items[i].title, refs.items[i].url);
    assert_string_equal(rsv__buf_get(&c.out), expected);
    assert_int_equal(guide_case_close(&c), 0);
}

static bool is_all(const char *text)
{
    struct guide_case c;
    guide_case_open(&c);
    guide_case_read(&c, text);
    const bool all = rsv__link_is_all(&c.guide.passages[0]);
    assert_int_equal(guide_case_close(&c), 0);
    return all;
}

static void links_are_found_in_all_forms(void **state)
{
    (void)state;
    links_are("See [a b](https://x.com/y \"t\"), <https://z.com> and http://w.com/v.",
              "a b=https://x.com/y;=https://z.com;=http://w.com/v;");
    links_are("[your app] and [rel](../x.md)", "");
    links_are("`https://x.com/{tenant}` is code", "");
    links_are("[open](https://x.com/y", "=https://x.com/y;");
}

static void references_are_whole_safe_and_lead_somewhere(void **state)
{
    (void)state;
    assert_true(rsv__link_is_reference(rsv__span("https://learn.microsoft.com/entra/identity/x")));
    assert_false(rsv__link_is_reference(rsv__span("http://x.com/y")));
    assert_false(rsv__link_is_reference(rsv__span("https://x.com/{tenant}")));
    assert_false(rsv__link_is_reference(rsv__span("https://x.com/a\xef\xbf\xbd")));
    assert_false(rsv__link_is_reference(rsv__span("https://localhost")));
    assert_false(rsv__link_is_reference(rsv__span("https://portal.azure.com/")));
}

static void titles_come_from_words_announcement_label_or_address(void **state)
{
    (void)state;
    references_are("- [Password writeback](https://x.com/a)\n"
                   "- Federation trust: https://x.com/b\n"
                   "- **Proxy settings:** see [here](https://x.com/c)\n"
                   "- Read [this](https://x.com/some-long-page#part)\n"
                   "- Go to https://aka.ms/sspr now.\n",
                   "Password writeback=https://x.com/a;Federation trust=https://x.com/b;"
                   "Proxy settings=https://x.com/c;Some long page=https://x.com/some-long-page#part;"
                   "aka.ms/sspr=https://aka.ms/sspr;");
}

static void each_address_is_listed_once(void **state)
{
    (void)state;
    references_are("- [A](https://x.com/a)\n- [B](https://X.com/A/)\n", "A=https://x.com/a;");
}

static void a_passage_that_only_links_is_told_from_one_that_says_more(void **state)
{
    (void)state;
    assert_true(is_all("- Microsoft on this: [Guest users and B2B](https://x.com/a) for B2B"));
    assert_false(is_all("- Since version 2.1: [Guest users](https://x.com/a)"));
    assert_false(is_all("- No link at all"));
    assert_false(is_all("- [Our wiki](http://wiki.local.net/a)"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_are_found_in_all_forms),
        cmocka_unit_test(references_are_whole_safe_and_lead_somewhere),
        cmocka_unit_test(titles_come_from_words_announcement_label_or_address),
        cmocka_unit_test(each_address_is_listed_once),
        cmocka_unit_test(a_passage_that_only_links_is_told_from_one_that_says_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
