/* SPDX-License-Identifier: MIT */
#include "ingest/pick.h"

#include "base/text.h"
#include "support/sample_adapters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define KEY(k) {.key = k, .rest = k}

/* has a.b; c[kind=x].d; each "list" { "e", "../f", "2.g" }; each place in "text" { "h" }; reaching 7 */
static const struct path_step ab[] = {{.key = "a", .rest = "a.b"}, KEY("b")};
static const struct path_step cd[] = {{.key = "c", .filter_key = "kind", .filter_value = "x", .rest = "c[kind=x].d"}, KEY("d")};
static const struct path_step list[] = {KEY("list")}, e[] = {KEY("e")}, up_f[] = {{.key = NULL}, KEY("f")};
static const struct path_step place[] = {{.key = "2", .rest = "2.g"}, KEY("g")}, text[] = {KEY("text")}, h[] = {KEY("h")};

static struct path has[] = {{.steps = ab, .n_steps = 2}};
static struct path of_elements[] = {{.steps = e, .n_steps = 1}, {.steps = up_f, .n_steps = 2}, {.steps = place, .n_steps = 2}};
static struct path of_record[] = {{.steps = cd, .n_steps = 2}}, of_places[] = {{.steps = h, .n_steps = 1}};
static struct adapter_field in_element[] = {{.name = "host", .value = {.paths = of_elements, .n_paths = 3}}};
static struct adapter_field in_record[] = {{.name = "state", .value = {.paths = of_record, .n_paths = 1}}};
static struct adapter_field in_place[] = {{.name = "nothing", .value = {.paths = of_places, .n_paths = 1}}};
static struct adapter_part facts[] = {{.fields = in_element, .n_fields = 1}};
static struct adapter_part places[] = {{.fields = in_place, .n_fields = 1}};
static struct adapter_part parts[] = {
    {.fields = in_record, .n_fields = 1},
    {.op = PART_EACH, .path = {.steps = list, .n_steps = 1}, .parts = facts, .n_parts = 1},
    {.op = PART_EACH, .path = {.steps = text, .n_steps = 1}, .text = "t", .parts = places, .n_parts = 1},
    {.op = PART_REACHING, .count = 7},
};
static struct adapter adapters[] = {{.name = "a", .form = FORM_JSON, .has = has, .n_has = 1, .parts = parts, .n_parts = 4},
                                    {.name = "b", .form = FORM_CSV, .has = of_places, .n_has = 1}};
static const struct adapter *all[] = {&adapters[0], &adapters[1]};
static struct ingest_case c;
static struct arena arena;

static const struct picks *make(void)
{
    struct rulebook *b = &c.kinds.book;
    facts[0].kind = places[0].kind = parts[0].kind = &c.kinds.kinds[0];
    b->adapters = all;
    b->n_adapters = 2;
    return rsv__picks_make(b, &arena, &c.err) == RSV_OK ? b->picks : NULL;
}

static int open_case(void **state)
{
    (void)state;
    const bool ok = ingest_case_open(&c, 0);
    rsv__arena_init(&arena, &c.alloc);
    return ok && make() != NULL ? 0 : -1;
}

static int close_case(void **state)
{
    (void)state;
    rsv__arena_free(&arena);
    return ingest_case_close(&c) == 0 ? 0 : -1;
}

static const struct pick *at(const struct pick *p, const char *key)
{
    return rsv__pick_find(p, key, rsv__fold_hash(key));
}

static void members_of_paths_are_read_whatever_their_case(void **state)
{
    const struct pick *root = &c.kinds.book.picks->root;
    (void)state;
    assert_non_null(at(root, "A"));
    assert_non_null(at(at(root, "a"), "b"));
    assert_null(at(root, "b"));
    assert_null(at(at(root, "a"), "x"));
    assert_false(at(at(root, "a"), "b")->all); /* that it is there is enough */
    assert_true(at(at(root, "c"), "D")->all);
    assert_true(at(at(root, "c"), "kind")->all);
    assert_ptr_equal(at(at(at(root, "c"), "d"), "anything"), &rsv__pick_whole);
    assert_null(at(root, "h")); /* of a place in a text, and of CSV */
}

static void a_name_with_dots_may_be_one_member(void **state)
{
    (void)state;
    assert_true(at(&c.kinds.book.picks->root, "a.b")->dotted);
}

static void elements_of_lists_have_members_of_their_own(void **state)
{
    const struct pick *root = &c.kinds.book.picks->root;
    (void)state;
    assert_true(at(at(root, "list"), "e")->all);
    assert_null(at(root, "e"));
    assert_non_null(at(root, "f"));
    assert_true(at(root, "list")->listed);
    assert_non_null(at(at(at(root, "list"), "2"), "g"));
}

static void paths_from_the_record_know_their_slot(void **state)
{
    const struct picks *picks = c.kinds.book.picks;
    (void)state;
    assert_int_equal(has[0].slot, at(at(&picks->root, "a"), "b")->slot);
    assert_int_equal(has[0].slot_steps, 2);
    assert_int_equal(of_record[0].slot, at(&picks->root, "c")->slot); /* to the filter */
    assert_int_equal(of_record[0].slot_steps, 1);
    assert_int_equal(of_elements[0].slot, 0);
    assert_int_equal(of_elements[1].slot, at(&picks->root, "f")->slot);
    assert_true(picks->n_slots > of_elements[1].slot);
}

static void what_else_adapters_need_is_noted(void **state)
{
    (void)state;
    assert_int_equal(c.kinds.book.picks->n_reaching, 1);
    assert_int_equal(c.kinds.book.picks->reaching[0], 7);
    assert_int_equal(in_record[0].number, 1 + rsv__kind_field(&c.kinds.kinds[0], "state", 5));
    assert_int_equal(in_place[0].number, 0);
    assert_false(adapters[0].tells_errors);
    parts[3].op = PART_ERROR;
    assert_non_null(make());
    parts[3].op = PART_REACHING;
    assert_true(adapters[0].tells_errors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_of_paths_are_read_whatever_their_case),
        cmocka_unit_test(a_name_with_dots_may_be_one_member),
        cmocka_unit_test(elements_of_lists_have_members_of_their_own),
        cmocka_unit_test(paths_from_the_record_know_their_slot),
        cmocka_unit_test(what_else_adapters_need_is_noted),
    };
    return cmocka_run_group_tests(tests, open_case, close_case);
}
