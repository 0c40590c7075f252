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
    char rules_dir[96], site_dir[96], kb_dir[96], kb_path[96];
    const char *dirs[2]; /* rules, and a site if world_write() put files below "site/" */
    rsv_rule_source source;
    rsv_ruleset *rules;
    rsv_doc *findings;
    rsv_kb *kb;
    rsv_session *session;
};

enum { WORLD_CODE = 90099 };
#define WORLD_NOW "2026-11-23T12:00:00Z"

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

/* Two causes and two questions, loaded and built:
 *
 *     service  state running/stopped, note?; single; collector "ask" (2 min)
 *     port     host, state open/closed, tries?; key host; fresh for 1h; collector "probe" (20 min, admin)
 *     path     host, usable; key host; what rules make of a port
 *
 *     "service is"   stopped: service-down 98, port-closed 8, other 10; running: 1, 80, 60
 *     "path is"      cut: 8, 98, 10; usable: 80, 1, 60
 *
 *     WORLD_CODE     service-down 60, port-closed 30, other 10
 *     service-down   start-service 90 (5 min, helpdesk)
 *     port-closed    open-port 80 (30 min, admin), after start-service
 */
void world_small(struct world *w);

/* A session at WORLD_NOW over the loaded rules and, if built, the knowledge base; closes the one before. */
void world_session(struct world *w);
void world_fact(struct world *w, const char *text); /* "port:host=a,state=open"; must be accepted */

/* Whether some finding has this id and, unless NULL, this text in its message or hint. */
int world_found(const rsv_doc *findings, const char *id, const char *text);

#endif
