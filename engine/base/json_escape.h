/* SPDX-License-Identifier: MIT
 * json_escape.h - what is written with backslashes in a JSON string. */
#ifndef RSV_BASE_JSON_ESCAPE_H
#define RSV_BASE_JSON_ESCAPE_H

#include <stddef.h>
#include <stdint.h>

/* The character of a \u escape at p, or of two that are a pair, p[0..n) being all there is; half a pair is U+FFFD.  *used: its
 * bytes, 0 if there is none. */
uint32_t rsv__json_unicode(const char *p, size_t n, size_t *used);

/* What the inside of a string means, in UTF-8, never longer than it: into out[0..n].  Bad escapes stay as they are.  Its
 * length. */
size_t rsv__json_unescape(const char *text, size_t n, char *out);

#endif
