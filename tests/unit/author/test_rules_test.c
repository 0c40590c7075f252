/* SPDX-License-Identifier: MIT */
#include "author/author.h"
#include "support/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int open_small(void **state)
{
    static struct world w;
    world_small(&w);
    *state = &w;
    return 0;
}

static int close_small(void **state)
{
    world_close(*state);
    return 0;
}

/* Run the examples in `text`; the caller releases the report. */
static rsv_doc *run(struct world *w, const char *text)
{
    rsv_doc *report;
    rsv_error err;
    rsv_rule_source source = w->source;
    source.with_examples = 1;
    world_write(w, "rules/all-examples.lua", text);
    assert_int_equal(rsv_rules_test(&source, w->kb, &report, &err), RSV_OK);
    return report;
}

#define CASE "example \"e\" { code = 90099, given = { service{ state = \"stopped\" } }, expect = { %s } }\n"

/* The one problem that the expectation gives; "" if it holds. */
static void expect(struct world *w, const char *expectation, const char *problem)
{
    char text[512];
    snprintf(text, sizeof text, CASE, expectation);
    rsv_doc *report = run(w, text);
    const rsv_doc *e = rsv_doc_first(rsv_doc_get(report, "examples"));
    const rsv_doc *problems = rsv_doc_get(e, "problems");
    assert_int_equal(rsv_doc_is_true(rsv_doc_get(e, "ok")), *problem == '\0');
    if (*problem == '\0')
        assert_int_equal(rsv_doc_count(problems), 0);
    else
        assert_non_null(strstr(rsv_doc_text(rsv_doc_first(problems)), problem));
    rsv_doc_free(report);
}

static void expectations_that_hold_pass(void **state)
{
    struct world *w = *state;
    expect(w, "top = \"service-down\", at_least = 80, at_most = 99.9, first_step = \"start-service\", next = \"nothing\"", "");
    expect(w, "outcomes = { [\"service is\"] = \"stopped\", [\"path is\"] = \"open\" }", "");
}

static void each_expectation_that_doesnt_hold_is_a_problem(void **state)
{
    struct world *w = *state;
    expect(w, "top = \"port-closed\"", "top is service-down");
    expect(w, "top = \"service-down\", at_least = 99.9", "expected at least 99.9");
    expect(w, "top = \"service-down\", at_most = 20", "expected at most 20");
    expect(w, "first_step = \"open-port\"", "the first step is start-service");
    expect(w, "next = \"probe\"", "probe");
    expect(w, "outcomes = { [\"service is\"] = \"running\" }", "'service is' is 'stopped', expected 'running'");
}

static void derived_facts_can_be_expected_and_refused(void **state)
{
    struct world *w = *state;
    rsv_doc *report = run(w, "example \"d\" { code = 90099, given = { port{ host = \"a\", state = \"closed\" } },\n"
                             "  expect = { derived = { path{ host = \"a\", usable = false } },\n"
                             "             not_derived = { path{ host = \"a\", usable = true } } } }\n"
                             "example \"n\" { code = 90099, given = { port{ host = \"a\", state = \"closed\" } },\n"
                             "  expect = { derived = { path{ host = \"b\", usable = false } } } }\n");
    assert_int_equal(rsv_doc_integer(rsv_doc_get(report, "passed")), 1);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(report, "failed")), 1);
    rsv_doc_free(report);
}

static void outcomes_and_rules_that_no_example_reaches_are_listed(void **state)
{
    struct world *w = *state;
    char text[512];
    snprintf(text, sizeof text, CASE, "top = \"service-down\"");
    rsv_doc *report = run(w, text);
    assert_true(world_found(report, "R040", "no example reaches: service is = running"));
    assert_true(world_found(report, "R041", "no example decides otherwise: service is = stopped"));
    assert_true(world_found(report, "R040", "no example reaches: path is = cut"));
    assert_false(world_found(report, "R041", "path is")); /* open is not decided otherwise */
    assert_true(rsv_doc_count(rsv_doc_get(report, "rules_never_fired")) > 0);
    rsv_doc_free(report);
}

static void reached(struct world *w, const char *text, int cut, int otherwise)
{
    rsv_doc *report = run(w, text);
    assert_int_equal(!world_found(report, "R040", "path is = cut"), cut);
    assert_int_equal(!world_found(report, "R041", "path is = usable"), otherwise);
    rsv_doc_free(report);
}

static void a_question_that_stays_open_is_neither_reached_nor_decided_otherwise(void **state)
{
    static const char cut[] = "example \"c\" { code = 90099,\n"
        "given = { port{ host = \"a\", state = \"closed\" } }, expect = {} }\n";
    static const char usable[] = "example \"u\" { code = 90099,\n"
        "given = { port{ host = \"a\", state = \"open\" } }, expect = {} }\n";
    static const char open[] = "example \"o\" { code = 90099, given = { service{ state = \"stopped\" } }, expect = {} }\n";
    struct world *w = *state;
    char text[600];
    snprintf(text, sizeof text, "%s%s", usable, open);
    reached(w, text, 0, 0);
    snprintf(text, sizeof text, "%s%s", usable, cut);
    reached(w, text, 1, 1);
}

static void puts_first(struct world *w, const char *expectation, int service_down, int port_closed)
{
    char text[512];
    snprintf(text, sizeof text, CASE, expectation);
    rsv_doc *report = run(w, text);
    assert_int_equal(!world_found(report, "R042", "AADSTS90099: no example puts 'service-down' first"), service_down);
    assert_int_equal(!world_found(report, "R042", "AADSTS90099: no example puts 'port-closed' first"), port_closed);
    rsv_doc_free(report);
}

static void every_cause_of_a_code_with_several_needs_an_example_that_puts_it_first(void **state)
{
    struct world *w = *state;
    world_code(w, 7, "service-down: 90\n  other: 10"); /* one cause: nothing to prove */
    world_write(w, "kb/codes/AADSTS8.md", "---\ncode: 8\ntitle: A draft\nnature: error\ncauses:\n  service-down: 50\n"
                                          "  port-closed: 40\n  other: 10\n---\n\n## What it means\nNobody knows.\n");
    world_build(w);
    puts_first(w, "top = \"service-down\"", 1, 0);
    puts_first(w, "at_least = 10", 0, 0);            /* it doesn't say which */
    puts_first(w, "top = \"port-closed\"", 0, 0); /* it doesn't pass */
    rsv_doc *report = run(w, "");
    const rsv_doc *findings = rsv_doc_get(report, "findings");
    int n = 0;
    for (const rsv_doc *f = rsv_doc_first(findings); f; f = rsv_doc_next(f))
        n += strcmp(rsv_doc_text(rsv_doc_get(f, "id")), "R042") == 0;
    assert_int_equal(n, 2);
    rsv_doc_free(report);
}

static void an_example_of_a_code_without_article_fails_and_the_others_run(void **state)
{
    struct world *w = *state;
    rsv_doc *report = run(w, "example \"x\" { code = 4711, given = { service{ state = \"stopped\" } },\n"
                             "  expect = { top = \"a\" } }\n"
                             "example \"y\" { code = 90099, given = { service{ state = \"stopped\" } },\n"
                             "  expect = { top = \"service-down\" } }\n");
    assert_int_equal(rsv_doc_integer(rsv_doc_get(report, "passed")), 1);
    const rsv_doc *x = rsv_doc_first(rsv_doc_get(report, "examples"));
    assert_non_null(strstr(rsv_doc_text(rsv_doc_first(rsv_doc_get(x, "problems"))), "4711"));
    rsv_doc_free(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(expectations_that_hold_pass, open_small, close_small),
        cmocka_unit_test_setup_teardown(each_expectation_that_doesnt_hold_is_a_problem, open_small, close_small),
        cmocka_unit_test_setup_teardown(derived_facts_can_be_expected_and_refused, open_small, close_small),
        cmocka_unit_test_setup_teardown(outcomes_and_rules_that_no_example_reaches_are_listed, open_small, close_small),
        cmocka_unit_test_setup_teardown(a_question_that_stays_open_is_neither_reached_nor_decided_otherwise, open_small,
                                        close_small),
        cmocka_unit_test_setup_teardown(every_cause_of_a_code_with_several_needs_an_example_that_puts_it_first, open_small,
                                        close_small),
        cmocka_unit_test_setup_teardown(an_example_of_a_code_without_article_fails_and_the_others_run, open_small,
                                        close_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
