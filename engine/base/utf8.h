/* SPDX-License-Identifier: MIT
 * utf8.h - the few UTF-8 questions that come up everywhere. */
#ifndef RSV_BASE_UTF8_H
#define RSV_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_BAD UINT32_MAX

/* Decode one character at s (n > 0 bytes left); *length gets its size, 1 for a bad byte,
 * for which UTF8_BAD is returned. */
uint32_t rsv__utf8_decode(const char *s, size_t n, size_t *length);

/* Write 1 to 4 bytes; a surrogate or too large number becomes U+FFFD. */
size_t rsv__utf8_encode(uint32_t code_point, char bytes[4]);

/* Offset of the first invalid byte, or n. */
size_t rsv__utf8_check(const char *s, size_t n);

/* The largest length <= n that doesn't cut a character. */
size_t rsv__utf8_floor(const char *s, size_t n);

/* Number of characters. */
size_t rsv__utf8_count(const char *s, size_t n);

/* C0, C1, DEL, line and paragraph separators, what turns the direction or isn't seen: never sent to a
 * terminal as they are. */
bool rsv__utf8_is_control(uint32_t code_point);

#endif
