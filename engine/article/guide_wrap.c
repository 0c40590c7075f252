/* SPDX-License-Identifier: MIT */
#include "article/guide_wrap.h"

#include "article/guide_scan.h"
#include "base/utf8.h"

#include <string.h>

enum { REACH = 400 };

/* Where the code span or the link at i ends; i if there is none. */
static size_t skip_unbreakable(struct span s, size_t i)
{
    const char open = s.at[i];
    if (open != '`' && open != '[')
        return i;
    const char close = open == '`' ? '`' : ')';
    for (size_t k = i + 1; k < s.n && k < i + REACH; k++) {
        if (open == '[' && s.at[k] == ']' && (k + 1 >= s.n || s.at[k + 1] != '('))
            return i;
        if (s.at[k] == close)
            return k;
    }
    return i;
}

/* Whether a line that begins with s would be a list, a quotation, a heading, a table or a rule. */
static bool is_risky(struct span s)
{
    struct marker m;
    return s.n > 0 && (strchr(">#|=~", *s.at) != NULL || rsv__scan_marker(s, &m) ||
                       rsv__scan_rule(s) || rsv__scan_fence(s) > 0);
}

/* The length of the next piece that stays on one line. */
static size_t piece_length(struct span s)
{
    for (size_t i = 0; i < s.n; i++) {
        i = skip_unbreakable(s, i);
        if (s.at[i] == ' ' && !is_risky(rsv__span_from(s, i + 1)))
            return i;
    }
    return s.n;
}

static void put_blanks(struct buf *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        rsv__buf_char(out, ' ');
}

/* A text that would begin a list by itself gets a backslash where it hurts least. */
static size_t put_guarded(struct span s, struct buf *out)
{
    struct marker m;
    size_t at = 0;
    if (!is_risky(s))
        return 0;
    if (rsv__scan_marker(s, &m) && m.ordered)
        for (at = 0; at < m.width && s.at[at] != '.' && s.at[at] != ')'; at++)
            rsv__buf_char(out, s.at[at]);
    rsv__buf_char(out, '\\');
    return at;
}

void rsv__wrap(struct span text, const char *first, size_t indent, struct buf *out)
{
    struct span rest = rsv__span_trim(text);
    size_t column = indent;
    rsv__buf_text(out, first);
    rest = rsv__span_from(rest, put_guarded(rest, out));
    for (bool fresh = true; rest.n > 0; fresh = false) {
        const size_t n = piece_length(rest);
        const size_t width = rsv__utf8_count(rest.at, n);
        if (!fresh && column + 1 + width > WRAP_COLUMNS) {
            rsv__buf_char(out, '\n');
            put_blanks(out, indent);
            column = indent;
        } else if (!fresh) {
            rsv__buf_char(out, ' ');
            column++;
        }
        rsv__buf_add(out, rest.at, n);
        column += width;
        rest = rsv__span_trim(rsv__span_from(rest, n));
    }
    rsv__buf_char(out, '\n');
}
