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

static rsv_doc *check(struct world *w)
{
    rsv_doc *doc;
    rsv_error err;
    assert_int_equal(rsv_kb_check(w->kb_dir, &w->source, &doc, &err), RSV_OK);
    return doc;
}

static void found(struct world *w, const char *id, const char *text)
{
    rsv_doc *doc = check(w);
    assert_true(world_found(doc, id, text));
    rsv_doc_free(doc);
}

static void sound_articles_give_no_finding(void **state)
{
    rsv_doc *doc = check(*state);
    assert_int_equal(rsv_doc_count(rsv_doc_get(doc, "findings")), 0);
    rsv_doc_free(doc);
}

static void what_articles_point_at_must_be_there(void **state)
{
    struct world *w = *state;
    world_code(w, 7, "service-dwon: 90\n  other: 10\nrelated:\n  8: Another.\n  7: Itself.");
    found(w, "K003", "there is no cause 'service-dwon'");
    found(w, "K003", "did you mean 'service-down'?");
    found(w, "K003", "there is no article for AADSTS8");
    found(w, "K003", "related to itself");
    world_cause(w, "service-down", "start-servise: 90");
    found(w, "K003", "did you mean 'start-service'?");
    world_step(w, "open-port", 30, "amdin\nafter: [nowhere]");
    found(w, "K003", "unknown role 'amdin'");
    found(w, "K003", "there is no step 'nowhere'");
}

static void company_is_declared_once_and_without_contradiction(void **state)
{
    struct world *w = *state;
    static const char plain[] = "service-down: 90\n  other: 10";
    world_code(w, 6, plain);
    world_code(w, 7, "service-down: 90\n  other: 10\ncompany:\n  6: inner");
    world_code(w, 9, "service-down: 90\n  other: 10\ncompany:\n  7: inner");
    rsv_doc *doc = check(w);
    assert_false(world_found(doc, "K013", NULL)); /* a chain is none */
    rsv_doc_free(doc);

    world_code(w, 7, "service-down: 90\n  other: 10\ncompany:\n  8: log\n  7: log");
    found(w, "K013", "there is no article for AADSTS8");
    found(w, "K013", "in company with itself");
    world_code(w, 7, "service-down: 90\n  other: 10\ncompany:\n  9: home-log");
    found(w, "K013", "AADSTS9 declares AADSTS7 as 'inner'; one side is enough");
    world_code(w, 7, "service-down: 90\n  other: 10\ncompany:\n  6: inner");
    world_code(w, 6, "service-down: 90\n  other: 10\ncompany:\n  9: inner");
    found(w, "K013", "AADSTS9 leads back here as the outer code");
}

static void shares_must_add_up_and_leave_room_for_other(void **state)
{
    struct world *w = *state;
    world_code(w, 7, "service-down: 60\n  port-closed: 30\n  other: 11");
    found(w, "K004", "the shares add up to 101, not to 100");
    world_code(w, 7, "service-down: 60\n  port-closed: 40");
    found(w, "K004", "'other' needs a share too");
}

static void a_code_cant_have_more_than_a_plan_can_hold(void **state)
{
    struct world *w = *state;
    char causes[1000] = "other: 51", steps[2000] = "start-service: 9";
    for (int i = 0; i < 49; i++)
        snprintf(causes + strlen(causes), sizeof causes - strlen(causes), "\n  c%d: 1", i);
    world_code(w, 7, causes);
    found(w, "K004", "too many causes");
    for (int i = 0; i < 64; i++) {
        char slug[8];
        snprintf(slug, sizeof slug, "s%d", i);
        world_step(w, slug, 5, "user");
        snprintf(steps + strlen(steps), sizeof steps - strlen(steps), "\n  %s: 9", slug);
    }
    world_cause(w, "service-down", steps);
    found(w, "K004", "too many steps together");
}

static void what_nothing_leads_to_is_told(void **state)
{
    struct world *w = *state;
    world_cause(w, "lonely", "open-port: 50");
    world_step(w, "idle", 5, "user");
    found(w, "K007", "no code has this cause");
    found(w, "K007", "no cause has this step");
}

static void two_causes_that_no_evidence_tells_apart_are_one(void **state)
{
    struct world *w = *state;
    world_cause(w, "twin", "open-port: 80");
    world_cause(w, "twins-brother", "open-port: 70");
    world_code(w, 7, "twin: 50\n  port-closed: 20\n  twins-brother: 20\n  other: 10");
    found(w, "K009", "no evidence tells 'twin' from 'twins-brother'");
    rsv_doc *doc = check(w);
    assert_false(world_found(doc, "K009", "port-closed"));
    rsv_doc_free(doc);
}

static void steps_that_wait_for_each_other_are_told(void **state)
{
    struct world *w = *state;
    world_step(w, "start-service", 5, "helpdesk\nafter: [open-port]");
    found(w, "K010", "lead back here");
}

/* Each of them after all the others: the ways through grow like a power of their number. */
static void a_thicket_of_steps_is_searched_in_no_time(void **state)
{
    struct world *w = *state;
    for (int i = 0; i < 12; i++) {
        char slug[8], after[100] = "user\nafter: [";
        snprintf(slug, sizeof slug, "s%d", i);
        for (int j = 0; j < 12; j++)
            if (j != i)
                snprintf(after + strlen(after), sizeof after - strlen(after), "s%d, ", j);
        strcat(after, "start-service]");
        world_step(w, slug, 5, after);
    }
    world_cause(w, "port-closed", "s0: 10\n  open-port: 80");
    world_step(w, "open-port", 30, "admin\nafter: [s0]");
    rsv_doc *doc = check(w);
    assert_true(world_found(doc, "K010", "lead back here"));
    assert_int_equal(rsv_doc_integer(rsv_doc_get(doc, "errors")), 12 + 11); /* a circle each, and 11 are unused */
    rsv_doc_free(doc);
}

static void evidence_about_causes_of_no_code_is_told(void **state)
{
    struct world *w = *state;
    world_cause(w, "lonely", "open-port: 50");
    world_write(w, "rules/more.lua",
                "evidence \"more\" { about = \"m\", { \"x\", when = some.service{ state = \"running\" } },\n"
                "  seen = { lonely = { 80 }, other = { 10 } } }\n"
                "evidence \"wrong\" { about = \"w\", { \"y\", when = some.service{ state = \"stopped\" } },\n"
                "  seen = { [\"servic-down\"] = { 80 }, other = { 10 } } }\n");
    found(w, "R035", "no code has a cause that this evidence knows");
    found(w, "R031", "there is no cause 'servic-down'");
    found(w, "R031", "did you mean 'service-down'?");
}

static void collectors_need_a_role_of_the_vocabulary(void **state)
{
    struct world *w = *state;
    world_write(w, "rules/more.lua", "collector \"climb\" { doc = \"Climb\", minutes = 2, role = \"alpinist\" }\n");
    found(w, "R019", "the collector's role isn't in vocabulary.yaml");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sound_articles_give_no_finding, open_small, close_small),
        cmocka_unit_test_setup_teardown(what_articles_point_at_must_be_there, open_small, close_small),
        cmocka_unit_test_setup_teardown(company_is_declared_once_and_without_contradiction, open_small, close_small),
        cmocka_unit_test_setup_teardown(shares_must_add_up_and_leave_room_for_other, open_small, close_small),
        cmocka_unit_test_setup_teardown(a_code_cant_have_more_than_a_plan_can_hold, open_small, close_small),
        cmocka_unit_test_setup_teardown(what_nothing_leads_to_is_told, open_small, close_small),
        cmocka_unit_test_setup_teardown(two_causes_that_no_evidence_tells_apart_are_one, open_small, close_small),
        cmocka_unit_test_setup_teardown(steps_that_wait_for_each_other_are_told, open_small, close_small),
        cmocka_unit_test_setup_teardown(a_thicket_of_steps_is_searched_in_no_time, open_small, close_small),
        cmocka_unit_test_setup_teardown(evidence_about_causes_of_no_code_is_told, open_small, close_small),
        cmocka_unit_test_setup_teardown(collectors_need_a_role_of_the_vocabulary, open_small, close_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
