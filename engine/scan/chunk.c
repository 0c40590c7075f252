/* SPDX-License-Identifier: MIT */
#include "scan/chunk.h"

void rsv__chunk_init(struct chunk *c, const rsv_allocator *allocator)
{
    *c = (struct chunk){.n = 0};
    rsv__alloc_init(&c->alloc, allocator);
}

void rsv__chunk_free(struct chunk *c)
{
    rsv__release(&c->alloc, c->entries, c->cap * sizeof *c->entries);
    rsv__release(&c->alloc, c->rows, c->cap_rows * sizeof *c->rows);
}

static bool keep_row(struct chunk *c, const struct row *row, struct scan_entry *e)
{
    struct row *rows = c->rows;
    if (c->n_rows == c->cap_rows)
        rows = rsv__grow(&c->alloc, c->rows, &c->cap_rows, c->n_rows + 1, sizeof *rows);
    if (rows == NULL)
        return false;
    c->rows = rows;
    e->row = (uint32_t)c->n_rows;
    rows[c->n_rows++] = *row;
    return true;
}

static bool take_row(void *user, const char *text, const struct row *row, size_t n)
{
    struct chunk_maker *m = user;
    struct chunk *c = m->chunk;
    if (c->n == c->cap) {
        struct scan_entry *entries =
            rsv__grow(&c->alloc, c->entries, &c->cap, c->n + 64, sizeof *entries);
        if (entries == NULL) {
            c->failed = true;
            return false;
        }
        c->entries = entries;
    }
    struct scan_entry *e = &c->entries[c->n];
    rsv__scan_entry(&m->entries, text, m->walker.n, row, n, e);
    if (e->code == NO_CODE) {
        c->n_other++;
    } else if (!rsv__filter_takes_all(m->filter) &&
               !rsv__filter_takes(m->filter, text, m->walker.n, row, e)) {
        c->n_filtered++;
    } else if (e->code != 0 && !keep_row(c, row, e)) {
        c->failed = true;
        return false;
    } else {
        c->n++;
    }
    return true;
}

static bool take_damage(void *user, uint64_t at, const char *what)
{
    struct chunk *c = ((struct chunk_maker *)user)->chunk;
    if (c->n_damages < CHUNK_DAMAGES)
        c->damages[c->n_damages] = (struct scan_damage){at, what};
    c->n_damages++;
    return true;
}

void rsv__chunk_make(struct chunk_maker *m, struct chunk *c, size_t from, size_t limit,
                     const struct scan_place *place)
{
    struct walker *w = &m->walker;
    c->n = c->n_rows = 0;
    c->n_other = c->n_filtered = c->n_damages = 0;
    c->failed = false;
    c->from = from;
    c->place_from = w->place = *place;
    w->sink = (struct walk_sink){m, take_row, take_damage};
    w->stopped = w->next_page = false;
    m->chunk = c;
    c->to = rsv__scan_walk(w, from, limit);
    c->place_to = w->place;
    c->look = w->look;
    c->next_page = w->next_page;
}
