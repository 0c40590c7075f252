/* SPDX-License-Identifier: MIT */
#include "author/author.h"
#include "support/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int open_small(void **state)
{
    static struct world w;
    world_small(&w);
    *state = &w;
    return 0;
}

static int close_small(void **state)
{
    world_close(*state);
    return 0;
}

/* Whether evidence with these two outcomes is said to overlap. */
static bool overlap(struct world *w, const char *one, const char *two)
{
    char text[1024];
    rsv_doc *doc;
    rsv_error err;
    snprintf(text, sizeof text,
             "kind \"reading\" { doc = \"r\", fields = { level = integer{}, state = one_of{ \"a\", \"b\", \"c\" },\n"
             "  host = name{ optional = true }, ok = boolean{ optional = true } } }\n"
             "evidence \"tried\" { about = \"t\", { \"one\", when = %s }, { \"two\", when = %s },\n"
             "  seen = { [\"service-down\"] = { 50, 30 }, other = { 10, 20 } } }\n",
             one, two);
    world_write(w, "rules/tried.lua", text);
    assert_int_equal(rsv_rules_check(&w->source, w->kb_dir, &doc, &err), RSV_OK);
    assert_false(world_found(doc, "R011", NULL));
    const bool found = world_found(doc, "R030", "one fact can make both 'one' and 'two' true");
    rsv_doc_free(doc);
    return found;
}

static void ranges_overlap_or_dont(void **state)
{
    struct world *w = *state;
    assert_true(overlap(w, "some.reading{ level = above(3) }", "some.reading{ level = at_most(4) }"));
    assert_false(overlap(w, "some.reading{ level = above(3) }", "some.reading{ level = at_most(3) }"));
    assert_true(overlap(w, "some.reading{ level = between(1, 5) }", "some.reading{ level = 5 }"));
    assert_false(overlap(w, "some.reading{ level = between(1, 5) }", "some.reading{ level = 6 }"));
}

static void words_and_names_overlap_or_dont(void **state)
{
    struct world *w = *state;
    assert_true(overlap(w, "some.reading{ state = one_of{ \"a\", \"b\" } }", "some.reading{ state = is_not(\"a\") }"));
    assert_false(overlap(w, "some.reading{ state = one_of{ \"a\", \"b\" } }", "some.reading{ state = \"c\" }"));
    assert_true(overlap(w, "some.reading{ host = \"x1\" }", "some.reading{ host = like \"x*\" }"));
    assert_false(overlap(w, "some.reading{ host = \"y1\" }", "some.reading{ host = like \"x*\" }"));
    assert_false(overlap(w, "some.reading{ ok = true }", "some.reading{ ok = is_not(true) }"));
    assert_true(overlap(w, "some.reading{ ok = true }", "some.reading{ ok = is_not(false) }"));
}

static void one_field_apart_is_enough_to_exclude(void **state)
{
    struct world *w = *state;
    assert_false(overlap(w, "some.reading{ level = 1, state = \"a\" }", "some.reading{ level = 1, state = \"b\" }"));
    assert_true(overlap(w, "some.reading{ level = 1, state = \"a\" }", "some.reading{ level = 1 }"));
}

/* What depends on more than one fact is left to the examples. */
static void what_isnt_certain_isnt_told(void **state)
{
    struct world *w = *state;
    assert_false(overlap(w, "some.reading{ level = above(3) }",
                         "all_of{ some.reading{ level = above(1) }, unless(some.reading{ level = above(3) }) }"));
    assert_false(overlap(w, "some.reading{ level = above(3) }", "some.service{ state = \"running\" }"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(ranges_overlap_or_dont, open_small, close_small),
        cmocka_unit_test_setup_teardown(words_and_names_overlap_or_dont, open_small, close_small),
        cmocka_unit_test_setup_teardown(one_field_apart_is_enough_to_exclude, open_small, close_small),
        cmocka_unit_test_setup_teardown(what_isnt_certain_isnt_told, open_small, close_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
