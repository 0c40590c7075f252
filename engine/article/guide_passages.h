/* SPDX-License-Identifier: MIT
 * guide_passages.h - blocks to passages, the units that are kept or dropped.
 *
 * A passage is a sentence with those behind it that lean on it ("This ...", "If not, ..."); a table,
 * a code block or a heading is one; so is the label of a block without text.
 */
#ifndef RSV_ARTICLE_GUIDE_PASSAGES_H
#define RSV_ARTICLE_GUIDE_PASSAGES_H

#include "article/guide_parts.h"

void rsv__guide_passages(struct arena *arena, struct guide *g);

/* The length of the first sentence of `s`, its stop included. */
size_t rsv__sentence_length(struct span s);

#endif
