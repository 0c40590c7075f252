/* SPDX-License-Identifier: MIT
 * rank.h - how well an article fits what somebody typed: the function relevance(article) of the
 * full-text index.
 *
 * The query is a list of terms; a term is met by any of its phrases: the word itself, what it means
 * as well, what it may be a misspelling of.  FTS5 finds the articles, this orders them:
 *
 *   of a term:     how rare it is, times what its best phrase finds in each column (a title counts
 *                  more than a body, and the second time in a column adds less than the first)
 *   of an article: the sum over the terms, times the part of the query that was met at all, times
 *                  the article's own weight, and a bonus for terms that follow as they were typed
 *
 * What is needed of each article besides is kept in an array: a look-up in a table for every row
 * costs more than everything else together.
 */
#ifndef RSV_STORE_RANK_H
#define RSV_STORE_RANK_H

#include "base/error.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

enum { RANK_PHRASES = 120, RANK_TERMS = 24 };

struct rank_article {
    double weight;  /* beside its words; 0: there is no such article */
    double breadth; /* length of its body, 1: an average one */
    int type;       /* 0: code, 1: cause, 2: step */
};

struct rank {
    struct rank_article *articles; /* by row; the array is the caller's */
    size_t n_articles;
    /* what is asked, filled in with rsv__rank_phrase() in the order of the query */
    uint32_t n_phrases, n_terms;
    uint8_t term[RANK_PHRASES];  /* that the phrase belongs to */
    double weight[RANK_PHRASES]; /* 1: as good as the word itself */
    /* found out with the first row of an answer */
    bool ready;
    double rarity[RANK_TERMS];
};

/* Make relevance() known to a connection; it reads *r, which must stay. */
rsv_status rsv__rank_register(sqlite3 *handle, struct rank *r, rsv_error *err);

void rsv__rank_clear(struct rank *r);
/* The next phrase of the query is one of term number `term`; false if there is no room. */
bool rsv__rank_phrase(struct rank *r, uint32_t term, double weight);

#endif
