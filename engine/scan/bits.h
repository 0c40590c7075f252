/* SPDX-License-Identifier: MIT
 * bits.h - JSON text to bit masks, 64 bytes at a time: where strings, brackets and colons are.
 *
 * It is done with vectors: AVX2 where the
 * processor has it, SSE2 on other x86-64, plain C elsewhere; the three do the same.  The
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

struct scan_bits { /* one way to do it */
    /* Masks of n blocks of text, all of it readable. */
    void (*masks)(const char *text, size_t n, struct bits_carry *carry, struct block_bits *out);

    /* Behind the array or object that begins at text[at], of text[0 .. n).  0: it is not as it should be, or ends too
     * near to n; a closer look will show. */
    size_t (*skip)(const char *text, size_t at, size_t n);
};

/* The fastest one for this processor. */
const struct scan_bits *rsv__scan_bits(void);

/* The i-th one that works here, or NULL behind the last: for tests. */
const struct scan_bits *rsv__scan_bits_variant(size_t i);

#endif
