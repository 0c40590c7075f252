/* SPDX-License-Identifier: MIT */
#include "support/walk_case.h"

#include <stdio.h>
#include <string.h>

static bool tell(struct walk_case *c, const char *text)
{
    const size_t n = strlen(c->story);
    snprintf(c->story + n, sizeof c->story - n, "%s", text);
    return true;
}

static bool on_row(void *user, const char *text, const struct row *row, size_t n)
{
    struct walk_case *c = user;
    char line[200];
    const size_t end = c->walker.n;
    const struct scan_value id = rsv__row_value(text, end, row, ROW_ID);
    int64_t code = rsv__scan_value_code(rsv__row_value(text, end, row, ROW_CODE));
    if (code == NO_CODE)
        code = rsv__scan_value_code(rsv__row_value(text, end, row, ROW_RESULT));
    snprintf(line, sizeof line, "[%.*s %lld]", (int)id.n, id.text ? id.text : "", (long long)code);
    c->last = *row;
    c->rows++;
    if (text[row->at] != '{' || text[row->at + n - 1] != '}')
        tell(c, "not an object: ");
    return tell(c, line) && c->rows != c->stop_after;
}

static bool on_damage(void *user, uint64_t at, const char *what)
{
    char line[200];
    snprintf(line, sizeof line, "!%llu %s;", (unsigned long long)at, what);
    return tell(user, line);
}

void walk_case_open(struct walk_case *c, const char *text)
{
    memset(c, 0, sizeof *c);
    rsv__scan_keys_init(&c->keys);
    c->walker.keys = &c->keys;
    c->walker.bits = rsv__scan_bits();
    c->walker.sink = (struct walk_sink){c, on_row, on_damage};
    c->walker.text = text;
    c->walker.n = strlen(text);
    c->walker.is_end = true;
}

const char *walk_story(struct walk_case *c, const char *text)
{
    walk_case_open(c, text);
    rsv__scan_walk(&c->walker, 0, c->walker.n);
    return c->story;
}
