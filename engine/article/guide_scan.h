/* SPDX-License-Identifier: MIT
 * guide_scan.h - what one line or the beginning of a text is: the marks that people write. */
#ifndef RSV_ARTICLE_GUIDE_SCAN_H
#define RSV_ARTICLE_GUIDE_SCAN_H

#include "article/guide_parts.h"

struct span rsv__span(const char *text);
struct span rsv__span_from(struct span s, size_t start);
struct span rsv__span_trim(struct span s);
bool rsv__span_starts(struct span s, const char *word); /* ASCII case aside */
size_t rsv__span_words(struct span s);

size_t rsv__scan_indent(struct span line);

/* "- ", "* ", "1. ", "2) ", "(3) ", "a. ", "iv. "; also "1.Word" and a task's "[ ]" behind it. */
struct marker {
    size_t width; /* up to the text */
    bool ordered;
    bool lettered;
    uint32_t number; /* of a letter its place in the alphabet */
};
bool rsv__scan_marker(struct span s, struct marker *out);

/* "## Words ##": the words. */
bool rsv__scan_atx(struct span s, struct span *words, int *level);

/* "**Words**", "__Words:__", "**Words**:" at the beginning; *rest is what follows. */
bool rsv__scan_bold(struct span s, struct span *words, bool *colon, struct span *rest);

bool rsv__scan_rule(struct span s);                 /* ---, ***, ___ */
bool rsv__scan_underline(struct span s, char mark); /* === or --- below a heading */
size_t rsv__scan_fence(struct span s);              /* length of ``` or ~~~; 0: none */
bool rsv__scan_table(struct span s);

/* "Step 3: ", "STEP 3 - ": *rest is what follows. */
bool rsv__scan_step(struct span s, struct span *rest);

/* "Words: rest"; false if there is no colon near the beginning. */
bool rsv__scan_colon(struct span s, struct span *name, struct span *rest);

/* Leading "3.", "3)", "3 -" and trailing colons off, emphasis marks too. */
struct span rsv__scan_bare(struct span s);

/* Whether a text ends a sentence or announces something: . ! ? : with quotes or brackets behind. */
bool rsv__scan_ended(struct span s);

#endif
