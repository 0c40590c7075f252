/* SPDX-License-Identifier: MIT
 * test_vm.c - one sandboxed state: its limits, what its failures say, and its memory. */
#include "script/vm.h"

#include "support/fail_alloc.h"

#include <lauxlib.h>
#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct state {
    struct fail_alloc memory;
    struct alloc alloc;
    struct vm vm;
    rsv_error err;
};

static void open_state(struct state *s)
{
    rsv__alloc_init(&s->alloc, fail_alloc_on(&s->memory, 0));
    assert_int_equal(rsv__vm_open(&s->vm, &s->alloc, &s->err), RSV_OK);
}

static void close_state(struct state *s)
{
    rsv__vm_close(&s->vm);
    assert_int_equal(s->memory.live, 0);
}

static int run_text(lua_State *L)
{
    const char *text = lua_touserdata(L, 1);
    rsv__vm_load(L, text, strlen(text), "t.lua");
    lua_call(L, 0, 0);
    return 0;
}

static rsv_status run(struct state *s, const char *text, int64_t fuel)
{
    return rsv__vm_run(&s->vm, run_text, (void *)(uintptr_t)text, fuel, &s->err);
}

static void ends(struct state *s, const char *text, rsv_status rc, int line, const char *message)
{
    assert_int_equal(run(s, text, 1000000), rc);
    assert_string_equal(s->err.message, message);
    assert_int_equal(s->err.line, line);
    assert_int_equal(run(s, "local x = {}", 100000), RSV_OK); /* and the state goes on */
}

static void a_failure_tells_its_line_and_leaves_the_state_usable(void **state)
{
    struct state s;
    (void)state;
    open_state(&s);
    ends(&s, "local x = 1\nx()", RSV_ERULES, 2, "attempt to call a number value (local 'x')");
    ends(&s, "\n\nlocal = 5", RSV_ERULES, 3, "<name> expected near '='");
    ends(&s, "\nerror('so')", RSV_ERULES, 2, "so");
    ends(&s, "\nerror('so', 0)", RSV_ERULES, 2, "so");
    ends(&s, "\nstring.rep()", RSV_ERULES, 2, "bad argument #1 to 'rep' (string expected, got no value)");
    close_state(&s);
}

static void an_error_may_be_any_value(void **state)
{
    struct state s;
    (void)state;
    open_state(&s);
    ends(&s, "error()", RSV_ERULES, 1, "an error that isn't a text");
    ends(&s, "error(nil)", RSV_ERULES, 1, "an error that isn't a text");
    ends(&s, "error({ message = 'x' })", RSV_ERULES, 1, "an error that isn't a text");
    ends(&s, "error(error)", RSV_ERULES, 1, "an error that isn't a text");
    ends(&s, "error(404)", RSV_ERULES, 1, "404");
    ends(&s, "error('a: 12: b', 0)", RSV_ERULES, 1, "a: 12: b");
    close_state(&s);
}

static void fuel_ends_what_does_not_end(void **state)
{
    struct state s;
    (void)state;
    open_state(&s);
    ends(&s, "while true do end", RSV_ELIMIT, 1, "it runs too long");
    ends(&s, "\n::again::\ngoto again", RSV_ELIMIT, 3, "it runs too long");
    ends(&s, "local t = {}\nwhile true do t.x = ('x'):rep(60000) end", RSV_ELIMIT, 2, "it runs too long");
    assert_int_equal(run(&s, "for i = 1, 100 do end", 100000), RSV_OK);
    close_state(&s);
}

static void memory_has_a_limit_that_garbage_does_not_count_for(void **state)
{
    struct state s;
    (void)state;
    open_state(&s);
    s.vm.limit = 1 << 20;
    ends(&s, "local t = {}\nfor i = 1, 1000000 do t[i] = {} end", RSV_ELIMIT, 2, "it needs more than 1 MiB");
    ends(&s, "local t = {}\nfor i = 1, 5000 do t = { {} } end\nerror('so')", RSV_ERULES, 3, "so");
    assert_true(s.vm.used <= s.vm.limit);
    close_state(&s);
}

static void a_refusal_that_was_got_over_is_not_the_reason_of_a_later_error(void **state)
{
    struct state s;
    (void)state;
    open_state(&s);
    assert_int_equal(run(&s, "", 1000), RSV_OK);
    lua_gc(s.vm.L, LUA_GCSTOP); /* garbage stays until memory runs out */
    s.vm.limit = s.vm.used + (1 << 18);
    ends(&s, "for i = 1, 5000 do local t = { i } end\nerror('so')", RSV_ERULES, 2, "so");
    close_state(&s);
}

static void a_text_has_a_limit_of_its_own(void **state)
{
    struct state s;
    (void)state;
    open_state(&s);
    assert_int_equal(run(&s, "local s = ('x'):rep(65536)", 1000000), RSV_OK);
    ends(&s, "local s = ('x'):rep(65536) .. ('y'):rep(100)", RSV_ELIMIT, 0, "it makes a text of more than 64 KiB");
    close_state(&s);
}

static int charge(lua_State *L)
{
    rsv__vm_charge(L, *(size_t *)lua_touserdata(L, 1));
    return 0;
}

static void work_in_c_is_charged(void **state)
{
    struct state s;
    size_t units = 1000;
    (void)state;
    open_state(&s);
    assert_int_equal(rsv__vm_run(&s.vm, charge, &units, 1000, &s.err), RSV_OK);
    assert_int_equal(rsv__vm_run(&s.vm, charge, &units, 999, &s.err), RSV_ELIMIT);
    units = SIZE_MAX;
    assert_int_equal(rsv__vm_run(&s.vm, charge, &units, INT64_MAX, &s.err), RSV_OK);
    assert_int_equal(rsv__vm_run(&s.vm, charge, &units, 1000, &s.err), RSV_ELIMIT);
    close_state(&s);
}

static void only_text_is_loaded_and_a_byte_order_mark_skipped(void **state)
{
    struct state s;
    (void)state;
    open_state(&s);
    assert_int_equal(run(&s, "\xef\xbb\xbflocal x = 5", 1000), RSV_OK);
    ends(&s, "\xef\xbb\xbf\nx x", RSV_ERULES, 2, "syntax error near 'x'");
    ends(&s, "\x1bLua\x54", RSV_ERULES, 0, "attempt to load a binary chunk (mode is 't')");
    ends(&s, "\xfe\xff", RSV_ERULES, 0, "the file is in UTF-16; save it as UTF-8");
    assert_int_equal(run(&s, "", 1000), RSV_OK);
    close_state(&s);
}

static rsv_status open_and_use(struct fail_alloc *f, unsigned long nth, rsv_error *err)
{
    static const char text[] = "local t = {}\nfor i = 1, 100 do t[i] = ('x'):rep(i * 10) end\n"
                               "local s = table.concat(t):sub(1, 5000):upper()";
    struct alloc alloc;
    struct vm vm;
    rsv__alloc_init(&alloc, fail_alloc_on(f, nth));
    rsv_status rc = rsv__vm_open(&vm, &alloc, err);
    if (rc != RSV_OK)
        return rc;
    lua_gc(vm.L, LUA_GCSTOP); /* the same allocations each time */
    rc = rsv__vm_run(&vm, run_text, (void *)(uintptr_t)text, 1000000, err);
    rsv__vm_close(&vm);
    return rc;
}

/* Lua collects garbage and asks again; only buffers of its library don't. */
static void every_allocation_may_fail_without_a_leak(void **state)
{
    struct fail_alloc f = {.fired = true};
    rsv_error err;
    (void)state;
    for (unsigned long nth = 1; f.fired; nth++) {
        const rsv_status rc = open_and_use(&f, nth, &err);
        if (rc != RSV_OK && (!f.fired || rc != RSV_ENOMEM))
            fail_msg("allocation %lu: %s", nth, err.message);
        assert_int_equal(f.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_tells_its_line_and_leaves_the_state_usable),
        cmocka_unit_test(an_error_may_be_any_value),
        cmocka_unit_test(fuel_ends_what_does_not_end),
        cmocka_unit_test(memory_has_a_limit_that_garbage_does_not_count_for),
        cmocka_unit_test(a_refusal_that_was_got_over_is_not_the_reason_of_a_later_error),
        cmocka_unit_test(a_text_has_a_limit_of_its_own),
        cmocka_unit_test(work_in_c_is_charged),
        cmocka_unit_test(only_text_is_loaded_and_a_byte_order_mark_skipped),
        cmocka_unit_test(every_allocation_may_fail_without_a_leak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
