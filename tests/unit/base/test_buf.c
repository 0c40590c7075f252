/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct fixture {
    struct fail_alloc memory;
    struct alloc alloc;
    struct buf buf;
};

static void open_buf(struct fixture *f, unsigned long nth)
{
    rsv__alloc_init(&f->alloc, fail_alloc_on(&f->memory, nth));
    rsv__buf_init(&f->buf, &f->alloc);
}

static void close_buf(struct fixture *f)
{
    rsv__buf_free(&f->buf);
    assert_int_equal(f->alloc.live, 0);
    assert_int_equal(f->memory.live, 0);
}

static void an_empty_buffer_is_an_empty_text_without_memory(void **state)
{
    struct fixture f;
    (void)state;
    open_buf(&f, 0);
    assert_string_equal(rsv__buf_get(&f.buf), "");
    rsv__buf_clear(&f.buf);
    assert_int_equal(f.memory.calls, 0);
    close_buf(&f);
}

static void every_append_lands_behind_the_last_one(void **state)
{
    struct fixture f;
    (void)state;
    open_buf(&f, 0);
    rsv__buf_text(&f.buf, "a");
    rsv__buf_char(&f.buf, '-');
    rsv__buf_add(&f.buf, "bcd", 2);
    rsv__buf_add(&f.buf, NULL, 0);
    rsv__buf_printf(&f.buf, "<%d%s>", 7, "");
    rsv__buf_utf8(&f.buf, 0x1f600);
    rsv__buf_utf8(&f.buf, 0xd800);
    assert_string_equal(rsv__buf_get(&f.buf), "a-bc<7>\xf0\x9f\x98\x80\xef\xbf\xbd");
    assert_int_equal(f.buf.n, 14);
    rsv__buf_clear(&f.buf);
    assert_string_equal(rsv__buf_get(&f.buf), "");
    rsv__buf_text(&f.buf, "again");
    assert_string_equal(rsv__buf_get(&f.buf), "again");
    close_buf(&f);
}

static void a_nul_is_a_byte_like_any_other(void **state)
{
    struct fixture f;
    (void)state;
    open_buf(&f, 0);
    rsv__buf_add(&f.buf, "a\0b", 3);
    assert_int_equal(f.buf.n, 3);
    assert_memory_equal(rsv__buf_get(&f.buf), "a\0b\0", 4);
    close_buf(&f);
}

static void what_was_reserved_needs_no_more_memory(void **state)
{
    struct fixture f;
    (void)state;
    open_buf(&f, 0);
    assert_true(rsv__buf_reserve(&f.buf, 1000));
    const unsigned long calls = f.memory.calls;
    for (int i = 0; i < 1000; i++)
        rsv__buf_char(&f.buf, 'x');
    assert_int_equal(f.memory.calls, calls);
    assert_int_equal(f.buf.n, 1000);
    close_buf(&f);
}

static void failure_is_kept_until_the_buffer_is_cleared(void **state)
{
    struct fixture f;
    (void)state;
    open_buf(&f, 2);
    rsv__buf_text(&f.buf, "head");
    rsv__buf_printf(&f.buf, "%4000d", 1);
    assert_true(f.buf.failed);
    rsv__buf_char(&f.buf, '!'); /* would fit, but behind a gap */
    assert_false(rsv__buf_reserve(&f.buf, 1));
    assert_string_equal(rsv__buf_get(&f.buf), "head");
    rsv__buf_clear(&f.buf);
    rsv__buf_text(&f.buf, "new");
    assert_false(f.buf.failed);
    assert_string_equal(rsv__buf_get(&f.buf), "new");
    close_buf(&f);
}

static void every_allocation_may_fail_without_a_leak(void **state)
{
    struct fixture f = {.memory.fired = true};
    (void)state;
    for (unsigned long nth = 1; f.memory.fired; nth++) {
        open_buf(&f, nth);
        for (int i = 0; i < 100; i++)
            rsv__buf_printf(&f.buf, "%d, ", i);
        assert_int_equal(f.buf.failed, f.memory.fired);
        close_buf(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_buffer_is_an_empty_text_without_memory),
        cmocka_unit_test(every_append_lands_behind_the_last_one),
        cmocka_unit_test(a_nul_is_a_byte_like_any_other),
        cmocka_unit_test(what_was_reserved_needs_no_more_memory),
        cmocka_unit_test(failure_is_kept_until_the_buffer_is_cleared),
        cmocka_unit_test(every_allocation_may_fail_without_a_leak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
