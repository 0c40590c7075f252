/* SPDX-License-Identifier: MIT
 * source.h - the text of a log from its bytes: unpacked, in UTF-8, piece by piece.
 *
 * gzip (also several members in a row), zstd, and UTF-16 with or without its mark are recognised by the first bytes.
 */
#ifndef RSV_SCAN_SOURCE_H
#define RSV_SCAN_SOURCE_H

#include "base/alloc.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/* Read up to n bytes into out.  0: the end; SOURCE_PAUSE: no more for now; SIZE_MAX: it can't be read. */
typedef size_t source_read(void *user, char *out, size_t n);
#define SOURCE_PAUSE (SIZE_MAX - 1)

struct source;

/* Of bytes, or of what `read` gives.  `bytes` must outlive it. */
rsv_status rsv__source_open(struct alloc *alloc, const char *name, const void *bytes, size_t n, source_read *read,
                            void *user, struct source **out, rsv_error *err);
void rsv__source_close(struct source *s);

/* Whether these are bytes of UTF-8 text that can be used as they are. */
bool rsv__source_is_plain(const void *bytes, size_t n);

/* The next n >= 4 bytes of text; *got is less only at the end, or where `read` pauses. */
rsv_status rsv__source_read(struct source *s, char *out, size_t n, size_t *got, rsv_error *err);

/* Whether all of it was given. */
bool rsv__source_ended(const struct source *s);

/* Whether there was no more for now, the last time. */
bool rsv__source_paused(const struct source *s);

#endif
