/* SPDX-License-Identifier: MIT */
#include "ingest/template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>


/* "name=text name=text" of a line under a template; "-": it doesn't fit. */
static const char *matched(const char *pattern, const char *line, bool whole)
{
    static char out[400];
    struct captures c;
    size_t n = 0;
    const bool fits = whole ? rsv__template_match(pattern, line, strlen(line), &c)
                            : rsv__template_find(pattern, line, strlen(line), &c);
    if (!fits)
        return "-";
    out[0] = '\0';
    for (int i = 0; i < c.n; i++)
        n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s=%.*s", i ? " " : "", (int)c.items[i].name_n, c.items[i].name,
                              (int)c.items[i].n, c.items[i].text);
    return out;
}

static void literals_ignore_case_and_blanks_are_runs(void **state)
{
    (void)state;
    assert_string_equal(matched("port is open", "PORT  is\tOpen", true), "");
    assert_string_equal(matched("port is open", "port is opened", true), "-");
    assert_string_equal(matched("port is", "portis", true), "-");
    assert_string_equal(matched("", "", true), "");
}

static void captures_take_the_shortest_run_that_fits(void **state)
{
    (void)state;
    assert_string_equal(matched("to {host} ({ip}) {port:digits} port*", "to a.b (1.2.3.4) 443 port [tcp/https] ok", true),
                        "host=a.b ip=1.2.3.4 port=443");
    assert_string_equal(matched("{a} x {b}", "1 x 2 x 3", true), "a=1 b=2 x 3");
    assert_string_equal(matched("Deny {who} FULL", "Deny DOM\\long name FULL", true), "who=DOM\\long name");
    assert_string_equal(matched("{a}", "", true), "-");
}

static void classes_hold(void **state)
{
    (void)state;
    assert_string_equal(matched("code {x:hex}", "code 0x801c0021", true), "x=0x801c0021");
    assert_string_equal(matched("code {x:hex}", "code 80g0", true), "-");
    assert_string_equal(matched("n {x:digits}", "n 12a", true), "-");
    assert_string_equal(matched("{x:word} y", "one two y", true), "-");
    assert_string_equal(matched("id {x:guid}.", "id df63f4a4-68b9-44ae-8d81-6ad2d844d84e.", true),
                        "x=df63f4a4-68b9-44ae-8d81-6ad2d844d84e");
    assert_string_equal(matched("id {x:guid}.", "id df63f4a4.", true), "-");
    assert_string_equal(matched("port {x:digits}*", "port 443/tcp", true), "x=443"); /* all that it can take */
}

static void find_looks_everywhere(void **state)
{
    (void)state;
    assert_string_equal(matched("hr={x:hex},", "text, hr=80230619, message=a", false), "x=80230619");
    assert_string_equal(matched("{x:digits}", "a 17 b", false), "x=17");
    assert_string_equal(matched("hr={x:hex}", "nothing", false), "-");
    assert_string_equal(matched("at {x}", "look at all of it  \nbut not here", false),
            "x=all of it"); /* nothing ends it but the line */
    assert_string_equal(matched("o:-{n:digits}", "d:+1s o:-301,5s", false), "n=301");
}

static void a_hostile_line_ends_soon(void **state)
{
    char line[4001];
    (void)state;
    memset(line, 'a', sizeof line - 1);
    line[sizeof line - 1] = '\0';
    assert_string_equal(matched("*a*a*a*a*a*a*a*a*b", line, true), "-");
    assert_string_equal(matched("{a}a{b}a{c}a{d}a{e}a{f}b", line, true), "-");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_ignore_case_and_blanks_are_runs),
        cmocka_unit_test(captures_take_the_shortest_run_that_fits),
        cmocka_unit_test(classes_hold),
        cmocka_unit_test(find_looks_everywhere),
        cmocka_unit_test(a_hostile_line_ends_soon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
