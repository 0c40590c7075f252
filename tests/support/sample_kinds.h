/* SPDX-License-Identifier: MIT
 * sample_kinds.h - a rulebook made by hand: the kinds that tests speak of, without Lua. */
#ifndef TESTS_SUPPORT_SAMPLE_KINDS_H
#define TESTS_SUPPORT_SAMPLE_KINDS_H

#include "model/rulebook.h"

/*  port_status   from name?, host name, port integer 1-65535, state one_of; key from, host, port
 *  windows_event server name?, source name, id integer 0-65535, at time?; key server, source, id
 *  measure       host name, value number -1 to 1, seconds number?, took duration?, ok boolean?,
 *                note text?, count integer >= 0?; no key
 *  ticket        user name?, app text?; key {}
 */
struct sample_kinds {
    struct rulebook book;
    struct intern words; /* frozen; parent of a session's table */
    struct sym *states[5];
    struct field port_status[4], windows_event[4], measure[7], ticket[2];
    struct kind kinds[4];
    const struct kind *list[4];
};

/* False: no memory.  Release with sample_kinds_free() in any case. */
bool sample_kinds_init(struct sample_kinds *s, struct alloc *alloc);
void sample_kinds_free(struct sample_kinds *s);

#endif
