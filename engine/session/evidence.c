/* SPDX-License-Identifier: MIT
 * evidence.c - what working memory says to a question, and how a person reads it. */
#include "session/session.h"

#include <stdlib.h>
#include <string.h>

static const struct group *outcome_group(const struct rsv_session *s, const struct evidence *e,
                                         uint32_t outcome)
{
    return s->rules->net.outcomes[s->rules->first_outcome[e->order] + outcome];
}

/* Outcomes exclude each other: one that holds rules the others out.  Two that hold contradict each
 * other, and then the question is as good as open. */
struct answer rsv__evaluate(struct rsv_session *s, const struct evidence *e)
{
    struct answer a = {.state = ANSWER_OPEN};
    const uint32_t all = (2u << e->n_outcomes) - 1;
    uint32_t n_true = 0;
    for (uint32_t o = 0; o < e->n_outcomes; o++) {
        const struct group *g = outcome_group(s, e, o);
        a.values[o] = g ? rsv__group_value(&s->matcher, g) : FALSE_;
        if (a.values[o] == TRUE_) {
            a.outcome = o;
            n_true++;
        }
        a.possible |= a.values[o] == UNKNOWN_ ? 1u << o : 0;
    }
    if (n_true > 1) {
        a.state = ANSWER_CONFLICT;
        a.possible = all;
    } else if (n_true == 1) {
        a.state = ANSWER_DECIDED;
        a.possible = 1u << a.outcome;
    } else {
        a.state = a.possible == 0 ? ANSWER_NONE : ANSWER_OPEN;
        a.possible |= 1u << e->n_outcomes;
    }
    return a;
}

/* --- say ---------------------------------------------------------------------------------------- */

struct lines { /* the distinct sentences that the matches make */
    struct rsv_session *s;
    const struct outcome *outcome;
    struct buf line;
    char **items;
    size_t n, cap;
    bool failed;
};

/* The value of {name}: a variable, else a field of a matched fact. */
static bool find_value(const struct rsv_session *s, const struct formula *f,
                       const struct match *match, const char *name, size_t n,
                       enum field_type *type, union value *out, const char **unit)
{
    *unit = NULL;
    for (uint32_t v = 0; v < f->n_vars; v++) {
        if (strncmp(f->vars[v], name, n) != 0 || f->vars[v][n] != '\0')
            continue;
        *type = f->var_types[v];
        *out = match->env.values[v];
        return env_knows(&match->env, v);
    }
    for (uint32_t p = 0; p < match->body->n_patterns; p++) {
        const struct kind *k = match->body->patterns[p].source->kind;
        const struct fact *fact = fact_at(&s->matcher, match->facts[p]);
        const int field = rsv__kind_field(k, name, n);
        if (field < 0 || !(fact->known >> field & 1))
            continue;
        *type = k->fields[field].type;
        *unit = k->fields[field].unit;
        *out = fact_value(&s->matcher, fact, (uint32_t)field);
        return true;
    }
    return false;
}

static void format_line(const struct rsv_session *s, const struct formula *f, const char *say,
                        const struct match *match, struct buf *out)
{
    while (*say != '\0') {
        const size_t plain = strcspn(say, "{");
        const char *end = strchr(say + plain, '}');
        rsv__buf_add(out, say, plain);
        say += plain;
        if (end == NULL) {
            rsv__buf_text(out, say);
            return;
        }
        enum field_type type;
        union value v;
        const char *unit;
        if (find_value(s, f, match, say + 1, (size_t)(end - say - 1), &type, &v, &unit)) {
            rsv__value_format(type, v, out);
            if (unit != NULL)
                rsv__buf_printf(out, " %s", unit);
        } else {
            rsv__buf_char(out, '?');
        }
        say = end + 1;
    }
}

static bool add_line(void *user, const struct match *match)
{
    struct lines *l = user;
    rsv__buf_clear(&l->line);
    format_line(l->s, &l->outcome->when, l->outcome->say, match, &l->line);
    const char *text = rsv__buf_get(&l->line);
    l->failed = l->failed || l->line.failed;
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->items[i], text) == 0)
            return true;
    char **grown = rsv__grow(&l->s->alloc, l->items, &l->cap, l->n + 1, sizeof *grown);
    if (grown != NULL)
        l->items = grown;
    char *copy = grown ? rsv__alloc(&l->s->alloc, strlen(text) + 1) : NULL;
    if (copy == NULL) {
        l->failed = true;
        return false;
    }
    l->items[l->n++] = strcpy(copy, text);
    return l->n < 1000;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The first of them in the order of the alphabet, not of the facts: the same facts give the same line. */
static void write_lines(struct lines *l, struct buf *out)
{
    if (l->n > 1)
        qsort(l->items, l->n, sizeof *l->items, by_text);
    if (l->n > 0)
        rsv__buf_text(out, l->items[0]);
    if (l->n > 1)
        rsv__buf_printf(out, " (and %zu more)", l->n - 1);
    for (size_t i = 0; i < l->n; i++)
        rsv__release(&l->s->alloc, l->items[i], strlen(l->items[i]) + 1);
    rsv__release(&l->s->alloc, l->items, l->cap * sizeof *l->items);
    rsv__buf_free(&l->line);
    out->failed = out->failed || l->failed;
}

void rsv__add_buf(struct doc_tree *t, struct rsv_doc *into, const char *key, const struct buf *text)
{
    if (text->failed)
        t->arena.failed = true;
    rsv__doc_add_text(t, into, key, rsv__buf_get(text));
}

void rsv__say_answer(struct rsv_session *s, const struct evidence *e, const struct answer *a,
                     struct buf *out)
{
    if (a->state == ANSWER_CONFLICT || a->state == ANSWER_OPEN) {
        /* only what is ruled out is known */
        const char *join = "";
        rsv__buf_printf(out, "%s: %s", e->name, a->state == ANSWER_CONFLICT ? "contradictory" : "not '");
        for (uint32_t o = 0; a->state == ANSWER_OPEN && o < e->n_outcomes; o++) {
            if (a->values[o] != FALSE_)
                continue;
            rsv__buf_printf(out, "%s%s'", join, e->outcomes[o].name);
            join = ", not '";
        }
        return;
    }
    if (a->state == ANSWER_NONE) {
        rsv__buf_printf(out, "%s: none of these (", e->name);
        for (uint32_t o = 0; o < e->n_outcomes; o++)
            rsv__buf_printf(out, "%s%s", o ? ", " : "", e->outcomes[o].name);
        rsv__buf_char(out, ')');
        return;
    }
    const struct outcome *outcome = &e->outcomes[a->outcome];
    struct lines l = {.s = s, .outcome = outcome};
    if (outcome->say == NULL) {
        rsv__buf_printf(out, "%s: %s", e->name, outcome->name);
        return;
    }
    rsv__buf_init(&l.line, &s->alloc);
    rsv__group_matches(&s->matcher, outcome_group(s, e, a->outcome), add_line, &l);
    write_lines(&l, out);
}
