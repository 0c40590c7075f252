/* SPDX-License-Identifier: MIT
 * json_pick.h - a JSON object with only those members that adapters read; all else is checked and passed over.
 *
 * Four times as fast as json.h, because next to nothing is built, and deaf to damage: what isn't plainly valid, or looks as if
 * it weren't one record of another tool, is left to json.h, which reads it all and says what is wrong.
 */
#ifndef RSV_INGEST_JSON_PICK_H
#define RSV_INGEST_JSON_PICK_H

#include "ingest/json.h"
#include "ingest/pick.h"

enum { KNOWN_KEYS = 1024 };

/* A key as it was spelt in an object before, and what is read of it. */
struct known_key {
    const struct pick *in, *to;
    const char *key;
    const struct known_key *next; /* what came behind it last time: logs write their members in one order */
    uint32_t n;
    uint16_t hash;
    bool lasting; /* one of `known` */
    const struct pick_head *head; /* as a member of a record it tells that it is none; NULL: it doesn't */
};

struct json_picker {
    const struct picks *picks; /* borrowed */
    struct arena *arena;       /* of the record */
    struct arena *keys;        /* outlives it */
    struct known_key known[KNOWN_KEYS];
    uint32_t n_kept; /* keys in `keys` */
    const struct rsv_doc **slots; /* by number: the first that stands there; of the record read last */
    const struct known_key **first; /* by number: the first key of the object that stood there last */
    uint32_t *used, n_used;       /* the numbers that have one */
    uint32_t *seen, object;       /* by number: the object that had it last */
    bool is_foreign;              /* no member is one that tells of a fact or an envelope */
    bool slots_hold;              /* a path that has a slot leads there and nowhere else */
    const char *at, *end;
    const char *line_start, *line_end, *counted; /* of the line in hand */
    uint32_t line, column;                       /* at `counted` */
    bool ascii;                                  /* the line is */
};

rsv_status rsv__json_picker_init(struct json_picker *p, const struct picks *picks, struct arena *arena, struct arena *keys,
                                 rsv_error *err);

/* Read the object at r->next into tree->root, whose arena is the picker's.  False: it is for rsv__json_next(), from the same
 * place; or the arena failed. */
bool rsv__json_pick(struct json_picker *p, struct json_reader *r, struct doc_tree *tree);

#endif
