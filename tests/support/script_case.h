/* SPDX-License-Identifier: MIT
 * script_case.h - rule files in a temporary folder, and what loading them gives.
 *
 *     struct script_case c;
 *     script_case_open(&c);                                the kinds below
 *     script_case_write(&c, "rules/a.lua", "rule \"r\" { ... }");
 *     script_case_write(&c, "site/b.lua", "...");          the second folder
 *     script_case_load(&c, 0);                             c.book, c.found; may be called again
 *     script_case_close(&c);
 *
 *  port   from name?, host name, number integer 1-65535, state one_of open closed; key from, host,
 *         number; fresh for 1h; collector port-test
 *  event  server name?, id integer, at time?, took duration?, load number? 0-1, ok boolean?,
 *         note text?; no key
 *  edge   a name, b name; no key
 *  reach  a name?, b name?; closed
 *  mark   x name?, n integer?; closed
 *  only   user name?; one record
 */
#ifndef TESTS_SUPPORT_SCRIPT_CASE_H
#define TESTS_SUPPORT_SCRIPT_CASE_H

#include "script/load.h"
#include "support/fail_alloc.h"

struct script_case {
    char dir[32];
    char rules_dir[48], site_dir[48];
    const char *dirs[2];
    struct load_request request;
    struct fail_alloc memory;
    struct alloc alloc;
    struct arena arena;
    struct intern words;
    struct rulebook book;
    rsv_doc *found; /* "resolvent.findings/1"; NULL: out of memory */
    rsv_error err;
};

void script_case_open(struct script_case *c);
void script_case_write(struct script_case *c, const char *path, const char *text);
void script_case_write_bytes(struct script_case *c, const char *path, const void *bytes, size_t n);

/* Load with all examples.  nth: the allocation that fails, 0: none. */
rsv_status script_case_load(struct script_case *c, unsigned long nth);

/* Write rules/a.lua and load it. */
void script_case_try(struct script_case *c, const char *text);

/* Free what was loaded; the bytes that were not given back. */
size_t script_case_unload(struct script_case *c);
size_t script_case_close(struct script_case *c);

/* The i-th finding as "R012 4:7 unknown field 'hots' of port (did you mean 'host'?)"; "": there are
 * fewer.  In a buffer of the caller's. */
const char *script_case_finding(const struct script_case *c, size_t i, char *out, size_t size);

#endif
