/* SPDX-License-Identifier: MIT
 * Damaged bytes fail cleanly, wherever the damage is. */
#include "support/fail_alloc.h"
#include "support/packed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* Unpack all, pack number `which` from `bytes` instead.  `with` NULL: the usual allocator. */
static rsv_status unpack(const struct packed *p, uint32_t which, const void *bytes, size_t n,
                         const rsv_allocator *with)
{
    struct alloc alloc;
    struct arena arena;
    struct intern intern;
    struct rulebook book;
    struct unpacker u;
    rsv_error err;
    rsv__alloc_init(&alloc, with);
    rsv__arena_init(&arena, &alloc);
    rsv__intern_init(&intern, &alloc, NULL);
    rsv__unpack_open(&u, "/rules", &arena, &intern, &book);
    for (uint32_t i = 0; i < p->n; i++)
        rsv__unpack(&u, i == which ? bytes : p->packs[i].text, i == which ? n : p->packs[i].n);
    const rsv_status rc = rsv__unpack_done(&u, &err);
    rsv__intern_free(&intern);
    rsv__arena_free(&arena);
    return rc;
}

static void every_truncation_is_refused(void **state)
{
    struct packed p;
    (void)state;
    packed_open(&p);
    for (uint32_t i = 0; i < p.n; i++) {
        for (size_t n = 0; n < p.packs[i].n; n++) {
            char *copy = malloc(n + 1); /* so that reading on is seen by ASan */
            memcpy(copy, p.packs[i].text, n);
            assert_int_equal(unpack(&p, i, copy, n, NULL), RSV_EKB);
            free(copy);
        }
    }
    packed_close(&p);
}

static void a_wrong_byte_anywhere_is_refused_or_harmless(void **state)
{
    static const unsigned char wrong[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
    struct packed p;
    (void)state;
    packed_open(&p);
    for (uint32_t i = 0; i < p.n; i++) {
        char *copy = malloc(p.packs[i].n);
        for (size_t at = 0; at < p.packs[i].n; at++) {
            for (size_t w = 0; w < sizeof wrong; w++) {
                memcpy(copy, p.packs[i].text, p.packs[i].n);
                copy[at] = (char)wrong[w];
                const rsv_status rc = unpack(&p, i, copy, p.packs[i].n, NULL);
                assert_true(rc == RSV_OK || rc == RSV_EKB);
            }
        }
        free(copy);
    }
    packed_close(&p);
}

static void rules_before_the_vocabulary_are_refused(void **state)
{
    struct packed p;
    (void)state;
    packed_open(&p);
    assert_int_equal(unpack(&p, 0, p.packs[1].text, p.packs[1].n, NULL), RSV_EKB);
    assert_int_equal(unpack(&p, 1, p.packs[0].text, p.packs[0].n, NULL), RSV_EKB); /* twice */
    packed_close(&p);
}

static void every_allocation_may_fail(void **state)
{
    struct packed p;
    struct fail_alloc f = {.fired = true};
    (void)state;
    packed_open(&p);
    for (unsigned long nth = 1; f.fired; nth++) {
        const rsv_status rc = unpack(&p, p.n, NULL, 0, fail_alloc_on(&f, nth));
        assert_int_equal(rc, f.fired ? RSV_ENOMEM : RSV_OK);
        assert_int_equal(f.live, 0);
    }
    packed_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(a_wrong_byte_anywhere_is_refused_or_harmless),
        cmocka_unit_test(rules_before_the_vocabulary_are_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
