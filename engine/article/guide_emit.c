/* SPDX-License-Identifier: MIT
 * guide_emit.c - what a whole text is: a heading after all, a step, several texts in one. */
#include "article/guide_builder.h"
#include "article/guide_scan.h"
#include "article/guide_sections.h"

#include <string.h>

enum { BOLD_LEVEL = 3, LABEL_WORDS = 10, HEADING_WORDS = 8 };

/* --- adding blocks ------------------------------------------------------------------------------- */

void rsv__builder_add(struct builder *b, struct guide_block block)
{
    struct guide *g = b->g;
    struct guide_block *grown = rsv__arena_grow(b->arena, g->blocks, g->n_blocks, &g->cap_blocks,
                                                g->n_blocks + 1, sizeof *grown);
    if (grown == NULL)
        return;
    g->blocks = grown;
    block.chapter = b->chapter;
    block.section = b->section;
    if (b->preface && block.kind == BLOCK_PARAGRAPH && block.depth == 0)
        block.section = SECTION_MEANING;
    else if (block.kind != BLOCK_HEADING)
        b->preface = false;
    grown[g->n_blocks++] = block;
}

static uint8_t deeper(size_t depth)
{
    return (uint8_t)(depth < DEPTH_MAX ? depth : DEPTH_MAX);
}

/* --- headings ------------------------------------------------------------------------------------------ */

/* A section's name that may have text right behind it; "Note: ..." is just a remark. */
static bool opens_section(struct span name, bool alone)
{
    enum guide_section section;
    if (rsv__span_words(name) > LABEL_WORDS || !rsv__section_of(name, &section))
        return false;
    return alone || rsv__span_words(name) > 1 ||
           (section != SECTION_NOTES && section != SECTION_LINKS && section != SECTION_DIAGNOSIS);
}

/* The heading that a paragraph begins with, bold or plain; what is behind it stays in *text. */
static bool take_heading(struct span *text, struct span *heading)
{
    struct span rest = {"", 0};
    bool colon;
    if (rsv__scan_bold(*text, heading, &colon, &rest)) {
        if (!opens_section(*heading, rest.n == 0) || (!colon && rest.n > 0))
            return false;
    } else if (rsv__scan_colon(*text, heading, &rest)) {
        if (!opens_section(*heading, rest.n == 0) &&
            !(rest.n == 0 && rsv__section_is_name(*heading)))
            return false;
    } else if (!rsv__scan_ended(*text) && rsv__span_words(*text) <= HEADING_WORDS &&
               opens_section(*text, true)) {
        *heading = *text;
    } else {
        return false;
    }
    *text = rest;
    return true;
}

/* "1. Common Issues:" and "1. Common Issues: a. Missing ...": numbered sections. */
static bool take_numbered_heading(const struct guide_block *block, struct span *text,
                                  struct span *heading)
{
    struct span rest;
    enum guide_section section;
    struct marker m;
    return block->depth == 0 && block->ordered && rsv__scan_colon(*text, heading, &rest) &&
           (rest.n == 0 || (rsv__scan_marker(rest, &m) && m.ordered)) &&
           opens_section(*heading, true) && rsv__section_of(*heading, &section) &&
           section != SECTION_LINK_TEST && (*text = rest, true);
}

static void add_heading(struct builder *b, struct span words, int level, uint32_t line)
{
    rsv__builder_add(b, (struct guide_block){
                            .kind = BLOCK_HEADING, .depth = (uint8_t)level, .line = line, .text = words});
}

static void add_step(struct builder *b, struct span words, uint32_t line)
{
    struct guide_block item = {.kind = BLOCK_ITEM, .ordered = true, .line = line, .text = words};
    if (!rsv__scan_ended(words) && rsv__span_words(words) <= LABEL_WORDS) {
        item.label = words;
        item.text.n = 0;
    }
    b->shift = 0;
    b->preface = false;
    rsv__builder_labelled(b, item);
    b->shift = 1;
}

static bool says_nothing(const struct guide_title *t)
{
    return t->name == NULL && (t->text == NULL || *t->text == '\0');
}

/* The guide's own title, if this heading can be it: the first H1, or the first with a code. */
static bool take_title(struct builder *b, struct span words, int level, uint32_t line)
{
    struct span rest;
    enum guide_section section;
    struct guide_title *t = &b->g->title, found = {.line = line};
    const bool coded = rsv__title_code(words, &rest) != 0;
    if (b->titled ? t->code != 0 || !coded
                  : !coded && (level != 1 || rsv__section_of(words, &section)))
        return false;
    rsv__title_read(b->arena, words, &found);
    if (says_nothing(&found) && b->titled)
        t->code = found.code;
    else
        *t = found;
    b->titled = true;
    return true;
}

/* A guide whose title is only a code may be named by the heading of its chapter. */
static void complete_title(struct builder *b, struct span words)
{
    struct guide_title *t = &b->g->title, found = {.line = t->line};
    if (!b->titled || !says_nothing(t))
        return;
    rsv__title_read(b->arena, words, &found);
    if (found.code == t->code)
        *t = found;
}

static void open_section(struct builder *b, struct span words, int level, uint32_t line)
{
    enum guide_section section;
    if (rsv__section_is_chapter(words) || rsv__section_is_name(words)) {
        b->chapter += rsv__section_is_chapter(words);
        b->section = SECTION_STEPS;
        b->preface = true;
        complete_title(b, words);
    } else if (rsv__section_of(words, &section)) {
        b->section = section;
        b->preface = false;
    } else if (level <= 2) {
        b->section = SECTION_NOTES;
        b->preface = false;
    }
    add_heading(b, words, level, line);
}

/* "#### Common Issues: 1. **Expired**: ..." on one line */
static struct span cut_list(struct span *words)
{
    struct span name, rest;
    struct marker m;
    if (!rsv__scan_colon(*words, &name, &rest) || !rsv__scan_marker(rest, &m) ||
        !opens_section(name, true))
        return (struct span){"", 0};
    *words = name;
    return rest;
}

/* Where a bold section name stands inside the text: "... expired. **Resolution:** - Reset it." */
static size_t find_heading(struct span s)
{
    struct span words, rest;
    bool colon;
    for (size_t i = 1; i + 4 < s.n; i++)
        if (s.at[i] == '*' && s.at[i + 1] == '*' && s.at[i - 1] == ' ' &&
            rsv__scan_bold(rsv__span_from(s, i), &words, &colon, &rest) && colon &&
            opens_section(words, false))
            return i;
    return s.n;
}

static void emit(struct builder *b, struct guide_block block);

/* "Step 2: Check it", and below a section "2. Check it". */
static bool is_step(struct span words, int level, struct span *step)
{
    enum guide_section section;
    struct marker m;
    const struct span bare = rsv__scan_bare(words);
    if (rsv__scan_step(bare, step))
        return step->n > 0;
    while (words.n > 0 && *words.at == '*')
        words = rsv__span_from(words, 1);
    *step = bare;
    return level >= BOLD_LEVEL && rsv__scan_marker(words, &m) && m.ordered && !m.lettered &&
           bare.n > 0 && !rsv__section_of(bare, &section) && !rsv__section_is_name(bare);
}

void rsv__builder_heading(struct builder *b, struct span words, int level, uint32_t line)
{
    struct span rest, step;
    struct marker m;
    b->n_levels = 0;
    b->shift = 0;
    const size_t run_in = find_heading(words);
    const struct guide_block tail = {.kind = BLOCK_PARAGRAPH,
                                     .line = line,
                                     .text = rsv__span_from(words, run_in)};
    words.n = run_in;
    if (take_title(b, words, level, line)) {
        emit(b, tail);
        return;
    }
    if (is_step(words, level, &step)) {
        add_step(b, step, line);
        return;
    }
    rest = cut_list(&words);
    open_section(b, rsv__scan_bare(words), level, line);
    if (rest.n > 0 && rsv__scan_marker(rest, &m))
        rsv__builder_labelled(b, (struct guide_block){.kind = BLOCK_ITEM,
                                             .ordered = m.ordered,
                                             .line = line,
                                             .text = rsv__span_from(rest, m.width)});
}

/* --- closing --------------------------------------------------------------------------------------------- */

/* Whatever is left of a text after a heading was taken off its beginning. */
static void add_rest(struct builder *b, struct guide_block block)
{
    block.kind = BLOCK_PARAGRAPH;
    block.depth = 0;
    if (block.text.n > 0)
        rsv__builder_labelled(b, block);
}

static void emit_text(struct builder *b, struct guide_block block)
{
    struct span heading, step;
    const bool paragraph = block.kind == BLOCK_PARAGRAPH;
    if (paragraph && rsv__scan_step(rsv__scan_bare(block.text), &step) && step.n > 0) {
        b->n_levels = 0;
        add_step(b, step, block.line);
    } else if ((paragraph && block.depth == 0 && take_heading(&block.text, &heading)) ||
               (!paragraph && take_numbered_heading(&block, &block.text, &heading))) {
        rsv__builder_heading(b, heading, BOLD_LEVEL, block.line);
        add_rest(b, block);
    } else {
        block.depth = deeper(block.depth + b->shift);
        rsv__builder_labelled(b, block);
    }
}

/* A text may be several, if a bold heading ran into it. */
static void emit(struct builder *b, struct guide_block block)
{
    struct span rest = block.text;
    while (rest.n > 0) {
        const size_t n = find_heading(rest);
        block.text = rsv__span_trim((struct span){rest.at, n});
        emit_text(b, block);
        rest = rsv__span_from(rest, n);
        block.kind = BLOCK_PARAGRAPH;
        block.depth = 0;
    }
}

struct span rsv__builder_take(struct builder *b)
{
    b->open = false;
    b->arena->failed = b->arena->failed || b->text.failed;
    const char *text = rsv__arena_copy(b->arena, rsv__buf_get(&b->text), b->text.n);
    return text ? rsv__span_trim((struct span){text, b->text.n}) : (struct span){"", 0};
}

void rsv__builder_close(struct builder *b)
{
    if (!b->open)
        return;
    b->now.text = rsv__builder_take(b);
    if (b->now.text.n == 0)
        return;
    const char last = b->now.text.at[b->now.text.n - 1];
    if (b->now.kind == BLOCK_ITEM && b->n_levels > 0)
        b->levels[b->n_levels - 1].announces = last == ':' || last == '*';
    emit(b, b->now);
}
