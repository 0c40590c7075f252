/* SPDX-License-Identifier: MIT */
#include "session/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define ROW(id, minute, user, more) \
    "{\"id\":\"" id "\",\"createdDateTime\":\"2024-07-01T1" minute ":00Z\",\"userPrincipalName\":\"" user "\"," more "}\n"

static const char text[] =
    ROW("1", "0:00", "a", "\"correlationId\":\"k\",\"resultType\":50140")
    ROW("2", "0:01", "a", "\"correlationId\":\"k\",\"resultType\":0")
    ROW("3", "1:00", "A", "\"correlationId\":\"m\",\"resultType\":53000,\"appDisplayName\":\"The \\\"app\\\"\","
        "\"ipAddress\":\"9.9.9.9\",\"clientAppUsed\":\"Browser\",\"deviceDetail\":{\"deviceId\":\"\"},"
        "\"appliedConditionalAccessPolicies\":[{\"displayName\":\"P\",\"result\":\"success\"},"
        "{\"displayName\":\"Q\",\"result\":\"failure\"}]")
    ROW("4", "2:00", "b", "\"resultType\":7");

static rsv_doc *report_of(const char *user)
{
    rsv_scan_options o = RSV_SCAN_OPTIONS_INIT;
    rsv_scan *scan;
    rsv_doc *report = NULL;
    rsv_error err;
    o.user = user;
    assert_int_equal(rsv_scan_open(NULL, &o, &scan, &err), RSV_OK);
    assert_int_equal(rsv_scan_bytes(scan, "log", text, sizeof text - 1, &err), RSV_OK);
    assert_int_equal(rsv_scan_report(scan, NULL, &report, &err), RSV_OK);
    rsv_scan_close(scan);
    return report;
}

static void a_users_last_rows_are_told_newest_first(void **state)
{
    (void)state;
    rsv_doc *d = report_of("a");
    const rsv_doc *r = rsv_doc_first(rsv_doc_get(d, "rows"));
    assert_int_equal(rsv_doc_count(rsv_doc_get(d, "rows")), 2);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(r, "code")), 53000);
    assert_string_equal(rsv_doc_text(rsv_doc_get(r, "app")), "The \"app\"");
    assert_string_equal(rsv_doc_text(rsv_doc_get(r, "address")), "9.9.9.9");
    assert_string_equal(rsv_doc_text(rsv_doc_get(r, "policy")), "Q");
    assert_false(rsv_doc_is_true(rsv_doc_get(r, "device")));
    assert_false(rsv_doc_is_true(rsv_doc_get(r, "went_on")));
    r = rsv_doc_next(r);
    assert_string_equal(rsv_doc_text(rsv_doc_get(r, "at")), "2024-07-01T10:00:00Z");
    assert_null(rsv_doc_get(r, "device"));
    assert_true(rsv_doc_is_true(rsv_doc_get(r, "went_on")));
    rsv_doc_free(d);
}

static void a_whole_log_has_none(void **state)
{
    (void)state;
    rsv_doc *d = report_of(NULL);
    assert_null(rsv_doc_get(d, "rows"));
    rsv_doc_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_users_last_rows_are_told_newest_first),
                                       cmocka_unit_test(a_whole_log_has_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
