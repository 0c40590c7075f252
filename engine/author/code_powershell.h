/* SPDX-License-Identifier: MIT
 * code_powershell.h - what the two halves of the reader of PowerShell know of each other. */
#ifndef RSV_AUTHOR_CODE_POWERSHELL_H
#define RSV_AUTHOR_CODE_POWERSHELL_H

#include "author/code.h"
#include "base/text.h"

#include <stddef.h>

struct reader {
    const char *text, *p;
    int depth;
    struct code_problem *problem;
};

static inline bool is_letter(char c)
{
    const char l = rsv__lower(c);
    return (l >= 'a' && l <= 'z') || c == '_';
}

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool is_word(char c)
{
    return is_letter(c) || is_digit(c);
}

/* False, with the line and the text at `at`. */
bool rsv__ps_fail(struct reader *r, const char *at, const char *what);
/* ASCII case aside; `list` ends with NULL. */
bool rsv__ps_in_list(const char *const *list, const char *word, size_t n);

/* --- code_values.c ---------------------------------------------------------------------------------- */

/* Blanks, comments, and lines that a backtick continues; lines: line ends, too. */
bool rsv__ps_blanks(struct reader *r);
bool rsv__ps_lines(struct reader *r);
/* Statements from behind `opening` bytes to `end`, and that. */
bool rsv__ps_bracket(struct reader *r, size_t opening, char end);
bool rsv__ps_begins_value(const char *p);
bool rsv__ps_variable(struct reader *r);
bool rsv__ps_string(struct reader *r);
bool rsv__ps_type_name(struct reader *r);
bool rsv__ps_members(struct reader *r);
bool rsv__ps_value(struct reader *r);
bool rsv__ps_arguments_of_call(struct reader *r);
/* Values and operators, to where neither follows; in a call, line ends don't matter. */
bool rsv__ps_expression(struct reader *r, bool in_call);

/* --- code_powershell.c ------------------------------------------------------------------------------ */

bool rsv__ps_statement(struct reader *r);
/* To `end`, which stays, or the end of the text. */
bool rsv__ps_statements(struct reader *r, char end);

#endif
