/* SPDX-License-Identifier: MIT
 * test_instance.c - the order of instantiations, and their going with their facts. */
#include "support/match_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char pairs[] =
    "rule 'r' { when = { some.mark{ x = V.m }, some.edge{ a = V.x } }, action = function() end }\n";
static const char edges[] = "edge:a=a,b=z edge:a=b,b=z edge:a=c,b=z edge:a=d,b=z edge:a=e,b=z edge:a=f,b=z "
                            "edge:a=g,b=z edge:a=h,b=z edge:a=i,b=z edge:a=j,b=z";

static void all_matches_of_a_late_fact_fire_newest_first(void **state)
{
    struct match_case c;
    (void)state;
    assert_int_equal(match_case_open(&c, pairs, 0), RSV_OK);
    match_case_tell(&c, edges);
    match_case_tell(&c, "mark:x=m");
    assert_string_equal(match_case_run(&c), "r(m,j) r(m,i) r(m,h) r(m,g) r(m,f) r(m,e) r(m,d) r(m,c) r(m,b) r(m,a)");
    assert_string_equal(match_case_run(&c), "");
    assert_int_equal(match_case_close(&c), 0);
}

static void drop_mark(struct match_case *c, const struct rule *rule, const slab_ref *facts, uint32_t n)
{
    rsv_error err;
    (void)rule;
    (void)n;
    assert_int_equal(rsv__fact_retract(&c->m, facts[0], &err), RSV_OK);
}

static void the_others_go_with_the_fact(void **state)
{
    struct match_case c;
    (void)state;
    assert_int_equal(match_case_open(&c, pairs, 0), RSV_OK);
    match_case_tell(&c, edges);
    match_case_tell(&c, "mark:x=m");
    c.act = drop_mark;
    assert_string_equal(match_case_run(&c), "r(m,j)");
    assert_int_equal(match_case_close(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_matches_of_a_late_fact_fire_newest_first),
        cmocka_unit_test(the_others_go_with_the_fact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
