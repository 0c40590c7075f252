/* SPDX-License-Identifier: MIT */
#include "model/rulebook.h"

#include <string.h>

const struct kind *rsv__rulebook_kind(const struct rulebook *b, const char *name)
{
    for (uint32_t i = 0; i < b->n_kinds; i++)
        if (strcmp(b->kinds[i]->name, name) == 0)
            return b->kinds[i];
    return NULL;
}

const struct collector *rsv__rulebook_collector(const struct rulebook *b, const char *name)
{
    for (uint32_t i = 0; i < b->n_collectors; i++)
        if (strcmp(b->collectors[i]->name, name) == 0)
            return b->collectors[i];
    return NULL;
}

const struct evidence *rsv__rulebook_evidence(const struct rulebook *b, const char *name)
{
    for (uint32_t i = 0; i < b->n_evidence; i++)
        if (strcmp(b->evidence[i]->name, name) == 0)
            return b->evidence[i];
    return NULL;
}
