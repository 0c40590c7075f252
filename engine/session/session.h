/* SPDX-License-Identifier: MIT
 * session.h - everything mutable of one case. */
#ifndef RSV_SESSION_SESSION_H
#define RSV_SESSION_SESSION_H

#include "base/findings.h"
#include "ingest/ingest.h"
#include "match/memory.h"
#include "reason/decision.h"
#include "script/call.h"
#include "session/kb.h"
#include "session/ruleset.h"

/* What a code and a ruleset together make of the decision problem; kept per session. */
struct case_model {
    struct case_model *next;
    const struct case_code *code;
    struct decision decision;
    struct question *questions;
    const struct evidence **evidence; /* by question */
    double *answers;                  /* scratch: belief */
};

struct reason { /* why a field is unknown */
    uint64_t fact;
    uint32_t field;
    struct sym *text;
};

struct queued { /* a change that an action asked for, with retained symbols */
    enum change_op op;
    uint64_t fact; /* id */
    const struct kind *kind;
    uint32_t mask;
    union value values[MAX_FIELDS];
};

struct rsv_session {
    struct alloc alloc;
    struct rsv_ruleset *rules; /* a hold */
    struct rsv_kb *kb;         /* borrowed; may be NULL */
    struct intern intern;
    struct matcher matcher;
    char format[64];              /* that files are read as; "": by content */
    bool lenient;                 /* trailing commas pass */
    struct rsv_ruleset *adapters; /* a hold, once they were needed; else NULL */
    struct caller *caller; /* of Lua functions */
    struct arena models_arena;
    struct case_model *models;
    const char **roles; /* NULL: the knowledge base's */
    uint32_t n_roles;
    uint64_t max_firings;
    int64_t asked; /* the code; 0: not known */
    int64_t told[MAX_CODES]; /* codes of errors in the records of the file in hand */
    uint32_t told_at[MAX_CODES], n_told; /* their first lines */
    struct reason *reasons;
    size_t n_reasons, cap_reasons;
    struct queued *queue;
    size_t n_queue, cap_queue;
    struct bench *bench; /* NULL: nobody measures */
    uint64_t *fired; /* by rule, in the present run: to name those that don't stop */
    char problem[256]; /* of a Lua function, the first in this session; "" none */
};

/* --- session.c ------------------------------------------------------------------------------ */

rsv_status rsv__session_open(struct rsv_ruleset *rules, struct rsv_kb *kb,
                             const rsv_session_options *options, struct rsv_session **out,
                             rsv_error *err);
void rsv__session_close(struct rsv_session *s);
void rsv__session_reset(struct rsv_session *s);
rsv_status rsv__session_run(struct rsv_session *s, uint64_t *fired, rsv_error *err);

/* --- facts.c ----------------------------------------------------------------------------------- */

/* Take over a draft, as a fact or a marker: keys, ties, staleness.  id may be NULL. */
rsv_status rsv__session_take(struct rsv_session *s, struct fact_draft *draft, uint64_t *id,
                             rsv_error *err);
rsv_status rsv__session_retract(struct rsv_session *s, uint64_t id, rsv_error *err);
void rsv__session_ingest(struct rsv_session *s, const char *name, struct doc_tree *report,
                         struct ingest *out);
/* Read a file's bytes; where nothing is recognised and an error is pasted in it, that. */
rsv_status rsv__session_ingest_bytes(struct rsv_session *s, struct ingest *in, const void *bytes, size_t n,
                                     rsv_error *err);
void rsv__add_value(struct doc_tree *t, struct rsv_doc *into, const struct field *f, union value v);
rsv_status rsv__session_facts(struct rsv_session *s, struct doc_tree *t, struct rsv_doc *into,
                              rsv_error *err);
const char *rsv__session_reason(const struct rsv_session *s, uint64_t fact, uint32_t field);
void rsv__drop_reasons(struct rsv_session *s);

/* error.c: the code of a pasted error and a "resolvent.error/1" report; with a session, also an
 * error_text fact.  The knowledge base (may be NULL) knows which of several numbers wraps which. */
rsv_status rsv__find_error(struct rsv_kb *kb, struct alloc *alloc, const char *name, const char *bytes,
                           size_t n, int64_t *code, struct doc_tree *report, rsv_error *err);
rsv_status rsv__session_read_error(struct rsv_session *s, const char *name, const char *bytes,
                                   size_t n, int64_t *code, struct doc_tree *report,
                                   rsv_error *err);

/* The same into the sink of `in`.  RSV_EINPUT: there is no code in it. */
rsv_status rsv__ingest_error(struct rsv_session *s, struct ingest *in, const char *bytes, size_t n, int64_t *code,
                             rsv_error *err);

/* The same for a record of a file: it has `line`, and none is no fault.  Of several errors in a file the one that is asked
 * about counts, else the last. */
rsv_status rsv__session_take_error(void *user, struct ingest *in, const char *text, size_t n, uint32_t line,
                                   rsv_error *err);
/* Report those that don't count, at the end of the file. */
void rsv__session_tell_others(struct rsv_session *s, struct ingest *in);

/* --- convert.c: records of native form, and the known formats -------------------------------------- */

rsv_status rsv__session_convert(struct rsv_session *s, const char *name, const void *bytes, size_t n, rsv_write_fn *write,
                                void *user, struct doc_tree *report, rsv_error *err);
void rsv__ruleset_formats(const struct rsv_ruleset *r, struct doc_tree *t, struct rsv_doc *list);

/* --- model.c ------------------------------------------------------------------------------------- */

rsv_status rsv__session_model(struct rsv_session *s, int64_t code, struct case_model **out,
                              rsv_error *err);
bool rsv__reader_has(const struct rsv_session *s, const struct case_code *code, const char *role);

/* --- evidence.c: what the facts say ------------------------------------------------------------------ */

enum answer_state { ANSWER_OPEN, ANSWER_DECIDED, ANSWER_NONE, ANSWER_CONFLICT };

struct answer {
    enum answer_state state;
    uint32_t outcome;  /* DECIDED */
    uint32_t possible; /* outcomes and "none of these" that the facts allow */
    enum truth values[MAX_OUTCOMES];
};

/* Evaluate the outcomes over working memory. */
struct answer rsv__evaluate(struct rsv_session *s, const struct evidence *e);

/* Run rules and fill the possible outcomes of all questions. */
rsv_status rsv__model_update(struct rsv_session *s, struct case_model *m, struct answer *answers,
                             rsv_error *err);

/* The line that a person reads for an answer, in `out`. */
void rsv__say_answer(struct rsv_session *s, const struct evidence *e, const struct answer *a,
                     struct buf *out);

/* --- documents ------------------------------------------------------------------------------------------ */

rsv_status rsv__session_diagnose(struct rsv_session *s, int64_t code, rsv_doc **out,
                                 rsv_error *err);
rsv_status rsv__session_why(struct rsv_session *s, int64_t code, const char *cause,
                            const char *rival, rsv_doc **out, rsv_error *err);
rsv_status rsv__session_next(struct rsv_session *s, int64_t code, rsv_doc **out, rsv_error *err);
rsv_status rsv__session_script(struct rsv_session *s, int64_t code, const char *collector,
                               const char *shell, rsv_doc **out, rsv_error *err);

/* The text as a member; one that failed fails the document. */
void rsv__add_buf(struct doc_tree *t, struct rsv_doc *into, const char *key, const struct buf *text);

/* Collectors worth running, best first, as elements of `list`; how many. */
uint32_t rsv__add_collectors(struct rsv_session *s, struct case_model *m, const double *belief,
                             bool all, struct doc_tree *t, struct rsv_doc *list);

/* What is waited for, as elements of `list`. */
void rsv__add_waiting(struct rsv_session *s, struct case_model *m, const struct answer *answers,
                      const double *belief, struct doc_tree *t, struct rsv_doc *list);

/* The smallest changes of facts after which `cause` would be likelier than `rival` (whatif.c). */
rsv_status rsv__add_overtakes(struct rsv_session *s, struct case_model *m, uint32_t cause,
                              uint32_t rival, struct doc_tree *t, struct rsv_doc *list,
                              rsv_error *err);

#endif
