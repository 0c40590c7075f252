/* SPDX-License-Identifier: MIT */
#include "support/fail_alloc.h"
#include "support/world.h"

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

static int open_session(void **state)
{
    world_session(*state);
    return 0;
}

static int close_small(void **state)
{
    world_close(*state);
    return 0;
}

/* --- helpers ----------------------------------------------------------------------------------------------- */

static const char *text_of(const rsv_doc *doc, const char *key)
{
    return rsv_doc_text(rsv_doc_get(doc, key));
}

static rsv_status assert_port(rsv_session *s, const char *host, const char *port_state, int64_t at, rsv_fact_id *id)
{
    const rsv_field fields[] = {{"host", host}, {"state", port_state}};
    return rsv_session_assert(s, "port", fields, 2, "test", at, id, NULL);
}

/* All facts, as JSON; free it. */
static char *facts(rsv_session *s)
{
    rsv_doc *doc;
    char *json;
    assert_int_equal(rsv_session_facts(s, &doc, NULL), RSV_OK);
    assert_int_equal(rsv_doc_json(rsv_doc_get(doc, "facts"), 0, &json, NULL), RSV_OK);
    rsv_doc_free(doc);
    return json;
}

static void has_fact(rsv_session *s, const char *part, bool expected)
{
    char *json = facts(s);
    if ((strstr(json, part) != NULL) != expected)
        fail_msg("%s in %s", part, json);
    rsv_text_free(json);
}

static double belief_in(rsv_session *s, const char *cause)
{
    rsv_doc *doc;
    double belief = -1;
    assert_int_equal(rsv_session_diagnose(s, WORLD_CODE, &doc, NULL), RSV_OK);
    for (const rsv_doc *d = rsv_doc_first(rsv_doc_get(doc, "causes")); d != NULL; d = rsv_doc_next(d))
        if (strcmp(text_of(d, "cause"), cause) == 0)
            belief = rsv_doc_number(rsv_doc_get(d, "belief"));
    rsv_doc_free(doc);
    return belief;
}

/* --- arguments -------------------------------------------------------------------------------------------------- */

static void bad_arguments_are_refused(void **state)
{
    struct world *w = *state;
    rsv_session *s = w->session, *out = NULL;
    rsv_session_options options = RSV_SESSION_OPTIONS_INIT;
    rsv_error err;
    rsv_doc *doc = NULL;
    int64_t code;
    const rsv_field field = {"host", "a"}, no_name = {NULL, "a"}, no_value = {"host", NULL};
    options.size = 3;
    assert_int_equal(rsv_session_open(NULL, w->kb, NULL, &out, &err), RSV_EARG);
    assert_int_equal(rsv_session_open(w->rules, w->kb, NULL, NULL, &err), RSV_EARG);
    assert_int_equal(rsv_session_open(w->rules, w->kb, &options, &out, &err), RSV_EARG);
    assert_null(out);
    assert_int_equal(rsv_session_assert(NULL, "port", &field, 1, NULL, 0, NULL, &err), RSV_EARG);
    assert_int_equal(rsv_session_assert(s, NULL, &field, 1, NULL, 0, NULL, &err), RSV_EARG);
    assert_int_equal(rsv_session_assert(s, "port", NULL, 1, NULL, 0, NULL, &err), RSV_EARG);
    assert_int_equal(rsv_session_assert(s, "port", &no_name, 1, NULL, 0, NULL, &err), RSV_EARG);
    assert_int_equal(rsv_session_assert(s, "port", &no_value, 1, NULL, 0, NULL, &err), RSV_EARG);
    assert_int_equal(rsv_session_complete(NULL, "port", NULL, 0, &err), RSV_EARG);
    assert_int_equal(rsv_session_complete(s, NULL, NULL, 0, &err), RSV_EARG);
    assert_int_equal(rsv_session_complete(s, "port", &no_value, 1, &err), RSV_EARG);
    assert_int_equal(rsv_session_retract(NULL, 1, &err), RSV_EARG);
    assert_int_equal(rsv_session_read(s, "x", NULL, 1, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_session_read(NULL, "x", "", 0, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_session_read_fact(s, NULL, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_session_read_error(s, "x", "50126", 5, NULL, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_session_read_error(NULL, "x", "50126", 5, &code, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_find_error(NULL, "x", NULL, 4, &code, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_find_error(NULL, "x", "50126", 5, NULL, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_session_run(NULL, NULL, &err), RSV_EARG);
    assert_int_equal(rsv_session_facts(s, NULL, &err), RSV_EARG);
    assert_int_equal(rsv_session_diagnose(NULL, 1, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_session_diagnose(s, 1, NULL, NULL), RSV_EARG);
    assert_int_equal(rsv_session_why(s, 1, NULL, NULL, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_session_next(s, 1, NULL, &err), RSV_EARG);
    assert_int_equal(rsv_session_script(s, 1, NULL, NULL, &doc, &err), RSV_EARG);
    assert_null(doc);
    rsv_session_close(NULL);
    rsv_session_reset(NULL);
}

/* --- facts ----------------------------------------------------------------------------------------------------- */

static void a_fact_with_the_key_of_an_older_one_replaces_it(void **state)
{
    rsv_session *s = ((struct world *)*state)->session;
    rsv_fact_id first = 0, second = 0, third = 0;
    int64_t noon;
    assert_int_equal(rsv_parse_time(WORLD_NOW, &noon), RSV_OK);
    assert_int_equal(assert_port(s, "A", "closed", noon - 2000, &first), RSV_OK);
    assert_int_equal(assert_port(s, "a", "open", noon - 1000, &second), RSV_OK); /* names fold case */
    assert_true(first != 0 && second != 0 && first != second);
    has_fact(s, "closed", false);
    assert_int_equal(assert_port(s, "a", "closed", noon - 3000, &third), RSV_OK); /* older than what is known */
    assert_true(third == second);
    has_fact(s, "closed", false);
    assert_int_equal(rsv_session_retract(s, first, NULL), RSV_ENOTFOUND); /* a stale id is caught */
    assert_int_equal(rsv_session_retract(s, second, NULL), RSV_OK);
    assert_int_equal(rsv_session_retract(s, second, NULL), RSV_ENOTFOUND);
    has_fact(s, "\"port\"", false);
}

static void two_records_of_one_time_that_disagree_are_an_error(void **state)
{
    rsv_session *s = ((struct world *)*state)->session;
    const rsv_field fields[] = {{"host", "a"}, {"state", "open"}};
    rsv_error err;
    assert_int_equal(assert_port(s, "a", "closed", 0, NULL), RSV_OK);
    assert_int_equal(assert_port(s, "a", "closed", 0, NULL), RSV_OK); /* says the same */
    assert_int_equal(rsv_session_assert(s, "port", fields, 2, NULL, 0, NULL, &err), RSV_EINPUT);
    assert_non_null(strstr(err.message, "from test about 'state'"));
    has_fact(s, "closed", true);
}

static void a_wrong_fact_is_refused_with_what_would_be_right(void **state)
{
    static const struct {
        const char *kind, *field, *value, *message;
    } cases[] = {
        {"prot", "host", "a", "port"},         {"port", "hsot", "a", "host"}, {"port", "state", "closd", "closed"},
        {"port", "tries", "many", "integer"},  {"port", "tries", "10", "0 to 9"},
        {"service", "note", "x", "state"}, /* a required field is missing */
    };
    struct world *w = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const rsv_field fields[] = {{cases[i].field, cases[i].value}};
        rsv_error err;
        rsv_fact_id id = 77;
        assert_int_equal(rsv_session_assert(w->session, cases[i].kind, fields, 1, NULL, 0, &id, &err), RSV_EINPUT);
        if (strstr(err.message, cases[i].message) == NULL)
            fail_msg("'%s' doesn't say '%s'", err.message, cases[i].message);
    }
    has_fact(w->session, "kind", false);
}

static void completeness_is_not_a_fact(void **state)
{
    rsv_session *s = ((struct world *)*state)->session;
    const rsv_field fields[] = {{"host", "a"}};
    rsv_error err;
    assert_int_equal(rsv_session_complete(s, "port", fields, 1, &err), RSV_OK);
    assert_int_equal(rsv_session_complete(s, "prot", NULL, 0, &err), RSV_EINPUT);
    assert_int_equal(rsv_session_assert(s, "complete:port", fields, 1, NULL, 0, NULL, &err), RSV_EINPUT);
}

static void an_unknown_value_keeps_its_reason_in_the_sessions_memory(void **state)
{
    rsv_session *s = ((struct world *)*state)->session;
    char why[] = "?timed out";
    const rsv_field fields[] = {{"host", "a"}, {"state", why}};
    assert_int_equal(rsv_session_assert(s, "port", fields, 2, NULL, 0, NULL, NULL), RSV_OK);
    memset(why, 'x', sizeof why - 1);
    has_fact(s, "timed out", true);
}

static void derived_facts_stand_and_fall_with_what_they_rest_on(void **state)
{
    rsv_session *s = ((struct world *)*state)->session;
    rsv_fact_id id;
    uint64_t fired = 99;
    rsv_doc *doc;
    assert_int_equal(assert_port(s, "a", "closed", 0, &id), RSV_OK);
    assert_int_equal(rsv_session_run(s, &fired, NULL), RSV_OK);
    assert_int_equal(fired, 1);
    assert_int_equal(rsv_session_run(s, &fired, NULL), RSV_OK);
    assert_int_equal(fired, 0);
    has_fact(s, "\"path\"", true);
    assert_int_equal(rsv_session_facts(s, &doc, NULL), RSV_OK);
    rsv_fact_id derived = 0;
    for (const rsv_doc *d = rsv_doc_first(rsv_doc_get(doc, "facts")); d != NULL; d = rsv_doc_next(d))
        if (strcmp(text_of(d, "kind"), "path") == 0)
            derived = (rsv_fact_id)rsv_doc_integer(rsv_doc_get(d, "id"));
    rsv_doc_free(doc);
    assert_int_not_equal(derived, 0);
    assert_int_equal(rsv_session_retract(s, derived, NULL), RSV_ENOTFOUND);
    assert_int_equal(rsv_session_retract(s, id, NULL), RSV_OK);
    has_fact(s, "\"path\"", false);
}

static void good_records_go_in_even_if_others_do_not(void **state)
{
    static const char input[] = "[{\"kind\":\"port\",\"host\":\"a\",\"state\":\"open\"},\n"
                                " {\"kind\":\"port\",\"host\":\"b\",\"state\":\"ajar\"}]";
    rsv_session *s = ((struct world *)*state)->session;
    rsv_doc *report;
    assert_int_equal(rsv_session_read(s, "f.json", input, sizeof input - 1, &report, NULL), RSV_OK);
    assert_string_equal(text_of(report, "schema"), "resolvent.report/1");
    const rsv_doc *problem = rsv_doc_first(rsv_doc_get(report, "problems"));
    assert_int_equal(rsv_doc_integer(rsv_doc_get(problem, "line")), 2);
    rsv_doc_free(report);
    has_fact(s, "\"a\"", true);
    has_fact(s, "\"b\"", false);
    assert_int_equal(rsv_session_read(s, "f.bin", "\0\1\2\3", 4, &report, NULL), RSV_EINPUT);
    assert_null(report);
    assert_int_equal(rsv_session_read(s, NULL, NULL, 0, NULL, NULL), RSV_OK); /* no facts are no error */
}

static void a_fact_of_the_command_line_is_reported_or_fails(void **state)
{
    rsv_session *s = ((struct world *)*state)->session;
    rsv_error err;
    rsv_doc *report;
    assert_int_equal(rsv_session_read_fact(s, "port:host=a,state=open", NULL, &err), RSV_OK);
    assert_int_equal(rsv_session_read_fact(s, "port:host=b,state=ajar", &report, &err), RSV_OK);
    assert_int_equal(rsv_doc_count(rsv_doc_get(report, "problems")), 1);
    rsv_doc_free(report);
    assert_int_equal(rsv_session_read_fact(s, "port:host=b,state=ajar", NULL, &err), RSV_EINPUT);
    assert_non_null(strstr(err.message, "ajar"));
    has_fact(s, "\"b\"", false);
}

static void the_code_of_a_pasted_error_is_found(void **state)
{
    static const char page[] = "Sign-in failed.\nAADSTS50126: Error validating credentials.\n"
                               "Timestamp: 2026-11-23T07:14:03Z\n";
    struct world *w = *state;
    int64_t code = 0;
    rsv_error err;
    rsv_doc *doc;
    assert_int_equal(rsv_find_error(NULL, "page", page, sizeof page - 1, &code, &doc, NULL), RSV_OK);
    assert_int_equal(code, 50126);
    assert_string_equal(text_of(doc, "schema"), "resolvent.error/1");
    rsv_doc_free(doc);
    code = 7;
    assert_int_equal(rsv_find_error(NULL, "mail", "no code", 7, &code, &doc, &err), RSV_EINPUT);
    assert_null(doc);
    assert_int_equal(code, 7);
    assert_non_null(strstr(err.message, "mail"));
    assert_int_equal(rsv_find_error(NULL, NULL, NULL, 0, &code, NULL, NULL), RSV_EINPUT);
    assert_int_equal(rsv_session_read_error(w->session, NULL, page, sizeof page - 1, &code, NULL, NULL), RSV_OK);
    assert_int_equal(code, 50126);
}

/* --- answers ---------------------------------------------------------------------------------------------------- */

static void facts_move_belief_and_a_reset_takes_it_back(void **state)
{
    struct world *w = *state;
    const double before = belief_in(w->session, "service-down");
    world_fact(w, "service:state=stopped");
    world_fact(w, "port:host=a,state=open");
    assert_true(belief_in(w->session, "service-down") > 0.95);
    rsv_session_reset(w->session);
    assert_true(belief_in(w->session, "service-down") == before);
    has_fact(w->session, "kind", false);
}

static void a_stale_fact_shows_but_decides_nothing(void **state)
{
    struct world *w = *state;
    const double before = belief_in(w->session, "port-closed");
    int64_t now;
    assert_int_equal(rsv_parse_time(WORLD_NOW, &now), RSV_OK);
    assert_int_equal(assert_port(w->session, "a", "closed", now - 3600001, NULL), RSV_OK);
    assert_true(belief_in(w->session, "port-closed") == before);
    has_fact(w->session, "closed", true);
    assert_int_equal(assert_port(w->session, "a", "closed", now - 3600000, NULL), RSV_OK); /* just fresh */
    assert_true(belief_in(w->session, "port-closed") > before);
}

static void an_unknown_code_is_not_found(void **state)
{
    rsv_session *s = ((struct world *)*state)->session;
    rsv_error err;
    rsv_doc *doc = (rsv_doc *)s;
    assert_int_equal(rsv_session_diagnose(s, 4711, &doc, &err), RSV_ENOTFOUND);
    assert_null(doc);
    assert_non_null(strstr(err.message, "4711"));
    assert_int_equal(rsv_session_why(s, 4711, "service-down", NULL, &doc, &err), RSV_ENOTFOUND);
    assert_int_equal(rsv_session_next(s, 4711, &doc, &err), RSV_ENOTFOUND);
}

static void without_a_knowledge_base_there_are_facts_and_rules(void **state)
{
    struct world *w = *state;
    rsv_session *s;
    rsv_doc *doc = NULL;
    uint64_t fired;
    assert_int_equal(rsv_session_open(w->rules, NULL, NULL, &s, NULL), RSV_OK);
    assert_int_equal(assert_port(s, "a", "closed", 0, NULL), RSV_OK);
    assert_int_equal(rsv_session_run(s, &fired, NULL), RSV_OK);
    assert_int_equal(fired, 1);
    assert_int_equal(rsv_session_diagnose(s, WORLD_CODE, &doc, NULL), RSV_EARG);
    assert_null(doc);
    rsv_session_close(s);
}

static void a_cause_is_weighed_against_the_strongest_other_one(void **state)
{
    struct world *w = *state;
    rsv_error err;
    rsv_doc *doc;
    world_fact(w, "service:state=stopped");
    assert_int_equal(rsv_session_why(w->session, WORLD_CODE, "service-down", NULL, &doc, &err), RSV_OK);
    assert_string_equal(text_of(doc, "schema"), "resolvent.why/1");
    rsv_doc_free(doc);
    assert_int_equal(rsv_session_why(w->session, WORLD_CODE, "servce-down", NULL, &doc, &err), RSV_ENOTFOUND);
    assert_non_null(strstr(err.message, "service-down"));
    assert_int_equal(rsv_session_why(w->session, WORLD_CODE, "other", "other", &doc, &err), RSV_EARG);
    assert_null(doc);
}

static void the_readers_roles_say_what_is_handed_over(void **state)
{
    static const char *const roles[] = {"helpdesk", "admin"};
    struct world *w = *state;
    for (size_t n = 0; n <= 2; n += 2) {
        rsv_session_options options = RSV_SESSION_OPTIONS_INIT;
        rsv_session *s;
        rsv_doc *doc;
        double probe = 0;
        options.roles = roles;
        options.n_roles = n;
        assert_int_equal(rsv_session_open(w->rules, w->kb, &options, &s, NULL), RSV_OK);
        assert_int_equal(rsv_session_next(s, WORLD_CODE, &doc, NULL), RSV_OK);
        for (const rsv_doc *d = rsv_doc_first(rsv_doc_get(doc, "collectors")); d != NULL; d = rsv_doc_next(d))
            if (strcmp(text_of(d, "collector"), "probe") == 0)
                probe = rsv_doc_number(rsv_doc_get(d, "minutes"));
        assert_true(probe == (n > 0 ? 20 : 30));
        rsv_doc_free(doc);
        rsv_session_close(s);
    }
}

static void a_script_is_filled_with_what_is_known_and_harmless(void **state)
{
    struct world *w = *state;
    rsv_error err;
    rsv_doc *doc;
    world_fact(w, "port:host=srv-1,state=open");
    world_fact(w, "service:state=running,note=$(reboot)");
    assert_int_equal(rsv_session_script(w->session, WORLD_CODE, "ask", NULL, &doc, &err), RSV_OK);
    assert_string_equal(text_of(doc, "script"), "sc query <note> srv-1 # 90099\n");
    assert_string_equal(rsv_doc_text(rsv_doc_first(rsv_doc_get(doc, "to_fill_in"))), "note");
    rsv_doc_free(doc);
    assert_int_equal(rsv_session_script(w->session, WORLD_CODE, "ask", "pwsh", &doc, &err), RSV_ENOTFOUND);
    assert_int_equal(rsv_session_script(w->session, WORLD_CODE, "probe", NULL, &doc, &err), RSV_ENOTFOUND);
    assert_int_equal(rsv_session_script(w->session, WORLD_CODE, "aks", NULL, &doc, &err), RSV_ENOTFOUND);
    assert_string_equal(err.message, "unknown collector 'aks'; did you mean 'ask'?");
    assert_null(doc);
}

static void rules_that_never_stop_reach_the_limit(void **state)
{
    struct world w;
    rsv_error err;
    rsv_session *s;
    uint64_t fired;
    rsv_session_options options = RSV_SESSION_OPTIONS_INIT;
    const rsv_field zero = {"i", "0"};
    (void)state;
    world_open(&w);
    world_write(&w, "rules/loop.lua",
                "kind \"n\" { doc = \"d\", key = {}, fields = { i = integer{} } }\n"
                "rule \"for ever\" { when = { some.n{ i = V.i } },\n"
                "  action = function(m, wm) wm.modify(m[1], { i = m.i + 1 }) end }\n");
    world_load(&w);
    options.max_firings = 50;
    assert_int_equal(rsv_session_open(w.rules, NULL, &options, &s, &err), RSV_OK);
    assert_int_equal(rsv_session_assert(s, "n", &zero, 1, NULL, 0, NULL, &err), RSV_OK);
    assert_int_equal(rsv_session_run(s, &fired, &err), RSV_ELIMIT);
    assert_non_null(strstr(err.message, "more than 50"));
    assert_non_null(strstr(err.message, "for ever"));
    rsv_session_close(s);
    world_close(&w);
}

static rsv_status work(struct world *w, const rsv_allocator *allocator)
{
    static const char input[] = "{\"kind\":\"port\",\"host\":\"a\",\"tries\":2,\"state\":\"closed\"}";
    rsv_session_options options = RSV_SESSION_OPTIONS_INIT;
    const rsv_field fields[] = {{"host", "a"}, {"state", "closed"}}, service[] = {{"state", "?no answer"}};
    rsv_session *s = NULL;
    rsv_doc *docs[5] = {NULL};
    rsv_error err;
    options.allocator = allocator;
    rsv_status rc = rsv_session_open(w->rules, w->kb, &options, &s, &err);
    if (rc == RSV_OK)
        rc = rsv_session_assert(s, "port", fields, 2, "source", 0, NULL, &err);
    if (rc == RSV_OK)
        rc = rsv_session_assert(s, "service", service, 1, NULL, 0, NULL, &err);
    if (rc == RSV_OK)
        rc = rsv_session_complete(s, "port", fields, 1, &err);
    if (rc == RSV_OK)
        rc = rsv_session_read(s, "in", input, sizeof input - 1, &docs[0], &err);
    if (rc == RSV_OK)
        rc = rsv_session_facts(s, &docs[1], &err);
    if (rc == RSV_OK)
        rc = rsv_session_diagnose(s, WORLD_CODE, &docs[2], &err);
    if (rc == RSV_OK)
        rc = rsv_session_why(s, WORLD_CODE, "port-closed", NULL, &docs[3], &err);
    if (rc == RSV_OK)
        rc = rsv_session_script(s, WORLD_CODE, "ask", NULL, &docs[4], &err);
    for (size_t i = 0; i < 5; i++)
        rsv_doc_free(docs[i]);
    rsv_session_close(s);
    return rc;
}

static void every_allocation_may_fail_without_a_leak(void **state)
{
    struct world *w = *state;
    struct fail_alloc memory = {.fired = true};
    for (unsigned long nth = 1; memory.fired; nth++) {
        const rsv_status rc = work(w, fail_alloc_on(&memory, nth));
        assert_int_equal(rc, memory.fired ? RSV_ENOMEM : RSV_OK);
        assert_int_equal(memory.live, 0);
    }
}

#define IN_A_SESSION(f) cmocka_unit_test_setup(f, open_session)

static void a_role_that_nobody_has_is_refused(void **state)
{
    struct world *w = *state;
    static const char *const misspelt[] = {"admn"};
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    rsv_session *s = NULL;
    rsv_error err;
    o.roles = misspelt;
    o.n_roles = 1;
    assert_int_equal(rsv_session_open(w->rules, w->kb, &o, &s, &err), RSV_EINPUT);
    assert_string_equal(err.message, "unknown role 'admn'; did you mean 'admin'?");
    assert_null(s);
    assert_int_equal(rsv_session_open(w->rules, NULL, &o, &s, &err), RSV_OK); /* nothing to compare with */
    rsv_session_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_SESSION(bad_arguments_are_refused),
        IN_A_SESSION(a_fact_with_the_key_of_an_older_one_replaces_it),
        IN_A_SESSION(two_records_of_one_time_that_disagree_are_an_error),
        IN_A_SESSION(a_wrong_fact_is_refused_with_what_would_be_right),
        IN_A_SESSION(completeness_is_not_a_fact),
        IN_A_SESSION(an_unknown_value_keeps_its_reason_in_the_sessions_memory),
        IN_A_SESSION(derived_facts_stand_and_fall_with_what_they_rest_on),
        IN_A_SESSION(good_records_go_in_even_if_others_do_not),
        IN_A_SESSION(a_fact_of_the_command_line_is_reported_or_fails),
        IN_A_SESSION(the_code_of_a_pasted_error_is_found),
        IN_A_SESSION(facts_move_belief_and_a_reset_takes_it_back),
        IN_A_SESSION(a_stale_fact_shows_but_decides_nothing),
        IN_A_SESSION(an_unknown_code_is_not_found),
        cmocka_unit_test(a_role_that_nobody_has_is_refused),
        cmocka_unit_test(without_a_knowledge_base_there_are_facts_and_rules),
        IN_A_SESSION(a_cause_is_weighed_against_the_strongest_other_one),
        cmocka_unit_test(the_readers_roles_say_what_is_handed_over),
        IN_A_SESSION(a_script_is_filled_with_what_is_known_and_harmless),
        cmocka_unit_test(rules_that_never_stop_reach_the_limit),
        cmocka_unit_test(every_allocation_may_fail_without_a_leak),
    };
    return cmocka_run_group_tests(tests, open_small, close_small);
}
