/* SPDX-License-Identifier: MIT */
#include "scan/table.h"

#include "support/fail_alloc.h"
#include "support/table_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* NULL: it is no table. */
static void becomes(const char *text, const char *expected)
{
    const size_t pieces[] = {1 << 20, 7, 1};
    for (size_t i = 0; i < 3; i++) {
        struct table_case c;
        assert_int_equal(table_case_read(&c, NULL, text, strlen(text), pieces[i]), RSV_OK);
        assert_int_equal(c.is_table, expected != NULL);
        assert_string_equal(rsv__buf_get(&c.records), expected ? expected : "");
        assert_int_equal(c.n_damages, 0);
        if (expected != NULL)
            assert_int_equal(c.done, strlen(text));
        table_case_free(&c);
        assert_int_equal(c.alloc.live, 0);
    }
}

static void the_portals_words_become_a_record(void **state)
{
    (void)state;
    becomes("Date (UTC),Request ID,Application ID ,Application,Status,Sign-in error code,Device ID,"
            "Incoming token type,Incoming token type\r\n"
            "2026-11-23T07:14:03Z,r1,a1,\"Mail, \"\"new\"\"\",Failure,53003,,None,x\r\n"
            "2026-11-23T07:10:00Z,r2,a1,Mail,Success,None,d1,,\r\n"
            "2026-11-23T07:09:00Z,r3,a1,Mail,Failure,,d1,,\r\n",
            "{\"id\":\"r1\",\"createdDateTime\":\"2026-11-23T07:14:03Z\",\"appId\":\"a1\","
            "\"appDisplayName\":\"Mail, \\\"new\\\"\","
            "\"status\":{\"errorCode\":\"53003\"},\"deviceDetail\":{\"deviceId\":\"\"}}\n"
            "{\"id\":\"r2\",\"createdDateTime\":\"2026-11-23T07:10:00Z\",\"appId\":\"a1\",\"appDisplayName\":\"Mail\","
            "\"status\":{\"errorCode\":0},\"deviceDetail\":{\"deviceId\":\"d1\"}}\n"
            "{\"id\":\"r3\",\"createdDateTime\":\"2026-11-23T07:09:00Z\",\"appId\":\"a1\",\"appDisplayName\":\"Mail\","
            "\"deviceDetail\":{\"deviceId\":\"d1\"}}\n");
}

static void objects_in_cells_and_times_of_browsers_are_read(void **state)
{
    (void)state;
    becomes("\"TimeGenerated [UTC]\",ResultType,Status,DeviceDetail_dynamic,DeviceDetail_string\n"
            "\"4/28/2021, 2:08:45.221 PM\",50140,\"{\n \"\"errorCode\"\": 50140\n}\",,{'isCompliant': None}\n",
            "{\"time\":\"2021-04-28T14:08:45.221Z\",\"resultType\":\"50140\",\"status\":{\"errorCode\":50140},"
            "\"deviceDetail\":{\"isCompliant\":null}}\n");
}

/* Times of one minute are read once; what differs in them is not lost. */
static void times_of_a_minute_keep_their_seconds_and_halves(void **state)
{
    static const char *const times[][2] = {
        {"4/28/2021, 2:08:45.221 PM", "\"2021-04-28T14:08:45.221Z\""},
        {"4/28/2021, 2:08:03.000 PM", "\"2021-04-28T14:08:03.000Z\""},
        {"4/28/2021, 2:08:59 PM", "\"2021-04-28T14:08:59Z\""},         {"4/28/2021, 2:08:03 AM", "\"2021-04-28T02:08:03Z\""},
        {"4/28/2021, 2:08:04 AM", "\"2021-04-28T02:08:04Z\""},         {"4/28/2021, 2:08:61 AM", "null"},
        {"4/28/2021, 2:09:05 AM", "\"2021-04-28T02:09:05Z\""},         {"4/29/2021, 2:09:05 AM", "\"2021-04-29T02:09:05Z\""},
    };
    struct buf text, expected;
    struct alloc alloc;
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    rsv__buf_init(&text, &alloc);
    rsv__buf_init(&expected, &alloc);
    rsv__buf_text(&text, "TimeGenerated [UTC],ResultType\n");
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        rsv__buf_printf(&text, "\"%s\",0\n", times[i][0]);
        rsv__buf_printf(&expected, "{\"time\":%s,\"resultType\":\"0\"}\n", times[i][1]);
    }
    becomes(text.text, expected.text);
    rsv__buf_free(&text);
    rsv__buf_free(&expected);
}

static void the_first_rows_tell_whether_the_day_comes_first(void **state)
{
    (void)state;
    becomes("Id,ResultType,TimeGenerated [UTC]\n1,0,\"3/12/2026, 07:00:00.000\"\n2,0,\"13/12/2026, 07:00:00.000\"\n",
            "{\"id\":\"1\",\"time\":\"2026-12-03T07:00:00Z\",\"resultType\":\"0\"}\n"
            "{\"id\":\"2\",\"time\":\"2026-12-13T07:00:00Z\",\"resultType\":\"0\"}\n");
    becomes("Id,ResultType,TimeGenerated [UTC]\n1,0,\"3/12/2026, 07:00:00.000\"\n",
            "{\"id\":\"1\",\"time\":null,\"resultType\":\"0\"}\n");
}

static void other_separators_and_what_stands_before_the_header(void **state)
{
    (void)state;
    becomes("sep=;\n\nId;ResultType\n1;0\n\n2;7", "{\"id\":\"1\",\"resultType\":\"0\"}\n{\"id\":\"2\",\"resultType\":\"7\"}\n");
    becomes("Id\tResultType\n1\t0", "{\"id\":\"1\",\"resultType\":\"0\"}\n");
}

static void other_texts_are_no_tables(void **state)
{
    (void)state;
    becomes("", NULL);
    becomes("kind,code\na,1\n", NULL);
    becomes("{\"id\":\"1\",\"resultType\":0}\n", NULL);
    becomes("AADSTS50126: Error validating credentials\n", NULL);
    becomes("Id,\"ResultType\n", NULL);
}

static void damage_costs_its_row_and_is_told_with_its_line(void **state)
{
    static const char text[] = "Id,ResultType,Status\n1,0,\n2,a\"b,\n3,0,,,x\n4,0,\"{'a'\"\n5,\"7,\n6,7,\n";
    struct table_case c;
    (void)state;
    assert_int_equal(table_case_read(&c, NULL, text, sizeof text - 1, 5), RSV_OK);
    assert_string_equal(rsv__buf_get(&c.records), "{\"id\":\"1\",\"resultType\":\"0\"}\n"
                                                  "{\"id\":\"4\",\"resultType\":\"0\",\"status\":null}\n"
                                                  "{\"id\":\"6\",\"resultType\":\"7\"}\n");
    assert_int_equal(c.n_damages, 4);
    for (unsigned i = 0; i < 4; i++) {
        assert_int_equal(c.damages[i].line, 3 + i);
        assert_int_equal(text[c.damages[i].at], '2' + (char)i);
    }
    table_case_free(&c);
}

static void every_allocation_may_fail(void **state)
{
    static const char text[] = "ResultType,Status,deviceDetail.deviceId,status.errorCode\n0,\"{'errorCode': 7}\",d,\n,,d,7\n";
    struct fail_alloc f = {.fired = true};
    (void)state;
    for (unsigned nth = 1; f.fired; nth++) {
        struct table_case c;
        const rsv_status rc = table_case_read(&c, fail_alloc_on(&f, nth), text, sizeof text - 1, 100);
        assert_int_equal(rc, f.fired ? RSV_ENOMEM : RSV_OK);
        table_case_free(&c);
        assert_int_equal(f.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_portals_words_become_a_record),
                                       cmocka_unit_test(objects_in_cells_and_times_of_browsers_are_read),
                                       cmocka_unit_test(times_of_a_minute_keep_their_seconds_and_halves),
                                       cmocka_unit_test(the_first_rows_tell_whether_the_day_comes_first),
                                       cmocka_unit_test(other_separators_and_what_stands_before_the_header),
                                       cmocka_unit_test(other_texts_are_no_tables),
                                       cmocka_unit_test(damage_costs_its_row_and_is_told_with_its_line),
                                       cmocka_unit_test(every_allocation_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
