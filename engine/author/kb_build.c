/* SPDX-License-Identifier: MIT
 * kb_build.c - articles and the index of rule files into one SQLite file.
 *
 * The file is written beside its place, synced, and renamed over it: a build that fails leaves the
 * old one as it was.
 */
#include "author/author.h"

#include "store/db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct builder {
    struct arena arena;
    struct library library;
    struct rsv_ruleset *rules;
    const char *rules_dir;
    struct file_list files;
    struct rule_need *needs; /* by file */
};

/* --- which files a code needs ----------------------------------------------------------------------- */

/* The index of a declaration's file; files.n: it isn't in the shipped folder. */
static size_t file_of(const struct builder *b, const char *path)
{
    const size_t n = strlen(b->rules_dir);
    if (strncmp(path, b->rules_dir, n) != 0 || path[n] != '/')
        return b->files.n;
    for (size_t i = 0; i < b->files.n; i++)
        if (strcmp(b->files.items[i].path, path + n + 1) == 0)
            return i;
    return b->files.n;
}

static void need_file(struct builder *b, const char *path, bool *needed)
{
    const size_t i = file_of(b, path);
    if (i < b->files.n)
        needed[i] = true;
}

static void mark_kinds(const struct condition *c, bool *kinds)
{
    if (c->op <= COND_DISTINCT)
        kinds[c->pattern.kind->index] = true;
    for (uint32_t i = 0; i < c->n_children; i++)
        mark_kinds(c->children[i], kinds);
}

static bool row_is_in(const struct seen_row *row, const struct article *code)
{
    for (uint32_t c = 0; c < code->n_causes; c++)
        if (strcmp(code->causes[c].name, row->cause) == 0 && strcmp(row->cause, "other") != 0)
            return true;
    return false;
}

/* Evidence with a row for one of the code's causes, and the files of those rows. */
static void need_evidence(struct builder *b, const struct article *code, bool *needed, bool *kinds)
{
    const struct rulebook *book = &b->rules->book;
    for (uint32_t i = 0; i < book->n_evidence; i++) {
        const struct evidence *e = book->evidence[i];
        bool relevant = false;
        for (uint32_t r = 0; r < e->n_rows; r++) {
            if (!row_is_in(&e->rows[r], code))
                continue;
            relevant = true;
            need_file(b, e->rows[r].file, needed);
        }
        if (!relevant)
            continue;
        need_file(b, e->at.file, needed);
        need_file(b, e->other->file, needed);
        for (uint32_t o = 0; o < e->n_outcomes; o++)
            mark_kinds(e->outcomes[o].when.root, kinds);
    }
}

/* Rules that derive what is looked at, and what those look at. */
static void need_rules(struct builder *b, bool *needed, bool *kinds)
{
    const struct rulebook *book = &b->rules->book;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < book->n_rules; i++) {
            const struct rule *rule = book->rules[i];
            const size_t file = file_of(b, rule->at.file);
            bool used = false;
            for (uint32_t j = 0; j < rule->n_derive; j++)
                used = used || kinds[rule->derive[j].kind->index];
            if (!used || file == b->files.n || needed[file])
                continue;
            needed[file] = true;
            mark_kinds(rule->when.root, kinds);
            changed = true;
        }
    }
}

/* A file that is needed brings all its rules along: mark what they look at, too. */
static void mark_rules_of(struct builder *b, const bool *needed, bool *kinds)
{
    const struct rulebook *book = &b->rules->book;
    for (uint32_t i = 0; i < book->n_rules; i++) {
        const size_t file = file_of(b, book->rules[i]->at.file);
        if (file < b->files.n && needed[file])
            mark_kinds(book->rules[i]->when.root, kinds);
    }
}

static rsv_status add_code(struct builder *b, const struct article *code, bool *needed,
                           rsv_error *err)
{
    for (size_t i = 0; i < b->files.n; i++) {
        struct rule_need *n = &b->needs[i];
        if (!needed[i] || n->always)
            continue;
        int64_t *codes = rsv__arena_alloc(&b->arena, (n->n_codes + 1) * sizeof *codes);
        if (codes == NULL)
            return rsv__nomem(err);
        if (n->n_codes > 0)
            memcpy(codes, n->codes, n->n_codes * sizeof *codes);
        codes[n->n_codes++] = code->code;
        n->codes = codes;
    }
    return RSV_OK;
}

/* Kinds, collectors and actions are always needed: any fact may be given. */
static void mark_always(struct builder *b)
{
    const struct rulebook *book = &b->rules->book;
    for (uint32_t i = 0; i < book->n_kinds; i++) {
        const size_t f = file_of(b, book->kinds[i]->at.file);
        if (f < b->files.n)
            b->needs[f].always = true;
    }
    for (uint32_t i = 0; i < book->n_collectors; i++) {
        const size_t f = file_of(b, book->collectors[i]->at.file);
        if (f < b->files.n)
            b->needs[f].always = true;
    }
    for (uint32_t i = 0; i < book->n_rules; i++) {
        const size_t f = file_of(b, book->rules[i]->at.file);
        if (f < b->files.n && book->rules[i]->action != NO_FUNCTION)
            b->needs[f].always = true;
    }
}

static rsv_status index_rules(struct builder *b, rsv_error *err)
{
    const struct rulebook *book = &b->rules->book;
    bool *needed = rsv__arena_alloc(&b->arena, b->files.n + 1);
    bool *kinds = rsv__arena_alloc(&b->arena, book->n_kinds + 1);
    b->needs = rsv__arena_alloc(&b->arena, b->files.n * sizeof *b->needs);
    if (b->arena.failed)
        return rsv__nomem(err);
    for (size_t i = 0; i < b->files.n; i++)
        b->needs[i] = (struct rule_need){b->files.items[i].path, b->files.items[i].size, false,
                                         NULL, 0};
    mark_always(b);
    rsv_status rc = RSV_OK;
    for (uint32_t i = 0; i < b->library.n_articles && rc == RSV_OK; i++) {
        if (b->library.articles[i].type != ARTICLE_CODE)
            continue;
        memset(needed, 0, b->files.n);
        memset(kinds, 0, book->n_kinds);
        need_evidence(b, &b->library.articles[i], needed, kinds);
        mark_rules_of(b, needed, kinds);
        need_rules(b, needed, kinds);
        rc = add_code(b, &b->library.articles[i], needed, err);
    }
    return rc;
}

/* --- building ------------------------------------------------------------------------------------------ */

static rsv_status write_file(struct builder *b, const char *path, rsv_error *err)
{
    const char *temp = rsv__arena_printf(&b->arena, "%s.%ld.part", path, (long)getpid());
    if (temp == NULL)
        return rsv__nomem(err);
    unlink(temp);
    rsv_status rc =
        rsv__db_create(temp, &b->library, b->needs, (uint32_t)b->files.n, err);
    if (rc == RSV_OK)
        rc = rsv__file_move(temp, path, err);
    if (rc != RSV_OK)
        unlink(temp);
    return rc;
}

static rsv_status read_rules(struct builder *b, struct findings *findings, rsv_error *err)
{
    const char *dirs[] = {b->rules_dir};
    const struct load_request q = {.dirs = dirs, .n_dirs = 1};
    rsv_status rc = rsv__file_list(&b->arena, b->rules_dir, ".lua", &b->files, err);
    return rc == RSV_OK
               ? rsv__ruleset_load(&q, &b->arena.alloc->fn, findings, &b->rules, err)
               : rc;
}

rsv_status rsv__build(const char *kb_dir, const char *rules_dir, const char *path,
                      struct findings *findings, rsv_error *err)
{
    struct alloc alloc;
    struct builder b = {.rules_dir = rules_dir};
    rsv__alloc_init(&alloc, NULL);
    rsv__arena_init(&b.arena, &alloc);
    rsv_status rc = rsv__library_read(kb_dir, &b.arena, findings, &b.library, err);
    if (rc == RSV_OK)
        rc = read_rules(&b, findings, err);
    if (rc == RSV_OK)
        rsv__check_library(&b.library, &b.rules->book, findings, &b.arena);
    if (rc == RSV_OK && findings->n[SEVERITY_ERROR] > 0)
        rc = rsv__fail(err, RSV_EKB, "%u error%s; nothing was written",
                       findings->n[SEVERITY_ERROR], findings->n[SEVERITY_ERROR] == 1 ? "" : "s");
    if (rc == RSV_OK)
        rc = index_rules(&b, err);
    if (rc == RSV_OK)
        rc = write_file(&b, path, err);
    rsv__ruleset_release(b.rules);
    rsv__arena_free(&b.arena);
    return rc;
}
