/* SPDX-License-Identifier: MIT */
/* What would have to change: compared with trying everything, and cases that are easy to get wrong. */
#include "support/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* --- against trying everything ------------------------------------------------------------------- */

/* Four single records, each absent, "x", "y", "z", or known to be absent; the questions look at one of them, at
 * two together, and at what a rule derives from two. */
enum { KINDS = 4, VALUES = 5, STATES = VALUES * VALUES * VALUES * VALUES, ABSENT = 0, KNOWN_ABSENT = 4 };

static const char four_kinds[] =
    "collector \"c\" { doc = \"C\", minutes = 1 }\n"
    "kind \"k1\" { doc = \"K\", key = {}, collector = \"c\", fields = { v = one_of{ \"x\", \"y\", \"z\" } } }\n"
    "kind \"k2\" { doc = \"K\", key = {}, collector = \"c\", fields = { v = one_of{ \"x\", \"y\", \"z\" } } }\n"
    "kind \"k3\" { doc = \"K\", key = {}, collector = \"c\", fields = { v = one_of{ \"x\", \"y\", \"z\" } } }\n"
    "kind \"k4\" { doc = \"K\", key = {}, collector = \"c\", fields = { v = one_of{ \"x\", \"y\", \"z\" } } }\n"
    "kind \"d\" { doc = \"D\", closed = true, key = {}, fields = { on = boolean{} } }\n"
    "rule \"both\" { when = { some.k2{ v = \"x\" }, some.k3{ v = \"z\" } }, derive = d{ on = true } }\n"
    "evidence \"one\" { about = \"k1\", { \"x\", when = some.k1{ v = \"x\" } },\n"
    "  { \"y\", when = some.k1{ v = \"y\" } },\n"
    "  seen = { a = { 80, 10 }, b = { 10, 80 }, other = { 30, 30 } } }\n"
    "evidence \"not\" { about = \"k2\", { \"not x\", when = none.k2{ v = \"x\" } },\n"
    "  seen = { a = { 40 }, b = { 75 }, other = { 50 } } }\n"
    "evidence \"two\" { about = \"k3 and k4\", { \"x\", when = { some.k3{ v = \"x\" }, some.k4{ v = \"x\" } } },\n"
    "  { \"y\", when = any_of{ some.k3{ v = \"y\" }, some.k4{ v = \"y\" } } },\n"
    "  seen = { a = { 70, 5 }, b = { 5, 60 }, other = { 30, 30 } } }\n"
    "evidence \"derived\" { about = \"d\", { \"on\", when = some.d{ on = true } },\n"
    "  seen = { a = { 90 }, b = { 15 }, other = { 50 } } }\n";

struct beliefs {
    double a, b;
};

static void open_four_kinds(struct world *w)
{
    world_open(w);
    world_write(w, "rules/r.lua", four_kinds);
    world_code(w, WORLD_CODE, "a: 20\n  b: 60\n  other: 20");
    world_cause(w, "a", "s: 90");
    world_cause(w, "b", "s: 50");
    world_step(w, "s", 5, "helpdesk");
    world_load(w);
    world_build(w);
}

static int value_of(int state, int kind)
{
    while (kind-- > 0)
        state /= VALUES;
    return state % VALUES;
}

static int with_value(int state, int kind, int value)
{
    int place = 1;
    for (int k = 0; k < kind; k++)
        place *= VALUES;
    return state + (value - value_of(state, kind)) * place;
}

static void give(struct world *w, int kind, int value)
{
    char text[32];
    snprintf(text, sizeof text, value == KNOWN_ABSENT ? "complete:k%d" : "k%d:v=%c", kind + 1, "?xyz"[value % 4]);
    if (value != ABSENT)
        world_fact(w, text);
}

static void set_state(struct world *w, int state)
{
    rsv_session_reset(w->session);
    for (int k = 0; k < KINDS; k++)
        give(w, k, value_of(state, k));
}

static struct beliefs beliefs_in(struct world *w, int state)
{
    rsv_error err;
    rsv_doc *d;
    struct beliefs b = {0, 0};
    set_state(w, state);
    assert_int_equal(rsv_session_diagnose(w->session, WORLD_CODE, &d, &err), RSV_OK);
    for (const rsv_doc *c = rsv_doc_first(rsv_doc_get(d, "causes")); c != NULL; c = rsv_doc_next(c)) {
        const char *slug = rsv_doc_text(rsv_doc_get(c, "cause"));
        const double belief = rsv_doc_number(rsv_doc_get(c, "belief"));
        *(*slug == 'a' ? &b.a : *slug == 'b' ? &b.b : &(double){0}) = belief;
    }
    rsv_doc_free(d);
    return b;
}

static bool reverses(const struct beliefs *table, int from, int to)
{
    const bool a_leads = table[from].a > table[from].b;
    return a_leads ? table[to].b > table[to].a : table[to].a > table[to].b;
}

/* A record that is there may change, one that isn't may come; none goes. */
static bool may_become(int before, int after)
{
    return before != after && after != ABSENT && (before == ABSENT || before == KNOWN_ABSENT || after != KNOWN_ABSENT);
}

/* Fewest changes that reverse the order: 1, 2, or 3 for more. */
static size_t fewest(const struct beliefs *table, int state)
{
    size_t best = 3;
    for (int i = 0; i < KINDS; i++) {
        for (int v = 1; v < VALUES; v++) {
            const int one = with_value(state, i, v);
            if (!may_become(value_of(state, i), v))
                continue;
            if (reverses(table, state, one))
                return 1;
            for (int j = 0; j < i; j++)
                for (int u = 1; u < VALUES; u++)
                    if (may_become(value_of(state, j), u) && reverses(table, state, with_value(one, j, u)))
                        best = 2;
        }
    }
    return best;
}

/* The state after "k1.v were y (is x)" and "all k2 records were known and none matched". */
static int follow(int state, const rsv_doc *changes)
{
    for (const rsv_doc *c = rsv_doc_first(changes); c != NULL; c = rsv_doc_next(c)) {
        const char *text = rsv_doc_text(c);
        const bool all = strncmp(text, "all k", 5) == 0;
        assert_true(all || strncmp(text + 2, ".v were ", 8) == 0);
        state = with_value(state, (all ? text[5] : text[1]) - '1', all ? KNOWN_ABSENT : text[10] - 'x' + 1);
    }
    return state;
}

static void what_is_reported_works_and_nothing_smaller_does(void **state)
{
    static struct beliefs table[STATES];
    struct world w;
    rsv_error err;
    (void)state;
    open_four_kinds(&w);
    world_session(&w);
    for (int s = 0; s < STATES; s++)
        table[s] = beliefs_in(&w, s);
    for (int s = 0; s < STATES; s++) {
        rsv_doc *d;
        set_state(&w, s);
        assert_int_equal(rsv_session_why(w.session, WORLD_CODE, "a", "b", &d, &err), RSV_OK);
        const rsv_doc *found = rsv_doc_first(rsv_doc_get(d, "overtakes"));
        const size_t least = fewest(table, s);
        const size_t n = found ? rsv_doc_count(rsv_doc_get(found, "if")) : 99;
        if (least < 3 ? n != least : n < 3)
            fail_msg("state %d: %zu changes reported, %zu are enough", s, n, least);
        for (; found != NULL; found = rsv_doc_next(found))
            if (!reverses(table, s, follow(s, rsv_doc_get(found, "if"))))
                fail_msg("state %d: what is reported doesn't reverse the order", s);
        rsv_doc_free(d);
    }
    world_close(&w);
}

/* --- particular cases --------------------------------------------------------------------------------- */

static char *json_of(rsv_status rc, rsv_doc **doc)
{
    char *json;
    assert_int_equal(rc, RSV_OK);
    assert_int_equal(rsv_doc_json(*doc, 0, &json, NULL), RSV_OK);
    rsv_doc_free(*doc);
    return json;
}

/* The overtakes of service-down against port-closed: "a; b | c". */
static void overtakes(struct world *w, const char *expected)
{
    char text[1000] = "";
    rsv_error err;
    rsv_doc *d;
    assert_int_equal(rsv_session_why(w->session, WORLD_CODE, "service-down", "port-closed", &d, &err), RSV_OK);
    for (const rsv_doc *o = rsv_doc_first(rsv_doc_get(d, "overtakes")); o != NULL; o = rsv_doc_next(o)) {
        strcat(text, *text ? " | " : "");
        for (const rsv_doc *c = rsv_doc_first(rsv_doc_get(o, "if")); c != NULL; c = rsv_doc_next(c))
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s",
                     c == rsv_doc_first(rsv_doc_get(o, "if")) ? "" : "; ", rsv_doc_text(c));
    }
    assert_string_equal(text, expected);
    rsv_doc_free(d);
}

static void the_case_itself_is_left_as_it_was(void **state)
{
    struct world w;
    rsv_error err;
    rsv_doc *d = NULL;
    (void)state;
    world_small(&w);
    world_session(&w);
    world_fact(&w, "port:host=a,state=closed,tries=3");
    world_fact(&w, "service:state=running,note=?timed out");
    world_fact(&w, "complete:port:host=a");
    char *facts = json_of(rsv_session_facts(w.session, &d, &err), &d);
    char *answer = json_of(rsv_session_diagnose(w.session, WORLD_CODE, &d, &err), &d);
    overtakes(&w, "service.state were stopped (is running) | port.state were open (is closed)");
    char *facts_after = json_of(rsv_session_facts(w.session, &d, &err), &d);
    char *answer_after = json_of(rsv_session_diagnose(w.session, WORLD_CODE, &d, &err), &d);
    assert_string_equal(facts, facts_after);
    assert_string_equal(answer, answer_after);
    rsv_text_free(facts);
    rsv_text_free(answer);
    rsv_text_free(facts_after);
    rsv_text_free(answer_after);
    world_close(&w);
}

static void facts_are_told_apart_whatever_the_order_they_came_in(void **state)
{
    static const char *const facts[] = {"service:state=running", "port:host=b,state=open",
                                        "port:host=a,state=closed,tries=3"};
    static const int orders[][3] = {{0, 1, 2}, {2, 1, 0}, {1, 2, 0}, {2, 0, 1}};
    struct world w;
    (void)state;
    world_small(&w);
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        world_session(&w);
        for (int k = 0; k < 3; k++)
            world_fact(&w, facts[orders[i][k]]);
        overtakes(&w, "service.state were stopped (is running) | port.state were open (is closed) where host is a");
    }
    world_close(&w);
}

static void a_record_of_one_thing_is_not_made_one_of_another(void **state)
{
    struct world w;
    (void)state;
    world_small(&w);
    world_write(&w, "rules/rules.lua",
                "evidence \"host b\" { about = \"b\",\n"
                "  { \"open\", when = some.port{ host = \"b\", state = \"open\" } },\n"
                "  seen = { [\"service-down\"] = { 98 }, [\"port-closed\"] = { 2 }, other = { 50 } } }\n");
    world_load(&w);
    world_session(&w);
    world_fact(&w, "port:host=a,state=open");
    world_fact(&w, "port:host=b,state=closed");
    overtakes(&w, "port.state were open (is closed) where host is b");
    world_session(&w);
    world_fact(&w, "port:host=a,state=open");
    world_fact(&w, "complete:port");
    overtakes(&w, "port.host were b and port.state were open");
    world_close(&w);
}

static void numbers_stay_within_the_bounds_of_their_field(void **state)
{
    struct world w;
    (void)state;
    world_small(&w);
    world_write(&w, "rules/rules.lua",
                "evidence \"tries\" { about = \"tries\", { \"none\", when = some.port{ tries = at_most(0) } },\n"
                "  { \"some\", when = some.port{ tries = above(0) } },\n"
                "  seen = { [\"service-down\"] = { 2, 97 }, [\"port-closed\"] = { 97, 2 }, other = { 50, 50 } } }\n");
    world_load(&w);
    world_session(&w);
    world_fact(&w, "port:host=a,state=closed,tries=9");
    overtakes(&w, "port.tries were 0 (is 9)");
    world_close(&w);
}

static void with_actions_nothing_is_said_for_they_could_not_be_undone(void **state)
{
    struct world w;
    (void)state;
    world_small(&w);
    world_write(&w, "rules/action.lua", "rule \"act\" { when = { some.port{ state = \"open\" } },\n"
                                        "  action = function(m, wm) wm.retract(m[1]) end }\n");
    world_load(&w);
    world_session(&w);
    world_fact(&w, "service:state=running");
    overtakes(&w, "");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_reported_works_and_nothing_smaller_does),
        cmocka_unit_test(the_case_itself_is_left_as_it_was),
        cmocka_unit_test(facts_are_told_apart_whatever_the_order_they_came_in),
        cmocka_unit_test(a_record_of_one_thing_is_not_made_one_of_another),
        cmocka_unit_test(numbers_stay_within_the_bounds_of_their_field),
        cmocka_unit_test(with_actions_nothing_is_said_for_they_could_not_be_undone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
