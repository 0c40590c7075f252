/* SPDX-License-Identifier: MIT
 * sample_adapters.h - one adapter of each form, made by hand over the sample kinds, without Lua.
 *
 *  t-json   {"Target", "Port", "State"}; State words Up: open, Down: closed; each "more" gives one more
 *  t-csv    columns Target and Port; all open
 *  t-xml    scan.host: each port of it
 *  t-keyed  Target, Port: open
 *  t-lines  "target {host:word}" is remembered, "port {port:digits} is open|shut" gives a fact,
 *           "maybe port {port:digits}" nothing
 *  t-text   a text that holds "nothing at all": a closed port 1 of host "none"
 */
#ifndef TESTS_SUPPORT_SAMPLE_ADAPTERS_H
#define TESTS_SUPPORT_SAMPLE_ADAPTERS_H

#include "support/ingest_case.h"

/* Have the case know them.  What is made lives as long as the case. */
void sample_adapters(struct ingest_case *c);

/* Read a text; the facts it gives, and "line:column message" of each problem. */
void sample_adapters_give(const char *from, const char *text, const char *facts, const char *problems);

#endif
