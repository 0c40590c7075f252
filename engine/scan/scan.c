/* SPDX-License-Identifier: MIT */
#include "scan/scan.h"

#include <string.h>

/* --- beginning and end ------------------------------------------------------------------------- */

rsv_status rsv__scan_open(const struct scan_options *options, const rsv_allocator *allocator,
                          struct scan **out, rsv_error *err)
{
    struct alloc alloc;
    *out = NULL;
    rsv__alloc_init(&alloc, allocator);
    struct scan *s = rsv__alloc_zero(&alloc, sizeof *s);
    if (s == NULL)
        return rsv__nomem(err);
    s->alloc = alloc;
    s->alloc.live = 0;
    s->options = *options;
    rsv__arena_init(&s->arena, &s->alloc);
    rsv__scan_keys_init(&s->keys);
    const struct pipeline_setup setup = {.allocator = allocator,
                                         .keys = &s->keys,
                                         .bits = options->bits,
                                         .filter = &s->options.filter,
                                         .counts_only = options->counts_only,
                                         .threads = options->threads,
                                         .chunk_size = options->chunk_size};
    rsv_status rc = rsv__counts_init(&s->counts, &s->alloc,
                                    options->exact_limit ? options->exact_limit : SCAN_EXACT,
                                    options->budget ? options->budget : SCAN_BUDGET, err);
    if (rc == RSV_OK)
        rc = rsv__pipeline_new(&s->alloc, &setup, &s->pipeline, err);
    if (rc == RSV_OK)
        *out = s;
    else
        rsv__scan_close(s);
    return rc;
}

void rsv__scan_close(struct scan *s)
{
    if (s == NULL)
        return;
    rsv__pipeline_free(s->pipeline);
    rsv__counts_free(&s->counts);
    rsv__release(&s->alloc, s->added, s->cap_added * sizeof *s->added);
    rsv__arena_free(&s->arena);
    struct alloc alloc = s->alloc;
    rsv__release(&alloc, s, sizeof *s);
}

/* --- what is wrong ------------------------------------------------------------------------------- */

/* Lines are counted only as far as there is damage to report. */
static uint64_t line_of(struct scan *s, const char *text, uint64_t at)
{
    while (s->line_at < at) {
        const char *end = memchr(text + s->line_at, '\n', at - s->line_at);
        if (end == NULL)
            break;
        s->line++;
        s->line_at = (uint64_t)(end - text) + 1;
    }
    return s->line;
}

static void note_damages(struct scan *s, const char *text, const struct chunk *c)
{
    for (uint64_t i = 0; i < c->n_damages && i < CHUNK_DAMAGES && s->n_listed < SCAN_DAMAGES; i++) {
        const struct scan_damage *d = &c->damages[i];
        s->problems[s->n_listed++] = (struct scan_problem){
            s->input, s->base + d->at, line_of(s, text, d->at), d->what};
    }
    s->n_problems += c->n_damages;
}

/* --- counting ------------------------------------------------------------------------------------- */

static rsv_status take_chunk(void *user, const char *text, const struct chunk *c, rsv_error *err)
{
    struct scan *s = user;
    bool *added = s->added;
    if (c->n > s->cap_added)
        added = rsv__grow(&s->alloc, s->added, &s->cap_added, c->n, sizeof *added);
    if (c->n > 0 && added == NULL)
        return rsv__nomem(err);
    s->added = added;
    rsv_status rc = rsv__counts_add(&s->counts, c->entries, c->n, added, err);
    if (rc != RSV_OK)
        return rc;
    s->n_other += c->n_other;
    s->n_filtered += c->n_filtered;
    s->next_page = s->next_page || c->next_page;
    note_damages(s, text, c);
    if (s->options.progress != NULL && !s->options.progress(s->options.user, s->base + c->to)) {
        s->partial = true;
        return rsv__fail(err, RSV_ELIMIT, "stopped");
    }
    return RSV_OK;
}

rsv_status rsv__scan_text(struct scan *s, const char *name, const char *text, size_t n, rsv_error *err)
{
    struct scan_place place = {0};
    size_t used = 0;
    s->input = rsv__arena_text(&s->arena, name);
    if (s->input == NULL)
        return rsv__nomem(err);
    s->base = s->line_at = 0;
    s->line = 1;
    if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) { /* a byte order mark */
        text += 3;
        n -= 3;
        s->base = 3;
    }
    const rsv_status rc = rsv__pipeline_run(s->pipeline, text, n, true, &place, take_chunk, s, &used, err);
    s->bytes += s->base + used;
    return s->partial ? RSV_OK : rc;
}
