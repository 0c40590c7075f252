/* SPDX-License-Identifier: MIT
 * kb_check.c - articles against each other and against the rules. */
#include "author/author.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct checker {
    const struct library *lib;
    const struct rulebook *book;
    struct findings *findings;
    struct arena *arena;
};

static void complain(struct checker *c, const char *id, enum severity severity,
                     const struct article *a, int line, const char *hint, const char *message)
{
    const struct finding f = {id, severity, a->path, line, 0, NULL, hint, NULL};
    rsv__findings_add(c->findings, &f, "%s", message);
}

/* --- references between articles ----------------------------------------------------------------- */

static const char *hint_for(struct checker *c, enum article_type type, const char *slug)
{
    struct nearest near;
    rsv__nearest_init(&near, slug);
    for (uint32_t i = 0; i < c->lib->n_articles; i++)
        if (c->lib->articles[i].type == type)
            rsv__nearest_offer(&near, c->lib->articles[i].slug);
    return near.best ? rsv__arena_printf(c->arena, "did you mean '%s'?", near.best) : NULL;
}

static void need(struct checker *c, const struct article *from, enum article_type type,
                 const char *slug, int line)
{
    static const char *const names[] = {"code", "cause", "step"};
    char message[160];
    if (rsv__library_find(c->lib, type, slug) != NULL)
        return;
    snprintf(message, sizeof message, "there is no %s '%.80s'", names[type], slug);
    complain(c, "K003", SEVERITY_ERROR, from, line, hint_for(c, type, slug), message);
}

static void need_word(struct checker *c, const struct article *a, const char *what,
                      const char *slug, const struct named_text *list, uint32_t n)
{
    struct nearest near;
    char message[160];
    if (slug == NULL)
        return;
    rsv__nearest_init(&near, slug);
    for (uint32_t i = 0; i < n; i++) {
        if (strcmp(list[i].slug, slug) == 0)
            return;
        rsv__nearest_offer(&near, list[i].slug);
    }
    snprintf(message, sizeof message, "unknown %s '%.80s'", what, slug);
    complain(c, "K003", SEVERITY_ERROR, a, a->line,
             near.best ? rsv__arena_printf(c->arena, "did you mean '%s'?", near.best) : NULL,
             message);
}

static void check_shares(struct checker *c, const struct article *a)
{
    double sum = 0;
    bool other = false;
    char message[120];
    for (uint32_t i = 0; i < a->n_causes; i++) {
        sum += a->causes[i].value;
        other = other || strcmp(a->causes[i].name, "other") == 0;
    }
    snprintf(message, sizeof message, "the shares add up to %g, not to 100", sum);
    if (fabs(sum - 100) > 0.001)
        complain(c, "K004", SEVERITY_ERROR, a, a->line, NULL, message);
    if (!other)
        complain(c, "K004", SEVERITY_ERROR, a, a->line, NULL, "'other' needs a share too");
    if (a->n_causes > MAX_CAUSES)
        complain(c, "K004", SEVERITY_ERROR, a, a->line, NULL, "too many causes");
}

static bool lists(const struct named_number *list, uint32_t n, const char *name)
{
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(list[i].name, name) == 0)
            return true;
    return false;
}

/* More than a plan can have. */
static void check_steps(struct checker *c, const struct article *a)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->lib->n_articles; i++) {
        const struct article *step = &c->lib->articles[i];
        bool cures = false;
        for (uint32_t k = 0; step->type == ARTICLE_STEP && k < a->n_causes && !cures; k++) {
            const struct article *cause = rsv__library_find(c->lib, ARTICLE_CAUSE, a->causes[k].name);
            cures = cause != NULL && lists(cause->steps, cause->n_steps, step->slug);
        }
        n += cures;
    }
    if (n > MAX_REPAIRS)
        complain(c, "K004", SEVERITY_ERROR, a, a->line, NULL, "its causes have too many steps together");
}

static const struct article *find_code(const struct checker *c, int64_t code)
{
    char slug[24];
    snprintf(slug, sizeof slug, "%lld", (long long)code);
    return rsv__library_find(c->lib, ARTICLE_CODE, slug);
}

/* How `a` says that `code` comes with it; NULL: it doesn't. */
static const char *company_of(const struct article *a, int64_t code)
{
    for (uint32_t i = 0; i < a->n_company; i++)
        if (a->company[i].code == code)
            return a->company[i].how;
    return NULL;
}

/* Whether reading inwards from `from` comes to `to`; `depth` bounds a circle that doesn't. */
static bool wraps(const struct checker *c, const struct article *from, int64_t to, int depth)
{
    for (uint32_t i = 0; i < from->n_company && depth > 0; i++) {
        const struct article *next = find_code(c, from->company[i].code);
        if (strcmp(from->company[i].how, "inner") != 0)
            continue;
        if (from->company[i].code == to || (next != NULL && wraps(c, next, to, depth - 1)))
            return true;
    }
    return false;
}

static void check_company(struct checker *c, const struct article *a)
{
    for (uint32_t i = 0; i < a->n_company; i++) {
        const struct related_code *x = &a->company[i];
        const struct article *other = find_code(c, x->code);
        char message[120];
        if (other == NULL)
            snprintf(message, sizeof message, "company: there is no article for AADSTS%lld", (long long)x->code);
        else if (other == a)
            snprintf(message, sizeof message, "in company with itself");
        else if (company_of(other, a->code) != NULL)
            snprintf(message, sizeof message, "company: AADSTS%lld declares AADSTS%lld as '%s'; one side is enough",
                     (long long)x->code, (long long)a->code, company_of(other, a->code));
        else if (strcmp(x->how, "inner") == 0 && wraps(c, other, a->code, 8))
            snprintf(message, sizeof message, "company: AADSTS%lld leads back here as the outer code",
                     (long long)x->code);
        else
            continue;
        complain(c, "K013", SEVERITY_ERROR, a, x->line, NULL, message);
    }
}

static void check_code(struct checker *c, const struct article *a)
{
    const struct vocabulary *v = &c->lib->words;
    need_word(c, a, "family", a->family, v->families, v->n_families);
    need_word(c, a, "role", a->fixed_by, v->roles, v->n_roles);
    check_shares(c, a);
    check_steps(c, a);
    for (uint32_t i = 0; i < a->n_causes; i++)
        if (strcmp(a->causes[i].name, "other") != 0)
            need(c, a, ARTICLE_CAUSE, a->causes[i].name, a->causes[i].line);
    for (uint32_t i = 0; i < a->n_related; i++) {
        char slug[24], message[80];
        snprintf(slug, sizeof slug, "%lld", (long long)a->related[i].code);
        snprintf(message, sizeof message, "related: there is no article for AADSTS%s", slug);
        if (rsv__library_find(c->lib, ARTICLE_CODE, slug) == NULL)
            complain(c, "K003", SEVERITY_WARNING, a, a->related[i].line, NULL, message);
        if (a->related[i].code == a->code)
            complain(c, "K003", SEVERITY_ERROR, a, a->related[i].line, NULL,
                     "related to itself");
    }
    check_company(c, a);
}

static void check_step(struct checker *c, const struct article *a)
{
    need_word(c, a, "role", a->role, c->lib->words.roles, c->lib->words.n_roles);
    for (uint32_t i = 0; i < a->n_after; i++)
        need(c, a, ARTICLE_STEP, a->after[i], a->line);
}

/* --- what nothing leads to ------------------------------------------------------------------------- */

static bool is_used(const struct checker *c, const struct article *a)
{
    for (uint32_t i = 0; i < c->lib->n_articles; i++) {
        const struct article *b = &c->lib->articles[i];
        const struct named_number *list = a->type == ARTICLE_CAUSE ? b->causes : b->steps;
        const uint32_t n = a->type == ARTICLE_CAUSE ? b->n_causes : b->n_steps;
        for (uint32_t k = 0; k < n; k++)
            if (strcmp(list[k].name, a->slug) == 0)
                return true;
    }
    return false;
}

/* --- prerequisites in a circle ------------------------------------------------------------------------ */

/* `seen`, by article: where the search has been. */
static bool reaches(const struct checker *c, const struct article *from, const char *to, bool *seen)
{
    for (uint32_t i = 0; i < from->n_after; i++) {
        const struct article *next = rsv__library_find(c->lib, ARTICLE_STEP, from->after[i]);
        if (strcmp(from->after[i], to) == 0)
            return true;
        if (next == NULL || seen[next - c->lib->articles])
            continue;
        seen[next - c->lib->articles] = true;
        if (reaches(c, next, to, seen))
            return true;
    }
    return false;
}

static void check_circle(struct checker *c, const struct article *a)
{
    bool *seen = a->n_after ? rsv__arena_alloc(c->arena, c->lib->n_articles) : NULL;
    if (seen != NULL && reaches(c, a, a->slug, seen))
        complain(c, "K010", SEVERITY_ERROR, a, a->line, NULL,
                 "the steps that must come first lead back here");
}

/* --- articles and rules --------------------------------------------------------------------------------- */

/* Whether some outcome is at least twice as likely under one cause as under the other. */
static bool tells_apart(const struct evidence *e, const char *a, const char *b)
{
    double p[MAX_OUTCOMES + 1], q[MAX_OUTCOMES + 1];
    rsv__clip_row(rsv__evidence_row(e, a)->percent, e->n_outcomes, p);
    rsv__clip_row(rsv__evidence_row(e, b)->percent, e->n_outcomes, q);
    for (uint32_t o = 0; o < e->n_outcomes; o++)
        if (p[o] >= 2 * q[o] || q[o] >= 2 * p[o])
            return true;
    return false;
}

static void check_pairs(struct checker *c, const struct article *a)
{
    for (uint32_t i = 0; i < a->n_causes; i++) {
        for (uint32_t j = 0; j < i; j++) {
            const char *x = a->causes[i].name, *y = a->causes[j].name;
            bool apart = strcmp(x, "other") == 0 || strcmp(y, "other") == 0;
            for (uint32_t e = 0; e < c->book->n_evidence && !apart; e++)
                apart = rsv__evidence_asks(c->book->evidence[e], a->code) &&
                        tells_apart(c->book->evidence[e], x, y);
            if (apart)
                continue;
            char message[200];
            snprintf(message, sizeof message, "no evidence tells '%.70s' from '%.70s'", y, x);
            complain(c, "K009", SEVERITY_ERROR, a, a->causes[i].line, NULL, message);
        }
    }
}

static bool code_has_cause(const struct checker *c, const char *cause)
{
    for (uint32_t i = 0; i < c->lib->n_articles; i++)
        for (uint32_t k = 0; k < c->lib->articles[i].n_causes; k++)
            if (strcmp(c->lib->articles[i].causes[k].name, cause) == 0)
                return true;
    return false;
}

static void rule_finding(struct checker *c, const char *id, enum severity severity,
                         const char *file, int line, const char *subject, const char *hint,
                         const char *message)
{
    const struct finding f = {id, severity, file, line, 0, subject, hint, NULL};
    rsv__findings_add(c->findings, &f, "%s", message);
}

static void check_evidence(struct checker *c, const struct evidence *e)
{
    bool any = false;
    for (uint32_t i = 0; i < e->n_rows; i++) {
        const char *cause = e->rows[i].cause;
        char message[160];
        if (strcmp(cause, "other") == 0)
            continue;
        any = any || code_has_cause(c, cause);
        snprintf(message, sizeof message, "there is no cause '%.90s'", cause);
        if (rsv__library_find(c->lib, ARTICLE_CAUSE, cause) == NULL)
            rule_finding(c, "R031", SEVERITY_ERROR, e->rows[i].file, e->at.line, e->name,
                         hint_for(c, ARTICLE_CAUSE, cause), message);
    }
    if (!any)
        rule_finding(c, "R035", SEVERITY_WARNING, e->at.file, e->at.line, e->name, NULL,
                     "no code has a cause that this evidence knows");
}

static void check_collectors(struct checker *c)
{
    for (uint32_t i = 0; i < c->book->n_collectors; i++) {
        const struct collector *x = c->book->collectors[i];
        bool known = x->role == NULL;
        for (uint32_t r = 0; r < c->lib->words.n_roles && !known; r++)
            known = strcmp(c->lib->words.roles[r].slug, x->role) == 0;
        if (!known)
            rule_finding(c, "R019", SEVERITY_ERROR, x->at.file, x->at.line, x->name, NULL,
                         "the collector's role isn't in vocabulary.yaml");
    }
}

void rsv__check_library(const struct library *lib, const struct rulebook *book,
                        struct findings *findings, struct arena *arena)
{
    struct checker c = {lib, book, findings, arena};
    for (uint32_t i = 0; i < lib->n_articles; i++) {
        const struct article *a = &lib->articles[i];
        if (i > 0 && a->type == lib->articles[i - 1].type &&
            strcmp(a->slug, lib->articles[i - 1].slug) == 0)
            complain(&c, "K001", SEVERITY_ERROR, a, a->line, NULL, "there are two such articles");
        if (a->type == ARTICLE_CODE)
            check_code(&c, a);
        for (uint32_t k = 0; k < a->n_steps; k++)
            need(&c, a, ARTICLE_STEP, a->steps[k].name, a->steps[k].line);
        if (a->type == ARTICLE_STEP)
            check_step(&c, a);
        if (a->type == ARTICLE_STEP)
            check_circle(&c, a);
        if (a->type != ARTICLE_CODE && !is_used(&c, a))
            complain(&c, "K007", SEVERITY_ERROR, a, a->line, NULL,
                     a->type == ARTICLE_CAUSE ? "no code has this cause" : "no cause has this step");
        if (a->type == ARTICLE_CODE && book != NULL && a->reviewed != NULL)
            check_pairs(&c, a);
    }
    for (uint32_t i = 0; book != NULL && i < book->n_evidence; i++)
        check_evidence(&c, book->evidence[i]);
    if (book != NULL)
        check_collectors(&c);
}
