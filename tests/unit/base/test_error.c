/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_failure_fills_every_member_and_returns_its_code(void **state)
{
    rsv_error err;
    (void)state;
    memset(&err, 0xff, sizeof err);
    assert_int_equal(rsv__fail_at(&err, RSV_EINPUT, "a.lua", 3, 7, "no %s in %d", "x", 5), RSV_EINPUT);
    assert_int_equal(err.code, RSV_EINPUT);
    assert_string_equal(err.file, "a.lua");
    assert_int_equal(err.line, 3);
    assert_int_equal(err.column, 7);
    assert_string_equal(err.message, "no x in 5");
}

static void a_failure_without_a_position_clears_an_older_one(void **state)
{
    rsv_error err;
    (void)state;
    rsv__fail_at(&err, RSV_EINPUT, "a.lua", 3, 7, "first");
    assert_int_equal(rsv__fail(&err, RSV_EIO, "second"), RSV_EIO);
    assert_string_equal(err.file, "");
    assert_int_equal(err.line, 0);
    assert_int_equal(err.column, 0);
    assert_int_equal(rsv__nomem(&err), RSV_ENOMEM);
    assert_string_equal(err.message, "out of memory");
    rsv__error_clear(&err);
    assert_int_equal(err.code, RSV_OK);
    assert_string_equal(err.message, "");
}

static void the_old_message_may_be_part_of_the_new_one(void **state)
{
    rsv_error err;
    (void)state;
    rsv__fail(&err, RSV_EIO, "inner");
    rsv__fail(&err, RSV_EKB, "outer (%s)", err.message);
    assert_string_equal(err.message, "outer (inner)");
}

/* Each length once, so that the cut falls on every byte of a character. */
static void long_texts_are_cut_between_characters(void **state)
{
    (void)state;
    for (int pad = 0; pad < 4; pad++) {
        rsv_error err;
        char text[2000];
        memset(text, 'x', (size_t)pad);
        size_t n = (size_t)pad;
        for (; n + 5 < sizeof text; n += 4)
            memcpy(text + n, "\xf0\x9f\x98\x80", 4);
        text[n] = '\0';
        rsv__fail_at(&err, RSV_EINPUT, text, 1, 1, "%s", text);
        assert_int_equal(rsv__utf8_check(err.message, strlen(err.message)), strlen(err.message));
        assert_int_equal(rsv__utf8_check(err.file, strlen(err.file)), strlen(err.file));
        assert_in_range(strlen(err.message), sizeof err.message - 4, sizeof err.message - 1);
        assert_in_range(strlen(err.file), sizeof err.file - 4, sizeof err.file - 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_fills_every_member_and_returns_its_code),
        cmocka_unit_test(a_failure_without_a_position_clears_an_older_one),
        cmocka_unit_test(the_old_message_may_be_part_of_the_new_one),
        cmocka_unit_test(long_texts_are_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
