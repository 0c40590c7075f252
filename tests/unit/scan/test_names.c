/* SPDX-License-Identifier: MIT */
#include "scan/names.h"

#include "support/fail_alloc.h"

#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct scan_value value(const char *text, bool is_escaped)
{
    return (struct scan_value){*text ? text : NULL, strlen(text), true, is_escaped};
}

static void equal_texts_get_one_number(void **state)
{
    struct alloc alloc;
    struct names t;
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    assert_true(rsv__names_init(&t, &alloc));
    assert_int_equal(rsv__names_add(&t, value("", false)), 0);
    const uint32_t ann = rsv__names_add(&t, value("Ann", false));
    assert_int_equal(rsv__names_add(&t, value("aNN", false)), ann);
    assert_int_equal(rsv__names_add(&t, value("\\u0041nn", true)), ann);
    assert_string_equal(rsv__name(&t, ann), "Ann");
    assert_string_equal(rsv__name(&t, 0), "");
    for (int i = 0; i < 500; i++) {
        char text[20];
        snprintf(text, sizeof text, "n%d", i);
        const uint32_t name = rsv__names_add(&t, value(text, false));
        assert_string_equal(rsv__name(&t, name), text);
    }
    assert_string_equal(rsv__name(&t, rsv__names_add(&t, value("O\\u0027Brien", true))), "O'Brien");
    rsv__names_free(&t);
    assert_int_equal(alloc.live, 0);
}

static void every_allocation_may_fail(void **state)
{
    struct fail_alloc f = {.fired = true};
    (void)state;
    for (unsigned nth = 1; f.fired; nth++) {
        struct alloc alloc;
        struct names t;
        rsv__alloc_init(&alloc, fail_alloc_on(&f, nth));
        bool ok = rsv__names_init(&t, &alloc);
        for (int i = 0; i < 100 && ok; i++) {
            char text[20];
            snprintf(text, sizeof text, "n%d", i);
            ok = rsv__names_add(&t, value(text, false)) != 0;
            assert_int_equal(t.failed, !ok);
        }
        assert_int_equal(ok, !f.fired);
        rsv__names_free(&t);
        assert_int_equal(f.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(equal_texts_get_one_number),
                                       cmocka_unit_test(every_allocation_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
