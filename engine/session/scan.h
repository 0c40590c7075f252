/* SPDX-License-Identifier: MIT
 * scan.h - a scan of logs, with what the knowledge base says about its codes. */
#ifndef RSV_SESSION_SCAN_H
#define RSV_SESSION_SCAN_H

#include "base/doc.h"
#include "scan/incidents.h"
#include "scan/scan.h"
#include "session/kb.h"

struct code_info { /* of the knowledge base */
    int64_t code;
    const char *title; /* NULL: it doesn't know the code */
    enum nature nature;
};

struct rsv_scan {
    struct alloc alloc;
    struct arena arena;
    struct rsv_kb *kb; /* borrowed; may be NULL: all codes are errors */
    struct scan *scan;
    struct scan_options options;
    struct code_info *infos; /* of the codes counted, in their order */
    size_t n_infos;
    struct incident_list incidents;
    rsv_scan_options given;
    bool has_user; /* one user's rows alone were counted */
};

/* *s is cleared, its alloc set. */
rsv_status rsv__scan_prepare(struct rsv_scan *s, rsv_error *err);
const struct code_info *rsv__scan_info(const struct rsv_scan *s, int64_t code);

/* scan_report.c: members of "resolvent.scan/1". */
rsv_status rsv__scan_report(struct rsv_scan *s, struct doc_tree *t, rsv_error *err);

/* scan_rows.c: the member "rows", for one user's log. */
rsv_status rsv__scan_rows(struct rsv_scan *s, struct doc_tree *t, rsv_error *err);

/* scan_advice.c: the member "advice"; rules NULL: an empty one. */
struct rsv_ruleset;
rsv_status rsv__scan_advice(struct rsv_scan *s, struct rsv_ruleset *rules, struct doc_tree *t, rsv_error *err);

/* scan_facts.c: records of facts about a code, or about one of its incidents (NULL: all of it), as elements of
 * `list`. */
rsv_status rsv__scan_facts(struct rsv_scan *s, int64_t code, const struct incident *incident, struct doc_tree *t,
                           struct rsv_doc *list, rsv_error *err);

/* What records say of an incident: the application's name, what the policy asks for. */
void rsv__scan_describe(struct rsv_scan *s, const struct incident *incident, struct doc_tree *t, struct rsv_doc *into);

/* Whether Conditional Access refused a row and no policy is named: who read the log may not see policies. */
bool rsv__scan_hides_policies(const struct rsv_scan *s);

#endif
