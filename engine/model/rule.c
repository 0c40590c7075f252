/* SPDX-License-Identifier: MIT */
#include "model/rule.h"

#include <string.h>

/* The row of `cause`; a cause that the table leaves out takes the row of `other`. */
const struct seen_row *rsv__evidence_row(const struct evidence *e, const char *cause)
{
    for (uint32_t i = 0; i < e->n_rows; i++)
        if (strcmp(e->rows[i].cause, cause) == 0)
            return &e->rows[i];
    return e->other;
}

bool rsv__evidence_asks(const struct evidence *e, int64_t code)
{
    for (uint32_t i = 0; i < e->n_codes; i++)
        if (e->codes[i] == code)
            return true;
    return e->n_codes == 0;
}

/* *n counts down; at an alternative it is set out of reach. */
static const struct kind *matched_in(const struct condition *c, uint32_t *n)
{
    if (c->op == COND_SOME)
        return (*n)-- == 0 ? c->pattern.kind : NULL;
    if (c->op == COND_ANY)
        *n = UINT32_MAX;
    const struct kind *k = NULL;
    for (uint32_t i = 0; c->op == COND_ALL && i < c->n_children && k == NULL; i++)
        k = matched_in(c->children[i], n);
    return k;
}

const struct kind *rsv__matched_kind(const struct formula *when, uint32_t n)
{
    return matched_in(when->root, &n);
}
