/* SPDX-License-Identifier: MIT
 * failures.h - what is kept of each row that isn't a success, to see shapes in them later.
 *
 * A row takes 40 bytes; names are kept once.  Beyond a million rows, only those of every second
 * user are kept, then of every fourth: histories stay whole, and the report says so.  Of each code, the
 * newest few records are kept as they stand, and some of those who have most, for facts that need all of
 * them.  Of successes only hashes are kept: which sign-ins ended well, and which user got in from which address.
 */
#ifndef RSV_SCAN_FAILURES_H
#define RSV_SCAN_FAILURES_H

#include "base/error.h"
#include "scan/hash_set.h"
#include "scan/heavy.h"
#include "scan/names.h"

enum { MAX_FAILURES = 1000 * 1000, MAX_SUCCESSES = 4 * 1000 * 1000, SAMPLES = 16, MAX_SAMPLE = 64 * 1024, MAX_PARTIES = 65536 };

struct failure {
    int64_t time; /* or NO_TIME */
    uint64_t correlation;
    uint32_t code;
    uint32_t user, app, address, agent, policy; /* names; 0: none */
};

struct code_samples {
    int64_t code;
    struct failure_sample items[SAMPLES];
    size_t n;
};

struct party { /* an application or an agent, over the whole log */
    uint64_t hash;
    uint64_t attempts, failures;
};

struct parties {
    struct party *slots;
    size_t n, cap;
};

struct failures {
    struct alloc *alloc;
    struct names names;
    struct failure *rows;
    size_t n, cap;
    size_t limit;     /* of rows */
    uint64_t thinned; /* rows of a user are kept if its hash has none of these bits */
    struct code_samples *samples;
    size_t n_samples, cap_samples;
    struct heavies heavies;
    struct hash_set ok_sign_ins; /* correlations with a success */
    struct hash_set ok_places;   /* user and address of a success */
    struct parties apps, agents;
};

rsv_status rsv__failures_init(struct failures *f, struct alloc *alloc, rsv_error *err);
void rsv__failures_free(struct failures *f);

/* A row that counted.  `row` is NULL for a success; text[0 .. n) can be read. */
rsv_status rsv__failures_add(struct failures *f, const char *text, size_t n, const struct row *row,
                             const struct scan_entry *e, rsv_error *err);

/* Have the memory ready that adding it will touch. */
void rsv__failures_prefetch(const struct failures *f, const struct scan_entry *e);

/* By code, then by time. */
void rsv__failures_sort(struct failures *f);

/* The rows of a code, once sorted. */
const struct failure *rsv__failures_of(const struct failures *f, int64_t code, size_t *n);

const struct code_samples *rsv__failures_samples(const struct failures *f, int64_t code);

/* NULL: it didn't occur. */
const struct party *rsv__party(const struct parties *p, uint64_t hash);

bool rsv__failures_ended_well(const struct failures *f, uint64_t correlation);

/* Whether this user got in from this address, both names. */
bool rsv__failures_got_in(const struct failures *f, uint32_t user, uint32_t address);

#endif
