/* SPDX-License-Identifier: MIT */
#include "support/naive_scan.h"

#include "base/number.h"
#include "base/text.h"
#include "base/time.h"
#include "ingest/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct naive_row {
    int64_t code, time;
    const char *id, *texts[NAIVE_NUMBERS]; /* small letters; NULL: none */
    bool is_duplicate;
};

/* --- fields ------------------------------------------------------------------------------------ */

static bool says_nothing(const struct rsv_doc *d)
{
    return d->type == RSV_NULL || (d->type == RSV_TEXT && d->as.text.n == 0);
}

static bool is_container(const struct rsv_doc *d)
{
    return d->type == RSV_OBJECT || d->type == RSV_ARRAY;
}

/* The last member of that name, whatever its case, that is an object, or no container and says something. */
static const struct rsv_doc *member(const struct rsv_doc *object, const char *key, bool wants_object)
{
    const struct rsv_doc *found = NULL;
    if (object == NULL || object->type != RSV_OBJECT)
        return NULL;
    for (const struct rsv_doc *m = object->as.child.first; m != NULL; m = m->next)
        if (rsv__same_fold(m->key, key) &&
            (wants_object ? m->type == RSV_OBJECT : !is_container(m) && !says_nothing(m)))
            found = m;
    return found;
}

static const struct rsv_doc *object(const struct rsv_doc *record, const char *key)
{
    return member(record, key, true);
}

/* What "properties" says goes before what stands around them. */
static const struct rsv_doc *field(const struct rsv_doc *record, const char *key)
{
    const struct rsv_doc *inner = member(object(record, "properties"), key, false);
    return inner ? inner : member(record, key, false);
}

static const char *text_of(struct naive_scan *s, const struct rsv_doc *d)
{
    if (d == NULL)
        return NULL;
    if (d->type != RSV_TEXT)
        return rsv__arena_printf(&s->arena, "%lld", (long long)rsv_doc_integer(d));
    char *text = rsv__arena_copy(&s->arena, d->as.text.at, d->as.text.n);
    rsv__fold(text, d->as.text.n);
    return text;
}

static const char *one_of(struct naive_scan *s, const struct rsv_doc *record, const char *key,
                          const char *other)
{
    const char *text = text_of(s, field(record, key));
    return text ? text : text_of(s, field(record, other));
}

static int64_t number_of(const struct rsv_doc *d)
{
    int64_t code;
    double number;
    if (d == NULL)
        return -1;
    if (d->type == RSV_TEXT) {
        if (rsv__integer_parse(d->as.text.at, &code))
            return code < 0 || code > INT32_MAX ? -1 : code;
        if (!rsv__number_parse(d->as.text.at, &number))
            return -1;
    } else if (d->type == RSV_INTEGER || d->type == RSV_NUMBER) {
        number = rsv_doc_number(d);
    } else {
        return -1;
    }
    return number >= 0 && number < 1e9 && floor(number) == number ? (int64_t)number : -1;
}

static int64_t code_of(const struct rsv_doc *record)
{
    const struct rsv_doc *inner = object(object(record, "properties"), "status");
    int64_t code = number_of(member(inner, "errorCode", false));
    if (code < 0)
        code = number_of(member(object(record, "status"), "errorCode", false));
    return code < 0 ? number_of(field(record, "resultType")) : code;
}

static int64_t time_of(struct naive_scan *s, const struct rsv_doc *d)
{
    int64_t ms;
    const char *text = text_of(s, d);
    if (text == NULL || !rsv__time_parse(rsv_doc_text(d), &ms))
        return INT64_MIN;
    return ms;
}

/* --- records ----------------------------------------------------------------------------------- */

static void take_record(struct naive_scan *s, const struct rsv_doc *d)
{
    struct naive_row row = {.code = code_of(d)};
    if (row.code < 0) {
        s->others++;
        return;
    }
    row.time = time_of(s, field(d, "createdDateTime"));
    if (row.time == INT64_MIN)
        row.time = time_of(s, field(d, "time"));
    row.id = text_of(s, field(d, "id"));
    row.texts[0] = one_of(s, d, "userPrincipalName", "userId");
    row.texts[1] = one_of(s, d, "appId", "appDisplayName");
    row.texts[2] = one_of(s, d, "ipAddress", "callerIpAddress");
    row.texts[3] = one_of(s, d, "correlationId", "id");
    for (size_t i = 0; i < s->n_rows && row.id != NULL && !row.is_duplicate; i++)
        row.is_duplicate = s->rows[i].id != NULL && strcmp(s->rows[i].id, row.id) == 0;
    s->duplicates += row.is_duplicate;
    s->rows = rsv__grow(&s->alloc, s->rows, &s->cap_rows, s->n_rows + 1, sizeof *s->rows);
    s->rows[s->n_rows++] = row;
}

static void take_value(struct naive_scan *s, const struct rsv_doc *d, int nesting);

/* The lists of an envelope.  False: it is none. */
static bool take_lists(struct naive_scan *s, const struct rsv_doc *d, int nesting)
{
    bool is_envelope = false;
    for (const struct rsv_doc *m = d->as.child.first; m != NULL; m = m->next) {
        const struct rsv_doc *first = m->type == RSV_ARRAY ? m->as.child.first : NULL;
        if (m->type != RSV_ARRAY || (first != NULL && first->type != RSV_OBJECT) ||
            !(rsv__same_fold(m->key, "value") || rsv__same_fold(m->key, "records")))
            continue;
        is_envelope = true;
        for (const struct rsv_doc *c = first; c != NULL; c = c->next)
            if (c->type == RSV_OBJECT)
                take_value(s, c, nesting + 1);
    }
    return is_envelope;
}

static void take_value(struct naive_scan *s, const struct rsv_doc *d, int nesting)
{
    if (d->type == RSV_ARRAY && nesting == 0) {
        for (const struct rsv_doc *c = d->as.child.first; c != NULL; c = c->next)
            if (c->type == RSV_OBJECT)
                take_value(s, c, 1);
    } else if (d->type == RSV_OBJECT && !take_lists(s, d, nesting)) {
        take_record(s, d);
    }
}

/* --- counting ------------------------------------------------------------------------------------- */

static struct naive_code *find(struct naive_scan *s, int64_t code)
{
    size_t at = 0;
    while (at < s->n && s->codes[at].code < code)
        at++;
    if (at < s->n && s->codes[at].code == code)
        return &s->codes[at];
    s->codes = rsv__grow(&s->alloc, s->codes, &s->cap, s->n + 1, sizeof *s->codes);
    memmove(&s->codes[at + 1], &s->codes[at], (s->n - at) * sizeof *s->codes);
    s->codes[at] = (struct naive_code){.code = code, .first = INT64_MIN, .last = INT64_MIN};
    s->n++;
    return &s->codes[at];
}

static bool is_first(const struct naive_scan *s, size_t row, int number)
{
    for (size_t i = 0; i < row; i++)
        if (s->rows[i].code == s->rows[row].code && !s->rows[i].is_duplicate &&
            s->rows[i].texts[number] != NULL &&
            strcmp(s->rows[i].texts[number], s->rows[row].texts[number]) == 0)
            return false;
    return true;
}

static void count(struct naive_scan *s, size_t at)
{
    const struct naive_row *row = &s->rows[at];
    if (row->is_duplicate)
        return;
    struct naive_code *c = find(s, row->code);
    c->attempts++;
    if (row->time != INT64_MIN) {
        c->first = c->first == INT64_MIN || row->time < c->first ? row->time : c->first;
        c->last = row->time > c->last ? row->time : c->last;
    }
    for (int n = 0; n < NAIVE_NUMBERS; n++)
        c->distinct[n] += row->texts[n] != NULL && is_first(s, at, n);
}

bool naive_scan(struct naive_scan *s, const char *text, size_t n, rsv_error *err)
{
    struct json_reader reader;
    bool ok = true;
    *s = (struct naive_scan){.n = 0};
    rsv__alloc_init(&s->alloc, NULL);
    rsv__arena_init(&s->arena, &s->alloc);
    if (rsv__json_open(&reader, &s->alloc, text, n, err) != RSV_OK)
        return false;
    while (ok && rsv__json_more(&reader)) {
        struct doc_tree *tree = rsv__doc_new(NULL, RSV_NULL);
        const rsv_status rc = rsv__json_next(&reader, tree, err);
        ok = rc == RSV_OK || reader.whole; /* the same key twice is valid */
        if (ok)
            take_value(s, &tree->root, 0);
        rsv_doc_free(&tree->root);
    }
    rsv__json_close(&reader);
    for (size_t i = 0; ok && i < s->n_rows; i++)
        count(s, i);
    return ok;
}

void naive_scan_free(struct naive_scan *s)
{
    rsv__release(&s->alloc, s->codes, s->cap * sizeof *s->codes);
    rsv__release(&s->alloc, s->rows, s->cap_rows * sizeof *s->rows);
    rsv__arena_free(&s->arena);
}
