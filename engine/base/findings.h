/* SPDX-License-Identifier: MIT
 * findings.h - what checks find, as a "resolvent.findings/1" document.
 *
 * Ids are stable: R... for rules, K... for knowledge, F... for facts.  Their titles stand in
 * findings.c and are the list that `resolvent rules check --help` prints.
 */
#ifndef RSV_BASE_FINDINGS_H
#define RSV_BASE_FINDINGS_H

#include "base/doc.h"

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

struct findings {
    struct doc_tree *tree; /* NULL: only counted */
    struct rsv_doc *list;
    uint32_t n[3]; /* by severity */
    bool failed;   /* out of memory */
};

struct finding {
    const char *id;
    enum severity severity;
    const char *file; /* NULL: none */
    int line, column; /* 0: unknown */
    const char *subject; /* the rule, article or record concerned; NULL: none */
    const char *hint;    /* "did you mean 'x'?"; NULL: none */
    const char *source;  /* the line of text concerned; NULL: none */
};

/* *f keeps its own document until rsv__findings_done(). */
void rsv__findings_init(struct findings *f, const rsv_allocator *allocator);
void rsv__findings_add(struct findings *f, const struct finding *what, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Add those of another document whose id begins with this letter. */
void rsv__findings_copy(struct findings *f, const struct rsv_doc *doc, char letter);

/* Hand the document over (out NULL: free it). */
rsv_status rsv__findings_done(struct findings *f, rsv_doc **out, rsv_error *err);

/* "R012" -> "unknown field"; NULL if there is no such id. */
const char *rsv__finding_title(const char *id);

#endif
