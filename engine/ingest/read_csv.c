/* SPDX-License-Identifier: MIT
 * read_csv.c - facts in CSV: a header with `kind` or `complete` and names of fields, and rows.
 *
 * One file may hold several kinds: an empty cell is a field left out.
 */
#include "ingest/adapt.h"
#include "base/csv.h"
#include "ingest/read.h"
#include "ingest/record.h"

#include <string.h>

struct header {
    struct arena arena;
    const char *names[CSV_CELLS];
    size_t n;
    bool foreign; /* rows go to the adapters */
};

static rsv_status read_header(struct header *h, const struct csv *c, rsv_error *err)
{
    h->n = c->n_cells;
    for (size_t i = 0; i < h->n; i++)
        h->names[i] = rsv__arena_copy(&h->arena, c->cells[i].text, c->cells[i].n);
    return h->arena.failed ? rsv__nomem(err) : RSV_OK;
}

static const char *clean_name(struct arena *arena, const char *name)
{
    char *copy = rsv__arena_text(arena, name);
    if (copy != NULL)
        rsv__csv_clean_name(copy);
    return copy;
}

/* The header as a record without values: adapters know a file by its columns.  A name twice counts once. */
static rsv_status find_adapter(struct reading *r, struct header *h, bool *known, rsv_error *err)
{
    struct doc_tree *t = r->tree;
    rsv_status rc = rsv__adapters_ready(r, err);
    *known = false;
    if (rc != RSV_OK || r->n_adapters == 0 || h->n < 2)
        return rc;
    rsv__read_reset(r);
    t->root = (struct rsv_doc){.type = RSV_OBJECT, .key = "", .line = 1, .column = 1};
    for (size_t i = 0; i < h->n; i++) {
        h->names[i] = clean_name(&h->arena, h->names[i]);
        if (h->names[i] == NULL)
            return rsv__nomem(err);
        rsv__record_add(t, h->names[i], "", 0);
    }
    const struct scope s = {&t->root, NULL};
    for (uint32_t i = 0; i < r->n_adapters && !*known; i++) {
        struct adapter by_columns = *r->adapters[i];
        by_columns.n_where = 0;
        *known = by_columns.form == FORM_CSV && rsv__adapter_knows(r, &by_columns, &s);
        if (*known)
            r->format = by_columns.name;
    }
    if (!*known)
        r->hint = rsv__adapter_nearest(r, FORM_CSV, &s);
    if (r->hint != NULL)
        r->hint = rsv__arena_text(&r->file_arena, r->hint);
    return h->arena.failed || t->arena.failed ? rsv__nomem(err) : RSV_OK;
}

static bool has_column(const struct header *h, const char *name)
{
    for (size_t i = 0; i < h->n; i++)
        if (strcmp(h->names[i], name) == 0)
            return true;
    return false;
}

static void add_cell(struct doc_tree *t, const char *name, const struct csv_cell *cell)
{
    struct rsv_doc *d = rsv__record_add(t, name, cell->text, cell->n);
    if (d == NULL)
        return;
    d->line = cell->line;
    d->column = cell->column;
}

/* Reject a record with more cells than the header has. */
static bool fits_header(struct reading *r, const struct header *h, const struct csv *c)
{
    size_t i = h->n;
    rsv_error why;
    while (i < c->n_cells && c->cells[i].n == 0)
        i++;
    if (i >= c->n_cells)
        return true;
    rsv__fail_at(&why, RSV_EINPUT, NULL, (int)c->cells[i].line, (int)c->cells[i].column,
                 "%zu cells, but the header has %zu columns", c->n_cells, h->n);
    rsv__read_reject(r, &why, "quote a cell that has the separator in it");
    return false;
}

static rsv_status read_row(struct reading *r, const struct header *h, const struct csv *c,
                           rsv_error *err)
{
    struct doc_tree *t = r->tree;
    bool known;
    if (!fits_header(r, h, c))
        return RSV_OK;
    rsv__read_reset(r);
    t->root = (struct rsv_doc){.type = RSV_OBJECT, .key = ""};
    t->root.line = c->cells[0].line;
    t->root.column = 1;
    for (size_t i = 0; i < c->n_cells && i < h->n; i++)
        if (c->cells[i].n > 0 || h->foreign)
            add_cell(t, h->names[i], &c->cells[i]);
    if (!h->foreign)
        return rsv__read_record(r, &t->root, RECORD_TEXTS, err);
    const struct scope s = {&t->root, NULL};
    return rsv__adapt_record(r, FORM_CSV, &s, &known, err);
}

static rsv_status read_rows(struct reading *r, const struct header *h, struct csv *c,
                            rsv_error *err)
{
    rsv_status rc = RSV_OK;
    while (rc == RSV_OK) {
        rsv_error why;
        rc = rsv__csv_next(c, &why);
        if (rc == RSV_EINPUT) {
            rsv__read_reject(r, &why, NULL);
            rc = RSV_OK;
        } else if (rc != RSV_OK) {
            *err = why;
        } else if (c->n_cells == 0) {
            break;
        } else {
            rc = read_row(r, h, c, err);
        }
    }
    return rc;
}

/* How the first rows write their dates. */
static rsv_status learn_order(struct reading *r, const struct csv *behind_header, rsv_error *err)
{
    enum { LOOKED_AT = 500 };
    struct csv c;
    struct dates d = {.n = 0};
    rsv_status rc = RSV_OK;
    rsv__csv_init(&c, r->in->alloc, r->text, r->n);
    c.at = behind_header->at;
    c.separator = behind_header->separator;
    for (int rows = 0; rows < LOOKED_AT && (rc = rsv__csv_next(&c, err)) == RSV_OK && c.n_cells > 0; rows++)
        for (size_t i = 0; i < c.n_cells; i++)
            rsv__dates_learn(&d, c.cells[i].text, c.cells[i].n);
    rsv__csv_free(&c);
    r->in->order = rsv__dates_order(&d);
    return rc == RSV_EINPUT ? RSV_OK : rc; /* it is reported where it is read */
}

rsv_status rsv__read_csv(struct reading *r, rsv_error *err)
{
    struct csv c;
    struct header h = {.n = 0};
    rsv__csv_init(&c, r->in->alloc, r->text, r->n);
    rsv__arena_init(&h.arena, r->in->alloc);
    rsv_status rc = rsv__csv_next(&c, err);
    if (rc == RSV_OK)
        rc = read_header(&h, &c, err);
    if (rc == RSV_OK && (has_column(&h, "kind") || has_column(&h, "complete"))) {
        r->format = "csv";
        rc = read_rows(r, &h, &c, err);
    } else if (rc == RSV_OK) {
        rc = find_adapter(r, &h, &h.foreign, err);
        if (rc == RSV_OK && h.foreign) {
            rc = learn_order(r, &c, err);
            rc = rc == RSV_OK ? read_rows(r, &h, &c, err) : rc;
            r->in->order = DATES_UNKNOWN;
        }
    }
    rsv__arena_free(&h.arena);
    rsv__csv_free(&c);
    return rc == RSV_EINPUT ? RSV_OK : rc; /* a first line that is no CSV: not recognised */
}
