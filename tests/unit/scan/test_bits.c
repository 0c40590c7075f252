/* SPDX-License-Identifier: MIT */
#include "scan/bits.h"

#include "base/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { BLOCKS = 40 };

/* Text of the bytes that matter, with runs of backslashes of every length at every place. */
static void fill(char *text, size_t n, uint64_t seed)
{
    static const char bytes[] = "\"\"\\\\\\{}[]:\n x";
    for (size_t i = 0; i < n; i++)
        text[i] = bytes[rsv__hash_mix(seed + i) % (sizeof bytes - 1)];
}

/* Byte by byte, as one would by hand. */
static void expect(const char *text, size_t n, struct block_bits *out)
{
    int in_string = 0, escaped = 0;
    memset(out, 0, n / SCAN_BLOCK * sizeof *out);
    for (size_t i = 0; i < n; i++) {
        struct block_bits *b = &out[i / SCAN_BLOCK];
        const uint64_t bit = (uint64_t)1 << i % SCAN_BLOCK;
        const int was_escaped = escaped;
        escaped = text[i] == '\\' && !escaped;
        if (text[i] == '"' && !was_escaped)
            in_string = !in_string;
        b->brackets |= !in_string && strchr("{}[]", text[i]) ? bit : 0;
        b->colons |= !in_string && text[i] == ':' ? bit : 0;
        b->broken |= in_string && text[i] == '\n' ? bit : 0;
    }
}

static int v_is_known(const struct scan_bits *bits)
{
    int known = 0;
    for (size_t v = 0; rsv__scan_bits_variant(v) != NULL; v++)
        known |= rsv__scan_bits_variant(v) == bits;
    return known;
}

static void all_variants_see_what_a_reader_sees(void **state)
{
    static char text[BLOCKS * SCAN_BLOCK];
    static struct block_bits expected[BLOCKS], found[BLOCKS];
    const struct scan_bits *bits;
    (void)state;
    for (size_t v = 0; (bits = rsv__scan_bits_variant(v)) != NULL; v++) {
        for (uint64_t seed = 0; seed < 300; seed++) {
            struct bits_carry carry = {0, 0};
            fill(text, sizeof text, seed * 10000);
            expect(text, sizeof text, expected);
            bits->masks(text, 3, &carry, found); /* what one call leaves, the next one takes up */
            bits->masks(text + 3 * SCAN_BLOCK, BLOCKS - 3, &carry, found + 3);
            assert_memory_equal(found, expected, sizeof expected);
        }
    }
    assert_true(v_is_known(rsv__scan_bits()));
}

/* Where the value that begins at text[0] ends, by way of `bits`; behind it stands enough. */
static size_t skipped(const struct scan_bits *bits, const char *value)
{
    char text[1000];
    const size_t n = strlen(value);
    memcpy(text, value, n);
    memset(text + n, ' ', 2 * SCAN_BLOCK);
    return (bits->skip)(text, 0, n + 2 * SCAN_BLOCK); /* not cmocka's macro */
}

static void a_value_is_skipped_or_left_to_a_closer_look(void **state)
{
    const struct scan_bits *bits;
    char text[600];
    (void)state;
    for (size_t v = 0; (bits = rsv__scan_bits_variant(v)) != NULL; v++) {
        assert_int_equal(skipped(bits, "[]"), 2);
        assert_int_equal(skipped(bits, "{\"a\":[1,{\"b\":\"]}\\\"]\"}]},\"c\":[]"), 23);
        assert_int_equal(skipped(bits, "[ {\"a\": [\n 1 ] }, {\n} ]}\n{"), 23);
        assert_int_equal(skipped(bits, "[1}"), 0);
        assert_int_equal(skipped(bits, "[\"a\n\"]"), 0);
        assert_int_equal(skipped(bits, "[{}\n{}]"), 0); /* something was cut off there */
        assert_int_equal(skipped(bits, "[\"a\""), 0);
        for (size_t n = 1; n < 300; n++) { /* over the ends of blocks */
            memset(text, '[', n);
            memset(text + n, ']', n);
            text[2 * n] = '\0';
            assert_int_equal(skipped(bits, text), 2 * n);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_variants_see_what_a_reader_sees),
                                       cmocka_unit_test(a_value_is_skipped_or_left_to_a_closer_look)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
