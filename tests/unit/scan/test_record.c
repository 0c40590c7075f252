/* SPDX-License-Identifier: MIT */
#include "scan/record.h"

#include "support/walk_case.h"

#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct walk_case c;
static char text[2000];

/* Read one record, enough behind it; what was learnt of those before stays. */
static size_t take(const char *record)
{
    const size_t n = strlen(record);
    memcpy(text, record, n);
    memset(text + n, ' ', 300);
    c.walker.text = text;
    c.walker.n = n + 300;
    return rsv__scan_record(&c.walker, 0);
}

static void start(void)
{
    walk_case_open(&c, "");
}

/* A field as "text", or "-". */
static const char *field(enum scan_field which)
{
    static char out[4][100];
    static int next;
    const struct scan_value v = rsv__row_value(text, c.walker.n, &c.walker.row, which);
    char *s = out[next++ % 4];
    snprintf(s, sizeof *out, "%.*s", v.text ? (int)v.n : 1, v.text ? v.text : "-");
    return s;
}

static void a_record_is_read_with_or_without_expectations(void **state)
{
    static const char record[] = "{\"id\":\"a\",\"x\":[{\"id\":\"no\"}],\"status\":{\"errorCode\":5,\"y\":{}},\"deviceDetail\":"
                                 "{\"isCompliant\":true},\"userId\":\"O\\u0027B\",\"appId\":null}";
    (void)state;
    start();
    for (int i = 0; i < 3; i++) {
        assert_int_equal(take(record), strlen(record));
        assert_string_equal(field(ROW_ID), "a");
        assert_string_equal(field(ROW_CODE), "5");
        assert_string_equal(field(ROW_COMPLIANT), "true");
        assert_string_equal(field(ROW_USER_ID), "O\\u0027B");
        assert_string_equal(field(ROW_APP_ID), "-");
        assert_string_equal(field(ROW_USER), "-");
        assert_int_equal(c.walker.steps.n, 8);
    }
}

static void keys_may_come_and_go(void **state)
{
    (void)state;
    start();
    assert_int_equal(take("{\"id\":\"a\",\"appId\":\"b\"}"), 22);
    assert_int_equal(take("{\"id\":\"c\",\"userId\":\"d\",\"appId\":\"e\"}"), 35);
    assert_string_equal(field(ROW_USER_ID), "d");
    assert_string_equal(field(ROW_APP_ID), "e");
    assert_int_equal(c.walker.steps.n, 4); /* three keys and the end */
    assert_int_equal(take("{\"appId\":\"f\"}"), 13);
    assert_string_equal(field(ROW_APP_ID), "f");
    assert_string_equal(field(ROW_ID), "-");
    assert_int_equal(take("{\"id\":\"c\",\"userId\":\"d\",\"appId\":\"e\"}"), 35);
    assert_int_equal(c.walker.steps.misses, 0);
    assert_int_equal(take("{}"), 2);
    assert_int_equal(take(" {\"id\":\"c\"}"), 0);
}

static void other_records_are_learnt_anew(void **state)
{
    char many[600] = "{\"k0\":0";
    (void)state;
    start();
    assert_int_equal(take("{\"id\":\"a\",\"appId\":\"b\"}"), 22);
    for (int i = 1; i < 20; i++)
        snprintf(many + strlen(many), 20, ",\"k%d\":%d", i, i);
    strcat(many, ",\"userId\":\"d\"}");
    assert_int_equal(take(many), strlen(many));
    assert_int_equal(take(many), strlen(many));
    assert_string_equal(field(ROW_USER_ID), "d");
    assert_int_equal(c.walker.steps.n, 22);
    assert_int_equal(c.walker.steps.misses, 0);
}

static void more_keys_than_can_be_expected_are_read(void **state)
{
    char many[1600] = "{\"k0\":0";
    (void)state;
    start();
    for (int i = 1; i < MAX_STEPS + 20; i++)
        snprintf(many + strlen(many), 20, ",\"k%d\":%d", i, i);
    strcat(many, ",\"userId\":\"d\",\"status\":{\"errorCode\":7}}");
    for (int i = 0; i < 3; i++) {
        assert_int_equal(take(many), strlen(many));
        assert_string_equal(field(ROW_USER_ID), "d");
        assert_string_equal(field(ROW_CODE), "7");
    }
}

static void what_is_unusual_is_left_to_the_walk(void **state)
{
    static const char *const records[] = {
        "{\"i\\u0064\":\"a\"}",         "{\"id\":\"a\"",          "{\"id\":\"a\n\"}", "{\"value\":[{\"id\":\"a\"}]}",
        "{\"id\":\"a\" \"appId\":\"b\"}", "{\"id\":tru}",          "{\"id\":1:2}",     "{\"@odata.nextLink\":\"a\"}",
        "{\"id\":\"a\",}",              "{\"status\":[{\"a\":1}]}", "{\"id\":yes}",     "{\"id\":[1}"};
    (void)state;
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        start();
        assert_int_equal(take(records[i]), 0);
    }
    start();
    c.walker.text = "{\"id\":\"a\"}";
    c.walker.n = 10;
    assert_int_equal(rsv__scan_record(&c.walker, 0), 0); /* too near to the end */
}

static void a_key_whose_object_matters_is_never_skipped(void **state)
{
    (void)state;
    start();
    assert_int_equal(take("{\"status\":null,\"id\":\"a\"}"), 24);
    assert_int_equal(take("{\"status\":{\"errorCode\":5},\"id\":\"a\"}"), 35);
    assert_string_equal(field(ROW_CODE), "5");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_record_is_read_with_or_without_expectations),
                                       cmocka_unit_test(keys_may_come_and_go),
                                       cmocka_unit_test(other_records_are_learnt_anew),
                                       cmocka_unit_test(more_keys_than_can_be_expected_are_read),
                                       cmocka_unit_test(what_is_unusual_is_left_to_the_walk),
                                       cmocka_unit_test(a_key_whose_object_matters_is_never_skipped)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
