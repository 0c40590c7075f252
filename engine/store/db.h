/* SPDX-License-Identifier: MIT
 * db.h - the built knowledge base: one SQLite file, read-only.
 *
 * All SQL is in the list of sql.h, prepared on first use.  Rows become model objects or document
 * nodes before the next step; no statement leaves this folder.
 */
#ifndef RSV_STORE_DB_H
#define RSV_STORE_DB_H

#include "base/buf.h"
#include "base/doc.h"
#include "base/error.h"
#include "model/article.h"

struct db;

rsv_status rsv__db_open(struct alloc *alloc, const char *path, struct db **out, rsv_error *err);
void rsv__db_close(struct db *db);
const char *rsv__db_path(const struct db *db);

/* What a diagnosis of this code needs, in `arena`.  RSV_ENOTFOUND: no article. */
rsv_status rsv__db_case(struct db *db, int64_t code, struct arena *arena, struct case_code *out,
                        rsv_error *err);

/* Whether `inner` stands inside the text of `outer` and is the one to read. */
rsv_status rsv__db_wraps(struct db *db, int64_t outer, int64_t inner, bool *out, rsv_error *err);

/* Members of an article's document are added to `into`. */
rsv_status rsv__db_code(struct db *db, int64_t code, struct doc_tree *t, struct rsv_doc *into,
                        rsv_error *err);
/* The codes that come with this one, whichever side declares it, as a member "company" of `into`. */
rsv_status rsv__db_company(struct db *db, int64_t code, struct doc_tree *t, struct rsv_doc *into,
                           rsv_error *err);
rsv_status rsv__db_cause(struct db *db, const char *slug, struct doc_tree *t, struct rsv_doc *into,
                         rsv_error *err);
rsv_status rsv__db_step(struct db *db, const char *slug, struct doc_tree *t, struct rsv_doc *into,
                        rsv_error *err);

/* At most `limit` codes, causes and steps each, in this order and the best first, as elements of
 * `hits`; words that were taken for misspellings as elements of `corrected`, unless NULL. */
rsv_status rsv__db_search(struct db *db, const char *words, int limit, struct doc_tree *t,
                          struct rsv_doc *hits, struct rsv_doc *corrected, rsv_error *err);

/* Codes near an unknown one: by number, as elements of `list`. */
rsv_status rsv__db_neighbours(struct db *db, int64_t code, struct doc_tree *t,
                              struct rsv_doc *list, rsv_error *err);

/* The nearest slugs to one that isn't there: for suggestions.  NULL: none is near. */
const char *rsv__db_nearest(struct db *db, enum article_type type, const char *slug,
                            struct arena *arena);

/* RSV_EINPUT, with the nearest slug, if there is no such role. */
rsv_status rsv__db_check_role(struct db *db, const char *role, rsv_error *err);

rsv_status rsv__db_stats(struct db *db, struct doc_tree *t, struct rsv_doc *into, rsv_error *err);

/* The causes of every reviewed code that has several, by code and share, in `arena`. */
struct code_pair {
    int64_t code;
    const char *cause;
    const char *file; /* the code's article */
};
struct code_pairs {
    const struct code_pair *items;
    uint32_t n;
};
rsv_status rsv__db_pairs(struct db *db, struct arena *arena, struct code_pairs *out, rsv_error *err);

/* Everything there is, for lists of it: "families", "codes", "causes", "steps" as arrays of objects;
 * "shares" [code, cause], "synonyms" [word, other], "ignored" words. */
rsv_status rsv__db_index(struct db *db, struct doc_tree *t, struct rsv_doc *into, rsv_error *err);

/* Codes that have causes in common with this one, most first, as "alike". */
rsv_status rsv__db_alike(struct db *db, int64_t code, struct doc_tree *t, struct rsv_doc *into, rsv_error *err);

/* The rule files and their folders that there were at build time, sorted by path, in `arena`. */
struct rule_files {
    const char *const *paths; /* relative to the rules folder; a folder's ends in a slash */
    const uint64_t *sizes;
    uint32_t n;
};
rsv_status rsv__db_rule_files(struct db *db, struct arena *arena, struct rule_files *out, rsv_error *err);

/* The packed declarations (model/pack.h) that a code needs, the vocabulary first; bytes are BORROWED
 * during the call. */
struct pack_taker {
    rsv_status (*take)(void *user, const void *bytes, size_t n, rsv_error *err);
    void *user;
};
rsv_status rsv__db_rule_packs(struct db *db, int64_t code, const struct pack_taker *taker, rsv_error *err);

/* --- writing a new one (save.c) ---------------------------------------------------------------- */

struct rule_index { /* the rules as `kb build` saw them */
    struct rule_files files;
    const struct buf *packs; /* 0: the vocabulary */
    uint32_t n_packs;
    const struct pack_use {
        int64_t code;
        uint32_t pack;
    } *uses;
    size_t n_uses;
};

/* Write the library into a new file at `path`, which must not exist. */
rsv_status rsv__db_create(const char *path, const struct library *library,
                          const struct rule_index *index, rsv_error *err);

#endif
