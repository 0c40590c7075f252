/* SPDX-License-Identifier: MIT */
#include "support/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct world w;

static int open_world(void **state)
{
    (void)state;
    world_small(&w);
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static rsv_doc *next(void)
{
    rsv_error err;
    rsv_doc *d = NULL;
    assert_int_equal(rsv_session_next(w.session, WORLD_CODE, &d, &err), RSV_OK);
    return d;
}

static const rsv_doc *collector(const rsv_doc *d, const char *name)
{
    const rsv_doc *c = rsv_doc_first(rsv_doc_get(d, "collectors"));
    while (c != NULL && strcmp(rsv_doc_text(rsv_doc_get(c, "collector")), name) != 0)
        c = rsv_doc_next(c);
    return c;
}

/* "service is: service; path is: port" */
static void waits_for(const rsv_doc *d, const char *expected)
{
    char text[500] = "";
    for (const rsv_doc *e = rsv_doc_first(rsv_doc_get(d, "waiting")); e != NULL; e = rsv_doc_next(e)) {
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s:", *text ? "; " : "",
                 rsv_doc_text(rsv_doc_get(e, "evidence")));
        for (const rsv_doc *n = rsv_doc_first(rsv_doc_get(e, "needs")); n != NULL; n = rsv_doc_next(n))
            snprintf(text + strlen(text), sizeof text - strlen(text), " %s", rsv_doc_text(n));
    }
    assert_string_equal(text, expected);
}

/* --- collectors ----------------------------------------------------------------------------------- */

static void collectors_are_ranked_by_minutes_saved(void **state)
{
    (void)state;
    world_session(&w);
    rsv_doc *d = next();
    const rsv_doc *first = rsv_doc_first(rsv_doc_get(d, "collectors")), *second = rsv_doc_next(first);
    assert_string_equal(rsv_doc_text(rsv_doc_get(first, "collector")), "ask");
    assert_string_equal(rsv_doc_text(rsv_doc_get(second, "collector")), "probe");
    assert_true(rsv_doc_number(rsv_doc_get(first, "net")) > rsv_doc_number(rsv_doc_get(second, "net")));
    assert_null(rsv_doc_next(second));
    rsv_doc_free(d);
}

static void a_collector_of_another_role_costs_the_hand_over(void **state)
{
    (void)state;
    world_session(&w);
    rsv_doc *d = next();
    assert_float_equal(rsv_doc_number(rsv_doc_get(collector(d, "ask"), "minutes")), 2, 1e-9);
    assert_float_equal(rsv_doc_number(rsv_doc_get(collector(d, "probe"), "minutes")), 30, 1e-9);
    rsv_doc_free(d);
}

static void what_is_decided_is_not_collected_again(void **state)
{
    (void)state;
    world_session(&w);
    world_fact(&w, "service:state=running");
    rsv_doc *d = next();
    assert_null(collector(d, "ask"));
    assert_non_null(collector(d, "probe"));
    rsv_doc_free(d);
}

static void a_diagnosis_offers_only_what_is_worth_its_minutes(void **state)
{
    rsv_error err;
    rsv_doc *d;
    (void)state;
    world_session(&w);
    assert_int_equal(rsv_session_diagnose(w.session, WORLD_CODE, &d, &err), RSV_OK);
    for (const rsv_doc *c = rsv_doc_first(rsv_doc_get(d, "next")); c != NULL; c = rsv_doc_next(c))
        assert_true(rsv_doc_number(rsv_doc_get(c, "net")) > 0);
    rsv_doc_free(d);
}

/* --- what is waited for ------------------------------------------------------------------------------- */

static void open_questions_name_what_they_wait_for(void **state)
{
    (void)state;
    world_session(&w);
    rsv_doc *d = next();
    waits_for(d, "service is: service; path is: port"); /* of a derived kind: what the rule looks at */
    rsv_doc_free(d);
    world_fact(&w, "service:state=?timed out");
    d = next();
    waits_for(d, "service is: service.state (timed out); path is: port");
    rsv_doc_free(d);
    world_fact(&w, "service:state=running");
    world_fact(&w, "port:host=a,state=open");
    d = next();
    waits_for(d, "");
    rsv_doc_free(d);
}

/* --- scripts --------------------------------------------------------------------------------------------- */

static void script_is(const char *expected, const char *open)
{
    rsv_error err;
    rsv_doc *d;
    char text[100] = "";
    assert_int_equal(rsv_session_script(w.session, WORLD_CODE, "ask", NULL, &d, &err), RSV_OK);
    assert_string_equal(rsv_doc_text(rsv_doc_get(d, "script")), expected);
    for (const rsv_doc *o = rsv_doc_first(rsv_doc_get(d, "to_fill_in")); o != NULL; o = rsv_doc_next(o))
        strcat(strcat(text, rsv_doc_text(o)), " ");
    assert_string_equal(text, open);
    assert_string_equal(rsv_doc_text(rsv_doc_get(d, "shell")), "sh");
    rsv_doc_free(d);
}

static void a_script_is_filled_in_with_what_is_known(void **state)
{
    (void)state;
    world_session(&w);
    script_is("sc query <note> <host> # 90099\n", "note host ");
    world_fact(&w, "port:host=a.example,state=open");
    world_fact(&w, "service:state=running,note=DNS_1");
    script_is("sc query DNS_1 a.example # 90099\n", "");
    world_fact(&w, "port:host=b.example,state=open"); /* which of them? */
    script_is("sc query DNS_1 <host> # 90099\n", "host ");
}

static void nothing_goes_into_a_script_that_a_shell_could_take_for_more_than_a_word(void **state)
{
    static const char *const notes[] = {"a b", "a;b", "$(x)", "`x`", "a\nb", "-rf", "a'b", "a|b", "%x%",
                                        "\xc3\xa9", ""};
    rsv_error err;
    (void)state;
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        const rsv_field fields[] = {{"state", "running"}, {"note", notes[i]}};
        world_session(&w);
        assert_int_equal(rsv_session_assert(w.session, "service", fields, 2, NULL, 0, NULL, &err), RSV_OK);
        script_is("sc query <note> <host> # 90099\n", "note host ");
    }
}

static void wrong_names_of_scripts_are_refused(void **state)
{
    static const struct {
        const char *collector, *shell, *message;
    } cases[] = {
        {"aks", NULL, "unknown collector 'aks'; did you mean 'ask'?"},
        {"probe", NULL, "probe has no script"},
        {"ask", "pwsh", "ask has no script for 'pwsh', only for 'sh'"},
    };
    rsv_error err;
    rsv_doc *d;
    (void)state;
    world_session(&w);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(rsv_session_script(w.session, WORLD_CODE, cases[i].collector, cases[i].shell, &d, &err),
                         RSV_ENOTFOUND);
        assert_string_equal(err.message, cases[i].message);
        assert_null(d);
    }
}

static void a_script_that_is_gone_or_outside_the_rules_is_refused(void **state)
{
    struct world other;
    rsv_error err;
    rsv_doc *d;
    (void)state;
    world_open(&other);
    world_write(&other, "rules/r.lua",
                "collector \"gone\" { doc = \"G\", minutes = 1, script = { sh = \"gone.sh\" } }\n"
                "collector \"out\" { doc = \"O\", minutes = 1, script = { sh = \"../kb/x\" } }\n");
    world_write(&other, "kb/x", "outside");
    world_load(&other);
    world_session(&other);
    assert_int_equal(rsv_session_script(other.session, 1, "gone", NULL, &d, &err), RSV_ENOTFOUND);
    assert_non_null(strstr(err.message, "gone.sh"));
    assert_int_not_equal(rsv_session_script(other.session, 1, "out", NULL, &d, &err), RSV_OK);
    assert_non_null(strstr(err.message, "bad script path"));
    assert_null(d);
    world_close(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(collectors_are_ranked_by_minutes_saved),
        cmocka_unit_test(a_collector_of_another_role_costs_the_hand_over),
        cmocka_unit_test(what_is_decided_is_not_collected_again),
        cmocka_unit_test(a_diagnosis_offers_only_what_is_worth_its_minutes),
        cmocka_unit_test(open_questions_name_what_they_wait_for),
        cmocka_unit_test(a_script_is_filled_in_with_what_is_known),
        cmocka_unit_test(nothing_goes_into_a_script_that_a_shell_could_take_for_more_than_a_word),
        cmocka_unit_test(wrong_names_of_scripts_are_refused),
        cmocka_unit_test(a_script_that_is_gone_or_outside_the_rules_is_refused),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
