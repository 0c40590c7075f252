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

#define HEAD "code\tname\tdescription\n"
#define BRIEF                                                                                                          \
    "family: fam\ncodes:\n  - code: 90072\n    title: T\n    meaning: Known by its wording.\n    nature: error\n"       \
    "    fixed_by: admin\n    related: []\n"

static int open_small(void **state)
{
    static struct world w;
    world_small(&w); /* AADSTS90099, named Code90099 */
    *state = &w;
    return 0;
}

static int close_small(void **state)
{
    world_close(*state);
    return 0;
}

static rsv_doc *import(struct world *w, const char *table, int accept)
{
    char path[128];
    rsv_doc *report;
    rsv_error err;
    world_write(w, "table.tsv", table);
    snprintf(path, sizeof path, "%s/table.tsv", w->dir);
    const char *const paths[] = {path};
    assert_int_equal(rsv_kb_import(paths, 1, w->kb_dir, NULL, accept, &report, &err), RSV_OK);
    return report;
}

static const rsv_doc *change(const rsv_doc *report, const char *key)
{
    return rsv_doc_get(rsv_doc_first(rsv_doc_get(report, "tables")), key);
}

static void finds(struct world *w, const char *text)
{
    rsv_doc *doc;
    rsv_error err;
    assert_int_equal(rsv_kb_check(w->kb_dir, &w->source, &doc, &err), RSV_OK);
    assert_int_equal(world_found(doc, "K014", text), text != NULL);
    rsv_doc_free(doc);
}

static void accept(struct world *w, const char *table)
{
    rsv_doc_free(import(w, table, 1));
}

static bool is_there(const struct world *w, const char *name)
{
    char path[160];
    snprintf(path, sizeof path, "%s/%s", w->dir, name);
    return rsv__file_exists(path);
}

static void a_new_edition_is_compared_with_the_one_that_was_accepted(void **state)
{
    struct world *w = *state;
    accept(w, HEAD "90099\tCode90099\tOne.\n90100\tBName\tTwo.\n90101\tCName\tThree.\n90102\t\tFour.\n"
                   "90147\t\tA.\n90147\tDName\tB.\n");
    rsv_doc *r = import(w, HEAD "90099\tCode90099\tOne!\n90100\tOther\tTwo.\n90102\tNowNamed\tFour and more.\n"
                                "90147\tDName\tB.\n90147\t\tA.\n90103\tEName\tNew.\n", 0);
    const rsv_doc *renamed = change(r, "renamed"), *first = rsv_doc_first(renamed);
    assert_int_equal(rsv_doc_count(renamed), 2);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(first, "code")), 90100);
    assert_string_equal(rsv_doc_text(rsv_doc_get(first, "from")), "BName");
    assert_string_equal(rsv_doc_text(rsv_doc_get(first, "name")), "Other");
    assert_string_equal(rsv_doc_text(rsv_doc_get(rsv_doc_next(first), "name")), "NowNamed");
    assert_int_equal(rsv_doc_count(change(r, "reworded")), 1); /* not 90099: its words are the same */
    assert_int_equal(rsv_doc_integer(rsv_doc_first(change(r, "reworded"))), 90102);
    assert_int_equal(rsv_doc_count(change(r, "gone")), 1);
    assert_int_equal(rsv_doc_integer(rsv_doc_first(change(r, "gone"))), 90101);
    assert_int_equal(rsv_doc_count(change(r, "new")), 1);
    assert_null(change(r, "accepted"));
    rsv_doc_free(r);
    r = import(w, HEAD "90099\tCode90099\tOne.\n", 0); /* it wasn't accepted */
    assert_int_equal(rsv_doc_count(change(r, "gone")), 4);
    rsv_doc_free(r);
}

static void new_codes_become_drafts_and_articles_stay(void **state)
{
    struct world *w = *state;
    world_write(w, "kb/brief/fam-1.yaml", BRIEF);
    rsv_doc *r = import(w, HEAD "90099\tCode90099\tOne.\n90100\tBName\tTwo: # three.\n90072\t\tMore.\n", 0);
    assert_int_equal(rsv_doc_count(change(r, "drafts")), 2);
    rsv_doc_free(r);
    assert_true(is_there(w, "kb/codes/AADSTS90100.md"));
    assert_true(is_there(w, "kb/drafts/AADSTS90072.md")); /* beside its few lines */
    assert_false(is_there(w, "kb/drafts/AADSTS90099.md"));
    assert_false(is_there(w, "kb/microsoft.tsv"));
    rsv_doc *findings;
    rsv_error err;
    assert_int_equal(rsv_kb_check(w->kb_dir, &w->source, &findings, &err), RSV_OK);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(findings, "errors")), 0); /* the draft can be read */
    rsv_doc_free(findings);
    r = import(w, HEAD "90100\tBName\tOther words.\n", 0); /* nothing is overwritten */
    assert_int_equal(rsv_doc_count(change(r, "drafts")), 0);
    rsv_doc_free(r);
}

static void articles_must_agree_with_the_accepted_table(void **state)
{
    struct world *w = *state;
    finds(w, NULL); /* no table: nothing to agree with */
    accept(w, HEAD "90099\tCode90099\tOne.\n");
    finds(w, NULL);
    accept(w, HEAD "90099\t\tOne.\n");
    finds(w, NULL); /* an older name may stay */
    accept(w, HEAD "90099\tOtherName\tOne.\n90099\tCode90099\tOne.\n");
    finds(w, NULL); /* one of two */
    accept(w, HEAD "90099\tOtherName\tOne.\n");
    finds(w, "AADSTS90099: 'name' should be OtherName");
    world_write(w, "kb/brief/fam-1.yaml", BRIEF);
    accept(w, HEAD "90072\t\tOne.\n");
    finds(w, "Microsoft documents AADSTS90072; a brief entry isn't enough");
    accept(w, HEAD "90100\tBName\tTwo.\n");
    remove(strcat(strcpy((char[160]){0}, w->kb_dir), "/codes/AADSTS90100.md"));
    finds(w, "Microsoft publishes AADSTS90100 BName; there is no article");
}

static void a_damaged_table_is_told(void **state)
{
    struct world *w = *state;
    rsv_doc *doc;
    rsv_error err;
    world_write(w, "kb/microsoft.tsv", "nonsense\n");
    assert_int_equal(rsv_kb_check(w->kb_dir, &w->source, &doc, &err), RSV_EINPUT);
    assert_non_null(strstr(err.message, "microsoft.tsv is no table"));
    rsv_doc_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_new_edition_is_compared_with_the_one_that_was_accepted, open_small,
                                        close_small),
        cmocka_unit_test_setup_teardown(new_codes_become_drafts_and_articles_stay, open_small, close_small),
        cmocka_unit_test_setup_teardown(articles_must_agree_with_the_accepted_table, open_small, close_small),
        cmocka_unit_test_setup_teardown(a_damaged_table_is_told, open_small, close_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
