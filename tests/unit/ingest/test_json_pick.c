/* SPDX-License-Identifier: MIT
 * test_json_pick.c - what is kept, and what is left to json.h.  tests/property/test_convert_random.c compares the two. */
#include "ingest/json_pick.h"

#include "base/text.h"
#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* id; status.code; list of { name } */
static struct pick whole_ends[4] = {{.all = true, .slotted = true, .slot = 1},
                                    {.all = true, .slotted = true, .slot = 2},
                                    {.all = true, .slotted = true, .slot = 3},
                                    {.dotted = true, .slot = 6}};
static struct pick_key status_keys[] = {{.key = "code", .to = &whole_ends[1]}}, list_keys[] = {{.key = "name",
    .to = &whole_ends[2]}};
static struct pick status = {.keys = status_keys, .n_keys = 1, .slotted = true, .through = true, .slot = 4},
                   list = {.keys = list_keys, .n_keys = 1, .slotted = true, .through = true, .slot = 5},
                   apart = {.keys = list_keys, .n_keys = 1, .listed = true, .slot = 7}; /* no path with a slot leads along it */
static struct pick_key root_keys[] = {{.key = "id", .to = &whole_ends[0]}, {.key = "status", .to = &status},
                                      {.key = "list", .to = &list}, {.key = "status.code", .to = &whole_ends[3]},
                                      {.key = "apart", .to = &apart}};
static struct picks picks = {.root = {.keys = root_keys, .n_keys = 5, .through = true}, .n_slots = 8};

struct picked {
    struct fail_alloc memory;
    struct alloc alloc;
    struct arena keys;
    struct doc_tree *tree;
    struct json_picker picker;
    struct json_reader reader;
    struct buf json;
    bool ok;
};

static void open_picked(struct picked *p, const char *text)
{
    rsv_error err;
    rsv__alloc_init(&p->alloc, fail_alloc_on(&p->memory, 0));
    rsv__arena_init(&p->keys, &p->alloc);
    rsv__buf_init(&p->json, &p->alloc);
    p->tree = rsv__doc_new(&p->alloc.fn, RSV_OBJECT);
    assert_int_equal(rsv__json_picker_init(&p->picker, &picks, &p->tree->arena, &p->keys, &err), RSV_OK);
    p->reader = (struct json_reader){.text = text, .n = strlen(text), .next = {0, 1, 1}};
}

static void close_picked(struct picked *p)
{
    rsv__buf_free(&p->json);
    rsv__arena_free(&p->keys);
    rsv_doc_free(&p->tree->root);
    assert_int_equal(p->memory.live, 0);
}

static bool pick_next(struct picked *p)
{
    rsv__arena_reset(&p->tree->arena);
    return rsv__json_more(&p->reader) && rsv__json_pick(&p->picker, &p->reader, p->tree);
}

/* expected NULL: it is left to json.h, and the reader stays. */
static void picks_as(const char *text, const char *expected)
{
    struct picked p;
    open_picked(&p, text);
    const bool ok = pick_next(&p);
    if (ok != (expected != NULL))
        fail_msg("'%s' should%s be picked", text, expected ? "" : "n't");
    if (ok) {
        rsv__doc_write(&p.tree->root, false, &p.json);
        assert_string_equal(p.json.text, expected);
        assert_int_equal(p.reader.next.at, strlen(text));
    } else {
        assert_int_equal(p.reader.next.at, 0);
    }
    close_picked(&p);
}

static void only_members_of_paths_are_kept(void **state)
{
    (void)state;
    picks_as("{}", "{}");
    picks_as("{\"id\":1,\"no\":{\"id\":2},\"status\":{\"x\":[[]],\"code\":50126}}", "{\"id\":1,\"status\":{\"code\":50126}}");
    picks_as("{\"ID\": {\"any\": [1.5, null]}}", "{\"ID\":{\"any\":[1.5,null]}}");
    picks_as("{\"list\": [ {\"name\":\"a\",\"x\":1}, 7, [{\"name\":true}], \"t\" ] }",
        "{\"list\":[{\"name\":\"a\"},7,[{\"name\":true}],\"t\"]}");
}

static void texts_are_decoded(void **state)
{
    (void)state;
    picks_as("{\"id\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e5\\u20AC\"}",
        "{\"id\":\"\\\"\\\\/\\b\\f\\n\\r\\t\xc3\xa5\xe2\x82\xac\"}");
    picks_as("{\"id\":\"\xc3\xa5 and a long text that goes on for a while\"}",
        "{\"id\":\"\xc3\xa5 and a long text that goes on for a while\"}");
    picks_as("{\"no\":\"\\u00e5\\n\"}", "{}");
}

static void what_is_not_plainly_valid_is_left(void **state)
{
    static const char *const texts[] = {
        "[]", "{", "{\"id\"", "{\"id\":}", "{\"id\":1,}", "{\"id\":1 \"no\":2}", "{\"no\":01}", "{\"no\":1.}", "{\"no\":-}",
            "{\"no\":1e5}",
        "{\"no\":tru}", "{\"no\":\"\\x\"}", "{\"no\":\"\\u12\"}", "{\"no\":\"\\ud800\"}", "{\"no\":\"\\u0000\"}",
            "{\"no\":\"\n\"}",
        "{\"no\":\"\xff\"}", "{\"n\\u006f\":1}", "{\"no\":[1,]}", "{\"no\":[1}}", "{no:1}", "{\"no\":\"", "{\"no\":'x'}",
    };
    char deep[300] = "{\"no\":";
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        picks_as(texts[i], NULL);
    for (int i = 0; i < JSON_DEPTH; i++)
        strcat(deep, "[");
    for (int i = 0; i < JSON_DEPTH; i++)
        strcat(deep, "]");
    strcat(deep, "}");
    picks_as(deep, NULL);
}

static void places_are_those_of_the_text(void **state)
{
    struct picked p;
    (void)state;
    open_picked(&p, "\n {\"no\":\"\xc3\xa5\",\"id\":\n  7}\n{\"id\":8}");
    assert_true(pick_next(&p));
    assert_int_equal(p.tree->root.line, 2);
    assert_int_equal(p.tree->root.column, 2);
    assert_int_equal(rsv_doc_get(&p.tree->root, "id")->line, 3);
    assert_int_equal(rsv_doc_get(&p.tree->root, "id")->column, 3);
    assert_true(pick_next(&p));
    assert_int_equal(p.tree->root.line, 4);
    assert_int_equal(rsv_doc_get(&p.tree->root, "id")->column, 7);
    assert_int_equal(p.reader.next.column, 9);
    close_picked(&p);
}

static void slots_lead_to_the_first_unless_another_may_lead_on(void **state)
{
    static const struct {
        const char *text;
        bool hold;
    } cases[] = {
        {"{\"id\":1,\"status\":{\"code\":2}}", true},      {"{\"list\":[{\"name\":\"a\"},{\"name\":\"b\"}]}", true},
        {"{\"id\":1,\"ID\":2}", false},                    {"{\"status.code\":1}", false},
        {"{\"status\":\"{}\"}", false},                    {"{\"id\":\"{}\"}", true},
        {"{\"status\":[{\"code\":1},{\"code\":2}]}", true}, {"{\"status\":{},\"status\":{}}", false},
        {"{\"apart\":[{},\"{}\"],\"apart\":\"{}\"}", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct picked p;
        open_picked(&p, cases[i].text);
        assert_true(pick_next(&p));
        if (p.picker.slots_hold != cases[i].hold)
            fail_msg("%s", cases[i].text);
        close_picked(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_members_of_paths_are_kept),
        cmocka_unit_test(texts_are_decoded),
        cmocka_unit_test(what_is_not_plainly_valid_is_left),
        cmocka_unit_test(places_are_those_of_the_text),
        cmocka_unit_test(slots_lead_to_the_first_unless_another_may_lead_on),
    };
    for (int i = 0; i < 4; i++)
        root_keys[i].hash = rsv__fold_hash(root_keys[i].key);
    status_keys[0].hash = rsv__fold_hash("code");
    list_keys[0].hash = rsv__fold_hash("name");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
