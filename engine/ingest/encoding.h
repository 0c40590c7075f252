/* SPDX-License-Identifier: MIT
 * encoding.h - whatever bytes a tool wrote, as UTF-8.
 *
 * Windows PowerShell writes UTF-16LE with `>` and Out-File, exports carry byte order marks, and a
 * clipboard may hold UTF-16 without one.  UTF-8 is handed through without a copy and without a
 * check: the readers say where a text is not valid.
 */
#ifndef RSV_INGEST_ENCODING_H
#define RSV_INGEST_ENCODING_H

#include "base/buf.h"
#include "base/error.h"

struct decoded {
    const char *text; /* without the mark; borrowed from the input or from `own` */
    size_t n;
    const char *encoding; /* "UTF-8", "UTF-8 with BOM", "UTF-16LE", ... */
    struct buf own;
};

/* RSV_EINPUT: it has NULs and is not UTF-16.  The input must outlive `out`, which is OWNED:
 * rsv__encoding_free(), also after a failure. */
rsv_status rsv__encoding_decode(struct alloc *a, const void *bytes, size_t n, struct decoded *out,
                                rsv_error *err);
void rsv__encoding_free(struct decoded *d);

#endif
