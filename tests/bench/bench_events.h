/* SPDX-License-Identifier: MIT
 * bench_events.h - events, and the peer: its headers have names of ours, so that it has a file of its own. */
#ifndef BENCH_EVENTS_H
#define BENCH_EVENTS_H

#include <stddef.h>
#include <stdint.h>

enum { FIELDS = 8 };

struct event {
    const char *kind;
    const char *names[FIELDS], *values[FIELDS];
    char types[FIELDS]; /* i: an integer, s: a text, y: a symbol */
    size_t n;
    const char *text; /* as CLIPS reads it */
};

/* Load the rules and make all values of the events. */
void clips_open(const char *rules, const struct event *events, size_t n);
void clips_close(void);

/* Assert, run and retract each event; how many rules fired. */
uint64_t clips_as_text(void);
uint64_t clips_prepared(void);

#endif
