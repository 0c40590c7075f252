/* SPDX-License-Identifier: MIT */
#include "article/guide_judge.h"

#include "article/guide_links.h"
#include "article/guide_phrases.h"
#include "article/guide_repeats.h"
#include "article/guide_scan.h"
#include "article/guide_sections.h"
#include "article/guide_words.h"
#include "base/text.h"

#include <string.h>

/* How many guides must say a thing before it is nobody's. */
enum {
    LEAST_GUIDES = 3,
    SOME_GUIDES = 5,
    MANY_GUIDES = 8, /* then a fifth of all will do */
    TEMPLATE_LINES = 4,
    ROW = 3,         /* so many frequent passages in a row are a template */
    PHRASE_WORDS = 40
};

struct judge {
    struct arena *arena;
    const struct tally *tally;
    struct guide *g;
    bool from_template; /* the guide was made with the form whose lines we know */
};

static const struct guide_block *block_of(const struct judge *j, const struct guide_passage *p)
{
    return &j->g->blocks[p->block];
}

static uint32_t most(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* --- what many guides say ----------------------------------------------------------------------------- */

static const char *reason_common(const struct judge *j, const struct guide_passage *p)
{
    const char *reason =
        rsv__arena_printf(j->arena, "same in %u of %u guides", p->in_guides, j->tally->n_groups);
    return reason ? reason : "same in many guides";
}

/* How many must say a hard fact before it is the form's and not the code's: eight that are three
 * quarters; of few guides all. */
static uint32_t least_for_facts(uint32_t all)
{
    if (all >= MANY_GUIDES)
        return most(MANY_GUIDES, all - all / 4);
    return all >= SOME_GUIDES ? all : UINT32_MAX;
}

/* Half of the guides say it, or eight that are a fifth of them. */
static void judge_common(struct judge *j, struct guide_passage *p)
{
    const uint32_t all = j->tally->n_groups;
    const uint32_t half = most(LEAST_GUIDES, (all + 1) / 2), fifth = most(LEAST_GUIDES, (all + 4) / 5);
    if (p->hard) {
        if (rsv__tally_covers(j->tally, j->arena, p, least_for_facts(all)))
            p->reason = reason_common(j, p);
        return;
    }
    if (rsv__tally_covers(j->tally, j->arena, p, half) ||
        rsv__tally_covers(j->tally, j->arena, p, most(MANY_GUIDES, fifth)))
        p->reason = reason_common(j, p);
    else
        p->frequent = rsv__tally_covers(j->tally, j->arena, p, fifth);
}

/* Few guides share it, but the passages around it, too: a template and not a coincidence. */
static void judge_rows(struct judge *j)
{
    struct guide *g = j->g;
    size_t start = 0, found = 0;
    for (size_t i = 0; i <= g->n_passages; i++) {
        const struct guide_passage *p = i < g->n_passages ? &g->passages[i] : NULL;
        if (p != NULL && (p->frequent || p->reason != NULL)) {
            found += p->frequent;
            continue;
        }
        for (size_t k = start; k < i && i - start >= ROW && found >= ROW; k++)
            if (g->passages[k].frequent)
                g->passages[k].reason = reason_common(j, &g->passages[k]);
        start = i + 1;
        found = 0;
    }
}

/* --- what says nothing ---------------------------------------------------------------------------------- */

/* The words before an advice that don't make it one: "It is important to always ..." */
static bool is_run_up(const struct guide_word *w)
{
    static const char *const words[] = {
        "always",   "regularly", "carefully", "important", "essential", "recommended", "crucial",
        "user",     "users",     "admin",     "admins",    "sure",      "aware",       "need",
        "remember", "consider",  "first",     "necessary", "possible",  "applicable",  "issue",
        "issues",   "error",     "problem",   "problems",  "persist",   "persists",    "further",
        "additional", "needed",  "required",  "steps",     "troubleshooting", "administrators"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == w->text.n && rsv__span_starts(w->text, words[i]))
            return true;
    return false;
}

/* "Check ...", "If the issue persists, contact ..."; what merely states is no advice. */
static bool is_advice(const struct guide_passage *p)
{
    if (rsv__span_starts(p->text, "if "))
        return true;
    for (uint32_t i = 0; i < p->n_words; i++) {
        const struct guide_word *w = &p->words[i];
        if (w->flags & WORD_ADVICE)
            return true;
        if (!(w->flags & (WORD_LITTLE | WORD_OWN)) && !is_run_up(w))
            return false;
    }
    return false;
}

/* All its words could stand in any guide, or are this guide's code, symbol or quoted title. */
static bool is_generic(const struct guide_passage *p)
{
    for (uint32_t i = 0; i < p->n_words; i++)
        if (!(p->words[i].flags & (WORD_COMMON | WORD_OWN)))
            return false;
    return true;
}

static bool is_lead_in(const struct guide_passage *p)
{
    return p->text.n > 0 && p->text.at[p->text.n - 1] == ':';
}

static bool repeats_title(const struct judge *j, const struct guide_passage *p)
{
    const struct guide_block *b = block_of(j, p);
    if (b->section != SECTION_MEANING && b->section != SECTION_LINKS && b->kind != BLOCK_HEADING)
        return false;
    if (!rsv__words_any(p->words, p->n_words, WORD_OWN | WORD_TITLE))
        return false;
    for (uint32_t i = 0; i < p->n_words; i++)
        if (!(p->words[i].flags & (WORD_COMMON | WORD_OWN | WORD_TITLE)))
            return false;
    return true;
}

/* --- references --------------------------------------------------------------------------------------------- */

static bool mentions_pages(const struct guide_passage *p)
{
    static const char *const words[] = {"documentation", "docs",      "document", "documents",
                                        "link",          "links",     "url",      "urls",
                                        "article",       "articles",  "page",     "pages",
                                        "guide",         "resources", "reference"};
    for (uint32_t i = 0; i < p->n_words; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (p->words[i].text.n == strlen(words[k]) && rsv__span_starts(p->words[i].text, words[k]))
                return true;
    return false;
}

static void judge_reference(struct guide_passage *p, bool link_test)
{
    struct span rest = p->text;
    struct guide_link link;
    const bool linked = rsv__link_next(&rest, &link);
    if (linked && (link_test || rsv__link_is_all(p)) && rsv__link_has_reference(p))
        p->only_link = true;
    else if (link_test && mentions_pages(p))
        p->reason = "about the guide";
    else if (linked ? rsv__link_is_all(p) : !p->hard && (mentions_pages(p) || is_lead_in(p)))
        p->reason = "points at no page";
}

/* --- passages ------------------------------------------------------------------------------------------------- */

static void judge_phrase(const struct judge *j, struct guide_passage *p)
{
    const struct guide_block *b = block_of(j, p);
    const bool tells = b->label_tells && b->text.n > 0;
    switch (rsv__phrase_of(p->text)) {
    case PHRASE_PLACEHOLDER:
        p->reason = "placeholder";
        return;
    case PHRASE_ABOUT:
    case PHRASE_LINK_TEST:
        if (!p->hard)
            p->reason = "about the guide";
        return;
    case PHRASE_TEMPLATE:
        if (j->from_template && !tells) {
            p->reason = "generic phrase";
            return;
        }
        break;
    case PHRASE_GENERIC:
        if (!p->hard && !tells && !rsv__words_any(p->words, p->n_words, WORD_NAME))
            p->reason = "generic phrase";
        return;
    case PHRASE_NONE:
        break;
    }
    if (!p->hard && !tells && p->n_words <= PHRASE_WORDS && is_generic(p) &&
        (is_advice(p) || is_lead_in(p)))
        p->reason = "generic phrase";
}

/* The guide's code alone behind a label such as "Error Code". */
static bool names_itself(const struct judge *j, const struct guide_passage *p)
{
    const struct guide_block *b = block_of(j, p);
    return rsv__span_starts(b->label, "error") && !b->label_tells && repeats_title(j, p);
}

static void judge_passage(struct judge *j, struct guide_passage *p)
{
    const struct guide_block *b = block_of(j, p);
    if (b->kind == BLOCK_HEADING) {
        if (is_generic(p) || repeats_title(j, p) || b->section == SECTION_LINK_TEST)
            p->reason = ""; /* our own headings say as much: nothing to report */
        return;
    }
    if (b->kind != BLOCK_CODE && b->kind != BLOCK_TABLE)
        judge_phrase(j, p);
    if (p->reason == NULL && (b->section == SECTION_LINKS || b->section == SECTION_LINK_TEST))
        judge_reference(p, b->section == SECTION_LINK_TEST);
    if (p->reason == NULL && !p->only_link && (repeats_title(j, p) || names_itself(j, p)))
        p->reason = "repeats the title";
    if (p->reason == NULL)
        judge_common(j, p);
}

/* --- blocks ----------------------------------------------------------------------------------------------------- */

static bool says_something(const struct guide *g, const struct guide_block *b)
{
    for (uint32_t i = 0; i < b->n_passages; i++) {
        const struct guide_passage *p = &g->passages[b->first_passage + i];
        if (p->reason == NULL && !p->only_link)
            return true;
    }
    return false;
}

/* Whether `b`, somewhere behind `head`, is what `head` announces: a heading reaches to the next of
 * its level, an item over what is deeper, a paragraph that ends in a colon over the list behind it. */
static bool is_below(const struct guide_block *head, const struct guide_block *b)
{
    if (b->section != head->section)
        return false;
    if (head->kind == BLOCK_HEADING)
        return b->kind != BLOCK_HEADING || b->depth > head->depth;
    if (b->kind == BLOCK_HEADING)
        return false;
    return b->depth > head->depth ||
           (head->kind == BLOCK_PARAGRAPH && b->depth == head->depth && b->kind != BLOCK_PARAGRAPH);
}

/* An item whose list is kept must be there to carry it: its label, or else its last sentence. */
static void keep_carrier(struct guide *g, struct guide_block *b)
{
    b->kept = true;
    if (b->n_passages > 0 && (b->label.n == 0 || b->text.n == 0) && !says_something(g, b))
        g->passages[b->first_passage + b->n_passages - 1].reason = NULL;
}

/* Whether the guide had something below block i; a label whose list is gone must tell more. */
static bool had_below(const struct guide *g, size_t i)
{
    return i + 1 < g->n_blocks && is_below(&g->blocks[i], &g->blocks[i + 1]);
}

/* From the last block to the first, so that what is below a block is decided before it.  All below
 * it stands right behind it, so that the next kept block tells whether there is anything. */
static void keep_blocks(struct guide *g)
{
    const struct guide_block *next = NULL;
    for (size_t i = g->n_blocks; i-- > 0;) {
        struct guide_block *b = &g->blocks[i];
        const bool below = next != NULL && is_below(b, next);
        const bool says = says_something(g, b);
        if (b->kind == BLOCK_HEADING)
            b->kept = says && below;
        else if (b->text.n == 0)
            b->kept = says && (below || b->label_tells >= (had_below(g, i) ? 2u : 1u));
        else
            b->kept = says;
        if (b->kind == BLOCK_ITEM && below && !b->kept)
            keep_carrier(g, b);
        if (b->kept)
            next = b;
    }
}

/* A heading that only names its section, for which we have our own. */
static bool is_our_heading(const struct guide_block *b)
{
    enum guide_section section;
    return b->kind == BLOCK_HEADING && rsv__section_of(b->text, &section);
}

/* What a dropped block took along although nothing was wrong with it. */
static void explain_dropped(struct judge *j)
{
    struct guide *g = j->g;
    for (size_t i = 0; i < g->n_passages; i++) {
        struct guide_passage *p = &g->passages[i];
        const struct guide_block *b = block_of(j, p);
        if (p->reason == NULL && !p->only_link && !b->kept)
            p->reason = is_our_heading(b) ? "" : "nothing left below it";
    }
}

/* One such line may be meant; several are the form that the guide was made with. */
static bool is_from_template(const struct guide *g)
{
    uint32_t lines = 0;
    for (size_t i = 0; i < g->n_passages && lines < TEMPLATE_LINES; i++)
        lines += rsv__phrase_of(g->passages[i].text) == PHRASE_TEMPLATE;
    return lines >= TEMPLATE_LINES;
}

void rsv__guide_judge(struct arena *arena, const struct tally *tally, struct guide *g)
{
    struct judge j = {.arena = arena, .tally = tally, .g = g};
    j.from_template = is_from_template(g);
    for (size_t i = 0; i < g->n_passages; i++)
        judge_passage(&j, &g->passages[i]);
    judge_rows(&j);
    rsv__guide_repeats(arena, g);
    keep_blocks(g);
    explain_dropped(&j);
}
