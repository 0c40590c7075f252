/* SPDX-License-Identifier: MIT
 * error_scan.h - finding labels and their values in a pasted error, and what is found. */
#ifndef RSV_INGEST_ERROR_SCAN_H
#define RSV_INGEST_ERROR_SCAN_H

#include "base/text.h"
#include "ingest/ingest.h"

#include <stdint.h>

struct paste {
    const char *text; /* plain, NUL-terminated */
    size_t n;
    int64_t wanted;    /* the code that is asked about; 0: whichever comes first */
    size_t start, end; /* of the message with its IDs, in `text` */
    char *message;     /* a copy of it without escapes; "" if there is none */
    size_t n_message;
    size_t n_words; /* of the message without its IDs; 0: only a number */
    struct arena *arena;
};

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool is_word(char c)
{
    c = rsv__lower(c);
    return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_';
}

static inline bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static inline bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

const char *rsv__scan_blanks(const char *s);

/* Behind `words` if the text begins with them, else NULL.  ASCII case doesn't matter, and a blank
 * in `words` is a blank, '_', '-' or nothing: "trace id" is also trace_id and TraceId. */
const char *rsv__scan_words(const char *text, const char *words);

/* Behind `label` and what stands between it and its value: "error":"x", 'error': u'x', error=x,
 * \"error\":\"x.  NULL: no label with a value begins here. */
const char *rsv__scan_value(const char *text, const char *label);

/* The next value of `label` at or behind `from`, which is in `text`; NULL: none.  A label within a
 * word doesn't count unless it has a blank in it: "...000Correlation ID:" does. */
const char *rsv__scan_next(const char *text, const char *from, const char *label);

/* 5 to 7 digits and no more; *p moves behind them.  0: none. */
int64_t rsv__scan_code(const char **p);

/* Blanks folded (no-break spaces too), controls and bad bytes left out, cut to `max` bytes.  NULL:
 * nothing is left, or no memory. */
const char *rsv__scan_fold(struct arena *arena, const char *text, size_t n, size_t max);

/* Fill in IDs, time, names and text of the error whose codes are known. */
void rsv__error_details(const struct paste *in, struct error_text *out);

#endif
