/* SPDX-License-Identifier: MIT
 * world.h - a small knowledge base and rules in a temporary folder, for tests that need real ones.
 *
 *     struct world w;
 *     world_open(&w);                                     an empty vocabulary, no articles
 *     world_write(&w, "rules/test.lua", "kind \"k\" { ... }");
 *     world_write(&w, "kb/codes/AADSTS1.md", "---\n...");
 *     world_load(&w);                                     rules, findings
 *     world_build(&w);                                    w.kb
 *     ...
 *     world_close(&w);                                    frees all and removes the folder
 *
 * Failures end the test program with a message: they are no result.
 */
#ifndef RSV_TEST_WORLD_H
#define RSV_TEST_WORLD_H

#include "resolvent.h"

struct world {
    char dir[64];
    char rules_dir[96], kb_dir[96], kb_path[96];
    const char *dirs[2]; /* rules, and a site if world_write() put files below "site/" */
    rsv_rule_source source;
    rsv_ruleset *rules;
    rsv_doc *findings;
    rsv_kb *kb;
};

/* A vocabulary with families "fam", roles "user", "helpdesk", "admin" (not of the desk), hand-over 10,
 * risks 0 1 10 30, escalation 90. */
void world_open(struct world *w);
void world_write(struct world *w, const char *path, const char *text);
void world_load(struct world *w);  /* may be called again after writing more */
void world_build(struct world *w); /* likewise */
void world_close(struct world *w);

/* An article with all that is required, for the common case. */
void world_code(struct world *w, int code, const char *causes); /* "a: 60\n  b: 30\n  other: 10" */
void world_cause(struct world *w, const char *slug, const char *steps); /* "fix-a: 90" */
void world_step(struct world *w, const char *slug, int minutes, const char *role);

/* Whether some finding has this id and, unless NULL, this text in its message or hint. */
int world_found(const rsv_doc *findings, const char *id, const char *text);

#endif
