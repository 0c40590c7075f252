/* SPDX-License-Identifier: MIT */
#include "store/rank.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static sqlite3 *handle;
static struct rank rank;
static struct rank_article articles[8];

static void run(const char *sql)
{
    if (sqlite3_exec(handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(handle));
}

/* Rows 1 to 7, all of the same weight and breadth. */
static int open_index(void **state)
{
    rsv_error err;
    (void)state;
    memset(&rank, 0, sizeof rank);
    for (int i = 1; i < 8; i++)
        articles[i] = (struct rank_article){1, 1, 0};
    rank.articles = articles;
    rank.n_articles = 8;
    assert_int_equal(sqlite3_open(":memory:", &handle), SQLITE_OK);
    run("CREATE VIRTUAL TABLE article USING fts5(type UNINDEXED, ref UNINDEXED, number, name, title, also, causes, body)");
    run("INSERT INTO article VALUES"
        "(NULL, NULL, '11', 'alpha', '', '', '', 'common'), (NULL, NULL, '12', '', 'alpha', '', '', 'common'),"
        "(NULL, NULL, '13', '', '', '', '', 'alpha common'), (NULL, NULL, '14', '', 'beta gamma', '', '', 'common'),"
        "(NULL, NULL, '15', '', 'gamma beta', '', '', 'common'), (NULL, NULL, '16', '', 'beta', '', '', 'common'),"
        "(NULL, NULL, '17', '', '', '', '', 'alpha alpha alpha alpha alpha common 12')");
    assert_int_equal(rsv__rank_register(handle, &rank, &err), RSV_OK);
    return 0;
}

static int close_index(void **state)
{
    (void)state;
    return sqlite3_close(handle);
}

/* A phrase for every letter of `terms`: its term, '0' and on. */
static void ask(const char *terms)
{
    rsv__rank_clear(&rank);
    for (; *terms != '\0'; terms++)
        assert_true(rsv__rank_phrase(&rank, (uint32_t)(*terms - '0'), 1));
}

static double relevance(const char *query, int row)
{
    sqlite3_stmt *s;
    double score = -1;
    assert_int_equal(sqlite3_prepare_v2(handle, "SELECT relevance(article) FROM article WHERE article MATCH ? AND rowid = ?",
                                        -1, &s, NULL), SQLITE_OK);
    sqlite3_bind_text(s, 1, query, -1, SQLITE_STATIC);
    sqlite3_bind_int(s, 2, row);
    if (sqlite3_step(s) == SQLITE_ROW)
        score = sqlite3_column_double(s, 0);
    sqlite3_finalize(s);
    return score;
}

static void a_title_counts_more_than_a_body_however_often(void **state)
{
    (void)state;
    ask("0");
    const double name = relevance("alpha", 1), title = relevance("alpha", 2), body = relevance("alpha", 3);
    const double often = relevance("alpha", 7);
    assert_true(title > name && name > body && often > body && title > often);
}

static void a_number_counts_most(void **state)
{
    (void)state;
    ask("0");
    assert_true(relevance("\"12\"", 2) > 5 * relevance("\"12\"", 7));
}

static void who_has_more_of_the_words_comes_first(void **state)
{
    (void)state;
    ask("01");
    assert_true(relevance("beta OR gamma", 5) > 1.5 * relevance("beta OR gamma", 6));
    assert_true(relevance("beta OR gamma", 4) > relevance("beta OR gamma", 5)); /* as they were typed */
}

static void a_rare_word_counts_more_than_a_common_one(void **state)
{
    (void)state;
    ask("01");
    assert_true(relevance("gamma OR common", 4) > relevance("alpha OR common", 3));
    assert_true(relevance("common OR zeta", 6) > 0); /* never nothing */
}

static void phrases_of_a_term_stand_for_each_other(void **state)
{
    (void)state;
    ask("00");
    const double either = relevance("alpha OR beta", 2);
    ask("01");
    assert_true(either > relevance("alpha OR beta", 2)); /* of two terms one would be missing */
    rsv__rank_clear(&rank);
    rsv__rank_phrase(&rank, 0, 0.5);
    const double half = relevance("alpha", 2);
    ask("0");
    assert_true(half > 0 && half < relevance("alpha", 2));
}

static void an_article_has_a_weight_of_its_own(void **state)
{
    (void)state;
    ask("0");
    const double before = relevance("alpha", 2);
    articles[2].weight = 0.5;
    assert_float_equal(relevance("alpha", 2), before / 2, 1e-9);
    articles[2].weight = 1;
    const double body = relevance("alpha", 3);
    articles[3].breadth = 4;
    assert_true(relevance("alpha", 3) < body);
    articles[3].breadth = 1;
    rank.n_articles = 2; /* what isn't known is worth nothing */
    assert_float_equal(relevance("alpha", 2), 0, 0);
    rank.n_articles = 8;
}

static void there_is_an_end_to_phrases_and_terms(void **state)
{
    (void)state;
    rsv__rank_clear(&rank);
    assert_false(rsv__rank_phrase(&rank, RANK_TERMS, 1));
    for (int i = 0; i < RANK_PHRASES; i++)
        assert_true(rsv__rank_phrase(&rank, RANK_TERMS - 1, 1));
    assert_false(rsv__rank_phrase(&rank, 0, 1));
    ask("0"); /* a query of more phrases than were told is no danger */
    assert_true(relevance("alpha OR beta OR gamma", 4) >= 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_title_counts_more_than_a_body_however_often),
        cmocka_unit_test(a_number_counts_most),
        cmocka_unit_test(who_has_more_of_the_words_comes_first),
        cmocka_unit_test(a_rare_word_counts_more_than_a_common_one),
        cmocka_unit_test(phrases_of_a_term_stand_for_each_other),
        cmocka_unit_test(an_article_has_a_weight_of_its_own),
        cmocka_unit_test(there_is_an_end_to_phrases_and_terms),
    };
    return cmocka_run_group_tests(tests, open_index, close_index);
}
