/* SPDX-License-Identifier: MIT */
#include "api/rule_index.h"

#include "base/files.h"

#include <string.h>

static bool holds(const struct rsv_kb *kb, const char *dir, const struct rule_files *f,
                  struct arena *arena)
{
    struct file_list list;
    rsv_error err;
    if (f->n == 0 || rsv__file_list(arena, dir, ".lua", "examples.lua", &list, &err) != RSV_OK ||
        list.n != f->n)
        return false;
    const int64_t built = rsv__file_modified(rsv__db_path(kb->db));
    for (size_t i = 0; i < list.n; i++)
        if (strcmp(list.items[i].path, f->paths[i]) != 0 || list.items[i].size != f->sizes[i] ||
            list.items[i].modified > built)
            return false;
    return true;
}

rsv_status rsv__rule_index_is_fresh(struct rsv_kb *kb, const char *dir, bool *fresh,
                                    rsv_error *err)
{
    struct arena arena;
    struct rule_files files;
    rsv__arena_init(&arena, &kb->alloc);
    const rsv_status rc = rsv__db_rule_files(kb->db, &arena, &files, err);
    *fresh = rc == RSV_OK && holds(kb, dir, &files, &arena);
    rsv__arena_free(&arena);
    return rc;
}
