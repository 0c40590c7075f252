/* SPDX-License-Identifier: MIT */
#include "store/db.h"

#include "support/fail_alloc.h"
#include "support/world.h"

#include <sqlite3.h>

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
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

static rsv_status try_open(const char *path, rsv_error *err)
{
    struct fail_alloc f;
    struct alloc alloc;
    struct db *db = (struct db *)&f;
    rsv__alloc_init(&alloc, fail_alloc_on(&f, 0));
    const rsv_status rc = rsv__db_open(&alloc, path, &db, err);
    assert_int_equal(rc == RSV_OK, db != NULL);
    rsv__db_close(db);
    assert_int_equal(f.live, 0);
    return rc;
}

/* A copy of the knowledge base, changed by this SQL. */
static const char *changed(const char *sql)
{
    static char path[128];
    char command[512];
    sqlite3 *db;
    snprintf(path, sizeof path, "%s/changed.sqlite", w.dir);
    snprintf(command, sizeof command, "cp '%s' '%s'", w.kb_path, path);
    assert_int_equal(system(command), 0);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    return path;
}

static void what_is_no_knowledge_base_is_refused_with_its_path(void **state)
{
    static const struct {
        const char *path, *text;
    } cases[] = {{"missing/kb.sqlite", NULL}, {"empty.sqlite", ""}, {"kb", NULL},
                 {"text.sqlite", "Dear reader, this is no database."}};
    rsv_error err;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char path[160];
        snprintf(path, sizeof path, "%s/%s", w.dir, cases[i].path);
        if (cases[i].text != NULL)
            world_write(&w, cases[i].path, cases[i].text);
        assert_int_equal(try_open(path, &err), RSV_EKB);
        assert_non_null(strstr(err.message, path));
    }
}

static void other_databases_and_other_versions_are_told_apart(void **state)
{
    rsv_error err;
    (void)state;
    assert_int_equal(try_open(changed("PRAGMA application_id = 1"), &err), RSV_EKB);
    assert_non_null(strstr(err.message, "is no knowledge base; make one with 'resolvent kb build'"));
    assert_int_equal(try_open(changed("PRAGMA user_version = 99"), &err), RSV_EKB);
    assert_non_null(strstr(err.message, "has schema version 99, this program needs"));
}

static void a_schema_that_could_run_something_is_refused(void **state)
{
    rsv_error err;
    (void)state;
    assert_int_equal(try_open(changed("CREATE VIEW v AS SELECT 1"), &err), RSV_EKB);
    assert_int_equal(try_open(changed("CREATE TRIGGER t AFTER INSERT ON cost BEGIN SELECT 1; END"), &err), RSV_EKB);
}

static void a_path_is_taken_as_it_is(void **state)
{
    static const char *const names[] = {"a b.sqlite", "a?mode=rw.sqlite", "a#b.sqlite", "a%20b.sqlite",
                                        "\xc3\xa9.sqlite"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[160], command[400];
        rsv_error err;
        snprintf(path, sizeof path, "%s/%s", w.dir, names[i]);
        snprintf(command, sizeof command, "cp '%s' '%s'", w.kb_path, path);
        assert_int_equal(system(command), 0);
        assert_int_equal(try_open(path, &err), RSV_OK);
        assert_int_equal(remove(path), 0);
    }
}

static size_t count_files(const char *dir)
{
    size_t n = 0;
    DIR *d = opendir(dir);
    assert_non_null(d);
    while (readdir(d) != NULL)
        n++;
    closedir(d);
    return n;
}

static void reading_leaves_nothing_beside_the_file(void **state)
{
    rsv_error err;
    rsv_doc *d;
    (void)state;
    const size_t before = count_files(w.dir);
    world_session(&w);
    assert_int_equal(rsv_session_diagnose(w.session, WORLD_CODE, &d, &err), RSV_OK);
    assert_int_equal(count_files(w.dir), before);
    rsv_doc_free(d);
}

static void every_allocation_may_fail(void **state)
{
    struct fail_alloc f = {.fired = true};
    (void)state;
    for (unsigned long nth = 1; f.fired; nth++) {
        struct alloc alloc;
        struct db *db;
        rsv_error err;
        rsv__alloc_init(&alloc, fail_alloc_on(&f, nth));
        const rsv_status rc = rsv__db_open(&alloc, w.kb_path, &db, &err);
        assert_int_equal(rc, f.fired ? RSV_ENOMEM : RSV_OK);
        rsv__db_close(db);
        assert_int_equal(f.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_knowledge_base_is_refused_with_its_path),
        cmocka_unit_test(other_databases_and_other_versions_are_told_apart),
        cmocka_unit_test(a_schema_that_could_run_something_is_refused),
        cmocka_unit_test(a_path_is_taken_as_it_is),
        cmocka_unit_test(reading_leaves_nothing_beside_the_file),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
