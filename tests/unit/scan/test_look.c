/* SPDX-License-Identifier: MIT */
#include "scan/look.h"

#include "support/walk_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct walk_case c;

static size_t find(const char *like, const char *text, size_t from, int depth, bool strict)
{
    walk_case_open(&c, text);
    rsv__scan_look(like, strspn(like, " \n"), strlen(like), &c.walker.look);
    c.walker.place.depth = (uint8_t)depth;
    return rsv__scan_find_record(&c.walker, from, strlen(text), strict);
}

static void a_record_on_a_line_of_its_own_is_found_by_its_indent(void **state)
{
    const char *like = "{\"id\":1,\"x\":2}";
    (void)state;
    assert_int_equal(find(like, "{\"id\":{\"a\":1}}\n{\"id\"", 1, 0, true), 15);
    assert_int_equal(find(like, "{\"id\":\n {\"a\":1}}\n{\"id\"", 1, 0, true), 17);
    assert_int_equal(find(like, "{\"id\":1,\n{\"id\"", 1, 0, true), SIZE_MAX); /* out of order */
    assert_int_equal(find(like, "{\"id\":1,\n{\"id\"", 1, 0, false), 9);
    assert_int_equal(find("\n  {\"id\":1}", "[\n  {\"id\":1},\n  {\"id\":2}]", 5, 1, true), 16);
}

static void a_record_in_a_line_is_found_by_its_first_keys(void **state)
{
    const char *text = "[{\"id\":1,\"at\":2,\"p\":[{\"id\":3},{\"id\":4,\"x\":5}]},{\"id\":6,\"at\":7}]";
    (void)state;
    walk_case_open(&c, text);
    rsv__scan_look(text, 1, strlen(text), &c.walker.look);
    assert_false(c.walker.look.own_line);
    c.walker.place.depth = 1;
    assert_int_equal(rsv__scan_find_record(&c.walker, 2, strlen(text), true), strstr(text, "{\"id\":6") - text);
    assert_int_equal(rsv__scan_find_record(&c.walker, 2, 30, true), SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_record_on_a_line_of_its_own_is_found_by_its_indent),
                                       cmocka_unit_test(a_record_in_a_line_is_found_by_its_first_keys)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
