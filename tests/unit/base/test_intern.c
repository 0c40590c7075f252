/* SPDX-License-Identifier: MIT */
#include "base/intern.h"
#include "support/fail_alloc.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct sym *get(struct intern *t, const char *text)
{
    struct sym *s = rsv__intern_get(t, text, strlen(text));
    assert_non_null(s);
    return s;
}

static void equal_texts_are_one_symbol(void **state)
{
    struct alloc a;
    struct intern t;
    (void)state;
    rsv__alloc_init(&a, NULL);
    rsv__intern_init(&t, &a, NULL);
    struct sym *host = get(&t, "host");
    assert_ptr_equal(get(&t, "host"), host);
    assert_ptr_not_equal(get(&t, "Host"), host);
    assert_ptr_not_equal(get(&t, "hos"), host);
    assert_string_equal(get(&t, "")->text, "");
    assert_int_equal(rsv__intern_get(&t, "a\0b", 3)->n, 3);
    assert_ptr_not_equal(rsv__intern_get(&t, "a\0b", 3), get(&t, "a"));
    assert_int_equal(t.n, 6);
    rsv__intern_free(&t);
    assert_int_equal(a.live, 0);
}

static void thousands_of_symbols_keep_their_identity(void **state)
{
    static struct sym *symbols[3000];
    struct alloc a;
    struct intern t;
    char text[16];
    (void)state;
    rsv__alloc_init(&a, NULL);
    rsv__intern_init(&t, &a, NULL);
    for (int i = 0; i < 3000; i++) {
        snprintf(text, sizeof text, "s%d", i);
        symbols[i] = get(&t, text);
    }
    for (int i = 0; i < 3000; i++) {
        snprintf(text, sizeof text, "s%d", i);
        assert_ptr_equal(rsv__intern_find(&t, text, strlen(text)), symbols[i]);
        if (i % 2)
            rsv__sym_release(&t, symbols[i]);
    }
    assert_int_equal(t.n, 1500);
    assert_null(rsv__intern_find(&t, "s1", 2));
    assert_ptr_equal(rsv__intern_find(&t, "s2998", 5), symbols[2998]);
    rsv__intern_free(&t);
    assert_int_equal(a.live, 0);
}

static void a_symbol_goes_with_its_last_holder(void **state)
{
    struct alloc a;
    struct intern t;
    (void)state;
    rsv__alloc_init(&a, NULL);
    rsv__intern_init(&t, &a, NULL);
    struct sym *s = get(&t, "x");
    const size_t live = a.live;
    rsv__sym_retain(s);
    get(&t, "x");
    rsv__sym_release(&t, s);
    rsv__sym_release(&t, s);
    assert_ptr_equal(rsv__intern_find(&t, "x", 1), s);
    rsv__sym_release(&t, s);
    assert_null(rsv__intern_find(&t, "x", 1));
    assert_true(a.live < live);
    rsv__sym_release(&t, NULL);
    rsv__intern_free(&t);
    assert_int_equal(a.live, 0);
}

static void an_id_names_one_symbol_as_long_as_it_lives(void **state)
{
    enum { N = 600 };
    static struct sym *symbols[N];
    struct alloc a;
    struct intern parent, child;
    char text[16];
    (void)state;
    rsv__alloc_init(&a, NULL);
    rsv__intern_init(&parent, &a, NULL);
    struct sym *old = get(&parent, "old");
    rsv__intern_freeze(&parent);
    rsv__intern_init(&child, &a, &parent);
    const size_t level = a.live;
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < N; i++) {
            snprintf(text, sizeof text, "s%d", i);
            symbols[i] = get(&child, text);
        }
        assert_int_equal(child.n_ids, N); /* those given back are used again */
        for (int i = 0; i < N; i++)
            assert_ptr_equal(rsv__sym_at(&child, symbols[i]->id), symbols[i]);
        assert_ptr_equal(rsv__sym_at(&child, old->id), old);
        for (int i = 0; i < N; i += pass + 1)
            rsv__sym_release(&child, symbols[i]);
        assert_int_equal(child.n, pass * N / 2);
        assert_true(pass == 1 || a.live == level); /* an emptied table gives its room back */
    }
    rsv__intern_free(&child);
    rsv__intern_free(&parent);
    assert_int_equal(a.live, 0);
}

static void finding_does_not_hold(void **state)
{
    struct alloc a;
    struct intern t;
    (void)state;
    rsv__alloc_init(&a, NULL);
    rsv__intern_init(&t, &a, NULL);
    assert_null(rsv__intern_find(&t, "x", 1)); /* not even in a table that has nothing */
    struct sym *s = get(&t, "x");
    assert_ptr_equal(rsv__intern_find(&t, "x", 1), s);
    rsv__sym_release(&t, s);
    assert_null(rsv__intern_find(&t, "x", 1));
    rsv__intern_free(&t);
}

static void a_child_uses_the_symbols_of_its_frozen_parent_and_never_writes_to_them(void **state)
{
    struct alloc a, b;
    struct intern parent, child;
    (void)state;
    rsv__alloc_init(&a, NULL);
    rsv__alloc_init(&b, NULL);
    rsv__intern_init(&parent, &a, NULL);
    struct sym *host = get(&parent, "host");
    rsv__intern_freeze(&parent);
    rsv__intern_init(&child, &b, &parent);
    assert_ptr_equal(get(&child, "host"), host);
    assert_int_equal(child.n, 0);
    assert_int_equal(b.live, 0);
    const struct sym before = *host;
    for (int i = 0; i < 3; i++)
        rsv__sym_release(&child, rsv__sym_retain(host));
    rsv__sym_release(&child, host);
    rsv__sym_release(&child, host);
    assert_memory_equal(host, &before, sizeof before);
    struct sym *own = get(&child, "own");
    assert_null(rsv__intern_find(&parent, "own", 3));
    rsv__sym_release(&child, own);
    rsv__intern_free(&child);
    assert_int_equal(b.live, 0);
    assert_ptr_equal(rsv__intern_find(&parent, "host", 4), host);
    rsv__intern_free(&parent);
    assert_int_equal(a.live, 0);
}

static void every_allocation_may_fail_without_a_leak(void **state)
{
    struct fail_alloc memory = {.fired = true};
    (void)state;
    for (unsigned long nth = 1; memory.fired; nth++) {
        struct alloc a;
        struct intern t;
        char text[16];
        uint32_t n = 0;
        rsv__alloc_init(&a, fail_alloc_on(&memory, nth));
        rsv__intern_init(&t, &a, NULL);
        for (int i = 0; i < 70; i++) { /* past the first growth of the table */
            snprintf(text, sizeof text, "s%d", i);
            n += rsv__intern_get(&t, text, strlen(text)) != NULL;
        }
        assert_int_equal(n, memory.fired ? 69 : 70); /* the table is as it was, and usable */
        assert_int_equal(t.n, n);
        rsv__intern_free(&t);
        assert_int_equal(memory.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_texts_are_one_symbol),
        cmocka_unit_test(thousands_of_symbols_keep_their_identity),
        cmocka_unit_test(a_symbol_goes_with_its_last_holder),
        cmocka_unit_test(an_id_names_one_symbol_as_long_as_it_lives),
        cmocka_unit_test(finding_does_not_hold),
        cmocka_unit_test(a_child_uses_the_symbols_of_its_frozen_parent_and_never_writes_to_them),
        cmocka_unit_test(every_allocation_may_fail_without_a_leak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
