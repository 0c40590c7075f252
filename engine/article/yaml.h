/* SPDX-License-Identifier: MIT
 * yaml.h - YAML text to a document with positions.
 *
 * What front matter needs: mappings, sequences, scalars.  Plain scalars that look like integers,
 * numbers, true, false or null are those; everything quoted is text.  Anchors, aliases, tags and
 * a key twice are refused.
 */
#ifndef RSV_ARTICLE_YAML_H
#define RSV_ARTICLE_YAML_H

#include "base/doc.h"
#include "base/error.h"

/* Parse into t->root.  `first_line`: the line of the file on which the text begins.  On failure
 * err has line and column. */
rsv_status rsv__yaml_read(const char *text, size_t n, int first_line, struct doc_tree *t,
                          rsv_error *err);

#endif
