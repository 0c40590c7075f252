/* SPDX-License-Identifier: MIT */
#include "article/guide_words.h"

#include "article/guide_scan.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    REACH = 400,   /* how far a code span, a quotation or an address may go */
    WORD_MAX = 80, /* longer ones are compared by their beginning */
    RUN = 3,
    MENU_ARROW = 0x3e3e3e3e /* "Users > All users": as good as a word */
};

struct splitter {
    struct arena *arena;
    const struct guide *g;
    const char *p, *end;
    const char *quote_end; /* of the open quotation; NULL: none */
    bool first;            /* the next word begins a sentence */
    struct guide_word *words;
    size_t n, cap;
    char own_code[16];
};

/* --- single words --------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_alnum(char c)
{
    return is_digit(c) || is_upper(c) || is_lower(c);
}

size_t rsv__word_stem(char *word, size_t n)
{
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)word[i] == 0xef && n - i >= 3 && memcmp(word + i, "\xef\xbf\xbd", 3) == 0)
            i += 2; /* damage */
        else if (word[i] != '\'')
            word[k++] = rsv__lower(word[i]);
    }
    if (k > 4 && memcmp(word + k - 3, "ies", 3) == 0) {
        word[k - 3] = 'y';
        k -= 2;
    } else if (k > 3 && word[k - 1] == 's' && strchr("sui", word[k - 2]) == NULL) {
        k--;
    }
    word[k] = '\0';
    return k;
}

/* "Get-ADUser", "Restart-Service": a verb that PowerShell approves, and a capital behind. */
static bool is_cmdlet(struct span s)
{
    static const char *const verbs[] = {"Add",     "Clear",   "Connect", "Disable", "Enable",
                                        "Export",  "Find",    "Get",     "Grant",   "Import",
                                        "Install", "Invoke",  "New",     "Register", "Remove",
                                        "Repair",  "Reset",   "Resolve", "Restart", "Revoke",
                                        "Set",     "Start",   "Stop",    "Sync",    "Test",
                                        "Uninstall", "Unregister", "Update", "Wait"};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        const size_t n = strlen(verbs[i]);
        if (s.n > n + 2 && s.at[n] == '-' && strncmp(s.at, verbs[i], n) == 0 && is_upper(s.at[n + 1]))
            return memchr(s.at + n + 1, '-', s.n - n - 1) == NULL;
    }
    return false;
}

/* Numbers, symbols, names of files and hosts, cmdlets. */
static bool is_hard(struct span s)
{
    for (size_t i = 0; i < s.n; i++) {
        const char c = s.at[i], next = i + 1 < s.n ? s.at[i + 1] : '\0';
        if (is_digit(c) || strchr("_\\@{}$%", c) != NULL || (is_lower(c) && is_upper(next)))
            return true;
        if (c == '.' && i >= 2 && i + 2 < s.n)
            return true;
    }
    return is_cmdlet(s);
}

static bool same_word(struct span s, const char *word)
{
    return word != NULL && s.n == strlen(word) && rsv__span_starts(s, word);
}

static bool is_own(const struct splitter *x, struct span s)
{
    if (same_word(s, x->g->title.name))
        return true;
    if (rsv__span_starts(s, "aadsts"))
        s = rsv__span_from(s, 6);
    return x->g->title.code != 0 && same_word(s, x->own_code);
}

static uint32_t flags_of(const struct splitter *x, struct span s, const char *stem)
{
    uint32_t flags = rsv__vocabulary_flags(stem);
    if (is_own(x, s))
        return flags | WORD_OWN;
    if (is_hard(s))
        flags = (flags & WORD_TURN) | WORD_HARD;
    if (!(flags & WORD_COMMON) && is_upper(*s.at) &&
        (!x->first || (s.n > 1 && is_upper(s.at[1]))))
        flags |= WORD_NAME;
    return flags;
}

static void add_word(struct splitter *x, struct span s, uint32_t hash, uint32_t flags)
{
    struct guide_word *grown =
        rsv__arena_grow(x->arena, x->words, x->n, &x->cap, x->n + 1, sizeof *grown);
    if (grown == NULL)
        return;
    x->words = grown;
    if (x->quote_end != NULL && s.at < x->quote_end)
        flags |= WORD_QUOTED;
    if (x->first)
        flags |= WORD_FIRST;
    x->first = false;
    grown[x->n++] = (struct guide_word){hash, flags, s};
}

static void add_plain(struct splitter *x, struct span s)
{
    char stem[WORD_MAX + 1];
    size_t n = s.n < WORD_MAX ? s.n : WORD_MAX;
    memcpy(stem, s.at, n);
    n = rsv__word_stem(stem, n);
    if (n == 0)
        return;
    add_word(x, s, rsv__hash_bytes(stem, n), flags_of(x, s, stem));
}

/* --- taking a text apart ---------------------------------------------------------------------------- */

static size_t left(const struct splitter *x)
{
    return (size_t)(x->end - x->p);
}

static const char *find_near(const struct splitter *x, const char *from, char c)
{
    const size_t n = (size_t)(x->end - from);
    return from < x->end ? memchr(from, c, n < REACH ? n : REACH) : NULL;
}

static void take_code_span(struct splitter *x)
{
    size_t ticks = 0;
    while (x->p + ticks < x->end && x->p[ticks] == '`')
        ticks++;
    const char *start = x->p + ticks;
    const char *close = find_near(x, start, '`');
    x->p = start;
    if (close == NULL || close == start)
        return;
    const struct span s = rsv__span_trim((struct span){start, (size_t)(close - start)});
    if (s.n > 0)
        add_word(x, s, rsv__hash_bytes(s.at, s.n), is_own(x, s) ? WORD_OWN : WORD_HARD);
    x->p = close;
    while (x->p < x->end && *x->p == '`')
        x->p++;
}

bool rsv__word_is_front_door(struct span url)
{
    static const char *const hosts[] = {"learn.microsoft.com", "docs.microsoft.com",
                                        "portal.azure.com", "entra.microsoft.com",
                                        "support.microsoft.com", "www.microsoft.com"};
    struct span s = rsv__span_from(url, rsv__span_starts(url, "https") ? 8 : 7);
    bool known = false;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts && !known; i++)
        if ((known = rsv__span_starts(s, hosts[i])))
            s = rsv__span_from(s, strlen(hosts[i]));
    size_t parts = 0;
    for (size_t i = 0; i + 1 < s.n; i++)
        parts += s.at[i] == '/' && s.at[i + 1] != '/' && s.at[i + 1] != '#';
    return known && parts <= (rsv__span_starts(s, "/en-") ? 3u : 2u);
}

static void take_url(struct splitter *x)
{
    const char *start = x->p;
    while (x->p < x->end && (unsigned char)*x->p > ' ' && strchr("<>\")]`", *x->p) == NULL)
        x->p++;
    struct span s = {start, (size_t)(x->p - start)};
    while (s.n > 0 && strchr(".,;:!?*'", s.at[s.n - 1]) != NULL)
        s.n--;
    add_word(x, s, rsv__hash_bytes(s.at, s.n),
             WORD_LINK | (rsv__word_is_front_door(s) ? WORD_COMMON : WORD_HARD));
}

/* What a character of a word is, beyond letters and digits: part of it if more follows. */
static bool goes_on_behind(const struct splitter *x, const char *p)
{
    if (*p == ':' && p + 1 < x->end && p[1] == '\\')
        return true; /* C:\Temp */
    return strchr("'-._@\\{}$%", *p) != NULL && p + 1 < x->end &&
           (is_alnum(p[1]) || (unsigned char)p[1] >= 0x80 || p[1] == '{');
}

static bool is_separator(uint32_t c)
{
    return (c >= 0x2000 && c < 0x2070) || (c >= 0x2190 && c < 0x2200) || c == 0xb7 || c == 0xa0;
}

static void skip_separator(struct splitter *x)
{
    size_t length = 1;
    if ((unsigned char)*x->p >= 0x80 && rsv__utf8_decode(x->p, left(x), &length) == 0x2192)
        add_word(x, (struct span){x->p, length}, MENU_ARROW, WORD_HARD);
    x->p += length;
}

static void take_word(struct splitter *x)
{
    const char *start = x->p;
    while (x->p < x->end) {
        if ((unsigned char)*x->p >= 0x80) {
            size_t length;
            if (is_separator(rsv__utf8_decode(x->p, left(x), &length)))
                break;
            x->p += length;
        } else if (is_alnum(*x->p) || *x->p == '_' || *x->p == '}' || goes_on_behind(x, x->p)) {
            x->p++;
        } else {
            break;
        }
    }
    if (x->p > start)
        add_plain(x, (struct span){start, (size_t)(x->p - start)});
    else
        skip_separator(x);
}

/* Emphasis, brackets, ends of sentences, arrows of a menu path. */
static void take_mark(struct splitter *x)
{
    const char c = *x->p++;
    if (c == '"')
        x->quote_end = x->quote_end && x->p > x->quote_end ? NULL : find_near(x, x->p, '"');
    if (c == '.' || c == '!' || c == '?' || c == ':')
        x->first = true;
    if (c == '>' && x->n > 0 && x->p < x->end && (*x->p == ' ' || *x->p == '*'))
        add_word(x, (struct span){x->p - 1, 1}, MENU_ARROW, WORD_HARD);
}

static void split_text(struct splitter *x)
{
    while (x->p < x->end) {
        const struct span rest = {x->p, left(x)};
        if (*x->p == '`')
            take_code_span(x);
        else if (rsv__span_starts(rest, "https://") || rsv__span_starts(rest, "http://"))
            take_url(x);
        else if (is_alnum(*x->p) || (unsigned char)*x->p >= 0x80 || *x->p == '{' || *x->p == '$')
            take_word(x);
        else
            take_mark(x);
    }
}

/* --- runs -------------------------------------------------------------------------------------------- */

uint64_t rsv__word_run(uint32_t a, uint32_t b, uint32_t c)
{
    return rsv__hash_mix(rsv__hash_mix((uint64_t)a << 32 | b) ^ c);
}

static int compare_runs(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* The words that count, by index; NULL if there are none or no memory. */
static uint32_t *counting_words(struct arena *arena, const struct guide_word *words, uint32_t n,
                                uint32_t *count)
{
    uint32_t *at = rsv__arena_alloc(arena, (n + 1) * sizeof *at);
    *count = 0;
    for (uint32_t i = 0; at != NULL && i < n; i++)
        if (!(words[i].flags & WORD_LITTLE))
            at[(*count)++] = i;
    return at;
}

void rsv__guide_title_runs(struct arena *arena, struct guide *g)
{
    uint32_t n, count;
    g->n_title_runs = 0;
    const struct guide_word *words =
        rsv__guide_words(arena, g, rsv__span(g->title.text), &n);
    const uint32_t *at = counting_words(arena, words, n, &count);
    g->title_runs = rsv__arena_alloc(arena, (n + 1) * sizeof *g->title_runs);
    if (at == NULL || g->title_runs == NULL)
        return;
    for (uint32_t i = 0; i + RUN <= count; i++)
        g->title_runs[g->n_title_runs++] =
            rsv__word_run(words[at[i]].hash, words[at[i + 1]].hash, words[at[i + 2]].hash);
    qsort(g->title_runs, g->n_title_runs, sizeof *g->title_runs, compare_runs);
}

static void mark_title(struct splitter *x)
{
    uint32_t count;
    const struct guide *g = x->g;
    const uint32_t *at =
        g->n_title_runs > 0 ? counting_words(x->arena, x->words, (uint32_t)x->n, &count) : NULL;
    for (uint32_t i = 0; at != NULL && i + RUN <= count; i++) {
        const uint64_t run = rsv__word_run(x->words[at[i]].hash, x->words[at[i + 1]].hash,
                                           x->words[at[i + 2]].hash);
        if (bsearch(&run, g->title_runs, g->n_title_runs, sizeof run, compare_runs) == NULL)
            continue;
        for (uint32_t k = i; k < i + RUN; k++)
            x->words[at[k]].flags |= WORD_TITLE;
    }
    for (size_t i = 0; i < x->n; i++)
        if ((x->words[i].flags & (WORD_TITLE | WORD_QUOTED)) == (WORD_TITLE | WORD_QUOTED))
            x->words[i].flags |= WORD_OWN;
}

/* "Active" says something of an account, and nothing in "Active Directory". */
static void mark_active_directory(struct splitter *x)
{
    for (size_t i = 0; i + 1 < x->n; i++)
        if (same_word(x->words[i].text, "active") && same_word(x->words[i + 1].text, "directory"))
            x->words[i].flags = (x->words[i].flags & ~(uint32_t)WORD_NAME) | WORD_COMMON;
}

struct guide_word *rsv__guide_words(struct arena *arena, const struct guide *g, struct span text,
                                    uint32_t *n)
{
    *n = 0;
    if (text.n == 0)
        return NULL;
    struct splitter x = {
        .arena = arena, .g = g, .p = text.at, .end = text.at + text.n, .first = true};
    snprintf(x.own_code, sizeof x.own_code, "%" PRId64, g->title.code);
    split_text(&x);
    mark_active_directory(&x);
    mark_title(&x);
    *n = (uint32_t)x.n;
    return x.words;
}

bool rsv__words_any(const struct guide_word *words, uint32_t n, uint32_t flags)
{
    for (uint32_t i = 0; i < n; i++)
        if (words[i].flags & flags)
            return true;
    return false;
}

bool rsv__words_plain(struct span text, char *out, size_t size)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        const char c = rsv__lower(text.at[i]);
        if (n + 2 >= size)
            return false;
        if (is_alnum(c) || (unsigned char)c >= 0x80)
            out[n++] = c;
        else if (c != '\'' && n > 0 && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    while (n > 0 && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
    return true;
}
