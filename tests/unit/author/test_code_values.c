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

static void values_and_operators_are_read_apart_from_words(void **state)
{
    static const struct row rows[] = {
        {"1..10", 0, NULL}, {"-not $a -and !$b", 0, NULL}, {"1.5 + .5 * 0x1F % 10MB", 0, NULL}, {"$a[-1], $a[0..2]", 0, NULL},
        {"[int]'5' -shl 2", 0, NULL}, {"[string[]]@('a')", 0, NULL}, {"$a -cnotlike 'x*' -or $b -isnot [int]", 0, NULL},
        {"${a b}.c::d", 0, NULL}, {"[math]::Max(1,\n 2)", 0, NULL}, {"$(1; 2) -join ', '", 0, NULL}, {"$a.b.c().d[1].e", 0, NULL},
        {",$a", 0, NULL}, {"$env:Path -split ';'", 0, NULL}, {"$script:x = $global:y", 0, NULL}, {"@{}.Count", 0, NULL},
        {"$_ -replace '\\d', '' -creplace 'a'", 0, NULL}, {"\"$($a | Sort-Object { $_.\"b`\"\" })\"", 0, NULL},
        {"@\"\n\"@", 0, NULL}, {"'a''b' -eq \"a\"\"b`\"\"", 0, NULL}, {"$a +\n  # why\n  $b", 0, NULL},
        {"1 +", 1, "a value is missing"}, {"$a -eqq 1", 1, "unknown operator"}, {"-nope $a", 1, "unknown operator"},
        {"[]", 1, NULL}, {"[a;b]", 1, "no type within the brackets"}, {"$a.b(1 2)", 1, "a call that is never closed"},
        {"'a' 'b'", 1, "neither operator nor end"},
        {"$a $b", 1, "neither operator nor end"}, {"1 2", 1, "neither operator nor end"},
        {"@{ 'a' }", 1, "no 'name = value'"}, {"@{ a = 1 b = 2 }", 1, NULL}, {"\"$(\"", 1, NULL}, {"@'\nx'@", 1, "a here-string"},
        {"[Parameter(Mandatory] $x", 1, "never closed"},
    };
    (void)state;
    assert_int_equal(judge(rsv__code_powershell, rows, sizeof rows / sizeof *rows), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_and_operators_are_read_apart_from_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
