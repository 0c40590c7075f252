/* SPDX-License-Identifier: MIT */
#include "store/db.h"

#include "support/fail_alloc.h"
#include "support/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct world w;

/* Codes 90095 to 90105, of which only the small world's have more to say. */
static int open_world(void **state)
{
    (void)state;
    world_small(&w);
    for (int code = 90095; code <= 90105; code++)
        if (code != WORLD_CODE)
            world_code(&w, code, "service-down: 50\n  other: 50");
    world_write(&w, "kb/codes/AADSTS90101.md",
                "---\ncode: 90101\nname: Throttled\ntitle: Too many requests\nfamily: fam\nnature: noise\n"
                "causes:\n  service-down: 70\n  other: 30\nrelated:\n  90102: slower\n  95000: elsewhere\n"
                "company:\n  90103: log\n  90102: inner\n  90104: home-log\n"
                "references:\n  - title: B\n    url: https://b.example/\n  - title: A\n    url: https://a.example/\n"
                "---\n\nPasswords are hashed. The relay's M\xc3\xbcnchen node answers with token_expired.\n");
    world_build(&w);
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static const char *text_of(const rsv_doc *d, const char *key)
{
    return rsv_doc_text(rsv_doc_get(d, key));
}

/* --- articles ------------------------------------------------------------------------------------- */

static void a_code_shows_its_causes_relatives_and_references(void **state)
{
    rsv_error err;
    rsv_doc *d;
    (void)state;
    assert_int_equal(rsv_kb_show(w.kb, 90101, &d, &err), RSV_OK);
    assert_string_equal(text_of(d, "name"), "Throttled");
    assert_null(rsv_doc_get(d, "reviewed")); /* a draft */
    assert_null(rsv_doc_get(d, "fixed_by"));
    const rsv_doc *cause = rsv_doc_first(rsv_doc_get(d, "causes"));
    assert_string_equal(text_of(cause, "title"), "Title of service-down");
    assert_float_equal(rsv_doc_number(rsv_doc_get(cause, "share")), 70, 0);
    const rsv_doc *related = rsv_doc_first(rsv_doc_get(d, "related"));
    assert_string_equal(text_of(related, "title"), "Title of 90102");
    assert_null(rsv_doc_get(rsv_doc_next(related), "title")); /* there is no such article */
    assert_string_equal(text_of(rsv_doc_first(rsv_doc_get(d, "references")), "title"), "B"); /* as written */
    assert_int_equal(rsv_doc_count(rsv_doc_get(d, "blocks")), 1);
    rsv_doc_free(d);
}

static void comes_with(int64_t code, const char *expected)
{
    rsv_error err;
    rsv_doc *d;
    char list[200] = "";
    assert_int_equal(rsv_kb_show(w.kb, code, &d, &err), RSV_OK);
    for (const rsv_doc *x = rsv_doc_first(rsv_doc_get(d, "company")); x; x = rsv_doc_next(x)) {
        const size_t n = strlen(list);
        snprintf(list + n, sizeof list - n, "%lld %s, ", (long long)rsv_doc_integer(rsv_doc_get(x, "code")),
                 text_of(x, "how"));
        assert_non_null(rsv_doc_get(x, "title"));
    }
    assert_string_equal(list, expected);
    rsv_doc_free(d);
}

static void company_is_declared_once_and_shown_on_both_sides(void **state)
{
    (void)state;
    comes_with(90101, "90104 home-log, 90102 inner, 90103 log, ");
    comes_with(90102, "90101 outer, ");
    comes_with(90103, "90101 client, ");
    comes_with(90104, "90101 resource-log, ");
    comes_with(90105, "");
}

static void a_cause_shows_its_steps_and_codes(void **state)
{
    rsv_error err;
    rsv_doc *d;
    (void)state;
    assert_int_equal(rsv_kb_show_cause(w.kb, "service-down", &d, &err), RSV_OK);
    assert_string_equal(text_of(rsv_doc_first(rsv_doc_get(d, "steps")), "step"), "start-service");
    assert_int_equal(rsv_doc_count(rsv_doc_get(d, "codes")), 11);
    const rsv_doc *code = rsv_doc_first(rsv_doc_get(d, "codes"));
    assert_int_equal(rsv_doc_integer(rsv_doc_get(code, "code")), 90101); /* by share */
    rsv_doc_free(d);
}

static void a_step_shows_what_comes_before_it_and_what_it_cures(void **state)
{
    rsv_error err;
    rsv_doc *d;
    (void)state;
    assert_int_equal(rsv_kb_show_step(w.kb, "open-port", &d, &err), RSV_OK);
    assert_string_equal(rsv_doc_text(rsv_doc_first(rsv_doc_get(d, "after"))), "start-service");
    assert_string_equal(text_of(rsv_doc_first(rsv_doc_get(d, "causes")), "cause"), "port-closed");
    assert_string_equal(text_of(d, "role_title"), "an administrator");
    assert_true(rsv_doc_is_true(rsv_doc_get(d, "reversible")));
    rsv_doc_free(d);
}

static void what_is_not_there_brings_the_nearest_name(void **state)
{
    rsv_error err;
    rsv_doc *d;
    (void)state;
    assert_int_equal(rsv_kb_show(w.kb, 1, &d, &err), RSV_ENOTFOUND);
    assert_null(d);
    assert_int_equal(rsv_kb_show_cause(w.kb, "sevice-down", &d, &err), RSV_ENOTFOUND);
    assert_string_equal(err.message, "there is no cause 'sevice-down'; did you mean 'service-down'?");
    assert_int_equal(rsv_kb_show_step(w.kb, "something entirely different", &d, &err), RSV_ENOTFOUND);
    assert_string_equal(err.message, "there is no step 'something entirely different'");
}

static void three_neighbours_stand_on_either_side(void **state)
{
    static const int64_t expected[] = {90099, 90098, 90097, 90101, 90102, 90103};
    rsv_error err;
    rsv_doc *d;
    size_t i = 0;
    (void)state;
    assert_int_equal(rsv_kb_neighbours(w.kb, 90100, NULL, &d, &err), RSV_OK);
    for (const rsv_doc *n = rsv_doc_first(rsv_doc_get(d, "by_number")); n != NULL; n = rsv_doc_next(n))
        assert_int_equal(rsv_doc_integer(rsv_doc_get(n, "code")), expected[i++]);
    assert_int_equal(i, 6);
    rsv_doc_free(d);
    assert_int_equal(rsv_kb_neighbours(w.kb, 1, "too many requests", &d, &err), RSV_OK);
    assert_int_equal(rsv_doc_count(rsv_doc_get(d, "by_number")), 3);
    assert_string_equal(text_of(rsv_doc_first(rsv_doc_get(d, "by_wording")), "ref"), "90101");
    rsv_doc_free(d);
}

static void counts_are_those_of_the_articles(void **state)
{
    rsv_error err;
    rsv_doc *d;
    (void)state;
    assert_int_equal(rsv_kb_stats(w.kb, &d, &err), RSV_OK);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(d, "codes")), 11);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(d, "reviewed")), 10);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(d, "causes")), 2);
    const rsv_doc *family = rsv_doc_first(rsv_doc_get(d, "families"));
    assert_int_equal(rsv_doc_integer(rsv_doc_get(family, "steps")), 2);
    rsv_doc_free(d);
}

/* --- search ------------------------------------------------------------------------------------------ */

/* The first hit's reference; NULL: none. */
static void finds(const char *words, const char *ref)
{
    rsv_error err;
    rsv_doc *d;
    if (rsv_kb_search(w.kb, words, 10, &d, &err) != RSV_OK)
        fail_msg("'%s': %s", words, err.message);
    const rsv_doc *first = rsv_doc_first(rsv_doc_get(d, "hits"));
    if (ref == NULL ? first != NULL : first == NULL || strcmp(text_of(first, "ref"), ref) != 0)
        fail_msg("'%s' finds '%s', not '%s'", words, text_of(first, "ref"), ref ? ref : "");
    rsv_doc_free(d);
}

static void words_are_found_in_their_forms(void **state)
{
    (void)state;
    finds("password", "90101");
    finds("HASHING", "90101");
    finds("munchen", "90101"); /* without the marks */
    finds("relay node answers", "90101");
    finds("throt", "90101"); /* the beginning of a word */
    finds("token_expired", "90101");
    finds("aadsts90101", "90101");
    finds("AADSTS90101:", "90101");
    finds("90101", "90101");
}

static void if_nothing_has_all_words_some_are_enough(void **state)
{
    (void)state;
    finds("relay zebra", "90101");
    finds("zebra", NULL);
}

/* --- memory --------------------------------------------------------------------------------------------- */

static void every_allocation_may_fail(void **state)
{
    struct fail_alloc f = {.fired = true};
    rsv_error err;
    (void)state;
    for (unsigned long nth = 1; f.fired; nth++) {
        rsv_kb *kb = NULL;
        rsv_doc *docs[3] = {NULL, NULL, NULL};
        rsv_status rc = rsv_kb_open(w.kb_path, fail_alloc_on(&f, nth), &kb, &err);
        if (rc == RSV_OK)
            rc = rsv_kb_show(kb, 90101, &docs[0], &err);
        if (rc == RSV_OK)
            rc = rsv_kb_search(kb, "relay", 3, &docs[1], &err);
        if (rc == RSV_OK)
            rc = rsv_kb_stats(kb, &docs[2], &err);
        assert_int_equal(rc, f.fired ? RSV_ENOMEM : RSV_OK);
        for (int i = 0; i < 3; i++)
            rsv_doc_free(docs[i]);
        rsv_kb_close(kb);
        assert_int_equal(f.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_shows_its_causes_relatives_and_references),
        cmocka_unit_test(company_is_declared_once_and_shown_on_both_sides),
        cmocka_unit_test(a_cause_shows_its_steps_and_codes),
        cmocka_unit_test(a_step_shows_what_comes_before_it_and_what_it_cures),
        cmocka_unit_test(what_is_not_there_brings_the_nearest_name),
        cmocka_unit_test(three_neighbours_stand_on_either_side),
        cmocka_unit_test(counts_are_those_of_the_articles),
        cmocka_unit_test(words_are_found_in_their_forms),
        cmocka_unit_test(if_nothing_has_all_words_some_are_enough),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
