/* SPDX-License-Identifier: MIT */
#include "store/db.h"

#include "base/files.h"
#include "support/fail_alloc.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

static const struct named_text families[] = {{"fam", "A family"}};
static const struct named_text roles[] = {{"admin", "an administrator"}, {"user", "the user"}};
static const char *const desk[] = {"user"};
static const struct named_number causes[] = {{"a", 60, 1}, {"other", 40, 1}}, steps[] = {{"s", 90, 1}};
static const struct related_code related[] = {{2, "it differs", 1}};
static const struct reference references[] = {{"Page", "https://x.example/"}};

/* A code, its cause, its step. */
static void fill(struct article a[3], struct library *lib)
{
    a[0] = (struct article){.type = ARTICLE_CODE, .path = "c.md", .slug = "1", .title = "Code", .body = "## B\n",
                            .code = 1, .name = "One", .family = "fam", .nature = "error", .fixed_by = "admin",
                            .causes = causes, .n_causes = 2, .related = related, .n_related = 1,
                            .references = references, .n_references = 1, .reviewed = "2026-11-23"};
    a[1] = (struct article){.type = ARTICLE_CAUSE, .path = "a.md", .slug = "a", .title = "Cause",
                            .body = "It is \xc3\xa9.",
                            .steps = steps, .n_steps = 1};
    a[2] = (struct article){.type = ARTICLE_STEP, .path = "s.md", .slug = "s", .title = "Step", .body = "",
                            .minutes = 2.5, .role = "user", .risk = "low", .reversible = true};
    *lib = (struct library){
        .words = {.families = families, .roles = roles, .n_families = 1, .n_roles = 2, .desk_roles = desk, .n_desk_roles = 1,
                  .costs = {.handover = 1, .risk = {0, 1, 2, 3}, .escalate = 4}},
        .articles = a, .n_articles = 3};
}

static void make_path(char path[64], const char *name)
{
    snprintf(path, 64, "/tmp/rsv-save-%ld-%s", (long)getpid(), name);
    unlink(path);
}

static rsv_status save(const char *path, const struct library *lib, rsv_error *err)
{
    static const char *const files[] = {"r.lua"};
    static const uint64_t sizes[] = {7};
    static const struct pack_use uses[] = {{1, 1}};
    struct alloc alloc;
    struct buf packs[2];
    rsv__alloc_init(&alloc, NULL);
    for (int i = 0; i < 2; i++) {
        rsv__buf_init(&packs[i], &alloc);
        rsv__buf_add(&packs[i], "p\0k", 3);
    }
    const struct rule_index index = {{files, sizes, 1}, packs, 2, uses, 1};
    const rsv_status rc = rsv__db_create(path, lib, &index, err);
    for (int i = 0; i < 2; i++)
        rsv__buf_free(&packs[i]);
    return rc;
}

static void what_was_saved_can_be_read(void **state)
{
    struct article a[3];
    struct library lib;
    struct alloc alloc;
    struct arena arena;
    struct case_code c;
    struct db *db;
    rsv_error err;
    char path[64];
    (void)state;
    fill(a, &lib);
    make_path(path, "one");
    assert_int_equal(save(path, &lib, &err), RSV_OK);
    rsv__alloc_init(&alloc, NULL);
    rsv__arena_init(&arena, &alloc);
    assert_int_equal(rsv__db_open(&alloc, path, &db, &err), RSV_OK);
    assert_int_equal(rsv__db_case(db, 1, &arena, &c, &err), RSV_OK);
    assert_string_equal(c.name, "One");
    assert_null(c.shares);
    assert_float_equal(c.steps[0].minutes, 2.5, 0);
    assert_string_equal(c.steps[0].risk, "low");
    assert_true(c.steps[0].reversible);
    assert_int_equal(c.n_desk_roles, 1);
    rsv__db_close(db);
    rsv__arena_free(&arena);
    unlink(path);
}

static void the_same_library_gives_the_same_bytes(void **state)
{
    struct article a[3];
    struct library lib;
    struct alloc alloc;
    struct file_text first, second;
    rsv_error err;
    char one[64], two[64];
    (void)state;
    fill(a, &lib);
    make_path(one, "one");
    make_path(two, "another-name");
    assert_int_equal(save(one, &lib, &err), RSV_OK);
    assert_int_equal(save(two, &lib, &err), RSV_OK);
    rsv__alloc_init(&alloc, NULL);
    assert_int_equal(rsv__file_read(&alloc, one, &first, &err), RSV_OK);
    assert_int_equal(rsv__file_read(&alloc, two, &second, &err), RSV_OK);
    assert_int_equal(first.n, second.n);
    assert_memory_equal(first.text, second.text, first.n);
    rsv__file_free(&alloc, &first);
    rsv__file_free(&alloc, &second);
    unlink(one);
    unlink(two);
}

static void references_that_lead_nowhere_are_not_saved(void **state)
{
    static const struct named_number gone[] = {{"gone", 90, 1}};
    struct article a[3];
    struct library lib;
    rsv_error err;
    char path[64];
    (void)state;
    fill(a, &lib);
    make_path(path, "one");
    a[1].steps = gone;
    assert_int_equal(save(path, &lib, &err), RSV_EKB);
    assert_non_null(strstr(err.message, "FOREIGN KEY"));
    unlink(path);

    fill(a, &lib);
    a[2].role = "stranger";
    assert_int_equal(save(path, &lib, &err), RSV_EKB);
    unlink(path);
}

static void a_place_that_cannot_be_written_is_named(void **state)
{
    struct article a[3];
    struct library lib;
    rsv_error err;
    (void)state;
    fill(a, &lib);
    assert_int_equal(save("/tmp/rsv-no-such-folder/kb.sqlite", &lib, &err), RSV_EIO);
    assert_string_equal(err.file, "/tmp/rsv-no-such-folder/kb.sqlite");
}

static void a_disk_that_takes_no_more_is_an_error_that_says_so(void **state)
{
    struct article a[3];
    struct library lib;
    rsv_error err;
    (void)state;
    char path[] = "/tmp/rsv-save-full-XXXXXX";
    const int fd = mkstemp(path);
    struct rlimit was;
    assert_true(fd >= 0 && getrlimit(RLIMIT_FSIZE, &was) == 0);
    close(fd);
    signal(SIGXFSZ, SIG_IGN);
    fill(a, &lib);
    const struct rlimit small = {8192, was.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    const rsv_status rc = save(path, &lib, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    unlink(path);
    assert_int_equal(rc, RSV_EIO);
    assert_string_equal(err.file, path);
    assert_non_null(strstr(err.message, "can't write the knowledge base"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_saved_can_be_read),
        cmocka_unit_test(the_same_library_gives_the_same_bytes),
        cmocka_unit_test(references_that_lead_nowhere_are_not_saved),
        cmocka_unit_test(a_place_that_cannot_be_written_is_named),
        cmocka_unit_test(a_disk_that_takes_no_more_is_an_error_that_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
