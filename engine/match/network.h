/* SPDX-License-Identifier: MIT
 * network.h - the compiled, immutable form of all patterns.
 *
 * A formula becomes a group: its variants (disjunctive normal form), each a conjunction of
 * positive patterns, which facts match, and filters, which must be true of the match.
 * Every pattern rests on an alpha: one kind and a set of tests on constants, shared by all
 * patterns that ask the same.  An index groups an alpha's facts by some of their fields, so
 * that a join is one look-up.  A plan says in which order the patterns of a conjunction are
 * joined from a given start, and which index serves each step.
 *
 * A trigger leads from an alpha back to the productions (rule variants) that a fact in it
 * concerns: as a start of matches, or as something that a filter looks at.
 *
 * Nothing here is written to after compilation, so threads share it.
 */
#ifndef RSV_MATCH_NETWORK_H
#define RSV_MATCH_NETWORK_H

#include "base/arena.h"
#include "model/rule.h"

enum {
    NO_INDEX = UINT32_MAX,
    NO_PATTERN = UINT8_MAX,
    NO_FIELD = UINT8_MAX,
    NO_SLOT = UINT8_MAX,
    MAX_SLOTS = 16,
    MAX_PATTERNS = 32,
    MAX_VARIANTS = 64
};

/* A test on a constant, as a fact's bytes are compared. */
enum quick_op { QUICK_SAME /* four bytes */, QUICK_WORDS /* four, one of several */, QUICK_RANGE /* eight */, QUICK_NO };
struct quick_test {
    enum quick_op op; /* QUICK_NO: ask alpha.tests */
    uint16_t at;      /* byte offset in the fact */
    bool negated;
    uint32_t n;       /* WORDS */
    union {
        uint32_t same;
        const uint32_t *words;
        struct {
            int64_t low, high;
        } range;
    } is;
};

struct alpha {
    const struct kind *kind;
    const struct test **tests; /* with constant operands only */
    const struct quick_test *quick; /* the same */
    uint32_t n_tests;
    uint32_t fields;     /* mask of those tested */
    uint32_t key_fields; /* mask of those that its indexes look at */
    uint32_t first_index; /* chain through index.next; NO_INDEX: nobody looks its facts up, and nothing is kept of them */
    const struct trigger *starts;  /* a fact that matches may start matches of these */
    const struct trigger *filters; /* a fact that matches, or might, concerns these */
};

struct index {
    uint32_t alpha;
    uint32_t next; /* index of the same alpha, or NO_INDEX */
    uint32_t n_keys; /* 0: a plain list of the alpha's facts */
    const uint8_t *keys; /* fields */
    uint32_t fields;     /* mask of keys and order */
    uint8_t slot;        /* which of its kind's different keys this is: for those that many indexes have; NO_SLOT */
    uint8_t order;       /* the facts of a key are sorted by this field; NO_FIELD: hashed, newest first */
    uint32_t link; /* where a fact has its neighbours in the bucket: byte offset */
};

/* A field and the variable that it equals. */
struct use {
    uint8_t field, var;
};

struct cpattern {
    const struct pattern *source;
    uint32_t alpha;
    const struct use *uses;
    uint32_t n_uses;
    const struct test **var_tests; /* tests other than equality with a variable */
    uint32_t n_var_tests;
    uint32_t vars; /* mask of the variables in uses */
};

enum filter_op { FILTER_NOT, FILTER_UNLESS, FILTER_AGGREGATE, FILTER_WHERE };

struct filter {
    enum filter_op op;
    const struct group *group;       /* NOT, UNLESS */
    const struct condition *source;  /* AGGREGATE, WHERE */
    const struct formula *formula;   /* whose variables these are */
    const struct cpattern *pattern;  /* AGGREGATE */
    uint32_t index;                  /* AGGREGATE: by the outer variables, or a list */
    uint32_t n_keys;                 /* of that index: the first uses of the pattern */
    uint32_t mentions;               /* mask of variables */
    uint32_t needs;                  /* those of them from outside, which must be settled first */
    int bind;                        /* AGGREGATE: variable that takes the result, or -1 */
    uint32_t id;                     /* WHERE: among those of the network */
};

struct check { /* a test whose left side is a pattern already placed */
    uint8_t pattern;
    const struct test *test;
};

struct plan_step {
    uint8_t pattern; /* NO_PATTERN: only checks and filters, before the first pattern */
    uint32_t index;
    uint32_t n_keys; /* of the index: values of key_vars */
    const uint8_t *key_vars;
    const struct use *binds; /* first uses of variables here */
    uint32_t n_binds;
    const struct use *equals; /* second uses within this pattern */
    uint32_t n_equals;
    const struct check *checks;
    uint32_t n_checks;
    const uint8_t *filters;
    uint32_t n_filters;
    bool multiplies; /* no key leads to the next pattern: all its facts are tried, unless a predicate fails before */
    uint32_t ordered;              /* index whose end tells whether any fact passes `order_test`, or NO_INDEX */
    const struct test *order_test; /* one of checks */
};

struct plan {
    const struct plan_step *steps;
    uint32_t n_steps;
    const struct plan *others; /* where no key leads to the first pattern: the same from each other one of these */
    uint32_t n_others;
};

struct conjunction {
    const struct cpattern *patterns;
    uint32_t n_patterns;
    const struct filter *filters;
    uint32_t n_filters;
    struct plan plan;         /* from nothing, or from the outer variables */
    const struct plan *seeded; /* by pattern: from a fact that matches it; productions only */
};

struct group {
    const struct formula *formula;
    const struct conjunction *variants;
    uint32_t n_variants;
    uint32_t kinds; /* how many kinds it looks at */
    const struct kind **kind_list;
};

struct production { /* one variant of one rule */
    const struct rule *rule;
    const struct group *group;
    const struct conjunction *body;
    uint32_t id;
    uint32_t level; /* of its salience in network.saliences */
    bool remembers; /* instantiations outlive their firing: filters or derived facts */
    bool is_plain;  /* one pattern, each variable once, and nothing else: a fact in its alpha is a match */
};

/* Where another pattern's fact must be found by values of the fact that starts. */
struct partner {
    uint32_t index;
    const uint8_t *fields; /* of the fact that starts: the index's keys */
    uint32_t n, mask;      /* of fields */
    uint8_t slot;
};

struct trigger {
    const struct production *production;
    uint8_t pattern; /* the positive pattern it matches, or NO_PATTERN for a filter's */
    const struct use *binds; /* filter: outer variables that the fact settles */
    uint32_t n_binds;
    const uint32_t *gates; /* alphas without which nothing comes of it: start: those of the other patterns, but
                              for kinds that the fact is of itself; filter: of all patterns */
    uint32_t n_gates;
    const struct partner *partners; /* start: without each of which nothing comes of it */
    uint32_t n_partners;
    struct plan plan; /* filter: all positive patterns, from those variables */
    bool only_ends;   /* filter: a fact that comes makes no match, it can only end some */
    const struct trigger *next;
    const struct trigger *skip; /* start: the next whose first gate is another */
};

/* Alphas of one kind, most of them found by the value of one field. */
struct dispatch {
    int field; /* -1: no such field */
    uint32_t mask; /* buckets - 1 */
    const uint32_t *const *buckets; /* alphas, each list ended by NO_INDEX */
    const uint32_t *others;   /* alphas to try always, ended by NO_INDEX */
    bool has_indexes, has_filters; /* some alpha has */
};

/* How a fact of a kind lies in memory: the head, the values of its fields, its links in indexes. */
struct layout {
    uint32_t size;    /* of all */
    uint32_t symbols; /* mask of fields: the id of a symbol, four bytes */
    uint32_t numbers; /* mask: floating point, eight bytes */
    uint32_t wide;    /* mask: eight bytes; the rest are booleans of four */
    uint16_t at[MAX_FIELDS]; /* byte offset */
};

struct network {
    struct arena *arena; /* borrowed */
    const struct kind *const *kinds;
    uint32_t n_kinds;
    struct alpha *alphas;
    uint32_t n_alphas;
    struct index *indexes;
    uint32_t n_indexes;
    uint32_t n_wheres;
    struct production *productions;
    uint32_t n_productions;
    const struct group **rules;    /* by rule; NULL where a rule has no group */
    const struct group **outcomes; /* by outcome, evidence after evidence */
    struct dispatch *dispatch;     /* by kind */
    struct layout *layouts;        /* by kind */
    const struct trigger **kind_filters; /* by kind: filters that any fact of it concerns, because its
                                            mere presence answers for its key */
    const struct production **unstarted; /* productions without positive patterns */
    uint32_t n_unstarted;
    const int *saliences; /* the distinct ones, greatest first */
    uint32_t n_levels;
    bool *kind_is_derived; /* by kind: some rule derives such facts */
    bool *kind_is_cyclic; /* by kind: its derived facts may support each other in a circle */
};

#endif
