/* SPDX-License-Identifier: MIT
 * template.h - lines of text against templates: "Connection to {host} {port:digits} port *succeeded!".
 *
 * A blank is any run of blanks, `*` any run of characters, `{name}` captures the shortest run that fits, at least one
 * character, and `{name:class}` one of a class: digits, hex (0x or not), word (no blanks), guid; where nothing or `*`
 * follows, all that it can take.  ASCII case doesn't count.  Backtracking, with a budget: a line that uses it up doesn't match.
 */
#ifndef RSV_INGEST_TEMPLATE_H
#define RSV_INGEST_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

enum { TEMPLATE_CAPTURES = 16 };

struct capture {
    const char *name; /* in the template */
    size_t name_n;
    const char *text; /* in the line */
    size_t n;
};

struct captures {
    struct capture items[TEMPLATE_CAPTURES];
    int n;
};

/* Whether the template fits all of `line`. */
bool rsv__template_match(const char *pattern, const char *line, size_t n, struct captures *out);

/* Whether it fits some part of `text`: the first place. */
bool rsv__template_find(const char *pattern, const char *text, size_t n, struct captures *out);

#endif
