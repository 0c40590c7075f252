/* SPDX-License-Identifier: MIT
 * test_threads.c - one ruleset, many threads: each answers its own cases with its own session and
 * knowledge base, reads a log with helpers of its own, and every answer is the one that a single thread gives.
 *
 * Worth most in a build with ThreadSanitizer: ./dev threads.
 */
#include "base/buf.h"
#include "support/world.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 4, CASES = 6, ROUNDS = 25, SCANS = 1, HELPERS = 3, BLOCKS = 260 };

static const char *const cases[CASES][3] = {
    {NULL},
    {"service:state=stopped", NULL},
    {"service:state=running", "port:host=a,state=closed", NULL},
    {"port:host=a,state=open", "port:host=b,state=closed,tries=9", NULL},
    {"port:host=new-name-of-this-case,state=closed,tries=1", NULL},
    {"service:state=?nobody asked,note=x", "port:host=c,state=open,tries=3", NULL},
};

/* Everything that a session may touch of the shared rules: joins, filters, where functions and actions, too. */
static const char more_rules[] =
    "evidence \"tries are\" { about = \"how often it was tried\",\n"
    "  { \"many\", when = { some.port{ tries = V.n }, where(function(m) return m.n * 2 > 9 end) } },\n"
    "  { \"few\", when = { some.port{ tries = V.n }, where(function(m) return m.n * 2 <= 9 end) } },\n"
    "  seen = { [\"port-closed\"] = { 70, 20 }, other = { 20, 70 } } }\n"
    "rule \"a closed port stops the service\" {\n"
    "  when = { some.port{ state = \"closed\", tries = 1 } },\n"
    "  action = function(m, wm) wm.assert(service{ state = \"stopped\", note = \"inferred\" }) end }\n"
    "rule \"two ports in one state\" {\n"
    "  when = { some.port{ host = V.a, state = V.s }, some.port{ host = V.b, state = is_not(V.s) },\n"
    "           unless(some.path{ host = V.b, usable = true }), count.port{ state = V.s }:at_least(1) },\n"
    "  derive = path{ host = V.a, usable = false } }\n";

struct shared {
    struct world w;
    char *expected[CASES], *scanned;
    struct alloc alloc;
    struct buf log;
};

static _Noreturn void give_up(const char *what, const char *why)
{
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

static rsv_session *open_session(const struct shared *shared, rsv_kb *kb)
{
    rsv_session_options options = RSV_SESSION_OPTIONS_INIT;
    rsv_session *s;
    rsv_error err;
    if (rsv_parse_time(WORLD_NOW, &options.now_ms) != RSV_OK ||
        rsv_session_open(shared->w.rules, kb, &options, &s, &err) != RSV_OK)
        give_up("session", err.message);
    return s;
}

/* Diagnosis, reasons, facts and collectors of one case, as JSON; free it. */
static char *answer(const struct shared *shared, rsv_kb *kb, const char *const *given)
{
    rsv_session *s = open_session(shared, kb);
    rsv_doc *docs[4] = {NULL};
    char *parts[4] = {NULL}, *all = NULL;
    rsv_error err;
    size_t n = 0;
    rsv_status rc = RSV_OK;
    for (; *given != NULL && rc == RSV_OK; given++)
        rc = rsv_session_read_fact(s, *given, NULL, &err);
    if (rc == RSV_OK)
        rc = rsv_session_diagnose(s, WORLD_CODE, &docs[0], &err);
    if (rc == RSV_OK)
        rc = rsv_session_why(s, WORLD_CODE, "service-down", "other", &docs[1], &err);
    if (rc == RSV_OK)
        rc = rsv_session_facts(s, &docs[2], &err);
    if (rc == RSV_OK)
        rc = rsv_session_next(s, WORLD_CODE, &docs[3], &err);
    if (rc != RSV_OK)
        give_up("answer", err.message);
    for (int i = 0; i < 4; i++) {
        size_t length = 0;
        if (rsv_doc_json(docs[i], 0, &parts[i], &length) != RSV_OK)
            give_up("answer", "no memory");
        n += length;
        rsv_doc_free(docs[i]);
    }
    if ((all = calloc(n + 1, 1)) == NULL)
        give_up("answer", "no memory");
    for (int i = 0; i < 4; i++) {
        strcat(all, parts[i]);
        rsv_text_free(parts[i]);
    }
    rsv_session_close(s);
    return all;
}

/* What is in the log, and what the rules say to it. */
static char *scan_log(const struct shared *shared, rsv_kb *kb)
{
    rsv_scan_options options = RSV_SCAN_OPTIONS_INIT;
    rsv_scan *scan = NULL;
    rsv_doc *report = NULL;
    rsv_error err;
    char *json = NULL;
    size_t n;
    options.threads = HELPERS;
    rsv_status rc = rsv_scan_open(kb, &options, &scan, &err);
    if (rc == RSV_OK)
        rc = rsv_scan_bytes(scan, "log", rsv__buf_get(&shared->log), shared->log.n, &err);
    if (rc == RSV_OK)
        rc = rsv_scan_report(scan, shared->w.rules, &report, &err);
    if (rc != RSV_OK)
        give_up("scan", err.message);
    if (rsv_doc_json(report, 0, &json, &n) != RSV_OK)
        give_up("scan", "no memory");
    rsv_doc_free(report);
    rsv_scan_close(scan);
    return json;
}

static rsv_kb *open_kb(const struct shared *shared)
{
    rsv_kb *kb;
    rsv_error err;
    if (rsv_kb_open(shared->w.kb_path, NULL, &kb, &err) != RSV_OK)
        give_up("knowledge base", err.message);
    return kb;
}

struct worker {
    pthread_t thread;
    const struct shared *shared;
    unsigned number, differ;
};

static void *work(void *user)
{
    struct worker *me = user;
    for (unsigned round = 0; round < ROUNDS; round++) {
        rsv_kb *kb = open_kb(me->shared);
        for (unsigned i = 0; i < CASES; i++) {
            const unsigned which = (i + me->number + round) % CASES; /* different ones at once */
            char *json = answer(me->shared, kb, cases[which]);
            me->differ += strcmp(json, me->shared->expected[which]) != 0;
            free(json);
        }
        if (round < SCANS) {
            char *json = scan_log(me->shared, kb);
            me->differ += strcmp(json, me->shared->scanned) != 0;
            rsv_text_free(json);
        }
        rsv_kb_close(kb);
    }
    return NULL;
}

static void make_log(struct shared *shared)
{
    struct buf block;
    rsv__alloc_init(&shared->alloc, NULL);
    rsv__buf_init(&shared->log, &shared->alloc);
    rsv__buf_init(&block, &shared->alloc);
    for (int i = 0; i < 60; i++)
        rsv__buf_printf(&block, "{\"createdDateTime\":\"2026-11-2%dT0%d:00:%02dZ\",\"userPrincipalName\":\"u%d@contoso.com\","
                                "\"appDisplayName\":\"App %d\",\"ipAddress\":\"192.0.2.%d\",\"status\":{\"errorCode\":%d}}\n",
                        i % 3, i % 7, i, i * 7 % 41, i % 5, i % 11, i % 4 == 0 ? 0 : i % 3 == 0 ? WORLD_CODE : 50126);
    for (int i = 0; i < BLOCKS; i++)
        rsv__buf_text(&shared->log, rsv__buf_get(&block));
    rsv__buf_free(&block);
    if (shared->log.n < 2 << 20)
        give_up("log", "too small for helpers");
    shared->scanned = scan_log(shared, shared->w.kb);
}

int main(void)
{
    static struct shared shared;
    struct worker workers[THREADS];
    unsigned differ = 0;
    world_small(&shared.w);
    world_write(&shared.w, "rules/more.lua", more_rules);
    world_load(&shared.w);
    world_build(&shared.w);
    if (rsv_doc_integer(rsv_doc_get(shared.w.findings, "errors")) != 0)
        give_up("rules", "they have errors");
    for (unsigned i = 0; i < CASES; i++)
        shared.expected[i] = answer(&shared, shared.w.kb, cases[i]);
    for (unsigned i = 0; i < CASES; i++) /* or the comparison shows nothing */
        for (unsigned k = 0; k < i; k++)
            if (strcmp(shared.expected[i], shared.expected[k]) == 0)
                give_up("cases", "two of them have the same answer");
    if (strstr(shared.expected[4], "inferred") == NULL)
        give_up("cases", "the action didn't run");
    if (strstr(shared.expected[3], "two ports in one state") == NULL)
        give_up("cases", "the join found nothing");
    make_log(&shared);
    for (unsigned i = 0; i < THREADS; i++) {
        workers[i] = (struct worker){.shared = &shared, .number = i};
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0)
            give_up("thread", "can't be started");
    }
    for (unsigned i = 0; i < THREADS; i++) {
        pthread_join(workers[i].thread, NULL);
        differ += workers[i].differ;
    }
    for (unsigned i = 0; i < CASES; i++)
        free(shared.expected[i]);
    rsv_text_free(shared.scanned);
    rsv__buf_free(&shared.log);
    world_close(&shared.w);
    if (differ > 0)
        fprintf(stderr, "%u answers differ from those of a single thread\n", differ);
    return differ > 0;
}
