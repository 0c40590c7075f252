/* SPDX-License-Identifier: MIT
 * fuzz_rules.c - a rule file beside the kinds of script_case.h, checked, compiled, and run over a few facts.
 * Each is done twice, the second time with an allocation that fails. */
#include "author/author.h"
#include "base/hash.h"
#include "session/session.h"
#include "support/script_case.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const facts[] = {
    "port:host=a,number=443,state=open", "port:from=x,host=b,number=80,state=closed", "edge:a=x,b=y",
    "edge:a=y,b=z", "edge:a=z,b=x", "event:id=5,server=x,ok=true,load=0.5,took=90s",
        "event:id=6,at=2026-11-23T07:14:03Z",
    "complete:edge,a=x", "only:user=u", "mark:x=x,n=3",
};

/* Nothing but want of memory and the limits may fail. */
static bool is_fine(const struct fail_alloc *memory, rsv_status rc, const rsv_error *err)
{
    if (rc != RSV_OK && (err->message[0] == '\0' || (rc != RSV_ELIMIT && (rc != RSV_ENOMEM || !memory->fired))))
        abort();
    return rc == RSV_OK;
}

static rsv_status tell_facts(struct rsv_session *s, rsv_error *err)
{
    rsv_status rc = RSV_OK;
    struct ingest in;
    rsv__session_ingest(s, "facts", NULL, &in);
    for (size_t i = 0; i < sizeof facts / sizeof *facts && rc == RSV_OK; i++) {
        rc = rsv__ingest_fact(&in, facts[i], err);
        rc = rc == RSV_EINPUT ? RSV_OK : rc; /* the file may have another kind of that name */
    }
    return rc;
}

/* Fire, look at everything, take all back. */
static rsv_status run_once(struct rsv_session *s, struct fail_alloc *memory, rsv_error *err)
{
    const struct rulebook *b = &s->rules->book;
    rsv_status rc = tell_facts(s, err);
    if (rc == RSV_OK)
        rc = rsv__session_run(s, NULL, err);
    for (uint32_t i = 0; rc == RSV_OK && i < b->n_evidence; i++)
        rsv__evaluate(s, b->evidence[i]);
    struct doc_tree *t = rc == RSV_OK ? rsv__doc_new(&memory->allocator, RSV_OBJECT) : NULL;
    if (t != NULL) {
        char *json = NULL;
        rsv_doc *doc = NULL;
        rc = rsv__session_facts(s, t, &t->root, err);
        if (rc == RSV_OK && rsv__doc_done(t, &doc, err) == RSV_OK && rsv_doc_json(doc, 0, &json, NULL) == RSV_OK)
            rsv_text_free(json);
        rsv_doc_free(rc == RSV_OK ? doc : &t->root);
    }
    for (uint32_t k = 0; k < b->n_kinds && rc == RSV_OK; k++) {
        fact_ref ref = fact_next(&s->matcher, b->kinds[k], 0);
        while (ref != 0 && rc == RSV_OK) { /* one that goes takes others along, so from the beginning */
            const bool given = fact_at(&s->matcher, ref)->flags & FACT_GIVEN;
            if (given)
                rc = rsv__session_retract(s, rsv__fact_id(&s->matcher, ref), err);
            ref = fact_next(&s->matcher, b->kinds[k], given ? 0 : ref);
        }
    }
    return rc == RSV_OK ? rsv__session_run(s, NULL, err) : rc;
}

/* The number of allocations. */
static unsigned long use_rules(const struct script_case *c, unsigned long nth)
{
    struct fail_alloc memory;
    struct findings findings;
    struct rsv_ruleset *rules = NULL;
    struct rsv_session *s = NULL;
    rsv_doc *found = NULL;
    rsv_error err;
    const rsv_allocator *allocator = fail_alloc_on(&memory, nth);
    rsv_session_options options = RSV_SESSION_OPTIONS_INIT;
    options.max_firings = 100;
    options.now_ms = 1763900000000;
    options.allocator = allocator;
    rsv__findings_init(&findings, allocator);
    rsv_status rc = rsv__ruleset_load(&c->request, allocator, &findings, &rules, &err);
    if (is_fine(&memory, rc, &err)) {
        rsv__check_rules(&rules->book, &findings);
        rc = rsv__session_open(rules, NULL, &options, &s, &err);
    }
    const rsv_status told = rsv__findings_done(&findings, &found, &err);
    is_fine(&memory, rc != RSV_OK ? rc : told, &err);
    rsv_doc_free(found);
    for (int i = 0; rc == RSV_OK && i < 2; i++) {
        is_fine(&memory, run_once(s, &memory, &err), &err);
        rsv__session_reset(s);
    }
    rsv__session_close(s);
    rsv__ruleset_release(rules);
    if (memory.live != 0)
        abort();
    return memory.calls;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct script_case c;
    script_case_open(&c);
    script_case_write_bytes(&c, "site/a.lua", data, size);
    const unsigned long calls = use_rules(&c, 0);
    use_rules(&c, 1 + rsv__hash_bytes((const char *)data, size) % calls);
    script_case_close(&c);
    return 0;
}
