/* SPDX-License-Identifier: MIT
 * rule.h - rules, evidence, examples: what rule files declare, as plain data. */
#ifndef RSV_MODEL_RULE_H
#define RSV_MODEL_RULE_H

#include "model/condition.h"

enum { NO_FUNCTION = UINT32_MAX };

/* A fact to derive: one operand per field in `mask`. */
struct fact_template {
    const struct kind *kind;
    uint32_t mask;
    const struct operand *slots; /* by field; only those in mask are filled */
};

enum change_op { CHANGE_ASSERT, CHANGE_RETRACT, CHANGE_MODIFY };

/* One change of an action that is a list. */
struct effect {
    enum change_op op;
    uint32_t fact; /* RETRACT, MODIFY: number of the matched fact, from 0 */
    struct fact_template with; /* ASSERT: all of it, MODIFY: the new values; RETRACT: the kind only */
};

struct rule {
    const char *name;
    struct formula when;
    const struct fact_template *derive;
    uint32_t n_derive;
    uint32_t action; /* number of the Lua function, or NO_FUNCTION */
    const struct effect *effects; /* the action, where it is a list */
    uint32_t n_effects;
    int salience;
    uint32_t order; /* of declaration: breaks ties */
    const char *say; /* NULL: none */
    struct place at;
};

struct outcome {
    const char *name;
    struct formula when;
    const char *say; /* NULL: the outcome's name */
    struct place at;
};

/* P(outcome | cause) in hundredths; the rest to 100 is "none of these". */
struct seen_row {
    const char *cause; /* slug; "other" is always there */
    const double *percent;
    const char *file; /* that declares it: `seen` may stand apart from its evidence */
};

struct evidence {
    const char *name;
    const char *about;
    const int64_t *codes; /* asked for these only */
    uint32_t n_codes;     /* 0: for all */
    const struct outcome *outcomes;
    uint32_t n_outcomes;
    const struct seen_row *rows;
    uint32_t n_rows;
    const struct seen_row *other; /* one of rows */
    const struct collector **collectors; /* that could decide it */
    uint32_t n_collectors;
    uint32_t order;
    struct place at;
};

/* A fact, or a `complete` marker, as an example gives it. */
struct given {
    const struct kind *kind;
    bool complete;
    uint32_t mask;         /* fields with a value */
    uint32_t unknown_mask; /* fields that are there, but unknown */
    union value *values;   /* by field */
    int64_t observed;      /* INT64_MIN: now */
};

struct expected_outcome {
    const char *evidence, *outcome;
};

struct example {
    const char *name;
    int64_t code;     /* 0: from the text */
    const char *text; /* a pasted error, or NULL */
    int64_t now;      /* INT64_MIN: the system's clock */
    const struct given *given;
    uint32_t n_given;
    const char *top; /* NULL where nothing is expected of it; so below */
    double at_least, at_most; /* percent; < 0: not expected */
    const char *first_step;
    const char *next;
    const struct expected_outcome *outcomes;
    uint32_t n_outcomes;
    const struct given *derived;
    uint32_t n_derived;
    const struct given *not_derived;
    uint32_t n_not_derived;
    const char *input;   /* what a tool prints; then only those below count */
    const char *adapter; /* that is to read it; NULL: by content */
    const struct given *gives;
    uint32_t n_gives;
    const char *warns; /* what every problem that it reports is like; NULL: it reports none */
    struct place at;
};

static inline bool has_action(const struct rule *r)
{
    return r->action != NO_FUNCTION || r->n_effects > 0;
}

/* The kind of the fact that a rule's `some` condition number `n` (from 0) matches; NULL: there are fewer, or
 * alternatives stand before it. */
const struct kind *rsv__matched_kind(const struct formula *when, uint32_t n);

/* Whether the evidence is asked when this code is diagnosed. */
bool rsv__evidence_asks(const struct evidence *e, int64_t code);
const struct seen_row *rsv__evidence_row(const struct evidence *e, const char *cause);

#endif
