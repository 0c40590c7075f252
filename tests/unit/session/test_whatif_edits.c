/* SPDX-License-Identifier: MIT */
#include "session/whatif.h"

#include "support/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Proposals, a line each: "port[0] state=open tries=0, new service state=stopped, all port". */
struct proposals {
    struct editor editor; /* first: proposals come back with it */
    char text[4000];
    struct known_fact facts[8];
    union value values[8][MAX_FIELDS]; /* by fact */
};

static void write_down(struct editor *ed, const struct attempt *a, const void *more)
{
    struct proposals *p = (struct proposals *)(void *)ed;
    struct buf out;
    (void)more;
    rsv__buf_init(&out, &ed->scratch->alloc);
    for (uint32_t i = 0; i < a->n; i++) {
        const struct edit *e = &a->edits[i];
        rsv__buf_text(&out, i ? ", " : "");
        if (e->complete)
            rsv__buf_printf(&out, "all %s", e->kind->name);
        else if (e->fact >= 0)
            rsv__buf_printf(&out, "%s[%d]", e->kind->name, (int)e->fact);
        else
            rsv__buf_printf(&out, "new %s", e->kind->name);
        for (uint32_t f = 0; f < e->kind->n_fields; f++) {
            const bool known = e->fact >= 0 && (p->facts[e->fact].mask >> f & 1);
            if (!(e->mask >> f & 1) ||
                (known && value_equal(e->kind->fields[f].type, e->values[f], p->facts[e->fact].values[f])))
                continue;
            rsv__buf_printf(&out, " %s=", e->kind->fields[f].name);
            rsv__value_format(e->kind->fields[f].type, e->values[f], &out);
        }
    }
    rsv__buf_text(&out, a->n ? "\n" : "nothing\n");
    assert_true(strlen(p->text) + out.n < sizeof p->text);
    strcat(p->text, rsv__buf_get(&out));
    rsv__buf_free(&out);
}

static void list_facts(struct proposals *p, struct world *w)
{
    const struct matcher *m = &w->session->matcher;
    p->editor.scratch = w->session;
    p->editor.facts = p->facts;
    for (uint32_t k = 0; k < m->net->n_kinds; k++) {
        for (fact_ref ref = 0; (ref = fact_next(m, m->net->kinds[k], ref)) != 0;) {
            const struct fact *f = fact_at(m, ref);
            union value *values = p->values[p->editor.n_facts];
            fact_values(m, f, values);
            p->facts[p->editor.n_facts++] = (struct known_fact){
                .kind = fact_kind(m, f), .mask = f->known, .values = values, .derived = !(f->flags & FACT_GIVEN)};
        }
    }
}

/* How the outcome "yes" with this condition could come to hold, or to fail. */
static void proposes(const char *condition, const char *const *facts, size_t n, bool holds, uint32_t most,
                     const char *expected)
{
    static const struct attempt nothing;
    struct world w;
    struct proposals p = {.editor.most = most};
    char rules[1000];
    rsv_error err;
    world_small(&w);
    snprintf(rules, sizeof rules,
             "kind \"owner\" { doc = \"O\", key = {}, fields = { host = name{} } }\n"
             "evidence \"e\" { about = \"e\", { \"yes\", when = %s }, seen = { other = { 50 } } }\n", condition);
    world_write(&w, "rules/evidence.lua", rules);
    world_load(&w);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(w.findings, "errors")), 0);
    world_session(&w);
    for (size_t i = 0; i < n; i++)
        world_fact(&w, facts[i]);
    assert_int_equal(rsv_session_run(w.session, NULL, &err), RSV_OK);
    list_facts(&p, &w);
    const struct goal goal = {rsv__rulebook_evidence(&w.rules->book, "e")->outcomes[0].when.root, holds};
    rsv__propose(&p.editor, &goal, 1, &nothing, write_down, NULL);
    assert_string_equal(p.text, expected);
    world_close(&w);
}

static void what_is_missing_is_changed_or_added(void **state)
{
    static const char *const running = "service:state=running", *const a = "port:host=a,state=closed";
    (void)state;
    proposes("some.service{ state = \"stopped\" }", NULL, 0, true, 1, "new service state=stopped\n");
    proposes("some.service{ state = \"stopped\" }", &running, 1, true, 1, "service[0] state=stopped\n");
    proposes("some.service{ state = \"running\" }", &running, 1, true, 1, "nothing\n");
    proposes("some.port{ host = \"b\", state = \"open\" }", &a, 1, true, 1, "new port host=b state=open\n");
    proposes("some.port{ tries = between(3, 5) }", &a, 1, true, 1, "port[0] tries=3\n");
    proposes("some.port{ tries = above(8) }", &a, 1, true, 1, "port[0] tries=9\n");
    proposes("some.port{ tries = above(9) }", &a, 1, true, 1, ""); /* beyond the field's bounds */
}

static void what_matches_is_changed_so_that_it_does_not(void **state)
{
    static const char *const facts[] = {"port:host=a,state=closed,tries=4", "port:host=b,state=closed"};
    (void)state;
    proposes("some.port{ state = \"closed\", tries = at_least(4) }", facts, 1, false, 1,
             "port[0] state=open\nport[0] tries=3\n");
    proposes("some.port{ state = \"closed\" }", facts, 2, false, 1, "");
    proposes("some.port{ state = \"closed\" }", facts, 2, false, 2, "port[0] state=open, port[1] state=open\n");
    proposes("none.port{ host = \"a\", state = \"closed\" }", facts, 1, true, 1, "port[0] state=open\n");
}

static void what_does_not_match_may_have_to_be_known(void **state)
{
    (void)state;
    proposes("none.service{ state = \"stopped\" }", NULL, 0, true, 1,
             "nothing\nall service\nnew service state=running\n");
}

static void conditions_are_met_together(void **state)
{
    static const char *const a = "port:host=a,state=closed";
    (void)state;
    proposes("{ some.service{ state = \"stopped\" }, some.port{ state = \"open\" } }", &a, 1, true, 2,
             "new service state=stopped, port[0] state=open\n");
    proposes("any_of{ some.service{ state = \"stopped\" }, some.port{ state = \"open\" } }", &a, 1, true, 1,
             "new service state=stopped\nport[0] state=open\n");
    proposes("is_not(some.port{ state = \"closed\" })", &a, 1, true, 1, "port[0] state=open\n");
    proposes("{ some.port{ state = \"open\" }, some.port{ tries = 2 } }", &a, 1, true, 1,
             "port[0] state=open tries=2\n"); /* one change of one fact */
}

static void variables_join_what_is_changed(void **state)
{
    static const char *const a = "port:host=a,state=closed";
    (void)state;
    proposes("{ some.port{ host = V.x, state = \"closed\" }, some.owner{ host = V.x } }", &a, 1, true, 1,
             "new owner host=a\n");
    proposes("{ some.port{ host = V.x, state = \"open\" }, none.owner{ host = V.x } }", &a, 1, true, 1,
             "port[0] state=open\n");
}

static void derived_facts_are_reached_through_their_rules(void **state)
{
    static const char *const a = "port:host=a,state=closed";
    (void)state;
    proposes("some.path{ usable = true }", NULL, 0, true, 1, "new port state=open\n");
    proposes("some.path{ usable = true }", &a, 1, true, 1, "port[0] state=open\n");
    proposes("some.path{ usable = false }", &a, 1, false, 1, "port[0] state=open\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_missing_is_changed_or_added),
        cmocka_unit_test(what_matches_is_changed_so_that_it_does_not),
        cmocka_unit_test(what_does_not_match_may_have_to_be_known),
        cmocka_unit_test(conditions_are_met_together),
        cmocka_unit_test(variables_join_what_is_changed),
        cmocka_unit_test(derived_facts_are_reached_through_their_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
