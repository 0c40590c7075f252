/* SPDX-License-Identifier: MIT */
#include "support/world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
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

static rsv_doc *why(const char *cause, const char *rival)
{
    rsv_error err;
    rsv_doc *d = NULL;
    assert_int_equal(rsv_session_why(w.session, WORLD_CODE, cause, rival, &d, &err), RSV_OK);
    return d;
}

static double number_at(const rsv_doc *d, const char *outer, const char *inner)
{
    return rsv_doc_number(rsv_doc_get(rsv_doc_get(d, outer), inner));
}

static void the_lines_sum_to_the_log_odds_of_the_beliefs(void **state)
{
    static const char *const ports[] = {NULL, "port:host=a,state=open", "port:host=a,state=closed",
                                        "port:host=a,state=?timed out", "complete:port"};
    static const char *const services[] = {NULL, "service:state=running", "service:state=stopped",
                                           "complete:service"};
    static const char *const causes[] = {"service-down", "port-closed", "other"};
    (void)state;
    for (size_t i = 0; i < 5 * 4 * 6; i++) {
        const char *port = ports[i % 5], *service = services[i / 5 % 4];
        const size_t a = i / 20 % 3, b = (a + 1 + i / 60) % 3;
        world_session(&w);
        if (port != NULL)
            world_fact(&w, port);
        if (service != NULL)
            world_fact(&w, service);
        rsv_doc *d = why(causes[a], causes[b]);
        double sum = 0;
        for (const rsv_doc *l = rsv_doc_first(rsv_doc_get(d, "lines")); l != NULL; l = rsv_doc_next(l))
            sum += rsv_doc_number(rsv_doc_get(l, "weight"));
        const double total = rsv_doc_number(rsv_doc_get(d, "total"));
        const double odds = number_at(d, "cause", "belief") / number_at(d, "rival", "belief");
        assert_true(fabs(sum - total) < 1e-9);
        assert_true(fabs(total - 10 * log10(odds)) < 1e-9);
        rsv_doc_free(d);
    }
}

static void for_and_against_are_mirror_images(void **state)
{
    (void)state;
    world_session(&w);
    world_fact(&w, "service:state=running");
    rsv_doc *d = why("service-down", "port-closed"), *e = why("port-closed", "service-down");
    const rsv_doc *x = rsv_doc_first(rsv_doc_get(d, "lines")), *y = rsv_doc_first(rsv_doc_get(e, "lines"));
    for (; x != NULL; x = rsv_doc_next(x), y = rsv_doc_next(y))
        assert_true(fabs(rsv_doc_number(rsv_doc_get(x, "weight")) + rsv_doc_number(rsv_doc_get(y, "weight"))) < 1e-9);
    assert_null(y);
    assert_string_equal(rsv_doc_text(rsv_doc_get(d, "in_words")), rsv_doc_text(rsv_doc_get(e, "in_words")));
    rsv_doc_free(d);
    rsv_doc_free(e);
}

static void what_says_nothing_has_no_line(void **state)
{
    (void)state;
    world_session(&w);
    rsv_doc *d = why("service-down", NULL);
    assert_int_equal(rsv_doc_count(rsv_doc_get(d, "lines")), 1); /* the shares */
    assert_string_equal(rsv_doc_text(rsv_doc_get(rsv_doc_first(rsv_doc_get(d, "lines")), "say")), "shares 60 : 30");
    assert_int_equal(rsv_doc_count(rsv_doc_get(d, "waiting")), 2);
    rsv_doc_free(d);

    world_fact(&w, "service:state=stopped");
    d = why("service-down", NULL);
    const rsv_doc *line = rsv_doc_next(rsv_doc_first(rsv_doc_get(d, "lines")));
    assert_string_equal(rsv_doc_text(rsv_doc_get(line, "evidence")), "service is");
    assert_string_equal(rsv_doc_text(rsv_doc_get(line, "outcome")), "stopped");
    assert_string_equal(rsv_doc_text(rsv_doc_get(line, "say")), "the service is stopped");
    assert_null(rsv_doc_next(line));
    rsv_doc_free(d);
}

static void the_rival_is_the_strongest_other_cause(void **state)
{
    (void)state;
    world_session(&w);
    rsv_doc *d = why("other", NULL);
    assert_string_equal(rsv_doc_text(rsv_doc_get(rsv_doc_get(d, "rival"), "cause")), "service-down");
    assert_int_equal(rsv_doc_integer(rsv_doc_get(rsv_doc_get(d, "cause"), "rank")), 3);
    rsv_doc_free(d);
    d = why("service-down", NULL);
    assert_string_equal(rsv_doc_text(rsv_doc_get(rsv_doc_get(d, "rival"), "cause")), "port-closed");
    assert_int_equal(rsv_doc_integer(rsv_doc_get(rsv_doc_get(d, "rival"), "rank")), 2);
    rsv_doc_free(d);
}

static void a_contradiction_is_said_and_weighs_nothing(void **state)
{
    (void)state;
    world_session(&w);
    world_fact(&w, "port:host=a,state=open");
    world_fact(&w, "port:host=b,state=closed");
    rsv_doc *d = why("service-down", NULL);
    assert_int_equal(rsv_doc_count(rsv_doc_get(d, "lines")), 1);
    rsv_doc_free(d);
}

static void wrong_names_are_refused(void **state)
{
    static const struct {
        int64_t code;
        const char *cause, *rival;
        rsv_status status;
        const char *message;
    } cases[] = {
        {WORLD_CODE, "service-dwon", NULL, RSV_ENOTFOUND,
         "'service-dwon' is no cause of AADSTS90099; did you mean 'service-down'?"},
        {WORLD_CODE, "other", "port", RSV_ENOTFOUND, "'port' is no cause of AADSTS90099; did you mean 'port-closed'?"},
        {WORLD_CODE, "other", "other", RSV_EARG, "a cause can't be compared with itself"},
        {90098, "other", NULL, RSV_ENOTFOUND, "no article for AADSTS90098"},
    };
    rsv_error err;
    (void)state;
    world_session(&w);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rsv_doc *d = (rsv_doc *)&err;
        assert_int_equal(rsv_session_why(w.session, cases[i].code, cases[i].cause, cases[i].rival, &d, &err),
                         cases[i].status);
        assert_string_equal(err.message, cases[i].message);
        assert_null(d);
    }
}

static void a_code_with_one_cause_has_nothing_to_compare(void **state)
{
    struct world alone;
    rsv_error err;
    rsv_doc *d;
    (void)state;
    world_open(&alone);
    world_code(&alone, WORLD_CODE, "other: 100");
    world_load(&alone);
    world_build(&alone);
    world_session(&alone);
    assert_int_equal(rsv_session_why(alone.session, WORLD_CODE, "other", NULL, &d, &err), RSV_ENOTFOUND);
    assert_string_equal(err.message, "AADSTS90099 has only one cause");
    world_close(&alone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lines_sum_to_the_log_odds_of_the_beliefs),
        cmocka_unit_test(for_and_against_are_mirror_images),
        cmocka_unit_test(what_says_nothing_has_no_line),
        cmocka_unit_test(the_rival_is_the_strongest_other_cause),
        cmocka_unit_test(a_contradiction_is_said_and_weighs_nothing),
        cmocka_unit_test(wrong_names_are_refused),
        cmocka_unit_test(a_code_with_one_cause_has_nothing_to_compare),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
