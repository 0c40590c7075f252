/* SPDX-License-Identifier: MIT */
#include "scan/pipeline.h"

#include "support/random_log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct collected {
    struct buf ids; /* hashes, in order */
    size_t chunks, stop_after;
};

static rsv_status collect(void *user, const char *text, const struct chunk *c, rsv_error *err)
{
    struct collected *all = user;
    (void)text;
    for (size_t i = 0; i < c->n; i++)
        rsv__buf_printf(&all->ids, "%llx ", (unsigned long long)c->entries[i].id);
    return ++all->chunks == all->stop_after ? rsv__fail(err, RSV_ELIMIT, "enough") : RSV_OK;
}

static rsv_status run(struct alloc *alloc, unsigned threads, size_t chunk_size, const struct buf *log,
                      struct collected *out)
{
    static struct key_table keys;
    static const struct scan_filter all = SCAN_FILTER_INIT;
    struct pipeline *p;
    struct scan_place place = {0};
    rsv_error err;
    size_t used;
    rsv__scan_keys_init(&keys);
    const struct pipeline_setup setup = {.keys = &keys, .filter = &all, .threads = threads, .chunk_size = chunk_size};
    rsv__buf_init(&out->ids, alloc);
    assert_int_equal(rsv__pipeline_new(alloc, &setup, &p, &err), RSV_OK);
    const rsv_status rc = rsv__pipeline_run(p, rsv__buf_get(log), log->n, true, &place, collect, out, &used, &err);
    assert_true(rc != RSV_OK || used == log->n);
    rsv__pipeline_free(p);
    return rc;
}

static void entries_come_in_the_order_of_the_text(void **state)
{
    (void)state;
    for (int shape = 0; shape < LOG_SHAPES; shape++) {
        struct alloc alloc;
        struct buf log;
        struct collected whole = {.chunks = 0}, cut = {.chunks = 0};
        const struct random_log how = {.seed = 5, .shape = (enum log_shape)shape, .is_calm = true, .records = 300};
        rsv__alloc_init(&alloc, NULL);
        rsv__buf_init(&log, &alloc);
        random_log(&how, &log);
        assert_int_equal(run(&alloc, 1, 0, &log, &whole), RSV_OK);
        assert_int_equal(run(&alloc, 4, 3000, &log, &cut), RSV_OK);
        assert_int_equal(whole.chunks, 1);
        assert_true(cut.chunks > 20);
        assert_string_equal(rsv__buf_get(&whole.ids), rsv__buf_get(&cut.ids));
        rsv__buf_free(&whole.ids);
        rsv__buf_free(&cut.ids);
        rsv__buf_free(&log);
        assert_int_equal(alloc.live, 0);
    }
}

static void who_takes_chunks_can_end_it(void **state)
{
    struct alloc alloc;
    struct buf log;
    struct collected some = {.stop_after = 3};
    const struct random_log how = {.seed = 5, .is_calm = true, .records = 300};
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    rsv__buf_init(&log, &alloc);
    random_log(&how, &log);
    assert_int_equal(run(&alloc, 3, 2000, &log, &some), RSV_ELIMIT);
    assert_int_equal(some.chunks, 3);
    rsv__buf_free(&some.ids);
    rsv__buf_free(&log);
}

/* Where to go on behind damage depends on how records look, which a helper may not know yet. */
static void what_helpers_know_of_records_changes_nothing(void **state)
{
    struct alloc alloc;
    struct buf log;
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    rsv__buf_init(&log, &alloc);
    enum { STRETCH = 100000 };
    while (log.n < STRETCH)
        rsv__buf_printf(&log, "no record ");
    for (int i = 0; log.n < 2 * STRETCH; i++)
        rsv__buf_printf(&log, "{\"id\":\"%d\",\"status\":{\"errorCode\":50126}}", i);
    rsv__buf_printf(&log, "{\"status\":\"cut\n\"}{\"status\":{\"errorCode\":0},\"id\":\"unlike the others\"}%*s", STRETCH, "");
    struct collected whole = {.chunks = 0};
    assert_int_equal(run(&alloc, 1, 0, &log, &whole), RSV_OK);
    for (int i = 0; i < 20; i++) {
        struct collected cut = {.chunks = 0};
        assert_int_equal(run(&alloc, 4, STRETCH, &log, &cut), RSV_OK);
        assert_string_equal(rsv__buf_get(&whole.ids), rsv__buf_get(&cut.ids));
        rsv__buf_free(&cut.ids);
    }
    rsv__buf_free(&whole.ids);
    rsv__buf_free(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(entries_come_in_the_order_of_the_text),
                                       cmocka_unit_test(who_takes_chunks_can_end_it),
                                       cmocka_unit_test(what_helpers_know_of_records_changes_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
