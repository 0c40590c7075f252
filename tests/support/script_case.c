/* SPDX-License-Identifier: MIT */
#include "support/script_case.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char kinds[] =
    "collector 'port-test' { minutes = 4 }\n"
    "kind 'port' { fields = { from = name{ optional = true }, host = name{}, number = integer{1, 65535},\n"
    "              state = one_of{ 'open', 'closed' } },\n"
    "              key = { 'from', 'host', 'number' }, fresh_for = '1h', collector = 'port-test' }\n"
    "kind 'event' { fields = { server = name{ optional = true }, id = integer{}, at = time{ optional = true },\n"
    "               took = duration{ optional = true }, load = number{ 0, 1, optional = true },\n"
    "               ok = boolean{ optional = true }, note = text{ optional = true } } }\n"
    "kind 'edge' { fields = { a = name{}, b = name{} } }\n"
    "kind 'reach' { fields = { a = name{ optional = true }, b = name{ optional = true } }, closed = true }\n"
    "kind 'mark' { fields = { x = name{ optional = true }, n = integer{ optional = true } }, closed = true }\n"
    "kind 'only' { fields = { user = name{ optional = true } }, key = {} }\n";

static void give_up(const char *what)
{
    perror(what);
    exit(99);
}

void script_case_write_bytes(struct script_case *c, const char *path, const void *bytes, size_t n)
{
    char full[128];
    snprintf(full, sizeof full, "%s/%s", c->dir, path);
    FILE *f = fopen(full, "wb");
    if (f == NULL || fwrite(bytes, 1, n, f) != n || fclose(f) != 0)
        give_up(full);
}

void script_case_write(struct script_case *c, const char *path, const char *text)
{
    script_case_write_bytes(c, path, text, strlen(text));
}

void script_case_open(struct script_case *c)
{
    memset(c, 0, sizeof *c);
    strcpy(c->dir, "/tmp/rsv-rules-XXXXXX");
    if (mkdtemp(c->dir) == NULL)
        give_up(c->dir);
    snprintf(c->rules_dir, sizeof c->rules_dir, "%s/rules", c->dir);
    snprintf(c->site_dir, sizeof c->site_dir, "%s/site", c->dir);
    if (mkdir(c->rules_dir, 0777) != 0 || mkdir(c->site_dir, 0777) != 0)
        give_up(c->dir);
    c->dirs[0] = c->rules_dir;
    c->dirs[1] = c->site_dir;
    c->request = (struct load_request){.dirs = c->dirs, .n_dirs = 2, .with_examples = true};
    script_case_write(c, "rules/kinds.lua", kinds);
}

rsv_status script_case_load(struct script_case *c, unsigned long nth)
{
    struct findings findings;
    script_case_unload(c);
    rsv__alloc_init(&c->alloc, fail_alloc_on(&c->memory, nth));
    rsv__arena_init(&c->arena, &c->alloc);
    rsv__intern_init(&c->words, &c->alloc, NULL);
    rsv__findings_init(&findings, &c->memory.allocator);
    rsv_status rc = rsv__script_load(&c->request, &c->alloc, &c->arena, &c->words, &findings, &c->book,
                                     &c->err);
    rsv__intern_freeze(&c->words);
    const rsv_status told = rsv__findings_done(&findings, &c->found, &c->err);
    return rc == RSV_OK ? told : rc;
}

void script_case_try(struct script_case *c, const char *text)
{
    script_case_write(c, "rules/a.lua", text);
    if (script_case_load(c, 0) != RSV_OK) {
        fprintf(stderr, "%s: %s\n", text, c->err.message);
        exit(99);
    }
}

size_t script_case_unload(struct script_case *c)
{
    if (c->alloc.fn.resize == NULL)
        return 0;
    rsv_doc_free(c->found);
    c->found = NULL;
    rsv__intern_free(&c->words);
    rsv__arena_free(&c->arena);
    memset(&c->alloc, 0, sizeof c->alloc);
    return c->memory.live;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

size_t script_case_close(struct script_case *c)
{
    const size_t live = script_case_unload(c);
    nftw(c->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    return live;
}

const char *script_case_finding(const struct script_case *c, size_t i, char *out, size_t size)
{
    const rsv_doc *d = rsv_doc_first(rsv_doc_get(c->found, "findings"));
    while (d != NULL && i-- > 0)
        d = rsv_doc_next(d);
    out[0] = '\0';
    if (d == NULL)
        return out;
    const char *hint = rsv_doc_text(rsv_doc_get(d, "hint"));
    int n = snprintf(out, size, "%s %lld", rsv_doc_text(rsv_doc_get(d, "id")),
                     (long long)rsv_doc_integer(rsv_doc_get(d, "line")));
    if (rsv_doc_integer(rsv_doc_get(d, "column")) > 0)
        n += snprintf(out + n, size - (size_t)n, ":%lld",
                      (long long)rsv_doc_integer(rsv_doc_get(d, "column")));
    snprintf(out + n, size - (size_t)n, " %s%s%s%s", rsv_doc_text(rsv_doc_get(d, "message")),
             *hint ? " (" : "", hint, *hint ? ")" : "");
    return out;
}
