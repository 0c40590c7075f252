/* SPDX-License-Identifier: MIT */
#include "scan/bits.h"

#include <stdbool.h>
#include <string.h>

/* { } [ ] differ in these bits alone; so do y Y _ DEL, which valid JSON has in strings only. */
enum { BRACKET = 0x7f, BRACKET_BITS = 0x26, CLOSING_BIT = 2 };

struct raw_bits { /* where these bytes are, in strings or not */
    uint64_t quotes, backslashes, brackets, colons, line_ends;
};

struct skip_bits { /* of all bytes: the bit that tells closing brackets from opening ones; blanks, and what is below them */
    uint64_t closing, blanks;
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
static inline struct block_bits finish(const struct raw_bits *raw, uint64_t strings, struct bits_carry *carry)
{
    strings ^= carry->in_string;
    carry->in_string = (uint64_t)0 - (strings >> 63);
    return (struct block_bits){raw->brackets & ~strings, raw->colons & ~strings, raw->line_ends & strings};
}

/* --- skipping a value ---------------------------------------------------------------------------- */

struct skipping {
    struct bits_carry carry;
    uint64_t depth; /* brackets open */
    uint64_t blank; /* 1: before the block is one */
};

enum { NOT_YET = -1, ODD = -2 };

/* Whether before each of these brackets, blanks aside, stands what may stand before a value. */
static bool are_values(const char *block, uint64_t opening)
{
    for (; opening != 0; opening &= opening - 1) {
        const char *before = block + __builtin_ctzll(opening) - 1;
        while ((unsigned char)*before <= ' ')
            before--;
        if (*before != ',' && *before != '[' && *before != ':')
            return false;
    }
    return true;
}

/* The bit of the bracket that ends the value, or NOT_YET, or ODD: there is what may be in no value. */
static inline int skip_block(struct skipping *s, const struct block_bits *b, const struct skip_bits *bits, const char *block)
{
    const uint64_t closing = b->brackets & bits->closing, opening = b->brackets & ~bits->closing;
    uint64_t inside = ~(uint64_t)0, passed = 0;
    int end = NOT_YET;
    if ((uint64_t)__builtin_popcountll(closing) >= s->depth) {
        for (uint64_t left = closing; left != 0 && end == NOT_YET; left &= left - 1) {
            const uint64_t before = (left & (0 - left)) - 1;
            if (s->depth + (uint64_t)__builtin_popcountll(opening & before) == ++passed) {
                end = __builtin_ctzll(left);
                inside = before;
            }
        }
    }
    const uint64_t behind_blanks = opening & (bits->blanks << 1 | s->blank) & inside;
    if ((b->broken & inside) != 0 || (behind_blanks != 0 && !are_values(block, behind_blanks)))
        return ODD;
    s->blank = bits->blanks >> 63;
    s->depth += (uint64_t)__builtin_popcountll(opening) - (uint64_t)__builtin_popcountll(closing);
    return end;
}

static inline size_t skip_end(const char *text, size_t at, size_t block, int end)
{
    if (end == ODD)
        return 0;
    const size_t last = block + (size_t)end;
    return text[last] == (text[at] == '{' ? '}' : ']') ? last + 1 : 0;
}

/* --- over many blocks ------------------------------------------------------------------------------ */

/* The bits of one block; `skip` NULL: those aren't asked for. */
typedef struct block_bits bits_fn(const char *text, struct bits_carry *carry, struct skip_bits *skip);

/* Inlined, so that each variant is a loop of its own around its `bits`. */
#define INLINED static inline __attribute__((always_inline))

INLINED void masks_with(bits_fn *bits, const char *text, size_t n, struct bits_carry *carry, struct block_bits *out)
{
    for (size_t b = 0; b < n; b++)
        out[b] = bits(text + b * SCAN_BLOCK, carry, NULL);
}

INLINED size_t skip_with(bits_fn *bits, const char *text, size_t at, size_t n)
{
    struct skipping s = {.depth = 1};
    for (size_t block = at + 1; block + SCAN_BLOCK <= n; block += SCAN_BLOCK) {
        struct skip_bits skip;
        const struct block_bits b = bits(text + block, &s.carry, &skip);
        const int end = skip_block(&s, &b, &skip, text + block);
        if (end != NOT_YET)
            return skip_end(text, at, block, end);
    }
    return 0;
}

/* --- plain C ------------------------------------------------------------------------------------- */

static struct raw_bits raw_plain(const char *text, struct skip_bits *skip)
{
    struct raw_bits raw = {0};
    struct skip_bits found = {0};
    for (unsigned i = 0; i < SCAN_BLOCK; i++) {
        const unsigned char c = (unsigned char)text[i];
        raw.quotes |= (uint64_t)(c == '"') << i;
        raw.backslashes |= (uint64_t)(c == '\\') << i;
        raw.brackets |= (uint64_t)((c | BRACKET_BITS) == BRACKET) << i;
        raw.colons |= (uint64_t)(c == ':') << i;
        raw.line_ends |= (uint64_t)(c == '\n') << i;
        found.closing |= (uint64_t)(c >> CLOSING_BIT & 1) << i;
        found.blanks |= (uint64_t)(c <= ' ') << i;
    }
    if (skip != NULL)
        *skip = found;
    return raw;
}

static struct block_bits bits_plain(const char *text, struct bits_carry *carry, struct skip_bits *skip)
{
    const struct raw_bits raw = raw_plain(text, skip);
    const uint64_t quotes = raw.quotes & ~find_escaped(raw.backslashes, &carry->escaped);
    return finish(&raw, prefix_xor(quotes), carry);
}

static void masks_plain(const char *text, size_t n, struct bits_carry *carry, struct block_bits *out)
{
    masks_with(bits_plain, text, n, carry, out);
}

static size_t skip_plain(const char *text, size_t at, size_t n)
{
    return skip_with(bits_plain, text, at, n);
}

static const struct scan_bits plain = {masks_plain, skip_plain};

/* --- x86-64 ---------------------------------------------------------------------------------------- */

#if defined(__x86_64__)
#include <immintrin.h>

static inline uint64_t mask_of_4(const __m128i v[4])
{
    return (uint64_t)(uint32_t)_mm_movemask_epi8(v[0]) | (uint64_t)(uint32_t)_mm_movemask_epi8(v[1]) << 16 |
           (uint64_t)(uint32_t)_mm_movemask_epi8(v[2]) << 32 | (uint64_t)(uint32_t)_mm_movemask_epi8(v[3]) << 48;
}

static inline uint64_t equal_16(const __m128i v[4], char c)
{
    __m128i equal[4];
    for (int i = 0; i < 4; i++)
        equal[i] = _mm_cmpeq_epi8(v[i], _mm_set1_epi8(c));
    return mask_of_4(equal);
}

static inline struct block_bits bits_sse2(const char *text, struct bits_carry *carry, struct skip_bits *skip)
{
    __m128i v[4], folded[4], closing[4], low[4];
    for (int i = 0; i < 4; i++) {
        v[i] = _mm_loadu_si128((const __m128i *)(const void *)(text + 16 * i));
        folded[i] = _mm_or_si128(v[i], _mm_set1_epi8(BRACKET_BITS));
    }
    const struct raw_bits raw = {equal_16(v, '"'), equal_16(v, '\\'), equal_16(folded, BRACKET), equal_16(v, ':'),
                                 equal_16(v, '\n')};
    if (skip != NULL) {
        for (int i = 0; i < 4; i++) {
            closing[i] = _mm_slli_epi16(v[i], 7 - CLOSING_BIT);
            low[i] = _mm_cmpeq_epi8(_mm_min_epu8(v[i], _mm_set1_epi8(' ')), v[i]);
        }
        *skip = (struct skip_bits){mask_of_4(closing), mask_of_4(low)};
    }
    const uint64_t quotes = raw.quotes & ~find_escaped(raw.backslashes, &carry->escaped);
    return finish(&raw, prefix_xor(quotes), carry);
}

static void masks_sse2(const char *text, size_t n, struct bits_carry *carry, struct block_bits *out)
{
    masks_with(bits_sse2, text, n, carry, out);
}

static size_t skip_sse2(const char *text, size_t at, size_t n)
{
    return skip_with(bits_sse2, text, at, n);
}

static const struct scan_bits sse2 = {masks_sse2, skip_sse2};

#define AVX2 __attribute__((target("avx2,pclmul,bmi,popcnt")))

AVX2 static inline uint64_t mask_of_2(__m256i a, __m256i b)
{
    return (uint64_t)(uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
}

AVX2 static inline uint64_t equal_32(__m256i a, __m256i b, char c)
{
    const __m256i x = _mm256_set1_epi8(c);
    return mask_of_2(_mm256_cmpeq_epi8(a, x), _mm256_cmpeq_epi8(b, x));
}

AVX2 static inline struct block_bits bits_avx2(const char *text, struct bits_carry *carry, struct skip_bits *skip)
{
    const __m256i v0 = _mm256_loadu_si256((const __m256i *)(const void *)text);
    const __m256i v1 = _mm256_loadu_si256((const __m256i *)(const void *)(text + 32));
    const __m256i fold = _mm256_set1_epi8(BRACKET_BITS), blank = _mm256_set1_epi8(' ');
    const struct raw_bits raw = {equal_32(v0, v1, '"'), equal_32(v0, v1, '\\'),
                                 equal_32(_mm256_or_si256(v0, fold), _mm256_or_si256(v1, fold), BRACKET),
                                 equal_32(v0, v1, ':'), equal_32(v0, v1, '\n')};
    if (skip != NULL) {
        skip->closing = mask_of_2(_mm256_slli_epi16(v0, 7 - CLOSING_BIT), _mm256_slli_epi16(v1, 7 - CLOSING_BIT));
        skip->blanks = mask_of_2(_mm256_cmpeq_epi8(_mm256_min_epu8(v0, blank), v0),
                                 _mm256_cmpeq_epi8(_mm256_min_epu8(v1, blank), v1));
    }
    const uint64_t quotes = raw.quotes & ~find_escaped(raw.backslashes, &carry->escaped);
    /* a product without carries with all ones is the running parity of the bits */
    const __m128i parity = _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)quotes), _mm_set1_epi8((char)0xff), 0);
    return finish(&raw, (uint64_t)_mm_cvtsi128_si64(parity), carry);
}

AVX2 static void masks_avx2(const char *text, size_t n, struct bits_carry *carry, struct block_bits *out)
{
    masks_with(bits_avx2, text, n, carry, out);
}

AVX2 static size_t skip_avx2(const char *text, size_t at, size_t n)
{
    return skip_with(bits_avx2, text, at, n);
}

static const struct scan_bits avx2 = {masks_avx2, skip_avx2};

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("popcnt");
}

const struct scan_bits *rsv__scan_bits_variant(size_t i)
{
    const struct scan_bits *const all[] = {&plain, &sse2, has_avx2() ? &avx2 : NULL};
    return i < 3 ? all[i] : NULL;
}

const struct scan_bits *rsv__scan_bits(void)
{
    return has_avx2() ? &avx2 : &sse2;
}

#else

const struct scan_bits *rsv__scan_bits_variant(size_t i)
{
    return i == 0 ? &plain : NULL;
}

const struct scan_bits *rsv__scan_bits(void)
{
    return &plain;
}

#endif
