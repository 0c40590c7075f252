/* SPDX-License-Identifier: MIT
 * kb_import.c - foreign guides and tables in, draft articles out; what is there already stays. */
#include "author/author.h"

#include "article/article.h"
#include "article/guide.h"

#include <stdlib.h>
#include <string.h>

struct importer {
    struct arena arena;
    const char *kb_dir, *into; /* into NULL: where the code belongs */
    bool accept;
    struct rsv_doc *tables;
    struct guide_file *files;
    struct file_text *texts;
    size_t n, cap, cap_texts;
    struct doc_tree *t;
};

static rsv_status add_file(struct importer *im, const char *path, rsv_error *err)
{
    struct guide_file *files = rsv__arena_grow(&im->arena, im->files, im->n, &im->cap, im->n + 1,
                                               sizeof *files);
    struct file_text *texts = rsv__arena_grow(&im->arena, im->texts, im->n, &im->cap_texts,
                                              im->n + 1, sizeof *texts);
    if (im->arena.failed)
        return rsv__nomem(err);
    im->files = files;
    im->texts = texts;
    rsv_status rc = rsv__file_read(im->arena.alloc, path, &texts[im->n], err);
    if (rc != RSV_OK)
        return rc;
    struct code_table table;
    if (rsv__code_table_read(texts[im->n].text, texts[im->n].n, &im->arena, &table)) {
        const struct table_import in = {im->kb_dir, im->into, im->accept, &im->arena};
        rsv__file_free(im->arena.alloc, &texts[im->n]);
        return rsv__import_table(&in, path, &table, im->t, im->tables, err);
    }
    files[im->n] = (struct guide_file){path, texts[im->n].text, texts[im->n].n};
    im->n++;
    return im->arena.failed ? rsv__nomem(err) : RSV_OK;
}

static rsv_status add_path(struct importer *im, const char *path, rsv_error *err)
{
    struct file_list list;
    if (!rsv__is_folder(path))
        return add_file(im, path, err);
    rsv_status rc = rsv__file_list(&im->arena, path, ".md", NULL, &list, err);
    for (size_t i = 0; i < list.n && rc == RSV_OK; i++) {
        const char *full = rsv__arena_printf(&im->arena, "%s/%s", path, list.items[i].path);
        rc = full ? add_file(im, full, err) : rsv__nomem(err);
    }
    return rc;
}

/* Whether the article at `path` has been reviewed; a file that can't be read as one counts, too. */
static bool is_reviewed(struct importer *im, const char *path)
{
    struct file_text text;
    struct findings findings;
    struct article a;
    rsv_error err;
    if (rsv__file_read(im->arena.alloc, path, &text, &err) != RSV_OK)
        return false;
    rsv__findings_init(&findings, &im->arena.alloc->fn);
    const bool ok =
        rsv__article_read(ARTICLE_CODE, path, text.text, text.n, &im->arena, &findings, &a);
    const rsv_status ignored = rsv__findings_done(&findings, NULL, &err);
    (void)ignored; /* nobody reads them */
    rsv__file_free(im->arena.alloc, &text);
    return !ok || a.reviewed != NULL;
}

/* Where the draft goes; NULL with a reason if it stays out. */
static const char *place_for(struct importer *im, int64_t code, const char **reason)
{
    const char *own = rsv__arena_printf(&im->arena, "%s/codes/AADSTS%lld.md", im->kb_dir,
                                        (long long)code);
    const char *drafts = rsv__arena_printf(&im->arena, "%s/AADSTS%lld.md",
                                           im->into ? im->into
                                                    : rsv__arena_printf(&im->arena, "%s/drafts",
                                                                        im->kb_dir),
                                           (long long)code);
    *reason = NULL;
    if (im->arena.failed)
        return NULL;
    const bool aside = im->into != NULL || (rsv__file_exists(own) && is_reviewed(im, own));
    const char *path = aside ? drafts : own;
    if (!rsv__file_exists(path))
        return path;
    *reason = rsv__arena_printf(&im->arena, "%s is there already; remove it to import anew", path);
    return NULL;
}

static rsv_status make_folder_of(const char *path, struct arena *arena, rsv_error *err)
{
    const char *slash = strrchr(path, '/');
    const char *dir = slash ? rsv__arena_copy(arena, path, (size_t)(slash - path)) : ".";
    return dir ? rsv__folder_make(dir, err) : rsv__nomem(err);
}

static rsv_status write_draft(struct importer *im, const struct draft_article *d,
                              struct rsv_doc *into, rsv_error *err)
{
    const char *reason = NULL;
    if (d->text == NULL || d->code == 0) {
        rsv__doc_add_text(im->t, into, "skipped",
                          d->code == 0 ? "it names no code" : "nothing in it is specific");
        return RSV_OK;
    }
    const char *path = place_for(im, d->code, &reason);
    if (im->arena.failed)
        return rsv__nomem(err);
    if (path == NULL) {
        rsv__doc_add_text(im->t, into, "skipped", reason);
        return RSV_OK;
    }
    rsv_status rc = make_folder_of(path, &im->arena, err);
    if (rc == RSV_OK)
        rc = rsv__file_write(path, d->text, strlen(d->text), err);
    if (rc == RSV_OK)
        rsv__doc_add_text(im->t, into, "written", path);
    return rc;
}

static rsv_status run(struct importer *im, rsv_error *err)
{
    struct draft_article *drafts = rsv__arena_alloc(&im->arena, (im->n + 1) * sizeof *drafts);
    struct rsv_doc *list = rsv__doc_array(im->t, &im->t->root, "files");
    if (drafts == NULL)
        return rsv__nomem(err);
    rsv_status rc = rsv__guide_import(im->files, im->n, &im->arena, drafts, im->t, list, err);
    struct rsv_doc *d = list ? list->as.child.first : NULL;
    for (size_t i = 0; i < im->n && rc == RSV_OK; i++, d = d ? d->next : NULL)
        rc = write_draft(im, &drafts[i], d, err);
    return rc;
}

rsv_status rsv__import(const char *const *paths, size_t n, const char *kb_dir, const char *into, bool accept,
                       struct doc_tree *t, rsv_error *err)
{
    struct alloc alloc;
    struct importer im = {.kb_dir = kb_dir, .into = into, .accept = accept, .t = t};
    rsv__alloc_init(&alloc, NULL);
    rsv__arena_init(&im.arena, &alloc);
    rsv__doc_add_text(t, &t->root, "schema", "resolvent.import/1");
    im.tables = rsv__doc_array(t, &t->root, "tables");
    rsv_status rc = RSV_OK;
    for (size_t i = 0; i < n && rc == RSV_OK; i++)
        rc = add_path(&im, paths[i], err);
    if (rc == RSV_OK)
        rc = run(&im, err);
    for (size_t i = 0; i < im.n; i++)
        rsv__file_free(&alloc, &im.texts[i]);
    rsv__arena_free(&im.arena);
    return rc == RSV_OK ? rsv__doc_ok(t, err) : rc;
}
