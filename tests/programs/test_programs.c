/* SPDX-License-Identifier: MIT
 * test_programs.c - run small rule programs and compare what they leave behind.
 *
 *     test_programs FOLDER...     each with rules.lua, facts.ndjson and expected.txt
 *     test_programs -p FOLDER     prints what there is, to be read and kept as expected.txt
 *
 * expected.txt has the number of firings, or the error, and then the facts, sorted. */
#include "resolvent.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_LINES = 4096, LINE = 512 };

struct text {
    char bytes[MAX_LINES * 128];
    size_t n;
};

static char *read_file(const char *folder, const char *name)
{
    char path[LINE];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "rb");
    char *bytes = f != NULL ? calloc(1, 1 << 20) : NULL;
    if (bytes == NULL || fread(bytes, 1, (1 << 20) - 1, f) == 0) {
        fprintf(stderr, "can't read %s\n", path);
        exit(2);
    }
    fclose(f);
    return bytes;
}

static void add(struct text *t, const char *line)
{
    t->n += (size_t)snprintf(t->bytes + t->n, sizeof t->bytes - t->n, "%s\n", line);
    if (t->n >= sizeof t->bytes) {
        fprintf(stderr, "too much is left behind\n");
        exit(2);
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *fact_line(const rsv_doc *fact)
{
    char *json, *line = malloc(LINE);
    size_t n;
    if (line == NULL || rsv_doc_json(rsv_doc_get(fact, "fields"), 0, &json, &n) != RSV_OK)
        exit(2);
    snprintf(line, LINE, "%s %s", rsv_doc_text(rsv_doc_get(fact, "kind")), json);
    line[strcspn(line, "\n")] = '\0';
    rsv_text_free(json);
    return line;
}

static void add_facts(rsv_session *session, struct text *out)
{
    static char *lines[MAX_LINES];
    size_t n = 0;
    rsv_doc *facts;
    if (rsv_session_facts(session, &facts, NULL) != RSV_OK)
        exit(2);
    for (const rsv_doc *f = rsv_doc_first(rsv_doc_get(facts, "facts")); f != NULL && n < MAX_LINES; f = rsv_doc_next(f))
        lines[n++] = fact_line(f);
    qsort(lines, n, sizeof *lines, by_text);
    for (size_t i = 0; i < n; i++) {
        add(out, lines[i]);
        free(lines[i]);
    }
    const char *problem = rsv_doc_text(rsv_doc_get(facts, "problem"));
    if (*problem != '\0')
        add(out, problem);
    rsv_doc_free(facts);
}

static void fire(rsv_session *session, struct text *out)
{
    char line[LINE + 32];
    rsv_error err;
    uint64_t fired;
    if (rsv_session_run(session, &fired, &err) != RSV_OK) {
        snprintf(line, sizeof line, "error: %s", err.message);
        add(out, line);
        return;
    }
    snprintf(line, sizeof line, "%llu firings", (unsigned long long)fired);
    add(out, line);
    add_facts(session, out);
}

static void run(const char *folder, struct text *out)
{
    rsv_rule_source source = RSV_RULE_SOURCE_INIT;
    rsv_session_options options = RSV_SESSION_OPTIONS_INIT;
    rsv_ruleset *rules = NULL;
    rsv_session *session = NULL;
    rsv_doc *report = NULL;
    rsv_error err;
    char *facts = read_file(folder, "facts.ndjson");
    source.dirs = &folder;
    source.n_dirs = 1;
    source.strict = 1;
    options.max_firings = 20000;
    options.now_ms = 1796083200000;
    out->n = 0;
    if (rsv_ruleset_load(&source, &rules, NULL, &err) != RSV_OK ||
        rsv_session_open(rules, NULL, &options, &session, &err) != RSV_OK ||
        rsv_session_read(session, "facts.ndjson", facts, strlen(facts), &report, &err) != RSV_OK)
        add(out, err.message);
    else if (rsv_doc_integer(rsv_doc_get(report, "rejected")) > 0)
        add(out, "facts were rejected");
    else
        fire(session, out);
    rsv_doc_free(report);
    rsv_session_close(session);
    rsv_ruleset_free(rules);
    free(facts);
}

int main(int argc, char **argv)
{
    static struct text out;
    int bad = argc < 2;
    if (argc == 3 && strcmp(argv[1], "-p") == 0) {
        run(argv[2], &out);
        fputs(out.bytes, stdout);
        return 0;
    }
    for (int i = 1; i < argc; i++) {
        char *expected = read_file(argv[i], "expected.txt");
        run(argv[i], &out);
        if (strcmp(expected, out.bytes) != 0) {
            bad = 1;
            printf("%s is not as expected:\n%s", argv[i], out.bytes);
        }
        free(expected);
    }
    return bad;
}
