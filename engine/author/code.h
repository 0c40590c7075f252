/* SPDX-License-Identifier: MIT
 * code.h - whether the commands of articles and collectors parse as the shell that they claim.
 *
 * There is no shell here to ask, so these are readers of our own: of structure, not of meaning.  What they pass may
 * still be wrong; what they refuse is.  <user> and the like stand for what a reader fills in, and are one word.
 */
#ifndef RSV_AUTHOR_CODE_H
#define RSV_AUTHOR_CODE_H

#include <stdbool.h>
#include <stddef.h>

enum { CODE_DEPTH = 40, CODE_PLACE = 1 }; /* what brackets may nest; the byte that placeholders are made of */

struct code_problem {
    int line; /* 1-based, in the text */
    char message[160];
};

/* Remember the first problem; false, so that a reader can return it. */
bool rsv__code_problem(struct code_problem *p, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Turn placeholders into CODE_PLACE bytes, as many as they have, but for XML, where they'd be tags; false for quotes
 * and dashes of a word processor. */
bool rsv__code_prepare(char *text, bool places, struct code_problem *p);

/* Whether `name` is a program that commands of articles may begin with, with or without .exe, or by its path. */
bool rsv__code_is_program(const char *name);

/* What is wrong with the name of a cmdlet, whose verb has `verb` bytes; NULL: nothing. */
const char *rsv__code_cmdlet_fault(const char *name, size_t verb);

/* Each takes prepared text. */
bool rsv__code_powershell(const char *text, struct code_problem *p);
bool rsv__code_console(const char *text, struct code_problem *p);
bool rsv__code_http(const char *text, struct code_problem *p);
bool rsv__code_json(const char *text, struct code_problem *p);
bool rsv__code_xml(const char *text, struct code_problem *p);

#endif
