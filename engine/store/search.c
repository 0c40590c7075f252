/* SPDX-License-Identifier: MIT
 * search.c - from words to hits.
 *
 * Any word may be missing from an article: rank.c prefers those that have most of them.  A word that
 * no article has is looked for as the beginning of one, and as the nearest word that there is.
 * Synonyms, wordings and words are tables of the file, made from kb/; no word is known here.
 */
#include "store/search.h"

#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { MAX_WORDS = 60, WORD_SIZE = 48, SYNONYM_WORDS = 4, MAX_HITS = 200 };

/* --- words ------------------------------------------------------------------------------------ */

struct word {
    char text[WORD_SIZE]; /* folded */
    char parts[WORD_SIZE * 2]; /* of a name that was written in one, else "" */
    bool is_code;
};

struct typed {
    struct word words[MAX_WORDS];
    uint32_t n;
};

static bool is_letter(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (c & 0x80) != 0;
}

static size_t word_length(const char *s)
{
    size_t n = 0;
    while (is_letter(s[n]))
        n++;
    return n;
}

static size_t digits(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && isdigit((unsigned char)s[i]))
        i++;
    return i;
}

/* 8-4-4-4-12 hexadecimal digits: an ID, which no article has.  Its length, or 0. */
static size_t guid_length(const char *s)
{
    for (size_t i = 0; i < 36; i++) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? s[i] != '-' : !isxdigit((unsigned char)s[i]))
            return 0;
    }
    return 36;
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool starts_part(const char *s, size_t i, size_t n)
{
    if (i == 0 || s[i] == '_' || s[i - 1] == '_')
        return i > 0 && s[i] != '_';
    return is_upper(s[i]) && (!is_upper(s[i - 1]) || (i + 1 < n && !is_upper(s[i + 1]) && s[i + 1] != '_'));
}

void rsv__search_split(struct buf *out, const char *name, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (starts_part(name, i, n))
            rsv__buf_char(out, ' ');
        if (name[i] != '_')
            rsv__buf_char(out, name[i]);
    }
}

static void split_name(struct word *w, const char *s, size_t n)
{
    size_t m = 0;
    bool split = false;
    for (size_t i = 0; i < n && m + 2 < sizeof w->parts; i++) {
        if (starts_part(s, i, n)) {
            split = true;
            w->parts[m++] = ' ';
        }
        if (s[i] != '_')
            w->parts[m++] = rsv__lower(s[i]);
    }
    w->parts[split ? m : 0] = '\0';
}

/* Numbers of codes come as 50011, AADSTS50011 or STS50011. */
static size_t skip_code_prefix(const char *s, size_t n)
{
    static const char *const prefixes[] = {"aadsts", "sts"};
    for (int i = 0; i < 2; i++) {
        const size_t m = strlen(prefixes[i]);
        if (n > m && rsv__find_fold(s, prefixes[i]) == s && digits(s + m, n - m) == n - m)
            return m;
    }
    return 0;
}

static void take_word(struct typed *typed, const char *s, size_t n)
{
    const size_t skip = skip_code_prefix(s, n);
    struct word *w = &typed->words[typed->n];
    s += skip;
    n -= skip;
    const size_t number = digits(s, n);
    if (n < 2 || n >= WORD_SIZE || (number > 0 && number < n && n > 4))
        return; /* a letter, a blob, a piece of a time */
    w->is_code = number == n && n >= 4;
    memcpy(w->text, s, n);
    w->text[n] = '\0';
    rsv__fold(w->text, n);
    split_name(w, s, n);
    for (uint32_t i = 0; i < typed->n; i++)
        if (strcmp(typed->words[i].text, w->text) == 0)
            return;
    typed->n++;
}

static void take_words(const char *s, struct typed *typed)
{
    typed->n = 0;
    while (*s != '\0' && typed->n < MAX_WORDS) {
        const size_t n = word_length(s), guid = guid_length(s);
        if (guid == 0 && n > 0)
            take_word(typed, s, n);
        s += guid > 0 ? guid : n > 0 ? n : 1;
    }
}

/* --- terms --------------------------------------------------------------------------------------- */

struct maker {
    struct db *db;
    struct rank *rank;
    struct buf *query;
    struct doc_tree *t;
    struct rsv_doc *corrected;
    rsv_error *err;
    uint32_t term;
};

/* The phrase's text has no quotes: it consists of letters and blanks. */
static void add_phrase(struct maker *m, const char *before, const char *text, const char *after, double weight)
{
    if (!rsv__rank_phrase(m->rank, m->term, weight))
        return;
    rsv__buf_printf(m->query, "%s%s\"%s\"%s", m->query->n > 0 ? " OR " : "", before, text, after);
}

/* 1: a row; its first number in *value.  0: none.  -1: failed. */
static int look_up(struct maker *m, enum sql_id id, const char *word, int64_t *value)
{
    sqlite3_stmt *s = rsv__db_statement(m->db, id, m->err);
    if (s == NULL)
        return -1;
    rsv__db_bind_text(s, ":word", word);
    const int more = rsv__db_step_row(m->db, s, m->err);
    if (more == 1)
        *value = sqlite3_column_int64(s, 0);
    return more;
}

/* The nearest word of the articles; of two that are as near, the one that more of them have. */
static int find_nearest(struct maker *m, const char *word, char best[WORD_SIZE])
{
    const size_t n = strlen(word);
    size_t limit = n < 6 ? 1 : 2;
    sqlite3_stmt *s = n < 3 ? NULL : rsv__db_statement(m->db, SQL_WORDS_LIKE, m->err);
    int64_t most = 0;
    int more;
    *best = '\0';
    if (n < 3 || s == NULL)
        return n < 3 ? 0 : -1;
    const char from[] = {word[0], '\0'}, to[] = {(char)(word[0] + 1), '\0'};
    rsv__db_bind_text(s, ":from", from);
    rsv__db_bind_text(s, ":to", to);
    rsv__db_bind_integer(s, ":shortest", (int64_t)(n - limit));
    rsv__db_bind_integer(s, ":longest", (int64_t)(n + limit));
    while ((more = rsv__db_step_row(m->db, s, m->err)) == 1) {
        const char *candidate = rsv__db_text(s, 0);
        const size_t d = rsv__distance(word, candidate, limit);
        const int64_t count = sqlite3_column_int64(s, 1);
        if (d > limit || (d == limit && *best != '\0' && count <= most) || strlen(candidate) >= WORD_SIZE)
            continue;
        limit = d;
        most = count;
        strcpy(best, candidate);
    }
    return more < 0 ? -1 : *best != '\0';
}

static rsv_status add_unknown_word(struct maker *m, const struct word *w)
{
    char best[WORD_SIZE];
    const int found = (w->text[0] & 0x80) != 0 ? 0 : find_nearest(m, w->text, best);
    if (found < 0)
        return m->err->code;
    if (strlen(w->text) > 2)
        add_phrase(m, "", w->text, " *", 0.7);
    if (found == 1) {
        struct rsv_doc *d = m->corrected ? rsv__doc_object(m->t, m->corrected, NULL) : NULL;
        add_phrase(m, "", best, "", 0.8);
        rsv__doc_add_text(m->t, d, "typed", w->text);
        rsv__doc_add_text(m->t, d, "read", best);
    }
    return RSV_OK;
}

static rsv_status add_code(struct maker *m, const struct word *w)
{
    int64_t unused;
    const int found = look_up(m, SQL_HAS_CODE, w->text, &unused);
    if (found == 1)
        add_phrase(m, "", w->text, "", 1);
    else if (found == 0)
        add_phrase(m, "number : ", w->text, " *", 1);
    return found < 0 ? m->err->code : RSV_OK;
}

/* Most articles have it: it tells nothing. */
static bool is_everywhere(const struct maker *m, int64_t n)
{
    return (uint64_t)n * 5 > m->rank->n_articles * 2;
}

static rsv_status add_word(struct maker *m, const struct word *w, bool all)
{
    int64_t n = 0;
    if (w->is_code)
        return add_code(m, w);
    const int found = look_up(m, SQL_WORD, w->text, &n);
    if (found < 0)
        return m->err->code;
    if (!all && is_everywhere(m, n))
        return RSV_OK;
    if (w->parts[0] != '\0')
        add_phrase(m, "", w->parts, "", 1);
    if (found == 0 && w->parts[0] == '\0')
        return add_unknown_word(m, w);
    add_phrase(m, "", w->text, found == 0 ? " *" : "", 1);
    return RSV_OK;
}

/* Everything that means the same as the `n` words at `w`; *found: there is something. */
static rsv_status add_synonyms(struct maker *m, const struct word *w, uint32_t n, bool *found)
{
    char key[WORD_SIZE * SYNONYM_WORDS + 4] = "";
    for (uint32_t i = 0; i < n; i++) {
        strcat(key, i > 0 ? " " : "");
        strcat(key, w[i].text);
    }
    sqlite3_stmt *s = rsv__db_statement(m->db, SQL_SYNONYMS, m->err);
    int more = s ? 1 : -1;
    *found = false;
    if (s != NULL)
        rsv__db_bind_text(s, ":word", key);
    while (more > 0 && (more = rsv__db_step_row(m->db, s, m->err)) == 1) {
        if (!*found)
            add_phrase(m, "", key, "", 1);
        *found = true;
        add_phrase(m, "", rsv__db_text(s, 0), "", 0.8);
    }
    return more < 0 ? m->err->code : RSV_OK;
}

/* One term, of as many words as have a synonym together, else of one; *used is their number. */
static rsv_status add_term(struct maker *m, const struct word *w, uint32_t n, bool all, uint32_t *used)
{
    bool found = false;
    rsv_status rc = RSV_OK;
    const uint32_t phrases = m->rank->n_phrases;
    *used = 1;
    const uint32_t longest = SYNONYM_WORDS;
    for (uint32_t k = n < longest ? n : longest; k >= 1 && !found && rc == RSV_OK; k--) {
        rc = add_synonyms(m, w, k, &found);
        if (found)
            *used = k;
    }
    if (rc == RSV_OK && !found)
        rc = add_word(m, w, all);
    if (m->rank->n_phrases > phrases)
        m->term++;
    return rc;
}

static rsv_status add_terms(struct maker *m, const struct typed *typed, bool all)
{
    rsv_status rc = RSV_OK;
    uint32_t used = 0;
    for (uint32_t i = 0; i < typed->n && m->term < RANK_TERMS && rc == RSV_OK; i += used)
        rc = add_term(m, &typed->words[i], typed->n - i, all, &used);
    return rc;
}

rsv_status rsv__search_query(struct db *db, const char *words, struct buf *query, struct doc_tree *t,
                             struct rsv_doc *corrected, rsv_error *err)
{
    struct maker m = {.db = db, .rank = db->rank, .query = query, .t = t, .corrected = corrected, .err = err};
    struct typed typed;
    take_words(words, &typed);
    rsv__rank_clear(db->rank);
    rsv_status rc = add_terms(&m, &typed, false);
    if (rc == RSV_OK && m.term == 0) /* nothing but words that are everywhere */
        rc = add_terms(&m, &typed, true);
    return rc == RSV_OK && query->failed ? rsv__nomem(err) : rc;
}

/* --- hits --------------------------------------------------------------------------------------------- */

struct hit {
    int64_t id;
    double score;
};

struct hits {
    struct hit of[3][MAX_HITS]; /* codes, causes, steps: best first */
    int n[3], limit;
};

/* Into its place, if it is good enough; of equals the first row stays before. */
static void take_hit(struct hits *hits, int type, struct hit hit)
{
    struct hit *list = hits->of[type];
    int *n = &hits->n[type], at = *n;
    while (at > 0 && list[at - 1].score < hit.score)
        at--;
    if (at == hits->limit)
        return;
    *n += *n < hits->limit;
    memmove(list + at + 1, list + at, (size_t)(*n - 1 - at) * sizeof *list);
    list[at] = hit;
}

static rsv_status collect(struct db *db, const char *query, struct hits *hits, rsv_error *err)
{
    sqlite3_stmt *s = rsv__db_statement(db, SQL_SEARCH, err);
    int more = s ? 1 : -1;
    if (s != NULL)
        rsv__db_bind_text(s, ":words", query);
    while (more > 0 && (more = rsv__db_step_row(db, s, err)) == 1) {
        const struct hit hit = {sqlite3_column_int64(s, 0), sqlite3_column_double(s, 1)};
        if (hit.score > 0) /* then it has a type */
            take_hit(hits, db->rank->articles[hit.id].type, hit);
    }
    return more < 0 ? err->code : RSV_OK;
}

static rsv_status show_hit(struct db *db, const struct hit *hit, struct doc_tree *t, struct rsv_doc *list,
                           rsv_error *err)
{
    sqlite3_stmt *s = rsv__db_statement(db, SQL_HIT, err);
    if (s == NULL)
        return err->code;
    rsv__db_bind_integer(s, ":id", hit->id);
    const int more = rsv__db_step_row(db, s, err);
    if (more != 1)
        return more < 0 ? err->code : RSV_OK;
    static const char *const keys[] = {"type", "ref", "title", "name", "family"};
    struct rsv_doc *d = rsv__doc_object(t, list, NULL);
    for (int i = 0; i < 5; i++)
        rsv__doc_add_text(t, d, keys[i], rsv__db_text_or_null(s, i));
    if (sqlite3_column_type(s, 5) != SQLITE_NULL)
        rsv__doc_add_boolean(t, d, "brief", sqlite3_column_int(s, 5) != 0);
    rsv__doc_add_number(t, d, "score", hit->score);
    return RSV_OK;
}

static rsv_status run_query(struct db *db, const char *query, int limit, struct doc_tree *t,
                            struct rsv_doc *list, rsv_error *err)
{
    struct hits *hits = rsv__arena_alloc(&t->arena, sizeof *hits);
    if (hits == NULL)
        return rsv__nomem(err);
    hits->limit = limit < MAX_HITS ? limit : MAX_HITS;
    rsv_status rc = collect(db, query, hits, err);
    for (int type = 0; type < 3; type++)
        for (int i = 0; i < hits->n[type] && rc == RSV_OK; i++)
            rc = show_hit(db, &hits->of[type][i], t, list, err);
    return rc;
}

/* The greatest row comes first: it tells how many there may be. */
static rsv_status load_weights(struct db *db, struct rank *rank, rsv_error *err)
{
    enum { MOST = 1 << 22 }; /* a file may come from anywhere */
    sqlite3_stmt *s = rsv__db_statement(db, SQL_ARTICLE_WEIGHTS, err);
    int more = s ? 1 : -1;
    while (more > 0 && (more = rsv__db_step_row(db, s, err)) == 1) {
        const int64_t id = sqlite3_column_int64(s, 0);
        const int type = sqlite3_column_int(s, 1);
        if (rank->articles == NULL && id >= 0 && id < MOST) {
            rank->articles = rsv__alloc_zero(db->alloc, ((size_t)id + 1) * sizeof *rank->articles);
            if (rank->articles == NULL)
                return rsv__nomem(err);
            rank->n_articles = (size_t)id + 1;
        }
        if (id >= 0 && (size_t)id < rank->n_articles && type >= 0 && type < 3)
            rank->articles[id] = (struct rank_article){sqlite3_column_double(s, 2), sqlite3_column_double(s, 3), type};
    }
    return more < 0 ? err->code : RSV_OK;
}

void rsv__search_close(struct db *db)
{
    if (db->rank == NULL)
        return;
    if (db->rank->articles != NULL)
        rsv__release(db->alloc, db->rank->articles, db->rank->n_articles * sizeof *db->rank->articles);
    rsv__release(db->alloc, db->rank, sizeof *db->rank);
    db->rank = NULL;
}

static rsv_status prepare(struct db *db, rsv_error *err)
{
    if (db->rank != NULL)
        return RSV_OK;
    db->rank = rsv__alloc_zero(db->alloc, sizeof *db->rank);
    rsv_status rc = db->rank ? rsv__rank_register(db->handle, db->rank, err) : rsv__nomem(err);
    if (rc == RSV_OK)
        rc = load_weights(db, db->rank, err);
    if (rc != RSV_OK)
        rsv__search_close(db);
    return rc;
}

rsv_status rsv__db_search(struct db *db, const char *words, int limit, struct doc_tree *t,
                          struct rsv_doc *hits, struct rsv_doc *corrected, rsv_error *err)
{
    struct buf query;
    rsv_status rc = prepare(db, err);
    rsv__buf_init(&query, db->alloc);
    if (rc == RSV_OK)
        rc = rsv__search_query(db, words, &query, t, corrected, err);
    if (rc == RSV_OK && query.n > 0)
        rc = run_query(db, query.text, limit, t, hits, err);
    rsv__buf_free(&query);
    return rc;
}
