/* SPDX-License-Identifier: MIT
 * table_json.c - columns and rows, or rows as objects, in JSON.
 *
 * {"tables": [{"columns": [{"name": ..}], "rows": [[..]]}]} of Log Analytics, {"Tables": ..} of Kusto's first version, its
 * second one's list of frames, and [{"ResultType": "50126", "DeviceDetail": "{..}"}] of command lines.  Keys are looked at
 * wherever they stand; a table without columns of sign-ins is passed over.
 */
#include "scan/table.h"

#include "base/json_escape.h"
#include "base/text.h"
#include "scan/dynamic.h"
#include "scan/text.h"

#include <string.h>

enum { LONGEST_NAME = 63 };

/* Behind the value at `at`; SIZE_MAX: it doesn't end before n. */
static size_t value_end(const char *text, size_t at, size_t n)
{
    size_t depth = 0;
    bool escaped;
    while (at < n) {
        const char c = text[at];
        if (c == '"') {
            at = rsv__scan_string_end(text, at + 1, n, &escaped);
            if (at == SIZE_MAX)
                return SIZE_MAX;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            if (depth == 0)
                return at;
            depth--;
        } else if (depth == 0) {
            at = rsv__scan_scalar_end(text, at, n);
            return at < n ? at : SIZE_MAX;
        }
        at++;
        if (depth == 0)
            return at;
    }
    return SIZE_MAX;
}

struct member {
    char key[LONGEST_NAME + 1]; /* "" if it is longer */
    size_t from, to;            /* its value */
};

/* The next member of an object, *at behind its brace or the last one.  False: there is none. */
static bool next_member(const char *text, size_t *at, size_t n, struct member *m)
{
    bool escaped;
    *at = rsv__scan_skip(text, *at, n);
    if (*at < n && text[*at] == ',')
        *at = rsv__scan_skip(text, *at + 1, n);
    if (*at >= n || text[*at] != '"')
        return false;
    const size_t key = *at + 1, end = rsv__scan_string_end(text, key, n, &escaped);
    const size_t colon = end == SIZE_MAX ? n : rsv__scan_skip(text, end + 1, n);
    if (colon >= n || text[colon] != ':')
        return false;
    m->from = rsv__scan_skip(text, colon + 1, n);
    m->to = value_end(text, m->from, n);
    if (m->to == SIZE_MAX)
        return false;
    const size_t length = end - key <= LONGEST_NAME ? end - key : 0;
    memcpy(m->key, text + key, length);
    m->key[length] = '\0';
    *at = m->to;
    return true;
}

static bool is_key(const struct member *m, const char *name)
{
    return rsv__same_fold(m->key, name);
}

/* --- columns ------------------------------------------------------------------------------------------- */

/* [{"name": "TimeGenerated", "type": "datetime"}, ..] */
static void take_columns(struct scan_table *t, size_t at, size_t n)
{
    static const char none[] = "";
    char names[MAX_COLUMNS][LONGEST_NAME + 1];
    const char *pointers[MAX_COLUMNS];
    size_t count = 0;
    for (at++; count < MAX_COLUMNS; count++) {
        at = rsv__scan_skip(t->text, at, n);
        if (at < n && t->text[at] == ',')
            at = rsv__scan_skip(t->text, at + 1, n);
        if (at >= n || t->text[at] != '{')
            break;
        const size_t end = value_end(t->text, at, n);
        struct member m;
        pointers[count] = none;
        for (size_t inside = at + 1; next_member(t->text, &inside, end - 1, &m);) {
            const size_t length = m.to - m.from;
            if ((!is_key(&m, "name") && !is_key(&m, "columnname")) || length < 2 || length - 2 > LONGEST_NAME)
                continue;
            memcpy(names[count], t->text + m.from + 1, length - 2);
            names[count][length - 2] = '\0';
            rsv__csv_clean_name(names[count]);
            pointers[count] = names[count];
        }
        at = end;
    }
    if (!rsv__columns_find(t->keys, pointers, count, &t->columns))
        t->columns.n = 0;
}

/* --- rows ------------------------------------------------------------------------------------------------ */

static struct table_cell cell_of(const struct scan_table *t, size_t from, size_t to)
{
    return (struct table_cell){t->text + from, to - from, true};
}

static void take_list_row(struct scan_table *t, size_t at, size_t end)
{
    struct table_cell cells[COLUMN_TARGETS] = {{0}};
    size_t from = at + 1;
    for (size_t i = 0; i < t->columns.n; i++) {
        from = rsv__scan_skip(t->text, from, end);
        const size_t to = value_end(t->text, from, end);
        if (from + 1 >= end || to == SIZE_MAX || to == from)
            break;
        rsv__table_set(cells, t->columns.targets[i], cell_of(t, from, to));
        from = rsv__scan_skip(t->text, to, end);
        if (t->text[from] != ',')
            break;
        from++;
    }
    rsv__table_emit(t, cells, at);
}

static void take_object_row(struct scan_table *t, size_t at, size_t end)
{
    struct table_cell cells[COLUMN_TARGETS] = {{0}};
    struct member m;
    for (size_t inside = at + 1; next_member(t->text, &inside, end - 1, &m);) {
        rsv__csv_clean_name(m.key);
        rsv__table_set(cells, rsv__column_find(t->keys, m.key), cell_of(t, m.from, m.to));
    }
    rsv__table_emit(t, cells, at);
}

/* --- the text --------------------------------------------------------------------------------------------- */

static bool is_whole_text(struct scan_table *t, const struct member *m)
{
    if (m->to - m->from < 4 || t->text[m->from] != '"' || strchr("{[", t->text[m->from + 1]) == NULL)
        return false;
    struct buf plain;
    rsv__buf_init(&plain, t->alloc);
    bool is_whole = rsv__buf_reserve(&plain, m->to - m->from);
    if (is_whole) {
        const size_t n = rsv__json_unescape(t->text + m->from + 1, m->to - m->from - 2, plain.text);
        rsv__buf_clear(&t->plain);
        is_whole = rsv__dynamic_json(plain.text, n, &t->plain);
    } else {
        t->plain.failed = true;
    }
    rsv__buf_free(&plain);
    return is_whole;
}

/* A row of a table of Log Analytics in which objects and lists stand as text. */
static bool is_row_of_text(struct scan_table *t, size_t at, size_t end)
{
    struct member m;
    bool has_table = false, has_code = false, has_text = false;
    for (size_t inside = at + 1; next_member(t->text, &inside, end - 1, &m);) {
        const unsigned target = rsv__column_find(t->keys, m.key);
        has_table = has_table || is_key(&m, "TableName") || is_key(&m, "Type");
        has_code = has_code || target == ROW_RESULT;
        has_text = has_text || (rsv__column_is_dynamic(target) && is_whole_text(t, &m));
    }
    return has_table && has_code && has_text;
}

bool rsv__table_json_begins(struct scan_table *t)
{
    struct member m;
    size_t at = rsv__scan_skip(t->text, 0, t->n), inside;
    if (at < t->n && t->text[at] == '[')
        at = rsv__scan_skip(t->text, at + 1, t->n);
    if (at >= t->n || t->text[at] != '{')
        return false;
    const size_t end = value_end(t->text, at, t->n);
    bool escaped;
    inside = rsv__scan_skip(t->text, at + 1, t->n);
    const size_t key_end = inside < t->n && t->text[inside] == '"' ? rsv__scan_string_end(t->text, inside + 1, t->n, &escaped)
                                                                   : SIZE_MAX;
    if (key_end == SIZE_MAX || key_end - inside - 1 > LONGEST_NAME)
        return false;
    memcpy(m.key, t->text + inside + 1, key_end - inside - 1);
    m.key[key_end - inside - 1] = '\0';
    t->form = TABLE_COLUMNS_ROWS;
    if (is_key(&m, "tables") || is_key(&m, "frametype"))
        return true;
    t->form = TABLE_OBJECTS;
    return end != SIZE_MAX && is_row_of_text(t, at, end);
}

/* A key outside of rows and columns, or a text; t->used is moved behind what was taken.  False: the text ends too early. */
static bool take_key(struct scan_table *t)
{
    struct member m = {.from = 0};
    bool escaped;
    const size_t key = t->used + 1, end = rsv__scan_string_end(t->text, key, t->n, &escaped);
    const size_t colon = end == SIZE_MAX ? t->n : rsv__scan_skip(t->text, end + 1, t->n);
    const size_t value = rsv__scan_skip(t->text, colon + 1, t->n);
    if (value >= t->n)
        return false;
    if (t->text[colon] != ':') { /* a text */
        t->used = end + 1;
        return true;
    }
    if (end - key <= LONGEST_NAME)
        memcpy(m.key, t->text + key, end - key);
    if (is_key(&m, "columns") && t->text[value] == '[') {
        const size_t behind = value_end(t->text, value, t->n);
        if (behind == SIZE_MAX)
            return false;
        take_columns(t, value, behind);
        t->used = behind;
        return true;
    }
    t->in_rows = is_key(&m, "rows") && t->text[value] == '[';
    if (is_key(&m, "error") || is_key(&m, "oneapierrors") || is_key(&m, "haserrors"))
        t->incomplete = t->incomplete || t->text[value] == '{' || t->text[value] == '[' || t->text[value] == 't';
    t->used = value + t->in_rows;
    return true;
}

/* What begins at t->used, which is no blank and no comma.  False: the text ends too early. */
static bool take(struct scan_table *t)
{
    const char c = t->text[t->used];
    const bool is_row = c == '{' ? t->form == TABLE_OBJECTS : c == '[' && t->in_rows;
    if (!is_row && (t->form == TABLE_OBJECTS || !t->in_rows) && c == '"')
        return take_key(t);
    if (!is_row && (!t->in_rows || c == ']')) {
        t->in_rows = false;
        t->used++;
        return true;
    }
    const size_t end = value_end(t->text, t->used, t->n);
    if (end == SIZE_MAX)
        return false;
    if (is_row && c == '{')
        take_object_row(t, t->used, end);
    else if (is_row && t->columns.n > 0)
        take_list_row(t, t->used, end);
    t->used = end > t->used ? end : t->used + 1;
    return true;
}

void rsv__table_json_step(struct scan_table *t, bool *more)
{
    *more = false;
    while (t->out.n < TABLE_OUT_ENOUGH) {
        t->used = rsv__scan_skip(t->text, t->used, t->n);
        if (t->used == t->n) {
            *more = true;
            return;
        }
        if (t->text[t->used] == ',') {
            t->used++;
        } else if (!take(t)) {
            *more = true;
            if (t->ended) {
                rsv__table_damage(t, t->used, "a row that doesn't end");
                t->used = t->n;
            }
            return;
        }
    }
}
