/* SPDX-License-Identifier: MIT
 * exported.h - the small world as web pages, and questions about them. */
#ifndef RSV_TEST_EXPORTED_H
#define RSV_TEST_EXPORTED_H

#include "support/world.h"

/* Export the world to the folder `name` in its own; its path. */
const char *exported(struct world *w, const char *name);

/* A page of that folder; malloc'ed.  A test that asks for one that isn't there ends. */
char *exported_page(const char *folder, const char *path);

/* Whether the texts (ended by NULL) stand in the page, in this order. */
int exported_has(const char *folder, const char *path, ...);

#endif
