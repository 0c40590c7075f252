/* SPDX-License-Identifier: MIT */
#include "session/session.h"

#include "support/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char rules[] =
    "kind \"event\" { doc = \"E\", fields = { id = integer{}, took = duration{ optional = true },\n"
    "  size = integer{ unit = \"MB\", optional = true }, host = name{ optional = true } } }\n"
    "kind \"box\" { doc = \"B\", key = {}, fields = { lid = one_of{ \"open\", \"shut\", \"lost\" } } }\n"
    "evidence \"lid\" { about = \"the lid\", { \"is open\", when = some.box{ lid = \"open\" } },\n"
    "  { \"is shut\", when = some.box{ lid = \"shut\" } }, seen = { a = { 50, 40 }, other = { 10, 10 } } }\n"
    "evidence \"event\" { about = \"events\",\n"
    "  { \"one\", when = some.event{ id = 1, host = V.who },\n"
    "    say = \"{who}: {id} in {took}, {size} of {nothing} {\" },\n"
    "  { \"two\", when = some.event{ id = 2 } }, seen = { a = { 50, 40 }, other = { 10, 10 } } }\n";

static struct world w;

static int open_world(void **state)
{
    (void)state;
    world_open(&w);
    world_write(&w, "rules/r.lua", rules);
    world_load(&w);
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static struct answer evaluate(const char *name)
{
    rsv_error err;
    assert_int_equal(rsv_session_run(w.session, NULL, &err), RSV_OK);
    return rsv__evaluate(w.session, rsv__rulebook_evidence(&w.rules->book, name));
}

static void says(const char *name, const char *expected)
{
    const struct answer a = evaluate(name);
    struct buf out;
    rsv__buf_init(&out, &w.session->alloc);
    rsv__say_answer(w.session, rsv__rulebook_evidence(&w.rules->book, name), &a, &out);
    assert_string_equal(rsv__buf_get(&out), expected);
    rsv__buf_free(&out);
}

/* Masks: 1 the first outcome, 2 the second, 4 none of these. */
static void facts_rule_outcomes_out_until_one_is_left(void **state)
{
    static const struct {
        const char *fact;
        enum answer_state state;
        uint32_t possible;
    } cases[] = {
        {NULL, ANSWER_OPEN, 7},
        {"box:lid=open", ANSWER_DECIDED, 1},
        {"box:lid=shut", ANSWER_DECIDED, 2},
        {"box:lid=lost", ANSWER_NONE, 4},
        {"box:lid=?cannot see", ANSWER_OPEN, 7},
        {"complete:box", ANSWER_NONE, 4},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        world_session(&w);
        if (cases[i].fact != NULL)
            world_fact(&w, cases[i].fact);
        const struct answer a = evaluate("lid");
        assert_int_equal(a.state, cases[i].state);
        assert_int_equal(a.possible, cases[i].possible);
    }
}

static void an_outcome_that_holds_rules_the_others_out_though_they_are_unknown(void **state)
{
    (void)state;
    world_session(&w);
    world_fact(&w, "event:id=2");
    const struct answer a = evaluate("event");
    assert_int_equal(a.values[0], UNKNOWN_);
    assert_int_equal(a.state, ANSWER_DECIDED);
    assert_int_equal(a.outcome, 1);
    assert_int_equal(a.possible, 2);
}

static void two_that_hold_contradict_each_other(void **state)
{
    (void)state;
    world_session(&w);
    world_fact(&w, "event:id=1");
    world_fact(&w, "event:id=2");
    const struct answer a = evaluate("event");
    assert_int_equal(a.state, ANSWER_CONFLICT);
    assert_int_equal(a.possible, 7);
    says("event", "event: contradictory");
}

static void answers_read_as_sentences(void **state)
{
    (void)state;
    world_session(&w);
    world_fact(&w, "box:lid=open");
    says("lid", "lid: is open");
    world_session(&w);
    world_fact(&w, "box:lid=lost");
    says("lid", "lid: none of these (is open, is shut)");
}

static void braces_take_variables_and_fields_with_their_units(void **state)
{
    (void)state;
    world_session(&w);
    world_fact(&w, "event:id=1,took=90s,size=3,host=Srv");
    says("event", "srv: 1 in 1m30s, 3 MB of ? {");
    world_session(&w);
    world_fact(&w, "event:id=1");
    says("event", "?: 1 in ?, ? of ? {");
}

static void the_same_facts_in_another_order_give_the_same_line(void **state)
{
    static const char *const facts[] = {"event:id=1,host=b", "event:id=1,host=a", "event:id=1,host=c",
                                        "event:id=1,host=a,took=?"};
    (void)state;
    for (int turn = 0; turn < 4; turn++) {
        world_session(&w);
        for (int i = 0; i < 4; i++)
            world_fact(&w, facts[(i + turn) % 4]);
        says("event", "a: 1 in ?, ? of ? { (and 2 more)"); /* distinct lines */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_rule_outcomes_out_until_one_is_left),
        cmocka_unit_test(an_outcome_that_holds_rules_the_others_out_though_they_are_unknown),
        cmocka_unit_test(two_that_hold_contradict_each_other),
        cmocka_unit_test(answers_read_as_sentences),
        cmocka_unit_test(braces_take_variables_and_fields_with_their_units),
        cmocka_unit_test(the_same_facts_in_another_order_give_the_same_line),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
