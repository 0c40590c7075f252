/* SPDX-License-Identifier: MIT
 * json_write.c - a document as JSON text. */
#include "base/doc.h"
#include "base/number.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

void rsv_text_free(char *text)
{
    free(text);
}

static void write_escape(uint32_t c, struct buf *out)
{
    static const char names[] = "\b\t\n\f\r\"\\";
    static const char letters[] = "btnfr\"\\";
    for (size_t i = 0; i < sizeof names - 1; i++) {
        if ((uint32_t)names[i] == c) {
            rsv__buf_char(out, '\\');
            rsv__buf_char(out, letters[i]);
            return;
        }
    }
    rsv__buf_printf(out, "\\u%04x", c);
}

static inline bool is_plain(char c)
{
    return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
}

static size_t skip_plain(const char *text, size_t i, size_t n)
{
    const uint64_t ones = ~UINT64_C(0) / 255, high = ones << 7;
    for (; n - i >= 8; i += 8) {
        uint64_t w;
        memcpy(&w, text + i, 8);
        const uint64_t quote = w ^ ones * '"', slash = w ^ ones * '\\', del = w ^ ones * 0x7f;
        if (((w | (w - ones * 0x20) | (quote - ones) | (slash - ones) | (del - ones)) & high) != 0)
            break;
    }
    while (i < n && is_plain(text[i]))
        i++;
    return i;
}

void rsv__json_quote(const char *text, size_t n, struct buf *out)
{
    size_t plain = skip_plain(text, 0, n);
    if (!rsv__buf_reserve(out, n + 2))
        return;
    if (plain == n) { /* as most are */
        char *at = out->text + out->n;
        *at = '"';
        if (n > 0)
            memcpy(at + 1, text, n);
        memcpy(at + n + 1, "\"", 2);
        out->n += n + 2;
        return;
    }
    rsv__buf_char(out, '"');
    plain = 0;
    for (size_t i = 0; i < n;) {
        i = skip_plain(text, i, n);
        if (i == n)
            break;
        uint32_t c = (unsigned char)text[i];
        size_t length = 1;
        if (c >= 0x80)
            c = rsv__utf8_decode(text + i, n - i, &length);
        const bool bad = c == UTF8_BAD;
        if (bad || c == '"' || c == '\\' || rsv__utf8_is_control(c)) { /* JSON may be printed, too */
            rsv__buf_add(out, text + plain, i - plain);
            if (bad)
                rsv__buf_text(out, "\xef\xbf\xbd");
            else
                write_escape(c, out);
            plain = i + length;
        }
        i += length;
    }
    rsv__buf_add(out, text + plain, n - plain);
    rsv__buf_char(out, '"');
}

static void write_scalar(const struct rsv_doc *d, struct buf *out)
{
    char number[RSV_NUMBER_SIZE];
    switch (rsv_doc_type(d)) {
    case RSV_BOOLEAN:
        rsv__buf_text(out, d->as.boolean ? "true" : "false");
        break;
    case RSV_INTEGER:
        rsv__integer_format(d->as.integer, number);
        rsv__buf_text(out, number);
        break;
    case RSV_NUMBER:
        rsv__number_format(d->as.number, number);
        rsv__buf_text(out, number);
        break;
    case RSV_TEXT:
        rsv__json_quote(d->as.text.at, d->as.text.n, out);
        break;
    default:
        rsv__buf_text(out, "null");
    }
}

static void new_line(bool pretty, int depth, struct buf *out)
{
    if (pretty)
        rsv__buf_printf(out, "\n%*s", depth * 2, "");
}

static void write_node(const struct rsv_doc *d, bool pretty, int depth, struct buf *out)
{
    const rsv_type type = rsv_doc_type(d);
    if (type != RSV_ARRAY && type != RSV_OBJECT) {
        write_scalar(d, out);
        return;
    }
    rsv__buf_char(out, type == RSV_ARRAY ? '[' : '{');
    for (const struct rsv_doc *c = d->as.child.first; c != NULL; c = c->next) {
        new_line(pretty, depth + 1, out);
        if (type == RSV_OBJECT) {
            rsv__json_quote(c->key, strlen(c->key), out);
            rsv__buf_text(out, pretty ? ": " : ":");
        }
        write_node(c, pretty, depth + 1, out);
        if (c->next != NULL)
            rsv__buf_char(out, ',');
    }
    if (d->as.child.first != NULL)
        new_line(pretty, depth, out);
    rsv__buf_char(out, type == RSV_ARRAY ? ']' : '}');
}

void rsv__doc_write(const struct rsv_doc *d, bool pretty, struct buf *out)
{
    write_node(d, pretty, 0, out);
}
