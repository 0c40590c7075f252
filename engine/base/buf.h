/* SPDX-License-Identifier: MIT
 * buf.h - text that grows.  A failed append sets `failed`, which stays set. */
#ifndef RSV_BASE_BUF_H
#define RSV_BASE_BUF_H

#include "base/alloc.h"

#include <stdbool.h>
#include <string.h>

struct buf {
    struct alloc *alloc; /* borrowed */
    char *text;          /* NUL-terminated once anything was added */
    size_t n, cap;
    bool failed;
};

void rsv__buf_init(struct buf *b, struct alloc *alloc);
void rsv__buf_free(struct buf *b);
void rsv__buf_clear(struct buf *b);

/* Room for n more bytes and a NUL. */
bool rsv__buf_reserve(struct buf *b, size_t n);

/* Inline: where logs are rewritten, half of what is added is one character. */
static inline void rsv__buf_add(struct buf *b, const char *text, size_t n)
{
    if ((b->failed || b->cap <= b->n + n) && !rsv__buf_reserve(b, n))
        return;
    if (n > 0)
        memcpy(b->text + b->n, text, n);
    b->n += n;
    b->text[b->n] = '\0';
}

static inline void rsv__buf_char(struct buf *b, char c)
{
    if ((b->failed || b->cap <= b->n + 1) && !rsv__buf_reserve(b, 1))
        return;
    b->text[b->n++] = c;
    b->text[b->n] = '\0';
}

void rsv__buf_text(struct buf *b, const char *text);
void rsv__buf_utf8(struct buf *b, uint32_t code_point);
void rsv__buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "" while empty. */
const char *rsv__buf_get(const struct buf *b);

#endif
