/* SPDX-License-Identifier: MIT
 * test_ahead.c - a long log by several threads.  tests/property/test_convert_random.c compares with one. */
#include "ingest/ahead.h"

#include "ingest/pick.h"
#include "support/ingest_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ROWS = 12000, ODD = 6001 };

static const struct path_step target[] = {{.key = "target", .rest = "target"}}, port[] = {{.key = "port", .rest = "port"}};
static struct path has[] = {{.steps = target, .n_steps = 1}, {.steps = port, .n_steps = 1}};
static struct path to_target[] = {{.steps = target, .n_steps = 1}}, to_port[] = {{.steps = port, .n_steps = 1}};
static struct adapter_field fields[] = {{.name = "host", .value = {.paths = to_target, .n_paths = 1}},
                                        {.name = "port", .value = {.paths = to_port, .n_paths = 1}},
                                        {.name = "state", .value = {.constant = "open"}}};
static struct adapter_field limit[] = {{.name = "host", .value = {.constant = "limit"}},
                                       {.name = "port", .value = {.constant = "9"}},
                                       {.name = "state", .value = {.constant = "open"}}};
static struct adapter_part at_limit[] = {{.fields = limit, .n_fields = 3}};
static struct adapter_part parts[] = {{.fields = fields, .n_fields = 3},
                                      {.op = PART_REACHING, .count = ROWS / 2, .parts = at_limit, .n_parts = 1}};
static struct adapter adapter = {.name = "t", .form = FORM_JSON, .has = has, .n_has = 2, .parts = parts, .n_parts = 2};
static const struct adapter *all[] = {&adapter};

struct log_case {
    struct ingest_case c;
    struct buf lines;
};

static rsv_status give_book(void *user, const struct rulebook **out, rsv_error *err)
{
    struct log_case *l = user;
    (void)err;
    *out = &l->c.kinds.book;
    return RSV_OK;
}

static rsv_status take(void *user, struct fact_draft *d, rsv_error *err)
{
    struct log_case *l = user;
    (void)err;
    rsv__draft_write(d, &l->lines);
    return RSV_OK;
}

static void take_lines(void *user, const char *text, size_t n)
{
    struct log_case *l = user;
    rsv__buf_add(&l->lines, text, n);
}

static void expect(const char **at, const char *host, int number, int row)
{
    char line[120];
    const int n = snprintf(line, sizeof line, "{\"kind\":\"port_status\",\"host\":\"%s\",\"port\":%d,\"state\":\"open\","
    "\"source\":"
                           "\"t:%d\"}\n", host, number, row + 1);
    assert_memory_equal(*at, line, (size_t)n);
    *at += n;
}

/* Every row gives its line, the odd one a problem, and the limit is met once. */
static void rows_come_in_order_whoever_read_them(void **state)
{
    struct log_case l;
    struct arena arena;
    struct buf log;
    char host[20];
    const char *at;
    (void)state;
    assert_true(ingest_case_open(&l.c, 0));
    rsv__arena_init(&arena, &l.c.alloc);
    rsv__buf_init(&log, &l.c.alloc);
    rsv__buf_init(&l.lines, &l.c.alloc);
    at_limit[0].kind = parts[0].kind = &l.c.kinds.kinds[0];
    l.c.kinds.book.adapters = all;
    l.c.kinds.book.n_adapters = 1;
    assert_int_equal(rsv__picks_make(&l.c.kinds.book, &arena, &l.c.err), RSV_OK);
    l.c.in.load_adapters = give_book;
    l.c.in.adapters_user = &l;
    l.c.in.intern = NULL;
    l.c.in.sink = (struct fact_sink){&l, take, take_lines};
    for (int i = 0; i < ROWS; i++)
        rsv__buf_printf(&log, "{\"target\":\"h%d\",\"other\":\"%060d\",\"port\":%d}\n", i, i, i == ODD ? 99999 : 443);
    assert_int_equal(rsv__ingest_bytes(&l.c.in, log.text, log.n, &l.c.err), RSV_OK);
    assert_true(log.n > (1 << 20));
    at = rsv__buf_get(&l.lines);
    for (int i = 0; i < ROWS; i++) {
        snprintf(host, sizeof host, "h%d", i);
        if (i != ODD)
            expect(&at, host, 443, i);
        if (i == ROWS / 2 - 1)
            expect(&at, "limit", 9, i);
    }
    assert_string_equal(at, "");
    assert_int_equal(l.c.in.n_facts, ROWS);
    assert_int_equal(l.c.in.n_rejected, 1);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(ingest_case_problem(&l.c, 0), "line")), ODD + 1);
    rsv__buf_free(&log);
    rsv__buf_free(&l.lines);
    rsv__arena_free(&arena);
    assert_int_equal(ingest_case_close(&l.c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_in_order_whoever_read_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
