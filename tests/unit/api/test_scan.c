/* SPDX-License-Identifier: MIT */
#include "resolvent.h"

#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char text[] =
    "{\"id\":\"1\",\"userPrincipalName\":\"a@x\",\"appDisplayName\":\"Mail\",\"time\":\"2024-07-01T10:00:00Z\","
    "\"resultType\":7}\n"
    "{\"id\":\"2\",\"userPrincipalName\":\"b@x\",\"time\":\"2024-07-02T10:00:00Z\",\"resultType\":0}\n";

static int64_t attempts(const rsv_scan_options *o)
{
    rsv_scan *scan;
    rsv_doc *d = NULL;
    rsv_error err;
    assert_int_equal(rsv_scan_open(NULL, o, &scan, &err), RSV_OK);
    assert_int_equal(rsv_scan_bytes(scan, NULL, text, sizeof text - 1, &err), RSV_OK);
    assert_int_equal(rsv_scan_report(scan, NULL, &d, &err), RSV_OK);
    const int64_t n = rsv_doc_integer(rsv_doc_get(d, "attempts"));
    rsv_doc_free(d);
    rsv_scan_close(scan);
    return n;
}

static void options_narrow_what_counts(void **state)
{
    rsv_scan_options o = RSV_SCAN_OPTIONS_INIT;
    const int64_t code = 7;
    (void)state;
    assert_int_equal(attempts(NULL), 2);
    o.user = "A@X";
    assert_int_equal(attempts(&o), 1);
    o.app = "mail";
    assert_int_equal(attempts(&o), 1);
    o.app = "other";
    assert_int_equal(attempts(&o), 0);
    o = (rsv_scan_options)RSV_SCAN_OPTIONS_INIT;
    o.codes = &code;
    o.n_codes = 1;
    assert_int_equal(attempts(&o), 1);
    o = (rsv_scan_options)RSV_SCAN_OPTIONS_INIT;
    assert_int_equal(rsv_parse_time("2024-07-02", &o.since_ms), RSV_OK);
    assert_int_equal(attempts(&o), 1);
    o.until_ms = o.since_ms;
    assert_int_equal(attempts(&o), 0);
    o = (rsv_scan_options)RSV_SCAN_OPTIONS_INIT;
    o.counts_only = 1;
    assert_int_equal(attempts(&o), 2);
}

static int stop(void *user, uint64_t done)
{
    *(uint64_t *)user = done;
    return 1;
}

static void progress_is_told_and_can_end_it(void **state)
{
    rsv_scan_options o = RSV_SCAN_OPTIONS_INIT;
    uint64_t done = 0;
    (void)state;
    o.progress = stop;
    o.progress_user = &done;
    attempts(&o);
    assert_int_equal(done, sizeof text - 1);
}

static size_t give(void *user, char *out, size_t n)
{
    int *calls = user;
    if ((*calls)++ > 0)
        return 0;
    assert_true(n > sizeof text);
    memcpy(out, text, sizeof text - 1);
    return sizeof text - 1;
}

static void logs_come_from_functions_too(void **state)
{
    rsv_scan *scan;
    rsv_doc *d = NULL;
    rsv_error err;
    int calls = 0;
    (void)state;
    assert_int_equal(rsv_scan_open(NULL, NULL, &scan, &err), RSV_OK);
    assert_int_equal(rsv_scan_stream(scan, "pipe", give, &calls, &err), RSV_OK);
    assert_int_equal(rsv_scan_report(scan, NULL, &d, &err), RSV_OK);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(d, "attempts")), 2);
    rsv_doc_free(d);
    rsv_scan_close(scan);
}

static void bad_arguments_are_refused(void **state)
{
    rsv_scan_options o = RSV_SCAN_OPTIONS_INIT;
    rsv_scan *scan;
    rsv_doc *d;
    (void)state;
    o.size = 1;
    assert_int_equal(rsv_scan_open(NULL, &o, &scan, NULL), RSV_EARG);
    assert_null(scan);
    assert_int_equal(rsv_scan_open(NULL, NULL, NULL, NULL), RSV_EARG);
    assert_int_equal(rsv_scan_bytes(NULL, "x", "", 0, NULL), RSV_EARG);
    assert_int_equal(rsv_scan_stream(NULL, "x", give, NULL, NULL), RSV_EARG);
    assert_int_equal(rsv_scan_report(NULL, NULL, &d, NULL), RSV_EARG);
    assert_int_equal(rsv_scan_facts(NULL, 0, &d, NULL), RSV_EARG);
    rsv_scan_close(NULL);
}

static void every_allocation_may_fail(void **state)
{
    struct fail_alloc f = {.fired = true};
    (void)state;
    for (unsigned nth = 1; f.fired; nth++) {
        rsv_scan_options o = RSV_SCAN_OPTIONS_INIT;
        rsv_scan *scan;
        rsv_doc *d = NULL, *facts = NULL;
        rsv_error err;
        o.threads = 1;
        o.allocator = fail_alloc_on(&f, nth);
        rsv_status rc = rsv_scan_open(NULL, &o, &scan, &err);
        if (rc == RSV_OK)
            rc = rsv_scan_bytes(scan, "x", text, sizeof text - 1, &err);
        if (rc == RSV_OK)
            rc = rsv_scan_report(scan, NULL, &d, &err);
        if (rc == RSV_OK)
            rc = rsv_scan_facts(scan, 7, &facts, &err);
        assert_int_equal(rc, f.fired ? RSV_ENOMEM : RSV_OK);
        rsv_doc_free(d);
        rsv_doc_free(facts);
        rsv_scan_close(scan);
        assert_int_equal(f.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(options_narrow_what_counts),
                                       cmocka_unit_test(progress_is_told_and_can_end_it),
                                       cmocka_unit_test(logs_come_from_functions_too),
                                       cmocka_unit_test(bad_arguments_are_refused),
                                       cmocka_unit_test(every_allocation_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
