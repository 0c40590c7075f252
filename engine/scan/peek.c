/* SPDX-License-Identifier: MIT */
#include "scan/peek.h"

#include "scan/text.h"

#include <string.h>

/* Behind the value at `at`, whatever it is; n at the end of the text. */
static size_t skip_value(const char *text, size_t at, size_t n)
{
    size_t depth = 0;
    bool escaped;
    do {
        at = rsv__scan_skip(text, at, n);
        if (at >= n)
            return n;
        if (text[at] == '"') {
            at = rsv__scan_string_end(text, at + 1, n, &escaped);
            if (at == SIZE_MAX)
                return n;
            at++;
        } else if (text[at] == '{' || text[at] == '[') {
            depth++;
            at++;
        } else if (text[at] == '}' || text[at] == ']') {
            if (depth == 0)
                return at;
            depth--;
            at++;
        } else if (text[at] == ',' || text[at] == ':') {
            at++;
        } else {
            const size_t end = rsv__scan_scalar_end(text, at, n);
            at = end > at ? end : at + 1;
        }
    } while (depth > 0);
    return at;
}

static struct scan_value value_at(const char *text, size_t at, size_t n)
{
    struct row row = {.at = at ? at - 1 : 0};
    if (at < n && text[at] == '[')
        at = rsv__scan_skip(text, at + 1, n);
    row.values[0] = (uint32_t)(at - row.at);
    return at < n && at > 0 && text[at] != ']' ? rsv__row_value(text, n, &row, 0) : (struct scan_value){.n = 0};
}

static bool is_key(const char *key, const char *text, size_t n)
{
    size_t i = 0;
    for (; i < n && key[i] != '\0'; i++) {
        const char c = text[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c) != key[i])
            return false;
    }
    return i == n && key[i] == '\0';
}

void rsv__peek_open(struct peek *p, const char *text, size_t at, size_t n)
{
    *p = (struct peek){text, at, n};
    if (at < n && text[at] == '[')
        p->at++;
    else
        p->at = n;
}

/* One member of the object; false at its end. */
static bool take_member(struct peek *p, struct peek_member *members, size_t n_members)
{
    bool escaped;
    p->at = rsv__scan_skip(p->text, p->at, p->n);
    if (p->at < p->n && p->text[p->at] == ',')
        p->at = rsv__scan_skip(p->text, p->at + 1, p->n);
    if (p->at >= p->n || p->text[p->at] != '"')
        return false;
    const size_t key = p->at + 1, end = rsv__scan_string_end(p->text, key, p->n, &escaped);
    if (end == SIZE_MAX)
        return false;
    const size_t colon = rsv__scan_skip(p->text, end + 1, p->n);
    const size_t value = rsv__scan_skip(p->text, colon + 1, p->n);
    if (value >= p->n || p->text[colon] != ':')
        return false;
    for (size_t i = 0; i < n_members; i++)
        if (is_key(members[i].key, p->text + key, end - key))
            members[i].value = value_at(p->text, value, p->n);
    p->at = skip_value(p->text, value, p->n);
    return true;
}

bool rsv__peek_next(struct peek *p, struct peek_member *members, size_t n_members)
{
    for (size_t i = 0; i < n_members; i++)
        members[i].value = (struct scan_value){.n = 0};
    for (;;) {
        p->at = rsv__scan_skip(p->text, p->at, p->n);
        if (p->at >= p->n || p->text[p->at] == ']')
            return false;
        if (p->text[p->at] == '{')
            break;
        const size_t next = p->text[p->at] == ',' ? p->at + 1 : skip_value(p->text, p->at, p->n);
        p->at = next > p->at ? next : p->n;
    }
    p->at++;
    while (take_member(p, members, n_members))
        ;
    p->at = rsv__scan_skip(p->text, p->at, p->n);
    if (p->at < p->n && p->text[p->at] == '}')
        p->at++;
    else
        p->at = p->n; /* it isn't as it should be: no more of it */
    return true;
}
