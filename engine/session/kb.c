/* SPDX-License-Identifier: MIT */
#include "session/kb.h"

rsv_status rsv__kb_open(const char *path, const rsv_allocator *allocator, struct rsv_kb **out,
                        rsv_error *err)
{
    struct alloc alloc;
    rsv__alloc_init(&alloc, allocator);
    *out = NULL;
    struct rsv_kb *kb = rsv__alloc_zero(&alloc, sizeof *kb);
    if (kb == NULL)
        return rsv__nomem(err);
    kb->alloc = alloc;
    kb->alloc.live = 0;
    rsv__arena_init(&kb->arena, &kb->alloc);
    rsv_status rc = rsv__db_open(&kb->alloc, path, &kb->db, err);
    if (rc != RSV_OK) {
        rsv__kb_close(kb);
        return rc;
    }
    *out = kb;
    return RSV_OK;
}

void rsv__kb_close(struct rsv_kb *kb)
{
    if (kb == NULL)
        return;
    rsv__db_close(kb->db);
    rsv__arena_free(&kb->arena);
    struct alloc alloc = kb->alloc;
    rsv__release(&alloc, kb, sizeof *kb);
}

rsv_status rsv__kb_case(struct rsv_kb *kb, int64_t code, const struct case_code **out,
                        rsv_error *err)
{
    for (const struct kb_case *c = kb->cases; c != NULL; c = c->next) {
        if (c->code.code == code) {
            *out = &c->code;
            return RSV_OK;
        }
    }
    struct case_code found;
    rsv_status rc = rsv__db_case(kb->db, code, &kb->arena, &found, err);
    if (rc != RSV_OK)
        return rc;
    struct kb_case *c = rsv__arena_alloc(&kb->arena, sizeof *c);
    if (c == NULL)
        return rsv__nomem(err);
    *c = (struct kb_case){kb->cases, found};
    kb->cases = c;
    *out = &c->code;
    return RSV_OK;
}
