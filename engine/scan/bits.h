/* SPDX-License-Identifier: MIT
 * bits.h - JSON text to bit masks, 64 bytes at a time: where strings, brackets and colons are.
 *
 * This is all that is done to every byte of a log, so it is done with vectors: AVX2 where the
 * processor has it, SSE2 on other x86-64, plain C elsewhere; the three give the same masks.  The
 * idea of resolving escapes and strings by arithmetic on masks is that of simdjson (Langdale and
 * Lemire, 2019).
 */
#ifndef RSV_SCAN_BITS_H
#define RSV_SCAN_BITS_H

#include <stddef.h>
#include <stdint.h>

enum { SCAN_BLOCK = 64 }; /* bytes in a mask */

struct block_bits {
    uint64_t brackets; /* { } [ ] outside strings; in a text that is no JSON also y, Y, _ and DEL */
    uint64_t colons;   /* outside strings */
    uint64_t broken;   /* line ends inside strings, which JSON forbids: a quote is missing */
};

/* What one block tells the next. */
struct bits_carry {
    uint64_t in_string; /* all ones inside a string */
    uint64_t escaped;   /* 1: the first byte is escaped */
};

/* Masks of n blocks of text, all of it readable. */
typedef void scan_bits_fn(const char *text, size_t n, struct bits_carry *carry,
                          struct block_bits *out);

scan_bits_fn rsv__scan_bits_plain;

/* The fastest one for this processor. */
scan_bits_fn *rsv__scan_bits(void);

/* The i-th one that works here, or NULL behind the last: for tests. */
scan_bits_fn *rsv__scan_bits_variant(size_t i);

#endif
