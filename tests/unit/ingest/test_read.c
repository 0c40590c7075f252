/* SPDX-License-Identifier: MIT */
#include "support/ingest_case.h"


#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Read `text`, n bytes; the report's format and encoding. */
static void recognises(const char *text, size_t n, const char *format, const char *encoding)
{
    struct ingest_case c;
    assert_true(ingest_case_open(&c, 0));
    assert_int_equal(rsv__ingest_bytes(&c.in, text, n, &c.err), RSV_OK);
    assert_string_equal(rsv_doc_text(rsv_doc_get(&c.in.report->root, "format")), format);
    assert_string_equal(rsv_doc_text(rsv_doc_get(&c.in.report->root, "encoding")), encoding);
    assert_string_equal(ingest_case_facts(&c), "ticket app=x @t:1\n");
    assert_int_equal(ingest_case_close(&c), 0);
}

static void refuses(const char *text, const char *message)
{
    struct ingest_case c;
    assert_true(ingest_case_open(&c, 0));
    assert_int_equal(ingest_case_read(&c, text), RSV_EINPUT);
    assert_string_equal(c.err.message, message);
    assert_string_equal(c.err.file, "t");
    assert_int_equal(ingest_case_close(&c), 0);
}

static void formats_are_recognised_by_content(void **state)
{
    static const char json[] = " {\"kind\":\"ticket\",\"app\":\"x\"}\r\n";
    static const char array[] = "[{\"kind\":\"ticket\",\"app\":\"x\"}]";
    (void)state;
    recognises(json, sizeof json - 1, "json", "UTF-8");
    recognises(array, sizeof array - 1, "json", "UTF-8");
}

static void utf16_is_read_like_any_other(void **state)
{
    static const char json[] = "{\"kind\":\"ticket\",\"app\":\"x\"}";
    char wide[2 * sizeof json] = "\xff\xfe";
    (void)state;
    for (size_t i = 0; i + 1 < sizeof json; i++) {
        wide[2 + 2 * i] = json[i];
        wide[3 + 2 * i] = '\0';
    }
    recognises(wide, 2 * sizeof json, "json", "UTF-16LE with BOM");
    recognises(wide + 2, 2 * sizeof json - 2, "json", "UTF-16LE");
}

static void nothing_in_is_nothing_wrong(void **state)
{
    static const char *const texts[] = {"", " \r\n\t", "[]", "{\"facts\":[]}", "\xef\xbb\xbf",
                                        "kind,host\n"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct ingest_case c;
        assert_true(ingest_case_open(&c, 0));
        assert_int_equal(ingest_case_read(&c, texts[i]), RSV_OK);
        assert_int_equal(c.in.n_facts + c.in.n_rejected + c.in.n_problems, 0);
        assert_int_equal(ingest_case_close(&c), 0);
    }
}

static void what_is_not_recognised_is_shown(void **state)
{
    (void)state;
    refuses("  Host is up\x1b[0m\r\nPORT",
            "no facts recognised: JSON would begin with '{' or '[', CSV would have a column 'kind' or "
            "'complete' in its first line, and this begins with 'Host is up\\x1b[0m'");
    refuses("Kind,Host\nport_status,a\n",
            "no facts recognised: JSON would begin with '{' or '[', CSV would have a column 'kind' or "
            "'complete' in its first line, and this begins with 'Kind,Host'");
}

static void json_of_which_nothing_can_be_read_is_refused(void **state)
{
    struct ingest_case c;
    (void)state;
    refuses("[2026-11-23] INFO", "not valid JSON: expected ',' or ']', found '-'");
    refuses("{\"kind\":\n\"x", "not valid JSON in the record that begins at line 1: "
                               "a text is not closed");
    refuses("[1]", "expected a record such as {\"kind\": ...}, got a number");

    assert_true(ingest_case_open(&c, 0));
    assert_int_equal(ingest_case_read(&c, "[\n1x"), RSV_EINPUT);
    assert_int_equal(c.err.line, 2);
    assert_int_equal(c.err.column, 2);
    assert_int_equal(rsv_doc_count(rsv_doc_get(&c.in.report->root, "problems")), 2);
    assert_int_equal(ingest_case_close(&c), 0);
}

static void one_good_record_is_enough(void **state)
{
    struct ingest_case c;
    (void)state;
    assert_true(ingest_case_open(&c, 0));
    assert_int_equal(ingest_case_read(&c, "{\"kind\":\"elephant\"} oops"), RSV_OK);
    assert_int_equal(c.in.n_rejected, 2);
    assert_int_equal(ingest_case_close(&c), 0);
}

static void binary_files_are_refused(void **state)
{
    struct ingest_case c;
    (void)state;
    assert_true(ingest_case_open(&c, 0));
    assert_int_equal(rsv__ingest_bytes(&c.in, "ElfFile\0\0\0\0\0", 12, &c.err), RSV_EINPUT);
    assert_non_null(strstr(c.err.message, "looks binary"));
    assert_int_equal(ingest_case_close(&c), 0);
}

static void many_problems_are_counted_but_not_listed(void **state)
{
    char text[151 * 32] = "";
    struct ingest_case c;
    (void)state;
    for (int i = 0; i < 150; i++)
        strcat(text, "{\"kind\":\"elephant\"}\n");
    assert_true(ingest_case_open(&c, 0));
    assert_int_equal(ingest_case_read(&c, text), RSV_OK);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(&c.in.report->root, "rejected")), 150);
    assert_string_equal(rsv_doc_text(rsv_doc_get(ingest_case_problem(&c, 100), "message")),
                        "50 more problems, not listed");
    assert_int_equal(ingest_case_close(&c), 0);
}

static void every_allocation_may_fail(void **state)
{
    static const char *const texts[] = {
        "[{\"kind\":\"ticket\",\"app\":\"x\"},{\"kind\":\"elephant\"},{\"kind\":",
        "{\"facts\":[{\"kind\":\"ticket\"}],\"count\":1}",
        "kind,app\nticket,\"a, b\"\nticket,a\"b\n",
        "{\0}\0",
    };
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        bool fired = true;
        for (unsigned nth = 1; fired; nth++) {
            struct ingest_case c;
            if (ingest_case_open(&c, nth)) {
                rsv_status rc =
                    rsv__ingest_bytes(&c.in, texts[i], i == 3 ? 4 : strlen(texts[i]), &c.err);
                assert_int_equal(rc, c.memory.fired ? RSV_ENOMEM : RSV_OK);
            }
            fired = c.memory.fired;
            assert_int_equal(ingest_case_close(&c), 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_are_recognised_by_content),
        cmocka_unit_test(utf16_is_read_like_any_other),
        cmocka_unit_test(nothing_in_is_nothing_wrong),
        cmocka_unit_test(what_is_not_recognised_is_shown),
        cmocka_unit_test(json_of_which_nothing_can_be_read_is_refused),
        cmocka_unit_test(one_good_record_is_enough),
        cmocka_unit_test(binary_files_are_refused),
        cmocka_unit_test(many_problems_are_counted_but_not_listed),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
