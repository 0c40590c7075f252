/* SPDX-License-Identifier: MIT
 * packed.h - a rulebook with every construct, packed: for the tests of pack.c and unpack.c. */
#ifndef TESTS_SUPPORT_PACKED_H
#define TESTS_SUPPORT_PACKED_H

#include "model/pack.h"
#include "support/world.h"

struct packed {
    struct world world;
    struct alloc alloc;
    const struct rulebook *book;
    struct buf packs[16]; /* vocabulary, rules, evidence */
    uint32_t n;
};

void packed_open(struct packed *p);
void packed_close(struct packed *p);

/* Pack all of `book` into buffers, which the caller frees.  Returns their number. */
uint32_t packed_write(const struct rulebook *book, const char *dir, struct alloc *alloc, struct buf *packs);

#endif
