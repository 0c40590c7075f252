/* SPDX-License-Identifier: MIT */
#include "session/session.h"

#include "support/fail_alloc.h"
#include "support/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define KINDS                                                                                        \
    "kind \"n\" { doc = \"N\", key = { \"id\" }, fields = { id = integer{}, v = text{ optional = true } } }\n" \
    "kind \"log\" { doc = \"L\", fields = { v = text{} } }\n"

static void open_with(struct world *w, const char *rules)
{
    world_open(w);
    world_write(w, "rules/kinds.lua", KINDS);
    world_write(w, "rules/rules.lua", rules);
    world_load(w);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(w->findings, "errors")), 0);
    world_session(w);
}

/* "n 1 a; log a", facts by kind. */
static void facts_are(struct world *w, const char *expected)
{
    char text[1000] = "";
    rsv_error err;
    rsv_doc *d;
    assert_int_equal(rsv_session_facts(w->session, &d, &err), RSV_OK);
    for (const rsv_doc *f = rsv_doc_first(rsv_doc_get(d, "facts")); f != NULL; f = rsv_doc_next(f)) {
        const rsv_doc *fields = rsv_doc_get(f, "fields"), *id = rsv_doc_get(fields, "id");
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", *text ? "; " : "",
                 rsv_doc_text(rsv_doc_get(f, "kind")));
        if (id != NULL)
            snprintf(text + strlen(text), sizeof text - strlen(text), " %d", (int)rsv_doc_integer(id));
        snprintf(text + strlen(text), sizeof text - strlen(text), " %s", rsv_doc_text(rsv_doc_get(fields, "v")));
    }
    assert_string_equal(text, expected);
    rsv_doc_free(d);
}

static const char *problem(const struct world *w)
{
    return w->session->problem;
}

/* --- actions --------------------------------------------------------------------------------------- */

static void changes_of_an_action_apply_when_it_has_returned(void **state)
{
    struct world w;
    (void)state;
    open_with(&w, "rule \"swap\" { when = { some.n{ id = 1, v = V.v } }, action = function(m, wm)\n"
                  "  wm.assert(log{ v = \"saw \" .. m.v }) wm.retract(m[1])\n"
                  "  wm.assert(n{ id = 2, v = m[1].v }) end }\n");
    world_fact(&w, "n:id=1,v=a");
    facts_are(&w, "n 2 a; log saw a");
    assert_string_equal(problem(&w), "");
    world_close(&w);
}

static void a_list_takes_its_values_before_anything_changes(void **state)
{
    struct world w;
    (void)state;
    open_with(&w, "rule \"swap\" { when = { some.n{ id = 1, v = V.v } }, action = {\n"
                  "  wm.retract(1), wm.assert(log{ v = V.v }), wm.assert(n{ id = 2, v = V.v }) } }\n"
                  "rule \"renumber\" { when = { some.n{ id = 2 } }, action = { wm.modify(1, { id = 7 }), wm.retract(1) } }\n");
    world_fact(&w, "n:id=1,v=only here");
    facts_are(&w, "n 7 only here; log only here");
    assert_string_equal(problem(&w), "");
    rsv_session_reset(w.session);
    world_fact(&w, "n:id=1"); /* a variable without a value: the field is left out */
    facts_are(&w, "n 7 ; log ");
    world_close(&w);
}

static void a_function_that_forgets_to_take_wm_is_told(void **state)
{
    struct world w;
    (void)state;
    open_with(&w, "rule \"drop\" { when = { some.n{ id = 1 } }, action = function(m) wm.retract(1) end }\n");
    world_fact(&w, "n:id=1,v=a");
    facts_are(&w, "n 1 a");
    assert_non_null(strstr(problem(&w), "a function gets its own"));
    world_close(&w);
}

static void modify_keeps_what_it_does_not_name(void **state)
{
    struct world w;
    (void)state;
    open_with(&w, "rule \"renumber\" { when = { some.n{ id = 1 } }, action = function(m, wm)\n"
                  "  wm.modify(m[1], { id = 7 }) end }\n");
    world_fact(&w, "n:id=1,v=kept");
    facts_are(&w, "n 7 kept");
    world_close(&w);
}

static void an_action_replaces_the_fact_with_the_same_key(void **state)
{
    struct world w;
    (void)state;
    open_with(&w, "rule \"set\" { when = { some.log{ v = V.v } }, action = function(m, wm)\n"
                  "  wm.assert(n{ id = 1, v = m.v }) end }\n");
    world_fact(&w, "n:id=1,v=old");
    world_fact(&w, "log:v=new");
    facts_are(&w, "n 1 new; log new");
    world_close(&w);
}

static void modifying_a_fact_into_another_leaves_one(void **state)
{
    struct world w;
    (void)state;
    open_with(&w, "rule \"rename\" { when = { some.n{ id = 1 } }, action = function(m, wm)\n"
                  "  wm.modify(m[1], { id = 2 }) end }\n"
                  "rule \"say\" { when = { some.log{ v = \"a\" } }, action = function(m, wm)\n"
                  "  wm.modify(m[1], { v = \"b\" }) end }\n");
    world_fact(&w, "n:id=1,v=new");
    world_fact(&w, "n:id=2,v=old");
    world_fact(&w, "log:v=a");
    world_fact(&w, "log:v=b");
    facts_are(&w, "n 2 new; log b");
    world_close(&w);
}

static void an_action_that_fails_changes_nothing_and_is_told(void **state)
{
    struct world w;
    (void)state;
    open_with(&w, "rule \"half\" { when = { some.n{ id = 1 } }, action = function(m, wm)\n"
                  "  wm.retract(m[1]) error(\"no more\") end }\n"
                  "rule \"whole\" { when = { some.n{ id = 1 } }, action = function(m, wm)\n"
                  "  wm.assert(log{ v = \"done\" }) end }\n");
    world_fact(&w, "n:id=1,v=a");
    facts_are(&w, "n 1 a; log done");
    assert_non_null(strstr(problem(&w), "half: "));
    assert_non_null(strstr(problem(&w), "no more"));
    rsv_session_reset(w.session);
    assert_string_equal(problem(&w), "");
    world_close(&w);
}

static void a_where_function_that_fails_leaves_the_condition_unknown(void **state)
{
    struct world w;
    (void)state;
    open_with(&w, "rule \"asks\" { when = { some.n{ id = V.id }, where(function(m) return m.id.x > 1 end) },\n"
                  "  action = function(m, wm) wm.assert(log{ v = \"no\" }) end }\n");
    world_fact(&w, "n:id=1,v=a");
    facts_are(&w, "n 1 a");
    assert_non_null(strstr(problem(&w), "a where function failed"));
    world_close(&w);
}

static void an_action_cannot_take_back_what_a_rule_derives(void **state)
{
    struct world w;
    (void)state;
    open_with(&w, "rule \"derive\" { when = { some.n{ id = 1, v = V.v } }, derive = log{ v = V.v } }\n"
                  "rule \"undo\" { when = { some.log{ v = \"a\" } },\n"
                  "  action = function(m, wm) wm.retract(m[1]) end }\n");
    world_fact(&w, "n:id=1,v=a");
    facts_are(&w, "n 1 a; log a");
    assert_non_null(strstr(problem(&w), "derives"));
    world_close(&w);
}

/* --- limits ------------------------------------------------------------------------------------------- */

static void rules_without_end_are_stopped_and_named(void **state)
{
    struct world w;
    rsv_error err;
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    (void)state;
    open_with(&w, "rule \"ping\" { when = { some.n{ id = V.i, v = \"a\" } }, action = function(m, wm)\n"
                  "  wm.modify(m[1], { v = \"b\" }) end }\n"
                  "rule \"pong\" { when = { some.n{ id = V.i, v = \"b\" } }, action = function(m, wm)\n"
                  "  wm.modify(m[1], { v = \"a\" }) end }\n");
    rsv_session_close(w.session);
    o.max_firings = 50;
    assert_int_equal(rsv_session_open(w.rules, NULL, &o, &w.session, &err), RSV_OK);
    world_fact(&w, "n:id=1,v=a");
    assert_int_equal(rsv_session_run(w.session, NULL, &err), RSV_ELIMIT);
    assert_non_null(strstr(err.message, "more than 50 rule firings"));
    assert_non_null(strstr(err.message, "'ping'"));
    world_close(&w);
}

static void names_of_rules_that_do_not_stop_are_quoted_each(void **state)
{
    struct world w;
    rsv_error err;
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    (void)state;
    open_with(&w, "rule \"first\" { when = { some.n{ id = 1, v = V.v } }, action = function(m, wm)\n"
                  "  wm.modify(m[1], { v = m.v .. \"x\" }) end }\n"
                  "rule \"once\" { when = { some.n{ id = 2 } }, action = function(m, wm)\n"
                  "  wm.assert(log{ v = \"x\" }) end }\n");
    rsv_session_close(w.session);
    o.max_firings = 20;
    assert_int_equal(rsv_session_open(w.rules, NULL, &o, &w.session, &err), RSV_OK);
    world_fact(&w, "n:id=1,v=a");
    world_fact(&w, "n:id=2,v=a");
    assert_int_equal(rsv_session_run(w.session, NULL, &err), RSV_ELIMIT);
    assert_string_equal(err.message, "more than 20 rule firings; these keep firing: 'first'"); /* not 'once' */
    world_close(&w);
}

static void rules_that_set_each_other_off_are_all_named(void **state)
{
    struct world w;
    rsv_error err;
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    uint64_t fired;
    (void)state;
    open_with(&w, "rule \"ping\" { when = { some.n{ id = 1, v = \"ping\" } }, action = function(m, wm)\n"
                  "  wm.modify(m[1], { v = \"pong\" }) end }\n"
                  "rule \"pong\" { when = { some.n{ id = 1, v = \"pong\" } }, action = function(m, wm)\n"
                  "  wm.modify(m[1], { v = \"ping\" }) end }\n"
                  "rule \"once\" { when = { some.n{ id = 2 } }, action = function(m, wm)\n"
                  "  wm.retract(m[1]) end }\n");
    rsv_session_close(w.session);
    o.max_firings = 5001;
    assert_int_equal(rsv_session_open(w.rules, NULL, &o, &w.session, &err), RSV_OK);
    world_fact(&w, "n:id=1,v=ping");
    world_fact(&w, "n:id=2,v=a");
    for (int i = 0; i < 2; i++) { /* the session stays usable */
        assert_int_equal(rsv_session_run(w.session, &fired, &err), RSV_ELIMIT);
        assert_int_equal(fired, 5001);
        assert_string_equal(err.message, "more than 5001 rule firings; these keep firing: 'ping', 'pong'");
        assert_int_equal(w.session->matcher.facts.kinds[0].n, 1); /* thousands of changes leave one fact */
    }
    world_close(&w);
}

static void a_fact_that_an_action_asserts_outlives_the_rule_that_derives_it(void **state)
{
    struct world w;
    rsv_error err;
    (void)state;
    open_with(&w, "rule \"derive\" { salience = 1, when = { some.n{ id = 1 } }, derive = log{ v = \"x\" } }\n"
                  "rule \"act\" { when = { some.n{ id = 1 } }, action = function(m, wm)\n"
                  "  wm.assert(log{ v = \"x\" }) wm.retract(m[1]) end }\n");
    world_fact(&w, "n:id=1,v=a");
    assert_int_equal(rsv_session_run(w.session, NULL, &err), RSV_OK);
    facts_are(&w, "log x");
    world_close(&w);
}

/* --- open, reset, close ------------------------------------------------------------------------------- */

static void a_reset_session_is_as_new(void **state)
{
    struct world w;
    rsv_error err;
    rsv_doc *d;
    char *before, *after;
    (void)state;
    world_small(&w);
    world_session(&w);
    assert_int_equal(rsv_session_diagnose(w.session, WORLD_CODE, &d, &err), RSV_OK);
    assert_int_equal(rsv_doc_json(d, 0, &before, NULL), RSV_OK);
    rsv_doc_free(d);
    world_fact(&w, "port:host=a,state=closed,tries=?no");
    world_fact(&w, "complete:service");
    assert_int_equal(rsv_session_run(w.session, NULL, &err), RSV_OK);
    rsv_session_reset(w.session);
    assert_int_equal(rsv_session_diagnose(w.session, WORLD_CODE, &d, &err), RSV_OK);
    assert_int_equal(rsv_doc_json(d, 0, &after, NULL), RSV_OK);
    assert_string_equal(before, after);
    rsv_doc_free(d);
    rsv_text_free(before);
    rsv_text_free(after);
    world_close(&w);
}

static void many_cases_in_one_session_need_no_more_memory_than_one(void **state)
{
    struct fail_alloc f;
    struct world w;
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    rsv_error err;
    size_t after_first = 0;
    (void)state;
    world_small(&w);
    o.allocator = fail_alloc_on(&f, 0);
    assert_int_equal(rsv_session_open(w.rules, w.kb, &o, &w.session, &err), RSV_OK);
    for (int i = 0; i < 50; i++) {
        rsv_doc *d;
        world_fact(&w, "port:host=a,state=closed");
        world_fact(&w, "service:state=running,note=?timed out");
        assert_int_equal(rsv_session_diagnose(w.session, WORLD_CODE, &d, &err), RSV_OK);
        rsv_doc_free(d);
        rsv_session_reset(w.session);
        after_first = i == 0 ? f.live : after_first;
    }
    assert_int_equal(f.live, after_first);
    rsv_session_close(w.session);
    w.session = NULL;
    assert_int_equal(f.live, 0);
    world_close(&w);
}

static void sessions_hold_their_rules(void **state)
{
    struct world w;
    (void)state;
    world_small(&w);
    world_session(&w);
    rsv_ruleset_free(w.rules);
    w.rules = NULL;
    world_fact(&w, "port:host=a,state=closed"); /* a use after free, if they didn't */
    world_close(&w);
}

static void roles_are_copied(void **state)
{
    struct world w;
    char role[] = "admin";
    const char *roles[] = {role};
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    rsv_error err;
    rsv_doc *d;
    (void)state;
    world_small(&w);
    o.roles = roles;
    o.n_roles = 1;
    assert_int_equal(rsv_session_open(w.rules, w.kb, &o, &w.session, &err), RSV_OK);
    memset(role, 'x', sizeof role - 1);
    roles[0] = NULL;
    assert_int_equal(rsv_session_next(w.session, WORLD_CODE, &d, &err), RSV_OK);
    for (const rsv_doc *c = rsv_doc_first(rsv_doc_get(d, "collectors")); c != NULL; c = rsv_doc_next(c))
        assert_true(rsv_doc_number(rsv_doc_get(c, "minutes")) <= 20); /* no hand-over */
    rsv_doc_free(d);
    world_close(&w);
}

static rsv_status run_actions(rsv_ruleset *rules, const rsv_allocator *a, rsv_error *err)
{
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    rsv_session *s = NULL;
    o.allocator = a;
    rsv_status rc = rsv_session_open(rules, NULL, &o, &s, err);
    if (rc == RSV_OK)
        rc = rsv_session_read_fact(s, "n:id=1,v=a", NULL, err);
    if (rc == RSV_OK)
        rc = rsv_session_run(s, NULL, err);
    rsv_session_close(s);
    return rc;
}

static void every_allocation_of_actions_may_fail(void **state)
{
    struct fail_alloc f = {.fired = true};
    struct world w;
    rsv_error err;
    (void)state;
    open_with(&w, "rule \"swap\" { when = { some.n{ id = 1, v = V.v }, where(function(m) return m.v == \"a\" end) },\n"
                  "  action = function(m, wm) wm.assert(log{ v = \"saw \" .. m.v })\n"
                  "    wm.modify(m[1], { id = 2 }) end }\n"
                  "rule \"list\" { when = { some.n{ id = 2, v = V.v } }, action = {\n"
                  "  wm.modify(1, { id = 3 }), wm.assert(log{ v = V.v }) } }\n");
    for (unsigned long nth = 1; f.fired; nth++) {
        const rsv_status rc = run_actions(w.rules, fail_alloc_on(&f, nth), &err);
        assert_true(rc == RSV_OK || rc == RSV_ENOMEM); /* OK: Lua makes room and tries again */
        assert_int_equal(f.live, 0);
    }
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_of_an_action_apply_when_it_has_returned),
        cmocka_unit_test(a_list_takes_its_values_before_anything_changes),
        cmocka_unit_test(a_function_that_forgets_to_take_wm_is_told),
        cmocka_unit_test(modify_keeps_what_it_does_not_name),
        cmocka_unit_test(an_action_replaces_the_fact_with_the_same_key),
        cmocka_unit_test(modifying_a_fact_into_another_leaves_one),
        cmocka_unit_test(an_action_that_fails_changes_nothing_and_is_told),
        cmocka_unit_test(a_where_function_that_fails_leaves_the_condition_unknown),
        cmocka_unit_test(an_action_cannot_take_back_what_a_rule_derives),
        cmocka_unit_test(rules_without_end_are_stopped_and_named),
        cmocka_unit_test(names_of_rules_that_do_not_stop_are_quoted_each),
        cmocka_unit_test(rules_that_set_each_other_off_are_all_named),
        cmocka_unit_test(a_fact_that_an_action_asserts_outlives_the_rule_that_derives_it),
        cmocka_unit_test(a_reset_session_is_as_new),
        cmocka_unit_test(many_cases_in_one_session_need_no_more_memory_than_one),
        cmocka_unit_test(sessions_hold_their_rules),
        cmocka_unit_test(roles_are_copied),
        cmocka_unit_test(every_allocation_of_actions_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
