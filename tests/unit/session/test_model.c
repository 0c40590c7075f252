/* SPDX-License-Identifier: MIT */
#include "session/session.h"

#include "support/world.h"

#include <sqlite3.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct case_model *model(struct world *w, int64_t code)
{
    rsv_error err;
    struct case_model *m = NULL;
    assert_int_equal(rsv__session_model(w->session, code, &m, &err), RSV_OK);
    return m;
}

static void a_share_of_nothing_is_not_ruled_out_for_good(void **state)
{
    struct world w;
    (void)state;
    world_small(&w);
    world_code(&w, 90100, "service-down: 90\n  port-closed: 0\n  other: 10");
    world_build(&w);
    world_session(&w);
    const struct decision *d = &model(&w, 90100)->decision;
    double sum = 0;
    for (uint32_t c = 0; c < d->n_causes; c++)
        sum += d->prior[c];
    assert_true(fabs(sum - 1) < 1e-12);
    assert_true(d->prior[1] > 0 && d->prior[1] < 0.001);
    world_close(&w);
}

static void only_evidence_that_knows_one_of_the_causes_is_asked(void **state)
{
    struct world w;
    (void)state;
    world_small(&w);
    world_write(&w, "rules/more.lua",
                "evidence \"foreign\" { about = \"x\", { \"x\", when = some.service{ state = \"running\" } },\n"
                "  seen = { [\"another-cause\"] = { 90 }, other = { 50 } } }\n"
                "evidence \"only other\" { about = \"x\", { \"x\", when = some.service{ state = \"running\" } },\n"
                "  seen = { other = { 50 } } }\n");
    world_load(&w);
    world_session(&w);
    const struct case_model *m = model(&w, WORLD_CODE);
    assert_int_equal(m->decision.n_questions, 2);
    assert_string_equal(m->evidence[0]->name, "service is");
    assert_string_equal(m->evidence[1]->name, "path is");
    world_close(&w);
}

static void repairs_cost_their_minutes_the_risk_and_the_hand_over(void **state)
{
    struct world w;
    (void)state;
    world_small(&w);
    world_step(&w, "start-service", 5, "helpdesk");
    world_write(&w, "kb/steps/open-port.md",
                "---\nstep: open-port\ntitle: T\nminutes: 30\nrole: admin\nrisk: medium\nreversible: true\n"
                "after: [start-service]\n---\n");
    world_build(&w);
    world_session(&w);
    const struct decision *d = &model(&w, WORLD_CODE)->decision;
    assert_int_equal(d->n_repairs, 2); /* by slug */
    assert_float_equal(d->repairs[0].cost, 30 + 10 + 10, 1e-9);
    assert_float_equal(d->repairs[0].minutes, 30, 1e-9);
    assert_float_equal(d->repairs[1].cost, 5, 1e-9);
    assert_int_equal(d->repairs[0].after, 2);
    assert_float_equal(d->repairs[0].success[1], 0.8, 1e-9);
    assert_float_equal(d->repairs[0].success[2], 0, 0); /* of `other`: nothing is known to repair it */
    assert_float_equal(d->escalate, 90, 0);
    world_close(&w);
}

static void a_model_is_made_once(void **state)
{
    struct world w;
    (void)state;
    world_small(&w);
    world_session(&w);
    assert_ptr_equal(model(&w, WORLD_CODE), model(&w, WORLD_CODE));
    world_close(&w);
}

/* A build refuses that; the file may come from elsewhere. */
static void more_steps_than_a_plan_can_hold_are_refused(void **state)
{
    struct world w;
    sqlite3 *db;
    rsv_error err;
    struct case_model *m;
    (void)state;
    world_small(&w);
    assert_int_equal(sqlite3_open(w.kb_path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 63)"
                                  "INSERT INTO step SELECT 's' || i, 't', 1, 'user', 'none', 1, NULL, '', '' FROM n;"
                                  "INSERT INTO cause_step SELECT 'port-closed', slug, 9 FROM step WHERE slug LIKE 's_'"
                                  " OR slug LIKE 's__';",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
    rsv_kb_close(w.kb);
    assert_int_equal(rsv_kb_open(w.kb_path, NULL, &w.kb, &err), RSV_OK);
    world_session(&w);
    assert_int_equal(rsv__session_model(w.session, WORLD_CODE, &m, &err), RSV_EKB);
    assert_string_equal(err.message, "AADSTS90099 has 3 causes and 65 steps; 1 to 48 and 64 are allowed");
    world_close(&w);
}

static void without_a_knowledge_base_there_is_nothing_to_decide(void **state)
{
    struct world w;
    rsv_error err;
    struct case_model *m;
    (void)state;
    world_open(&w);
    world_load(&w);
    world_session(&w);
    assert_int_equal(rsv__session_model(w.session, WORLD_CODE, &m, &err), RSV_EARG);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_share_of_nothing_is_not_ruled_out_for_good),
        cmocka_unit_test(only_evidence_that_knows_one_of_the_causes_is_asked),
        cmocka_unit_test(repairs_cost_their_minutes_the_risk_and_the_hand_over),
        cmocka_unit_test(a_model_is_made_once),
        cmocka_unit_test(more_steps_than_a_plan_can_hold_are_refused),
        cmocka_unit_test(without_a_knowledge_base_there_is_nothing_to_decide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
