/* SPDX-License-Identifier: MIT */
#include "article/guide_links.h"

#include "article/guide_scan.h"
#include "article/guide_words.h"
#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

enum { REACH = 600, TITLE_MAX = 160 };

/* --- finding ----------------------------------------------------------------------------------------- */

static bool is_web(struct span s)
{
    return rsv__span_starts(s, "https://") || rsv__span_starts(s, "http://");
}

static size_t find_char(struct span s, size_t start, char c)
{
    const size_t limit = s.n < start + REACH ? s.n : start + REACH;
    size_t i = start;
    while (i < limit && s.at[i] != c)
        i++;
    return i < limit ? i : s.n;
}

/* "[words](address)" at s; brackets inside the words aren't nested in practice. */
static bool take_worded(struct span s, struct guide_link *out)
{
    const size_t close = find_char(s, 1, ']');
    if (close + 1 >= s.n || s.at[close + 1] != '(')
        return false;
    const size_t end = find_char(s, close + 2, ')');
    struct span url = {s.at + close + 2, end - close - 2};
    if (end == s.n)
        return false;
    const size_t title = find_char(url, 0, ' '); /* [words](address "title") */
    url.n = title < url.n ? title : url.n;
    if (url.n > 1 && *url.at == '<' && url.at[url.n - 1] == '>')
        url = (struct span){url.at + 1, url.n - 2};
    if (!is_web(url))
        return false;
    *out = (struct guide_link){
        {s.at, end + 1}, rsv__span_trim((struct span){s.at + 1, close - 1}), url};
    return true;
}

static void take_bare(struct span s, struct guide_link *out)
{
    size_t n = 0;
    while (n < s.n && (unsigned char)s.at[n] > ' ' && strchr("<>\")]`", s.at[n]) == NULL)
        n++;
    while (n > 0 && strchr(".,;:!?*'", s.at[n - 1]) != NULL)
        n--;
    *out = (struct guide_link){{s.at, n}, {"", 0}, {s.at, n}};
}

bool rsv__link_next(struct span *rest, struct guide_link *out)
{
    for (size_t i = 0; i < rest->n; i++) {
        const struct span s = rsv__span_from(*rest, i);
        if (*s.at == '`') { /* what is in code is no link */
            const size_t close = find_char(s, 1, '`');
            i += close < s.n ? close : 0;
            continue;
        }
        if (*s.at == '[' && take_worded(s, out)) {
            *rest = rsv__span_from(s, out->whole.n);
            return true;
        }
        if (is_web(s)) {
            take_bare(s, out);
            *rest = rsv__span_from(s, out->whole.n ? out->whole.n : 1);
            return true;
        }
    }
    rest->n = 0;
    return false;
}

bool rsv__link_is_reference(struct span url)
{
    if (url.n < 12 || memcmp(url.at, "https://", 8) != 0 ||
        memchr(url.at + 8, '.', url.n - 8) == NULL)
        return false;
    for (size_t i = 0; i < url.n; i++)
        if ((unsigned char)url.at[i] <= ' ' || (unsigned char)url.at[i] >= 0x7f ||
            strchr("\"<>\\^`{|}", url.at[i]) != NULL)
            return false;
    return !rsv__word_is_front_door(url);
}

static bool is_inside(struct span s, const struct guide_link *link)
{
    return s.at >= link->whole.at && s.at < link->whole.at + link->whole.n;
}

/* Whether a word outside the links stands in one of their texts, too. */
static bool is_said_by_link(const struct guide_passage *p, const struct guide_word *word)
{
    struct span rest = p->text;
    struct guide_link link;
    while (rsv__link_next(&rest, &link))
        for (uint32_t i = 0; i < p->n_words; i++)
            if (is_inside(p->words[i].text, &link) &&
                (p->words[i].hash == word->hash || p->words + i == word))
                return true;
    return false;
}

bool rsv__link_is_all(const struct guide_passage *p)
{
    enum { WORDS_MAX = 200 }; /* each is compared with all; a reference has few */
    struct span rest = p->text;
    struct guide_link link;
    size_t links = 0;
    for (; rsv__link_next(&rest, &link); links++)
        if (!rsv__link_is_reference(link.url) && !rsv__word_is_front_door(link.url))
            return false;
    if (links == 0 || p->n_words > WORDS_MAX)
        return false;
    for (uint32_t i = 0; i < p->n_words; i++)
        if ((p->words[i].flags & WORD_HARD) && !is_said_by_link(p, &p->words[i]))
            return false;
    return true;
}

bool rsv__link_has_reference(const struct guide_passage *p)
{
    struct span rest = p->text;
    struct guide_link link;
    while (rsv__link_next(&rest, &link))
        if (rsv__link_is_reference(link.url))
            return true;
    return false;
}

/* --- references ------------------------------------------------------------------------------------------ */

/* "here", "this page", "official documentation": words that name nothing. */
static bool is_empty_title(struct span words)
{
    static const char *const empty[] = {"here",  "this",  "the",  "link",     "page",  "documentation",
                                        "docs",  "doc",   "more", "official", "click", "article",
                                        "guide", "learn", "read", "details",  "information",
                                        "microsoft", "website", "resource", "see", "url"};
    for (size_t i = 0; i < words.n;) {
        size_t n = 0, k = 0;
        while (i + n < words.n && words.at[i + n] != ' ')
            n++;
        const struct span word = {words.at + i, n};
        while (k < sizeof empty / sizeof *empty &&
               (strlen(empty[k]) != n || !rsv__span_starts(word, empty[k])))
            k++;
        if (n > 0 && k == sizeof empty / sizeof *empty)
            return false;
        i += n + 1;
    }
    return true;
}

/* Without emphasis and code marks, blanks folded. */
static char *plain_title(struct arena *arena, struct span s)
{
    const size_t limit = s.n > TITLE_MAX ? rsv__utf8_floor(s.at, TITLE_MAX) : s.n;
    char *out = rsv__arena_alloc(arena, limit + 1);
    size_t n = 0;
    for (size_t i = 0; out != NULL && i < limit; i++)
        if (s.at[i] != '*' && s.at[i] != '`' && !(s.at[i] == ' ' && (n == 0 || out[n - 1] == ' ')))
            out[n++] = s.at[i];
    while (n > 0 && strchr(" .:", out[n - 1]) != NULL)
        out[--n] = '\0';
    return out;
}

/* The last part of the path if it is words, else host and path. */
static const char *title_of_url(struct arena *arena, struct span url)
{
    struct span s = rsv__span_from(url, 8);
    for (size_t i = 0; i < s.n; i++)
        if (s.at[i] == '?' || s.at[i] == '#')
            s.n = i;
    while (s.n > 0 && s.at[s.n - 1] == '/')
        s.n--;
    struct span last = s;
    for (size_t i = 0; i < s.n; i++)
        if (s.at[i] == '/')
            last = rsv__span_from(s, i + 1);
    if (last.n == s.n || memchr(last.at, '-', last.n) == NULL)
        return rsv__arena_copy(arena, s.at, s.n);
    char *out = rsv__arena_copy(arena, last.at, last.n);
    for (size_t i = 0; out != NULL && i < last.n; i++)
        if (out[i] == '-' || out[i] == '_')
            out[i] = ' ';
    if (out != NULL && *out >= 'a' && *out <= 'z')
        *out = (char)(*out - 32);
    return out;
}

/* "Seamless SSO, troubleshooting: https://...": the words that announce the link. */
static struct span words_before(const struct guide_passage *p, const struct guide_link *link)
{
    struct span s = {p->text.at, (size_t)(link->whole.at - p->text.at)};
    while (s.n > 0 && strchr(" <(", s.at[s.n - 1]) != NULL)
        s.n--;
    if (s.n == 0 || s.at[s.n - 1] != ':' || s.n > TITLE_MAX / 2)
        return (struct span){"", 0};
    s.n--;
    for (size_t i = s.n; i > 0; i--)
        if (strchr(".:)]", s.at[i - 1]) != NULL)
            return rsv__span_trim(rsv__span_from(s, i));
    return s;
}

static const char *make_title(struct arena *arena, const struct guide_block *b,
                              const struct guide_passage *p, const struct guide_link *link)
{
    const struct span before = words_before(p, link);
    if (link->words.n > 0 && !is_empty_title(link->words) && !is_web(link->words))
        return plain_title(arena, link->words);
    if (!is_empty_title(before))
        return plain_title(arena, before);
    if (b->label_tells > 0)
        return plain_title(arena, b->label);
    return title_of_url(arena, link->url);
}

/* The same page: case and a slash at the end aside. */
static bool same_url(const char *a, struct span b)
{
    size_t n = strlen(a);
    while (n > 0 && a[n - 1] == '/')
        n--;
    while (b.n > 0 && b.at[b.n - 1] == '/')
        b.n--;
    if (n != b.n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (rsv__lower(a[i]) != rsv__lower(b.at[i]))
            return false;
    return true;
}

static bool is_known(const struct guide_references *refs, struct span url)
{
    for (size_t i = 0; i < refs->n; i++)
        if (same_url(refs->items[i].url, url))
            return true;
    return false;
}

static void add_reference(struct arena *arena, const struct guide *g, const struct guide_passage *p,
                          const struct guide_link *link, struct guide_references *out)
{
    const struct guide_block *b = &g->blocks[p->block];
    struct guide_reference *grown =
        rsv__arena_grow(arena, out->items, out->n, &out->cap, out->n + 1, sizeof *grown);
    const char *title = make_title(arena, b, p, link);
    const char *url = rsv__arena_copy(arena, link->url.at, link->url.n);
    if (grown == NULL || title == NULL || url == NULL)
        return;
    out->items = grown;
    grown[out->n++] = (struct guide_reference){*title ? title : url, url, b->line};
}

void rsv__link_references(struct arena *arena, const struct guide *g, struct guide_references *out)
{
    enum { REFERENCES_MAX = 500 }; /* more is no guide; and is_known() looks at each */
    *out = (struct guide_references){0};
    for (size_t i = 0; i < g->n_passages; i++) {
        const struct guide_passage *p = &g->passages[i];
        const struct guide_block *b = &g->blocks[p->block];
        struct span rest = p->text;
        struct guide_link link;
        while (p->reason == NULL && b->kind != BLOCK_CODE && out->n < REFERENCES_MAX &&
               rsv__link_next(&rest, &link))
            if (rsv__link_is_reference(link.url) && !is_known(out, link.url))
                add_reference(arena, g, p, &link, out);
    }
}
