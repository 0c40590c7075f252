/* SPDX-License-Identifier: MIT */
#include "support/fail_alloc.h"
#include "support/world.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
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

static size_t n_kinds(const rsv_ruleset *rules)
{
    rsv_doc *doc = NULL;
    assert_int_equal(rsv_ruleset_kinds(rules, NULL, &doc, NULL), RSV_OK);
    const size_t n = rsv_doc_count(rsv_doc_get(doc, "kinds"));
    rsv_doc_free(doc);
    return n;
}

static void bad_arguments_are_refused(void **state)
{
    struct world *w = *state;
    rsv_error err;
    rsv_ruleset *rules = (rsv_ruleset *)w;
    rsv_doc *doc = NULL;
    rsv_rule_source source = w->source;
    assert_int_equal(rsv_ruleset_load(&source, NULL, NULL, &err), RSV_EARG);
    assert_int_equal(rsv_ruleset_load(NULL, &rules, NULL, &err), RSV_EARG);
    assert_null(rules);
    source.size = 0;
    assert_int_equal(rsv_ruleset_load(&source, &rules, NULL, &err), RSV_EARG);
    source = w->source;
    source.dirs = NULL;
    assert_int_equal(rsv_ruleset_load(&source, &rules, NULL, &err), RSV_EARG);
    source = w->source;
    source.n_dirs = 0;
    assert_int_equal(rsv_ruleset_load(&source, &rules, NULL, NULL), RSV_EARG);
    assert_int_equal(rsv_ruleset_kinds(NULL, NULL, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_ruleset_kinds(w->rules, NULL, NULL, &err), RSV_EARG);
    assert_int_equal(rsv_ruleset_list(NULL, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_ruleset_list(w->rules, NULL, &err), RSV_EARG);
    rsv_ruleset_free(NULL);
}

static void a_folder_that_is_not_there_is_an_error(void **state)
{
    static const char *const dirs[] = {"/nonexistent"};
    rsv_rule_source source = RSV_RULE_SOURCE_INIT;
    rsv_ruleset *rules;
    rsv_error err;
    (void)state;
    source.dirs = dirs;
    source.n_dirs = 1;
    assert_int_not_equal(rsv_ruleset_load(&source, &rules, NULL, &err), RSV_OK);
    assert_null(rules);
    assert_non_null(strstr(err.message, "/nonexistent"));
}

static void the_dictionary_tells_what_a_record_may_look_like(void **state)
{
    struct world *w = *state;
    rsv_doc *doc;
    char *json;
    assert_int_equal(rsv_ruleset_kinds(w->rules, "port", &doc, NULL), RSV_OK);
    assert_int_equal(rsv_doc_json(doc, 0, &json, NULL), RSV_OK);
    assert_string_equal(
        json, "{\"schema\":\"resolvent.kinds/1\",\"kinds\":[{\"kind\":\"port\",\"doc\":\"A port\",\"single\":false,"
              "\"derived\":false,\"fresh_for\":\"1h\",\"collector\":\"probe\",\"collector_doc\":\"Try the port\",\"minutes\":20,"
              "\"fields\":["
              "{\"field\":\"host\",\"type\":\"name\",\"optional\":false,\"key\":true,\"pii\":false},"
              "{\"field\":\"state\",\"type\":\"one_of\",\"optional\":false,\"key\":false,\"pii\":false,"
              "\"words\":[\"open\",\"closed\"]},"
              "{\"field\":\"tries\",\"type\":\"integer\",\"optional\":true,\"key\":false,\"pii\":false,"
              "\"low\":0,\"high\":9}]}]}");
    rsv_text_free(json);
    rsv_doc_free(doc);
    assert_int_equal(n_kinds(w->rules), 3);
}

static void a_kind_that_rules_work_out_is_told_apart(void **state)
{
    struct world *w = *state;
    rsv_doc *doc;
    assert_int_equal(rsv_ruleset_kinds(w->rules, "path", &doc, NULL), RSV_OK);
    assert_true(rsv_doc_is_true(rsv_doc_get(rsv_doc_first(rsv_doc_get(doc, "kinds")), "derived")));
    rsv_doc_free(doc);
}

static void an_unknown_kind_is_answered_with_the_nearest_one(void **state)
{
    struct world *w = *state;
    rsv_error err;
    rsv_doc *doc = (rsv_doc *)w;
    assert_int_equal(rsv_ruleset_kinds(w->rules, "sevrice", &doc, &err), RSV_ENOTFOUND);
    assert_string_equal(err.message, "unknown kind 'sevrice'; did you mean 'service'?");
    assert_null(doc);
    assert_int_equal(rsv_ruleset_kinds(w->rules, "", &doc, &err), RSV_ENOTFOUND);
    assert_string_equal(err.message, "unknown kind ''");
}

static void facts_are_read_without_the_rules(void **state)
{
    static const char folder[] = "rules/family/a.lua";
    struct world *w = *state;
    rsv_rule_source source = w->source;
    rsv_ruleset *rules;
    rsv_doc *list, *kind;
    rsv_error err;
    world_write(w, folder, "kind \"elsewhere\" { fields = { a = text{} } }\nrule \"r\" { when = { some.elsewhere{} }, "
                           "derive = elsewhere{ a = \"x\" } }");
    source.facts_only = 1;
    assert_int_equal(rsv_ruleset_load(&source, &rules, NULL, &err), RSV_OK);
    assert_int_equal(n_kinds(rules), 3);
    assert_int_equal(rsv_ruleset_kinds(rules, "elsewhere", &kind, &err), RSV_ENOTFOUND);
    assert_int_equal(rsv_ruleset_list(rules, &list, &err), RSV_OK);
    rsv_doc_free(list);
    rsv_ruleset_free(rules);
    source.facts_only = 0;
    assert_int_equal(rsv_ruleset_load(&source, &rules, NULL, &err), RSV_OK);
    assert_int_equal(n_kinds(rules), 4);
    rsv_ruleset_free(rules);
    world_write(w, folder, "");
}

static void rules_and_evidence_are_listed_with_their_places(void **state)
{
    struct world *w = *state;
    rsv_doc *doc;
    assert_int_equal(rsv_ruleset_list(w->rules, &doc, NULL), RSV_OK);
    const rsv_doc *rule = rsv_doc_first(rsv_doc_get(doc, "rules"));
    assert_int_equal(rsv_doc_count(rsv_doc_get(doc, "rules")), 2);
    assert_string_equal(rsv_doc_text(rsv_doc_get(rule, "rule")), "a closed port cuts the path");
    assert_non_null(strstr(rsv_doc_text(rsv_doc_get(rule, "file")), "rules.lua"));
    assert_int_equal(rsv_doc_integer(rsv_doc_get(rule, "line")), 1);
    const rsv_doc *e = rsv_doc_first(rsv_doc_get(doc, "evidence"));
    assert_string_equal(rsv_doc_text(rsv_doc_get(e, "evidence")), "service is");
    assert_int_equal(rsv_doc_count(rsv_doc_get(e, "outcomes")), 2);
    assert_int_equal(rsv_doc_count(rsv_doc_get(e, "causes")), 3);
    rsv_doc_free(doc);
}

static void a_broken_file_is_told_and_skipped_unless_loading_is_strict(void **state)
{
    struct world w;
    rsv_error err;
    rsv_doc *findings = NULL;
    rsv_ruleset *rules = NULL;
    (void)state;
    world_open(&w);
    world_write(&w, "rules/good.lua", "kind \"k\" { doc = \"d\", fields = { a = text{} } }\n");
    world_write(&w, "rules/bad.lua", "kind \"b\" {\n");
    assert_int_equal(rsv_ruleset_load(&w.source, &rules, &findings, &err), RSV_OK);
    assert_true(world_found(findings, "R001", NULL));
    assert_int_equal(n_kinds(rules), 1);
    rsv_ruleset_free(rules);
    rsv_doc_free(findings);
    w.source.strict = 1;
    assert_int_equal(rsv_ruleset_load(&w.source, &rules, &findings, &err), RSV_ERULES);
    assert_null(rules);
    assert_string_equal(err.message, "1 errors in the rule files");
    assert_true(world_found(findings, "R001", NULL)); /* told all the same */
    rsv_doc_free(findings);
    assert_int_equal(rsv_ruleset_load(&w.source, &rules, NULL, NULL), RSV_ERULES);
    world_close(&w);
}

static void a_ruleset_lives_as_long_as_its_sessions(void **state)
{
    struct world *w = *state;
    struct fail_alloc memory;
    rsv_session *session;
    rsv_ruleset *rules;
    rsv_rule_source source = w->source;
    source.allocator = fail_alloc_on(&memory, 0);
    assert_int_equal(rsv_ruleset_load(&source, &rules, NULL, NULL), RSV_OK);
    assert_int_equal(rsv_session_open(rules, w->kb, NULL, &session, NULL), RSV_OK);
    rsv_ruleset_free(rules);
    rsv_doc *doc;
    assert_int_equal(rsv_session_diagnose(session, WORLD_CODE, &doc, NULL), RSV_OK);
    rsv_doc_free(doc);
    assert_true(memory.live > 0);
    rsv_session_close(session);
    assert_int_equal(memory.live, 0);
}

static char *listed(const rsv_ruleset *rules)
{
    rsv_doc *doc = NULL;
    char *json = NULL;
    if (rsv_ruleset_list(rules, &doc, NULL) != RSV_OK || rsv_doc_json(doc, 0, &json, NULL) != RSV_OK)
        json = NULL;
    rsv_doc_free(doc);
    return json;
}

static void loads(const rsv_rule_source *source, int64_t code, bool small, bool other)
{
    rsv_rule_source s = *source;
    rsv_ruleset *rules;
    s.code = code;
    assert_int_equal(rsv_ruleset_load(&s, &rules, NULL, NULL), RSV_OK);
    char *json = listed(rules);
    assert_int_equal(strstr(json, "\"service is\"") != NULL, small);
    assert_int_equal(strstr(json, "\"odd\"") != NULL, other);
    rsv_text_free(json);
    rsv_ruleset_free(rules);
}

static void a_code_loads_only_the_files_that_it_needs(void **state)
{
    struct world w;
    (void)state;
    world_small(&w);
    world_write(&w, "rules/other.lua", "evidence \"odd\" { about = \"odd\",\n"
                                       "  { \"x\", when = some.path{ host = \"x\" } },\n"
                                       "  seen = { [\"odd-cause\"] = { 90 }, other = { 5 } } }\n");
    world_cause(&w, "odd-cause", "start-service: 50");
    world_code(&w, 90100, "odd-cause: 90\n  other: 10");
    world_build(&w);
    rsv_rule_source source = w.source;
    loads(&source, WORLD_CODE, true, true); /* there is no index without the knowledge base */
    source.kb = w.kb;
    loads(&source, 0, true, true);
    loads(&source, WORLD_CODE, true, false);
    world_write(&w, "rules/new.lua", "-- the index is out of date\n");
    loads(&source, WORLD_CODE, true, true);
    world_close(&w);
}

/* Lua tries again after collecting its garbage: then the rules must be the same. */
static void every_allocation_may_fail_without_a_leak(void **state)
{
    struct world *w = *state;
    struct fail_alloc memory = {.fired = true};
    char *expected = listed(w->rules);
    for (unsigned long nth = 1; memory.fired; nth++) {
        rsv_rule_source source = w->source;
        rsv_ruleset *rules = NULL;
        rsv_doc *findings = NULL, *kinds = NULL;
        char *json = NULL;
        source.allocator = fail_alloc_on(&memory, nth);
        rsv_status rc = rsv_ruleset_load(&source, &rules, &findings, NULL);
        if (rc == RSV_OK)
            rc = rsv_ruleset_kinds(rules, NULL, &kinds, NULL);
        if (rc == RSV_OK && (json = listed(rules)) == NULL)
            rc = RSV_ENOMEM;
        assert_true(rc == RSV_OK || (memory.fired && rc == RSV_ENOMEM));
        if (rc == RSV_OK) {
            assert_string_equal(json, expected);
            assert_int_equal(rsv_doc_integer(rsv_doc_get(findings, "errors")), 0);
        }
        rsv_text_free(json);
        rsv_doc_free(findings);
        rsv_doc_free(kinds);
        rsv_ruleset_free(rules);
        assert_int_equal(memory.live, 0);
    }
    rsv_text_free(expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_arguments_are_refused),
        cmocka_unit_test(a_folder_that_is_not_there_is_an_error),
        cmocka_unit_test(the_dictionary_tells_what_a_record_may_look_like),
        cmocka_unit_test(a_kind_that_rules_work_out_is_told_apart),
        cmocka_unit_test(an_unknown_kind_is_answered_with_the_nearest_one),
        cmocka_unit_test(facts_are_read_without_the_rules),
        cmocka_unit_test(rules_and_evidence_are_listed_with_their_places),
        cmocka_unit_test(a_broken_file_is_told_and_skipped_unless_loading_is_strict),
        cmocka_unit_test(a_ruleset_lives_as_long_as_its_sessions),
        cmocka_unit_test(a_code_loads_only_the_files_that_it_needs),
        cmocka_unit_test(every_allocation_may_fail_without_a_leak),
    };
    return cmocka_run_group_tests(tests, open_small, close_small);
}
