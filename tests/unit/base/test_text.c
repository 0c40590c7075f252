/* SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void globs_match_whole_texts(void **state)
{
    static const struct {
        const char *pattern, *text;
        bool matches;
    } cases[] = {
        {"", "", true}, {"", "a", false}, {"*", "", true}, {"*", "abc", true}, {"?", "", false},
        {"abc", "abc", true}, {"abc", "abcd", false}, {"abc", "ab", false}, {"a*", "a", true},
        {"*.servicebus.windows.net", "ns1.servicebus.windows.net", true},
        {"*.servicebus.windows.net", "servicebus.windows.net", false},
        {"*.servicebus.windows.net", "ns1.servicebus.windows.net.example", false},
        {"a*b*c", "axxbyyc", true}, {"a*b*c", "axxcyyb", false}, {"*ab", "aab", true},
        {"a**b", "ab", true}, {"a?c", "abc", true}, {"a?c", "ac", false}, {"*?", "", false},
        {"?", "\xc3\xbc", true}, {"??", "\xc3\xbc", false}, {"a?b", "a\xf0\x9f\x98\x80" "b", true},
        {"*\xc3\xbc", "x\xc3\xbc\xc3\xbc", true}, {"A", "a", false}, {"a*", "*", false}, {"**", "*", true},
        {"?", "\xff", true}, {"?x", "\xc3x", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (rsv__glob(cases[i].pattern, cases[i].text) != cases[i].matches)
            fail_msg("'%s' against '%s'", cases[i].pattern, cases[i].text);
}

/* The definition, tried out: a star takes nothing, or one more character. */
static bool fits(const char *pattern, const char *text)
{
    if (*pattern == '\0' || (*pattern != '*' && *text == '\0'))
        return *pattern == *text;
    if (*pattern == '*')
        return fits(pattern + 1, text) || (*text != '\0' && fits(pattern, text + 1));
    return (*pattern == '?' || *pattern == *text) && fits(pattern + 1, text + 1);
}

static void globs_match_as_they_are_defined(void **state)
{
    uint32_t random = 1;
    (void)state;
    for (int i = 0; i < 20000; i++) {
        char pattern[8] = "", text[10] = "", folded[10];
        for (size_t n = (size_t)i % 7, k = 0; k < n; k++)
            pattern[k] = "ab*?b*a"[(random = random * 1664525 + 1013904223) >> 24 & 7 ? (random >> 20) % 7 : 2];
        for (size_t n = (size_t)i % 9, k = 0; k < n; k++)
            text[k] = "abAB"[(random = random * 1664525 + 1013904223) >> 28 & 3];
        memcpy(folded, text, sizeof text);
        rsv__fold(folded, strlen(folded));
        if (rsv__glob(pattern, text) != fits(pattern, text) || rsv__glob_fold(pattern, text) != fits(pattern, folded))
            fail_msg("'%s' against '%s'", pattern, text);
    }
}

static void a_hostile_glob_takes_no_exponential_time(void **state)
{
    static char text[20001], pattern[401];
    (void)state;
    memset(text, 'a', sizeof text - 1);
    for (size_t i = 0; i < sizeof pattern - 1; i += 2)
        memcpy(pattern + i, "*a", 2);
    assert_true(rsv__glob(pattern, text));
    pattern[399] = 'b';
    assert_false(rsv__glob(pattern, text));
}

static void only_ascii_is_folded(void **state)
{
    char text[] = "SRV-\xc3\x9c@[Z]";
    (void)state;
    rsv__fold(text, strlen(text));
    assert_string_equal(text, "srv-\xc3\x9c@[z]");
    assert_true(rsv__same_fold("Host", "hOST"));
    assert_false(rsv__same_fold("host", "hosts"));
    assert_false(rsv__same_fold("hosts", "host"));
    assert_false(rsv__same_fold("\xc3\x9c", "\xc3\xbc"));
    assert_true(rsv__same_fold("", ""));
}

static void a_part_is_found_without_regard_to_case(void **state)
{
    const char *text = "The Error is AADSTS50126";
    (void)state;
    assert_ptr_equal(rsv__find_fold(text, "aadsts"), text + 13);
    assert_ptr_equal(rsv__find_fold(text, ""), text);
    assert_null(rsv__find_fold(text, "AADSTS501267"));
    assert_null(rsv__find_fold("", "x"));
    assert_non_null(rsv__find_fold("", ""));
}

static void the_distance_counts_edits_and_swaps(void **state)
{
    static const struct {
        const char *a, *b;
        size_t distance;
    } cases[] = {{"", "", 0}, {"a", "", 1}, {"kitten", "sitting", 3}, {"closed", "closde", 1},
                 {"PORT", "port", 0}, {"ca", "abc", 3}, {"filtered", "flitered", 1}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(rsv__distance(cases[i].a, cases[i].b, 10), cases[i].distance);
        assert_int_equal(rsv__distance(cases[i].b, cases[i].a, 10), cases[i].distance);
    }
    assert_true(rsv__distance("abc", "abcdefgh", 2) > 2);
    char longest[65];
    memset(longest, 'a', 64);
    longest[64] = '\0';
    assert_int_equal(rsv__distance(longest, longest, 5), 6); /* too long to be a word */
    assert_int_equal(rsv__distance(longest + 1, longest + 1, 5), 0);
}

static const char *nearest(const char *word)
{
    static const char *const words[] = {"port_status", "windows_event", "measure", "ticket", "id", "at"};
    struct nearest n;
    rsv__nearest_init(&n, word);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        rsv__nearest_offer(&n, words[i]);
    return n.best ? n.best : "";
}

static void a_near_miss_finds_its_word_and_a_far_one_none(void **state)
{
    (void)state;
    assert_string_equal(nearest("port_satus"), "port_status");
    assert_string_equal(nearest("PortStatus"), "port_status");
    assert_string_equal(nearest("port"), "port_status"); /* a beginning */
    assert_string_equal(nearest("tikcet"), "ticket");
    assert_string_equal(nearest("ids"), "id");
    assert_string_equal(nearest("xyz"), "");
    assert_string_equal(nearest("something"), "");
    assert_string_equal(nearest(""), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(globs_match_whole_texts),
        cmocka_unit_test(globs_match_as_they_are_defined),
        cmocka_unit_test(a_hostile_glob_takes_no_exponential_time),
        cmocka_unit_test(only_ascii_is_folded),
        cmocka_unit_test(a_part_is_found_without_regard_to_case),
        cmocka_unit_test(the_distance_counts_edits_and_swaps),
        cmocka_unit_test(a_near_miss_finds_its_word_and_a_far_one_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
