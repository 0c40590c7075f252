/* SPDX-License-Identifier: MIT
 * fuzz_scan.c - sign-in logs of any bytes.  Each is scanned whole by one thread, in small stretches by three, and
 * as a stream, and once with an allocator that fails: the numbers must be the same. */
#include "base/hash.h"
#include "scan/scan.h"
#include "support/fail_alloc.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct feed {
    const uint8_t *data;
    size_t left;
};

static size_t give(void *user, char *out, size_t n)
{
    struct feed *f = user;
    const size_t got = f->left < n ? f->left : n;
    memcpy(out, f->data, got);
    f->data += got;
    f->left -= got;
    return got;
}

/* A number that stands for all that was counted; 0: it failed. */
static uint64_t scan(const uint8_t *data, size_t size, const struct scan_options *options, bool as_stream,
                     const rsv_allocator *allocator)
{
    struct scan *s;
    struct feed feed = {data, size};
    rsv_error err;
    uint64_t sum = 0;
    rsv_status rc = rsv__scan_open(options, allocator, &s, &err);
    if (rc == RSV_OK)
        rc = as_stream ? rsv__scan_stream(s, "log", give, &feed, &err) : rsv__scan_bytes(s, "log", data, size, &err);
    if (rc != RSV_OK && err.message[0] == '\0')
        abort();
    for (size_t i = 0; rc == RSV_OK && i < s->counts.n; i++) {
        const struct code_counts *c = &s->counts.codes[i];
        sum += rsv__hash_mix((uint64_t)c->code * 31 + c->attempts) + rsv__distinct_count(&c->users) * 7;
    }
    sum += rc == RSV_OK ? 1 + s->n_other : 0;
    rsv__scan_close(s);
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct scan_options options = {.filter = SCAN_FILTER_INIT, .threads = 1};
    struct fail_alloc f;
    const uint64_t whole = scan(data, size, &options, false, fail_alloc_on(&f, 0));
    const unsigned long calls = f.calls;
    if (f.live != 0 || scan(data, size, &options, true, NULL) != whole)
        abort();
    scan(data, size, &options, false, fail_alloc_on(&f, 1 + rsv__hash_bytes((const char *)data, size) % calls));
    if (f.live != 0)
        abort();
    options.threads = 3;
    options.chunk_size = 64 + size / 7;
    if (scan(data, size, &options, false, NULL) != whole)
        abort();
    return 0;
}
