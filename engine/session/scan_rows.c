/* SPDX-License-Identifier: MIT
 * scan_rows.c - the last rows that didn't succeed, where a log was narrowed to one user. */
#include "session/scan.h"

#include "base/json_escape.h"
#include "base/time.h"
#include "scan/peek.h"
#include "scan/text.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_ROWS = 16 };

struct shown {
    int64_t code;
    const struct failure_sample *sample;
};

static int by_time_down(const void *x, const void *y)
{
    const struct shown *a = x, *b = y;
    if (a->sample->time != b->sample->time)
        return a->sample->time > b->sample->time ? -1 : 1;
    return (a->code > b->code) - (a->code < b->code);
}

static void add_value(struct doc_tree *t, struct rsv_doc *d, const char *key, struct scan_value v)
{
    char plain[257];
    if (v.text == NULL || v.n >= sizeof plain)
        return;
    const size_t n = v.is_escaped ? rsv__json_unescape(v.text, v.n, plain) : v.n;
    if (!v.is_escaped)
        memcpy(plain, v.text, n);
    plain[n] = '\0';
    rsv__doc_add_text(t, d, key, plain);
}

static struct scan_value either(const struct failure_sample *s, enum scan_field field, enum scan_field other)
{
    const struct scan_value v = rsv__row_value(s->text, s->n, &s->row, field);
    return v.text ? v : rsv__row_value(s->text, s->n, &s->row, other);
}

/* The first policy that refused it. */
static struct scan_value refusing_policy(const struct failure_sample *s)
{
    struct peek p;
    struct peek_member m[] = {{.key = "result"}, {.key = "displayname"}, {.key = "id"}};
    if (s->row.values[ROW_POLICIES] != 0) {
        rsv__peek_open(&p, s->text, s->row.values[ROW_POLICIES], s->n);
        while (rsv__peek_next(&p, m, 3))
            if (rsv__scan_value_hash(m[0].value) == rsv__scan_hash("failure", 7))
                return m[1].value.text ? m[1].value : m[2].value;
    }
    return (struct scan_value){.n = 0};
}

static void add_row(struct rsv_scan *s, const struct shown *r, struct doc_tree *t, struct rsv_doc *list)
{
    const struct failure_sample *sample = r->sample;
    struct rsv_doc *d = rsv__doc_object(t, list, NULL);
    char time[RSV_TIME_SIZE];
    if (sample->time != NO_TIME) {
        rsv__time_format(sample->time, time);
        rsv__doc_add_text(t, d, "at", time);
    }
    rsv__doc_add_integer(t, d, "code", r->code);
    add_value(t, d, "app", either(sample, ROW_APP, ROW_APP_ID));
    add_value(t, d, "address", either(sample, ROW_ADDRESS, ROW_CALLER));
    add_value(t, d, "client", either(sample, ROW_CLIENT, ROW_CLIENT));
    if (sample->row.values[ROW_DEVICE_ID] != 0) {
        const struct scan_value device = either(sample, ROW_DEVICE_ID, ROW_DEVICE_ID);
        rsv__doc_add_boolean(t, d, "device", device.text != NULL);
    }
    add_value(t, d, "policy", refusing_policy(sample));
    const uint64_t correlation = rsv__scan_value_hash(either(sample, ROW_CORRELATION, ROW_CORRELATION));
    if (correlation != 0)
        rsv__doc_add_boolean(t, d, "went_on", rsv__failures_ended_well(&s->scan->failures, correlation));
    add_value(t, d, "correlation_id", either(sample, ROW_CORRELATION, ROW_CORRELATION));
}

rsv_status rsv__scan_rows(struct rsv_scan *s, struct doc_tree *t, rsv_error *err)
{
    const struct failures *f = &s->scan->failures;
    if (!s->has_user || s->options.counts_only)
        return RSV_OK;
    struct rsv_doc *list = rsv__doc_array(t, &t->root, "rows");
    struct shown *all = rsv__arena_alloc(&t->arena, (f->n_samples * SAMPLES + 1) * sizeof *all);
    if (all == NULL)
        return rsv__nomem(err);
    size_t n = 0;
    for (size_t i = 0; i < f->n_samples; i++)
        for (size_t k = 0; k < f->samples[i].n; k++)
            all[n++] = (struct shown){f->samples[i].code, &f->samples[i].items[k]};
    qsort(all, n, sizeof *all, by_time_down);
    for (size_t i = 0; i < n && i < MAX_ROWS; i++)
        add_row(s, &all[i], t, list);
    return rsv__doc_ok(t, err);
}
