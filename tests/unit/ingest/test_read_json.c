/* SPDX-License-Identifier: MIT */
#include "support/ingest_case.h"

#include <stdlib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* The facts and the problems, "line:column message (hint)", of a text. */
static void gives(const char *text, const char *facts, const char *problems)
{
    struct ingest_case c;
    struct buf all;
    const struct rsv_doc *p;
    assert_true(ingest_case_open(&c, 0));
    rsv__buf_init(&all, &c.alloc);
    assert_int_equal(ingest_case_read(&c, text), RSV_OK);
    for (size_t i = 0; (p = ingest_case_problem(&c, i)) != NULL; i++)
        rsv__buf_printf(&all, "%d:%d %s (%s)\n", (int)rsv_doc_integer(rsv_doc_get(p, "line")),
                        (int)rsv_doc_integer(rsv_doc_get(p, "column")),
                        rsv_doc_text(rsv_doc_get(p, "message")),
                        rsv_doc_text(rsv_doc_get(p, "hint")));
    assert_string_equal(ingest_case_facts(&c), facts);
    assert_string_equal(rsv__buf_get(&all), problems);
    rsv__buf_free(&all);
    assert_int_equal(ingest_case_close(&c), 0);
}

#define TICKET "{\"kind\":\"ticket\"}"

static void a_value_may_be_one_record_or_an_array(void **state)
{
    (void)state;
    gives(TICKET, "ticket @t:1\n", "");
    gives("[" TICKET ",\n" TICKET "]", "ticket @t:1\nticket @t:2\n", "");
}

static void arrays_in_an_array_are_flattened_once(void **state)
{
    (void)state;
    gives("[[" TICKET "],[],[" TICKET "]]", "ticket @t:1\nticket @t:1\n", "");
    gives("[" TICKET ",[[" TICKET "]]]", "ticket @t:1\n",
          "1:21 expected a record such as {\"kind\": ...}, got an array in an array of an array ()\n");
}

static void an_envelope_holds_facts_or_value(void **state)
{
    (void)state;
    gives("{\"schema\":\"resolvent.facts/1\",\"facts\":[" TICKET "]}", "ticket @t:1\n", "");
    gives("{\"@odata.context\":\"x\",\"value\":[" TICKET "]}", "ticket @t:1\n", "");
    gives("{\"facts\":" TICKET "}", "ticket @t:1\n", ""); /* PowerShell's list of one */
    gives("{\"facts\":[" TICKET "],\"observed_at\":\"2026-11-23\"}", "ticket @t:1\n",
          "1:44 'observed_at' beside the list of facts is not used "
          "(what is meant for a fact stands in it)\n");
}

static void what_is_no_record_is_named(void **state)
{
    (void)state;
    gives("[" TICKET ",5,null,\"x\"]", "ticket @t:1\n",
          "1:20 expected a record such as {\"kind\": ...}, got a number ()\n"
          "1:22 expected a record such as {\"kind\": ...}, got null ()\n"
          "1:27 expected a record such as {\"kind\": ...}, got a text ()\n");
}

static void records_may_stand_in_a_row(void **state)
{
    (void)state;
    gives(TICKET "\n" TICKET TICKET "\r\n\r\n" TICKET,
          "ticket @t:1\nticket @t:2\nticket @t:2\nticket @t:4\n", "");
    gives("{\n  \"kind\": \"ticket\"\n}\n{\n  \"kind\": \"ticket\"\n}\n", "ticket @t:1\nticket @t:4\n",
          "");
}

static void a_broken_line_does_not_stop_the_next(void **state)
{
    (void)state;
    gives(TICKET "\n{\"kind\":\"tick\n" TICKET "\n", "ticket @t:1\nticket @t:3\n",
          "2:14 not valid JSON: a line break or control character in a text "
          "(reading goes on at line 3)\n");
    gives("{\"kind\":\n" TICKET "\n" TICKET, "ticket @t:2\nticket @t:3\n",
          "3:1 not valid JSON in the record that begins at line 1: expected ',' or '}', found '{' "
          "(reading goes on at line 2)\n");
    gives(TICKET "\nPS C:\\> \n" TICKET, "ticket @t:1\nticket @t:3\n",
          "2:1 not valid JSON: expected a value, found 'P' (reading goes on at line 3)\n");
    gives(TICKET ",\n" TICKET, "ticket @t:1\nticket @t:2\n",
          "1:18 not valid JSON: expected a value, found ',' (reading goes on at line 2)\n");
}

static void records_before_the_damage_go_in(void **state)
{
    (void)state;
    gives("[" TICKET "," TICKET ",{\"kind\":\"tic", "ticket @t:1\nticket @t:1\n",
          "1:50 not valid JSON: a text is not closed ()\n");
    gives("{\"facts\":[" TICKET ",{\"kind\" \"x\"}]}", "ticket @t:1\n",
          "1:37 not valid JSON: expected ':' after the key, found '\"' (what follows is left out)\n");
}

static void records_behind_the_damage_go_in_where_lines_tell_them_apart(void **state)
{
    (void)state;
    gives("[\n  " TICKET ",\n  {\"kind\":\"ticket\",},\n  " TICKET ",\n  " TICKET "\n]\n",
          "ticket @t:2\nticket @t:4\nticket @t:5\n",
          "3:20 not valid JSON: expected a key after ',', found '}' (--lenient lets trailing commas pass; reading "
                  "goes on at line 4)\n");
    gives("[\n" TICKET "\n" TICKET "\n]", "ticket @t:2\nticket @t:3\n",
          "3:1 not valid JSON: expected ',' or ']', found '{' (reading goes on at line 3)\n");
    gives("{\"facts\":[\n" TICKET ",\n{\"kind\":tru},\n" TICKET "\n]}", "ticket @t:2\nticket @t:4\n",
          "3:12 not valid JSON: expected a value, found '}' (reading goes on at line 4)\n");
}

static void a_key_given_twice_costs_its_record_only(void **state)
{
    (void)state;
    gives("[{\"kind\":\"ticket\",\"app\":\"a\",\"app\":\"b\"}," TICKET "]", "ticket @t:1\n",
          "1:35 ticket.app is given twice ()\n");
}

static void hostile_nesting_takes_no_more_than_linear_time(void **state)
{
    enum { LINES = 20000 };
    struct ingest_case c;
    char *text = malloc(LINES * 8);
    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < LINES; i++)
        memcpy(text + i * 8, "{\"a\":[\n ", 8);
    assert_true(ingest_case_open(&c, 0));
    assert_int_equal(rsv__ingest_bytes(&c.in, text, LINES * 8, &c.err), RSV_EINPUT);
    assert_int_equal(c.in.n_problems, c.in.n_rejected);
    assert_int_equal(ingest_case_close(&c), 0);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_may_be_one_record_or_an_array),
        cmocka_unit_test(arrays_in_an_array_are_flattened_once),
        cmocka_unit_test(an_envelope_holds_facts_or_value),
        cmocka_unit_test(what_is_no_record_is_named),
        cmocka_unit_test(records_may_stand_in_a_row),
        cmocka_unit_test(a_broken_line_does_not_stop_the_next),
        cmocka_unit_test(records_before_the_damage_go_in),
        cmocka_unit_test(records_behind_the_damage_go_in_where_lines_tell_them_apart),
        cmocka_unit_test(a_key_given_twice_costs_its_record_only),
        cmocka_unit_test(hostile_nesting_takes_no_more_than_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
