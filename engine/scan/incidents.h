/* SPDX-License-Identifier: MIT
 * incidents.h - shapes in what failed: what somebody should look at, and what isn't more than usual.
 *
 * Looked for are: many users tried from one address, or in a short time from several (spray); one user and
 * application over and over, at once or at even intervals (loop); and errors that began or grew in the log, or that
 * one application or agent gives without ever succeeding, named after what they have in common.
 */
#ifndef RSV_SCAN_INCIDENTS_H
#define RSV_SCAN_INCIDENTS_H

#include "scan/failures.h"
#include "scan/trend.h"

enum incident_type {
    INCIDENT_SPRAY,
    INCIDENT_LOOP,
    INCIDENT_AGENT,
    INCIDENT_POLICY,
    INCIDENT_APPLICATION,
    INCIDENT_ADDRESS,
    INCIDENT_SURGE /* nothing in common */
};

struct incident {
    enum incident_type type;
    int64_t code;
    int64_t since, until; /* NO_TIME: no row has a time */
    uint64_t attempts, users, addresses;
    uint32_t user, app, address, agent, policy; /* names: what all or nearly all have in common; 0: nothing */
    uint64_t hits;   /* spray: users who then got in from there */
    bool hits_known; /* else those who got in can't be told from people who mistyped */
    bool is_steady;  /* loop: a program that tries at even intervals, not a sign-in in circles */
    struct trend trend;
};

enum { MAX_INCIDENTS = 100 };

struct incident_list {
    struct incident items[MAX_INCIDENTS];
    size_t n;
};

enum nature { NATURE_ERROR, NATURE_INTERRUPT, NATURE_NOISE };
typedef enum nature nature_fn(void *user, int64_t code);

/* Most attempts first.  `f` is sorted. */
rsv_status rsv__incidents_find(const struct failures *f, const struct counts *t, nature_fn *nature, void *user,
                               struct incident_list *out, rsv_error *err);

const char *rsv__incident_text(enum incident_type type);

/* The value that most of the rows have in a field, and how many have it. */
enum failure_field { BY_USER, BY_APP, BY_ADDRESS, BY_AGENT, BY_POLICY };
struct most {
    uint32_t name;      /* 0: none has one */
    uint64_t n, named;  /* rows with it; rows with any */
    uint64_t different; /* values */
};
bool rsv__most_of(struct alloc *alloc, const struct failure *rows, size_t n, enum failure_field field,
                  struct most *out);

/* "single", "burst", "regular" or "scattered", of rows in the order of time. */
const char *rsv__rhythm_of(const struct failure *rows, size_t n);

#endif
