/* SPDX-License-Identifier: MIT
 * kb_code.c - the code blocks of articles and the scripts of collectors, each read as what it says it is. */
#include "author/author.h"

#include "author/code.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

static const struct language {
    const char *name;
    bool (*read)(const char *text, struct code_problem *p); /* NULL: anything goes */
} languages[] = {{"powershell", rsv__code_powershell}, {"console", rsv__code_console}, {"http", rsv__code_http},
                 {"json", rsv__code_json}, {"xml", rsv__code_xml}, {"text", NULL}};

struct walker {
    struct findings *findings;
    struct arena *arena;
    const char *path;
    struct buf block;
};

static void complain(struct walker *w, const char *id, int line, const char *hint, const char *message)
{
    const struct finding f = {id, SEVERITY_ERROR, w->path, line, 0, NULL, hint, NULL};
    rsv__findings_add(w->findings, &f, "%s", message);
}

/* `first`: the line of the file that the text begins on. */
static void check_text(struct walker *w, const struct language *language, const char *text, int first)
{
    struct code_problem p = {0};
    char *copy = rsv__arena_text(w->arena, text);
    if (copy == NULL || language->read == NULL)
        return;
    if (rsv__code_prepare(copy, language->read != rsv__code_xml, &p) && language->read(copy, &p))
        return;
    char message[240];
    snprintf(message, sizeof message, "%s: %s", language->name, p.message);
    complain(w, "K015", first + p.line - 1, NULL, message);
}

/* NULL after a complaint; a block without a language is K011 elsewhere. */
static const struct language *find_language(struct walker *w, const char *name, int line)
{
    struct nearest near;
    rsv__nearest_init(&near, name);
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        if (strcmp(languages[i].name, name) == 0)
            return &languages[i];
        rsv__nearest_offer(&near, languages[i].name);
    }
    char message[80];
    snprintf(message, sizeof message, "unknown language '%.40s' of a code block", name);
    if (*name != '\0')
        complain(w, "K011", line,
                 near.best ? rsv__arena_printf(w->arena, "did you mean '%s'?", near.best)
                           : "powershell, console, http, json, xml, or text for what is no command",
                 message);
    return NULL;
}

static void check_article(struct walker *w, const struct article *a)
{
    const struct language *language = NULL;
    bool in_code = false;
    size_t indent = 0;
    int number = a->body_line, first = 0;
    w->path = a->path;
    for (const char *p = a->body; *p != '\0'; number++) {
        const size_t n = strcspn(p, "\n"), blank = strspn(p, " ");
        if (strncmp(p + blank, "```", 3) == 0) {
            if (in_code && language != NULL)
                check_text(w, language, rsv__buf_get(&w->block), first);
            in_code = !in_code;
            rsv__buf_clear(&w->block);
            indent = blank;
            first = number + 1;
            const char *name = p + blank + 3;
            const char *word = rsv__arena_copy(w->arena, name, strcspn(name, " \t\r\n"));
            language = in_code && word != NULL ? find_language(w, word, number) : NULL;
        } else if (in_code) {
            const size_t skip = blank < indent ? blank : indent;
            const size_t end = n > 0 && p[n - 1] == '\r' ? n - 1 : n;
            if (end > skip)
                rsv__buf_add(&w->block, p + skip, end - skip);
            rsv__buf_char(&w->block, '\n');
        }
        p += n + (p[n] == '\n');
    }
}

static rsv_status check_scripts(struct walker *w, const char *rules_dir, rsv_error *err)
{
    struct file_list list = {0};
    const char *dir = rsv__arena_printf(w->arena, "%s/collectors", rules_dir);
    if (dir == NULL)
        return rsv__nomem(err);
    rsv_status rc = rsv__is_folder(dir) ? rsv__file_list(w->arena, dir, ".ps1", NULL, &list, err) : RSV_OK;
    for (size_t i = 0; i < list.n && rc == RSV_OK; i++) {
        struct file_text text;
        w->path = rsv__arena_printf(w->arena, "%s/%s", dir, list.items[i].path);
        rc = w->path ? rsv__file_read(w->arena->alloc, w->path, &text, err) : rsv__nomem(err);
        if (rc != RSV_OK)
            return rc;
        check_text(w, &languages[0], text.text, 1);
        rsv__file_free(w->arena->alloc, &text);
    }
    return rc;
}

rsv_status rsv__check_code(const struct library *lib, const char *const *rules_dirs, size_t n_dirs,
                           struct findings *findings, struct arena *arena, rsv_error *err)
{
    struct walker w = {.findings = findings, .arena = arena};
    rsv_status rc = RSV_OK;
    rsv__buf_init(&w.block, arena->alloc);
    for (uint32_t i = 0; i < lib->n_articles; i++)
        check_article(&w, &lib->articles[i]);
    for (size_t i = 0; i < n_dirs && rc == RSV_OK; i++)
        rc = check_scripts(&w, rules_dirs[i], err);
    arena->failed = arena->failed || w.block.failed;
    rsv__buf_free(&w.block);
    return rc;
}
