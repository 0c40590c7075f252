/* SPDX-License-Identifier: MIT */
#include "article/guide_lines.h"
#include "support/guide_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void lines_are(const char *text, const char *expected)
{
    struct guide_case c;
    guide_case_open(&c);
    rsv__guide_lines(&c.arena, text, strlen(text), &c.guide);
    assert_string_equal(guide_case_lines(&c), expected);
    assert_int_equal(guide_case_close(&c), 0);
}

static size_t remarks_on(const char *text)
{
    struct guide_case c;
    guide_case_open(&c);
    rsv__guide_lines(&c.arena, text, strlen(text), &c.guide);
    const size_t n = c.guide.remarks.n;
    assert_int_equal(guide_case_close(&c), 0);
    return n;
}

static void lines_end_in_any_of_three_ways_or_not_at_all(void **state)
{
    (void)state;
    lines_are("a\nb\r\nc\rd", "1|a\n2|b\n3|c\n4|d\n");
    lines_are("a\n\n", "1|a\n2|\n");
    lines_are("", "");
}

static void blanks_at_the_end_are_cut_and_remembered_as_a_break(void **state)
{
    (void)state;
    lines_are("a  \nb \nc\\\n", "1|a|\n2|b\n3|c|\n");
}

static void tabs_marks_and_odd_blanks_become_plain(void **state)
{
    (void)state;
    lines_are("\xef\xbb\xbf-\tx", "1|-   x\n");
    lines_are("a\xc2\xa0" "b\xe2\x80\x8b" "c\x01", "1|a bc\n");
    lines_are("\xe2\x80\x9cit\xe2\x80\x99s\xe2\x80\x9d", "1|\"it's\"\n");
}

static void windows_bytes_and_twice_encoded_quotes_are_read_as_meant(void **state)
{
    (void)state;
    lines_are("it\x92s \x93so\x94 \x96 ok", "1|it's \"so\" \u2013 ok\n");
    lines_are("it\u00e2\u20ac\u2122s", "1|it's\n");
}

static void a_lost_apostrophe_is_put_back_and_other_damage_stays(void **state)
{
    (void)state;
    lines_are("the user\xef\xbf\xbds, they\xef\xbf\xbdre, doesn\xef\xbf\xbdt",
              "1|the user's, they're, doesn't\n");
    lines_are("doesn\u00ef\u00bf\u00bdt", "1|doesn't\n");
    lines_are("manage\xef\xbf\xbdusers", "1|manage\xef\xbf\xbdusers\n");
    assert_int_equal(remarks_on("user\xef\xbf\xbds"), 0);
    assert_int_equal(remarks_on("a \xef\xbf\xbd b \xff"), 2);
}

static void both_sides_of_a_conflict_are_kept_and_what_they_share_once(void **state)
{
    (void)state;
    lines_are("<<<<<<< HEAD\n- the users name\n- mine\n=======\n- the user's name\n- theirs\n"
              ">>>>>>> 8ca1\nend\n",
              "5|- the user's name\n6|- theirs\n3|- mine\n8|end\n");
    assert_int_equal(remarks_on("<<<<<<< a\n=======\n>>>>>>> b\n"), 1);
}

static void the_side_that_is_less_damaged_wins(void **state)
{
    (void)state;
    lines_are("<<<<<<< a\nmanage\xef\xbf\xbdusers\n=======\nmanageusers\n>>>>>>> b\n",
              "4|manageusers\n");
}

static void the_common_ancestor_of_a_conflict_is_left_out(void **state)
{
    (void)state;
    lines_are("<<<<<<< a\nours\n||||||| base\nold\n=======\ntheirs\n>>>>>>> b\n",
              "6|theirs\n2|ours\n");
}

static void half_a_conflict_only_loses_its_markers(void **state)
{
    (void)state;
    lines_are("<<<<<<< HEAD\n# Title\n=======\n", "2|# Title\n");
    lines_are("text\n>>>>>>> 8ca1\n", "1|text\n");
    lines_are("Title\n=======\n", "1|Title\n2|=======\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_in_any_of_three_ways_or_not_at_all),
        cmocka_unit_test(blanks_at_the_end_are_cut_and_remembered_as_a_break),
        cmocka_unit_test(tabs_marks_and_odd_blanks_become_plain),
        cmocka_unit_test(windows_bytes_and_twice_encoded_quotes_are_read_as_meant),
        cmocka_unit_test(a_lost_apostrophe_is_put_back_and_other_damage_stays),
        cmocka_unit_test(both_sides_of_a_conflict_are_kept_and_what_they_share_once),
        cmocka_unit_test(the_side_that_is_less_damaged_wins),
        cmocka_unit_test(the_common_ancestor_of_a_conflict_is_left_out),
        cmocka_unit_test(half_a_conflict_only_loses_its_markers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
