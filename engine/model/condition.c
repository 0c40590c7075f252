/* SPDX-License-Identifier: MIT */
#include "model/condition.h"

#include "base/text.h"

#include <string.h>

static bool in_list(const struct test *t, enum field_type type, union value v)
{
    for (uint32_t i = 0; i < t->n_words; i++)
        if (is_symbolic(type) ? v.s == t->words[i] : value_equal(type, v, t->values[i]))
            return true;
    return false;
}

static bool is_within(union value v, int64_t span, const union value *around, int64_t now)
{
    if (around == NULL)
        return v.i <= now && v.i >= now - span;
    return v.i >= around->i - span && v.i <= around->i + span;
}

static bool plain_holds(const struct test *t, enum field_type type, union value v, union value a,
                        union value b, int64_t now)
{
    switch (t->op) {
    case TEST_ANY:
        return true;
    case TEST_EQUAL:
        return value_equal(type, v, a);
    case TEST_BELOW:
        return rsv__value_compare(type, v, a) < 0;
    case TEST_AT_MOST:
        return rsv__value_compare(type, v, a) <= 0;
    case TEST_ABOVE:
        return rsv__value_compare(type, v, a) > 0;
    case TEST_AT_LEAST:
        return rsv__value_compare(type, v, a) >= 0;
    case TEST_BETWEEN:
        return rsv__value_compare(type, v, a) >= 0 && rsv__value_compare(type, v, b) <= 0;
    case TEST_ONE_OF:
        return in_list(t, type, v);
    case TEST_LIKE:
        return rsv__glob(t->glob, v.s->text);
    case TEST_WITHIN:
        return is_within(v, a.i, t->b.var >= 0 ? &b : NULL, now);
    }
    return false;
}

bool rsv__test_holds(const struct test *t, enum field_type type, union value v, union value a,
                     union value b, int64_t now)
{
    return plain_holds(t, type, v, a, b, now) != t->negated;
}

/* --- as text ------------------------------------------------------------------ */

static void format_operand(const struct operand *o, enum field_type type, const struct formula *f,
                           struct buf *out)
{
    if (o->var >= 0)
        rsv__buf_text(out, f->vars[o->var]);
    else
        rsv__value_format(type, o->value, out);
}

static void format_list(const struct test *t, enum field_type type, struct buf *out)
{
    for (uint32_t i = 0; i < t->n_words; i++) {
        rsv__buf_text(out, i == 0 ? "" : i + 1 < t->n_words ? ", " : " or ");
        rsv__value_format(type, test_member(t, type, i), out);
    }
}

void rsv__test_format(const struct test *t, const struct field *f, const struct formula *formula,
                      struct buf *out)
{
    static const char *const words[] = {"",         "",          "below ", "at most ", "above ",
                                        "at least ", "between ", "",       "like ",    "within "};
    rsv__buf_text(out, f->name);
    if (t->op == TEST_ANY)
        return;
    rsv__buf_text(out, t->negated ? " not " : " ");
    rsv__buf_text(out, words[t->op]);
    if (t->op == TEST_ONE_OF) {
        format_list(t, f->type, out);
    } else if (t->op == TEST_LIKE) {
        rsv__buf_text(out, t->glob);
    } else if (t->op == TEST_WITHIN) {
        format_operand(&t->a, FIELD_DURATION, formula, out);
        if (t->b.var >= 0)
            rsv__buf_printf(out, " of %s", formula->vars[t->b.var]);
    } else {
        format_operand(&t->a, f->type, formula, out);
        if (t->op == TEST_BETWEEN) {
            rsv__buf_text(out, " and ");
            format_operand(&t->b, f->type, formula, out);
        }
    }
    if (f->unit != NULL)
        rsv__buf_printf(out, " %s", f->unit);
}

void rsv__pattern_format(const struct pattern *p, const struct formula *formula, struct buf *out)
{
    bool first = true;
    rsv__buf_text(out, p->kind->name);
    for (uint32_t i = 0; i < p->n_tests; i++) {
        const struct test *t = &p->tests[i];
        if (t->op == TEST_ANY || (t->op == TEST_EQUAL && t->a.var >= 0))
            continue; /* variables say nothing to a reader */
        rsv__buf_text(out, first ? " with " : ", ");
        rsv__test_format(t, &p->kind->fields[t->field], formula, out);
        first = false;
    }
}

void rsv__condition_kinds(const struct condition *c, bool *kinds)
{
    if (c->op <= COND_DISTINCT)
        kinds[c->pattern.kind->index] = true;
    for (uint32_t i = 0; i < c->n_children; i++)
        rsv__condition_kinds(c->children[i], kinds);
}
