/* SPDX-License-Identifier: MIT
 * author.h - the authoring loop: checking, testing, building, importing. */
#ifndef RSV_AUTHOR_AUTHOR_H
#define RSV_AUTHOR_AUTHOR_H

#include "article/code_table.h"
#include "base/files.h"
#include "base/findings.h"
#include "model/article.h"
#include "session/session.h"

/* --- sources.c: the files of a knowledge base --------------------------------------------------- */

/* Read kb_dir into `arena`: vocabulary and articles, sorted.  Broken files are reported and left out. */
rsv_status rsv__library_read(const char *kb_dir, struct arena *arena, struct findings *findings,
                             struct library *out, rsv_error *err);
const struct article *rsv__library_find(const struct library *lib, enum article_type type,
                                        const char *slug);

/* --- kb_check.c, kb_text.c ---------------------------------------------------------------------- */

/* Articles against each other and against the rules (NULL: not looked at). */
void rsv__check_library(const struct library *lib, const struct rulebook *book,
                        struct findings *findings, struct arena *arena);
/* Sections, filler, outdated names, code blocks. */
void rsv__check_texts(const struct library *lib, struct findings *findings, struct arena *arena);

/* --- kb_code.c ----------------------------------------------------------------------------------- */

/* Whether code blocks, and the collectors' scripts below the folders of rules, parse as what they say they are. */
rsv_status rsv__check_code(const struct library *lib, const char *const *rules_dirs, size_t n_dirs,
                           struct findings *findings, struct arena *arena, rsv_error *err);

/* --- kb_build.c ------------------------------------------------------------------------------------ */

rsv_status rsv__build(const char *kb_dir, const char *rules_dir, const char *path,
                      struct findings *findings, rsv_error *err);
rsv_status rsv__import(const char *const *paths, size_t n, const char *kb_dir, const char *into, bool accept,
                       struct doc_tree *t, rsv_error *err);

/* --- kb_table.c: Microsoft's published table ------------------------------------------------------ */

/* Whether articles agree with kb_dir/microsoft.tsv (K014); it needn't be there. */
rsv_status rsv__check_table(const char *kb_dir, const struct library *lib, struct findings *findings,
                            struct arena *arena, rsv_error *err);

struct table_import {
    const char *kb_dir, *into; /* into NULL: where the codes belong */
    bool accept;               /* keep the table as the one to compare with */
    struct arena *arena;
};
/* Compare with what is kept, as an object of `list`, and write drafts of codes that have no article. */
rsv_status rsv__import_table(const struct table_import *in, const char *file, const struct code_table *table,
                             struct doc_tree *t, struct rsv_doc *list, rsv_error *err);

/* --- site.c --------------------------------------------------------------------------------------------- */

/* The knowledge base as linked pages in the folder `dir`, which may be there only if it is an export. */
rsv_status rsv__export_html(struct rsv_kb *kb, struct rsv_ruleset *rules, const char *dir, unsigned *pages,
                            rsv_error *err);

/* --- rules_check.c, rules_test.c --------------------------------------------------------------------- */

void rsv__check_rules(const struct rulebook *book, struct findings *findings);
/* Run the examples; what they leave untried are findings (R040 to R042). */
rsv_status rsv__test_rules(struct rsv_ruleset *rules, struct rsv_kb *kb, struct findings *findings,
                           struct doc_tree *t, rsv_error *err);

/* What rules and evidence cost over all examples: "resolvent.bench/1". */
rsv_status rsv__bench_rules(struct rsv_ruleset *rules, struct doc_tree *t, rsv_error *err);

/* An example with `input`: what is wrong with it, as texts in `problems`. */
rsv_status rsv__test_adapter(struct rsv_session *s, const struct example *x, struct doc_tree *t, struct rsv_doc *problems,
                             rsv_error *err);

#endif
