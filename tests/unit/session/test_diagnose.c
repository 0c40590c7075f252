/* SPDX-License-Identifier: MIT */
#include "support/world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
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

static rsv_doc *diagnose(void)
{
    rsv_error err;
    rsv_doc *d = NULL;
    assert_int_equal(rsv_session_diagnose(w.session, WORLD_CODE, &d, &err), RSV_OK);
    return d;
}

static const rsv_doc *cause(const rsv_doc *d, const char *slug)
{
    const rsv_doc *c = rsv_doc_first(rsv_doc_get(d, "causes"));
    while (c != NULL && strcmp(rsv_doc_text(rsv_doc_get(c, "cause")), slug) != 0)
        c = rsv_doc_next(c);
    return c;
}

static double belief(const rsv_doc *d, const char *slug)
{
    return rsv_doc_number(rsv_doc_get(cause(d, slug), "belief"));
}

static const char *first_step(const rsv_doc *d)
{
    return rsv_doc_text(rsv_doc_get(rsv_doc_first(rsv_doc_get(rsv_doc_get(d, "plan"), "steps")), "step"));
}

static void near(double is, double should_be)
{
    if (fabs(is - should_be) > 1e-6)
        fail_msg("%.9f, not %.9f", is, should_be);
}

/* --- belief --------------------------------------------------------------------------------------- */

static void without_facts_the_shares_stand(void **state)
{
    (void)state;
    world_session(&w);
    rsv_doc *d = diagnose();
    near(belief(d, "service-down"), 60.01 / 100.03);
    near(belief(d, "port-closed"), 30.01 / 100.03);
    near(belief(d, "other"), 10.01 / 100.03);
    assert_string_equal(rsv_doc_text(rsv_doc_get(cause(d, "other"), "title")), "Something else");
    assert_int_equal(rsv_doc_count(rsv_doc_get(cause(d, "other"), "evidence")), 0);
    rsv_doc_free(d);
}

static void facts_weigh_by_bayes(void **state)
{
    (void)state;
    world_session(&w);
    world_fact(&w, "service:state=running");
    rsv_doc *d = diagnose();
    const double a = 60.01 * 0.01, b = 30.01 * 0.8, c = 10.01 * 0.6, sum = a + b + c;
    near(belief(d, "service-down"), a / sum);
    near(belief(d, "port-closed"), b / sum);
    near(belief(d, "other"), c / sum);
    const rsv_doc *top = rsv_doc_first(rsv_doc_get(d, "causes"));
    assert_string_equal(rsv_doc_text(rsv_doc_get(top, "cause")), "port-closed"); /* by belief */
    const rsv_doc *e = rsv_doc_first(rsv_doc_get(top, "evidence"));
    assert_string_equal(rsv_doc_text(rsv_doc_get(e, "evidence")), "service is");
    assert_string_equal(rsv_doc_text(rsv_doc_get(e, "outcome")), "running");
    near(rsv_doc_number(rsv_doc_get(e, "weight")), 10 * log10(0.8 / ((a + c) / (60.01 + 10.01))));
    rsv_doc_free(d);
}

static void what_a_rule_derives_weighs_as_well(void **state)
{
    (void)state;
    world_session(&w);
    world_fact(&w, "port:host=a,state=closed");
    rsv_doc *d = diagnose();
    const rsv_doc *e = rsv_doc_first(rsv_doc_get(cause(d, "port-closed"), "evidence"));
    assert_string_equal(rsv_doc_text(rsv_doc_get(e, "say")), "a can't be reached");
    assert_true(belief(d, "port-closed") > 0.8);
    rsv_doc_free(d);
}

static void of_many_matches_one_is_told_and_the_rest_counted(void **state)
{
    (void)state;
    world_session(&w);
    world_fact(&w, "port:host=c,state=closed");
    world_fact(&w, "port:host=a,state=closed");
    world_fact(&w, "port:host=b,state=closed");
    rsv_doc *d = diagnose();
    const rsv_doc *e = rsv_doc_first(rsv_doc_get(cause(d, "port-closed"), "evidence"));
    assert_string_equal(rsv_doc_text(rsv_doc_get(e, "say")), "a can't be reached (and 2 more)");
    rsv_doc_free(d);
}

static void the_strongest_evidence_comes_first(void **state)
{
    (void)state;
    world_session(&w);
    world_fact(&w, "service:state=running"); /* against it, and more than the other */
    world_fact(&w, "port:host=a,state=open");
    rsv_doc *d = diagnose();
    for (const rsv_doc *c = rsv_doc_first(rsv_doc_get(d, "causes")); c != NULL; c = rsv_doc_next(c)) {
        const rsv_doc *first = rsv_doc_first(rsv_doc_get(c, "evidence"));
        assert_true(fabs(rsv_doc_number(rsv_doc_get(first, "weight"))) >=
                    fabs(rsv_doc_number(rsv_doc_get(rsv_doc_next(first), "weight"))));
    }
    rsv_doc_free(d);
}

static void a_contradiction_leaves_the_question_open_and_is_said(void **state)
{
    (void)state;
    world_session(&w);
    world_fact(&w, "port:host=a,state=open");
    world_fact(&w, "port:host=b,state=closed");
    rsv_doc *d = diagnose();
    near(belief(d, "port-closed"), 30.01 / 100.03);
    assert_string_equal(rsv_doc_text(rsv_doc_first(rsv_doc_get(d, "warnings"))),
                        "path is: the facts say 'cut' and 'usable'; the question stays open");
    assert_int_equal(rsv_doc_integer(rsv_doc_get(rsv_doc_get(d, "questions"), "open")), 2);
    rsv_doc_free(d);
}

static void stale_facts_decide_nothing_and_are_counted(void **state)
{
    rsv_error err;
    int64_t ms;
    const rsv_field fields[] = {{"host", "a"}, {"state", "closed"}};
    (void)state;
    world_session(&w);
    assert_int_equal(rsv_parse_time("2026-11-23T09:30:20Z", &ms), RSV_OK);
    assert_int_equal(rsv_session_assert(w.session, "port", fields, 2, NULL, ms, NULL, &err), RSV_OK);
    rsv_doc *d = diagnose();
    near(belief(d, "port-closed"), 30.01 / 100.03);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(rsv_doc_get(d, "facts"), "stale")), 1);
    assert_string_equal(rsv_doc_text(rsv_doc_first(rsv_doc_get(d, "warnings"))),
                        "port is 2h29m old and counts for 1h at most: it shows, but decides nothing");
    rsv_doc_free(d);
}

/* --- the plan ---------------------------------------------------------------------------------------- */

static void the_plan_follows_the_belief_and_ends_with_escalating(void **state)
{
    (void)state;
    world_session(&w);
    world_fact(&w, "service:state=stopped");
    rsv_doc *d = diagnose();
    assert_string_equal(first_step(d), "start-service");
    const rsv_doc *step = rsv_doc_first(rsv_doc_get(rsv_doc_get(d, "plan"), "steps"));
    near(rsv_doc_number(rsv_doc_get(step, "reach")), 1);
    near(rsv_doc_number(rsv_doc_get(step, "fixes")), 0.9 * belief(d, "service-down"));
    const rsv_doc *escalate = rsv_doc_get(rsv_doc_get(d, "plan"), "escalate");
    near(rsv_doc_number(rsv_doc_get(escalate, "minutes")), 90);
    assert_null(rsv_doc_next(step)); /* opening the port isn't worth it ... */
    near(rsv_doc_number(rsv_doc_get(escalate, "reach")), 1 - 0.9 * belief(d, "service-down"));
    const rsv_doc *rest = rsv_doc_get(rsv_doc_get(d, "plan"), "not_worth_it");
    assert_string_equal(rsv_doc_text(rsv_doc_get(rsv_doc_first(rest), "step")), "open-port"); /* ... and said so */
    rsv_doc_free(d);
}

static void a_step_that_must_come_first_does(void **state)
{
    (void)state;
    world_session(&w);
    world_fact(&w, "service:state=running");
    world_fact(&w, "port:host=a,state=closed");
    rsv_doc *d = diagnose();
    const rsv_doc *step = rsv_doc_first(rsv_doc_get(rsv_doc_get(d, "plan"), "steps"));
    assert_string_equal(rsv_doc_text(rsv_doc_get(step, "step")), "start-service");
    assert_string_equal(rsv_doc_text(rsv_doc_get(rsv_doc_next(step), "step")), "open-port");
    rsv_doc_free(d);
}

static rsv_doc *diagnose_as(const char *const *roles, size_t n)
{
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    rsv_error err;
    rsv_doc *d = NULL;
    rsv_session *s;
    o.roles = roles;
    o.n_roles = n;
    assert_int_equal(rsv_session_open(w.rules, w.kb, &o, &s, &err), RSV_OK);
    assert_int_equal(rsv_session_read_fact(s, "port:host=a,state=closed", NULL, &err), RSV_OK);
    assert_int_equal(rsv_session_diagnose(s, WORLD_CODE, &d, &err), RSV_OK);
    rsv_session_close(s);
    return d;
}

static const rsv_doc *step_of(const rsv_doc *d, const char *slug)
{
    const rsv_doc *s = rsv_doc_first(rsv_doc_get(rsv_doc_get(d, "plan"), "steps"));
    while (s != NULL && strcmp(rsv_doc_text(rsv_doc_get(s, "step")), slug) != 0)
        s = rsv_doc_next(s);
    return s;
}

/* A step that the reader may not do himself costs the hand-over on top. */
static void steps_for_other_roles_are_marked_and_cost_a_hand_over(void **state)
{
    static const char *const admin[] = {"helpdesk", "admin"};
    (void)state;
    rsv_doc *desk = diagnose_as(NULL, 0), *all = diagnose_as(admin, 2), *none = diagnose_as(admin, 0);
    assert_true(rsv_doc_is_true(rsv_doc_get(step_of(desk, "open-port"), "handover")));
    assert_false(rsv_doc_is_true(rsv_doc_get(step_of(desk, "start-service"), "handover")));
    assert_false(rsv_doc_is_true(rsv_doc_get(step_of(all, "open-port"), "handover")));
    assert_true(rsv_doc_is_true(rsv_doc_get(step_of(none, "start-service"), "handover")));
    const double cost = rsv_doc_number(rsv_doc_get(rsv_doc_get(desk, "plan"), "cost"));
    const double saved = cost - rsv_doc_number(rsv_doc_get(rsv_doc_get(all, "plan"), "cost"));
    near(saved, 10 * rsv_doc_number(rsv_doc_get(step_of(desk, "open-port"), "reach")));
    rsv_doc_free(desk);
    rsv_doc_free(all);
    rsv_doc_free(none);
}

/* --- the rest ------------------------------------------------------------------------------------------ */

static void a_code_without_article_is_not_found(void **state)
{
    rsv_error err;
    rsv_doc *d = (rsv_doc *)&err;
    (void)state;
    world_session(&w);
    assert_int_equal(rsv_session_diagnose(w.session, 90098, &d, &err), RSV_ENOTFOUND);
    assert_null(d);
    assert_string_equal(err.message, "no article for AADSTS90098");
}

static void facts_may_come_and_go_between_answers(void **state)
{
    rsv_error err;
    rsv_fact_id id;
    const rsv_field field = {"state", "stopped"};
    (void)state;
    world_session(&w);
    rsv_doc *before = diagnose();
    assert_int_equal(rsv_session_assert(w.session, "service", &field, 1, NULL, 0, &id, &err), RSV_OK);
    rsv_doc *with = diagnose();
    assert_int_equal(rsv_session_retract(w.session, id, &err), RSV_OK);
    rsv_doc *after = diagnose();
    assert_true(belief(with, "service-down") > 0.9);
    near(belief(after, "service-down"), belief(before, "service-down"));
    rsv_doc_free(before);
    rsv_doc_free(with);
    rsv_doc_free(after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_facts_the_shares_stand),
        cmocka_unit_test(facts_weigh_by_bayes),
        cmocka_unit_test(what_a_rule_derives_weighs_as_well),
        cmocka_unit_test(of_many_matches_one_is_told_and_the_rest_counted),
        cmocka_unit_test(the_strongest_evidence_comes_first),
        cmocka_unit_test(a_contradiction_leaves_the_question_open_and_is_said),
        cmocka_unit_test(stale_facts_decide_nothing_and_are_counted),
        cmocka_unit_test(the_plan_follows_the_belief_and_ends_with_escalating),
        cmocka_unit_test(a_step_that_must_come_first_does),
        cmocka_unit_test(steps_for_other_roles_are_marked_and_cost_a_hand_over),
        cmocka_unit_test(a_code_without_article_is_not_found),
        cmocka_unit_test(facts_may_come_and_go_between_answers),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
