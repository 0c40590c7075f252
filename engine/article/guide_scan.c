/* SPDX-License-Identifier: MIT */
#include "article/guide_scan.h"

#include "base/text.h"

#include <string.h>

enum { LABEL_MAX = 160 };

struct span rsv__span(const char *text)
{
    return (struct span){text, strlen(text)};
}

struct span rsv__span_from(struct span s, size_t start)
{
    return start < s.n ? (struct span){s.at + start, s.n - start} : (struct span){s.at, 0};
}

struct span rsv__span_trim(struct span s)
{
    while (s.n > 0 && *s.at == ' ')
        s = rsv__span_from(s, 1);
    while (s.n > 0 && s.at[s.n - 1] == ' ')
        s.n--;
    return s;
}

bool rsv__span_starts(struct span s, const char *word)
{
    const size_t n = strlen(word);
    if (s.n < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (rsv__lower(s.at[i]) != rsv__lower(word[i]))
            return false;
    return true;
}

size_t rsv__span_words(struct span s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.at[i] != ' ' && (i == 0 || s.at[i - 1] == ' ');
    return n;
}

static char char_at(struct span s, size_t i)
{
    return i < s.n ? s.at[i] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

size_t rsv__scan_indent(struct span line)
{
    size_t n = 0;
    while (n < line.n && line.at[n] == ' ')
        n++;
    return n;
}

/* --- list markers ----------------------------------------------------------------------------- */

static size_t skip_blanks(struct span s, size_t i)
{
    while (char_at(s, i) == ' ')
        i++;
    return i;
}

static size_t bullet_width(struct span s)
{
    static const char *const bullets[] = {"-",          "*",          "+",          "\u2022",
                                          "\u25e6",     "\u00b7",     "\u25aa",     "\u25cf",
                                          "\u2013",     "\u2023"};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        const size_t n = strlen(bullets[i]);
        if (s.n >= n && memcmp(s.at, bullets[i], n) == 0)
            return char_at(s, n) == ' ' || s.n == n ? n : 0;
    }
    return 0;
}

/* ii, iii, iv, vi, vii, viii, ix; a lone i, v or x counts as a letter. */
static uint32_t roman_number(struct span s, size_t n)
{
    static const char *const numbers[] = {"ii", "iii", "iv", "vi", "vii", "viii", "ix"};
    static const uint32_t values[] = {2, 3, 4, 6, 7, 8, 9};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (strlen(numbers[i]) == n && strncmp(s.at, numbers[i], n) == 0)
            return values[i];
    return 0;
}

static bool number_width(struct span s, size_t start, struct marker *out)
{
    size_t i = start;
    while (is_digit(char_at(s, i)))
        i++;
    if (i - start >= 1 && i - start <= 3) {
        for (size_t k = start; k < i; k++)
            out->number = out->number * 10 + (uint32_t)(s.at[k] - '0');
        out->width = i;
        return true;
    }
    while (char_at(s, i) >= 'a' && char_at(s, i) <= 'z')
        i++;
    out->number = i - start == 1 ? (uint32_t)(s.at[start] - 'a') + 1
                                 : roman_number(rsv__span_from(s, start), i - start);
    out->lettered = true;
    out->width = i;
    return out->number != 0;
}

static bool ordered_width(struct span s, struct marker *out)
{
    const bool bracket = char_at(s, 0) == '(';
    *out = (struct marker){.ordered = true};
    if (!number_width(s, bracket, out))
        return false;
    const char mark = char_at(s, out->width);
    const char next = char_at(s, out->width + 1);
    if (bracket ? mark != ')' : mark != '.' && mark != ')')
        return false;
    out->width++;
    /* "1.Check" and "1.**Check**" are lists; "3.5" and "e.g." aren't */
    return next == ' ' || next == '\0' || (!out->lettered && (is_letter(next) || next == '*'));
}

bool rsv__scan_marker(struct span s, struct marker *out)
{
    const size_t bullet = bullet_width(s);
    if (bullet > 0)
        *out = (struct marker){.width = bullet};
    else if (!ordered_width(s, out))
        return false;
    out->width = skip_blanks(s, out->width);
    const struct span rest = rsv__span_from(s, out->width);
    if (rsv__span_starts(rest, "[ ] ") || rsv__span_starts(rest, "[x] "))
        out->width = skip_blanks(s, out->width + 4);
    return true;
}

/* --- headings ----------------------------------------------------------------------------------- */

bool rsv__scan_atx(struct span s, struct span *words, int *level)
{
    int n = 0;
    while (char_at(s, (size_t)n) == '#')
        n++;
    const char next = char_at(s, (size_t)n);
    const bool glued = next != ' ' && next != '\0'; /* "##Causes", "#AADSTS50056"; not "#1" */
    if (n == 0 || n > 6 || (glued && !is_letter(next) && next != '*'))
        return false;
    if (glued && n == 1 && !rsv__span_starts(rsv__span_from(s, 1), "aadsts"))
        return false;
    *level = n;
    *words = rsv__span_trim(rsv__span_from(s, (size_t)n));
    while (words->n > 0 && words->at[words->n - 1] == '#')
        words->n--;
    *words = rsv__span_trim(*words);
    return true;
}

bool rsv__scan_bold(struct span s, struct span *words, bool *colon, struct span *rest)
{
    const char mark = char_at(s, 0);
    if ((mark != '*' && mark != '_') || char_at(s, 1) != mark)
        return false;
    const size_t open = char_at(s, 2) == mark ? 3 : 2; /* ***both*** */
    size_t end = open;
    while (end + 1 < s.n && end < LABEL_MAX && (s.at[end] != mark || s.at[end + 1] != mark))
        end++;
    if (end == open || char_at(s, end) != mark || char_at(s, end + 1) != mark)
        return false;
    *words = rsv__span_trim((struct span){s.at + open, end - open});
    size_t after = end;
    while (char_at(s, after) == mark)
        after++;
    *colon = words->n > 0 && words->at[words->n - 1] == ':';
    if (*colon)
        words->n--;
    else if ((*colon = char_at(s, after) == ':'))
        after++;
    *words = rsv__span_trim(*words);
    *rest = rsv__span_trim(rsv__span_from(s, after));
    return words->n > 0;
}

/* --- other lines --------------------------------------------------------------------------------- */

bool rsv__scan_rule(struct span s)
{
    const char mark = char_at(s, 0);
    size_t count = 0;
    if (mark != '-' && mark != '*' && mark != '_')
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.at[i] != mark && s.at[i] != ' ')
            return false;
        count += s.at[i] == mark;
    }
    return count >= 3;
}

bool rsv__scan_underline(struct span s, char mark)
{
    size_t i = 0;
    while (char_at(s, i) == mark)
        i++;
    return i >= 3 && i == s.n;
}

size_t rsv__scan_fence(struct span s)
{
    const char mark = char_at(s, 0);
    size_t n = 0;
    if (mark != '`' && mark != '~')
        return 0;
    while (char_at(s, n) == mark)
        n++;
    if (mark == '`' && memchr(s.at + n, '`', s.n - n) != NULL)
        return 0; /* a code span */
    return n >= 3 ? n : 0;
}

bool rsv__scan_table(struct span s)
{
    return s.n > 2 && *s.at == '|' && memchr(s.at + 1, '|', s.n - 1) != NULL;
}

bool rsv__scan_step(struct span s, struct span *rest)
{
    size_t i = 4;
    if (!rsv__span_starts(s, "step") || char_at(s, i) != ' ')
        return false;
    i = skip_blanks(s, i);
    const size_t digits = i;
    while (is_digit(char_at(s, i)))
        i++;
    if (i == digits || i - digits > 2)
        return false;
    i = skip_blanks(s, i);
    const char mark = char_at(s, i);
    if (mark != ':' && mark != '.' && mark != '-' && mark != ')' && mark != '\0')
        return false;
    *rest = rsv__span_trim(rsv__span_from(s, i + 1));
    return true;
}

bool rsv__scan_colon(struct span s, struct span *name, struct span *rest)
{
    size_t i = 0;
    while (i < s.n && i < 80 && s.at[i] != ':' && s.at[i] != '.')
        i++;
    if (i >= s.n || s.at[i] != ':' || (i + 1 < s.n && s.at[i + 1] != ' '))
        return false;
    *name = (struct span){s.at, i};
    *rest = rsv__span_trim(rsv__span_from(s, i + 1));
    return true;
}

static bool is_wrapping(char c)
{
    return c == '*' || c == '_' || c == ' ' || c == ':';
}

struct span rsv__scan_bare(struct span s)
{
    struct marker m;
    while (s.n > 0 && is_wrapping(*s.at))
        s = rsv__span_from(s, 1);
    if (rsv__scan_marker(s, &m) && !m.lettered && m.width < s.n)
        s = rsv__span_from(s, m.width);
    while (s.n > 0 && (*s.at == '*' || *s.at == ' '))
        s = rsv__span_from(s, 1);
    while (s.n > 0 && is_wrapping(s.at[s.n - 1]))
        s.n--;
    return s;
}

bool rsv__scan_ended(struct span s)
{
    while (s.n > 0 && strchr("\"')]*_` ", s.at[s.n - 1]) != NULL)
        s.n--;
    return s.n == 0 || strchr(".!?:", s.at[s.n - 1]) != NULL;
}
