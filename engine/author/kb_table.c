/* SPDX-License-Identifier: MIT
 * kb_table.c - Microsoft's published table: what is new in it, and whether articles agree with it.
 *
 * The knowledge base keeps of each published row the code, the name and a digest of the description, in
 * microsoft.tsv: enough to see a change, and none of Microsoft's words.
 */
#include "author/author.h"

#include "article/code_table.h"
#include "base/time.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct rows { /* of one code */
    const struct table_row *at;
    uint32_t n;
};

static const char *table_path(const char *kb_dir, struct arena *arena)
{
    return rsv__arena_printf(arena, "%s/microsoft.tsv", kb_dir);
}

/* The table that the knowledge base keeps; empty if it keeps none. */
static rsv_status read_kept(const char *kb_dir, struct arena *arena, struct code_table *out, rsv_error *err)
{
    struct file_text text;
    const char *path = table_path(kb_dir, arena);
    *out = (struct code_table){0};
    if (path == NULL || !rsv__file_exists(path))
        return path ? RSV_OK : rsv__nomem(err);
    rsv_status rc = rsv__file_read(arena->alloc, path, &text, err);
    if (rc != RSV_OK)
        return rc;
    const bool ok = rsv__code_table_read(text.text, text.n, arena, out);
    rsv__file_free(arena->alloc, &text);
    if (arena->failed)
        return rsv__nomem(err);
    return ok ? RSV_OK : rsv__fail(err, RSV_EINPUT, "%s is no table of code, name and digest", path);
}

/* The rows of the code at *i, which moves behind them. */
static struct rows next_code(const struct code_table *t, uint32_t *i)
{
    const uint32_t first = *i;
    while (*i < t->n && t->rows[*i].code == t->rows[first].code)
        ++*i;
    return (struct rows){t->rows + first, *i - first};
}

static bool same(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool has_name(struct rows rows, const char *name)
{
    for (uint32_t i = 0; i < rows.n; i++)
        if (same(rows.at[i].name, name))
            return true;
    return false;
}

/* The first row whose name the others don't have; NULL: none. */
static const struct table_row *odd_name(struct rows rows, struct rows others)
{
    for (uint32_t i = 0; i < rows.n; i++)
        if (!has_name(others, rows.at[i].name))
            return &rows.at[i];
    return NULL;
}

static bool same_digests(struct rows a, struct rows b)
{
    for (uint32_t i = 0; i < a.n; i++) {
        bool found = false;
        for (uint32_t j = 0; j < b.n && !found; j++)
            found = strcmp(a.at[i].digest, b.at[j].digest) == 0;
        if (!found)
            return false;
    }
    return a.n == b.n;
}

/* --- articles against the table --------------------------------------------------------------------------- */

static const struct article *find_article(const struct library *lib, int64_t code)
{
    char slug[24];
    snprintf(slug, sizeof slug, "%" PRId64, code);
    return rsv__library_find(lib, ARTICLE_CODE, slug);
}

static void check_code(const struct library *lib, struct rows rows, const char *path, struct findings *findings)
{
    const struct article *a = find_article(lib, rows.at->code);
    const char *name = rows.at->name;
    const struct finding at = {"K014", SEVERITY_ERROR, a ? a->path : path, a ? a->line : rows.at->line, 0, NULL, NULL,
                               NULL};
    for (uint32_t i = 0; i < rows.n && name == NULL; i++)
        name = rows.at[i].name;
    if (a == NULL)
        rsv__findings_add(findings, &at, "Microsoft publishes AADSTS%" PRId64 "%s%s; there is no article", rows.at->code,
                          name ? " " : "", name ? name : "");
    else if (a->brief)
        rsv__findings_add(findings, &at, "Microsoft documents AADSTS%" PRId64 "; a brief entry isn't enough", a->code);
    else if (name != NULL && !has_name(rows, a->name))
        rsv__findings_add(findings, &at, "AADSTS%" PRId64 ": 'name' should be %s, as Microsoft's table has it", a->code,
                          name);
}

/* A name where the table has none may be an older one, which nothing here can check. */
rsv_status rsv__check_table(const char *kb_dir, const struct library *lib, struct findings *findings,
                            struct arena *arena, rsv_error *err)
{
    struct code_table kept;
    const rsv_status rc = read_kept(kb_dir, arena, &kept, err);
    const char *path = table_path(kb_dir, arena);
    for (uint32_t i = 0; rc == RSV_OK && path != NULL && i < kept.n;)
        check_code(lib, next_code(&kept, &i), path, findings);
    return rc;
}

/* --- a new edition ------------------------------------------------------------------------------------------ */

struct comparison {
    struct doc_tree *t;
    struct rsv_doc *added, *renamed, *reworded, *gone;
};

static void compare_code(struct comparison *c, struct rows old, struct rows new)
{
    const int64_t code = (new.n > 0 ? new : old).at->code;
    const struct table_row *before = odd_name(old, new), *now = odd_name(new, old);
    if (new.n == 0) {
        rsv__doc_add_integer(c->t, c->gone, NULL, code);
        return;
    }
    if (old.n == 0 || before != NULL || now != NULL) {
        struct rsv_doc *d = rsv__doc_object(c->t, old.n == 0 ? c->added : c->renamed, NULL);
        rsv__doc_add_integer(c->t, d, "code", code);
        rsv__doc_add_text(c->t, d, "from", before ? before->name : NULL);
        rsv__doc_add_text(c->t, d, "name", now ? now->name : new.at->name);
    }
    if (old.n > 0 && !same_digests(old, new))
        rsv__doc_add_integer(c->t, c->reworded, NULL, code);
}

static void compare(struct comparison *c, const struct code_table *old, const struct code_table *new)
{
    for (uint32_t i = 0, k = 0; i < old->n || k < new->n;) {
        const int64_t a = i < old->n ? old->rows[i].code : INT64_MAX;
        const int64_t b = k < new->n ? new->rows[k].code : INT64_MAX;
        const struct rows none = {NULL, 0};
        const struct rows before = a <= b ? next_code(old, &i) : none;
        compare_code(c, before, b <= a ? next_code(new, &k) : none);
    }
}

/* The start of an article, with Microsoft's words to be told anew. */
static const char *draft_text(struct arena *arena, const struct table_row *row)
{
    const char *name = row->name ? rsv__arena_printf(arena, "name: %s\n", row->name) : "";
    const char *words = *row->text ? rsv__arena_printf(arena, "\n> %s\n", row->text) : "";
    return rsv__arena_printf(arena,
                             "---\ncode: %" PRId64 "\n%stitle: \"AADSTS%" PRId64 ": to be written\"\nnature: error\n"
                             "causes:\n  other: 100\nreferences:\n"
                             "  - title: Microsoft Entra authentication and authorization error codes\n"
                             "    url: https://learn.microsoft.com/entra/identity-platform/reference-error-codes\n---\n\n"
                             "## What it means\nTo be told in one's own words. Microsoft's table says:\n%s",
                             row->code, name ? name : "", row->code, words ? words : "");
}

struct drafts {
    const char *kb_dir, *into;
    const struct library *lib;
    struct arena *arena;
    struct doc_tree *t;
    struct rsv_doc *list;
};

/* A code that has an article, reviewed or not, gets no draft; one that has a few lines, beside it. */
static rsv_status write_draft(struct drafts *d, const struct table_row *row, rsv_error *err)
{
    const struct article *a = find_article(d->lib, row->code);
    const char *dir = d->into ? d->into : rsv__arena_printf(d->arena, "%s/%s", d->kb_dir, a ? "drafts" : "codes");
    const char *path = rsv__arena_printf(d->arena, "%s/AADSTS%" PRId64 ".md", dir ? dir : "", row->code);
    const char *text = draft_text(d->arena, row);
    if ((a != NULL && !a->brief) || d->arena->failed)
        return d->arena->failed ? rsv__nomem(err) : RSV_OK;
    if (rsv__file_exists(path))
        return RSV_OK;
    rsv_status rc = rsv__folder_make(dir, err);
    if (rc == RSV_OK)
        rc = rsv__file_write(path, text, strlen(text), err);
    if (rc == RSV_OK)
        rsv__doc_add_text(d->t, d->list, NULL, path);
    return rc;
}

/* --- keeping it ------------------------------------------------------------------------------------------------ */

static rsv_status write_kept(const char *path, const struct code_table *table, struct alloc *alloc, rsv_error *err)
{
    struct buf out;
    char today[RSV_TIME_SIZE];
    rsv__buf_init(&out, alloc);
    rsv__time_format(rsv__time_now(), today);
    rsv__buf_text(&out, "# Microsoft's published AADSTS codes: the name and a digest of the description, row by row.\n"
                        "# Made by 'resolvent kb import --accept FILE'; do not edit.\n");
    if (table->edition != NULL)
        rsv__buf_printf(&out, "# edition %s\n", table->edition);
    else
        rsv__buf_printf(&out, "# an edition without a date, accepted %.10s\n", today);
    rsv__buf_text(&out, "code\tname\tdigest\n");
    for (uint32_t i = 0; i < table->n; i++)
        rsv__buf_printf(&out, "%" PRId64 "\t%s\t%s\n", table->rows[i].code, table->rows[i].name ? table->rows[i].name : "",
                        table->rows[i].digest);
    rsv_status rc = out.failed ? rsv__nomem(err) : rsv__file_write(path, rsv__buf_get(&out), out.n, err);
    rsv__buf_free(&out);
    return rc;
}

static rsv_status report(const struct code_table *table, const char *file, const char *kb_dir, struct arena *arena,
                         struct doc_tree *t, struct rsv_doc *d, rsv_error *err)
{
    struct code_table kept;
    const rsv_status rc = read_kept(kb_dir, arena, &kept, err);
    if (rc != RSV_OK)
        return rc;
    rsv__doc_add_text(t, d, "file", file);
    rsv__doc_add_text(t, d, "edition", table->edition);
    rsv__doc_add_integer(t, d, "rows", table->n);
    struct comparison c = {.t = t, .added = rsv__doc_array(t, d, "new"), .renamed = rsv__doc_array(t, d, "renamed"),
                           .reworded = rsv__doc_array(t, d, "reworded"), .gone = rsv__doc_array(t, d, "gone")};
    compare(&c, &kept, table);
    return RSV_OK;
}

static rsv_status write_drafts(struct drafts *d, const struct code_table *table, rsv_error *err)
{
    rsv_status rc = RSV_OK;
    for (uint32_t i = 0; i < table->n && rc == RSV_OK;)
        rc = write_draft(d, next_code(table, &i).at, err);
    return rc;
}

rsv_status rsv__import_table(const struct table_import *in, const char *file, const struct code_table *table,
                             struct doc_tree *t, struct rsv_doc *list, rsv_error *err)
{
    struct findings ignored; /* an article that can't be read is no article; `kb check` says why */
    struct library lib;
    struct rsv_doc *d = rsv__doc_object(t, list, NULL);
    rsv__findings_init(&ignored, &in->arena->alloc->fn);
    rsv_status rc = rsv__library_read(in->kb_dir, in->arena, &ignored, &lib, err);
    if (rc == RSV_OK)
        rc = report(table, file, in->kb_dir, in->arena, t, d, err);
    struct drafts drafts = {in->kb_dir, in->into, &lib, in->arena, t, rsv__doc_array(t, d, "drafts")};
    if (rc == RSV_OK)
        rc = write_drafts(&drafts, table, err);
    const char *path = rc == RSV_OK && in->accept ? table_path(in->kb_dir, in->arena) : NULL;
    if (path != NULL)
        rc = write_kept(path, table, in->arena->alloc, err);
    if (rc == RSV_OK)
        rsv__doc_add_text(t, d, "accepted", path);
    rsv_error unused;
    const rsv_status told = rsv__findings_done(&ignored, NULL, &unused);
    return rc == RSV_OK ? told : rc;
}
