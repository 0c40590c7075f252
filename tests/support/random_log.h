/* SPDX-License-Identifier: MIT
 * random_log.h - sign-in logs of any shape that is valid JSON, as hard to read as can be. */
#ifndef TESTS_SUPPORT_RANDOM_LOG_H
#define TESTS_SUPPORT_RANDOM_LOG_H

#include "base/buf.h"

enum log_shape {
    LOG_LINES,      /* one record a line, */
    LOG_ROW,        /* or one behind the other */
    LOG_ARRAY,
    LOG_VALUE,      /* {"value": [...]} */
    LOG_RECORDS,    /* {"records": [...]}, several of them */
    LOG_PAGES,      /* an array of {"value": [...]} */
    LOG_SHAPES
};

struct random_log {
    uint64_t seed;
    enum log_shape shape;
    bool is_pretty; /* line ends and blanks inside records */
    bool is_calm;   /* keys in one order and case, as from one program */
    size_t records;
};

/* Append the log; with LOG_LINES a record is a line. */
void random_log(const struct random_log *how, struct buf *out);

uint64_t random_next(uint64_t *seed);

#endif
