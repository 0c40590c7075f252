/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *system_resize(void *user, void *ptr, size_t old_size, size_t new_size)
{
    (void)user;
    (void)old_size;
    if (new_size == 0) {
        free(ptr);
        return NULL;
    }
    return realloc(ptr, new_size);
}

void rsv__alloc_init(struct alloc *a, const rsv_allocator *user)
{
    a->fn = user ? *user : (rsv_allocator){system_resize, NULL};
    a->live = 0;
}

void *rsv__resize(struct alloc *a, void *ptr, size_t old_size, size_t new_size)
{
    assert(new_size > 0);
    void *p = a->fn.resize(a->fn.user, ptr, old_size, new_size);
    if (p != NULL)
        a->live += new_size - old_size;
    return p;
}

void *rsv__alloc(struct alloc *a, size_t n)
{
    return rsv__resize(a, NULL, 0, n);
}

void *rsv__alloc_zero(struct alloc *a, size_t n)
{
    void *p = rsv__alloc(a, n);
    if (p != NULL)
        memset(p, 0, n);
    return p;
}

void rsv__release(struct alloc *a, void *ptr, size_t size)
{
    if (ptr == NULL)
        return;
    a->fn.resize(a->fn.user, ptr, size, 0);
    a->live -= size;
}

void *rsv__grow(struct alloc *a, void *items, size_t *cap, size_t need, size_t elem)
{
    if (need <= *cap)
        return items;
    size_t n = *cap + *cap / 2 + 8;
    if (n < need)
        n = need;
    if (n > SIZE_MAX / 2 / elem)
        return NULL;
    void *p = rsv__resize(a, items, *cap * elem, n * elem);
    if (p != NULL)
        *cap = n;
    return p;
}
