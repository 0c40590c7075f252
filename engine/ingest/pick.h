/* SPDX-License-Identifier: MIT
 * pick.h - what the adapters of JSON read of a record, so that a reader need not build the rest.
 *
 * A tree of member names, made of all their paths.  Lists are passed through, as paths do.  A path without filters that begins
 * at the record has a slot: where it leads, noted while the record is read.
 */
#ifndef RSV_INGEST_PICK_H
#define RSV_INGEST_PICK_H

#include "base/arena.h"
#include "base/error.h"
#include "model/rulebook.h"

struct pick_key {
    const char *key; /* as a path has it; case doesn't count */
    uint16_t hash;   /* rsv__fold_hash() */
    struct pick *to;
};

struct pick {
    struct pick_key *keys;
    size_t n_keys, cap_keys;
    bool all;      /* what stands here is read as a whole */
    bool listed;   /* if a list stands here, some path takes an element by its place */
    bool dotted;   /* the member "a.b", which a path a.b takes before it looks for a member a */
    bool slotted;  /* a path with a slot ends here or goes on from here */
    bool through;  /* it goes on */
    uint32_t slot; /* from 1 */
};

struct picks {
    struct pick root; /* a record */
    uint32_t n_slots; /* slots are below it */
    uint64_t *reaching; /* numbers of records at which an adapter has something to say */
    size_t n_reaching, cap_reaching;
};

/* Make b->picks in `arena`, and give its paths their slots: the rulebook must be one that nobody else reads yet. */
rsv_status rsv__picks_make(struct rulebook *b, struct arena *arena, rsv_error *err);

/* Members that tell a fact of our own or an envelope from a record of another tool; those that hold others do so as lists or
 * objects only.  Ended by NULL. */
extern const struct pick_head {
    const char *key;
    bool holds;
} rsv__pick_heads[];

/* All of it. */
extern const struct pick rsv__pick_whole;

/* What is read of the member; NULL: nothing. */
const struct pick *rsv__pick_find(const struct pick *p, const char *key, uint16_t hash);

#endif
