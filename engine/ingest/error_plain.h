/* SPDX-License-Identifier: MIT
 * error_plain.h - what people paste, without what mail, browsers and URLs put around it. */
#ifndef RSV_INGEST_ERROR_PLAIN_H
#define RSV_INGEST_ERROR_PLAIN_H

#include "base/arena.h"

enum { PLAIN_BREAK = 0x1e }; /* stands between the parameters of a URL */

/* `text` without tags, entities, mail quoting and URL-encoding; NUL-terminated, in `arena`.  With
 * `scripts`, what stands in <script> and <style> stays.  NULL: no memory.  Linear. */
char *rsv__error_plain(const char *text, size_t n, bool scripts, struct arena *arena,
                       size_t *length);

/* The escapes of a JSON, JavaScript or Python literal, decoded in place; the new length. */
size_t rsv__error_unescape(char *text, size_t n);

#endif
