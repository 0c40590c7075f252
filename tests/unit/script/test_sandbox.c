/* SPDX-License-Identifier: MIT
 * test_sandbox.c - rule files that try to get out, to stay for ever, or to eat everything. */
#include "script/vm.h"
#include "support/script_case.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Load the file beside good ones: it gives this finding, and the good ones stay. */
static void fails(struct script_case *c, const char *text, const char *finding)
{
    char got[400];
    script_case_try(c, text);
    script_case_finding(c, 0, got, sizeof got);
    if (strcmp(got, finding) != 0)
        fail_msg("%s\n  expected %s\n  got      %s", text, finding, got);
    assert_int_equal(c->book.n_kinds, 6);
    assert_int_equal(c->book.n_rules, 0);
}

/* The file is fine and its assertions hold. */
static void works(struct script_case *c, const char *text)
{
    fails(c, text, "");
}

static void nothing_outside_is_within_reach(void **state)
{
    static const char *const names[] = {
        "io", "os", "package", "require", "debug", "load", "loadstring", "loadfile", "dofile", "coroutine",
        "collectgarbage", "getmetatable", "setmetatable", "rawset", "rawget", "pcall", "xpcall", "print", "warn", "_G",
        "_VERSION",
    };
    struct script_case c;
    char text[100], finding[100];
    (void)state;
    script_case_open(&c);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(text, sizeof text, "local x = %s.anything", names[i]);
        snprintf(finding, sizeof finding, "R001 1 unknown name '%s'", names[i]);
        script_case_try(&c, text);
        char got[200];
        script_case_finding(&c, 0, got, sizeof got);
        assert_memory_equal(got, finding, strlen(finding));
        snprintf(text, sizeof text, "local x = %s('x')", names[i]);
        script_case_try(&c, text);
        script_case_finding(&c, 0, got, sizeof got);
        assert_memory_equal(got, finding, strlen(finding));
    }
    works(&c, "assert(string.dump == nil and string.pack == nil and math.random == nil and table.move == nil)\n"
              "assert(('').dump == nil)");
    assert_int_equal(script_case_close(&c), 0);
}

static void what_is_shared_can_not_be_changed(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    fails(&c, "string.rep = nil", "R001 1 'rep' can't be set here; declare it with 'local'");
    fails(&c, "some.port = 5", "R001 1 'port' can't be set here; declare it with 'local'");
    fails(&c, "V.x = 5", "R001 1 'x' can't be set here; declare it with 'local'");
    fails(&c, "kind = nil", "R001 1 'kind' can't be set here; declare it with 'local'");
    fails(&c, "_ENV.kind = nil", "R001 1 'kind' can't be set here; declare it with 'local'");
    fails(&c, "string[{}] = 1", "R001 1 'this' can't be set here; declare it with 'local'");
    fails(&c, "table.insert(string, 'x')", "R001 1 'this' can't be set here; declare it with 'local'");
    fails(&c, "table.sort(V, function() return true end)\nlocal s = ''\ns.x = 1",
          "R001 3 attempt to index a string value (local 's')");
    works(&c, "local _ENV = { assert = assert }\nassert(kind == nil)");
    works(&c, "_ENV = { assert = assert }\nx = 5\nassert(x == 5)");
    assert_int_equal(script_case_close(&c), 0);
}

static void files_share_nothing(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_write(&c, "rules/0.lua", "_ENV = { string = string }\nport = 5");
    works(&c, "assert(type(port) == 'table' and type(string.rep) == 'function')");
    assert_int_equal(script_case_close(&c), 0);
}

static void finalizers_and_closing_values_have_no_way_in(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    fails(&c, "local x <close> = V.x", "R001 1 variable 'x' got a non-closable value");
    fails(&c, "local x <close> = function() end", "R001 1 variable 'x' got a non-closable value");
    works(&c, "local x <close> = nil\nlocal y <const> = 5");
    works(&c, "local t = V.x\nt.__gc = function() error('x') end\nt.__index = t\nt.__close = t.__gc\nt = nil");
    assert_int_equal(script_case_close(&c), 0);
}

/* Where a limit were missing, this would go on for minutes or for ever. */
static void a_file_that_does_not_end_is_ended(void **state)
{
    static const char *const loops[] = {
        "::again:: goto again",
        "local function f() return f() end f()",
        "for i in ipairs(some) do end",
        "local t = { x = 1 } while true do for k in pairs(t) do end end",
        "local t = {} for i = 1, 50000 do t[-i] = i end for i = 1, 50000 do t[-i] = nil end while true do next(t) end",
        "local s = ('x'):rep(60000) local t = s .. 'y' while true do local b = s < t end",
        "local s = (' '):rep(60000) .. '1' while true do local b = s + 1 end",
        "local s = ('x'):rep(60000) while true do s:find('y') end",
        "local s, p = ('x'):rep(60000), ('y'):rep(30000) while true do s:find(p, 1, true) end",
        "local s = ('x'):rep(60000) while true do local a = s:byte(1, 250) end",
        "local f = ('x'):rep(60000):gmatch('y') while true do f() end",
        "local t = {} for i = 1, 90000 do t[i] = i % 7 end while true do table.sort(t) end",
        "local s = ('x'):rep(60000) local t = {} for i = 1, 50000 do t[i] = s .. i end table.sort(t)",
        "local s, t = ('x'):rep(60000), {} for i = 1, 9 do t[i] = s .. -i end while true do table.sort(t) end",
        "local t = {} for i = 1, 90000 do table.insert(t, 1, i) end",
        "local t = {} for i = 1, 90000 do t[i] = 'x' end while true do local s = table.concat(t, '', 1, 60000) end",
        "local s = ('x'):rep(60000) while true do s = s:upper():lower():reverse() end",
        "while true do rule('r' .. tostring({})) end",
    };
    struct script_case c;
    (void)state;
    script_case_open(&c);
    c.request.fuel = VM_LOAD_FUEL / 20; /* the limit is met as well with less, and sooner */
    for (size_t i = 0; i < sizeof loops / sizeof *loops; i++) {
        char got[200];
        script_case_try(&c, loops[i]);
        script_case_finding(&c, 0, got, sizeof got);
        if (strncmp(got, "R00", 3) != 0)
            fail_msg("%s: %s", loops[i], got);
        assert_int_equal(c.book.n_kinds, 6);
    }
    assert_int_equal(script_case_close(&c), 0);
}

static void a_pattern_that_would_backtrack_for_ever_is_refused(void **state)
{
    static const char *const calls[] = {
        "('a'):rep(30):find(('a?'):rep(30) .. ('a'):rep(30))",
        "('a'):rep(30):match(('a?'):rep(30) .. ('a'):rep(30), 1, true)", /* only find() has `plain` */
        "('a'):rep(3000):gsub('a*a*a*a*b', '')",
        "('a'):rep(3000):find('.-.-.-b')",
        "('('):rep(60000):find('%b()x')",
        "('('):rep(60000):gsub('%b()', '')",
        "('a'):rep(60000):find('(.-)%1b')",
        "('a'):rep(60000):find('[' .. ('b'):rep(30000) .. ']')",
        "('a'):rep(3000):gmatch('a*a*a*b')()",
    };
    struct script_case c;
    char text[160], got[200];
    (void)state;
    script_case_open(&c);
    c.request.fuel = VM_LOAD_FUEL / 20;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        snprintf(text, sizeof text, "local x = %s", calls[i]);
        script_case_try(&c, text);
        script_case_finding(&c, 0, got, sizeof got);
        if (strcmp(got, "R002 1 it runs too long") != 0)
            fail_msg("%s: %s", calls[i], got);
    }
    works(&c, "assert(('  a b  '):match('^%s*(.-)%s*$') == 'a b')\n"
              "assert(('k=v; k2=v2'):gsub('(%w+)=(%w+)', '%2=%1') == 'v=k; v2=k2')\n"
              "assert(('f(a(b)c)'):find('%b()') == 2 and ('THE (quick) fox'):find('%f[%a]%a+%f[%A]') == 1)\n"
              "local n = 0 for w in ('one two three'):gmatch('%a+') do n = n + #w end assert(n == 11)\n"
              "local f = ('a'):gmatch('a') assert(f() == 'a' and f() == nil and f() == nil)\n"
              "assert(('a.b'):find('.', 1, true) == 2 and ('aXb'):find('X') == 2 and ('a%b'):find('%', 1, true) == 2)");
    assert_int_equal(script_case_close(&c), 0);
}

static void bombs_burst_within_their_limits(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    fails(&c, "local s = ('x'):rep(1 << 40)", "R001 1 string.rep: more than 65536 bytes");
    fails(&c, "local s = ('x'):rep(1 << 62, ('y'):rep(100))", "R001 1 string.rep: more than 65536 bytes");
    fails(&c, "local s = ('x'):rep(40000) .. ('x'):rep(40000)", "R002 0 it makes a text of more than 64 KiB");
    fails(&c, "local s = ('x'):rep(60000):gsub('x', ('y'):rep(60000))", "R002 0 it needs more than 64 MiB");
    fails(&c, "local t = {}\nfor i = 1, 1e9 do t[i] = { i } end", "R002 2 it needs more than 64 MiB");
    fails(&c, "local t = {}\nfor i = 1, 1e9 do t['k' .. i] = i end", "R002 2 it needs more than 64 MiB");
    fails(&c, "local x = table.unpack({}, 1, 1e7)", "R001 1 more than 250 elements");
    fails(&c, "local x = table.unpack({}, math.mininteger, math.maxinteger)", "R001 1 more than 250 elements");
    fails(&c, "local x = table.concat({}, '', 1, math.maxinteger)", "R001 1 more than 100000 elements");
    fails(&c, "local x = ('x'):rep(1000):byte(1, -1)", "R001 1 more than 250 characters");
    fails(&c, "local x = utf8.codepoint(('x'):rep(1000), 1, -1)", "R001 1 more than 250 characters");
    fails(&c, "local function f(n) return n and 1 + f(n) end\nf(1)", "R001 1 stack overflow");
    fails(&c, "local t = { 1 }\ntable.sort(t, error)\ntable.sort({ 3, 1, 2 }, function(a, b) error({}) end)",
          "R001 3 an error that isn't a text");
    assert_int_equal(script_case_close(&c), 0);
}

static void deep_source_is_refused_by_the_compiler(void **state)
{
    struct script_case c;
    char text[3000] = "local x = ", got[200];
    (void)state;
    script_case_open(&c);
    memset(text + 10, '{', 2000);
    script_case_try(&c, text);
    script_case_finding(&c, 0, got, sizeof got);
    assert_memory_equal(got, "R001 ", 5);
    memset(text + 10, '(', 2000);
    script_case_try(&c, text);
    script_case_finding(&c, 0, got, sizeof got);
    assert_memory_equal(got, "R001 ", 5);
    assert_int_equal(script_case_close(&c), 0);
}

static void tables_are_gone_through_in_the_order_of_their_keys(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    works(&c, "local out = {}\n"
              "for k, v in pairs{ b = 1, [10] = 2, [2.5] = 3, a = 4, [true] = 5, ab = 6, [-1] = 7, [false] = 8 } do\n"
              "  out[#out + 1] = tostring(k) .. v end\n"
              "assert(table.concat(out, ' ') == '-17 2.53 102 a4 ab6 b1 false8 true5')\n"
              "assert(next({}) == nil and next({ 5 }) == 1 and next({ 5 }, 1) == nil)\n"
              "local t = { 1, 2, 3 } for k in pairs(t) do t[k] = nil end assert(next(t) == nil)\n"
              "for k in pairs(string) do error('proxies are empty') end");
    fails(&c, "for k in pairs{ [{}] = 1, [V] = 2 } do end",
          "R001 1 a key is a table; only numbers, texts and booleans have an order");
    fails(&c, "pairs(5)", "R001 1 bad argument #1 to 'pairs' (table expected, got number)");
    assert_int_equal(script_case_close(&c), 0);
}

static void the_allowed_library_works(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    works(&c, "local t = { 3, 1, 2 } table.sort(t) table.insert(t, 4) table.insert(t, 1, 0)\n"
              "assert(table.concat(t, ',') == '0,1,2,3,4' and table.remove(t) == 4)\n"
              "assert(select('#', table.unpack(t)) == 4)\n"
              "table.sort(t, function(a, b) return a > b end) assert(t[1] == 3)\n"
              "assert(('abc'):byte(2) == 98 and ('abc'):byte(-1) == 99 and select('#', ('abc'):byte(1, -1)) == 3)\n"
              "assert(('abc'):byte(9) == nil and ('x'):rep(3, '-') == 'x-x-x' and ('x'):rep(-1) == '')\n"
              "assert(('%5.1f|%s|%d'):format(2.5, 'a', 3) == '  2.5|a|3')\n"
              "assert(utf8.char(228) == 'ä' and utf8.codepoint('ä') == 228 and utf8.len('äö') == 2)\n"
              "assert(math.floor(2.7) == 2 and math.max(1, 3) == 3 and math.type(1) == 'integer')\n"
              "assert(tonumber('0x10') == 16 and tostring(true) == 'true' and rawlen({ 1 }) == 1 and rawequal(t, t))\n"
              "assert(('äB'):lower() == 'äb' and ('ab'):upper() == 'AB' and ('ab'):reverse() == 'ba' and #'ab' == 2)");
    assert_int_equal(script_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_outside_is_within_reach),
        cmocka_unit_test(what_is_shared_can_not_be_changed),
        cmocka_unit_test(files_share_nothing),
        cmocka_unit_test(finalizers_and_closing_values_have_no_way_in),
        cmocka_unit_test(a_file_that_does_not_end_is_ended),
        cmocka_unit_test(a_pattern_that_would_backtrack_for_ever_is_refused),
        cmocka_unit_test(bombs_burst_within_their_limits),
        cmocka_unit_test(deep_source_is_refused_by_the_compiler),
        cmocka_unit_test(tables_are_gone_through_in_the_order_of_their_keys),
        cmocka_unit_test(the_allowed_library_works),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
