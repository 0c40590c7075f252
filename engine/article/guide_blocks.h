/* SPDX-License-Identifier: MIT
 * guide_blocks.h - the lines of a guide to blocks: headings, paragraphs, list items, code, tables.
 *
 * Sentences broken by line ends or blank lines are whole again, links too; bold or plain lines that
 * serve as headings are headings; what ran together on one line is apart.  Each block knows what
 * its section is about.  Also reads the title, which g->title gets.
 */
#ifndef RSV_ARTICLE_GUIDE_BLOCKS_H
#define RSV_ARTICLE_GUIDE_BLOCKS_H

#include "article/guide_parts.h"

void rsv__guide_blocks(struct arena *arena, struct guide *g);

#endif
