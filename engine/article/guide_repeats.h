/* SPDX-License-Identifier: MIT
 * guide_repeats.h - passages that a guide says twice. */
#ifndef RSV_ARTICLE_GUIDE_REPEATS_H
#define RSV_ARTICLE_GUIDE_REPEATS_H

#include "article/guide_parts.h"

/* Drop kept passages that another says, too: every word that tells something is in the other, in
 * runs.  Of two that say the same, one of a later chapter wins, else the first. */
void rsv__guide_repeats(struct arena *arena, struct guide *g);

#endif
