/* SPDX-License-Identifier: MIT */
#include "base/csv.h"

#include <string.h>

static bool is_inner_byte(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

static char peek(const struct csv *c)
{
    return c->at < c->end ? *c->at : '\0';
}

static bool is_line_end(const struct csv *c)
{
    return c->at == c->end || *c->at == '\n' ||
           (*c->at == '\r' && c->end - c->at > 1 && c->at[1] == '\n');
}

static void step(struct csv *c)
{
    if (*c->at == '\n') {
        c->line++;
        c->column = 1;
    } else {
        c->column += !is_inner_byte(*c->at);
    }
    c->at++;
}

/* Bytes that begin no character. */
static uint32_t count_inner(const char *p, const char *end)
{
    uint32_t inner = 0;
    for (; end - p >= 8; p += 8) {
        uint64_t x;
        memcpy(&x, p, sizeof x);
        x = x & ~(x << 1) & 0x8080808080808080u;
        if (x != 0)
            inner += (uint32_t)__builtin_popcountll(x);
    }
    for (; p < end; p++)
        inner += is_inner_byte(*p);
    return inner;
}

/* Over the bytes before `to`. */
static void pass(struct csv *c, const char *to)
{
    const char *line = c->at;
    for (const char *end; (end = memchr(line, '\n', (size_t)(to - line))) != NULL; line = end + 1) {
        c->line++;
        c->column = 1;
    }
    c->column += (uint32_t)(to - line) - count_inner(line, to);
    c->at = to;
}

static void skip_line(struct csv *c)
{
    while (c->at < c->end && *c->at != '\n')
        step(c);
    if (c->at < c->end)
        step(c);
}

static void skip_line_end(struct csv *c)
{
    if (peek(c) == '\r')
        step(c);
    if (c->at < c->end)
        step(c);
}

static void skip_padding(struct csv *c)
{
    while (peek(c) == ' ' || (peek(c) == '\t' && c->separator != '\t'))
        step(c);
}

static bool begins_with(const struct csv *c, const char *word)
{
    const size_t n = strlen(word);
    return (size_t)(c->end - c->at) >= n && memcmp(c->at, word, n) == 0;
}

/* --- the separator ------------------------------------------------------------------------- */

/* The candidate that stands most often outside quotes on the first line. */
static char find_separator(const struct csv *c)
{
    static const char candidates[] = ",;\t";
    size_t counts[3] = {0, 0, 0}, best = 0;
    bool quoted = false;
    for (const char *p = c->at; p < c->end && (quoted || *p != '\n'); p++) {
        const char *found = *p ? strchr(candidates, *p) : NULL;
        quoted ^= *p == '"';
        if (!quoted && found != NULL)
            counts[found - candidates]++;
    }
    for (size_t i = 1; i < 3; i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

void rsv__csv_init(struct csv *c, struct alloc *a, const char *text, size_t n)
{
    c->at = text;
    c->end = text + n;
    c->line = c->column = 1;
    c->n_cells = 0;
    c->separator = '\0';
    rsv__buf_init(&c->text, a);
    for (; c->at < c->end; skip_line(c)) {
        const bool is_sep = begins_with(c, "sep=");
        if (is_sep && c->end - c->at > 4)
            c->separator = c->at[4];
        if (!is_sep && !begins_with(c, "#TYPE ") && !is_line_end(c))
            break;
    }
    if (c->separator == '\0' || strchr(",;\t", c->separator) == NULL)
        c->separator = find_separator(c);
}

void rsv__csv_feed(struct csv *c, const char *text, size_t n)
{
    c->at = text;
    c->end = text + n;
}

void rsv__csv_clean_name(char *name)
{
    static const struct {
        const char *from, *to; /* not longer */
    } suffixes[] = {{" [UTC]", ""}, {" [Local Time]", " local"}, {"_dynamic", ""}, {"_string", ""}};
    char *to = name;
    for (const char *p = name; *p != '\0'; p++)
        if (*p != ' ' || (to != name && to[-1] != ' '))
            *to++ = *p;
    while (to > name && to[-1] == ' ')
        to--;
    *to = '\0';
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        const size_t n = strlen(suffixes[i].from), m = strlen(name);
        if (m > n && strcmp(name + m - n, suffixes[i].from) == 0)
            memcpy(name + m - n, suffixes[i].to, strlen(suffixes[i].to) + 1);
    }
}

void rsv__csv_free(struct csv *c)
{
    rsv__buf_free(&c->text);
}

/* --- cells --------------------------------------------------------------------------------- */

/* Behind the opening quote; moves behind the closing one. */
static rsv_status read_quoted_cell(struct csv *c, rsv_error *err)
{
    const int line = (int)c->line, column = (int)c->column - 1;
    while (c->at < c->end) {
        const char *plain = c->at, *quote = memchr(plain, '"', (size_t)(c->end - plain));
        pass(c, quote ? quote : c->end);
        rsv__buf_add(&c->text, plain, (size_t)(c->at - plain));
        if (c->at == c->end)
            break;
        step(c);
        if (peek(c) != '"')
            return RSV_OK;
        rsv__buf_char(&c->text, '"');
        step(c);
    }
    return rsv__fail_at(err, RSV_EINPUT, NULL, line, column,
                        "a quote opens here and is never closed; the rest is left out");
}

static rsv_status stray_quote(struct csv *c, rsv_error *err)
{
    rsv__fail_at(err, RSV_EINPUT, NULL, (int)c->line, (int)c->column,
                 "a stray quote; a cell with quotes in it is written \"like \"\"this\"\"\"");
    skip_line(c);
    return RSV_EINPUT;
}

static rsv_status read_plain(struct csv *c, rsv_error *err)
{
    const char *start = c->at, *end = start;
    for (; end < c->end && *end != c->separator && *end != '\n'; end++) {
        if (*end == '"') {
            pass(c, end);
            return stray_quote(c, err);
        }
        if (*end == '\r' && c->end - end > 1 && end[1] == '\n')
            break;
    }
    c->column += (uint32_t)(end - start) - count_inner(start, end);
    c->at = end;
    while (end > start && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    rsv__buf_add(&c->text, start, (size_t)(end - start));
    return RSV_OK;
}

static rsv_status read_cell(struct csv *c, rsv_error *err)
{
    if (c->n_cells == CSV_CELLS) {
        rsv__fail_at(err, RSV_EINPUT, NULL, (int)c->line, (int)c->column,
                     "more than %d cells in one record", (int)CSV_CELLS);
        skip_line(c);
        return RSV_EINPUT;
    }
    skip_padding(c);
    const size_t i = c->n_cells++;
    c->starts[i] = c->text.n;
    c->cells[i] = (struct csv_cell){.line = c->line, .column = c->column};
    if (peek(c) != '"')
        return read_plain(c, err);
    step(c);
    rsv_status rc = read_quoted_cell(c, err);
    if (rc != RSV_OK)
        return rc;
    skip_padding(c);
    return is_line_end(c) || *c->at == c->separator ? RSV_OK : stray_quote(c, err);
}

static rsv_status read_record(struct csv *c, rsv_error *err)
{
    rsv__buf_clear(&c->text);
    c->n_cells = 0;
    for (;;) {
        rsv_status rc = read_cell(c, err);
        if (rc != RSV_OK)
            return c->text.failed ? rsv__nomem(err) : rc;
        c->cells[c->n_cells - 1].n = c->text.n - c->starts[c->n_cells - 1];
        rsv__buf_char(&c->text, '\0');
        if (is_line_end(c))
            break;
        step(c); /* the separator */
    }
    skip_line_end(c);
    if (c->text.failed)
        return rsv__nomem(err);
    for (size_t i = 0; i < c->n_cells; i++)
        c->cells[i].text = c->text.text + c->starts[i];
    return RSV_OK;
}

static bool is_blank_record(const struct csv *c)
{
    for (size_t i = 0; i < c->n_cells; i++)
        if (c->cells[i].n > 0)
            return false;
    return true;
}

rsv_status rsv__csv_next(struct csv *c, rsv_error *err)
{
    while (c->at < c->end) {
        rsv_status rc = read_record(c, err);
        if (rc != RSV_OK) {
            c->n_cells = 0;
            return rc;
        }
        if (!is_blank_record(c))
            return RSV_OK;
    }
    c->n_cells = 0;
    return RSV_OK;
}
