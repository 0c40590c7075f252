/* SPDX-License-Identifier: MIT
 * why.c - one cause against another: "resolvent.why/1".
 *
 * The lines sum exactly to the log odds of the two beliefs, because each is the ratio that its
 * question contributes and nothing else enters the product.
 */
#include "session/session.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

struct account {
    struct rsv_session *s;
    struct case_model *m;
    const struct answer *answers;
    double belief[MAX_CAUSES];
    uint32_t cause, rival;
    struct doc_tree *t;
    struct buf text;
};

static rsv_status find_cause(const struct case_code *code, const char *slug, uint32_t *out,
                             rsv_error *err)
{
    struct nearest near;
    rsv__nearest_init(&near, slug);
    for (uint32_t c = 0; c < code->n_causes; c++) {
        if (strcmp(code->causes[c].slug, slug) == 0) {
            *out = c;
            return RSV_OK;
        }
        rsv__nearest_offer(&near, code->causes[c].slug);
    }
    return rsv__fail(err, RSV_ENOTFOUND, "'%s' is no cause of AADSTS%lld%s%s%s", slug,
                     (long long)code->code, near.best ? "; did you mean '" : "",
                     near.best ? near.best : "", near.best ? "'?" : "");
}

static uint32_t rank_of(const struct account *a, uint32_t cause)
{
    uint32_t rank = 1;
    for (uint32_t c = 0; c < a->m->decision.n_causes; c++)
        rank += a->belief[c] > a->belief[cause] || (a->belief[c] == a->belief[cause] && c < cause);
    return rank;
}

static uint32_t strongest_other(const struct account *a, uint32_t cause)
{
    uint32_t best = cause == 0 ? 1 : 0;
    for (uint32_t c = 0; c < a->m->decision.n_causes; c++)
        if (c != cause && a->belief[c] > a->belief[best])
            best = c;
    return best;
}

static void add_cause(struct account *a, const char *key, uint32_t cause)
{
    struct rsv_doc *d = rsv__doc_object(a->t, &a->t->root, key);
    rsv__doc_add_text(a->t, d, "cause", a->m->code->causes[cause].slug);
    rsv__doc_add_text(a->t, d, "title", a->m->code->causes[cause].title);
    rsv__doc_add_number(a->t, d, "belief", a->belief[cause]);
    rsv__doc_add_number(a->t, d, "share", a->m->code->causes[cause].share);
    rsv__doc_add_integer(a->t, d, "rank", rank_of(a, cause));
}

static double add_lines(struct account *a)
{
    struct rsv_doc *list = rsv__doc_array(a->t, &a->t->root, "lines");
    struct rsv_doc *prior = rsv__doc_object(a->t, list, NULL);
    double total = rsv__prior_weight(&a->m->decision, a->cause, a->rival);
    rsv__doc_add_format(a->t, prior, "say", "shares %g : %g", a->m->code->causes[a->cause].share,
                        a->m->code->causes[a->rival].share);
    rsv__doc_add_number(a->t, prior, "weight", total);
    for (uint32_t q = 0; q < a->m->decision.n_questions; q++) {
        const double w = rsv__pair_weight(&a->m->questions[q], a->cause, a->rival);
        const struct answer *answer = &a->answers[q];
        if (w == 0)
            continue;
        struct rsv_doc *d = rsv__doc_object(a->t, list, NULL);
        rsv__doc_add_text(a->t, d, "evidence", a->m->evidence[q]->name);
        if (answer->state == ANSWER_DECIDED)
            rsv__doc_add_text(a->t, d, "outcome",
                              a->m->evidence[q]->outcomes[answer->outcome].name);
        rsv__buf_clear(&a->text);
        rsv__say_answer(a->s, a->m->evidence[q], answer, &a->text);
        rsv__add_buf(a->t, d, "say", &a->text);
        rsv__doc_add_number(a->t, d, "weight", w);
        total += w;
    }
    return total;
}

static rsv_status fill(struct account *a, rsv_error *err)
{
    struct rsv_doc *root = &a->t->root;
    rsv__buf_init(&a->text, &a->s->alloc);
    rsv__doc_add_text(a->t, root, "schema", "resolvent.why/1");
    rsv__doc_add_integer(a->t, root, "code", a->m->code->code);
    rsv__doc_add_integer(a->t, root, "causes", a->m->decision.n_causes);
    add_cause(a, "cause", a->cause);
    add_cause(a, "rival", a->rival);
    const double total = add_lines(a);
    rsv__doc_add_number(a->t, root, "total", total);
    rsv__doc_add_text(a->t, root, "in_words", rsv__weight_word(total));
    /* whichever of the two is behind would have to overtake */
    const bool behind = total <= 0;
    struct rsv_doc *overtakes = rsv__doc_array(a->t, root, "overtakes");
    rsv_status rc = rsv__add_overtakes(a->s, a->m, behind ? a->cause : a->rival,
                                       behind ? a->rival : a->cause, a->t, overtakes, err);
    rsv__add_waiting(a->s, a->m, a->answers, a->belief, a->t, rsv__doc_array(a->t, root, "waiting"));
    rsv__buf_free(&a->text);
    return rc;
}

static rsv_status choose(struct account *a, const char *cause, const char *rival, rsv_error *err)
{
    rsv_status rc = find_cause(a->m->code, cause, &a->cause, err);
    if (rc != RSV_OK)
        return rc;
    if (a->m->decision.n_causes < 2)
        return rsv__fail(err, RSV_ENOTFOUND, "AADSTS%lld has only one cause",
                         (long long)a->m->code->code);
    if (rival == NULL) {
        a->rival = strongest_other(a, a->cause);
        return RSV_OK;
    }
    rc = find_cause(a->m->code, rival, &a->rival, err);
    if (rc == RSV_OK && a->rival == a->cause)
        rc = rsv__fail(err, RSV_EARG, "a cause can't be compared with itself");
    return rc;
}

rsv_status rsv__session_why(struct rsv_session *s, int64_t code, const char *cause,
                            const char *rival, rsv_doc **out, rsv_error *err)
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
    struct account a = {.s = s, .m = m, .answers = answers};
    rc = rsv__model_update(s, m, answers, err);
    if (rc == RSV_OK) {
        rsv__belief(&m->decision, a.belief);
        rc = choose(&a, cause, rival, err);
    }
    if (rc == RSV_OK) {
        a.t = rsv__doc_new(&s->alloc.fn, RSV_OBJECT);
        rc = a.t ? fill(&a, err) : rsv__nomem(err);
    }
    rsv__release(&s->alloc, answers, size);
    if (rc != RSV_OK) {
        rsv_doc_free(a.t ? &a.t->root : NULL);
        return rc;
    }
    return rsv__doc_done(a.t, out, err);
}
