/* SPDX-License-Identifier: MIT
 * show.c - articles from the store, their bodies as blocks. */
#include "session/show.h"

#include "article/markdown.h"


rsv_status rsv__show_blocks(struct doc_tree *t, rsv_error *err)
{
    const struct rsv_doc *body = rsv_doc_get(&t->root, "body");
    struct rsv_doc *blocks = rsv__doc_array(t, &t->root, "blocks");
    if (body == NULL || body->type != RSV_TEXT)
        return rsv__doc_ok(t, err);
    return rsv__markdown_blocks(body->as.text.at, body->as.text.n, t, blocks, err);
}
