/* SPDX-License-Identifier: MIT
 * random_rules.h - random kinds, rules and formulas with every construct of the rule language, and a tally
 * of how often each was put to the test.
 */
#ifndef TESTS_SUPPORT_RANDOM_RULES_H
#define TESTS_SUPPORT_RANDOM_RULES_H

#include "match/compile.h"
#include "model/rulebook.h"

enum { N_KINDS = 4, N_FIELDS = 4, N_WORDS = 4, MAX_RULES = 6, MAX_FORMULAS = 6, RANDOM_NOW = 3 };

/* --- chance --------------------------------------------------------------------------------------- */

void random_start(uint64_t seed);
uint32_t draw(uint32_t n); /* 0 to n - 1 */
bool chance(uint32_t percent);

/* --- what occurred ---------------------------------------------------------------------------------- */

/* In how many worlds a rule with it fired, or it happened. */
#define CONSTRUCTS(X)                                                                              \
    X(SOME, "some")                                                                                \
    X(NONE, "none")                                                                                \
    X(COUNT, "count")                                                                              \
    X(SUM, "sum")                                                                                  \
    X(MIN, "min")                                                                                  \
    X(MAX, "max")                                                                                  \
    X(DISTINCT, "distinct")                                                                        \
    X(ALL, "all_of")                                                                               \
    X(ANY, "any_of")                                                                               \
    X(NOT, "is_not(condition)")                                                                    \
    X(UNLESS, "unless")                                                                            \
    X(WHERE, "where")                                                                              \
    X(NESTED_NEGATION, "negation inside negation")                                                 \
    X(EQUAL, "field equals a value")                                                               \
    X(JOIN_EQUAL, "join by equality")                                                              \
    X(ORDER, "above, at_least, below, at_most a value")                                            \
    X(JOIN_ORDER, "join by order")                                                                 \
    X(BETWEEN, "between")                                                                          \
    X(ONE_OF, "one_of")                                                                            \
    X(LIKE, "like")                                                                                \
    X(WITHIN, "within")                                                                            \
    X(JOIN_WITHIN, "within of a variable")                                                         \
    X(NOT_TEST, "is_not(test)")                                                                    \
    X(AS, "test:as")                                                                               \
    X(AS_RESULT, "aggregate:as")                                                                   \
    X(RESULT_OF_VAR, "aggregate compared with a variable")                                         \
    X(SALIENCE, "salience")                                                                        \
    X(SEVERAL_PATTERNS, "three patterns or more")                                                  \
    X(DERIVE, "derive")                                                                            \
    X(DERIVE_TWO, "derive two facts")                                                              \
    X(EARLY_WHERE, "where asked before all patterns have facts")                                   \
    X(ACTION_ASSERT, "action asserts")                                                             \
    X(ACTION_RETRACT, "action retracts")                                                           \
    X(ACTION_MODIFY, "action modifies")                                                            \
    X(MODIFY_IN_PLACE, "action modifies in place")                                                 \
    X(SUPPORT_LOST, "derived fact went with its support")                                          \
    X(CHAIN_LOST, "... and took one with it that rested on it")                                    \
    X(CIRCLE_CUT, "facts that only supported each other went")                                     \
    X(SUPPORT_KEPT, "given fact taken back that is derived, too")                                  \
    X(GATE_OPENED, "first fact of the one empty pattern")                                          \
    X(BEST_MATCH, "best of many matches of one fact fired, others waiting")                        \
    X(REFIRED, "fired again for the same facts and another result")                                \
    X(LIMIT, "limit on firings reached, more waiting")                                             \
    X(UNKNOWN_FIELD, "fact lacks a field")                                                         \
    X(STALE, "stale fact")                                                                         \
    X(MARKER, "complete marker")                                                                   \
    X(IS_TRUE, "formula true")                                                                     \
    X(IS_FALSE, "formula false")                                                                   \
    X(IS_UNKNOWN, "formula unknown")

#define NAME_CONSTRUCT(id, text) HAS_##id,
enum construct { CONSTRUCTS(NAME_CONSTRUCT) N_CONSTRUCTS };
#undef NAME_CONSTRUCT

struct tally_of_constructs {
    uint64_t here[N_CONSTRUCTS]; /* in the present world */
    uint64_t worlds[N_CONSTRUCTS];
};

/* A rule fired. */
void tally_rule(struct tally_of_constructs *t, const struct rule *rule);
/* A world ends. */
void tally_world(struct tally_of_constructs *t);
/* Print all; how many of them occurred in less than `least` worlds. */
uint32_t tally_print(const struct tally_of_constructs *t, uint64_t least);

/* --- rules ------------------------------------------------------------------------------------------- */

struct random_rules {
    struct alloc alloc;
    struct arena arena;
    struct intern words; /* frozen */
    union value word[N_WORDS];
    struct kind kinds[N_KINDS]; /* open, keyed, closed, derived */
    const struct kind *kind_list[N_KINDS];
    struct rule rules[MAX_RULES];
    const struct rule *rule_list[MAX_RULES];
    bool accepted[MAX_RULES]; /* by rule: the compiler took it */
    struct outcome outcomes[MAX_FORMULAS];
    struct evidence evidence;
    const struct evidence *evidence_list[1];
    struct rulebook book;
    uint32_t tested; /* percent of fields that patterns test */
    bool plain;   /* the rules have nothing but patterns, and derive facts of the last kind only */
    bool layered; /* rules derive facts of the last kind only, no filter looks at it, and there are no actions:
                     what is derived in the end depends on nothing but the facts */
};

void random_rules_make(struct random_rules *r, bool layered);
void random_rules_drop(struct random_rules *r);

/* `shuffle`: see struct program. */
void random_rules_compile(struct random_rules *r, uint64_t shuffle, struct arena *arena, struct network *net);

/* A random value of a field. */
union value random_value(const struct random_rules *r, uint32_t field);

/* Fill in a random fact; some are such as rules derive.  The mask of its fields. */
uint32_t random_fact(const struct random_rules *r, const struct kind *k, union value *slots);

/* Put conditions in another order that means the same. */
void random_rules_reorder(struct random_rules *r);

void random_rules_show(const struct random_rules *r);
void random_formula_show(const struct formula *f);
void random_fact_show(const struct kind *k, uint32_t known, const union value *slots);

#endif
