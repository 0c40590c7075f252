/* SPDX-License-Identifier: MIT
 * fuzz_facts.c - files of facts: JSON, NDJSON, CSV, any encoding.  Each is read twice, the second
 * time with an allocation that fails. */
#include "base/hash.h"
#include "support/ingest_case.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The number of allocations. */
static unsigned long read_once(const uint8_t *data, size_t size, unsigned long nth)
{
    struct ingest_case c;
    if (ingest_case_open(&c, nth)) {
        const rsv_status rc = rsv__ingest_bytes(&c.in, data, size, &c.err);
        if (c.memory.fired != (rc == RSV_ENOMEM) || (rc != RSV_OK && c.err.message[0] == '\0'))
            abort();
        for (size_t i = 0; i < c.facts.n; i++)
            if (c.facts.text[i] == '\0')
                abort();
    }
    if (ingest_case_close(&c) != 0)
        abort();
    return c.memory.calls;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const unsigned long calls = read_once(data, size, 0);
    read_once(data, size, 1 + rsv__hash_bytes((const char *)data, size) % calls);
    return 0;
}
