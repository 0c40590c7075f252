/* SPDX-License-Identifier: MIT
 * kind.h - fact kinds: what records may look like, and who collects them. */
#ifndef RSV_MODEL_KIND_H
#define RSV_MODEL_KIND_H

#include "model/value.h"

enum { MAX_FIELDS = 32 }; /* a fact's known fields are one 32-bit mask */

struct place { /* where something was declared */
    const char *file;
    int line;
};

struct field {
    const char *name;
    const char *doc;  /* NULL: none */
    const char *unit; /* NULL: none */
    enum field_type type;
    bool optional, pii;
    bool has_low, has_high; /* bounds of integers and numbers, inclusive */
    double low, high;
    struct sym *const *words; /* of one_of */
    uint32_t n_words;
};

struct collector {
    const char *name;
    const char *doc;
    double minutes;
    const char *role; /* slug of the vocabulary; NULL: anybody */
    const char *const *shells; /* "pwsh", ... */
    const char *const *scripts; /* paths under the rules folder */
    uint32_t n_scripts;
    const char *dir; /* the rules folder they are under */
    struct place at;
};

struct kind {
    const char *name;
    const char *doc;
    uint32_t index; /* in the ruleset */
    uint32_t n_fields;
    const struct field *fields;
    bool has_key;      /* without one, records pile up */
    bool closed;       /* what is known is all there is */
    uint32_t key_mask; /* fields of the key; 0 with has_key: a single record */
    int64_t fresh_for; /* ms; 0: for ever */
    const struct collector *collector; /* NULL: derived, or given by hand */
    struct place at;
};

/* The field's index, or -1. */
int rsv__kind_field(const struct kind *k, const char *name, size_t n);

#endif
