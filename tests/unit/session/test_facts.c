/* SPDX-License-Identifier: MIT */
#include "support/fail_alloc.h"
#include "support/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct world w;

static int open_world(void **state)
{
    (void)state;
    world_small(&w);
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

/* All facts: "port host=a state=open; path host=a usable=true" */
static void facts_are(const char *expected)
{
    char text[1000] = "";
    rsv_error err;
    rsv_doc *d;
    assert_int_equal(rsv_session_facts(w.session, &d, &err), RSV_OK);
    for (const rsv_doc *f = rsv_doc_first(rsv_doc_get(d, "facts")); f != NULL; f = rsv_doc_next(f)) {
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", *text ? "; " : "",
                 rsv_doc_text(rsv_doc_get(f, "kind")));
        for (const rsv_doc *v = rsv_doc_first(rsv_doc_get(f, "fields")); v != NULL; v = rsv_doc_next(v)) {
            char *json;
            assert_int_equal(rsv_doc_json(v, 0, &json, NULL), RSV_OK);
            snprintf(text + strlen(text), sizeof text - strlen(text), " %s=%s", rsv_doc_key(v), json);
            rsv_text_free(json);
        }
    }
    assert_string_equal(text, expected);
    rsv_doc_free(d);
}

static rsv_status give(const char *kind, const char *host, const char *state, int64_t at, rsv_fact_id *id,
                       rsv_error *err)
{
    const rsv_field fields[] = {{"host", host}, {"state", state}};
    return rsv_session_assert(w.session, kind, fields, 2, "test", at, id, err);
}

static int64_t at(const char *time)
{
    int64_t ms;
    assert_int_equal(rsv_parse_time(time, &ms), RSV_OK);
    return ms;
}

/* --- keys and time ------------------------------------------------------------------------------- */

static void a_fact_with_the_key_of_an_older_one_replaces_it(void **state)
{
    rsv_error err;
    rsv_fact_id first, second;
    (void)state;
    world_session(&w);
    assert_int_equal(give("port", "a", "open", at("2026-11-23T11:30:00Z"), &first, &err), RSV_OK);
    assert_int_equal(give("port", "A", "closed", at("2026-11-23T11:31:00Z"), &second, &err), RSV_OK);
    facts_are("port host=\"a\" state=\"closed\"; path host=\"a\" usable=false");
    assert_int_equal(rsv_session_retract(w.session, first, &err), RSV_ENOTFOUND); /* its id isn't used again */
    assert_int_equal(rsv_session_retract(w.session, second, &err), RSV_OK);
    facts_are("");
}

static void an_older_observation_changes_nothing(void **state)
{
    rsv_error err;
    rsv_fact_id first, second;
    (void)state;
    world_session(&w);
    assert_int_equal(give("port", "a", "open", at("2026-11-23T11:30:00Z"), &first, &err), RSV_OK);
    assert_int_equal(give("port", "a", "closed", at("2026-11-23T11:29:59Z"), &second, &err), RSV_OK);
    assert_true(first == second); /* the one that is known */
    facts_are("port host=\"a\" state=\"open\"; path host=\"a\" usable=true");
}

static void contradictions_of_one_instant_are_an_error_that_names_the_field(void **state)
{
    rsv_error err;
    (void)state;
    world_session(&w);
    assert_int_equal(give("port", "a", "open", 0, NULL, &err), RSV_OK);
    assert_int_equal(give("port", "a", "closed", 0, NULL, &err), RSV_EINPUT);
    assert_non_null(strstr(err.message, "contradicts an earlier record from test about 'state'"));
    facts_are("port host=\"a\" state=\"open\"; path host=\"a\" usable=true");
}

static void records_of_one_instant_complete_each_other(void **state)
{
    (void)state;
    world_session(&w);
    world_fact(&w, "port:host=a,state=open,tries=?not counted");
    world_fact(&w, "port:host=a,state=?,tries=2");
    facts_are("port host=\"a\" state=\"open\" tries=2; path host=\"a\" usable=true");
    world_fact(&w, "port:host=a,state=open"); /* nothing new */
    facts_are("port host=\"a\" state=\"open\" tries=2; path host=\"a\" usable=true");
}

static void different_things_stand_side_by_side(void **state)
{
    (void)state;
    world_session(&w);
    world_fact(&w, "port:host=a,state=open");
    world_fact(&w, "port:host=b,state=closed");
    world_fact(&w, "service:state=running");
    facts_are("service state=\"running\"; port host=\"a\" state=\"open\"; port host=\"b\" state=\"closed\"; "
              "path host=\"b\" usable=false; path host=\"a\" usable=true");
}

static void what_is_stale_shows_but_derives_nothing(void **state)
{
    rsv_error err;
    rsv_doc *d;
    (void)state;
    world_session(&w);
    assert_int_equal(give("port", "a", "open", at("2026-11-23T10:59:59Z"), NULL, &err), RSV_OK);
    assert_int_equal(give("port", "b", "open", at("2026-11-23T11:00:00Z"), NULL, &err), RSV_OK);
    facts_are("port host=\"a\" state=\"open\"; port host=\"b\" state=\"open\"; path host=\"b\" usable=true");
    assert_int_equal(rsv_session_facts(w.session, &d, &err), RSV_OK);
    const rsv_doc *f = rsv_doc_first(rsv_doc_get(d, "facts"));
    assert_true(rsv_doc_is_true(rsv_doc_get(f, "stale")));
    assert_string_equal(rsv_doc_text(rsv_doc_get(f, "observed_at")), "2026-11-23T10:59:59Z");
    assert_false(rsv_doc_is_true(rsv_doc_get(rsv_doc_next(f), "stale")));
    rsv_doc_free(d);
}

/* --- what the document tells ------------------------------------------------------------------------ */

static void unknown_fields_carry_the_reason(void **state)
{
    rsv_error err;
    rsv_doc *d;
    (void)state;
    world_session(&w);
    world_fact(&w, "port:host=a,state=?timed out");
    assert_int_equal(rsv_session_facts(w.session, &d, &err), RSV_OK);
    const rsv_doc *f = rsv_doc_first(rsv_doc_get(d, "facts"));
    assert_string_equal(rsv_doc_text(rsv_doc_get(rsv_doc_get(f, "unknown"), "state")), "timed out");
    assert_null(rsv_doc_get(rsv_doc_get(f, "fields"), "state"));
    rsv_doc_free(d);
}

static void derived_facts_name_their_rules_and_cannot_be_taken_back(void **state)
{
    rsv_error err;
    rsv_doc *d;
    (void)state;
    world_session(&w);
    world_fact(&w, "port:host=a,state=closed");
    assert_int_equal(rsv_session_facts(w.session, &d, &err), RSV_OK);
    const rsv_doc *f = rsv_doc_next(rsv_doc_first(rsv_doc_get(d, "facts")));
    const rsv_doc *rules = rsv_doc_get(f, "derived_by");
    assert_int_equal(rsv_doc_count(rules), 1);
    assert_string_equal(rsv_doc_text(rsv_doc_first(rules)), "a closed port cuts the path");
    const rsv_fact_id id = (rsv_fact_id)rsv_doc_integer(rsv_doc_get(f, "id"));
    assert_int_equal(rsv_session_retract(w.session, id, &err), RSV_ENOTFOUND);
    assert_non_null(strstr(err.message, "a rule derives it"));
    rsv_doc_free(d);
    facts_are("port host=\"a\" state=\"closed\"; path host=\"a\" usable=false");
}

static void markers_are_listed_with_what_they_cover(void **state)
{
    rsv_error err;
    rsv_doc *d;
    const rsv_field host = {"host", "A"};
    (void)state;
    world_session(&w);
    assert_int_equal(rsv_session_complete(w.session, "port", &host, 1, &err), RSV_OK);
    assert_int_equal(rsv_session_facts(w.session, &d, &err), RSV_OK);
    const rsv_doc *m = rsv_doc_first(rsv_doc_get(d, "complete"));
    assert_string_equal(rsv_doc_text(rsv_doc_get(m, "kind")), "port");
    assert_string_equal(rsv_doc_text(rsv_doc_get(rsv_doc_get(m, "fields"), "host")), "a");
    rsv_doc_free(d);
}

/* --- wrong input --------------------------------------------------------------------------------------- */

static void wrong_input_is_refused_with_the_nearest_word(void **state)
{
    static const struct {
        const char *kind, *host, *state, *hint;
    } cases[] = {
        {"prot", "a", "open", "did you mean 'port'"},
        {"port", "a", "opne", "did you mean 'open'"},
        {"service", "a", "running", "host"},
    };
    rsv_error err;
    (void)state;
    world_session(&w);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(give(cases[i].kind, cases[i].host, cases[i].state, 0, NULL, &err), RSV_EINPUT);
        assert_non_null(strstr(err.message, cases[i].hint));
    }
    facts_are("");
}

/* --- memory ---------------------------------------------------------------------------------------------- */

static rsv_status take_some(rsv_session *s, rsv_error *err)
{
    const rsv_field first[] = {{"host", "a"}, {"state", "open"}, {"tries", "?not counted"}};
    const rsv_field second[] = {{"host", "a"}, {"state", "open"}, {"tries", "4"}};
    rsv_fact_id id;
    rsv_status rc = rsv_session_assert(s, "port", first, 3, "a source", 0, NULL, err);
    if (rc == RSV_OK)
        rc = rsv_session_complete(s, "port", first, 1, err);
    if (rc == RSV_OK)
        rc = rsv_session_assert(s, "port", second, 3, "another", 0, &id, err);
    return rc == RSV_OK ? rsv_session_retract(s, id, err) : rc;
}

static void every_allocation_may_fail(void **state)
{
    struct fail_alloc f = {.fired = true};
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    rsv_error err;
    (void)state;
    o.now_ms = at(WORLD_NOW);
    for (unsigned long nth = 1; f.fired; nth++) {
        rsv_session *s = NULL;
        o.allocator = fail_alloc_on(&f, nth);
        rsv_status rc = rsv_session_open(w.rules, NULL, &o, &s, &err);
        if (rc == RSV_OK)
            rc = take_some(s, &err);
        assert_true(rc == RSV_ENOMEM || (rc == RSV_OK && !f.fired));
        rsv_session_close(s);
        assert_int_equal(f.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fact_with_the_key_of_an_older_one_replaces_it),
        cmocka_unit_test(an_older_observation_changes_nothing),
        cmocka_unit_test(contradictions_of_one_instant_are_an_error_that_names_the_field),
        cmocka_unit_test(records_of_one_instant_complete_each_other),
        cmocka_unit_test(different_things_stand_side_by_side),
        cmocka_unit_test(what_is_stale_shows_but_derives_nothing),
        cmocka_unit_test(unknown_fields_carry_the_reason),
        cmocka_unit_test(derived_facts_name_their_rules_and_cannot_be_taken_back),
        cmocka_unit_test(markers_are_listed_with_what_they_cover),
        cmocka_unit_test(wrong_input_is_refused_with_the_nearest_word),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
