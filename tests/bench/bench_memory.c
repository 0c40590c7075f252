/* SPDX-License-Identifier: MIT
 * bench_memory.c - what a million facts of six slots take.
 *
 *     bench_memory FOLDER      FOLDER, where the rules are written to, need not exist
 *
 * Two texts, a word, two integers and a time; found by their key, and through an index for each of two joins.
 * "Asked for" is what the session's allocator was asked for and did not get back; "resident" is what the
 * process grew by. */
#include "resolvent.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { FACTS = 1000000, HOSTS = 10000, USERS = 1000 };

static const char rule_text[] =
    "kind 'flow' { doc = 'A flow', closed = true, key = {'host', 'port'}, fields = { host = text{}, port = integer{},\n"
    "  user = text{}, state = one_of{'open', 'closed', 'filtered'}, packets = integer{}, seen = time{} } }\n"
    "kind 'alarm' { doc = 'An alarm', closed = true, fields = { host = text{} } }\n"
    "kind 'suspect' { doc = 'A suspect', closed = true, fields = { user = text{} } }\n"
    "kind 'hit' { doc = 'A hit', closed = true, fields = { host = text{}, port = integer{} } }\n"
    "rule 'flow of an alarm' { when = { some.alarm{ host = V.h }, some.flow{ host = V.h, port = V.p } },\n"
    "  derive = hit{ host = V.h, port = V.p } }\n"
    "rule 'flow of a suspect' { when = { some.suspect{ user = V.u }, some.flow{ user = V.u, host = V.h, port = V.p } },\n"
    "  derive = hit{ host = V.h, port = V.p } }\n";

static size_t asked, blocks;

static void *count(void *user, void *ptr, size_t old_size, size_t new_size)
{
    (void)user;
    void *p = NULL;
    if (new_size == 0)
        free(ptr);
    else if ((p = realloc(ptr, new_size)) == NULL)
        return NULL;
    asked += new_size - old_size;
    blocks = blocks + (new_size != 0) - (ptr != NULL);
    return p;
}

static void must(rsv_status rc, const rsv_error *err)
{
    if (rc == RSV_OK)
        return;
    fprintf(stderr, "bench_memory: %s\n", err->message);
    exit(1);
}

static size_t resident(void)
{
    unsigned long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (f == NULL || fscanf(f, "%*u %lu", &pages) != 1)
        exit(1);
    fclose(f);
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static double processor_time(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void write_rules(const char *folder)
{
    char path[1024];
    mkdir(folder, 0777);
    snprintf(path, sizeof path, "%s/rules.lua", folder);
    FILE *f = fopen(path, "w");
    if (f == NULL || fputs(rule_text, f) < 0 || fclose(f) != 0) {
        perror(path);
        exit(1);
    }
}

static void give(rsv_session *s, int i, rsv_fact_id *id)
{
    static const char *const states[] = {"open", "closed", "filtered"};
    char host[32], port[16], user[32], packets[16], seen[32];
    rsv_error err;
    snprintf(host, sizeof host, "pta%05d.corp.example", i % HOSTS);
    snprintf(port, sizeof port, "%d", 5000 + i / HOSTS);
    snprintf(user, sizeof user, "user%03d@corp.example", i * 7 % USERS);
    snprintf(packets, sizeof packets, "%d", i * 13 % 4099);
    snprintf(seen, sizeof seen, "2026-11-%02dT%02d:%02d:%02dZ", 1 + i % 28, i % 24, i % 60, i * 17 % 60);
    const rsv_field fields[] = {{"host", host}, {"port", port}, {"user", user}, {"state", states[i % 3]},
                                {"packets", packets}, {"seen", seen}};
    must(rsv_session_assert(s, "flow", fields, 6, "collector", 0, id, &err), &err);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    rsv_error err;
    rsv_ruleset *rules;
    rsv_session *s;
    rsv_rule_source source = RSV_RULE_SOURCE_INIT;
    rsv_session_options options = RSV_SESSION_OPTIONS_INIT;
    const rsv_allocator allocator = {count, NULL};
    const char *const dirs[] = {argv[1]};
    write_rules(argv[1]);
    source.dirs = dirs;
    source.n_dirs = 1;
    source.strict = 1;
    options.allocator = &allocator;
    rsv_fact_id *ids = malloc(FACTS * sizeof *ids);
    if (ids == NULL)
        return 1;
    memset(ids, 1, FACTS * sizeof *ids); /* resident before the count starts */
    must(rsv_ruleset_load(&source, &rules, NULL, &err), &err);
    must(rsv_session_open(rules, NULL, &options, &s, &err), &err);
    const size_t before = asked, before_resident = resident();
    const double start = processor_time();
    for (int i = 0; i < FACTS; i++)
        give(s, i, &ids[i]);
    must(rsv_session_run(s, NULL, &err), &err);
    const double full = processor_time();
    printf("memory of %d facts of 6 slots in 3 indexes: %.1f bytes a fact asked for, %.1f resident, in %zu blocks; "
           "%.2f us to assert one\n",
           FACTS, (double)(asked - before) / FACTS, (double)(resident() - before_resident) / FACTS, blocks,
           (full - start) / FACTS * 1e6);
    for (int i = 0; i < FACTS; i++)
        must(rsv_session_retract(s, ids[i], &err), &err);
    must(rsv_session_run(s, NULL, &err), &err);
    printf("all retracted: %zd bytes more than at the start, %.2f us to retract one\n", (ssize_t)(asked - before),
           (processor_time() - full) / FACTS * 1e6);
    rsv_session_close(s);
    rsv_ruleset_free(rules);
    free(ids);
    if (asked != 0) {
        fprintf(stderr, "bench_memory: %zu bytes lost\n", asked);
        return 1;
    }
    return 0;
}
