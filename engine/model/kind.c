/* SPDX-License-Identifier: MIT */
#include "model/kind.h"

#include <string.h>

int rsv__kind_field(const struct kind *k, const char *name, size_t n)
{
    for (uint32_t i = 0; i < k->n_fields; i++)
        if (strlen(k->fields[i].name) == n && memcmp(k->fields[i].name, name, n) == 0)
            return (int)i;
    return -1;
}
