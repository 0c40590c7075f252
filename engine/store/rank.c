/* SPDX-License-Identifier: MIT */
#include "store/rank.h"

#include <math.h>
#include <string.h>

/* Columns of the table `article`: type and ref aren't indexed. */
enum { COLUMN_NUMBER = 2, COLUMN_NAME, COLUMN_TITLE, COLUMN_ALSO, COLUMN_CAUSES, COLUMN_BODY, N_COLUMNS };

static const double column_weight[N_COLUMNS] = {
    [COLUMN_NUMBER] = 30, [COLUMN_NAME] = 2,   [COLUMN_TITLE] = 4,
    [COLUMN_ALSO] = 4,    [COLUMN_CAUSES] = 1, [COLUMN_BODY] = 1,
};

/* What an article has of each term. */
struct found {
    double in[RANK_TERMS][N_COLUMNS]; /* occurrences, each as good as its phrase */
    double follows;                   /* how much of the query's rarity stands as it was typed */
    int last_column, last_end;
    uint32_t last_term;
};

void rsv__rank_clear(struct rank *r)
{
    r->n_phrases = r->n_terms = 0;
    r->ready = false;
}

bool rsv__rank_phrase(struct rank *r, uint32_t term, double weight)
{
    if (r->n_phrases == RANK_PHRASES || term >= RANK_TERMS)
        return false;
    r->term[r->n_phrases] = (uint8_t)term;
    r->weight[r->n_phrases++] = weight;
    if (term >= r->n_terms)
        r->n_terms = term + 1;
    return true;
}

static int count_row(const Fts5ExtensionApi *api, Fts5Context *fts, void *user)
{
    (void)api;
    (void)fts;
    ++*(sqlite3_int64 *)user;
    return SQLITE_OK;
}

/* How rare each term is: that of its commonest phrase. */
static int prepare(const Fts5ExtensionApi *api, Fts5Context *fts, struct rank *r)
{
    sqlite3_int64 rows = 0;
    double most[RANK_TERMS] = {0};
    int rc = api->xRowCount(fts, &rows);
    for (uint32_t i = 0; i < r->n_phrases && rc == SQLITE_OK; i++) {
        sqlite3_int64 n = 0;
        rc = api->xQueryPhrase(fts, (int)i, &n, count_row);
        if ((double)n > most[r->term[i]])
            most[r->term[i]] = (double)n;
    }
    for (uint32_t t = 0; t < r->n_terms; t++) {
        r->rarity[t] = log(((double)rows + 1) / (most[t] + 1));
        if (r->rarity[t] < 0.05)
            r->rarity[t] = 0.05;
    }
    r->ready = rc == SQLITE_OK;
    return rc;
}

/* Occurrences come in the order of the text. */
static void meet(struct found *f, const struct rank *r, uint32_t phrase, int column, int at, int words)
{
    const uint32_t term = r->term[phrase];
    f->in[term][column] += r->weight[phrase];
    if (column == f->last_column && at >= f->last_end && at <= f->last_end + 1 && term == f->last_term + 1 &&
        column >= COLUMN_NAME && column <= COLUMN_ALSO)
        f->follows += r->rarity[term];
    f->last_column = column;
    f->last_end = at + words;
    f->last_term = term;
}

static int meet_all(const Fts5ExtensionApi *api, Fts5Context *fts, const struct rank *r, struct found *f)
{
    int n = 0, rc = api->xInstCount(fts, &n);
    memset(f, 0, sizeof *f);
    f->last_column = -1;
    for (int i = 0; i < n && rc == SQLITE_OK; i++) {
        int phrase, column, at;
        rc = api->xInst(fts, i, &phrase, &column, &at);
        if (rc == SQLITE_OK && (uint32_t)phrase < r->n_phrases && column < N_COLUMNS)
            meet(f, r, (uint32_t)phrase, column, at, api->xPhraseSize(fts, phrase));
    }
    return rc;
}

static double score(const struct rank *r, const struct found *f, const struct rank_article *article)
{
    double sum = 0, met = 0, asked = 0;
    for (uint32_t t = 0; t < r->n_terms; t++) {
        double worth = 0, best = 0;
        for (int c = COLUMN_NUMBER; c < N_COLUMNS; c++) {
            const double n = f->in[t][c], half = c == COLUMN_BODY ? 0.5 + article->breadth : 0.5;
            worth += column_weight[c] * n / (n + half);
            best = n > best ? n : best;
        }
        sum += r->rarity[t] * worth;
        met += r->rarity[t] * (best < 1 ? best : 1);
        asked += r->rarity[t];
    }
    return asked > 0 ? (sum + 2 * f->follows) / asked * (met / asked) * article->weight : 0;
}

static void relevance(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context, int n,
                      sqlite3_value **values)
{
    struct rank *r = api->xUserData(fts);
    struct found f;
    static const struct rank_article unknown = {0, 1, 0};
    const sqlite3_int64 id = api->xRowid(fts);
    (void)n;
    (void)values;
    int rc = r->ready ? SQLITE_OK : prepare(api, fts, r);
    if (rc == SQLITE_OK)
        rc = meet_all(api, fts, r, &f);
    if (rc == SQLITE_OK)
        sqlite3_result_double(context, score(r, &f, id >= 0 && (uint64_t)id < r->n_articles ? &r->articles[id] : &unknown));
    else
        sqlite3_result_error_code(context, rc);
}

/* FTS5 hands its interface out through a pointer that a query fills in. */
static int find_fts5(sqlite3 *handle, fts5_api **out)
{
    sqlite3_stmt *s = NULL;
    *out = NULL;
    int rc = sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &s, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_bind_pointer(s, 1, out, "fts5_api_ptr", NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(s) == SQLITE_ROW ? SQLITE_OK : sqlite3_errcode(handle);
    sqlite3_finalize(s);
    return rc == SQLITE_OK && *out == NULL ? SQLITE_ERROR : rc;
}

rsv_status rsv__rank_register(sqlite3 *handle, struct rank *r, rsv_error *err)
{
    fts5_api *api;
    int rc = find_fts5(handle, &api);
    if (rc == SQLITE_OK)
        rc = api->xCreateFunction(api, "relevance", r, relevance, NULL);
    if (rc == SQLITE_OK)
        return RSV_OK;
    return rc == SQLITE_NOMEM ? rsv__nomem(err) : rsv__fail(err, RSV_EKB, "this SQLite can't search: it lacks FTS5");
}
