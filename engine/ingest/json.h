/* SPDX-License-Identifier: MIT
 * json.h - JSON with positions: one value of a text after the other into document trees. */
#ifndef RSV_INGEST_JSON_H
#define RSV_INGEST_JSON_H

#ifdef __cplusplus
extern "C" {
#endif

#include "base/doc.h"
#include "base/error.h"

enum {
    JSON_DEPTH = 64,    /* containers in each other */
    JSON_MEMBERS = 1000 /* of one object: finding a key given twice is quadratic */
};

struct json_place {
    size_t at;
    uint32_t line, column; /* 1-based, column in characters */
};

struct json_reader {
    struct alloc *alloc; /* borrowed */
    const char *text;    /* borrowed, never written to */
    size_t n;
    char *scratch;           /* room for any decoded string of the text */
    struct json_place start; /* of the value read last */
    struct json_place next;  /* where reading goes on; after a syntax error, where it was */
    bool lenient;            /* trailing commas pass */
    bool whole;              /* the value was read to its end */
    size_t open_at[JSON_DEPTH]; /* else: where the containers begin that it left open */
    uint32_t n_open;
};

/* `text` is UTF-8 of less than 2 GiB.  OWNED: rsv__json_close(). */
rsv_status rsv__json_open(struct json_reader *r, struct alloc *a, const char *text, size_t n,
                          rsv_error *err);
void rsv__json_close(struct json_reader *r);

/* Skip blanks; false at the end of the text. */
bool rsv__json_more(struct json_reader *r);

/* Read the value that comes next: tree->root becomes it, line and column set on every node.  What
 * the arena holds stays.  RSV_EINPUT, with the position in `err`:
 *   r->whole      a key was given twice; its second member is marked `broken`, all else is right;
 *   else          a syntax error; what was complete is in the tree, and the containers that were
 *                 open are marked `broken`. */
rsv_status rsv__json_next(struct json_reader *r, struct doc_tree *tree, rsv_error *err);

/* Go on at `at`, not before the start of the value read last. */
void rsv__json_seek(struct json_reader *r, size_t at);

#ifdef __cplusplus
}
#endif
#endif
