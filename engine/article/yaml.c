/* SPDX-License-Identifier: MIT */
#include "article/yaml.h"

#include "base/number.h"

#include <yaml.h>

#include <string.h>

enum { MAX_DEPTH = 12 };

struct reader {
    yaml_parser_t parser;
    struct doc_tree *t;
    int first_line;
    rsv_error *err;
};

static rsv_status refuse(struct reader *r, yaml_mark_t at, const char *why)
{
    return rsv__fail_at(r->err, RSV_EINPUT, NULL, (int)at.line + r->first_line,
                        (int)at.column + 1, "%s", why);
}

static rsv_status next_event(struct reader *r, yaml_event_t *e)
{
    if (yaml_parser_parse(&r->parser, e))
        return RSV_OK;
    if (r->parser.error == YAML_MEMORY_ERROR)
        return rsv__nomem(r->err);
    const char *problem = r->parser.problem ? r->parser.problem : "not YAML";
    return refuse(r, r->parser.problem_mark, problem);
}

/* --- scalars ------------------------------------------------------------------------------- */

static void set_scalar(struct doc_tree *t, struct rsv_doc *d, const yaml_event_t *e)
{
    const char *text = (const char *)e->data.scalar.value;
    const size_t n = e->data.scalar.length;
    int64_t integer;
    double number;
    if (e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE) {
        const bool yes = strcmp(text, "true") == 0;
        if (yes || strcmp(text, "false") == 0) {
            d->type = RSV_BOOLEAN;
            d->as.boolean = yes;
            return;
        }
        if (n == 0 || strcmp(text, "null") == 0 || strcmp(text, "~") == 0) {
            d->type = RSV_NULL;
            return;
        }
        if (rsv__integer_parse(text, &integer)) {
            d->type = RSV_INTEGER;
            d->as.integer = integer;
            return;
        }
        if (rsv__number_parse(text, &number)) {
            d->type = RSV_NUMBER;
            d->as.number = number;
            return;
        }
    }
    d->type = RSV_TEXT;
    d->as.text.at = rsv__arena_copy(&t->arena, text, n);
    d->as.text.n = n;
}

static bool has_extras(const yaml_event_t *e)
{
    switch (e->type) {
    case YAML_SCALAR_EVENT:
        return e->data.scalar.anchor != NULL || e->data.scalar.tag != NULL;
    case YAML_SEQUENCE_START_EVENT:
        return e->data.sequence_start.anchor != NULL || e->data.sequence_start.tag != NULL;
    case YAML_MAPPING_START_EVENT:
        return e->data.mapping_start.anchor != NULL || e->data.mapping_start.tag != NULL;
    default:
        return false;
    }
}

/* --- nodes ------------------------------------------------------------------------------------ */

static rsv_status read_node(struct reader *r, struct rsv_doc *d, yaml_event_t *e, int depth);

static void set_place(const struct reader *r, struct rsv_doc *d, yaml_mark_t at)
{
    d->line = (uint32_t)((int)at.line + r->first_line);
    d->column = (uint32_t)at.column + 1;
}

static rsv_status read_sequence(struct reader *r, struct rsv_doc *d, int depth)
{
    rsv_status rc = RSV_OK;
    for (bool more = true; more && rc == RSV_OK;) {
        yaml_event_t e;
        rc = next_event(r, &e);
        if (rc != RSV_OK)
            return rc;
        more = e.type != YAML_SEQUENCE_END_EVENT;
        if (more) {
            struct rsv_doc *child = rsv__doc_add(r->t, d, NULL, RSV_NULL);
            rc = child ? read_node(r, child, &e, depth + 1) : rsv__nomem(r->err);
        }
        yaml_event_delete(&e);
    }
    return rc;
}

static rsv_status read_pair(struct reader *r, struct rsv_doc *d, const yaml_event_t *key, int depth)
{
    if (key->type != YAML_SCALAR_EVENT)
        return refuse(r, key->start_mark, "a key should be a word");
    if (has_extras(key))
        return refuse(r, key->start_mark, "anchors and tags aren't used here");
    const char *name =
        rsv__arena_text(&r->t->arena, (const char *)key->data.scalar.value);
    if (name == NULL)
        return rsv__nomem(r->err);
    if (rsv_doc_get(d, name) != NULL)
        return refuse(r, key->start_mark, "this key stands here twice");
    struct rsv_doc *child = rsv__doc_add(r->t, d, name, RSV_NULL);
    if (child == NULL)
        return rsv__nomem(r->err);
    yaml_event_t e;
    rsv_status rc = next_event(r, &e);
    if (rc != RSV_OK)
        return rc;
    rc = read_node(r, child, &e, depth + 1);
    set_place(r, child, key->start_mark);
    yaml_event_delete(&e);
    return rc;
}

static rsv_status read_mapping(struct reader *r, struct rsv_doc *d, int depth)
{
    rsv_status rc = RSV_OK;
    for (bool more = true; more && rc == RSV_OK;) {
        yaml_event_t key;
        rc = next_event(r, &key);
        if (rc != RSV_OK)
            return rc;
        more = key.type != YAML_MAPPING_END_EVENT;
        if (more)
            rc = read_pair(r, d, &key, depth);
        yaml_event_delete(&key);
    }
    return rc;
}

static rsv_status read_node(struct reader *r, struct rsv_doc *d, yaml_event_t *e, int depth)
{
    set_place(r, d, e->start_mark);
    if (depth > MAX_DEPTH)
        return refuse(r, e->start_mark, "nested too deeply");
    if (has_extras(e))
        return refuse(r, e->start_mark, "anchors and tags aren't used here");
    switch (e->type) {
    case YAML_SCALAR_EVENT:
        set_scalar(r->t, d, e);
        return rsv__doc_ok(r->t, r->err);
    case YAML_SEQUENCE_START_EVENT:
        d->type = RSV_ARRAY;
        return read_sequence(r, d, depth);
    case YAML_MAPPING_START_EVENT:
        d->type = RSV_OBJECT;
        return read_mapping(r, d, depth);
    default:
        return refuse(r, e->start_mark, "aliases aren't used here");
    }
}

/* One document, or nothing at all. */
static rsv_status read_document(struct reader *r)
{
    bool any = false;
    for (;;) {
        yaml_event_t e;
        rsv_status rc = next_event(r, &e);
        if (rc != RSV_OK)
            return rc;
        const yaml_event_type_t type = e.type;
        if (type == YAML_DOCUMENT_START_EVENT && any)
            rc = refuse(r, e.start_mark, "this is a second document");
        else if (type != YAML_STREAM_START_EVENT && type != YAML_DOCUMENT_START_EVENT &&
                 type != YAML_DOCUMENT_END_EVENT && type != YAML_STREAM_END_EVENT)
            rc = read_node(r, &r->t->root, &e, 0);
        any = any || type == YAML_DOCUMENT_START_EVENT;
        yaml_event_delete(&e);
        if (rc != RSV_OK || type == YAML_STREAM_END_EVENT)
            return rc;
    }
}

rsv_status rsv__yaml_read(const char *text, size_t n, int first_line, struct doc_tree *t,
                          rsv_error *err)
{
    struct reader r = {.t = t, .first_line = first_line, .err = err};
    if (!yaml_parser_initialize(&r.parser))
        return rsv__nomem(err);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, n);
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    rsv_status rc = read_document(&r);
    yaml_parser_delete(&r.parser);
    return rc;
}
