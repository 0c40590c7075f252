/* SPDX-License-Identifier: MIT */
#include "support/fail_alloc.h"
#include "support/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PAGE                                                                                       \
    "Sorry, but we're having trouble signing you in.\nAADSTS90099: User account 'Alice@Example.com' is no more.\n" \
    "Request Id: 11111111-2222-3333-4444-555555555555\n"                                           \
    "Correlation Id: AAAAAAAA-2222-3333-4444-555555555555\nTimestamp: 2026-11-23T11:58:00Z\n"

static const char kind[] =
    "kind \"error_text\" { doc = \"E\", key = {}, fields = { code = integer{}, text = text{ optional = true },\n"
    "  user = name{ optional = true }, at = time{ optional = true }, correlation_id = text{ optional = true },\n"
    "  request_id = integer{ optional = true } } }\n"; /* of another type: left out */

static void open_world(struct world *w, const char *rules)
{
    world_open(w);
    world_write(w, "rules/r.lua", rules);
    world_load(w);
    world_session(w);
}

static rsv_doc *facts(struct world *w)
{
    rsv_error err;
    rsv_doc *d = NULL;
    assert_int_equal(rsv_session_facts(w->session, &d, &err), RSV_OK);
    return d;
}

static void a_pasted_error_becomes_the_code_and_a_fact(void **state)
{
    struct world w;
    rsv_error err;
    rsv_doc *report;
    int64_t code = 0;
    (void)state;
    open_world(&w, kind);
    assert_int_equal(rsv_session_read_error(w.session, "paste", PAGE, strlen(PAGE), &code, &report, &err), RSV_OK);
    assert_int_equal(code, 90099);
    assert_string_equal(rsv_doc_text(rsv_doc_get(report, "schema")), "resolvent.error/1");
    assert_string_equal(rsv_doc_text(rsv_doc_get(report, "request_id")), "11111111-2222-3333-4444-555555555555");
    rsv_doc_free(report);

    rsv_doc *d = facts(&w);
    const rsv_doc *f = rsv_doc_first(rsv_doc_get(d, "facts")), *fields = rsv_doc_get(f, "fields");
    assert_string_equal(rsv_doc_text(rsv_doc_get(f, "source")), "paste");
    assert_int_equal(rsv_doc_integer(rsv_doc_get(fields, "code")), 90099);
    assert_string_equal(rsv_doc_text(rsv_doc_get(fields, "user")), "alice@example.com"); /* a name */
    assert_string_equal(rsv_doc_text(rsv_doc_get(fields, "at")), "2026-11-23T11:58:00Z");
    assert_null(rsv_doc_get(fields, "request_id"));
    rsv_doc_free(d);
    world_close(&w);
}

static void a_bare_number_is_no_fact(void **state)
{
    struct world w;
    rsv_error err;
    int64_t code = 0;
    (void)state;
    open_world(&w, kind);
    assert_int_equal(rsv_session_read_error(w.session, "arg", "90099", 5, &code, NULL, &err), RSV_OK);
    assert_int_equal(code, 90099);
    rsv_doc *d = facts(&w);
    assert_int_equal(rsv_doc_count(rsv_doc_get(d, "facts")), 0);
    rsv_doc_free(d);
    world_close(&w);
}

static void rules_without_that_kind_get_the_code_alone(void **state)
{
    struct world w;
    rsv_error err;
    int64_t code = 0;
    (void)state;
    open_world(&w, "");
    assert_int_equal(rsv_session_read_error(w.session, "paste", PAGE, strlen(PAGE), &code, NULL, &err), RSV_OK);
    assert_int_equal(code, 90099);
    world_close(&w);
}

static int64_t code_of(struct world *w, const char *text, int64_t outer)
{
    rsv_error err;
    rsv_doc *report;
    int64_t code = 0, found = 0;
    assert_int_equal(rsv_find_error(w->kb, "paste", text, strlen(text), &found, NULL, &err), RSV_OK);
    assert_int_equal(rsv_session_read_error(w->session, "paste", text, strlen(text), &code, &report, &err), RSV_OK);
    assert_int_equal(code, found);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(report, "outer_code")), outer);
    rsv_doc_free(report);
    return code;
}

static void of_several_numbers_the_one_that_wraps_none_is_the_code(void **state)
{
    static const char outer[] = "service-down: 90\n  other: 10\ncompany:\n  90072: inner";
    struct world w;
    (void)state;
    world_small(&w);
    world_code(&w, 90071, "service-down: 90\n  other: 10\ncompany:\n  90070: inner");
    world_code(&w, 90070, outer);
    world_code(&w, 90072, "service-down: 90\n  other: 10\ncompany:\n  90099: log");
    world_build(&w);
    world_session(&w);
    assert_int_equal(code_of(&w, "AADSTS90070: Bad. AADSTS90072: Worse.", 90070), 90072);
    assert_int_equal(code_of(&w, "{\"error_codes\":[90072,90070]}", 90070), 90072); /* the other way round */
    assert_int_equal(code_of(&w, "{\"error_codes\":[90072,90070,90071]}", 90070), 90072);
    assert_int_equal(code_of(&w, "AADSTS90099: x. AADSTS90072: y.", 90099), 90072); /* no wrapping: the last one */
    assert_int_equal(code_of(&w, "AADSTS90072: x. AADSTS90099: y.", 90072), 90099);
    assert_int_equal(code_of(&w, "AADSTS90070: x.\n\nAADSTS90072: another error.", 0), 90070);
    world_close(&w);
}

static void text_without_a_code_is_bad_input(void **state)
{
    struct world w;
    rsv_error err;
    rsv_doc *report = (rsv_doc *)&err;
    int64_t code = 7;
    (void)state;
    open_world(&w, kind);
    assert_int_equal(rsv_session_read_error(w.session, "mail", "It is broken.", 13, &code, &report, &err), RSV_EINPUT);
    assert_string_equal(err.message, "mail: there is no AADSTS code in it");
    assert_null(report);
    assert_int_equal(code, 7);
    world_close(&w);
}

/* Errors in the records of a file: each is a fact at its line, and none is no fault. */
struct got {
    char text[1000];
    size_t n;
};

static void add(void *user, const char *text, size_t n)
{
    struct got *g = user;
    assert_true(g->n + n < sizeof g->text);
    memcpy(g->text + g->n, text, n);
    g->n += n;
    g->text[g->n] = '\0';
}

/* Of the errors in `text` that with `code` becomes the fact, and the other one is told. */
static void counts_alone(struct world *w, const char *text, int64_t asked, int64_t code, const char *other)
{
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    rsv_session *s;
    rsv_doc *report, *facts;
    rsv_error err;
    o.code = asked;
    assert_int_equal(rsv_session_open(w->rules, NULL, &o, &s, &err), RSV_OK);
    assert_int_equal(rsv_session_read(s, "t", text, strlen(text), &report, &err), RSV_OK);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(report, "rejected")), 0);
    const rsv_doc *problems = rsv_doc_get(report, "problems");
    assert_int_equal(rsv_doc_count(problems), 2); /* this, and "read" */
    assert_string_equal(rsv_doc_text(rsv_doc_get(rsv_doc_next(rsv_doc_first(problems)), "message")), other);
    assert_int_equal(rsv_session_facts(s, &facts, &err), RSV_OK);
    const rsv_doc *list = rsv_doc_get(facts, "facts");
    assert_int_equal(rsv_doc_count(list), 1);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(rsv_doc_get(rsv_doc_first(list), "fields"), "code")), code);
    rsv_doc_free(facts);
    rsv_doc_free(report);
    rsv_session_close(s);
}

static void records_of_a_file_may_tell_of_errors(void **state)
{
    struct world w;
    rsv_error err;
    rsv_doc *report;
    struct got g = {.n = 0};
    const char *text = "{\"Note\": \"AADSTS90099: No more.\"}\n{\"Note\": \"fine\"}\n{\"Note\": \"AADSTS90098: Nor less.\"}\n";
    (void)state;
    world_open(&w);
    world_write(&w, "rules/kinds/k.lua", kind);
    world_write(&w, "rules/adapters/a.lua",
                "adapter \"notes\" { doc = \"notes\", reads = \"json\", has = \"Note\", facts = { error_inside(), "
                        "warning \"read\" } }\n");
    world_load(&w);
    world_session(&w);
    assert_int_equal(rsv_session_convert(w.session, "t", text, strlen(text), add, &g, &report, &err), RSV_OK);
    assert_string_equal(g.text,
                        "{\"kind\":\"error_text\",\"code\":90099,\"text\":\"AADSTS90099: No more.\",\"source\":\"t:1\"}\n"
                        "{\"kind\":\"error_text\",\"code\":90098,\"text\":\"AADSTS90098: Nor less.\",\"source\":\"t:3\"}\n");
    assert_int_equal(rsv_doc_count(rsv_doc_get(report, "problems")), 1); /* said once */
    rsv_doc_free(report);

    counts_alone(&w, text, 0, 90098, "it tells of AADSTS90099 too; what is said here is about AADSTS90098"); /* the last */
    counts_alone(&w, text, 90099, 90099, "it tells of AADSTS90098 too; what is said here is about AADSTS90099"); /* asked about */
    counts_alone(&w, text, 90097, 90098, "it tells of AADSTS90099 too; what is said here is about AADSTS90098");
    world_close(&w);
}

static void every_allocation_may_fail(void **state)
{
    struct fail_alloc f = {.fired = true};
    struct world w;
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    rsv_error err;
    (void)state;
    open_world(&w, kind);
    for (unsigned long nth = 1; f.fired; nth++) {
        rsv_session *s = NULL;
        rsv_doc *report = NULL;
        int64_t code;
        o.allocator = fail_alloc_on(&f, nth);
        rsv_status rc = rsv_session_open(w.rules, NULL, &o, &s, &err);
        if (rc == RSV_OK)
            rc = rsv_session_read_error(s, "paste", PAGE, strlen(PAGE), &code, &report, &err);
        assert_int_equal(rc == RSV_ENOMEM, f.fired);
        rsv_doc_free(report);
        rsv_session_close(s);
        assert_int_equal(f.live, 0);
    }
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pasted_error_becomes_the_code_and_a_fact),
        cmocka_unit_test(a_bare_number_is_no_fact),
        cmocka_unit_test(rules_without_that_kind_get_the_code_alone),
        cmocka_unit_test(of_several_numbers_the_one_that_wraps_none_is_the_code),
        cmocka_unit_test(text_without_a_code_is_bad_input),
        cmocka_unit_test(records_of_a_file_may_tell_of_errors),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
