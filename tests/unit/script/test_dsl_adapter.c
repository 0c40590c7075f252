/* SPDX-License-Identifier: MIT */
#include "support/script_case.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void finding_is(const struct script_case *c, size_t i, const char *expected)
{
    char got[300];
    assert_string_equal(script_case_finding(c, i, got, sizeof got), expected);
}

#define TEXTUAL "adapter 'a' { doc = 'd', reads = 'json', has = 'x', facts = { port{ host = 'h', number = 1, state = "

static void words_refuse_what_they_cannot_take(void **state)
{
    static const char *const wrong[] = {"at()", "at 'x':find()", "at 'x':given(1)", "cases 'x'", "only_if()", "each 'p' ('x')",
                                        "each('p', {}) {}", "error_inside(1)", "warning()"};
    char text[300], got[300];
    struct script_case c;
    (void)state;
    script_case_open(&c);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        snprintf(text, sizeof text, TEXTUAL "%s } } }", wrong[i]);
        script_case_try(&c, text);
        assert_memory_equal(script_case_finding(&c, 0, got, sizeof got), "R001", 4);
        assert_int_equal(c.book.n_adapters, 0);
    }
    script_case_close(&c);
}

static void a_transform_makes_a_new_value(void **state)
{
    struct script_case c;
    (void)state;
    script_case_open(&c);
    script_case_try(&c, "local v = at 'x'\nlocal w = v:find 'a{b}'\n" TEXTUAL "v:words{ y = 'open' } }, "
                        "event{ id = 1, server = w, note = v:unit 'm' } } }");
    finding_is(&c, 0, "");
    const struct adapter_part *parts = c.book.adapters[0]->parts;
    assert_int_equal(parts[0].fields[2].value.n_transforms, 1);
    assert_int_equal(parts[0].fields[2].value.transforms[0].op, TRANSFORM_WORDS);
    assert_int_equal(parts[1].fields[2].value.transforms[0].op, TRANSFORM_FIND);
    assert_int_equal(parts[1].fields[1].value.transforms[0].op, TRANSFORM_UNIT);
    script_case_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_refuse_what_they_cannot_take),
        cmocka_unit_test(a_transform_makes_a_new_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
