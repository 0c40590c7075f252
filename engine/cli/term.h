/* SPDX-License-Identifier: MIT
 * term.h - text for a terminal: width, wrapping, style, and nothing that could harm it. */
#ifndef RSV_CLI_TERM_H
#define RSV_CLI_TERM_H

#include <stdbool.h>
#include <stdio.h>

enum style {
    STYLE_PLAIN,
    STYLE_STRONG,
    STYLE_DIM,
    STYLE_GOOD,
    STYLE_BAD,
    STYLE_WARN,
    STYLE_CODE,
    STYLE_RAW = 16 /* with any of them: ` and ** mean themselves, for what comes from facts */
};

struct term {
    FILE *file;
    int width;
    bool is_tty, color, utf8;
};

/* Colour and bars only on a terminal; `plain` takes both away, NO_COLOR and TERM=dumb the colour. */
void rsv__term_init(struct term *t, FILE *file, bool plain, bool ascii);

/* Columns that a text takes, marks aside. */
int rsv__term_width(const struct term *t, enum style style, const char *text);

/* Write a text with control characters escaped and `code`, **strong** marks turned to style. */
void rsv__term_text(struct term *t, enum style style, const char *text);
void rsv__term_printf(struct term *t, enum style style, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void rsv__term_spaces(struct term *t, int n);

/* Write a paragraph that starts in column `column` (already reached) and continues in column `indent`;
 * the last line leaves `reserve` columns free at its end.  Returns the column reached; no newline. */
int rsv__term_wrap(struct term *t, enum style style, const char *text, int column, int indent,
                   int reserve);

/* A short text at the right margin, where the line (it is at `column`) has room for it, else in the
 * next line behind `indent` blanks; ends the line. */
void rsv__term_right(struct term *t, enum style style, const char *text, int column, int indent);

/* A heading in capitals, with a blank line before it. */
void rsv__term_heading(struct term *t, const char *text);

/* Lines as they are (code), each behind `indent` blanks. */
void rsv__term_lines(struct term *t, enum style style, const char *text, int indent);

/* A middle dot, or a hyphen where the terminal has none. */
const char *rsv__term_dot(const struct term *t);

#endif
