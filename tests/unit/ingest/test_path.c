/* SPDX-License-Identifier: MIT */
#include "ingest/path.h"
#include "support/ingest_case.h"
#include "ingest/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct spot_in {
    struct ingest_case c;
    struct reading r;
    struct json_reader j;
};

static void open_place(struct spot_in *p, const char *json)
{
    rsv_error err;
    assert_true(ingest_case_open(&p->c, 0));
    p->r = (struct reading){.in = &p->c.in};
    p->r.tree = rsv__doc_new(&p->c.memory.allocator, RSV_OBJECT);
    p->r.nested = rsv__doc_new(&p->c.memory.allocator, RSV_OBJECT);
    assert_int_equal(rsv__json_open(&p->j, &p->c.alloc, json, strlen(json), &err), RSV_OK);
    assert_int_equal(rsv__json_next(&p->j, p->r.tree, &err), RSV_OK);
}

static void close_place(struct spot_in *p)
{
    rsv__json_close(&p->j);
    rsv_doc_free(&p->r.tree->root);
    rsv_doc_free(&p->r.nested->root);
    assert_int_equal(ingest_case_close(&p->c), 0);
}

#define STEPS(...) (const struct path_step[]){__VA_ARGS__}
#define PATH(...) {.text = "p", .steps = STEPS(__VA_ARGS__), .n_steps = sizeof(STEPS(__VA_ARGS__)) / sizeof(struct path_step)}

/* The text at the path, "(list)", "(empty)" or "-". */
static const char *at(struct spot_in *p, const struct path *path)
{
    size_t n;
    const struct scope s = {&p->r.tree->root, NULL};
    const struct rsv_doc *d = rsv__path_find(&p->r, path, &s);
    if (d == NULL)
        return "-";
    if (rsv__is_empty(d))
        return "(empty)";
    const char *text = rsv__scalar_text(&p->r, d, &n);
    return text ? text : "(list)";
}

static void steps_go_down_without_regard_to_case(void **state)
{
    struct spot_in p;
    const struct path status = PATH({.key = "status", .rest = "status.errorCode"}, {.key = "errorCode", .rest = "errorCode"});
    (void)state;
    open_place(&p, "{\"Status\": {\"ErrorCode\": 50126}}");
    assert_string_equal(at(&p, &status), "50126");
    close_place(&p);
    open_place(&p, "{\"status.errorcode\": \"50053\"}"); /* one key */
    assert_string_equal(at(&p, &status), "50053");
    close_place(&p);
    open_place(&p, "{\"status\": null}");
    assert_string_equal(at(&p, &status), "-");
    close_place(&p);
}

static void texts_that_hold_json_or_python_are_opened(void **state)
{
    struct spot_in p;
    const struct path code = PATH({.key = "s", .rest = "s.errorCode"}, {.key = "errorCode", .rest = "errorCode"});
    (void)state;
    open_place(&p, "{\"s\": \"{\\\"errorCode\\\": 7}\"}");
    assert_string_equal(at(&p, &code), "7");
    close_place(&p);
    open_place(&p, "{\"s\": \"{'note': \\\"it's\\\", 'ok': True, 'none': None, 'errorCode': 8}\"}");
    assert_string_equal(at(&p, &code), "8");
    close_place(&p);
    open_place(&p, "{\"s\": \"{broken\"}");
    assert_string_equal(at(&p, &code), "-");
    close_place(&p);
}

static void lists_give_their_first_that_leads_on_or_passes(void **state)
{
    struct spot_in p;
    const struct path any = PATH({.key = "a", .rest = "a.v"}, {.key = "v", .rest = "v"});
    const struct path filtered = PATH({.key = "a", .filter_key = "k", .filter_value = "two", .rest = "a[k=two].v"},
            {.key = "v", .rest = "v"});
    const struct path none = PATH({.key = "a", .filter_key = "k", .filter_value = "three", .rest = "a[k=three].v"},
            {.key = "v", .rest = "v"});
    (void)state;
    open_place(&p, "{\"a\": [{\"k\": \"One\"}, {\"k\": \"Two\", \"v\": \"x\"}, {\"v\": \"y\"}]}");
    assert_string_equal(at(&p, &any), "x");
    assert_string_equal(at(&p, &filtered), "x");
    assert_string_equal(at(&p, &none), "-");
    close_place(&p);
}

static void a_filter_may_be_a_glob(void **state)
{
    struct spot_in p;
    const struct path glob = PATH({.key = "a", .filter_key = "k", .filter_value = "t*", .rest = "a[k=t*].v"}, {.key = "v",
            .rest = "v"});
    (void)state;
    open_place(&p, "{\"a\": [{\"k\": \"One\", \"v\": 1}, {\"k\": \"Two\", \"v\": 2}, {\"v\": 3}]}");
    assert_string_equal(at(&p, &glob), "2");
    close_place(&p);
    open_place(&p, "{\"a\": [{\"k\": \"One\", \"v\": 1}]}");
    assert_string_equal(at(&p, &glob), "-");
    close_place(&p);
}

static void a_number_is_a_place_in_a_list(void **state)
{
    struct spot_in p;
    const struct path second = PATH({.key = "a", .rest = "a.1.v"}, {.key = "1", .rest = "1.v"}, {.key = "v", .rest = "v"});
    const struct path fourth = PATH({.key = "a", .rest = "a.3.v"}, {.key = "3", .rest = "3.v"}, {.key = "v", .rest = "v"});
    (void)state;
    open_place(&p, "{\"a\": [{\"v\": \"x\"}, {\"v\": \"y\"}, {\"v\": \"z\"}]}");
    assert_string_equal(at(&p, &second), "y");
    assert_string_equal(at(&p, &fourth), "-");
    close_place(&p);
    open_place(&p, "{\"a\": {\"1\": {\"v\": \"w\"}}}"); /* or a member of that name */
    assert_string_equal(at(&p, &second), "w");
    close_place(&p);
}

static void an_object_is_its_text(void **state)
{
    struct spot_in p;
    const struct path a = PATH({.key = "a", .rest = "a"}), b = PATH({.key = "b", .rest = "b"});
    (void)state;
    open_place(&p, "{\"a\": {\"Qualifiers\": \"0\", \"text\": \"33008\"}, \"b\": {\"Qualifiers\": \"0\"}}");
    assert_string_equal(at(&p, &a), "33008");
    assert_string_equal(at(&p, &b), "(list)");
    close_place(&p);
}

static void empty_is_null_a_blank_text_or_a_list_of_nothing(void **state)
{
    struct spot_in p;
    const struct path a = PATH({.key = "a", .rest = "a"}), b = PATH({.key = "b", .rest = "b"}), c = PATH({.key = "c",
            .rest = "c"});
    (void)state;
    open_place(&p, "{\"a\": null, \"b\": \"\", \"c\": []}");
    assert_string_equal(at(&p, &a), "(empty)");
    assert_string_equal(at(&p, &b), "(empty)");
    assert_string_equal(at(&p, &c), "(empty)");
    close_place(&p);
}

static void tests_compare_as_text(void **state)
{
    struct spot_in p;
    static const char *const yes[] = {"true"}, *const high[] = {"4*", "5*"};
    const struct path_test ok = {.path = PATH({.key = "ok", .rest = "ok"}), .globs = yes, .n_globs = 1};
    const struct path_test not_ok = {.path = PATH({.key = "ok", .rest = "ok"}), .negated = true, .globs = yes, .n_globs = 1};
    const struct path_test code = {.path = PATH({.key = "code", .rest = "code"}), .globs = high, .n_globs = 2};
    const struct path_test absent = {.path = PATH({.key = "gone", .rest = "gone"})};
    (void)state;
    open_place(&p, "{\"ok\": true, \"code\": 503}");
    const struct scope s = {&p.r.tree->root, NULL};
    const struct path_test all[] = {ok, code, absent};
    assert_true(rsv__tests_hold(&p.r, all, 3, &s));
    assert_false(rsv__tests_hold(&p.r, &not_ok, 1, &s));
    close_place(&p);
}

static void tests_look_at_lists_and_at_other_paths(void **state)
{
    struct spot_in p;
    static const char *const two[] = {"two"};
    const struct path b = PATH({.key = "b", .rest = "b"}), c = PATH({.key = "c", .rest = "c"});
    const struct path_test in_list = {.path = PATH({.key = "list", .rest = "list"}), .globs = two, .n_globs = 1};
    const struct path_test not_in_list = {.path = in_list.path, .globs = two, .n_globs = 1, .negated = true};
    const struct path_test same = {.path = PATH({.key = "a", .rest = "a"}), .same_as = &b};
    const struct path_test differs = {.path = same.path, .same_as = &c};
    const struct path_test empty = {.path = PATH({.key = "none", .rest = "none"}), .there = true};
    const struct path_test not_there = {.path = PATH({.key = "gone", .rest = "gone"}), .there = true};
    (void)state;
    open_place(&p, "{\"list\": [\"one\", \"Two\"], \"a\": \"x\", \"b\": \"X\", \"c\": \"y\", \"none\": []}");
    const struct scope s = {&p.r.tree->root, NULL};
    assert_true(rsv__tests_hold(&p.r, &in_list, 1, &s));
    assert_false(rsv__tests_hold(&p.r, &not_in_list, 1, &s));
    assert_true(rsv__tests_hold(&p.r, &same, 1, &s));
    assert_false(rsv__tests_hold(&p.r, &differs, 1, &s));
    assert_true(rsv__tests_hold(&p.r, &empty, 1, &s));
    assert_false(rsv__tests_hold(&p.r, &not_there, 1, &s));
    close_place(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_go_down_without_regard_to_case),
        cmocka_unit_test(texts_that_hold_json_or_python_are_opened),
        cmocka_unit_test(lists_give_their_first_that_leads_on_or_passes),
        cmocka_unit_test(a_number_is_a_place_in_a_list),
        cmocka_unit_test(an_object_is_its_text),
        cmocka_unit_test(empty_is_null_a_blank_text_or_a_list_of_nothing),
        cmocka_unit_test(tests_compare_as_text),
        cmocka_unit_test(a_filter_may_be_a_glob),
        cmocka_unit_test(tests_look_at_lists_and_at_other_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
