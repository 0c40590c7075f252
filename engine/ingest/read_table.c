/* SPDX-License-Identifier: MIT
 * read_table.c - tables with a line of dashes under their header, as PowerShell's Format-Table prints them.
 *
 * A row becomes the record that Format-List would print as "Key : Value" lines, so the adapters of these take it.  A
 * column begins where its dashes begin; numbers stand at the right and may begin before.
 */
#include "ingest/adapt.h"
#include "ingest/read_text.h"

#include <string.h>

enum { MOST_COLUMNS = 32, LONGEST_ROW = 4096 };

struct table {
    uint32_t n;
    size_t starts[MOST_COLUMNS]; /* in characters */
    const char *names[MOST_COLUMNS];
};

/* Bytes of the first `n` characters of the line. */
static size_t bytes_of(const struct text_line *l, size_t n)
{
    size_t i = 0;
    while (i < l->n && n > 0)
        for (n--, i++; i < l->n && ((unsigned char)l->text[i] & 0xc0) == 0x80;)
            i++;
    return i;
}

/* "---- ----   --": where the columns begin; 0: it is another line. */
static uint32_t find_columns(const struct text_line *l, size_t starts[MOST_COLUMNS])
{
    uint32_t n = 0;
    bool two = false;
    for (size_t i = 0; i < l->n; i++) {
        if (l->text[i] != '-' && l->text[i] != ' ')
            return 0;
        if (l->text[i] == '-' && (i == 0 || l->text[i - 1] == ' ')) {
            if (n == MOST_COLUMNS)
                return 0;
            starts[n++] = i;
        } else if (l->text[i] == '-') {
            two = true;
        }
    }
    return two && n > 1 ? n : 0;
}

/* Where column `i` begins in the row: a value at the right may begin before its dashes. */
static size_t begin_of(const struct table *t, const struct text_line *l, uint32_t i)
{
    const size_t dashes = i < t->n ? bytes_of(l, t->starts[i]) : l->n;
    const size_t least = i > 0 ? bytes_of(l, t->starts[i - 1]) : 0;
    if (dashes == l->n) /* the line ends before the column */
        return l->n;
    size_t at = dashes;
    while (at > least && l->text[at - 1] != ' ')
        at--;
    return at > least || i == 0 ? at : dashes;
}

static void cell_of(const struct table *t, const struct text_line *l, uint32_t i, const char **text, size_t *n)
{
    size_t from = begin_of(t, l, i), to = begin_of(t, l, i + 1);
    while (from < to && l->text[from] == ' ')
        from++;
    while (to > from && l->text[to - 1] == ' ')
        to--;
    *text = l->text + from;
    *n = to - from;
}

/* "CN=Jane,OU=Em..." was cut to fit: it isn't the value. */
static bool is_cut(const char *s, size_t n)
{
    return n >= 3 && (memcmp(s + n - 3, "...", 3) == 0 || memcmp(s + n - 3, "\xe2\x80\xa6", 3) == 0);
}

static rsv_status take_row(struct reading *r, const struct table *t, const struct text_line *l, bool *known, rsv_error *err)
{
    struct rsv_doc row = {.type = RSV_OBJECT, .key = "", .line = l->number, .column = 1};
    bool mine = false;
    const char *text;
    size_t n;
    for (uint32_t i = 0; i < t->n; i++) {
        cell_of(t, l, i, &text, &n);
        struct rsv_doc *d = rsv__text_member(&r->tree->arena, &row, t->names[i], l->number);
        rsv__text_set(d, rsv__arena_copy(&r->tree->arena, text, n), is_cut(text, n) ? 0 : n);
    }
    const struct scope s = {&row, NULL};
    rsv_status rc = rsv__adapt_record(r, FORM_KEYED, &s, &mine, err);
    *known = *known || mine;
    rsv__read_reset(r);
    return rc;
}

static bool name_columns(struct reading *r, struct table *t, const struct text_line *header)
{
    const char *text;
    size_t n;
    bool all = header->n > 0;
    for (uint32_t i = 0; i < t->n && all; i++) {
        cell_of(t, header, i, &text, &n);
        t->names[i] = rsv__arena_copy(&r->file_arena, text, n);
        all = n > 0 && t->names[i] != NULL;
    }
    return all;
}

rsv_status rsv__read_tables(struct reading *r, bool *known, rsv_error *err)
{
    struct table t = {.n = 0};
    struct text_line l = {.number = 0}, above = {.number = 0};
    const char *at = r->text;
    rsv_status rc = RSV_OK;
    for (; rc == RSV_OK && rsv__text_line(&l, &at, r->text + r->n); above = l) {
        const uint32_t n = l.n > LONGEST_ROW ? 0 : find_columns(&l, t.starts);
        if (n > 0) {
            t.n = n;
            t.n = above.n <= LONGEST_ROW && name_columns(r, &t, &above) ? n : 0;
        } else if (l.n == 0 || l.n > LONGEST_ROW) {
            t.n = 0;
        } else if (t.n > 0) {
            rc = take_row(r, &t, &l, known, err);
        }
    }
    return rc == RSV_OK && r->file_arena.failed ? rsv__nomem(err) : rc;
}
