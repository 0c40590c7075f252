/* SPDX-License-Identifier: MIT
 * save.c - writes a new knowledge base.
 *
 * The same library gives the same bytes: rows go in a fixed order, nothing depends on the clock,
 * and the caller puts the finished file in place.
 */
#include "store/search.h"

#include "schema_sql.h" /* made from kb/schema.sql */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct saver {
    sqlite3 *handle;
    rsv_error *err;
};

/* What the disk is to blame for is RSV_EIO. */
static rsv_status fail(struct saver *w)
{
    const int code = sqlite3_errcode(w->handle) & 0xff;
    const bool disk = code == SQLITE_FULL || code == SQLITE_IOERR || code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
    const rsv_status rc = rsv__db_fail(w->handle, "can't write the knowledge base", w->err);
    return disk ? w->err->code = RSV_EIO : rc;
}

static rsv_status run(struct saver *w, const char *sql)
{
    if (sqlite3_exec(w->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        return fail(w);
    return RSV_OK;
}

static int bind_bytes(sqlite3_stmt *s, int at, const struct buf *bytes)
{
    return sqlite3_bind_blob64(s, at, rsv__buf_get(bytes), bytes->n, SQLITE_STATIC);
}

/* Insert one row; `types` has a letter per value: t text (may be NULL), i int64_t, d double,
 * b const struct buf *. */
static rsv_status insert(struct saver *w, const char *sql, const char *types, ...)
{
    sqlite3_stmt *s = NULL;
    va_list args;
    int rc = sqlite3_prepare_v2(w->handle, sql, -1, &s, NULL);
    va_start(args, types);
    for (int i = 0; rc == SQLITE_OK && types[i] != '\0'; i++) {
        if (types[i] == 't')
            rc = sqlite3_bind_text(s, i + 1, va_arg(args, const char *), -1, SQLITE_STATIC);
        else if (types[i] == 'i')
            rc = sqlite3_bind_int64(s, i + 1, va_arg(args, int64_t));
        else if (types[i] == 'b')
            rc = bind_bytes(s, i + 1, va_arg(args, const struct buf *));
        else
            rc = sqlite3_bind_double(s, i + 1, va_arg(args, double));
    }
    va_end(args);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(s);
    const bool done = rc == SQLITE_DONE;
    const rsv_status status = done ? RSV_OK : fail(w);
    sqlite3_finalize(s);
    return status;
}

/* --- the vocabulary ---------------------------------------------------------------------------- */

static bool in_list(const char *const *list, uint32_t n, const char *word)
{
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(list[i], word) == 0)
            return true;
    return false;
}

static rsv_status save_words(struct saver *w, const struct vocabulary *v)
{
    static const char *const risks[] = {"none", "low", "medium", "high"};
    rsv_status rc = RSV_OK;
    for (uint32_t i = 0; i < v->n_families && rc == RSV_OK; i++)
        rc = insert(w, "INSERT INTO family VALUES (?, ?)", "tt", v->families[i].slug,
                    v->families[i].title);
    for (uint32_t i = 0; i < v->n_roles && rc == RSV_OK; i++)
        rc = insert(w, "INSERT INTO role VALUES (?, ?, ?)", "tti", v->roles[i].slug,
                    v->roles[i].title,
                    (int64_t)in_list(v->desk_roles, v->n_desk_roles, v->roles[i].slug));
    if (rc == RSV_OK)
        rc = insert(w, "INSERT INTO cost VALUES ('handover', ?)", "d", v->costs.handover);
    if (rc == RSV_OK)
        rc = insert(w, "INSERT INTO cost VALUES ('escalate', ?)", "d", v->costs.escalate);
    for (int i = 0; i < 4 && rc == RSV_OK; i++)
        rc = insert(w, "INSERT INTO cost VALUES (?, ?)", "td", risks[i], v->costs.risk[i]);
    return rc;
}

/* --- articles -------------------------------------------------------------------------------------- */

static const char *type_name(enum article_type t)
{
    return t == ARTICLE_CODE ? "code" : t == ARTICLE_CAUSE ? "cause" : "step";
}

/* Below the sources' folder: wherever that is, the bytes are the same. */
static const char *path_of(const struct library *lib, const struct article *a)
{
    const size_t n = lib->dir ? strlen(lib->dir) : 0;
    return n > 0 && strncmp(a->path, lib->dir, n) == 0 && a->path[n] == '/' ? a->path + n + 1 : a->path;
}

static rsv_status save_own_row(struct saver *w, const struct article *a, const char *path)
{
    if (a->type == ARTICLE_CODE)
        return insert(w, "INSERT INTO code VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "ittttttt" "itt",
                      a->code, a->name, a->title, a->family, a->nature, a->fixed_by, a->shares,
                      a->reviewed, (int64_t)a->brief, a->body, path);
    if (a->type == ARTICLE_CAUSE)
        return insert(w, "INSERT INTO cause VALUES (?, ?, ?, ?, ?)", "ttttt", a->slug, a->title,
                      a->reviewed, a->body, path);
    return insert(w, "INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", "ttdttittt", a->slug,
                  a->title, a->minutes, a->role, a->risk, (int64_t)a->reversible, a->reviewed,
                  a->body, path);
}

static rsv_status save_links(struct saver *w, const struct article *a)
{
    rsv_status rc = RSV_OK;
    for (uint32_t i = 0; i < a->n_causes && rc == RSV_OK; i++)
        rc = insert(w, "INSERT INTO code_cause VALUES (?, ?, ?)", "itd", a->code,
                    a->causes[i].name, a->causes[i].value);
    for (uint32_t i = 0; i < a->n_related && rc == RSV_OK; i++)
        rc = insert(w, "INSERT INTO code_related VALUES (?, ?, ?)", "iit", a->code,
                    a->related[i].code, a->related[i].how);
    for (uint32_t i = 0; i < a->n_company && rc == RSV_OK; i++)
        rc = insert(w, "INSERT INTO code_company VALUES (?, ?, ?)", "iit", a->code,
                    a->company[i].code, a->company[i].how);
    for (uint32_t i = 0; i < a->n_steps && rc == RSV_OK; i++)
        rc = insert(w, "INSERT INTO cause_step VALUES (?, ?, ?)", "ttd", a->slug,
                    a->steps[i].name, a->steps[i].value);
    for (uint32_t i = 0; i < a->n_after && rc == RSV_OK; i++)
        rc = insert(w, "INSERT INTO step_after VALUES (?, ?)", "tt", a->slug, a->after[i]);
    for (uint32_t i = 0; i < a->n_references && rc == RSV_OK; i++)
        rc = insert(w, "INSERT INTO reference VALUES (?, ?, ?, ?, ?)", "ttitt", type_name(a->type),
                    a->slug, (int64_t)i, a->references[i].title, a->references[i].url);
    return rc;
}

/* --- search ------------------------------------------------------------------------------------------ */

/* The name whole and in its parts, and the remembered wordings, a line each. */
static void make_texts(const struct article *a, struct buf *name, struct buf *also)
{
    rsv__buf_text(name, a->name ? a->name : "");
    rsv__buf_char(name, ' ');
    rsv__search_split(name, a->name ? a->name : "", a->name ? strlen(a->name) : 0);
    for (uint32_t i = 0; i < a->n_also; i++)
        rsv__buf_printf(also, "%s.\n", a->also[i]);
}

static rsv_status save_text(struct saver *w, const struct article *a)
{
    struct buf name, also;
    struct alloc alloc;
    rsv__alloc_init(&alloc, NULL);
    rsv__buf_init(&name, &alloc);
    rsv__buf_init(&also, &alloc);
    make_texts(a, &name, &also);
    const char *number = a->type == ARTICLE_CODE ? a->slug : NULL;
    rsv_status rc = name.failed || also.failed ? rsv__nomem(w->err) : RSV_OK;
    if (rc == RSV_OK)
        rc = insert(w, "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, "
                       "(SELECT group_concat(title, '. ') FROM (SELECT title FROM code_cause JOIN cause ON "
                       "slug = cause WHERE code = ? ORDER BY share DESC, slug)), ?)", "tttttttt",
                    type_name(a->type), a->slug, number, rsv__buf_get(&name), a->title, rsv__buf_get(&also), number,
                    a->body);
    if (rc == RSV_OK)
        rc = insert(w, "INSERT INTO plain VALUES (?, ?, ?, ?)", "tttt", rsv__buf_get(&name), a->title,
                    rsv__buf_get(&also), a->body);
    rsv__buf_free(&name);
    rsv__buf_free(&also);
    return rc;
}

/* How much an article is worth beside its words: a code more if it has many causes and others name it
 * as a relative, for those are the common ones; less if nobody could say much about it. */
static const char weigh[] =
    "INSERT INTO article_weight SELECT a.rowid, CASE a.type WHEN 'code' THEN 0 WHEN 'cause' THEN 1 ELSE 2 END, "
    "CASE WHEN c.brief THEN 0.55 WHEN a.type <> 'code' THEN 1 ELSE (CASE WHEN c.reviewed IS NULL THEN 0.8 ELSE 1 END) "
    "* (0.8 + 0.02 * min(20, (SELECT count(*) FROM code_cause WHERE code = c.code) + "
    "(SELECT count(*) FROM code_related r JOIN code o ON o.code = r.code WHERE r.other = c.code AND NOT o.brief))) END, "
    "length(a.body) / (SELECT avg(length(body)) + 1 FROM article) "
    "FROM article a LEFT JOIN code c ON a.type = 'code' AND c.code = a.ref ORDER BY a.rowid";

/* Ignored words count as if every article had them. */
static rsv_status save_ignored(struct saver *w, const struct library *lib)
{
    rsv_status rc = RSV_OK;
    for (uint32_t i = 0; i < lib->words.n_ignored_words && rc == RSV_OK; i++)
        rc = insert(w, "INSERT OR REPLACE INTO word VALUES (?, ?)", "ti", lib->words.ignored_words[i],
                    (int64_t)lib->n_articles);
    return rc;
}

static rsv_status save_synonyms(struct saver *w, const struct vocabulary *v)
{
    rsv_status rc = RSV_OK;
    for (uint32_t s = 0; s < v->n_synonyms; s++)
        for (uint32_t i = 0; i < v->synonyms[s].n; i++)
            for (uint32_t j = 0; j < v->synonyms[s].n && rc == RSV_OK; j++)
                if (i != j)
                    rc = insert(w, "INSERT OR IGNORE INTO synonym VALUES (?, ?)", "tt", v->synonyms[s].words[i],
                                v->synonyms[s].words[j]);
    return rc;
}

static rsv_status save_search(struct saver *w, const struct library *lib)
{
    /* words as they are written, which the index itself doesn't know: it has stems */
    rsv_status rc = run(w, "CREATE VIRTUAL TABLE temp.plain USING fts5(name, title, also, body, "
                           "tokenize = \"unicode61 remove_diacritics 2 tokenchars '_'\");"
                           "CREATE VIRTUAL TABLE temp.plain_word USING fts5vocab(temp, plain, row)");
    for (uint32_t i = 0; i < lib->n_articles && rc == RSV_OK; i++)
        rc = save_text(w, &lib->articles[i]);
    if (rc == RSV_OK)
        rc = run(w, weigh);
    if (rc == RSV_OK)
        rc = run(w, "INSERT INTO word SELECT term, doc FROM plain_word ORDER BY term;"
                    "DROP TABLE plain_word; DROP TABLE plain");
    if (rc == RSV_OK)
        rc = save_ignored(w, lib);
    return rc == RSV_OK ? save_synonyms(w, &lib->words) : rc;
}

static rsv_status save_articles(struct saver *w, const struct library *lib)
{
    rsv_status rc = RSV_OK;
    for (uint32_t i = 0; i < lib->n_articles && rc == RSV_OK; i++)
        rc = save_own_row(w, &lib->articles[i], path_of(lib, &lib->articles[i]));
    for (uint32_t i = 0; i < lib->n_articles && rc == RSV_OK; i++)
        rc = save_links(w, &lib->articles[i]);
    return rc == RSV_OK ? save_search(w, lib) : rc;
}

static rsv_status save_index(struct saver *w, const struct rule_index *index)
{
    rsv_status rc = RSV_OK;
    for (uint32_t i = 0; i < index->files.n && rc == RSV_OK; i++)
        rc = insert(w, "INSERT INTO rule_file VALUES (?, ?)", "ti", index->files.paths[i],
                    (int64_t)index->files.sizes[i]);
    for (uint32_t i = 0; i < index->n_packs && rc == RSV_OK; i++)
        rc = insert(w, "INSERT INTO rule_pack VALUES (?, ?)", "ib", (int64_t)i, &index->packs[i]);
    for (size_t i = 0; i < index->n_uses && rc == RSV_OK; i++)
        rc = insert(w, "INSERT INTO code_rule_pack VALUES (?, ?)", "ii", index->uses[i].code,
                    (int64_t)index->uses[i].pack);
    return rc;
}

static rsv_status save_all(struct saver *w, const struct library *library,
                           const struct rule_index *index)
{
    char pragmas[200];
    snprintf(pragmas, sizeof pragmas,
             "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA foreign_keys = ON;"
             "PRAGMA application_id = %d; PRAGMA user_version = %d;",
             (int)DB_APPLICATION, (int)DB_VERSION);
    rsv_status rc = run(w, pragmas);
    if (rc == RSV_OK)
        rc = run(w, "BEGIN");
    if (rc == RSV_OK)
        rc = run(w, (const char *)schema_sql);
    if (rc == RSV_OK)
        rc = save_words(w, &library->words);
    if (rc == RSV_OK)
        rc = save_articles(w, library);
    if (rc == RSV_OK)
        rc = save_index(w, index);
    if (rc == RSV_OK)
        rc = run(w, "INSERT INTO article (article) VALUES ('optimize')");
    if (rc == RSV_OK)
        rc = run(w, "COMMIT");
    return rc == RSV_OK ? run(w, "VACUUM") : rc;
}

rsv_status rsv__db_create(const char *path, const struct library *library,
                          const struct rule_index *index, rsv_error *err)
{
    struct saver w = {.err = err};
    rsv_status rc = RSV_OK;
    const int opened = sqlite3_open_v2(path, &w.handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (w.handle == NULL)
        rc = rsv__nomem(err);
    else if (opened != SQLITE_OK)
        rc = fail(&w);
    if (rc == RSV_OK)
        rc = save_all(&w, library, index);
    if (sqlite3_close(w.handle) != SQLITE_OK && rc == RSV_OK)
        rc = rsv__fail(err, RSV_EIO, "can't finish the knowledge base");
    if (rc != RSV_OK)
        snprintf(err->file, sizeof err->file, "%s", path);
    return rc;
}
