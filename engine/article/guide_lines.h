/* SPDX-License-Identifier: MIT
 * guide_lines.h - the bytes of a guide to clean lines.
 *
 * Characters: UTF-8 with stray Windows-1252 bytes, twice-encoded quotes and U+FFFD; an apostrophe
 * that was lost between letters ("user?s") is put back, any other damage stays visible as U+FFFD.
 * Typographic quotes and odd blanks become plain ones, tabs blanks; control characters go.
 *
 * Merge conflicts: both sides are kept, a line that both sides have (but for damage) once.
 */
#ifndef RSV_ARTICLE_GUIDE_LINES_H
#define RSV_ARTICLE_GUIDE_LINES_H

#include "article/guide_parts.h"

/* Fill g->lines; what was repaired goes to g->remarks. */
void rsv__guide_lines(struct arena *arena, const char *text, size_t n, struct guide *g);

#endif
