/* SPDX-License-Identifier: MIT */
#include "scan/table.h"

#include "base/json_escape.h"
#include "base/text.h"
#include "base/time.h"
#include "scan/dynamic.h"
#include "scan/text.h"

#include <string.h>

enum { FIRST_ROOM = 1 << 20, MAX_ROW = 16 << 20 };

/* --- damage --------------------------------------------------------------------------------------- */

/* Lines are counted only as far as there is damage to report. */
static uint64_t line_of(struct scan_table *t, size_t at)
{
    while (t->lines_at < at) {
        const char *end = memchr(t->text + t->lines_at, '\n', at - t->lines_at);
        if (end == NULL)
            break;
        t->line++;
        t->lines_at = (size_t)(end - t->text) + 1;
    }
    return t->line;
}

void rsv__table_damage(struct scan_table *t, size_t at, const char *what)
{
    if (t->n_damages < TABLE_DAMAGES)
        t->damages[t->n_damages] = (struct table_damage){t->base + at, line_of(t, at), what};
    t->n_damages++;
}

/* --- rows to records ------------------------------------------------------------------------------ */

/* What stands for nothing in CSV. */
static bool is_nothing(const char *text, size_t n)
{
    return n == 0 || (n == 4 && (memcmp(text, "None", 4) == 0 || memcmp(text, "null", 4) == 0)) ||
           (n == 3 && (memcmp(text, "nan", 3) == 0 || memcmp(text, "NaN", 3) == 0)) || (n == 2 && memcmp(text, "\"\"", 2) == 0);
}

void rsv__table_set(struct table_cell cells[COLUMN_TARGETS], unsigned target, struct table_cell cell)
{
    if (target >= COLUMN_TARGETS || (cells[target].text != NULL && cells[target].n > 0))
        return;
    cells[target] = cell;
    if (is_nothing(cell.text, cell.n))
        cells[target].n = 0;
}

/* "11/23/2026, 9:12:" "03" ".456" " AM": where the seconds and what follows them begin.  False: it isn't so. */
static bool split_time(const struct table_cell *c, size_t *seconds, size_t *behind)
{
    const char *colon = memchr(c->text, ':', c->n), *end = c->text + c->n;
    colon = colon ? memchr(colon + 1, ':', (size_t)(end - colon - 1)) : NULL;
    if (colon == NULL || end - colon < 3 || colon[1] < '0' || colon[1] > '5' || colon[2] < '0' || colon[2] > '9')
        return false;
    const char *p = colon + 3;
    if (p < end && *p == '.')
        for (p++; p < end && *p >= '0' && *p <= '9' && p - colon < 10;)
            p++;
    *seconds = (size_t)(colon + 1 - c->text);
    *behind = (size_t)(p - c->text);
    return (p == end || *p == ' ') && p[-1] != '.';
}

/* A time of the minute that was read last. */
static bool write_same_minute(struct scan_table *t, const struct table_cell *c, size_t seconds, size_t behind)
{
    const struct table_minute *m = &t->minute;
    if (seconds != m->n_head || c->n - behind != m->n_half || m->n_head == 0 || memcmp(c->text, m->head, seconds) != 0 ||
        memcmp(c->text + behind, m->half, m->n_half) != 0)
        return false;
    rsv__buf_char(&t->out, '"');
    rsv__buf_add(&t->out, m->iso, sizeof m->iso - 1);
    rsv__buf_add(&t->out, c->text + seconds, behind - seconds);
    rsv__buf_add(&t->out, "Z\"", 2);
    return true;
}

static void keep_minute(struct scan_table *t, const struct table_cell *c, size_t seconds, size_t behind, const char *iso)
{
    struct table_minute *m = &t->minute;
    if (seconds > sizeof m->head || c->n - behind > sizeof m->half || memcmp(iso + 17, c->text + seconds, 2) != 0)
        return;
    m->n_head = seconds;
    m->n_half = c->n - behind;
    memcpy(m->head, c->text, seconds);
    memcpy(m->half, c->text + behind, m->n_half);
    memcpy(m->iso, iso, sizeof m->iso - 1);
}

/* A time as a browser writes it as the instant that it means; one that can't be told is left out. */
static void write_time(struct scan_table *t, const struct table_cell *c)
{
    size_t seconds = 0, behind = 0;
    char iso[RSV_TIME_SIZE], text[64];
    int64_t ms;
    const bool is_usual = c->n < 5 || c->n >= sizeof text || c->text[4] == '-';
    const bool is_split = !is_usual && split_time(c, &seconds, &behind);
    if (is_split && write_same_minute(t, c, seconds, behind))
        return;
    memcpy(text, c->text, is_usual ? 0 : c->n);
    text[is_usual ? 0 : c->n] = '\0';
    if (is_usual) {
        rsv__dynamic_quote(c->text, c->n, &t->out);
    } else if (rsv__dates_parse(c->text, c->n, t->order, &ms) || rsv__time_parse_loose(text, &ms)) {
        rsv__time_format(ms, iso);
        rsv__dynamic_quote(iso, strlen(iso), &t->out);
        if (is_split)
            keep_minute(t, c, seconds, behind, iso);
    } else {
        rsv__buf_text(&t->out, "null");
    }
}

/* False: it isn't whole. */
static bool write_value(struct scan_table *t, unsigned target, const struct table_cell *c)
{
    const char *text = c->text;
    size_t n = c->n;
    if (c->is_json && (!rsv__column_is_dynamic(target) || *text != '"'))
        return rsv__dynamic_json(text, n, &t->out);
    if (c->is_json) { /* an object as text */
        rsv__buf_clear(&t->plain);
        if (!rsv__buf_reserve(&t->plain, n)) {
            t->out.failed = true;
            return true;
        }
        n = rsv__json_unescape(text + 1, n - 2, t->plain.text);
        text = t->plain.text;
    }
    if (rsv__column_is_dynamic(target))
        return rsv__dynamic_json(text, n, &t->out);
    if (target == ROW_CREATED || target == ROW_TIME)
        write_time(t, c);
    else
        rsv__dynamic_quote(text, n, &t->out);
    return true;
}

/* A comma, unless it is the first member.  The text may be missing where memory is short. */
static void separate(struct buf *out)
{
    if (out->n > 0 && out->text[out->n - 1] != '{')
        rsv__buf_char(out, ',');
}

static void write_member(struct scan_table *t, unsigned target, const struct table_cell *c, size_t at)
{
    const char *key = rsv__column_key(target);
    separate(&t->out);
    rsv__buf_char(&t->out, '"');
    rsv__buf_text(&t->out, key);
    rsv__buf_text(&t->out, "\":");
    if (!write_value(t, target, c)) {
        rsv__buf_text(&t->out, "null");
        rsv__table_damage(t, at, "a cell with an object in it isn't whole");
    }
}

/* Members of an object that stand in columns of their own. */
static void write_members(struct scan_table *t, unsigned object, const unsigned *targets, size_t n,
                          const struct table_cell cells[COLUMN_TARGETS], size_t at)
{
    bool any = false;
    for (size_t i = 0; i < n; i++)
        any = any || cells[targets[i]].text != NULL;
    if (!any)
        return;
    separate(&t->out);
    rsv__buf_char(&t->out, '"');
    rsv__buf_text(&t->out, rsv__column_key(object));
    rsv__buf_text(&t->out, "\":{");
    for (size_t i = 0; i < n; i++) {
        const struct table_cell *c = &cells[targets[i]];
        const struct table_cell empty = {"\"\"", 2, true};
        if (c->text != NULL) /* an empty one says that there is no device */
            write_member(t, targets[i], c->n ? c : &empty, at);
    }
    rsv__buf_char(&t->out, '}');
}

static bool is_object(const struct table_cell *c)
{
    return c->n > 0 && (*c->text == '{' || (c->is_json && c->n > 2 && c->text[1] == '{'));
}

void rsv__table_emit(struct scan_table *t, const struct table_cell cells[COLUMN_TARGETS], size_t at)
{
    static const unsigned status[] = {ROW_CODE, ROW_MFA_DETAIL}, device[] = {ROW_DEVICE_ID, ROW_COMPLIANT, ROW_TRUST};
    struct table_cell of_status[COLUMN_TARGETS];
    memcpy(of_status, cells, sizeof of_status);
    const struct table_cell *word = &cells[COLUMN_STATUS];
    const bool succeeded = word->n == 7 && memcmp(word->text, "Success", 7) == 0;
    if (t->columns.is_portal && cells[ROW_CODE].n == 0) /* it has no code then, not even 0 */
        of_status[ROW_CODE] = succeeded || t->columns.is_by_place ? (struct table_cell){"0", 1, true} : (struct table_cell){0};
    rsv__buf_char(&t->out, '{');
    for (unsigned i = 0; i < ROW_FIELDS; i++)
        if (cells[i].n > 0 && i != ROW_CODE && i != ROW_MFA_DETAIL && i != ROW_DEVICE_ID && i != ROW_COMPLIANT && i != ROW_TRUST)
            write_member(t, i, &cells[i], at);
    if (is_object(word))
        write_member(t, COLUMN_STATUS, word, at);
    else
        write_members(t, COLUMN_STATUS, status, 2, of_status, at);
    if (is_object(&cells[COLUMN_DEVICE]))
        write_member(t, COLUMN_DEVICE, &cells[COLUMN_DEVICE], at);
    else
        write_members(t, COLUMN_DEVICE, device, 3, cells, at);
    rsv__buf_text(&t->out, "}\n");
}

/* --- CSV --------------------------------------------------------------------------------------------- */

static bool keep_names(struct buf *b, struct csv *c, const char *names[CSV_CELLS])
{
    size_t starts[CSV_CELLS];
    for (size_t i = 0; i < c->n_cells; i++) {
        starts[i] = b->n;
        rsv__buf_add(b, c->cells[i].text, c->cells[i].n + 1);
    }
    for (size_t i = 0; i < c->n_cells && !b->failed; i++) {
        names[i] = b->text + starts[i];
        rsv__csv_clean_name(b->text + starts[i]);
    }
    return !b->failed;
}

/* How the first rows write their times. */
static void learn_dates(struct scan_table *t, const struct csv *behind_header)
{
    enum { LOOKED_AT = 500 };
    struct dates d = {.n = 0};
    rsv_error why;
    t->csv.at = behind_header->at;
    for (int rows = 0; rows < LOOKED_AT && rsv__csv_next(&t->csv, &why) == RSV_OK && t->csv.n_cells > 0; rows++)
        for (size_t i = 0; i < t->csv.n_cells && i < t->columns.n; i++)
            if (t->columns.targets[i] == ROW_CREATED || t->columns.targets[i] == ROW_TIME)
                rsv__dates_learn(&d, t->csv.cells[i].text, t->csv.cells[i].n);
    t->order = rsv__dates_order(&d);
}

/* What the portal's download has beside the sign-ins. */
static bool is_steps(const char *const *names, size_t n)
{
    size_t known = 0;
    for (size_t i = 0; i < n; i++)
        known += rsv__same_fold(names[i], "Request ID") || rsv__same_fold(names[i], "Authentication method") ||
                 rsv__same_fold(names[i], "Succeeded");
    return known == 3;
}

/* Whether the text is CSV of sign-ins: its header, or its first row, says so. */
static bool csv_begins(struct scan_table *t, rsv_error *err)
{
    const char *names[CSV_CELLS];
    rsv_error why;
    rsv__csv_init(&t->csv, t->alloc, t->text, t->n);
    if (rsv__csv_next(&t->csv, err) != RSV_OK)
        return false;
    rsv__buf_clear(&t->plain);
    if (t->csv.n_cells < 2 || !keep_names(&t->plain, &t->csv, names))
        return false;
    const size_t n_names = t->csv.n_cells;
    bool known = rsv__columns_find(t->keys, names, n_names, &t->columns);
    const struct csv header = t->csv;
    if (!known && is_steps(names, n_names)) {
        rsv__table_damage(t, 0, "the steps of sign-ins, without their codes: scan the sign-ins downloaded with it");
        t->skips = true;
        return true;
    }
    if (!known && rsv__csv_next(&t->csv, &why) == RSV_OK && t->csv.n_cells == n_names) {
        for (size_t i = 0; i < n_names; i++)
            names[i] = t->csv.cells[i].text;
        known = rsv__columns_find_by_place(names, n_names, &t->columns);
    }
    if (known)
        learn_dates(t, &header);
    t->csv.at = header.at;
    t->csv.line = header.line;
    t->csv.column = header.column;
    t->used = (size_t)(t->csv.at - t->text);
    return known;
}

static void take_csv_row(struct scan_table *t, size_t at)
{
    struct table_cell cells[COLUMN_TARGETS] = {{0}};
    const struct csv *c = &t->csv;
    for (size_t i = c->n_cells; i > t->columns.n; i--)
        if (c->cells[i - 1].n > 0) {
            rsv__table_damage(t, at, "more cells than the header has columns");
            return;
        }
    for (size_t i = 0; i < c->n_cells; i++)
        rsv__table_set(cells, t->columns.targets[i], (struct table_cell){c->cells[i].text, c->cells[i].n, false});
    rsv__table_emit(t, cells, at);
}

/* A record that can't be read: go on with the next line. */
static void skip_csv_line(struct scan_table *t, size_t at, uint32_t line)
{
    const char *end = memchr(t->text + at, '\n', t->n - at);
    t->csv.at = end ? end + 1 : t->text + t->n;
    t->csv.line = line + 1;
    t->csv.column = 1;
}

static rsv_status step_csv(struct scan_table *t, bool *more, rsv_error *err)
{
    struct csv *c = &t->csv;
    if (t->skips) {
        t->used = t->n;
        *more = true;
        return RSV_OK;
    }
    rsv__csv_feed(c, t->text + t->used, t->n - t->used);
    *more = false;
    while (t->used < t->n && t->out.n < TABLE_OUT_ENOUGH) {
        const size_t at = t->used;
        const uint32_t line = c->line, column = c->column;
        rsv_error why;
        const rsv_status rc = rsv__csv_next(c, &why);
        if (rc != RSV_OK && rc != RSV_EINPUT) {
            *err = why;
            return rc;
        }
        const bool is_whole = rc == RSV_OK && t->text[t->n - 1] == '\n';
        if (c->at == c->end && !is_whole && !t->ended && t->n - at < MAX_ROW) { /* it may go on */
            c->at = t->text + at;
            c->line = line;
            c->column = column;
            *more = true;
            return RSV_OK;
        }
        if (rc == RSV_OK && c->n_cells > 0) {
            take_csv_row(t, at);
        } else if (rc != RSV_OK) {
            const bool is_open = c->at == c->end;
            if (is_open)
                skip_csv_line(t, at, line);
            rsv__table_damage(t, at, is_open ? "a quote that is never closed" : "a stray quote, or too many cells");
        }
        t->used = (size_t)(c->at - t->text);
    }
    *more = t->used == t->n;
    return RSV_OK;
}

/* --- reading ------------------------------------------------------------------------------------------ */

void rsv__table_close(struct scan_table *t)
{
    if (t == NULL)
        return;
    rsv__csv_free(&t->csv);
    rsv__buf_free(&t->out);
    rsv__buf_free(&t->plain);
    rsv__release(t->alloc, t->text, t->text ? t->room : 0);
    rsv__release(t->alloc, t, sizeof *t);
}

rsv_status rsv__table_open(struct alloc *alloc, const struct key_table *keys, struct source *source, const char *text,
                           size_t n, bool ended, struct scan_table **out, rsv_error *err)
{
    *out = NULL;
    struct scan_table *t = rsv__alloc_zero(alloc, sizeof *t);
    if (t == NULL)
        return rsv__nomem(err);
    *t = (struct scan_table){.alloc = alloc, .keys = keys, .source = source, .ended = ended, .line = 1};
    rsv__buf_init(&t->out, alloc);
    rsv__buf_init(&t->plain, alloc);
    rsv__csv_init(&t->csv, alloc, "", 0);
    t->room = n < FIRST_ROOM / 2 ? FIRST_ROOM : n * 2;
    t->text = rsv__alloc(alloc, t->room);
    rsv_status rc = t->text ? RSV_OK : rsv__nomem(err);
    bool is_table = false;
    if (rc == RSV_OK) {
        memcpy(t->text, text, n);
        t->n = n;
        const size_t first = rsv__scan_skip(t->text, 0, n);
        rsv_error why = {.code = RSV_OK};
        if (first < n && t->text[first] != '{' && t->text[first] != '[')
            is_table = csv_begins(t, &why); /* a first line that is no CSV begins no table */
        else
            is_table = rsv__table_json_begins(t);
        if (t->plain.failed || t->csv.text.failed)
            rc = rsv__nomem(err);
    }
    if (rc == RSV_OK && is_table)
        *out = t;
    else
        rsv__table_close(t);
    return rc;
}

bool rsv__table_ended(const struct scan_table *t)
{
    return t->ended && t->used >= t->n && t->given == t->out.n;
}

uint64_t rsv__table_done(const struct scan_table *t)
{
    return t->base + t->used;
}

/* More of the source behind what isn't done yet. */
static rsv_status fill(struct scan_table *t, rsv_error *err)
{
    line_of(t, t->used); /* what was counted of lines goes away with the text */
    t->lines_at = 0;
    memmove(t->text, t->text + t->used, t->n - t->used);
    t->base += t->used;
    t->n -= t->used;
    t->used = 0;
    if (t->room - t->n < FIRST_ROOM / 2) {
        char *grown = rsv__resize(t->alloc, t->text, t->room, t->room * 2);
        if (grown == NULL)
            return rsv__nomem(err);
        t->text = grown;
        t->room *= 2;
    }
    size_t got;
    const rsv_status rc = rsv__source_read(t->source, t->text + t->n, t->room - t->n, &got, err);
    t->n += got;
    t->ended = rsv__source_ended(t->source);
    t->paused = got == 0 && !t->ended;
    return rc;
}

/* The next rows; t->paused: there are none for now.  has_some: others weren't taken yet, which go first. */
static rsv_status step(struct scan_table *t, bool has_some, rsv_error *err)
{
    bool more = false;
    rsv_status rc = RSV_OK;
    rsv__buf_clear(&t->out);
    t->given = 0;
    if (t->form == TABLE_CSV)
        rc = step_csv(t, &more, err);
    else
        rsv__table_json_step(t, &more);
    if (t->out.failed || t->plain.failed)
        return rsv__nomem(err);
    const bool is_dry = rc == RSV_OK && more && t->out.n == 0 && !t->ended;
    t->paused = is_dry && has_some && rsv__source_paused(t->source);
    if (is_dry && !t->paused)
        rc = t->n - t->used < MAX_ROW ? fill(t, err) : rsv__fail(err, RSV_ELIMIT, "a row of more than 16 MB");
    return rc;
}

rsv_status rsv__table_read(struct scan_table *t, char *out, size_t n, size_t *got, rsv_error *err)
{
    *got = 0;
    while (*got < n) {
        const size_t left = t->out.n - t->given, take = left < n - *got ? left : n - *got;
        if (take > 0) {
            memcpy(out + *got, t->out.text + t->given, take);
            *got += take;
            t->given += take;
            continue;
        }
        if (rsv__table_ended(t))
            return RSV_OK;
        const rsv_status rc = step(t, *got > 0, err);
        if (rc != RSV_OK || t->paused)
            return rc;
    }
    return RSV_OK;
}
