/* SPDX-License-Identifier: MIT
 * bench_rules.c - load rules and facts, run, say what happened: what bench_clips.py times.
 *
 *     bench_rules RULES FACTS.ndjson [KIND]      prints "FIRED LOAD_MS READ_MS RUN_MS"
 *
 * With KIND, a second line: how many facts of that kind there are, and their checksum as CLIPS
 * makes it of rule and fact numbers.
 *
 * It is a whole process through the public API, as `clips -f2` is one. */
#include "resolvent.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void must(rsv_status rc, const rsv_error *err)
{
    if (rc == RSV_OK)
        return;
    fprintf(stderr, "bench_rules: %s\n", err->message);
    exit(1);
}

static double milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static char *read_file(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    char *bytes = NULL;
    if (f != NULL && fseek(f, 0, SEEK_END) == 0) {
        *n = (size_t)ftell(f);
        rewind(f);
        bytes = malloc(*n + 1);
    }
    if (bytes == NULL || fread(bytes, 1, *n, f) != *n) {
        fprintf(stderr, "bench_rules: can't read %s\n", path);
        exit(1);
    }
    fclose(f);
    return bytes;
}

static void print_checksum(rsv_session *s, const char *kind)
{
    rsv_error err;
    rsv_doc *facts;
    long long n = 0, sum = 0;
    must(rsv_session_facts(s, &facts, &err), &err);
    for (const rsv_doc *f = rsv_doc_first(rsv_doc_get(facts, "facts")); f != NULL; f = rsv_doc_next(f)) {
        const rsv_doc *fields = rsv_doc_get(f, "fields");
        if (strcmp(rsv_doc_text(rsv_doc_get(f, "kind")), kind) != 0)
            continue;
        n++;
        sum += rsv_doc_integer(rsv_doc_get(fields, "rule")) * 1000003 +
               rsv_doc_integer(rsv_doc_get(fields, "a")) + rsv_doc_integer(rsv_doc_get(fields, "b"));
    }
    printf("%lld %lld\n", n, sum % 2147483648);
    rsv_doc_free(facts);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    const double start = milliseconds();
    rsv_error err;
    rsv_ruleset *rules;
    rsv_session *session;
    rsv_doc *report;
    rsv_rule_source source = RSV_RULE_SOURCE_INIT;
    rsv_session_options options = RSV_SESSION_OPTIONS_INIT;
    const char *const dirs[] = {argv[1]};
    source.dirs = dirs;
    source.n_dirs = 1;
    source.strict = 1;
    options.max_firings = 10000000;
    must(rsv_ruleset_load(&source, &rules, NULL, &err), &err);
    must(rsv_session_open(rules, NULL, &options, &session, &err), &err);
    const double loaded = milliseconds();
    size_t n;
    char *facts = read_file(argv[2], &n);
    must(rsv_session_read(session, argv[2], facts, n, &report, &err), &err);
    const long long rejected = rsv_doc_integer(rsv_doc_get(report, "rejected"));
    const double read = milliseconds();
    uint64_t fired;
    must(rsv_session_run(session, &fired, &err), &err);
    const double ran = milliseconds();
    printf("%llu %.3f %.3f %.3f\n", (unsigned long long)fired, loaded - start, read - loaded, ran - read);
    if (rejected > 0)
        fprintf(stderr, "bench_rules: %lld records rejected\n", rejected);
    if (argc > 3)
        print_checksum(session, argv[3]);
    rsv_doc_free(report);
    rsv_session_close(session);
    rsv_ruleset_free(rules);
    free(facts);
    return rejected > 0;
}
