/* SPDX-License-Identifier: MIT */
#include "api/rule_index.h"

#include "base/files.h"

#include <string.h>

static bool is_folder(const char *path)
{
    return path[strlen(path) - 1] == '/';
}

/* The files in the folder are those of the build, whatever is in them. */
static bool same_names(const char *dir, const struct rule_files *f, struct arena *arena)
{
    struct file_list list;
    rsv_error err;
    size_t n = 0;
    if (rsv__file_list(arena, dir, ".lua", "examples.lua", &list, &err) != RSV_OK)
        return false;
    for (uint32_t i = 0; i < f->n; i++)
        if (!is_folder(f->paths[i]) && (n == list.n || strcmp(list.items[n++].path, f->paths[i]) != 0))
            return false;
    return n == list.n;
}

/* No file came or went if every folder is older than the build; else the folders are read. */
static bool holds(const struct rsv_kb *kb, const char *dir, const struct rule_files *f,
                  struct arena *arena)
{
    const int64_t built = rsv__file_modified(rsv__db_path(kb->db));
    bool settled = true;
    struct file_entry *items = rsv__arena_alloc(arena, f->n * sizeof *items);
    if (f->n == 0 || items == NULL)
        return false;
    for (uint32_t i = 0; i < f->n; i++)
        items[i].path = f->paths[i];
    if (!rsv__file_look(dir, items, f->n))
        return false;
    for (uint32_t i = 0; i < f->n; i++) {
        if (is_folder(items[i].path))
            settled = settled && items[i].modified < built;
        else if (items[i].size != f->sizes[i] || items[i].modified > built)
            return false;
    }
    return settled || same_names(dir, f, arena);
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
