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
    assert_int_equal(p.book->n_rules, 2);
    assert_int_equal(p.book->n_evidence, 1);
    packed_close(&p);
}

static void packing_what_was_unpacked_gives_the_same_bytes(void **state)
{
    struct packed p;
    struct arena arena;
    struct intern intern;
    struct rulebook book;
    struct unpacker u;
    struct buf again[16];
    rsv_error err;
    (void)state;
    packed_open(&p);
    rsv__arena_init(&arena, &p.alloc);
    rsv__intern_init(&intern, &p.alloc, NULL);
    rsv__unpack_open(&u, p.n, "/elsewhere", &arena, &intern, &book);
    for (uint32_t i = 0; i < p.n; i++)
        rsv__unpack(&u, rsv__buf_get(&p.packs[i]), p.packs[i].n);
    assert_int_equal(rsv__unpack_done(&u, &err), RSV_OK);
    assert_int_equal(packed_write(&book, "/elsewhere", &p.alloc, again), p.n);
    for (uint32_t i = 0; i < p.n; i++) {
        assert_int_equal(again[i].n, p.packs[i].n);
        assert_memory_equal(again[i].text, p.packs[i].text, again[i].n);
        rsv__buf_free(&again[i]);
    }
    rsv__intern_free(&intern);
    rsv__arena_free(&arena);
    packed_close(&p);
}

/* max.host.at{ users = one_of{ 1, 2 } }:above(...) of the outcome "good" */
static void constants_keep_their_values(void **state)
{
    struct packed p;
    struct arena arena;
    struct intern intern;
    struct rulebook book;
    struct unpacker u;
    rsv_error err;
    (void)state;
    packed_open(&p);
    rsv__arena_init(&arena, &p.alloc);
    rsv__intern_init(&intern, &p.alloc, NULL);
    rsv__unpack_open(&u, p.n, "/elsewhere", &arena, &intern, &book);
    for (uint32_t i = 0; i < p.n; i++)
        rsv__unpack(&u, rsv__buf_get(&p.packs[i]), p.packs[i].n);
    assert_int_equal(rsv__unpack_done(&u, &err), RSV_OK);
    const struct condition *good = book.evidence[0]->outcomes[1].when.root;
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
    assert_string_equal(book.rules[0]->when.root->children[0]->pattern.tests[1].words[0]->text, "down");
    assert_int_equal(book.evidence[0]->n_codes, 2);
    assert_int_equal(book.evidence[0]->codes[1], 4712);
    assert_int_equal(book.rules[0]->salience, -5);
    assert_float_equal(rsv__evidence_row(book.evidence[0], "b")->percent[0], 1.5, 0);
    rsv__intern_free(&intern);
    rsv__arena_free(&arena);
    packed_close(&p);
}

static void paths_move_with_the_rules_folder(void **state)
{
    struct packed p;
    struct arena arena;
    struct intern intern;
    struct rulebook book;
    struct unpacker u;
    rsv_error err;
    (void)state;
    packed_open(&p);
    rsv__arena_init(&arena, &p.alloc);
    rsv__intern_init(&intern, &p.alloc, NULL);
    rsv__unpack_open(&u, p.n, "/elsewhere", &arena, &intern, &book);
    for (uint32_t i = 0; i < p.n; i++)
        rsv__unpack(&u, rsv__buf_get(&p.packs[i]), p.packs[i].n);
    assert_int_equal(rsv__unpack_done(&u, &err), RSV_OK);
    assert_string_equal(book.kinds[0]->at.file, "/elsewhere/all.lua");
    assert_string_equal(book.evidence[0]->outcomes[1].at.file, "/elsewhere/all.lua");
    assert_string_equal(book.files[0].path, "/elsewhere/all.lua");
    rsv__intern_free(&intern);
    rsv__arena_free(&arena);
    packed_close(&p);
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
