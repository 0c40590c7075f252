/* SPDX-License-Identifier: MIT
 * guide_judge.h - which passages of a guide go into the draft.
 *
 * A passage is dropped for one of these reasons, the first that fits:
 *   placeholder                    a note that generation failed, or "TODO"
 *   about the guide                "By following these steps ...", "test that the links work"
 *   points at no page              "see the official documentation", without a link
 *   same in 14 of 16 guides        also if reworded slightly
 *   generic phrase                 advice of nothing but generic words
 *   repeats the title
 *   repeats line 12, said again in line 80
 * A passage with a number, code, address, symbol or menu path goes only as a placeholder, a repeat,
 * or if nearly every guide has it.
 */
#ifndef RSV_ARTICLE_GUIDE_JUDGE_H
#define RSV_ARTICLE_GUIDE_JUDGE_H

#include "article/guide_common.h"
#include "article/guide_parts.h"

/* Sets the reasons of g's passages and what of its blocks is kept. */
void rsv__guide_judge(struct arena *arena, const struct tally *tally, struct guide *g);

#endif
