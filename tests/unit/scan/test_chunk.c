/* SPDX-License-Identifier: MIT */
#include "scan/chunk.h"

#include "support/fail_alloc.h"
#include "support/walk_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char text[] = "{\"id\":\"1\",\"resultType\":0}\n{\"id\":\"2\",\"resultType\":7}\nx\n"
                           "{\"id\":\"3\"}\n{\"id\":\"4\",\"resultType\":8}\n";

static void make(struct chunk *c, const rsv_allocator *allocator, const struct scan_filter *filter)
{
    static struct key_table keys;
    static struct chunk_maker m;
    const struct scan_place top = {0};
    rsv__scan_keys_init(&keys);
    memset(&m, 0, sizeof m);
    m.walker.keys = &keys;
    m.walker.bits = rsv__scan_bits();
    m.walker.text = text;
    m.walker.n = sizeof text - 1;
    m.walker.is_end = true;
    m.filter = filter;
    rsv__chunk_init(c, allocator);
    rsv__chunk_make(&m, c, 0, sizeof text - 1, &top);
}

static void rows_are_kept_of_what_failed_and_the_rest_is_counted(void **state)
{
    struct chunk c;
    struct scan_filter f = SCAN_FILTER_INIT;
    (void)state;
    make(&c, NULL, &f);
    assert_int_equal(c.n, 3);
    assert_int_equal(c.n_rows, 2);
    assert_int_equal(c.n_other, 1);
    assert_int_equal(c.n_damages, 1);
    assert_int_equal(c.damages[0].at, 52);
    assert_int_equal(c.rows[c.entries[2].row].at, c.entries[2].at);
    assert_int_equal(c.to, sizeof text - 1);
    rsv__chunk_free(&c);
    f.codes[0] = 7;
    f.n_codes = 1;
    make(&c, NULL, &f);
    assert_int_equal(c.n, 1);
    assert_int_equal(c.n_filtered, 2);
    rsv__chunk_free(&c);
}

static void a_chunk_without_memory_says_so(void **state)
{
    struct fail_alloc f = {.fired = true};
    const struct scan_filter filter = SCAN_FILTER_INIT;
    (void)state;
    for (unsigned nth = 1; f.fired; nth++) {
        struct chunk c;
        const rsv_allocator *failing = fail_alloc_on(&f, nth);
        make(&c, failing, &filter);
        assert_int_equal(c.failed, f.fired);
        rsv__chunk_free(&c);
        assert_int_equal(f.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows_are_kept_of_what_failed_and_the_rest_is_counted),
                                       cmocka_unit_test(a_chunk_without_memory_says_so)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
