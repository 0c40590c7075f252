/* SPDX-License-Identifier: MIT */
#include "scan/table.h"

#include "support/table_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void becomes(const char *text, const char *expected, bool incomplete)
{
    const size_t pieces[] = {1 << 20, 7, 1};
    for (size_t i = 0; i < 3; i++) {
        struct table_case c;
        assert_int_equal(table_case_read(&c, NULL, text, strlen(text), pieces[i]), RSV_OK);
        assert_int_equal(c.is_table, expected != NULL);
        assert_string_equal(rsv__buf_get(&c.records), expected ? expected : "");
        assert_int_equal(c.incomplete, incomplete);
        assert_int_equal(c.n_damages, 0);
        table_case_free(&c);
        assert_int_equal(c.alloc.live, 0);
    }
}

static void columns_and_rows_become_records(void **state)
{
    (void)state;
    becomes("{\"tables\": [{\"name\": \"PrimaryResult\", \"columns\": [{\"name\": \"Id\", \"type\": \"string\"},"
            " {\"type\": \"string\", \"name\": \"ResultType\"}, {\"name\": \"DeviceDetail\"}, {\"name\": \"Other\"}],"
            " \"rows\": [[\"1\", \"0\", \"{\\\"deviceId\\\":\\\"\\\"}\", null], [\"2\", \"7\", \"\", [1, {\"a\": \"]\"}]]]}]}",
            "{\"id\":\"1\",\"resultType\":\"0\",\"deviceDetail\":{\"deviceId\":\"\"}}\n"
            "{\"id\":\"2\",\"resultType\":\"7\"}\n", false);
}

static void frames_of_kusto_are_read_and_other_tables_passed_over(void **state)
{
    (void)state;
    becomes("[{\"FrameType\":\"DataSetHeader\",\"Version\":\"v2.0\"},"
            "{\"FrameType\":\"DataTable\",\"Columns\":[{\"ColumnName\":\"Key\"}],\"Rows\":[[\"Visualization\"]]},"
            "{\"FrameType\":\"DataTable\",\"Columns\":[{\"ColumnName\":\"Id\",\"ColumnType\":\"string\"},"
            "{\"ColumnName\":\"Status\"}],"
            "\"Rows\":[[\"1\",{\"errorCode\":7}]]},{\"FrameType\":\"DataSetCompletion\",\"HasErrors\":true}]",
            "{\"id\":\"1\",\"status\":{\"errorCode\":7}}\n", true);
}

static void an_answer_that_was_cut_off_says_so(void **state)
{
    (void)state;
    becomes("{\"tables\": [], \"error\": {\"code\": \"PartialError\"}}", "", true);
}

static void rows_with_objects_as_text_become_records(void **state)
{
    (void)state;
    becomes("[{\"TableName\": \"PrimaryResult\", \"ResultType\": \"7\", \"DeviceDetail\": \"{\\\"deviceId\\\": \\\"d\\\"}\"},"
            " {\"ResultType\": \"0\", \"DeviceDetail\": {}}]",
            "{\"resultType\":\"7\",\"deviceDetail\":{\"deviceId\":\"d\"}}\n{\"resultType\":\"0\",\"deviceDetail\":{}}\n", false);
}

static void records_are_left_to_the_walk(void **state)
{
    (void)state;
    becomes("{\"value\":[{\"id\":\"1\",\"status\":{\"errorCode\":7}}]}", NULL, false);
    becomes("[]", NULL, false);
    becomes("[1]", NULL, false);
    becomes("{", NULL, false);
    becomes("{\"TableName\": \"x\", \"ResultType\": \"7\", \"DeviceDetail\": {}}", NULL, false);
    becomes("{\"ResultType\": \"7\", \"DeviceDetail\": \"{}\"}", NULL, false);
    becomes("{\"TableName\": \"x\", \"ResultType\": \"7\", \"DeviceDetail\": \"{[,]}\"}", NULL, false);
}

static void a_row_that_is_cut_off_is_told(void **state)
{
    static const char text[] = "{\"tables\":[{\"columns\":[{\"name\":\"Id\"},{\"name\":\"ResultType\"}],"
                               "\"rows\":[[\"1\",\"0\"],\n[\"2\",\"0";
    struct table_case c;
    (void)state;
    assert_int_equal(table_case_read(&c, NULL, text, sizeof text - 1, 9), RSV_OK);
    assert_string_equal(rsv__buf_get(&c.records), "{\"id\":\"1\",\"resultType\":\"0\"}\n");
    assert_int_equal(c.n_damages, 1);
    assert_int_equal(c.damages[0].line, 2);
    table_case_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(columns_and_rows_become_records),
                                       cmocka_unit_test(frames_of_kusto_are_read_and_other_tables_passed_over),
                                       cmocka_unit_test(an_answer_that_was_cut_off_says_so),
                                       cmocka_unit_test(rows_with_objects_as_text_become_records),
                                       cmocka_unit_test(records_are_left_to_the_walk),
                                       cmocka_unit_test(a_row_that_is_cut_off_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
