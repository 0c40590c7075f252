/* SPDX-License-Identifier: MIT */
#include "scan/peek.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void check(struct scan_value v, const char *expected)
{
    if (expected == NULL) {
        assert_null(v.text);
        return;
    }
    assert_int_equal(v.n, strlen(expected));
    assert_memory_equal(v.text, expected, v.n);
}

static void members_of_each_object_are_found(void **state)
{
    static const char text[] = "x[ 1, {\"a\":{\"b\":\"no\"},\"B\" : \"one\",\"c\":[\"first\",\"second\"]},\n"
                               "[{\"b\":\"no\"}], {\"b\":true,\"b\":null,\"c\":[]} , {} ,{\"c\":\"}\\\"]\"}] {\"b\":1}";
    struct peek p;
    struct peek_member m[] = {{.key = "b"}, {.key = "c"}};
    (void)state;
    rsv__peek_open(&p, text, 1, sizeof text - 1);
    assert_true(rsv__peek_next(&p, m, 2));
    check(m[0].value, "one");
    check(m[1].value, "first");
    assert_true(rsv__peek_next(&p, m, 2));
    check(m[0].value, NULL);
    check(m[1].value, NULL);
    assert_true(rsv__peek_next(&p, m, 2));
    check(m[0].value, NULL);
    assert_true(rsv__peek_next(&p, m, 2));
    check(m[1].value, "}\\\"]");
    assert_false(rsv__peek_next(&p, m, 2));
}

static void what_is_no_array_of_objects_gives_nothing(void **state)
{
    static const char *const texts[] = {"", "null", "[", "[]", "[1,2]", "{\"b\":1}", "[\"", "[[[["};
    struct peek_member m = {.key = "b"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct peek p;
        rsv__peek_open(&p, texts[i], 0, strlen(texts[i]));
        assert_false(rsv__peek_next(&p, &m, 1));
    }
}

static void a_text_that_is_cut_ends_somewhere(void **state)
{
    static const char text[] = "[{\"b\":\"x\",\"c\":[1,{}]},{\"b\":{\"d\":\"e\"}}]";
    struct peek_member m = {.key = "b"};
    (void)state;
    for (size_t n = 0; n < sizeof text; n++) {
        struct peek p;
        int objects = 0;
        rsv__peek_open(&p, text, 0, n);
        while (rsv__peek_next(&p, &m, 1))
            objects++;
        assert_in_range(objects, 0, 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(members_of_each_object_are_found),
                                       cmocka_unit_test(what_is_no_array_of_objects_gives_nothing),
                                       cmocka_unit_test(a_text_that_is_cut_ends_somewhere)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
