/* SPDX-License-Identifier: MIT
 * files.h - reading files and folders.  The only place that knows the platform's file calls. */
#ifndef RSV_BASE_FILES_H
#define RSV_BASE_FILES_H

#include "base/arena.h"
#include "base/error.h"

enum { FILE_PATH_MAX = 4096 }; /* room for a path */

struct file_text {
    char *text; /* NUL-terminated */
    size_t n;
    size_t cap; /* allocated */
};

/* Read a whole file.  RSV_ENOTFOUND if it isn't there, RSV_EIO otherwise. */
rsv_status rsv__file_read(struct alloc *a, const char *path, struct file_text *out,
                          rsv_error *err);
void rsv__file_free(struct alloc *a, struct file_text *f);

struct file_entry {
    const char *path; /* relative to the folder */
    uint64_t size;
    int64_t modified; /* nanoseconds */
};

struct file_list {
    struct file_entry *items; /* sorted by path */
    size_t n, cap;
    const char **folders; /* where they were looked for: "./", "a/", "a/b/" ..., in no order */
    size_t n_folders, cap_folders;
};

/* All regular files below `dir` whose name ends in `suffix` but not in `except` (NULL: none); hidden ones aside.  In
 * `arena`. */
rsv_status rsv__file_list(struct arena *arena, const char *dir, const char *suffix, const char *except,
                          struct file_list *out, rsv_error *err);

/* Fill in size and time of items by their paths, which may be folders; false: one isn't there. */
bool rsv__file_look(const char *dir, struct file_entry *items, size_t n);

/* Whether it is there and a regular file.  RSV_ENOTFOUND or RSV_EIO, which names what it is instead. */
rsv_status rsv__file_check(const char *path, rsv_error *err);
bool rsv__file_exists(const char *path);
bool rsv__is_folder(const char *path);
int64_t rsv__file_modified(const char *path); /* nanoseconds; 0: not there */

/* Where to write `path`: itself, or what the symbolic link there leads to.  Refused is what is there and no regular file,
 * and what can't come to be.  For asking before long work: rsv__file_write and rsv__file_replace ask themselves. */
rsv_status rsv__file_target(const char *path, char target[FILE_PATH_MAX], rsv_error *err);

/* Make a file whole, or leave what is there: `write` fills a new file beside it, which is synced and renamed over it. */
typedef rsv_status file_writer(const char *part, void *user, rsv_error *err);
rsv_status rsv__file_replace(const char *path, file_writer *write, void *user, rsv_error *err);
rsv_status rsv__file_write(const char *path, const char *text, size_t n, rsv_error *err);

/* Write a file without such care: for the files of a folder that is put in place as a whole. */
rsv_status rsv__file_put(const char *path, const char *text, size_t n, rsv_error *err);

/* Put the folder `from` in the place of `to`, which may be there or not; an old one is removed. */
rsv_status rsv__folder_replace(const char *from, const char *to, rsv_error *err);
/* Remove a folder with all that is in it; what isn't there is no failure. */
rsv_status rsv__folder_remove(const char *path, rsv_error *err);
/* Whether there is nothing in it. */
bool rsv__folder_is_empty(const char *path);

/* Make a folder and its parents. */
rsv_status rsv__folder_make(const char *path, rsv_error *err);

#endif
