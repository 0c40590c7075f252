/* SPDX-License-Identifier: MIT */
#ifndef RSV_STORE_INTERNAL_H
#define RSV_STORE_INTERNAL_H

#include "store/db.h"
#include "store/rank.h"
#include "store/sql.h"

#include <sqlite3.h>

enum { DB_APPLICATION = 1381193291, DB_VERSION = 7 };

struct db {
    struct alloc *alloc; /* borrowed */
    sqlite3 *handle;
    sqlite3_stmt *statements[SQL_COUNT];
    struct rank *rank; /* made with the first search */
    char *path;
    size_t path_size;
};

/* A statement, reset and ready to be bound; NULL after a failure. */
sqlite3_stmt *rsv__db_statement(struct db *db, enum sql_id id, rsv_error *err);
/* `text` must stay until the statement is reset. */
void rsv__db_bind_text(sqlite3_stmt *s, const char *name, const char *text);
void rsv__db_bind_integer(sqlite3_stmt *s, const char *name, int64_t value);

/* 1: a row, 0: done, -1: failed. */
int rsv__db_step_row(struct db *db, sqlite3_stmt *s, rsv_error *err);
rsv_status rsv__db_fail(sqlite3 *handle, const char *what, rsv_error *err);

/* Column text, "" for NULL; NULL stays NULL with _or_null. */
const char *rsv__db_text(sqlite3_stmt *s, int column);
const char *rsv__db_text_or_null(sqlite3_stmt *s, int column);

#endif
