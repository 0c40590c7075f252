/* SPDX-License-Identifier: MIT */
#include "ingest/report.h"
#include "support/ingest_case.h"

#include <stdlib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void shows(const char *text, const char *shown)
{
    char out[SHOWN_SIZE];
    assert_string_equal(rsv__report_show(text, strlen(text), out), shown);
}

static void controls_and_bad_bytes_are_shown_escaped(void **state)
{
    (void)state;
    shows("plain \xc3\xbc", "plain \xc3\xbc");
    shows("\x1b[31m\n", "\\x1b[31m\\x0a");
    shows("a\xfc", "a\\xfc");
    shows("\xe2\x80\xae", "\\xe2\\x80\\xae"); /* right-to-left override */
    shows("\xc2\x85", "\\xc2\\x85");          /* a C1 control */
}

static void long_texts_are_cut_between_characters(void **state)
{
    char text[400], out[SHOWN_SIZE];
    (void)state;
    for (size_t first = 0; first < 4; first++) {
        memset(text, 'x', sizeof text);
        for (size_t i = first; i + 4 < sizeof text; i += 4)
            memcpy(text + i, "\xf0\x9f\x98\x80", 4);
        rsv__report_show(text, sizeof text, out);
        assert_true(strlen(out) < SHOWN_SIZE);
        assert_string_equal(out + strlen(out) - 3, "\xe2\x80\xa6");
    }
    memset(text, 0x1b, sizeof text);
    rsv__report_show(text, sizeof text, out);
    assert_true(strlen(out) < SHOWN_SIZE);
}

static void a_report_has_its_counts_before_its_problems(void **state)
{
    struct ingest_case c;
    char *json;
    (void)state;
    assert_true(ingest_case_open(&c, 0));
    rsv__report_begin(&c.in);
    rsv__report_problem(&c.in, &(struct problem){.line = 2, .kind = "k", .message = "wrong"});
    c.in.n_facts = 3;
    assert_int_equal(rsv__report_finish(&c.in, "json", "UTF-8", &c.err), RSV_OK);
    assert_int_equal(rsv_doc_json(&c.in.report->root, 0, &json, NULL), RSV_OK);
    assert_string_equal(json, "{\"schema\":\"resolvent.report/1\",\"input\":\"t\",\"format\":\"json\","
                              "\"encoding\":\"UTF-8\",\"facts\":3,\"complete\":0,\"rejected\":0,"
                              "\"problems\":[{\"line\":2,\"kind\":\"k\",\"message\":\"wrong\"}]}");
    rsv_text_free(json);
    assert_int_equal(ingest_case_close(&c), 0);
}

static void only_a_hundred_problems_are_listed(void **state)
{
    struct ingest_case c;
    (void)state;
    assert_true(ingest_case_open(&c, 0));
    rsv__report_begin(&c.in);
    for (int i = 0; i < 102; i++)
        rsv__report_problem(&c.in, &(struct problem){.message = "wrong"});
    assert_int_equal(rsv__report_finish(&c.in, NULL, NULL, &c.err), RSV_OK);
    assert_int_equal(rsv_doc_count(rsv_doc_get(&c.in.report->root, "problems")), 101);
    assert_string_equal(rsv_doc_text(rsv_doc_get(ingest_case_problem(&c, 100), "message")),
                        "2 more problems, not listed");
    assert_int_equal(ingest_case_close(&c), 0);
}

static void a_report_is_optional(void **state)
{
    struct ingest_case c;
    (void)state;
    assert_true(ingest_case_open(&c, 0));
    rsv_doc_free(&c.in.report->root);
    c.in.report = NULL;
    rsv__report_begin(&c.in);
    rsv__report_problem(&c.in, &(struct problem){.message = "wrong"});
    assert_int_equal(rsv__report_finish(&c.in, "json", "UTF-8", &c.err), RSV_OK);
    assert_int_equal(c.in.n_problems, 1);
    assert_int_equal(ingest_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(controls_and_bad_bytes_are_shown_escaped),
        cmocka_unit_test(long_texts_are_cut_between_characters),
        cmocka_unit_test(a_report_has_its_counts_before_its_problems),
        cmocka_unit_test(only_a_hundred_problems_are_listed),
        cmocka_unit_test(a_report_is_optional),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
