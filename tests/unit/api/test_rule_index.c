/* SPDX-License-Identifier: MIT */
#include "api/rule_index.h"
#include "support/fail_alloc.h"
#include "support/world.h"

#include <fcntl.h>
#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

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

static bool is_fresh(struct world *w)
{
    bool fresh = false;
    rsv_error err;
    assert_int_equal(rsv__rule_index_is_fresh(w->kb, w->rules_dir, &fresh, &err), RSV_OK);
    return fresh;
}

static void set_time(struct world *w, const char *name, int64_t seconds_from_build)
{
    char path[192];
    struct stat st;
    snprintf(path, sizeof path, "%s/%s", w->rules_dir, name);
    assert_int_equal(stat(w->kb_path, &st), 0);
    const struct timespec at = {.tv_sec = st.st_mtime + seconds_from_build};
    assert_int_equal(utimensat(AT_FDCWD, path, (const struct timespec[]){at, at}, 0), 0);
}

static void the_index_of_a_new_build_is_fresh(void **state)
{
    assert_true(is_fresh(*state));
}

static void another_file_makes_it_stale(void **state)
{
    world_write(*state, "rules/more.lua", "\n");
    set_time(*state, "more.lua", -10);
    assert_false(is_fresh(*state));
}

/* So that nearly no question reads folders. */
static void folders_that_are_older_than_the_build_are_not_read(void **state)
{
    struct world *w = *state;
    world_write(w, "rules/more.lua", "\n");
    set_time(w, "more.lua", -10);
    set_time(w, ".", -10);
    set_time(w, "collectors", -10);
    assert_true(is_fresh(w));
    set_time(w, "collectors", 1);
    assert_false(is_fresh(w));
}

static void files_that_are_no_rules_do_not(void **state)
{
    world_write(*state, "rules/notes.txt", "\n");
    assert_true(is_fresh(*state));
}

static void a_missing_file_makes_it_stale(void **state)
{
    struct world *w = *state;
    char path[192];
    snprintf(path, sizeof path, "%s/rules.lua", w->rules_dir);
    assert_int_equal(unlink(path), 0);
    assert_false(is_fresh(w));
    world_write(w, "rules/rulez.lua", "\n"); /* as many, but another name */
    set_time(w, "rulez.lua", -10);
    assert_false(is_fresh(w));
}

static void another_size_makes_it_stale_even_if_the_file_is_old(void **state)
{
    world_write(*state, "rules/rules.lua", "-- emptied\n");
    set_time(*state, "rules.lua", -10);
    assert_false(is_fresh(*state));
}

static void a_file_that_is_newer_than_the_build_makes_it_stale(void **state)
{
    set_time(*state, "rules.lua", -10);
    assert_true(is_fresh(*state));
    set_time(*state, "rules.lua", 10);
    assert_false(is_fresh(*state));
}

static void a_folder_that_is_gone_makes_it_stale(void **state)
{
    struct world *w = *state;
    bool fresh = true;
    rsv_error err;
    assert_int_equal(rsv__rule_index_is_fresh(w->kb, "/nonexistent", &fresh, &err), RSV_OK);
    assert_false(fresh);
}

/* Without memory for the list of files the question can't be answered: not fresh, or out of memory. */
static void every_allocation_may_fail_without_a_leak(void **state)
{
    struct world *w = *state;
    struct fail_alloc memory;
    rsv_kb *kb;
    bool fresh = false;
    rsv_error err;
    assert_int_equal(rsv_kb_open(w->kb_path, fail_alloc_on(&memory, 0), &kb, NULL), RSV_OK);
    const size_t live = memory.live;
    const unsigned long opened = memory.calls;
    memory.fired = true;
    for (unsigned long nth = 1; memory.fired; nth++) {
        memory.fired = false;
        memory.nth = memory.calls + nth;
        const rsv_status rc = rsv__rule_index_is_fresh(kb, w->rules_dir, &fresh, &err);
        assert_true(rc == RSV_OK ? fresh == !memory.fired : memory.fired && rc == RSV_ENOMEM && !fresh);
        assert_int_equal(memory.live, live);
    }
    assert_true(memory.calls > opened);
    rsv_kb_close(kb);
    assert_int_equal(memory.live, 0);
}

#define IN_A_SMALL_WORLD(f) cmocka_unit_test_setup_teardown(f, open_small, close_small)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_SMALL_WORLD(the_index_of_a_new_build_is_fresh),
        IN_A_SMALL_WORLD(another_file_makes_it_stale),
        IN_A_SMALL_WORLD(folders_that_are_older_than_the_build_are_not_read),
        IN_A_SMALL_WORLD(files_that_are_no_rules_do_not),
        IN_A_SMALL_WORLD(a_missing_file_makes_it_stale),
        IN_A_SMALL_WORLD(another_size_makes_it_stale_even_if_the_file_is_old),
        IN_A_SMALL_WORLD(a_file_that_is_newer_than_the_build_makes_it_stale),
        IN_A_SMALL_WORLD(a_folder_that_is_gone_makes_it_stale),
        IN_A_SMALL_WORLD(every_allocation_may_fail_without_a_leak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
