/* SPDX-License-Identifier: MIT */
#include "model/kind.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct field fields[] = {{.name = "host"}, {.name = "host_name"}, {.name = "port"}};
static const struct kind kind = {.name = "k", .n_fields = 3, .fields = fields};

static void a_field_is_found_by_its_whole_name(void **state)
{
    (void)state;
    assert_int_equal(rsv__kind_field(&kind, "host", 4), 0);
    assert_int_equal(rsv__kind_field(&kind, "host_name", 9), 1);
    assert_int_equal(rsv__kind_field(&kind, "port", 4), 2);
    assert_int_equal(rsv__kind_field(&kind, "hos", 3), -1);
    assert_int_equal(rsv__kind_field(&kind, "Host", 4), -1);
    assert_int_equal(rsv__kind_field(&kind, "", 0), -1);
}

static void the_name_need_not_end_where_its_text_ends(void **state)
{
    (void)state;
    assert_int_equal(rsv__kind_field(&kind, "port=443", 4), 2);
    assert_int_equal(rsv__kind_field(&kind, "host_name", 4), 0);
    assert_int_equal(rsv__kind_field(&kind, "port\0", 5), -1); /* a NUL is no end of a field's name */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_is_found_by_its_whole_name),
        cmocka_unit_test(the_name_need_not_end_where_its_text_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
