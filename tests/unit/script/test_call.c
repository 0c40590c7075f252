/* SPDX-License-Identifier: MIT
 * test_call.c - `where` and `action` functions: what they see, what they may do, and what they may not. */
#include "script/call.h"

#include "support/script_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A match of one event: server "srv", id 42, took 90 s, ok true, load 0.5, and a note that isn't known. */
enum { SERVER, ID, AT, TOOK, LOAD, OK, NOTE };

struct calls {
    struct script_case script;
    struct fail_alloc memory;
    struct alloc alloc;
    struct intern intern;
    struct caller *caller;
    const struct kind *event;
    union value values[7];
    struct call_view view;
    struct buf changes; /* "assert mark n=3; retract 1" */
    rsv_status refuse;  /* what the view answers to changes */
    rsv_error err;
};

#define PATTERN "some.event{ server = V.s, id = V.i, took = V.d, load = V.l, ok = V.b, note = V.t }"
#define KNOWN (1u << SERVER | 1u << ID | 1u << TOOK | 1u << LOAD | 1u << OK)

static bool view_field(void *user, uint32_t fact, uint32_t field, union value *out)
{
    *out = ((const struct calls *)user)->values[field];
    return fact == 0 && (KNOWN >> field & 1);
}

static bool view_variable(void *user, uint32_t var, union value *out)
{
    static const uint32_t fields[] = {ID, LOAD, NOTE, OK, SERVER, TOOK}; /* as the loader numbers them */
    return view_field(user, 0, fields[var], out);
}

static const struct kind *view_kind(void *user, uint32_t fact)
{
    assert_int_equal(fact, 0);
    return ((const struct calls *)user)->event;
}

static rsv_status view_change(void *user, const struct change *change, rsv_error *err)
{
    static const char *const names[] = {"assert", "retract", "modify"};
    struct calls *c = user;
    if (c->refuse != RSV_OK)
        return rsv__fail(err, c->refuse, "no more changes");
    rsv__buf_printf(&c->changes, "%s%s", c->changes.n > 0 ? "; " : "", names[change->op]);
    if (change->op == CHANGE_ASSERT)
        rsv__buf_printf(&c->changes, " %s", change->kind->name);
    else
        rsv__buf_printf(&c->changes, " %u", change->fact + 1);
    for (uint32_t i = 0; change->kind != NULL && i < change->kind->n_fields; i++) {
        const struct field *f = &change->kind->fields[i];
        if (!(change->mask >> i & 1))
            continue;
        rsv__buf_printf(&c->changes, " %s=", f->name);
        rsv__value_format(f->type, change->values[i], &c->changes);
        if (is_symbolic(f->type))
            rsv__sym_release(&c->intern, change->values[i].s);
    }
    return RSV_OK;
}

static void load(struct calls *c, const char *rules, unsigned long nth)
{
    char got[300];
    memset(c, 0, sizeof *c);
    script_case_open(&c->script);
    script_case_try(&c->script, rules);
    if (*script_case_finding(&c->script, 0, got, sizeof got) != '\0')
        fail_msg("%s: %s", rules, got);
    rsv__alloc_init(&c->alloc, fail_alloc_on(&c->memory, nth));
    rsv__intern_init(&c->intern, &c->script.alloc, &c->script.words);
    rsv__buf_init(&c->changes, &c->script.alloc);
    c->caller = rsv__caller_new(&c->script.book, &c->alloc, &c->intern);
    c->event = rsv__rulebook_kind(&c->script.book, "event");
    c->values[ID].i = 42;
    c->values[TOOK].i = 90000;
    c->values[LOAD].d = 0.5;
    c->values[OK].i = 1;
    c->view = (struct call_view){.user = c, .variable = view_variable, .field = view_field, .kind = view_kind,
                                 .n_facts = 1, .change = view_change};
}

static void close_calls(struct calls *c)
{
    rsv__caller_free(c->caller);
    assert_int_equal(c->memory.live, 0);
    if (c->values[SERVER].s != NULL)
        rsv__sym_release(&c->intern, c->values[SERVER].s);
    assert_int_equal(c->intern.n, 0); /* every symbol that was taken was given back */
    rsv__intern_free(&c->intern);
    rsv__buf_free(&c->changes);
    assert_int_equal(script_case_close(&c->script), 0);
}

/* A rule with a predicate, function 0, and one with an action, function 1; `before` stands in front. */
static void load_bodies(struct calls *c, const char *before, const char *where, const char *action, unsigned long nth)
{
    char text[3000];
    snprintf(text, sizeof text,
             "%s\nrule 'p' { when = { " PATTERN ", where(function(m) %s end) }, derive = mark{} }\n"
             "rule 'a' { when = { " PATTERN " }, action = function(m, wm) %s end }",
             before, where, action);
    load(c, text, nth);
    c->values[SERVER].s = rsv__intern_get(&c->intern, "srv", 3);
}

static rsv_status ask(struct calls *c, enum truth *out)
{
    c->view.formula = &c->script.book.rules[0]->when;
    return rsv__call_where(c->caller, 0, &c->view, out, &c->err);
}

static rsv_status act(struct calls *c)
{
    c->view.formula = &c->script.book.rules[1]->when;
    rsv__buf_clear(&c->changes);
    return rsv__call_action(c->caller, 1, &c->view, &c->err);
}

static void where_is(const char *body, enum truth expected)
{
    struct calls c;
    enum truth value;
    load_bodies(&c, "", body, "", 0);
    if (ask(&c, &value) != RSV_OK)
        fail_msg("%s: %s", body, c.err.message);
    assert_int_equal(value, expected);
    close_calls(&c);
}

static void where_fails(const char *body, rsv_status rc, const char *message)
{
    struct calls c;
    enum truth value = TRUE_;
    load_bodies(&c, "", body, "", 0);
    assert_int_equal(ask(&c, &value), rc);
    assert_string_equal(c.err.message, message);
    assert_int_equal(value, UNKNOWN_);
    assert_int_equal(act(&c), RSV_OK); /* the state goes on */
    close_calls(&c);
}

static void action_does(const char *body, const char *changes)
{
    struct calls c;
    load_bodies(&c, "", "", body, 0);
    if (act(&c) != RSV_OK)
        fail_msg("%s: %s", body, c.err.message);
    assert_string_equal(rsv__buf_get(&c.changes), changes);
    close_calls(&c);
}

static void action_fails(const char *body, rsv_status rc, const char *message)
{
    struct calls c;
    enum truth value;
    load_bodies(&c, "", "return true", body, 0);
    assert_int_equal(act(&c), rc);
    assert_string_equal(c.err.message, message);
    assert_int_equal(ask(&c, &value), RSV_OK);
    assert_int_equal(value, TRUE_);
    close_calls(&c);
}

/* --- predicates ---------------------------------------------------------------------------- */

static void a_predicate_sees_the_variables_as_lua_values(void **state)
{
    (void)state;
    where_is("return m.s == 'srv' and m.i == 42 and m.l == 0.5 and m.b == true", TRUE_);
    where_is("return m.d == 90", TRUE_); /* spans and times are seconds */
    where_is("return m.i > 50", FALSE_);
}

static void a_predicate_that_reads_what_is_not_known_is_unknown(void **state)
{
    (void)state;
    where_is("return m.t == 'x'", UNKNOWN_);
    where_is("return m.t ~= nil or true", UNKNOWN_);
    where_is("return m.i == 42 or m.t == 'x'", TRUE_); /* not read */
}

static void a_predicate_must_be_one(void **state)
{
    (void)state;
    where_fails("return m.i", RSV_ERULES, "where(function) should return true or false");
    where_fails("local x = 5", RSV_ERULES, "where(function) should return true or false");
    where_fails("return m.nobody", RSV_ERULES, "the rule has no variable 'nobody'");
    where_fails("return m[1] ~= nil", RSV_ERULES, "a predicate has variables, not facts");
    where_fails("return m[1.5]", RSV_ERULES, "the rule has no variable '1.5'");
    where_fails("m.i = 5", RSV_ERULES, "attempt to index a match value (local 'm')");
    where_fails("error({})", RSV_ERULES, "an error that isn't a text");
    where_fails("local x = elephants.fly", RSV_ERULES, "unknown name 'elephants'");
}

static void a_predicate_has_limits(void **state)
{
    (void)state;
    where_fails("while true do end", RSV_ELIMIT, "it runs too long");
    where_fails("local function f() return f() end return f()", RSV_ELIMIT, "it runs too long");
    where_fails("for w in ('x'):rep(60000):gmatch('.*.*y') do end", RSV_ELIMIT, "it runs too long");
    where_fails("local s = 'x' while true do s = s .. s end", RSV_ELIMIT, "it makes a text of more than 64 KiB");
    where_fails("local function f() return 1 + f() end return f()", RSV_ELIMIT, "it runs too long");
}

static void what_functions_keep_between_calls_is_given_up_when_it_fills_the_memory(void **state)
{
    struct calls c;
    enum truth value;
    rsv_status rc = RSV_OK;
    (void)state;
    load_bodies(&c, "local kept, n = {}, 0", "n = n + 1 kept[n] = ('x'):rep(60000) .. n return n > 0", "", 0);
    for (int i = 0; i < 2000 && rc == RSV_OK; i++)
        rc = ask(&c, &value);
    assert_int_equal(rc, RSV_ELIMIT);
    assert_string_equal(c.err.message, "it needs more than 64 MiB");
    assert_int_equal(ask(&c, &value), RSV_OK);
    assert_int_equal(value, TRUE_);
    close_calls(&c);
}

static void a_files_functions_are_found_again_in_whatever_order_it_makes_them(void **state)
{
    struct calls c;
    (void)state;
    load(&c, "local rules = {}\nfor i = 1, 40 do rules['rule' .. (i * 7919 % 41)] = i end\n"
             "for name, i in pairs(rules) do\n"
             "  rule(name) { when = { some.event{ id = V.i }, where(function(m) return m.i == i end) },\n"
             "    derive = mark{ n = i } }\n"
             "end", 0);
    assert_int_equal(c.script.book.n_rules, 40);
    for (uint32_t i = 0; i < 40; i++) {
        const struct rule *r = c.script.book.rules[i];
        enum truth value;
        c.view.formula = &r->when;
        c.values[ID].i = r->derive->slots[1].value.i;
        assert_int_equal(rsv__call_where(c.caller, r->when.root->children[1]->function, &c.view, &value, &c.err),
                         RSV_OK);
        assert_int_equal(value, TRUE_);
    }
    close_calls(&c);
}

/* --- actions ------------------------------------------------------------------------------- */

static void an_action_sees_variables_and_facts(void **state)
{
    (void)state;
    action_does("assert(m.s == 'srv' and m.t == nil)\n"
                "assert(m[1].id == 42 and m[1].note == nil and m[1].took == 90)", "");
    action_fails("return m[2]", RSV_ERULES, "the rule matched 1 facts");
    action_fails("return m[0]", RSV_ERULES, "the rule matched 1 facts");
    action_fails("return m[1].nmae", RSV_ERULES, "event has no field 'nmae'");
    action_fails("local f = m[1] f.id = 5", RSV_ERULES, "attempt to index a matched fact value (local 'f')");
}

static void an_action_asks_for_changes(void **state)
{
    (void)state;
    action_does("wm.assert(mark{ x = 'A', n = m.i })\nwm.modify(m[1], { ok = false, took = '2h' })\nwm.retract(m[1])",
                "assert mark x=a n=42; modify 1 took=2h ok=false; retract 1");
    action_does("wm.assert(event{ id = 1, at = 60, took = m.d * 2, note = 'A' })",
                "assert event id=1 at=1970-01-01T00:01:00Z took=3m note=A");
    action_does("wm.assert(event{ id = 1, at = '2026-11-23T07:14:03Z' })", "assert event id=1 at=2026-11-23T07:14:03Z");
}

static void changes_are_checked_like_records(void **state)
{
    (void)state;
    action_fails("wm.assert{}", RSV_ERULES, "wm.assert takes a fact, kind{ ... }");
    action_fails("wm.assert(nonsense{})", RSV_ERULES, "unknown kind 'nonsense'");
    action_fails("wm.assert(mark{ x = 'a', nn = 1 })", RSV_ERULES, "mark has no field 'nn'");
    action_fails("wm.assert(mark{ 'a' })", RSV_ERULES, "mark has no field '?'");
    action_fails("wm.assert(mark{ x = 'a', n = '5' })", RSV_ERULES, "mark.n should be an integer");
    action_fails("wm.assert(mark{ x = 5 })", RSV_ERULES, "mark.x should be a name");
    action_fails("wm.assert(port{ number = 70000 })", RSV_ERULES, "port.number should be an integer within its bounds");
    action_fails("wm.assert(port{ host = 'a', state = 'opne' })", RSV_ERULES, "'opne' is not a word of port.state");
    action_fails("wm.assert(event{ load = 0/0 })", RSV_ERULES, "event.load should be a number within its bounds");
    action_fails("wm.assert(event{ at = 1e300 })", RSV_ERULES, "event.at should be a time");
    action_fails("wm.assert(event{ took = 0/0 })", RSV_ERULES, "event.took should be a duration");
    action_fails("wm.assert(event{ ok = 1 })", RSV_ERULES, "event.ok should be a boolean");
    action_fails("wm.modify(m[1], { nmae = 1 })", RSV_ERULES, "event has no field 'nmae'");
    action_fails("wm.modify(m[1])", RSV_ERULES, "bad argument #2 to 'modify' (table expected, got no value)");
    action_fails("wm.retract(5)", RSV_ERULES, "bad argument #1 to 'retract' (matched fact expected, got number)");
    action_fails("local f = mark{} f.values = 5 wm.assert(f)", RSV_ERULES,
                 "bad argument #3 to 'assert' (table expected, got number)");
    action_fails("wm.assert = nil", RSV_ERULES, "'assert' can't be set here; declare it with 'local'");
}

static void a_change_that_is_refused_ends_the_action_with_that_status(void **state)
{
    struct calls c;
    (void)state;
    load_bodies(&c, "", "", "wm.assert(mark{ x = 'fresh' })", 0);
    c.refuse = RSV_ELIMIT;
    assert_int_equal(act(&c), RSV_ELIMIT);
    assert_string_equal(c.err.message, "no more changes");
    close_calls(&c);
}

static void a_match_is_over_when_its_function_returns(void **state)
{
    struct calls c;
    enum truth value;
    (void)state;
    load_bodies(&c, "local fact, memory", "wm = memory memory.retract(fact) return true",
                "if fact then wm.retract(fact) end fact, memory = m[1], wm", 0);
    assert_int_equal(act(&c), RSV_OK);
    assert_int_equal(act(&c), RSV_ERULES);
    assert_string_equal(c.err.message, "the fact belongs to an earlier match");
    assert_int_equal(ask(&c, &value), RSV_ERULES);
    close_calls(&c);

    load_bodies(&c, "local memory", "memory.assert(mark{}) return true", "memory = wm", 0);
    assert_int_equal(act(&c), RSV_OK);
    assert_int_equal(ask(&c, &value), RSV_ERULES);
    assert_string_equal(c.err.message, "only actions may change facts");
    close_calls(&c);
}

static void an_action_has_limits(void **state)
{
    (void)state;
    action_fails("while true do end", RSV_ELIMIT, "it runs too long");
    action_fails("while true do wm.assert(mark{ n = 1 }) end", RSV_ELIMIT, "it runs too long");
    action_fails("wm.assert(mark{ x = ('x'):rep(65536):upper() })\nerror()", RSV_ERULES, "an error that isn't a text");
    action_fails("local t = {} while true do t[#t + 1] = ('x'):rep(60000) end", RSV_ELIMIT, "it runs too long");
}

static void a_function_that_is_not_there_is_an_error(void **state)
{
    struct calls c;
    enum truth value;
    (void)state;
    load_bodies(&c, "", "return true", "", 0);
    c.view.formula = &c.script.book.rules[0]->when;
    assert_int_equal(rsv__call_where(c.caller, 99, &c.view, &value, &c.err), RSV_ERULES);
    assert_string_equal(c.err.message, "there is no such function");
    assert_int_equal(ask(&c, &value), RSV_OK);
    close_calls(&c);
}

static void every_allocation_may_fail_without_a_leak(void **state)
{
    struct calls c = {.memory.fired = true};
    (void)state;
    for (unsigned long nth = 1; c.memory.fired; nth++) {
        enum truth value;
        rsv_status rc = RSV_ENOMEM;
        load_bodies(&c, "", "return #(m.s .. ('x'):rep(2000)) > 5",
                    "wm.assert(mark{ x = ('Y'):rep(2000), n = 1 })", nth);
        if (c.caller != NULL)
            rc = ask(&c, &value);
        if (rc == RSV_OK)
            rc = act(&c);
        if (rc != RSV_OK && (!c.memory.fired || rc != RSV_ENOMEM))
            fail_msg("allocation %lu: %s", nth, c.err.message);
        close_calls(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_predicate_sees_the_variables_as_lua_values),
        cmocka_unit_test(a_predicate_that_reads_what_is_not_known_is_unknown),
        cmocka_unit_test(a_predicate_must_be_one),
        cmocka_unit_test(a_predicate_has_limits),
        cmocka_unit_test(what_functions_keep_between_calls_is_given_up_when_it_fills_the_memory),
        cmocka_unit_test(a_files_functions_are_found_again_in_whatever_order_it_makes_them),
        cmocka_unit_test(an_action_sees_variables_and_facts),
        cmocka_unit_test(an_action_asks_for_changes),
        cmocka_unit_test(changes_are_checked_like_records),
        cmocka_unit_test(a_change_that_is_refused_ends_the_action_with_that_status),
        cmocka_unit_test(a_match_is_over_when_its_function_returns),
        cmocka_unit_test(an_action_has_limits),
        cmocka_unit_test(a_function_that_is_not_there_is_an_error),
        cmocka_unit_test(every_allocation_may_fail_without_a_leak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
