/* SPDX-License-Identifier: MIT
 * test_scan_random.c - random logs, scanned in every way and by the slow reference: the same numbers.
 *
 *     test_scan_random LOGS SEED
 */
#include "scan/scan.h"
#include "support/naive_scan.h"
#include "support/random_log.h"
#include "support/random_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t seed;

static unsigned pick(unsigned n)
{
    return (unsigned)(random_next(&seed) % n);
}

static _Noreturn void give_up(const char *what, const struct random_log *how, const char *text, size_t n)
{
    FILE *f = fopen("failing-log.json", "wb");
    if (f != NULL) {
        fwrite(text, 1, n, f);
        fclose(f);
    }
    fprintf(stderr, "%s: log of seed %llu, shape %d (kept as failing-log.json)\n", what,
            (unsigned long long)how->seed, (int)how->shape);
    exit(1);
}

static bool is_same(const struct scan *s, const struct naive_scan *expected)
{
    bool same = s->counts.n == expected->n && s->counts.duplicates == expected->duplicates &&
                s->n_other == expected->others;
    for (size_t i = 0; i < expected->n; i++) {
        const struct naive_code *e = &expected->codes[i];
        const struct code_counts *c = rsv__counts_code(&s->counts, e->code);
        same = same && c != NULL && c->attempts == e->attempts && c->first == e->first && c->last == e->last &&
               rsv__distinct_count(&c->users) == e->distinct[0] &&
               rsv__distinct_count(&c->apps) == e->distinct[1] &&
               rsv__distinct_count(&c->addresses) == e->distinct[2] &&
               rsv__distinct_count(&c->sign_ins) == e->distinct[3];
        if (!same)
            fprintf(stderr, "code %lld: %llu attempts expected\n", (long long)e->code,
                    (unsigned long long)e->attempts);
    }
    return same;
}

/* One scan, some way or other. */
static struct scan *scan(const struct random_log *how, const char *text, size_t n)
{
    struct scan_options options = {.filter = SCAN_FILTER_INIT, .threads = 1 + pick(4)};
    struct scan *s;
    rsv_error err;
    unsigned variants = 0;
    while (rsv__scan_bits_variant(variants) != NULL)
        variants++;
    options.bits = rsv__scan_bits_variant(pick(variants));
    options.chunk_size = pick(3) ? 100 + pick(20000) : 0;
    /* in memory of exactly its size, so that a sanitizer sees a read behind it */
    char *copy = malloc(n + 1);
    memcpy(copy, text, n);
    char *exact = realloc(copy, n ? n : 1);
    if (rsv__scan_open(&options, NULL, &s, &err) != RSV_OK ||
        rsv__scan_bytes(s, "log", exact, n, &err) != RSV_OK)
        give_up(err.message, how, text, n);
    free(exact);
    return s;
}

static void compare(const struct random_log *how, const char *text, size_t n)
{
    struct naive_scan expected;
    rsv_error err;
    if (!naive_scan(&expected, text, n, &err))
        give_up(err.message, how, text, n);
    for (int way = 0; way < 4; way++) {
        struct scan *s = scan(how, text, n);
        if (!is_same(s, &expected))
            give_up("other numbers", how, text, n);
        if (s->n_problems != 0)
            give_up(s->problems[0].what, how, text, n);
        rsv__scan_close(s);
    }
    naive_scan_free(&expected);
}

/* Some lines lose their ends: all others must count as before. */
static void compare_damaged(const struct random_log *how, const char *text)
{
    struct buf damaged, good;
    struct alloc alloc;
    struct naive_scan expected;
    rsv_error err;
    uint64_t cuts = 0;
    rsv__alloc_init(&alloc, NULL);
    rsv__buf_init(&damaged, &alloc);
    rsv__buf_init(&good, &alloc);
    for (const char *end; (end = strchr(text, '\n')) != NULL; text = end + 1) {
        const size_t n = (size_t)(end - text);
        if (pick(20) == 0) {
            cuts++;
            rsv__buf_add(&damaged, text, 1 + pick((unsigned)n - 2));
        } else {
            rsv__buf_add(&damaged, text, n);
            rsv__buf_add(&good, text, n + 1);
        }
        rsv__buf_char(&damaged, '\n');
    }
    if (!naive_scan(&expected, rsv__buf_get(&good), good.n, &err))
        give_up(err.message, how, good.text, good.n);
    struct scan *s = scan(how, rsv__buf_get(&damaged), damaged.n);
    if (!is_same(s, &expected) || (s->n_problems == 0) != (cuts == 0))
        give_up("other numbers in a damaged log", how, rsv__buf_get(&damaged), damaged.n);
    rsv__scan_close(s);
    naive_scan_free(&expected);
    rsv__buf_free(&damaged);
    rsv__buf_free(&good);
}

/* The same sign-ins as a table. */
static void compare_table(const struct random_log *how, enum random_form form)
{
    struct buf records, table;
    struct alloc alloc;
    rsv__alloc_init(&alloc, NULL);
    rsv__buf_init(&records, &alloc);
    rsv__buf_init(&table, &alloc);
    random_table(how->seed, form, how->records, &records, &table);
    struct naive_scan expected;
    rsv_error err;
    if (!naive_scan(&expected, rsv__buf_get(&records), records.n, &err))
        give_up(err.message, how, records.text, records.n);
    struct scan *s = scan(how, rsv__buf_get(&table), table.n);
    if (!is_same(s, &expected) || s->n_problems != 0)
        give_up("other numbers in a table", how, table.text, table.n);
    rsv__scan_close(s);
    naive_scan_free(&expected);
    rsv__buf_free(&records);
    rsv__buf_free(&table);
}

/* Beyond the limit numbers are estimates, and say so. */
static void compare_estimates(const struct random_log *how, const char *text, size_t n)
{
    enum { LIMIT = 8 };
    const struct scan_options options = {.filter = SCAN_FILTER_INIT, .exact_limit = LIMIT};
    struct naive_scan expected;
    struct scan *s;
    rsv_error err;
    if (!naive_scan(&expected, text, n, &err) || rsv__scan_open(&options, NULL, &s, &err) != RSV_OK ||
        rsv__scan_bytes(s, "log", text, n, &err) != RSV_OK)
        give_up(err.message, how, text, n);
    for (size_t i = 0; i < expected.n; i++) {
        const struct naive_code *e = &expected.codes[i];
        const struct code_counts *c = rsv__counts_code(&s->counts, e->code);
        const struct distinct *all[] = {&c->users, &c->apps, &c->addresses, &c->sign_ins};
        for (size_t k = 0; k < NAIVE_NUMBERS && expected.duplicates == 0; k++) {
            const uint64_t is = rsv__distinct_count(all[k]), should = e->distinct[k], near = 1 + should / 20;
            if (rsv__distinct_is_exact(all[k]) != (should <= LIMIT) || is > should + near || is + near < should)
                give_up("an estimate that is far off", how, text, n);
        }
    }
    rsv__scan_close(s);
    naive_scan_free(&expected);
}

int main(int argc, char **argv)
{
    const unsigned long logs = argc > 1 ? strtoul(argv[1], NULL, 10) : 200;
    seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    uint64_t bytes = 0;
    for (unsigned long i = 0; i < logs; i++) {
        struct random_log how = {.seed = random_next(&seed), .shape = (enum log_shape)pick(LOG_SHAPES)};
        struct alloc alloc;
        struct buf text;
        how.is_calm = pick(3) == 0;
        how.is_pretty = pick(2) == 0;
        how.records = 1 + pick(60);
        rsv__alloc_init(&alloc, NULL);
        rsv__buf_init(&text, &alloc);
        random_log(&how, &text);
        compare(&how, rsv__buf_get(&text), text.n);
        compare_table(&how, (enum random_form)pick(RANDOM_FORMS));
        compare_estimates(&how, rsv__buf_get(&text), text.n);
        bytes += text.n;
        if (how.shape == LOG_LINES && !how.is_pretty)
            compare_damaged(&how, rsv__buf_get(&text));
        rsv__buf_free(&text);
    }
    printf("%lu logs of %llu bytes agree\n", logs, (unsigned long long)bytes);
    return 0;
}
