/* SPDX-License-Identifier: MIT
 * field.c - one value of a record by the type of its field. */
#include "base/number.h"
#include "base/time.h"
#include "base/utf8.h"
#include "ingest/record.h"
#include "ingest/report.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    GOT_SIZE = SHOWN_SIZE + 16,
    DURATION_MAX = 64 /* longer ones are nonsense, and their sum may overflow */
};

bool rsv__record_time(const struct record *r, const char *text, int64_t *ms)
{
    if (!r->adapted)
        return rsv__time_parse(text, ms);
    return (r->in->order != DATES_UNKNOWN && rsv__dates_parse(text, strlen(text), r->in->order, ms)) ||
           rsv__time_parse_loose(text, ms);
}

/* --- what is wrong ------------------------------------------------------------------------- */

/* 100000, not 1e+05. */
static const char *format_number(double v, char out[RSV_NUMBER_SIZE])
{
    if (fabs(v) < 1e15 && floor(v) == v)
        snprintf(out, RSV_NUMBER_SIZE, "%.0f", v);
    else
        rsv__number_format(v, out);
    return out;
}

static const char *describe(const struct rsv_doc *v, char out[GOT_SIZE])
{
    static const char *const names[] = {"null",   "a boolean", "integer",  "number",
                                        "text",   "an array",  "an object"};
    char shown[SHOWN_SIZE];
    switch (v->type) {
    case RSV_BOOLEAN:
        return v->as.boolean ? "true" : "false";
    case RSV_INTEGER:
        snprintf(out, GOT_SIZE, "integer %" PRId64, v->as.integer);
        return out;
    case RSV_NUMBER:
        snprintf(out, GOT_SIZE, "number %s", format_number(v->as.number, shown));
        return out;
    case RSV_TEXT:
        snprintf(out, GOT_SIZE, "text '%s'",
                 rsv__report_show(v->as.text.at, v->as.text.n, shown));
        return out;
    default:
        return names[v->type];
    }
}

static rsv_status expected(struct record *r, const struct rsv_doc *v, const char *what,
                           const char *hint)
{
    char got[GOT_SIZE];
    rsv__record_complain(r, v, hint, "%s.%s: expected %s, got %s", r->kind->name, r->field, what,
                         describe(v, got));
    return RSV_EINPUT;
}

/* --- texts --------------------------------------------------------------------------------- */

static bool is_padding(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The text as its field wants it; if it is a name, a copy that may be changed.  NULL: no memory. */
static const char *text_of(struct record *r, const struct field *f, const struct rsv_doc *v, size_t *n)
{
    const char *s = v->as.text.at, *end = s + v->as.text.n;
    *n = v->as.text.n;
    if (r->as_text && f->type != FIELD_TEXT) {
        for (; *n > 0 && is_padding(*s); --*n)
            s++;
        while (*n > 0 && is_padding(s[*n - 1]))
            --*n;
    }
    if (r->as_text && f->type <= FIELD_NAME && *n > 1 && s[0] == '\\' && s[1] == '?') {
        s++;
        --*n;
    }
    if (r->adapted && f->type != FIELD_NAME && s + *n == end) /* what adapters give has a NUL behind it */
        return s;
    return rsv__arena_copy(r->scratch, s, *n);
}

static rsv_status read_word(struct record *r, const struct field *f, const struct rsv_doc *v,
                            const char *text, union value *out)
{
    struct nearest near;
    char shown[SHOWN_SIZE];
    const char *words = NULL;
    for (uint32_t i = 0; i < f->n_words; i++) {
        if (strcmp(f->words[i]->text, text) == 0) {
            out->s = rsv__sym_retain(f->words[i]);
            return RSV_OK;
        }
    }
    rsv__nearest_init(&near, text);
    for (uint32_t i = 0; i < f->n_words; i++) {
        rsv__nearest_offer(&near, f->words[i]->text);
        words = rsv__record_list(r, words, f->words[i]->text);
    }
    if (r->scratch->failed)
        return rsv__nomem(r->err);
    rsv__record_complain(r, v, rsv__record_hint(r, &near), "%s.%s: '%s' is not one of %s",
                         r->kind->name, r->field, rsv__report_show(text, strlen(text), shown),
                         words);
    return RSV_EINPUT;
}

static rsv_status read_symbol(struct record *r, const struct field *f, const struct rsv_doc *v,
                              const char *text, size_t n, union value *out)
{
    if (f->type == FIELD_WORD)
        return read_word(r, f, v, text, out);
    if (f->type == FIELD_NAME)
        rsv__fold((char *)text, n);
    out->s = rsv__record_symbol(r, text, n);
    return out->s ? RSV_OK : rsv__nomem(r->err);
}

/* --- numbers ------------------------------------------------------------------------------- */

static rsv_status check_bounds(struct record *r, const struct field *f, const struct rsv_doc *at,
                               double v)
{
    char low[RSV_NUMBER_SIZE], high[RSV_NUMBER_SIZE], got[RSV_NUMBER_SIZE];
    if ((!f->has_low || v >= f->low) && (!f->has_high || v <= f->high))
        return RSV_OK;
    const bool both = f->has_low && f->has_high;
    rsv__record_complain(r, at, NULL, "%s.%s: %s is out of range; it should be %s%s%s%s",
                         r->kind->name, r->field, format_number(v, got),
                         both         ? ""
                         : f->has_low ? "at least "
                                      : "at most ",
                         f->has_low ? format_number(f->low, low) : "", both ? " to " : "",
                         f->has_high ? format_number(f->high, high) : "");
    return RSV_EINPUT;
}

static rsv_status read_integer(struct record *r, const struct field *f, const struct rsv_doc *v,
                               const char *text, union value *out)
{
    int64_t parsed;
    const bool is_text = text != NULL && rsv__integer_parse(text, &parsed);
    double d = v->type == RSV_NUMBER ? v->as.number : 0.5;
    /* "50126.0" is what pandas prints of a column with gaps */
    if (r->adapted && text != NULL && !is_text && !rsv__number_parse(text, &d))
        d = 0.5;
    if (is_text && r->as_text)
        out->i = parsed;
    else if (v->type == RSV_INTEGER)
        out->i = v->as.integer;
    else if (fabs(d) < 9e15 && floor(d) == d) /* 5.0, as PowerShell prints a [double] */
        out->i = (int64_t)d;
    else
        return expected(r, v, "integer", is_text ? "write the number without quotes" : NULL);
    return check_bounds(r, f, v, (double)out->i);
}

static rsv_status read_number(struct record *r, const struct field *f, const struct rsv_doc *v,
                              const char *text, union value *out)
{
    double parsed;
    const bool is_text = text != NULL && rsv__number_parse(text, &parsed);
    if (is_text && r->as_text)
        out->d = parsed;
    else if (v->type == RSV_INTEGER)
        out->d = (double)v->as.integer;
    else if (v->type == RSV_NUMBER)
        out->d = v->as.number;
    else
        return expected(r, v, "number", is_text ? "write the number without quotes" : NULL);
    return check_bounds(r, f, v, out->d);
}

/* --- the rest ------------------------------------------------------------------------------ */

static bool parse_boolean(const char *text, union value *out)
{
    static const char *const words[] = {"false", "true", "no", "yes"};
    for (int i = 0; i < 4; i++) {
        if (rsv__same_fold(text, words[i])) {
            out->i = i % 2;
            return true;
        }
    }
    return false;
}

static rsv_status read_boolean(struct record *r, const struct rsv_doc *v, const char *text,
                               union value *out)
{
    const bool is_text = text != NULL && parse_boolean(text, out);
    if (is_text && r->as_text)
        return RSV_OK;
    if (v->type != RSV_BOOLEAN)
        return expected(r, v, r->as_text ? "true, false, yes or no" : "true or false",
                        is_text ? "write true or false without quotes" : NULL);
    out->i = v->as.boolean;
    return RSV_OK;
}

rsv_status rsv__field_read(struct record *r, const struct field *f, const struct rsv_doc *v,
                           union value *out)
{
    const char *text = NULL;
    size_t n = 0;
    if (v->type == RSV_TEXT) {
        if (r->as_text && rsv__utf8_check(v->as.text.at, v->as.text.n) < v->as.text.n)
            return expected(r, v, "UTF-8", NULL);
        if (memchr(v->as.text.at, '\0', v->as.text.n) != NULL)
            return expected(r, v, "text without NUL characters", NULL);
        text = text_of(r, f, v, &n);
        if (text == NULL)
            return rsv__nomem(r->err);
    }
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_NAME:
    case FIELD_WORD:
        return text ? read_symbol(r, f, v, text, n, out)
                    : expected(r, v, "text", v->type == RSV_INTEGER ? "put it in quotes" : NULL);
    case FIELD_INTEGER:
        return read_integer(r, f, v, text, out);
    case FIELD_NUMBER:
        return read_number(r, f, v, text, out);
    case FIELD_BOOLEAN:
        return read_boolean(r, v, text, out);
    case FIELD_TIME:
        return text && rsv__record_time(r, text, &out->i) ? RSV_OK
                   : expected(r, v, "a time such as 2026-11-23T07:14:03Z", NULL);
    case FIELD_DURATION:
        return n < DURATION_MAX && text && rsv__duration_parse(text, &out->i)
                   ? RSV_OK
                   : expected(r, v, "a duration such as 90s, 30m, 48h or 7d", NULL);
    }
    return RSV_EINTERNAL;
}
