/* SPDX-License-Identifier: MIT
 * error.h - the origin of a failure writes the message; callers clean up and pass it on. */
#ifndef RSV_BASE_ERROR_H
#define RSV_BASE_ERROR_H

#include "resolvent.h"

#include <stdarg.h>

/* Write `code` and the message into `err` (never NULL inside the library) and return `code`. */
rsv_status rsv__fail(rsv_error *err, rsv_status code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with a position; file NULL and line 0 where there is none. */
rsv_status rsv__fail_at(rsv_error *err, rsv_status code, const char *file, int line, int column,
                        const char *format, ...) __attribute__((format(printf, 6, 7)));

rsv_status rsv__fail_v(rsv_error *err, rsv_status code, const char *file, int line, int column,
                       const char *format, va_list args);

rsv_status rsv__nomem(rsv_error *err);

void rsv__error_clear(rsv_error *err);

#endif
