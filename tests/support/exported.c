/* SPDX-License-Identifier: MIT */
#include "support/exported.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *exported(struct world *w, const char *name)
{
    static char path[200];
    rsv_error err;
    rsv_doc *report;
    snprintf(path, sizeof path, "%s/%s", w->dir, name);
    if (rsv_kb_export_html(w->kb, &w->source, path, &report, &err) != RSV_OK) {
        fprintf(stderr, "export: %s\n", err.message);
        exit(99);
    }
    rsv_doc_free(report);
    return path;
}

char *exported_page(const char *folder, const char *path)
{
    char full[512];
    snprintf(full, sizeof full, "%s/%s", folder, path);
    FILE *f = fopen(full, "rb");
    if (f == NULL) {
        fprintf(stderr, "%s isn't there\n", full);
        exit(99);
    }
    fseek(f, 0, SEEK_END);
    const size_t n = (size_t)ftell(f);
    rewind(f);
    char *text = malloc(n + 1);
    if (text == NULL || fread(text, 1, n, f) != n)
        exit(99);
    text[n] = '\0';
    fclose(f);
    return text;
}

int exported_has(const char *folder, const char *path, ...)
{
    char *page = exported_page(folder, path);
    const char *at = page, *text;
    va_list args;
    va_start(args, path);
    while (at != NULL && (text = va_arg(args, const char *)) != NULL) {
        at = strstr(at, text);
        if (at == NULL)
            fprintf(stderr, "%s: no '%s' (here)\n", path, text);
        else
            at += strlen(text);
    }
    va_end(args);
    free(page);
    return at != NULL;
}
