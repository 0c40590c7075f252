/* SPDX-License-Identifier: MIT
 * match_case.h - rules as authors write them, facts as the command line takes them, and a matcher.
 *
 *     struct match_case c;
 *     match_case_open(&c, "rule 'r' { when = { some.edge{ a = V.x } }, derive = mark{ x = V.x } }", 0);
 *     match_case_tell(&c, "edge:a=one,b=two");
 *     match_case_run(&c)                      "r"
 *     match_case_facts(&c, "mark")            "x=one"
 *     match_case_close(&c);
 *
 * The kinds are those of script_case.h.  A rule with an action isn't asked to do anything: its firing
 * is logged with the values of its variables, "r(one,two)".  `where` functions are true where
 * c.where says so.  Compiler and matcher use c.memory, all else memory that doesn't fail.
 */
#ifndef TESTS_SUPPORT_MATCH_CASE_H
#define TESTS_SUPPORT_MATCH_CASE_H

#include "ingest/ingest.h"
#include "match/internal.h"
#include "support/script_case.h"

struct match_case {
    struct script_case script;
    struct fail_alloc memory;
    struct alloc alloc;
    struct arena arena;
    struct network net;
    struct intern intern;
    struct matcher m;
    struct buf log, shown;
    struct ingest ingest;
    bool stale;        /* what is told is past its time */
    int64_t observed;  /* when it was observed */
    slab_ref told;     /* the last fact */
    char refused[512]; /* why the last formula that can't be compiled can't */
    enum truth (*where)(const struct env *env);
    uint32_t reads; /* mask of the variables that it reads; 0: it fails before all are there */
    uint32_t early; /* how often it was asked then */
    /* What an action does to working memory once it has fired; NULL: nothing. */
    void (*act)(struct match_case *c, const struct rule *rule, const slab_ref *facts, uint32_t n);
    rsv_error err;
};

/* nth: the allocation of c.memory that fails, 0: none.  Rules with findings end the program.  Not RSV_OK:
 * close it all the same. */
rsv_status match_case_open(struct match_case *c, const char *rules, unsigned long nth);

/* The bytes of c.memory that were not given back. */
size_t match_case_close(struct match_case *c);

/* Add facts and markers, one or more with blanks between: "edge:a=x,b=y complete:port,host=x". */
rsv_status match_case_tell(struct match_case *c, const char *facts);

/* The fact that match_case_tell() would add goes. */
void match_case_take_back(struct match_case *c, const char *fact);

/* Fire everything; what has fired, with blanks between. */
const char *match_case_run(struct match_case *c);

/* All facts of a kind, sorted: "a=x b=y, a=y". */
const char *match_case_facts(struct match_case *c, const char *kind);

/* The value of a single condition, of which match_case_open() makes the rules. */
#define MATCH_CASE_ASK(condition)                                                                  \
    "evidence 'question' { about = '?', { 'yes', when = " condition " }, seen = { other = {0} } }"
enum truth match_case_value(struct match_case *c);

#endif
