/* SPDX-License-Identifier: MIT
 * ingest_case.h - everything that a test or fuzz target of the ingest layer needs: the sample
 * kinds, a sink that writes down what it gets, and the report. */
#ifndef TESTS_SUPPORT_INGEST_CASE_H
#define TESTS_SUPPORT_INGEST_CASE_H

#include "ingest/ingest.h"
#include "support/fail_alloc.h"
#include "support/sample_kinds.h"

struct ingest_case {
    struct fail_alloc memory;
    struct alloc alloc;
    struct sample_kinds kinds;
    struct intern intern;
    struct ingest in;
    struct buf facts; /* a line for each fact: "port_status host=a port=443 state=open @t.json:1" */
    const char *refuse; /* the message with which the sink refuses facts; NULL: it takes them */
    rsv_error err;
};

/* nth: the allocation that fails, 0: none.  False: that was within the set-up; close it all the
 * same. */
bool ingest_case_open(struct ingest_case *c, unsigned long nth);

/* Returns the bytes that were not given back. */
size_t ingest_case_close(struct ingest_case *c);

rsv_status ingest_case_read(struct ingest_case *c, const char *text);

/* What the sink got. */
const char *ingest_case_facts(const struct ingest_case *c);

/* A draft as a line; unknown fields as field=? or field=?reason. */
void ingest_case_format(const struct fact_draft *d, struct buf *out);

/* The i-th problem of the report, from 0; NULL: there are fewer. */
const struct rsv_doc *ingest_case_problem(const struct ingest_case *c, size_t i);

#endif
