/* SPDX-License-Identifier: MIT
 * condition.h - conditions as the author wrote them, with names resolved.
 *
 * A condition is a tree.  The network compiles it into its own form (match/compile.h);
 * this one is kept for explaining, for "what would have to be true", and for checking.
 */
#ifndef RSV_MODEL_CONDITION_H
#define RSV_MODEL_CONDITION_H

#include "model/kind.h"

enum { MAX_VARS = 32 }; /* of one rule or outcome: bound variables are one mask */

enum test_op {
    TEST_ANY, /* no test: the field is only bound to a variable */
    TEST_EQUAL,
    TEST_BELOW,
    TEST_AT_MOST,
    TEST_ABOVE,
    TEST_AT_LEAST,
    TEST_BETWEEN, /* a <= x <= b */
    TEST_ONE_OF,
    TEST_LIKE,
    TEST_WITHIN /* |x - b| <= a; without a variable b is now, and x may not be later */
};

struct operand {
    int var; /* index of a variable, or -1: `value` */
    union value value;
};

struct test {
    enum test_op op;
    bool negated; /* is_not(...) around it; unknown stays unknown */
    uint32_t field;
    struct operand a, b;
    struct sym *const *words; /* TEST_ONE_OF over texts */
    const union value *values; /* TEST_ONE_OF over numbers */
    uint32_t n_words;
    const char *glob;
    int bind; /* variable that takes the field's value, or -1 */
};

/* Member `i` of a list over values of this type. */
static inline union value test_member(const struct test *t, enum field_type type, uint32_t i)
{
    return is_symbolic(type) ? (union value){.s = t->words[i]} : t->values[i];
}

struct pattern {
    const struct kind *kind;
    const struct test *tests; /* by field */
    uint32_t n_tests;
    int line;
};

enum condition_op {
    COND_SOME,
    COND_NONE,
    COND_COUNT,
    COND_SUM,
    COND_MIN,
    COND_MAX,
    COND_DISTINCT,
    COND_ALL,
    COND_ANY,
    COND_NOT,
    COND_UNLESS,
    COND_WHERE
};

struct condition {
    enum condition_op op;
    struct pattern pattern;       /* SOME to DISTINCT */
    uint32_t field;               /* SUM to DISTINCT: the field aggregated */
    struct test result;           /* COUNT to DISTINCT: a test on the result */
    enum field_type result_type;  /* COUNT to DISTINCT */
    const struct condition *const *children; /* ALL to UNLESS */
    uint32_t n_children;
    uint32_t function; /* WHERE: number of the Lua function in the ruleset */
    int first_var;     /* WHERE: the variable that the function reads before all others, or -1: not known */
    int line;
};

/* The conditions of one rule or outcome, and its variables. */
struct formula {
    const struct condition *root; /* COND_ALL */
    const char *const *vars; /* names */
    const enum field_type *var_types;
    uint32_t n_vars;
};

static inline bool is_aggregate(enum condition_op op)
{
    return op >= COND_COUNT && op <= COND_DISTINCT;
}

/* One test on a value by itself (its operands are constants), as the alpha network and the
 * naive matcher both need it.  `now` is the session's clock. */
bool rsv__test_holds(const struct test *t, enum field_type type, union value v, union value a,
                     union value b, int64_t now);

/* Mark the kinds that the condition looks at; `kinds` is by index. */
void rsv__condition_kinds(const struct condition *c, bool *kinds);

/* "state is one of closed, filtered": for explanations. */
void rsv__test_format(const struct test *t, const struct field *f, const struct formula *formula,
                      struct buf *out);
void rsv__pattern_format(const struct pattern *p, const struct formula *formula, struct buf *out);

#endif
