/* SPDX-License-Identifier: MIT
 * show.c - articles, search and counts as documents. */
#include "base/text.h"
#include "store/internal.h"

#include <stdio.h>
#include <string.h>

struct shower {
    struct db *db;
    struct doc_tree *t;
    struct rsv_doc *into;
    rsv_error *err;
};

typedef void show_fn(struct shower *w, sqlite3_stmt *s, struct rsv_doc *list);

static sqlite3_stmt *prepare(struct shower *w, enum sql_id id, int64_t code, const char *slug)
{
    sqlite3_stmt *s = rsv__db_statement(w->db, id, w->err);
    if (s == NULL)
        return NULL;
    if (slug != NULL)
        rsv__db_bind_text(s, ":slug", slug);
    else
        rsv__db_bind_integer(s, ":code", code);
    return s;
}

/* A member `key` with one element per row. */
static rsv_status show_list(struct shower *w, sqlite3_stmt *s, const char *key, show_fn *show)
{
    if (s == NULL)
        return w->err->code;
    struct rsv_doc *list = rsv__doc_array(w->t, w->into, key);
    int more;
    while ((more = rsv__db_step_row(w->db, s, w->err)) == 1)
        show(w, s, list);
    return more == 0 ? RSV_OK : w->err->code;
}

static void add_text(struct shower *w, struct rsv_doc *d, const char *key, sqlite3_stmt *s,
                     int column)
{
    rsv__doc_add_text(w->t, d, key, rsv__db_text_or_null(s, column));
}

static void show_reference(struct shower *w, sqlite3_stmt *s, struct rsv_doc *list)
{
    struct rsv_doc *d = rsv__doc_object(w->t, list, NULL);
    add_text(w, d, "title", s, 0);
    add_text(w, d, "url", s, 1);
}

static rsv_status show_references(struct shower *w, const char *type, const char *owner)
{
    sqlite3_stmt *s = prepare(w, SQL_REFERENCES, 0, owner);
    if (s != NULL)
        rsv__db_bind_text(s, ":type", type);
    return show_list(w, s, "references", show_reference);
}

/* --- codes ------------------------------------------------------------------------------ */

static void show_cause_share(struct shower *w, sqlite3_stmt *s, struct rsv_doc *list)
{
    struct rsv_doc *d = rsv__doc_object(w->t, list, NULL);
    const bool other = strcmp(rsv__db_text(s, 0), "other") == 0;
    add_text(w, d, "cause", s, 0);
    if (other)
        rsv__doc_add_text(w->t, d, "title", "Something else");
    else
        add_text(w, d, "title", s, 2);
    rsv__doc_add_number(w->t, d, "share", sqlite3_column_double(s, 1));
}

static void show_related(struct shower *w, sqlite3_stmt *s, struct rsv_doc *list)
{
    struct rsv_doc *d = rsv__doc_object(w->t, list, NULL);
    rsv__doc_add_integer(w->t, d, "code", sqlite3_column_int64(s, 0));
    add_text(w, d, "title", s, 2);
    add_text(w, d, "how", s, 1);
}

/* One row; then its members.  RSV_ENOTFOUND if there is none. */
static rsv_status one_row(struct shower *w, sqlite3_stmt *s, show_fn *show, const char *what)
{
    if (s == NULL)
        return w->err->code;
    int more = rsv__db_step_row(w->db, s, w->err);
    if (more == 0)
        return rsv__fail(w->err, RSV_ENOTFOUND, "no article for %s", what);
    if (more == 1) {
        show(w, s, w->into);
        more = rsv__db_step_row(w->db, s, w->err);
    }
    return more == 0 ? RSV_OK : w->err->code;
}

static void show_code(struct shower *w, sqlite3_stmt *s, struct rsv_doc *d)
{
    rsv__doc_add_text(w->t, d, "type", "code");
    rsv__doc_add_integer(w->t, d, "code", sqlite3_column_int64(s, 0));
    add_text(w, d, "name", s, 1);
    add_text(w, d, "title", s, 2);
    add_text(w, d, "family", s, 3);
    add_text(w, d, "family_title", s, 4);
    add_text(w, d, "nature", s, 5);
    add_text(w, d, "fixed_by", s, 6);
    add_text(w, d, "fixed_by_title", s, 7);
    add_text(w, d, "shares", s, 8);
    add_text(w, d, "reviewed", s, 9);
    add_text(w, d, "body", s, 10);
    rsv__doc_add_boolean(w->t, d, "brief", sqlite3_column_int(s, 11) != 0);
}

/* Related codes have the same columns. */
rsv_status rsv__db_company(struct db *db, int64_t code, struct doc_tree *t, struct rsv_doc *into,
                           rsv_error *err)
{
    struct shower w = {db, t, into, err};
    return show_list(&w, prepare(&w, SQL_CODE_COMPANY, code, NULL), "company", show_related);
}

rsv_status rsv__db_code(struct db *db, int64_t code, struct doc_tree *t, struct rsv_doc *into,
                        rsv_error *err)
{
    struct shower w = {db, t, into, err};
    char number[24], what[40];
    snprintf(number, sizeof number, "%lld", (long long)code);
    snprintf(what, sizeof what, "AADSTS%s", number);
    rsv_status rc = one_row(&w, prepare(&w, SQL_CODE, code, NULL), show_code, what);
    if (rc == RSV_OK)
        rc = show_list(&w, prepare(&w, SQL_CODE_CAUSES, code, NULL), "causes", show_cause_share);
    if (rc == RSV_OK)
        rc = show_list(&w, prepare(&w, SQL_CODE_RELATED, code, NULL), "related", show_related);
    if (rc == RSV_OK)
        rc = rsv__db_company(db, code, t, into, err);
    return rc == RSV_OK ? show_references(&w, "code", number) : rc;
}

/* --- causes --------------------------------------------------------------------------------- */

static void show_cause(struct shower *w, sqlite3_stmt *s, struct rsv_doc *d)
{
    rsv__doc_add_text(w->t, d, "type", "cause");
    add_text(w, d, "cause", s, 0);
    add_text(w, d, "title", s, 1);
    add_text(w, d, "reviewed", s, 2);
    add_text(w, d, "body", s, 3);
}

static void show_cure(struct shower *w, sqlite3_stmt *s, struct rsv_doc *list)
{
    struct rsv_doc *d = rsv__doc_object(w->t, list, NULL);
    add_text(w, d, "step", s, 0);
    add_text(w, d, "title", s, 2);
    rsv__doc_add_number(w->t, d, "success", sqlite3_column_double(s, 1));
    rsv__doc_add_number(w->t, d, "minutes", sqlite3_column_double(s, 3));
}

static void show_code_share(struct shower *w, sqlite3_stmt *s, struct rsv_doc *list)
{
    struct rsv_doc *d = rsv__doc_object(w->t, list, NULL);
    rsv__doc_add_integer(w->t, d, "code", sqlite3_column_int64(s, 0));
    add_text(w, d, "title", s, 2);
    rsv__doc_add_number(w->t, d, "share", sqlite3_column_double(s, 1));
}

rsv_status rsv__db_cause(struct db *db, const char *slug, struct doc_tree *t, struct rsv_doc *into,
                         rsv_error *err)
{
    struct shower w = {db, t, into, err};
    rsv_status rc = one_row(&w, prepare(&w, SQL_CAUSE, 0, slug), show_cause, slug);
    if (rc == RSV_OK)
        rc = show_list(&w, prepare(&w, SQL_CAUSE_STEPS, 0, slug), "steps", show_cure);
    if (rc == RSV_OK)
        rc = show_list(&w, prepare(&w, SQL_CAUSE_CODES, 0, slug), "codes", show_code_share);
    return rc == RSV_OK ? show_references(&w, "cause", slug) : rc;
}

/* --- steps ------------------------------------------------------------------------------------ */

static void show_step(struct shower *w, sqlite3_stmt *s, struct rsv_doc *d)
{
    rsv__doc_add_text(w->t, d, "type", "step");
    add_text(w, d, "step", s, 0);
    add_text(w, d, "title", s, 1);
    rsv__doc_add_number(w->t, d, "minutes", sqlite3_column_double(s, 2));
    add_text(w, d, "role", s, 3);
    add_text(w, d, "role_title", s, 4);
    add_text(w, d, "risk", s, 5);
    rsv__doc_add_boolean(w->t, d, "reversible", sqlite3_column_int(s, 6) != 0);
    add_text(w, d, "reviewed", s, 7);
    add_text(w, d, "body", s, 8);
}

static void show_cured_cause(struct shower *w, sqlite3_stmt *s, struct rsv_doc *list)
{
    struct rsv_doc *d = rsv__doc_object(w->t, list, NULL);
    add_text(w, d, "cause", s, 0);
    add_text(w, d, "title", s, 2);
    rsv__doc_add_number(w->t, d, "success", sqlite3_column_double(s, 1));
}

static void show_slug(struct shower *w, sqlite3_stmt *s, struct rsv_doc *list)
{
    add_text(w, list, NULL, s, 0);
}

rsv_status rsv__db_step(struct db *db, const char *slug, struct doc_tree *t, struct rsv_doc *into,
                        rsv_error *err)
{
    struct shower w = {db, t, into, err};
    rsv_status rc = one_row(&w, prepare(&w, SQL_STEP, 0, slug), show_step, slug);
    if (rc == RSV_OK)
        rc = show_list(&w, prepare(&w, SQL_STEP_AFTER, 0, slug), "after", show_slug);
    if (rc == RSV_OK)
        rc = show_list(&w, prepare(&w, SQL_STEP_CAUSES, 0, slug), "causes", show_cured_cause);
    return rc == RSV_OK ? show_references(&w, "step", slug) : rc;
}

/* --- neighbours and counts ------------------------------------------------------------------------ */

static void show_neighbour(struct shower *w, sqlite3_stmt *s, struct rsv_doc *list)
{
    struct rsv_doc *d = rsv__doc_object(w->t, list, NULL);
    rsv__doc_add_integer(w->t, d, "code", sqlite3_column_int64(s, 0));
    add_text(w, d, "name", s, 1);
    add_text(w, d, "title", s, 2);
    add_text(w, d, "family", s, 3);
}

rsv_status rsv__db_neighbours(struct db *db, int64_t code, struct doc_tree *t,
                              struct rsv_doc *list, rsv_error *err)
{
    struct shower w = {db, t, list, err};
    static const enum sql_id ids[] = {SQL_CODES_BELOW, SQL_CODES_ABOVE};
    for (int i = 0; i < 2; i++) {
        sqlite3_stmt *s = prepare(&w, ids[i], code, NULL);
        int more = s == NULL ? -1 : 0;
        while (s != NULL && (more = rsv__db_step_row(db, s, err)) == 1)
            show_neighbour(&w, s, list);
        if (more != 0)
            return err->code;
    }
    return RSV_OK;
}

const char *rsv__db_nearest(struct db *db, enum article_type type, const char *slug,
                            struct arena *arena)
{
    rsv_error err;
    struct nearest near;
    sqlite3_stmt *s =
        rsv__db_statement(db, type == ARTICLE_CAUSE ? SQL_CAUSE_SLUGS : SQL_STEP_SLUGS, &err);
    rsv__nearest_init(&near, slug);
    while (s != NULL && rsv__db_step_row(db, s, &err) == 1) {
        const char *before = near.best;
        rsv__nearest_offer(&near, rsv__db_text(s, 0));
        if (near.best != before)
            near.best = rsv__arena_text(arena, near.best);
    }
    return near.best;
}

rsv_status rsv__db_check_role(struct db *db, const char *role, rsv_error *err)
{
    char best[64] = "";
    struct nearest near;
    sqlite3_stmt *s = rsv__db_statement(db, SQL_ROLE_SLUGS, err);
    int more = s ? 1 : -1;
    rsv__nearest_init(&near, role);
    while (more > 0 && (more = rsv__db_step_row(db, s, err)) == 1) {
        const char *slug = rsv__db_text(s, 0), *before = near.best;
        if (strcmp(slug, role) == 0)
            return RSV_OK;
        rsv__nearest_offer(&near, slug);
        if (near.best != before) { /* the row goes, its text with it */
            snprintf(best, sizeof best, "%s", slug);
            near.best = best;
        }
    }
    return more < 0 ? err->code
                    : rsv__fail(err, RSV_EINPUT, "unknown role '%.60s'%s%s%s", role, *best ? "; did you mean '" : "",
                                best, *best ? "'?" : "");
}

static void show_counts(struct shower *w, sqlite3_stmt *s, struct rsv_doc *d)
{
    static const char *const keys[] = {"codes", "reviewed", "causes", "steps", "brief"};
    for (int i = 0; i < 5; i++)
        rsv__doc_add_integer(w->t, d, keys[i], sqlite3_column_int64(s, i));
}

static void show_family(struct shower *w, sqlite3_stmt *s, struct rsv_doc *list)
{
    struct rsv_doc *d = rsv__doc_object(w->t, list, NULL);
    add_text(w, d, "family", s, 0);
    add_text(w, d, "title", s, 1);
    rsv__doc_add_integer(w->t, d, "codes", sqlite3_column_int64(s, 2));
    rsv__doc_add_integer(w->t, d, "reviewed", sqlite3_column_int64(s, 3));
    rsv__doc_add_integer(w->t, d, "causes", sqlite3_column_int64(s, 4));
    rsv__doc_add_integer(w->t, d, "steps", sqlite3_column_int64(s, 5));
    rsv__doc_add_integer(w->t, d, "brief", sqlite3_column_int64(s, 6));
}

rsv_status rsv__db_stats(struct db *db, struct doc_tree *t, struct rsv_doc *into, rsv_error *err)
{
    struct shower w = {db, t, into, err};
    sqlite3_stmt *s = rsv__db_statement(db, SQL_COUNTS, err);
    rsv_status rc = one_row(&w, s, show_counts, "counts");
    if (rc == RSV_OK)
        rc = show_list(&w, rsv__db_statement(db, SQL_FAMILY_COUNTS, err), "families", show_family);
    return rc;
}

/* --- lists of everything ---------------------------------------------------------------------------- */

/* The columns of a row as texts by these keys; NULL columns are left out. */
static void show_texts(struct shower *w, sqlite3_stmt *s, struct rsv_doc *list, const char *const *keys)
{
    struct rsv_doc *d = rsv__doc_object(w->t, list, NULL);
    for (int i = 0; keys[i] != NULL; i++)
        add_text(w, d, keys[i], s, i);
}

static void show_listed_family(struct shower *w, sqlite3_stmt *s, struct rsv_doc *list)
{
    static const char *const keys[] = {"family", "title", NULL};
    show_texts(w, s, list, keys);
}

static void show_listed_code(struct shower *w, sqlite3_stmt *s, struct rsv_doc *list)
{
    static const char *const keys[] = {"name", "title", "family", "nature", "reviewed", "also", NULL};
    struct rsv_doc *d = rsv__doc_object(w->t, list, NULL);
    rsv__doc_add_integer(w->t, d, "code", sqlite3_column_int64(s, 0));
    for (int i = 0; keys[i] != NULL; i++)
        add_text(w, d, keys[i], s, i + 1);
    rsv__doc_add_boolean(w->t, d, "brief", sqlite3_column_int(s, 7) != 0);
}

static void show_listed_cause(struct shower *w, sqlite3_stmt *s, struct rsv_doc *list)
{
    static const char *const keys[] = {"cause", "title", "also", NULL};
    show_texts(w, s, list, keys);
}

static void show_listed_step(struct shower *w, sqlite3_stmt *s, struct rsv_doc *list)
{
    static const char *const keys[] = {"step", "title", "also", NULL};
    show_texts(w, s, list, keys);
}

static void show_pair(struct shower *w, sqlite3_stmt *s, struct rsv_doc *list)
{
    struct rsv_doc *d = rsv__doc_array(w->t, list, NULL);
    if (sqlite3_column_type(s, 0) == SQLITE_INTEGER)
        rsv__doc_add_integer(w->t, d, NULL, sqlite3_column_int64(s, 0));
    else
        add_text(w, d, NULL, s, 0);
    add_text(w, d, NULL, s, 1);
}

rsv_status rsv__db_index(struct db *db, struct doc_tree *t, struct rsv_doc *into, rsv_error *err)
{
    static const struct {
        enum sql_id id;
        const char *key;
        show_fn *show;
    } lists[] = {
        {SQL_ALL_FAMILIES, "families", show_listed_family}, {SQL_ALL_CODES, "codes", show_listed_code},
        {SQL_ALL_CAUSES, "causes", show_listed_cause},      {SQL_ALL_STEPS, "steps", show_listed_step},
        {SQL_ALL_SHARES, "shares", show_pair},              {SQL_ALL_SYNONYMS, "synonyms", show_pair},
        {SQL_IGNORED_WORDS, "ignored", show_slug},
    };
    struct shower w = {db, t, into, err};
    rsv_status rc = RSV_OK;
    for (size_t i = 0; i < sizeof lists / sizeof *lists && rc == RSV_OK; i++)
        rc = show_list(&w, rsv__db_statement(db, lists[i].id, err), lists[i].key, lists[i].show);
    return rc;
}

static void show_alike(struct shower *w, sqlite3_stmt *s, struct rsv_doc *list)
{
    struct rsv_doc *d = rsv__doc_object(w->t, list, NULL);
    rsv__doc_add_integer(w->t, d, "code", sqlite3_column_int64(s, 0));
    add_text(w, d, "title", s, 1);
    rsv__doc_add_number(w->t, d, "common", sqlite3_column_double(s, 2));
}

rsv_status rsv__db_alike(struct db *db, int64_t code, struct doc_tree *t, struct rsv_doc *into, rsv_error *err)
{
    struct shower w = {db, t, into, err};
    return show_list(&w, prepare(&w, SQL_CODE_ALIKE, code, NULL), "alike", show_alike);
}
