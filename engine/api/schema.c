/* SPDX-License-Identifier: MIT
 * schema.c - the JSON Schemas of all documents, embedded from engine/api/schema. */
#include "resolvent.h"

#include "schemas.h" /* made from the files */

#include <string.h>

/* "resolvent.diagnosis/1" or "diagnosis" */
const char *rsv_schema(const char *name)
{
    static const char prefix[] = "resolvent.";
    const size_t p = sizeof prefix - 1;
    for (size_t i = 0; name != NULL && i < sizeof schemas / sizeof *schemas; i++) {
        const char *full = schemas[i].name, *slash = strchr(full, '/');
        const size_t n = strlen(name);
        if (strcmp(full, name) == 0 ||
            ((size_t)(slash - full) == p + n && strncmp(full + p, name, n) == 0))
            return schemas[i].text;
    }
    return NULL;
}

const char *rsv_schema_name(size_t i)
{
    return i < sizeof schemas / sizeof *schemas ? schemas[i].name : NULL;
}
