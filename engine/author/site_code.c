/* SPDX-License-Identifier: MIT
 * site_code.c - the page of a code: the answer on top, then how to be sure, then the rest. */
#include "author/site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *text_of(const rsv_doc *d, const char *key)
{
    return rsv_doc_text(rsv_doc_get(d, key));
}

/* --- head ------------------------------------------------------------------------------------------ */

static const char *nature_in_words(const char *nature)
{
    if (strcmp(nature, "interrupt") == 0)
        return "an interruption: the sign-in goes on from it";
    if (strcmp(nature, "noise") == 0)
        return "noise: mostly attackers";
    return "an error";
}

static void put_head(struct site *s, const rsv_doc *d)
{
    char title[400];
    const long long code = rsv_doc_integer(rsv_doc_get(d, "code"));
    snprintf(title, sizeof title, "AADSTS%lld: %s", code, text_of(d, "title"));
    rsv__site_begin(s, title, 1);
    if (*text_of(d, "family"))
        rsv__html_printf(&s->out, "<p class=\"crumb\"><a href=\"../families/%s.html\">%s</a></p>\n", text_of(d, "family"),
                         text_of(d, "family_title"));
    rsv__html_printf(&s->out, "<h1><span class=\"number\">AADSTS%lld</span> %s</h1>\n<p class=\"meta\">", code,
                     text_of(d, "title"));
    if (*text_of(d, "name"))
        rsv__html_printf(&s->out, "<code>%s</code> <span class=\"dot\">&middot;</span> ", text_of(d, "name"));
    rsv__html_printf(&s->out, "%s", nature_in_words(text_of(d, "nature")));
    if (*text_of(d, "fixed_by_title"))
        rsv__html_printf(&s->out, " <span class=\"dot\">&middot;</span> usually fixed by: %s", text_of(d, "fixed_by_title"));
    rsv__buf_text(&s->out, "</p>\n");
}

/* --- the article's sections ------------------------------------------------------------------------ */

static bool is_heading(const rsv_doc *b)
{
    return strcmp(text_of(b, "block"), "heading") == 0;
}

static const rsv_doc *next_heading(const rsv_doc *b)
{
    while (b != NULL && !is_heading(b))
        b = rsv_doc_next(b);
    return b;
}

/* The first section's text is the lead; it needs no heading.  What follows it. */
static const rsv_doc *put_lead(struct site *s, const rsv_doc *blocks)
{
    const rsv_doc *first = rsv_doc_first(blocks);
    if (first != NULL && is_heading(first))
        first = rsv_doc_next(first);
    const rsv_doc *end = next_heading(first);
    rsv__buf_text(&s->out, "<div class=\"lead\">\n");
    rsv__html_blocks(&s->out, first, end, 2);
    rsv__buf_text(&s->out, "</div>\n");
    return end;
}

/* --- causes and steps ----------------------------------------------------------------------------------- */

static void put_causes(struct site *s, const rsv_doc *d)
{
    rsv__buf_text(&s->out, "<section>\n<h2>Likely causes</h2>\n<p class=\"note\">Tickets out of 100, as long as nothing else "
                           "is known.</p>\n");
    rsv__site_bars(s, rsv_doc_get(d, "causes"), "share", "causes", "cause");
    if (*text_of(d, "shares"))
        rsv__html_printf(&s->out, "<p class=\"note\">%s</p>\n", text_of(d, "shares"));
    rsv__buf_text(&s->out, "</section>\n");
}

static long long in_hundred(const rsv_doc *d, const char *key)
{
    return (long long)(rsv_doc_number(rsv_doc_get(d, key)) * 100 + 0.5);
}

static void put_plan(struct site *s, const rsv_doc *diagnosis)
{
    const rsv_doc *plan = rsv_doc_get(diagnosis, "plan"), *steps = rsv_doc_get(plan, "steps");
    rsv__buf_text(&s->out, "<section>\n<h2>Do this, in this order</h2>\n<ol class=\"plan\">\n");
    for (const rsv_doc *x = rsv_doc_first(steps); x; x = rsv_doc_next(x))
        rsv__html_printf(&s->out,
                         "<li><a href=\"../steps/%s.html\">%s</a><span class=\"note\">%g min, fixes it %lld in 100, %s%s</span>"
                         "</li>\n",
                         text_of(x, "step"), text_of(x, "title"), rsv_doc_number(rsv_doc_get(x, "minutes")),
                         in_hundred(x, "fixes"), text_of(x, "role_title"),
                         rsv_doc_is_true(rsv_doc_get(x, "handover")) ? " (hand over)" : "");
    rsv__html_printf(&s->out,
                     "<li>Escalate, with correlation ID, UTC time, and what was tried<span class=\"note\">%lld in 100 get here"
                     "</span></li>\n</ol>\n",
                     in_hundred(rsv_doc_get(plan, "escalate"), "reach"));
    rsv__html_printf(&s->out,
                     "<p class=\"note\">The order that costs least while nothing else is known. One fact can change it: "
                     "<code>resolvent %lld -f facts.json</code></p>\n</section>\n",
                     (long long)rsv_doc_integer(rsv_doc_get(diagnosis, "code")));
}

/* --- evidence ------------------------------------------------------------------------------------------ */

/* The words that rule authors have for it. */
static const char *how_often(double p)
{
    return p >= 0.95 ? "always" : p >= 0.7 ? "usually" : p >= 0.45 ? "often" : p >= 0.18 ? "sometimes"
           : p >= 0.045 ? "rarely" : "hardly ever";
}

struct pointer { /* what an outcome says for a cause */
    uint32_t cause;
    double weight; /* decibans */
};

static int by_weight(const void *a, const void *b)
{
    const struct pointer *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return x->cause < y->cause ? -1 : 1;
}

static void put_cause_link(struct site *s, const struct case_cause *c)
{
    if (strcmp(c->slug, "other") == 0)
        rsv__buf_text(&s->out, "something else");
    else
        rsv__html_printf(&s->out, "<a href=\"../causes/%s.html\">%s</a>", c->slug, c->title);
}

/* Up to three causes of this sign, those that it says most about. */
static void put_pointers(struct site *s, const struct case_code *code, const struct pointer *list, bool against)
{
    unsigned shown = 0;
    for (uint32_t i = 0; i < code->n_causes && shown < 3; i++) {
        const struct pointer *p = &list[against ? code->n_causes - 1 - i : i];
        if (against ? p->weight > -3 : p->weight < 3)
            break;
        if (shown++ == 0)
            rsv__html_printf(&s->out, "<li class=\"%s\"><span>%s</span><span>", against ? "against" : "for",
                             against ? "against" : "for");
        else
            rsv__buf_text(&s->out, "; ");
        put_cause_link(s, &code->causes[p->cause]);
        rsv__html_printf(&s->out, " <span class=\"note\">%s</span>", rsv__weight_word(p->weight < 0 ? -p->weight : p->weight));
    }
    rsv__buf_text(&s->out, shown > 0 ? "</span></li>\n" : "");
}

static void put_outcome(struct site *s, const struct case_model *m, const struct question *q, const struct outcome *o,
                        uint32_t number)
{
    struct pointer list[MAX_CAUSES];
    struct question seen = *q;
    seen.possible = 1u << number;
    for (uint32_t c = 0; c < m->code->n_causes; c++)
        list[c] = (struct pointer){c, rsv__cause_weight(&m->decision, &seen, c)};
    qsort(list, m->code->n_causes, sizeof *list, by_weight);
    rsv__html_printf(&s->out, "<dt>%s</dt>\n<dd><ul>\n", o->name);
    put_pointers(s, m->code, list, false);
    put_pointers(s, m->code, list, true);
    rsv__buf_text(&s->out, "</ul></dd>\n");
}

static void put_table(struct site *s, const struct case_model *m, const struct question *q, const struct evidence *e)
{
    rsv__buf_text(&s->out, "<details class=\"table\"><summary>How often, under each cause</summary>\n"
                           "<div class=\"wide\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">Cause</th>");
    for (uint32_t o = 0; o < e->n_outcomes; o++)
        rsv__html_printf(&s->out, "<th scope=\"col\">%s</th>", e->outcomes[o].name);
    rsv__buf_text(&s->out, "</tr></thead>\n<tbody>\n");
    for (uint32_t c = 0; c < m->code->n_causes; c++) {
        rsv__html_printf(&s->out, "<tr><th scope=\"row\">%s</th>",
                         strcmp(m->code->causes[c].slug, "other") == 0 ? "Something else" : m->code->causes[c].title);
        for (uint32_t o = 0; o < e->n_outcomes; o++) {
            const double p = q->p[c * (q->n_outcomes + 1) + o];
            rsv__html_printf(&s->out, "<td style=\"--p:%u%%\">%s</td>", (unsigned)(p * 100 + 0.5), how_often(p));
        }
        rsv__buf_text(&s->out, "</tr>\n");
    }
    rsv__buf_text(&s->out, "</tbody></table></div></details>\n");
}

struct telling {
    uint32_t question;
    double information;
};

static int by_information(const void *a, const void *b)
{
    const struct telling *x = a, *y = b;
    if (x->information != y->information)
        return x->information < y->information ? 1 : -1;
    return x->question < y->question ? -1 : 1;
}

static void put_question(struct site *s, const struct case_model *m, uint32_t number, bool open)
{
    const struct evidence *e = m->evidence[number];
    const struct question *q = &m->questions[number];
    rsv__html_printf(&s->out, "<details class=\"question\"%s><summary>%s</summary>\n<dl>\n", open ? " open" : "", e->about);
    for (uint32_t o = 0; o < e->n_outcomes; o++)
        put_outcome(s, m, q, &e->outcomes[o], o);
    rsv__buf_text(&s->out, "</dl>\n");
    put_table(s, m, q, e);
    if (e->n_collectors > 0) {
        rsv__buf_text(&s->out, "<p class=\"note\">Known from: ");
        for (uint32_t i = 0; i < e->n_collectors; i++)
            rsv__html_printf(&s->out, "%s%s (%g min)", i > 0 ? "; " : "", e->collectors[i]->doc, e->collectors[i]->minutes);
        rsv__buf_text(&s->out, "</p>\n");
    }
    rsv__buf_text(&s->out, "</details>\n");
}

/* All questions, those first that tell the causes apart best; the first ones open. */
static rsv_status put_questions(struct site *s, const struct case_model *m, rsv_error *err)
{
    enum { OPEN = 2 };
    const uint32_t n = m->decision.n_questions;
    if (n == 0)
        return RSV_OK;
    const size_t size = n * sizeof(struct telling);
    struct telling *list = rsv__alloc(&s->alloc, size);
    if (list == NULL)
        return rsv__nomem(err);
    for (uint32_t i = 0; i < n; i++)
        list[i] = (struct telling){i, rsv__ask_information(&m->decision, m->decision.prior, &m->questions[i])};
    qsort(list, n, sizeof *list, by_information);
    rsv__buf_text(&s->out, "<h3>What separates them, the most telling first</h3>\n");
    for (uint32_t i = 0; i < n; i++)
        put_question(s, m, list[i].question, i < OPEN);
    rsv__release(&s->alloc, list, size);
    return RSV_OK;
}

/* --- other codes ---------------------------------------------------------------------------------------- */

static void put_codes(struct site *s, const rsv_doc *list, const char *heading)
{
    if (rsv_doc_count(list) == 0)
        return;
    rsv__html_printf(&s->out, "<section>\n<h2>%s</h2>\n<ul class=\"codes\">\n", heading);
    for (const rsv_doc *r = rsv_doc_first(list); r; r = rsv_doc_next(r)) {
        const long long code = rsv_doc_integer(rsv_doc_get(r, "code"));
        const bool known = rsv_doc_get(r, "title") != NULL;
        if (known)
            rsv__html_printf(&s->out, "<li><a href=\"%lld.html\"><b>%lld</b> %s</a>", code, code, text_of(r, "title"));
        else
            rsv__html_printf(&s->out, "<li><b>%lld</b>", code);
        if (*text_of(r, "how")) {
            rsv__buf_text(&s->out, "<span class=\"note\">");
            rsv__html_inline(&s->out, text_of(r, "how"));
            rsv__buf_text(&s->out, "</span>");
        }
        rsv__buf_text(&s->out, "</li>\n");
    }
    rsv__buf_text(&s->out, "</ul>\n</section>\n");
}

/* Codes that come together with this one: which is to be read. */
static void put_company(struct site *s, const rsv_doc *d)
{
    static const struct {
        const char *how, *before, *behind;
    } lines[] = {
        {"inner", "If its text holds ", " too, read that one: this is only what stands around it."},
        {"outer", "It may stand inside ", "; then this is the one to read."},
        {"home-log", "The user's home tenant logs ", " for the same refusal."},
        {"resource-log", "The tenant that refused shows ", " for it."},
        {"log", "The sign-in log's row may show ", " for it: search by correlation ID."},
        {"client", "The client may show ", " for it."},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        unsigned n = 0;
        for (const rsv_doc *x = rsv_doc_first(rsv_doc_get(d, "company")); x; x = rsv_doc_next(x)) {
            const long long code = rsv_doc_integer(rsv_doc_get(x, "code"));
            if (strcmp(text_of(x, "how"), lines[i].how) != 0)
                continue;
            rsv__buf_text(&s->out, n == 0 ? "<p class=\"first\">" : "");
            rsv__html_printf(&s->out, "%s<a href=\"%lld.html\">AADSTS%lld</a>", n++ ? " or " : lines[i].before, code, code);
        }
        if (n > 0)
            rsv__html_printf(&s->out, "%s</p>\n", lines[i].behind);
    }
}

/* --- the page ------------------------------------------------------------------------------------------- */

static rsv_status show(struct site *s, struct doc_tree *t, const void *key, rsv_error *err)
{
    const int64_t code = *(const int64_t *)key;
    const rsv_status rc = rsv__db_code(s->kb->db, code, t, &t->root, err);
    return rc == RSV_OK ? rsv__db_alike(s->kb->db, code, t, &t->root, err) : rc;
}

/* The sections behind the lead, and the questions where the article tells the causes apart. */
static rsv_status put_sections(struct site *s, const rsv_doc *from, const struct case_model *m, rsv_error *err)
{
    rsv_status rc = RSV_OK;
    bool asked = false;
    for (const rsv_doc *b = from; b != NULL && rc == RSV_OK;) {
        const rsv_doc *end = next_heading(rsv_doc_next(b));
        rsv__buf_text(&s->out, "<section>\n");
        rsv__html_blocks(&s->out, b, end, 2);
        if (!asked)
            rc = put_questions(s, m, err);
        asked = true;
        rsv__buf_text(&s->out, "</section>\n");
        b = end;
    }
    if (!asked && rc == RSV_OK && m->decision.n_questions > 0) {
        rsv__buf_text(&s->out, "<section>\n<h2>Telling the causes apart</h2>\n");
        rc = put_questions(s, m, err);
        rsv__buf_text(&s->out, "</section>\n");
    }
    return rc;
}

static rsv_status put_answer(struct site *s, const rsv_doc *d, int64_t code, rsv_error *err)
{
    struct case_model *m;
    rsv_doc *diagnosis = NULL;
    rsv_status rc = rsv__session_diagnose(s->session, code, &diagnosis, err);
    if (rc == RSV_OK)
        rc = rsv__session_model(s->session, code, &m, err);
    if (rc == RSV_OK) {
        const rsv_doc *rest = put_lead(s, rsv_doc_get(d, "blocks"));
        put_company(s, d);
        put_causes(s, d);
        put_plan(s, diagnosis);
        rc = put_sections(s, rest, m, err);
    }
    rsv_doc_free(diagnosis);
    return rc;
}

rsv_status rsv__site_code(struct site *s, int64_t code, rsv_error *err)
{
    char path[64];
    rsv_doc *d;
    rsv_status rc = rsv__site_read(s, show, &code, &d, err);
    if (rc != RSV_OK)
        return rc;
    put_head(s, d);
    if (rsv_doc_is_true(rsv_doc_get(d, "brief"))) {
        rsv__html_blocks(&s->out, put_lead(s, rsv_doc_get(d, "blocks")), NULL, 2);
        put_company(s, d);
        rsv__buf_text(&s->out, "<p class=\"note\">Microsoft doesn&#39;t document this code; its wording is what is known of it. "
                               "The documented codes below are the nearest.</p>\n");
    } else {
        rc = put_answer(s, d, code, err);
    }
    put_codes(s, rsv_doc_get(d, "related"), "Related codes");
    put_codes(s, rsv_doc_get(d, "alike"), "Codes with the same causes");
    rsv__site_sources(s, d);
    rsv_doc_free(d);
    snprintf(path, sizeof path, "codes/%lld.html", (long long)code);
    return rc == RSV_OK ? rsv__site_end(s, path, err) : rc;
}
