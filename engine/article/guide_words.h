/* SPDX-License-Identifier: MIT
 * guide_words.h - the words of a passage, and which of them say something.
 *
 * Words are compared folded, without apostrophes and plural s, by a 32-bit hash.  What a word is
 * worth: little words and those of any support text ("check", "error", "logs") are worth nothing;
 * numbers, code, addresses, symbols, cmdlets and menu paths are hard: a passage that has one says
 * something that must not get lost.
 */
#ifndef RSV_ARTICLE_GUIDE_WORDS_H
#define RSV_ARTICLE_GUIDE_WORDS_H

#include "article/guide_parts.h"

enum {
    WORD_LITTLE = 1,   /* the, of, is: not even counted */
    WORD_COMMON = 2,   /* in the vocabulary of generic words; little words are, too */
    WORD_ADVICE = 4,   /* a verb with which empty advice begins: check, ensure, consider */
    WORD_HARD = 8,     /* says something that other words can't */
    WORD_OWN = 16,     /* this guide's code or symbol, or its title in quotes */
    WORD_TITLE = 32,   /* in a run of words of the guide's title */
    WORD_NAME = 64,    /* capital inside a sentence: a product, a role, a button */
    WORD_LINK = 128,   /* an address */
    WORD_QUOTED = 256, /* between double quotes */
    WORD_FIRST = 512,  /* begins a sentence */
    WORD_TURN = 1024   /* not, no, never, without: turns the sense around */
};

struct guide_word {
    uint32_t hash;
    uint32_t flags;
    struct span text; /* as it stands */
};

/* The words of `text`, in `arena`; what is the guide's own is marked. */
struct guide_word *rsv__guide_words(struct arena *arena, const struct guide *g, struct span text,
                                    uint32_t *n);

/* Prepare g->title_runs, by which rsv__guide_words() marks the title's words. */
void rsv__guide_title_runs(struct arena *arena, struct guide *g);

/* Three words in a row, little ones left out, are what texts are compared by: the hash of
 * three hashes. */
uint64_t rsv__word_run(uint32_t a, uint32_t b, uint32_t c);

/* Whether an address is only the front door of a documentation or a portal. */
bool rsv__word_is_front_door(struct span url);

bool rsv__words_any(const struct guide_word *words, uint32_t n, uint32_t flags);

/* Lower-case words with single blanks, at most `size` bytes; false if they don't fit. */
bool rsv__words_plain(struct span text, char *out, size_t size);

/* Fold and stem a word in place; its new length. */
size_t rsv__word_stem(char *word, size_t n);

/* LITTLE, COMMON, ADVICE and TURN of a stemmed word; 0 if the vocabulary hasn't got it. */
uint32_t rsv__vocabulary_flags(const char *word);

/* The i-th word of the vocabulary, NULL behind the last. */
const char *rsv__vocabulary_word(size_t i);

#endif
