/* SPDX-License-Identifier: MIT
 * guide_write.h - a judged guide to a draft article in the format of kb/README.md. */
#ifndef RSV_ARTICLE_GUIDE_WRITE_H
#define RSV_ARTICLE_GUIDE_WRITE_H

#include "article/guide_links.h"
#include "base/buf.h"

/* Front matter without `reviewed`, and the kept passages under our headings, wrapped at 120. */
void rsv__guide_write(struct arena *arena, const struct guide *g,
                      const struct guide_references *references, struct buf *out);

/* A text as a YAML scalar: plain if it stays a text that way, else in double quotes. */
void rsv__guide_write_yaml(const char *text, struct buf *out);

#endif
