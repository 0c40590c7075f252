/* SPDX-License-Identifier: MIT
 * record.h - reading a sound record straight through, expecting what the last one had.
 *
 * Most of a record is the same in all of a log: its keys, their order, and the punctuation between values.
 * The bytes from each value to the next, a step, are compared with those of before as a whole; only if they differ, the
 * key is read.  Keys that come and go are steps that may be left out.
 */
#ifndef RSV_SCAN_RECORD_H
#define RSV_SCAN_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MAX_STEPS = 96, STEP_BYTES = 64 };

struct step {
    char bytes[STEP_BYTES]; /* from behind one value to the first byte of the next, or behind the record */
    uint64_t mask;          /* of those that there are */
    uint32_t n;             /* of them */
    uint8_t key;
    uint8_t before, behind; /* the object that the reading is in, there and here */
};

struct steps {
    struct step items[MAX_STEPS + 1]; /* behind the last one, one that is nowhere */
    uint32_t n;
    uint32_t misses; /* in the record at work */
};

struct walker;

/* Read the record that begins at text[at] into w->row: behind it.  0: something in it isn't as usual, or the text ends
 * soon behind it; a closer look will show. */
size_t rsv__scan_record(struct walker *w, size_t at);

#endif
