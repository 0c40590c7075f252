/* SPDX-License-Identifier: MIT */
#include "session/scan.h"

#include "support/world.h"

#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static rsv_doc *report_of(const char *text, const rsv_scan_options *options, rsv_kb *kb)
{
    rsv_scan *scan;
    rsv_doc *report = NULL;
    rsv_error err;
    assert_int_equal(rsv_scan_open(kb, options, &scan, &err), RSV_OK);
    assert_int_equal(rsv_scan_bytes(scan, "log", text, strlen(text), &err), RSV_OK);
    assert_int_equal(rsv_scan_report(scan, NULL, &report, &err), RSV_OK);
    rsv_scan_close(scan);
    return report;
}

static int64_t number(const rsv_doc *d, const char *key)
{
    return rsv_doc_integer(rsv_doc_get(d, key));
}

static const char text[] =
    "{\"@odata.nextLink\":\"x\",\"value\":["
    "{\"id\":\"1\",\"createdDateTime\":\"2024-07-01T10:00:00Z\",\"userId\":\"a\",\"status\":{\"errorCode\":0}},"
    "{\"id\":\"2\",\"createdDateTime\":\"2024-07-01T11:00:00Z\",\"userId\":\"a\",\"status\":{\"errorCode\":90099}},"
    "{\"id\":\"2\",\"createdDateTime\":\"2024-07-01T11:00:00Z\",\"userId\":\"a\",\"status\":{\"errorCode\":90099}},"
    "{\"id\":\"3\",\"userId\":\"b\",\"status\":{\"errorCode\":90099}},"
    "{\"id\":\"4\",\"userId\":\"b\",\"status\":{\"errorCode\":5}},{\"id\":\"5\"}]}";

static void numbers_come_by_code_with_what_the_articles_say(void **state)
{
    struct world w;
    (void)state;
    world_small(&w);
    rsv_doc *d = report_of(text, NULL, w.kb);
    assert_int_equal(number(d, "attempts"), 4);
    assert_int_equal(number(d, "duplicates"), 1);
    assert_int_equal(number(d, "others"), 1);
    assert_int_equal(number(d, "without_time"), 2);
    assert_true(rsv_doc_is_true(rsv_doc_get(d, "next_page")));
    assert_string_equal(rsv_doc_text(rsv_doc_get(d, "first")), "2024-07-01T10:00:00Z");
    const rsv_doc *c = rsv_doc_first(rsv_doc_get(d, "codes"));
    assert_int_equal(number(c, "code"), 90099);
    assert_string_equal(rsv_doc_text(rsv_doc_get(c, "nature")), "error");
    assert_true(rsv_doc_text(rsv_doc_get(c, "title"))[0] != '\0');
    assert_int_equal(number(c, "attempts"), 2);
    assert_int_equal(number(c, "users"), 2);
    assert_int_equal(rsv_doc_count(rsv_doc_get(c, "bars")), 24);
    c = rsv_doc_next(c);
    assert_int_equal(number(c, "code"), 5);
    assert_null(rsv_doc_get(c, "title")); /* no article */
    c = rsv_doc_next(c);
    assert_string_equal(rsv_doc_text(rsv_doc_get(c, "nature")), "success");
    assert_null(rsv_doc_next(c));
    rsv_doc_free(d);
    world_close(&w);
}

static void numbers_that_are_estimated_are_named(void **state)
{
    rsv_scan_options o = RSV_SCAN_OPTIONS_INIT;
    (void)state;
    o.exact = 1;
    rsv_doc *d = report_of(text, &o, NULL);
    const rsv_doc *c = rsv_doc_first(rsv_doc_get(d, "codes"));
    assert_int_equal(rsv_doc_count(rsv_doc_get(c, "estimated")), 2);
    assert_string_equal(rsv_doc_text(rsv_doc_first(rsv_doc_get(c, "estimated"))), "sign_ins");
    assert_int_equal(number(c, "users"), 2); /* small estimates are right */
    rsv_doc_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_come_by_code_with_what_the_articles_say),
                                       cmocka_unit_test(numbers_that_are_estimated_are_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
