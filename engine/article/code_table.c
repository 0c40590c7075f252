/* SPDX-License-Identifier: MIT */
#include "article/code_table.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_LEAST = 3, CELLS = 3, NAME_LEAST = 4 };

struct span {
    const char *at;
    size_t n;
};

struct reader {
    struct arena *arena;
    struct buf buf;
    struct table_row *rows;
    size_t n, cap;
    const char *edition;
    bool digests; /* the third column holds digests, not descriptions */
    bool guide;   /* a heading names one code */
};

static struct span trim(struct span s)
{
    while (s.n > 0 && strchr(" \t\r", s.at[0]) != NULL) {
        s.at++;
        s.n--;
    }
    while (s.n > 0 && strchr(" \t\r", s.at[s.n - 1]) != NULL)
        s.n--;
    return s;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    const char l = rsv__lower(c);
    return (l >= 'a' && l <= 'z') || is_digit(c) || c == '_';
}

static bool begins(struct span s, const char *word)
{
    return s.n >= strlen(word) && memcmp(s.at, word, strlen(word)) == 0;
}

/* --- text without markup ------------------------------------------------------------------------ */

static const struct {
    const char *entity, *text;
} entities[] = {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}, {"&amp;", "&"},
                {"\xc2\xa0", " "}, {"\xe2\x80\x99", "'"}};

/* What stands for one character at `s`; 0: it stands for itself. */
static size_t take_entity(struct span s, struct buf *out)
{
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        if (!begins(s, entities[i].entity))
            continue;
        rsv__buf_text(out, entities[i].text);
        return strlen(entities[i].entity);
    }
    return 0;
}

/* "<li>" and "</ul>": a letter behind the bracket, so that "<= 5" stays. */
static size_t tag_length(struct span s)
{
    const size_t at = s.n > 1 && s.at[1] == '/' ? 2 : 1;
    if (s.at[0] != '<' || s.n <= at || !is_word(s.at[at]) || is_digit(s.at[at]))
        return 0;
    const char *end = memchr(s.at, '>', s.n);
    return end ? (size_t)(end - s.at) + 1 : 0;
}

/* Behind "](url)" at `s`, or 0. */
static size_t link_end(struct span s)
{
    if (s.n < 3 || s.at[0] != ']' || s.at[1] != '(')
        return 0;
    const char *end = memchr(s.at, ')', s.n);
    return end ? (size_t)(end - s.at) + 1 : 0;
}

static bool opens_link(struct span s)
{
    for (size_t i = 1; i + 1 < s.n && s.at[i] != '['; i++)
        if (s.at[i] == ']')
            return s.at[i + 1] == '(';
    return false;
}

/* Tags, links, emphasis and entities away, blanks folded. */
static const char *plain(struct reader *r, struct span s)
{
    struct buf *out = &r->buf;
    rsv__buf_clear(out);
    while (s.n > 0) {
        size_t n = tag_length(s);
        if (n > 0) {
            rsv__buf_char(out, ' ');
        } else if (s.at[0] == '\\' && s.n > 1 && strchr("|*_[]<>`\\", s.at[1]) != NULL) {
            rsv__buf_char(out, s.at[1]);
            n = 2;
        } else if ((n = link_end(s)) == 0 && (n = take_entity(s, out)) == 0) {
            n = 1;
            if (strchr("`*", s.at[0]) == NULL && !(s.at[0] == '[' && opens_link(s)))
                rsv__buf_char(out, s.at[0]);
        }
        s.at += n;
        s.n -= n;
    }
    const char *text = rsv__buf_get(out);
    char *copy = rsv__arena_alloc(r->arena, out->n + 1), *to = copy;
    for (; copy != NULL && *text != '\0'; text++) {
        const bool blank = strchr(" \t\r", *text) != NULL;
        if (!blank)
            *to++ = *text;
        else if (to > copy && to[-1] != ' ')
            *to++ = ' ';
    }
    while (to != NULL && to > copy && to[-1] == ' ')
        *--to = '\0';
    return copy ? copy : "";
}

/* --- code, name, description ------------------------------------------------------------------------ */

/* AADSTS50011, 50011, [AADSTS50011](link); 0: none. */
static int64_t take_code(const char *cell)
{
    const char *p = rsv__find_fold(cell, "aadsts") == cell ? cell + 6 : cell;
    int64_t code = 0;
    int digits = 0;
    for (; is_digit(*p) && digits < 9; p++, digits++)
        code = code * 10 + (*p - '0');
    return digits >= 5 && digits <= 8 && *p == '\0' ? code : 0;
}

/* Behind a separator at `p`, or NULL: a dash between blanks, a colon with a blank behind it. */
static const char *behind_separator(const char *p)
{
    static const char *const marks[] = {"-", "\xe2\x80\x93", "\xe2\x80\x94", ":", "\xef\xbc\x9a"};
    const bool blank = *p == ' ';
    p += blank;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const size_t n = strlen(marks[i]);
        const bool colon = i >= 3;
        if (strncmp(p, marks[i], n) != 0 || (!colon && !blank))
            continue;
        if (p[n] == ' ' || p[n] == '\0' || i == 4)
            return p + n + (p[n] == ' ');
    }
    return NULL;
}

/* Microsoft's names are one ASCII word with a capital inside; "Invalid" begins a sentence, and the code names itself. */
static size_t name_length(const char *text)
{
    size_t n = 0, capitals = 0;
    for (; is_word(text[n]); n++)
        capitals += text[n] >= 'A' && text[n] <= 'Z';
    return n >= NAME_LEAST && capitals > 1 && strncmp(text, "AADSTS", 6) != 0 && text[0] >= 'A' && text[0] <= 'Z' ? n : 0;
}

/* invalid_grant: an error of OAuth, which is part of the description: "V2Error: invalid_grant - ...". */
static bool begins_with_oauth(const char *text)
{
    size_t n = 0;
    while (text[n] >= 'a' && text[n] <= 'z')
        n++;
    return n > 0 && text[n] == '_';
}

static void split_name(struct reader *r, const char *cell, struct table_row *row)
{
    const size_t n = name_length(cell);
    const char *behind = n > 0 ? behind_separator(cell + n) : NULL;
    row->text = cell;
    if (n > 0 && cell[n] == '\0')
        behind = cell + n;
    if (behind == NULL || begins_with_oauth(behind))
        return;
    row->name = rsv__arena_copy(r->arena, cell, n);
    row->text = behind;
}

/* Of letters and digits only: punctuation and lists differ between editions that say the same.  64 bits of
 * FNV-1a, mixed: enough to tell wordings apart. */
static void make_digest(const char *text, char out[17])
{
    uint64_t h = 14695981039346656037u;
    for (; *text != '\0'; text++)
        if (is_word(*text) || (*text & 0x80))
            h = (h ^ (unsigned char)rsv__lower(*text)) * 1099511628211u;
    snprintf(out, 17, "%016" PRIx64, rsv__hash_mix(h));
}

static void add_row(struct reader *r, const struct table_row *row)
{
    struct table_row *grown = rsv__arena_grow(r->arena, r->rows, r->n, &r->cap, r->n + 1, sizeof *grown);
    if (grown == NULL)
        return;
    r->rows = grown;
    grown[r->n++] = *row;
}

/* --- lines ------------------------------------------------------------------------------------------- */

/* The next cell of a Markdown row; a pipe behind a backslash belongs to it. */
static struct span next_cell(struct span *line)
{
    size_t n = 0;
    while (n < line->n && (line->at[n] != '|' || (n > 0 && line->at[n - 1] == '\\')))
        n++;
    const struct span cell = trim((struct span){line->at, n});
    line->at += n + (n < line->n);
    line->n -= n + (n < line->n);
    return cell;
}

static void read_row(struct reader *r, struct span line, int number)
{
    struct table_row row = {.line = number};
    line.at++;
    line.n--;
    row.code = take_code(plain(r, next_cell(&line)));
    if (row.code == 0)
        return;
    const struct span first = next_cell(&line);
    const char *cell = plain(r, first);
    const struct span rest = trim(line);
    if (rest.n > 0 && name_length(cell) == strlen(cell) && *cell != '\0') { /* a column for names */
        row.name = cell;
        row.text = plain(r, next_cell(&line));
    } else if (rest.n > 0) { /* a pipe that nobody escaped */
        struct span whole = {first.at, (size_t)(rest.at + rest.n - first.at)};
        whole.n -= whole.at[whole.n - 1] == '|';
        split_name(r, plain(r, whole), &row);
    } else {
        split_name(r, cell, &row);
    }
    make_digest(row.text, row.digest);
    add_row(r, &row);
}

static void read_columns(struct reader *r, struct span line, int number)
{
    struct table_row row = {.line = number, .text = ""};
    struct span cells[CELLS] = {{"", 0}};
    for (int i = 0; i < CELLS && line.n > 0; i++) {
        const char *tab = memchr(line.at, '\t', line.n);
        const size_t n = tab ? (size_t)(tab - line.at) : line.n;
        cells[i] = trim((struct span){line.at, n});
        line.at += n + (tab != NULL);
        line.n -= n + (tab != NULL);
    }
    row.code = take_code(plain(r, cells[0]));
    if (row.code == 0)
        return;
    row.name = cells[1].n > 0 ? plain(r, cells[1]) : NULL;
    if (r->digests && cells[2].n == 16)
        memcpy(row.digest, cells[2].at, 16);
    else
        make_digest(row.text = plain(r, cells[2]), row.digest);
    add_row(r, &row);
}

/* "ms.date: 04/24/2024", or "# edition 2024-04-24". */
static void take_edition(struct reader *r, struct span line)
{
    int year, month, day;
    char text[64];
    snprintf(text, sizeof text, "%.*s", (int)line.n, line.at);
    if (sscanf(text, "ms.date: %2d/%2d/%4d", &month, &day, &year) == 3 ||
        sscanf(text, "# edition %4d-%2d-%2d", &year, &month, &day) == 3)
        r->edition = rsv__arena_printf(r->arena, "%04d-%02d-%02d", year, month, day);
}

static void read_line(struct reader *r, struct span line, int number, bool *columns)
{
    if (line.n > 0 && line.at[0] == '|')
        read_row(r, line, number);
    else if (begins(line, "code\tname\t"))
        *columns = true;
    else if (*columns)
        read_columns(r, line, number);
    r->digests = r->digests || begins(line, "code\tname\tdigest");
    r->guide = r->guide || begins(line, "# AADSTS");
    if (r->edition == NULL)
        take_edition(r, line);
}

static int by_code(const void *x, const void *y)
{
    const struct table_row *a = x, *b = y;
    return a->code != b->code ? (a->code > b->code ? 1 : -1) : (a->line > b->line) - (a->line < b->line);
}

bool rsv__code_table_read(const char *text, size_t n, struct arena *arena, struct code_table *out)
{
    struct reader r = {.arena = arena};
    bool columns = false;
    rsv__buf_init(&r.buf, arena->alloc);
    for (int line = 1; n > 0; line++) {
        const char *end = memchr(text, '\n', n);
        const size_t length = end ? (size_t)(end - text) : n;
        read_line(&r, trim((struct span){text, length}), line, &columns);
        text += length + (end != NULL);
        n -= length + (end != NULL);
    }
    arena->failed = arena->failed || r.buf.failed;
    rsv__buf_free(&r.buf);
    if (r.n > 1)
        qsort(r.rows, r.n, sizeof *r.rows, by_code);
    *out = (struct code_table){r.edition, r.rows, (uint32_t)r.n};
    return !arena->failed && !r.guide && (columns || r.n >= ROWS_LEAST);
}
