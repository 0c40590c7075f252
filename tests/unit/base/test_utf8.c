/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void every_code_point_is_encoded_and_decoded_back(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10ffff; c++) {
        char bytes[4];
        size_t length = 0;
        const size_t n = rsv__utf8_encode(c, bytes);
        const uint32_t expected = c >= 0xd800 && c < 0xe000 ? 0xfffd : c;
        if (rsv__utf8_decode(bytes, n, &length) != expected || length != n)
            fail_msg("U+%04X", (unsigned)c);
    }
}

static void what_has_no_character_becomes_the_replacement(void **state)
{
    char bytes[4];
    (void)state;
    assert_int_equal(rsv__utf8_encode(0x110000, bytes), 3);
    assert_memory_equal(bytes, "\xef\xbf\xbd", 3);
    assert_int_equal(rsv__utf8_encode(UINT32_MAX, bytes), 3);
}

static void malformed_bytes_are_found_where_they_are(void **state)
{
    static const struct {
        const char *text;
        size_t n, good;
    } cases[] = {
        {"", 0, 0},
        {"abc", 3, 3},
        {"a\xc3\xbc", 3, 3},
        {"a\xc3", 2, 1},               /* cut */
        {"a\xe2\x82", 3, 1},
        {"\x80", 1, 0},                /* a tail alone */
        {"a\xc0\x80", 3, 1},           /* longer than need be */
        {"\xc1\xbf", 2, 0},
        {"\xe0\x9f\xbf", 3, 0},
        {"\xf0\x8f\xbf\xbf", 4, 0},
        {"\xed\xa0\x80", 3, 0},        /* a surrogate */
        {"\xf4\x90\x80\x80", 4, 0},    /* beyond U+10FFFF */
        {"\xf5\x80\x80\x80", 4, 0},
        {"\xff", 1, 0},
        {"\xc3\xbc\xc3(", 4, 2},
        {"\xf4\x8f\xbf\xbf", 4, 4},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(rsv__utf8_check(cases[i].text, cases[i].n), cases[i].good);
}

static void a_bad_byte_is_one_byte_long(void **state)
{
    size_t length = 9;
    (void)state;
    assert_true(rsv__utf8_decode("\xe2\x82(", 3, &length) == UTF8_BAD);
    assert_int_equal(length, 1);
    assert_true(rsv__utf8_decode("\xe2\x82\xac", 2, &length) == UTF8_BAD); /* the third isn't ours */
    assert_int_equal(length, 1);
}

static void a_cut_falls_between_characters(void **state)
{
    static const char text[] = "a\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80z";
    static const size_t floors[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11};
    (void)state;
    for (size_t n = 0; n <= 11; n++)
        assert_int_equal(rsv__utf8_floor(text, n), floors[n]);
    assert_int_equal(rsv__utf8_count(text, 11), 5);
    assert_int_equal(rsv__utf8_floor("\x80\x80\x80\x80", 4), 4); /* no text: as it is */
}

static void what_could_fool_a_terminal_is_a_control(void **state)
{
    static const uint32_t controls[] = {0,      0x1b,   0x7f,   0x80,   0x9f,   0x61c,  0x200b, 0x200f, 0x2028, 0x2029,
                                        0x202a, 0x202e, 0x2060, 0x2066, 0x2069, 0x206f, 0xfeff, 0xfff9};
    static const uint32_t plain[] = {' ', '~', 0xa0, 0xfc, 0x2010, 0x2027, 0x202f, 0x205f, 0x2070, 0x1f600};
    (void)state;
    for (size_t i = 0; i < sizeof controls / sizeof *controls; i++)
        assert_true(rsv__utf8_is_control(controls[i]));
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        assert_false(rsv__utf8_is_control(plain[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_is_encoded_and_decoded_back),
        cmocka_unit_test(what_has_no_character_becomes_the_replacement),
        cmocka_unit_test(malformed_bytes_are_found_where_they_are),
        cmocka_unit_test(a_bad_byte_is_one_byte_long),
        cmocka_unit_test(a_cut_falls_between_characters),
        cmocka_unit_test(what_could_fool_a_terminal_is_a_control),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
