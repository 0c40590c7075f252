/* SPDX-License-Identifier: MIT */
#include "article/guide_sections.h"

#include "article/guide_scan.h"
#include "base/text.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <string.h>

enum { TITLE_MAX = 120, HEADING_MAX = 96 };

/* --- headings ------------------------------------------------------------------------------------ */

/* Words that may stand before the word that decides. */
static const char *const openers[] = {
    "additional", "advanced", "an",        "basic",    "common",    "detailed",  "error",
    "external",   "further",  "general",   "helpful",  "important", "initial",   "issue",
    "key",        "known",    "likely",    "main",     "most",      "official",  "other",
    "possible",   "potential", "probable", "problem",  "quick",     "recommended", "related",
    "relevant",   "suggested", "technical", "the",     "typical",   "underlying", "useful",
    "your",
};

static const struct {
    const char *words; /* how the heading goes on, after the openers */
    enum guide_section section;
} sections[] = {
    {"about", SECTION_MEANING},
    {"background", SECTION_MEANING},
    {"description", SECTION_MEANING},
    {"explanation", SECTION_MEANING},
    {"introduction", SECTION_MEANING},
    {"meaning", SECTION_MEANING},
    {"message", SECTION_MEANING},
    {"overview", SECTION_MEANING},
    {"summary", SECTION_MEANING},
    {"symptom", SECTION_MEANING},
    {"what does", SECTION_MEANING},
    {"what it means", SECTION_MEANING},
    {"what this", SECTION_MEANING},
    {"checks", SECTION_DIAGNOSIS},
    {"diagnos", SECTION_DIAGNOSIS},
    {"how to diagnose", SECTION_DIAGNOSIS},
    {"how to identify", SECTION_DIAGNOSIS},
    {"investigation", SECTION_DIAGNOSIS},
    {"triage", SECTION_DIAGNOSIS},
    {"cause", SECTION_CAUSES},
    {"issues", SECTION_CAUSES},
    {"problems", SECTION_CAUSES},
    {"reason", SECTION_CAUSES},
    {"root cause", SECTION_CAUSES},
    {"scenarios", SECTION_CAUSES},
    {"why", SECTION_CAUSES},
    {"before you", SECTION_BEFORE},
    {"prerequisite", SECTION_BEFORE},
    {"requirements", SECTION_BEFORE},
    {"corrective", SECTION_STEPS},
    {"fix", SECTION_STEPS},
    {"how to fix", SECTION_STEPS},
    {"how to resolve", SECTION_STEPS},
    {"how to solve", SECTION_STEPS},
    {"mitigation", SECTION_STEPS},
    {"procedure", SECTION_STEPS},
    {"remed", SECTION_STEPS},
    {"resol", SECTION_STEPS},
    {"solution", SECTION_STEPS},
    {"solve", SECTION_STEPS},
    {"solving", SECTION_STEPS},
    {"step by step", SECTION_STEPS},
    {"steps", SECTION_STEPS},
    {"troubleshoot", SECTION_STEPS},
    {"what to do", SECTION_STEPS},
    {"workaround", SECTION_STEPS},
    {"best practice", SECTION_NOTES},
    {"caution", SECTION_NOTES},
    {"considerations", SECTION_NOTES},
    {"faq", SECTION_NOTES},
    {"good to know", SECTION_NOTES},
    {"limitations", SECTION_NOTES},
    {"note", SECTION_NOTES},
    {"prevent", SECTION_NOTES},
    {"recommendations", SECTION_NOTES},
    {"remarks", SECTION_NOTES},
    {"tips", SECTION_NOTES},
    {"warning", SECTION_NOTES},
    {"advice for data", SECTION_COLLECT},
    {"collect", SECTION_COLLECT},
    {"data collection", SECTION_COLLECT},
    {"data to", SECTION_COLLECT},
    {"information to", SECTION_COLLECT},
    {"logs to", SECTION_COLLECT},
    {"what to collect", SECTION_COLLECT},
    {"articles", SECTION_LINKS},
    {"documentation", SECTION_LINKS},
    {"documents", SECTION_LINKS},
    {"learn more", SECTION_LINKS},
    {"links", SECTION_LINKS},
    {"microsoft documentation", SECTION_LINKS},
    {"more information", SECTION_LINKS},
    {"reading", SECTION_LINKS},
    {"reference", SECTION_LINKS},
    {"resources", SECTION_LINKS},
    {"see also", SECTION_LINKS},
    {"closing", SECTION_CLOSING},
    {"conclusion", SECTION_CLOSING},
    {"final", SECTION_CLOSING},
    {"wrap up", SECTION_CLOSING},
};

/* Lower-case words with one blank between, numbering and marks gone; false if it is too long. */
static bool plain_words(struct span heading, char out[HEADING_MAX])
{
    const struct span s = rsv__scan_bare(heading);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        const char c = rsv__lower(s.at[i]);
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (n + 2 >= HEADING_MAX)
            return false;
        if (letter)
            out[n++] = c;
        else if (c != '\'' && n > 0 && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    while (n > 0 && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
    return n > 0;
}

static bool begins(const char *text, const char *words)
{
    return strncmp(text, words, strlen(words)) == 0;
}

static bool is_opener(const char *text, size_t n)
{
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (strlen(openers[i]) == n && strncmp(openers[i], text, n) == 0)
            return true;
    return false;
}

static const char *skip_openers(const char *text)
{
    for (const char *blank = strchr(text, ' '); blank != NULL && is_opener(text, (size_t)(blank - text));
         blank = strchr(text, ' '))
        text = blank + 1;
    return text;
}

/* "Test the documentation is reachable", "Verify the links", "Testing reachability" */
static bool is_link_test(const char *text)
{
    static const char *const verbs[] = {"test", "verify", "verifying", "check", "validat"};
    static const char *const objects[] = {"document", " link", " url", "reachab", "accessib"};
    bool verb = false, object = false;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        verb = verb || begins(text, verbs[i]);
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++)
        object = object || strstr(text, objects[i]) != NULL;
    return verb && object;
}

static bool is_guide_name(const char *text)
{
    const char *rest = skip_openers(text);
    return begins(rest, "troubleshooting guide") || begins(text, "error code") ||
           begins(rest, "aadsts") || begins(rest, "comprehensive troubleshooting guide");
}

bool rsv__section_of(struct span heading, enum guide_section *out)
{
    char text[HEADING_MAX];
    struct span rest;
    if (rsv__scan_step(rsv__scan_bare(heading), &rest) || !plain_words(heading, text) ||
        is_guide_name(text))
        return false;
    if (is_link_test(text)) {
        *out = SECTION_LINK_TEST;
        return true;
    }
    const char *words = skip_openers(text);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (begins(words, sections[i].words) || begins(text, sections[i].words)) {
            *out = sections[i].section;
            return true;
        }
    return false;
}

bool rsv__section_is_chapter(struct span heading)
{
    char text[HEADING_MAX];
    return plain_words(heading, text) && strcmp(text, "troubleshooting steps") == 0;
}

bool rsv__section_is_name(struct span heading)
{
    char text[HEADING_MAX];
    struct span rest;
    const struct span bare = rsv__scan_bare(heading);
    if (plain_words(bare, text))
        return is_guide_name(text) || (strstr(text, "aadsts") && strstr(text, "guide"));
    return rsv__title_code(bare, &rest) != 0; /* a name that is a whole sentence */
}

/* --- the title ------------------------------------------------------------------------------------ */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* 4 to 8 digits at s; *n is their number. */
static int64_t take_code(struct span s, size_t *n)
{
    int64_t code = 0;
    *n = 0;
    while (*n < s.n && is_digit(s.at[*n])) {
        if (*n < 9)
            code = code * 10 + (s.at[*n] - '0');
        ++*n;
    }
    return *n >= 4 && *n <= 8 ? code : 0;
}

int64_t rsv__title_code(struct span text, struct span *rest)
{
    for (size_t i = 0; i + 6 < text.n; i++) {
        if (!rsv__span_starts(rsv__span_from(text, i), "aadsts"))
            continue;
        struct span s = rsv__span_from(text, i + 6);
        size_t n;
        while (s.n > 0 && strchr(" -_:#", *s.at) != NULL)
            s = rsv__span_from(s, 1);
        const int64_t code = take_code(s, &n);
        *rest = rsv__span_from(s, n);
        if (code != 0)
            return code;
    }
    return 0;
}

int64_t rsv__title_code_of_path(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct span s = rsv__span(slash ? slash + 1 : path), rest;
    const int64_t named = rsv__title_code(s, &rest);
    for (size_t n; named == 0 && s.n > 0; s = rsv__span_from(s, n ? n : 1)) {
        const int64_t code = take_code(s, &n);
        if (n >= 5 && n <= 7) /* shorter is a year, longer a date */
            return code;
    }
    return named;
}

/* Whether a word is a symbol as Microsoft coins them: two humps or an underscore, no blanks. */
static bool is_symbol(struct span s)
{
    size_t humps = 0;
    for (size_t i = 0; i < s.n; i++) {
        const char c = s.at[i];
        const bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
        if (!upper && !lower && !is_digit(c) && c != '_')
            return false;
        if (upper && (i == 0 || !(s.at[i - 1] >= 'A' && s.at[i - 1] <= 'Z')))
            humps++;
    }
    return s.n >= 6 && *s.at >= 'A' && *s.at <= 'Z' && (humps >= 2 || memchr(s.at, '_', s.n));
}

static struct span skip_separators(struct span s)
{
    static const char *const separators[] = {" ", ":", "-", "\u2013", "\u2014", "|", ".", ",", "*",
                                             ")", "]"};
    for (size_t i = 0; i < sizeof separators / sizeof *separators && s.n > 0;) {
        if (rsv__span_starts(s, separators[i])) {
            s = rsv__span_from(s, strlen(separators[i]));
            i = 0;
        } else {
            i++;
        }
    }
    return s;
}

/* The length of the first part, up to " - " or ": "; all of it if there is none. */
static size_t first_part(struct span s)
{
    for (size_t i = 0; i + 1 < s.n; i++)
        if ((s.at[i] == ' ' && (s.at[i + 1] == '-' || s.at[i + 1] == '\xe2')) ||
            (s.at[i] == ':' && s.at[i + 1] == ' '))
            return i;
    return s.n;
}

static size_t sentence_length(struct span s)
{
    for (size_t i = 0; i + 1 < s.n; i++)
        if ((s.at[i] == '.' || s.at[i] == '?' || s.at[i] == '!') && s.at[i + 1] == ' ')
            return i;
    return s.n;
}

/* Whether a clause ends before the blank at i: punctuation, or a word that goes on with another. */
static bool ends_clause(struct span s, size_t i)
{
    static const char *const words[] = {" and ",  " or ",    " but ",   " so ",    " because ",
                                        " when ", " while ", " since ", " which ", " - "};
    if (strchr(",;:", s.at[i - 1]) != NULL)
        return true;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (rsv__span_starts(rsv__span_from(s, i), words[k]))
            return true;
    return false;
}

/* No longer than a title should be: to the last clause that fits, else the last word. */
static size_t clip(struct span s)
{
    size_t clause = 0, word = 0;
    if (s.n <= TITLE_MAX)
        return s.n;
    for (size_t i = 1; i <= TITLE_MAX; i++) {
        if (s.at[i - 1] == ':' && s.at[i] != ' ' && i > TITLE_MAX / 4)
            return i - 1; /* "reasons:not in time" ran together */
        if (s.at[i] != ' ')
            continue;
        word = i;
        if (ends_clause(s, i))
            clause = i;
    }
    return clause > TITLE_MAX / 4 ? clause : word > 0 ? word : rsv__utf8_floor(s.at, TITLE_MAX);
}

static const char *make_title(struct arena *arena, struct span text)
{
    struct span s = {text.at, sentence_length(text)};
    s.n = clip(s);
    while (s.n > 0 && strchr(" .,;:-", s.at[s.n - 1]) != NULL)
        s.n--;
    char *title = rsv__arena_copy(arena, s.at, s.n);
    if (title != NULL && *title >= 'a' && *title <= 'z' && s.n > 1 && title[1] >= 'a')
        *title = (char)(*title - 32);
    return title ? title : "";
}

void rsv__title_read(struct arena *arena, struct span heading, struct guide_title *out)
{
    struct span rest;
    const int64_t code = rsv__title_code(heading, &rest);
    if (code == 0)
        rest = heading;
    out->code = code;
    rest = skip_separators(rsv__scan_bare(rest));
    if (rsv__span_starts(rest, "error code"))
        rest = skip_separators(rsv__span_from(rest, 10));
    else if (rsv__span_starts(rest, "error:") || rsv__span_starts(rest, "error -"))
        rest = skip_separators(rsv__span_from(rest, 5));
    if (rsv__span_starts(rest, "troubleshooting guide") || rest.n <= 5)
        rest.n = 0; /* "AADSTS50012 Troubleshooting Guide", "AADSTS50012 Error" */
    const struct span whole = rest;
    int part = 0;
    for (; part < 2 && out->name == NULL && rest.n > 0; part++) {
        const struct span word = {rest.at, first_part(rest)};
        rest = skip_separators(rsv__span_from(rest, word.n));
        if (is_symbol(word))
            out->name = rsv__arena_copy(arena, word.at, word.n);
    }
    if (out->name == NULL)
        rest = whole;
    const struct span said = part > 1 ? whole : rest; /* words before the symbol count, too */
    const char *text = rsv__arena_copy(arena, said.at, said.n);
    out->text = text ? text : "";
    out->title = rest.n > 0 ? make_title(arena, rest) : NULL;
}

/* "PasswordChangeOnPremisesFailure" as words; runs of capitals stay together. */
static const char *spell_out(struct arena *arena, const char *name)
{
    const size_t n = strlen(name);
    char *out = rsv__arena_alloc(arena, 2 * n + 1);
    size_t k = 0;
    if (out == NULL)
        return "";
    for (size_t i = 0; i < n; i++) {
        const bool upper = name[i] >= 'A' && name[i] <= 'Z';
        const bool next_lower = name[i + 1] >= 'a' && name[i + 1] <= 'z';
        const bool after_lower = i > 0 && !(name[i - 1] >= 'A' && name[i - 1] <= 'Z');
        if (i > 0 && ((upper && (after_lower || next_lower)) || name[i] == '_') && out[k - 1] != ' ')
            out[k++] = ' ';
        if (name[i] != '_')
            out[k++] = upper && next_lower && i > 0 ? rsv__lower(name[i]) : name[i];
    }
    return out;
}

void rsv__title_complete(struct arena *arena, const char *path, struct guide_title *t)
{
    if (t->code == 0)
        t->code = rsv__title_code_of_path(path);
    if (t->text == NULL)
        t->text = "";
    if (t->title == NULL || *t->title == '\0')
        t->title = t->name ? spell_out(arena, t->name)
                           : rsv__arena_printf(arena, "AADSTS%" PRId64, t->code);
}
