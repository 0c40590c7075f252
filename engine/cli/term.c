/* SPDX-License-Identifier: MIT */
#include "cli/term.h"

#include <langinfo.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

static int find_width(FILE *file, bool tty)
{
    struct winsize w;
    const char *columns = getenv("COLUMNS");
    int width = columns ? atoi(columns) : 0;
    if (width <= 0 && tty && ioctl(fileno(file), TIOCGWINSZ, &w) == 0)
        width = w.ws_col;
    if (width <= 0)
        width = 100;
    return width < 40 ? 40 : width > 120 ? 120 : width;
}

void rsv__term_init(struct term *t, FILE *file, bool plain, bool ascii)
{
    const char *kind = getenv("TERM"), *no_color = getenv("NO_COLOR");
    t->file = file;
    const bool tty = isatty(fileno(file));
    t->is_tty = tty && !plain;
    t->width = find_width(file, tty);
    t->color = t->is_tty && !(no_color && *no_color) && kind != NULL && strcmp(kind, "dumb") != 0;
    t->utf8 = !ascii && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* --- characters ------------------------------------------------------------------------------- */

struct piece { /* one character as it will be shown */
    size_t n;    /* bytes read */
    int columns;
    char shown[12];
};

/* As rsv__utf8_is_control(), which the command doesn't see. */
static bool is_dangerous(wchar_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb);
}

static struct piece next_piece(const struct term *t, const char *s)
{
    struct piece p = {.n = 1, .columns = 1};
    const unsigned char byte = (unsigned char)*s;
    wchar_t c = byte;
    if (byte >= 0x80) {
        mbstate_t state;
        memset(&state, 0, sizeof state);
        const size_t n = t->utf8 ? mbrtowc(&c, s, strlen(s), &state) : (size_t)-1;
        if (n == (size_t)-1 || n == (size_t)-2 || n == 0) {
            p.columns = snprintf(p.shown, sizeof p.shown, t->utf8 ? "\\x%02x" : "?", byte);
            while (!t->utf8 && ((unsigned char)s[p.n] & 0xc0) == 0x80)
                p.n++; /* one mark for the whole character */
            return p;
        }
        p.n = n;
    }
    if (is_dangerous(c)) {
        p.columns = snprintf(p.shown, sizeof p.shown, c < 0x100 ? "\\x%02x" : "\\u%04x",
                             (unsigned)c);
        return p;
    }
    memcpy(p.shown, s, p.n);
    p.columns = byte < 0x80 ? 1 : wcwidth(c);
    if (p.columns < 0)
        p.columns = 1;
    return p;
}

/* Bytes of the mark here: 0, 1 or 2. */
static size_t mark_at(enum style style, const char *s)
{
    if (style & STYLE_RAW)
        return 0;
    return *s == '`' ? 1 : s[0] == '*' && s[1] == '*' ? 2 : 0;
}

int rsv__term_width(const struct term *t, enum style style, const char *text)
{
    int width = 0;
    while (*text != '\0') {
        const size_t mark = mark_at(style, text);
        if (mark > 0) {
            width += mark == 1 && !t->color;
            text += mark;
            continue;
        }
        const struct piece p = next_piece(t, text);
        width += p.columns;
        text += p.n;
    }
    return width;
}

/* --- style --------------------------------------------------------------------------------------- */

static void set_style(struct term *t, enum style style)
{
    static const char *const codes[] = {"0", "1", "2", "32", "31", "33", "36"};
    if (t->color)
        fprintf(t->file, "\x1b[%sm", codes[style & 15]);
}

static void begin(struct term *t, enum style style)
{
    if ((style & 15) != STYLE_PLAIN)
        set_style(t, style);
}

static void end(struct term *t, enum style style)
{
    if ((style & 15) != STYLE_PLAIN)
        set_style(t, STYLE_PLAIN);
}

/* Write n bytes of text; *code and *strong say which marks are open. */
static void write_bytes(struct term *t, enum style style, const char *text, size_t n, bool *code,
                        bool *strong)
{
    for (size_t i = 0; i < n;) {
        const size_t mark_n = mark_at(style, text + i);
        if (mark_n > 0) {
            bool *open = text[i] == '`' ? code : strong;
            const enum style mark = text[i] == '`' ? STYLE_CODE : STYLE_STRONG;
            if (text[i] == '`' && !t->color)
                fputc('`', t->file); /* what is code must stay visible */
            if (*open) {
                set_style(t, STYLE_PLAIN);
                begin(t, style);
            } else {
                set_style(t, mark);
            }
            *open = !*open;
            i += mark_n;
            continue;
        }
        const struct piece p = next_piece(t, text + i);
        fputs(p.shown, t->file);
        i += p.n;
    }
}

void rsv__term_text(struct term *t, enum style style, const char *text)
{
    bool code = false, strong = false;
    begin(t, style);
    write_bytes(t, style, text, strlen(text), &code, &strong);
    end(t, style);
}

void rsv__term_printf(struct term *t, enum style style, const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    const int n = vasprintf(&text, format, args);
    va_end(args);
    if (n < 0)
        return;
    begin(t, style);
    for (const char *s = text; *s != '\0';) { /* newlines are ours */
        const struct piece p = next_piece(t, s);
        fputs(*s == '\n' ? "\n" : p.shown, t->file);
        s += *s == '\n' ? 1 : p.n;
    }
    end(t, style);
    free(text);
}

void rsv__term_spaces(struct term *t, int n)
{
    if (n > 0)
        fprintf(t->file, "%*s", n, "");
}

/* --- layout ------------------------------------------------------------------------------------------ */

/* The first word: its bytes and columns. */
static size_t next_word(const struct term *t, enum style style, const char *s, int *columns)
{
    size_t n = 0;
    *columns = 0;
    while (s[n] != '\0' && s[n] != ' ' && s[n] != '\n') {
        const size_t mark = mark_at(style, s + n);
        if (mark > 0) {
            *columns += mark == 1 && !t->color;
            n += mark;
            continue;
        }
        const struct piece p = next_piece(t, s + n);
        *columns += p.columns;
        n += p.n;
    }
    return n;
}

static void new_line(struct term *t, int indent)
{
    fputc('\n', t->file);
    rsv__term_spaces(t, indent);
}

int rsv__term_wrap(struct term *t, enum style style, const char *text, int column, int indent,
                   int reserve)
{
    bool code = false, strong = false, first = true;
    begin(t, style);
    while (*text != '\0') {
        int columns;
        if (*text == ' ' || *text == '\n') {
            text++;
            continue;
        }
        const size_t n = next_word(t, style, text, &columns);
        const bool last = text[n + strspn(text + n, " \n")] == '\0';
        const int room = t->width - (last ? reserve : 0);
        if (!first && column + 1 + columns > room && column > indent) {
            new_line(t, indent);
            column = indent;
        } else if (!first) {
            fputc(' ', t->file);
            column++;
        }
        write_bytes(t, style, text, n, &code, &strong);
        column += columns;
        text += n;
        first = false;
    }
    if (code || strong)
        set_style(t, STYLE_PLAIN);
    end(t, style);
    return column;
}

void rsv__term_right(struct term *t, enum style style, const char *text, int column, int indent)
{
    const int n = rsv__term_width(t, style, text);
    if (column + 2 + n <= t->width) {
        rsv__term_spaces(t, t->width - n - column);
    } else {
        fputc('\n', t->file);
        rsv__term_spaces(t, indent);
    }
    rsv__term_text(t, style, text);
    fputc('\n', t->file);
}

void rsv__term_heading(struct term *t, const char *text)
{
    fputc('\n', t->file);
    rsv__term_text(t, STYLE_STRONG, text);
    fputc('\n', t->file);
}

void rsv__term_lines(struct term *t, enum style style, const char *text, int indent)
{
    while (*text != '\0') {
        const size_t n = strcspn(text, "\n");
        rsv__term_spaces(t, n > 0 ? indent : 0);
        begin(t, style);
        for (size_t i = 0; i < n;) {
            const struct piece p = next_piece(t, text + i);
            fputs(text[i] == '\t' ? "    " : p.shown, t->file);
            i += p.n;
        }
        end(t, style);
        fputc('\n', t->file);
        text += n + (text[n] == '\n');
    }
}

const char *rsv__term_dot(const struct term *t)
{
    return t->utf8 ? "\xc2\xb7" : "-";
}
