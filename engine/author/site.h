/* SPDX-License-Identifier: MIT
 * site.h - the knowledge base as a folder of linked pages, and what the files that write it share.
 *
 *     DIR/index.html                the way in: search, families
 *     DIR/codes/50011.html          and causes/SLUG.html, steps/SLUG.html, families/SLUG.html
 *     DIR/codes/index.html          and causes/, steps/: everything, in order
 *     DIR/style.css, site.js, search-index.js
 *     DIR/resolvent-site            marks the folder as an export, that may be replaced by the next
 *
 * Pages are made from the documents that `show` and a diagnosis without facts give, so that the site
 * says what the command says.  The same knowledge base and rules give the same bytes.
 */
#ifndef RSV_AUTHOR_SITE_H
#define RSV_AUTHOR_SITE_H

#include "author/author.h"
#include "author/html.h"

struct site {
    struct rsv_kb *kb;
    struct rsv_session *session;
    const rsv_doc *index; /* of rsv__db_index() */
    struct alloc alloc;
    const char *folder; /* that is being filled */
    struct buf out;     /* the page at hand */
    unsigned pages;
};

/* Begin a page, `depth` folders below the top. */
void rsv__site_begin(struct site *s, const char *title, int depth);
/* End the page and write it to `path` in the folder. */
rsv_status rsv__site_end(struct site *s, const char *path, rsv_error *err);
rsv_status rsv__site_put(struct site *s, const char *path, const char *text, size_t n, rsv_error *err);

/* Parts that pages have in common. */
void rsv__site_search_box(struct site *s); /* in the head of every page but the first */
void rsv__site_bars(struct site *s, const rsv_doc *list, const char *value, const char *folder, const char *ref);
void rsv__site_sources(struct site *s, const rsv_doc *article);

/* The document of an article as `show` gives it, its blocks included. */
typedef rsv_status site_show(struct site *s, struct doc_tree *t, const void *key, rsv_error *err);
rsv_status rsv__site_read(struct site *s, site_show *show, const void *key, rsv_doc **out, rsv_error *err);

/* site_code.c, site_article.c, site_index.c: pages. */
rsv_status rsv__site_code(struct site *s, int64_t code, rsv_error *err);
rsv_status rsv__site_cause(struct site *s, const char *slug, rsv_error *err);
rsv_status rsv__site_step(struct site *s, const char *slug, rsv_error *err);
rsv_status rsv__site_indexes(struct site *s, rsv_error *err);
rsv_status rsv__site_search_index(struct site *s, rsv_error *err);

#endif
