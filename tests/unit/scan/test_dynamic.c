/* SPDX-License-Identifier: MIT */
#include "scan/dynamic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct alloc alloc;

static void gives(const char *text, const char *expected)
{
    struct buf out;
    rsv__alloc_init(&alloc, NULL);
    rsv__buf_init(&out, &alloc);
    rsv__buf_text(&out, "x");
    assert_int_equal(rsv__dynamic_json(text, strlen(text), &out), expected != NULL);
    assert_string_equal(rsv__buf_get(&out) + 1, expected ? expected : "");
    rsv__buf_free(&out);
}

static void json_comes_out_on_one_line(void **state)
{
    (void)state;
    gives("{\n  \"a\" : [1, -2.5e3, true, null],\r\n \"b\": {}, \"c\": []}", "{\"a\":[1,-2.5e3,true,null],\"b\":{},\"c\":[]}");
    gives(" \"a\tb\\n\" ", "\"a\\u0009b\\n\"");
    gives("7", "7");
}

static void what_python_prints_becomes_json(void **state)
{
    (void)state;
    gives("{'a': None, 'b': [True, False], 'c': nan}", "{\"a\":null,\"b\":[true,false],\"c\":null}");
    gives("['it\\'s', \"it's\", 'say \"so\"', 'a\\xa0b']", "[\"it's\",\"it's\",\"say \\\"so\\\"\",\"a\\u00a0b\"]");
}

static void what_is_not_whole_leaves_nothing(void **state)
{
    const char *const bad[] = {"", "{", "[1,", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\" 1}", "[1 2]", "{1:2}", "}", "[}", "{]",
                               "1 2", "\"a", "'a", "{,}", "[,]", "{\"a\":1,}", "abc", "[\"a\\q\"]", "[datetime(1)]", "{} {}",
                               "{\"a\":]}"};
    char deep[100];
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        gives(bad[i], NULL);
    memset(deep, '[', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    gives(deep, NULL);
}

static void a_text_is_quoted(void **state)
{
    struct buf out;
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    rsv__buf_init(&out, &alloc);
    rsv__dynamic_quote("a\"b\\c\nd", 7, &out);
    assert_string_equal(rsv__buf_get(&out), "\"a\\\"b\\\\c\\u000ad\"");
    rsv__buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_comes_out_on_one_line), cmocka_unit_test(what_python_prints_becomes_json),
        cmocka_unit_test(what_is_not_whole_leaves_nothing), cmocka_unit_test(a_text_is_quoted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
