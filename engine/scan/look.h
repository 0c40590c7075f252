/* SPDX-License-Identifier: MIT
 * look.h - how records of a text begin. */
#ifndef RSV_SCAN_LOOK_H
#define RSV_SCAN_LOOK_H

#include "scan/walk.h"

/* Of the object that begins at text[at]. */
void rsv__scan_look(const char *text, size_t at, size_t n, struct scan_look *out);

#endif
