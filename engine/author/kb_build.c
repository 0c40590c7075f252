/* SPDX-License-Identifier: MIT
 * kb_build.c - articles and packed rules into one SQLite file.
 *
 * The file is written beside its place, synced, and renamed over it: a build that fails leaves the
 * old one as it was.
 */
#include "author/author.h"

#include "base/files.h"
#include "model/pack.h"
#include "store/db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct builder {
    struct arena arena;
    struct library library;
    struct rsv_ruleset *rules;
    const char *rules_dir;
    struct rule_index index;
    struct buf *packs;     /* the vocabulary, the rules, then the evidence, each in order of declaration */
    struct pack_use *uses;
    size_t cap_uses;
};

/* --- what a code needs --------------------------------------------------------------------------- */

static bool names_cause(const struct evidence *e, const struct article *code)
{
    for (uint32_t c = 0; c < code->n_causes && rsv__evidence_asks(e, code->code); c++)
        if (strcmp(code->causes[c].name, "other") != 0 && rsv__evidence_row(e, code->causes[c].name) != e->other)
            return true;
    return false;
}

/* Evidence with a row for one of the code's causes. */
static void need_evidence(const struct rulebook *book, const struct article *code, bool *needed, bool *kinds)
{
    for (uint32_t i = 0; i < book->n_evidence; i++) {
        const struct evidence *e = book->evidence[i];
        needed[i] = names_cause(e, code);
        for (uint32_t o = 0; needed[i] && o < e->n_outcomes; o++)
            rsv__condition_kinds(e->outcomes[o].when.root, kinds);
    }
}

/* Rules that derive or change what is looked at, and what those look at.  Functions may do anything. */
static void need_rules(const struct rulebook *book, bool *needed, bool *kinds)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < book->n_rules; i++) {
            const struct rule *rule = book->rules[i];
            bool used = rule->action != NO_FUNCTION;
            for (uint32_t j = 0; j < rule->n_derive; j++)
                used = used || kinds[rule->derive[j].kind->index];
            for (uint32_t j = 0; j < rule->n_effects; j++)
                used = used || kinds[rule->effects[j].with.kind->index];
            if (!used || needed[i])
                continue;
            needed[i] = changed = true;
            rsv__condition_kinds(rule->when.root, kinds);
        }
    }
}

static void use_pack(struct builder *b, int64_t code, uint32_t pack)
{
    struct pack_use *grown = rsv__arena_grow(&b->arena, b->uses, b->index.n_uses, &b->cap_uses,
                                             b->index.n_uses + 1, sizeof *grown);
    if (grown == NULL)
        return;
    b->index.uses = b->uses = grown;
    grown[b->index.n_uses++] = (struct pack_use){code, pack};
}

static void index_code(struct builder *b, const struct article *code, bool *rules, bool *evidence, bool *kinds)
{
    const struct rulebook *book = &b->rules->book;
    memset(rules, 0, book->n_rules);
    memset(kinds, 0, book->n_kinds);
    need_evidence(book, code, evidence, kinds);
    need_rules(book, rules, kinds);
    for (uint32_t i = 0; i < book->n_rules; i++)
        if (rules[i])
            use_pack(b, code->code, 1 + i);
    for (uint32_t i = 0; i < book->n_evidence; i++)
        if (evidence[i])
            use_pack(b, code->code, 1 + book->n_rules + i);
}

static rsv_status pack_rules(struct builder *b, rsv_error *err)
{
    const struct rulebook *book = &b->rules->book;
    const uint32_t n = 1 + book->n_rules + book->n_evidence;
    struct buf *out = b->packs = rsv__arena_alloc(&b->arena, n * sizeof *b->packs);
    if (out == NULL)
        return rsv__nomem(err);
    for (uint32_t i = 0; i < n; i++)
        rsv__buf_init(&out[i], b->arena.alloc);
    b->index.packs = out;
    b->index.n_packs = n;
    rsv__pack_vocabulary(book, b->rules_dir, out++);
    for (uint32_t i = 0; i < book->n_rules; i++)
        rsv__pack_rule(book->rules[i], b->rules_dir, out++);
    for (uint32_t i = 0; i < book->n_evidence; i++)
        rsv__pack_evidence(book->evidence[i], book, b->rules_dir, out++);
    bool failed = false;
    for (uint32_t i = 0; i < n; i++)
        failed = failed || b->packs[i].failed;
    return failed ? rsv__nomem(err) : RSV_OK;
}

static rsv_status index_rules(struct builder *b, rsv_error *err)
{
    const struct rulebook *book = &b->rules->book;
    bool *rules = rsv__arena_alloc(&b->arena, book->n_rules);
    bool *evidence = rsv__arena_alloc(&b->arena, book->n_evidence);
    bool *kinds = rsv__arena_alloc(&b->arena, book->n_kinds);
    if (b->arena.failed)
        return rsv__nomem(err);
    for (uint32_t i = 0; i < b->library.n_articles; i++)
        if (b->library.articles[i].type == ARTICLE_CODE)
            index_code(b, &b->library.articles[i], rules, evidence, kinds);
    return b->arena.failed ? rsv__nomem(err) : pack_rules(b, err);
}

/* --- building ------------------------------------------------------------------------------------------ */

static rsv_status write_part(const char *part, void *user, rsv_error *err)
{
    const struct builder *b = user;
    return rsv__db_create(part, &b->library, &b->index, err);
}

static rsv_status list_files(struct builder *b, rsv_error *err)
{
    struct file_list list;
    rsv_status rc = rsv__file_list(&b->arena, b->rules_dir, ".lua", "examples.lua", &list, err);
    if (rc != RSV_OK)
        return rc;
    const size_t n = list.n + list.n_folders;
    const char **paths = rsv__arena_alloc(&b->arena, n * sizeof *paths);
    uint64_t *sizes = rsv__arena_alloc(&b->arena, n * sizeof *sizes);
    if (b->arena.failed)
        return rsv__nomem(err);
    for (size_t i = 0; i < list.n; i++) {
        paths[i] = list.items[i].path;
        sizes[i] = list.items[i].size;
    }
    memcpy(paths + list.n, list.folders, list.n_folders * sizeof *paths);
    b->index.files = (struct rule_files){paths, sizes, (uint32_t)n};
    return RSV_OK;
}

static rsv_status read_rules(struct builder *b, struct findings *findings, rsv_error *err)
{
    const char *dirs[] = {b->rules_dir};
    const struct load_request q = {.dirs = dirs, .n_dirs = 1};
    rsv_status rc = list_files(b, err);
    return rc == RSV_OK
               ? rsv__ruleset_load(&q, &b->arena.alloc->fn, findings, &b->rules, err)
               : rc;
}

rsv_status rsv__build(const char *kb_dir, const char *rules_dir, const char *path,
                      struct findings *findings, rsv_error *err)
{
    struct alloc alloc;
    struct builder b = {.rules_dir = rules_dir};
    char target[FILE_PATH_MAX];
    rsv__alloc_init(&alloc, NULL);
    rsv__arena_init(&b.arena, &alloc);
    rsv_status rc = rsv__file_target(path, target, err);
    if (rc == RSV_OK)
        rc = rsv__library_read(kb_dir, &b.arena, findings, &b.library, err);
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
        rc = rsv__file_replace(path, write_part, &b, err);
    for (uint32_t i = 0; b.packs != NULL && i < b.index.n_packs; i++)
        rsv__buf_free(&b.packs[i]);
    rsv__ruleset_release(b.rules);
    rsv__arena_free(&b.arena);
    return rc;
}
