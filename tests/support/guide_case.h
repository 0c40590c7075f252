/* SPDX-License-Identifier: MIT
 * guide_case.h - what tests of the guide importer need: a guide from a text, taken apart and
 * written down so that it can be compared. */
#ifndef TESTS_SUPPORT_GUIDE_CASE_H
#define TESTS_SUPPORT_GUIDE_CASE_H

#include "article/guide_parts.h"
#include "base/buf.h"
#include "support/fail_alloc.h"

struct guide_case {
    struct fail_alloc memory;
    struct alloc alloc;
    struct arena arena;
    struct guide guide;
    struct buf out;
};

void guide_case_open(struct guide_case *c);

/* Returns the bytes that were not given back. */
size_t guide_case_close(struct guide_case *c);

/* As far as passages. */
void guide_case_read(struct guide_case *c, const char *text);

/* A line for each: "3 steps 0 1. [label] text".  Its number, section, depth, marker ("1.", "-",
 * "" for a paragraph, "##" for a heading, "code", "table"). */
const char *guide_case_blocks(struct guide_case *c);

/* A line for each that is kept: "+ text", "@ text" if only as a link; dropped: "reason: text". */
const char *guide_case_passages(struct guide_case *c);

const char *guide_case_lines(struct guide_case *c);

#endif
