/* SPDX-License-Identifier: MIT */
/* Golden tests: tests/fixtures/guides/NAME.md is imported and compared with NAME.expected.md; no such
 * file: no draft is expected.  The folder's guides are imported together. */
#include "article/guide.h"

#include "article/article.h"
#include "base/files.h"
#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define GUIDES FIXTURES "/guides"

enum { FILES_MAX = 40 };

struct case_files {
    struct alloc alloc;
    struct arena arena;
    struct file_list list;
    struct guide_file files[FILES_MAX];
    struct file_text texts[FILES_MAX];
    struct draft_article drafts[FILES_MAX];
    struct doc_tree *report;
    struct rsv_doc *report_files;
    size_t n;
};

static bool is_expectation(const char *path)
{
    return strstr(path, ".expected.md") != NULL;
}

static void open_files(struct case_files *c, const char *dir)
{
    rsv_error err;
    memset(c, 0, sizeof *c);
    rsv__alloc_init(&c->alloc, NULL);
    rsv__arena_init(&c->arena, &c->alloc);
    assert_int_equal(rsv__file_list(&c->arena, dir, ".md", NULL, &c->list, &err), RSV_OK);
    for (size_t i = 0; i < c->list.n; i++) {
        const char *path = c->list.items[i].path;
        if (is_expectation(path) || strchr(path, '/') != NULL)
            continue;
        assert_true(c->n < FILES_MAX);
        const char *full = rsv__arena_printf(&c->arena, "%s/%s", dir, path);
        struct file_text *text = &c->texts[c->n];
        assert_int_equal(rsv__file_read(&c->alloc, full, text, &err), RSV_OK);
        c->files[c->n++] = (struct guide_file){full, text->text, text->n};
    }
    c->report = rsv__doc_new(NULL, RSV_OBJECT);
    c->report_files = rsv__doc_array(c->report, &c->report->root, "files");
}

static void close_files(struct case_files *c)
{
    for (size_t i = 0; i < c->n; i++)
        rsv__file_free(&c->alloc, &c->texts[i]);
    rsv_doc_free(&c->report->root);
    rsv__arena_free(&c->arena);
    assert_int_equal(c->alloc.live, 0);
}

/* The article layer must be able to read what we write, as a draft. */
static void is_readable(struct case_files *c, const struct draft_article *d)
{
    struct findings findings;
    struct article a;
    rsv_error err;
    rsv__findings_init(&findings, NULL);
    assert_true(rsv__article_read(ARTICLE_CODE, d->path, d->text, strlen(d->text), &c->arena,
                                  &findings, &a));
    assert_int_equal(rsv__findings_done(&findings, NULL, &err), RSV_OK);
    assert_int_equal(a.code, d->code);
    assert_null(a.reviewed);
}

static void is_as_expected(struct case_files *c, const struct draft_article *d)
{
    struct file_text expected;
    rsv_error err;
    const size_t n = strlen(d->path) - strlen(".md");
    const char *path = rsv__arena_printf(&c->arena, "%.*s.expected.md", (int)n, d->path);
    if (!rsv__file_exists(path)) {
        if (d->text != NULL)
            fail_msg("%s: no draft expected", d->path);
        return;
    }
    assert_int_equal(rsv__file_read(&c->alloc, path, &expected, &err), RSV_OK);
    if (d->text == NULL || strcmp(d->text, expected.text) != 0)
        fail_msg("%s: the draft isn't %s:\n%s", d->path, path, d->text ? d->text : "(none)");
    rsv__file_free(&c->alloc, &expected);
    is_readable(c, d);
}

static void each_guide_alone_gives_the_expected_draft(void **state)
{
    struct case_files c;
    rsv_error err;
    (void)state;
    open_files(&c, GUIDES);
    for (size_t i = 0; i < c.n; i++) {
        assert_int_equal(rsv__guide_import(&c.files[i], 1, &c.arena, &c.drafts[i], c.report,
                                           c.report_files, &err),
                         RSV_OK);
        is_as_expected(&c, &c.drafts[i]);
    }
    close_files(&c);
}

static void a_folder_loses_what_its_guides_share(void **state)
{
    struct case_files c;
    rsv_error err;
    (void)state;
    open_files(&c, GUIDES "/folder");
    assert_true(c.n >= 8);
    assert_int_equal(
        rsv__guide_import(c.files, c.n, &c.arena, c.drafts, c.report, c.report_files, &err), RSV_OK);
    for (size_t i = 0; i < c.n; i++)
        is_as_expected(&c, &c.drafts[i]);
    assert_int_equal(rsv_doc_count(c.report_files), c.n);
    close_files(&c);
}

static void the_report_says_what_went_and_why(void **state)
{
    static const char text[] = "# AADSTS50011: InvalidReplyTo\n\n- Check the logs.\n"
                               "- The path ends in a slash too many, /signin-oidc/.\n";
    const struct guide_file file = {"a/aadsts50012.md", text, sizeof text - 1};
    struct case_files c;
    rsv_error err;
    (void)state;
    open_files(&c, GUIDES "/folder");
    assert_int_equal(rsv__guide_import(&file, 1, &c.arena, c.drafts, c.report, c.report_files, &err),
                     RSV_OK);
    const rsv_doc *d = rsv_doc_first(c.report_files);
    assert_string_equal(rsv_doc_text(rsv_doc_get(d, "file")), "a/aadsts50012.md");
    assert_int_equal(rsv_doc_integer(rsv_doc_get(d, "code")), 50011);
    assert_string_equal(rsv_doc_text(rsv_doc_get(d, "name")), "InvalidReplyTo");
    assert_int_equal(rsv_doc_integer(rsv_doc_get(d, "kept")), 1);
    const rsv_doc *dropped = rsv_doc_first(rsv_doc_get(d, "dropped"));
    assert_int_equal(rsv_doc_integer(rsv_doc_get(dropped, "line")), 3);
    assert_string_equal(rsv_doc_text(rsv_doc_get(dropped, "reason")), "generic phrase");
    assert_string_equal(rsv_doc_text(rsv_doc_get(dropped, "text")), "Check the logs.");
    const rsv_doc *remark = rsv_doc_first(rsv_doc_get(d, "remarks"));
    assert_string_equal(rsv_doc_text(rsv_doc_get(remark, "reason")), "the file's name has another code");
    assert_int_equal(c.drafts[0].kept, 1);
    assert_int_equal(c.drafts[0].dropped, 1);
    close_files(&c);
}

static void no_guides_are_no_drafts(void **state)
{
    struct alloc alloc;
    struct arena arena;
    rsv_error err;
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    rsv__arena_init(&arena, &alloc);
    assert_int_equal(rsv__guide_import(NULL, 0, &arena, NULL, NULL, NULL, &err), RSV_OK);
    rsv__arena_free(&arena);
}

static rsv_status import_limited(const struct guide_file *files, size_t n, struct fail_alloc *f,
                                 unsigned nth)
{
    struct alloc alloc;
    struct arena arena;
    struct draft_article drafts[FILES_MAX];
    rsv_error err;
    rsv__alloc_init(&alloc, fail_alloc_on(f, nth));
    rsv__arena_init(&arena, &alloc);
    const rsv_status rc = rsv__guide_import(files, n, &arena, drafts, NULL, NULL, &err);
    rsv__arena_free(&arena);
    return rc;
}

/* Fail each allocation of an import in turn. */
static void sweep(const struct guide_file *files, size_t n)
{
    struct fail_alloc f = {.fired = true};
    for (unsigned nth = 1; f.fired; nth++) {
        const rsv_status rc = import_limited(files, n, &f, nth);
        assert_int_equal(rc, f.fired ? RSV_ENOMEM : RSV_OK);
        assert_int_equal(f.live, 0);
    }
}

/* Each guide alone, and the folder's together: a sweep of all at once repeats the same work a hundred times. */
static void every_allocation_may_fail_without_a_leak(void **state)
{
    struct case_files c;
    (void)state;
    open_files(&c, GUIDES);
    for (size_t i = 0; i < c.n; i++)
        sweep(&c.files[i], 1);
    close_files(&c);
    open_files(&c, GUIDES "/folder");
    sweep(c.files, c.n);
    close_files(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_guide_alone_gives_the_expected_draft),
        cmocka_unit_test(a_folder_loses_what_its_guides_share),
        cmocka_unit_test(the_report_says_what_went_and_why),
        cmocka_unit_test(no_guides_are_no_drafts),
        cmocka_unit_test(every_allocation_may_fail_without_a_leak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
