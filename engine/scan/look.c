/* SPDX-License-Identifier: MIT
 * look.c - guesses where records begin, in the middle of a text or behind a damaged one.
 *
 * A guess can be wrong: a policy inside a record begins with a brace, too.  Who reads in parallel
 * compares it with where the reading before it arrived. */
#include "scan/look.h"

#include "scan/text.h"

#include <string.h>

/* A key and its colon at *at: its hash, never 0; 0 if there is none.  *at moves behind the colon. */
static uint64_t take_key(const char *text, size_t *at, size_t n)
{
    bool escaped;
    const size_t open = rsv__scan_skip(text, *at, n);
    if (open == n || text[open] != '"')
        return 0;
    const size_t close = rsv__scan_string_end(text, open + 1, n < open + 200 ? n : open + 200, &escaped);
    if (close == SIZE_MAX)
        return 0;
    const size_t colon = rsv__scan_skip(text, close + 1, n);
    if (colon == n || text[colon] != ':')
        return 0;
    uint64_t hash = 14695981039346656037u;
    for (size_t i = open + 1; i < close; i++)
        hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
    *at = colon + 1;
    return hash | 1;
}

/* Behind a value that is no container and its comma.  False: it isn't so. */
static bool skip_value(const char *text, size_t *at, size_t n)
{
    bool escaped;
    size_t end = rsv__scan_skip(text, *at, n);
    if (end == n || text[end] == '{' || text[end] == '[')
        return false;
    if (text[end] == '"') {
        end = rsv__scan_string_end(text, end + 1, n < end + 2000 ? n : end + 2000, &escaped);
        if (end == SIZE_MAX)
            return false;
        end++;
    } else {
        end = rsv__scan_scalar_end(text, end, n);
    }
    end = rsv__scan_skip(text, end, n);
    *at = end + 1;
    return end < n && text[end] == ',';
}

void rsv__scan_look(const char *text, size_t at, size_t n, struct scan_look *out)
{
    size_t blanks = 0, inside = at + 1;
    while (blanks < at && (text[at - blanks - 1] == ' ' || text[at - blanks - 1] == '\t'))
        blanks++;
    *out = (struct scan_look){.known = true};
    out->own_line = blanks == at || text[at - blanks - 1] == '\n';
    out->indent = (uint32_t)blanks;
    out->first = take_key(text, &inside, n);
    if (out->first != 0 && skip_value(text, &inside, n))
        out->second = take_key(text, &inside, n);
}

/* --- finding one ------------------------------------------------------------------------------------ */

static bool looks_like(const struct walker *w, size_t at, bool strict)
{
    const struct scan_look *like = &w->look;
    const bool at_top = w->place.depth == 0;
    const size_t behind = rsv__scan_skip_back(w->text, at);
    const char before = behind > 0 ? w->text[behind - 1] : '\0';
    const bool in_order = at_top ? before == '}' || behind == 0 : before == ',' || before == '[';
    struct scan_look found;
    if (strict && !in_order)
        return false;
    rsv__scan_look(w->text, at, w->n, &found);
    if (like->known && like->own_line)
        return found.own_line && found.indent == like->indent &&
               (!strict || at_top || found.first == like->first);
    if (!like->known)
        return found.own_line || in_order;
    return in_order && found.first == like->first && found.second == like->second;
}

size_t rsv__scan_find_record(const struct walker *w, size_t from, size_t to, bool strict)
{
    while (from < to) {
        const char *brace = memchr(w->text + from, '{', to - from);
        if (brace == NULL)
            return SIZE_MAX;
        from = (size_t)(brace - w->text);
        if (looks_like(w, from, strict))
            return from;
        from++;
    }
    return SIZE_MAX;
}
