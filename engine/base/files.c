/* SPDX-License-Identifier: MIT */
#include "base/files.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_DEPTH = 16 };

static rsv_status io_error(rsv_error *err, const char *what, const char *path)
{
    const int e = errno;
    return rsv__fail(err, e == ENOENT || e == ENOTDIR ? RSV_ENOTFOUND : RSV_EIO, "can't %s %s: %s",
                     what, path, strerror(e));
}

/* --- reading ------------------------------------------------------------------------- */

static rsv_status read_all(struct alloc *a, int fd, const char *path, struct file_text *out,
                           rsv_error *err)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return io_error(err, "read", path);
    if (S_ISDIR(st.st_mode))
        return rsv__fail(err, RSV_EIO, "%s is a folder", path);
    const size_t guess = S_ISREG(st.st_mode) && st.st_size > 0 ? (size_t)st.st_size : 0;
    for (;;) { /* also for pipes, and for files that grow */
        const size_t need = out->n + 2 > guess + 2 ? out->n + 65536 : guess + 2;
        char *text = rsv__grow(a, out->text, &out->cap, need, 1);
        if (text == NULL)
            return rsv__nomem(err);
        out->text = text;
        const ssize_t n = read(fd, text + out->n, out->cap - out->n - 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return io_error(err, "read", path);
        out->n += (size_t)n;
        text[out->n] = '\0';
        if (n == 0)
            return RSV_OK;
    }
}

rsv_status rsv__file_read(struct alloc *a, const char *path, struct file_text *out, rsv_error *err)
{
    *out = (struct file_text){0};
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return io_error(err, "open", path);
    rsv_status rc = read_all(a, fd, path, out, err);
    close(fd);
    if (rc != RSV_OK)
        rsv__file_free(a, out);
    return rc;
}

void rsv__file_free(struct alloc *a, struct file_text *f)
{
    rsv__release(a, f->text, f->cap);
    *f = (struct file_text){0};
}

/* --- folders --------------------------------------------------------------------------- */

static bool ends_with(const char *text, const char *suffix)
{
    const size_t n = strlen(text), m = strlen(suffix);
    return n >= m && strcmp(text + n - m, suffix) == 0;
}

/* Nanoseconds. */
static int64_t modified(const struct stat *st)
{
    return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

static rsv_status add_file(struct arena *arena, struct file_list *list, const char *path,
                           const struct stat *st, rsv_error *err)
{
    struct file_entry *items =
        rsv__arena_grow(arena, list->items, list->n, &list->cap, list->n + 1, sizeof *items);
    char *copy = rsv__arena_text(arena, path);
    if (items == NULL || copy == NULL)
        return rsv__nomem(err);
    list->items = items;
    items[list->n++] = (struct file_entry){copy, (uint64_t)st->st_size, modified(st)};
    return RSV_OK;
}

static rsv_status add_folder(struct arena *arena, struct file_list *list, const char *below, rsv_error *err)
{
    const char **folders = rsv__arena_grow(arena, list->folders, list->n_folders, &list->cap_folders,
                                           list->n_folders + 1, sizeof *folders);
    const char *path = rsv__arena_printf(arena, "%s/", *below ? below : ".");
    if (folders == NULL || path == NULL)
        return rsv__nomem(err);
    list->folders = folders;
    folders[list->n_folders++] = path;
    return RSV_OK;
}

struct wanted {
    const char *dir, *suffix, *except;
};

static bool is_wanted(const struct wanted *w, const char *name)
{
    return ends_with(name, w->suffix) && (w->except == NULL || !ends_with(name, w->except));
}

/* A folder and those that it is in. */
struct place {
    const struct place *above;
    dev_t device;
    ino_t inode;
    int depth;
};

/* Symbolic links may lead into a folder again from within it. */
static bool is_new(const struct place *p, const struct stat *st)
{
    while (p != NULL && (p->device != st->st_dev || p->inode != st->st_ino))
        p = p->above;
    return p == NULL;
}

static rsv_status walk(struct arena *arena, const struct wanted *w, const char *below, const struct place *above,
                       struct file_list *out, rsv_error *err)
{
    char *full = rsv__arena_printf(arena, "%s%s%s", w->dir, *below ? "/" : "", below);
    if (full == NULL)
        return rsv__nomem(err);
    DIR *d = opendir(full);
    if (d == NULL)
        return io_error(err, "open", full);
    struct stat own = {0};
    rsv_status rc = fstat(dirfd(d), &own) == 0 ? add_folder(arena, out, below, err) : io_error(err, "open", full);
    const struct place here = {above, own.st_dev, own.st_ino, above ? above->depth + 1 : 0};
    const struct dirent *e;
    while (rc == RSV_OK && (e = readdir(d)) != NULL) {
        struct stat st;
        if (e->d_name[0] == '.' || (e->d_type == DT_REG && !is_wanted(w, e->d_name)) ||
            fstatat(dirfd(d), e->d_name, &st, 0) != 0)
            continue;
        if (S_ISREG(st.st_mode) && !is_wanted(w, e->d_name))
            continue;
        char *path = rsv__arena_printf(arena, "%s%s%s", below, *below ? "/" : "", e->d_name);
        if (path == NULL)
            rc = rsv__nomem(err);
        else if (S_ISREG(st.st_mode))
            rc = add_file(arena, out, path, &st, err);
        else if (S_ISDIR(st.st_mode) && here.depth < MAX_DEPTH && is_new(&here, &st))
            rc = walk(arena, w, path, &here, out, err);
    }
    closedir(d);
    return rc;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct file_entry *)a)->path, ((const struct file_entry *)b)->path);
}

rsv_status rsv__file_list(struct arena *arena, const char *dir, const char *suffix, const char *except,
                          struct file_list *out, rsv_error *err)
{
    const struct wanted w = {dir, suffix, except};
    *out = (struct file_list){0};
    rsv_status rc = walk(arena, &w, "", NULL, out, err);
    if (rc == RSV_OK && out->n > 1)
        qsort(out->items, out->n, sizeof *out->items, by_path);
    return rc;
}

bool rsv__file_look(const char *dir, struct file_entry *items, size_t n)
{
    const int fd = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
    bool there = fd >= 0;
    for (size_t i = 0; i < n && there; i++) {
        struct stat st;
        there = fstatat(fd, items[i].path, &st, 0) == 0;
        if (there)
            items[i] = (struct file_entry){items[i].path, (uint64_t)st.st_size, modified(&st)};
    }
    if (fd >= 0)
        close(fd);
    return there;
}

static const char *type_name(mode_t mode)
{
    return S_ISDIR(mode) ? "a folder" : S_ISFIFO(mode) ? "a pipe" : S_ISSOCK(mode) ? "a socket" : "a device";
}

rsv_status rsv__file_check(const char *path, rsv_error *err)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return io_error(err, "open", path);
    if (!S_ISREG(st.st_mode))
        return rsv__fail(err, RSV_EIO, "can't open %s: it is %s, not a file", path, type_name(st.st_mode));
    return RSV_OK;
}

bool rsv__file_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

bool rsv__is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

int64_t rsv__file_modified(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? modified(&st) : 0;
}

/* --- writing ----------------------------------------------------------------------------- */

/* Output that can't be written is one thing to callers, whatever is missing. */
static rsv_status not_writable(const char *path, rsv_error *err)
{
    return rsv__fail(err, RSV_EIO, "can't write %s: %s", path, strerror(errno));
}

/* A new file in the folder of `path`. */
static rsv_status check_new(const char *path, rsv_error *err)
{
    char folder[FILE_PATH_MAX];
    const char *slash = strrchr(path, '/');
    const size_t n = slash ? (size_t)(slash - path) + 1 : 0;
    snprintf(folder, sizeof folder, "%.*s.", (int)n, path);
    if (path[n] == '\0')
        return rsv__fail(err, RSV_EIO, "can't write %s: it would be a folder, not a file", path);
    return access(folder, W_OK | X_OK) == 0 ? RSV_OK : not_writable(path, err);
}

rsv_status rsv__file_target(const char *path, char target[FILE_PATH_MAX], rsv_error *err)
{
    struct stat st;
    const size_t n = strlen(path);
    if (n == 0)
        return rsv__fail(err, RSV_EARG, "a file to write to has a name");
    if (n > FILE_PATH_MAX - 32) /* room for the name of a part */
        return rsv__fail(err, RSV_EIO, "the path is too long: %s", path);
    memcpy(target, path, n + 1);
    if (lstat(path, &st) != 0)
        return errno == ENOENT ? check_new(path, err) : not_writable(path, err);
    static_assert((int)FILE_PATH_MAX >= (int)PATH_MAX, "what realpath() asks for");
    if (S_ISLNK(st.st_mode)) {
        if (stat(path, &st) != 0 && errno == ENOENT)
            return rsv__fail(err, RSV_EIO, "can't write %s: the symbolic link leads to nothing", path);
        if (realpath(path, target) == NULL || stat(target, &st) != 0)
            return not_writable(path, err);
    }
    if (!S_ISREG(st.st_mode))
        return rsv__fail(err, RSV_EIO, "can't write %s: it is %s, not a file", path, type_name(st.st_mode));
    return check_new(target, err);
}

/* As the file that it replaces, if there is one, and on the disk. */
static rsv_status finish_part(const char *part, const char *target, rsv_error *err)
{
    struct stat st;
    const int fd = open(part, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return io_error(err, "open", part);
    const bool bad = (stat(target, &st) == 0 && fchmod(fd, st.st_mode & 07777) != 0) || fsync(fd) != 0;
    const rsv_status rc = bad ? io_error(err, "sync", part) : RSV_OK;
    close(fd);
    return rc;
}

rsv_status rsv__file_replace(const char *path, file_writer *write_part, void *user, rsv_error *err)
{
    char target[FILE_PATH_MAX], part[FILE_PATH_MAX + 32];
    rsv_status rc = rsv__file_target(path, target, err);
    if (rc != RSV_OK)
        return rc;
    snprintf(part, sizeof part, "%s.%ld.part", target, (long)getpid());
    unlink(part); /* what a process with this number left, or a link to elsewhere */
    rc = write_part(part, user, err);
    if (rc == RSV_OK)
        rc = finish_part(part, target, err);
    if (rc == RSV_OK && rename(part, target) != 0)
        rc = io_error(err, "replace", path);
    if (rc != RSV_OK)
        unlink(part);
    return rc;
}

rsv_status rsv__file_put(const char *path, const char *text, size_t n, rsv_error *err)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        return io_error(err, "write", path);
    size_t done = 0;
    bool bad = false;
    while (done < n && !bad) {
        const ssize_t w = write(fd, text + done, n - done);
        bad = w < 0 && errno != EINTR;
        done += w > 0 ? (size_t)w : 0;
    }
    rsv_status rc = bad ? io_error(err, "write", path) : RSV_OK;
    if (close(fd) != 0 && rc == RSV_OK)
        rc = io_error(err, "write", path);
    return rc;
}

struct text_part {
    const char *text;
    size_t n;
};

static rsv_status write_text(const char *part, void *user, rsv_error *err)
{
    const struct text_part *t = user;
    return rsv__file_put(part, t->text, t->n, err);
}

rsv_status rsv__file_write(const char *path, const char *text, size_t n, rsv_error *err)
{
    struct text_part t = {text, n};
    return rsv__file_replace(path, write_text, &t, err);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

rsv_status rsv__folder_remove(const char *path, rsv_error *err)
{
    enum { OPEN_FOLDERS = 16 };
    if (nftw(path, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) != 0 && errno != ENOENT)
        return io_error(err, "remove", path);
    return RSV_OK;
}

bool rsv__folder_is_empty(const char *path)
{
    DIR *d = opendir(path);
    int n = 0;
    while (d != NULL && n < 3 && readdir(d) != NULL)
        n++;
    if (d != NULL)
        closedir(d);
    return n == 2; /* "." and ".." */
}

/* Where the two can change places at once, nobody ever sees neither. */
rsv_status rsv__folder_replace(const char *from, const char *to, rsv_error *err)
{
    if (rename(from, to) == 0) /* nothing there, or an empty folder */
        return RSV_OK;
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_EXCHANGE) != 0)
        return io_error(err, "replace", to);
    return rsv__folder_remove(from, err);
}

rsv_status rsv__folder_make(const char *path, rsv_error *err)
{
    char copy[4096];
    if ((size_t)snprintf(copy, sizeof copy, "%s", path) >= sizeof copy)
        return rsv__fail(err, RSV_EIO, "the path is too long: %s", path);
    for (char *p = copy + (*copy == '/');; p++) {
        if (*p != '/' && *p != '\0')
            continue;
        const char end = *p;
        *p = '\0';
        if (mkdir(copy, 0777) != 0 && (errno != EEXIST || !rsv__is_folder(copy)))
            return io_error(err, "make", copy);
        if (end == '\0')
            return RSV_OK;
        *p = '/';
    }
}
