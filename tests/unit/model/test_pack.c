/* SPDX-License-Identifier: MIT
 * What is packed and unpacked is what it was. */
#include "support/packed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static void the_rules_of_the_test_load_without_a_finding(void **state)
{
    struct packed p;
    (void)state;
    packed_open(&p);
    assert_int_equal(rsv_doc_count(rsv_doc_get(p.world.findings, "findings")), 0);
    assert_int_equal(p.book->n_rules, 3);
    assert_int_equal(p.book->n_evidence, 1);
    packed_close(&p);
}

/* All packs of the sample, unpacked as if the rules were elsewhere. */
struct unpacked {
    struct packed p;
    struct arena arena;
    struct intern intern;
    struct rulebook book;
};

static void open_unpacked(struct unpacked *x)
{
    struct unpacker u;
    rsv_error err;
    packed_open(&x->p);
    rsv__arena_init(&x->arena, &x->p.alloc);
    rsv__intern_init(&x->intern, &x->p.alloc, NULL);
    rsv__unpack_open(&u, "/elsewhere", &x->arena, &x->intern, &x->book);
    for (uint32_t i = 0; i < x->p.n; i++)
        rsv__unpack(&u, rsv__buf_get(&x->p.packs[i]), x->p.packs[i].n);
    assert_int_equal(rsv__unpack_done(&u, &err), RSV_OK);
}

static void close_unpacked(struct unpacked *x)
{
    rsv__intern_free(&x->intern);
    rsv__arena_free(&x->arena);
    packed_close(&x->p);
}

static void packing_what_was_unpacked_gives_the_same_bytes(void **state)
{
    struct unpacked x;
    struct buf again[16];
    (void)state;
    open_unpacked(&x);
    assert_int_equal(packed_write(&x.book, "/elsewhere", &x.p.alloc, again), x.p.n);
    for (uint32_t i = 0; i < x.p.n; i++) {
        assert_int_equal(again[i].n, x.p.packs[i].n);
        assert_memory_equal(again[i].text, x.p.packs[i].text, again[i].n);
        rsv__buf_free(&again[i]);
    }
    close_unpacked(&x);
}

/* max.host.at{ users = one_of{ 1, 2 } }:above(...) of the outcome "good" */
static void constants_keep_their_values(void **state)
{
    struct unpacked x;
    (void)state;
    open_unpacked(&x);
    const struct condition *good = x.book.evidence[0]->outcomes[1].when.root;
    const struct condition *max = NULL;
    for (uint32_t i = 0; i < good->n_children; i++)
        for (uint32_t j = 0; j < good->children[i]->n_children; j++)
            if (good->children[i]->children[j]->op == COND_MAX)
                max = good->children[i]->children[j];
    assert_non_null(max);
    assert_int_equal(max->pattern.tests[0].n_words, 2);
    assert_int_equal(max->pattern.tests[0].values[0].i, 1);
    assert_int_equal(max->pattern.tests[0].values[1].i, 2);
    assert_int_equal(max->result.a.value.i, INT64_C(1795392000000)); /* 2026-11-23T00:00:00Z */
    assert_string_equal(x.book.rules[0]->when.root->children[0]->pattern.tests[1].words[0]->text, "down");
    assert_int_equal(x.book.evidence[0]->n_codes, 2);
    assert_int_equal(x.book.evidence[0]->codes[1], 4712);
    assert_int_equal(x.book.rules[0]->salience, -5);
    assert_float_equal(rsv__evidence_row(x.book.evidence[0], "b")->percent[0], 1.5, 0);
    close_unpacked(&x);
}

static void paths_move_with_the_rules_folder(void **state)
{
    struct unpacked x;
    (void)state;
    open_unpacked(&x);
    assert_string_equal(x.book.kinds[0]->at.file, "/elsewhere/all.lua");
    assert_string_equal(x.book.evidence[0]->outcomes[1].at.file, "/elsewhere/all.lua");
    assert_string_equal(x.book.files[0].path, "/elsewhere/all.lua");
    close_unpacked(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rules_of_the_test_load_without_a_finding),
        cmocka_unit_test(packing_what_was_unpacked_gives_the_same_bytes),
        cmocka_unit_test(constants_keep_their_values),
        cmocka_unit_test(paths_move_with_the_rules_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
