/* SPDX-License-Identifier: MIT
 * db.c - opening, preparing, stepping. */
#include "store/search.h"

#include "base/files.h"

#include <stdio.h>
#include <string.h>

static const char *const sql_texts[] = {
#define SQL_TEXT(name, text) text,
    SQL_LIST(SQL_TEXT)
#undef SQL_TEXT
};

rsv_status rsv__db_fail(sqlite3 *handle, const char *what, rsv_error *err)
{
    const int code = sqlite3_errcode(handle);
    return rsv__fail(err, code == SQLITE_NOMEM ? RSV_ENOMEM : RSV_EKB, "%s: %s", what,
                     sqlite3_errmsg(handle));
}

/* "file:" URI: immutable means that nobody writes to it, so no lock and no journal is looked for. */
static char *make_uri(struct alloc *a, const char *path, size_t *size)
{
    *size = strlen(path) * 3 + 32;
    char *uri = rsv__alloc(a, *size);
    if (uri == NULL)
        return NULL;
    char *p = uri + sprintf(uri, "file:");
    for (; *path != '\0'; path++)
        if (strchr("?#%", *path) != NULL)
            p += sprintf(p, "%%%02x", (unsigned char)*path);
        else
            *p++ = *path;
    sprintf(p, "?immutable=1");
    return uri;
}

static rsv_status open_handle(struct db *db, rsv_error *err)
{
    size_t size;
    char *uri = make_uri(db->alloc, db->path, &size);
    if (uri == NULL)
        return rsv__nomem(err);
    const int rc = sqlite3_open_v2(uri, &db->handle,
                                   SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
                                   NULL);
    rsv__release(db->alloc, uri, size);
    if (rc == SQLITE_NOMEM || db->handle == NULL)
        return rsv__nomem(err);
    if (rc != SQLITE_OK)
        return rsv__fail(err, RSV_EKB, "can't open the knowledge base %s: %s", db->path,
                         sqlite3_errmsg(db->handle));
    /* the file may come from anywhere: no function of its schema may do more than compute */
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    /* A question reads a hundred pages: no call for each.  (SQLITE_FCNTL_MMAP_SIZE alone tells the file, not the pager.) */
    sqlite3_exec(db->handle, "PRAGMA mmap_size = 67108864", NULL, NULL, NULL);
    return RSV_OK;
}

static int read_number(struct db *db, const char *sql, int *value)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(db->handle, sql, -1, &s, NULL);
    if (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
        *value = sqlite3_column_int(s, 0);
        rc = SQLITE_OK;
    }
    sqlite3_finalize(s);
    return rc;
}

static rsv_status check_version(struct db *db, rsv_error *err)
{
    int application = 0, version = 0, foreign = 0;
    int rc = read_number(db, "PRAGMA application_id", &application);
    if (rc == SQLITE_OK)
        rc = read_number(db, "PRAGMA user_version", &version);
    if (rc == SQLITE_OK) /* a view may be a query without end */
        rc = read_number(db, "SELECT count(*) FROM sqlite_schema WHERE type NOT IN ('table', 'index')", &foreign);
    if (rc == SQLITE_NOMEM)
        return rsv__nomem(err);
    if (rc != SQLITE_OK || application != DB_APPLICATION || foreign > 0)
        return rsv__fail(err, RSV_EKB, "%s is no knowledge base; make one with 'resolvent kb build'",
                         db->path);
    if (version != DB_VERSION)
        return rsv__fail(err, RSV_EKB,
                         "%s has schema version %d, this program needs %d; build it again", db->path,
                         version, (int)DB_VERSION);
    return RSV_OK;
}

/* SQLite would wait for a pipe, and say little of a folder. */
static rsv_status check_file(const char *path, rsv_error *err)
{
    const rsv_status rc = rsv__file_check(path, err);
    if (rc == RSV_OK)
        return RSV_OK;
    return rc == RSV_ENOTFOUND
               ? rsv__fail(err, RSV_EKB, "there is no knowledge base %s; make one with 'resolvent kb build'", path)
               : rsv__fail(err, RSV_EKB, "%s", err->message);
}

rsv_status rsv__db_open(struct alloc *alloc, const char *path, struct db **out, rsv_error *err)
{
    *out = NULL;
    struct db *db = rsv__alloc_zero(alloc, sizeof *db);
    if (db == NULL)
        return rsv__nomem(err);
    db->alloc = alloc;
    db->path_size = strlen(path) + 1;
    db->path = rsv__alloc(alloc, db->path_size);
    rsv_status rc = RSV_OK;
    if (db->path == NULL)
        rc = rsv__nomem(err);
    else
        memcpy(db->path, path, db->path_size);
    if (rc == RSV_OK)
        rc = check_file(path, err);
    if (rc == RSV_OK)
        rc = open_handle(db, err);
    if (rc == RSV_OK)
        rc = check_version(db, err);
    if (rc != RSV_OK) {
        rsv__db_close(db);
        return rc;
    }
    *out = db;
    return RSV_OK;
}

void rsv__db_close(struct db *db)
{
    if (db == NULL)
        return;
    for (int i = 0; i < SQL_COUNT; i++)
        sqlite3_finalize(db->statements[i]);
    sqlite3_close(db->handle);
    rsv__search_close(db);
    if (db->path != NULL)
        rsv__release(db->alloc, db->path, db->path_size);
    rsv__release(db->alloc, db, sizeof *db);
}

const char *rsv__db_path(const struct db *db)
{
    return db->path;
}

sqlite3_stmt *rsv__db_statement(struct db *db, enum sql_id id, rsv_error *err)
{
    sqlite3_stmt **s = &db->statements[id];
    if (*s != NULL) {
        sqlite3_reset(*s);
        return *s;
    }
    if (sqlite3_prepare_v3(db->handle, sql_texts[id], -1, SQLITE_PREPARE_PERSISTENT, s, NULL) !=
        SQLITE_OK) {
        rsv__db_fail(db->handle, "the knowledge base can't be read", err);
        *s = NULL;
    }
    return *s;
}

void rsv__db_bind_text(sqlite3_stmt *s, const char *name, const char *text)
{
    sqlite3_bind_text(s, sqlite3_bind_parameter_index(s, name), text, -1, SQLITE_STATIC);
}

void rsv__db_bind_integer(sqlite3_stmt *s, const char *name, int64_t value)
{
    sqlite3_bind_int64(s, sqlite3_bind_parameter_index(s, name), value);
}

int rsv__db_step_row(struct db *db, sqlite3_stmt *s, rsv_error *err)
{
    /* a column that couldn't be read for want of memory looks like NULL: don't go on from it */
    if (sqlite3_errcode(db->handle) == SQLITE_NOMEM) {
        rsv__nomem(err);
        return -1;
    }
    const int rc = sqlite3_step(s);
    if (rc == SQLITE_ROW)
        return 1;
    if (rc == SQLITE_DONE)
        return 0;
    rsv__db_fail(db->handle, "the knowledge base can't be read", err);
    return -1;
}

const char *rsv__db_text_or_null(sqlite3_stmt *s, int column)
{
    return (const char *)sqlite3_column_text(s, column);
}

const char *rsv__db_text(sqlite3_stmt *s, int column)
{
    const char *text = rsv__db_text_or_null(s, column);
    return text ? text : "";
}
