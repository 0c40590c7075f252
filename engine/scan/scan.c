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
        rc = rsv__failures_init(&s->failures, &s->alloc, err);
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
    rsv__failures_free(&s->failures);
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

static rsv_status take_failures(struct scan *s, const char *text, const struct chunk *c, rsv_error *err)
{
    enum { AHEAD_OF_IT = 16 };
    rsv_status rc = RSV_OK;
    for (size_t i = 0; i < c->n && rc == RSV_OK; i++) {
        const struct scan_entry *e = &c->entries[i];
        if (i + AHEAD_OF_IT < c->n)
            rsv__failures_prefetch(&s->failures, e + AHEAD_OF_IT);
        if (s->added[i])
            rc = rsv__failures_add(&s->failures, text, s->text_n, e->code ? &c->rows[e->row] : NULL, e, err);
    }
    return rc;
}

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
    if (rc == RSV_OK && !s->options.counts_only)
        rc = take_failures(s, text, c, err);
    if (rc != RSV_OK)
        return rc;
    s->n_other += c->n_other;
    s->n_filtered += c->n_filtered;
    s->next_page = s->next_page || c->next_page;
    note_damages(s, text, c);
    const uint64_t done = s->table ? rsv__table_done(s->table) : s->base + c->to;
    if (s->options.progress != NULL && !s->options.progress(s->options.user, done)) {
        s->partial = true;
        return rsv__fail(err, RSV_ELIMIT, "stopped");
    }
    return RSV_OK;
}

static rsv_status begin_input(struct scan *s, const char *name, rsv_error *err)
{
    s->input = rsv__arena_text(&s->arena, name);
    s->base = s->line_at = 0;
    s->line = 1;
    return s->input ? RSV_OK : rsv__nomem(err);
}

/* One piece of a text.  *used: what needn't be seen again. */
static rsv_status scan_piece(struct scan *s, const char *text, size_t n, bool is_end, struct scan_place *place,
                             size_t *used, rsv_error *err)
{
    s->text_n = n;
    const rsv_status rc = rsv__pipeline_run(s->pipeline, text, n, is_end, place, take_chunk, s, used, err);
    s->bytes += s->table ? 0 : *used;
    if (!is_end) { /* what was counted of lines goes away with the text */
        line_of(s, text, *used);
        s->line_at = 0;
    }
    s->base += *used;
    return s->partial ? RSV_OK : rc;
}

/* What a table had to say that its records don't. */
static void end_table(struct scan *s, struct scan_table *t)
{
    for (uint64_t i = 0; i < t->n_damages && i < TABLE_DAMAGES && s->n_listed < SCAN_DAMAGES; i++)
        s->problems[s->n_listed++] =
            (struct scan_problem){s->input, t->damages[i].at, t->damages[i].line, t->damages[i].what};
    s->n_problems += t->n_damages;
    s->next_page = s->next_page || t->incomplete;
    s->bytes += rsv__table_done(t);
    rsv__table_close(t);
    s->table = NULL;
}

/* The next bytes of text, none where the source pauses; the first ones tell whether it is a table. */
static rsv_status read_text(struct scan *s, struct source *source, bool is_first, char *out, size_t n, size_t *got,
                            bool *ended, rsv_error *err)
{
    rsv_status rc = s->table ? RSV_OK : rsv__source_read(source, out, n, got, err);
    *ended = rsv__source_ended(source);
    if (rc == RSV_OK && is_first && s->table == NULL)
        rc = rsv__table_open(&s->alloc, &s->keys, source, out, *got, *ended, &s->table, err);
    if (rc != RSV_OK || s->table == NULL)
        return rc;
    rc = rsv__table_read(s->table, out, n, got, err);
    *ended = rsv__table_ended(s->table);
    return rc;
}

static rsv_status scan_source(struct scan *s, struct source *source, rsv_error *err)
{
    enum { FIRST_ROOM = 8 << 20 };
    struct scan_place place = {0};
    size_t room = FIRST_ROOM, n = 0, got = 0, used;
    bool is_first = true, ended = false;
    char *text = rsv__alloc(&s->alloc, room);
    rsv_status rc = text ? RSV_OK : rsv__nomem(err);
    while (rc == RSV_OK && !ended && !s->partial) {
        rc = read_text(s, source, is_first, text + n, room - n, &got, &ended, err);
        n += got;
        is_first = is_first && got == 0;
        if (rc == RSV_OK)
            rc = scan_piece(s, text, n, ended, &place, &used, err);
        if (rc != RSV_OK)
            break;
        memmove(text, text + used, n - used);
        n -= used;
        if (n + 4 <= room / 2 || ended)
            continue;
        char *grown = room < 2 * (size_t)MAX_RECORD ? rsv__resize(&s->alloc, text, room, room * 2) : NULL;
        if (grown == NULL)
            rc = room < 2 * (size_t)MAX_RECORD ? rsv__nomem(err)
                                               : rsv__fail(err, RSV_ELIMIT, "%s: a record of more than 256 MB", s->input);
        text = grown ? grown : text;
        room *= grown ? 2 : 1;
    }
    if (s->table != NULL)
        end_table(s, s->table);
    rsv__release(&s->alloc, text, text ? room : 0);
    return rc;
}

rsv_status rsv__scan_stream(struct scan *s, const char *name, source_read *read, void *user, rsv_error *err)
{
    struct source *source;
    rsv_status rc = begin_input(s, name, err);
    if (rc != RSV_OK)
        return rc;
    rc = rsv__source_open(&s->alloc, name, NULL, 0, read, user, &source, err);
    if (rc == RSV_OK)
        rc = scan_source(s, source, err);
    rsv__source_close(source);
    return rc;
}

static rsv_status begins_table(struct scan *s, const char *text, size_t n, bool *out, rsv_error *err)
{
    enum { LOOKED_AT = 1 << 20 };
    struct scan_table *t;
    const size_t seen = n < LOOKED_AT ? n : LOOKED_AT;
    const rsv_status rc = rsv__table_open(&s->alloc, &s->keys, NULL, text, seen, seen == n, &t, err);
    *out = t != NULL;
    rsv__table_close(t);
    return rc;
}

rsv_status rsv__scan_bytes(struct scan *s, const char *name, const void *bytes, size_t n, rsv_error *err)
{
    struct scan_place place = {0};
    const char *text = bytes;
    size_t used;
    rsv_status rc = begin_input(s, name, err);
    if (rc != RSV_OK)
        return rc;
    const size_t mark = n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0; /* of byte order */
    bool is_table = true;
    if (rsv__source_is_plain(bytes, n))
        rc = begins_table(s, text + mark, n - mark, &is_table, err);
    if (rc != RSV_OK)
        return rc;
    if (!is_table) {
        s->base = mark;
        return scan_piece(s, text + mark, n - mark, true, &place, &used, err);
    }
    struct source *source;
    rc = rsv__source_open(&s->alloc, name, bytes, n, NULL, NULL, &source, err);
    if (rc == RSV_OK)
        rc = scan_source(s, source, err);
    rsv__source_close(source);
    return rc;
}
