/* SPDX-License-Identifier: MIT
 * guide_items.c - a text with its label, and lists that were written as a sentence. */
#include "article/guide_builder.h"
#include "article/guide_scan.h"

#include <string.h>

enum { PLAIN_LABEL_WORDS = 6 };

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static uint8_t deeper(size_t depth)
{
    return (uint8_t)(depth < DEPTH_MAX ? depth : DEPTH_MAX);
}

/* --- labels ----------------------------------------------------------------------------------------- */

/* "**Check it:** text", "**Check it** - text"; bold words in a sentence are no label. */
static bool take_label(struct guide_block *block)
{
    struct span words, rest;
    bool colon;
    if (block->label.n > 0 || !rsv__scan_bold(block->text, &words, &colon, &rest))
        return false;
    const bool dash = rsv__span_starts(rest, "- ") || rsv__span_starts(rest, "\u2013 ") ||
                      rsv__span_starts(rest, "\u2014 ");
    struct marker m;
    const bool item = rsv__scan_marker(rest, &m) && !dash;
    if (!colon && !dash && !item && rest.n > 0)
        return false;
    if (dash && !colon)
        rest = rsv__span_trim(rsv__span_from(rest, *rest.at == '-' ? 1 : 3));
    block->label = rsv__scan_bare(words);
    block->text = rest;
    return true;
}

/* --- lists in a sentence -------------------------------------------------------------------------- */

/* Whether the marker that `want` asks for stands at s: "b. Verify", "2) Open", "(c) Ask". */
static bool is_member(struct span s, const struct marker *want, struct marker *out)
{
    if (!rsv__scan_marker(s, out) || !out->ordered || out->number != want->number ||
        out->lettered != want->lettered || out->width >= s.n || s.at[out->width - 1] != ' ')
        return false;
    const char c = s.at[out->width];
    return !(c >= 'a' && c <= 'z');
}

/* Where the next member of the list begins; s.n: there is none. */
static size_t find_member(struct span s, size_t start, const struct marker *want)
{
    const char first = want->lettered ? (char)('a' + want->number - 1)
                                      : (char)('0' + want->number % 10);
    struct marker m;
    for (size_t i = start; i < s.n; i++) {
        const bool boundary = i == 0 || s.at[i - 1] == ' ';
        if (boundary && (s.at[i] == first || s.at[i] == '(' || !want->lettered) &&
            is_member(rsv__span_from(s, i), want, &m))
            return i;
    }
    return s.n;
}

/* The first of at least two members, letters or numbers; s.n: no list. */
static size_t find_list(struct span s, bool *lettered)
{
    for (int k = 0; k < 2; k++) {
        const struct marker one = {.number = 1, .lettered = k == 0};
        const struct marker two = {.number = 2, .lettered = k == 0};
        const size_t first = find_member(s, 0, &one);
        const struct span lead = rsv__span_trim((struct span){s.at, first});
        *lettered = k == 0;
        if (first < s.n && (lead.n == 0 || strchr(":.;", lead.at[lead.n - 1]) != NULL) &&
            find_member(s, first + 1, &two) < s.n)
            return first;
    }
    return s.n;
}

static void add_members(struct builder *b, struct guide_block item, struct span s, bool lettered)
{
    struct marker want = {.number = 1, .lettered = lettered}, m;
    item.kind = BLOCK_ITEM;
    item.ordered = true;
    item.label = (struct span){"", 0};
    for (size_t at = 0; at < s.n;) {
        if (!rsv__scan_marker(rsv__span_from(s, at), &m))
            return;
        want.number++;
        const size_t next = find_member(s, at + m.width, &want);
        item.text = rsv__span_trim((struct span){s.at + at + m.width, next - at - m.width});
        item.label.n = 0;
        take_label(&item);
        rsv__builder_add(b, item);
        at = next;
    }
}

/* A text that may have a list in it: "Do this: a. Open it. b. Close it." */
static void add_text(struct builder *b, struct guide_block block)
{
    bool lettered;
    const struct span s = block.text;
    const size_t list = find_list(s, &lettered);
    block.text = rsv__span_trim((struct span){s.at, list});
    if (block.text.n > 0 || block.label.n > 0) {
        rsv__builder_add(b, block);
        if (block.kind == BLOCK_ITEM)
            block.depth = deeper(block.depth + 1u);
    }
    if (list < s.n)
        add_members(b, block, rsv__span_from(s, list), lettered);
}

/* --- labels without marks, and what ran together ----------------------------------------------------- */

/* "Verify Application Settings" */
static bool is_title_case(struct span s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i += n + 1) {
        for (n = 0; i + n < s.n && s.at[i + n] != ' ';)
            n++;
        if (n >= 4 && !is_upper(s.at[i]))
            return false;
    }
    return s.n > 0;
}

/* "Token expiration: The token ..." and "Token refresh:" in a list: a label without the stars. */
static void take_plain_label(struct guide_block *block)
{
    struct span name, rest;
    if (block->label.n > 0 || !rsv__scan_colon(block->text, &name, &rest) ||
        rsv__span_words(name) > PLAIN_LABEL_WORDS || !is_upper(*name.at) ||
        (rest.n > 0 && !is_upper(*rest.at)))
        return;
    for (size_t i = 0; i < name.n; i++)
        if (strchr("*`[\",>", name.at[i]) != NULL)
            return;
    if (rest.n == 0 && !is_title_case(name))
        return; /* a sentence that goes on in the list */
    block->label = name;
    block->text = rest;
}

/* A label and a bullet that ran together: the bullet goes below. */
static void add_labelled(struct builder *b, struct guide_block block)
{
    struct marker m;
    if (!take_label(&block) && block.kind == BLOCK_ITEM)
        take_plain_label(&block);
    if (block.label.n > 0 && rsv__scan_marker(block.text, &m) && !m.lettered) {
        struct guide_block child = block;
        block.text.n = 0;
        rsv__builder_add(b, block);
        child.kind = BLOCK_ITEM;
        child.label.n = 0;
        child.ordered = m.ordered;
        child.depth = deeper(block.depth + (block.kind == BLOCK_ITEM ? 1u : 0u));
        child.text = rsv__span_from(child.text, m.width);
        take_label(&child);
        add_text(b, child);
        return;
    }
    add_text(b, block);
}

void rsv__builder_labelled(struct builder *b, struct guide_block block)
{
    struct marker m;
    bool lettered;
    if (block.kind == BLOCK_PARAGRAPH && find_list(block.text, &lettered) != 0 &&
        rsv__scan_marker(block.text, &m) && !m.lettered) {
        block.kind = BLOCK_ITEM;
        block.ordered = m.ordered;
        block.text = rsv__span_from(block.text, m.width);
    }
    add_labelled(b, block);
}
