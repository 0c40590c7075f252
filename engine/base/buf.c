/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

void rsv__buf_init(struct buf *b, struct alloc *alloc)
{
    *b = (struct buf){.alloc = alloc};
}

void rsv__buf_free(struct buf *b)
{
    rsv__release(b->alloc, b->text, b->cap);
    rsv__buf_init(b, b->alloc);
}

void rsv__buf_clear(struct buf *b)
{
    b->n = 0;
    b->failed = false;
    if (b->text != NULL)
        b->text[0] = '\0';
}

bool rsv__buf_reserve(struct buf *b, size_t n)
{
    if (b->failed || b->cap > b->n + n)
        return !b->failed;
    char *text = rsv__grow(b->alloc, b->text, &b->cap, b->n + n + 1, 1);
    if (text == NULL) {
        b->failed = true;
        return false;
    }
    b->text = text;
    return true;
}

void rsv__buf_text(struct buf *b, const char *text)
{
    rsv__buf_add(b, text, strlen(text));
}

void rsv__buf_utf8(struct buf *b, uint32_t code_point)
{
    char bytes[4];
    rsv__buf_add(b, bytes, rsv__utf8_encode(code_point, bytes));
}

void rsv__buf_printf(struct buf *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n >= 0 && rsv__buf_reserve(b, (size_t)n)) {
        vsnprintf(b->text + b->n, (size_t)n + 1, format, again);
        b->n += (size_t)n;
    }
    va_end(again);
    va_end(args);
}

const char *rsv__buf_get(const struct buf *b)
{
    return b->text ? b->text : "";
}
