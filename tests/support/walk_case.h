/* SPDX-License-Identifier: MIT
 * walk_case.h - a walk over a text that writes down what it meets. */
#ifndef TESTS_SUPPORT_WALK_CASE_H
#define TESTS_SUPPORT_WALK_CASE_H

#include "scan/entry.h"
#include "scan/walk.h"

struct walk_case {
    struct walker walker;
    struct key_table keys;
    struct row last;     /* the row met last */
    char story[2000];    /* "[id code]" for a row, "!at what" for damage */
    size_t stop_after;   /* rows; 0: never */
    size_t rows;
};

/* Ready to walk all of `text`. */
void walk_case_open(struct walk_case *c, const char *text);

/* Walk it whole, and what was met. */
const char *walk_story(struct walk_case *c, const char *text);

#endif
