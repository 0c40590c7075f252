/* SPDX-License-Identifier: MIT */
#include "support/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
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

static rsv_doc *examine(const char *kb_path, const rsv_rule_source *source)
{
    rsv_error err;
    rsv_doc *doc = NULL;
    assert_int_equal(rsv_doctor(kb_path, source, &doc, &err), RSV_OK);
    assert_string_equal(rsv_doc_text(rsv_doc_get(doc, "schema")), "resolvent.doctor/1");
    return doc;
}

static const rsv_doc *check(const rsv_doc *doc, const char *name)
{
    for (const rsv_doc *d = rsv_doc_first(rsv_doc_get(doc, "checks")); d != NULL; d = rsv_doc_next(d))
        if (strcmp(rsv_doc_text(rsv_doc_get(d, "check")), name) == 0)
            return d;
    return NULL;
}

static bool is_well(const rsv_doc *doc, const char *name)
{
    assert_non_null(check(doc, name));
    return rsv_doc_is_true(rsv_doc_get(check(doc, name), "ok"));
}

static void a_sound_installation_has_no_problems(void **state)
{
    struct world *w = *state;
    rsv_doc *doc = examine(w->kb_path, &w->source);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(doc, "problems")), 0);
    assert_true(is_well(doc, "knowledge base"));
    assert_true(is_well(doc, "rules"));
    assert_true(is_well(doc, "rule index"));
    const char *detail = rsv_doc_text(rsv_doc_get(check(doc, "rules"), "detail"));
    assert_non_null(strstr(detail, w->rules_dir));
    assert_non_null(strstr(detail, ": 3 kinds, 2 rules, 2 pieces of evidence, 0 errors"));
    rsv_doc_free(doc);
}

static void a_missing_knowledge_base_is_a_problem_and_the_rest_is_still_checked(void **state)
{
    struct world *w = *state;
    rsv_doc *doc = examine("/nonexistent/kb.sqlite", &w->source);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(doc, "problems")), 1);
    assert_false(is_well(doc, "knowledge base"));
    assert_true(is_well(doc, "rules"));
    rsv_doc_free(doc);
}

static void broken_rules_are_a_problem_and_their_findings_are_told(void **state)
{
    struct world *w = *state;
    world_write(w, "rules/bad.lua", "kind \"b\" {\n");
    rsv_doc *doc = examine(w->kb_path, &w->source);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(doc, "problems")), 2);
    assert_false(is_well(doc, "rules"));
    assert_false(is_well(doc, "rule index"));
    assert_true(world_found(doc, "R001", NULL));
    rsv_doc_free(doc);
}

static void a_rules_folder_that_is_not_there_is_a_problem(void **state)
{
    struct world *w = *state;
    static const char *const dirs[] = {"/nonexistent"};
    rsv_rule_source source = w->source;
    source.dirs = dirs;
    rsv_doc *doc = examine(w->kb_path, &source);
    assert_false(is_well(doc, "rules"));
    assert_true(is_well(doc, "knowledge base"));
    rsv_doc_free(doc);
}

static void bad_arguments_are_refused(void **state)
{
    struct world *w = *state;
    rsv_error err;
    rsv_doc *doc = NULL;
    rsv_rule_source source = w->source;
    assert_int_equal(rsv_doctor(NULL, &source, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_doctor(w->kb_path, NULL, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_doctor(w->kb_path, &source, NULL, NULL), RSV_EARG);
    source.n_dirs = 0;
    assert_int_equal(rsv_doctor(w->kb_path, &source, &doc, &err), RSV_EARG);
    source = w->source;
    source.dirs = NULL;
    assert_int_equal(rsv_doctor(w->kb_path, &source, &doc, &err), RSV_EARG);
    source = w->source;
    source.size = 0;
    assert_int_equal(rsv_doctor(w->kb_path, &source, &doc, &err), RSV_EARG);
    assert_null(doc);
}

#define IN_A_SMALL_WORLD(f) cmocka_unit_test_setup_teardown(f, open_small, close_small)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_SMALL_WORLD(a_sound_installation_has_no_problems),
        IN_A_SMALL_WORLD(a_missing_knowledge_base_is_a_problem_and_the_rest_is_still_checked),
        IN_A_SMALL_WORLD(broken_rules_are_a_problem_and_their_findings_are_told),
        IN_A_SMALL_WORLD(a_rules_folder_that_is_not_there_is_a_problem),
        IN_A_SMALL_WORLD(bad_arguments_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
