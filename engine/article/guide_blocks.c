/* SPDX-License-Identifier: MIT */
#include "article/guide_blocks.h"

#include "article/guide_builder.h"
#include "article/guide_scan.h"

#include <string.h>

enum {
    WRAP_WIDTH = 72,  /* a line was full if its next word would have passed this */
    CODE_INDENT = 4,
    HEAD_LINES = 40,  /* front matter is no longer than that */
    LINK_REACH = 400, /* how far back an open link may have begun */
    BOLD_LEVEL = 3
};

struct walk {
    struct builder *b;
    const struct guide_lines *lines;
    size_t i;          /* the line */
    size_t last;       /* the last that isn't blank */
    bool blank;        /* a blank line stood before it */
    bool hard;         /* the line before broke on purpose */
    bool no_comment_end; /* no "-->" in the rest of the guide */
};

static struct span line_at(const struct walk *w, size_t i)
{
    return (struct span){w->lines->items[i].text, w->lines->items[i].n};
}

static uint32_t number_at(const struct walk *w, size_t i)
{
    return w->lines->items[i].number;
}

/* --- joining -------------------------------------------------------------------------------------- */

/* Whether the text ends inside "[words](address" or between "]" and "(". */
static bool in_address(const struct builder *b, struct span next)
{
    const char *text = rsv__buf_get(&b->text);
    const size_t n = b->text.n;
    if (n > 0 && text[n - 1] == ']' && rsv__span_starts(next, "(http"))
        return true;
    for (size_t i = n; i > 1 && n - i < LINK_REACH; i--) {
        if (text[i - 1] == ')' || text[i - 1] == ' ')
            return false;
        if (text[i - 1] == '(' && text[i - 2] == ']')
            return true;
    }
    return false;
}

/* Add a line to the open text, with one blank between and runs of blanks folded. */
static void join(struct builder *b, struct span s)
{
    bool blank = b->text.n > 0 && !in_address(b, s);
    for (size_t i = 0; i < s.n; i++) {
        if (s.at[i] == ' ') {
            blank = b->text.n > 0;
            continue;
        }
        if (blank)
            rsv__buf_char(&b->text, ' ');
        blank = false;
        rsv__buf_char(&b->text, s.at[i]);
    }
}

static void open_text(struct walk *w, enum block_kind kind, uint8_t depth, bool ordered,
                      struct span s)
{
    struct builder *b = w->b;
    rsv__builder_close(b);
    rsv__buf_clear(&b->text);
    b->open = true;
    b->now = (struct guide_block){
        .kind = kind, .depth = depth, .ordered = ordered, .line = number_at(w, w->i)};
    b->last_width = line_at(w, w->i).n;
    join(b, s);
}

/* A word after which no sentence ends. */
static bool ends_open(struct span s)
{
    static const char *const words[] = {"a",    "an",   "the", "of",   "to",   "and", "or",
                                        "with", "in",   "for", "from", "by",   "on",  "at",
                                        "is",   "are",  "be",  "as",   "that", "your"};
    if (s.n == 0)
        return false;
    if (strchr(",-([/&>", s.at[s.n - 1]) != NULL)
        return true;
    size_t start = s.n;
    while (start > 0 && s.at[start - 1] != ' ')
        start--;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == s.n - start && rsv__span_starts(rsv__span_from(s, start), words[i]))
            return true;
    return false;
}

/* Whether a line behind a blank line goes on with the open text's sentence. */
static bool goes_on(const struct walk *w, size_t indent, struct span s)
{
    const struct builder *b = w->b;
    const struct span text = {rsv__buf_get(&b->text), b->text.n};
    const struct list_level *level = b->n_levels > 0 ? &b->levels[b->n_levels - 1] : NULL;
    size_t word = 0;
    if (!b->open || text.n == 0 || rsv__scan_ended(text))
        return false;
    while (word < s.n && s.at[word] != ' ')
        word++;
    return (*s.at >= 'a' && *s.at <= 'z') || ends_open(text) ||
           (b->now.kind == BLOCK_ITEM && level && indent > 0 && indent >= level->content) ||
           b->last_width + 1 + word > WRAP_WIDTH;
}

/* --- lists ------------------------------------------------------------------------------------------ */

static void push_level(struct builder *b, size_t marker, size_t content, bool ordered)
{
    if (b->n_levels == DEPTH_MAX)
        b->n_levels--;
    b->levels[b->n_levels++] = (struct list_level){marker, content, ordered, false};
}

static bool is_beside(const struct list_level *l, size_t column)
{
    return column <= l->marker + 1 && l->marker <= column + 1;
}

/* Put a marker at `column` into its list: a new one below, this one, or one further out. */
static void find_level(struct builder *b, size_t column, size_t content, bool ordered)
{
    while (b->n_levels > 0 && b->levels[b->n_levels - 1].marker > column + 1)
        b->n_levels--;
    for (size_t i = b->n_levels; i > 0 && is_beside(&b->levels[i - 1], column); i--)
        if (b->levels[i - 1].ordered == ordered) {
            b->n_levels = i - 1;
            push_level(b, column, content, ordered);
            return;
        }
    struct list_level *top = b->n_levels > 0 ? &b->levels[b->n_levels - 1] : NULL;
    if (top && is_beside(top, column) && !top->announces)
        b->n_levels--; /* the list goes on with other markers */
    push_level(b, column, content, ordered);
}

/* The depth of a paragraph that isn't joined: below the item that it is indented under. */
static uint8_t paragraph_depth(struct builder *b, size_t indent)
{
    while (b->n_levels > 0 && indent + 1 < b->levels[b->n_levels - 1].content)
        b->n_levels--;
    return (uint8_t)b->n_levels;
}

/* --- blocks of lines ---------------------------------------------------------------------------------- */

struct verbatim {
    enum block_kind kind;
    size_t first, end, indent; /* lines, and the blanks to take off them */
    const char *info;          /* the language; NULL for tables */
};

/* Lines as they are, below an info line if it is code. */
static void add_verbatim(struct walk *w, const struct verbatim *v)
{
    struct builder *b = w->b;
    struct buf text;
    rsv__builder_close(b);
    const size_t depth = paragraph_depth(b, rsv__scan_indent(line_at(w, w->i))) + b->shift;
    rsv__buf_init(&text, b->arena->alloc);
    if (v->info != NULL) {
        rsv__buf_text(&text, v->info);
        rsv__buf_char(&text, '\n');
    }
    for (size_t i = v->first; i < v->end; i++) {
        const struct span s = line_at(w, i);
        const size_t indent = rsv__scan_indent(s);
        const struct span cut = rsv__span_from(s, indent < v->indent ? indent : v->indent);
        rsv__buf_add(&text, cut.at, cut.n);
        if (i + 1 < v->end)
            rsv__buf_char(&text, '\n');
    }
    const char *copy = rsv__arena_copy(b->arena, rsv__buf_get(&text), text.n);
    b->arena->failed = b->arena->failed || text.failed;
    if (copy != NULL)
        rsv__builder_add(b, (struct guide_block){.kind = v->kind,
                                                 .depth = (uint8_t)(depth < DEPTH_MAX ? depth
                                                                                      : DEPTH_MAX),
                                                 .line = number_at(w, w->i),
                                                 .text = {copy, text.n}});
    rsv__buf_free(&text);
    w->i = v->end - 1;
}

static bool take_fence(struct walk *w, size_t indent, struct span s)
{
    const size_t length = rsv__scan_fence(s);
    if (length == 0)
        return false;
    size_t end = w->i + 1;
    for (; end < w->lines->n; end++) {
        const struct span l = rsv__span_trim(line_at(w, end));
        if (l.n >= length && *l.at == *s.at && rsv__scan_underline(l, *s.at))
            break;
    }
    const struct span info = rsv__span_trim(rsv__span_from(s, length));
    const char *language = rsv__arena_copy(w->b->arena, info.at, info.n);
    const struct verbatim v = {BLOCK_CODE, w->i + 1, end, indent, language ? language : ""};
    add_verbatim(w, &v);
    w->i = end < w->lines->n ? end : end - 1;
    return true;
}

static bool take_table(struct walk *w, size_t indent, struct span s)
{
    size_t end = w->i;
    if (!rsv__scan_table(s))
        return false;
    while (end < w->lines->n && rsv__scan_table(rsv__span_trim(line_at(w, end))))
        end++;
    const struct verbatim v = {BLOCK_TABLE, w->i, end, indent, NULL};
    add_verbatim(w, &v);
    return true;
}

static bool is_code_line(const struct walk *w, size_t i, size_t margin)
{
    const struct span s = line_at(w, i);
    return s.n > 0 && rsv__scan_indent(s) >= margin;
}

/* Lines indented behind a blank line, where no sentence waits to go on. */
static bool take_indented_code(struct walk *w, size_t indent)
{
    const struct builder *b = w->b;
    const size_t base = b->n_levels > 0 ? b->levels[b->n_levels - 1].content : 0;
    if (!w->blank || indent < base + CODE_INDENT)
        return false;
    size_t end = w->i + 1, margin = indent;
    for (; end < w->lines->n && is_code_line(w, end, base + CODE_INDENT); end++) {
        const size_t own = rsv__scan_indent(line_at(w, end));
        margin = own < margin ? own : margin;
    }
    const struct verbatim v = {BLOCK_CODE, w->i, end, margin, ""};
    add_verbatim(w, &v);
    return true;
}

/* "<!-- ... -->", over several lines perhaps. */
static bool take_comment(struct walk *w, struct span s)
{
    if (!rsv__span_starts(s, "<!--") || w->no_comment_end)
        return false;
    for (size_t i = w->i; i < w->lines->n; i++) {
        const char *end = strstr(w->lines->items[i].text, "-->");
        if (end == NULL)
            continue;
        if (end[3] != '\0')
            return false; /* text behind it: leave the line as it is */
        rsv__guide_note(w->b->arena, &w->b->g->dropped, number_at(w, w->i), "comment", s.at);
        w->i = i;
        return true;
    }
    w->no_comment_end = true;
    return false;
}

static bool take_front_matter(struct walk *w)
{
    const size_t limit = w->lines->n < HEAD_LINES ? w->lines->n : HEAD_LINES;
    if (limit < 3 || !rsv__scan_underline(line_at(w, 0), '-') ||
        memchr(line_at(w, 1).at, ':', line_at(w, 1).n) == NULL)
        return false;
    for (size_t i = 1; i < limit; i++)
        if (rsv__scan_underline(line_at(w, i), '-')) {
            for (size_t k = 1; k < i; k++)
                rsv__guide_note(w->b->arena, &w->b->g->dropped, number_at(w, k), "front matter",
                                line_at(w, k).at);
            w->i = i + 1;
            return true;
        }
    return false;
}

/* --- lines ---------------------------------------------------------------------------------------------- */

/* "Words" above "=====" or "-----": a heading if it is the only line of its text. */
static bool take_underline(struct walk *w, struct span s)
{
    struct builder *b = w->b;
    const bool first = rsv__scan_underline(s, '='), second = rsv__scan_underline(s, '-');
    if (!b->open || w->blank || b->now.kind != BLOCK_PARAGRAPH || w->i == 0 ||
        b->now.line != number_at(w, w->i - 1) || !(first || second))
        return false;
    const struct span words = rsv__builder_take(b);
    if (words.n > 0)
        rsv__builder_heading(b, words, first ? 1 : 2, b->now.line);
    return true;
}

static bool take_heading_line(struct walk *w, size_t indent, struct span s)
{
    struct span words, rest;
    bool colon;
    int level = BOLD_LEVEL;
    const bool atx = rsv__scan_atx(s, &words, &level);
    if (!atx && (!rsv__scan_bold(s, &words, &colon, &rest) || rest.n > 0 ||
                 (indent >= 2 && w->b->n_levels > 0) || (w->b->open && !w->blank && !w->hard &&
                  w->b->now.kind == BLOCK_PARAGRAPH && !rsv__scan_ended((struct span){
                      rsv__buf_get(&w->b->text), w->b->text.n}))))
        return false;
    rsv__builder_close(w->b);
    if (words.n > 0)
        rsv__builder_heading(w->b, words, level, number_at(w, w->i));
    return true;
}

static bool take_item(struct walk *w, size_t indent, struct span s)
{
    struct marker m;
    if (!rsv__scan_marker(s, &m))
        return false;
    rsv__builder_close(w->b);
    find_level(w->b, indent, indent + m.width, m.ordered);
    open_text(w, BLOCK_ITEM, (uint8_t)(w->b->n_levels - 1), m.ordered, rsv__span_from(s, m.width));
    return true;
}

/* "Description: ..." and bold labels begin a text of their own even without a blank line. */
static bool begins_text(struct span s)
{
    static const char *const labels[] = {"description:", "error code:", "error description:",
                                         "category:", "note:"};
    struct span words, rest;
    bool colon;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (rsv__span_starts(s, labels[i]))
            return true;
    return (rsv__scan_bold(s, &words, &colon, &rest) && colon) ||
           (rsv__scan_step(s, &rest) && rest.n > 0);
}

static bool take_category(struct walk *w, struct span s)
{
    if (w->i != w->last || !rsv__span_starts(rsv__scan_bare(s), "category:"))
        return false;
    rsv__builder_close(w->b);
    rsv__guide_note(w->b->arena, &w->b->g->dropped, number_at(w, w->i), "category line", s.at);
    return true;
}

/* "> text" unless the > is a step of "Users > All users" that was wrapped. */
static struct span take_quote(const struct walk *w, struct span s)
{
    const struct builder *b = w->b;
    if (b->open && !w->blank && !rsv__scan_ended((struct span){rsv__buf_get(&b->text), b->text.n}))
        return s;
    while (s.n > 0 && *s.at == '>')
        s = rsv__span_trim(rsv__span_from(s, 1));
    if (rsv__span_starts(s, "[!") && s.at[s.n - 1] == ']')
        s.n = 0; /* [!NOTE] */
    return s;
}

static void take_text(struct walk *w, size_t indent, struct span s)
{
    struct builder *b = w->b;
    const bool fresh = begins_text(s);
    if (b->open && !fresh && (!w->blank || goes_on(w, indent, s))) {
        join(b, s);
        b->last_width = line_at(w, w->i).n;
        return;
    }
    rsv__builder_close(b);
    if (!take_indented_code(w, indent))
        open_text(w, BLOCK_PARAGRAPH, paragraph_depth(b, indent), false, s);
}

static void take_line(struct walk *w)
{
    const struct span line = line_at(w, w->i);
    const size_t indent = rsv__scan_indent(line);
    struct span s = rsv__span_from(line, indent);
    if (s.n > 0 && *s.at == '>')
        s = take_quote(w, s);
    if (s.n == 0) {
        w->blank = true;
        return;
    }
    const size_t i = w->i;
    if (take_fence(w, indent, s) || take_underline(w, s)) {
        /* done */
    } else if (rsv__scan_rule(s)) {
        rsv__builder_close(w->b);
        w->b->n_levels = 0;
    } else if (!take_comment(w, s) && !take_table(w, indent, s) && !take_category(w, s) &&
               !take_heading_line(w, indent, s) && !take_item(w, indent, s)) {
        take_text(w, indent, s);
    }
    w->blank = false;
    w->hard = w->lines->items[i].hard_break;
}

void rsv__guide_blocks(struct arena *arena, struct guide *g)
{
    struct builder b = {.arena = arena, .g = g, .section = SECTION_STEPS, .preface = true};
    struct walk w = {.b = &b, .lines = &g->lines, .blank = true};
    rsv__buf_init(&b.text, arena->alloc);
    for (size_t i = 0; i < g->lines.n; i++)
        if (g->lines.items[i].n > 0)
            w.last = i;
    while (w.i < g->lines.n && g->lines.items[w.i].n == 0)
        w.i++;
    if (w.i == 0)
        take_front_matter(&w);
    for (; w.i < g->lines.n; w.i++)
        take_line(&w);
    rsv__builder_close(&b);
    arena->failed = arena->failed || b.text.failed;
    rsv__buf_free(&b.text);
}
