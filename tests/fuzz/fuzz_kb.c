/* SPDX-License-Identifier: MIT
 * fuzz_kb.c - knowledge bases: the bytes are an SQLite file, which may be damaged or hostile.
 *
 * Bytes that aren't one are changes to a good file, three each: place, place, byte.  So small inputs get far,
 * and those of the corpus stay useful when the schema changes. */
#include "support/fail_alloc.h"
#include "support/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct world world; /* the rules, and a folder for the file */

static void close_world(void)
{
    world_close(&world);
}

static uint8_t good[1 << 18];
static size_t good_n;

static void open_world(void)
{
    world_small(&world);
    atexit(close_world);
    FILE *f = fopen(world.kb_path, "rb");
    if (f == NULL)
        abort();
    good_n = fread(good, 1, sizeof good, f);
    fclose(f);
}

static void put_file(const char *path, const uint8_t *data, size_t size)
{
    FILE *f = fopen(path, "wb");
    if (f == NULL || fwrite(data, 1, size, f) != size || fclose(f) != 0)
        abort();
}

static void put_changed(const char *path, const uint8_t *data, size_t size)
{
    static uint8_t changed[sizeof good];
    memcpy(changed, good, good_n);
    for (size_t i = 0; i + 2 < size; i += 3)
        changed[((size_t)data[i] << 8 | data[i + 1]) % good_n] = data[i + 2];
    put_file(path, changed, good_n);
}

/* An answer, or a refusal with a reason. */
static void check(rsv_status rc, rsv_doc *doc, const rsv_error *err)
{
    char *json;
    if (rc != RSV_OK && rc != RSV_EKB && rc != RSV_ENOTFOUND && rc != RSV_ELIMIT)
        abort();
    if ((rc == RSV_OK) != (doc != NULL) || (rc != RSV_OK && err->message[0] == '\0'))
        abort();
    if (doc != NULL && rsv_doc_json(doc, 0, &json, NULL) == RSV_OK)
        rsv_text_free(json);
    rsv_doc_free(doc);
}

static void show(rsv_kb *kb)
{
    rsv_error err;
    rsv_doc *doc = NULL;
    rsv_status rc = rsv_kb_show(kb, WORLD_CODE, &doc, &err);
    check(rc, doc, &err);
    rc = rsv_kb_show_cause(kb, "service-down", &doc, &err);
    check(rc, doc, &err);
    rc = rsv_kb_show_step(kb, "open-prot", &doc, &err);
    check(rc, doc, &err);
    rc = rsv_kb_neighbours(kb, WORLD_CODE + 1, "it means", &doc, &err);
    check(rc, doc, &err);
    rc = rsv_kb_search(kb, "title", 10, &doc, &err);
    check(rc, doc, &err);
    rc = rsv_kb_stats(kb, &doc, &err);
    check(rc, doc, &err);
}

static void ask(rsv_kb *kb, rsv_ruleset *rules, const rsv_allocator *a)
{
    static const char facts[] = "kind,host,state\nport,a,closed\nservice,,running\n";
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    rsv_error err;
    rsv_doc *doc = NULL;
    rsv_session *s;
    o.now_ms = 1795435200000;
    o.allocator = a;
    o.max_firings = 1000;
    if (rsv_session_open(rules, kb, &o, &s, &err) != RSV_OK)
        abort();
    const rsv_status given = rsv_session_read(s, "f.csv", facts, sizeof facts - 1, &doc, &err);
    if (given != RSV_OK && given != RSV_EINPUT) /* the file's own rules may know no such kinds */
        abort();
    rsv_doc_free(doc);
    rsv_status rc = rsv_session_diagnose(s, WORLD_CODE, &doc, &err);
    check(rc, doc, &err);
    rc = rsv_session_why(s, WORLD_CODE, "port-closed", NULL, &doc, &err);
    check(rc, doc, &err);
    rc = rsv_session_next(s, WORLD_CODE, &doc, &err);
    check(rc, doc, &err);
    rsv_session_close(s);
}

static void ask_with_rules_for_the_code(rsv_kb *kb, const rsv_allocator *a)
{
    rsv_rule_source source = world.source;
    rsv_ruleset *rules = NULL;
    rsv_error err;
    source.kb = kb;
    source.code = WORLD_CODE;
    source.allocator = a;
    const rsv_status rc = rsv_ruleset_load(&source, &rules, NULL, &err);
    if (rc == RSV_OK)
        ask(kb, rules, a);
    else if (rc != RSV_EKB || err.message[0] == '\0')
        abort();
    rsv_ruleset_free(rules);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fail_alloc memory;
    char path[96];
    rsv_error err;
    rsv_kb *kb = NULL;
    if (world.rules == NULL)
        open_world();
    snprintf(path, sizeof path, "%s/fuzz.sqlite", world.dir);
    if (size >= 6 && memcmp(data, "SQLite", 6) == 0)
        put_file(path, data, size);
    else
        put_changed(path, data, size);
    const rsv_allocator *a = fail_alloc_on(&memory, 0);
    const rsv_status rc = rsv_kb_open(path, a, &kb, &err);
    if (rc == RSV_OK) {
        show(kb);
        ask(kb, world.rules, a);
        ask_with_rules_for_the_code(kb, a);
    } else if (rc != RSV_EKB || err.message[0] == '\0') {
        abort();
    }
    rsv_kb_close(kb);
    if (memory.live != 0)
        abort();
    return 0;
}
