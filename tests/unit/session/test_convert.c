/* SPDX-License-Identifier: MIT */
#include "resolvent.h"
#include "support/world.h"

#include <setjmp.h>
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

struct got {
    char text[1000];
    size_t n;
};

static void add(void *user, const char *text, size_t n)
{
    struct got *g = user;
    assert_true(g->n + n < sizeof g->text);
    memcpy(g->text + g->n, text, n);
    g->n += n;
    g->text[g->n] = '\0';
}

static void convert(struct world *w, const char *format, int lenient, const char *text, rsv_status expected, struct got *g)
{
    rsv_doc *report = NULL;
    rsv_error err;
    *g = (struct got){.n = 0};
    world_session(w);
    assert_int_equal(rsv_session_set_format(w->session, format, lenient, &err), RSV_OK);
    assert_int_equal(rsv_session_convert(w->session, "t", text, strlen(text), add, g, &report, &err), expected);
    if (expected != RSV_OK)
        assert_int_equal(g->n, 0);
    rsv_doc_free(report);
}

static void records_come_out_as_files_of_facts_have_them(void **state)
{
    struct got g;
    convert(*state, NULL, 0, "{\"Host\": \"A\", \"Up\": false, \"Tries\": 3}", RSV_OK, &g);
    assert_string_equal(g.text, "{\"kind\":\"port\",\"host\":\"a\",\"state\":\"closed\",\"tries\":3,\"source\":\"t:1\"}\n");
    convert(*state, NULL, 0, "{\"complete\": \"port\"}{\"kind\": \"service\", \"state\": null, \"observed_at\": "
                             "\"2026-11-23T11:00:00Z\"}", RSV_OK, &g);
    assert_string_equal(g.text, "{\"complete\":\"port\"}\n{\"kind\":\"service\",\"state\":null,\"source\":\"t:1\","
                                "\"observed_at\":\"2026-11-23T11:00:00Z\"}\n");
}

static void what_comes_out_goes_in_again(void **state)
{
    struct got g, again;
    convert(*state, NULL, 0, "{\"Host\": \"A\", \"Up\": true}\n{\"Host\": \"B\", \"Up\": false}\n{\"Host\": \"C\", \"Up\": true}",
            RSV_OK, &g);
    convert(*state, NULL, 0, g.text, RSV_OK, &again);
    assert_string_equal(g.text, again.text);
    assert_non_null(strstr(g.text, "\"t:3\""));
}

static void nothing_is_asserted(void **state)
{
    struct world *w = *state;
    struct got g;
    rsv_doc *facts;
    rsv_error err;
    convert(w, NULL, 0, "{\"Host\": \"A\", \"Up\": true}", RSV_OK, &g);
    assert_int_equal(rsv_session_facts(w->session, &facts, &err), RSV_OK);
    assert_int_equal(rsv_doc_count(rsv_doc_get(facts, "facts")), 0);
    rsv_doc_free(facts);
}

static void trailing_commas_pass_only_when_asked(void **state)
{
    struct got g;
    convert(*state, NULL, 0, "{\"Host\": \"A\", \"Up\": true,}", RSV_EINPUT, &g);
    convert(*state, NULL, 1, "{\"Host\": \"A\", \"Up\": true,}", RSV_OK, &g);
    assert_non_null(strstr(g.text, "\"open\""));
}

static void a_named_format_must_be_there(void **state)
{
    struct got g;
    convert(*state, "tool", 0, "{\"Host\": \"A\", \"Up\": true}", RSV_OK, &g);
    convert(*state, "tol", 0, "{\"Host\": \"A\", \"Up\": true}", RSV_EARG, &g);
}

static void formats_are_listed(void **state)
{
    struct world *w = *state;
    rsv_doc *formats;
    rsv_error err;
    assert_int_equal(rsv_ruleset_formats(w->rules, &formats, &err), RSV_OK);
    const rsv_doc *f = rsv_doc_first(rsv_doc_get(formats, "formats"));
    assert_string_equal(rsv_doc_text(rsv_doc_get(f, "format")), "tool");
    assert_string_equal(rsv_doc_text(rsv_doc_get(f, "reads")), "json");
    assert_null(rsv_doc_next(f));
    rsv_doc_free(formats);
    assert_int_equal(rsv_ruleset_formats(NULL, &formats, &err), RSV_EARG);
}

/* A ruleset of one code has no adapters of its own: they are loaded when a file asks for them. */
static void a_session_for_one_code_reads_other_tools_too(void **state)
{
    struct world *w = *state;
    rsv_rule_source source = w->source;
    rsv_ruleset *rules;
    rsv_session *session;
    rsv_doc *report, *formats;
    rsv_error err;
    world_write(w, "rules/kinds/disk.lua", "kind \"disk\" { doc = \"d\", key = {}, fields = { free = integer{} } }\n");
    world_write(w, "rules/adapters/df.lua", "adapter \"df\" { doc = \"d\", reads = \"json\", has = { \"Free\" },\n"
                                            "  facts = { disk{ free = at \"Free\" } } }\n");
    world_build(w);
    source.kb = w->kb;
    source.code = WORLD_CODE;
    assert_int_equal(rsv_ruleset_load(&source, &rules, NULL, &err), RSV_OK);
    assert_int_equal(rsv_ruleset_formats(rules, &formats, &err), RSV_OK);
    assert_int_equal(rsv_doc_count(rsv_doc_get(formats, "formats")), 0);
    rsv_doc_free(formats);
    assert_int_equal(rsv_session_open(rules, w->kb, NULL, &session, &err), RSV_OK);
    for (int i = 0; i < 2; i++) { /* loaded once */
        assert_int_equal(rsv_session_read(session, "t", "{\"Free\": 7}", 11, &report, &err), RSV_OK);
        assert_int_equal(rsv_doc_integer(rsv_doc_get(report, "facts")), 1);
        assert_string_equal(rsv_doc_text(rsv_doc_get(report, "format")), "df");
        rsv_doc_free(report);
    }
    rsv_session_close(session);
    rsv_ruleset_free(rules);
}

static void a_single_record_with_a_trailing_comma_names_the_way_out(void **state)
{
    struct world *w = *state;
    rsv_doc *report = NULL;
    struct got g;
    rsv_error err;
    static const char text[] = "{\"Host\": \"A\", \"Up\": true, \"list\": [1,]}";
    world_session(w);
    assert_int_equal(rsv_session_convert(w->session, "t", text, strlen(text), add, &g, &report, &err), RSV_EINPUT);
    assert_non_null(strstr(err.message, "--lenient lets trailing commas pass"));
    rsv_doc_free(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_single_record_with_a_trailing_comma_names_the_way_out),
        cmocka_unit_test(records_come_out_as_files_of_facts_have_them),
        cmocka_unit_test(what_comes_out_goes_in_again),
        cmocka_unit_test(nothing_is_asserted),
        cmocka_unit_test(trailing_commas_pass_only_when_asked),
        cmocka_unit_test(a_named_format_must_be_there),
        cmocka_unit_test(formats_are_listed),
        cmocka_unit_test(a_session_for_one_code_reads_other_tools_too),
    };
    return cmocka_run_group_tests(tests, open_small, close_small);
}
