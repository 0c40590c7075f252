/* SPDX-License-Identifier: MIT */
#include "session/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char text[] =
    "{\"id\":\"R1\",\"createdDateTime\":\"2024-07-01T10:00:00Z\",\"userPrincipalName\":\"O\\u0027B@x\",\"appId\":\"A\","
    "\"appDisplayName\":\"Mail\",\"ipAddress\":\"9.9.9.9\",\"correlationId\":\"K1\",\"clientAppUsed\":\"IMAP4\","
    "\"isInteractive\":false,\"conditionalAccessStatus\":\"failure\",\"status\":{\"errorCode\":53000},"
    "\"deviceDetail\":{\"deviceId\":\"D\",\"isCompliant\":true,\"trustType\":\"Hybrid Azure AD joined\"},"
    "\"appliedConditionalAccessPolicies\":[{\"displayName\":\"P\",\"result\":\"notApplied\"},"
    "{\"id\":\"q\",\"displayName\":\"Q\",\"enforcedGrantControls\":[\"RequireCompliantDevice\"],\"result\":\"failure\"}],"
    "\"authenticationDetails\":[{\"authenticationMethodDetail\":\"Password Hash Sync\"}]}\n"
    "{\"id\":\"R2\",\"createdDateTime\":\"2024-07-01T10:05:00Z\",\"userPrincipalName\":\"o'b@x\",\"appId\":\"A\","
    "\"ipAddress\":\"9.9.9.9\",\"correlationId\":\"K1\",\"status\":{\"errorCode\":0}}\n";

static const rsv_doc *fact(const rsv_doc *facts, const char *kind)
{
    for (const rsv_doc *f = rsv_doc_first(facts); f != NULL; f = rsv_doc_next(f))
        if (strcmp(rsv_doc_text(rsv_doc_get(f, "kind")), kind) == 0)
            return f;
    return NULL;
}

static void check(const rsv_doc *d, const char *key, const char *expected)
{
    assert_string_equal(rsv_doc_text(rsv_doc_get(d, key)), expected);
}

static rsv_doc *facts_of(int64_t code, rsv_status expected)
{
    rsv_scan *scan;
    rsv_doc *facts = NULL;
    rsv_error err;
    assert_int_equal(rsv_scan_open(NULL, NULL, &scan, &err), RSV_OK);
    assert_int_equal(rsv_scan_bytes(scan, "log", text, sizeof text - 1, &err), RSV_OK);
    assert_int_equal(rsv_scan_facts(scan, code, &facts, &err), expected);
    rsv_scan_close(scan);
    return facts;
}

static void a_row_gives_all_that_it_says(void **state)
{
    rsv_doc *facts = facts_of(53000, RSV_OK);
    (void)state;
    const rsv_doc *d = fact(facts, "sign_in");
    check(d, "request_id", "R1");
    check(d, "user", "O'B@x");
    check(d, "app", "Mail");
    check(d, "address", "9.9.9.9");
    check(d, "client", "legacy");
    check(d, "result", "failure");
    check(d, "policy_result", "failure");
    check(d, "password_checked", "hash-sync");
    check(d, "device_id", "D");
    check(d, "device_join", "hybrid");
    check(d, "at", "2024-07-01T10:00:00Z");
    assert_int_equal(rsv_doc_type(rsv_doc_get(d, "interactive")), RSV_BOOLEAN);
    assert_false(rsv_doc_is_true(rsv_doc_get(d, "interactive")));
    assert_true(rsv_doc_is_true(rsv_doc_get(d, "device_compliant")));
    d = fact(facts, "conditional_access_result");
    check(d, "policy", "Q");
    check(d, "result", "failure");
    check(d, "control", "compliant-device");
    d = fact(facts, "sign_in_sequence");
    check(d, "correlation_id", "K1");
    check(d, "final", "success");
    d = fact(facts, "error_frequency");
    check(d, "app_id", "A");
    check(d, "rhythm", "single");
    check(d, "window", "5m");
    assert_int_equal(rsv_doc_integer(rsv_doc_get(d, "attempts")), 1);
    check(fact(facts, "user_scope"), "affected", "one");
    rsv_doc_free(facts);
}

static void a_code_that_is_not_there_has_none(void **state)
{
    (void)state;
    assert_null(facts_of(7, RSV_ENOTFOUND));
    rsv_doc *facts = facts_of(0, RSV_OK); /* of all errors */
    assert_non_null(fact(facts, "sign_in"));
    rsv_doc_free(facts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_row_gives_all_that_it_says),
                                       cmocka_unit_test(a_code_that_is_not_there_has_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
