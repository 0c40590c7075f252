/* SPDX-License-Identifier: MIT */
#include "ingest/encoding.h"
#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void decodes(const char *bytes, size_t n, const char *encoding, const char *text)
{
    struct alloc alloc;
    struct decoded d;
    rsv_error err;
    rsv__alloc_init(&alloc, NULL);
    assert_int_equal(rsv__encoding_decode(&alloc, bytes, n, &d, &err), RSV_OK);
    assert_string_equal(d.encoding, encoding);
    assert_int_equal(d.n, strlen(text));
    assert_memory_equal(d.text, text, d.n);
    rsv__encoding_free(&d);
    assert_int_equal(alloc.live, 0);
}

static void is_binary(const char *bytes, size_t n)
{
    struct alloc alloc;
    struct decoded d;
    rsv_error err;
    rsv__alloc_init(&alloc, NULL);
    assert_int_equal(rsv__encoding_decode(&alloc, bytes, n, &d, &err), RSV_EINPUT);
    assert_non_null(strstr(err.message, "looks binary"));
    rsv__encoding_free(&d);
    assert_int_equal(alloc.live, 0);
}

static void utf8_is_handed_through(void **state)
{
    (void)state;
    decodes("", 0, "UTF-8", "");
    decodes("{\r\n}", 4, "UTF-8", "{\r\n}");
    decodes("z\xc3\xbcrich", 7, "UTF-8", "z\xc3\xbcrich");
    decodes("\xfc", 1, "UTF-8", "\xfc"); /* the readers say that it isn't */
}

static void a_byte_order_mark_is_taken_off(void **state)
{
    (void)state;
    decodes("\xef\xbb\xbf{}", 5, "UTF-8 with BOM", "{}");
    decodes("\xff\xfe{\0}\0", 6, "UTF-16LE with BOM", "{}");
    decodes("\xfe\xff\0{\0}", 6, "UTF-16BE with BOM", "{}");
    decodes("\xff\xfe", 2, "UTF-16LE with BOM", "");
}

static void utf16_without_a_mark_is_known_by_its_nuls(void **state)
{
    (void)state;
    decodes("{\0\"\0\xfc\0\"\0}\0", 10, "UTF-16LE", "{\"\xc3\xbc\"}");
    decodes("\0{\0\"\0\xfc\0\"\0}", 10, "UTF-16BE", "{\"\xc3\xbc\"}");
}

static void surrogate_pairs_become_one_character(void **state)
{
    (void)state;
    decodes("\xff\xfe\x3d\xd8\x00\xde", 6, "UTF-16LE with BOM", "\xf0\x9f\x98\x80");
}

static void half_a_pair_becomes_a_replacement_character(void **state)
{
    (void)state;
    decodes("\xff\xfe\x3d\xd8x\0", 6, "UTF-16LE with BOM", "\xef\xbf\xbdx");
    decodes("\xff\xfe\x00\xdex\0", 6, "UTF-16LE with BOM", "\xef\xbf\xbdx");
    decodes("\xff\xfex\0\x3d\xd8", 6, "UTF-16LE with BOM", "x\xef\xbf\xbd");
    decodes("\xff\xfex\0y", 5, "UTF-16LE with BOM", "x\xef\xbf\xbd");
}

static void other_files_with_nuls_are_binary(void **state)
{
    (void)state;
    is_binary("ElfFile\0\0\0\0\0\0\0\0\0", 16);
    is_binary("PK\3\4\24\0\6\0\10\0\0\0!\0", 14);
    is_binary("\0", 1);
    is_binary("\xff\xfe\0\0{\0\0\0", 8); /* UTF-32 */
}

static void every_allocation_may_fail(void **state)
{
    struct fail_alloc f = {.fired = true};
    (void)state;
    for (unsigned nth = 1; f.fired; nth++) {
        struct alloc alloc;
        struct decoded d;
        rsv_error err;
        rsv__alloc_init(&alloc, fail_alloc_on(&f, nth));
        rsv_status rc = rsv__encoding_decode(&alloc, "\xff\xfe{\0}\0", 6, &d, &err);
        assert_int_equal(rc, f.fired ? RSV_ENOMEM : RSV_OK);
        rsv__encoding_free(&d);
        assert_int_equal(f.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_handed_through),
        cmocka_unit_test(a_byte_order_mark_is_taken_off),
        cmocka_unit_test(utf16_without_a_mark_is_known_by_its_nuls),
        cmocka_unit_test(surrogate_pairs_become_one_character),
        cmocka_unit_test(half_a_pair_becomes_a_replacement_character),
        cmocka_unit_test(other_files_with_nuls_are_binary),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
