/* SPDX-License-Identifier: MIT
 * test_fact.c - facts come and go; their identity, ids and provenance. */
#include "support/match_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct sym *sym(struct match_case *c, const char *text)
{
    return rsv__intern_get(&c->intern, text, strlen(text));
}

static void an_id_is_good_until_its_fact_goes_and_never_again(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "", 0);
    match_case_tell(&c, "edge:a=x,b=y");
    const slab_ref ref = c.told;
    const uint64_t id = rsv__fact_id(&c.m, ref);
    assert_int_equal(rsv__fact_by_id(&c.m, id), ref);
    match_case_take_back(&c, "edge:a=x,b=y");
    assert_int_equal(rsv__fact_by_id(&c.m, id), 0);
    match_case_tell(&c, "edge:a=x,b=y");
    assert_int_equal(c.told, ref); /* the same place */
    assert_int_equal(rsv__fact_by_id(&c.m, id), 0);
    assert_int_equal(match_case_close(&c), 0);
}

static void any_number_may_be_asked_for_as_an_id(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'r' { when = { some.edge{ a = V.a } }, derive = mark{ x = V.a } }", 0);
    match_case_tell(&c, "edge:a=x,b=y edge:a=z,b=y mark:n=4");
    match_case_run(&c);
    uint32_t found = 0;
    for (uint64_t serial = 0; serial < 8; serial++)
        for (uint32_t ref = 0; ref < 400; ref++)
            found += rsv__fact_by_id(&c.m, serial << 32 | ref) != 0;
    assert_int_equal(found, 5); /* three given, two derived */
    assert_int_equal(rsv__fact_by_id(&c.m, UINT64_MAX), 0);
    assert_int_equal(rsv__fact_by_id(&c.m, (uint64_t)1 << 32 | ((1u << SLAB_SHIFT) - 1)), 0);
    assert_int_equal(match_case_close(&c), 0);
}

static void a_fact_is_found_by_its_key_or_else_by_all_it_says(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "", 0);
    const struct kind *port = rsv__rulebook_kind(&c.script.book, "port");
    const struct kind *edge = rsv__rulebook_kind(&c.script.book, "edge");
    match_case_tell(&c, "port:host=h,number=1,state=open edge:a=x,b=y");
    struct sym *h = sym(&c, "h"), *x = sym(&c, "x"), *y = sym(&c, "y"), *closed = sym(&c, "closed");
    union value values[4] = {{0}, {.s = h}, {.i = 1}, {.s = closed}};
    struct fact_input like = {.kind = port, .mask = 14, .values = values};
    assert_int_not_equal(rsv__fact_find(&c.m, &like, FACT_GIVEN), 0); /* whatever the state */
    assert_int_equal(rsv__fact_find(&c.m, &like, FACT_DERIVED), 0);
    assert_int_equal(rsv__fact_find_same(&c.m, &like, rsv__identity_hash(&c.m, &like)), 0);
    values[0].s = h;
    like.mask = 15; /* a key field that the other record lacks */
    assert_int_equal(rsv__fact_find(&c.m, &like, FACT_GIVEN), 0);
    union value ends[2] = {{.s = x}, {.s = y}};
    like = (struct fact_input){.kind = edge, .mask = 3, .values = ends};
    assert_int_equal(rsv__fact_find(&c.m, &like, FACT_GIVEN), c.told);
    assert_true(rsv__fact_same(&c.m, fact_at(&c.m, c.told), &like));
    like.mask = 1;
    assert_int_equal(rsv__fact_find(&c.m, &like, FACT_GIVEN), 0);
    assert_false(rsv__fact_same(&c.m, fact_at(&c.m, c.told), &like));
    rsv__sym_release(&c.intern, h);
    rsv__sym_release(&c.intern, x);
    rsv__sym_release(&c.intern, y);
    rsv__sym_release(&c.intern, closed);
    assert_int_equal(match_case_close(&c), 0);
}

static void texts_live_as_long_as_the_facts_that_say_them(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'r' { when = { some.edge{ a = V.a } }, derive = mark{ x = V.a } }", 0);
    match_case_tell(&c, "edge:a=first,b=second");
    match_case_run(&c);
    const uint32_t before = c.intern.n;
    assert_true(before >= 2);
    match_case_tell(&c, "edge:a=third,b=second");
    match_case_take_back(&c, "edge:a=first,b=second");
    assert_null(rsv__intern_find(&c.intern, "first", 5)); /* the derived mark went, too */
    assert_non_null(rsv__intern_find(&c.intern, "second", 6));
    match_case_take_back(&c, "edge:a=third,b=second");
    assert_int_equal(c.intern.n, 0);
    assert_int_equal(match_case_close(&c), 0);
}

static void source_and_time_stay_with_each_fact(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "", 0);
    c.observed = 100;
    match_case_tell(&c, "edge:a=1,b=y edge:a=2,b=y");
    const slab_ref second = c.told;
    c.observed = 200;
    c.ingest.name = "elsewhere";
    match_case_tell(&c, "edge:a=3,b=y");
    assert_int_equal(rsv__fact_observed(&c.m, fact_at(&c.m, second)), 100);
    assert_string_equal(rsv__fact_source(&c.m, fact_at(&c.m, second))->text, "t");
    assert_string_equal(rsv__fact_source(&c.m, fact_at(&c.m, c.told))->text, "elsewhere");
    match_case_take_back(&c, "edge:a=1,b=y"); /* it shares with the second */
    assert_int_equal(rsv__fact_observed(&c.m, fact_at(&c.m, second)), 100);
    assert_int_equal(match_case_close(&c), 0);
}

static void a_stale_fact_is_shown_but_matches_nothing(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'r' { when = { some.edge{ a = V.a } }, derive = mark{ x = V.a } }", 0);
    c.stale = true;
    match_case_tell(&c, "edge:a=x,b=y");
    assert_string_equal(match_case_run(&c), "");
    assert_string_equal(match_case_facts(&c, "edge"), "a=x b=y");
    match_case_take_back(&c, "edge:a=x,b=y");
    assert_string_equal(match_case_facts(&c, "edge"), "");
    assert_int_equal(match_case_close(&c), 0);
}

static void a_kind_may_have_thirty_two_fields(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "local f = {}\nfor i = 1, 32 do f['f' .. i] = integer{ optional = true } end\n"
                        "kind 'wide' { fields = f }\n"
                        "rule 'r' { when = { some.wide{ f32 = V.x, f1 = V.x } }, action = function() end }", 0);
    match_case_tell(&c, "wide:f1=1,f32=1 wide:f1=1,f32=2");
    assert_string_equal(match_case_run(&c), "r(1)");
    match_case_take_back(&c, "wide:f1=1,f32=1");
    assert_string_equal(match_case_facts(&c, "wide"), "f1=1 f32=2");
    assert_int_equal(match_case_close(&c), 0);
}

static bool modify_edge(struct match_case *c, const char *a, const char *b)
{
    union value ends[2] = {{.s = sym(c, a)}, {.s = sym(c, b)}};
    const struct fact_input in = {.kind = rsv__rulebook_kind(&c->script.book, "edge"), .mask = 3, .values = ends};
    rsv_error err;
    bool done;
    assert_int_equal(rsv__fact_modify(&c->m, c->told, &in, &done, &err), RSV_OK);
    assert_int_equal(rsv__fact_find_same(&c->m, &in, rsv__identity_hash(&c->m, &in)), done ? c->told : 0);
    for (int i = 0; i < 2; i++)
        rsv__sym_release(&c->intern, ends[i].s);
    return done;
}

static void a_fact_is_modified_where_it_lies(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'r' { when = { some.edge{ a = V.a, b = V.b }, some.edge{ a = V.b } },\n"
                        "  derive = mark{ x = V.a } }", 0);
    match_case_tell(&c, "edge:a=y,b=y edge:a=x,b=z");
    const uint64_t id = rsv__fact_id(&c.m, c.told);
    assert_string_equal(match_case_run(&c), "r"); /* y leads to itself */
    assert_true(modify_edge(&c, "x", "y"));
    assert_int_equal(rsv__fact_by_id(&c.m, id), 0); /* another fact for all who know the old one */
    assert_int_equal(fact_at(&c.m, c.told)->serial, c.m.serial);
    assert_string_equal(match_case_run(&c), "r"); /* x leads to y */
    assert_int_equal(fact_count(&c.m, rsv__rulebook_kind(&c.script.book, "mark")), 2);
    assert_false(modify_edge(&c, "x", "z")); /* a mark rests on it, and goes first */
    assert_int_equal(fact_count(&c.m, rsv__rulebook_kind(&c.script.book, "mark")), 1);
    assert_int_equal(match_case_close(&c), 0);
}

static void what_a_filter_could_miss_is_not_modified_where_it_lies(void **state)
{
    struct match_case c;
    (void)state;
    match_case_open(&c, "rule 'r' { when = { unless(some.edge{ a = 'x' }) }, derive = mark{ x = 'none' } }", 0);
    match_case_tell(&c, "edge:a=x,b=y");
    assert_false(modify_edge(&c, "x", "z"));
    assert_string_equal(match_case_run(&c), "r"); /* it has been retracted */
    assert_int_equal(match_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_is_good_until_its_fact_goes_and_never_again),
        cmocka_unit_test(any_number_may_be_asked_for_as_an_id),
        cmocka_unit_test(a_fact_is_found_by_its_key_or_else_by_all_it_says),
        cmocka_unit_test(texts_live_as_long_as_the_facts_that_say_them),
        cmocka_unit_test(source_and_time_stay_with_each_fact),
        cmocka_unit_test(a_stale_fact_is_shown_but_matches_nothing),
        cmocka_unit_test(a_kind_may_have_thirty_two_fields),
        cmocka_unit_test(a_fact_is_modified_where_it_lies),
        cmocka_unit_test(what_a_filter_could_miss_is_not_modified_where_it_lies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
