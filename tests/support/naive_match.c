/* SPDX-License-Identifier: MIT */
#include "support/naive_match.h"

#include <stdlib.h>
#include <string.h>

/* --- variants: any_of multiplied out ---------------------------------------------------------- */

enum { MAX_LEAVES = 24, VARIANTS = 64 };

struct variants {
    const struct condition *leaves[VARIANTS][MAX_LEAVES];
    uint32_t n_leaves[VARIANTS];
    uint32_t n;
};

static struct variants *no_variants(void)
{
    struct variants *vs = malloc(sizeof *vs);
    vs->n = 0;
    return vs;
}

static void expand(const struct condition *c, struct variants *out)
{
    if (c->op == COND_ANY) {
        for (uint32_t i = 0; i < c->n_children; i++) {
            struct variants *one = no_variants();
            expand(c->children[i], one);
            for (uint32_t v = 0; v < one->n && out->n < VARIANTS; v++) {
                memcpy(out->leaves[out->n], one->leaves[v], sizeof one->leaves[v]);
                out->n_leaves[out->n++] = one->n_leaves[v];
            }
            free(one);
        }
        return;
    }
    if (c->op != COND_ALL) {
        out->leaves[out->n][0] = c;
        out->n_leaves[out->n++] = 1;
        return;
    }
    out->n = 1;
    out->n_leaves[0] = 0;
    for (uint32_t i = 0; i < c->n_children; i++) {
        struct variants *right = no_variants(), *both = no_variants();
        expand(c->children[i], right);
        for (uint32_t l = 0; l < out->n; l++) {
            for (uint32_t r = 0; r < right->n && both->n < VARIANTS; r++) {
                const uint32_t at = both->n++;
                memcpy(both->leaves[at], out->leaves[l], sizeof out->leaves[l]);
                memcpy(both->leaves[at] + out->n_leaves[l], right->leaves[r],
                       right->n_leaves[r] * sizeof right->leaves[r][0]);
                both->n_leaves[at] = out->n_leaves[l] + right->n_leaves[r];
            }
        }
        *out = *both;
        free(right);
        free(both);
    }
}

/* --- single facts -------------------------------------------------------------------------------- */

static bool operand(const struct operand *o, const struct naive_env *env, union value *out)
{
    if (o->var < 0) {
        *out = o->value;
        return true;
    }
    *out = env->values[o->var];
    return env->state[o->var] == NAIVE_BOUND;
}

static enum truth test_value(const struct test *t, const struct naive_fact *f,
                             const struct naive_env *env)
{
    union value a = {0}, b = {0};
    if (t->op == TEST_ANY)
        return TRUE_;
    if (!(f->known >> t->field & 1) || !operand(&t->a, env, &a) || !operand(&t->b, env, &b))
        return UNKNOWN_;
    return rsv__test_holds(t, f->kind->fields[t->field].type, f->slots[t->field], a, b,
                           NAIVE_NOW)
               ? TRUE_
               : FALSE_;
}

/* The variables that this pattern's fields stand for. */
static int use_of(const struct test *t, int which)
{
    if (which == 0)
        return t->op == TEST_EQUAL && !t->negated && t->a.var >= 0 ? t->a.var : -1;
    return t->bind;
}

/* --- one assignment of facts to patterns ------------------------------------------------------------ */

struct assignment {
    const struct condition *patterns[NAIVE_PATTERNS];
    const struct naive_fact *facts[NAIVE_PATTERNS]; /* NULL: imagined */
    uint32_t n;
};

static enum truth minimum(enum truth a, enum truth b)
{
    return a < b ? a : b;
}

/* Bind what the facts say; two different values for one variable: FALSE.  A variable that occurs
 * several times and is unknown somewhere: UNKNOWN. */
static enum truth bind(const struct assignment *as, const struct naive_env *outer,
                       struct naive_env *env)
{
    enum truth value = TRUE_;
    uint32_t occurrences[MAX_VARS] = {0}, unknown = 0;
    *env = *outer;
    for (uint32_t v = 0; v < MAX_VARS; v++)
        occurrences[v] = outer->state[v] != NAIVE_UNBOUND;
    for (uint32_t p = 0; p < as->n; p++) {
        const struct pattern *pattern = &as->patterns[p]->pattern;
        for (uint32_t i = 0; i < pattern->n_tests; i++) {
            for (int which = 0; which < 2; which++) {
                const int v = use_of(&pattern->tests[i], which);
                const uint32_t field = pattern->tests[i].field;
                if (v < 0)
                    continue;
                const struct naive_fact *f = as->facts[p];
                occurrences[v]++;
                if (f == NULL || !(f->known >> field & 1)) {
                    unknown |= 1u << v;
                    continue;
                }
                if (env->state[v] == NAIVE_BOUND) {
                    if (!value_equal(f->kind->fields[field].type, env->values[v],
                                     f->slots[field]))
                        return FALSE_;
                } else if (env->state[v] == NAIVE_UNBOUND) {
                    env->state[v] = NAIVE_BOUND;
                    env->values[v] = f->slots[field];
                }
            }
        }
    }
    for (uint32_t v = 0; v < MAX_VARS; v++) {
        if (env->state[v] == NAIVE_UNBOUND && occurrences[v] > 0)
            env->state[v] = NAIVE_NOTHING;
        if (occurrences[v] > 1 && ((unknown >> v & 1) || env->state[v] == NAIVE_NOTHING))
            value = UNKNOWN_;
    }
    return value;
}

static bool fixed(const struct pattern *p, uint32_t field, const struct naive_env *env,
                  union value *out)
{
    for (uint32_t i = 0; i < p->n_tests; i++) {
        const struct test *t = &p->tests[i];
        if (t->field != field)
            continue;
        if (t->op == TEST_EQUAL && !t->negated && operand(&t->a, env, out))
            return true;
        const struct operand bound = {.var = t->bind};
        if (t->bind >= 0 && operand(&bound, env, out))
            return true;
    }
    return false;
}

static bool is_closed(const struct naive *n, const struct pattern *p, const struct naive_env *env)
{
    const struct kind *k = p->kind;
    union value v;
    if (k->closed)
        return true;
    for (uint32_t i = 0; i < n->n_markers; i++) {
        bool covers = n->markers[i].kind == k;
        for (uint32_t f = 0; f < k->n_fields && covers; f++)
            if (n->markers[i].mask >> f & 1)
                covers = fixed(p, f, env, &v) &&
                         value_equal(k->fields[f].type, v, n->markers[i].values[f]);
        if (covers)
            return true;
    }
    if (!k->has_key)
        return false;
    for (uint32_t i = 0; i < n->n_facts; i++) {
        const struct naive_fact *f = &n->facts[i];
        bool is_it = f->alive && !f->stale && f->kind == k;
        for (uint32_t x = 0; x < k->n_fields && is_it; x++)
            if (k->key_mask >> x & 1)
                is_it = fixed(p, x, env, &v) && (f->known >> x & 1) &&
                        value_equal(k->fields[x].type, v, f->slots[x]);
        if (is_it)
            return true;
    }
    return false;
}

/* --- conditions that look at more than one fact -------------------------------------------------------- */

static enum truth exists(struct naive *n, const struct condition *const *leaves, uint32_t n_leaves,
                         const struct naive_env *outer);

static enum truth exists_any(struct naive *n, const struct condition *c,
                             const struct naive_env *outer)
{
    struct variants *vs = no_variants();
    enum truth value = FALSE_;
    expand(c, vs);
    for (uint32_t v = 0; v < vs->n; v++) {
        const enum truth x =
            exists(n, (const struct condition *const *)vs->leaves[v], vs->n_leaves[v], outer);
        value = x > value ? x : value;
    }
    free(vs);
    return value;
}

struct tally {
    uint32_t n, maybe, valued;
    union value values[NAIVE_FACTS];
    bool closed;
};

static void count(struct naive *n, const struct condition *c, const struct naive_env *outer,
                  struct tally *t)
{
    for (uint32_t i = 0; i < n->n_facts; i++) {
        const struct naive_fact *f = &n->facts[i];
        struct assignment as = {.patterns = {c}, .facts = {f}, .n = 1};
        struct naive_env env;
        if (!f->alive || f->stale || f->kind != c->pattern.kind)
            continue;
        enum truth v = bind(&as, outer, &env);
        for (uint32_t x = 0; x < c->pattern.n_tests; x++) {
            const struct test *test = &c->pattern.tests[x];
            if (use_of(test, 0) < 0)
                v = minimum(v, test_value(test, f, &env));
        }
        t->n += v == TRUE_;
        t->maybe += v == UNKNOWN_;
        if (v == TRUE_ && c->op != COND_COUNT && (f->known >> c->field & 1))
            t->values[t->valued++] = f->slots[c->field];
    }
    t->closed = is_closed(n, &c->pattern, outer);
}

static union value result_of(const struct condition *c, const struct tally *t)
{
    union value r = {.i = 0};
    const enum field_type type = c->result_type;
    if (c->op == COND_COUNT)
        r.i = t->n;
    for (uint32_t i = 0; i < t->valued; i++) {
        bool first = true;
        for (uint32_t j = 0; j < i; j++)
            first = first && !value_equal(FIELD_INTEGER, t->values[i], t->values[j]);
        if (c->op == COND_DISTINCT)
            r.i += first;
        else if (c->op == COND_SUM)
            r.i += t->values[i].i;
        else if (i == 0 || (c->op == COND_MIN ? rsv__value_compare(type, t->values[i], r) < 0
                                              : rsv__value_compare(type, t->values[i], r) > 0))
            r = t->values[i];
    }
    return r;
}

/* Whether the test could still come out either way while the result moves in one direction: looked
 * at by moving it far. */
static enum truth bounded(const struct condition *c, union value now, union value a, union value b)
{
    const struct test *t = &c->result;
    bool any_true = false, any_false = false;
    for (int64_t d = 0; d <= 1000; d++) {
        union value v = {.i = c->op == COND_MIN ? now.i - d : now.i + d};
        if (rsv__test_holds(t, c->result_type, v, a, b, 0))
            any_true = true;
        else
            any_false = true;
    }
    return any_true && any_false ? UNKNOWN_ : any_true ? TRUE_ : FALSE_;
}

static enum truth aggregate(struct naive *n, const struct condition *c, struct naive_env *env)
{
    struct tally *t = calloc(1, sizeof *t);
    union value a = {0}, b = {0};
    count(n, c, env, t);
    const bool exact =
        t->closed && t->maybe == 0 && (c->op == COND_COUNT || t->valued == t->n);
    const bool extreme = c->op == COND_MIN || c->op == COND_MAX;
    const union value r = result_of(c, t);
    const bool empty = extreme && t->valued == 0;
    free(t);
    enum truth value;
    if (empty)
        value = exact ? FALSE_ : UNKNOWN_;
    else if (c->result.op == TEST_ANY)
        value = exact || c->op == COND_COUNT ? TRUE_ : UNKNOWN_;
    else if (!operand(&c->result.a, env, &a) || !operand(&c->result.b, env, &b))
        value = UNKNOWN_;
    else if (exact)
        value = rsv__test_holds(&c->result, c->result_type, r, a, b, 0) ? TRUE_ : FALSE_;
    else
        value = c->op == COND_SUM ? UNKNOWN_ : bounded(c, r, a, b);
    const int var = c->result.bind;
    if (var < 0)
        return value;
    if (value != TRUE_) { /* the variable is there, its value isn't known */
        if (env->state[var] == NAIVE_UNBOUND)
            env->state[var] = NAIVE_NOTHING;
        return value;
    }
    if (env->state[var] == NAIVE_NOTHING)
        return UNKNOWN_;
    if (env->state[var] == NAIVE_BOUND)
        return env->values[var].i == r.i ? TRUE_ : exact ? FALSE_ : UNKNOWN_;
    env->state[var] = NAIVE_BOUND;
    env->values[var] = r;
    return TRUE_;
}

static enum truth filter(struct naive *n, const struct condition *c, struct naive_env *env)
{
    struct condition inner = *c;
    switch (c->op) {
    case COND_NONE:
        inner.op = COND_SOME;
        return truth_not(exists_any(n, &inner, env));
    case COND_NOT:
        inner.op = COND_ALL;
        return truth_not(exists_any(n, &inner, env));
    case COND_UNLESS:
        inner.op = COND_ALL;
        return exists_any(n, &inner, env) == TRUE_ ? FALSE_ : TRUE_;
    case COND_WHERE:
        return n->where(c->function, env);
    default:
        return aggregate(n, c, env);
    }
}

/* The value of all leaves under one assignment; *env gets the variables. */
static enum truth judge(struct naive *n, const struct assignment *as,
                        const struct condition *const *leaves, uint32_t n_leaves,
                        const struct naive_env *outer, struct naive_env *env)
{
    enum truth value = bind(as, outer, env);
    for (uint32_t p = 0; p < as->n && value != FALSE_; p++) {
        const struct pattern *pattern = &as->patterns[p]->pattern;
        if (as->facts[p] == NULL) {
            value = is_closed(n, pattern, env) ? FALSE_ : minimum(value, UNKNOWN_);
            continue;
        }
        for (uint32_t i = 0; i < pattern->n_tests; i++)
            if (use_of(&pattern->tests[i], 0) < 0)
                value = minimum(value, test_value(&pattern->tests[i], as->facts[p], env));
    }
    for (int pass = 0; pass < 3; pass++) { /* aggregates bind; where comes last */
        for (uint32_t i = 0; i < n_leaves && value != FALSE_; i++) {
            const enum condition_op op = leaves[i]->op;
            const int turn = is_aggregate(op) ? 0 : op == COND_WHERE ? 2 : 1;
            if (op != COND_SOME && turn == pass)
                value = minimum(value, filter(n, leaves[i], env));
        }
    }
    return value;
}

typedef void judged_fn(void *user, const struct assignment *as, const struct naive_env *env);

/* Try every combination; the greatest value.  `each` gets those that are TRUE, with real facts. */
static enum truth try_all(struct naive *n, struct assignment *as, uint32_t at, bool imagine,
                          const struct condition *const *leaves, uint32_t n_leaves,
                          const struct naive_env *outer, judged_fn *each, void *user)
{
    enum truth best = FALSE_;
    if (at == as->n) {
        struct naive_env env;
        if (n->work++ > NAIVE_WORK) {
            n->full = true;
            return FALSE_;
        }
        best = judge(n, as, leaves, n_leaves, outer, &env);
        if (best == TRUE_ && each != NULL)
            each(user, as, &env);
        return best;
    }
    for (uint32_t i = 0; i <= n->n_facts; i++) {
        if (i == n->n_facts ? !imagine
                            : !n->facts[i].alive || n->facts[i].stale ||
                                  n->facts[i].kind != as->patterns[at]->pattern.kind)
            continue;
        as->facts[at] = i == n->n_facts ? NULL : &n->facts[i];
        const enum truth v =
            try_all(n, as, at + 1, imagine, leaves, n_leaves, outer, each, user);
        best = v > best ? v : best;
    }
    return best;
}

static struct assignment patterns_of(struct naive *n, const struct condition *const *leaves,
                                     uint32_t n_leaves)
{
    struct assignment as = {.n = 0};
    for (uint32_t i = 0; i < n_leaves; i++) {
        if (leaves[i]->op != COND_SOME)
            continue;
        if (as.n == NAIVE_PATTERNS)
            n->full = true;
        else
            as.patterns[as.n++] = leaves[i];
    }
    return as;
}

static enum truth exists(struct naive *n, const struct condition *const *leaves, uint32_t n_leaves,
                         const struct naive_env *outer)
{
    struct assignment as = patterns_of(n, leaves, n_leaves);
    return try_all(n, &as, 0, true, leaves, n_leaves, outer, NULL, NULL);
}

enum truth naive_value(struct naive *n, const struct formula *formula)
{
    const struct naive_env none = {.state = {0}};
    return exists_any(n, formula->root, &none);
}

/* --- the conflict set -------------------------------------------------------------------------------------- */

struct finder {
    struct naive *n;
    uint32_t rule, variant;
    void (*found)(struct naive *n, const struct naive_inst *inst, void *user);
    void *user;
};

static void collect(void *user, const struct assignment *as, const struct naive_env *env)
{
    struct finder *c = user;
    struct naive_inst inst = {.rule = c->rule, .variant = c->variant, .n = as->n, .env = *env};
    for (uint32_t i = 0; i < as->n; i++)
        inst.serials[i] = as->facts[i]->serial;
    c->found(c->n, &inst, c->user);
}

static void each_instantiation(struct naive *n,
                               void (*found)(struct naive *n, const struct naive_inst *inst,
                                             void *user),
                               void *user)
{
    const struct naive_env none = {.state = {0}};
    for (uint32_t r = 0; r < n->book->n_rules; r++) {
        struct variants *vs = no_variants();
        if (n->accepted[r])
            expand(n->book->rules[r]->when.root, vs);
        for (uint32_t v = 0; v < vs->n; v++) {
            const struct condition *const *leaves = (const struct condition *const *)vs->leaves[v];
            struct assignment as = patterns_of(n, leaves, vs->n_leaves[v]);
            struct finder c = {n, r, v, found, user};
            try_all(n, &as, 0, false, leaves, vs->n_leaves[v], &none, collect, &c);
        }
        free(vs);
    }
}

/* The same facts, and the same results of aggregates. */
static bool same_inst(const struct naive_inst *a, const struct naive_inst *b)
{
    if (a->rule != b->rule || a->variant != b->variant || a->n != b->n ||
        memcmp(a->serials, b->serials, a->n * sizeof a->serials[0]) != 0)
        return false;
    for (uint32_t v = 0; v < MAX_VARS; v++)
        if (a->env.state[v] != b->env.state[v] ||
            (a->env.state[v] == NAIVE_BOUND && a->env.values[v].i != b->env.values[v].i))
            return false;
    return true;
}

static struct naive_inst *find_fired(struct naive *n, const struct naive_inst *inst)
{
    for (uint32_t i = 0; i < n->n_fired; i++)
        if (same_inst(&n->fired[i], inst))
            return &n->fired[i];
    return NULL;
}

static void mark_seen(struct naive *n, const struct naive_inst *inst, void *user)
{
    struct naive_inst *f = find_fired(n, inst);
    (void)user;
    if (f != NULL)
        f->seen = true;
}

/* --- derived facts ---------------------------------------------------------------------------------------------- */

bool naive_makes(const struct naive *n, const struct naive_inst *inst, const struct naive_fact *f)
{
    const struct rule *r = n->book->rules[inst->rule];
    for (uint32_t d = 0; d < r->n_derive && d < inst->made; d++) {
        const struct fact_template *t = &r->derive[d];
        bool same = t->kind == f->kind && !f->stale;
        for (uint32_t i = 0; same && i < t->kind->n_fields; i++) {
            union value v;
            const bool known = (t->mask >> i & 1) && operand(&t->slots[i], &inst->env, &v);
            same = known == (f->known >> i & 1) &&
                   (!known || value_equal(t->kind->fields[i].type, v, f->slots[i]));
        }
        if (same)
            return true;
    }
    return false;
}

/* Facts that a chain of fired instantiations leads to from given ones. */
static void ground(struct naive *n, bool *grounded)
{
    for (uint32_t i = 0; i < n->n_facts; i++)
        grounded[i] = n->facts[i].alive && n->facts[i].given;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t x = 0; x < n->n_fired; x++) {
            const struct naive_inst *inst = &n->fired[x];
            bool rests = true;
            for (uint32_t s = 0; s < inst->n && rests; s++) {
                const struct naive_fact *f = naive_find(n, inst->serials[s]);
                rests = f != NULL && grounded[f - n->facts];
            }
            for (uint32_t i = 0; rests && i < n->n_facts; i++) {
                if (!n->facts[i].alive || grounded[i] || !naive_makes(n, inst, &n->facts[i]))
                    continue;
                grounded[i] = changed = true;
            }
        }
    }
}

/* How many facts nothing grounds, although each has an instantiation over such facts that makes it. */
static uint32_t in_circles(struct naive *n, const bool *grounded)
{
    bool up[NAIVE_FACTS];
    uint32_t count = 0;
    for (uint32_t i = 0; i < n->n_facts; i++)
        up[i] = n->facts[i].alive;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < n->n_facts; i++) {
            bool made = n->facts[i].given;
            for (uint32_t x = 0; up[i] && x < n->n_fired && !made; x++) {
                const struct naive_inst *inst = &n->fired[x];
                made = naive_makes(n, inst, &n->facts[i]);
                for (uint32_t s = 0; s < inst->n && made; s++) {
                    const struct naive_fact *f = naive_find(n, inst->serials[s]);
                    made = f != NULL && up[f - n->facts];
                }
            }
            changed = changed || (up[i] && !made);
            up[i] = up[i] && made;
        }
    }
    for (uint32_t i = 0; i < n->n_facts; i++)
        count += up[i] && !grounded[i];
    return count;
}

/* Its facts are all there, but its filters failed or give another result. */
static void note_lapse(struct naive *n, const struct naive_inst *inst)
{
    for (uint32_t i = 0; i < inst->n; i++)
        if (naive_find(n, inst->serials[i]) == NULL)
            return;
    n->lapsed[n->n_lapsed++ % NAIVE_LAPSED] = *inst;
}

static bool has_lapsed(const struct naive *n, const struct naive_inst *inst)
{
    for (uint32_t i = 0; i < n->n_lapsed && i < NAIVE_LAPSED; i++)
        if (n->lapsed[i].rule == inst->rule && n->lapsed[i].variant == inst->variant &&
            memcmp(n->lapsed[i].serials, inst->serials, inst->n * sizeof inst->serials[0]) == 0)
            return true;
    return false;
}

/* After a change: instantiations that no longer hold are forgotten, and facts that nothing supports go,
 * until nothing changes. */
static void settle(struct naive *n)
{
    for (bool changed = true; changed;) {
        bool grounded[NAIVE_FACTS];
        changed = false; /* by the death of facts */
        for (uint32_t i = 0; i < n->n_fired; i++)
            n->fired[i].seen = false;
        each_instantiation(n, mark_seen, NULL);
        for (uint32_t i = 0; i < n->n_fired;) {
            if (n->fired[i].seen) {
                i++;
                continue;
            }
            note_lapse(n, &n->fired[i]);
            n->fired[i] = n->fired[--n->n_fired];
        }
        ground(n, grounded);
        for (uint32_t i = 0; i < n->n_facts; i++) {
            if (!n->facts[i].alive || grounded[i])
                continue;
            if (!changed)
                n->circles += in_circles(n, grounded);
            n->facts[i].alive = false;
            changed = true;
        }
        for (uint32_t i = 0; i < n->n_facts; i++) { /* who is still derived? */
            n->facts[i].derived = false;
            for (uint32_t x = 0; x < n->n_fired && n->facts[i].alive; x++)
                n->facts[i].derived = n->facts[i].derived || naive_makes(n, &n->fired[x], &n->facts[i]);
        }
    }
}

/* --- changes ----------------------------------------------------------------------------------------------------- */

void naive_init(struct naive *n, const struct rulebook *book, const bool *accepted)
{
    memset(n, 0, sizeof *n);
    n->book = book;
    n->accepted = accepted;
}

struct naive_fact *naive_find(struct naive *n, uint32_t serial)
{
    for (uint32_t i = 0; i < n->n_facts; i++)
        if (n->facts[i].alive && n->facts[i].serial == serial)
            return &n->facts[i];
    return NULL;
}

static struct naive_fact *new_fact(struct naive *n)
{
    for (uint32_t i = 0; i < n->n_facts; i++)
        if (!n->facts[i].alive)
            return &n->facts[i];
    if (n->n_facts == NAIVE_FACTS) {
        n->full = true;
        return &n->facts[0];
    }
    return &n->facts[n->n_facts++];
}

static uint32_t add(struct naive *n, const struct kind *kind, uint32_t known, const union value *slots,
                    bool given, bool stale)
{
    struct naive_fact *f = new_fact(n);
    *f = (struct naive_fact){.alive = true, .given = given, .derived = !given, .stale = stale, .kind = kind,
                             .serial = ++n->serial, .known = known};
    for (uint32_t i = 0; i < kind->n_fields; i++)
        if (known >> i & 1)
            f->slots[i] = slots[i];
    return f->serial;
}

/* A fact that is derived, but not given. */
static struct naive_fact *find_derived(struct naive *n, const struct kind *kind, uint32_t known,
                                       const union value *slots)
{
    for (uint32_t i = 0; i < n->n_facts; i++) {
        struct naive_fact *f = &n->facts[i];
        bool same = f->alive && !f->given && f->kind == kind && f->known == known;
        for (uint32_t k = 0; same && k < kind->n_fields; k++)
            same = !(known >> k & 1) || value_equal(kind->fields[k].type, f->slots[k], slots[k]);
        if (same)
            return f;
    }
    return NULL;
}

uint32_t naive_add(struct naive *n, const struct kind *kind, uint32_t known,
                   const union value *slots, bool stale)
{
    struct naive_fact *there = stale ? NULL : find_derived(n, kind, known, slots);
    if (there != NULL) {
        there->given = true;
        return there->serial;
    }
    const uint32_t serial = add(n, kind, known, slots, true, stale);
    settle(n);
    return serial;
}

void naive_remove(struct naive *n, uint32_t serial)
{
    struct naive_fact *f = naive_find(n, serial);
    f->given = false;
    settle(n);
}

void naive_mark(struct naive *n, const struct naive_marker *marker)
{
    if (n->n_markers == NAIVE_MARKERS)
        n->full = true;
    else
        n->markers[n->n_markers++] = *marker;
    settle(n);
}

/* --- firing ---------------------------------------------------------------------------------------------------------- */

static int by_serial(const void *x, const void *y)
{
    const uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a > b ? -1 : a < b;
}

static bool fires_before(const struct naive *n, const struct naive_inst *a,
                         const struct naive_inst *b)
{
    const struct rule *r = n->book->rules[a->rule], *s = n->book->rules[b->rule];
    uint32_t x[NAIVE_PATTERNS], y[NAIVE_PATTERNS];
    if (r->salience != s->salience)
        return r->salience > s->salience;
    memcpy(x, a->serials, sizeof x);
    memcpy(y, b->serials, sizeof y);
    qsort(x, a->n, sizeof *x, by_serial);
    qsort(y, b->n, sizeof *y, by_serial);
    for (uint32_t i = 0; i < a->n && i < b->n; i++)
        if (x[i] != y[i])
            return x[i] > y[i];
    if (a->n != b->n)
        return a->n > b->n;
    if (a->rule != b->rule)
        return r->order < s->order;
    if (a->variant != b->variant)
        return a->variant < b->variant;
    for (uint32_t i = 0; i < a->n; i++)
        if (a->serials[i] != b->serials[i])
            return a->serials[i] > b->serials[i];
    return false;
}

struct best {
    struct naive_inst inst;
    bool any;
};

static void keep_best(struct naive *n, const struct naive_inst *inst, void *user)
{
    struct best *b = user;
    if (find_fired(n, inst) != NULL || (b->any && !fires_before(n, inst, &b->inst)))
        return;
    b->inst = *inst;
    b->any = true;
}

static void derive(struct naive *n, const struct naive_inst *inst)
{
    const struct rule *r = n->book->rules[inst->rule];
    for (uint32_t d = 0; d < r->n_derive; d++) {
        const struct fact_template *t = &r->derive[d];
        union value slots[NAIVE_FIELDS] = {{0}};
        uint32_t known = 0;
        bool there = false;
        for (uint32_t i = 0; i < t->kind->n_fields; i++)
            if ((t->mask >> i & 1) && operand(&t->slots[i], &inst->env, &slots[i]))
                known |= 1u << i;
        struct naive_inst *fired = find_fired(n, inst);
        if (fired == NULL)
            return; /* what it derived has made it false */
        fired->made = d + 1;
        for (uint32_t i = 0; i < n->n_facts && !there; i++) {
            const struct naive_fact *f = &n->facts[i];
            there = f->alive && !f->stale && f->kind == t->kind && f->known == known;
            for (uint32_t k = 0; there && k < t->kind->n_fields; k++)
                there = !(known >> k & 1) ||
                        value_equal(t->kind->fields[k].type, f->slots[k], slots[k]);
        }
        if (!there)
            add(n, t->kind, known, slots, false, false);
        settle(n);
    }
}

bool naive_fire(struct naive *n, struct naive_inst *out)
{
    struct best b = {.any = false};
    each_instantiation(n, keep_best, &b);
    if (!b.any)
        return false;
    if (n->n_fired == NAIVE_FIRED) {
        n->full = true;
        return false;
    }
    n->refired += has_lapsed(n, &b.inst);
    n->fired[n->n_fired++] = b.inst;
    *out = b.inst;
    const struct rule *r = n->book->rules[b.inst.rule];
    if (r->n_derive > 0)
        derive(n, &b.inst);
    else
        n->act(n, r, &b.inst);
    return true;
}
