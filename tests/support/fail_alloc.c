/* SPDX-License-Identifier: MIT */
#include "support/fail_alloc.h"

#include <stdlib.h>

static void *resize(void *user, void *ptr, size_t old_size, size_t new_size)
{
    struct fail_alloc *f = user;
    if (new_size == 0) {
        free(ptr);
        f->live -= old_size;
        return NULL;
    }
    const bool grows = ptr == NULL || new_size > old_size; /* making smaller must not fail */
    if (grows && ++f->calls == f->nth) {
        f->fired = true;
        return NULL;
    }
    void *p = realloc(ptr, new_size);
    if (p == NULL)
        abort(); /* the machine's memory, not the test's */
    f->live += new_size - (ptr ? old_size : 0);
    return p;
}

const rsv_allocator *fail_alloc_on(struct fail_alloc *f, unsigned long nth)
{
    *f = (struct fail_alloc){.allocator = {resize, f}, .nth = nth};
    return &f->allocator;
}
