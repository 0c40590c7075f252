/* SPDX-License-Identifier: MIT
 * whatif.c - the smallest change of facts that would put one cause above another.
 *
 * A second session gets the same facts.  For each answer that would help enough, facts are changed so that it
 * might come out, the rules run, and the beliefs are worked out anew: only what really reverses the order there is
 * reported.  Changes of one fact are tried first, then of two, and so on; for each number first what would answer
 * one question otherwise, then two, then three.
 */
#include "session/whatif.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_TRIES = 400, /* runs of the network */
    MAX_FOUND = 3,   /* reported */
    MAX_SET = 3,     /* questions answered otherwise at once */
    MAX_SETS = 4000,
    MAX_FLIPS = 512
};

struct flip { /* a question answered otherwise */
    uint32_t question, outcome;
    bool holds;  /* or the outcome doesn't hold any more */
    double gain; /* decibans for the cause, at most */
};

struct search {
    struct editor editor; /* first: proposals come back with it */
    struct case_model *m; /* of the scratch session */
    struct answer *answers, *before;
    struct flip flips[MAX_FLIPS];
    uint32_t n_flips;
    uint32_t cause, rival;
    uint32_t tries, sets, found, wanted;
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
    union value values[MAX_FIELDS];
    fact_values(&from->matcher, f, values);
    rsv_status rc = copy_values(to, d.kind, d.mask, values, d.values, err);
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
        for (fact_ref ref = 0; rc == RSV_OK && (ref = fact_next(&s->matcher, s->rules->book.kinds[k], ref)) != 0;)
            rc = copy_fact(s, *out, ref, err);
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

/* What there is in it: the edits' starting point. */
static rsv_status list_facts(struct search *w)
{
    struct rsv_session *s = w->editor.scratch;
    const struct matcher *m = &s->matcher;
    w->editor.facts = rsv__arena_alloc(&s->models_arena, m->facts.n * sizeof *w->editor.facts);
    for (uint32_t k = 0; k < s->rules->book.n_kinds && !s->models_arena.failed; k++) {
        const struct kind *kind = s->rules->book.kinds[k];
        for (fact_ref ref = 0; (ref = fact_next(m, kind, ref)) != 0;) {
            const struct fact *f = fact_at(m, ref);
            union value *values = rsv__arena_alloc(&s->models_arena, kind->n_fields * sizeof *values);
            if (values == NULL)
                break;
            fact_values(m, f, values);
            for (uint32_t j = 0; j < kind->n_fields; j++)
                if ((f->known >> j & 1) && is_symbolic(kind->fields[j].type))
                    rsv__sym_retain(values[j].s); /* the fact comes and goes */
            w->editor.facts[w->editor.n_facts++] = (struct known_fact){
                .kind = kind, .id = rsv__fact_id(m, ref), .mask = f->known, .values = values,
                .observed = rsv__fact_observed(m, f), .stale = (f->flags & FACT_STALE) != 0,
                .derived = !(f->flags & FACT_GIVEN)};
        }
    }
    return s->models_arena.failed ? rsv__nomem(w->err) : RSV_OK;
}

/* --- trying it out -------------------------------------------------------------------------------- */

static rsv_status add_fact(struct search *w, const struct fact_input *in, uint64_t *id)
{
    struct matcher *m = &w->editor.scratch->matcher;
    slab_ref ref;
    const rsv_status rc = rsv__fact_add(m, in, FACT_GIVEN, &ref, w->err);
    if (rc == RSV_OK)
        *id = rsv__fact_id(m, ref);
    return rc;
}

static rsv_status drop_fact(struct search *w, uint64_t id)
{
    struct matcher *m = &w->editor.scratch->matcher;
    const slab_ref ref = id ? rsv__fact_by_id(m, id) : 0;
    return ref != 0 ? rsv__fact_retract(m, ref, w->err) : RSV_OK;
}

static rsv_status apply_edit(struct search *w, const struct edit *e, uint64_t *added)
{
    struct matcher *m = &w->editor.scratch->matcher;
    const struct marker all = {.kind = e->kind, .observed = m->now};
    const struct fact_input in = {.kind = e->kind, .mask = e->mask, .values = e->values, .observed = m->now};
    *added = 0;
    if (e->complete)
        return rsv__marker_add(m, &all, w->err);
    rsv_status rc = e->fact >= 0 ? drop_fact(w, w->editor.facts[e->fact].id) : RSV_OK;
    return rc == RSV_OK ? add_fact(w, &in, added) : rc;
}

static rsv_status undo_edit(struct search *w, const struct edit *e, uint64_t added)
{
    rsv_status rc = drop_fact(w, added);
    if (rc != RSV_OK || e->fact < 0)
        return rc;
    struct known_fact *f = &w->editor.facts[e->fact];
    const struct fact_input in = {.kind = f->kind, .mask = f->mask, .values = f->values, .observed = f->observed,
                                  .stale = f->stale};
    return add_fact(w, &in, &f->id);
}

/* Do the edits, run the rules, look at the beliefs, and take the edits back. */
static bool works(struct search *w, const struct attempt *a)
{
    struct matcher *m = &w->editor.scratch->matcher;
    const size_t n_markers = m->n_markers;
    double belief[MAX_CAUSES] = {0};
    uint64_t added[MAX_EDITS];
    w->tries++;
    for (uint32_t i = 0; i < a->n && w->rc == RSV_OK; i++)
        w->rc = apply_edit(w, &a->edits[i], &added[i]);
    if (w->rc == RSV_OK)
        w->rc = rsv__model_update(w->editor.scratch, w->m, w->answers, w->err);
    if (w->rc == RSV_OK)
        rsv__belief(&w->m->decision, belief);
    for (uint32_t i = a->n; i-- > 0 && w->rc == RSV_OK;)
        w->rc = undo_edit(w, &a->edits[i], added[i]);
    m->n_markers = n_markers; /* those of edits have no values to release */
    w->editor.stop = w->rc != RSV_OK || w->tries >= MAX_TRIES;
    return w->rc == RSV_OK && belief[w->cause] > belief[w->rival];
}

static bool same_edit(const struct edit *x, const struct edit *y)
{
    if (x->kind != y->kind || x->fact != y->fact || x->complete != y->complete || x->mask != y->mask)
        return false;
    for (uint32_t i = 0; i < x->kind->n_fields; i++)
        if ((x->mask >> i & 1) && !value_equal(x->kind->fields[i].type, x->values[i], y->values[i]))
            return false;
    return true;
}

static bool is_found(const struct search *w, const struct attempt *a)
{
    for (uint32_t i = 0; i < w->found; i++) {
        uint32_t same = 0;
        for (uint32_t j = 0; j < a->n; j++)
            for (uint32_t k = 0; k < w->best[i].n; k++) /* in any order */
                same += same_edit(&w->best[i].edits[k], &a->edits[j]);
        if (same == a->n && w->best[i].n == a->n)
            return true;
    }
    return false;
}

/* Take out what it works without. */
static void trim(struct search *w, struct attempt *a)
{
    for (uint32_t i = 0; i < a->n && a->n > 1;) {
        struct attempt less = *a;
        less.n--;
        memmove(&less.edits[i], &less.edits[i + 1], (less.n - i) * sizeof *less.edits);
        if (works(w, &less))
            *a = less;
        else
            i++;
    }
}

static void try_attempt(struct editor *ed, const struct attempt *a, const void *more)
{
    struct search *w = (struct search *)(void *)ed;
    (void)more;
    if (a->n != ed->most || !works(w, a)) /* with fewer it has been tried */
        return;
    struct attempt best = *a;
    trim(w, &best);
    if (w->rc == RSV_OK && !is_found(w, &best))
        w->best[w->found++] = best;
    ed->stop = ed->stop || w->found >= w->wanted;
}

/* --- which answers would help ---------------------------------------------------------------------- */

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
    if (a->question != b->question)
        return a->question > b->question ? 1 : -1;
    return a->outcome != b->outcome ? (a->outcome > b->outcome ? 1 : -1) : b->holds - a->holds;
}

static void add_flip(struct search *w, uint32_t question, uint32_t outcome, bool holds, double gain)
{
    if (gain > 0.01 && w->n_flips < MAX_FLIPS)
        w->flips[w->n_flips++] = (struct flip){question, outcome, holds, gain};
}

/* An outcome that comes to hold; or one that fails, and the best of the others is left. */
static void list_flips(struct search *w, uint32_t q)
{
    const struct question *x = &w->m->questions[q];
    const uint32_t width = x->n_outcomes + 1;
    const double now = rsv__pair_weight(x, w->cause, w->rival);
    double gains[MAX_OUTCOMES + 1];
    for (uint32_t o = 0; o < width; o++)
        gains[o] = rsv__decibans(x->p[w->cause * width + o] / x->p[w->rival * width + o]) - now;
    for (uint32_t o = 0; o < x->n_outcomes; o++) {
        double others = gains[x->n_outcomes];
        for (uint32_t i = 0; i < x->n_outcomes; i++)
            others = i != o && gains[i] > others ? gains[i] : others;
        if (w->before[q].values[o] != TRUE_)
            add_flip(w, q, o, true, gains[o]);
        if (w->before[q].values[o] != FALSE_)
            add_flip(w, q, o, false, others);
    }
}

static struct goal outcome_goal(const struct search *w, uint32_t question, uint32_t outcome, bool holds)
{
    return (struct goal){w->m->evidence[question]->outcomes[outcome].when.root, holds};
}

struct follow { /* goals of other formulas, to be met one after the other */
    const struct search *search;
    const struct flip *flip; /* NULL: none */
    const struct follow *next;
    uint32_t outcome; /* of the flip's question, from which on those that hold must fail */
};

/* The outcomes that hold now must fail, for two exclude each other; then the next flip. */
static void follow_up(struct editor *ed, const struct attempt *a, const void *more)
{
    struct follow f = *(const struct follow *)more;
    const struct answer *before = &f.search->before[f.flip->question];
    const uint32_t n = f.search->m->evidence[f.flip->question]->n_outcomes;
    for (; f.flip->holds && f.outcome < n; f.outcome++) {
        if (before->values[f.outcome] != TRUE_ || f.outcome == f.flip->outcome)
            continue;
        const struct goal goal = outcome_goal(f.search, f.flip->question, f.outcome++, false);
        rsv__propose(ed, &goal, 1, a, follow_up, &f);
        return;
    }
    if (f.next == NULL) {
        try_attempt(ed, a, NULL);
        return;
    }
    const struct goal goal = outcome_goal(f.search, f.next->flip->question, f.next->flip->outcome, f.next->flip->holds);
    rsv__propose(ed, &goal, 1, a, follow_up, f.next);
}

/* Flips of as many questions, to be met together. */
static void try_flips(struct search *w, const struct flip *const *flips, uint32_t n)
{
    static const struct attempt nothing;
    struct follow chain[MAX_SET];
    for (uint32_t i = n; i-- > 0;)
        chain[i] = (struct follow){w, flips[i], i + 1 < n ? &chain[i + 1] : NULL, 0};
    const struct goal goal = outcome_goal(w, flips[0]->question, flips[0]->outcome, flips[0]->holds);
    w->editor.steps = 0;
    w->editor.stop = w->rc != RSV_OK || w->tries >= MAX_TRIES || w->found >= MAX_FOUND;
    w->wanted = w->found + 1; /* one way to get there is enough */
    rsv__propose(&w->editor, &goal, 1, &nothing, follow_up, chain);
}

/* Sets of flips that gain enough together; one change of a fact may bring several about. */
static void try_sets(struct search *w, const struct flip **set, uint32_t n, uint32_t size, uint32_t from,
                     double missing)
{
    for (uint32_t i = from; i < w->n_flips && w->sets < MAX_SETS && (size == 1 || w->found == 0); i++) {
        const struct flip *f = &w->flips[i];
        bool again = false;
        if (f->gain * (size - n) <= missing)
            return; /* those that follow gain no more */
        for (uint32_t k = 0; k < n; k++)
            again = again || set[k]->question == f->question;
        if (again)
            continue;
        set[n] = f;
        if (n + 1 < size) {
            try_sets(w, set, n + 1, size, i + 1, missing - f->gain);
        } else {
            w->sets++;
            try_flips(w, set, size);
        }
    }
}

static void search_all(struct search *w)
{
    const struct flip *set[MAX_SET];
    const double behind = -log_odds(&w->m->decision, w->cause, w->rival);
    for (uint32_t q = 0; q < w->m->decision.n_questions; q++)
        list_flips(w, q);
    qsort(w->flips, w->n_flips, sizeof *w->flips, by_gain);
    for (w->editor.most = 1; w->editor.most <= MAX_EDITS && w->found == 0; w->editor.most++) {
        w->sets = 0;
        for (uint32_t size = 1; size <= MAX_SET && w->found == 0; size++)
            try_sets(w, set, 0, size, 0, behind);
    }
    if (w->editor.no_memory)
        w->rc = rsv__nomem(w->err);
    if (w->rc == RSV_ELIMIT) /* rules that don't stop under a change: no answer, but no failure either */
        w->rc = RSV_OK;
}

/* --- in words -------------------------------------------------------------------------------------------- */

/* Which one is meant, where several are known: " where host is a and port is 443". */
static void format_key(const struct search *w, const struct known_fact *f, struct buf *out)
{
    const struct kind *k = f->kind;
    const char *join = " where ";
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->editor.n_facts; i++)
        n += w->editor.facts[i].kind == k;
    for (uint32_t i = 0; n > 1 && i < k->n_fields; i++) {
        if (!((k->key_mask & f->mask) >> i & 1))
            continue;
        rsv__buf_printf(out, "%s%s is ", join, k->fields[i].name);
        rsv__value_format(k->fields[i].type, f->values[i], out);
        join = " and ";
    }
}

static void format_edit(const struct search *w, const struct edit *e, struct buf *out)
{
    const struct kind *k = e->kind;
    const struct known_fact *f = e->fact >= 0 ? &w->editor.facts[e->fact] : NULL;
    bool first = true;
    if (e->complete) {
        rsv__buf_printf(out, "all %s records were known and none matched", k->name);
        return;
    }
    for (uint32_t i = 0; i < k->n_fields; i++) {
        const bool known = f != NULL && (f->mask >> i & 1);
        if (!(e->mask >> i & 1) || (known && value_equal(k->fields[i].type, f->values[i], e->values[i])))
            continue;
        rsv__buf_printf(out, "%s%s.%s were ", first ? "" : " and ", k->name, k->fields[i].name);
        rsv__value_format(k->fields[i].type, e->values[i], out);
        if (known) {
            rsv__buf_text(out, " (is ");
            rsv__value_format(k->fields[i].type, f->values[i], out);
            rsv__buf_char(out, ')');
        }
        first = false;
    }
    if (f != NULL)
        format_key(w, f, out);
}

static void add_found(const struct search *w, const struct attempt *a, struct doc_tree *t, struct rsv_doc *list)
{
    struct buf text;
    struct rsv_doc *d = rsv__doc_object(t, list, NULL);
    struct rsv_doc *changes = rsv__doc_array(t, d, "if");
    for (uint32_t i = 0; i < a->n; i++) {
        rsv__buf_init(&text, &w->editor.scratch->alloc);
        format_edit(w, &a->edits[i], &text);
        rsv__add_buf(t, changes, NULL, &text);
        rsv__buf_free(&text);
    }
}

/* Of those found, the smallest. */
static void add_smallest(const struct search *w, struct doc_tree *t, struct rsv_doc *list)
{
    uint32_t least = MAX_EDITS;
    for (uint32_t i = 0; i < w->found; i++)
        least = w->best[i].n < least ? w->best[i].n : least;
    for (uint32_t i = 0; i < w->found; i++)
        if (w->best[i].n == least)
            add_found(w, &w->best[i], t, list);
}

static bool has_actions(const struct rulebook *b)
{
    for (uint32_t i = 0; i < b->n_rules; i++)
        if (b->rules[i]->action != NO_FUNCTION)
            return true;
    return false;
}

static rsv_status open_scratch(struct search *w, struct rsv_session *s, int64_t code)
{
    rsv_status rc = copy_session(s, &w->editor.scratch, w->err);
    if (rc == RSV_OK)
        rc = rsv__session_model(w->editor.scratch, code, &w->m, w->err);
    if (rc == RSV_OK)
        rc = rsv__model_update(w->editor.scratch, w->m, w->before, w->err);
    return rc == RSV_OK ? list_facts(w) : rc;
}

rsv_status rsv__add_overtakes(struct rsv_session *s, struct case_model *m, uint32_t cause,
                              uint32_t rival, struct doc_tree *t, struct rsv_doc *list,
                              rsv_error *err)
{
    if (has_actions(&s->rules->book)) /* an action's changes couldn't be taken back */
        return RSV_OK;
    struct search *w = rsv__alloc_zero(&s->alloc, sizeof *w);
    const size_t size = 2 * (m->decision.n_questions + 1) * sizeof(struct answer);
    struct answer *answers = w ? rsv__alloc_zero(&s->alloc, size) : NULL;
    rsv_status rc = answers ? RSV_OK : rsv__nomem(err);
    if (rc == RSV_OK) {
        w->answers = answers;
        w->before = answers + m->decision.n_questions + 1;
        w->cause = cause;
        w->rival = rival;
        w->err = err;
        rc = w->rc = open_scratch(w, s, m->code->code);
    }
    if (rc == RSV_OK) {
        search_all(w);
        add_smallest(w, t, list);
        rc = w->rc;
    }
    rsv__release(&s->alloc, answers, size);
    rsv__session_close(w ? w->editor.scratch : NULL);
    rsv__release(&s->alloc, w, sizeof *w);
    return rc;
}
