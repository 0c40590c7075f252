/* SPDX-License-Identifier: MIT
 * guide_parts.h - what a guide is taken apart into: lines, blocks, passages.
 *
 *     bytes -> lines -> blocks -> passages -> judged passages -> draft
 *
 * Blocks are one flat array with depths instead of a tree, so that no input makes us recurse.  All
 * of it lives in one scratch arena that dies with the import; an allocation that fails leaves
 * `arena->failed` set, which is looked at once, at the end.
 */
#ifndef RSV_ARTICLE_GUIDE_PARTS_H
#define RSV_ARTICLE_GUIDE_PARTS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* A run of text inside something longer. */
struct span {
    const char *at;
    size_t n;
};

struct guide_line {
    const char *text; /* NUL-terminated, without line end and trailing blanks */
    size_t n;
    uint32_t number;  /* 1-based, in the file */
    bool hard_break;  /* ended in two blanks or a backslash */
};

struct guide_lines {
    struct guide_line *items;
    size_t n, cap;
};

/* Something to tell the reader of the report. */
struct guide_note {
    uint32_t line;
    const char *reason;
    const char *text;
};

struct guide_notes {
    struct guide_note *items;
    size_t n, cap;
};

/* What a part of a guide is about. */
enum guide_section {
    SECTION_MEANING,
    SECTION_DIAGNOSIS,
    SECTION_CAUSES,
    SECTION_BEFORE, /* prerequisites */
    SECTION_STEPS,
    SECTION_NOTES,
    SECTION_COLLECT,
    SECTION_LINKS,
    SECTION_LINK_TEST, /* "check that the links above work" */
    SECTION_CLOSING,
    N_SECTIONS
};

enum block_kind { BLOCK_PARAGRAPH, BLOCK_ITEM, BLOCK_HEADING, BLOCK_CODE, BLOCK_TABLE };

enum { DEPTH_MAX = 6 };

struct guide_block {
    enum block_kind kind;
    enum guide_section section;
    uint8_t depth;    /* 0: not inside a list item; of a heading its level */
    bool ordered;     /* item: had a number or letter */
    uint32_t line;
    uint32_t chapter; /* counts "Troubleshooting Steps" sections */
    struct span label; /* the bold or titled words before the text; n 0: none */
    struct span text;  /* joined, blanks folded; code: lines as they are; n 0: none */
    uint32_t first_passage, n_passages;
    uint32_t label_tells; /* how many words of the label not every guide has */
    bool kept;        /* something of it goes into the draft */
};

/* What is judged as one: a sentence with those that lean on it, a table, a code block, or the
 * label of a block that has no text. */
struct guide_passage {
    uint32_t block;
    struct span text;
    struct guide_word *words;
    uint32_t n_words;
    bool hard;          /* has a word that must not get lost */
    bool frequent;      /* in so many guides that a row of such passages is a template */
    bool only_link;     /* kept as a reference, not as text */
    uint32_t in_guides; /* how many guides say it, once counted */
    const char *reason; /* why it is dropped; NULL: kept */
};

struct guide_title {
    int64_t code;
    const char *name;  /* Microsoft's symbol; NULL: none */
    const char *text;  /* the sentences behind it; "" if there are none */
    const char *title; /* for the front matter */
    uint32_t line;
};

struct guide {
    const char *path;
    struct guide_title title;
    uint32_t group; /* guides of one code are one voice */
    struct guide_lines lines;
    struct guide_block *blocks;
    size_t n_blocks, cap_blocks;
    struct guide_passage *passages;
    size_t n_passages, cap_passages;
    struct guide_notes dropped; /* what went before there were passages */
    struct guide_notes remarks; /* what was repaired or looks wrong */
    uint64_t *title_runs;       /* sorted hashes of the title's word runs */
    size_t n_title_runs;
};

static inline void rsv__guide_note(struct arena *a, struct guide_notes *notes, uint32_t line,
                                   const char *reason, const char *text)
{
    struct guide_note *grown =
        rsv__arena_grow(a, notes->items, notes->n, &notes->cap, notes->n + 1, sizeof *grown);
    if (grown == NULL)
        return;
    notes->items = grown;
    grown[notes->n++] = (struct guide_note){line, reason, text};
}

#endif
