/* SPDX-License-Identifier: MIT */
#include "author/code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct row {
    const char *text;
    int line;            /* 0: it is fine */
    const char *message; /* a part of it */
};

static int judge(bool (*read)(const char *, struct code_problem *), const struct row *rows, size_t n)
{
    int wrong = 0;
    for (size_t i = 0; i < n; i++) {
        struct code_problem p = {0};
        char copy[1000];
        snprintf(copy, sizeof copy, "%s", rows[i].text);
        const bool ok = rsv__code_prepare(copy, read != rsv__code_xml, &p) && read(copy, &p);
        if (ok == (rows[i].line == 0) && p.line == rows[i].line &&
            (rows[i].message == NULL || strstr(p.message, rows[i].message) != NULL))
            continue;
        print_error("%s\n  expected %d %s\n  got      %d %s\n", rows[i].text, rows[i].line,
                    rows[i].message ? rows[i].message : "", p.line, p.message);
        wrong++;
    }
    return wrong;
}

#define GRAPH "https://graph.microsoft.com/v1.0/"

static void requests_are_read(void **state)
{
    static const struct row good[] = {
        {"GET " GRAPH "users/<user>?$select=id,displayName", 0, NULL},
        {"GET https://graph.microsoft.com/beta/directory/deletedItems", 0, NULL},
        {"PATCH " GRAPH "applications/<object ID>\n{\"isDisabled\": false}", 0, NULL},
        {"POST " GRAPH "invitations HTTP/1.1\nContent-Type: application/json\n\n"
         "{\"a\": [1, -2.5e3, null, \"x\\\"y\"]}\n", 0, NULL},
        {"POST https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token\n"
         "Content-Type: application/x-www-form-urlencoded\n\nclient_id=<app_id>&grant_type=client_credentials\n", 0, NULL},
        {"GET " GRAPH "users\n\nDELETE " GRAPH "users/<id>\n", 0, NULL},
        {"GET https://<host>/.well-known/openid-configuration", 0, NULL},
    };
    static const struct row broken[] = {
        {"https://graph.microsoft.com/v1.0/users", 1, "no method"},
        {"get " GRAPH "users", 1, "no method"},
        {"GET /users", 1, "no https:// address"},
        {"GET http://graph.microsoft.com/v1.0/users", 1, "no https:// address"},
        {"GET https://graph.microsoft.com/users", 1, "no host, or no path there"},
        {"GET https://graph.windows.net/x", 1, "no host, or no path there"},
        {"GET " GRAPH "users and more", 1, "more behind the address"},
        {"POST " GRAPH "users\nContent-Type application/json\n\n{}", 2, "no 'Name: value'"},
        {"POST " GRAPH "users\n{\"a\": 1,}", 2, "a name in quotes is missing"},
        {"POST " GRAPH "users\n\n{\"a\": 1\n", 4, "a comma or closing bracket is missing"},
        {"POST " GRAPH "users\n{'a': 1}", 2, "a name in quotes is missing"},
        {"GET " GRAPH "users\n\nGET users", 3, "no https:// address"},
        {"", 1, "no method"},
    };
    (void)state;
    assert_int_equal(judge(rsv__code_http, good, sizeof good / sizeof *good), 0);
    assert_int_equal(judge(rsv__code_http, broken, sizeof broken / sizeof *broken), 0);
}

static void json_is_read_as_strictly_as_a_service_does(void **state)
{
    static const struct row rows[] = {
        {"{}", 0, NULL}, {"[ ]", 0, NULL}, {"{\"a\": {\"b\": [true, false, <number>]}}", 0, NULL},
        {"\"<text>\\u0041\"", 0, NULL},
        {"{\"a\": 1} x", 1, "more behind"}, {"[1, 2,\n]", 2, "no JSON value"}, {"{\"a\" 1}", 1, "':' is missing"},
        {"{a: 1}", 1, "a name in quotes is missing"}, {"[True]", 1, "no JSON value"}, {"[1 2]", 1, "a comma or closing"},
        {"\"a\nb\"", 1, "a string that is never closed"}, {"\"\\x\"", 1, "no such escape"}, {"", 1, "no JSON value"},
        {"// no\n{}", 1, "no JSON value"},
    };
    static char deep[500];
    struct code_problem p = {0};
    (void)state;
    assert_int_equal(judge(rsv__code_json, rows, sizeof rows / sizeof *rows), 0);
    memset(deep, '[', sizeof deep - 1);
    assert_false(rsv__code_json(deep, &p));
    assert_non_null(strstr(p.message, "nested too deeply"));
}

static void xml_is_read_for_its_tags(void **state)
{
    static const struct row rows[] = {
        {"<?xml version=\"1.0\"?>\n<a:b x=\"1\" y='2'>text<c/><!-- <d> --></a:b>\n", 0, NULL},
        {"<system.net>\n  <proxy usesystemdefault=\"true\" />\n</system.net>", 0, NULL},
        {"<a>\n<b>\n</a>", 3, "another element is closed"}, {"<a>", 1, "never closed"}, {"<a b></a>", 1, "no name=\"value\""},
        {"<a b=c/>", 1, "no name=\"value\""}, {"<a b=\"c/>", 1, "a value that is never closed"}, {"a", 1, "no element"},
        {"<a/>\nx", 2, "no element"}, {"< a/>", 1, "no tag"},
    };
    (void)state;
    assert_int_equal(judge(rsv__code_xml, rows, sizeof rows / sizeof *rows), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_are_read),
        cmocka_unit_test(json_is_read_as_strictly_as_a_service_does),
        cmocka_unit_test(xml_is_read_for_its_tags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
