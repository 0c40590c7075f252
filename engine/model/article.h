/* SPDX-License-Identifier: MIT
 * article.h - the articles of the knowledge base, as they are written. */
#ifndef RSV_MODEL_ARTICLE_H
#define RSV_MODEL_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reference {
    const char *title, *url;
};

struct named_number { /* a cause and its share, a step and its success */
    const char *name;
    double value;
    int line;
};

struct related_code {
    int64_t code;
    const char *how;
    int line;
};

enum article_type { ARTICLE_CODE, ARTICLE_CAUSE, ARTICLE_STEP };

struct article {
    enum article_type type;
    const char *path; /* as messages name it */
    const char *slug; /* of a cause or step; of a code its number as text */
    const char *title;
    const char *reviewed; /* date; NULL: a draft */
    const char *const *also; /* what people remember of it, for search */
    uint32_t n_also;
    const struct reference *references;
    uint32_t n_references;
    const char *body; /* Markdown behind the front matter */
    int body_line;
    int line; /* of the front matter's first key */
    /* code */
    int64_t code;
    bool brief; /* Microsoft doesn't document it: a few lines, no causes */
    const char *name;   /* Microsoft's symbolic name; NULL: none */
    const char *family, *nature, *fixed_by;
    const char *shares; /* why the shares are what they are */
    const struct named_number *causes;
    uint32_t n_causes;
    const struct related_code *related;
    uint32_t n_related;
    const struct related_code *company; /* codes that come with it; `how` is a word of rsv__company_words */
    uint32_t n_company;
    /* cause */
    const struct named_number *steps;
    uint32_t n_steps;
    /* step */
    double minutes;
    const char *role, *risk;
    bool reversible;
    const char *const *after;
    uint32_t n_after;
};

struct named_text { /* a family or role */
    const char *slug, *title;
};

/* Words that mean the same to somebody who searches: phrases in small letters. */
struct synonyms {
    const char *const *words;
    uint32_t n;
};

struct costs { /* minutes that a plan charges on top of a step's own */
    double handover;
    double risk[4]; /* none, low, medium, high */
    double escalate;
};

struct vocabulary {
    const struct named_text *families, *roles;
    uint32_t n_families, n_roles;
    const char *const *desk_roles;
    uint32_t n_desk_roles;
    struct costs costs;
    const char *const *ignored_words; /* by a search */
    uint32_t n_ignored_words;
    const struct synonyms *synonyms;
    uint32_t n_synonyms;
};

/* All sources of a knowledge base. */
struct library {
    const char *dir; /* that the articles' paths begin with */
    struct vocabulary words;
    const struct article *articles; /* codes by number, then causes, then steps, by slug */
    uint32_t n_articles;
};

/* How a code comes with another: "inner" stands inside its text and is the one to read; "home-log" is what the
 * user's home tenant logs for it; "log" is what the sign-in log's row shows for it.  Ends with NULL. */
extern const char *const rsv__company_words[];

/* The number of a risk, or -1. */
int rsv__risk_number(const char *risk);

/* --- what a diagnosis needs of the knowledge base -------------------------------------------- */

struct case_cause {
    const char *slug, *title;
    double share;
};

struct case_step {
    const char *slug, *title;
    double minutes;
    const char *role, *role_title, *risk;
    bool reversible;
    const double *success; /* by cause, 0 to 1 */
    uint64_t after;        /* mask of steps */
};

struct case_code {
    int64_t code;
    const char *name, *title, *family, *family_title, *nature, *fixed_by, *fixed_by_title;
    const char *shares, *reviewed;
    bool brief;
    const struct case_cause *causes; /* by share, greatest first; "other" last */
    uint32_t n_causes;
    const struct case_step *steps; /* by slug */
    uint32_t n_steps;
    struct costs costs;
    const char *const *desk_roles;
    uint32_t n_desk_roles;
};

#endif
