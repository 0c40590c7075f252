/* SPDX-License-Identifier: MIT */
#include "session/ruleset.h"

#include "support/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The diagnosis and the account, with all rules or with those that the knowledge base holds for the code. */
static char *answers(struct world *w, int64_t code, const char *const *facts, size_t n, bool packed)
{
    rsv_rule_source source = w->source;
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    rsv_ruleset *rules;
    rsv_session *s;
    rsv_doc *d;
    rsv_error err;
    char *first, *second;
    source.kb = packed ? w->kb : NULL;
    source.code = code;
    o.now_ms = 1795435200000;
    assert_int_equal(rsv_ruleset_load(&source, &rules, NULL, &err), RSV_OK);
    assert_int_equal(rsv_session_open(rules, w->kb, &o, &s, &err), RSV_OK);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(rsv_session_read_fact(s, facts[i], NULL, &err), RSV_OK);
    assert_int_equal(rsv_session_diagnose(s, code, &d, &err), RSV_OK);
    assert_int_equal(rsv_doc_json(d, 0, &first, NULL), RSV_OK);
    rsv_doc_free(d);
    assert_int_equal(rsv_session_why(s, code, "service-down", NULL, &d, &err), RSV_OK);
    assert_int_equal(rsv_doc_json(d, 0, &second, NULL), RSV_OK);
    rsv_doc_free(d);
    rsv_session_close(s);
    rsv_ruleset_free(rules);
    char *both = malloc(strlen(first) + strlen(second) + 1);
    assert_non_null(both);
    strcat(strcpy(both, first), second);
    rsv_text_free(first);
    rsv_text_free(second);
    return both;
}

/* Rules behind rules, two rules in one file, functions, an action, evidence of other codes. */
static void open_winding_world(struct world *w)
{
    world_small(w);
    world_write(w, "rules/deep/one.lua",
                "kind \"hint\" { doc = \"H\", key = {}, fields = { strength = integer{} } }\n"
                "rule \"hint makes a path\" { when = { some.hint{ strength = above(5) } },\n"
                "  derive = path{ host = \"hinted\", usable = false } }\n");
    world_write(w, "rules/deep/two.lua",
                "kind \"raw\" { doc = \"R\", fields = { v = integer{} } }\n"
                "rule \"raw makes a hint\" { when = { some.raw{ v = V.v }, where(function(m) return m.v > 2 end) },\n"
                "  derive = hint{ strength = 9 } }\n"
                "rule \"raw makes raw\" { when = { some.raw{ v = 1 } },\n"
                "  action = function(m, wm) wm.assert(raw{ v = 3 }) end }\n");
    world_write(w, "rules/deep/far.lua",
                "evidence \"far\" { about = \"f\", { \"x\", when = some.raw{ v = 7 } },\n"
                "  seen = { [\"far-away\"] = { 90 }, other = { 50 } } }\n");
    world_code(w, 90100, "far-away: 90\n  service-down: 1\n  other: 9");
    world_cause(w, "far-away", "start-service: 10");
    world_load(w);
    world_build(w);
}

static void the_rules_in_the_knowledge_base_answer_as_all_rules_do(void **state)
{
    static const char *const facts[][2] = {
        {"service:state=running", "port:host=a,state=closed"},
        {"service:state=stopped,note=x", "port:host=a,state=open"},
        {"raw:v=3", "raw:v=2"},
        {"raw:v=1", "service:state=running"},
        {"raw:v=7", "complete:port"},
    };
    struct world w;
    (void)state;
    open_winding_world(&w);
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        for (int64_t code = WORLD_CODE; code <= 90100; code++) {
            char *all = answers(&w, code, facts[i], 2, false), *some = answers(&w, code, facts[i], 2, true);
            assert_string_equal(all, some);
            free(all);
            free(some);
        }
    }
    world_close(&w);
}

static void a_changed_rule_file_is_read_instead(void **state)
{
    static const char *const fact = "service:state=stopped";
    struct world w;
    (void)state;
    world_small(&w);
    char *before = answers(&w, WORLD_CODE, &fact, 1, true);
    world_write(&w, "rules/more.lua", "rule \"new\" { when = { some.service{ state = \"stopped\" } },\n"
                                      "  derive = path{ host = \"h\", usable = false } }\n");
    char *after = answers(&w, WORLD_CODE, &fact, 1, true), *all = answers(&w, WORLD_CODE, &fact, 1, false);
    assert_string_not_equal(before, after);
    assert_string_equal(after, all);
    free(before);
    free(after);
    free(all);
    world_close(&w);
}

static void a_rule_that_cannot_be_compiled_is_reported_and_left_out(void **state)
{
    struct world w;
    (void)state;
    world_open(&w);
    world_write(&w, "rules/r.lua", "kind \"k\" { doc = \"K\", fields = { v = integer{} } }\n"
                                   "rule \"bad\" { when = { none.k{ v = V.x }, some.k{ v = above(V.y) } },\n"
                                   "  derive = k{ v = 1 } }\n"
                                   "rule \"good\" { when = { some.k{ v = 1 } }, derive = k{ v = 2 } }\n");
    world_load(&w);
    assert_true(rsv_doc_integer(rsv_doc_get(w.findings, "errors")) > 0);
    rsv_doc *list;
    rsv_error err;
    assert_int_equal(rsv_ruleset_list(w.rules, &list, &err), RSV_OK);
    rsv_doc_free(list);
    world_session(&w);
    world_fact(&w, "k:v=1"); /* and what is left works */
    uint64_t fired = 0;
    assert_int_equal(rsv_session_run(w.session, &fired, &err), RSV_OK);
    assert_int_equal(fired, 1);
    world_close(&w);
}

static void strict_loading_fails_where_else_something_would_be_left_out(void **state)
{
    struct world w;
    rsv_ruleset *rules = NULL;
    rsv_doc *findings = NULL;
    rsv_error err;
    (void)state;
    world_small(&w);
    world_write(&w, "rules/broken.lua", "kind \"x\" {");
    w.source.strict = 1;
    assert_int_equal(rsv_ruleset_load(&w.source, &rules, &findings, &err), RSV_ERULES);
    assert_null(rules);
    assert_true(world_found(findings, "R001", NULL)); /* they say why */
    rsv_doc_free(findings);
    w.source.strict = 0;
    world_load(&w);
    assert_non_null(w.rules);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rules_in_the_knowledge_base_answer_as_all_rules_do),
        cmocka_unit_test(a_changed_rule_file_is_read_instead),
        cmocka_unit_test(a_rule_that_cannot_be_compiled_is_reported_and_left_out),
        cmocka_unit_test(strict_loading_fails_where_else_something_would_be_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
