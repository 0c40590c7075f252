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
                                       cmocka_unit_test(every_allocation_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
