/* SPDX-License-Identifier: MIT */
#include "scan/bits.h"

/* { } [ ] differ in these bits alone; so do y Y _ DEL, which valid JSON has in strings only. */
enum { BRACKET = 0x7f, BRACKET_BITS = 0x26 };

struct raw_bits { /* where these bytes are, in strings or not */
    uint64_t quotes, backslashes, brackets, colons, line_ends;
};

/* --- what is escaped, what is in a string ------------------------------------------------------ */

/* Bytes behind an odd run of backslashes.  Runs that begin at odd places are told from those at
 * even places by letting a sum carry along each. */
static inline uint64_t find_escaped(uint64_t backslashes, uint64_t *carry)
{
    if (backslashes == 0) {
        const uint64_t escaped = *carry;
        *carry = 0;
        return escaped;
    }
    const uint64_t even = 0x5555555555555555u;
    backslashes &= ~*carry;
    const uint64_t follows = backslashes << 1 | *carry;
    const uint64_t odd_starts = backslashes & ~even & ~follows;
    const uint64_t sum = odd_starts + backslashes;
    *carry = sum < backslashes;
    return (even ^ sum << 1) & follows;
}

static inline uint64_t prefix_xor(uint64_t x)
{
    x ^= x << 1;
    x ^= x << 2;
    x ^= x << 4;
    x ^= x << 8;
    x ^= x << 16;
    return x ^ x << 32;
}

/* `strings`: from each opening quote to before its closing quote, as if no string were open. */
static inline void finish(const struct raw_bits *raw, uint64_t strings, struct bits_carry *carry,
                          struct block_bits *out)
{
    strings ^= carry->in_string;
    carry->in_string = (uint64_t)0 - (strings >> 63);
    out->brackets = raw->brackets & ~strings;
    out->colons = raw->colons & ~strings;
    out->broken = raw->line_ends & strings;
}

/* --- plain C ------------------------------------------------------------------------------------- */

void rsv__scan_bits_plain(const char *text, size_t n, struct bits_carry *carry,
                          struct block_bits *out)
{
    for (size_t b = 0; b < n; b++, text += SCAN_BLOCK) {
        struct raw_bits raw = {0};
        for (unsigned i = 0; i < SCAN_BLOCK; i++) {
            const unsigned char c = (unsigned char)text[i];
            raw.quotes |= (uint64_t)(c == '"') << i;
            raw.backslashes |= (uint64_t)(c == '\\') << i;
            raw.brackets |= (uint64_t)((c | BRACKET_BITS) == BRACKET) << i;
            raw.colons |= (uint64_t)(c == ':') << i;
            raw.line_ends |= (uint64_t)(c == '\n') << i;
        }
        const uint64_t quotes = raw.quotes & ~find_escaped(raw.backslashes, &carry->escaped);
        finish(&raw, prefix_xor(quotes), carry, &out[b]);
    }
}

/* --- x86-64 ---------------------------------------------------------------------------------------- */

#if defined(__x86_64__)
#include <immintrin.h>

static inline uint64_t mask_of_4(__m128i a, __m128i b, __m128i c, __m128i d)
{
    return (uint64_t)(uint32_t)_mm_movemask_epi8(a) |
           (uint64_t)(uint32_t)_mm_movemask_epi8(b) << 16 |
           (uint64_t)(uint32_t)_mm_movemask_epi8(c) << 32 |
           (uint64_t)(uint32_t)_mm_movemask_epi8(d) << 48;
}

static inline uint64_t equal_16(const __m128i v[4], char c)
{
    const __m128i x = _mm_set1_epi8(c);
    return mask_of_4(_mm_cmpeq_epi8(v[0], x), _mm_cmpeq_epi8(v[1], x), _mm_cmpeq_epi8(v[2], x),
                     _mm_cmpeq_epi8(v[3], x));
}

static void bits_sse2(const char *text, size_t n, struct bits_carry *carry, struct block_bits *out)
{
    for (size_t b = 0; b < n; b++, text += SCAN_BLOCK) {
        __m128i v[4], low[4];
        for (int i = 0; i < 4; i++) {
            v[i] = _mm_loadu_si128((const __m128i *)(const void *)(text + 16 * i));
            low[i] = _mm_or_si128(v[i], _mm_set1_epi8(BRACKET_BITS));
        }
        const struct raw_bits raw = {equal_16(v, '"'), equal_16(v, '\\'),
                                     equal_16(low, BRACKET), equal_16(v, ':'),
                                     equal_16(v, '\n')};
        const uint64_t quotes = raw.quotes & ~find_escaped(raw.backslashes, &carry->escaped);
        finish(&raw, prefix_xor(quotes), carry, &out[b]);
    }
}

#define AVX2 __attribute__((target("avx2,pclmul,bmi")))

AVX2 static inline uint64_t equal_32(__m256i a, __m256i b, char c)
{
    const __m256i x = _mm256_set1_epi8(c);
    return (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, x)) |
           (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b, x)) << 32;
}

AVX2 static void bits_avx2(const char *text, size_t n, struct bits_carry *carry,
                           struct block_bits *out)
{
    for (size_t b = 0; b < n; b++, text += SCAN_BLOCK) {
        const __m256i v0 = _mm256_loadu_si256((const __m256i *)(const void *)text);
        const __m256i v1 = _mm256_loadu_si256((const __m256i *)(const void *)(text + 32));
        const __m256i l0 = _mm256_or_si256(v0, _mm256_set1_epi8(BRACKET_BITS));
        const __m256i l1 = _mm256_or_si256(v1, _mm256_set1_epi8(BRACKET_BITS));
        const struct raw_bits raw = {equal_32(v0, v1, '"'), equal_32(v0, v1, '\\'),
                                     equal_32(l0, l1, BRACKET),
                                     equal_32(v0, v1, ':'), equal_32(v0, v1, '\n')};
        const uint64_t quotes = raw.quotes & ~find_escaped(raw.backslashes, &carry->escaped);
        /* a product without carries with all ones is the running parity of the bits */
        const __m128i parity = _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)quotes),
                                                    _mm_set1_epi8((char)0xff), 0);
        finish(&raw, (uint64_t)_mm_cvtsi128_si64(parity), carry, &out[b]);
    }
}

static int has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") &&
           __builtin_cpu_supports("bmi");
}

scan_bits_fn *rsv__scan_bits_variant(size_t i)
{
    switch (i) {
    case 0:
        return rsv__scan_bits_plain;
    case 1:
        return bits_sse2;
    case 2:
        return has_avx2() ? bits_avx2 : NULL;
    default:
        return NULL;
    }
}

scan_bits_fn *rsv__scan_bits(void)
{
    return has_avx2() ? bits_avx2 : bits_sse2;
}

#else

scan_bits_fn *rsv__scan_bits_variant(size_t i)
{
    return i == 0 ? rsv__scan_bits_plain : NULL;
}

scan_bits_fn *rsv__scan_bits(void)
{
    return rsv__scan_bits_plain;
}

#endif
