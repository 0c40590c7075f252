/* SPDX-License-Identifier: MIT
 * whatif.c - the smallest change of facts that would put one cause above another.
 *
 * A second session gets the same facts.  For each question and outcome that would help enough,
 * facts are changed so that the outcome holds, the rules run, and the beliefs are worked out anew:
 * only what really reverses the order there is reported.  Changes of one fact are tried first,
 * then pairs.
 */
#include "session/session.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_EDITS = 4,    /* facts changed at once */
    MAX_TRIES = 400,  /* runs of the network */
    MAX_FOUND = 3,    /* reported */
    MAX_FLIPS = 512,
    MAX_DEPTH = 4     /* rules behind a derived fact */
};

struct edit { /* a fact to be there, instead of another */
    const struct kind *kind;
    bool replaces;
    uint32_t old_mask; /* what it replaces, by content: taking facts out and back gives them new ids */
    union value old[MAX_FIELDS];
    uint32_t mask;
    union value values[MAX_FIELDS];
    bool complete; /* a marker, not a fact */
};

struct attempt {
    struct edit edits[MAX_EDITS];
    uint32_t n;
    union value vars[MAX_VARS]; /* of the formula at hand */
    uint32_t bound;
};

struct flip { /* a question answered otherwise */
    uint32_t question, outcome;
    double gain; /* decibans for the cause */
};

struct search {
    struct rsv_session *s;       /* the real one */
    struct rsv_session *scratch;
    struct case_model *m;        /* of the scratch session */
    struct answer *answers;
    uint32_t cause, rival;
    struct doc_tree *t;
    struct rsv_doc *list;
    uint32_t tries, found;
    rsv_error *err;
    rsv_status rc;
    struct attempt best[MAX_FOUND];
};

/* --- a second session ------------------------------------------------------------------------- */

static rsv_status copy_values(struct rsv_session *to, const struct kind *k, uint32_t mask,
                              const union value *from, union value *out, rsv_error *err)
{
    for (uint32_t i = 0; i < k->n_fields; i++) {
        if (!(mask >> i & 1))
            continue;
        out[i] = from[i];
        if (is_symbolic(k->fields[i].type))
            out[i].s = rsv__intern_get(&to->intern, from[i].s->text, from[i].s->n);
        if (is_symbolic(k->fields[i].type) && out[i].s == NULL)
            return rsv__nomem(err);
    }
    return RSV_OK;
}

static rsv_status copy_fact(const struct rsv_session *from, struct rsv_session *to, slab_ref ref,
                            rsv_error *err)
{
    const struct fact *f = fact_at(&from->matcher, ref);
    struct fact_draft d = {.kind = fact_kind(&from->matcher, f), .mask = f->known,
                           .observed = rsv__fact_observed(&from->matcher, f)};
    if (!(f->flags & FACT_GIVEN))
        return RSV_OK;
    rsv_status rc = copy_values(to, d.kind, d.mask, f->slots, d.values, err);
    return rc == RSV_OK ? rsv__session_take(to, &d, NULL, err) : rc;
}

static rsv_status copy_session(struct rsv_session *s, struct rsv_session **out, rsv_error *err)
{
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    o.now_ms = s->matcher.now;
    o.roles = s->roles;
    o.n_roles = s->n_roles;
    o.allocator = &s->alloc.fn;
    o.max_firings = s->max_firings;
    rsv_status rc = rsv__session_open(s->rules, s->kb, &o, out, err);
    for (uint32_t k = 0; k < s->rules->book.n_kinds && rc == RSV_OK; k++)
        for (size_t i = 0; i < s->matcher.kinds[k].n && rc == RSV_OK; i++)
            rc = copy_fact(s, *out, s->matcher.kinds[k].items[i], err);
    for (size_t i = 0; i < s->matcher.n_markers && rc == RSV_OK; i++) {
        const struct marker *m = &s->matcher.markers[i];
        struct fact_draft d = {.kind = m->kind, .mask = m->mask, .complete = true,
                               .observed = m->observed};
        rc = copy_values(*out, m->kind, m->mask, m->values, d.values, err);
        if (rc == RSV_OK)
            rc = rsv__session_take(*out, &d, NULL, err);
    }
    return rc;
}

/* --- values that pass a test ---------------------------------------------------------------------- */

static bool sample_word(struct search *w, const struct field *f, const struct test *t,
                        union value *out)
{
    const union value none = {0};
    for (uint32_t i = 0; i < f->n_words; i++) {
        out->s = f->words[i];
        if (rsv__test_holds(t, f->type, *out, t->a.value, t->b.value, w->scratch->matcher.now))
            return true;
    }
    *out = none;
    return false;
}

/* A text that the glob matches and that reads as one: "…remote certificate…". */
static bool sample_text(struct search *w, const char *glob, union value *out)
{
    struct buf text;
    rsv__buf_init(&text, &w->scratch->alloc);
    for (; *glob != '\0'; glob++)
        rsv__buf_text(&text, *glob == '*' ? "…" : (const char[]){*glob == '?' ? '_' : *glob, '\0'});
    out->s = text.failed ? NULL : rsv__intern_get(&w->scratch->intern, rsv__buf_get(&text), text.n);
    rsv__buf_free(&text);
    return out->s != NULL; /* counted once more than needed: the scratch session dies soon */
}

/* A number on the right side of the bound. */
static union value beside(enum field_type type, union value v, int direction)
{
    const int64_t unit = type == FIELD_DURATION || type == FIELD_TIME ? 60000 : 1;
    if (type == FIELD_NUMBER)
        v.d += direction;
    else
        v.i += direction * unit;
    return v;
}

static bool sample(struct search *w, const struct field *f, const struct test *t, union value *out)
{
    if (f->type == FIELD_WORD)
        return sample_word(w, f, t, out);
    if (f->type == FIELD_BOOLEAN) {
        for (out->i = 0; out->i < 2; out->i++)
            if (rsv__test_holds(t, f->type, *out, t->a.value, t->b.value, 0))
                return true;
        return false;
    }
    if (t->negated)
        return is_symbolic(f->type) ? sample_text(w, "x", out)
                                    : (*out = beside(f->type, t->a.value, 1), true);
    switch (t->op) {
    case TEST_EQUAL:
    case TEST_AT_LEAST:
    case TEST_AT_MOST:
    case TEST_BETWEEN:
        *out = t->a.value;
        return true;
    case TEST_ABOVE:
        *out = beside(f->type, t->a.value, 1);
        return true;
    case TEST_BELOW:
        *out = beside(f->type, t->a.value, -1);
        return true;
    case TEST_ONE_OF:
        *out = is_symbolic(f->type) ? (union value){.s = t->words[0]} : t->values[0];
        return true;
    case TEST_LIKE:
        return sample_text(w, t->glob, out);
    case TEST_WITHIN:
        out->i = w->scratch->matcher.now;
        return t->b.var < 0;
    default:
        return false;
    }
}

/* --- facts that make a condition true ---------------------------------------------------------------- */

static bool passes(struct search *w, const struct field *f, const struct test *t, union value v)
{
    return rsv__test_holds(t, f->type, v, t->a.value, t->b.value, w->scratch->matcher.now);
}

/* Give the fact the values that the pattern asks for; values that pass already are kept. */
static bool shape_fact(struct search *w, const struct pattern *p, struct edit *e,
                       struct attempt *a)
{
    for (uint32_t i = 0; i < p->n_tests; i++) {
        const struct test *t = &p->tests[i];
        const struct field *f = &p->kind->fields[t->field];
        const bool has = e->mask >> t->field & 1;
        const int var = t->op == TEST_EQUAL && !t->negated ? t->a.var : -1;
        union value v = e->values[t->field];
        if (var >= 0 && (a->bound >> var & 1))
            v = a->vars[var];
        else if (var >= 0 || t->op == TEST_ANY)
            v = has ? v : (union value){0};
        else if (t->a.var >= 0 || t->b.var >= 0)
            return false; /* order between facts: not attempted */
        else if (!(has && passes(w, f, t, v)) && !sample(w, f, t, &v))
            return false;
        const bool wild = !has && ((var >= 0 && !(a->bound >> var & 1)) || t->op == TEST_ANY);
        if (!wild) {
            e->values[t->field] = v;
            e->mask |= 1u << t->field;
        }
        if (!wild && (var >= 0 || t->bind >= 0)) {
            a->vars[var >= 0 ? var : t->bind] = v;
            a->bound |= 1u << (var >= 0 ? var : t->bind);
        }
    }
    return true;
}

typedef void then_fn(struct search *w, struct attempt *a, const void *more);

static void make_conditions(struct search *w, const struct condition *const *list, uint32_t n,
                            const struct attempt *a, int depth, then_fn *then, const void *more);

struct rest { /* the conditions still to be met */
    const struct condition *const *list;
    uint32_t n;
    int depth;
    then_fn *then;
    const void *more;
};

static void go_on(struct search *w, struct attempt *a, const struct rest *r)
{
    make_conditions(w, r->list, r->n, a, r->depth, r->then, r->more);
}

static void with_edit(struct search *w, const struct attempt *before, const struct edit *e,
                      const struct attempt *vars, const struct rest *r)
{
    struct attempt a = *before;
    if (a.n == MAX_EDITS)
        return;
    memcpy(a.vars, vars->vars, sizeof a.vars);
    a.bound = vars->bound;
    a.edits[a.n++] = *e;
    go_on(w, &a, r);
}

/* A rule behind a derived kind: its conditions, under what the pattern wants of its fact. */
struct behind {
    const struct rest *rest;
    const struct attempt *outer;
};

static void back_to_outer(struct search *w, struct attempt *a, const void *more)
{
    const struct behind *b = more;
    struct attempt out = *a;
    memcpy(out.vars, b->outer->vars, sizeof out.vars);
    out.bound = b->outer->bound;
    go_on(w, &out, b->rest);
}

static bool bind_template(struct search *w, const struct pattern *p,
                          const struct fact_template *d, struct attempt *inner)
{
    for (uint32_t i = 0; i < p->n_tests; i++) {
        const struct test *t = &p->tests[i];
        const struct field *f = &p->kind->fields[t->field];
        if (t->op == TEST_ANY || t->a.var >= 0 || t->b.var >= 0)
            continue;
        if (!(d->mask >> t->field & 1))
            return false;
        const struct operand *slot = &d->slots[t->field];
        union value v = slot->value;
        if (slot->var < 0) {
            if (!passes(w, f, t, v))
                return false;
        } else if (sample(w, f, t, &v)) {
            inner->vars[slot->var] = v;
            inner->bound |= 1u << slot->var;
        }
    }
    return true;
}

static void make_derived(struct search *w, const struct pattern *p, const struct attempt *a,
                         const struct rest *r)
{
    const struct rulebook *b = &w->s->rules->book;
    for (uint32_t i = 0; i < b->n_rules && r->depth < MAX_DEPTH; i++) {
        for (uint32_t j = 0; j < b->rules[i]->n_derive; j++) {
            struct attempt inner = *a;
            inner.bound = 0;
            if (b->rules[i]->derive[j].kind != p->kind ||
                !bind_template(w, p, &b->rules[i]->derive[j], &inner))
                continue;
            const struct behind behind = {r, a};
            const struct condition *root = b->rules[i]->when.root;
            make_conditions(w, root->children, root->n_children, &inner, r->depth + 1,
                            back_to_outer, &behind);
        }
    }
}

static void make_some(struct search *w, const struct pattern *p, const struct attempt *a,
                      const struct rest *r)
{
    const struct matcher *m = &w->scratch->matcher;
    const struct refs *all = &m->kinds[p->kind->index];
    if (p->kind->collector == NULL)
        make_derived(w, p, a, r);
    for (size_t i = 0; i < all->n && i < 5; i++) {
        const struct fact *f = fact_at(m, all->items[i]);
        struct attempt vars = *a;
        struct edit e = {.kind = p->kind, .replaces = true, .old_mask = f->known, .mask = f->known};
        if (!(f->flags & FACT_GIVEN))
            continue;
        memcpy(e.old, f->slots, p->kind->n_fields * sizeof *e.old);
        memcpy(e.values, f->slots, p->kind->n_fields * sizeof *e.values);
        if (shape_fact(w, p, &e, &vars))
            with_edit(w, a, &e, &vars, r);
    }
    struct attempt vars = *a;
    struct edit e = {.kind = p->kind};
    if (p->kind->collector != NULL && shape_fact(w, p, &e, &vars))
        with_edit(w, a, &e, &vars, r);
}

static void make_one(struct search *w, const struct condition *c, const struct attempt *a,
                     const struct rest *r)
{
    struct attempt copy = *a;
    struct edit marker = {.kind = c->pattern.kind, .complete = true};
    switch (c->op) {
    case COND_SOME:
        make_some(w, &c->pattern, a, r);
        break;
    case COND_NONE:
        with_edit(w, a, &marker, a, r);
        break;
    case COND_COUNT: /* one more may do */
    case COND_MAX:
    case COND_MIN:
        make_some(w, &c->pattern, a, r);
        break;
    case COND_ANY:
        for (uint32_t i = 0; i < c->n_children; i++) {
            const struct condition *child = c->children[i];
            make_one(w, child, a, r);
        }
        break;
    case COND_ALL:
        if (c->n_children > 0) { /* all of them, then the rest */
            const struct condition *joined[24];
            uint32_t n = 0;
            for (uint32_t i = 0; i < c->n_children && n < 24; i++)
                joined[n++] = c->children[i];
            for (uint32_t i = 0; i < r->n && n < 24; i++)
                joined[n++] = r->list[i];
            make_conditions(w, joined, n, a, r->depth, r->then, r->more);
        }
        break;
    default: /* not, unless, where: see whether they hold when all is done */
        go_on(w, &copy, r);
    }
}

static void make_conditions(struct search *w, const struct condition *const *list, uint32_t n,
                            const struct attempt *a, int depth, then_fn *then, const void *more)
{
    struct attempt copy = *a;
    if (w->rc != RSV_OK || w->tries >= MAX_TRIES || w->found >= MAX_FOUND)
        return;
    if (n == 0) {
        then(w, &copy, more);
        return;
    }
    const struct rest r = {list + 1, n - 1, depth, then, more};
    make_one(w, list[0], a, &r);
}

/* --- trying it out ---------------------------------------------------------------------------------------- */

struct undo {
    uint64_t added[MAX_EDITS];
    struct fact_input old[MAX_EDITS];
    union value values[MAX_EDITS][MAX_FIELDS];
    size_t n_markers;
};

static rsv_status apply_edit(struct search *w, const struct edit *e, struct undo *u, uint32_t i)
{
    struct matcher *m = &w->scratch->matcher;
    const struct fact_input replaced = {.kind = e->kind, .mask = e->old_mask, .values = e->old};
    const slab_ref old = e->replaces ? rsv__fact_find(m, &replaced, FACT_GIVEN) : 0;
    slab_ref ref;
    if (e->complete) {
        struct marker marker = {.kind = e->kind, .observed = m->now};
        return rsv__marker_add(m, &marker, w->err);
    }
    if (old != 0) {
        const struct fact *f = fact_at(m, old);
        memcpy(u->values[i], f->slots, e->kind->n_fields * sizeof(union value));
        u->old[i] = (struct fact_input){.kind = e->kind, .mask = f->known, .values = u->values[i],
                                        .observed = rsv__fact_observed(m, f),
                                        .stale = (f->flags & FACT_STALE) != 0};
        for (uint32_t k = 0; k < e->kind->n_fields; k++)
            if ((f->known >> k & 1) && is_symbolic(e->kind->fields[k].type))
                rsv__sym_retain(f->slots[k].s); /* the edit and the undo use it */
        rsv_status rc = rsv__fact_retract(m, old, w->err);
        if (rc != RSV_OK)
            return rc;
    }
    const struct fact_input in = {.kind = e->kind, .mask = e->mask, .values = e->values,
                                  .observed = m->now};
    rsv_status rc = rsv__fact_add(m, &in, FACT_GIVEN, &ref, w->err);
    if (rc == RSV_OK)
        u->added[i] = rsv__fact_id(m, ref);
    return rc;
}

/* Back to the real facts.  Markers can't be taken back, so a clean copy is made when one was set. */
static rsv_status undo_edits(struct search *w, struct attempt *a, struct undo *u, uint32_t n)
{
    struct matcher *m = &w->scratch->matcher;
    rsv_status rc = RSV_OK;
    for (uint32_t i = n; i-- > 0 && rc == RSV_OK;) {
        const slab_ref added = u->added[i] ? rsv__fact_by_id(m, u->added[i]) : 0;
        slab_ref ref;
        if (added != 0)
            rc = rsv__fact_retract(m, added, w->err);
        if (rc != RSV_OK || u->old[i].kind == NULL)
            continue;
        rc = rsv__fact_add(m, &u->old[i], FACT_GIVEN, &ref, w->err);
        (void)a;
    }
    while (rc == RSV_OK && m->n_markers > u->n_markers)
        m->n_markers--; /* edits' markers have no values to release */
    return rc;
}

static void remember(struct search *w, const struct attempt *a)
{
    w->best[w->found++] = *a;
}

/* Do the edits, run the rules, look at the beliefs, and take the edits back. */
static void try_attempt(struct search *w, struct attempt *a, const void *more)
{
    double belief[MAX_CAUSES];
    struct undo u = {.n_markers = w->scratch->matcher.n_markers};
    uint32_t done = 0;
    (void)more;
    w->tries++;
    for (; done < a->n && w->rc == RSV_OK; done++)
        w->rc = apply_edit(w, &a->edits[done], &u, done);
    if (w->rc == RSV_OK)
        w->rc = rsv__model_update(w->scratch, w->m, w->answers, w->err);
    if (w->rc != RSV_OK)
        return;
    rsv__belief(&w->m->decision, belief);
    const bool overtakes = belief[w->cause] > belief[w->rival];
    if (overtakes)
        remember(w, a);
    w->rc = undo_edits(w, a, &u, done);
}

/* --- which answers would help -------------------------------------------------------------------------------- */

static double log_odds(const struct decision *d, uint32_t a, uint32_t b)
{
    double sum = rsv__prior_weight(d, a, b);
    for (uint32_t q = 0; q < d->n_questions; q++)
        sum += rsv__pair_weight(&d->questions[q], a, b);
    return sum;
}

static int by_gain(const void *x, const void *y)
{
    const struct flip *a = x, *b = y;
    if (a->gain != b->gain)
        return a->gain > b->gain ? -1 : 1;
    return a->question != b->question ? (a->question > b->question ? 1 : -1)
                                      : (a->outcome > b->outcome) - (a->outcome < b->outcome);
}

static uint32_t list_flips(struct search *w, struct flip *flips)
{
    uint32_t n = 0;
    for (uint32_t q = 0; q < w->m->decision.n_questions; q++) {
        const struct question *x = &w->m->questions[q];
        const double now = rsv__pair_weight(x, w->cause, w->rival);
        for (uint32_t o = 0; o < x->n_outcomes && n < MAX_FLIPS; o++) {
            const double *p = x->p;
            const uint32_t width = x->n_outcomes + 1;
            const double then =
                rsv__decibans(p[w->cause * width + o] / p[w->rival * width + o]);
            if (then > now + 0.01)
                flips[n++] = (struct flip){q, o, then - now};
        }
    }
    qsort(flips, n, sizeof *flips, by_gain);
    return n;
}

static const struct condition *outcome_root(const struct search *w, const struct flip *f)
{
    return w->m->evidence[f->question]->outcomes[f->outcome].when.root;
}

struct second {
    const struct condition *root;
};

static void then_second(struct search *w, struct attempt *a, const void *more)
{
    const struct second *s = more;
    struct attempt copy = *a;
    copy.bound = 0; /* variables belong to one formula */
    make_conditions(w, s->root->children, s->root->n_children, &copy, 0, try_attempt, NULL);
}

static void search_flips(struct search *w, const struct flip *flips, uint32_t n, double behind)
{
    const struct attempt nothing = {.n = 0};
    for (uint32_t i = 0; i < n && flips[i].gain > behind; i++) {
        const struct condition *root = outcome_root(w, &flips[i]);
        const uint32_t before = w->found;
        make_conditions(w, root->children, root->n_children, &nothing, 0, try_attempt, NULL);
        if (w->found > before + 1)
            w->found = before + 1; /* one way to get there is enough */
    }
    for (uint32_t i = 0; i < n && w->found == 0; i++) { /* two questions together */
        for (uint32_t j = i + 1; j < n && w->found == 0; j++) {
            if (flips[i].gain + flips[j].gain <= behind)
                break;
            if (flips[i].question == flips[j].question)
                continue;
            const struct condition *root = outcome_root(w, &flips[i]);
            const struct second second = {outcome_root(w, &flips[j])};
            make_conditions(w, root->children, root->n_children, &nothing, 0, then_second,
                            &second);
        }
    }
}

/* --- in words ------------------------------------------------------------------------------------------------------ */

/* The real session's fact that the edit replaces; NULL: none. */
static const struct fact *replaced_fact(const struct search *w, const struct edit *e)
{
    const struct kind *k = e->kind;
    union value values[MAX_FIELDS];
    const struct fact_input like = {.kind = k, .mask = e->old_mask, .values = values};
    memcpy(values, e->old, sizeof values);
    for (uint32_t i = 0; i < k->n_fields; i++)
        if ((e->old_mask >> i & 1) && is_symbolic(k->fields[i].type))
            values[i].s = rsv__intern_find(&w->s->intern, e->old[i].s->text, e->old[i].s->n);
    const slab_ref ref = e->replaces ? rsv__fact_find(&w->s->matcher, &like, FACT_GIVEN) : 0;
    return ref ? fact_at(&w->s->matcher, ref) : NULL;
}

static void format_edit(struct search *w, const struct edit *e, struct buf *out)
{
    const struct kind *k = e->kind;
    const struct fact *f = replaced_fact(w, e);
    bool first = true;
    if (e->complete) {
        rsv__buf_printf(out, "all %s records were known and none matched", k->name);
        return;
    }
    for (uint32_t i = 0; i < k->n_fields; i++) {
        const bool same = f != NULL && (f->known >> i & 1) &&
                          (is_symbolic(k->fields[i].type)
                               ? strcmp(f->slots[i].s->text, e->values[i].s->text) == 0
                               : value_equal(k->fields[i].type, f->slots[i], e->values[i]));
        if (!(e->mask >> i & 1) || same)
            continue;
        rsv__buf_printf(out, "%s%s.%s were ", first ? "" : " and ", k->name, k->fields[i].name);
        rsv__value_format(k->fields[i].type, e->values[i], out);
        if (f != NULL && (f->known >> i & 1)) {
            rsv__buf_text(out, " (is ");
            rsv__value_format(k->fields[i].type, f->slots[i], out);
            rsv__buf_char(out, ')');
        }
        first = false;
    }
}

static void add_found(struct search *w, const struct attempt *a)
{
    struct buf text;
    struct rsv_doc *d = rsv__doc_object(w->t, w->list, NULL);
    struct rsv_doc *changes = rsv__doc_array(w->t, d, "if");
    for (uint32_t i = 0; i < a->n; i++) {
        rsv__buf_init(&text, &w->s->alloc);
        format_edit(w, &a->edits[i], &text);
        if (text.n > 0 || text.failed)
            rsv__add_buf(w->t, changes, NULL, &text);
        rsv__buf_free(&text);
    }
}

static bool has_actions(const struct rulebook *b)
{
    for (uint32_t i = 0; i < b->n_rules; i++)
        if (b->rules[i]->action != NO_FUNCTION)
            return true;
    return false;
}

static int by_size(const void *x, const void *y)
{
    const struct attempt *a = x, *b = y;
    return (a->n > b->n) - (a->n < b->n);
}

rsv_status rsv__add_overtakes(struct rsv_session *s, struct case_model *m, uint32_t cause,
                              uint32_t rival, struct doc_tree *t, struct rsv_doc *list,
                              rsv_error *err)
{
    struct flip flips[MAX_FLIPS];
    struct search *w = rsv__alloc_zero(&s->alloc, sizeof *w);
    const size_t size = (m->decision.n_questions + 1) * sizeof(struct answer);
    if (w == NULL)
        return rsv__nomem(err);
    w->s = s;
    w->cause = cause;
    w->rival = rival;
    w->t = t;
    w->list = list;
    w->err = err;
    if (!has_actions(&s->rules->book)) { /* an action's changes couldn't be taken back */
        w->answers = rsv__alloc(&s->alloc, size);
        w->rc = w->answers ? copy_session(s, &w->scratch, err) : rsv__nomem(err);
        if (w->rc == RSV_OK)
            w->rc = rsv__session_model(w->scratch, m->code->code, &w->m, err);
        if (w->rc == RSV_OK)
            w->rc = rsv__model_update(w->scratch, w->m, w->answers, err);
        if (w->rc == RSV_OK)
            search_flips(w, flips, list_flips(w, flips),
                         -log_odds(&w->m->decision, cause, rival));
        qsort(w->best, w->found, sizeof *w->best, by_size);
        for (uint32_t i = 0; i < w->found && w->rc == RSV_OK; i++)
            add_found(w, &w->best[i]);
    }
    const rsv_status rc = w->rc;
    rsv__session_close(w->scratch);
    rsv__release(&s->alloc, w->answers, size);
    rsv__release(&s->alloc, w, sizeof *w);
    return rc;
}
