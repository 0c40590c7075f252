/* SPDX-License-Identifier: MIT
 * standalone.c - runs a fuzz target over files and folders, where there is no libFuzzer. */
#include "base/files.h"

#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool run_file(struct alloc *alloc, const char *path)
{
    struct file_text file = {NULL, 0, 0};
    rsv_error err;
    if (rsv__file_read(alloc, path, &file, &err) != RSV_OK) {
        fprintf(stderr, "%s: %s\n", path, err.message);
        return false;
    }
    /* A copy of just that size, so that sanitizers see a read behind it. */
    void *copy = file.n > 0 ? rsv__alloc(alloc, file.n) : NULL;
    for (size_t i = 0; i < file.n; i++)
        ((char *)copy)[i] = file.text[i];
    LLVMFuzzerTestOneInput(copy, file.n);
    rsv__release(alloc, copy, file.n);
    rsv__file_free(alloc, &file);
    return true;
}

static bool run_folder(struct alloc *alloc, const char *path)
{
    struct arena arena;
    struct file_list list;
    rsv_error err;
    bool ok = false;
    rsv__arena_init(&arena, alloc);
    if (rsv__file_list(&arena, path, "", NULL, &list, &err) == RSV_OK)
        ok = list.n > 0;
    for (size_t i = 0; ok && i < list.n; i++)
        ok = run_file(alloc, rsv__arena_printf(&arena, "%s/%s", path, list.items[i].path));
    if (ok)
        printf("%s: %zu files\n", path, list.n);
    rsv__arena_free(&arena);
    return ok;
}

int main(int argc, char **argv)
{
    struct alloc alloc;
    bool ok = argc > 1;
    rsv__alloc_init(&alloc, NULL);
    for (int i = 1; i < argc; i++)
        ok = (rsv__is_folder(argv[i]) ? run_folder : run_file)(&alloc, argv[i]) && ok;
    return ok ? 0 : 1;
}
