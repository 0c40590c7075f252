/* SPDX-License-Identifier: MIT */
#include "support/match_case.h"

#include "match/compile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void give_up(const char *what, const char *why)
{
    fprintf(stderr, "match case: %s: %s\n", what, why);
    exit(99);
}

/* --- what the matcher asks ---------------------------------------------------------------------- */

static enum truth ask_where(void *user, uint32_t function, const struct formula *formula, const struct env *env,
                            int *stopped)
{
    struct match_case *c = user;
    const uint32_t missing = c->reads & ~env->bound;
    (void)function;
    (void)formula;
    c->early += stopped != NULL;
    if (stopped != NULL) {
        *stopped = missing != 0 ? __builtin_ctz(missing) : -1;
        if (missing != 0 || c->reads == 0)
            return UNKNOWN_;
    }
    return c->where ? c->where(env) : TRUE_;
}

static void log_rule(void *user, const struct rule *rule)
{
    struct match_case *c = user;
    rsv__buf_printf(&c->log, "%s%s", c->log.n > 0 ? " " : "", rule->name);
}

static rsv_status log_action(void *user, const struct rule *rule, const struct env *env, const slab_ref *facts,
                             uint32_t n, rsv_error *err)
{
    struct match_case *c = user;
    (void)err;
    for (uint32_t v = 0; v < rule->when.n_vars; v++) {
        rsv__buf_char(&c->log, v == 0 ? '(' : ',');
        if (env_knows(env, v))
            rsv__value_format(rule->when.var_types[v], env->values[v], &c->log);
    }
    rsv__buf_text(&c->log, rule->when.n_vars > 0 ? ")" : "");
    if (c->act != NULL)
        c->act(c, rule, facts, n);
    return RSV_OK;
}

static void note_refusal(void *user, const struct formula *formula, const struct place *at, const rsv_error *why)
{
    struct match_case *c = user;
    (void)formula;
    (void)at;
    snprintf(c->refused, sizeof c->refused, "%s", why->message);
}

/* --- facts ------------------------------------------------------------------------------------------ */

static struct fact_input input_of(const struct match_case *c, const struct fact_draft *d)
{
    return (struct fact_input){.kind = d->kind, .mask = d->mask, .values = d->values, .observed = c->observed,
                               .source = d->source, .stale = c->stale};
}

static rsv_status take_fact(void *user, struct fact_draft *d, rsv_error *err)
{
    struct match_case *c = user;
    rsv_status rc;
    if (d->complete) {
        struct marker m = {.kind = d->kind, .mask = d->mask, .observed = c->observed, .stale = c->stale};
        memcpy(m.values, d->values, sizeof m.values);
        rc = rsv__marker_add(&c->m, &m, err);
    } else {
        const struct fact_input in = input_of(c, d);
        rc = rsv__fact_add(&c->m, &in, FACT_GIVEN, &c->told, err);
    }
    rsv__draft_release(&c->intern, d);
    return rc;
}

static rsv_status drop_fact(void *user, struct fact_draft *d, rsv_error *err)
{
    struct match_case *c = user;
    const struct fact_input in = input_of(c, d);
    const slab_ref ref = rsv__fact_find_same(&c->m, &in, rsv__identity_hash(&c->m, &in));
    rsv__draft_release(&c->intern, d);
    return ref ? rsv__fact_retract(&c->m, ref, err) : rsv__fail(err, RSV_ENOTFOUND, "no such fact");
}

rsv_status match_case_tell(struct match_case *c, const char *facts)
{
    char one[256];
    rsv_status rc = RSV_OK;
    while (*facts != '\0' && rc == RSV_OK) {
        const size_t n = strcspn(facts, " ");
        snprintf(one, sizeof one, "%.*s", (int)n, facts);
        rc = rsv__ingest_fact(&c->ingest, one, &c->err);
        if (rc == RSV_EINPUT)
            give_up(one, c->err.message);
        facts += n + strspn(facts + n, " ");
    }
    return rc;
}

void match_case_take_back(struct match_case *c, const char *fact)
{
    c->ingest.sink.take = drop_fact;
    if (rsv__ingest_fact(&c->ingest, fact, &c->err) != RSV_OK)
        give_up(fact, c->err.message);
    c->ingest.sink.take = take_fact;
}

/* --- opening and closing ------------------------------------------------------------------------------ */

static rsv_status compile(struct match_case *c)
{
    const struct rulebook *b = &c->script.book;
    const struct program program = {.kinds = b->kinds, .n_kinds = b->n_kinds, .rules = b->rules,
                                    .n_rules = b->n_rules, .evidence = b->evidence,
                                    .n_evidence = b->n_evidence, .refuse = note_refusal, .user = c};
    return rsv__network_compile(&program, &c->arena, &c->net, &c->err);
}

rsv_status match_case_open(struct match_case *c, const char *rules, unsigned long nth)
{
    char finding[300];
    memset(c, 0, sizeof *c);
    script_case_open(&c->script);
    script_case_try(&c->script, rules);
    if (rsv_doc_integer(rsv_doc_get(c->script.found, "errors")) > 0)
        give_up(rules, script_case_finding(&c->script, 0, finding, sizeof finding));
    rsv__intern_init(&c->intern, &c->script.alloc, &c->script.words);
    rsv__buf_init(&c->log, &c->script.alloc);
    rsv__buf_init(&c->shown, &c->script.alloc);
    c->ingest = (struct ingest){.book = &c->script.book, .alloc = &c->script.alloc, .intern = &c->intern,
                                .sink = {.user = c, .take = take_fact}, .name = "t"};
    rsv__alloc_init(&c->alloc, fail_alloc_on(&c->memory, nth));
    rsv__arena_init(&c->arena, &c->alloc);
    const struct matcher_host host = {c, ask_where, log_action, log_rule};
    rsv_status rc = compile(c);
    return rc == RSV_OK ? rsv__matcher_init(&c->m, &c->net, &c->alloc, &c->intern, &host, 0, &c->err) : rc;
}

size_t match_case_close(struct match_case *c)
{
    rsv__matcher_free(&c->m);
    rsv__arena_free(&c->arena);
    rsv__buf_free(&c->log);
    rsv__buf_free(&c->shown);
    rsv__intern_free(&c->intern);
    if (script_case_close(&c->script) != 0)
        give_up("script case", "memory was not given back");
    return c->memory.live;
}

/* --- what came of it -------------------------------------------------------------------------------------- */

const char *match_case_run(struct match_case *c)
{
    rsv__buf_clear(&c->log);
    if (rsv__matcher_run(&c->m, 10000, NULL, &c->err) != RSV_OK)
        give_up("run", c->err.message);
    return rsv__buf_get(&c->log);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

const char *match_case_facts(struct match_case *c, const char *kind)
{
    enum { LINE = 96, LINES = 64 };
    char lines[LINES][LINE];
    const struct kind *k = rsv__rulebook_kind(&c->script.book, kind);
    size_t n = 0;
    for (fact_ref ref = 0; n < LINES && (ref = fact_next(&c->m, k, ref)) != 0; n++) {
        const struct fact *f = fact_at(&c->m, ref);
        rsv__buf_clear(&c->shown);
        for (uint32_t j = 0; j < k->n_fields; j++) {
            if (!(f->known >> j & 1))
                continue;
            rsv__buf_printf(&c->shown, "%s%s=", c->shown.n > 0 ? " " : "", k->fields[j].name);
            rsv__value_format(k->fields[j].type, fact_value(&c->m, f, j), &c->shown);
        }
        snprintf(lines[n], LINE, "%s", rsv__buf_get(&c->shown));
    }
    qsort(lines, n, LINE, by_text);
    rsv__buf_clear(&c->shown);
    for (size_t i = 0; i < n; i++)
        rsv__buf_printf(&c->shown, "%s%s", i > 0 ? ", " : "", lines[i]);
    return rsv__buf_get(&c->shown);
}

enum truth match_case_value(struct match_case *c)
{
    return rsv__group_value(&c->m, c->net.outcomes[0]);
}
