/* SPDX-License-Identifier: MIT */
/* Whole jobs, with the 1st, 2nd, 3rd ... allocation failing until they succeed.  First those that go through the
 * caller's allocator, then every malloc() in the process: SQLite, Lua, libyaml, md4c, the C library.  Whatever
 * fails, there is a status with a message, nothing leaks, and an answer that comes all the same is the right one. */
#include "support/fail_alloc.h"
#include "support/world.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !__has_feature(address_sanitizer)
#define OWN_MALLOC 1
#else
#define OWN_MALLOC 0 /* the sanitizer has its own */
#endif

/* --- malloc() that fails when told to ------------------------------------------------------------- */

static struct {
    unsigned long calls, nth; /* nth 0: none fails */
    bool fired;
    long live; /* blocks */
} heap;

#if OWN_MALLOC
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);
void __libc_free(void *p);

static bool heap_fails(void)
{
    if (heap.nth == 0 || ++heap.calls != heap.nth)
        return false;
    heap.fired = true;
    errno = ENOMEM;
    return true;
}

static void *counted(void *p)
{
    heap.live += p != NULL;
    return p;
}

void *malloc(size_t n)
{
    return heap_fails() ? NULL : counted(__libc_malloc(n));
}

void *calloc(size_t n, size_t size)
{
    return heap_fails() ? NULL : counted(__libc_calloc(n, size));
}

void *realloc(void *p, size_t n)
{
    if (p == NULL)
        return malloc(n);
    if (n == 0) {
        free(p);
        return NULL;
    }
    return heap_fails() ? NULL : __libc_realloc(p, n);
}

void free(void *p)
{
    heap.live -= p != NULL;
    __libc_free(p);
}
#endif

/* --- jobs ---------------------------------------------------------------------------------------- */

struct output { /* outside the heap: it must not count */
    char bytes[1 << 19];
    size_t n;
};

static struct output answer, right_answer;

typedef rsv_status job_fn(struct world *w, const rsv_allocator *a, rsv_error *err);

static void keep_bytes(const void *bytes, size_t n)
{
    assert_true(answer.n + n <= sizeof answer.bytes);
    memcpy(answer.bytes + answer.n, bytes, n);
    answer.n += n;
}

/* Take the document over into the answer. */
static rsv_status keep(rsv_status rc, rsv_doc **doc, rsv_error *err)
{
    char *json = NULL;
    size_t n = 0;
    if (rc == RSV_OK && (rc = rsv_doc_json(*doc, 0, &json, &n)) != RSV_OK)
        *err = (rsv_error){.code = rc, .message = "no memory for the JSON"};
    if (rc == RSV_OK)
        keep_bytes(json, n);
    rsv_text_free(json);
    rsv_doc_free(*doc);
    *doc = NULL;
    return rc;
}

static const char json_facts[] = "[{\"kind\":\"service\",\"state\":\"running\",\"note\":null},"
                                 "{\"kind\":\"port\",\"host\":\"A\",\"state\":\"closed\",\"tries\":3}]";
static const char csv_facts[] = "kind,host,state\nport,b,open\nport,c,closed\n";
static const char pasted[] = "AADSTS90099: No.\r\nCorrelation ID: 11111111-2222-3333-4444-555555555555\r\n";

static rsv_status give_facts(rsv_session *s, rsv_error *err)
{
    rsv_doc *doc = NULL;
    int64_t code = 0;
    rsv_status rc = keep(rsv_session_read(s, "f.json", json_facts, strlen(json_facts), &doc, err), &doc, err);
    if (rc == RSV_OK)
        rc = keep(rsv_session_read(s, "f.csv", csv_facts, strlen(csv_facts), &doc, err), &doc, err);
    if (rc == RSV_OK)
        rc = keep(rsv_session_read_error(s, "paste", pasted, strlen(pasted), &code, &doc, err), &doc, err);
    return rc;
}

static rsv_status ask_session(rsv_session *s, rsv_error *err)
{
    rsv_doc *doc = NULL;
    rsv_status rc = keep(rsv_session_diagnose(s, WORLD_CODE, &doc, err), &doc, err);
    if (rc == RSV_OK)
        rc = keep(rsv_session_why(s, WORLD_CODE, "port-closed", NULL, &doc, err), &doc, err);
    if (rc == RSV_OK)
        rc = keep(rsv_session_next(s, WORLD_CODE, &doc, err), &doc, err);
    if (rc == RSV_OK)
        rc = keep(rsv_session_script(s, WORLD_CODE, "ask", NULL, &doc, err), &doc, err);
    if (rc == RSV_OK)
        rc = keep(rsv_session_facts(s, &doc, err), &doc, err);
    return rc;
}

static rsv_status ask_kb(rsv_kb *kb, rsv_error *err)
{
    rsv_doc *doc = NULL;
    rsv_status rc = keep(rsv_kb_show(kb, WORLD_CODE, &doc, err), &doc, err);
    if (rc == RSV_OK)
        rc = keep(rsv_kb_search(kb, "title of aadsts90099", 5, &doc, err), &doc, err);
    return rc;
}

static rsv_status diagnose(struct world *w, const rsv_allocator *a, rsv_error *err)
{
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    rsv_rule_source source = w->source;
    rsv_kb *kb = NULL;
    rsv_ruleset *rules = NULL;
    rsv_session *s = NULL;
    rsv_status rc = rsv_kb_open(w->kb_path, a, &kb, err);
    source.allocator = o.allocator = a;
    source.kb = kb;
    source.code = WORLD_CODE;
    o.now_ms = 1795435200000;
    if (rc == RSV_OK)
        rc = rsv_ruleset_load(&source, &rules, NULL, err);
    if (rc == RSV_OK)
        rc = rsv_session_open(rules, kb, &o, &s, err);
    if (rc == RSV_OK)
        rc = give_facts(s, err);
    if (rc == RSV_OK)
        rc = ask_session(s, err);
    if (rc == RSV_OK)
        rc = ask_kb(kb, err);
    rsv_session_close(s);
    rsv_ruleset_free(rules);
    rsv_kb_close(kb);
    return rc;
}

/* The finished file is the answer; after a failure the old one must be there. */
static rsv_status build(struct world *w, const rsv_allocator *a, rsv_error *err)
{
    static char bytes[1 << 19];
    char path[128];
    (void)a;
    snprintf(path, sizeof path, "%s/built.sqlite", w->dir);
    const rsv_status rc = rsv_kb_build(w->kb_dir, &w->source, path, NULL, err);
    const unsigned long nth = heap.nth;
    heap.nth = 0;
    FILE *f = fopen(path, "rb");
    if (f != NULL) {
        keep_bytes(bytes, fread(bytes, 1, sizeof bytes, f));
        fclose(f);
    }
    if (rc != RSV_OK && right_answer.n > 0) {
        assert_int_equal(answer.n, right_answer.n);
        assert_memory_equal(answer.bytes, right_answer.bytes, answer.n);
    }
    heap.nth = nth;
    return rc;
}

static rsv_status check(struct world *w, const rsv_allocator *a, rsv_error *err)
{
    rsv_rule_source source = w->source;
    rsv_doc *findings = NULL;
    source.allocator = a;
    return keep(rsv_kb_check(w->kb_dir, &source, &findings, err), &findings, err);
}

/* --- sweeps --------------------------------------------------------------------------------------- */

static void open_world(struct world *w)
{
    world_small(w);
    world_write(w, "rules/error.lua",
                "kind \"error_text\" { doc = \"An error\", key = {}, fields = { code = integer{},\n"
                "  correlation_id = text{ optional = true }, text = text{ optional = true } } }\n");
    world_write(w, "kb/causes/port-closed.md", /* with something to find */
                "---\ncause: port-closed\ntitle: It is closed\nsteps:\n  open-port: 80\n---\n\n"
                "1. In conclusion:\n   - `one`\n\n> **two**\n\n```\nthree\n```\n");
    world_build(w);
}

static rsv_status run(job_fn *job, struct world *w, const rsv_allocator *a, rsv_error *err)
{
    *err = (rsv_error){0};
    answer.n = 0;
    return job(w, a, err);
}

static void get_it_right(job_fn *job, struct world *w)
{
    rsv_error err;
    right_answer.n = 0;
    for (int i = 0; i < 2; i++) { /* what libraries keep for good, they have after the first time */
        assert_int_equal(run(job, w, NULL, &err), RSV_OK);
        memcpy(right_answer.bytes, answer.bytes, answer.n);
        right_answer.n = answer.n;
    }
    assert_true(answer.n > 100);
}

static void is_right(const char *what, unsigned long nth)
{
    size_t i = 0;
    while (i < answer.n && i < right_answer.n && answer.bytes[i] == right_answer.bytes[i])
        i++;
    const size_t from = i < 40 ? 0 : i - 40;
    if (i < answer.n || i < right_answer.n)
        fail_msg("%s %lu: a wrong answer:\n%.80s\nnot\n%.80s", what, nth, answer.bytes + from,
                 right_answer.bytes + from);
}

static void is_clean(const char *what, unsigned long nth, rsv_status rc, const rsv_error *err)
{
    if (rc != RSV_OK && (err->message[0] == '\0' || err->code != rc))
        fail_msg("%s %lu: status %d without a message", what, nth, rc);
    if (rc == RSV_OK)
        is_right(what, nth);
}

static void sweep_allocator(job_fn *job)
{
    struct fail_alloc f = {.fired = true};
    struct world w;
    rsv_error err;
    open_world(&w);
    get_it_right(job, &w);
    for (unsigned long nth = 1; f.fired; nth++) {
        const rsv_status rc = run(job, &w, fail_alloc_on(&f, nth), &err);
        is_clean("allocation", nth, rc, &err);
        if (rc != RSV_OK && rc != RSV_ENOMEM) /* OK: Lua makes room and tries again */
            fail_msg("allocation %lu: status %d: %s", nth, rc, err.message);
        if (f.live != 0)
            fail_msg("allocation %lu: %zu bytes leak", nth, f.live);
    }
    world_close(&w);
}

/* `step` 1: each malloc() fails in turn. */
static void sweep_heap(job_fn *job, unsigned long step)
{
    struct world w;
    rsv_error err;
    if (!OWN_MALLOC)
        skip();
    open_world(&w);
    get_it_right(job, &w);
    heap.fired = true;
    for (unsigned long nth = 1; heap.fired; nth += step) {
        const long live = heap.live;
        heap.calls = 0;
        heap.nth = nth;
        heap.fired = false;
        const rsv_status rc = run(job, &w, NULL, &err);
        heap.nth = 0;
        is_clean("malloc", nth, rc, &err);
        if (rc != RSV_OK && rc != RSV_ENOMEM && strstr(err.message, strerror(ENOMEM)) == NULL)
            fail_msg("malloc %lu: status %d: %s", nth, rc, err.message);
        if (heap.live != live)
            fail_msg("malloc %lu: %ld blocks leak", nth, heap.live - live);
    }
    world_close(&w);
}

static void a_diagnosis_may_run_out_of_its_allocator_anywhere(void **state)
{
    (void)state;
    sweep_allocator(diagnose);
}

static void a_diagnosis_may_run_out_of_memory_anywhere(void **state)
{
    (void)state;
    sweep_heap(diagnose, 1);
}

static void a_check_may_run_out_of_memory_anywhere(void **state)
{
    (void)state;
    sweep_allocator(check);
    sweep_heap(check, 1);
}

static void a_build_may_run_out_of_memory_anywhere_and_leaves_the_old_file(void **state)
{
    (void)state;
    sweep_heap(build, 7); /* all of them, most in SQLite, take four minutes */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_diagnosis_may_run_out_of_its_allocator_anywhere),
        cmocka_unit_test(a_diagnosis_may_run_out_of_memory_anywhere),
        cmocka_unit_test(a_check_may_run_out_of_memory_anywhere),
        cmocka_unit_test(a_build_may_run_out_of_memory_anywhere_and_leaves_the_old_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
