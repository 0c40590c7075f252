/* SPDX-License-Identifier: MIT
 * fuzz_fact_arg.c - facts on the command line. */
#include "support/ingest_case.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ingest_case c;
    char *text = malloc(size + 1);
    if (text == NULL)
        abort();
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    if (!ingest_case_open(&c, 0))
        abort();
    const rsv_status rc = rsv__ingest_fact(&c.in, text, &c.err);
    if (rc != RSV_OK && rc != RSV_EINPUT)
        abort();
    if ((rc == RSV_OK) != (c.facts.n > 0) || ingest_case_close(&c) != 0)
        abort();
    free(text);
    return 0;
}
