/* SPDX-License-Identifier: MIT */
#include "author/author.h"

#include "article/article.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    const char *dir;
    struct arena *arena;
    struct findings *findings;
    struct article *items;
    size_t n, cap;
};

static void complain(struct reading *r, const char *path, const char *message)
{
    const struct finding f = {"K001", SEVERITY_ERROR, path, 1, 0, NULL, NULL, NULL};
    rsv__findings_add(r->findings, &f, "%s", message);
}

/* The file's name says what the article is about; both must agree. */
static bool name_agrees(const struct article *a, const char *path)
{
    const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    const char *prefix = a->type == ARTICLE_CODE ? "AADSTS" : "";
    const size_t n = strlen(prefix), m = a->slug ? strlen(a->slug) : 0;
    return a->slug != NULL && strncmp(base, prefix, n) == 0 && strncmp(base + n, a->slug, m) == 0 &&
           strcmp(base + n + m, ".md") == 0;
}

static rsv_status read_one(struct reading *r, enum article_type type, const char *path,
                           rsv_error *err)
{
    struct file_text text;
    struct article a;
    rsv_status rc = rsv__file_read(r->arena->alloc, path, &text, err);
    if (rc != RSV_OK)
        return rc;
    const bool ok =
        rsv__article_read(type, path, text.text, text.n, r->arena, r->findings, &a);
    rsv__file_free(r->arena->alloc, &text);
    if (ok && !name_agrees(&a, path)) {
        complain(r, path, "the file's name should be the article's code or slug");
        return RSV_OK;
    }
    if (!ok)
        return RSV_OK;
    struct article *grown =
        rsv__arena_grow(r->arena, r->items, r->n, &r->cap, r->n + 1, sizeof *grown);
    if (grown == NULL)
        return rsv__nomem(err);
    r->items = grown;
    grown[r->n++] = a;
    return RSV_OK;
}

static rsv_status read_folder(struct reading *r, enum article_type type, const char *name,
                              rsv_error *err)
{
    struct file_list list;
    const char *dir = rsv__arena_printf(r->arena, "%s/%s", r->dir, name);
    if (dir == NULL)
        return rsv__nomem(err);
    rsv_status rc = rsv__file_list(r->arena, dir, ".md", NULL, &list, err);
    for (size_t i = 0; i < list.n && rc == RSV_OK; i++) {
        const char *path = rsv__arena_printf(r->arena, "%s/%s", dir, list.items[i].path);
        rc = path ? read_one(r, type, path, err) : rsv__nomem(err);
    }
    return rc;
}

static rsv_status add_briefs(struct reading *r, const char *path, rsv_error *err)
{
    struct file_text text;
    struct article *briefs;
    uint32_t n;
    rsv_status rc = rsv__file_read(r->arena->alloc, path, &text, err);
    if (rc != RSV_OK)
        return rc;
    rsv__briefs_read(path, text.text, text.n, r->arena, r->findings, &briefs, &n);
    rsv__file_free(r->arena->alloc, &text);
    struct article *grown =
        rsv__arena_grow(r->arena, r->items, r->n, &r->cap, r->n + n, sizeof *grown);
    if (grown == NULL && r->n + n > 0)
        return rsv__nomem(err);
    r->items = grown;
    for (uint32_t i = 0; i < n; i++)
        grown[r->n++] = briefs[i];
    return RSV_OK;
}

/* The folder needn't be there. */
static rsv_status read_briefs(struct reading *r, rsv_error *err)
{
    struct file_list list = {0};
    const char *dir = rsv__arena_printf(r->arena, "%s/brief", r->dir);
    if (dir == NULL)
        return rsv__nomem(err);
    rsv_status rc = rsv__is_folder(dir) ? rsv__file_list(r->arena, dir, ".yaml", NULL, &list, err) : RSV_OK;
    for (size_t i = 0; i < list.n && rc == RSV_OK; i++) {
        const char *path = rsv__arena_printf(r->arena, "%s/%s", dir, list.items[i].path);
        rc = path ? add_briefs(r, path, err) : rsv__nomem(err);
    }
    return rc;
}

/* A code has one place: its article, or one brief entry.  Articles come first, so they win. */
static void drop_doubles(struct reading *r)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->n; i++) {
        const struct article *a = &r->items[i], *b = kept > 0 ? &r->items[kept - 1] : NULL;
        if (b == NULL || a->type != ARTICLE_CODE || b->type != ARTICLE_CODE || a->code != b->code) {
            r->items[kept++] = *a;
            continue;
        }
        const struct finding f = {"K001", SEVERITY_ERROR, a->path, a->line, 0, NULL, NULL, NULL};
        rsv__findings_add(r->findings, &f, "AADSTS%s is in %s already", a->slug, b->path);
    }
    r->n = kept;
}

static rsv_status read_words(struct reading *r, struct vocabulary *words, rsv_error *err)
{
    struct file_text text;
    const char *path = rsv__arena_printf(r->arena, "%s/vocabulary.yaml", r->dir);
    if (path == NULL)
        return rsv__nomem(err);
    rsv_status rc = rsv__file_read(r->arena->alloc, path, &text, err);
    if (rc != RSV_OK)
        return rc;
    rsv__vocabulary_read(path, text.text, text.n, r->arena, r->findings, words);
    rsv__file_free(r->arena->alloc, &text);
    return RSV_OK;
}

static int by_type_and_name(const void *x, const void *y)
{
    const struct article *a = x, *b = y;
    if (a->type != b->type)
        return a->type < b->type ? -1 : 1;
    if (a->type == ARTICLE_CODE)
        return a->code != b->code ? (a->code > b->code ? 1 : -1) : a->brief - b->brief;
    return strcmp(a->slug, b->slug);
}

rsv_status rsv__library_read(const char *kb_dir, struct arena *arena, struct findings *findings,
                             struct library *out, rsv_error *err)
{
    struct reading r = {.dir = kb_dir, .arena = arena, .findings = findings};
    *out = (struct library){.dir = kb_dir};
    rsv_status rc = read_words(&r, &out->words, err);
    if (rc == RSV_OK)
        rc = read_folder(&r, ARTICLE_CODE, "codes", err);
    if (rc == RSV_OK)
        rc = read_folder(&r, ARTICLE_CAUSE, "causes", err);
    if (rc == RSV_OK)
        rc = read_folder(&r, ARTICLE_STEP, "steps", err);
    if (rc == RSV_OK)
        rc = read_briefs(&r, err);
    if (rc == RSV_OK && (findings->failed || arena->failed))
        rc = rsv__nomem(err);
    if (r.n > 1)
        qsort(r.items, r.n, sizeof *r.items, by_type_and_name);
    drop_doubles(&r);
    out->articles = r.items;
    out->n_articles = (uint32_t)r.n;
    return rc;
}

const struct article *rsv__library_find(const struct library *lib, enum article_type type,
                                        const char *slug)
{
    uint32_t low = 0, high = lib->n_articles;
    struct article like = {.type = type, .slug = slug};
    if (type == ARTICLE_CODE)
        like.code = strtoll(slug, NULL, 10);
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        like.brief = lib->articles[mid].brief; /* it doesn't matter here */
        const int order = by_type_and_name(&lib->articles[mid], &like);
        if (order == 0)
            return &lib->articles[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}
