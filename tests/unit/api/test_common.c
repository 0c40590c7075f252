/* SPDX-License-Identifier: MIT */
#include "api/internal.h"
#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void an_error_is_cleared_before_it_is_used_and_null_gets_a_spare(void **state)
{
    struct error_box box;
    rsv_error err;
    (void)state;
    memset(&err, 'x', sizeof err);
    memset(&box, 'x', sizeof box);
    assert_ptr_equal(rsv__error_of(&err, &box), &err);
    assert_int_equal(err.code, RSV_OK);
    assert_string_equal(err.message, "");
    assert_ptr_equal(rsv__error_of(NULL, &box), &box.spare);
    assert_string_equal(box.spare.message, "");
    assert_int_equal(rsv__bad_argument(&err, "kb"), RSV_EARG);
    assert_string_equal(err.message, "bad argument: kb");
}

/* Whoever frees what failed frees nothing. */
static void after_a_bad_argument_there_is_no_answer(void **state)
{
    char untouched;
    int64_t code;
    (void)state;
#define NO_ANSWER(call)                                                                                       \
    do {                                                                                                      \
        rsv_doc *d = (rsv_doc *)(void *)&untouched;                                                           \
        assert_int_equal(call, RSV_EARG);                                                                     \
        assert_null(d);                                                                                       \
    } while (0)
    NO_ANSWER(rsv_kb_show(NULL, 1, &d, NULL));
    NO_ANSWER(rsv_kb_show_cause(NULL, "a", &d, NULL));
    NO_ANSWER(rsv_kb_show_step(NULL, "a", &d, NULL));
    NO_ANSWER(rsv_kb_neighbours(NULL, 1, NULL, &d, NULL));
    NO_ANSWER(rsv_kb_search(NULL, "a", 1, &d, NULL));
    NO_ANSWER(rsv_kb_stats(NULL, &d, NULL));
    NO_ANSWER(rsv_find_error(NULL, NULL, NULL, 1, &code, &d, NULL));
    NO_ANSWER(rsv_ruleset_load(NULL, NULL, &d, NULL));
    NO_ANSWER(rsv_ruleset_kinds(NULL, NULL, &d, NULL));
    NO_ANSWER(rsv_ruleset_formats(NULL, &d, NULL));
    NO_ANSWER(rsv_ruleset_list(NULL, &d, NULL));
    NO_ANSWER(rsv_session_read(NULL, "a", "", 0, &d, NULL));
    NO_ANSWER(rsv_session_convert(NULL, "a", "", 0, NULL, NULL, &d, NULL));
    NO_ANSWER(rsv_session_read_fact(NULL, "a", &d, NULL));
    NO_ANSWER(rsv_session_read_error(NULL, "a", "", 0, &code, &d, NULL));
    NO_ANSWER(rsv_session_facts(NULL, &d, NULL));
    NO_ANSWER(rsv_session_costs(NULL, &d, NULL));
    NO_ANSWER(rsv_session_diagnose(NULL, 1, &d, NULL));
    NO_ANSWER(rsv_session_why(NULL, 1, "a", NULL, &d, NULL));
    NO_ANSWER(rsv_session_next(NULL, 1, &d, NULL));
    NO_ANSWER(rsv_session_script(NULL, 1, "a", NULL, &d, NULL));
    NO_ANSWER(rsv_scan_report(NULL, NULL, &d, NULL));
    NO_ANSWER(rsv_scan_facts(NULL, 1, &d, NULL));
    NO_ANSWER(rsv_rules_test(NULL, NULL, &d, NULL));
    NO_ANSWER(rsv_rules_bench(NULL, &d, NULL));
    NO_ANSWER(rsv_kb_check(NULL, NULL, &d, NULL));
    NO_ANSWER(rsv_kb_build(NULL, NULL, NULL, &d, NULL));
    NO_ANSWER(rsv_kb_export_html(NULL, NULL, NULL, &d, NULL));
    NO_ANSWER(rsv_kb_import(NULL, 0, NULL, NULL, 0, &d, NULL));
    NO_ANSWER(rsv_doctor(NULL, NULL, &d, NULL));
#undef NO_ANSWER
}

static void an_answer_is_kept_only_if_all_went_well(void **state)
{
    struct fail_alloc memory;
    rsv_error err;
    rsv_doc *doc = NULL;
    (void)state;
    struct doc_tree *t = rsv__answer(fail_alloc_on(&memory, 0), "resolvent.test/1");
    assert_int_equal(rsv__answer_done(t, RSV_OK, &doc, &err), RSV_OK);
    assert_string_equal(rsv_doc_text(rsv_doc_get(doc, "schema")), "resolvent.test/1");
    rsv_doc_free(doc);
    t = rsv__answer(&memory.allocator, "resolvent.test/1");
    assert_int_equal(rsv__answer_done(t, RSV_EKB, &doc, &err), RSV_EKB);
    assert_null(doc);
    assert_int_equal(memory.live, 0);
    assert_int_equal(rsv__answer_done(NULL, RSV_OK, &doc, &err), RSV_ENOMEM);
    assert_null(doc);
}

static void every_status_has_a_text_of_its_own(void **state)
{
    (void)state;
    for (int i = RSV_OK; i <= RSV_EINTERNAL; i++)
        for (int k = RSV_OK; k < i; k++)
            assert_string_not_equal(rsv_status_text((rsv_status)i), rsv_status_text((rsv_status)k));
    assert_string_equal(rsv_status_text((rsv_status)(RSV_EINTERNAL + 1)), "unknown status");
    assert_string_equal(rsv_status_text((rsv_status)-1), "unknown status");
}

static void the_library_is_of_the_version_of_its_header(void **state)
{
    (void)state;
    assert_string_equal(rsv_version(), RSV_VERSION);
}

static void a_time_is_parsed_or_refused(void **state)
{
    int64_t ms = 7;
    (void)state;
    assert_int_equal(rsv_parse_time("2026-11-23T07:14:03Z", &ms), RSV_OK);
    assert_true(ms == 1795418043000);
    assert_int_equal(rsv_parse_time("yesterday", &ms), RSV_EINPUT);
    assert_int_equal(rsv_parse_time(NULL, &ms), RSV_EARG);
    assert_int_equal(rsv_parse_time("2026-11-23", NULL), RSV_EARG);
}

static void a_misspelt_word_has_a_nearest_one_of_the_list(void **state)
{
    static const char *const words[] = {"diagnose", "search", "show"};
    (void)state;
    assert_ptr_equal(rsv_nearest_word("dignose", words, 3), words[0]);
    assert_null(rsv_nearest_word("zebra", words, 3));
    assert_null(rsv_nearest_word("show", words, 0));
    assert_null(rsv_nearest_word(NULL, words, 3));
    assert_null(rsv_nearest_word("show", NULL, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_is_cleared_before_it_is_used_and_null_gets_a_spare),
        cmocka_unit_test(after_a_bad_argument_there_is_no_answer),
        cmocka_unit_test(an_answer_is_kept_only_if_all_went_well),
        cmocka_unit_test(every_status_has_a_text_of_its_own),
        cmocka_unit_test(the_library_is_of_the_version_of_its_header),
        cmocka_unit_test(a_time_is_parsed_or_refused),
        cmocka_unit_test(a_misspelt_word_has_a_nearest_one_of_the_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
