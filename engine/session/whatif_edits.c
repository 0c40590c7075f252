/* SPDX-License-Identifier: MIT
 * whatif_edits.c - proposals: how a condition could come to hold, or to fail. */
#include "session/whatif.h"

#include <string.h>

enum {
    MAX_STEPS = 50000, /* goals looked at */
    MAX_NESTED = 48,   /* goals at once: what the stack bears */
    MAX_DEPTH = 4,     /* rules behind a derived fact */
    MAX_GOALS = 32,
    MAX_SAMPLES = 24
};

/* --- values that pass a test, or don't --------------------------------------------------------------- */

struct samples {
    union value items[MAX_SAMPLES];
    uint32_t n;
};

static void add_sample(struct samples *s, union value v)
{
    if (s->n < MAX_SAMPLES)
        s->items[s->n++] = v;
}

/* A number, and those beside it. */
static void add_around(struct samples *s, enum field_type type, union value v)
{
    const int64_t unit = type == FIELD_DURATION || type == FIELD_TIME ? 60000 : 1;
    union value above = v, below = v;
    if (type == FIELD_NUMBER) {
        above.d += 1;
        below.d -= 1;
    } else if (v.i < INT64_MAX - unit && v.i > INT64_MIN + unit) {
        above.i += unit;
        below.i -= unit;
    }
    add_sample(s, v);
    add_sample(s, above);
    add_sample(s, below);
}

/* A text that the glob matches and that reads as one: "…remote certificate…".  It is counted in the scratch
 * session, which dies soon. */
static void add_text(struct editor *ed, struct samples *s, const char *glob)
{
    struct buf text;
    rsv__buf_init(&text, &ed->scratch->alloc);
    for (; *glob != '\0'; glob++)
        rsv__buf_text(&text, *glob == '*' ? "…" : (const char[]){*glob == '?' ? '_' : *glob, '\0'});
    struct sym *sym = text.failed ? NULL : rsv__intern_get(&ed->scratch->intern, rsv__buf_get(&text), text.n);
    rsv__buf_free(&text);
    ed->no_memory = ed->no_memory || sym == NULL;
    if (sym != NULL)
        add_sample(s, (union value){.s = sym});
}

static void list_samples(struct editor *ed, const struct field *f, const struct test *t, struct samples *s)
{
    const bool symbolic = is_symbolic(f->type);
    s->n = 0;
    for (uint32_t i = 0; f->type == FIELD_WORD && i < f->n_words; i++)
        add_sample(s, (union value){.s = f->words[i]});
    for (int64_t i = 0; f->type == FIELD_BOOLEAN && i < 2; i++)
        add_sample(s, (union value){.i = i});
    if (f->type == FIELD_WORD || f->type == FIELD_BOOLEAN)
        return;
    for (uint32_t i = 0; t->op == TEST_ONE_OF && i < t->n_words && i < 4; i++)
        add_sample(s, test_member(t, f->type, i));
    if (symbolic && t->op == TEST_EQUAL)
        add_sample(s, t->a.value);
    if (t->op == TEST_LIKE)
        add_text(ed, s, t->glob);
    if (symbolic) {
        add_text(ed, s, "*"); /* any other */
        add_text(ed, s, "");
        return;
    }
    union value from = t->op == TEST_ONE_OF ? t->values[0] : t->a.value;
    if (t->op == TEST_WITHIN)
        from.i = ed->scratch->matcher.now - t->a.value.i;
    add_around(s, f->type, from);
    add_around(s, f->type, t->op == TEST_BETWEEN ? t->b.value : from);
}

static bool fits(const struct field *f, union value v)
{
    if (f->type != FIELD_INTEGER && f->type != FIELD_NUMBER)
        return true;
    const double d = f->type == FIELD_NUMBER ? v.d : (double)v.i;
    return (!f->has_low || d >= f->low) && (!f->has_high || d <= f->high);
}

static bool passes(const struct editor *ed, const struct field *f, const struct test *t, union value v)
{
    return rsv__test_holds(t, f->type, v, t->a.value, t->b.value, ed->scratch->matcher.now);
}

/* Another value for the field, one that passes the test or one that doesn't. */
static bool sample(struct editor *ed, const struct field *f, const struct test *t, bool passing, union value *out)
{
    struct samples s;
    list_samples(ed, f, t, &s);
    for (uint32_t i = 0; i < s.n; i++) {
        *out = s.items[i];
        if (fits(f, *out) && passes(ed, f, t, *out) == passing)
            return true;
    }
    return false;
}

/* --- a fact and a pattern -------------------------------------------------------------------------------- */

/* The variable that the field must equal, or -1. */
static int equal_var(const struct test *t)
{
    return t->op == TEST_EQUAL && !t->negated ? t->a.var : -1;
}

/* Order between facts is left to the trial. */
static bool is_plain(const struct test *t)
{
    return t->op != TEST_ANY && t->a.var < 0 && t->b.var < 0;
}

static void bind(struct attempt *a, int var, union value v)
{
    if (var < 0)
        return;
    a->vars[var] = v;
    a->bound |= 1u << var;
}

/* Whether the fact matches, as far as can be said without the others. */
static bool matches(const struct editor *ed, const struct pattern *p, const struct edit *e, const struct attempt *a)
{
    for (uint32_t i = 0; i < p->n_tests; i++) {
        const struct test *t = &p->tests[i];
        const struct field *f = &p->kind->fields[t->field];
        const int var = equal_var(t);
        if (t->op == TEST_ANY)
            continue;
        if (!(e->mask >> t->field & 1))
            return false;
        if (is_plain(t) && !passes(ed, f, t, e->values[t->field]))
            return false;
        if (var >= 0 && (a->bound >> var & 1) && !value_equal(f->type, e->values[t->field], a->vars[var]))
            return false;
    }
    return true;
}

/* Give the fact the values that the pattern asks for.  False: it can't have them; a fact keeps its key. */
static bool shape(struct editor *ed, const struct pattern *p, struct edit *e, struct attempt *a)
{
    const bool fixed = e->fact >= 0;
    for (uint32_t i = 0; i < p->n_tests; i++) {
        const struct test *t = &p->tests[i];
        const struct field *f = &p->kind->fields[t->field];
        const bool has = e->mask >> t->field & 1;
        const int var = equal_var(t);
        union value v = e->values[t->field];
        bool want = false;
        if (var >= 0 && (a->bound >> var & 1)) {
            want = !has || !value_equal(f->type, v, a->vars[var]);
            v = a->vars[var];
        } else if (is_plain(t) && !(has && passes(ed, f, t, v))) {
            want = true;
            if (!sample(ed, f, t, true, &v))
                return false;
        }
        if (want && fixed && p->kind->has_key && (p->kind->key_mask >> t->field & 1))
            return false;
        if (want) {
            e->values[t->field] = v;
            e->mask |= 1u << t->field;
        }
        if (e->mask >> t->field & 1)
            bind(a, var >= 0 ? var : t->bind, v);
    }
    return true;
}

static bool same_values(const struct edit *x, const struct edit *y)
{
    if (x->mask != y->mask)
        return false;
    for (uint32_t i = 0; i < x->kind->n_fields; i++)
        if ((x->mask >> i & 1) && !value_equal(x->kind->fields[i].type, x->values[i], y->values[i]))
            return false;
    return true;
}

/* --- the recursion ----------------------------------------------------------------------------------------- */

struct rest { /* what is still wanted */
    const struct goal *goals;
    uint32_t n;
    int depth; /* of rules behind rules */
    attempt_fn *then;
    const void *more;
};

static void meet_all(struct editor *ed, const struct rest *r, const struct attempt *a);

/* The attempt with this edit, at its place or as one more. */
static void with_edit(struct editor *ed, const struct attempt *a, const struct edit *e, uint32_t at,
                      const struct rest *r)
{
    struct attempt next = *a;
    if (at == next.n && next.n == ed->most)
        return;
    next.n += at == next.n;
    next.edits[at] = *e;
    meet_all(ed, r, &next);
}

/* A known fact as the attempt leaves it, and where its edit stands or would stand. */
static uint32_t present(const struct editor *ed, const struct attempt *a, uint32_t fact, struct edit *out)
{
    const struct known_fact *f = &ed->facts[fact];
    for (uint32_t i = 0; i < a->n; i++) {
        if (a->edits[i].fact == (int32_t)fact) {
            *out = a->edits[i];
            return i;
        }
    }
    *out = (struct edit){.kind = f->kind, .fact = (int32_t)fact, .mask = f->mask};
    memcpy(out->values, f->values, f->kind->n_fields * sizeof *out->values);
    return a->n;
}

/* --- derived facts: the rules behind them ------------------------------------------------------ */

struct behind { /* what goes on when the rule's conditions have been met */
    const struct rest *rest;
    const struct attempt *outer; /* has the variables of the formula outside */
};

static void back_outside(struct editor *ed, const struct attempt *a, const void *more)
{
    const struct behind *b = more;
    struct attempt out = *a;
    memcpy(out.vars, b->outer->vars, sizeof out.vars);
    out.bound = b->outer->bound;
    meet_all(ed, b->rest, &out);
}

/* What the template's variables must be for a fact to be as the pattern wants; false: it never is. */
static bool bind_template(struct editor *ed, const struct pattern *p, const struct fact_template *d,
                          struct attempt *inner)
{
    for (uint32_t i = 0; i < p->n_tests; i++) {
        const struct test *t = &p->tests[i];
        const struct field *f = &p->kind->fields[t->field];
        if (!is_plain(t))
            continue;
        if (!(d->mask >> t->field & 1))
            return false;
        const struct operand *slot = &d->slots[t->field];
        union value v = slot->value;
        if (slot->var < 0 && !passes(ed, f, t, v))
            return false;
        if (slot->var >= 0 && sample(ed, f, t, true, &v))
            bind(inner, slot->var, v);
    }
    return true;
}

/* The template's variables as this fact has them; false: it comes from elsewhere. */
static bool bind_fact(const struct edit *e, const struct fact_template *d, struct attempt *inner)
{
    for (uint32_t i = 0; i < e->kind->n_fields; i++) {
        if (!((d->mask & e->mask) >> i & 1))
            continue;
        const struct operand *slot = &d->slots[i];
        if (slot->var < 0 && !value_equal(e->kind->fields[i].type, slot->value, e->values[i]))
            return false;
        bind(inner, slot->var, e->values[i]);
    }
    return true;
}

/* Let the rules that derive such facts fire or, for the fact `gone`, not fire. */
static void through_rules(struct editor *ed, const struct pattern *p, const struct edit *gone,
                          const struct attempt *a, const struct rest *r)
{
    const struct rulebook *b = &ed->scratch->rules->book;
    for (uint32_t i = 0; i < b->n_rules && r->depth < MAX_DEPTH; i++) {
        for (uint32_t j = 0; j < b->rules[i]->n_derive; j++) {
            const struct fact_template *d = &b->rules[i]->derive[j];
            struct attempt inner = *a;
            inner.bound = 0;
            if (d->kind != p->kind || !(gone ? bind_fact(gone, d, &inner) : bind_template(ed, p, d, &inner)))
                continue;
            const struct behind behind = {r, a};
            const struct goal goal = {b->rules[i]->when.root, gone == NULL};
            const struct rest inside = {&goal, 1, r->depth + 1, back_outside, &behind};
            meet_all(ed, &inside, &inner);
        }
    }
}

static bool is_derived(const struct editor *ed, const struct kind *k)
{
    const struct rulebook *b = &ed->scratch->rules->book;
    for (uint32_t i = 0; i < b->n_rules; i++)
        for (uint32_t j = 0; j < b->rules[i]->n_derive; j++)
            if (b->rules[i]->derive[j].kind == k)
                return true;
    return false;
}

/* --- some fact matches ------------------------------------------------------------------------ */

/* A new fact must differ from the known ones in its key, or it would be a change of one. */
static bool is_another(const struct editor *ed, const struct edit *e)
{
    const struct kind *k = e->kind;
    for (uint32_t i = 0; k->has_key && i < ed->n_facts; i++) {
        const struct known_fact *f = &ed->facts[i];
        const uint32_t both = k->key_mask & f->mask & e->mask;
        bool same = f->kind == k;
        for (uint32_t j = 0; same && j < k->n_fields; j++)
            same = !(both >> j & 1) || value_equal(k->fields[j].type, f->values[j], e->values[j]);
        if (same)
            return false;
    }
    return true;
}

/* Shape the fact, and go on: with an edit only if that changed something. */
static void use_fact(struct editor *ed, const struct pattern *p, const struct edit *e, uint32_t at, bool derived,
                     const struct attempt *a, const struct rest *r)
{
    struct attempt vars = *a;
    struct edit shaped = *e;
    if (!shape(ed, p, &shaped, &vars))
        return;
    if (same_values(&shaped, e))
        meet_all(ed, r, &vars);
    else if (!derived)
        with_edit(ed, &vars, &shaped, at, r);
}

static void make_some(struct editor *ed, const struct pattern *p, const struct attempt *a, const struct rest *r)
{
    struct edit e;
    for (uint32_t i = 0; i < ed->n_facts; i++) {
        if (ed->facts[i].kind != p->kind)
            continue;
        const uint32_t at = present(ed, a, i, &e);
        use_fact(ed, p, &e, at, ed->facts[i].derived, a, r);
    }
    for (uint32_t i = 0; i < a->n; i++) /* new ones of this attempt */
        if (a->edits[i].kind == p->kind && a->edits[i].fact < 0 && !a->edits[i].complete)
            use_fact(ed, p, &a->edits[i], i, false, a, r);
    through_rules(ed, p, NULL, a, r);
    struct attempt vars = *a;
    e = (struct edit){.kind = p->kind, .fact = -1};
    if (!is_derived(ed, p->kind) && shape(ed, p, &e, &vars) && is_another(ed, &e))
        with_edit(ed, &vars, &e, vars.n, r);
}

/* --- no fact matches -------------------------------------------------------------------------- */

static void break_from(struct editor *ed, const struct pattern *p, uint32_t from, const struct attempt *a,
                       const struct rest *r);

struct next_fact {
    const struct pattern *pattern;
    uint32_t from;
    const struct rest *rest;
};

static void break_next(struct editor *ed, const struct attempt *a, const void *more)
{
    const struct next_fact *next = more;
    break_from(ed, next->pattern, next->from, a, next->rest);
}

/* Every way in which a value of the fact could be such that a test fails. */
static void spoil(struct editor *ed, const struct pattern *p, const struct edit *e, uint32_t at,
                  const struct attempt *a, const struct rest *r)
{
    for (uint32_t i = 0; i < p->n_tests; i++) {
        const struct test *t = &p->tests[i];
        struct edit spoilt = *e;
        const bool key = p->kind->has_key && (p->kind->key_mask >> t->field & 1);
        if (key || !is_plain(t) || !sample(ed, &p->kind->fields[t->field], t, false, &spoilt.values[t->field]))
            continue;
        spoilt.mask |= 1u << t->field;
        with_edit(ed, a, &spoilt, at, r);
    }
}

static void break_from(struct editor *ed, const struct pattern *p, uint32_t from, const struct attempt *a,
                       const struct rest *r)
{
    for (uint32_t i = from; i < ed->n_facts; i++) {
        struct edit e;
        if (ed->facts[i].kind != p->kind)
            continue;
        const uint32_t at = present(ed, a, i, &e);
        if (!matches(ed, p, &e, a))
            continue;
        const struct next_fact next = {p, i + 1, r};
        const struct rest then = {NULL, 0, r->depth, break_next, &next};
        if (ed->facts[i].derived)
            through_rules(ed, p, &e, a, &then);
        else
            spoil(ed, p, &e, at, a, &then);
        return;
    }
    meet_all(ed, r, a);
}

static bool has_match(const struct editor *ed, const struct pattern *p, const struct attempt *a)
{
    struct edit e;
    bool any = false;
    for (uint32_t i = 0; i < ed->n_facts && !any; i++) {
        if (ed->facts[i].kind != p->kind)
            continue;
        present(ed, a, i, &e);
        any = matches(ed, p, &e, a);
    }
    return any;
}

/* Where nothing matches, that may have to be known, from a fact or for all. */
static void make_none(struct editor *ed, const struct pattern *p, const struct attempt *a, const struct rest *r)
{
    struct attempt vars = *a;
    struct edit e = {.kind = p->kind, .fact = -1};
    const struct edit all = {.kind = p->kind, .fact = -1, .complete = true};
    break_from(ed, p, 0, a, r);
    if (has_match(ed, p, a) || is_derived(ed, p->kind) || p->kind->closed)
        return;
    with_edit(ed, a, &all, a->n, r);
    if (p->kind->has_key && shape(ed, p, &e, &vars) && is_another(ed, &e))
        spoil(ed, p, &e, vars.n, &vars, r);
}

/* --- conditions ------------------------------------------------------------------------------- */

static void meet_children(struct editor *ed, const struct condition *c, bool holds, const struct attempt *a,
                          const struct rest *r)
{
    struct goal goals[MAX_GOALS];
    struct rest joined = *r;
    joined.goals = goals;
    joined.n = 0;
    if (c->n_children + r->n > MAX_GOALS)
        return;
    for (uint32_t i = 0; i < c->n_children; i++)
        goals[joined.n++] = (struct goal){c->children[i], holds};
    for (uint32_t i = 0; i < r->n; i++)
        goals[joined.n++] = r->goals[i];
    meet_all(ed, &joined, a);
}

static void meet_one(struct editor *ed, const struct goal *goal, const struct attempt *a, const struct rest *r)
{
    const struct condition *c = goal->condition;
    switch (c->op) {
    case COND_SOME:
    case COND_NONE:
        (goal->holds == (c->op == COND_SOME) ? make_some : make_none)(ed, &c->pattern, a, r);
        break;
    case COND_COUNT: /* one more may do, or fewer */
    case COND_SUM:
    case COND_MIN:
    case COND_MAX:
    case COND_DISTINCT:
        make_some(ed, &c->pattern, a, r);
        make_none(ed, &c->pattern, a, r);
        break;
    case COND_ALL:
    case COND_ANY:
        if (goal->holds == (c->op == COND_ALL)) {
            meet_children(ed, c, goal->holds, a, r);
            break;
        }
        for (uint32_t i = 0; i < c->n_children; i++) /* one of them is enough */
            meet_one(ed, &(struct goal){c->children[i], goal->holds}, a, r);
        break;
    case COND_NOT:
    case COND_UNLESS:
        meet_children(ed, c, !goal->holds, a, r);
        break;
    case COND_WHERE: /* see whether it holds when all is done */
        meet_all(ed, r, a);
        break;
    }
}

static void meet_all(struct editor *ed, const struct rest *r, const struct attempt *a)
{
    struct rest others = *r;
    if (ed->stop || ed->no_memory || ++ed->steps > MAX_STEPS || ed->nested == MAX_NESTED)
        return;
    ed->nested++;
    if (r->n == 0) {
        r->then(ed, a, r->more);
    } else {
        others.goals++;
        others.n--;
        meet_one(ed, r->goals, a, &others);
    }
    ed->nested--;
}

void rsv__propose(struct editor *ed, const struct goal *goals, uint32_t n, const struct attempt *start,
                  attempt_fn *then, const void *more)
{
    const struct rest all = {goals, n, 0, then, more};
    struct attempt a = *start;
    a.bound = 0; /* variables belong to one formula */
    meet_all(ed, &all, &a);
}
