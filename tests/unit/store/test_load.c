/* SPDX-License-Identifier: MIT */
#include "store/db.h"

#include "support/fail_alloc.h"
#include "support/world.h"

#include <sqlite3.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct world w;
    struct fail_alloc memory;
    struct alloc alloc;
    struct arena arena;
    struct db *db;
    rsv_error err;
};

/* The small world with a code whose causes are in no order, and a step that cures nothing of it. */
static void open_fixture(struct fixture *f, const char *sql)
{
    world_small(&f->w);
    world_code(&f->w, 90100, "other: 60\n  port-closed: 10\n  service-down: 10\n  z-cause: 20");
    world_cause(&f->w, "z-cause", "z-step: 50");
    world_step(&f->w, "z-step", 7, "user\nafter: [open-port]");
    world_build(&f->w);
    if (sql != NULL) {
        sqlite3 *db;
        rsv_kb_close(f->w.kb);
        f->w.kb = NULL;
        assert_int_equal(sqlite3_open(f->w.kb_path, &db), SQLITE_OK);
        if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
            fail_msg("%s", sqlite3_errmsg(db));
        sqlite3_close(db);
    }
    rsv__alloc_init(&f->alloc, fail_alloc_on(&f->memory, 0));
    rsv__arena_init(&f->arena, &f->alloc);
    assert_int_equal(rsv__db_open(&f->alloc, f->w.kb_path, &f->db, &f->err), RSV_OK);
}

static void close_fixture(struct fixture *f)
{
    rsv__db_close(f->db);
    rsv__arena_free(&f->arena);
    assert_int_equal(f->memory.live, 0);
    world_close(&f->w);
}

static void causes_come_by_share_with_other_last(void **state)
{
    static const char *const order[] = {"z-cause", "port-closed", "service-down", "other"};
    struct fixture f;
    struct case_code c;
    (void)state;
    open_fixture(&f, NULL);
    assert_int_equal(rsv__db_case(f.db, 90100, &f.arena, &c, &f.err), RSV_OK);
    assert_int_equal(c.n_causes, 4);
    for (int i = 0; i < 4; i++)
        assert_string_equal(c.causes[i].slug, order[i]);
    assert_string_equal(c.causes[3].title, "Something else");
    assert_string_equal(c.family_title, "A family");
    assert_string_equal(c.fixed_by_title, "an administrator");
    close_fixture(&f);
}

static void steps_come_by_slug_with_their_success_for_each_cause(void **state)
{
    struct fixture f;
    struct case_code c;
    (void)state;
    open_fixture(&f, NULL);
    assert_int_equal(rsv__db_case(f.db, 90100, &f.arena, &c, &f.err), RSV_OK);
    assert_int_equal(c.n_steps, 3);
    assert_string_equal(c.steps[0].slug, "open-port");
    assert_string_equal(c.steps[2].slug, "z-step");
    assert_float_equal(c.steps[2].success[0], 0.5, 0);
    assert_float_equal(c.steps[2].success[1], 0, 0);
    assert_float_equal(c.steps[2].minutes, 7, 0);
    assert_int_equal(c.steps[0].after, 2); /* start-service */
    assert_int_equal(c.steps[2].after, 1); /* open-port */
    close_fixture(&f);
}

static void a_step_that_cures_nothing_of_the_code_is_no_prerequisite_of_it(void **state)
{
    struct fixture f;
    struct case_code c;
    (void)state;
    open_fixture(&f, "DELETE FROM code_cause WHERE code = 90100 AND cause = 'port-closed'");
    assert_int_equal(rsv__db_case(f.db, 90100, &f.arena, &c, &f.err), RSV_OK);
    assert_int_equal(c.n_steps, 2);
    assert_string_equal(c.steps[1].slug, "z-step");
    assert_int_equal(c.steps[1].after, 0);
    close_fixture(&f);
}

static void costs_and_desk_roles_are_those_of_the_vocabulary(void **state)
{
    struct fixture f;
    struct case_code c;
    (void)state;
    open_fixture(&f, NULL);
    assert_int_equal(rsv__db_case(f.db, 90100, &f.arena, &c, &f.err), RSV_OK);
    assert_float_equal(c.costs.handover, 10, 0);
    assert_float_equal(c.costs.risk[3], 30, 0);
    assert_float_equal(c.costs.escalate, 90, 0);
    assert_int_equal(c.n_desk_roles, 2);
    assert_string_equal(c.desk_roles[0], "helpdesk");
    close_fixture(&f);
}

static void a_code_without_article_is_not_found(void **state)
{
    static const int64_t codes[] = {1, 0, -90100, INT64_MAX};
    struct fixture f;
    struct case_code c;
    (void)state;
    open_fixture(&f, NULL);
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        assert_int_equal(rsv__db_case(f.db, codes[i], &f.arena, &c, &f.err), RSV_ENOTFOUND);
    close_fixture(&f);
}

static void values_that_no_build_writes_are_damage(void **state)
{
    static const char *const damages[] = {
        "UPDATE code_cause SET share = -1 WHERE cause = 'other'",
        "UPDATE code_cause SET share = 9e999 WHERE cause = 'other'",
        "UPDATE code_cause SET cause = x'00ff' WHERE cause = 'z-cause'",
        "PRAGMA ignore_check_constraints = 1; UPDATE step SET minutes = 0",
        "UPDATE cause_step SET success = 1e300",
        "UPDATE cost SET minutes = -9e999 WHERE name = 'escalate'",
        "UPDATE step SET role = x'' WHERE slug = 'z-step'; INSERT INTO role VALUES (x'', 'r', 0)",
        "DROP TABLE cause_step",
        "DROP TABLE cost",
    };
    (void)state;
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        struct fixture f;
        struct case_code c;
        open_fixture(&f, damages[i]);
        if (rsv__db_case(f.db, 90100, &f.arena, &c, &f.err) != RSV_EKB)
            fail_msg("%s: not noticed", damages[i]);
        close_fixture(&f);
    }
}

static void more_steps_than_a_plan_can_have_are_read_without_harm(void **state)
{
    struct fixture f;
    struct case_code c;
    (void)state;
    open_fixture(&f, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 90)"
                     "INSERT INTO step SELECT 'y' || i, 't', 1, 'user', 'none', 1, NULL, '', '' FROM n;"
                     "INSERT INTO cause_step SELECT 'z-cause', slug, 9 FROM step WHERE slug LIKE 'y%';"
                     "INSERT INTO step_after SELECT 'z-step', slug FROM step WHERE slug LIKE 'y%'");
    assert_int_equal(rsv__db_case(f.db, 90100, &f.arena, &c, &f.err), RSV_OK);
    assert_int_equal(c.n_steps, 93);
    close_fixture(&f);
}

static void the_rule_files_of_the_build_and_their_folders_are_listed_by_path(void **state)
{
    struct fixture f;
    struct rule_files files;
    (void)state;
    open_fixture(&f, NULL);
    assert_int_equal(rsv__db_rule_files(f.db, &f.arena, &files, &f.err), RSV_OK);
    assert_int_equal(files.n, 4);
    assert_string_equal(files.paths[0], "./");
    assert_string_equal(files.paths[1], "collectors/");
    assert_string_equal(files.paths[2], "kinds.lua");
    assert_string_equal(files.paths[3], "rules.lua");
    assert_true(files.sizes[2] > 0);
    close_fixture(&f);
}

struct taken {
    unsigned n;
    unsigned stop; /* refuse at this one */
};

static rsv_status take(void *user, const void *bytes, size_t n, rsv_error *err)
{
    struct taken *t = user;
    assert_true(bytes != NULL && n > 0);
    return ++t->n == t->stop ? rsv__fail(err, RSV_ELIMIT, "enough") : RSV_OK;
}

static void pairs_are_the_causes_of_reviewed_codes_that_have_several(void **state)
{
    struct fixture f;
    struct code_pairs pairs;
    rsv_error err;
    (void)state;
    open_fixture(&f, "INSERT INTO code SELECT 5, name, title, family, nature, fixed_by, shares, NULL, brief, body, source "
                     "FROM code WHERE code = 90099;"
                     "INSERT INTO code_cause SELECT 5, cause, share FROM code_cause WHERE code = 90099;"
                     "INSERT INTO code SELECT 6, name, title, family, nature, fixed_by, shares, reviewed, brief, body, source "
                     "FROM code WHERE code = 90099;"
                     "INSERT INTO code_cause VALUES (6, 'service-down', 90), (6, 'other', 10)");
    assert_int_equal(rsv__db_pairs(f.db, &f.arena, &pairs, &err), RSV_OK);
    assert_int_equal(pairs.n, 2 + 3); /* with 90100; not the draft 5, nor 6 with its one cause */
    assert_int_equal(pairs.items[0].code, 90099);
    assert_string_equal(pairs.items[0].cause, "service-down");
    assert_string_equal(pairs.items[1].cause, "port-closed");
    assert_string_equal(pairs.items[1].file, "codes/AADSTS90099.md");
    close_fixture(&f);
}

static void packs_are_handed_over_until_one_is_refused(void **state)
{
    struct fixture f;
    struct taken all = {0, 0}, none = {0, 0}, some = {0, 2};
    const struct pack_taker takers[] = {{take, &all}, {take, &none}, {take, &some}};
    (void)state;
    open_fixture(&f, NULL);
    assert_int_equal(rsv__db_rule_packs(f.db, 90100, &takers[0], &f.err), RSV_OK);
    assert_int_equal(all.n, 1 + 2 + 2); /* the kinds, two rules, two pieces of evidence */
    assert_int_equal(rsv__db_rule_packs(f.db, 1, &takers[1], &f.err), RSV_OK);
    assert_int_equal(none.n, 1);
    assert_int_equal(rsv__db_rule_packs(f.db, 90100, &takers[2], &f.err), RSV_ELIMIT);
    assert_int_equal(some.n, 2);
    close_fixture(&f);
}

static void every_allocation_may_fail(void **state)
{
    struct fixture f;
    struct case_code c;
    rsv_status rc = RSV_ENOMEM;
    (void)state;
    open_fixture(&f, NULL);
    for (unsigned long nth = 1; rc != RSV_OK; nth++) {
        struct fail_alloc memory;
        struct alloc alloc;
        struct arena arena;
        rsv__alloc_init(&alloc, fail_alloc_on(&memory, nth));
        rsv__arena_init(&arena, &alloc);
        rc = rsv__db_case(f.db, 90100, &arena, &c, &f.err); /* the statements are fit to be used again */
        assert_int_equal(rc, memory.fired ? RSV_ENOMEM : RSV_OK);
        rsv__arena_free(&arena);
        assert_int_equal(memory.live, 0);
    }
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(causes_come_by_share_with_other_last),
        cmocka_unit_test(steps_come_by_slug_with_their_success_for_each_cause),
        cmocka_unit_test(a_step_that_cures_nothing_of_the_code_is_no_prerequisite_of_it),
        cmocka_unit_test(costs_and_desk_roles_are_those_of_the_vocabulary),
        cmocka_unit_test(a_code_without_article_is_not_found),
        cmocka_unit_test(values_that_no_build_writes_are_damage),
        cmocka_unit_test(more_steps_than_a_plan_can_have_are_read_without_harm),
        cmocka_unit_test(the_rule_files_of_the_build_and_their_folders_are_listed_by_path),
        cmocka_unit_test(pairs_are_the_causes_of_reviewed_codes_that_have_several),
        cmocka_unit_test(packs_are_handed_over_until_one_is_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
