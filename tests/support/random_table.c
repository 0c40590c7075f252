/* SPDX-License-Identifier: MIT */
#include "support/random_table.h"

#include "base/doc.h"
#include "support/random_log.h"

#include <stdio.h>
#include <string.h>

enum { N_COLUMNS = 11, STATUS = 9, NOISE = 10 };

static const struct {
    const char *column, *key; /* NULL: not in the records */
} names[N_COLUMNS] = {{"Id", "id"},
                      {"TimeGenerated", "time"},
                      {"UserPrincipalName", "userPrincipalName"},
                      {"UserId", "userId"},
                      {"AppId", "appId"},
                      {"AppDisplayName", "appDisplayName"},
                      {"IPAddress", "ipAddress"},
                      {"CorrelationId", "correlationId"},
                      {"ResultType", "resultType"},
                      {"Status", "status"},
                      {"Note", NULL}};

struct table_writer {
    uint64_t seed;
    enum random_form form;
    char separator;
    const char *line_end;
    size_t order[N_COLUMNS];
    struct buf *out;
};

static unsigned pick(uint64_t *seed, unsigned n)
{
    return (unsigned)(random_next(seed) % n);
}

static void write_cell(struct table_writer *w, const char *text)
{
    struct buf *out = w->out;
    const size_t n = strlen(text);
    const bool is_plain = strpbrk(text, ",;\t\"\r\n") == NULL && (n == 0 || (text[0] != ' ' && text[n - 1] != ' '));
    if (is_plain && pick(&w->seed, 3) != 0) {
        rsv__buf_text(out, text);
        return;
    }
    rsv__buf_char(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            rsv__buf_char(out, '"');
        rsv__buf_char(out, *text);
    }
    rsv__buf_char(out, '"');
    if (pick(&w->seed, 8) == 0)
        rsv__buf_char(out, ' ');
}

static void write_begin(struct table_writer *w)
{
    if (w->form == RANDOM_OBJECTS) {
        rsv__buf_text(w->out, "[");
        return;
    }
    if (w->form == RANDOM_COLUMNS_ROWS)
        rsv__buf_text(w->out, "{\"tables\": [{\"columns\": [");
    for (size_t i = 0; i < N_COLUMNS; i++) {
        const char *name = names[w->order[i]].column;
        if (w->form == RANDOM_COLUMNS_ROWS) {
            rsv__buf_printf(w->out, "%s{\"name\":\"%s\", \"type\" : \"string\"}", i ? ", " : "", name);
            continue;
        }
        if (i > 0)
            rsv__buf_char(w->out, w->separator);
        write_cell(w, name);
    }
    rsv__buf_text(w->out, w->form == RANDOM_COLUMNS_ROWS ? "], \"rows\": [" : w->line_end);
}

static void write_row(struct table_writer *w, const char *const cells[N_COLUMNS], bool is_first)
{
    static const char *const opens[] = {"", "[", "{\"TableName\": \"T\", "}, *const closes[] = {"", "]", "}"};
    if (w->form != RANDOM_CSV && !is_first)
        rsv__buf_text(w->out, ",\n");
    rsv__buf_text(w->out, opens[w->form]);
    for (size_t i = 0; i < N_COLUMNS; i++) {
        const char *cell = cells[w->order[i]];
        if (i > 0)
            rsv__buf_char(w->out, w->form == RANDOM_CSV ? w->separator : ',');
        if (w->form == RANDOM_CSV) {
            write_cell(w, cell);
            continue;
        }
        if (w->form == RANDOM_OBJECTS)
            rsv__buf_printf(w->out, "\"%s\": ", names[w->order[i]].column);
        if (*cell == '\0' && pick(&w->seed, 2) == 0)
            rsv__buf_text(w->out, "null");
        else
            rsv__json_quote(cell, strlen(cell), w->out);
    }
    rsv__buf_text(w->out, closes[w->form]);
    if (w->form == RANDOM_CSV)
        rsv__buf_text(w->out, w->line_end);
}

static void write_record(const char *const cells[N_COLUMNS], const char *status, struct buf *out)
{
    rsv__buf_char(out, '{');
    for (size_t i = 0; i < N_COLUMNS; i++) {
        if (names[i].key == NULL || *cells[i] == '\0')
            continue;
        rsv__buf_printf(out, "%s\"%s\":", out->text[out->n - 1] == '{' ? "" : ",", names[i].key);
        if (i == STATUS)
            rsv__buf_text(out, status);
        else
            rsv__json_quote(cells[i], strlen(cells[i]), out);
    }
    rsv__buf_text(out, "}\n");
}

static const char *any_text(uint64_t *seed)
{
    static const char *const texts[] = {"", "a\"b", "x,y;z", "two\nlines", "\xc3\xbc@contoso.com", "back\\slash",
                                        " blanks ", "\"", "[", "{\"a\":", "it's", "\ttab", "a\r\nb", "plain"};
    return texts[pick(seed, sizeof texts / sizeof *texts)];
}

/* One sign-in; `status`: its object as a record has it, "" if it has none. */
static void make_row(uint64_t *seed, size_t i, char values[N_COLUMNS][64], char status[64])
{
    for (size_t c = 0; c < N_COLUMNS; c++) {
        snprintf(values[c], 64, "%s%u", any_text(seed), pick(seed, 3));
        if (pick(seed, 6) == 0)
            values[c][0] = '\0';
    }
    const unsigned code = pick(seed, 4) ? 50000 + pick(seed, 5) : 0;
    snprintf(values[0], 64, "%s-%zu", any_text(seed), i - (i > 0 && pick(seed, 9) == 0));
    snprintf(values[1], 64, "2026-11-%02uT%02u:14:03Z", 1 + pick(seed, 28), pick(seed, 24));
    snprintf(values[8], 64, "%u", 50000 + pick(seed, 5));
    values[STATUS][0] = status[0] = '\0';
    if (i > 0 && pick(seed, 2)) /* the first one tells what the rows are */
        return;
    snprintf(status, 64, "{\"errorCode\":%u,\"failureReason\":null}", code);
    if (pick(seed, 2))
        snprintf(values[STATUS], 64, "{'errorCode': %u, 'failureReason': None}", code);
    else
        snprintf(values[STATUS], 64, "{ \"errorCode\" : %u,\n\"failureReason\":null}", code);
}

void random_table(uint64_t seed, enum random_form form, size_t rows, struct buf *records, struct buf *table)
{
    static const char *const ends[] = {"", "]}]}", "]"};
    static const char separators[] = ",;\t";
    struct table_writer w = {.seed = seed, .form = form, .out = table};
    w.separator = separators[pick(&w.seed, 3)];
    w.line_end = pick(&w.seed, 2) ? "\r\n" : "\n";
    for (size_t i = 0; i < N_COLUMNS; i++) {
        const size_t k = pick(&w.seed, (unsigned)i + 1);
        w.order[i] = w.order[k];
        w.order[k] = i;
    }
    write_begin(&w);
    for (size_t i = 0; i < rows; i++) {
        char values[N_COLUMNS][64], status[64];
        const char *cells[N_COLUMNS];
        make_row(&w.seed, i, values, status);
        for (size_t c = 0; c < N_COLUMNS; c++)
            cells[c] = values[c];
        write_row(&w, cells, i == 0);
        write_record(cells, status, records);
    }
    rsv__buf_text(table, ends[form]);
}
