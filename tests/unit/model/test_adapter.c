/* SPDX-License-Identifier: MIT */
#include "model/adapter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void forms_have_names(void **state)
{
    (void)state;
    assert_string_equal(rsv__form_names[FORM_JSON], "json");
    assert_string_equal(rsv__form_names[FORM_CSV], "csv");
    assert_string_equal(rsv__form_names[FORM_XML], "xml");
    assert_string_equal(rsv__form_names[FORM_KEYED], "keyed");
    assert_string_equal(rsv__form_names[FORM_LINES], "lines");
    assert_string_equal(rsv__form_names[FORM_TEXT], "text");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
