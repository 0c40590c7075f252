/* SPDX-License-Identifier: MIT
 * guide_sections.h - what a heading says about the text below it, and what the title says. */
#ifndef RSV_ARTICLE_GUIDE_SECTIONS_H
#define RSV_ARTICLE_GUIDE_SECTIONS_H

#include "article/guide_parts.h"

/* The section that a heading opens, if its words are ones that guides use for sections. */
bool rsv__section_of(struct span heading, enum guide_section *out);

/* "Troubleshooting Steps": a chapter of which a guide may have several. */
bool rsv__section_is_chapter(struct span heading);

/* "Troubleshooting Guide for ...", "Error Code: AADSTS50135 - ...": the guide's name once more. */
bool rsv__section_is_name(struct span heading);

/* The number behind "AADSTS" in `text`; *rest is what follows it.  0: none. */
int64_t rsv__title_code(struct span text, struct span *rest);

/* The code in a file's name, with or without "aadsts".  0: none. */
int64_t rsv__title_code_of_path(const char *path);

/* Take "AADSTS50132: Symbol - Sentences." apart. */
void rsv__title_read(struct arena *arena, struct span heading, struct guide_title *out);

/* Fill in what the heading didn't give: code from the file's name, title from symbol or code. */
void rsv__title_complete(struct arena *arena, const char *path, struct guide_title *t);

#endif
