/* SPDX-License-Identifier: MIT
 * report.h - "resolvent.report/1": what was read, and what was wrong with the rest.
 *
 * A problem's message makes sense alone: it names kind and field and shows the value, with
 * everything escaped that a terminal would obey.
 */
#ifndef RSV_INGEST_REPORT_H
#define RSV_INGEST_REPORT_H

#include "ingest/ingest.h"

enum {
    REPORT_PROBLEMS = 100, /* are listed; the rest is counted */
    SHOWN_SIZE = 96        /* of a value from the input in a message */
};

struct problem {
    uint32_t line, column; /* 0: unknown */
    const char *kind, *field; /* NULL: none */
    const char *message;
    const char *hint; /* NULL: none */
};

void rsv__report_begin(struct ingest *in);
void rsv__report_problem(struct ingest *in, const struct problem *p);

/* format and encoding NULL: not known.  RSV_ENOMEM if the report is incomplete. */
rsv_status rsv__report_finish(struct ingest *in, const char *format, const char *encoding,
                              rsv_error *err);

/* A text from outside as messages may show it: cut, controls and bad bytes as \x1b. */
const char *rsv__report_show(const char *text, size_t n, char out[SHOWN_SIZE]);

#endif
