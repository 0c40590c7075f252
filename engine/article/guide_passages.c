/* SPDX-License-Identifier: MIT */
#include "article/guide_passages.h"

#include "article/guide_scan.h"
#include "article/guide_words.h"

#include <string.h>

enum { REACH = 400 };

/* --- sentences --------------------------------------------------------------------------------------- */

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* "e.g.", "i.e.", "etc.", "vs.": the stop belongs to the word. */
static bool is_abbreviation(struct span s, size_t stop)
{
    static const char *const words[] = {"e.g", "i.e", "etc", "vs", "no", "approx", "incl"};
    size_t start = stop;
    while (start > 0 && s.at[start - 1] != ' ' && s.at[start - 1] != '(')
        start--;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == stop - start && rsv__span_starts(rsv__span_from(s, start), words[i]))
            return true;
    return stop - start == 1 && is_upper(s.at[start]); /* an initial */
}

/* Past the code span, quotation or bracket that begins at i; i itself if it doesn't end soon. */
static size_t skip_enclosed(struct span s, size_t i)
{
    static const char opening[] = "`\"([", closing[] = "`\")]";
    const char *kind = strchr(opening, s.at[i]);
    if (kind == NULL)
        return i;
    const char close = closing[kind - opening];
    for (size_t k = i + 1; k < s.n && k < i + REACH; k++)
        if (s.at[k] == close)
            return k;
    return i;
}

static bool begins_sentence(struct span s)
{
    return s.n > 0 && (is_upper(*s.at) || strchr("\"'`*[({", *s.at) != NULL ||
                       (*s.at >= '0' && *s.at <= '9') || (unsigned char)*s.at >= 0x80);
}

static bool is_stop(char c)
{
    return c == '.' || c == '!' || c == '?';
}

size_t rsv__sentence_length(struct span s)
{
    for (size_t i = 0; i < s.n; i++) {
        const size_t past = skip_enclosed(s, i);
        /* a stop inside quotes ends the sentence if the quotation does */
        const size_t stop = past > i && s.at[past] == '"' && is_stop(s.at[past - 1]) ? past - 1 : past;
        i = past;
        if (!is_stop(s.at[stop]) || is_abbreviation(s, stop))
            continue;
        size_t end = stop + 1;
        while (end < s.n && strchr("\"')*_", s.at[end]) != NULL)
            end++;
        if (end < s.n && s.at[end] == ' ' && begins_sentence(rsv__span_from(s, end + 1)))
            return end;
    }
    return s.n;
}

/* A sentence that makes no sense without the one before it. */
static bool leans(struct span s)
{
    static const char *const words[] = {"this ",      "it ",         "its ",        "these ",
                                        "that ",      "they ",       "those ",      "otherwise",
                                        "if so",      "if not",      "if yes",      "if it ",
                                        "if they ",   "if disabled", "if enabled",  "then ",
                                        "doing so",   "for example", "for instance", "e.g.",
                                        "such ",      "however",     "in that case", "in this case",
                                        "instead",    "afterwards",  "here "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (rsv__span_starts(s, words[i]))
            return true;
    return false;
}

/* --- passages ------------------------------------------------------------------------------------------- */

static void add_passage(struct arena *arena, struct guide *g, uint32_t block, struct span text)
{
    struct guide_passage *grown = rsv__arena_grow(arena, g->passages, g->n_passages,
                                                  &g->cap_passages, g->n_passages + 1, sizeof *grown);
    if (grown == NULL)
        return;
    g->passages = grown;
    struct guide_passage p = {.block = block, .text = text};
    p.words = rsv__guide_words(arena, g, text, &p.n_words);
    p.hard = g->blocks[block].kind == BLOCK_CODE || rsv__words_any(p.words, p.n_words, WORD_HARD);
    grown[g->n_passages++] = p;
    g->blocks[block].n_passages++;
}

/* "This guide ..." is about the guide, not about the sentence before. */
static bool stands_alone(struct span s)
{
    return rsv__span_starts(s, "this guide") || rsv__span_starts(s, "this troubleshooting") ||
           rsv__span_starts(s, "here is a") || rsv__span_starts(s, "here's a") ||
           rsv__span_starts(s, "heres a") || rsv__span_starts(s, "this error") ||
           rsv__span_starts(s, "here are");
}

/* "Below is a guide for this error, which occurs when ...": the clause says something. */
static size_t find_clause(struct span s)
{
    static const char *const clauses[] = {", which occurs ", ", which indicates ", ", which means ",
                                          ", which happens ", ", which appears "};
    if (!rsv__span_starts(s, "here") && !rsv__span_starts(s, "below"))
        return s.n;
    for (size_t i = 0; i < s.n; i++)
        for (size_t k = 0; s.at[i] == ',' && k < sizeof clauses / sizeof *clauses; k++)
            if (rsv__span_starts(rsv__span_from(s, i), clauses[k]))
                return i;
    return s.n;
}

static void add_sentence(struct arena *arena, struct guide *g, uint32_t block, struct span text)
{
    const size_t clause = find_clause(text);
    if (clause < text.n) {
        const struct span rest = rsv__span_from(text, clause + strlen(", which "));
        char *copy = rsv__arena_printf(arena, "It %.*s", (int)rest.n, rest.at);
        add_passage(arena, g, block, (struct span){text.at, clause});
        if (copy != NULL)
            add_passage(arena, g, block, rsv__span(copy));
        return;
    }
    add_passage(arena, g, block, text);
}

static void add_sentences(struct arena *arena, struct guide *g, uint32_t block, struct span text)
{
    struct span open = {text.at, 0};
    while (text.n > 0) {
        const size_t n = rsv__sentence_length(text);
        if (open.n > 0 && leans(text) && !stands_alone(text)) {
            open.n = (size_t)(text.at + n - open.at);
        } else {
            if (open.n > 0)
                add_sentence(arena, g, block, open);
            open = (struct span){text.at, n};
        }
        text = rsv__span_trim(rsv__span_from(text, n));
    }
    if (open.n > 0)
        add_sentence(arena, g, block, open);
}

static uint32_t count_telling(struct arena *arena, const struct guide *g, struct span label)
{
    uint32_t n, count = 0;
    const struct guide_word *words = rsv__guide_words(arena, g, label, &n);
    for (uint32_t i = 0; i < n; i++)
        count += !(words[i].flags & (WORD_COMMON | WORD_OWN));
    return count;
}

void rsv__guide_passages(struct arena *arena, struct guide *g)
{
    for (uint32_t i = 0; i < g->n_blocks; i++) {
        struct guide_block *b = &g->blocks[i];
        b->first_passage = (uint32_t)g->n_passages;
        b->label_tells = count_telling(arena, g, b->label);
        if (b->text.n == 0)
            add_passage(arena, g, i, b->label);
        else if (b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_ITEM)
            add_sentences(arena, g, i, b->text);
        else
            add_passage(arena, g, i, b->text);
    }
}
