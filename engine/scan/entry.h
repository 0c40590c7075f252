/* SPDX-License-Identifier: MIT
 * entry.h - a row boiled down to what is counted: numbers and hashes.
 *
 * Texts are compared through hashes of 64 bits, ASCII case aside.  Among a hundred million
 * different ones, two of the same hash are to be expected once in four thousand logs.
 */
#ifndef RSV_SCAN_ENTRY_H
#define RSV_SCAN_ENTRY_H

#include "scan/row.h"

#define NO_TIME INT64_MIN
enum { NO_CODE = -1 };

struct scan_value { /* of a field, in the record's text */
    const char *text; /* inside the quotes; NULL: there is none, or it is empty or null */
    size_t n;
    bool is_text, is_escaped; /* a string; with escapes in it */
};

struct scan_entry {
    uint64_t at;   /* the record in its text */
    uint32_t n;
    uint32_t row;  /* of its chunk; only where code isn't 0 */
    int64_t time;  /* ms since 1970 UTC, or NO_TIME */
    int64_t code;  /* 0: success; NO_CODE: not a sign-in */
    uint64_t id, user, app, address, correlation; /* hashes; 0: none */
    uint64_t agent;  /* of pass-through authentication */
    uint64_t policy; /* the first that failed; only where code isn't 0 */
    uint32_t agent_at, policy_at, policy_n; /* their names in the record; an agent's has 36 bytes */
};

/* What helps with the next one. */
struct entry_maker {
    bool counts_only; /* code, user and time will do: no other hashes */
    char day[10]; /* as texts have it, */
    int64_t day_ms; /* and its beginning */
};

/* text[0 .. n) is all that can be read. */
struct scan_value rsv__row_find_value(const char *text, size_t n, const struct row *row, enum scan_field field);

/* The same, at once where the row knows the end. */
static inline struct scan_value rsv__row_value(const char *text, size_t n, const struct row *row, enum scan_field field)
{
    const uint32_t begin = row->values[field], end = row->ends[field];
    if (begin == 0)
        return (struct scan_value){NULL, 0, false, false};
    if (end == 0)
        return rsv__row_find_value(text, n, row, field);
    const char *at = text + row->at + begin;
    const bool is_text = *at == '"';
    const size_t length = end - begin - (is_text ? 2 : 0);
    const bool is_nothing = length == 0 || *at == 'n' || *at == '{' || *at == '[';
    return (struct scan_value){is_nothing ? NULL : at + is_text, length, is_text, false};
}

/* Equal for texts that differ in ASCII case alone; never 0. */
uint64_t rsv__scan_hash(const char *text, size_t n);

/* The same of a value, its escapes resolved.  0: there is none. */
uint64_t rsv__scan_value_hash(struct scan_value v);

/* Integers, also in quotes or written as 5e4; "None" and others are NO_CODE. */
int64_t rsv__scan_value_code(struct scan_value v);

int64_t rsv__scan_value_time(struct scan_value v, struct entry_maker *m);

/* Of a record of `length` bytes; text[0 .. n) can be read. */
void rsv__scan_entry(struct entry_maker *m, const char *text, size_t n, const struct row *row,
                     size_t length, struct scan_entry *out);

#endif
