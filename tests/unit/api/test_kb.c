/* SPDX-License-Identifier: MIT */
#include "support/fail_alloc.h"
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

static const char *text_of(const rsv_doc *doc, const char *key)
{
    return rsv_doc_text(rsv_doc_get(doc, key));
}

static void bad_arguments_are_refused_with_a_message(void **state)
{
    struct world *w = *state;
    rsv_error err;
    rsv_doc *doc = NULL;
    rsv_kb *kb = NULL;
    assert_int_equal(rsv_kb_open(NULL, NULL, &kb, &err), RSV_EARG);
    assert_string_not_equal(err.message, "");
    assert_int_equal(rsv_kb_open(w->kb_path, NULL, NULL, &err), RSV_EARG);
    assert_int_equal(rsv_kb_show(NULL, 1, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_kb_show(w->kb, WORLD_CODE, NULL, NULL), RSV_EARG);
    assert_int_equal(rsv_kb_show_cause(w->kb, NULL, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_kb_show_step(NULL, "start-service", &doc, &err), RSV_EARG);
    assert_int_equal(rsv_kb_neighbours(w->kb, 1, NULL, NULL, &err), RSV_EARG);
    assert_int_equal(rsv_kb_search(w->kb, NULL, 5, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_kb_search(w->kb, "x", 0, &doc, &err), RSV_EARG);
    assert_int_equal(rsv_kb_stats(w->kb, NULL, &err), RSV_EARG);
    assert_null(doc);
    rsv_kb_close(NULL);
}

static void what_is_no_knowledge_base_is_not_opened(void **state)
{
    struct world *w = *state;
    char path[160];
    rsv_error err;
    rsv_kb *kb = (rsv_kb *)w; /* anything but NULL */
    assert_int_equal(rsv_kb_open("/nonexistent/kb.sqlite", NULL, &kb, &err), RSV_EKB);
    assert_null(kb);
    assert_non_null(strstr(err.message, "/nonexistent/kb.sqlite"));
    world_write(w, "text.sqlite", "this is no database, whatever its name may say about it ........................");
    snprintf(path, sizeof path, "%s/text.sqlite", w->dir);
    assert_int_equal(rsv_kb_open(path, NULL, &kb, NULL), RSV_EKB);
    assert_null(kb);
    world_write(w, "empty.sqlite", "");
    snprintf(path, sizeof path, "%s/empty.sqlite", w->dir);
    assert_int_equal(rsv_kb_open(path, NULL, &kb, NULL), RSV_EKB);
}

static void articles_are_shown_as_documents(void **state)
{
    struct world *w = *state;
    rsv_error err;
    rsv_doc *doc;
    assert_int_equal(rsv_kb_show(w->kb, WORLD_CODE, &doc, &err), RSV_OK);
    assert_string_equal(text_of(doc, "schema"), "resolvent.article/1");
    assert_int_equal(rsv_doc_integer(rsv_doc_get(doc, "code")), WORLD_CODE);
    assert_string_equal(text_of(doc, "name"), "Code90099");
    assert_string_equal(text_of(rsv_doc_first(rsv_doc_get(doc, "causes")), "cause"), "service-down");
    rsv_doc_free(doc);
    assert_int_equal(rsv_kb_show_cause(w->kb, "port-closed", &doc, &err), RSV_OK);
    assert_string_equal(text_of(doc, "cause"), "port-closed");
    rsv_doc_free(doc);
    assert_int_equal(rsv_kb_show_step(w->kb, "open-port", &doc, &err), RSV_OK);
    assert_string_equal(text_of(doc, "step"), "open-port");
    rsv_doc_free(doc);
}

static void a_missing_article_leaves_no_document_and_suggests_one(void **state)
{
    struct world *w = *state;
    rsv_error err;
    rsv_doc *doc = (rsv_doc *)w;
    assert_int_equal(rsv_kb_show(w->kb, 4711, &doc, &err), RSV_ENOTFOUND);
    assert_null(doc);
    doc = (rsv_doc *)w;
    assert_int_equal(rsv_kb_show_cause(w->kb, "port-clsoed", &doc, &err), RSV_ENOTFOUND);
    assert_null(doc);
    assert_string_equal(err.message, "there is no cause 'port-clsoed'; did you mean 'port-closed'?");
    assert_int_equal(rsv_kb_show_step(w->kb, "zzz", &doc, &err), RSV_ENOTFOUND);
    assert_string_equal(err.message, "there is no step 'zzz'");
}

static void neighbours_of_a_code_that_is_not_there_are_told(void **state)
{
    struct world *w = *state;
    rsv_error err;
    rsv_doc *doc;
    assert_int_equal(rsv_kb_neighbours(w->kb, WORLD_CODE + 1, NULL, &doc, &err), RSV_OK);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(rsv_doc_first(rsv_doc_get(doc, "by_number")), "code")), WORLD_CODE);
    assert_int_equal(rsv_doc_count(rsv_doc_get(doc, "by_wording")), 0);
    rsv_doc_free(doc);
    assert_int_equal(rsv_kb_neighbours(w->kb, 1, "it means 90099", &doc, &err), RSV_OK);
    assert_true(rsv_doc_count(rsv_doc_get(doc, "by_wording")) > 0);
    rsv_doc_free(doc);
}

/* Words come from people and logs: none of them is an operator. */
static void a_search_takes_any_words(void **state)
{
    static const char *const words[] = {"", "\"", "port OR", "NEAR(", "a*", "-x", "col:x", "'; drop table codes; --",
                                        "(((", "\xc3\xbc\xc3\x9f", "\xff", "AND NOT"};
    struct world *w = *state;
    rsv_error err;
    rsv_doc *doc;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (rsv_kb_search(w->kb, words[i], 5, &doc, &err) != RSV_OK)
            fail_msg("'%s': %s", words[i], err.message);
        assert_string_equal(text_of(doc, "schema"), "resolvent.search/1");
        rsv_doc_free(doc);
    }
    assert_int_equal(rsv_kb_search(w->kb, "fault port-closed", 1, &doc, &err), RSV_OK);
    const rsv_doc *first = rsv_doc_first(rsv_doc_get(doc, "hits")); /* one of each type */
    assert_int_equal(rsv_doc_count(rsv_doc_get(doc, "hits")), 3);
    assert_string_equal(text_of(first, "type"), "code");
    assert_string_equal(text_of(rsv_doc_next(first), "ref"), "port-closed");
    rsv_doc_free(doc);
}

static void stats_count_what_is_there(void **state)
{
    struct world *w = *state;
    rsv_error err;
    rsv_doc *doc;
    assert_int_equal(rsv_kb_stats(w->kb, &doc, &err), RSV_OK);
    assert_string_equal(text_of(doc, "path"), w->kb_path);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(doc, "codes")), 1);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(doc, "steps")), 2);
    rsv_doc_free(doc);
}

static rsv_status look_around(const char *path, const rsv_allocator *allocator)
{
    rsv_kb *kb;
    rsv_doc *doc[5] = {NULL};
    rsv_status rc = rsv_kb_open(path, allocator, &kb, NULL);
    if (rc == RSV_OK)
        rc = rsv_kb_show(kb, WORLD_CODE, &doc[0], NULL);
    if (rc == RSV_OK)
        rc = rsv_kb_show_cause(kb, "port-closed", &doc[1], NULL);
    if (rc == RSV_OK)
        rc = rsv_kb_search(kb, "service", 5, &doc[2], NULL);
    if (rc == RSV_OK)
        rc = rsv_kb_neighbours(kb, 90000, "service", &doc[3], NULL);
    if (rc == RSV_OK)
        rc = rsv_kb_stats(kb, &doc[4], NULL);
    for (int i = 0; i < 5; i++)
        rsv_doc_free(doc[i]);
    rsv_kb_close(kb);
    return rc;
}

static void every_allocation_may_fail_without_a_leak(void **state)
{
    struct world *w = *state;
    struct fail_alloc memory = {.fired = true};
    for (unsigned long nth = 1; memory.fired; nth++) {
        const rsv_status rc = look_around(w->kb_path, fail_alloc_on(&memory, nth));
        assert_int_equal(rc, memory.fired ? RSV_ENOMEM : RSV_OK);
        assert_int_equal(memory.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_arguments_are_refused_with_a_message),
        cmocka_unit_test(what_is_no_knowledge_base_is_not_opened),
        cmocka_unit_test(articles_are_shown_as_documents),
        cmocka_unit_test(a_missing_article_leaves_no_document_and_suggests_one),
        cmocka_unit_test(neighbours_of_a_code_that_is_not_there_are_told),
        cmocka_unit_test(a_search_takes_any_words),
        cmocka_unit_test(stats_count_what_is_there),
        cmocka_unit_test(every_allocation_may_fail_without_a_leak),
    };
    return cmocka_run_group_tests(tests, open_small, close_small);
}
