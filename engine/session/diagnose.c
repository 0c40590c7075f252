/* SPDX-License-Identifier: MIT
 * diagnose.c - the answer to a code: "resolvent.diagnosis/1". */
#include "session/session.h"

#include "base/text.h"
#include "base/time.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct diagnosis {
    struct rsv_session *s;
    struct case_model *m;
    const struct answer *answers;
    double belief[MAX_CAUSES];
    uint32_t order[MAX_CAUSES]; /* by belief */
    struct advice advice;
    struct doc_tree *t;
    struct buf text;
    rsv_error *err;
    rsv_status rc;
};

/* --- causes ------------------------------------------------------------------------------------ */

static void sort_causes(struct diagnosis *d)
{
    for (uint32_t i = 0; i < d->m->decision.n_causes; i++) {
        uint32_t at = i;
        for (; at > 0 && d->belief[d->order[at - 1]] < d->belief[i]; at--)
            d->order[at] = d->order[at - 1];
        d->order[at] = i; /* equal beliefs stay in the order of shares */
    }
}

static bool has_spoken(const struct answer *a, uint32_t n_outcomes)
{
    const uint32_t all = (2u << n_outcomes) - 1;
    return a->possible != all;
}

/* The text of each answer is made once and shared by all causes. */
static const char *answer_text(struct diagnosis *d, uint32_t q)
{
    rsv__buf_clear(&d->text);
    rsv__say_answer(d->s, d->m->evidence[q], &d->answers[q], &d->text);
    if (d->text.failed)
        d->t->arena.failed = true;
    return rsv__arena_text(&d->t->arena, rsv__buf_get(&d->text));
}

static void add_reasons(struct diagnosis *d, uint32_t cause, const char *const *texts,
                        struct rsv_doc *into)
{
    struct rsv_doc *list = rsv__doc_array(d->t, into, "evidence");
    uint32_t order[256], n = 0;
    double weights[256];
    for (uint32_t q = 0; q < d->m->decision.n_questions && n < 256; q++) {
        if (texts[q] == NULL)
            continue;
        const double w = rsv__cause_weight(&d->m->decision, &d->m->questions[q], cause);
        uint32_t at = n++;
        for (; at > 0 && fabs(weights[at - 1]) < fabs(w); at--) {
            weights[at] = weights[at - 1];
            order[at] = order[at - 1];
        }
        weights[at] = w;
        order[at] = q;
    }
    for (uint32_t i = 0; i < n; i++) {
        struct rsv_doc *e = rsv__doc_object(d->t, list, NULL);
        const struct answer *a = &d->answers[order[i]];
        rsv__doc_add_text(d->t, e, "evidence", d->m->evidence[order[i]]->name);
        if (a->state == ANSWER_DECIDED)
            rsv__doc_add_text(d->t, e, "outcome",
                              d->m->evidence[order[i]]->outcomes[a->outcome].name);
        rsv__doc_add_text(d->t, e, "say", texts[order[i]]);
        rsv__doc_add_number(d->t, e, "weight", weights[i]);
    }
}

static void add_causes(struct diagnosis *d, struct rsv_doc *root)
{
    struct rsv_doc *list = rsv__doc_array(d->t, root, "causes");
    const char **texts =
        rsv__arena_alloc(&d->t->arena, (d->m->decision.n_questions + 1) * sizeof *texts);
    for (uint32_t q = 0; texts != NULL && q < d->m->decision.n_questions; q++)
        if (has_spoken(&d->answers[q], d->m->evidence[q]->n_outcomes))
            texts[q] = answer_text(d, q);
    for (uint32_t i = 0; texts != NULL && i < d->m->decision.n_causes; i++) {
        const struct case_cause *c = &d->m->code->causes[d->order[i]];
        struct rsv_doc *o = rsv__doc_object(d->t, list, NULL);
        rsv__doc_add_text(d->t, o, "cause", c->slug);
        rsv__doc_add_text(d->t, o, "title", c->title);
        rsv__doc_add_number(d->t, o, "belief", d->belief[d->order[i]]);
        rsv__doc_add_number(d->t, o, "share", c->share);
        add_reasons(d, d->order[i], texts, o);
    }
}

/* --- the plan ------------------------------------------------------------------------------------- */

static void add_step(struct diagnosis *d, const struct plan_line *line, struct rsv_doc *list)
{
    const struct case_step *s = &d->m->code->steps[line->repair];
    struct rsv_doc *o = rsv__doc_object(d->t, list, NULL);
    rsv__doc_add_text(d->t, o, "step", s->slug);
    rsv__doc_add_text(d->t, o, "title", s->title);
    rsv__doc_add_number(d->t, o, "minutes", s->minutes);
    rsv__doc_add_text(d->t, o, "role", s->role);
    rsv__doc_add_text(d->t, o, "role_title", s->role_title);
    rsv__doc_add_boolean(d->t, o, "handover", !rsv__reader_has(d->s, d->m->code, s->role));
    rsv__doc_add_text(d->t, o, "risk", s->risk);
    rsv__doc_add_boolean(d->t, o, "reversible", s->reversible);
    rsv__doc_add_number(d->t, o, "reach", line->reach);
    rsv__doc_add_number(d->t, o, "fixes", line->fixes);
}

static void add_plan(struct diagnosis *d, struct rsv_doc *root)
{
    struct rsv_doc *plan = rsv__doc_object(d->t, root, "plan");
    rsv__doc_add_number(d->t, plan, "cost", d->advice.cost);
    struct rsv_doc *steps = rsv__doc_array(d->t, plan, "steps");
    for (uint32_t i = 0; i < d->advice.n_before_escalating; i++)
        add_step(d, &d->advice.lines[i], steps);
    struct rsv_doc *escalate = rsv__doc_object(d->t, plan, "escalate");
    rsv__doc_add_number(d->t, escalate, "minutes", d->m->decision.escalate);
    rsv__doc_add_number(d->t, escalate, "reach", d->advice.unfixed);
    struct rsv_doc *rest = rsv__doc_array(d->t, plan, "not_worth_it");
    for (uint32_t i = d->advice.n_before_escalating; i < d->advice.n_lines; i++)
        add_step(d, &d->advice.lines[i], rest);
}

/* --- facts and what is open ----------------------------------------------------------------------------- */

static void add_error(struct diagnosis *d, struct rsv_doc *root)
{
    static const char *const wanted[] = {"outer_code", "at", "request_id", "correlation_id",
                                         "app_id", "user"};
    const struct matcher *m = &d->s->matcher;
    const struct kind *k = rsv__rulebook_kind(&d->s->rules->book, "error_text");
    if (k == NULL || fact_count(m, k) == 0)
        return;
    const struct fact *f = fact_at(m, fact_next(m, k, 0));
    struct rsv_doc *o = rsv__doc_object(d->t, root, "error");
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const int field = rsv__kind_field(k, wanted[i], strlen(wanted[i]));
        if (field < 0 || !(f->known >> field & 1))
            continue;
        rsv__buf_clear(&d->text);
        rsv__value_format(k->fields[field].type, fact_value(m, f, (uint32_t)field), &d->text);
        rsv__add_buf(d->t, o, wanted[i], &d->text);
    }
}

static void add_counts(struct diagnosis *d, struct rsv_doc *root)
{
    const struct matcher *m = &d->s->matcher;
    int64_t given = 0, stale = 0, open = 0, decided = 0;
    for (uint32_t k = 0; k < d->s->rules->book.n_kinds; k++) {
        for (fact_ref ref = 0; (ref = fact_next(m, d->s->rules->book.kinds[k], ref)) != 0;) {
            const struct fact *f = fact_at(m, ref);
            given += (f->flags & FACT_GIVEN) != 0;
            stale += (f->flags & FACT_STALE) != 0;
        }
    }
    for (uint32_t q = 0; q < d->m->decision.n_questions; q++) {
        const bool settled =
            d->answers[q].state == ANSWER_DECIDED || d->answers[q].state == ANSWER_NONE;
        decided += settled;
        open += !settled;
    }
    struct rsv_doc *facts = rsv__doc_object(d->t, root, "facts");
    rsv__doc_add_integer(d->t, facts, "given", given);
    rsv__doc_add_integer(d->t, facts, "stale", stale);
    struct rsv_doc *questions = rsv__doc_object(d->t, root, "questions");
    rsv__doc_add_integer(d->t, questions, "open", open);
    rsv__doc_add_integer(d->t, questions, "decided", decided);
}

static void add_stale_warning(struct diagnosis *d, const struct kind *k, struct rsv_doc *list)
{
    const struct matcher *m = &d->s->matcher;
    char age[RSV_TIME_SIZE], limit[RSV_TIME_SIZE];
    for (fact_ref ref = 0; (ref = fact_next(m, k, ref)) != 0;) {
        const struct fact *f = fact_at(m, ref);
        if (!(f->flags & FACT_STALE))
            continue;
        rsv__duration_format((m->now - rsv__fact_observed(m, f)) / 60000 * 60000, age);
        rsv__duration_format(k->fresh_for, limit);
        rsv__doc_add_format(d->t, list, NULL,
                            "%s is %s old and counts for %s at most: it shows, but decides nothing",
                            k->name, age, limit);
        return; /* one line a kind is enough */
    }
}

static void add_warnings(struct diagnosis *d, struct rsv_doc *root)
{
    struct rsv_doc *list = rsv__doc_array(d->t, root, "warnings");
    for (uint32_t k = 0; k < d->s->rules->book.n_kinds; k++)
        add_stale_warning(d, d->s->rules->book.kinds[k], list);
    for (uint32_t q = 0; q < d->m->decision.n_questions; q++) {
        const struct evidence *e = d->m->evidence[q];
        const struct answer *a = &d->answers[q];
        if (a->state != ANSWER_CONFLICT)
            continue;
        const char *join = "";
        rsv__buf_clear(&d->text);
        rsv__buf_printf(&d->text, "%s: the facts say ", e->name);
        for (uint32_t o = 0; o < e->n_outcomes; o++) {
            if (a->values[o] != TRUE_)
                continue;
            rsv__buf_printf(&d->text, "%s'%s'", join, e->outcomes[o].name);
            join = " and ";
        }
        rsv__buf_text(&d->text, "; the question stays open");
        rsv__add_buf(d->t, list, NULL, &d->text);
    }
    if (d->s->problem[0] != '\0')
        rsv__doc_add_text(d->t, list, NULL, d->s->problem);
}

/* --- the whole ------------------------------------------------------------------------------------------ */

static void add_head(struct diagnosis *d, struct rsv_doc *root)
{
    const struct case_code *c = d->m->code;
    char now[RSV_TIME_SIZE];
    rsv__time_format(d->s->matcher.now, now);
    rsv__doc_add_text(d->t, root, "schema", "resolvent.diagnosis/1");
    rsv__doc_add_integer(d->t, root, "code", c->code);
    rsv__doc_add_text(d->t, root, "name", c->name);
    rsv__doc_add_text(d->t, root, "title", c->title);
    rsv__doc_add_text(d->t, root, "family", c->family);
    rsv__doc_add_text(d->t, root, "family_title", c->family_title);
    rsv__doc_add_text(d->t, root, "nature", c->nature);
    rsv__doc_add_text(d->t, root, "fixed_by", c->fixed_by);
    rsv__doc_add_text(d->t, root, "fixed_by_title", c->fixed_by_title);
    rsv__doc_add_text(d->t, root, "reviewed", c->reviewed);
    rsv__doc_add_boolean(d->t, root, "brief", c->brief);
    rsv__doc_add_text(d->t, root, "now", now);
    add_error(d, root);
    d->rc = rsv__db_company(d->s->kb->db, c->code, d->t, root, d->err);
    add_counts(d, root);
}

static void fill(struct diagnosis *d)
{
    struct rsv_doc *root = &d->t->root;
    rsv__buf_init(&d->text, &d->s->alloc);
    rsv__belief(&d->m->decision, d->belief);
    sort_causes(d);
    rsv__plan(&d->m->decision, d->belief, &d->advice);
    add_head(d, root);
    add_causes(d, root);
    add_plan(d, root);
    rsv__add_waiting(d->s, d->m, d->answers, d->belief, d->t, rsv__doc_array(d->t, root, "waiting"));
    rsv__add_collectors(d->s, d->m, d->belief, false, d->t, rsv__doc_array(d->t, root, "next"));
    add_warnings(d, root);
    rsv__buf_free(&d->text);
}

rsv_status rsv__session_diagnose(struct rsv_session *s, int64_t code, rsv_doc **out,
                                 rsv_error *err)
{
    struct case_model *m;
    *out = NULL;
    rsv_status rc = rsv__session_model(s, code, &m, err);
    if (rc != RSV_OK)
        return rc;
    const size_t size = (m->decision.n_questions + 1) * sizeof(struct answer);
    struct answer *answers = rsv__alloc(&s->alloc, size);
    if (answers == NULL)
        return rsv__nomem(err);
    rc = rsv__model_update(s, m, answers, err);
    struct diagnosis d = {.s = s, .m = m, .answers = answers, .err = err};
    d.t = rc == RSV_OK ? rsv__doc_new(&s->alloc.fn, RSV_OBJECT) : NULL;
    if (d.t != NULL)
        fill(&d);
    rc = rc == RSV_OK ? d.rc : rc;
    rsv__release(&s->alloc, answers, size);
    if (rc == RSV_OK)
        return rsv__doc_done(d.t, out, err);
    rsv_doc_free(d.t ? &d.t->root : NULL);
    return rc;
}
