/* SPDX-License-Identifier: MIT */
#include "support/fail_alloc.h"

#include <stdlib.h>

/* Several threads may call it: counters are added to as a whole. */
static void *resize(void *user, void *ptr, size_t old_size, size_t new_size)
{
    struct fail_alloc *f = user;
    if (new_size == 0) {
        free(ptr);
        __atomic_sub_fetch(&f->live, old_size, __ATOMIC_RELAXED);
        return NULL;
    }
    const bool grows = ptr == NULL || new_size > old_size; /* making smaller must not fail */
    if (grows && __atomic_add_fetch(&f->calls, 1, __ATOMIC_RELAXED) == f->nth) {
        f->fired = true;
        return NULL;
    }
    void *p = realloc(ptr, new_size);
    if (p == NULL)
        abort(); /* the machine's memory, not the test's */
    __atomic_add_fetch(&f->live, new_size - (ptr ? old_size : 0), __ATOMIC_RELAXED);
    return p;
}

const rsv_allocator *fail_alloc_on(struct fail_alloc *f, unsigned long nth)
{
    *f = (struct fail_alloc){.allocator = {resize, f}, .nth = nth};
    return &f->allocator;
}
