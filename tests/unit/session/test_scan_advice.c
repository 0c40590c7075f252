/* SPDX-License-Identifier: MIT */
#include "session/scan.h"

#include "support/world.h"

#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char rules[] =
    "collector \"log\" { doc = \"L\", minutes = 1 }\n"
    "kind \"error_frequency\" { doc = \"F\", key = {}, fields = { code = integer{}, window = duration{}, attempts = integer{},\n"
    "  sign_ins = integer{ optional = true }, users = integer{}, addresses = integer{}, apps = integer{},\n"
    "  app_id = name{ optional = true }, first = time{ optional = true }, last = time{ optional = true },\n"
    "  rhythm = text{}, trend = text{ optional = true }, usual_per_day = number{ optional = true } }, collector = \"log\" }\n"
    "evidence \"how often\" { about = \"how often\",\n"
    "  { \"a lot\", when = { some.error_frequency{ attempts = at_least(20) } } },\n"
    "  { \"once\", when = { some.error_frequency{ attempts = at_most(1) } } },\n"
    "  seen = { [\"port-closed\"] = { 95, 1 }, [\"service-down\"] = { 1, 95 }, other = { 30, 30 } } }\n";

static rsv_doc *report(struct world *w, int rows, int64_t code)
{
    rsv_scan_options o = RSV_SCAN_OPTIONS_INIT;
    rsv_scan *scan;
    rsv_doc *d = NULL;
    rsv_error err;
    o.codes = &code;
    o.n_codes = 1;
    assert_int_equal(rsv_scan_open(w->kb, &o, &scan, &err), RSV_OK);
    for (int i = 0; i < rows; i++) {
        char text[200];
        snprintf(text, sizeof text, "{\"id\":\"%d\",\"time\":\"2024-07-01T%02d:00:00Z\",\"userId\":\"u%d\",\"resultType\":%d}", i,
                 i % 24, i, WORLD_CODE);
        assert_int_equal(rsv_scan_bytes(scan, "log", text, strlen(text), &err), RSV_OK);
    }
    assert_int_equal(rsv_scan_report(scan, w->rules, &d, &err), RSV_OK);
    rsv_scan_close(scan);
    return d;
}

static const char *top(const rsv_doc *d)
{
    const rsv_doc *advice = rsv_doc_first(rsv_doc_get(d, "advice"));
    assert_int_equal(rsv_doc_integer(rsv_doc_get(advice, "code")), WORLD_CODE);
    assert_non_null(rsv_doc_get(advice, "first_step"));
    return rsv_doc_text(rsv_doc_get(rsv_doc_first(rsv_doc_get(advice, "causes")), "cause"));
}

static void what_the_log_says_moves_the_causes(void **state)
{
    struct world w;
    (void)state;
    world_small(&w);
    world_write(&w, "rules/log.lua", rules);
    world_load(&w);
    rsv_doc *d = report(&w, 30, WORLD_CODE);
    assert_string_equal(top(d), "port-closed");
    rsv_doc_free(d);
    d = report(&w, 1, WORLD_CODE);
    assert_string_equal(top(d), "service-down");
    rsv_doc_free(d);
    d = report(&w, 30, 7); /* nothing of it there */
    assert_int_equal(rsv_doc_count(rsv_doc_get(d, "advice")), 0);
    rsv_doc_free(d);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_the_log_says_moves_the_causes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
