/* SPDX-License-Identifier: MIT */
#include "article/guide_write.h"

#include "article/guide_passages.h"
#include "article/guide_scan.h"
#include "article/guide_wrap.h"
#include "base/number.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Our headings, and the sections of a guide that go below each. */
static const struct part {
    const char *heading;
    uint32_t sections;
} parts[] = {
    {"## What it means", 1u << SECTION_MEANING},
    {"## Telling the causes apart", 1u << SECTION_DIAGNOSIS},
    {"## Causes that the guide names", 1u << SECTION_CAUSES},
    {"## Steps that the guide names", 1u << SECTION_STEPS},
    {"## Needed before the steps", 1u << SECTION_BEFORE},
    {"## Good to know",
     1u << SECTION_NOTES | 1u << SECTION_LINKS | 1u << SECTION_LINK_TEST | 1u << SECTION_CLOSING},
    {"## What to collect", 1u << SECTION_COLLECT},
};

struct writer {
    struct arena *arena;
    const struct guide *g;
    struct buf *out;
    const struct guide_block **blocks; /* of the part that is being written */
    size_t n_blocks;

    struct {
        size_t indent; /* of what is inside the item */
        uint32_t number;
        bool ordered;
    } levels[DEPTH_MAX + 1];
    size_t n_levels;
    bool after_item;
};

/* --- front matter --------------------------------------------------------------------------------------- */

/* Whether YAML would read it as something else than this text. */
static bool needs_quotes(const char *text)
{
    static const char *const words[] = {"true", "false", "null", "yes", "no", "on", "off", "~"};
    double number;
    const size_t n = strlen(text);
    if (n == 0 || strchr("-?:,[]{}#&*!|>'\"%@` .+0123456789=<", *text) != NULL ||
        text[n - 1] == ':' || text[n - 1] == ' ' || strstr(text, ": ") || strstr(text, " #") ||
        rsv__number_parse(text, &number))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && rsv__span_starts(rsv__span(text), words[i]))
            return true;
    return false;
}

void rsv__guide_write_yaml(const char *text, struct buf *out)
{
    if (!needs_quotes(text)) {
        rsv__buf_text(out, text);
        return;
    }
    rsv__buf_char(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            rsv__buf_char(out, '\\');
        rsv__buf_char(out, *text);
    }
    rsv__buf_char(out, '"');
}

static void put_pair(struct buf *out, const char *key, const char *value)
{
    rsv__buf_text(out, key);
    rsv__buf_text(out, ": ");
    rsv__guide_write_yaml(value, out);
    rsv__buf_char(out, '\n');
}

static void put_head(const struct guide *g, const struct guide_references *refs, struct buf *out)
{
    rsv__buf_printf(out, "---\ncode: %" PRId64 "\n", g->title.code);
    if (g->title.name != NULL)
        put_pair(out, "name", g->title.name);
    put_pair(out, "title", g->title.title);
    rsv__buf_text(out, "nature: error\ncauses:\n  other: 100\n");
    if (refs->n > 0)
        rsv__buf_text(out, "references:\n");
    for (size_t i = 0; i < refs->n; i++) {
        put_pair(out, "  - title", refs->items[i].title);
        put_pair(out, "    url", refs->items[i].url);
    }
    rsv__buf_text(out, "---\n");
}

/* --- texts ---------------------------------------------------------------------------------------------------- */

static bool is_printed(const struct guide_passage *p)
{
    return p->reason == NULL && !p->only_link;
}

/* Whether block i of the part has blocks below it. */
static bool has_below(const struct writer *w, size_t i)
{
    const struct guide_block *b = w->blocks[i], *next = i + 1 < w->n_blocks ? w->blocks[i + 1] : NULL;
    if (next == NULL || next->kind == BLOCK_HEADING)
        return false;
    return next->depth > b->depth || (b->kind == BLOCK_PARAGRAPH && next->kind != BLOCK_PARAGRAPH);
}

/* "Words" as "**Words.**", as "**Words**" above a list, as "**Words:**" if what follows goes on. */
static void put_label(struct span label, bool above_list, const struct buf *behind, struct buf *text)
{
    const bool goes_on = behind->n > 0 && *behind->text >= 'a' && *behind->text <= 'z';
    rsv__buf_text(text, "**");
    rsv__buf_add(text, label.at, label.n);
    if (!above_list && !rsv__scan_ended(label))
        rsv__buf_char(text, goes_on ? ':' : '.');
    rsv__buf_text(text, "**");
}

static void put_passages(const struct guide *g, const struct guide_block *b, struct buf *text)
{
    for (uint32_t i = 0; i < b->n_passages; i++) {
        const struct guide_passage *p = &g->passages[b->first_passage + i];
        if (!is_printed(p))
            continue;
        if (text->n > 0)
            rsv__buf_char(text, ' ');
        rsv__buf_add(text, p->text.at, p->text.n);
    }
}

/* A list that isn't there any more needs no colon to announce it. */
static void close_colon(struct buf *text)
{
    if (text->n > 1 && text->text[text->n - 1] == ':')
        text->text[text->n - 1] = '.';
}

/* Whether block i is a label with nothing but one plain item below it: they go on one line. */
static bool has_lone_item(const struct writer *w, size_t i)
{
    const struct guide_block *b = w->blocks[i];
    const struct guide_block *child = has_below(w, i) ? w->blocks[i + 1] : NULL;
    const struct guide_block *after = i + 2 < w->n_blocks ? w->blocks[i + 2] : NULL;
    return child != NULL && child->kind == BLOCK_ITEM && child->label.n == 0 &&
           child->depth == b->depth + 1 &&
           (after == NULL || after->kind == BLOCK_HEADING || after->depth <= b->depth);
}

/* The text of block i, and of the item below it if that goes on the same line.  How many it took. */
static size_t compose(struct writer *w, size_t i, struct buf *out)
{
    const struct guide_block *b = w->blocks[i];
    const bool below = has_below(w, i);
    struct buf text;
    rsv__buf_init(&text, w->arena->alloc);
    if (b->text.n > 0)
        put_passages(w->g, b, &text);
    const bool lone = b->label.n > 0 && text.n == 0 && has_lone_item(w, i);
    if (lone)
        put_passages(w->g, w->blocks[i + 1], &text);
    if (b->label.n > 0)
        put_label(b->label, text.n == 0 && below, &text, out);
    if (b->label.n > 0 && text.n > 0)
        rsv__buf_char(out, ' ');
    rsv__buf_add(out, rsv__buf_get(&text), text.n);
    if (!below || lone)
        close_colon(out);
    out->failed = out->failed || text.failed;
    rsv__buf_free(&text);
    return lone ? 2 : 1;
}

/* --- blocks --------------------------------------------------------------------------------------------------- */

static size_t indent_at(const struct writer *w, size_t depth)
{
    return depth > 0 && depth <= w->n_levels ? w->levels[depth - 1].indent : 0;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void put_lines(struct writer *w, struct span s, size_t indent)
{
    while (s.n > 0) {
        const char *end = memchr(s.at, '\n', s.n);
        const size_t n = end ? (size_t)(end - s.at) : s.n;
        for (size_t i = 0; i < indent && n > 0; i++)
            rsv__buf_char(w->out, ' ');
        rsv__buf_add(w->out, s.at, n);
        rsv__buf_char(w->out, '\n');
        s = rsv__span_from(s, n + 1);
    }
}

/* A fence longer than any in the code. */
static void put_code(struct writer *w, struct span s, size_t indent)
{
    size_t ticks = 3, run = 0;
    const char *end = memchr(s.at, '\n', s.n);
    const size_t info = end ? (size_t)(end - s.at) : s.n;
    for (size_t i = 0; i < s.n; i++) {
        run = s.at[i] == '`' ? run + 1 : 0;
        ticks = run >= ticks ? run + 1 : ticks;
    }
    char *fence = rsv__arena_alloc(w->arena, ticks + info + 1);
    if (fence == NULL)
        return;
    memset(fence, '`', ticks);
    memcpy(fence + ticks, s.at, info);
    put_lines(w, (struct span){fence, ticks + info}, indent);
    put_lines(w, rsv__span_from(s, info + 1), indent);
    put_lines(w, (struct span){fence, ticks}, indent);
}

static void put_blank(struct writer *w)
{
    rsv__buf_char(w->out, '\n');
}

/* The marker of an item at `depth`; opens or goes on with the list there. */
static void take_marker(struct writer *w, size_t depth, bool ordered, char marker[32])
{
    const bool goes_on = depth < w->n_levels && w->levels[depth].ordered == ordered;
    if (!goes_on && depth < w->n_levels)
        put_blank(w); /* another kind of list */
    const uint32_t number = goes_on ? w->levels[depth].number + 1 : 1;
    const size_t outer = indent_at(w, depth);
    const int n = ordered ? snprintf(marker, 32, "%u. ", number) : snprintf(marker, 32, "- ");
    w->n_levels = depth + 1;
    w->levels[depth].indent = outer + (size_t)n;
    w->levels[depth].number = number;
    w->levels[depth].ordered = ordered;
}

/* Causes and remarks have no order, whatever the guide's author numbered. */
static bool is_numbered(const struct guide_block *b)
{
    return b->ordered && (b->depth > 0 || b->section == SECTION_STEPS ||
                          b->section == SECTION_DIAGNOSIS || b->section == SECTION_MEANING);
}

static void put_item(struct writer *w, const struct guide_block *b, struct span text)
{
    char marker[32];
    const size_t depth = least(b->depth, w->n_levels);
    if (!w->after_item)
        put_blank(w);
    take_marker(w, depth, is_numbered(b), marker);
    for (size_t i = 0; i < indent_at(w, depth); i++)
        rsv__buf_char(w->out, ' ');
    rsv__wrap(text, marker, w->levels[depth].indent, w->out);
    w->after_item = true;
}

static void put_other(struct writer *w, const struct guide_block *b, struct span text)
{
    const size_t depth = least(b->depth, w->n_levels);
    const size_t indent = indent_at(w, depth);
    put_blank(w);
    if (b->kind == BLOCK_CODE) {
        put_code(w, b->text, indent);
    } else if (b->kind == BLOCK_TABLE) {
        put_lines(w, b->text, indent);
    } else {
        for (size_t i = 0; i < indent; i++)
            rsv__buf_char(w->out, ' ');
        rsv__wrap(text, "", indent, w->out);
    }
    if (depth == 0 && text.n > 0 && text.at[text.n - 1] == ':')
        w->n_levels = 0; /* announces a list of its own */
    w->after_item = false;
}

static size_t put_block(struct writer *w, size_t i)
{
    const struct guide_block *b = w->blocks[i];
    struct buf text;
    size_t used = 1;
    rsv__buf_init(&text, w->arena->alloc);
    if (b->kind == BLOCK_HEADING) {
        rsv__buf_text(w->out, "\n### ");
        rsv__buf_add(w->out, b->text.at, b->text.n);
        rsv__buf_char(w->out, '\n');
        w->n_levels = 0;
        w->after_item = false;
    } else {
        if (b->kind == BLOCK_ITEM || b->kind == BLOCK_PARAGRAPH)
            used = compose(w, i, &text);
        const struct span s = {rsv__buf_get(&text), text.n};
        if (b->kind == BLOCK_ITEM)
            put_item(w, b, s);
        else
            put_other(w, b, s);
    }
    w->out->failed = w->out->failed || text.failed;
    rsv__buf_free(&text);
    return used;
}

/* --- parts ------------------------------------------------------------------------------------------------------ */

static void collect_blocks(struct writer *w, uint32_t sections)
{
    w->n_blocks = 0;
    w->n_levels = 0;
    w->after_item = false;
    for (size_t i = 0; i < w->g->n_blocks; i++) {
        const struct guide_block *b = &w->g->blocks[i];
        if (b->kept && (sections >> b->section & 1))
            w->blocks[w->n_blocks++] = b;
    }
}

/* The sentences of the title, unless the title has them all and others explain the code. */
static bool put_description(struct writer *w)
{
    const struct guide_title *t = &w->g->title;
    const struct span s = rsv__span(t->text);
    const bool more = s.n > strlen(t->title) + 1;
    if (s.n == 0 || (!more && w->n_blocks > 0))
        return false;
    struct buf text;
    rsv__buf_init(&text, w->arena->alloc);
    rsv__buf_add(&text, s.at, s.n);
    if (!rsv__scan_ended(s))
        rsv__buf_char(&text, '.');
    put_blank(w);
    rsv__wrap((struct span){rsv__buf_get(&text), text.n}, "", 0, w->out);
    w->out->failed = w->out->failed || text.failed;
    rsv__buf_free(&text);
    return true;
}

static void put_part(struct writer *w, const struct part *part)
{
    const bool first = part == parts;
    collect_blocks(w, part->sections);
    if (w->n_blocks == 0 && !first)
        return;
    rsv__buf_printf(w->out, "\n%s\n", part->heading);
    const bool described = first && put_description(w);
    if (first && !described && w->n_blocks == 0)
        rsv__buf_text(w->out, "\nThe guide doesn't say.\n");
    for (size_t i = 0; i < w->n_blocks;)
        i += put_block(w, i);
}

void rsv__guide_write(struct arena *arena, const struct guide *g,
                      const struct guide_references *references, struct buf *out)
{
    struct writer w = {.arena = arena, .g = g, .out = out};
    w.blocks = rsv__arena_alloc(arena, (g->n_blocks + 1) * sizeof *w.blocks);
    if (w.blocks == NULL)
        return;
    put_head(g, references, out);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        put_part(&w, &parts[i]);
}
