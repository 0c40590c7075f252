/* SPDX-License-Identifier: MIT
 * bench_events.c - warm rules against libclips in the same process: assert a fact, run, retract, for each event.
 *
 *     bench_events RULES RULES.clp EVENTS FIRINGS
 *
 * A line of EVENTS is a kind and its fields, separated by tabs: "n i 17" (an integer), "host s pta01" (a text),
 * "granted y TRUE" (a symbol).  Both engines do it in two ways.  As text: rsv_session_assert() of texts, EnvAssertString().
 * Prepared: values made before the clock runs, and matcher and facts called below the public interface.
 * Rounds of the engines take turns; medians of processor time are compared. */
#include "bench_events.h"
#include "session/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 9 };

static struct event *events;
static struct fact_draft *drafts; /* by event */
static size_t n_events;
static rsv_session *session;

static void must(rsv_status rc, const rsv_error *err)
{
    if (rc == RSV_OK)
        return;
    fprintf(stderr, "bench_events: %s\n", err->message);
    exit(1);
}

static void *make(size_t n)
{
    void *p = calloc(1, n);
    if (p == NULL)
        exit(1);
    return p;
}

/* --- events ------------------------------------------------------------------------------- */

static void parse_event(char *line, struct event *e)
{
    size_t used = 0;
    const size_t room = strlen(line) * 2 + 64;
    char *text = make(room);
    e->text = text;
    e->kind = strtok(line, "\t\n");
    used += (size_t)snprintf(text, room, "(%s", e->kind);
    for (char *field; (field = strtok(NULL, "\t\n")) != NULL && e->n < FIELDS; e->n++) {
        char *type = strchr(field, ' ') + 1;
        type[-1] = type[1] = '\0';
        e->names[e->n] = field;
        e->types[e->n] = *type;
        e->values[e->n] = type + 2;
        used += (size_t)snprintf(text + used, room - used, *type == 's' ? " (%s \"%s\")" : " (%s %s)", field,
                                 type + 2);
    }
    snprintf(text + used, room - used, ")");
}

static void read_events(const char *path)
{
    char line[512];
    size_t cap = 0;
    FILE *f = fopen(path, "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        if (n_events == cap) {
            cap = cap * 2 + 1000;
            events = realloc(events, cap * sizeof *events);
            if (events == NULL)
                exit(1);
        }
        events[n_events] = (struct event){0};
        parse_event(strdup(line), &events[n_events++]);
    }
    if (f == NULL || n_events == 0)
        exit(1);
    fclose(f);
}

static const char *our_value(const struct event *e, size_t i)
{
    const bool is_true = strcmp(e->values[i], "TRUE") == 0, is_false = strcmp(e->values[i], "FALSE") == 0;
    return e->types[i] != 'y' ? e->values[i] : is_true ? "true" : is_false ? "false" : e->values[i];
}

/* --- the engines ---------------------------------------------------------------------------- */

static void our_fields(const struct event *e, rsv_field *fields)
{
    for (size_t i = 0; i < e->n; i++)
        fields[i] = (rsv_field){e->names[i], our_value(e, i)};
}

static uint64_t ours_as_text(void)
{
    uint64_t fired = 0;
    rsv_error err;
    for (size_t i = 0; i < n_events; i++) {
        const struct event *e = &events[i];
        rsv_field fields[FIELDS];
        rsv_fact_id id;
        uint64_t n;
        our_fields(e, fields);
        must(rsv_session_assert(session, e->kind, fields, e->n, NULL, 0, &id, &err), &err);
        must(rsv_session_run(session, &n, &err), &err);
        must(rsv_session_retract(session, id, &err), &err);
        fired += n;
    }
    return fired;
}

static uint64_t ours_prepared(void)
{
    uint64_t fired = 0;
    rsv_error err;
    struct matcher *m = &session->matcher;
    for (size_t i = 0; i < n_events; i++) {
        const struct fact_draft *d = &drafts[i];
        const struct fact_input in = {.kind = d->kind, .mask = d->mask, .values = d->values, .observed = m->now};
        slab_ref ref;
        uint64_t n;
        must(rsv__fact_add(m, &in, FACT_GIVEN, &ref, &err), &err);
        must(rsv__matcher_run(m, UINT64_MAX, &n, &err), &err);
        must(rsv__fact_retract(m, ref, &err), &err);
        fired += n;
    }
    return fired;
}

static void prepare(void)
{
    rsv_error err;
    drafts = make(n_events * sizeof *drafts);
    for (size_t i = 0; i < n_events; i++) {
        rsv_field fields[FIELDS];
        struct ingest in;
        our_fields(&events[i], fields);
        rsv__session_ingest(session, NULL, NULL, &in);
        must(rsv__draft_from_texts(&in, events[i].kind, fields, events[i].n, &drafts[i], &err), &err);
    }
}

/* --- rounds ---------------------------------------------------------------------------------- */

static double processor_time(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double run_round(uint64_t (*engine)(void), uint64_t expected, const char *name)
{
    const double start = processor_time();
    const uint64_t fired = engine();
    const double took = processor_time() - start;
    if (fired != expected) {
        fprintf(stderr, "%s: %llu firings, not %llu\n", name, (unsigned long long)fired, (unsigned long long)expected);
        exit(1);
    }
    return took;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void compare(const char *name, uint64_t (*ours)(void), uint64_t (*peer)(void), uint64_t expected)
{
    double us[ROUNDS], them[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        us[i] = run_round(ours, expected, "resolvent");
        them[i] = run_round(peer, expected, "CLIPS");
    }
    qsort(us, ROUNDS, sizeof *us, by_size);
    qsort(them, ROUNDS, sizeof *them, by_size);
    const double a = (double)n_events / us[ROUNDS / 2] / 1e6, b = (double)n_events / them[ROUNDS / 2] / 1e6;
    printf("warm events, %s: %.2f million a second, CLIPS %.2f: %.1f times as fast   [%zu events, %llu firings, %d rounds]\n",
           name, a, b, a / b, n_events, (unsigned long long)expected, (int)ROUNDS);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    rsv_error err;
    rsv_ruleset *rules;
    rsv_rule_source source = RSV_RULE_SOURCE_INIT;
    const char *const dirs[] = {argv[1]};
    source.dirs = dirs;
    source.n_dirs = 1;
    source.strict = 1;
    must(rsv_ruleset_load(&source, &rules, NULL, &err), &err);
    must(rsv_session_open(rules, NULL, NULL, &session, &err), &err);
    read_events(argv[3]);
    prepare();
    clips_open(argv[2], events, n_events);
    const uint64_t expected = strtoull(argv[4], NULL, 10);
    compare("prepared", ours_prepared, clips_prepared, expected);
    compare("as text", ours_as_text, clips_as_text, expected);
    for (size_t i = 0; i < n_events; i++)
        rsv__draft_release(&session->intern, &drafts[i]);
    rsv_session_close(session);
    rsv_ruleset_free(rules);
    clips_close();
    return 0;
}
