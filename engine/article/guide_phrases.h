/* SPDX-License-Identifier: MIT
 * guide_phrases.h - phrases that say nothing about any code, shipped with the program.
 *
 * A phrase is a row of words, one blank between:
 *     word      this word                     a/b/c    one of these
 *     gener~    a word that begins so         ?word    perhaps, alternatives too
 *     *         any words, none too
 * It must match a whole passage, whose words are folded and without marks.
 */
#ifndef RSV_ARTICLE_GUIDE_PHRASES_H
#define RSV_ARTICLE_GUIDE_PHRASES_H

#include "article/guide_parts.h"

enum phrase_kind {
    PHRASE_NONE,
    PHRASE_PLACEHOLDER, /* "steps could not be generated" */
    PHRASE_ABOUT,       /* the guide talks of itself: "By following these steps ..." */
    PHRASE_LINK_TEST,   /* "check that the links above work" */
    PHRASE_TEMPLATE,    /* of the form that many guides were made with; alone it may be meant */
    PHRASE_GENERIC      /* "Log in to the Azure portal." */
};

enum phrase_kind rsv__phrase_of(struct span passage);

bool rsv__phrase_matches(const char *phrase, const char *plain_words);

#endif
