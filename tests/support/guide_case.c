/* SPDX-License-Identifier: MIT */
#include "support/guide_case.h"

#include "article/guide_blocks.h"
#include "article/guide_lines.h"
#include "article/guide_passages.h"
#include "article/guide_sections.h"
#include "article/guide_words.h"

#include <string.h>

static const char *const section_names[N_SECTIONS] = {"meaning", "diagnosis", "causes", "before",
                                                      "steps",   "notes",     "collect", "links",
                                                      "linktest", "closing"};

void guide_case_open(struct guide_case *c)
{
    memset(c, 0, sizeof *c);
    rsv__alloc_init(&c->alloc, fail_alloc_on(&c->memory, 0));
    rsv__arena_init(&c->arena, &c->alloc);
    rsv__buf_init(&c->out, &c->alloc);
    c->guide.path = "guide.md";
}

size_t guide_case_close(struct guide_case *c)
{
    rsv__buf_free(&c->out);
    rsv__arena_free(&c->arena);
    return c->memory.live;
}

void guide_case_read(struct guide_case *c, const char *text)
{
    struct guide *g = &c->guide;
    rsv__guide_lines(&c->arena, text, strlen(text), g);
    rsv__guide_blocks(&c->arena, g);
    rsv__title_complete(&c->arena, g->path, &g->title);
    rsv__guide_title_runs(&c->arena, g);
    rsv__guide_passages(&c->arena, g);
}

static const char *marker_of(const struct guide_block *b)
{
    switch (b->kind) {
    case BLOCK_ITEM:
        return b->ordered ? " 1." : " -";
    case BLOCK_HEADING:
        return " ##";
    case BLOCK_CODE:
        return " code";
    case BLOCK_TABLE:
        return " table";
    case BLOCK_PARAGRAPH:
        break;
    }
    return "";
}

const char *guide_case_blocks(struct guide_case *c)
{
    rsv__buf_clear(&c->out);
    for (size_t i = 0; i < c->guide.n_blocks; i++) {
        const struct guide_block *b = &c->guide.blocks[i];
        rsv__buf_printf(&c->out, "%u %s %u%s", b->line, section_names[b->section], b->depth,
                        marker_of(b));
        if (b->label.n > 0)
            rsv__buf_printf(&c->out, " [%.*s]", (int)b->label.n, b->label.at);
        if (b->text.n > 0)
            rsv__buf_printf(&c->out, " %.*s", (int)b->text.n, b->text.at);
        rsv__buf_char(&c->out, '\n');
    }
    return rsv__buf_get(&c->out);
}

const char *guide_case_passages(struct guide_case *c)
{
    rsv__buf_clear(&c->out);
    for (size_t i = 0; i < c->guide.n_passages; i++) {
        const struct guide_passage *p = &c->guide.passages[i];
        const char *mark = p->reason ? p->reason : p->only_link ? "@" : "+";
        rsv__buf_printf(&c->out, "%s%s %.*s\n", mark, p->reason ? ":" : "", (int)p->text.n,
                        p->text.at);
    }
    return rsv__buf_get(&c->out);
}

const char *guide_case_lines(struct guide_case *c)
{
    rsv__buf_clear(&c->out);
    for (size_t i = 0; i < c->guide.lines.n; i++)
        rsv__buf_printf(&c->out, "%u|%s%s\n", c->guide.lines.items[i].number,
                        c->guide.lines.items[i].text, c->guide.lines.items[i].hard_break ? "|" : "");
    return rsv__buf_get(&c->out);
}
