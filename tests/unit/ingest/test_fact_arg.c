/* SPDX-License-Identifier: MIT */
#include "support/ingest_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void gives(const char *text, const char *fact)
{
    struct ingest_case c;
    assert_true(ingest_case_open(&c, 0));
    assert_int_equal(rsv__ingest_fact(&c.in, text, &c.err), RSV_OK);
    assert_string_equal(ingest_case_facts(&c), fact);
    assert_string_equal(rsv_doc_text(rsv_doc_get(&c.in.report->root, "format")), "argument");
    assert_int_equal(ingest_case_close(&c), 0);
}

static void fails(const char *text, int column, const char *message)
{
    struct ingest_case c;
    assert_true(ingest_case_open(&c, 0));
    assert_int_equal(rsv__ingest_fact(&c.in, text, &c.err), RSV_EINPUT);
    assert_string_equal(c.err.message, message);
    assert_int_equal(c.err.column, column);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(ingest_case_problem(&c, 0), "column")), column);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(&c.in.report->root, "rejected")), 1);
    assert_int_equal(ingest_case_close(&c), 0);
}

static void fields_follow_the_kind(void **state)
{
    (void)state;
    gives("port_status:host=A,port=443,state=open", "port_status host=a port=443 state=open @t\n");
    gives("  port_status : host = A , port= 443,state =open ",
          "port_status host=a port=443 state=open @t\n");
}

static void a_kind_alone_will_do_where_no_field_is_required(void **state)
{
    (void)state;
    gives("ticket", "ticket @t\n");
    gives("ticket:", "ticket @t\n");
    gives("ticket: ", "ticket @t\n");
    fails("port_status", 1, "port_status.host is missing");
}

static void values_may_be_quoted(void **state)
{
    (void)state;
    gives("ticket:app=\"a, b=c: \\\"d\\\" \\\\ \\e\",user=x", "ticket user=x app=a, b=c: \"d\" \\ \\e @t\n");
    gives("ticket:app=\"\"", "ticket app= @t\n");
    gives("ticket:app=a:b=\"c\"", "ticket app=a:b=\"c\" @t\n");
}

static void a_question_mark_is_unknown(void **state)
{
    (void)state;
    gives("ticket:user=?,app=?timed out", "ticket user=? app=?timed out @t\n");
    gives("ticket:app=\\?", "ticket app=? @t\n");
}

static void a_marker_begins_with_complete(void **state)
{
    (void)state;
    gives("complete:windows_event,server=SYNC01", "complete windows_event server=sync01 @t\n");
    gives("complete:windows_event:server=SYNC01", "complete windows_event server=sync01 @t\n");
    gives("complete : windows_event", "complete windows_event @t\n");
}

static void errors_say_the_column(void **state)
{
    (void)state;
    fails("", 1, "a kind is missing; write KIND:field=value,field=value");
    fails("complete:", 10, "a kind is missing; write KIND:field=value,field=value");
    fails("host=a,port=1", 1, "expected KIND:field=value,field=value");
    fails("ticket,app=x", 1, "expected KIND:field=value,field=value");
    fails("ticket:app=a,b", 14, "expected field=value; a value with a comma is written \"a,b\"");
    fails("ticket:app=a,", 14, "a field is missing; write field=value");
    fails("ticket:=a", 8, "a field is missing; write field=value");
    fails("ticket:app=,user=x", 12,
          "a value is missing; write ? if it isn't known, or leave the field out");
    fails("ticket:app=\"a", 12, "a quote opens here and is never closed");
    fails("ticket:app=\"a\\\"", 12, "a quote opens here and is never closed");
    fails("ticket:app=\"a\" b", 16,
          "expected a comma behind the quoted value; inside, a quote is \\\"");
    fails("port_status:host=\xc3\xbc,port=99999,state=open", 25,
          "port_status.port: 99999 is out of range; it should be 1 to 65535");
    fails("ticket:app=a,app=b", 18, "ticket.app is given twice");
    fails("tickt:app=a", 1, "unknown kind 'tickt' (did you mean 'ticket'?)");
}

static void every_allocation_may_fail(void **state)
{
    struct ingest_case c;
    bool fired = true;
    (void)state;
    for (unsigned nth = 1; fired; nth++) {
        if (ingest_case_open(&c, nth)) {
            rsv_status rc = rsv__ingest_fact(&c.in, "ticket:user=Bob,app=\"a, b\"", &c.err);
            assert_int_equal(rc, c.memory.fired ? RSV_ENOMEM : RSV_OK);
        }
        fired = c.memory.fired;
        assert_int_equal(ingest_case_close(&c), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_follow_the_kind),
        cmocka_unit_test(a_kind_alone_will_do_where_no_field_is_required),
        cmocka_unit_test(values_may_be_quoted),
        cmocka_unit_test(a_question_mark_is_unknown),
        cmocka_unit_test(a_marker_begins_with_complete),
        cmocka_unit_test(errors_say_the_column),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
