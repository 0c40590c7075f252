/* SPDX-License-Identifier: MIT */
#include "scan/dynamic.h"

#include "scan/text.h"

#include <string.h>

enum { MAX_DEPTH = 64 };

/* Where the reading is: `wants` is what may come next. */
enum wants { A_VALUE, A_KEY, A_COLON, A_SEPARATOR, NOTHING };

struct reader {
    const char *at, *end;
    struct buf *out;
    char open[MAX_DEPTH]; /* brackets */
    size_t depth;
    enum wants wants;
    bool is_first; /* of its object or list: that may be empty */
};

static bool needs_escape(char c)
{
    return (unsigned char)c < 0x20 || c == '"' || c == '\\';
}

static void add_char(struct buf *out, char c)
{
    if ((unsigned char)c < 0x20) {
        rsv__buf_printf(out, "\\u%04x", (unsigned)(unsigned char)c);
        return;
    }
    if (needs_escape(c))
        rsv__buf_char(out, '\\');
    rsv__buf_char(out, c);
}

void rsv__dynamic_quote(const char *text, size_t n, struct buf *out)
{
    size_t plain = 0;
    rsv__buf_char(out, '"');
    for (size_t i = 0; i < n; i++) {
        if (!needs_escape(text[i]))
            continue;
        rsv__buf_add(out, text + plain, i - plain);
        add_char(out, text[i]);
        plain = i + 1;
    }
    rsv__buf_add(out, text + plain, n - plain);
    rsv__buf_char(out, '"');
}

/* A backslash and what it stands for; Python's \' and \x are not of JSON. */
static bool take_escape(struct reader *r)
{
    const char c = r->end - r->at > 1 ? r->at[1] : '\0';
    if (c == '\'') {
        rsv__buf_char(r->out, '\'');
    } else if (c == 'x' && r->end - r->at > 3) {
        rsv__buf_text(r->out, "\\u00");
        rsv__buf_add(r->out, r->at + 2, 2);
        r->at += 2;
    } else if (c != '\0' && strchr("\"\\/bfnrtu", c) != NULL) {
        rsv__buf_add(r->out, r->at, 2);
    } else {
        return false;
    }
    r->at += 2;
    return true;
}

/* A string in either sort of quotes. */
static bool take_string(struct reader *r)
{
    const char quote = *r->at++;
    rsv__buf_char(r->out, '"');
    while (r->at < r->end && *r->at != quote) {
        const char *plain = r->at;
        while (r->at < r->end && *r->at != quote && !needs_escape(*r->at))
            r->at++;
        rsv__buf_add(r->out, plain, (size_t)(r->at - plain));
        if (r->at == r->end || *r->at == quote)
            break;
        if (*r->at != '\\')
            add_char(r->out, *r->at++);
        else if (!take_escape(r))
            return false;
    }
    rsv__buf_char(r->out, '"');
    return r->at++ < r->end;
}

static bool take_word(struct reader *r)
{
    static const struct {
        const char *from, *to;
    } words[] = {{"None", "null"}, {"nan", "null"}, {"True", "true"}, {"False", "false"}, {"null", "null"},
                 {"true", "true"}, {"false", "false"}};
    const char *start = r->at;
    while (r->at < r->end && strchr(",:]}[{\"' \t\r\n", *r->at) == NULL)
        r->at++;
    const size_t n = (size_t)(r->at - start);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i].from) == n && memcmp(start, words[i].from, n) == 0) {
            rsv__buf_text(r->out, words[i].to);
            return true;
        }
    rsv__buf_add(r->out, start, n);
    for (const char *p = start; p < r->at; p++)
        if (strchr("+-.0123456789eE", *p) == NULL)
            return false;
    return n > 0;
}

static bool open_bracket(struct reader *r)
{
    if (r->depth == MAX_DEPTH)
        return false;
    r->open[r->depth++] = *r->at;
    rsv__buf_char(r->out, *r->at);
    r->wants = *r->at++ == '{' ? A_KEY : A_VALUE;
    r->is_first = true;
    return true;
}

static bool close_bracket(struct reader *r)
{
    const bool may = r->wants == A_SEPARATOR || (r->is_first && r->wants != A_COLON);
    if (r->depth == 0 || !may || (r->open[r->depth - 1] == '{') != (*r->at == '}'))
        return false;
    rsv__buf_char(r->out, *r->at++);
    r->wants = --r->depth == 0 ? NOTHING : A_SEPARATOR;
    r->is_first = false;
    return true;
}

static bool take_value(struct reader *r)
{
    const char c = *r->at;
    if (c == '{' || c == '[')
        return open_bracket(r);
    if (c == '"' || c == '\'' ? !take_string(r) : !take_word(r))
        return false;
    r->wants = r->depth == 0 ? NOTHING : A_SEPARATOR;
    r->is_first = false;
    return true;
}

static bool take_key(struct reader *r)
{
    r->wants = A_COLON;
    r->is_first = false;
    return (*r->at == '"' || *r->at == '\'') && take_string(r);
}

static bool take(struct reader *r)
{
    const char c = *r->at;
    if (c == ']' || c == '}')
        return close_bracket(r);
    switch (r->wants) {
    case A_KEY:
        return take_key(r);
    case A_VALUE:
        return take_value(r);
    case A_COLON:
    case A_SEPARATOR:
        if (c != (r->wants == A_COLON ? ':' : ','))
            return false;
        rsv__buf_char(r->out, c);
        r->wants = c == ':' || r->open[r->depth - 1] == '[' ? A_VALUE : A_KEY;
        r->at++;
        return true;
    default:
        return false;
    }
}

bool rsv__dynamic_json(const char *text, size_t n, struct buf *out)
{
    struct reader r = {.at = text, .end = text + n, .out = out};
    const size_t before = out->n;
    bool good = true;
    while (good && r.at < r.end) {
        if (rsv__scan_is_blank(*r.at))
            r.at++;
        else
            good = take(&r);
    }
    if (good && r.wants == NOTHING)
        return true;
    out->n = before;
    if (out->text != NULL)
        out->text[before] = '\0';
    return false;
}
