/* SPDX-License-Identifier: MIT */
#include "author/site.h"

#include "base/files.h"
#include "support/exported.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct world w;

static int open_small(void **state)
{
    (void)state;
    world_small(&w);
    return 0;
}

static int close_small(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static void a_path(char out[200], const char *name)
{
    snprintf(out, 200, "%s/%s", w.dir, name);
}

static rsv_status export_to(const char *name, rsv_error *err)
{
    char path[200];
    rsv_doc *report = NULL;
    a_path(path, name);
    const rsv_status rc = rsv_kb_export_html(w.kb, &w.source, path, &report, err);
    assert_int_equal(rc == RSV_OK, report != NULL);
    rsv_doc_free(report);
    return rc;
}

static int is_there(const char *name)
{
    char path[200];
    a_path(path, name);
    return access(path, F_OK) == 0;
}

static void there_is_a_page_for_everything(void **state)
{
    static const char *const pages[] = {
        "s/index.html", "s/codes/90099.html", "s/codes/index.html", "s/causes/service-down.html",
        "s/causes/index.html", "s/steps/open-port.html", "s/steps/index.html", "s/families/fam.html",
        "s/style.css", "s/site.js", "s/search-index.js", "s/resolvent-site"};
    rsv_error err;
    rsv_doc *report;
    char path[200];
    (void)state;
    a_path(path, "s");
    assert_int_equal(rsv_kb_export_html(w.kb, &w.source, path, &report, &err), RSV_OK);
    assert_string_equal(rsv_doc_text(rsv_doc_get(report, "folder")), path);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(report, "pages")), 1 + 2 + 2 + 5); /* codes, causes, steps, ways in */
    rsv_doc_free(report);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (!is_there(pages[i]))
            fail_msg("%s isn't there", pages[i]);
}

static void an_earlier_export_is_replaced_whole(void **state)
{
    rsv_error err;
    (void)state;
    assert_int_equal(export_to("again", &err), RSV_OK);
    world_write(&w, "again/codes/1.html", "gone by then");
    assert_int_equal(export_to("again", &err), RSV_OK);
    assert_false(is_there("again/codes/1.html"));
    assert_true(is_there("again/codes/90099.html"));
    assert_int_equal(export_to("again/", &err), RSV_OK); /* the same folder */
    assert_true(is_there("again/index.html"));
}

static void a_symbolic_link_is_followed_and_stays(void **state)
{
    char folder[200], link[200];
    struct stat st;
    rsv_error err;
    (void)state;
    a_path(folder, "linked");
    a_path(link, "link");
    assert_int_equal(mkdir(folder, 0777), 0);
    assert_int_equal(symlink(folder, link), 0);
    for (int i = 0; i < 2; i++) { /* into the empty folder, and over an export */
        assert_int_equal(export_to("link", &err), RSV_OK);
        assert_true(lstat(link, &st) == 0 && S_ISLNK(st.st_mode));
        assert_true(is_there("linked/index.html"));
    }
}

static void what_is_no_export_is_left_alone(void **state)
{
    rsv_error err;
    (void)state;
    world_write(&w, "mine/index.html", "my page");
    assert_int_equal(export_to("mine", &err), RSV_EINPUT);
    assert_non_null(strstr(err.message, "nothing was written"));
    assert_false(is_there("mine/codes"));
    world_write(&w, "file", "a file");
    assert_int_equal(export_to("file", &err), RSV_EINPUT);
    world_write(&w, "empty/x", "");
    char path[200];
    a_path(path, "empty/x");
    unlink(path);
    assert_int_equal(export_to("empty", &err), RSV_OK);
}

static void nothing_is_left_behind_when_it_fails(void **state)
{
    char path[200], part[240];
    rsv_error err;
    (void)state;
    world_write(&w, "notafolder", "");
    assert_int_equal(export_to("notafolder/site", &err), RSV_EIO);
    a_path(path, "notafolder/site");
    snprintf(part, sizeof part, "%s.%ld.part", path, (long)getpid());
    assert_int_not_equal(access(part, F_OK), 0);
    assert_int_equal(rsv_kb_export_html(w.kb, &w.source, "", (rsv_doc *[]){NULL}, &err), RSV_EARG);
}

/* The bytes of two exports, file by file. */
static void the_same_input_gives_the_same_bytes(void **state)
{
    char one[200], other[200];
    struct alloc alloc;
    struct arena arena;
    struct file_list list;
    rsv_error err;
    (void)state;
    a_path(one, "one");
    a_path(other, "other");
    assert_int_equal(export_to("one", &err), RSV_OK);
    assert_int_equal(export_to("other", &err), RSV_OK);
    rsv__alloc_init(&alloc, NULL);
    rsv__arena_init(&arena, &alloc);
    assert_int_equal(rsv__file_list(&arena, one, "", NULL, &list, &err), RSV_OK);
    assert_int_equal(list.n, 10 + 4);
    for (size_t i = 0; i < list.n; i++) {
        char *a = exported_page(one, list.items[i].path), *b = exported_page(other, list.items[i].path);
        assert_string_equal(a, b);
        free(a);
        free(b);
    }
    rsv__arena_free(&arena);
}

static void every_page_has_a_frame(void **state)
{
    (void)state;
    assert_true(exported_has(exported(&w, "frame"), "codes/90099.html", "<!doctype html>\n<html lang=\"en\" data-root=\"../\">",
                             "<title>AADSTS90099: Title of 90099</title>", "href=\"../style.css\"", "src=\"../site.js\" defer",
                             "href=\"#main\"", "<header", "<nav aria-label", "role=\"search\" hidden", "<main id=\"main\">",
                             "<h1>", "</main>", "<footer>", "</html>\n", NULL));
    assert_true(exported_has(exported(&w, "frame"), "index.html", "data-root=\"\"", "href=\"style.css\"", "<h1>",
                             "role=\"search\"", "href=\"families/fam.html\">A family", NULL));
}

static void sources_are_links_and_a_review_has_its_day(void **state)
{
    (void)state;
    assert_true(exported_has(exported(&w, "sources"), "steps/open-port.html",
                             "<li><a href=\"https://learn.microsoft.com/x\">A page</a></li>", "<time>2026-11-23</time>", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_is_a_page_for_everything),
        cmocka_unit_test(an_earlier_export_is_replaced_whole),
        cmocka_unit_test(a_symbolic_link_is_followed_and_stays),
        cmocka_unit_test(what_is_no_export_is_left_alone),
        cmocka_unit_test(nothing_is_left_behind_when_it_fails),
        cmocka_unit_test(the_same_input_gives_the_same_bytes),
        cmocka_unit_test(every_page_has_a_frame),
        cmocka_unit_test(sources_are_links_and_a_review_has_its_day),
    };
    return cmocka_run_group_tests(tests, open_small, close_small);
}
