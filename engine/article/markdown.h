/* SPDX-License-Identifier: MIT
 * markdown.h - an article's body as a list of blocks, for whoever lays it out. */
#ifndef RSV_ARTICLE_MARKDOWN_H
#define RSV_ARTICLE_MARKDOWN_H

#include "base/doc.h"
#include "base/error.h"

/* Append one object per block to `list`:
 *   { "block": "heading", "level": 2, "text" }
 *   { "block": "paragraph", "depth", "text" }
 *   { "block": "item", "depth", "marker": "-" or "3.", "text" }   the first paragraph of an item
 *   { "block": "code", "depth", "language", "text" }
 *   { "block": "quote", "depth", "text" }
 * Inline marks stay as `code` and **strong**; links become "text <address>". */
rsv_status rsv__markdown_blocks(const char *text, size_t n, struct doc_tree *t,
                                struct rsv_doc *list, rsv_error *err);

#endif
