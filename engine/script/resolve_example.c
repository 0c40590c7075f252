/* SPDX-License-Identifier: MIT
 * resolve_example.c - examples beside the rules. */
#include "script/resolve.h"

#include "base/time.h"

#include <lauxlib.h>
#include <string.h>

/* A list of facts at table[name]; a lone fact will do.  `whole`: with all fields that records need. */
static const struct given *givens_from(struct resolver *r, int table, const char *name, bool whole,
                                       uint32_t *n)
{
    lua_State *L = r->L;
    struct given *list = NULL;
    const int type = rsv__get(L, table, name);
    const int at = lua_gettop(L);
    const bool one = rsv__dsl_is(L, at, DSL_FACT);
    if (type != LUA_TNIL && type != LUA_TTABLE)
        rsv__complain(r, "R013", (struct spot){0, name}, NULL, "'%s' should be a list of facts",
                      name);
    *n = one ? 1 : type == LUA_TTABLE ? (uint32_t)lua_rawlen(L, at) : 0;
    list = rsv__resolve_alloc(r, *n * sizeof *list);
    for (uint32_t i = 0; i < *n; i++) {
        if (one)
            lua_pushvalue(L, at);
        else
            lua_rawgeti(L, at, (lua_Integer)i + 1);
        const int line = rsv__dsl_is(L, -1, DSL_FACT) ? rsv__line_of(r, lua_gettop(L)) : 0;
        if (rsv__resolve_given(r, lua_gettop(L), &list[i]) && whole && !list[i].complete)
            rsv__check_required(r, list[i].kind, list[i].mask | list[i].unknown_mask, line,
                                "if it isn't known, write unknown \"why\"");
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return list;
}

static double percent_from(struct resolver *r, int table, const char *name)
{
    const int type = rsv__get(r->L, table, name);
    const double v = type == LUA_TNUMBER ? lua_tonumber(r->L, -1) : -1;
    if (type != LUA_TNIL && !(v >= 0 && v <= 100))
        rsv__complain(r, "R013", (struct spot){0, name}, NULL,
                      "'%s' should be a number from 0 to 100", name);
    lua_pop(r->L, 1);
    return v;
}

static void outcomes_from(struct resolver *r, int expect, struct example *x)
{
    lua_State *L = r->L;
    const int type = rsv__get(L, expect, "outcomes");
    if (type == LUA_TTABLE) {
        uint32_t n;
        const char **names = rsv__sorted_keys(r, -1, &n);
        struct expected_outcome *list = rsv__resolve_alloc(r, n * sizeof *list);
        for (uint32_t i = 0; i < n; i++)
            list[i] = (struct expected_outcome){names[i], rsv__get_text(r, -1, names[i])};
        x->outcomes = list;
        x->n_outcomes = n;
    } else if (type != LUA_TNIL) {
        rsv__complain(r, "R013", (struct spot){0, "outcomes"}, NULL,
                      "'outcomes' should be a table, evidence = outcome");
    }
    lua_pop(L, 1);
}

/* Evidence and outcomes that examples name must be there. */
static void check_outcomes(struct resolver *r, const struct example *x)
{
    for (uint32_t i = 0; i < x->n_outcomes; i++) {
        const struct expected_outcome *o = &x->outcomes[i];
        const struct evidence *e = rsv__rulebook_evidence(r->book, o->evidence);
        struct nearest near;
        if (o->outcome == NULL) { /* no text: that was complained about */
            r->bad = true;
            continue;
        }
        rsv__nearest_init(&near, e ? o->outcome : o->evidence);
        for (uint32_t k = 0; e == NULL && k < r->book->n_evidence; k++)
            rsv__nearest_offer(&near, r->book->evidence[k]->name);
        if (e == NULL) {
            rsv__complain(r, "R018", (struct spot){0, NULL}, rsv__did_you_mean(r, &near),
                          "unknown evidence '%s'", o->evidence);
            continue;
        }
        bool known = strcmp(o->outcome, "open") == 0 || strcmp(o->outcome, "none") == 0;
        for (uint32_t k = 0; k < e->n_outcomes; k++) {
            known = known || strcmp(e->outcomes[k].name, o->outcome) == 0;
            rsv__nearest_offer(&near, e->outcomes[k].name);
        }
        if (!known)
            rsv__complain(r, "R018", (struct spot){0, NULL}, rsv__did_you_mean(r, &near),
                          "unknown outcome '%s' of '%s'", o->outcome, o->evidence);
    }
}

static void expect_from(struct resolver *r, int body, struct example *x)
{
    static const char *const keys[] = {"top", "at_least", "at_most", "first_step", "next",
                                       "outcomes", "derived", "not_derived", NULL};
    lua_State *L = r->L;
    if (rsv__get(L, body, "expect") != LUA_TTABLE) {
        rsv__complain(r, "R015", (struct spot){0, NULL}, NULL, "an example needs 'expect'");
    } else {
        const int expect = lua_gettop(L);
        rsv__check_keys(r, expect, keys, "expect");
        x->top = rsv__get_text(r, expect, "top");
        x->at_least = percent_from(r, expect, "at_least");
        x->at_most = percent_from(r, expect, "at_most");
        x->first_step = rsv__get_text(r, expect, "first_step");
        x->next = rsv__get_text(r, expect, "next");
        outcomes_from(r, expect, x);
        x->derived = givens_from(r, expect, "derived", false, &x->n_derived);
        x->not_derived = givens_from(r, expect, "not_derived", false, &x->n_not_derived);
        check_outcomes(r, x);
    }
    lua_pop(L, 1);
}

/* An example of what an adapter takes from a tool's output. */
static void input_from(struct resolver *r, int body, struct example *x)
{
    struct nearest near;
    bool known = false;
    x->adapter = rsv__get_text(r, body, "adapter");
    rsv__nearest_init(&near, x->adapter ? x->adapter : "");
    for (uint32_t i = 0; x->adapter != NULL && i < r->book->n_adapters; i++) {
        known = known || strcmp(r->book->adapters[i]->name, x->adapter) == 0;
        rsv__nearest_offer(&near, r->book->adapters[i]->name);
    }
    if (!known)
        rsv__complain(r, "R018", (struct spot){0, "adapter"}, rsv__did_you_mean(r, &near),
                      x->adapter ? "there is no adapter '%s'" : "an example with 'input' names its adapter",
                      x->adapter);
    x->gives = givens_from(r, body, "gives", false, &x->n_gives);
    x->warns = rsv__get_text(r, body, "warns");
    if (!r->bad)
        RSV_APPEND(r, r->book->examples, r->book->n_examples, x);
}

void rsv__resolve_example(struct resolver *r, int body)
{
    static const char *const keys[] = {"code", "text", "now", "given", "expect", "doc",
                                       "input", "adapter", "gives", "warns", NULL};
    lua_State *L = r->L;
    struct example *x = rsv__resolve_alloc(r, sizeof *x);
    rsv__check_keys(r, body, keys, "an example");
    x->name = r->current->name;
    x->at = (struct place){r->current->source->path, r->current->line};
    x->at_least = x->at_most = -1;
    x->now = INT64_MIN;
    x->input = rsv__get_text(r, body, "input");
    if (x->input != NULL) {
        input_from(r, body, x);
        return;
    }
    int whole = 0;
    if (rsv__get(L, body, "code") == LUA_TNUMBER)
        x->code = lua_tointegerx(L, -1, &whole);
    if (!lua_isnil(L, -1) && !whole)
        rsv__complain(r, "R013", (struct spot){0, "code"}, NULL,
                      "'code' should be a number such as 120013, without quotes");
    x->text = rsv__get_text(r, body, "text");
    if (lua_isnil(L, -1) && x->text == NULL)
        rsv__complain(r, "R015", (struct spot){0, NULL}, NULL,
                      "an example needs 'code', or 'text': a pasted error");
    lua_pop(L, 1);
    const char *now = rsv__get_text(r, body, "now");
    if (now != NULL && !rsv__time_parse(now, &x->now))
        rsv__complain(r, "R013", (struct spot){0, "now"}, NULL,
                      "'now' should be a time such as \"2026-11-23T07:14:03Z\"");
    x->given = givens_from(r, body, "given", true, &x->n_given);
    expect_from(r, body, x);
    if (!r->bad)
        RSV_APPEND(r, r->book->examples, r->book->n_examples, x);
}
