/* SPDX-License-Identifier: MIT
 * test_bench.c - what rules cost, and the reasons in words. */
#include "session/bench.h"
#include "support/fail_alloc.h"
#include "support/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char rules[] =
    "kind \"p\" { doc = \"P\", fields = { id = integer{}, g = integer{} } }\n"
    "kind \"q\" { doc = \"Q\", fields = { id = integer{}, g = integer{} } }\n"
    "kind \"out\" { doc = \"O\", closed = true, fields = { id = integer{} } }\n"
    "kind \"go\" { doc = \"G\", fields = { id = integer{} } }\n"
    "rule \"by order\" { when = { some.p{ id = V.a }, some.q{ id = below(V.a), g = 99 } }, derive = out{ id = 1 } }\n"
    "rule \"by order, many\" { when = { some.p{ id = V.a }, some.q{ id = below(V.a), g = above(97) } },\n"
    "  derive = out{ id = 2 } }\n"
    "rule \"by group\" { when = { some.p{ g = V.g }, some.q{ g = V.g, id = above(1000) } }, derive = out{ id = 3 } }\n"
    "rule \"negated\" { when = { some.p{ id = V.a }, unless(some.q{ id = is_not(V.a), g = 98 }) }, derive = out{ id = 4 } }\n"
    "rule \"idle\" { when = { some.go{ id = 1 } }, derive = out{ id = 5 } }\n"
    "rule \"acts\" { when = { some.p{ id = V.a } }, action = function(m, wm) for i = 1, 300 do local x = i end end }\n"
    "evidence \"none of them\" { about = \"?\", { \"yes\", when = some.q{ id = 5000, g = V.g } }, seen = { other = {0} } }\n";

enum { FACTS = 130 };

static void open_facts(struct world *w)
{
    char fact[64];
    rsv_error err;
    world_open(w);
    world_write(w, "rules/rules.lua", rules);
    world_load(w);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(w->findings, "errors")), 0);
    world_session(w);
    assert_int_equal(rsv_session_measure(w->session, &err), RSV_OK);
    for (int i = 0; i < FACTS; i++) {
        snprintf(fact, sizeof fact, "p:id=%d,g=%d", i, i % 3);
        world_fact(w, fact);
        snprintf(fact, sizeof fact, "q:id=%d,g=%d", 200 + i, i % 4 == 0 ? 98 : i % 3);
        world_fact(w, fact);
    }
}

static const rsv_doc *row_of(const rsv_doc *d, const char *list, const char *type, const char *name)
{
    const rsv_doc *r = rsv_doc_first(rsv_doc_get(d, list));
    while (r != NULL && strcmp(rsv_doc_text(rsv_doc_get(r, type)), name) != 0)
        r = rsv_doc_next(r);
    return r;
}

static void why_is(const rsv_doc *d, const char *rule, const char *why)
{
    assert_string_equal(rsv_doc_text(rsv_doc_get(row_of(d, "rules", "rule", rule), "why")), why);
}

static void a_slow_rule_says_what_it_spends_most_on(void **state)
{
    struct world w;
    rsv_error err;
    rsv_doc *d;
    (void)state;
    open_facts(&w);
    assert_int_equal(rsv_session_costs(w.session, &d, &err), RSV_OK);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(d, "cases")), 1);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(d, "facts")), 2 * FACTS);
    why_is(d, "by order", ""); /* no fact passes g = 99 */
    why_is(d, "by order, many", "joins 33 x 130 p without an index for q's `id <`");
    const char *group = rsv_doc_text(rsv_doc_get(row_of(d, "rules", "rule", "by group"), "why"));
    assert_string_equal(group, "");
    const rsv_doc *acts = row_of(d, "rules", "rule", "acts");
    assert_int_equal(rsv_doc_integer(rsv_doc_get(acts, "matches")), FACTS);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(acts, "firings")), FACTS);
    assert_non_null(strstr(rsv_doc_text(rsv_doc_get(acts, "why")),
                           "% of it in its action with the changes that it makes, 130 calls"));
    assert_null(row_of(d, "rules", "rule", "idle"));
    assert_true(rsv_doc_integer(rsv_doc_get(d, "rules_without_facts")) >= 1);
    const rsv_doc *e = row_of(d, "evidence", "evidence", "none of them");
    assert_int_equal(rsv_doc_integer(rsv_doc_get(e, "asked")), 1);
    rsv_doc_free(d);
    world_close(&w);
}

static void the_slowest_come_first(void **state)
{
    struct world w;
    rsv_error err;
    rsv_doc *d;
    double before = 1e9;
    (void)state;
    open_facts(&w);
    assert_int_equal(rsv_session_costs(w.session, &d, &err), RSV_OK);
    for (const rsv_doc *r = rsv_doc_first(rsv_doc_get(d, "rules")); r != NULL; r = rsv_doc_next(r)) {
        assert_true(rsv_doc_number(rsv_doc_get(r, "ms")) <= before);
        before = rsv_doc_number(rsv_doc_get(r, "ms"));
    }
    rsv_doc_free(d);
    world_close(&w);
}

static void a_session_that_is_not_measured_has_no_costs(void **state)
{
    struct world w;
    rsv_error err;
    rsv_doc *d;
    (void)state;
    world_small(&w);
    world_load(&w);
    world_session(&w);
    assert_int_equal(rsv_session_costs(w.session, &d, &err), RSV_EARG);
    assert_null(d);
    world_close(&w);
}

/* Fail the 1st, 2nd, 3rd... allocation until measuring succeeds. */
static void every_allocation_may_fail(void **state)
{
    struct world w;
    struct fail_alloc f = {.fired = true};
    rsv_error err;
    (void)state;
    world_small(&w);
    world_load(&w);
    for (unsigned long nth = 1; f.fired; nth++) {
        struct alloc alloc;
        struct bench bench;
        rsv__alloc_init(&alloc, fail_alloc_on(&f, nth));
        const rsv_status rc = rsv__bench_init(&bench, w.rules, &alloc, &err);
        assert_int_equal(rc, f.fired ? RSV_ENOMEM : RSV_OK);
        if (rc == RSV_OK)
            rsv__bench_free(&bench);
        assert_int_equal(f.live, 0);
    }
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slow_rule_says_what_it_spends_most_on),
        cmocka_unit_test(the_slowest_come_first),
        cmocka_unit_test(a_session_that_is_not_measured_has_no_costs),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
