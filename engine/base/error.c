/* SPDX-License-Identifier: MIT
 * error.c - errors are plain bytes in the caller's memory, so reporting one can't fail. */
#include "base/error.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* Copy what fits without leaving half a character at the end. */
static void copy_text(char *to, size_t size, const char *from)
{
    size_t n = strlen(from);
    if (n >= size)
        n = rsv__utf8_floor(from, size - 1);
    memcpy(to, from, n);
    to[n] = '\0';
}

rsv_status rsv__fail_v(rsv_error *err, rsv_status code, const char *file, int line, int column,
                       const char *format, va_list args)
{
    assert(err != NULL && code != RSV_OK);
    char message[1024]; /* arguments may point into err->message */
    vsnprintf(message, sizeof message, format, args);
    copy_text(err->message, sizeof err->message, message);
    copy_text(err->file, sizeof err->file, file ? file : "");
    err->code = code;
    err->line = line;
    err->column = column;
    return code;
}

rsv_status rsv__fail(rsv_error *err, rsv_status code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    rsv__fail_v(err, code, NULL, 0, 0, format, args);
    va_end(args);
    return code;
}

rsv_status rsv__fail_at(rsv_error *err, rsv_status code, const char *file, int line, int column,
                        const char *format, ...)
{
    va_list args;
    va_start(args, format);
    rsv__fail_v(err, code, file, line, column, format, args);
    va_end(args);
    return code;
}

rsv_status rsv__nomem(rsv_error *err)
{
    return rsv__fail(err, RSV_ENOMEM, "out of memory");
}

void rsv__error_clear(rsv_error *err)
{
    memset(err, 0, sizeof *err);
}
