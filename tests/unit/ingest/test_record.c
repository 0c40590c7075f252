/* SPDX-License-Identifier: MIT */
#include "support/ingest_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void gives(const char *text, const char *facts)
{
    struct ingest_case c;
    assert_true(ingest_case_open(&c, 0));
    assert_int_equal(ingest_case_read(&c, text), RSV_OK);
    assert_string_equal(ingest_case_facts(&c), facts);
    assert_int_equal(c.in.n_problems, 0);
    assert_int_equal(ingest_case_close(&c), 0);
}

/* All problems, "message (hint)" joined by newlines. */
static void complains(const char *text, const char *problems)
{
    struct ingest_case c;
    struct buf all;
    const struct rsv_doc *p;
    assert_true(ingest_case_open(&c, 0));
    rsv__buf_init(&all, &c.alloc);
    assert_int_equal(ingest_case_read(&c, text), RSV_OK);
    for (size_t i = 0; (p = ingest_case_problem(&c, i)) != NULL; i++) {
        const char *hint = rsv_doc_text(rsv_doc_get(p, "hint"));
        rsv__buf_printf(&all, "%s%s%s%s%s", i > 0 ? "\n" : "",
                        rsv_doc_text(rsv_doc_get(p, "message")), *hint ? " (" : "", hint,
                        *hint ? ")" : "");
    }
    assert_string_equal(rsv__buf_get(&all), problems);
    assert_string_equal(ingest_case_facts(&c), "");
    assert_int_equal(c.in.n_rejected, 1);
    rsv__buf_free(&all);
    assert_int_equal(ingest_case_close(&c), 0);
}

static void the_head_gives_source_and_time(void **state)
{
    (void)state;
    gives("{\"kind\":\"ticket\",\"source\":\"Me\",\"observed_at\":\"2026-11-23 07:14:03Z\"}",
          "ticket @Me at 2026-11-23T07:14:03Z\n");
    gives("\n{\"kind\":\"ticket\",\"source\":null,\"observed_at\":null}", "ticket @t:2\n");
}

static void a_field_of_the_kind_hides_the_head_s(void **state)
{
    (void)state;
    gives("{\"source\":\"ADSync\",\"id\":6329,\"kind\":\"windows_event\"}",
          "windows_event source=adsync id=6329 @t:1\n");
}

static void a_marker_needs_no_fields(void **state)
{
    (void)state;
    gives("{\"complete\":\"windows_event\",\"server\":\"SYNC01\"}",
          "complete windows_event server=sync01 @t:1\n");
    gives("{\"complete\":\"port_status\"}", "complete port_status @t:1\n");
    complains("{\"complete\":\"port_status\",\"host\":null}",
              "port_status.host: what is complete can't be unknown (leave the field out)");
    complains("{\"complete\":true,\"host\":\"a\"}", "'complete' should be the name of a kind");
    complains("{\"complete\":\"ticket\",\"kind\":\"ticket\"}",
              "a record has 'kind' or 'complete', not both");
}

static void null_is_unknown_perhaps_with_a_reason(void **state)
{
    (void)state;
    gives("{\"kind\":\"ticket\",\"user\":null,\"app\":{\"unknown\":\"timed out\"}}",
          "ticket user=? app=?timed out @t:1\n");
    gives("{\"kind\":\"port_status\",\"host\":\"a\",\"port\":1,\"state\":null}",
          "port_status host=a port=1 state=? @t:1\n");
}

static void a_field_of_the_key_is_known(void **state)
{
    (void)state;
    complains("{\"kind\":\"port_status\",\"host\":null,\"port\":1,\"state\":\"open\"}",
              "port_status.host: a field of the key can't be unknown "
              "(give its value, or leave it out if it is optional)");
}

static void a_missing_field_is_named(void **state)
{
    (void)state;
    complains("{\"kind\":\"port_status\",\"host\":\"a\"}",
              "port_status.port is missing\n"
              "port_status.state is missing (write null if it isn't known)");
}

static void a_misspelt_field_is_not_missed_as_well(void **state)
{
    (void)state;
    complains("{\"kind\":\"port_status\",\"host\":\"a\",\"prot\":1,\"state\":\"open\"}",
              "port_status has no field 'prot' (did you mean 'port'?)");
    complains("{\"kind\":\"ticket\",\"colour\":1}",
              "ticket has no field 'colour' (its fields are user, app)");
    complains("{\"kind\":\"ticket\",\"\\u001b\":1}",
              "ticket has no field '\\x1b' (its fields are user, app)");
}

static void an_unknown_kind_gets_the_nearest_spelling(void **state)
{
    (void)state;
    complains("{\"kind\":\"tickets\"}", "unknown kind 'tickets' (did you mean 'ticket'?)");
    complains("{\"kind\":\"elephant\",\"x\":1}", "unknown kind 'elephant'");
    complains("{\"kind\":\"ticket\\u0000\"}",
              "unknown kind 'ticket\\x00' (did you mean 'ticket'?)");
    complains("{\"kind\":5}", "'kind' should be the name of a kind");
}

static void a_record_without_a_kind_is_told_by_its_keys(void **state)
{
    (void)state;
    complains("{\"id\":1,\"\\u001b\":2}",
              "a record needs 'kind' or 'complete'; this one has 'id', '\\x1b'");
    complains("{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1}",
              "a record needs 'kind' or 'complete'; this one has 'a', 'b', 'c', 'd', \xe2\x80\xa6");
    complains("{}", "an empty record");
}

static void the_head_is_checked_too(void **state)
{
    (void)state;
    complains("{\"kind\":\"ticket\",\"source\":1,\"observed_at\":\"noon\"}",
              "'source' should be a text\n"
              "observed_at: expected a time such as 2026-11-23T07:14:03Z, got 'noon'");
    complains("{\"kind\":\"ticket\",\"source\":\"a\",\"source\":\"b\",\"kind\":\"ticket\"}",
              "'source' is given twice\n'kind' is given twice");
    complains("{\"kind\":\"ticket\",\"app\":\"a\",\"app\":\"b\"}", "ticket.app is given twice");
}

static void a_refusal_of_the_sink_is_a_problem_of_the_record(void **state)
{
    struct ingest_case c;
    (void)state;
    assert_true(ingest_case_open(&c, 0));
    c.refuse = "ticket: contradicts an earlier record";
    assert_int_equal(ingest_case_read(&c, "{\"kind\":\"ticket\"}\n{\"kind\":\"ticket\"}"), RSV_OK);
    assert_int_equal(c.in.n_rejected, 2);
    assert_int_equal(c.in.n_facts, 0);
    const struct rsv_doc *p = ingest_case_problem(&c, 1);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(p, "line")), 2);
    assert_string_equal(rsv_doc_text(rsv_doc_get(p, "message")), c.refuse);
    assert_int_equal(ingest_case_close(&c), 0);
}

static void a_draft_can_be_made_from_texts(void **state)
{
    struct ingest_case c;
    struct fact_draft draft;
    const rsv_field fields[] = {{"host", "A"}, {"port", "443"}, {"state", "?not asked"}};
    (void)state;
    assert_true(ingest_case_open(&c, 0));
    assert_int_equal(rsv__draft_from_texts(&c.in, "port_status", fields, 3, &draft, &c.err),
                     RSV_OK);
    ingest_case_format(&draft, &c.facts);
    assert_string_equal(ingest_case_facts(&c), "port_status host=a port=443 state=?not asked\n");
    assert_ptr_equal(draft.reasons[3], fields[2].value + 1);
    rsv__draft_release(&c.intern, &draft);

    assert_int_equal(rsv__draft_from_texts(&c.in, "complete:port_status", fields, 1, &draft, &c.err),
                     RSV_OK);
    assert_true(draft.complete);
    rsv__draft_release(&c.intern, &draft);

    assert_int_equal(rsv__draft_from_texts(&c.in, "port_status", fields, 1, &draft, &c.err),
                     RSV_EINPUT);
    assert_string_equal(c.err.message, "port_status.port is missing");

    const rsv_field head[] = {{"source", "x"}};
    assert_int_equal(rsv__draft_from_texts(&c.in, "ticket", head, 1, &draft, &c.err), RSV_EINPUT);
    assert_string_equal(c.err.message,
                        "ticket has no field 'source' (its fields are user, app)");
    assert_int_equal(c.in.n_problems, 0); /* nothing is reported */
    assert_int_equal(ingest_case_close(&c), 0);
}

static void every_allocation_may_fail(void **state)
{
    static const char text[] =
        "{\"kind\":\"windows_event\",\"source\":\"A\",\"id\":1,\"server\":null}\n"
        "{\"kind\":\"port_status\",\"hst\":\"a\",\"port\":\"1\",\"state\":\"opne\",\"source\":\"s\"}";
    struct ingest_case c;
    bool fired = true;
    (void)state;
    for (unsigned nth = 1; fired; nth++) {
        if (ingest_case_open(&c, nth)) {
            rsv_status rc = ingest_case_read(&c, text);
            assert_int_equal(rc, c.memory.fired ? RSV_ENOMEM : RSV_OK);
        }
        fired = c.memory.fired;
        assert_int_equal(ingest_case_close(&c), 0);
    }
}

static void every_allocation_for_texts_may_fail(void **state)
{
    const rsv_field fields[] = {{"host", "A"}, {"port", "443"}, {"state", "open"}};
    struct ingest_case c;
    struct fact_draft draft;
    bool fired = true;
    (void)state;
    for (unsigned nth = 1; fired; nth++) {
        if (ingest_case_open(&c, nth)) {
            rsv_status rc =
                rsv__draft_from_texts(&c.in, "port_status", fields, 3, &draft, &c.err);
            assert_int_equal(rc, c.memory.fired ? RSV_ENOMEM : RSV_OK);
            if (rc == RSV_OK)
                rsv__draft_release(&c.intern, &draft);
        }
        fired = c.memory.fired;
        assert_int_equal(ingest_case_close(&c), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_head_gives_source_and_time),
        cmocka_unit_test(a_field_of_the_kind_hides_the_head_s),
        cmocka_unit_test(a_marker_needs_no_fields),
        cmocka_unit_test(null_is_unknown_perhaps_with_a_reason),
        cmocka_unit_test(a_field_of_the_key_is_known),
        cmocka_unit_test(a_missing_field_is_named),
        cmocka_unit_test(a_misspelt_field_is_not_missed_as_well),
        cmocka_unit_test(an_unknown_kind_gets_the_nearest_spelling),
        cmocka_unit_test(a_record_without_a_kind_is_told_by_its_keys),
        cmocka_unit_test(the_head_is_checked_too),
        cmocka_unit_test(a_refusal_of_the_sink_is_a_problem_of_the_record),
        cmocka_unit_test(a_draft_can_be_made_from_texts),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(every_allocation_for_texts_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
