/* SPDX-License-Identifier: MIT
 * read_json.c - facts in JSON: one object, arrays, {"facts": [...]}, NDJSON, objects in a row.
 *
 * Damage costs the record it is in.  Reading goes on at the next line that begins with '{' (blanks
 * aside); brackets and commas that stood around the records are then passed over.
 */
#include "ingest/adapt.h"
#include "ingest/ahead.h"
#include "ingest/json_pick.h"
#include "ingest/read.h"
#include "ingest/report.h"

#include <stdio.h>
#include <string.h>

enum { HINT_SIZE = 96 };

static bool is_text_at(const struct rsv_doc *object, const char *key)
{
    return rsv_doc_type(rsv_doc_get(object, key)) == RSV_TEXT;
}

static bool is_list_key(const char *key)
{
    return strcmp(key, "facts") == 0 || strcmp(key, "value") == 0;
}

/* An event hub's records, the tables of Log Analytics and Kusto, the responses of a Graph batch. */
static bool is_foreign_list_key(const char *key)
{
    return strcmp(key, "records") == 0 || strcmp(key, "tables") == 0 || strcmp(key, "Tables") == 0 ||
           strcmp(key, "responses") == 0;
}

static bool is_fact(const struct rsv_doc *d)
{
    return is_text_at(d, "kind") || is_text_at(d, "complete");
}

/* {"facts": [...]} or Graph's {"value": [...]}; of one element PowerShell makes an object. */
static bool is_envelope(const struct rsv_doc *d)
{
    if (d->type != RSV_OBJECT || is_fact(d))
        return false;
    for (const rsv_doc *m = d->as.child.first; m != NULL; m = m->next)
        if ((is_list_key(m->key) && (m->type == RSV_ARRAY || m->type == RSV_OBJECT)) ||
            (is_foreign_list_key(m->key) && m->type == RSV_ARRAY))
            return true;
    return false;
}

/* --- records of a value -------------------------------------------------------------------- */

static void reject_value(struct reading *r, const struct rsv_doc *d)
{
    static const char *const names[] = {"null",   "a boolean", "a number",               "a number",
                                        "a text", "an array in an array of an array", "an object"};
    rsv_error why;
    rsv__fail_at(&why, RSV_EINPUT, NULL, (int)d->line, (int)d->column,
                 "expected a record such as {\"kind\": ...}, got %s", names[d->type]);
    rsv__read_reject(r, &why, NULL);
}

/* What no adapter knows is most likely a fact without its kind. */
static rsv_status take_foreign(struct reading *r, const struct scope *s, rsv_error *err)
{
    bool known;
    r->n_opened = 0;
    rsv_status rc = rsv__adapt_record(r, FORM_JSON, s, &known, err);
    if (rc != RSV_OK || known)
        return rc;
    r->in->hint = rsv__adapter_nearest(r, FORM_JSON, s);
    rc = rsv__read_record(r, s->doc, RECORD_TYPED, err);
    r->in->hint = NULL;
    return rc;
}

static rsv_status take_value(struct reading *r, const struct rsv_doc *d, const struct scope *up, rsv_error *err);

static rsv_status take_frame(struct reading *r, const struct rsv_doc *d, const struct scope *up, rsv_error *err);

/* nesting: of arrays, as PowerShell prints [[...]]. */
static rsv_status take_element(struct reading *r, const struct rsv_doc *d, const struct scope *up, int nesting,
                               rsv_error *err)
{
    const struct scope s = {d, up};
    if (d->type == RSV_ARRAY && nesting < 2) {
        rsv_status rc = RSV_OK;
        for (const rsv_doc *c = d->as.child.first; c != NULL && rc == RSV_OK; c = c->next)
            rc = take_element(r, c, up, nesting + 1, err);
        return rc;
    }
    if (d->type != RSV_OBJECT)
        reject_value(r, d);
    else if (is_text_at(d, "FrameType") && !is_fact(d))
        return take_frame(r, d, up, err);
    else if (!d->broken)
        return is_fact(d) ? rsv__read_record(r, d, RECORD_TYPED, err) : take_foreign(r, &s, err);
    return RSV_OK;
}

/* --- lists of other tools ---------------------------------------------------------------------- */

/* A row of a table as an object with the names of the columns. */
static rsv_status take_row(struct reading *r, const struct rsv_doc *columns, const struct rsv_doc *row,
                           const struct scope *up, rsv_error *err)
{
    struct rsv_doc object = {.type = RSV_OBJECT, .key = "", .line = row->line, .column = row->column};
    const rsv_doc *cell = rsv_doc_first(row);
    for (const rsv_doc *c = rsv_doc_first(columns); c != NULL && cell != NULL; c = c->next, cell = cell->next) {
        struct rsv_doc *d = rsv__arena_alloc(&r->tree->arena, sizeof *d);
        if (d == NULL)
            return rsv__nomem(err);
        *d = *cell;
        const rsv_doc *name = rsv_doc_get(c, "name");
        d->key = rsv_doc_text(name ? name : rsv_doc_get(c, "ColumnName"));
        d->next = NULL;
        rsv__doc_link(&object, d);
    }
    return take_element(r, &object, up, 2, err);
}

static rsv_status take_rows(struct reading *r, const struct rsv_doc *columns, const struct rsv_doc *rows,
                            const struct scope *up, rsv_error *err)
{
    rsv_status rc = RSV_OK;
    for (const rsv_doc *row = rsv_doc_first(rows); row != NULL && rc == RSV_OK; row = row->next)
        rc = take_row(r, columns, row, up, err);
    return rc;
}

/* One of a list that Kusto answers with: the table that was asked for, or what goes with it. */
static rsv_status take_frame(struct reading *r, const struct rsv_doc *d, const struct scope *up, rsv_error *err)
{
    const struct scope inner = {d, up};
    if (rsv_doc_is_true(rsv_doc_get(d, "HasErrors")))
        rsv__report_problem(r->in, &(struct problem){.line = d->line, .column = d->column,
                                                     .message = "the query ended with errors: rows may be missing"});
    if (strcmp(rsv_doc_text(rsv_doc_get(d, "TableKind")), "PrimaryResult") != 0)
        return RSV_OK;
    return take_rows(r, rsv_doc_get(d, "Columns"), rsv_doc_get(d, "Rows"), &inner, err);
}

static rsv_status take_foreign_list(struct reading *r, const struct rsv_doc *list, const struct scope *up, rsv_error *err)
{
    rsv_status rc = RSV_OK;
    for (const rsv_doc *d = list->as.child.first; d != NULL && rc == RSV_OK; d = d->next) {
        const struct scope inner = {d, up};
        const rsv_doc *body = rsv_doc_get(d, "body"), *rows = rsv_doc_get(d, "rows");
        if (strcmp(list->key, "responses") == 0 && body != NULL) {
            rc = take_value(r, body, &inner, err);
        } else if (strcmp(list->key, "tables") == 0 && rows != NULL) {
            rc = take_rows(r, rsv_doc_get(d, "columns"), rows, &inner, err);
        } else if (strcmp(list->key, "Tables") == 0) { /* those behind the first tell of the query */
            if (d == list->as.child.first)
                rc = take_rows(r, rsv_doc_get(d, "Columns"), rsv_doc_get(d, "Rows"), &inner, err);
        } else {
            rc = take_element(r, d, up, 1, err);
        }
    }
    return rc;
}

/* What an envelope says besides must not look as if it meant something for the facts. */
static void report_beside(struct reading *r, const struct rsv_doc *m)
{
    char shown[SHOWN_SIZE], message[SHOWN_SIZE + 64];
    if (*m->key == '@' || *m->key == '$' || strcmp(m->key, "schema") == 0)
        return;
    snprintf(message, sizeof message, "'%s' beside the list of facts is not used",
             rsv__report_show(m->key, strlen(m->key), shown));
    rsv__report_problem(r->in, &(struct problem){.line = m->line, .column = m->column,
                                                 .message = message,
                                                 .hint = "what is meant for a fact stands in it"});
}

/* Whether what is in the envelope isn't ours: its first element is no fact. */
static bool is_foreign_envelope(const struct rsv_doc *d)
{
    for (const rsv_doc *m = d->as.child.first; m != NULL; m = m->next)
        if (is_list_key(m->key) || is_foreign_list_key(m->key)) {
            const rsv_doc *first = m->type == RSV_ARRAY ? m->as.child.first : m;
            return strcmp(m->key, "facts") != 0 && (first == NULL || (first->type == RSV_OBJECT && !is_fact(first)));
        }
    return false;
}

/* What the envelope itself tells: that there is more, or all of it at once. */
static rsv_status take_envelope(struct reading *r, const struct scope *s, bool *whole, rsv_error *err)
{
    const struct adapter *a;
    const rsv_status rc = rsv__adapter_find(r, FORM_JSON, s, &a, err);
    *whole = a != NULL && a->whole;
    return rc == RSV_OK && a ? rsv__adapt_parts(r, a, a->parts, a->n_parts, s, err) : rc;
}

static rsv_status take_value(struct reading *r, const struct rsv_doc *d, const struct scope *up, rsv_error *err)
{
    const struct scope s = {d, up};
    rsv_status rc = RSV_OK;
    bool whole = false;
    if (d->line == 0) /* it broke before there was a value */
        return RSV_OK;
    if (!is_envelope(d))
        return take_element(r, d, up, 0, err);
    const uint64_t foreign = r->n_foreign;
    if (is_foreign_envelope(d))
        rc = take_envelope(r, &s, &whole, err);
    if (whole)
        return rc;
    for (const rsv_doc *m = d->as.child.first; m != NULL && rc == RSV_OK; m = m->next) {
        if (is_list_key(m->key))
            rc = take_element(r, m, &s, m->type == RSV_ARRAY ? 0 : 2, err);
        else if (is_foreign_list_key(m->key) && m->type == RSV_ARRAY)
            rc = take_foreign_list(r, m, &s, err);
    }
    for (const rsv_doc *m = d->as.child.first; m != NULL && rc == RSV_OK && foreign == r->n_foreign; m = m->next)
        if (!is_list_key(m->key) && !is_foreign_list_key(m->key))
            report_beside(r, m);
    return rc;
}

/* --- damage -------------------------------------------------------------------------------- */

/* The record that broke, and where it begins; NULL: it broke between records. */
static const struct rsv_doc *find_broken(const struct json_reader *j, const struct rsv_doc *root,
                                         size_t *at)
{
    const struct rsv_doc *d = root;
    for (uint32_t i = 0; i < j->n_open; i++) {
        *at = j->open_at[i];
        if (d->type == RSV_OBJECT && !is_envelope(d))
            return d;
        d = d->as.child.last;
        if (d == NULL || !d->broken)
            break;
    }
    return NULL;
}

/* Whether it begins a line, behind at most so many blanks. */
static bool begins_line(const char *text, size_t at, size_t indent)
{
    for (; at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t'); at--, indent--)
        if (indent == 0)
            return false;
    return at == 0 || text[at - 1] == '\n';
}

/* The next line that begins with '{', or the end.  What is indented more than the record that broke is inside of it. */
static size_t find_record(const struct reading *r, size_t from, size_t indent)
{
    while (from < r->n) {
        const char *brace = memchr(r->text + from, '{', r->n - from);
        if (brace == NULL)
            break;
        from = (size_t)(brace - r->text);
        if (begins_line(r->text, from, indent))
            return from;
        from++;
    }
    return r->n;
}

/* Whether it stopped at a bracket behind a comma. */
static bool is_trailing_comma(const char *text, size_t at, size_t n)
{
    if (at >= n || (text[at] != ']' && text[at] != '}'))
        return false;
    while (at > 0 && strchr(" \t\r\n", text[at - 1]) != NULL)
        at--;
    return at > 0 && text[at - 1] == ',';
}

/* Report the damage and find the place to go on. */
static void go_on(struct reading *r, struct json_reader *j, const rsv_error *what)
{
    char hint[HINT_SIZE] = "what follows is left out";
    size_t start = 0;
    rsv_error why;
    const size_t error_at = j->next.at;
    const struct rsv_doc *record = find_broken(j, &r->tree->root, &start);
    if (record != NULL && (int)record->line < what->line)
        rsv__fail_at(&why, RSV_EINPUT, NULL, what->line, what->column,
                     "not valid JSON in the record that begins at line %u: %s",
                     (unsigned)record->line, what->message);
    else
        rsv__fail_at(&why, RSV_EINPUT, NULL, what->line, what->column, "not valid JSON: %s",
                     what->message);
    const size_t indent = record && begins_line(r->text, start, SIZE_MAX) ? record->column - 1 : SIZE_MAX;
    rsv__json_seek(j, find_record(r, record ? start + 1 : error_at, indent));
    if (r->n_records == 0) /* so far this is what is wrong with the text, if anything */
        r->first.code = RSV_OK;
    const char *comma = is_trailing_comma(r->text, error_at, r->n) ? "--lenient lets trailing commas pass; " : "";
    if (j->next.at < r->n)
        snprintf(hint, sizeof hint, "%sreading goes on at line %u", comma, (unsigned)j->next.line);
    else if (*comma)
        snprintf(hint, sizeof hint, "%swhat follows is left out", comma);
    rsv__read_reject(r, &why, error_at == r->n && j->next.at == r->n ? NULL : hint);
    if (*comma && r->n_records == 0) /* this may be all that is said */
        rsv__fail_at(&r->first, RSV_EINPUT, r->in->name, why.line, why.column,
                     "%s; --lenient lets trailing commas pass", why.message);
}

static bool has_more(struct json_reader *j, bool damaged)
{
    while (rsv__json_more(j)) {
        if (!damaged || strchr(",]}", j->text[j->next.at]) == NULL)
            return true;
        j->next.at++;
        j->next.column++;
    }
    return false;
}

rsv_status rsv__read_picked(struct reading *r, struct json_reader *j, bool *done, rsv_error *err)
{
    const struct adapter *a = NULL;
    const struct json_reader before = *j;
    *done = false;
    if (r->adapters == NULL || r->picks == NULL || r->text[j->next.at] != '{') /* the first one loads the adapters */
        return RSV_OK;
    if (r->picker == NULL) {
        r->picker = rsv__arena_alloc(&r->file_arena, sizeof *r->picker);
        if (r->picker == NULL || rsv__json_picker_init(r->picker, r->picks, &r->tree->arena, &r->file_arena, err) != RSV_OK)
            return rsv__nomem(err);
    }
    const bool picked = rsv__json_pick(r->picker, j, r->tree);
    rsv_status rc = r->tree->arena.failed || r->file_arena.failed ? rsv__nomem(err) : RSV_OK;
    const struct scope s = {&r->tree->root, NULL};
    if (picked && rc == RSV_OK) {
        r->slots = r->picker->slots_hold ? r->picker->slots : NULL;
        rc = rsv__adapter_find(r, FORM_JSON, &s, &a, err);
        *done = a != NULL && !a->tells_errors;
    }
    if (rc == RSV_OK && *done)
        rc = rsv__adapt_parts(r, a, a->parts, a->n_parts, &s, err);
    r->slots = NULL;
    if (rc == RSV_OK && !*done) {
        *j = before;
        rsv__read_reset(r);
    }
    return rc;
}

/* A stretch of a long file by helpers.  *done: one was read. */
static rsv_status read_ahead(struct reading *r, struct json_reader *j, struct ahead **ahead, bool *done, rsv_error *err)
{
    *done = false;
    if (*ahead == NULL && r->n_foreign == 1 && r->in->sink.take_lines != NULL && r->picks != NULL) {
        const rsv_status rc = rsv__ahead_new(r, &j->next, ahead, err);
        if (rc != RSV_OK)
            return rc;
    }
    if (*ahead != NULL)
        *done = rsv__ahead_take(*ahead, r, j);
    return RSV_OK;
}

rsv_status rsv__read_json(struct reading *r, rsv_error *err)
{
    struct json_reader j;
    struct ahead *ahead = NULL;
    bool damaged = false;
    const char *format = NULL;
    rsv_status rc = rsv__json_open(&j, r->in->alloc, r->text, r->n, err);
    j.lenient = r->in->lenient;
    while (rc == RSV_OK && has_more(&j, damaged)) {
        rsv_error why;
        format = format == NULL ? "json" : "ndjson";
        rsv__read_reset(r);
        bool done;
        rc = read_ahead(r, &j, &ahead, &done, err);
        if (rc == RSV_OK && !done)
            rc = rsv__read_picked(r, &j, &done, err);
        if (rc != RSV_OK || done)
            continue;
        rc = rsv__json_next(&j, r->tree, &why);
        if (rc != RSV_OK && rc != RSV_EINPUT) {
            *err = why;
            break;
        }
        rc = take_value(r, &r->tree->root, NULL, err);
        if (!j.whole && rc == RSV_OK) {
            go_on(r, &j, &why);
            damaged = true;
        }
    }
    rsv__ahead_free(ahead);
    rsv__json_close(&j);
    r->format = r->n_foreign > 0 ? r->format : format;
    return rc;
}
