/* SPDX-License-Identifier: MIT */
#include "base/findings.h"
#include "base/error.h"
#include "base/utf8.h"
#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static rsv_doc *done(struct findings *f)
{
    rsv_doc *doc = NULL;
    rsv_error err;
    assert_int_equal(rsv__findings_done(f, &doc, &err), RSV_OK);
    return doc;
}

static void are_written_as(struct findings *f, const char *json)
{
    rsv_doc *doc = done(f);
    char *text = NULL;
    assert_int_equal(rsv_doc_json(doc, 0, &text, NULL), RSV_OK);
    assert_string_equal(text, json);
    rsv_text_free(text);
    rsv_doc_free(doc);
}

static void a_finding_says_what_is_known_and_leaves_out_the_rest(void **state)
{
    struct findings f;
    (void)state;
    rsv__findings_init(&f, NULL);
    rsv__findings_add(&f,
                      &(struct finding){.id = "R012", .severity = SEVERITY_ERROR, .file = "a.lua", .line = 3,
                                        .column = 5, .subject = "rule x", .hint = "did you mean 'y'?",
                                        .source = "  z = 1"},
                      "no field '%s'", "z");
    rsv__findings_add(&f, &(struct finding){.id = "K006", .severity = SEVERITY_WARNING}, "filler");
    rsv__findings_add(&f, &(struct finding){.id = "K007", .severity = SEVERITY_NOTE}, "unused");
    assert_int_equal(f.n[SEVERITY_NOTE], 1);
    are_written_as(&f, "{\"schema\":\"resolvent.findings/1\",\"findings\":["
                       "{\"id\":\"R012\",\"severity\":\"error\",\"file\":\"a.lua\",\"line\":3,\"column\":5,"
                       "\"subject\":\"rule x\",\"message\":\"no field 'z'\",\"hint\":\"did you mean 'y'?\","
                       "\"source\":\"  z = 1\"},"
                       "{\"id\":\"K006\",\"severity\":\"warning\",\"message\":\"filler\"},"
                       "{\"id\":\"K007\",\"severity\":\"note\",\"message\":\"unused\"}],"
                       "\"errors\":1,\"warnings\":1}");
}

static void only_findings_of_the_letter_are_copied_and_counted(void **state)
{
    struct findings from, to;
    (void)state;
    rsv__findings_init(&from, NULL);
    rsv__findings_init(&to, NULL);
    rsv__findings_add(&from, &(struct finding){.id = "R031", .severity = SEVERITY_ERROR}, "one");
    rsv__findings_add(&from, &(struct finding){.id = "K003", .severity = SEVERITY_ERROR}, "two");
    rsv__findings_add(&from, &(struct finding){.id = "R034", .severity = SEVERITY_NOTE}, "three");
    rsv_doc *doc = done(&from);
    rsv__findings_copy(&to, doc, 'R');
    rsv__findings_copy(&to, NULL, 'R');
    rsv_doc_free(doc);
    assert_int_equal(to.n[SEVERITY_ERROR], 1);
    assert_int_equal(to.n[SEVERITY_NOTE], 1);
    are_written_as(&to, "{\"schema\":\"resolvent.findings/1\",\"findings\":["
                        "{\"id\":\"R031\",\"severity\":\"error\",\"message\":\"one\"},"
                        "{\"id\":\"R034\",\"severity\":\"note\",\"message\":\"three\"}],"
                        "\"errors\":1,\"warnings\":0}");
}

static void long_messages_are_cut_between_characters(void **state)
{
    char text[1200];
    (void)state;
    for (size_t i = 0; i + 3 < sizeof text; i += 3)
        memcpy(text + i, "\xe2\x82\xac", 4);
    for (int pad = 0; pad < 3; pad++) {
        struct findings f;
        rsv__findings_init(&f, NULL);
        rsv__findings_add(&f, &(struct finding){.id = "R001"}, "%.*s%s", pad, "xx", text);
        rsv_doc *doc = done(&f);
        const char *message =
            rsv_doc_text(rsv_doc_get(rsv_doc_first(rsv_doc_get(doc, "findings")), "message"));
        assert_true(strlen(message) > 500);
        assert_int_equal(rsv__utf8_check(message, strlen(message)), strlen(message));
        rsv_doc_free(doc);
    }
}

static void every_id_has_a_title(void **state)
{
    (void)state;
    assert_string_equal(rsv__finding_title("R012"), "unknown field");
    assert_null(rsv__finding_title("R999"));
    assert_null(rsv__finding_title(""));
}

static void findings_that_nobody_wants_are_freed(void **state)
{
    struct findings f;
    struct fail_alloc memory;
    rsv_error err;
    (void)state;
    rsv__findings_init(&f, fail_alloc_on(&memory, 0));
    rsv__findings_add(&f, &(struct finding){.id = "R001"}, "x");
    assert_int_equal(rsv__findings_done(&f, NULL, &err), RSV_OK);
    assert_int_equal(memory.live, 0);
}

/* Counting goes on without memory: a load fails because of its errors even if none can be told. */
static void every_allocation_may_fail_without_a_leak(void **state)
{
    struct fail_alloc memory = {.fired = true};
    (void)state;
    for (unsigned long nth = 1; memory.fired; nth++) {
        struct findings f;
        rsv_doc *doc = NULL;
        rsv_error err;
        rsv__findings_init(&f, fail_alloc_on(&memory, nth));
        for (int i = 0; i < 100; i++)
            rsv__findings_add(&f, &(struct finding){.id = "R001", .severity = SEVERITY_ERROR}, "%d", i);
        assert_int_equal(f.n[SEVERITY_ERROR], 100);
        const rsv_status rc = rsv__findings_done(&f, &doc, &err);
        assert_int_equal(rc, memory.fired ? RSV_ENOMEM : RSV_OK);
        assert_int_equal(doc == NULL, memory.fired);
        rsv_doc_free(doc);
        assert_int_equal(memory.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_says_what_is_known_and_leaves_out_the_rest),
        cmocka_unit_test(only_findings_of_the_letter_are_copied_and_counted),
        cmocka_unit_test(long_messages_are_cut_between_characters),
        cmocka_unit_test(every_id_has_a_title),
        cmocka_unit_test(findings_that_nobody_wants_are_freed),
        cmocka_unit_test(every_allocation_may_fail_without_a_leak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
