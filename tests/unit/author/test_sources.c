/* SPDX-License-Identifier: MIT */
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

struct read {
    struct alloc alloc;
    struct arena arena;
    rsv_doc *findings;
    struct library lib;
};

static void read_library(struct read *r, const struct world *w)
{
    rsv_error err;
    struct findings findings;
    rsv__alloc_init(&r->alloc, NULL);
    rsv__arena_init(&r->arena, &r->alloc);
    rsv__findings_init(&findings, NULL);
    assert_int_equal(rsv__library_read(w->kb_dir, &r->arena, &findings, &r->lib, &err), RSV_OK);
    assert_int_equal(rsv__findings_done(&findings, &r->findings, &err), RSV_OK);
}

static void drop(struct read *r)
{
    rsv_doc_free(r->findings);
    rsv__arena_free(&r->arena);
}

static int problems(const struct read *r, const char *id, const char *text)
{
    return world_found(r->findings, id, text);
}

static void articles_come_sorted_and_are_found_by_type_and_slug(void **state)
{
    struct world *w = *state;
    struct read r;
    world_code(w, 7, "other: 100");
    read_library(&r, w);
    assert_int_equal(r.lib.n_articles, 6);
    assert_int_equal(r.lib.articles[0].code, 7); /* by number, not by text */
    assert_int_equal(r.lib.articles[1].code, WORLD_CODE);
    assert_string_equal(r.lib.articles[2].slug, "port-closed");
    assert_string_equal(r.lib.articles[5].slug, "start-service");
    assert_ptr_equal(rsv__library_find(&r.lib, ARTICLE_CODE, "7"), &r.lib.articles[0]);
    assert_ptr_equal(rsv__library_find(&r.lib, ARTICLE_STEP, "open-port"), &r.lib.articles[4]);
    assert_null(rsv__library_find(&r.lib, ARTICLE_CAUSE, "open-port")); /* a step, no cause */
    assert_null(rsv__library_find(&r.lib, ARTICLE_CODE, "8"));
    drop(&r);
}

static void a_broken_article_is_reported_and_the_rest_is_read(void **state)
{
    struct world *w = *state;
    struct read r;
    world_write(w, "kb/causes/broken.md", "no front matter\n");
    world_write(w, "kb/steps/misnamed.md",
                "---\nstep: other-name\ntitle: T\nminutes: 5\nrole: user\nrisk: none\nreversible: true\n---\n\n## Do\nx\n");
    read_library(&r, w);
    assert_int_equal(r.lib.n_articles, 5);
    assert_true(problems(&r, "K001", "front matter"));
    assert_true(problems(&r, "K001", "the file's name should be the article's code or slug"));
    drop(&r);
}

static void brief_entries_are_codes_of_one_family_without_causes(void **state)
{
    struct world *w = *state;
    struct read r;
    world_write(w, "kb/brief/fam-1.yaml",
                "family: fam\ncodes:\n  - code: 90100\n    title: Short one\n    meaning: It means little.\n"
                "    nature: noise\n    fixed_by: user\n    related: [90099]\n");
    read_library(&r, w);
    const struct article *a = rsv__library_find(&r.lib, ARTICLE_CODE, "90100");
    assert_non_null(a);
    assert_true(a->brief);
    assert_string_equal(a->family, "fam");
    assert_non_null(strstr(a->body, "It means little."));
    assert_int_equal(a->related[0].code, WORLD_CODE);
    assert_int_equal(a->n_causes, 1);
    assert_string_equal(a->causes[0].name, "other");
    assert_false(rsv__library_find(&r.lib, ARTICLE_CODE, "90099")->brief);
    drop(&r);
}

static void an_entry_beside_an_article_is_refused_and_so_is_a_broken_one_alone(void **state)
{
    struct world *w = *state;
    struct read r;
    world_write(w, "kb/brief/fam-1.yaml",
                "family: fam\ncodes:\n"
                "  - {code: 90099, title: Twice, meaning: x, nature: error, fixed_by: user, related: [7]}\n"
                "  - {code: 90100, titel: Misspelt, meaning: x, nature: eror, related: x}\n"
                "  - {code: 90101, title: Good, meaning: x, nature: error, fixed_by: user, related: [90099]}\n");
    read_library(&r, w);
    assert_false(rsv__library_find(&r.lib, ARTICLE_CODE, "90099")->brief);
    assert_null(rsv__library_find(&r.lib, ARTICLE_CODE, "90100"));
    assert_non_null(rsv__library_find(&r.lib, ARTICLE_CODE, "90101"));
    assert_true(problems(&r, "K001", "AADSTS90099 is in"));
    assert_true(problems(&r, "K002", "titel"));
    assert_true(problems(&r, "K002", "did you mean 'error'?"));
    drop(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(articles_come_sorted_and_are_found_by_type_and_slug, open_small, close_small),
        cmocka_unit_test_setup_teardown(a_broken_article_is_reported_and_the_rest_is_read, open_small, close_small),
        cmocka_unit_test_setup_teardown(brief_entries_are_codes_of_one_family_without_causes, open_small, close_small),
        cmocka_unit_test_setup_teardown(an_entry_beside_an_article_is_refused_and_so_is_a_broken_one_alone, open_small,
                                        close_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
