/* SPDX-License-Identifier: MIT */
#include "support/walk_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define ROW(id, code) "{\"id\":\"" id "\",\"status\":{\"errorCode\":" code "}}"

static void check(const char *text, const char *expected)
{
    static struct walk_case c;
    assert_string_equal(walk_story(&c, text), expected);
}

static void records_are_found_in_every_container(void **state)
{
    (void)state;
    check("", "");
    check(" \n", "");
    check(ROW("a", "0"), "[a 0]");
    check(ROW("a", "0") "\n" ROW("b", "1") "\n", "[a 0][b 1]");
    check(ROW("a", "0") ROW("b", "1"), "[a 0][b 1]");
    check("[" ROW("a", "0") "," ROW("b", "1") "]", "[a 0][b 1]");
    check("{\"value\":[" ROW("a", "0") "]}", "[a 0]");
    check("{\"x\":{},\"records\" : [\r\n" ROW("a", "0") " , " ROW("b", "1") "],\"y\":1}", "[a 0][b 1]");
    check("[{\"value\":[" ROW("a", "0") "]},{\"value\":[]},{\"value\":[" ROW("b", "1") "]}]", "[a 0][b 1]");
    check("{\"value\":[1,2],\"resultType\":\"5\"}", "[ 5]"); /* no list of records */
    check("[[" ROW("a", "0") "],1,\"{\"]", "");
}

static void only_its_own_keys_belong_to_a_record(void **state)
{
    (void)state;
    check("{\"x\":{\"id\":\"n\",\"status\":{\"errorCode\":9}},\"id\":\"a\",\"y\":[{\"id\":\"n\"}],"
          "\"status\":{\"z\":{\"errorCode\":9},\"errorCode\":1},\"errorCode\":9}", "[a 1]");
    check("{\"id\":\"o\",\"resultType\":\"7\",\"properties\":{\"id\":\"i\",\"properties\":{\"id\":\"n\"},"
          "\"status\":{\"errorCode\":1}},\"status\":{\"errorCode\":2}}", "[i 1]");
    check("{\"note\":\"\\\"id\\\":\\\"n\\\"}{\",\"ID\":\"a\",\"ResultType\":5}", "[a 5]");
    check("{\"\\u0069d\":\"a\",\"resultTyp\\u0065\":5}", "[a 5]");
    check("{\"id\" \t:\n \"a\" , \"status\" : { \"errorCode\" : 3 } }", "[a 3]");
    check("{\"id\":\"a\",\"id\":null,\"id\":\"\",\"resultType\":0}", "[a 0]");
}

static void damage_costs_its_own_record(void **state)
{
    (void)state;
    check(ROW("a", "0") "\n{\"id\":\"b\",\"sta\n" ROW("c", "1") "\n",
          "[a 0]!36 a line ends inside a string;[c 1]");
    check(ROW("a", "0") "\n{\"id\":\"b\",\"status\":\n" ROW("c", "1") "\n" ROW("d", "1") "\n",
          "[a 0]!36 a bracket where none can be;[c 1][d 1]");
    check(ROW("a", "0") "\n{\"id\":\"b\",\"x\":[{},\n" ROW("c", "1") "\n" ROW("d", "1") "\n",
          "[a 0]!36 a bracket where none can be;[c 1][d 1]");
    check(ROW("a", "0") "\n" ROW("b", "1") "}\n" ROW("c", "2"), "[a 0][b 1]!71 a closing bracket too many;[c 2]");
    check(ROW("a", "0") "\n{\"id\":\"b\"", "[a 0]!36 the text ends inside a record;");
    check(ROW("a", "0") "\n{\"x\":[}\n" ROW("b", "1"), "[a 0]!36 a bracket that closes another kind;[b 1]");
    check("hello\n" ROW("a", "0"), "!0 text that belongs to no record;[a 0]");
    check(ROW("a", "0") " and so on", "[a 0]!36 text that belongs to no record;");
    check("[" ROW("a", "0") ",", "[a 0]!37 the text ends before its list does;");
    check("[" ROW("a", "0") ",{\"id\":\"b\",:1}," ROW("c", "1") "]",
          "[a 0]!37 a colon without a key;[c 1]");
    check(ROW("a", "0") "\n_\n" ROW("b", "1"), "[a 0]!36 a character that doesn't belong there;[b 1]");
}

static void a_walk_can_be_taken_up_where_the_text_ended(void **state)
{
    static const char text[] = "{\"value\":[" ROW("a", "0") "," ROW("b", "1") "]}\n" ROW("c", "2");
    (void)state;
    for (size_t cut = 0; cut < sizeof text - 1; cut++) {
        static struct walk_case c;
        walk_case_open(&c, text);
        c.walker.n = cut;
        c.walker.is_end = false;
        const size_t at = rsv__scan_walk(&c.walker, 0, cut);
        assert_true(at <= cut);
        c.walker.n = sizeof text - 1;
        c.walker.is_end = true;
        assert_int_equal(rsv__scan_walk(&c.walker, at, sizeof text), sizeof text - 1);
        assert_string_equal(c.story, "[a 0][b 1][c 2]");
    }
}

static void a_walk_ends_before_the_record_at_its_limit(void **state)
{
    static struct walk_case c;
    static const char text[] = ROW("a", "0") "\n" ROW("b", "1") "\n" ROW("c", "2");
    (void)state;
    walk_case_open(&c, text);
    assert_int_equal(rsv__scan_walk(&c.walker, 0, 41), 72);
    assert_string_equal(c.story, "[a 0][b 1]");
    walk_case_open(&c, text);
    c.stop_after = 1;
    assert_int_equal(rsv__scan_walk(&c.walker, 0, sizeof text), 35);
    assert_true(c.walker.stopped);
}

static void a_next_page_is_noticed(void **state)
{
    static struct walk_case c;
    (void)state;
    walk_story(&c, "{\"@odata.nextLink\":\"https://x\",\"value\":[]}");
    assert_true(c.walker.next_page);
    walk_story(&c, "{\"value\":[{\"@odata.nextLink\":\"x\"}]}");
    assert_false(c.walker.next_page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(records_are_found_in_every_container),
                                       cmocka_unit_test(only_its_own_keys_belong_to_a_record),
                                       cmocka_unit_test(damage_costs_its_own_record),
                                       cmocka_unit_test(a_walk_can_be_taken_up_where_the_text_ended),
                                       cmocka_unit_test(a_walk_ends_before_the_record_at_its_limit),
                                       cmocka_unit_test(a_next_page_is_noticed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
