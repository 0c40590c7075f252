/* SPDX-License-Identifier: MIT
 * fail_alloc.h - an allocator that fails when told to, and counts what is not given back.
 *
 *     struct fail_alloc f = {.fired = true};
 *     for (unsigned nth = 1; f.fired; nth++) {
 *         rsv__alloc_init(&alloc, fail_alloc_on(&f, nth));
 *         ... RSV_ENOMEM if f.fired, else RSV_OK; f.live must be 0 again
 *     }
 */
#ifndef TESTS_SUPPORT_FAIL_ALLOC_H
#define TESTS_SUPPORT_FAIL_ALLOC_H

#include "resolvent.h"

#include <stdbool.h>

struct fail_alloc {
    rsv_allocator allocator;
    unsigned long calls; /* that asked for memory */
    unsigned long nth;   /* the one that fails; 0: none */
    bool fired;          /* it has failed */
    size_t live;         /* bytes not given back */
};

/* Start over.  BORROWED from `f`. */
const rsv_allocator *fail_alloc_on(struct fail_alloc *f, unsigned long nth);

#endif
