/* SPDX-License-Identifier: MIT
 * aggregate.c - count, sum, min, max and distinct over the facts that match a pattern.
 *
 * What is known bounds the result from below (count, distinct, max) or above (min), so that
 * some tests are decided before the kind is closed.
 */
#include "base/hash.h"
#include "base/number.h"
#include "match/costs.h"
#include "match/internal.h"

struct tally {
    uint64_t n;       /* facts that match */
    uint64_t maybe;   /* facts that might */
    uint64_t valued;  /* matching facts whose field is known */
    union value value; /* the result */
    int64_t carry;    /* of a sum of integers, in units of 2^64 */
    struct exact_sum *sum; /* of numbers */
    bool exact;       /* nothing could change it */
};

/* --- distinct: a set in one block, open addressing ------------------------------------------- */

struct set {
    struct alloc *alloc;
    union value *slots;
    bool *used;
    size_t cap, n;
    bool failed;
};

static void set_free(struct set *s)
{
    rsv__release(s->alloc, s->slots, s->cap * sizeof *s->slots);
    rsv__release(s->alloc, s->used, s->cap * sizeof *s->used);
}

static void set_put(struct set *s, enum field_type type, union value v)
{
    size_t i = rsv__value_hash(type, v) & (s->cap - 1);
    while (s->used[i] && !value_equal(type, s->slots[i], v))
        i = (i + 1) & (s->cap - 1);
    s->n += !s->used[i];
    s->used[i] = true;
    s->slots[i] = v;
}

static void set_add(struct set *s, enum field_type type, union value v)
{
    if (s->failed)
        return;
    if (s->n * 2 >= s->cap) {
        struct set old = *s;
        s->cap = old.cap ? old.cap * 2 : 16;
        s->slots = rsv__alloc(s->alloc, s->cap * sizeof *s->slots);
        s->used = rsv__alloc_zero(s->alloc, s->cap * sizeof *s->used);
        s->n = 0;
        if (s->slots == NULL || s->used == NULL) {
            set_free(s);
            *s = old;
            s->failed = true;
            return;
        }
        for (size_t i = 0; i < old.cap; i++)
            if (old.used[i])
                set_put(s, type, old.slots[i]);
        set_free(&old);
    }
    set_put(s, type, v);
}

/* --- the tally --------------------------------------------------------------------------------- */

static void take_value(struct tally *t, enum condition_op op, enum field_type type, union value v,
                       struct set *set)
{
    if (op == COND_DISTINCT)
        set_add(set, type, v);
    else if (op == COND_SUM && type == FIELD_NUMBER)
        rsv__sum_add(t->sum, v.d);
    else if (op == COND_SUM) {
        if (__builtin_add_overflow(t->value.i, v.i, &t->value.i))
            t->carry += v.i > 0 ? 1 : -1;
    } else if (t->valued == 0 || (op == COND_MIN ? rsv__value_compare(type, v, t->value) < 0
                                               : rsv__value_compare(type, v, t->value) > 0))
        t->value = v;
    t->valued++;
}

/* Does the rest of the pattern match, given that the alpha does? */
static enum truth rest_value(struct matcher *m, const struct cpattern *p, const struct fact *f,
                             const struct env *outer)
{
    struct env env = *outer;
    enum truth value = rsv__uses_value(m, f, p->uses, p->n_uses, &env);
    if (value == FALSE_)
        return FALSE_;
    env.nothing |= p->vars & ~env.bound; /* tests with them are unknown */
    env.bound |= p->vars;
    for (uint32_t i = 0; i < p->n_var_tests; i++) {
        const enum truth v =
            rsv__test_value(m, p->var_tests[i], f, &env);
        value = v < value ? v : value;
    }
    return value;
}

static void count_fact(struct matcher *m, const struct filter *f, slab_ref ref, enum truth alpha,
                       const struct env *env, struct tally *t, struct set *set)
{
    const struct fact *fact = fact_at(m, ref);
    const enum truth rest = rest_value(m, f->pattern, fact, env);
    const enum truth value = alpha < rest ? alpha : rest;
    if (value == UNKNOWN_)
        t->maybe++;
    if (value != TRUE_)
        return;
    t->n++;
    const struct condition *c = f->source;
    if (c->op != COND_COUNT && (fact->known >> c->field & 1))
        take_value(t, c->op, fact_kind(m, fact)->fields[c->field].type, fact_value(m, fact, c->field),
                   set);
}

/* All facts of the kind, when some are uncertain; else the bucket of the key. */
static void count_facts(struct matcher *m, const struct filter *f, const struct env *env,
                        struct tally *t, struct set *set)
{
    const struct cpattern *p = f->pattern;
    const struct alpha *alpha = &m->net->alphas[p->alpha];
    union value key[2 * MAX_FIELDS];
    bool unsure = m->alphas[p->alpha].maybe != 0 || m->tables[f->index].loose != 0;
    for (uint32_t i = 0; i < f->n_keys; i++) {
        const struct operand o = {.var = p->uses[i].var};
        unsure = !operand_value(&o, env, &key[i]) || unsure;
    }
    if (unsure) {
        uint64_t tried = 0;
        for (fact_ref ref = 0; (ref = fact_next(m, p->source->kind, ref)) != 0; tried++) {
            const struct fact *fact = fact_at(m, ref);
            if (!(fact->flags & FACT_STALE))
                count_fact(m, f, ref, rsv__alpha_value(m, alpha, fact), env, t, set);
        }
        if (m->costs != NULL)
            rsv__costs_add(m->costs, f, tried);
        return;
    }
    const struct index *x = &m->net->indexes[f->index];
    const uint32_t hash = rsv__key_hash(&m->net->layouts[p->source->kind->index], x->keys, f->n_keys, key);
    fact_ref ref = table_first(&m->tables[f->index], hash);
    for (; ref != 0; ref = table_next(m, x, ref))
        count_fact(m, f, ref, TRUE_, env, t, set); /* which looks at the key, too */
    if (m->costs != NULL)
        rsv__costs_add(m->costs, f, f->n_keys == 0 ? m->alphas[p->alpha].matching : t->n);
}

static struct tally tally(struct matcher *m, const struct filter *f, const struct env *env)
{
    const enum condition_op op = f->source->op;
    struct tally t = {0};
    struct set set = {.alloc = m->alloc};
    struct exact_sum sum;
    const bool sums_numbers = op == COND_SUM && f->source->result_type == FIELD_NUMBER;
    sum.n = 0;
    t.sum = &sum;
    count_facts(m, f, env, &t, &set);
    t.sum = NULL;
    if (op == COND_COUNT)
        t.value.i = (int64_t)t.n;
    else if (op == COND_DISTINCT)
        t.value.i = (int64_t)set.n;
    else if (sums_numbers)
        t.value.d = rsv__sum_value(&sum);
    else if (t.carry != 0) /* more than an integer holds */
        t.value.i = t.carry > 0 ? INT64_MAX : INT64_MIN;
    m->failed = m->failed || set.failed;
    set_free(&set);
    t.exact = t.maybe == 0 && (op == COND_COUNT || t.valued == t.n) &&
              rsv__pattern_is_closed(m, f->pattern, env);
    return t;
}

/* --- the test ------------------------------------------------------------------------------------ */

/* The value of a test on a result that can only grow, or only shrink. */
static enum truth bounded(const struct test *test, enum field_type type, union value v,
                          union value a, union value b, bool grows)
{
    const int low = rsv__value_compare(type, v, a), high = rsv__value_compare(type, v, b);
    switch (test->op) {
    case TEST_AT_LEAST:
        return grows ? (low >= 0 ? TRUE_ : UNKNOWN_) : (low < 0 ? FALSE_ : UNKNOWN_);
    case TEST_ABOVE:
        return grows ? (low > 0 ? TRUE_ : UNKNOWN_) : (low <= 0 ? FALSE_ : UNKNOWN_);
    case TEST_AT_MOST:
        return grows ? (low > 0 ? FALSE_ : UNKNOWN_) : (low <= 0 ? TRUE_ : UNKNOWN_);
    case TEST_BELOW:
        return grows ? (low >= 0 ? FALSE_ : UNKNOWN_) : (low < 0 ? TRUE_ : UNKNOWN_);
    case TEST_EQUAL:
        return (grows ? low > 0 : low < 0) ? FALSE_ : UNKNOWN_;
    case TEST_BETWEEN:
        return (grows ? high > 0 : low < 0) || rsv__value_compare(type, a, b) > 0 ? FALSE_
                                                                                  : UNKNOWN_;
    default:
        return UNKNOWN_;
    }
}

static enum truth test_result(const struct matcher *m, const struct condition *c,
                              const struct tally *t, const struct env *env)
{
    const bool extreme = c->op == COND_MIN || c->op == COND_MAX;
    union value a = {0}, b = {0};
    if (extreme && t->valued == 0)
        return t->exact ? FALSE_ : UNKNOWN_;
    if (c->result.op == TEST_ANY)
        return t->exact || c->op == COND_COUNT ? TRUE_ : UNKNOWN_;
    if (!operand_value(&c->result.a, env, &a) || !operand_value(&c->result.b, env, &b))
        return UNKNOWN_;
    if (t->exact)
        return rsv__test_holds(&c->result, c->result_type, t->value, a, b, m->now) ? TRUE_
                                                                                   : FALSE_;
    if (c->op == COND_SUM)
        return UNKNOWN_;
    const enum truth v = bounded(&c->result, c->result_type, t->value, a, b, c->op != COND_MIN);
    return c->result.negated ? truth_not(v) : v;
}

enum truth rsv__aggregate_value(struct matcher *m, const struct filter *f, struct env *env)
{
    const struct condition *c = f->source;
    const struct tally t = tally(m, f, env);
    const enum truth value = test_result(m, c, &t, env);
    if (f->bind < 0)
        return value;
    const uint32_t bit = 1u << f->bind;
    if (value != TRUE_) { /* the variable is there, its value isn't known */
        env->nothing |= env->bound & bit ? 0 : bit;
        env->bound |= bit;
        return value;
    }
    if (env->bound & bit) {
        if (env->nothing & bit)
            return UNKNOWN_;
        if (value_equal(c->result_type, env->values[f->bind], t.value))
            return TRUE_;
        return t.exact ? FALSE_ : UNKNOWN_;
    }
    env->bound |= bit;
    env->values[f->bind] = t.value;
    return value;
}
