/* SPDX-License-Identifier: MIT
 * fuzz_code.c - commands of articles; the first byte chooses the language. */
#include "author/code.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool (*const readers[])(const char *, struct code_problem *) = {
        rsv__code_powershell, rsv__code_console, rsv__code_http, rsv__code_json, rsv__code_xml};
    struct code_problem p = {0};
    if (size == 0)
        return 0;
    const size_t chosen = data[0] % (sizeof readers / sizeof *readers);
    char *text = malloc(size);
    if (text == NULL)
        abort();
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    const bool ok = rsv__code_prepare(text, readers[chosen] != rsv__code_xml, &p) && readers[chosen](text, &p);
    if (ok != (p.line == 0) || ok != (p.message[0] == '\0'))
        abort();
    free(text);
    return 0;
}
