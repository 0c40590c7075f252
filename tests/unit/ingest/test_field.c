/* SPDX-License-Identifier: MIT */
#include "support/ingest_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* One field of `measure` or `port_status`, in JSON and as a text; NULL: it is wrong. */
static void reads(const char *head, const char *field, const char *json, const char *expected)
{
    struct ingest_case c;
    char text[512], line[512];
    assert_true(ingest_case_open(&c, 0));
    snprintf(text, sizeof text, "{%s,\"%s\":%s}", head, field, json);
    assert_int_equal(ingest_case_read(&c, text), RSV_OK);
    snprintf(line, sizeof line, " %s=%s", field, expected ? expected : "");
    if (expected == NULL)
        assert_int_equal(c.in.n_rejected, 1);
    else
        assert_non_null(strstr(ingest_case_facts(&c), line));
    assert_int_equal(ingest_case_close(&c), 0);
}

static void text_reads(const char *field, const char *text, const char *expected)
{
    struct ingest_case c;
    struct fact_draft draft;
    struct buf line;
    char part[256];
    const rsv_field fields[] = {{"host", "h"}, {"value", "1"}, {field, text}};
    const bool is_required = strcmp(field, "host") == 0 || strcmp(field, "value") == 0;
    assert_true(ingest_case_open(&c, 0));
    rsv__buf_init(&line, &c.alloc);
    const rsv_field one[] = {strcmp(field, "host") == 0 ? fields[1] : fields[0], fields[2]};
    rsv_status rc = rsv__draft_from_texts(&c.in, "measure", is_required ? one : fields,
                                          is_required ? 2 : 3, &draft, &c.err);
    assert_int_equal(rc, expected ? RSV_OK : RSV_EINPUT);
    if (expected != NULL) {
        ingest_case_format(&draft, &line);
        snprintf(part, sizeof part, " %s=%s", field, expected);
        assert_non_null(strstr(rsv__buf_get(&line), part));
        rsv__draft_release(&c.intern, &draft);
    }
    rsv__buf_free(&line);
    assert_int_equal(ingest_case_close(&c), 0);
}

#define MEASURE "\"kind\":\"measure\",\"host\":\"h\""
#define MEASURED MEASURE ",\"value\":1"

/* The only problem of a record: position aside. */
static void says(const char *text, const char *message, const char *hint)
{
    struct ingest_case c;
    assert_true(ingest_case_open(&c, 0));
    assert_int_equal(ingest_case_read(&c, text), RSV_OK);
    const struct rsv_doc *p = ingest_case_problem(&c, 0);
    assert_string_equal(rsv_doc_text(rsv_doc_get(p, "message")), message);
    assert_string_equal(rsv_doc_text(rsv_doc_get(p, "hint")), hint);
    assert_null(ingest_case_problem(&c, 1));
    assert_int_equal(ingest_case_close(&c), 0);
}

static void json_values_are_read_by_the_type_of_their_field(void **state)
{
    (void)state;
    reads(MEASURE, "value", "0.5", "0.5");
    reads(MEASURE, "value", "1", "1");
    reads(MEASURED, "seconds", "-15e-1", "-1.5");
    reads(MEASURED, "count", "7", "7");
    reads(MEASURED, "count", "7.0", "7"); /* PowerShell's [double] */
    reads(MEASURED, "ok", "false", "false");
    reads(MEASURED, "took", "\"1h30m\"", "1h30m");
    reads(MEASURED, "note", "\"As It IS \"", "As It IS ");
    reads("\"kind\":\"measure\",\"value\":1", "host", "\"SRV01\"", "srv01");
    reads("\"kind\":\"windows_event\",\"source\":\"x\",\"id\":1", "at",
          "\"\\/Date(1650000000000)\\/\"", "2022-04-15T05:20:00Z");
}

static void json_is_strict_about_types(void **state)
{
    (void)state;
    reads(MEASURE, "value", "\"0.5\"", NULL);
    reads(MEASURED, "count", "\"7\"", NULL);
    reads(MEASURED, "count", "7.5", NULL);
    reads(MEASURED, "count", "1e30", NULL);
    reads(MEASURED, "ok", "\"true\"", NULL);
    reads(MEASURED, "ok", "1", NULL);
    reads(MEASURED, "took", "90", NULL);
    reads(MEASURED, "note", "1", NULL);
    reads(MEASURED, "note", "[\"a\"]", NULL);
    reads(MEASURED, "note", "\"\\u0000\"", NULL);
    reads(MEASURED, "note", "{\"unknown\":1}", NULL);
}

static void texts_are_parsed_by_the_type_of_their_field(void **state)
{
    (void)state;
    text_reads("value", "0.5", "0.5");
    text_reads("value", " -1 ", "-1");
    text_reads("count", "7", "7");
    text_reads("ok", "TRUE", "true");
    text_reads("ok", "no", "false");
    text_reads("took", "7d", "7d");
    text_reads("note", " kept ", " kept ");
    text_reads("host", " Trimmed ", "trimmed");
    text_reads("count", "7.5", NULL);
    text_reads("count", "", NULL);
    text_reads("ok", "1", NULL);
    text_reads("took", "tomorrow", NULL);
    text_reads("note", "\xfc", NULL);
    text_reads("took", "999999999w 999999999w 999999999w 999999999w 999999999w 999999999w "
                       "999999999w 999999999w 999999999w 999999999w 999999999w 999999999w", NULL);
}

static void a_question_mark_is_unknown_unless_it_is_escaped(void **state)
{
    (void)state;
    text_reads("note", "?", "?");
    text_reads("count", "?timed out", "?timed out");
    text_reads("note", "\\?really", "?really");
    text_reads("note", "\\\\?\\C:\\x", "\\\\?\\C:\\x"); /* a path of Windows */
}

static void bounds_are_inclusive(void **state)
{
    (void)state;
    reads(MEASURE, "value", "-1", "-1");
    reads(MEASURE, "value", "1.0000001", NULL);
    reads(MEASURED, "count", "0", "0");
    says("{\"kind\":\"measure\",\"host\":\"h\",\"value\":1,\"count\":-1}",
         "measure.count: -1 is out of range; it should be at least 0", "");
    says("{\"kind\":\"measure\",\"host\":\"h\",\"value\":2.5}",
         "measure.value: 2.5 is out of range; it should be -1 to 1", "");
    says("{\"kind\":\"port_status\",\"host\":\"a\",\"port\":100000,\"state\":\"open\"}",
         "port_status.port: 100000 is out of range; it should be 1 to 65535", "");
}

static void messages_name_what_is_expected_and_what_was_got(void **state)
{
    (void)state;
    says("{\"kind\":\"port_status\",\"host\":\"a\",\"port\":\"443\",\"state\":\"open\"}",
         "port_status.port: expected integer, got text '443'", "write the number without quotes");
    says("{\"kind\":\"port_status\",\"host\":\"a\",\"port\":443,\"state\":\"opne\"}",
         "port_status.state: 'opne' is not one of open, closed, filtered, dns-failed, proxy-refused",
         "did you mean 'open'?");
    says("{\"kind\":\"port_status\",\"host\":1,\"port\":443,\"state\":\"open\"}",
         "port_status.host: expected text, got integer 1", "put it in quotes");
    says("{\"kind\":\"ticket\",\"app\":0.5}", "ticket.app: expected text, got number 0.5", "");
    says("{\"kind\":\"ticket\",\"app\":[]}", "ticket.app: expected text, got an array", "");
    says("{" MEASURED ",\"ok\":\"yes\"}", "measure.ok: expected true or false, got text 'yes'",
         "write true or false without quotes");
    says("{" MEASURED ",\"ok\":null,\"took\":true}",
         "measure.took: expected a duration such as 90s, 30m, 48h or 7d, got true", "");
    says("{" MEASURED ",\"took\":\"\\u001b[2J\"}",
         "measure.took: expected a duration such as 90s, 30m, 48h or 7d, got text '\\x1b[2J'", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_values_are_read_by_the_type_of_their_field),
        cmocka_unit_test(json_is_strict_about_types),
        cmocka_unit_test(texts_are_parsed_by_the_type_of_their_field),
        cmocka_unit_test(a_question_mark_is_unknown_unless_it_is_escaped),
        cmocka_unit_test(bounds_are_inclusive),
        cmocka_unit_test(messages_name_what_is_expected_and_what_was_got),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
