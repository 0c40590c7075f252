/* SPDX-License-Identifier: MIT
 * guide_builder.h - what guide_blocks.c (which line belongs where) and guide_emit.c (what a whole
 * text is) share. */
#ifndef RSV_ARTICLE_GUIDE_BUILDER_H
#define RSV_ARTICLE_GUIDE_BUILDER_H

#include "article/guide_parts.h"
#include "base/buf.h"

/* A list that is open: where its markers and its texts begin. */
struct list_level {
    size_t marker, content; /* columns */
    bool ordered;
    bool announces; /* the last item ended in a colon: what follows is below it */
};

struct builder {
    struct arena *arena;
    struct guide *g;

    bool open; /* a paragraph or item is being joined in `text` */
    struct buf text;
    struct guide_block now;
    size_t last_width; /* of the line joined last */

    struct list_level levels[DEPTH_MAX];
    size_t n_levels;

    enum guide_section section;
    bool preface; /* below a guide's name: paragraphs explain, lists are steps */
    bool titled;
    uint8_t shift; /* 1 below a "Step 3:" that has become an item */
    uint32_t chapter;
};

/* End the open text and return it, in the arena. */
struct span rsv__builder_take(struct builder *b);

/* Turn the open text into blocks. */
void rsv__builder_close(struct builder *b);

/* A heading line of that level; 3 for bold and plain lines. */
void rsv__builder_heading(struct builder *b, struct span words, int level, uint32_t line);

/* Add a paragraph or item: its label, and the list that it may have inside, become blocks. */
void rsv__builder_labelled(struct builder *b, struct guide_block block);

/* Add one finished block as it is; its texts must live as long as the arena. */
void rsv__builder_add(struct builder *b, struct guide_block block);

#endif
