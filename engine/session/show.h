/* SPDX-License-Identifier: MIT
 * show.h - an article's document, completed: "blocks" from its "body". */
#ifndef RSV_SESSION_SHOW_H
#define RSV_SESSION_SHOW_H

#include "base/doc.h"
#include "base/error.h"

rsv_status rsv__show_blocks(struct doc_tree *t, rsv_error *err);

#endif
