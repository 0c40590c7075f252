/* SPDX-License-Identifier: MIT
 * rules_check.c - what can be said about rules without facts. */
#include "author/author.h"

#include <string.h>

/* --- outcomes that one fact could satisfy together --------------------------------------------------- */

static bool word_passes(const struct test *t, const struct field *f, struct sym *word)
{
    return rsv__test_holds(t, f->type, (union value){.s = word}, t->a.value, t->b.value, 0);
}

/* Bounds of the values that a test on an ordered field lets through. */
static void bounds(const struct test *t, enum field_type type, double *low, double *high)
{
    const double a = type == FIELD_NUMBER ? t->a.value.d : (double)t->a.value.i;
    const double b = type == FIELD_NUMBER ? t->b.value.d : (double)t->b.value.i;
    const double step = type == FIELD_NUMBER ? 1e-9 : 1;
    *low = -1e300;
    *high = 1e300;
    if (t->op == TEST_EQUAL || t->op == TEST_AT_LEAST || t->op == TEST_BETWEEN)
        *low = a;
    else if (t->op == TEST_ABOVE)
        *low = a + step;
    if (t->op == TEST_EQUAL || t->op == TEST_AT_MOST)
        *high = a;
    else if (t->op == TEST_BELOW)
        *high = a - step;
    else if (t->op == TEST_BETWEEN)
        *high = b;
}

static bool list_overlaps(const struct test *x, const struct test *y, const struct field *f)
{
    if (x->op == TEST_EQUAL)
        return word_passes(y, f, x->a.value.s);
    for (uint32_t i = 0; i < x->n_words; i++)
        if (word_passes(y, f, x->words[i]))
            return true;
    return false;
}

static bool names_values(const struct test *t)
{
    return !t->negated && (t->op == TEST_EQUAL || t->op == TEST_ONE_OF) && t->a.var < 0;
}

/* Whether no value can pass both tests; false where that isn't certain. */
static bool are_disjoint(const struct test *x, const struct test *y, const struct field *f)
{
    if (x->a.var >= 0 || y->a.var >= 0 || x->op == TEST_ANY || y->op == TEST_ANY)
        return true; /* depends on other facts: say nothing */
    if (f->type == FIELD_WORD) {
        for (uint32_t i = 0; i < f->n_words; i++)
            if (word_passes(x, f, f->words[i]) && word_passes(y, f, f->words[i]))
                return false;
        return true;
    }
    if (f->type == FIELD_BOOLEAN)
        return x->op == TEST_EQUAL && y->op == TEST_EQUAL &&
               (x->a.value.i == y->a.value.i) == (x->negated != y->negated);
    if (is_symbolic(f->type))
        return names_values(x)   ? !list_overlaps(x, y, f)
               : names_values(y) ? !list_overlaps(y, x, f)
                                 : true; /* globs: not decided here */
    if (x->negated || y->negated || x->op == TEST_ONE_OF || y->op == TEST_ONE_OF)
        return true;
    double low_x, high_x, low_y, high_y;
    bounds(x, f->type, &low_x, &high_x);
    bounds(y, f->type, &low_y, &high_y);
    return high_x < low_y || high_y < low_x;
}

/* Two single patterns over one kind that test no field differently: one fact makes both true. */
static bool surely_overlap(const struct pattern *x, const struct pattern *y)
{
    bool shared = false;
    if (x->kind != y->kind)
        return false;
    for (uint32_t i = 0; i < x->n_tests; i++) {
        for (uint32_t j = 0; j < y->n_tests; j++) {
            if (x->tests[i].field != y->tests[j].field)
                continue;
            shared = true;
            if (are_disjoint(&x->tests[i], &y->tests[j], &x->kind->fields[x->tests[i].field]))
                return false;
        }
    }
    return shared || x->n_tests == 0 || y->n_tests == 0;
}

static const struct pattern *single_pattern(const struct outcome *o)
{
    const struct condition *root = o->when.root;
    if (root->n_children != 1 || root->children[0]->op != COND_SOME)
        return NULL;
    return &root->children[0]->pattern;
}

static void check_outcomes(const struct evidence *e, struct findings *findings)
{
    for (uint32_t i = 0; i < e->n_outcomes; i++) {
        for (uint32_t j = 0; j < i; j++) {
            const struct pattern *x = single_pattern(&e->outcomes[i]);
            const struct pattern *y = single_pattern(&e->outcomes[j]);
            if (x == NULL || y == NULL || !surely_overlap(x, y))
                continue;
            const struct finding f = {"R030", SEVERITY_ERROR, e->outcomes[i].at.file,
                                      e->outcomes[i].at.line, 0, e->name, NULL, NULL};
            rsv__findings_add(findings, &f, "one fact can make both '%s' and '%s' true",
                              e->outcomes[j].name, e->outcomes[i].name);
        }
    }
}

void rsv__check_rules(const struct rulebook *book, struct findings *findings)
{
    for (uint32_t i = 0; i < book->n_evidence; i++)
        check_outcomes(book->evidence[i], findings);
}
