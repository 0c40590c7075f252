/* SPDX-License-Identifier: MIT
 * kb_text.c - what articles say: sections, filler, outdated names, code blocks. */
#include "author/author.h"

#include "base/hash.h"
#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAME_SENTENCE_MOST = 3, SENTENCE_LEAST = 40 };

struct text_checker {
    struct findings *findings;
    struct arena *arena;
    const struct article *article;
    struct sentence {
        uint32_t hash;
        const struct article *article;
        int line;
        const char *text;
    } *sentences;
    size_t n, cap;
};

static void complain(struct text_checker *c, const char *id, enum severity severity, int line,
                     const char *message)
{
    const struct finding f = {id, severity, c->article->path, line, 0, NULL, NULL, NULL};
    rsv__findings_add(c->findings, &f, "%s", message);
}

/* --- sections ------------------------------------------------------------------------------------- */

static bool has_section(const char *body, const char *title)
{
    const size_t n = strlen(title);
    for (const char *p = body; p != NULL; p = strchr(p, '\n')) {
        p += *p == '\n';
        if (strncmp(p, "## ", 3) == 0 && strncmp(p + 3, title, n) == 0 &&
            strchr("\r\n", p[3 + n]) != NULL)
            return true;
    }
    return false;
}

static void check_sections(struct text_checker *c)
{
    static const char *const wanted[3][2] = {{"What it means", "Telling the causes apart"},
                                             {"What it is", "How it shows"},
                                             {"Do", "Verify"}};
    const struct article *a = c->article;
    for (int i = 0; i < 2; i++) {
        char message[80];
        const bool alone = a->type == ARTICLE_CODE && i == 1 && a->n_causes < 3;
        if (alone || has_section(a->body, wanted[a->type][i]))
            continue;
        snprintf(message, sizeof message, "the section '## %s' is missing", wanted[a->type][i]);
        complain(c, "K005", a->reviewed ? SEVERITY_ERROR : SEVERITY_WARNING, a->line, message);
    }
    if (a->reviewed != NULL && a->n_references == 0)
        complain(c, "K012", SEVERITY_WARNING, a->line, "no references");
}

/* --- filler ------------------------------------------------------------------------------------------ */

/* What fits any code says nothing about this one. */
static const char *const filler[] = {
    "check the logs",
    "check the event logs for any errors",
    "contact microsoft support if the problem persists",
    "contact support",
    "contact your administrator",
    "double-check the configuration",
    "ensure that all settings are correct",
    "ensure that everything is up to date",
    "ensure that you have the necessary permissions",
    "for more information, refer to",
    "if the issue persists",
    "if the problem persists",
    "in conclusion",
    "in today's",
    "it is important to",
    "it is recommended to",
    "it's important to note",
    "make sure everything is configured correctly",
    "please note",
    "reach out to",
    "review the documentation",
    "there are several reasons",
    "this error can be caused by a variety",
    "this guide will",
    "try restarting",
    "various reasons",
    "verify the configuration",
};

static void check_filler(struct text_checker *c, const char *line, int number)
{
    for (size_t i = 0; i < sizeof filler / sizeof *filler; i++) {
        char message[120];
        if (rsv__find_fold(line, filler[i]) == NULL)
            continue;
        snprintf(message, sizeof message, "filler: '%s' would fit any code", filler[i]);
        complain(c, "K006", SEVERITY_ERROR, number, message);
    }
}

/* --- outdated names ------------------------------------------------------------------------------------ */

static const struct {
    const char *name, *instead;
} outdated[] = {
    {"azure active directory", "Microsoft Entra ID"},
    {"azure ad ", "Microsoft Entra ID"},
    {"connect-msolservice", "Microsoft Graph PowerShell"},
    {"-msol", "Microsoft Graph PowerShell"},
    {"connect-azuread", "Microsoft Graph PowerShell"},
    {"get-azuread", "Microsoft Graph PowerShell"},
    {"set-azuread", "Microsoft Graph PowerShell"},
    {"revoke-azuread", "Microsoft Graph PowerShell"},
    {"aad.portal.azure.com", "entra.microsoft.com"},
    {"manage.windowsazure.com", "entra.microsoft.com"},
};

/* An old name may be told as such: "formerly Azure AD", "shown as Microsoft Azure AD Sync", a path, or
 * Seamless SSO's module, which still carries it. */
static bool is_excused(const char *line)
{
    static const char *const excuses[] = {"formerly", "shown as", "called", "named", "used to be",
                                          "old name", "display name", "program files", "programdata",
                                          "`", "\"", "azure ad sync", "azureadsso", "azure ad connect"};
    for (size_t i = 0; i < sizeof excuses / sizeof *excuses; i++)
        if (rsv__find_fold(line, excuses[i]) != NULL)
            return true;
    return false;
}

/* Modules of today that still carry the old name. */
static bool names_living_module(const char *line)
{
    return rsv__find_fold(line, "azureadsso") != NULL ||
           rsv__find_fold(line, "azureadpasswordprotection") != NULL;
}

static void check_names(struct text_checker *c, const char *line, int number, bool in_code)
{
    for (size_t i = 0; i < sizeof outdated / sizeof *outdated; i++) {
        char message[120];
        const char *place = rsv__find_fold(line, outdated[i].name);
        const bool product = i < 2;
        if (place == NULL || (product && (in_code || is_excused(line))) ||
            names_living_module(line))
            continue;
        snprintf(message, sizeof message, "outdated: '%.*s'; today it is %s",
                 (int)strlen(outdated[i].name), place, outdated[i].instead);
        complain(c, "K008", SEVERITY_ERROR, number, message);
    }
}

/* --- the same sentence everywhere ------------------------------------------------------------------------ */

static void keep_sentence(struct text_checker *c, const char *start, size_t n, int line)
{
    char *copy = rsv__arena_copy(c->arena, start, n);
    struct sentence *grown =
        rsv__arena_grow(c->arena, c->sentences, c->n, &c->cap, c->n + 1, sizeof *grown);
    if (grown == NULL || copy == NULL)
        return;
    rsv__fold(copy, n);
    c->sentences = grown;
    grown[c->n++] = (struct sentence){rsv__hash_bytes(copy, n), c->article, line, copy};
}

static void split_sentences(struct text_checker *c, const char *line, int number)
{
    while (*line != '\0') {
        size_t n = 0;
        while (line[n] != '\0' && !(strchr(".!?", line[n]) && (line[n + 1] == ' ' || !line[n + 1])))
            n++;
        while (n > 0 && isspace((unsigned char)*line)) {
            line++;
            n--;
        }
        if (n >= SENTENCE_LEAST)
            keep_sentence(c, line, n, number);
        line += n + (line[n] != '\0');
    }
}

static int by_sentence(const void *x, const void *y)
{
    const struct sentence *a = x, *b = y;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    const int order = strcmp(a->text, b->text);
    return order ? order : strcmp(a->article->path, b->article->path);
}

static void check_repeats(struct text_checker *c)
{
    if (c->n > 1)
        qsort(c->sentences, c->n, sizeof *c->sentences, by_sentence);
    for (size_t i = 0; i < c->n;) {
        size_t end = i + 1, articles = 1;
        for (; end < c->n && strcmp(c->sentences[end].text, c->sentences[i].text) == 0; end++)
            articles += c->sentences[end].article != c->sentences[end - 1].article;
        if (articles > SAME_SENTENCE_MOST) {
            char message[200];
            c->article = c->sentences[i].article;
            snprintf(message, sizeof message, "filler: this sentence stands in %zu articles: %.100s",
                     articles, c->sentences[i].text);
            complain(c, "K006", SEVERITY_ERROR, c->sentences[i].line, message);
        }
        i = end;
    }
}

/* --- line by line --------------------------------------------------------------------------------------------- */

static void check_line(struct text_checker *c, const char *line, int number, bool *in_code)
{
    const char *p = line + strspn(line, " ");
    if (strncmp(p, "```", 3) == 0) {
        *in_code = !*in_code;
        if (*in_code && p[3 + strspn(p + 3, " `")] == '\0')
            complain(c, "K011", SEVERITY_ERROR, number, "a code block should name its language");
        return;
    }
    check_names(c, line, number, *in_code);
    if (*in_code)
        return;
    check_filler(c, line, number);
    split_sentences(c, line, number);
}

static void check_body(struct text_checker *c)
{
    bool in_code = false;
    int number = c->article->body_line;
    for (const char *p = c->article->body; *p != '\0'; number++) {
        const size_t n = strcspn(p, "\r\n");
        char *line = rsv__arena_copy(c->arena, p, n);
        if (line == NULL)
            return;
        check_line(c, line, number, &in_code);
        p += n;
        p += *p == '\r';
        p += *p == '\n';
    }
    if (in_code)
        complain(c, "K011", SEVERITY_ERROR, number, "a code block is never closed");
}

void rsv__check_texts(const struct library *lib, struct findings *findings, struct arena *arena)
{
    struct text_checker c = {.findings = findings, .arena = arena};
    for (uint32_t i = 0; i < lib->n_articles; i++) {
        c.article = &lib->articles[i];
        check_sections(&c);
        if (c.article->reviewed != NULL)
            check_body(&c);
    }
    check_repeats(&c);
}
