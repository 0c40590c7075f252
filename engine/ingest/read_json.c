/* SPDX-License-Identifier: MIT
 * read_json.c - facts in JSON: one object, arrays, {"facts": [...]}, NDJSON, objects in a row.
 *
 * Damage costs the record it is in.  Reading goes on at the next line that begins with '{' (blanks
 * aside); brackets and commas that stood around the records are then passed over.
 */
#include "ingest/json.h"
#include "ingest/read.h"
#include "ingest/report.h"

#include <stdio.h>
#include <string.h>

enum { HINT_SIZE = 64 };

static bool is_text_at(const struct rsv_doc *object, const char *key)
{
    return rsv_doc_type(rsv_doc_get(object, key)) == RSV_TEXT;
}

static bool is_list_key(const char *key)
{
    return strcmp(key, "facts") == 0 || strcmp(key, "value") == 0;
}

/* {"facts": [...]} or Graph's {"value": [...]}; of one element PowerShell makes an object. */
static bool is_envelope(const struct rsv_doc *d)
{
    if (d->type != RSV_OBJECT || is_text_at(d, "kind") || is_text_at(d, "complete"))
        return false;
    for (const rsv_doc *m = d->as.child.first; m != NULL; m = m->next)
        if (is_list_key(m->key) && (m->type == RSV_ARRAY || m->type == RSV_OBJECT))
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

/* nesting: of arrays, as PowerShell prints [[...]]. */
static rsv_status take_element(struct reading *r, const struct rsv_doc *d, int nesting,
                               rsv_error *err)
{
    if (d->type == RSV_ARRAY && nesting < 2) {
        rsv_status rc = RSV_OK;
        for (const rsv_doc *c = d->as.child.first; c != NULL && rc == RSV_OK; c = c->next)
            rc = take_element(r, c, nesting + 1, err);
        return rc;
    }
    if (d->type != RSV_OBJECT)
        reject_value(r, d);
    else if (!d->broken)
        return rsv__read_record(r, d, false, err);
    return RSV_OK;
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

static rsv_status take_value(struct reading *r, const struct rsv_doc *d, rsv_error *err)
{
    rsv_status rc = RSV_OK;
    if (d->line == 0) /* it broke before there was a value */
        return RSV_OK;
    if (!is_envelope(d))
        return take_element(r, d, 0, err);
    for (const rsv_doc *m = d->as.child.first; m != NULL && rc == RSV_OK; m = m->next) {
        if (is_list_key(m->key))
            rc = take_element(r, m, m->type == RSV_ARRAY ? 0 : 2, err);
        else
            report_beside(r, m);
    }
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

static bool begins_line(const char *text, size_t at)
{
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t'))
        at--;
    return at == 0 || text[at - 1] == '\n';
}

/* The next line that begins with '{', or the end. */
static size_t find_record(const struct reading *r, size_t from)
{
    while (from < r->n) {
        const char *brace = memchr(r->text + from, '{', r->n - from);
        if (brace == NULL)
            break;
        from = (size_t)(brace - r->text);
        if (begins_line(r->text, from))
            return from;
        from++;
    }
    return r->n;
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
    rsv__json_seek(j, find_record(r, record ? start + 1 : error_at));
    if (r->n_records == 0) /* so far this is what is wrong with the text, if anything */
        r->first.code = RSV_OK;
    if (j->next.at < r->n)
        snprintf(hint, sizeof hint, "reading goes on at line %u", (unsigned)j->next.line);
    rsv__read_reject(r, &why, error_at == r->n && j->next.at == r->n ? NULL : hint);
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

rsv_status rsv__read_json(struct reading *r, rsv_error *err)
{
    struct json_reader j;
    bool damaged = false;
    rsv_status rc = rsv__json_open(&j, r->in->alloc, r->text, r->n, err);
    while (rc == RSV_OK && has_more(&j, damaged)) {
        rsv_error why;
        r->format = r->format == NULL ? "json" : "ndjson";
        rsv__arena_reset(&r->tree->arena);
        rc = rsv__json_next(&j, r->tree, &why);
        if (rc != RSV_OK && rc != RSV_EINPUT) {
            *err = why;
            break;
        }
        rc = take_value(r, &r->tree->root, err);
        if (!j.whole && rc == RSV_OK) {
            go_on(r, &j, &why);
            damaged = true;
        }
    }
    rsv__json_close(&j);
    return rc;
}
