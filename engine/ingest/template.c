/* SPDX-License-Identifier: MIT */
#include "ingest/template.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>

enum { BUDGET = 20000 }; /* steps for one line */

struct matching {
    const char *end; /* of the line */
    bool whole;      /* the template must reach it */
    int steps;
    struct captures *captures;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_guid_char(char c)
{
    return isxdigit((unsigned char)c) || c == '-';
}

/* Whether s[0..n) may be captured under the class at `class`[0..length). */
static bool fits_class(const char *class, size_t length, const char *s, size_t n)
{
    const char kind = length ? *class : '\0';
    size_t i = kind == 'h' && n > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') ? 2 : 0;
    for (; i < n; i++) {
        const bool ok = kind == 'd'   ? isdigit((unsigned char)s[i]) != 0
                        : kind == 'h' ? isxdigit((unsigned char)s[i]) != 0
                        : kind == 'w' ? !is_blank(s[i])
                        : kind == 'g' ? is_guid_char(s[i])
                                      : true;
        if (!ok)
            return false;
    }
    return kind != 'g' || n == 36;
}

static bool match_here(struct matching *m, const char *p, const char *s);

/* `p` is at '{'.  A run of blanks at an end is no part of a capture. */
static bool match_capture(struct matching *m, const char *p, const char *s)
{
    const char *close = strchr(p, '}');
    if (close == NULL || m->captures->n == TEMPLATE_CAPTURES || s == m->end || is_blank(*s))
        return false;
    const char *colon = memchr(p, ':', (size_t)(close - p));
    const char *name_end = colon ? colon : close;
    const int mine = m->captures->n++;
    const bool classed = colon != NULL, last = close[1] == '\0' || close[1] == '*';
    if (!m->whole && !classed && close[1] == '\0') { /* nothing follows that would end it but the line */
        const char *stop = memchr(s, '\n', (size_t)(m->end - s));
        stop = stop ? stop : m->end;
        while (is_blank(stop[-1]))
            stop--;
        m->captures->items[mine] = (struct capture){p + 1, (size_t)(name_end - p - 1), s, (size_t)(stop - s)};
        return true;
    }
    for (size_t n = 1; n <= (size_t)(m->end - s); n++) {
        const bool inside = !classed || colon[1] == 'g' || fits_class(colon + 1, (size_t)(close - colon - 1), s, n);
        if (!inside && !(colon[1] == 'h' && n == 2)) /* "0x" is on its way to be one */
            break;
        /* digits, words and hex take all they can: the shortest run would be one character */
        if (classed && n < (size_t)(m->end - s) && colon[1] != 'g' &&
            fits_class(colon + 1, (size_t)(close - colon - 1), s, n + 1) && last)
            continue;
        if (is_blank(s[n - 1]) || (classed && !fits_class(colon + 1, (size_t)(close - colon - 1), s, n)))
            continue;
        m->captures->items[mine] = (struct capture){p + 1, (size_t)(name_end - p - 1), s, n};
        if (match_here(m, close + 1, s + n))
            return true;
        if (m->steps <= 0)
            break;
    }
    m->captures->n = mine;
    return false;
}

static bool match_here(struct matching *m, const char *p, const char *s)
{
    for (;; p++, s++) {
        if (m->steps-- <= 0)
            return false;
        if (*p == '\0')
            return !m->whole || s == m->end;
        if (*p == '{')
            return match_capture(m, p, s);
        if (*p == '*') {
            for (; s <= m->end; s++)
                if (match_here(m, p + 1, s))
                    return true;
                else if (m->steps <= 0)
                    return false;
            return false;
        }
        if (is_blank(*p)) {
            if (s == m->end || !is_blank(*s))
                return false;
            while (s < m->end && is_blank(*s))
                s++;
            while (is_blank(p[1]))
                p++;
            s--;
            continue;
        }
        if (s == m->end || rsv__lower(*p) != rsv__lower(*s))
            return false;
    }
}

bool rsv__template_match(const char *pattern, const char *line, size_t n, struct captures *out)
{
    struct matching m = {line + n, true, BUDGET, out};
    out->n = 0;
    return match_here(&m, pattern, line);
}

bool rsv__template_find(const char *pattern, const char *text, size_t n, struct captures *out)
{
    struct matching m = {text + n, false, BUDGET, out};
    const char first = rsv__lower(*pattern);
    const bool literal = first != '\0' && strchr("*{ ", first) == NULL;
    for (const char *s = text; s <= m.end; s++) {
        if (literal && (s == m.end || rsv__lower(*s) != first))
            continue;
        m.steps = BUDGET;
        out->n = 0;
        if (match_here(&m, pattern, s))
            return true;
    }
    return false;
}
