/* SPDX-License-Identifier: MIT */
#include "session/ruleset.h"

#include "base/files.h"
#include "ingest/pick.h"
#include "match/compile.h"
#include "model/pack.h"
#include "session/kb.h"
#include "store/db.h"

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

static struct rsv_ruleset *new_ruleset(const rsv_allocator *allocator)
{
    struct alloc alloc;
    rsv__alloc_init(&alloc, allocator);
    struct rsv_ruleset *r = rsv__alloc_zero(&alloc, sizeof *r);
    if (r == NULL)
        return NULL;
    r->alloc = alloc;
    r->alloc.live = 0;
    atomic_init(&r->refs, 1);
    rsv__arena_init(&r->arena, &r->alloc);
    rsv__intern_init(&r->intern, &r->alloc, NULL);
    return r;
}

static rsv_status keep_dirs(struct rsv_ruleset *r, const char *const *dirs, size_t n, rsv_error *err)
{
    r->dirs = rsv__arena_alloc(&r->arena, (n + 1) * sizeof *r->dirs);
    for (; r->dirs != NULL && r->n_dirs < n; r->n_dirs++)
        r->dirs[r->n_dirs] = rsv__arena_text(&r->arena, dirs[r->n_dirs]);
    return r->arena.failed ? rsv__nomem(err) : RSV_OK;
}

/* Compile what was read, and give it out or release it. */
static rsv_status finish(struct rsv_ruleset *r, rsv_status rc, struct findings *findings,
                         struct rsv_ruleset **out, rsv_error *err)
{
    if (rc == RSV_OK)
        rc = rsv__ruleset_compile(r, findings, err);
    if (rc == RSV_OK)
        *out = r;
    else
        rsv__ruleset_release(r);
    return rc;
}

rsv_status rsv__ruleset_load(const struct load_request *request, const rsv_allocator *allocator,
                             struct findings *findings, struct rsv_ruleset **out, rsv_error *err)
{
    struct rsv_ruleset *r = new_ruleset(allocator);
    *out = NULL;
    if (r == NULL)
        return rsv__nomem(err);
    r->has_adapters = true;
    rsv_status rc = keep_dirs(r, request->dirs, request->n_dirs, err);
    if (rc == RSV_OK)
        rc = rsv__script_load(request, &r->alloc, &r->arena, &r->intern, findings, &r->book, err);
    if (rc == RSV_OK)
        rc = rsv__picks_make(&r->book, &r->arena, err);
    return finish(r, rc, findings, out, err);
}

rsv_status rsv__ruleset_adapters(struct rsv_ruleset *r, const rsv_allocator *allocator, struct rsv_ruleset **out,
                                 rsv_error *err)
{
    const struct load_request q = {.dirs = r->dirs, .n_dirs = r->n_dirs, .facts_only = true};
    struct findings findings;
    *out = NULL;
    if (r->has_adapters || r->n_dirs == 0) {
        *out = rsv__ruleset_retain(r);
        return RSV_OK;
    }
    rsv__findings_init(&findings, allocator);
    const rsv_status rc = rsv__ruleset_load(&q, allocator, &findings, out, err);
    rsv_error ignored;
    (void)rsv__findings_done(&findings, NULL, rc == RSV_OK ? err : &ignored);
    return rc;
}

/* --- from the knowledge base ------------------------------------------------------------------- */

static rsv_status take_pack(void *user, const void *bytes, size_t n, rsv_error *err)
{
    (void)err;
    rsv__unpack(user, bytes, n);
    return RSV_OK;
}

static void mark_functions(const struct condition *c, const struct rulebook *b, bool *used)
{
    for (uint32_t i = 0; c->op == COND_WHERE && i < b->n_files; i++)
        if (c->function - b->files[i].first_function < b->files[i].n_functions)
            used[i] = true;
    for (uint32_t i = 0; i < c->n_children; i++)
        mark_functions(c->children[i], b, used);
}

/* Sessions run the files whose functions are called: keep the texts of those. */
static rsv_status keep_texts(struct rsv_ruleset *r, rsv_error *err)
{
    struct rulebook *b = &r->book;
    bool *used = rsv__arena_alloc(&r->arena, b->n_files);
    rsv_status rc = used ? RSV_OK : rsv__nomem(err);
    for (uint32_t i = 0; i < b->n_rules && rc == RSV_OK; i++) {
        const struct condition action = {.op = COND_WHERE, .function = b->rules[i]->action};
        mark_functions(b->rules[i]->when.root, b, used);
        if (action.function != NO_FUNCTION)
            mark_functions(&action, b, used);
    }
    for (uint32_t i = 0; i < b->n_evidence && rc == RSV_OK; i++)
        for (uint32_t o = 0; o < b->evidence[i]->n_outcomes; o++)
            mark_functions(b->evidence[i]->outcomes[o].when.root, b, used);
    for (uint32_t i = 0; i < b->n_files && rc == RSV_OK; i++) {
        struct file_text text;
        if (!used[i] || (rc = rsv__file_read(&r->alloc, b->files[i].path, &text, err)) != RSV_OK)
            continue;
        b->files[i].text = rsv__arena_copy(&r->arena, text.text, text.n);
        b->files[i].n = text.n;
        rsv__file_free(&r->alloc, &text);
        if (b->files[i].text == NULL)
            rc = rsv__nomem(err);
    }
    return rc;
}

rsv_status rsv__ruleset_unpack(struct rsv_kb *kb, int64_t code, const char *dir,
                               const rsv_allocator *allocator, struct findings *findings,
                               struct rsv_ruleset **out, rsv_error *err)
{
    struct unpacker u;
    const struct pack_taker taker = {take_pack, &u};
    struct rsv_ruleset *r = new_ruleset(allocator);
    *out = NULL;
    if (r == NULL)
        return rsv__nomem(err);
    rsv__unpack_open(&u, dir, &r->arena, &r->intern, &r->book);
    rsv_status rc = keep_dirs(r, &dir, 1, err);
    if (rc == RSV_OK)
        rc = rsv__db_rule_packs(kb->db, code, &taker, err);
    if (rc == RSV_OK)
        rc = rsv__unpack_done(&u, err);
    if (rc == RSV_OK)
        rc = keep_texts(r, err);
    return finish(r, rc, findings, out, err);
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
