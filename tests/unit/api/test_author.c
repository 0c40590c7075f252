/* SPDX-License-Identifier: MIT */
#include "base/files.h"
#include "support/world.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
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

static void bad_arguments_are_refused(void **state)
{
    struct world *w = *state;
    static const char *const paths[] = {"x.md"};
    rsv_error err;
    rsv_doc *doc = NULL;
    rsv_rule_source none = RSV_RULE_SOURCE_INIT, no_dirs = w->source, wrong_size = w->source;
    no_dirs.dirs = NULL;
    wrong_size.size = 1;
    const rsv_rule_source *const bad[] = {&none, &no_dirs, &wrong_size};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(rsv_rules_check(bad[i], NULL, &doc, &err), RSV_EARG);
        rsv_doc_free(doc);
        doc = NULL;
        assert_int_equal(rsv_rules_test(bad[i], w->kb, &doc, &err), RSV_EARG);
        assert_null(doc);
        assert_int_equal(rsv_kb_check(w->kb_dir, bad[i], &doc, &err), RSV_EARG);
        rsv_doc_free(doc);
        doc = NULL;
        assert_int_equal(rsv_kb_build(w->kb_dir, bad[i], w->kb_path, &doc, &err), RSV_EARG);
        assert_null(doc);
    }
    assert_int_equal(rsv_rules_check(&w->source, w->kb_dir, NULL, &err), RSV_EARG);
    assert_int_equal(rsv_rules_test(&w->source, NULL, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_rules_test(&w->source, w->kb, NULL, NULL), RSV_EARG);
    assert_int_equal(rsv_kb_check(NULL, NULL, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_kb_check(w->kb_dir, NULL, NULL, &err), RSV_EARG);
    assert_int_equal(rsv_kb_build(NULL, &w->source, w->kb_path, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_kb_build(w->kb_dir, NULL, w->kb_path, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_kb_build(w->kb_dir, &w->source, NULL, NULL, NULL), RSV_EARG);
    assert_int_equal(rsv_kb_import(paths, 0, w->kb_dir, NULL, 0, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_kb_import(NULL, 1, w->kb_dir, NULL, 0, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_kb_import(paths, 1, NULL, NULL, 0, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_kb_import(paths, 1, w->kb_dir, NULL, 0, NULL, &err), RSV_EARG);
    assert_null(doc);
}

/* Rules and articles point at each other: each check tells its own half. */
static void references_are_checked_from_both_sides(void **state)
{
    struct world *w = *state;
    rsv_error err;
    rsv_doc *doc;
    world_write(w, "rules/wrong.lua", "evidence \"wrong\" { about = \"w\",\n"
                                      "  { \"x\", when = some.path{ usable = true },\n"
                                      "    typical_of = { \"no-such-cause\" } } }\n");
    world_cause(w, "unused", "start-service: 50");
    assert_int_equal(rsv_rules_check(&w->source, w->kb_dir, &doc, &err), RSV_OK);
    assert_true(world_found(doc, "R031", "no-such-cause"));
    assert_false(world_found(doc, "K007", NULL));
    rsv_doc_free(doc);
    assert_int_equal(rsv_rules_check(&w->source, NULL, &doc, &err), RSV_OK); /* without articles: can't tell */
    assert_false(world_found(doc, "R031", NULL));
    rsv_doc_free(doc);
    assert_int_equal(rsv_kb_check(w->kb_dir, &w->source, &doc, &err), RSV_OK);
    assert_true(world_found(doc, "K007", NULL));
    assert_false(world_found(doc, "R031", "x"));
    rsv_doc_free(doc);
    assert_int_equal(rsv_kb_check(w->kb_dir, NULL, &doc, &err), RSV_OK);
    assert_true(world_found(doc, "K007", NULL));
    rsv_doc_free(doc);
}

static void a_missing_folder_of_articles_fails_with_its_name(void **state)
{
    struct world *w = *state;
    rsv_error err;
    rsv_doc *doc = NULL;
    assert_int_not_equal(rsv_kb_check("/nonexistent", NULL, &doc, &err), RSV_OK);
    assert_non_null(strstr(err.message, "/nonexistent"));
    rsv_doc_free(doc);
    assert_int_not_equal(rsv_kb_build("/nonexistent", &w->source, w->kb_path, NULL, &err), RSV_OK);
    assert_non_null(strstr(err.message, "/nonexistent"));
}

static void the_same_sources_build_the_same_bytes(void **state)
{
    struct world *w = *state;
    struct alloc a;
    struct file_text one, two;
    rsv_error err;
    char path[160];
    rsv__alloc_init(&a, NULL);
    snprintf(path, sizeof path, "%s/again.sqlite", w->dir);
    assert_int_equal(rsv_kb_build(w->kb_dir, &w->source, path, NULL, &err), RSV_OK);
    assert_int_equal(rsv__file_read(&a, w->kb_path, &one, &err), RSV_OK);
    assert_int_equal(rsv__file_read(&a, path, &two, &err), RSV_OK);
    assert_int_equal(one.n, two.n);
    assert_memory_equal(one.text, two.text, one.n);
    rsv__file_free(&a, &one);
    rsv__file_free(&a, &two);
}

static void a_failed_build_says_why_and_leaves_the_old_file(void **state)
{
    struct world *w = *state;
    rsv_error err;
    rsv_doc *doc = NULL;
    rsv_kb *kb;
    world_code(w, 90100, "no-such-cause: 60\n  other: 40");
    assert_int_equal(rsv_kb_build(w->kb_dir, &w->source, w->kb_path, &doc, &err), RSV_EKB);
    assert_true(world_found(doc, "K003", "no-such-cause"));
    rsv_doc_free(doc);
    assert_int_equal(rsv_kb_build(w->kb_dir, &w->source, w->kb_path, NULL, NULL), RSV_EKB);
    assert_int_equal(rsv_kb_open(w->kb_path, NULL, &kb, &err), RSV_OK);
    assert_int_equal(rsv_kb_show(kb, WORLD_CODE, &doc, &err), RSV_OK);
    rsv_doc_free(doc);
    rsv_kb_close(kb);
}

static const char examples[] =
    "example \"the service stopped\" { code = 90099, given = { service{ state = \"stopped\" } },\n"
    "  expect = { top = \"service-down\", at_least = 80, outcomes = { [\"service is\"] = \"stopped\" } } }\n"
    "example \"wrong\" { code = 90099, given = { service{ state = \"stopped\" } },\n"
    "  expect = { top = \"port-closed\" } }\n";

static void examples_pass_or_say_what_is_wrong(void **state)
{
    struct world *w = *state;
    rsv_error err;
    rsv_doc *doc;
    world_write(w, "rules/examples.lua", examples);
    world_write(w, "rules/broken.lua", "kind \"b\" {\n");
    rsv_rule_source source = w->source;
    source.with_examples = 1;
    assert_int_equal(rsv_rules_test(&source, w->kb, &doc, &err), RSV_OK);
    assert_string_equal(rsv_doc_text(rsv_doc_get(doc, "schema")), "resolvent.test/1");
    assert_int_equal(rsv_doc_integer(rsv_doc_get(doc, "passed")), 1);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(doc, "failed")), 1);
    const rsv_doc *x = rsv_doc_first(rsv_doc_get(doc, "examples"));
    assert_true(rsv_doc_is_true(rsv_doc_get(x, "ok")));
    x = rsv_doc_next(x);
    assert_non_null(strstr(rsv_doc_text(rsv_doc_first(rsv_doc_get(x, "problems"))), "expected port-closed"));
    assert_true(world_found(doc, "R001", NULL)); /* the broken file's examples didn't run */
    rsv_doc_free(doc);
}

static void a_guide_is_imported_as_a_draft(void **state)
{
    struct world *w = *state;
    char guide[160], into[160], draft[192];
    rsv_error err;
    rsv_doc *doc;
    world_write(w, "guides/g.md", "# AADSTS90200: StrangeError\n\n## Steps to Resolve\n\n1. Open the Contoso gateway "
                                  "console and restart the relay of tenant 4711.\n");
    snprintf(guide, sizeof guide, "%s/guides", w->dir);
    snprintf(into, sizeof into, "%s/drafts", w->dir);
    snprintf(draft, sizeof draft, "%s/AADSTS90200.md", into);
    const char *const paths[] = {guide};
    assert_int_equal(rsv_kb_import(paths, 1, w->kb_dir, into, 0, &doc, &err), RSV_OK);
    assert_string_equal(rsv_doc_text(rsv_doc_get(rsv_doc_first(rsv_doc_get(doc, "files")), "written")), draft);
    rsv_doc_free(doc);
    assert_true(rsv__file_exists(draft));
    const char *const missing[] = {"/nonexistent.md"};
    assert_int_equal(rsv_kb_import(missing, 1, w->kb_dir, into, 0, &doc, &err), RSV_ENOTFOUND);
    assert_null(doc);
}

#define IN_A_SMALL_WORLD(f) cmocka_unit_test_setup_teardown(f, open_small, close_small)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_SMALL_WORLD(bad_arguments_are_refused),
        IN_A_SMALL_WORLD(references_are_checked_from_both_sides),
        IN_A_SMALL_WORLD(a_missing_folder_of_articles_fails_with_its_name),
        IN_A_SMALL_WORLD(the_same_sources_build_the_same_bytes),
        IN_A_SMALL_WORLD(a_failed_build_says_why_and_leaves_the_old_file),
        IN_A_SMALL_WORLD(examples_pass_or_say_what_is_wrong),
        IN_A_SMALL_WORLD(a_guide_is_imported_as_a_draft),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
