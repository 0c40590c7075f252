/* SPDX-License-Identifier: MIT */
#include "scan/scan.h"

#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char text[] = "\xef\xbb\xbf{\"id\":\"1\",\"resultType\":0}\n{\"id\":\"2\",\"resultType\":7}\nx\n"
                           "{\"id\":\"3\"}\n{\"id\":\"4\",\"resu\n{\"id\":\"2\",\"resultType\":7}\n";

static void what_is_wrong_is_said_with_its_line(void **state)
{
    const struct scan_options options = {.filter = SCAN_FILTER_INIT, .threads = 1};
    struct scan *s;
    rsv_error err;
    (void)state;
    assert_int_equal(rsv__scan_open(&options, NULL, &s, &err), RSV_OK);
    assert_int_equal(rsv__scan_bytes(s, "a.json", text, sizeof text - 1, &err), RSV_OK);
    assert_int_equal(s->n_problems, 2);
    assert_string_equal(s->problems[0].input, "a.json");
    assert_int_equal(s->problems[0].line, 3);
    assert_int_equal(text[s->problems[0].at], 'x');
    assert_int_equal(s->problems[1].line, 5);
    assert_int_equal(s->n_other, 1);
    assert_int_equal(s->counts.duplicates, 1);
    assert_int_equal(s->bytes, sizeof text - 4); /* the mark aside */
    rsv__scan_close(s);
}

static bool stop(void *user, uint64_t done)
{
    *(uint64_t *)user = done;
    return false;
}

static void progress_can_end_it_and_what_is_known_stays(void **state)
{
    uint64_t done = 0;
    const struct scan_options options = {.filter = SCAN_FILTER_INIT, .threads = 1, .chunk_size = 30,
                                         .progress = stop, .user = &done};
    struct scan *s;
    rsv_error err;
    (void)state;
    assert_int_equal(rsv__scan_open(&options, NULL, &s, &err), RSV_OK);
    assert_int_equal(rsv__scan_bytes(s, "a.json", text, sizeof text - 1, &err), RSV_OK);
    assert_true(s->partial);
    assert_in_range(done, 30, sizeof text - 2);
    assert_int_equal(rsv__counts_code(&s->counts, 0)->attempts, 1);
    rsv__scan_close(s);
}

struct growing {
    struct scan *scan;
    const char *const *pieces; /* ended by NULL; "" is a pause */
    uint64_t seen[8]; /* rows counted when it was asked on after a pause */
    size_t n_seen;
    bool paused;
};

static size_t grow(void *user, char *out, size_t n)
{
    struct growing *g = user;
    if (g->paused)
        g->seen[g->n_seen++] = g->scan->counts.n ? g->scan->counts.codes[0].attempts : 0;
    g->paused = *g->pieces != NULL && **g->pieces == '\0';
    if (*g->pieces == NULL)
        return 0;
    const size_t length = strlen(*g->pieces);
    assert_true(length <= n);
    memcpy(out, *g->pieces++, length);
    return g->paused ? SOURCE_PAUSE : length;
}

/* Rows counted at each pause, and in the end. */
static void grows(const char *const *pieces, const uint64_t *expected, size_t n)
{
    const struct scan_options options = {.filter = SCAN_FILTER_INIT, .threads = 1};
    struct growing g = {.pieces = pieces};
    rsv_error err;
    assert_int_equal(rsv__scan_open(&options, NULL, &g.scan, &err), RSV_OK);
    assert_int_equal(rsv__scan_stream(g.scan, "a.json", grow, &g, &err), RSV_OK);
    assert_int_equal(g.n_seen, n - 1);
    assert_memory_equal(g.seen, expected, (n - 1) * sizeof *expected);
    assert_int_equal(g.scan->counts.codes[0].attempts, expected[n - 1]);
    assert_int_equal(g.scan->n_problems, 0);
    rsv__scan_close(g.scan);
}

static void all_that_came_is_counted_before_a_pause_ends(void **state)
{
    const char *const lines[] = {"", "{\"id\":\"1\",\"resultType\":7}\n{\"id\":\"2\",", "", "\"resultType\":7}\n", "", "", NULL};
    const char *const list[] = {"[{\"id\":\"1\",\"resultType\":7}", "", ",{\"id\":\"2\",\"resultType\":7}", "", "]", NULL};
    const char *const csv[] = {"Id,ResultType\n1,7\n2,", "", "7\n", "", "3,7", NULL};
    (void)state;
    grows(lines, (const uint64_t[]){0, 1, 2, 2, 2}, 5);
    grows(list, (const uint64_t[]){1, 2, 2}, 3);
    grows(csv, (const uint64_t[]){1, 2, 3}, 3);
}

static void every_allocation_may_fail(void **state)
{
    struct fail_alloc f = {.fired = true};
    const struct scan_options options = {.filter = SCAN_FILTER_INIT, .threads = 1};
    (void)state;
    for (unsigned nth = 1; f.fired; nth++) {
        struct scan *s;
        rsv_error err;
        rsv_status rc = rsv__scan_open(&options, fail_alloc_on(&f, nth), &s, &err);
        if (rc == RSV_OK)
            rc = rsv__scan_bytes(s, "a.json", text, sizeof text - 1, &err);
        assert_int_equal(rc, f.fired ? RSV_ENOMEM : RSV_OK);
        rsv__scan_close(s);
        assert_int_equal(f.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_wrong_is_said_with_its_line),
                                       cmocka_unit_test(progress_can_end_it_and_what_is_known_stays),
                                       cmocka_unit_test(all_that_came_is_counted_before_a_pause_ends),
                                       cmocka_unit_test(every_allocation_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
