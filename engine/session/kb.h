/* SPDX-License-Identifier: MIT
 * kb.h - an open knowledge base and the codes that were asked of it. */
#ifndef RSV_SESSION_KB_H
#define RSV_SESSION_KB_H

#include "store/db.h"

struct kb_case { /* kept: the file doesn't change under us */
    struct kb_case *next;
    struct case_code code;
};

struct rsv_kb {
    struct alloc alloc;
    struct arena arena; /* of the cases */
    struct db *db;
    struct kb_case *cases;
};

rsv_status rsv__kb_open(const char *path, const rsv_allocator *allocator, struct rsv_kb **out,
                        rsv_error *err);
void rsv__kb_close(struct rsv_kb *kb);

/* BORROWED from the knowledge base. */
rsv_status rsv__kb_case(struct rsv_kb *kb, int64_t code, const struct case_code **out,
                        rsv_error *err);

#endif
