/* SPDX-License-Identifier: MIT */
#include "author/author.h"
#include "support/world.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int open_small(void **state)
{
    static struct world w;
    world_small(&w);
    world_write(&w, "rules/adapters/tool.lua",
                "adapter \"tool\" { doc = \"a tool\", reads = \"json\", has = { \"Host\", \"Up\" },\n"
                "  facts = { port{ host = at \"Host\", tries = at \"Tries\",\n"
                "                  state = at \"Up\":words{ [\"true\"] = \"open\", [\"false\"] = \"closed\" } } } }\n");
    world_load(&w);
    *state = &w;
    return 0;
}

static int close_small(void **state)
{
    world_close(*state);
    return 0;
}

/* The first problem of an example with this input and these facts; "" if it passes. */
static void expect_with(struct world *w, const char *input, const char *gives, const char *warns, const char *problem)
{
    char text[600];
    rsv_doc *report;
    rsv_error err;
    rsv_rule_source source = w->source;
    source.with_examples = 1;
    snprintf(text, sizeof text, "example \"e\" { adapter = \"tool\", input = [[%s]], gives = { %s }%s }\n", input, gives, warns);
    world_write(w, "rules/adapters/examples.lua", text);
    assert_int_equal(rsv_rules_test(&source, w->kb, &report, &err), RSV_OK);
    const rsv_doc *e = rsv_doc_first(rsv_doc_get(report, "examples"));
    const rsv_doc *first = rsv_doc_first(rsv_doc_get(e, "problems"));
    assert_string_equal(rsv_doc_text(first), problem);
    assert_int_equal(rsv_doc_is_true(rsv_doc_get(e, "ok")), *problem == '\0');
    rsv_doc_free(report);
}

static void expect(struct world *w, const char *input, const char *gives, const char *problem)
{
    expect_with(w, input, gives, "", problem);
}

#define UP "{\"Host\": \"A\", \"Up\": true}"

static void what_is_given_passes(void **state)
{
    expect(*state, UP, "port{ host = \"a\", state = \"open\" }", "");
    expect(*state, UP, "port{ host = \"a\" }", ""); /* fields that aren't named don't matter */
}

static void every_fact_is_expected_and_every_expected_one_is_given(void **state)
{
    expect(*state, UP, "", "a fact that isn't expected: port {\"host\":\"a\",\"state\":\"open\"}");
    expect(*state, UP, "port{ host = \"a\" }, port{ host = \"b\" }", "a fact is missing: port {\"host\":\"b\"}");
    expect(*state, UP, "port{ host = \"a\", state = \"closed\" }",
           "a fact that isn't expected: port {\"host\":\"a\",\"state\":\"open\"}");
}

static void another_format_and_problems_fail_it(void **state)
{
    expect(*state, "{\"kind\": \"port\", \"host\": \"a\", \"state\": \"open\"}", "port{ host = \"a\" }",
           "the format 'json' takes it, expected 'tool'");
    expect(*state, "{\"Host\": \"A\", \"Up\": true, \"Tries\": 99}", "port{ host = \"a\" }",
           "line 1: port.tries: 99 is out of range; it should be 0 to 9");
    expect(*state, "nothing", "", "no facts recognised: JSON would begin with '{' or '[', CSV would have a column 'kind' or "
                                  "'complete' in its first line, and this begins with 'nothing'");
}

static void an_example_may_expect_problems(void **state)
{
    const char *input = "{\"Host\": \"A\", \"Up\": true, \"Tries\": 99}";
    expect_with(*state, input, "port{ host = \"a\" }", ", warns = \"port.tries: 99 *\"", "");
    expect_with(*state, input, "port{ host = \"a\" }", ", warns = \"other\"",
                "line 1: port.tries: 99 is out of range; it should be 0 to 9");
    expect_with(*state, UP, "port{ host = \"a\" }", ", warns = \"port*\"", "no problem is reported that is like 'port*'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_given_passes),
        cmocka_unit_test(every_fact_is_expected_and_every_expected_one_is_given),
        cmocka_unit_test(another_format_and_problems_fail_it),
        cmocka_unit_test(an_example_may_expect_problems),
    };
    return cmocka_run_group_tests(tests, open_small, close_small);
}
