/* SPDX-License-Identifier: MIT */
#include "support/ingest_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void gives(const char *text, const char *facts, const char *problems)
{
    struct ingest_case c;
    struct buf all;
    const struct rsv_doc *p;
    assert_true(ingest_case_open(&c, 0));
    rsv__buf_init(&all, &c.alloc);
    assert_int_equal(ingest_case_read(&c, text), RSV_OK);
    for (size_t i = 0; (p = ingest_case_problem(&c, i)) != NULL; i++)
        rsv__buf_printf(&all, "%d:%d %s\n", (int)rsv_doc_integer(rsv_doc_get(p, "line")),
                        (int)rsv_doc_integer(rsv_doc_get(p, "column")),
                        rsv_doc_text(rsv_doc_get(p, "message")));
    assert_string_equal(ingest_case_facts(&c), facts);
    assert_string_equal(rsv__buf_get(&all), problems);
    rsv__buf_free(&all);
    assert_int_equal(ingest_case_close(&c), 0);
}

static void a_row_is_a_record_and_an_empty_cell_a_field_left_out(void **state)
{
    (void)state;
    gives("kind,from,host,port,state\r\nport_status,,A,443,open\r\nport_status,b,c,80,\"closed\"\r\n",
          "port_status host=a port=443 state=open @t:2\n"
          "port_status from=b host=c port=80 state=closed @t:3\n", "");
}

static void one_file_may_hold_several_kinds_and_markers(void **state)
{
    (void)state;
    gives("kind;complete;host;port;state;server;source;observed_at\n"
          "port_status;;a;443;open;;me;2026-11-23\n"
          ";windows_event;;;;SYNC01;;\n",
          "port_status host=a port=443 state=open @me at 2026-11-23T00:00:00Z\n"
          "complete windows_event server=sync01 @t:3\n", "");
}

static void a_question_mark_is_unknown(void **state)
{
    (void)state;
    gives("kind,user,app\nticket,?,?timed out\nticket,,\\?x\n",
          "ticket user=? app=?timed out @t:2\nticket app=?x @t:3\n", "");
}

static void problems_tell_the_cell(void **state)
{
    (void)state;
    gives("kind,host,port,state\nport_status,a,x,opne\n", "",
          "2:15 port_status.port: expected integer, got text 'x'\n"
          "2:17 port_status.state: 'opne' is not one of open, closed, filtered, dns-failed, "
          "proxy-refused\n");
    gives("kind,app,app\nticket,a,b\nticket,,c\n", "ticket app=c @t:3\n",
          "2:10 ticket.app is given twice\n");
    gives("app,kind\nx,\n", "", "2:1 a record needs 'kind' or 'complete'; this one has 'app'\n");
    gives("kind,app\nticket,M\xfcller\n", "",
          "2:8 ticket.app: expected UTF-8, got text 'M\\xfcller'\n");
}

static void a_row_may_be_shorter_but_not_longer_than_the_header(void **state)
{
    (void)state;
    gives("kind,user,app\nticket,bob\n", "ticket user=bob @t:2\n", "");
    gives("kind,user,app\nticket,bob,x,,\n", "ticket user=bob app=x @t:2\n", "");
    gives("kind,app\nticket,a,b\nticket,c\n", "ticket app=c @t:3\n",
          "2:10 3 cells, but the header has 2 columns\n");
}

static void malformed_rows_cost_themselves(void **state)
{
    (void)state;
    gives("kind,app\nticket,a\nticket,x\"y\nticket,\"two\nlines\"\nticket,\"open\n",
          "ticket app=a @t:2\nticket app=two\nlines @t:4\n",
          "3:9 a stray quote; a cell with quotes in it is written \"like \"\"this\"\"\"\n"
          "6:8 a quote opens here and is never closed; the rest is left out\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_a_record_and_an_empty_cell_a_field_left_out),
        cmocka_unit_test(one_file_may_hold_several_kinds_and_markers),
        cmocka_unit_test(a_question_mark_is_unknown),
        cmocka_unit_test(problems_tell_the_cell),
        cmocka_unit_test(a_row_may_be_shorter_but_not_longer_than_the_header),
        cmocka_unit_test(malformed_rows_cost_themselves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
