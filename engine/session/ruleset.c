/* SPDX-License-Identifier: MIT */
#include "session/ruleset.h"

#include "match/compile.h"

struct refusals {
    struct findings *findings;
    const struct rulebook *book;
};

/* A formula that can't be compiled: its rule or evidence does nothing. */
static void refuse(void *user, const struct formula *formula, const struct place *at,
                   const rsv_error *why)
{
    const struct refusals *refusals = user;
    (void)formula;
    const struct finding f = {"R016", SEVERITY_ERROR, at->file, at->line, 0, NULL, NULL, NULL};
    rsv__findings_add(refusals->findings, &f, "%s", why->message);
}

rsv_status rsv__ruleset_compile(struct rsv_ruleset *r, struct findings *findings, rsv_error *err)
{
    struct refusals refusals = {findings, &r->book};
    const struct program program = {
        .kinds = r->book.kinds,
        .n_kinds = r->book.n_kinds,
        .rules = r->book.rules,
        .n_rules = r->book.n_rules,
        .evidence = r->book.evidence,
        .n_evidence = r->book.n_evidence,
        .refuse = refuse,
        .user = &refusals,
    };
    uint32_t *first = rsv__arena_alloc(&r->arena, (r->book.n_evidence + 1) * sizeof *first);
    if (first == NULL)
        return rsv__nomem(err);
    for (uint32_t i = 0, at = 0; i < r->book.n_evidence; i++) {
        first[i] = at;
        at += r->book.evidence[i]->n_outcomes;
    }
    r->first_outcome = first;
    rsv_status rc = rsv__network_compile(&program, &r->arena, &r->net, err);
    if (rc == RSV_OK)
        rsv__intern_freeze(&r->intern);
    return rc;
}

rsv_status rsv__ruleset_load(const struct load_request *request, const rsv_allocator *allocator,
                             struct findings *findings, struct rsv_ruleset **out, rsv_error *err)
{
    struct alloc alloc;
    rsv__alloc_init(&alloc, allocator);
    *out = NULL;
    struct rsv_ruleset *r = rsv__alloc_zero(&alloc, sizeof *r);
    if (r == NULL)
        return rsv__nomem(err);
    r->alloc = alloc;
    r->alloc.live = 0;
    atomic_init(&r->refs, 1);
    rsv__arena_init(&r->arena, &r->alloc);
    rsv__intern_init(&r->intern, &r->alloc, NULL);
    rsv_status rc = rsv__script_load(request, &r->alloc, &r->arena, &r->intern, findings, &r->book,
                                     err);
    if (rc == RSV_OK)
        rc = rsv__ruleset_compile(r, findings, err);
    if (rc != RSV_OK) {
        rsv__ruleset_release(r);
        return rc;
    }
    *out = r;
    return RSV_OK;
}

struct rsv_ruleset *rsv__ruleset_retain(struct rsv_ruleset *r)
{
    atomic_fetch_add_explicit(&r->refs, 1, memory_order_relaxed);
    return r;
}

void rsv__ruleset_release(struct rsv_ruleset *r)
{
    if (r == NULL || atomic_fetch_sub_explicit(&r->refs, 1, memory_order_acq_rel) != 1)
        return;
    rsv__intern_free(&r->intern);
    rsv__arena_free(&r->arena);
    struct alloc alloc = r->alloc;
    rsv__release(&alloc, r, sizeof *r);
}
