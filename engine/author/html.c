/* SPDX-License-Identifier: MIT */
#include "author/html.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* --- texts ------------------------------------------------------------------------------------- */

static void put_char(struct buf *out, char c)
{
    switch (c) {
    case '&':
        rsv__buf_text(out, "&amp;");
        break;
    case '<':
        rsv__buf_text(out, "&lt;");
        break;
    case '>':
        rsv__buf_text(out, "&gt;");
        break;
    case '"':
        rsv__buf_text(out, "&quot;");
        break;
    case '\'':
        rsv__buf_text(out, "&#39;");
        break;
    default:
        if ((unsigned char)c < 0x20 && c != '\n' && c != '\t')
            rsv__buf_utf8(out, 0xfffd);
        else
            rsv__buf_char(out, c);
    }
}

static void put_bytes(struct buf *out, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put_char(out, text[i]);
}

void rsv__html_text(struct buf *out, const char *text)
{
    put_bytes(out, text, strlen(text));
}

void rsv__html_printf(struct buf *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    for (const char *p = format; *p != '\0'; p++) {
        if (*p != '%') {
            rsv__buf_char(out, *p);
            continue;
        }
        p++;
        if (*p == 's')
            rsv__html_text(out, va_arg(args, const char *));
        else if (*p == 'u')
            rsv__buf_printf(out, "%u", va_arg(args, unsigned));
        else if (*p == 'g')
            rsv__buf_printf(out, "%g", va_arg(args, double));
        else if (strncmp(p, "lld", 3) == 0)
            rsv__buf_printf(out, "%lld", va_arg(args, long long)), p += 2;
        else
            rsv__buf_char(out, '%');
    }
    va_end(args);
}

/* --- marks inside a paragraph ------------------------------------------------------------------------ */

static const char *const link_start = "<https://";

/* "<https://...>": its length with both brackets, or 0. */
static size_t link_length(const char *s)
{
    if (strncmp(s, link_start, strlen(link_start)) != 0)
        return 0;
    const size_t n = strcspn(s, "> \n\"");
    return s[n] == '>' ? n + 1 : 0;
}

/* "text <https://...>" as article/markdown.h writes a link: the address alone is shown, as a link. */
static void put_link(struct buf *out, const char *address, size_t n)
{
    rsv__buf_text(out, "<a href=\"");
    put_bytes(out, address, n);
    rsv__buf_text(out, "\">");
    put_bytes(out, address + 8, n - 8);
    rsv__buf_text(out, "</a>");
}

void rsv__html_inline(struct buf *out, const char *text)
{
    bool code = false, strong = false;
    while (*text != '\0') {
        const size_t link = code ? 0 : link_length(text);
        if (link > 0) {
            put_link(out, text + 1, link - 2);
            text += link;
        } else if (*text == '`') {
            rsv__buf_text(out, code ? "</code>" : "<code>");
            code = !code;
            text++;
        } else if (!code && text[0] == '*' && text[1] == '*') {
            rsv__buf_text(out, strong ? "</strong>" : "<strong>");
            strong = !strong;
            text += 2;
        } else {
            put_char(out, *text++);
        }
    }
    rsv__buf_text(out, code ? "</code>" : "");
    rsv__buf_text(out, strong ? "</strong>" : "");
}

/* --- blocks -------------------------------------------------------------------------------------------- */

enum { DEEPEST = 8 };

struct writer {
    struct buf *out;
    int depth;             /* open lists, each with an open item */
    bool ordered[DEEPEST]; /* by depth, from 0 */
    int level;
};

static const char *text_of(const rsv_doc *d, const char *key)
{
    return rsv_doc_text(rsv_doc_get(d, key));
}

static void close_lists(struct writer *w, int depth)
{
    for (; w->depth > depth; w->depth--)
        rsv__buf_text(w->out, w->ordered[w->depth - 1] ? "</li></ol>\n" : "</li></ul>\n");
}

static void open_item(struct writer *w, const rsv_doc *b, int depth)
{
    const char *marker = text_of(b, "marker");
    const bool ordered = isdigit((unsigned char)*marker) != 0;
    if (w->depth == depth && w->ordered[depth - 1] != ordered)
        close_lists(w, depth - 1);
    if (w->depth == depth) {
        rsv__buf_text(w->out, "</li>\n<li>");
        return;
    }
    while (w->depth < depth) {
        int number = 1;
        if (ordered)
            sscanf(marker, "%d", &number);
        w->ordered[w->depth++] = ordered;
        if (ordered && number != 1)
            rsv__html_printf(w->out, "\n<ol start=\"%u\"><li>", (unsigned)number);
        else
            rsv__buf_text(w->out, ordered ? "\n<ol><li>" : "\n<ul><li>");
    }
}

static void put_code(struct buf *out, const rsv_doc *b)
{
    rsv__html_printf(out, "<pre tabindex=\"0\"><code data-language=\"%s\">%s</code></pre>\n", text_of(b, "language"),
                     text_of(b, "text"));
}

static void put_block(struct writer *w, const rsv_doc *b)
{
    const char *type = text_of(b, "block"), *text = text_of(b, "text");
    const int64_t asked = rsv_doc_integer(rsv_doc_get(b, "depth"));
    const int depth = asked < 0 ? 0 : asked > DEEPEST ? DEEPEST : (int)asked;
    const bool item = strcmp(type, "item") == 0 && depth > 0;
    close_lists(w, depth);
    if (strcmp(type, "heading") == 0) {
        const int level = w->level + (int)rsv_doc_integer(rsv_doc_get(b, "level")) - 2;
        const unsigned shown = level < 2 ? 2 : level > 6 ? 6 : (unsigned)level;
        rsv__html_printf(w->out, "<h%u>", shown);
        rsv__html_inline(w->out, text);
        rsv__html_printf(w->out, "</h%u>\n", shown);
    } else if (strcmp(type, "code") == 0) {
        put_code(w->out, b);
    } else if (item) {
        open_item(w, b, depth);
        rsv__html_inline(w->out, text);
    } else {
        const char *tag = strcmp(type, "quote") == 0 ? "blockquote" : "p";
        rsv__html_printf(w->out, "<%s>", tag);
        rsv__html_inline(w->out, text);
        rsv__html_printf(w->out, "</%s>\n", tag);
    }
}

void rsv__html_blocks(struct buf *out, const rsv_doc *first, const rsv_doc *end, int level)
{
    struct writer w = {.out = out, .level = level};
    for (const rsv_doc *b = first; b != NULL && b != end; b = rsv_doc_next(b))
        put_block(&w, b);
    close_lists(&w, 0);
}
