/* SPDX-License-Identifier: MIT
 * fuzz_error_text.c - pasted errors. */
#include "base/utf8.h"
#include "ingest/ingest.h"
#include "support/fail_alloc.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const char *text, size_t most)
{
    const size_t n = text ? strlen(text) : 1;
    if (n == 0 || n > most || (text != NULL && rsv__utf8_check(text, n) != n))
        abort();
}

static void check(const struct error_text *e)
{
    if (e->n_codes == 0 || e->n_codes > MAX_CODES || e->code < 10000 || e->code > 9999999)
        abort();
    check_text(e->text, 2000);
    check_text(e->user, 128);
    check_text(e->request_id, 36);
    check_text(e->correlation_id, 36);
    check_text(e->app_id, 36);
    check_text(e->error, 40);
    check_text(e->suberror, 40);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fail_alloc memory;
    struct alloc alloc;
    struct arena arena;
    struct error_text found;
    rsv__alloc_init(&alloc, fail_alloc_on(&memory, 0));
    rsv__arena_init(&arena, &alloc);
    if (rsv__error_text_find((const char *)data, size, size % 2 ? 50126 : 0, &arena, &found))
        check(&found);
    rsv__arena_free(&arena);
    if (memory.live != 0)
        abort();
    return 0;
}
