/* SPDX-License-Identifier: MIT
 * ahead.h - several threads over a long file of records, one in each line.
 *
 * Helpers read stretches of it ahead, from one line to another, as long as records are plainly of other tools and there is
 * nothing to report.  A stretch counts only if reading comes to exactly where it begins; so what comes out never depends on
 * the threads.
 */
#ifndef RSV_INGEST_AHEAD_H
#define RSV_INGEST_AHEAD_H

#include "ingest/json.h"
#include "ingest/read.h"

struct ahead;

/* *out is NULL where it isn't worth it. */
rsv_status rsv__ahead_new(struct reading *r, const struct json_place *from, struct ahead **out, rsv_error *err);
void rsv__ahead_free(struct ahead *a);

/* Take the stretch that begins where `j` is: the lines go to the sink, and `j` goes on behind its last record.  False: none
 * does, or there is nothing in it for helpers. */
bool rsv__ahead_take(struct ahead *a, struct reading *r, struct json_reader *j);

#endif
