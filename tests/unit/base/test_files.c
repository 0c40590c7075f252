/* SPDX-License-Identifier: MIT */
#include "base/files.h"
#include "support/fail_alloc.h"

#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* Every test runs in a new folder of its own and names files relative to it. */
struct folder {
    char path[64];
    int before;
};

static int enter(void **state)
{
    struct folder *f = malloc(sizeof *f);
    assert_non_null(f);
    strcpy(f->path, "/tmp/rsv-files-XXXXXX");
    f->before = open(".", O_RDONLY | O_CLOEXEC);
    *state = f;
    return f->before < 0 || mkdtemp(f->path) == NULL || chdir(f->path) != 0;
}

static int leave(void **state)
{
    struct folder *f = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -r '%s'", f->path);
    const int bad = system(command) != 0 || fchdir(f->before) != 0;
    close(f->before);
    free(f);
    return bad;
}

static void put(const char *path, const char *text)
{
    rsv_error err;
    assert_int_equal(rsv__file_write(path, text, strlen(text), &err), RSV_OK);
}

static void reads(const char *path, const char *text)
{
    struct alloc a;
    struct file_text f;
    rsv_error err;
    rsv__alloc_init(&a, NULL);
    assert_int_equal(rsv__file_read(&a, path, &f, &err), RSV_OK);
    assert_string_equal(f.text, text);
    assert_int_equal(f.n, strlen(text));
    rsv__file_free(&a, &f);
    assert_int_equal(a.live, 0);
}

static bool a_part_is_left(void)
{
    glob_t found;
    const bool any = glob("*.part", 0, NULL, &found) == 0;
    if (any)
        globfree(&found);
    return any;
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    put("a", "one");
    reads("a", "one");
    put("a", ""); /* replaces */
    reads("a", "");
    assert_false(a_part_is_left());
}

static void large_files_and_files_without_a_size_are_read_whole(void **state)
{
    struct alloc a;
    struct file_text f;
    rsv_error err;
    static char text[200001];
    (void)state;
    memset(text, 'x', sizeof text - 1);
    put("large", text);
    reads("large", text);
    rsv__alloc_init(&a, NULL);
    assert_int_equal(rsv__file_read(&a, "/proc/self/maps", &f, &err), RSV_OK); /* st_size is 0 */
    assert_true(f.n > 0 && f.text[f.n] == '\0');
    rsv__file_free(&a, &f);
}

static void a_missing_file_is_told_from_one_that_cannot_be_read(void **state)
{
    struct alloc a;
    struct file_text f;
    rsv_error err;
    (void)state;
    rsv__alloc_init(&a, NULL);
    put("file", "");
    assert_int_equal(rsv__file_read(&a, "none", &f, &err), RSV_ENOTFOUND);
    assert_non_null(strstr(err.message, "none"));
    assert_int_equal(rsv__file_read(&a, "file/below", &f, &err), RSV_ENOTFOUND);
    assert_int_equal(rsv__file_read(&a, ".", &f, &err), RSV_EIO);
    assert_null(f.text);
    rsv__file_free(&a, &f); /* a failed read leaves nothing to free, but may be freed */
    assert_int_equal(a.live, 0);
}

static void a_list_is_sorted_and_has_no_hidden_or_other_files(void **state)
{
    static const char *const files[] = {"b/z.lua", "b/a.lua", "a.lua", "b/c/d.lua", "c.lua.txt",
                                        "b/.hidden.lua", ".git/x.lua", "b-x.lua"};
    static const char *const expected[] = {"a.lua", "b-x.lua", "b/a.lua", "b/c/d.lua", "b/z.lua"};
    struct alloc a;
    struct arena arena;
    struct file_list list;
    rsv_error err;
    (void)state;
    assert_int_equal(rsv__folder_make("d/b/c", &err), RSV_OK);
    assert_int_equal(rsv__folder_make("d/.git", &err), RSV_OK);
    assert_int_equal(rsv__folder_make("d/folder.lua", &err), RSV_OK);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[64];
        snprintf(path, sizeof path, "d/%s", files[i]);
        put(path, files[i]);
    }
    rsv__alloc_init(&a, NULL);
    rsv__arena_init(&arena, &a);
    assert_int_equal(rsv__file_list(&arena, "d", ".lua", NULL, &list, &err), RSV_OK);
    assert_int_equal(list.n, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(list.items[i].path, expected[i]);
        assert_int_equal(list.items[i].size, strlen(expected[i]));
        assert_true(list.items[i].modified > 0);
    }
    assert_int_equal(rsv__file_list(&arena, "d/b/c", ".md", NULL, &list, &err), RSV_OK);
    assert_int_equal(list.n, 0);
    assert_int_equal(rsv__file_list(&arena, "none", ".lua", NULL, &list, &err), RSV_ENOTFOUND);
    rsv__arena_free(&arena);
    assert_int_equal(a.live, 0);
}

static void folders_are_made_with_their_parents(void **state)
{
    rsv_error err;
    struct folder *f = *state;
    char path[128];
    assert_int_equal(rsv__folder_make("x/y/z", &err), RSV_OK);
    assert_true(rsv__is_folder("x/y/z"));
    assert_int_equal(rsv__folder_make("x/y", &err), RSV_OK); /* is there already */
    assert_int_equal(rsv__folder_make("s//t/", &err), RSV_OK);
    assert_true(rsv__is_folder("s/t"));
    snprintf(path, sizeof path, "%s/p/q", f->path);
    assert_int_equal(rsv__folder_make(path, &err), RSV_OK);
    assert_true(rsv__is_folder("p/q"));
}

static void a_folder_cannot_be_made_where_a_file_stands_or_without_a_name(void **state)
{
    rsv_error err;
    (void)state;
    put("file", "");
    assert_int_equal(rsv__folder_make("file", &err), RSV_EIO);
    assert_int_not_equal(rsv__folder_make("file/below", &err), RSV_OK);
    assert_int_not_equal(rsv__folder_make("", &err), RSV_OK);
    char longest[5000];
    memset(longest, 'x', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(rsv__folder_make(longest, &err), RSV_EIO);
    assert_int_equal(rsv__file_write(longest, "", 0, &err), RSV_EIO);
}

static void a_failed_write_leaves_the_old_file_and_no_part(void **state)
{
    rsv_error err;
    (void)state;
    assert_int_equal(rsv__folder_make("target/full", &err), RSV_OK);
    assert_int_equal(rsv__file_write("target", "text", 4, &err), RSV_EIO); /* over a folder */
    assert_true(rsv__is_folder("target/full"));
    assert_false(a_part_is_left());
    assert_int_equal(rsv__file_write("none/a", "text", 4, &err), RSV_EIO);
}

static void refused(const char *path, const char *because)
{
    char target[FILE_PATH_MAX];
    rsv_error err;
    assert_int_not_equal(rsv__file_target(path, target, &err), RSV_OK);
    assert_non_null(strstr(err.message, because));
    assert_int_not_equal(rsv__file_write(path, "text", 4, &err), RSV_OK);
    assert_non_null(strstr(err.message, because));
}

static void only_regular_files_are_written_over(void **state)
{
    struct stat st;
    rsv_error err;
    (void)state;
    assert_int_equal(mkfifo("fifo", 0600), 0);
    assert_int_equal(symlink("fifo", "to-fifo"), 0);
    assert_int_equal(symlink("nothing", "to-nothing"), 0);
    assert_int_equal(symlink("loop", "loop"), 0);
    assert_int_equal(rsv__folder_make("folder", &err), RSV_OK);
    put("file", "");
    refused("fifo", "a pipe");
    refused("to-fifo", "a pipe");
    refused("to-nothing", "leads to nothing");
    refused("loop", "loop");
    refused("folder", "a folder");
    refused("folder/", "a folder");
    refused("new/", "new/");
    refused("none/new", "none");
    refused("file/new", "file");
    refused("", "name");
    assert_true(lstat("fifo", &st) == 0 && S_ISFIFO(st.st_mode));
    assert_true(lstat("to-fifo", &st) == 0 && S_ISLNK(st.st_mode));
    assert_true(rsv__folder_is_empty("folder"));
    assert_false(rsv__file_exists("nothing"));
}

static void a_symbolic_link_is_followed_and_stays(void **state)
{
    char target[FILE_PATH_MAX];
    struct stat st;
    rsv_error err;
    (void)state;
    assert_int_equal(rsv__folder_make("far", &err), RSV_OK);
    put("far/file", "old");
    assert_int_equal(symlink("far/file", "link"), 0);
    assert_int_equal(symlink("link", "link-to-link"), 0);
    put("link-to-link", "new");
    reads("far/file", "new");
    assert_true(lstat("link", &st) == 0 && S_ISLNK(st.st_mode));
    assert_true(lstat("link-to-link", &st) == 0 && S_ISLNK(st.st_mode));
    assert_int_equal(rsv__file_target("far/another", target, &err), RSV_OK);
    assert_string_equal(target, "far/another"); /* what isn't there stays as it is */
}

static void a_part_that_somebody_put_there_is_not_written_through(void **state)
{
    char part[64];
    (void)state;
    put("precious", "mine");
    snprintf(part, sizeof part, "file.%ld.part", (long)getpid());
    assert_int_equal(symlink("precious", part), 0);
    put("file", "text");
    reads("precious", "mine");
    reads("file", "text");
}

static void a_file_that_is_replaced_keeps_its_permissions(void **state)
{
    struct stat st;
    (void)state;
    put("file", "old");
    assert_int_equal(chmod("file", 0640), 0);
    put("file", "new");
    assert_true(stat("file", &st) == 0 && (st.st_mode & 07777) == 0640);
}

static void a_folder_takes_the_place_of_another(void **state)
{
    rsv_error err;
    (void)state;
    assert_int_equal(rsv__folder_make("new/a", &err), RSV_OK);
    put("new/a/x", "1");
    assert_int_equal(rsv__folder_replace("new", "place", &err), RSV_OK); /* nothing is there */
    reads("place/a/x", "1");
    assert_int_equal(rsv__folder_make("new", &err), RSV_OK);
    put("new/y", "2");
    assert_int_equal(rsv__folder_replace("new", "place", &err), RSV_OK);
    reads("place/y", "2");
    assert_false(rsv__file_exists("place/a"));
    assert_false(rsv__file_exists("new"));
    assert_int_equal(rsv__folder_replace("gone", "place", &err), RSV_ENOTFOUND);
    reads("place/y", "2");
    assert_int_equal(rsv__folder_remove("place", &err), RSV_OK);
    assert_false(rsv__file_exists("place"));
    assert_int_equal(rsv__folder_remove("place", &err), RSV_OK);
}

static void an_empty_folder_is_known(void **state)
{
    rsv_error err;
    (void)state;
    assert_int_equal(rsv__folder_make("none", &err), RSV_OK);
    assert_true(rsv__folder_is_empty("none"));
    put("none/x", "");
    assert_false(rsv__folder_is_empty("none"));
    assert_false(rsv__folder_is_empty("gone"));
}

static void a_link_that_leads_back_is_not_followed(void **state)
{
    struct alloc a;
    struct arena arena;
    struct file_list list;
    rsv_error err;
    (void)state;
    assert_int_equal(rsv__folder_make("round/below", &err), RSV_OK);
    put("round/below/a.lua", "");
    assert_int_equal(symlink(".", "round/self"), 0);
    assert_int_equal(symlink("..", "round/below/up"), 0);
    assert_int_equal(symlink("below", "round/again"), 0); /* no circle */
    rsv__alloc_init(&a, NULL);
    rsv__arena_init(&arena, &a);
    assert_int_equal(rsv__file_list(&arena, "round", ".lua", NULL, &list, &err), RSV_OK);
    assert_int_equal(list.n, 2);
    assert_string_equal(list.items[0].path, "again/a.lua");
    assert_string_equal(list.items[1].path, "below/a.lua");
    rsv__arena_free(&arena);
}

static void what_is_no_file_is_named(void **state)
{
    rsv_error err;
    (void)state;
    put("file", "");
    assert_int_equal(mkfifo("fifo", 0600), 0);
    assert_int_equal(rsv__file_check("file", &err), RSV_OK);
    assert_int_equal(rsv__file_check("none", &err), RSV_ENOTFOUND);
    assert_int_equal(rsv__file_check("fifo", &err), RSV_EIO);
    assert_string_equal(err.message, "can't open fifo: it is a pipe, not a file");
    assert_int_equal(rsv__file_check(".", &err), RSV_EIO);
    assert_non_null(strstr(err.message, "a folder"));
}

static void questions_about_files_have_answers_for_missing_ones(void **state)
{
    (void)state;
    put("file", "");
    assert_true(rsv__file_exists("file"));
    assert_true(rsv__file_exists("."));
    assert_false(rsv__file_exists("none"));
    assert_false(rsv__is_folder("file"));
    assert_false(rsv__is_folder("none"));
    assert_true(rsv__file_modified("file") > 0);
    assert_int_equal(rsv__file_modified("none"), 0);
}

static void every_allocation_may_fail_without_a_leak(void **state)
{
    struct fail_alloc memory = {.fired = true};
    rsv_error err;
    (void)state;
    assert_int_equal(rsv__folder_make("d/e", &err), RSV_OK);
    for (char name[] = "d/e/a.lua"; name[4] <= 'z'; name[4]++)
        put(name, "text");
    for (unsigned long nth = 1; memory.fired; nth++) {
        struct alloc a;
        struct arena arena;
        struct file_list list;
        struct file_text text = {0};
        rsv__alloc_init(&a, fail_alloc_on(&memory, nth));
        rsv__arena_init(&arena, &a);
        rsv_status rc = rsv__file_list(&arena, "d", ".lua", NULL, &list, &err);
        if (rc == RSV_OK)
            rc = rsv__file_read(&a, "d/e/a.lua", &text, &err);
        assert_int_equal(rc, memory.fired ? RSV_ENOMEM : RSV_OK);
        rsv__file_free(&a, &text);
        rsv__arena_free(&arena);
        assert_int_equal(memory.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_is_read_back, enter, leave),
        cmocka_unit_test_setup_teardown(large_files_and_files_without_a_size_are_read_whole, enter,
                                        leave),
        cmocka_unit_test_setup_teardown(a_missing_file_is_told_from_one_that_cannot_be_read, enter,
                                        leave),
        cmocka_unit_test_setup_teardown(a_list_is_sorted_and_has_no_hidden_or_other_files, enter,
                                        leave),
        cmocka_unit_test_setup_teardown(folders_are_made_with_their_parents, enter, leave),
        cmocka_unit_test_setup_teardown(a_folder_cannot_be_made_where_a_file_stands_or_without_a_name,
                                        enter, leave),
        cmocka_unit_test_setup_teardown(a_failed_write_leaves_the_old_file_and_no_part, enter, leave),
        cmocka_unit_test_setup_teardown(only_regular_files_are_written_over, enter, leave),
        cmocka_unit_test_setup_teardown(a_symbolic_link_is_followed_and_stays, enter, leave),
        cmocka_unit_test_setup_teardown(a_part_that_somebody_put_there_is_not_written_through, enter, leave),
        cmocka_unit_test_setup_teardown(a_file_that_is_replaced_keeps_its_permissions, enter, leave),
        cmocka_unit_test_setup_teardown(a_folder_takes_the_place_of_another, enter, leave),
        cmocka_unit_test_setup_teardown(an_empty_folder_is_known, enter, leave),
        cmocka_unit_test_setup_teardown(a_link_that_leads_back_is_not_followed, enter, leave),
        cmocka_unit_test_setup_teardown(what_is_no_file_is_named, enter, leave),
        cmocka_unit_test_setup_teardown(questions_about_files_have_answers_for_missing_ones, enter,
                                        leave),
        cmocka_unit_test_setup_teardown(every_allocation_may_fail_without_a_leak, enter, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
