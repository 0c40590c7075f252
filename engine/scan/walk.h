/* SPDX-License-Identifier: MIT
 * walk.h - from text to rows: finds records in JSON and their fields, without parsing the rest.
 *
 * What counts as a record is any object at the top of the text, in an array at the top, or in the
 * array "value" or "records" of such an object (which is an envelope then).  Records may follow
 * each other with or without line ends between them; their keys may come in any order and case.
 *
 * Sound records are read straight through (record.h); the walk is for all else: envelopes, records that
 * are unusual in some way, damaged ones, the last one.
 *
 * The text need not be valid as a whole.  What is checked on the way are brackets, the quotes
 * around keys, and line ends in strings, which together show every record that is cut off or runs
 * into the next one.  Such a record is reported with its position, and the walk goes on with the
 * next one that looks like its predecessors.
 */
#ifndef RSV_SCAN_WALK_H
#define RSV_SCAN_WALK_H

#include "scan/bits.h"
#include "scan/keys.h"
#include "scan/record.h"

/* Where between records the walk is: the envelopes and lists that are open. */
enum { PLACE_DEPTH = 7 };
struct scan_place {
    char before; /* the last byte before it that is no blank; NUL: there is none */
    uint8_t depth;
    uint8_t open[PLACE_DEPTH];
};

/* How a record begins, to know one where the walk hasn't been. */
struct scan_look {
    bool known;
    bool own_line;
    uint32_t indent;        /* bytes before it in its line, if it begins one */
    uint64_t first, second; /* its first two keys, hashed; 0: not known */
};

struct walk_sink {
    void *user;
    /* A record, text[row->at .. row->at + n).  False stops the walk. */
    bool (*row)(void *user, const char *text, const struct row *row, size_t n);
    /* Something at `at` that is no record, and what is wrong with it. */
    bool (*damage)(void *user, uint64_t at, const char *what);
};

enum { WALK_BATCH = 32 }; /* blocks whose masks are made at once */
enum { WALK_DEPTH = 16 }; /* levels that are told apart; deeper ones are counted */

struct walker {
    /* set by the caller */
    const struct key_table *keys;
    const struct scan_bits *bits;
    struct walk_sink sink;
    const char *text;
    size_t n;
    bool is_end;           /* the text ends at n; else more will follow */
    struct scan_look look; /* of the records so far */

    /* in: at the beginning; out: at the end */
    struct scan_place place;

    /* out */
    bool stopped;   /* by the sink */
    bool next_page; /* an envelope says that there is more elsewhere */

    /* inside */
    struct row row;
    char before; /* the text, or rather where the walk began */
    bool in_row, inner;
    int pending;     /* key whose value comes next */
    size_t since;    /* the end of the last record, or bracket between records */
    size_t resume;   /* where the walk can go on if the text ends too early */
    size_t limit;
    struct scan_place resume_place;
    const char *wrong; /* what is wrong at `wrong_at` */
    size_t wrong_at;
    uint32_t depth;    /* of the stack */
    unsigned context;  /* on top of it */
    uint64_t skipping; /* brackets open inside a value of no interest */
    bool skips_array;
    uint8_t stack[WALK_DEPTH];
    bool pauses;        /* a record was walked; try to read the next ones */
    uint32_t unreadable; /* records in a row */
    struct steps steps;
    struct block_bits bits_of[WALK_BATCH];
};

/* Walk from `from`, which lies between records at w->place, to the first record that begins at
 * `limit` or behind it: its position, or n; if !is_end perhaps less: the rest is no whole record. */
size_t rsv__scan_walk(struct walker *w, size_t from, size_t limit);

/* The first place in [from, to) where a record most likely begins: like w->look, in w->place.
 * SIZE_MAX: none.  `strict`: what stands before it must have ended in order. */
size_t rsv__scan_find_record(const struct walker *w, size_t from, size_t to, bool strict);

/* --- walk_key.c: keys and values, for the walk ----------------------------------------------------- */

/* Objects whose keys matter come first. */
enum walk_context {
    IN_RECORD,
    IN_PROPERTIES,
    IN_STATUS,
    IN_DEVICE,
    IN_LIST, /* an array of records */
    AT_TOP
};

/* Which keys matter in one of the first four. */
enum key_place rsv__scan_keys_in(unsigned context);

/* w->pending: the key of the colon at `colon`, by looking at it.  False: w->wrong. */
bool rsv__scan_walk_key(struct walker *w, unsigned context, size_t colon);

/* A second value for a field, at `at`: which of them counts. */
void rsv__scan_walk_again(struct walker *w, int field, size_t at);

#endif
