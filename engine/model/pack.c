/* SPDX-License-Identifier: MIT
 * pack.c - writes what unpack.c reads: keep the two side by side. */
#include "model/pack.h"

#include <string.h>

struct packer {
    struct buf *out;
    const char *dir;
};

static void put(struct packer *p, uint64_t v, int bytes)
{
    char le[8];
    for (int i = 0; i < bytes; i++)
        le[i] = (char)(v >> (8 * i) & 255);
    rsv__buf_add(p->out, le, (size_t)bytes);
}

static void put_number(struct packer *p, double d)
{
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    put(p, bits, 8);
}

static void put_text(struct packer *p, const char *text)
{
    if (text == NULL) {
        put(p, UINT32_MAX, 4);
        return;
    }
    put(p, strlen(text), 4);
    rsv__buf_add(p->out, text, strlen(text) + 1); /* with its NUL: it is used in place */
}

static void put_path(struct packer *p, const char *path)
{
    const size_t n = strlen(p->dir);
    put_text(p, strncmp(path, p->dir, n) == 0 && path[n] == '/' ? path + n + 1 : path);
}

static void put_place(struct packer *p, const struct place *at)
{
    put_path(p, at->file);
    put(p, (uint32_t)at->line, 4);
}

static void put_value(struct packer *p, enum field_type type, union value v)
{
    if (is_symbolic(type))
        put_text(p, v.s ? v.s->text : NULL);
    else
        put(p, (uint64_t)v.i, 8); /* a number's bits are the same eight bytes */
}

/* --- the vocabulary ------------------------------------------------------------------------------ */

static void put_collector(struct packer *p, const struct collector *c)
{
    put_text(p, c->name);
    put_text(p, c->doc);
    put_number(p, c->minutes);
    put_text(p, c->role);
    put(p, c->n_scripts, 4);
    for (uint32_t i = 0; i < c->n_scripts; i++) {
        put_text(p, c->shells[i]);
        put_text(p, c->scripts[i]);
    }
    put_place(p, &c->at);
}

static void put_field(struct packer *p, const struct field *f)
{
    put_text(p, f->name);
    put_text(p, f->doc);
    put_text(p, f->unit);
    put(p, f->type, 1);
    put(p, (uint32_t)(f->optional | f->pii << 1 | f->has_low << 2 | f->has_high << 3), 1);
    put_number(p, f->low);
    put_number(p, f->high);
    put(p, f->n_words, 4);
    for (uint32_t i = 0; i < f->n_words; i++)
        put_text(p, f->words[i]->text);
}

static uint32_t index_of(const struct rulebook *b, const struct collector *c)
{
    for (uint32_t i = 0; i < b->n_collectors; i++)
        if (b->collectors[i] == c)
            return i;
    return UINT32_MAX;
}

static void put_kind(struct packer *p, const struct rulebook *b, const struct kind *k)
{
    put_text(p, k->name);
    put_text(p, k->doc);
    put(p, (uint32_t)(k->has_key | k->closed << 1), 1);
    put(p, k->key_mask, 4);
    put(p, (uint64_t)k->fresh_for, 8);
    put(p, index_of(b, k->collector), 4);
    put_place(p, &k->at);
    put(p, k->n_fields, 4);
    for (uint32_t i = 0; i < k->n_fields; i++)
        put_field(p, &k->fields[i]);
}

void rsv__pack_vocabulary(const struct rulebook *b, const char *dir, struct buf *out)
{
    struct packer p = {out, dir};
    put(&p, 'V', 1);
    put(&p, b->n_collectors, 4);
    for (uint32_t i = 0; i < b->n_collectors; i++)
        put_collector(&p, b->collectors[i]);
    put(&p, b->n_kinds, 4);
    for (uint32_t i = 0; i < b->n_kinds; i++)
        put_kind(&p, b, b->kinds[i]);
    put(&p, b->n_files, 4);
    for (uint32_t i = 0; i < b->n_files; i++) {
        put_path(&p, b->files[i].path);
        put(&p, b->files[i].n_functions, 4);
    }
}

/* --- conditions ------------------------------------------------------------------------------------ */

static void put_operand(struct packer *p, enum field_type type, const struct operand *o)
{
    put(p, (uint32_t)o->var, 4);
    put_value(p, type, o->value);
}

static void put_test(struct packer *p, enum field_type type, const struct test *t)
{
    put(p, t->op, 1);
    put(p, t->negated, 1);
    put(p, t->field, 4);
    put_operand(p, type, &t->a);
    put_operand(p, type, &t->b);
    put_text(p, t->glob);
    put(p, (uint32_t)t->bind, 4);
    put(p, t->n_words, 4);
    for (uint32_t i = 0; i < t->n_words; i++)
        put_value(p, type, test_member(t, type, i));
}

static void put_condition(struct packer *p, const struct condition *c)
{
    put(p, c->op, 1);
    put(p, (uint32_t)c->line, 4);
    if (c->op == COND_WHERE) {
        put(p, c->function, 4);
        put(p, (uint32_t)(c->first_var + 1), 1);
    } else if (c->op <= COND_DISTINCT) {
        const struct kind *k = c->pattern.kind;
        put(p, k->index, 4);
        put(p, (uint32_t)c->pattern.line, 4);
        put(p, c->pattern.n_tests, 4);
        for (uint32_t i = 0; i < c->pattern.n_tests; i++)
            put_test(p, k->fields[c->pattern.tests[i].field].type, &c->pattern.tests[i]);
        if (is_aggregate(c->op)) {
            put(p, c->field, 4);
            put(p, c->result_type, 1);
            put_test(p, c->result_type, &c->result);
        }
    }
    put(p, c->n_children, 4);
    for (uint32_t i = 0; i < c->n_children; i++)
        put_condition(p, c->children[i]);
}

static void put_formula(struct packer *p, const struct formula *f)
{
    put(p, f->n_vars, 4);
    for (uint32_t i = 0; i < f->n_vars; i++) {
        put_text(p, f->vars[i]);
        put(p, f->var_types[i], 1);
    }
    put_condition(p, f->root);
}

/* --- declarations ------------------------------------------------------------------------------------ */

static void put_template(struct packer *p, const struct fact_template *t)
{
    put(p, t->kind->index, 4);
    put(p, t->mask, 4);
    for (uint32_t f = 0; f < t->kind->n_fields; f++)
        if (t->mask >> f & 1)
            put_operand(p, t->kind->fields[f].type, &t->slots[f]);
}

void rsv__pack_rule(const struct rule *r, const char *dir, struct buf *out)
{
    struct packer p = {out, dir};
    put(&p, 'R', 1);
    put_text(&p, r->name);
    put_place(&p, &r->at);
    put_text(&p, r->say);
    put(&p, (uint32_t)r->salience, 4);
    put(&p, r->action, 4);
    put_formula(&p, &r->when);
    put(&p, r->n_derive, 4);
    for (uint32_t i = 0; i < r->n_derive; i++)
        put_template(&p, &r->derive[i]);
    put(&p, r->n_effects, 4);
    for (uint32_t i = 0; i < r->n_effects; i++) {
        put(&p, r->effects[i].op, 1);
        put(&p, r->effects[i].fact, 4);
        put_template(&p, &r->effects[i].with);
    }
}

void rsv__pack_evidence(const struct evidence *e, const struct rulebook *b, const char *dir, struct buf *out)
{
    struct packer p = {out, dir};
    put(&p, 'E', 1);
    put_text(&p, e->name);
    put_text(&p, e->about);
    put(&p, e->n_codes, 4);
    for (uint32_t i = 0; i < e->n_codes; i++)
        put(&p, (uint64_t)e->codes[i], 8);
    put_place(&p, &e->at);
    put(&p, e->n_outcomes, 4);
    for (uint32_t i = 0; i < e->n_outcomes; i++) {
        put_text(&p, e->outcomes[i].name);
        put_text(&p, e->outcomes[i].say);
        put_place(&p, &e->outcomes[i].at);
        put_formula(&p, &e->outcomes[i].when);
    }
    put(&p, e->n_rows, 4);
    put(&p, (uint32_t)(e->other - e->rows), 4);
    for (uint32_t i = 0; i < e->n_rows; i++) {
        put_text(&p, e->rows[i].cause);
        for (uint32_t o = 0; o < e->n_outcomes; o++)
            put_number(&p, e->rows[i].percent[o]);
    }
    put(&p, e->n_collectors, 4);
    for (uint32_t i = 0; i < e->n_collectors; i++)
        put(&p, index_of(b, e->collectors[i]), 4);
}
