/* SPDX-License-Identifier: MIT */
#include "api/rule_index.h"

#include "base/files.h"

#include <string.h>

bool rsv__rule_index_holds(const struct rsv_kb *kb, const char *dir, const struct needed_files *f,
                           struct arena *arena)
{
    struct file_list list;
    rsv_error err;
    if (f->n_all == 0 || rsv__file_list(arena, dir, ".lua", &list, &err) != RSV_OK ||
        list.n != f->n_all)
        return false;
    const int64_t built = rsv__file_modified(rsv__db_path(kb->db));
    for (size_t i = 0; i < list.n; i++)
        if (strcmp(list.items[i].path, f->all[i]) != 0 || list.items[i].size != f->sizes[i] ||
            list.items[i].modified > built)
            return false;
    return true;
}

rsv_status rsv__rule_index_is_fresh(struct rsv_kb *kb, const char *dir, bool *fresh,
                                    rsv_error *err)
{
    struct arena arena;
    struct needed_files files;
    rsv__arena_init(&arena, &kb->alloc);
    const rsv_status rc = rsv__db_rule_files(kb->db, 0, &arena, &files, err);
    *fresh = rc == RSV_OK && rsv__rule_index_holds(kb, dir, &files, &arena);
    rsv__arena_free(&arena);
    return rc;
}
