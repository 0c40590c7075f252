/* SPDX-License-Identifier: MIT
 * fuzz_adapters.c - what other tools print, through all shipped adapters: JSON, CSV, XML, text.  Each is converted twice,
 * the second time with an allocation that fails; what comes out is read back as facts, and none may be refused. */
#include "base/hash.h"
#include "session/session.h"
#include "support/fail_alloc.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Loaded once: it never changes. */
static struct rsv_ruleset *shipped_rules(void)
{
    static struct rsv_ruleset *rules;
    static const char *const dirs[] = {RULES};
    const rsv_rule_source source = {sizeof source, dirs, 1, NULL, 0, 0, 1, NULL, 1};
    rsv_error err;
    if (rules == NULL && rsv_ruleset_load(&source, &rules, NULL, &err) != RSV_OK) {
        fprintf(stderr, "%s\n", err.message);
        abort();
    }
    return rules;
}

static struct rsv_session *open_session(struct fail_alloc *memory, unsigned long nth)
{
    rsv_session_options options = RSV_SESSION_OPTIONS_INIT;
    struct rsv_session *s;
    rsv_error err;
    options.now_ms = 1763900000000;
    options.allocator = fail_alloc_on(memory, 0);
    if (rsv__session_open(shipped_rules(), NULL, &options, &s, &err) != RSV_OK)
        abort();
    memory->calls = 0;
    memory->nth = nth;
    return s;
}

static void add_lines(void *user, const char *text, size_t n)
{
    if (n == 0 || text[n - 1] != '\n')
        abort();
    rsv__buf_add(user, text, n);
}

/* Each line is a record that passed the checks already. */
static void read_back(struct rsv_session *s, const struct buf *lines)
{
    struct buf again;
    rsv_doc *report = NULL;
    rsv_error err;
    int64_t n = 0;
    for (size_t i = 0; i < lines->n; i++)
        n += lines->text[i] == '\n';
    rsv__buf_init(&again, lines->alloc);
    if (lines->n > 0 && (rsv_session_convert(s, "again", lines->text, lines->n, add_lines, &again, &report, &err) != RSV_OK ||
                         rsv_doc_integer(rsv_doc_get(report, "facts")) + rsv_doc_integer(rsv_doc_get(report, "complete")) != n ||
                         rsv_doc_count(rsv_doc_get(report, "problems")) != 0))
        abort();
    rsv__buf_free(&again);
    rsv_doc_free(report);
}

/* The number of allocations. */
static unsigned long convert(const uint8_t *data, size_t size, unsigned long nth)
{
    struct fail_alloc memory;
    struct rsv_session *s = open_session(&memory, nth);
    struct alloc own;
    struct buf lines;
    rsv_doc *report = NULL;
    rsv_error err;
    rsv__alloc_init(&own, NULL);
    rsv__buf_init(&lines, &own);
    const rsv_status rc = rsv_session_convert(s, "input", data, size, add_lines, &lines, &report, &err);
    if ((rc == RSV_ENOMEM) != memory.fired || (rc != RSV_OK && err.message[0] == '\0')) {
        fprintf(stderr, "allocation %lu: status %d\n", nth, (int)rc);
        abort();
    }
    const unsigned long calls = memory.calls;
    memory.nth = 0;
    read_back(s, &lines);
    rsv__buf_free(&lines);
    rsv_doc_free(report);
    rsv__session_close(s);
    if (memory.live != 0)
        abort();
    return calls;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const unsigned long calls = convert(data, size, 0);
    if (calls > 0)
        convert(data, size, 1 + rsv__hash_bytes((const char *)data, size) % calls);
    return 0;
}
