/* SPDX-License-Identifier: MIT
 *
 * resolvent.h - the whole public API of Resolvent, a knowledge-base rule engine
 * for Microsoft Entra ID sign-in errors.
 *
 * Typical use:
 *
 *     rsv_kb_open(path, NULL, &kb, &err);
 *     rsv_ruleset_load(&source, &rules, NULL, &err);
 *     rsv_session_open(rules, kb, NULL, &session, &err);
 *     rsv_session_read(session, "facts.json", bytes, n, NULL, &err);
 *     rsv_session_diagnose(session, 120013, &answer, &err);
 *     ... rsv_doc_get(answer, "causes") ...
 *
 * Every answer is a document: an immutable tree with the shape that the JSON
 * Schema of its "schema" member describes (rsv_schema()).  What the command line
 * prints, in text or JSON, is made from these documents and nothing else.
 *
 * Ownership is one of three words:
 *   OWNED     the caller releases it, with the function named;
 *   BORROWED  valid until the object that it came from is released;
 *   COPIED    the argument may be freed once the call returns.
 * Documents are OWNED: rsv_doc_free().  After a failure there is none but findings, which say why; then it
 * is NULL, which may be freed, too.
 *
 * Handles belong to one thread at a time, except rsv_ruleset, which is immutable
 * and may be shared.  The library has no global state, never prints, never exits.
 */
#ifndef RESOLVENT_H
#define RESOLVENT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define RSV_API __attribute__((visibility("default")))
#define RSV_CALL RSV_API __attribute__((warn_unused_result))
#else
#define RSV_API
#define RSV_CALL
#endif

#define RSV_VERSION "0.1.0"

/* --- status and errors ---------------------------------------------------- */

typedef enum rsv_status {
    RSV_OK = 0,
    RSV_EARG,      /* a bad argument: a bug in the caller */
    RSV_ENOMEM,    /* out of memory, or over the allocator's limit */
    RSV_EINPUT,    /* input that can't be read as what it claims to be */
    RSV_ENOTFOUND, /* no such code, cause, step, kind or file */
    RSV_ERULES,    /* rule files can't be loaded */
    RSV_EKB,       /* the knowledge base can't be opened, read or built */
    RSV_EIO,       /* a file can't be read or written */
    RSV_ELIMIT,    /* a limit on time, firings or size was reached */
    RSV_EINTERNAL  /* a bug in the library */
} rsv_status;

/* Written by the function that failed.  Plain bytes: nothing to free.  Pass NULL
 * where the status is enough. */
typedef struct rsv_error {
    rsv_status code;
    int line;   /* 1-based; 0 when the failure has no position */
    int column; /* 1-based, in characters; 0 when unknown */
    char file[160];
    char message[512];
} rsv_error;

RSV_API const char *rsv_version(void);
RSV_API const char *rsv_status_text(rsv_status status);

/* --- memory ---------------------------------------------------------------- */

/* One function does all: ptr NULL allocates, new_size 0 frees, else it resizes.
 * old_size is what was asked for before.  Returns NULL when it can't; making smaller must not fail. */
typedef struct rsv_allocator {
    void *(*resize)(void *user, void *ptr, size_t old_size, size_t new_size);
    void *user;
} rsv_allocator;

/* --- documents ------------------------------------------------------------- */

typedef struct rsv_doc rsv_doc;

typedef enum rsv_type {
    RSV_NULL = 0,
    RSV_BOOLEAN,
    RSV_INTEGER,
    RSV_NUMBER,
    RSV_TEXT,
    RSV_ARRAY,
    RSV_OBJECT
} rsv_type;

/* All readers take NULL and answer as for null, so that paths can be chained. */
RSV_API rsv_type rsv_doc_type(const rsv_doc *doc);
RSV_API size_t rsv_doc_count(const rsv_doc *doc); /* members or elements */
RSV_API const rsv_doc *rsv_doc_get(const rsv_doc *doc, const char *key);
RSV_API const rsv_doc *rsv_doc_first(const rsv_doc *doc); /* of an array or object */
RSV_API const rsv_doc *rsv_doc_next(const rsv_doc *doc);  /* its sibling */
RSV_API const char *rsv_doc_key(const rsv_doc *doc);      /* "" in an array */
RSV_API const char *rsv_doc_text(const rsv_doc *doc);     /* "" unless a text */
RSV_API int64_t rsv_doc_integer(const rsv_doc *doc);      /* 0 unless a number */
RSV_API double rsv_doc_number(const rsv_doc *doc);
RSV_API int rsv_doc_is_true(const rsv_doc *doc);

/* Write as JSON, indented if `pretty`.  *out is OWNED: rsv_text_free(). */
RSV_CALL rsv_status rsv_doc_json(const rsv_doc *doc, int pretty, char **out, size_t *length);
RSV_API void rsv_text_free(char *text);

/* Release a document that a function below returned OWNED.  NULL is a no-op. */
RSV_API void rsv_doc_free(rsv_doc *doc);

/* --- knowledge base -------------------------------------------------------- */

typedef struct rsv_kb rsv_kb;

/* Open a built knowledge base, read-only.  *out is OWNED: rsv_kb_close(). */
RSV_CALL rsv_status rsv_kb_open(const char *path, const rsv_allocator *allocator, rsv_kb **out,
                                rsv_error *err);
RSV_API void rsv_kb_close(rsv_kb *kb);

/* An article as a document.  RSV_ENOTFOUND leaves *out NULL; for a code that isn't
 * there, rsv_kb_neighbours() tells what stands near it. */
RSV_CALL rsv_status rsv_kb_show(rsv_kb *kb, int64_t code, rsv_doc **out, rsv_error *err);
RSV_CALL rsv_status rsv_kb_show_cause(rsv_kb *kb, const char *slug, rsv_doc **out, rsv_error *err);
RSV_CALL rsv_status rsv_kb_show_step(rsv_kb *kb, const char *slug, rsv_doc **out, rsv_error *err);
RSV_CALL rsv_status rsv_kb_neighbours(rsv_kb *kb, int64_t code, const char *wording, rsv_doc **out,
                                      rsv_error *err);
/* What fits the words best, misspelt or half remembered as they may be: at most `limit` codes, causes
 * and steps each. */
RSV_CALL rsv_status rsv_kb_search(rsv_kb *kb, const char *words, int limit, rsv_doc **out,
                                  rsv_error *err);
RSV_CALL rsv_status rsv_kb_stats(rsv_kb *kb, rsv_doc **out, rsv_error *err);

/* --- errors as people paste them --------------------------------------------- */

/* Find the error in a page, mail, OAuth body, URL, log line or bare number.  *code is the most specific number in
 * it, by their order and by what `kb` (may be NULL) says of codes that wrap others; *out, unless NULL, is an OWNED
 * "resolvent.error/1".  RSV_EINPUT if there is none. */
RSV_CALL rsv_status rsv_find_error(rsv_kb *kb, const char *name, const void *bytes, size_t n,
                                   int64_t *code, rsv_doc **out, rsv_error *err);

/* --- rules ------------------------------------------------------------------ */

typedef struct rsv_ruleset rsv_ruleset;

typedef struct rsv_rule_source {
    size_t size;             /* sizeof(rsv_rule_source) */
    const char *const *dirs; /* the shipped folder first; later folders win on the same name */
    size_t n_dirs;
    rsv_kb *kb;        /* with `code`: load only the files that this code needs */
    int64_t code;      /* 0: all of them */
    int with_examples; /* read *examples.lua too */
    int strict;        /* a broken file fails the load instead of being skipped */
    const rsv_allocator *allocator;
    int facts_only; /* kinds and adapters without rules: enough to read, check and convert facts, and sooner there */
} rsv_rule_source;
#define RSV_RULE_SOURCE_INIT {sizeof(rsv_rule_source), NULL, 0, NULL, 0, 0, 0, NULL, 0}

/* Load and compile rule files.  *out is OWNED: rsv_ruleset_free().  *findings, unless
 * NULL, receives an OWNED "resolvent.findings/1": what was wrong and skipped. */
RSV_CALL rsv_status rsv_ruleset_load(const rsv_rule_source *source, rsv_ruleset **out,
                                     rsv_doc **findings, rsv_error *err);

/* Drop the caller's hold; sessions keep theirs.  NULL is a no-op. */
RSV_API void rsv_ruleset_free(rsv_ruleset *rules);

RSV_CALL rsv_status rsv_ruleset_kinds(const rsv_ruleset *rules, const char *name, rsv_doc **out,
                                      rsv_error *err); /* name NULL: all */
/* What other tools print that is read: an OWNED "resolvent.formats/1".  A ruleset for one code knows none. */
RSV_CALL rsv_status rsv_ruleset_formats(const rsv_ruleset *rules, rsv_doc **out, rsv_error *err);
RSV_CALL rsv_status rsv_ruleset_list(const rsv_ruleset *rules, rsv_doc **out, rsv_error *err);

/* --- sessions --------------------------------------------------------------- */

typedef struct rsv_session rsv_session;
typedef uint64_t rsv_fact_id; /* never reused in a session, so a stale id is caught */

typedef struct rsv_session_options {
    size_t size;              /* sizeof(rsv_session_options) */
    int64_t now_ms;           /* the clock, ms since 1970 UTC; 0: the system's, once at opening */
    const char *const *roles; /* what the reader may do; NULL: the knowledge base's desk roles.  One
                               * that it doesn't know is RSV_EINPUT */
    size_t n_roles;
    uint64_t max_firings; /* 0: 100,000 in one run */
    const rsv_allocator *allocator;
    int64_t code; /* that is asked about: of several errors in a text this is the one that counts; 0: not known */
} rsv_session_options;
#define RSV_SESSION_OPTIONS_INIT {sizeof(rsv_session_options), 0, NULL, 0, 0, NULL, 0}

/* Working memory over `rules`.  `kb` may be NULL for facts and rules alone; it must
 * outlive the session.  *out is OWNED: rsv_session_close(). */
RSV_CALL rsv_status rsv_session_open(rsv_ruleset *rules, rsv_kb *kb,
                                     const rsv_session_options *options, rsv_session **out,
                                     rsv_error *err);
RSV_API void rsv_session_close(rsv_session *session);

/* Forget all facts; keep the memory for the next case. */
RSV_API void rsv_session_reset(rsv_session *session);

/* One named value of a fact, as text: "443", "open", "2026-11-23T07:14:03Z", "?timed out". */
typedef struct rsv_field {
    const char *name;
    const char *value;
} rsv_field;

/* Add a fact, types checked.  A fact with the key of an older one replaces it.
 * `source` and `observed_ms` may be NULL and 0: unknown and now.  All COPIED. */
RSV_CALL rsv_status rsv_session_assert(rsv_session *session, const char *kind,
                                       const rsv_field *fields, size_t n_fields, const char *source,
                                       int64_t observed_ms, rsv_fact_id *out, rsv_error *err);

/* Take a fact back.  RSV_ENOTFOUND if it is gone or derived by a rule. */
RSV_CALL rsv_status rsv_session_retract(rsv_session *session, rsv_fact_id id, rsv_error *err);

/* State that all facts of `kind` with these field values are known. */
RSV_CALL rsv_status rsv_session_complete(rsv_session *session, const char *kind,
                                         const rsv_field *fields, size_t n_fields, rsv_error *err);

/* Read facts: JSON, NDJSON or CSV in UTF-8 or UTF-16, or what other tools print, recognised by content.  Good
 * records go in even if others don't.  *report, unless NULL, is an OWNED
 * "resolvent.report/1".  RSV_OK also when records were rejected: the report counts them. */
RSV_CALL rsv_status rsv_session_read(rsv_session *session, const char *name, const void *bytes,
                                     size_t n, rsv_doc **report, rsv_error *err);

/* How files are read from now on: `format` (COPIED) is one of rsv_ruleset_formats(), NULL is by content; `lenient` lets
 * the trailing commas of JSON pass. */
RSV_CALL rsv_status rsv_session_set_format(rsv_session *session, const char *format, int lenient, rsv_error *err);

/* What rsv_session_read() would take, as lines in the form of files of facts, each a JSON object: `write` gets whole
 * lines, many at once, as soon as they are there, always in this thread; the session's allocator is called from others
 * where the input is long.  Nothing is asserted. */
typedef void rsv_write_fn(void *user, const char *text, size_t n);
RSV_CALL rsv_status rsv_session_convert(rsv_session *session, const char *name, const void *bytes, size_t n,
                                        rsv_write_fn *write, void *user, rsv_doc **report, rsv_error *err);

/* Read one fact as on the command line: "port_status:host=a,port=443,state=open".  With a report, RSV_OK
 * also if it was rejected; without one, RSV_EINPUT then. */
RSV_CALL rsv_status rsv_session_read_fact(rsv_session *session, const char *text, rsv_doc **report,
                                          rsv_error *err);

/* The same, and assert it as an error_text fact. */
RSV_CALL rsv_status rsv_session_read_error(rsv_session *session, const char *name,
                                           const void *bytes, size_t n, int64_t *code,
                                           rsv_doc **report, rsv_error *err);

/* Fire rules until nothing is left to fire.  The functions below do it themselves.  A Lua function that fails doesn't end
 * the run: its condition is unknown, its action does nothing, and "problem" in rsv_session_facts() tells of the first.
 * RSV_ELIMIT names the rules that keep firing. */
RSV_CALL rsv_status rsv_session_run(rsv_session *session, uint64_t *fired, rsv_error *err);

RSV_CALL rsv_status rsv_session_facts(rsv_session *session, rsv_doc **out, rsv_error *err);

/* From now on, best before there are facts: count and time what each rule costs. */
RSV_CALL rsv_status rsv_session_measure(rsv_session *session, rsv_error *err);
/* Once, of a session that is measured: fire rules until nothing is left to fire, ask all evidence, and tell what each
 * cost and why: "resolvent.bench/1". */
RSV_CALL rsv_status rsv_session_costs(rsv_session *session, rsv_doc **out, rsv_error *err);

/* Causes with belief and evidence, plan, what is waited for, what to collect next. */
RSV_CALL rsv_status rsv_session_diagnose(rsv_session *session, int64_t code, rsv_doc **out,
                                         rsv_error *err);

/* The exact account of `cause` against `rival` in decibans, and the smallest change of facts that
 * would reverse it.  rival NULL: the strongest other cause. */
RSV_CALL rsv_status rsv_session_why(rsv_session *session, int64_t code, const char *cause,
                                    const char *rival, rsv_doc **out, rsv_error *err);

/* Collectors by minutes saved. */
RSV_CALL rsv_status rsv_session_next(rsv_session *session, int64_t code, rsv_doc **out,
                                     rsv_error *err);

/* A collector's script with what is known filled in.  shell NULL: its first one. */
RSV_CALL rsv_status rsv_session_script(rsv_session *session, int64_t code, const char *collector,
                                       const char *shell, rsv_doc **out, rsv_error *err);

/* --- whole sign-in logs --------------------------------------------------------- */

typedef struct rsv_scan rsv_scan;

typedef struct rsv_scan_options {
    size_t size;             /* sizeof(rsv_scan_options) */
    const char *user, *app;  /* count only rows of this name or ID; NULL: all */
    const int64_t *codes;    /* and of these codes */
    size_t n_codes;          /* at most 64; 0: all */
    int64_t since_ms, until_ms; /* and from that time on, and before that one; 0: any */
    int counts_only;         /* attempts, users, first and last by code, and nothing else: the fastest */
    unsigned threads;        /* 0: as many as processors */
    size_t exact;            /* different users, addresses and so on that are counted exactly; 0: a million.  Beyond
                              * it, and beyond 96 MB in all, they are estimated */
    /* Called now and then with the bytes of text read of the present input.  Other than 0 ends it, and what
     * was counted so far stays. */
    int (*progress)(void *user, uint64_t done);
    void *progress_user;
    const rsv_allocator *allocator; /* called from all threads */
} rsv_scan_options;
#define RSV_SCAN_OPTIONS_INIT {sizeof(rsv_scan_options), NULL, NULL, NULL, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL}

/* A scan of sign-in logs.  `kb` tells errors from interrupts; it may be NULL and must outlive the scan.  *out is
 * OWNED: rsv_scan_close(). */
RSV_CALL rsv_status rsv_scan_open(rsv_kb *kb, const rsv_scan_options *options, rsv_scan **out, rsv_error *err);
RSV_API void rsv_scan_close(rsv_scan *scan);

/* Count what is in a log: Microsoft Graph's or Azure Monitor's JSON in any container, CSV, tables of columns and rows, in UTF-8
 * or UTF-16, packed with gzip or zstd or not.  RSV_OK also when records are damaged: the report lists them. */
RSV_CALL rsv_status rsv_scan_bytes(rsv_scan *scan, const char *name, const void *bytes, size_t n, rsv_error *err);

/* The same of what `read` gives: up to n bytes into out, 0 at the end, SIZE_MAX when it fails.  After RSV_SCAN_PAUSE, which
 * means that there is no more for now, all that came is counted before it is asked again, and it may call
 * rsv_scan_report() then: so a log can be followed that grows. */
#define RSV_SCAN_PAUSE ((size_t)-2)
RSV_CALL rsv_status rsv_scan_stream(rsv_scan *scan, const char *name,
                                    size_t (*read)(void *user, char *out, size_t n), void *user, rsv_error *err);

/* What was counted: "resolvent.scan/1".  With `rules`, codes that matter are diagnosed.  More may be read afterwards. */
RSV_CALL rsv_status rsv_scan_report(rsv_scan *scan, rsv_ruleset *rules, rsv_doc **out, rsv_error *err);

/* Facts about a code, or with code 0 about all errors that came up: an array of records that rsv_session_read()
 * takes.  Where the code has an incident, they are about that. */
RSV_CALL rsv_status rsv_scan_facts(rsv_scan *scan, int64_t code, rsv_doc **out, rsv_error *err);

/* --- authoring -------------------------------------------------------------- */

/* All of these read source folders and answer with findings or reports; they need no session. */
RSV_CALL rsv_status rsv_rules_check(const rsv_rule_source *source, const char *kb_dir,
                                    rsv_doc **findings, rsv_error *err);
RSV_CALL rsv_status rsv_rules_test(const rsv_rule_source *source, rsv_kb *kb, rsv_doc **report,
                                   rsv_error *err);
/* What rules and evidence cost over all examples: "resolvent.bench/1". */
RSV_CALL rsv_status rsv_rules_bench(const rsv_rule_source *source, rsv_doc **report, rsv_error *err);
RSV_CALL rsv_status rsv_kb_check(const char *kb_dir, const rsv_rule_source *rules,
                                 rsv_doc **findings, rsv_error *err);

/* Compile articles into `path`: written beside it, synced, and renamed over it, or left untouched.  RSV_EIO if something
 * is there that is no regular file; a symbolic link is followed.  The same sources give the same bytes. */
RSV_CALL rsv_status rsv_kb_build(const char *kb_dir, const rsv_rule_source *rules, const char *path,
                                 rsv_doc **findings, rsv_error *err);

/* Write the whole knowledge base into the folder `dir` as linked HTML pages, the questions of the rules
 * included.  The folder is made beside its place and put there whole; one that is there and is no
 * earlier export is left alone (RSV_EINPUT).  The same input gives the same bytes. */
RSV_CALL rsv_status rsv_kb_export_html(rsv_kb *kb, const rsv_rule_source *rules, const char *dir,
                                       rsv_doc **report, rsv_error *err);

/* Turn foreign guides (files or folders) into draft articles under `into`.  Microsoft's published table of codes is
 * compared with the one that the knowledge base keeps; `accept` keeps the new one. */
RSV_CALL rsv_status rsv_kb_import(const char *const *paths, size_t n_paths, const char *kb_dir,
                                  const char *into, int accept, rsv_doc **report, rsv_error *err);

/* What is loaded from where, and what is wrong with it: "resolvent.doctor/1". */
RSV_CALL rsv_status rsv_doctor(const char *kb_path, const rsv_rule_source *source, rsv_doc **out,
                               rsv_error *err);

/* --- small helps for user interfaces ------------------------------------------ */

/* An instant as facts write it, "2026-11-23T07:14:03Z", to ms since 1970 UTC. */
RSV_CALL rsv_status rsv_parse_time(const char *text, int64_t *ms);

/* The word of a list that a misspelt one most likely means, or NULL.  BORROWED from the list. */
RSV_API const char *rsv_nearest_word(const char *word, const char *const *list, size_t n);

/* The JSON Schema of a document by the name in its "schema" member ("resolvent.diagnosis/1" or
 * "diagnosis"); NULL if there is none.  rsv_schema_name(i) lists them until NULL.  BORROWED. */
RSV_API const char *rsv_schema(const char *name);
RSV_API const char *rsv_schema_name(size_t i);

#ifdef __cplusplus
}
#endif
#endif
