/* SPDX-License-Identifier: MIT */
#include "article/article.h"
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

static const char guide[] = "# AADSTS90100: SomeName\n\n## Introduction\nThe gateway refuses TCP port 8443 here.\n\n"
                            "## Troubleshooting Steps\n1. Open port 8443 on the gateway GW01 for the sync server.\n";

static rsv_doc *import(struct world *w, const char *into)
{
    char path[128];
    rsv_doc *report;
    rsv_error err;
    snprintf(path, sizeof path, "%s/guides", w->dir);
    const char *const paths[] = {path};
    assert_int_equal(rsv_kb_import(paths, 1, w->kb_dir, into, 0, &report, &err), RSV_OK);
    return report;
}

static bool is_there(const struct world *w, const char *name)
{
    char path[160];
    snprintf(path, sizeof path, "%s/%s", w->dir, name);
    return rsv__file_exists(path);
}

static bool says(const rsv_doc *report, const char *text)
{
    char *json;
    assert_int_equal(rsv_doc_json(report, 0, &json, NULL), RSV_OK);
    const bool found = strstr(json, text) != NULL;
    rsv_text_free(json);
    return found;
}

static void guides_become_drafts_that_can_be_read(void **state)
{
    struct world *w = *state;
    char into[128];
    rsv_error err;
    struct alloc alloc;
    struct arena arena;
    struct findings findings;
    struct file_text text;
    struct article a;
    snprintf(into, sizeof into, "%s/drafts", w->dir);
    world_write(w, "guides/aadsts90100.md", guide);
    rsv_doc *report = import(w, into);
    assert_true(says(report, "\"written\""));
    rsv_doc_free(report);
    snprintf(into, sizeof into, "%s/drafts/AADSTS90100.md", w->dir);
    rsv__alloc_init(&alloc, NULL);
    rsv__arena_init(&arena, &alloc);
    rsv_doc *told;
    rsv__findings_init(&findings, NULL);
    assert_int_equal(rsv__file_read(&alloc, into, &text, &err), RSV_OK);
    assert_true(rsv__article_read(ARTICLE_CODE, into, text.text, text.n, &arena, &findings, &a));
    assert_int_equal(a.code, 90100);
    assert_string_equal(a.name, "SomeName");
    assert_null(a.reviewed); /* a draft */
    assert_non_null(strstr(a.body, "GW01"));
    rsv__file_free(&alloc, &text);
    assert_int_equal(rsv__findings_done(&findings, &told, &err), RSV_OK);
    rsv_doc_free(told);
    rsv__arena_free(&arena);
}

static void a_reviewed_article_is_never_touched(void **state)
{
    struct world *w = *state;
    world_write(w, "guides/aadsts90099.md", "# AADSTS90099: Old\n\n## Steps\n- Open port 8443 on GW01.\n");
    rsv_doc *report = import(w, NULL), *findings;
    rsv_error err;
    assert_true(says(report, "kb/drafts/AADSTS90099.md")); /* beside it, to compare */
    rsv_doc_free(report);
    assert_true(is_there(w, "kb/drafts/AADSTS90099.md"));
    assert_int_equal(rsv_kb_check(w->kb_dir, &w->source, &findings, &err), RSV_OK);
    assert_int_equal(rsv_doc_count(rsv_doc_get(findings, "findings")), 0); /* the reviewed one is as it was */
    rsv_doc_free(findings);
}

/* Not even if it can't be read as an article, nor if drafts are to go where it is. */
static void whatever_stands_in_the_place_of_an_article_stays_as_it_is(void **state)
{
    static const char *const texts[] = {"---\ncode: 90099\nbroken: [\n", "notes\n", ""};
    struct world *w = *state;
    char path[128], codes[128], now[64];
    snprintf(path, sizeof path, "%s/codes/AADSTS90099.md", w->kb_dir);
    snprintf(codes, sizeof codes, "%s/codes", w->kb_dir);
    world_write(w, "guides/aadsts90099.md", "# AADSTS90099: Old\n\n## Steps\n- Open port 8443 on GW01.\n");
    for (int i = 0; i < 3; i++) {
        world_write(w, "kb/codes/AADSTS90099.md", texts[i]);
        for (int into = 0; into < 2; into++)
            rsv_doc_free(import(w, into ? codes : NULL));
        FILE *f = fopen(path, "rb");
        assert_non_null(f);
        now[fread(now, 1, sizeof now - 1, f)] = '\0';
        fclose(f);
        assert_string_equal(now, texts[i]);
    }
}

static void a_draft_that_is_there_is_kept(void **state)
{
    struct world *w = *state;
    char into[128];
    snprintf(into, sizeof into, "%s/drafts", w->dir);
    world_write(w, "guides/aadsts90100.md", guide);
    world_write(w, "drafts/AADSTS90100.md", "mine\n");
    rsv_doc *report = import(w, into);
    assert_true(says(report, "is there already"));
    rsv_doc_free(report);
}

static void a_path_that_isnt_there_is_an_error(void **state)
{
    struct world *w = *state;
    static const char *const paths[] = {"/nonexistent/guide.md"};
    rsv_doc *report = NULL;
    rsv_error err;
    assert_int_not_equal(rsv_kb_import(paths, 1, w->kb_dir, NULL, 0, &report, &err), RSV_OK);
    assert_non_null(strstr(err.message, "/nonexistent/guide.md"));
    assert_null(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(guides_become_drafts_that_can_be_read, open_small, close_small),
        cmocka_unit_test_setup_teardown(a_reviewed_article_is_never_touched, open_small, close_small),
        cmocka_unit_test_setup_teardown(whatever_stands_in_the_place_of_an_article_stays_as_it_is, open_small,
                                        close_small),
        cmocka_unit_test_setup_teardown(a_draft_that_is_there_is_kept, open_small, close_small),
        cmocka_unit_test_setup_teardown(a_path_that_isnt_there_is_an_error, open_small, close_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
