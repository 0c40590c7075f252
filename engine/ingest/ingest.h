/* SPDX-License-Identifier: MIT
 * ingest.h - bytes from outside to checked facts.
 *
 * Every reader goes through the same steps: bytes to UTF-8 (encoding.c), text to records with
 * positions (json.cc, csv.c, fact_arg.c), records to drafts whose types are checked against the
 * kinds (record.c), drafts to the sink.  A record that is wrong is reported and left out; the
 * good ones go in.
 */
#ifndef RSV_INGEST_INGEST_H
#define RSV_INGEST_INGEST_H

#include "base/dates.h"
#include "base/doc.h"
#include "base/error.h"
#include "model/rulebook.h"

/* A record that passed the checks.  Symbols in `values` and `source` are retained; who takes the
 * draft releases them (rsv__draft_release). */
struct fact_draft {
    const struct kind *kind;
    bool complete;         /* not a fact: all facts with these values are known */
    uint32_t mask;         /* fields with a value */
    uint32_t unknown_mask; /* fields that are there, but unknown */
    union value values[MAX_FIELDS];
    const char *reasons[MAX_FIELDS]; /* of unknown fields; NULL: none.  Borrowed for the call */
    int64_t observed;                /* ms; INT64_MIN: the record doesn't say */
    struct sym *source;              /* "file:line", or what the record says */
    uint32_t line, column;           /* in its input */
};

void rsv__draft_release(struct intern *intern, struct fact_draft *draft);

/* As a line of a file of facts. */
void rsv__draft_write(const struct fact_draft *draft, struct buf *out);

/* Where drafts go.  `take` may refuse one with RSV_EINPUT and a message: that is reported like any
 * other problem of the record.  Other failures end the reading.  It always takes over the
 * symbols. */
struct fact_sink {
    void *user;
    rsv_status (*take)(void *user, struct fact_draft *draft, rsv_error *err);
    /* Whole lines, as rsv__draft_write() makes them, of many records at once; NULL: only drafts are taken, by one thread.
     * The allocator must serve several. */
    void (*take_lines)(void *user, const char *text, size_t n);
};

struct ingest {
    const struct rulebook *book;
    struct alloc *alloc;
    struct intern *intern; /* NULL: symbols of drafts are gone after the sink had them, and aren't one for one text */
    struct fact_sink sink;
    struct doc_tree *report; /* "resolvent.report/1"; NULL: not wanted */
    struct rsv_doc *problems;
    const char *name; /* of the input */
    const char *from; /* the adapter that is to read it; NULL: by content */
    const char *hint; /* about a record without a kind; NULL: none */
    bool lenient;     /* let trailing commas pass */
    enum date_order order; /* of day and month in the table in hand */
    /* The adapters, loaded when they are first needed; NULL: there are none. */
    rsv_status (*load_adapters)(void *user, const struct rulebook **out, rsv_error *err);
    /* Take the AADSTS error that a record tells of; RSV_OK if there is none.  NULL: nobody wants them. */
    rsv_status (*take_error)(void *user, struct ingest *in, const char *text, size_t n, uint32_t line, rsv_error *err);
    void *adapters_user; /* of both */
    uint64_t n_facts, n_complete, n_rejected;
    uint64_t n_problems; /* found; not all of them are listed */
};

/* Read a file's bytes; the format is recognised by content.  RSV_OK even if records were rejected
 * (the report says which); RSV_EINPUT if nothing in it can be read. */
rsv_status rsv__ingest_bytes(struct ingest *in, const void *bytes, size_t n, rsv_error *err);

/* Nothing was recognised, but it turned out to be this: one fact, and what was reported is void. */
void rsv__report_instead(struct ingest *in, const char *format);

/* Read one fact as on the command line: KIND:field=value,...  RSV_EINPUT, with the column, if it is
 * wrong; the report says so too. */
rsv_status rsv__ingest_fact(struct ingest *in, const char *text, rsv_error *err);

/* Build a draft from texts, as rsv_session_assert() gets them; "complete:KIND" makes a marker.
 * RSV_EINPUT with a message that names kind and field and the nearest correct spelling.  Nothing
 * is reported; `reasons` point into the texts. */
rsv_status rsv__draft_from_texts(struct ingest *in, const char *kind, const rsv_field *fields,
                                 size_t n, struct fact_draft *out, rsv_error *err);

/* --- errors as people paste them ----------------------------------------------------------- */

enum { MAX_CODES = 8 };

struct error_text {
    int64_t codes[MAX_CODES]; /* as they came, each once */
    uint32_t n_codes;
    uint32_t n_own;     /* how many of them are of one error: the first ones */
    int64_t code;       /* the most specific one: people and error_codes put the outer one first */
    int64_t outer_code; /* what wraps it; 0: nothing */
    int64_t at;         /* ms; INT64_MIN: no time stamp */
    const char *request_id, *correlation_id, *app_id, *user, *error, *suberror; /* NULL: none */
    const char *text;   /* the message without the IDs */
};

/* Find the error in a page, mail, OAuth body, URL, log line or bare number.  Texts live in
 * `arena`.  Of several it is the one with `wanted`, if that is there; else the first.  False: there is no code in it, or
 * arena->failed. */
bool rsv__error_text_find(const char *bytes, size_t n, int64_t wanted, struct arena *arena, struct error_text *out);

#endif
