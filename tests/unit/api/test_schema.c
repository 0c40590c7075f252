/* SPDX-License-Identifier: MIT */
#include "ingest/json.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void every_schema_is_json_and_names_itself(void **state)
{
    size_t n = 0;
    (void)state;
    for (const char *name; (name = rsv_schema_name(n)) != NULL; n++) {
        struct alloc a;
        struct json_reader reader;
        rsv_error err;
        const char *text = rsv_schema(name);
        assert_non_null(text);
        rsv__alloc_init(&a, NULL);
        struct doc_tree *t = rsv__doc_new(NULL, RSV_OBJECT);
        assert_int_equal(rsv__json_open(&reader, &a, text, strlen(text), &err), RSV_OK);
        if (rsv__json_next(&reader, t, &err) != RSV_OK || rsv__json_more(&reader))
            fail_msg("%s:%d: %s", name, err.line, err.message);
        assert_string_equal(rsv_doc_text(rsv_doc_get(&t->root, "$id")), name);
        const rsv_doc *schema = rsv_doc_get(rsv_doc_get(&t->root, "properties"), "schema");
        if (schema != NULL)
            assert_string_equal(rsv_doc_text(rsv_doc_get(schema, "const")), name);
        rsv__json_close(&reader);
        rsv_doc_free(&t->root);
    }
    assert_true(n >= 18);
    assert_null(rsv_schema_name(n + 1));
    assert_null(rsv_schema_name(SIZE_MAX));
}

static void a_schema_is_found_by_its_full_or_short_name(void **state)
{
    (void)state;
    assert_non_null(rsv_schema("diagnosis"));
    assert_ptr_equal(rsv_schema("diagnosis"), rsv_schema("resolvent.diagnosis/1"));
}

static void any_other_name_has_no_schema(void **state)
{
    static const char *const names[] = {"", "diagnosi", "diagnosis/1", "resolvent.diagnosis", "resolvent.diagnosis/2",
                                        "resolvent.", "Diagnosis", "/1"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (rsv_schema(names[i]) != NULL)
            fail_msg("'%s' shouldn't name a schema", names[i]);
    assert_null(rsv_schema(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_schema_is_json_and_names_itself),
        cmocka_unit_test(a_schema_is_found_by_its_full_or_short_name),
        cmocka_unit_test(any_other_name_has_no_schema),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
