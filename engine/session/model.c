/* SPDX-License-Identifier: MIT
 * model.c - the decision problem of a code: shares and repairs from the knowledge base, questions from
 * the rules. */
#include "session/session.h"

#include <string.h>

/* Weight of the article's shares against closed tickets, in tickets (DESIGN: a = 20). */
/* Closed tickets come with the site database; until then the shares stand alone. */

bool rsv__reader_has(const struct rsv_session *s, const struct case_code *code, const char *role)
{
    const char *const *roles = s->roles ? s->roles : code->desk_roles;
    const uint32_t n = s->roles ? s->n_roles : code->n_desk_roles;
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(roles[i], role) == 0)
            return true;
    return false;
}

/* Evidence speaks about a code if it has a row for one of the code's causes. */
static bool is_relevant(const struct evidence *e, const struct case_code *code)
{
    for (uint32_t c = 0; c < code->n_causes && rsv__evidence_asks(e, code->code); c++)
        if (strcmp(code->causes[c].slug, "other") != 0 &&
            rsv__evidence_row(e, code->causes[c].slug) != e->other)
            return true;
    return false;
}

static uint64_t collector_mask(const struct rulebook *b, const struct evidence *e)
{
    uint64_t mask = 0;
    for (uint32_t i = 0; i < e->n_collectors; i++)
        for (uint32_t c = 0; c < b->n_collectors && c < MAX_COLLECTORS; c++)
            if (b->collectors[c] == e->collectors[i])
                mask |= (uint64_t)1 << c;
    return mask;
}

static rsv_status make_question(struct rsv_session *s, struct case_model *m,
                                const struct evidence *e, rsv_error *err)
{
    const uint32_t n = e->n_outcomes, n_causes = m->code->n_causes;
    double *p = rsv__arena_alloc(&s->models_arena, n_causes * (n + 1) * sizeof *p);
    if (p == NULL)
        return rsv__nomem(err);
    for (uint32_t c = 0; c < n_causes; c++)
        rsv__clip_row(rsv__evidence_row(e, m->code->causes[c].slug)->percent, n, p + c * (n + 1));
    m->evidence[m->decision.n_questions] = e;
    m->questions[m->decision.n_questions++] =
        (struct question){n, p, (2u << n) - 1, collector_mask(&s->rules->book, e)};
    return RSV_OK;
}

static rsv_status make_questions(struct rsv_session *s, struct case_model *m, rsv_error *err)
{
    const struct rulebook *b = &s->rules->book;
    m->questions = rsv__arena_alloc(&s->models_arena, b->n_evidence * sizeof *m->questions);
    m->evidence = rsv__arena_alloc(&s->models_arena, b->n_evidence * sizeof *m->evidence);
    if (s->models_arena.failed)
        return rsv__nomem(err);
    rsv_status rc = RSV_OK;
    for (uint32_t i = 0; i < b->n_evidence && rc == RSV_OK; i++)
        if (is_relevant(b->evidence[i], m->code))
            rc = make_question(s, m, b->evidence[i], err);
    m->decision.questions = m->questions;
    return rc;
}

static rsv_status make_prior(struct rsv_session *s, struct case_model *m, rsv_error *err)
{
    double *prior = rsv__arena_alloc(&s->models_arena, m->code->n_causes * sizeof *prior);
    double sum = 0;
    if (prior == NULL)
        return rsv__nomem(err);
    for (uint32_t c = 0; c < m->code->n_causes; c++)
        sum += m->code->causes[c].share;
    for (uint32_t c = 0; c < m->code->n_causes; c++) /* a share of 0 would never be reconsidered */
        prior[c] = (m->code->causes[c].share + 0.01) / (sum + 0.01 * m->code->n_causes);
    m->decision.prior = prior;
    m->decision.n_causes = m->code->n_causes;
    return RSV_OK;
}

static rsv_status make_repairs(struct rsv_session *s, struct case_model *m, rsv_error *err)
{
    const struct case_code *code = m->code;
    struct repair *r = rsv__arena_alloc(&s->models_arena, code->n_steps * sizeof *r);
    if (r == NULL)
        return rsv__nomem(err);
    for (uint32_t i = 0; i < code->n_steps; i++) {
        const struct case_step *step = &code->steps[i];
        const int risk = rsv__risk_number(step->risk);
        r[i] = (struct repair){
            .cost = step->minutes + (risk >= 0 ? code->costs.risk[risk] : 0) +
                    (rsv__reader_has(s, code, step->role) ? 0 : code->costs.handover),
            .minutes = step->minutes,
            .success = step->success,
            .after = step->after,
        };
    }
    m->decision.repairs = r;
    m->decision.n_repairs = code->n_steps;
    m->decision.escalate = code->costs.escalate;
    return RSV_OK;
}

rsv_status rsv__session_model(struct rsv_session *s, int64_t code, struct case_model **out,
                              rsv_error *err)
{
    for (struct case_model *m = s->models; m != NULL; m = m->next) {
        if (m->code->code == code) {
            *out = m;
            return RSV_OK;
        }
    }
    const struct case_code *c;
    if (s->kb == NULL)
        return rsv__fail(err, RSV_EARG, "the session has no knowledge base");
    rsv_status rc = rsv__kb_case(s->kb, code, &c, err);
    if (rc != RSV_OK)
        return rc;
    if (c->n_causes > MAX_CAUSES || c->n_steps > MAX_REPAIRS || c->n_causes == 0)
        return rsv__fail(err, RSV_EKB, "AADSTS%lld has %u causes and %u steps; 1 to %d and %d are allowed",
                         (long long)code, c->n_causes, c->n_steps, (int)MAX_CAUSES,
                         (int)MAX_REPAIRS);
    struct case_model *m = rsv__arena_alloc(&s->models_arena, sizeof *m);
    if (m == NULL)
        return rsv__nomem(err);
    m->code = c;
    rc = make_prior(s, m, err);
    if (rc == RSV_OK)
        rc = make_repairs(s, m, err);
    if (rc == RSV_OK)
        rc = make_questions(s, m, err);
    if (rc != RSV_OK)
        return rc;
    m->next = s->models;
    s->models = m;
    *out = m;
    return RSV_OK;
}

rsv_status rsv__model_update(struct rsv_session *s, struct case_model *m, struct answer *answers,
                             rsv_error *err)
{
    rsv_status rc = rsv__session_run(s, NULL, err);
    for (uint32_t q = 0; rc == RSV_OK && q < m->decision.n_questions; q++) {
        answers[q] = rsv__evaluate(s, m->evidence[q]);
        m->questions[q].possible = answers[q].possible;
    }
    return rc == RSV_OK && s->matcher.failed ? rsv__nomem(err) : rc;
}
