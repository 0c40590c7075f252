/* SPDX-License-Identifier: MIT */
#include "article/guide_lines.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

enum { DAMAGE = 0xfffd, TAB_WIDTH = 4, LOOK_AHEAD = 32 };

/* --- characters ------------------------------------------------------------------------------ */

/* What the bytes 0x80 to 0x9f mean in Windows-1252, where they are quotes, dashes and dots. */
static uint32_t from_windows(unsigned char byte)
{
    switch (byte) {
    case 0x91:
    case 0x92:
        return '\'';
    case 0x93:
    case 0x94:
        return '"';
    case 0x85:
        return 0x2026;
    case 0x95:
        return 0x2022;
    case 0x96:
        return 0x2013;
    case 0x97:
        return 0x2014;
    case 0xa0:
        return ' ';
    default:
        return DAMAGE;
    }
}

/* UTF-8 that was read as Windows-1252 and encoded once more. */
static const struct {
    const char *bytes;
    uint32_t meant;
} twice_encoded[] = {
    {"\u00e2\u20ac\u2122", '\''},   {"\u00e2\u20ac\u02dc", '\''},   {"\u00e2\u20ac\u0153", '"'},
    {"\u00e2\u20ac\xc2\x9d", '"'},  {"\u00e2\u20ac\u201c", 0x2013}, {"\u00e2\u20ac\u201d", 0x2014},
    {"\u00e2\u20ac\u00a6", 0x2026}, {"\u00ef\u00bf\u00bd", DAMAGE}, {"\u00c2\u00a0", ' '},
};

static uint32_t take_twice_encoded(const char *p, size_t n, size_t *length)
{
    for (size_t i = 0; i < sizeof twice_encoded / sizeof *twice_encoded; i++) {
        const size_t m = strlen(twice_encoded[i].bytes);
        if (m <= n && memcmp(p, twice_encoded[i].bytes, m) == 0) {
            *length = m;
            return twice_encoded[i].meant;
        }
    }
    return 0;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whether what follows is the end of "user's", "isn't", "they're". */
static bool follows_apostrophe(const char *p, size_t n)
{
    static const char *const ends[] = {"s", "t", "d", "m", "re", "ve", "ll"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const size_t m = strlen(ends[i]);
        if (m <= n && memcmp(p, ends[i], m) == 0 && (m == n || !is_letter(p[m])))
            return true;
    }
    return false;
}

static uint32_t plain(uint32_t c)
{
    if (c == 0x2018 || c == 0x2019)
        return '\'';
    if (c == 0x201c || c == 0x201d)
        return '"';
    if (c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f)
        return ' ';
    return c;
}

/* One character of the input as it is meant; 0: leave it out. */
static uint32_t take_char(const char *p, size_t n, size_t *length)
{
    uint32_t c = (unsigned char)*p;
    *length = 1;
    if (c < 0x80)
        return c == '\t' || !rsv__utf8_is_control(c) ? c : 0;
    c = take_twice_encoded(p, n, length);
    if (c != 0)
        return c;
    c = rsv__utf8_decode(p, n, length);
    if (c == UTF8_BAD)
        return from_windows((unsigned char)*p);
    c = plain(c);
    return rsv__utf8_is_control(c) ? 0 : c;
}

/* --- lines ------------------------------------------------------------------------------------ */

struct line_reader {
    struct arena *arena;
    struct guide *guide;
    struct buf line;
    uint32_t number;
};

static void put_tab(struct buf *b)
{
    do
        rsv__buf_char(b, ' ');
    while (b->n % TAB_WIDTH != 0);
}

/* A damaged character: an apostrophe again where it can't have been anything else. */
static void put_damage(struct line_reader *r, const char *rest, size_t n)
{
    struct buf *b = &r->line;
    const bool apostrophe = b->n > 0 && is_letter(b->text[b->n - 1]) && follows_apostrophe(rest, n);
    if (apostrophe)
        rsv__buf_char(b, '\'');
    else
        rsv__buf_utf8(b, DAMAGE);
    if (!apostrophe)
        rsv__guide_note(r->arena, &r->guide->remarks, r->number,
                        "a damaged character, left as U+FFFD", NULL);
}

static struct guide_line *add_line(struct arena *a, struct guide_lines *lines)
{
    struct guide_line *grown =
        rsv__arena_grow(a, lines->items, lines->n, &lines->cap, lines->n + 1, sizeof *grown);
    if (grown == NULL)
        return NULL;
    lines->items = grown;
    return &grown[lines->n++];
}

static void end_line(struct line_reader *r)
{
    struct buf *b = &r->line;
    const char *text = rsv__buf_get(b);
    size_t n = b->n, kept = n;
    while (kept > 0 && text[kept - 1] == ' ')
        kept--;
    const bool slash = kept > 0 && text[kept - 1] == '\\';
    const bool hard = n - kept >= 2 || slash;
    kept -= slash;
    struct guide_line *line = add_line(r->arena, &r->guide->lines);
    if (line == NULL)
        return;
    const char *copy = rsv__arena_copy(r->arena, text, kept);
    *line = (struct guide_line){copy ? copy : "", copy ? kept : 0, r->number, hard};
    r->arena->failed = r->arena->failed || b->failed;
    rsv__buf_clear(b);
}

static void read_lines(struct line_reader *r, const char *p, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t length = 1;
        if (p[i] == '\n' || p[i] == '\r') {
            end_line(r);
            r->number++;
            i += p[i] == '\r' && i + 1 < n && p[i + 1] == '\n' ? 2 : 1;
            continue;
        }
        const uint32_t c = take_char(p + i, n - i, &length);
        i += length;
        if (c == '\t')
            put_tab(&r->line);
        else if (c == DAMAGE)
            put_damage(r, p + i, n - i);
        else if (c != 0)
            rsv__buf_utf8(&r->line, c);
    }
    if (r->line.n > 0)
        end_line(r);
}

/* --- merge conflicts -------------------------------------------------------------------------- */

static bool is_marker(const struct guide_line *l, char c)
{
    for (size_t i = 0; i < 7; i++)
        if (i >= l->n || l->text[i] != c)
            return false;
    return l->n == 7 || l->text[7] == ' ';
}

/* Letters and digits alone, so that damage, quotes and markup don't matter. */
static uint32_t line_key(const struct guide_line *l)
{
    uint32_t h = 0;
    for (size_t i = 0; i < l->n; i++) {
        const char c = rsv__lower(l->text[i]);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            h = (uint32_t)rsv__hash_mix(h ^ (uint64_t)(unsigned char)c << 32);
    }
    return h;
}

static bool same_line(const struct guide_line *a, const struct guide_line *b)
{
    const uint32_t key = line_key(a);
    return key == line_key(b) && (key != 0 || strcmp(a->text, b->text) == 0);
}

static size_t damage_in(const struct guide_line *l)
{
    size_t count = 0;
    for (const char *p = strstr(l->text, "\xef\xbf\xbd"); p != NULL; p = strstr(p + 3, "\xef\xbf\xbd"))
        count++;
    return count;
}

static const struct guide_line *better(const struct guide_line *a, const struct guide_line *b)
{
    const size_t x = damage_in(a), y = damage_in(b);
    return x != y ? (x < y ? a : b) : a->n >= b->n ? a : b;
}

static void keep_line(struct arena *a, struct guide_lines *out, const struct guide_line *from)
{
    struct guide_line *line = add_line(a, out);
    if (line != NULL)
        *line = *from;
}

/* ours[0..n) and theirs[0..m): a line of both once, the others in their order.  A partner is
 * looked for a few lines ahead only, which keeps this linear. */
static void merge_sides(struct arena *a, const struct guide_line *ours, size_t n,
                        const struct guide_line *theirs, size_t m, struct guide_lines *out)
{
    size_t done = 0;
    for (size_t i = 0; i < m; i++) {
        const size_t limit = theirs[i].n == 0 ? 1 : LOOK_AHEAD;
        size_t j = done;
        while (j < n && j < done + limit && !same_line(&ours[j], &theirs[i]))
            j++;
        if (j == n || j == done + limit) {
            keep_line(a, out, &theirs[i]);
            continue;
        }
        for (; done < j; done++)
            keep_line(a, out, &ours[done]);
        keep_line(a, out, better(&ours[j], &theirs[i]));
        done = j + 1;
    }
    for (; done < n; done++)
        keep_line(a, out, &ours[done]);
}

struct hunk {
    size_t base, middle, end; /* line indices of |||||||, ======= and >>>>>>> */
};

/* The conflict that begins at `start`; false if it doesn't end. */
static bool find_hunk(const struct guide_lines *lines, size_t start, struct hunk *h)
{
    *h = (struct hunk){0, 0, 0};
    for (size_t i = start + 1; i < lines->n && !is_marker(&lines->items[i], '<'); i++) {
        if (is_marker(&lines->items[i], '|') && h->base + h->middle == 0)
            h->base = i;
        else if (is_marker(&lines->items[i], '=') && h->middle == 0)
            h->middle = i;
        else if (is_marker(&lines->items[i], '>') && h->middle != 0)
            h->end = i;
        if (h->end != 0)
            return true;
    }
    return false;
}

static bool has_conflicts(const struct guide_lines *lines)
{
    for (size_t i = 0; i < lines->n; i++)
        if (is_marker(&lines->items[i], '<') || is_marker(&lines->items[i], '>'))
            return true;
    return false;
}

static void resolve_conflicts(struct arena *a, struct guide *g)
{
    const struct guide_lines in = g->lines;
    struct guide_lines out = {0};
    struct hunk h;
    for (size_t i = 0; i < in.n; i++) {
        const struct guide_line *l = &in.items[i];
        if (is_marker(l, '<') && find_hunk(&in, i, &h)) {
            const size_t ours_end = h.base ? h.base : h.middle;
            merge_sides(a, l + 1, ours_end - i - 1, &in.items[h.middle + 1], h.end - h.middle - 1,
                        &out);
            rsv__guide_note(a, &g->remarks, l->number, "a merge conflict, both sides kept", NULL);
            i = h.end;
        } else if (is_marker(l, '<') || is_marker(l, '>') || is_marker(l, '=')) {
            rsv__guide_note(a, &g->remarks, l->number, "half a merge conflict, marker removed", NULL);
        } else {
            keep_line(a, &out, l);
        }
    }
    g->lines = out;
}

void rsv__guide_lines(struct arena *arena, const char *text, size_t n, struct guide *g)
{
    struct line_reader r = {.arena = arena, .guide = g, .number = 1};
    rsv__buf_init(&r.line, arena->alloc);
    read_lines(&r, text, n);
    arena->failed = arena->failed || r.line.failed;
    rsv__buf_free(&r.line);
    if (has_conflicts(&g->lines))
        resolve_conflicts(arena, g);
}
