/* SPDX-License-Identifier: MIT
 * html.h - texts as HTML: whatever an article says, no character of it is markup.
 */
#ifndef RSV_AUTHOR_HTML_H
#define RSV_AUTHOR_HTML_H

#include "base/buf.h"
#include "base/doc.h"

/* & < > " ' as entities, control characters as U+FFFD. */
void rsv__html_text(struct buf *out, const char *text);

/* A format whose letters are markup and whose texts are escaped: %s %lld %u %g %%, nothing else. */
void rsv__html_printf(struct buf *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A paragraph's text with `code`, **strong** and <https://address> as elements. */
void rsv__html_inline(struct buf *out, const char *text);

/* Blocks of article/markdown.h, from `first` up to `end` (NULL: all); headings of level 2 become h`level`. */
void rsv__html_blocks(struct buf *out, const rsv_doc *first, const rsv_doc *end, int level);

#endif
