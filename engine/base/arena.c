/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#ifdef RSV_DEBUG_ARENA
#define CHUNK_MIN ((size_t)0)
#else
#define CHUNK_MIN ((size_t)4064)
#endif
#define ALIGN ((size_t)16)

struct arena_chunk {
    struct arena_chunk *older;
    size_t size; /* of the whole chunk, this header included */
};
#define HEADER ((sizeof(struct arena_chunk) + ALIGN - 1) & ~(ALIGN - 1))

void rsv__arena_init(struct arena *a, struct alloc *alloc)
{
    *a = (struct arena){.alloc = alloc};
}

static void free_chunks(struct arena *a, struct arena_chunk *chunk)
{
    while (chunk != NULL) {
        struct arena_chunk *older = chunk->older;
        rsv__release(a->alloc, chunk, chunk->size);
        chunk = older;
    }
}

void rsv__arena_free(struct arena *a)
{
    free_chunks(a, a->chunks);
    rsv__arena_init(a, a->alloc);
}

void rsv__arena_reset(struct arena *a)
{
    struct arena_chunk *newest = a->chunks;
    a->failed = false;
    if (newest == NULL)
        return;
    free_chunks(a, newest->older);
    newest->older = NULL;
    a->next = (char *)newest + HEADER;
    a->end = (char *)newest + newest->size;
}

static bool add_chunk(struct arena *a, size_t n)
{
    size_t room = a->chunks && CHUNK_MIN ? a->chunks->size : CHUNK_MIN; /* double, up to 1 MiB */
    room = room < ((size_t)1 << 19) ? room * 2 : room;
    if (room < n + HEADER)
        room = n + HEADER;
    struct arena_chunk *chunk = rsv__alloc(a->alloc, room);
    if (chunk == NULL)
        return false;
    chunk->older = a->chunks;
    chunk->size = room;
    a->chunks = chunk;
    a->next = (char *)chunk + HEADER;
    a->end = (char *)chunk + room;
    return true;
}

void *rsv__arena_claim_more(struct arena *a, size_t n)
{
    if (a->failed || n > SIZE_MAX / 4 || !add_chunk(a, n ? (n + ALIGN - 1) & ~(ALIGN - 1) : ALIGN)) {
        a->failed = true;
        a->end = a->next; /* nothing fits any more */
        return NULL;
    }
    return rsv__arena_claim(a, n);
}

void *rsv__arena_alloc(struct arena *a, size_t n)
{
    void *p = rsv__arena_claim(a, n);
    return p ? memset(p, 0, n) : NULL;
}

char *rsv__arena_copy(struct arena *a, const char *text, size_t n)
{
    char *p = rsv__arena_claim(a, n + 1);
    if (p == NULL)
        return NULL;
    if (n > 0)
        memcpy(p, text, n);
    p[n] = '\0';
    return p;
}

char *rsv__arena_text(struct arena *a, const char *text)
{
    return rsv__arena_copy(a, text, strlen(text));
}

char *rsv__arena_printf(struct arena *a, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    const size_t room = a->failed ? 0 : (size_t)(a->end - a->next);
    const size_t n = (size_t)vsnprintf(a->next, room, format, args); /* mostly it fits where it will stand */
    char *p = rsv__arena_claim(a, n + 1);
    if (p != NULL && n >= room)
        vsnprintf(p, n + 1, format, again);
    va_end(again);
    va_end(args);
    return p;
}

void *rsv__arena_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t need,
                      size_t elem)
{
    if (need <= *cap)
        return items;
    size_t room = *cap * 2 < 8 ? 8 : *cap * 2;
    if (room < need)
        room = need;
    if (room > SIZE_MAX / 4 / elem) {
        a->failed = true;
        return NULL;
    }
    void *p = rsv__arena_alloc(a, room * elem);
    if (p == NULL)
        return NULL;
    if (n > 0)
        memcpy(p, items, n * elem);
    *cap = room;
    return p;
}
