/* SPDX-License-Identifier: MIT
 * guide_common.h - what many guides say.
 *
 * Every passage is a row of words: little words left out, the guide's own title and code replaced by
 * one mark, so that "related to <title>" is the same in each.  The rows and their runs of three words
 * are counted in one hash table, per code: several guides of one code are one voice.  A passage is
 * common if its row is, or if common runs cover it but for generic words: then it is the same
 * sentence, slightly reworded.  Counting and asking are linear in the text.
 */
#ifndef RSV_ARTICLE_GUIDE_COMMON_H
#define RSV_ARTICLE_GUIDE_COMMON_H

#include "article/guide_parts.h"

struct tally_slot {
    uint64_t key;
    uint32_t last_group; /* 1-based; 0: a free slot */
    uint32_t count;
};

struct tally {
    struct alloc *alloc;
    struct tally_slot *slots;
    size_t n, cap; /* cap: a power of two, or 0 */
    uint32_t n_groups;
    bool failed;
};

void rsv__tally_init(struct tally *t, struct alloc *alloc);
void rsv__tally_free(struct tally *t);

/* Count a guide's passages.  Guides of one group must come one after the other. */
void rsv__tally_add(struct tally *t, struct arena *scratch, const struct guide *g);

/* Whether at least `least` codes say it; p->in_guides gets how many. */
bool rsv__tally_covers(const struct tally *t, struct arena *scratch, struct guide_passage *p,
                       uint32_t least);

/* The row of a passage's words as hashes; *n is its length. */
uint32_t *rsv__passage_row(struct arena *arena, const struct guide_passage *p, uint32_t *n);

#endif
