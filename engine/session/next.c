/* SPDX-License-Identifier: MIT
 * next.c - what is waited for, which collector is worth running, and its script. */
#include "session/session.h"

#include "base/files.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* --- what is waited for ------------------------------------------------------------------------ */

struct waiting {
    struct rsv_session *s;
    struct doc_tree *t;
    struct rsv_doc *list; /* of needs */
};

static void add_need(struct waiting *w, const struct kind *k, const char *field,
                     const char *reason)
{
    const char *text = field ? rsv__arena_printf(&w->t->arena, "%s.%s%s%s%s", k->name, field,
                                                 reason && *reason ? " (" : "", reason ? reason : "",
                                                 reason && *reason ? ")" : "")
                             : k->name;
    for (const rsv_doc *d = rsv_doc_first(w->list); text != NULL && d != NULL; d = rsv_doc_next(d))
        if (strcmp(rsv_doc_text(d), text) == 0)
            return;
    rsv__doc_add_text(w->t, w->list, NULL, text);
}

static void wait_for_condition(struct waiting *w, const struct condition *c, int depth);

/* Kinds that only rules derive: what the rules wait for. */
static bool wait_for_sources(struct waiting *w, const struct kind *k, int depth)
{
    const struct rulebook *b = &w->s->rules->book;
    bool any = false;
    for (uint32_t i = 0; i < b->n_rules && depth < 4; i++) {
        for (uint32_t j = 0; j < b->rules[i]->n_derive; j++) {
            if (b->rules[i]->derive[j].kind != k)
                continue;
            any = true;
            wait_for_condition(w, b->rules[i]->when.root, depth + 1);
        }
    }
    return any;
}

/* The fields that the pattern tests and a record leaves out; else the kind itself. */
static void wait_for_pattern(struct waiting *w, const struct pattern *p, int depth)
{
    const struct matcher *m = &w->s->matcher;
    bool any = false;
    if (p->kind->collector == NULL && wait_for_sources(w, p->kind, depth))
        return;
    for (fact_ref ref = 0; (ref = fact_next(m, p->kind, ref)) != 0;) {
        const struct fact *f = fact_at(m, ref);
        for (uint32_t t = 0; !(f->flags & FACT_STALE) && t < p->n_tests; t++) {
            if (p->tests[t].op == TEST_ANY || (f->known >> p->tests[t].field & 1))
                continue;
            any = true;
            add_need(w, p->kind, p->kind->fields[p->tests[t].field].name,
                     rsv__session_reason(w->s, rsv__fact_id(m, ref), p->tests[t].field));
        }
    }
    if (!any)
        add_need(w, p->kind, NULL, NULL);
}

static void wait_for_condition(struct waiting *w, const struct condition *c, int depth)
{
    if (c->op <= COND_DISTINCT)
        wait_for_pattern(w, &c->pattern, depth);
    for (uint32_t i = 0; i < c->n_children; i++)
        if (c->children[i]->op != COND_UNLESS) /* it waits for nothing */
            wait_for_condition(w, c->children[i], depth);
}

static void add_question(struct rsv_session *s, const struct evidence *e, const struct answer *answer,
                         struct doc_tree *t, struct rsv_doc *list)
{
    struct rsv_doc *d = rsv__doc_object(t, list, NULL);
    rsv__doc_add_text(t, d, "evidence", e->name);
    rsv__doc_add_text(t, d, "about", e->about);
    struct waiting w = {s, t, rsv__doc_array(t, d, "needs")};
    for (uint32_t o = 0; o < e->n_outcomes; o++)
        if (answer->values[o] == UNKNOWN_)
            wait_for_condition(&w, e->outcomes[o].when.root, 0);
    struct rsv_doc *collectors = rsv__doc_array(t, d, "collectors");
    for (uint32_t i = 0; i < e->n_collectors; i++)
        rsv__doc_add_text(t, collectors, NULL, e->collectors[i]->name);
}

/* The most telling questions first. */
void rsv__add_waiting(struct rsv_session *s, struct case_model *m, const struct answer *answers,
                      const double *belief, struct doc_tree *t, struct rsv_doc *list)
{
    const struct decision *d = &m->decision;
    uint32_t *order = rsv__arena_alloc(&t->arena, d->n_questions * sizeof *order);
    double *told = rsv__arena_alloc(&t->arena, d->n_questions * sizeof *told);
    uint32_t n = 0;
    for (uint32_t q = 0; q < d->n_questions && told != NULL && order != NULL; q++) {
        if (answers[q].state != ANSWER_OPEN)
            continue;
        const double info = rsv__ask_information(d, belief, &d->questions[q]);
        uint32_t at = n++;
        for (; at > 0 && told[at - 1] < info; at--) {
            told[at] = told[at - 1];
            order[at] = order[at - 1];
        }
        told[at] = info;
        order[at] = q;
    }
    for (uint32_t i = 0; i < n; i++)
        add_question(s, m->evidence[order[i]], &answers[order[i]], t, list);
}

/* --- collectors --------------------------------------------------------------------------------- */

struct offer {
    const struct collector *collector;
    double minutes;
    struct collector_value value;
};

static double collector_minutes(const struct rsv_session *s, const struct case_model *m,
                                const struct collector *c)
{
    const bool mine = c->role == NULL || rsv__reader_has(s, m->code, c->role);
    return c->minutes + (mine ? 0 : m->code->costs.handover);
}

static void add_offer(struct doc_tree *t, struct rsv_doc *list, const struct offer *o)
{
    struct rsv_doc *d = rsv__doc_object(t, list, NULL);
    rsv__doc_add_text(t, d, "collector", o->collector->name);
    rsv__doc_add_text(t, d, "doc", o->collector->doc);
    rsv__doc_add_number(t, d, "minutes", o->minutes);
    rsv__doc_add_text(t, d, "role", o->collector->role);
    rsv__doc_add_number(t, d, "saves", o->value.saves);
    rsv__doc_add_number(t, d, "net", o->value.net);
    rsv__doc_add_number(t, d, "changes_first_step", o->value.changes_step);
    rsv__doc_add_integer(t, d, "decides", o->value.decides);
    rsv__doc_add_boolean(t, d, "partial", o->value.partial);
    struct rsv_doc *shells = rsv__doc_array(t, d, "shells");
    for (uint32_t i = 0; i < o->collector->n_scripts; i++)
        rsv__doc_add_text(t, shells, NULL, o->collector->shells[i]);
}

uint32_t rsv__add_collectors(struct rsv_session *s, struct case_model *m, const double *belief,
                             bool all, struct doc_tree *t, struct rsv_doc *list)
{
    const struct rulebook *b = &s->rules->book;
    struct offer offers[MAX_COLLECTORS];
    const double bound = all ? 0 : rsv__ask_bound(&m->decision, belief);
    uint32_t n = 0;
    for (uint32_t c = 0; c < b->n_collectors && c < MAX_COLLECTORS; c++) {
        struct offer o = {.collector = b->collectors[c]};
        o.minutes = collector_minutes(s, m, o.collector);
        if (!all && bound <= o.minutes)
            continue;
        o.value = rsv__ask_value(&m->decision, belief, c, o.minutes);
        if (o.value.decides == 0 || (!all && o.value.net <= 0))
            continue;
        uint32_t at = n++;
        for (; at > 0 && offers[at - 1].value.net < o.value.net; at--)
            offers[at] = offers[at - 1];
        offers[at] = o;
    }
    for (uint32_t i = 0; i < n; i++)
        add_offer(t, list, &offers[i]);
    return n;
}

rsv_status rsv__session_next(struct rsv_session *s, int64_t code, rsv_doc **out, rsv_error *err)
{
    struct case_model *m;
    double belief[MAX_CAUSES];
    *out = NULL;
    rsv_status rc = rsv__session_model(s, code, &m, err);
    if (rc != RSV_OK)
        return rc;
    const size_t size = (m->decision.n_questions + 1) * sizeof(struct answer);
    struct answer *answers = rsv__alloc(&s->alloc, size);
    if (answers == NULL)
        return rsv__nomem(err);
    rc = rsv__model_update(s, m, answers, err);
    struct doc_tree *t = rc == RSV_OK ? rsv__doc_new(&s->alloc.fn, RSV_OBJECT) : NULL;
    if (t != NULL) {
        uint32_t first;
        rsv__belief(&m->decision, belief);
        rsv__doc_add_text(t, &t->root, "schema", "resolvent.next/1");
        rsv__doc_add_integer(t, &t->root, "code", code);
        rsv__doc_add_text(t, &t->root, "title", m->code->title);
        rsv__doc_add_number(t, &t->root, "cost", rsv__plan_cost(&m->decision, belief, &first));
        rsv__doc_add_text(t, &t->root, "first_step",
                          first < m->code->n_steps ? m->code->steps[first].slug : NULL);
        rsv__add_collectors(s, m, belief, true, t, rsv__doc_array(t, &t->root, "collectors"));
        rsv__add_waiting(s, m, answers, belief, t, rsv__doc_array(t, &t->root, "waiting"));
    }
    rsv__release(&s->alloc, answers, size);
    return rc == RSV_OK ? rsv__doc_done(t, out, err) : rc;
}

/* --- scripts ---------------------------------------------------------------------------------------- */

/* The one value that all facts give for fields of this name; false if there is none or several. */
static bool known_value(struct rsv_session *s, const char *name, size_t n, struct buf *out)
{
    const struct rulebook *b = &s->rules->book;
    const struct matcher *m = &s->matcher;
    bool any = false;
    union value first = {0};
    for (uint32_t k = 0; k < b->n_kinds; k++) {
        const int f = rsv__kind_field(b->kinds[k], name, n);
        if (f < 0)
            continue;
        for (fact_ref ref = 0; (ref = fact_next(m, b->kinds[k], ref)) != 0;) {
            const struct fact *fact = fact_at(m, ref);
            if (!(fact->known >> f & 1))
                continue;
            const union value value = fact_value(m, fact, (uint32_t)f);
            if (any && !value_equal(b->kinds[k]->fields[f].type, first, value))
                return false;
            if (!any)
                rsv__value_format(b->kinds[k]->fields[f].type, value, out);
            first = value;
            any = true;
        }
    }
    return any;
}

/* Facts come from outside: nothing that a shell could take for more than a word goes in. */
static bool is_harmless(const char *text)
{
    const size_t n = strlen(text);
    return n > 0 && n < 256 &&
           strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@._-:") == n &&
           text[0] != '-';
}

/* Copy the script with <name> replaced by what is known. */
static void fill_script(struct rsv_session *s, int64_t code, const char *p, struct buf *out,
                        struct doc_tree *t, struct rsv_doc *open)
{
    struct buf value;
    rsv__buf_init(&value, &s->alloc);
    while (*p != '\0') {
        const size_t plain = strcspn(p, "<");
        rsv__buf_add(out, p, plain);
        p += plain;
        const size_t n = *p == '<' ? strspn(p + 1, "abcdefghijklmnopqrstuvwxyz_") : 0;
        if (n == 0 || p[n + 1] != '>') {
            if (*p != '\0')
                rsv__buf_char(out, *p++);
            continue;
        }
        rsv__buf_clear(&value);
        if (n == 4 && strncmp(p + 1, "code", 4) == 0)
            rsv__buf_printf(&value, "%" PRId64, code);
        else if (!known_value(s, p + 1, n, &value))
            rsv__buf_clear(&value);
        out->failed = out->failed || value.failed;
        if (is_harmless(rsv__buf_get(&value))) {
            rsv__buf_text(out, rsv__buf_get(&value));
        } else {
            rsv__buf_add(out, p, n + 2);
            const char *name = rsv__arena_copy(&t->arena, p + 1, n);
            bool seen = name == NULL;
            for (const rsv_doc *d = rsv_doc_first(open); !seen && d != NULL; d = rsv_doc_next(d))
                seen = strcmp(rsv_doc_text(d), name) == 0;
            if (!seen)
                rsv__doc_add_text(t, open, NULL, name);
        }
        p += n + 2;
    }
    rsv__buf_free(&value);
}

static rsv_status find_collector(struct rsv_session *s, const char *name,
                                 const struct collector **out, rsv_error *err)
{
    const struct rulebook *b = &s->rules->book;
    struct nearest near;
    rsv__nearest_init(&near, name);
    *out = rsv__rulebook_collector(b, name);
    for (uint32_t i = 0; i < b->n_collectors; i++)
        rsv__nearest_offer(&near, b->collectors[i]->name);
    if (*out != NULL)
        return RSV_OK;
    return rsv__fail(err, RSV_ENOTFOUND, "unknown collector '%s'%s%s%s", name,
                     near.best ? "; did you mean '" : "", near.best ? near.best : "",
                     near.best ? "'?" : "");
}

static rsv_status find_script(const struct collector *c, const char *shell, uint32_t *out,
                              rsv_error *err)
{
    if (c->n_scripts == 0)
        return rsv__fail(err, RSV_ENOTFOUND, "%s has no script", c->name);
    *out = 0;
    while (shell != NULL && *out < c->n_scripts && strcmp(c->shells[*out], shell) != 0)
        ++*out;
    if (*out == c->n_scripts)
        return rsv__fail(err, RSV_ENOTFOUND, "%s has no script for '%s', only for '%s'", c->name,
                         shell, c->shells[0]);
    return RSV_OK;
}

rsv_status rsv__session_script(struct rsv_session *s, int64_t code, const char *collector,
                               const char *shell, rsv_doc **out, rsv_error *err)
{
    const struct collector *c;
    uint32_t i = 0;
    char path[4096];
    struct file_text text;
    *out = NULL;
    rsv_status rc = find_collector(s, collector, &c, err);
    if (rc == RSV_OK)
        rc = find_script(c, shell, &i, err);
    if (rc != RSV_OK)
        return rc;
    if ((size_t)snprintf(path, sizeof path, "%s/%s", c->dir, c->scripts[i]) >= sizeof path ||
        strstr(c->scripts[i], "..") != NULL)
        return rsv__fail(err, RSV_ERULES, "bad script path '%s'", c->scripts[i]);
    rc = rsv__file_read(&s->alloc, path, &text, err);
    if (rc != RSV_OK)
        return rc;
    struct doc_tree *t = rsv__doc_new(&s->alloc.fn, RSV_OBJECT);
    struct rsv_doc *root = t ? &t->root : NULL;
    struct buf script;
    rsv__buf_init(&script, &s->alloc);
    rsv__doc_add_text(t, root, "schema", "resolvent.script/1");
    rsv__doc_add_text(t, root, "collector", c->name);
    rsv__doc_add_text(t, root, "shell", c->shells[i]);
    rsv__doc_add_text(t, root, "file", c->scripts[i]);
    struct rsv_doc *open = rsv__doc_array(t, root, "to_fill_in");
    if (t != NULL)
        fill_script(s, code, text.text, &script, t, open);
    if (t != NULL)
        rsv__add_buf(t, root, "script", &script);
    rsv__buf_free(&script);
    rsv__file_free(&s->alloc, &text);
    return rsv__doc_done(t, out, err);
}
