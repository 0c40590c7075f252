/* SPDX-License-Identifier: MIT
 * bench_search.c - a search, against SQLite's own over the same file.
 *
 *     bench_search KB QUERIES
 *
 * The peer asks the index for the same words, any of them, best first by bm25(), and has no notion
 * of misspellings, synonyms or weights.  The slowest search has a limit of 5 ms.
 */
#include "resolvent.h"

#include <ctype.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST = 500, ROUNDS = 10, LIMIT_MS = 5 };

static char queries[MOST][512], matches[MOST][2048];
static int n_queries;

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* "a b" as FTS5 has it: "a" OR "b". */
static void make_match(const char *words, char *out, size_t size)
{
    size_t n = 0;
    *out = '\0';
    while (*words != '\0' && n + 64 < size) {
        size_t m = 0;
        while (isalnum((unsigned char)words[m]) || words[m] == '_')
            m++;
        if (m > 0 && m < 48)
            n += (size_t)snprintf(out + n, size - n, "%s\"%.*s\"", n ? " OR " : "", (int)m, words);
        words += m > 0 ? m : 1;
    }
}

static void read_queries(const char *path)
{
    char line[1024];
    FILE *f = fopen(path, "r");
    while (f != NULL && n_queries < MOST && fgets(line, sizeof line, f) != NULL) {
        char *tab = strchr(line, '\t');
        if (*line == '#' || tab == NULL)
            continue;
        *tab = '\0';
        snprintf(queries[n_queries], sizeof queries[0], "%s", line + (*line == '!'));
        make_match(queries[n_queries], matches[n_queries], sizeof matches[0]);
        n_queries++;
    }
    if (f != NULL)
        fclose(f);
}

/* Seconds of a search on average; *slowest: of the slowest, at its best. */
static double ours(const char *path, double *slowest, const char **which)
{
    rsv_kb *kb;
    double sum = 0;
    *slowest = 0;
    if (rsv_kb_open(path, NULL, &kb, NULL) != RSV_OK)
        exit(1);
    for (int i = 0; i < n_queries; i++) {
        double best = 1e9;
        for (int round = 0; round < ROUNDS; round++) {
            rsv_doc *answer;
            const double start = seconds();
            if (rsv_kb_search(kb, queries[i], 8, &answer, NULL) != RSV_OK)
                exit(1);
            rsv_doc_free(answer);
            const double took = seconds() - start;
            sum += took;
            best = took < best ? took : best;
        }
        if (best > *slowest) {
            *slowest = best;
            *which = queries[i];
        }
    }
    rsv_kb_close(kb);
    return sum / (n_queries * ROUNDS);
}

static double peer(const char *path)
{
    sqlite3 *db;
    sqlite3_stmt *s;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "SELECT type, ref, title, bm25(article) FROM article WHERE article MATCH ? "
                               "ORDER BY bm25(article) LIMIT 24", -1, &s, NULL) != SQLITE_OK)
        exit(1);
    const double start = seconds();
    for (int i = 0; i < n_queries; i++)
        for (int round = 0; round < ROUNDS; round++) {
            sqlite3_bind_text(s, 1, matches[i], -1, SQLITE_STATIC);
            while (sqlite3_step(s) == SQLITE_ROW)
                ;
            sqlite3_reset(s);
        }
    const double took = seconds() - start;
    sqlite3_finalize(s);
    sqlite3_close(db);
    return took / (n_queries * ROUNDS);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: %s KB QUERIES\n", argv[0]);
        return 2;
    }
    read_queries(argv[2]);
    if (n_queries == 0)
        return 1;
    double slowest;
    const char *which = "";
    const double mine = ours(argv[1], &slowest, &which), theirs = peer(argv[1]);
    printf("search: %.2f ms on average over %d queries, MATCH with bm25() %.2f ms: %.1f times\n", mine * 1e3,
           n_queries, theirs * 1e3, mine / theirs);
    printf("search: the slowest takes %.2f ms, %d are the limit: %.60s\n", slowest * 1e3, LIMIT_MS, which);
    return slowest * 1e3 < LIMIT_MS ? 0 : 1;
}
