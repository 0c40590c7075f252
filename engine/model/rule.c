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
