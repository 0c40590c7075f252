/* SPDX-License-Identifier: MIT
 * keys.h - which of the fields a JSON key names, whatever its case.
 *
 * Pipelines write the same key as resultType, ResultType or resulttype, and some flatten
 * status.errorCode into one key.  Most keys of a record are of no interest: a table on the length
 * and the last eight bytes says so with one look.
 */
#ifndef RSV_SCAN_KEYS_H
#define RSV_SCAN_KEYS_H

#include "scan/row.h"

/* What a key may open, beside the fields. */
enum {
    KEY_NONE = ROW_FIELDS,
    KEY_STATUS,     /* an object of which errorCode is read */
    KEY_DEVICE,
    KEY_PROPERTIES, /* the sign-in itself, in Azure Monitor's envelope */
    KEY_RECORDS,    /* an array of sign-ins */
    KEY_NEXT_PAGE   /* there is more than this file has */
};

enum key_place { KEYS_OF_RECORD, KEYS_OF_STATUS, KEYS_OF_DEVICE, KEY_PLACES };

enum { KEY_SLOTS = 256, MAX_KEY = 32 };

struct key_slot {
    uint64_t tail; /* the last eight bytes, 0x20 set in each */
    uint32_t n;    /* 0: free */
    uint8_t key;
    const char *name; /* lower case */
};

struct key_table {
    struct key_slot slots[KEY_PLACES][KEY_SLOTS];
};

void rsv__scan_keys_init(struct key_table *t);

/* The field that the key text[0..n) names at this place, or KEY_NONE.  `before`: how many bytes in
 * front of it may be read, to take eight at once. */
int rsv__scan_key_find(const struct key_table *t, enum key_place place, const char *text, size_t n,
                       size_t before);

#endif
