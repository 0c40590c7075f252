/* SPDX-License-Identifier: MIT
 * guide_wrap.h - Markdown text in lines of at most 120 characters. */
#ifndef RSV_ARTICLE_GUIDE_WRAP_H
#define RSV_ARTICLE_GUIDE_WRAP_H

#include "article/guide_parts.h"
#include "base/buf.h"

enum { WRAP_COLUMNS = 120 };

/* `text` behind `first` ("- ", "3. ", ""), with which it begins in column `indent`, as do all lines.  A line never
 * begins with what Markdown would read as a marker, and code spans and links are not broken. */
void rsv__wrap(struct span text, const char *first, size_t indent, struct buf *out);

#endif
