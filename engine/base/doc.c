/* SPDX-License-Identifier: MIT */
#include "base/doc.h"

#include "base/error.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* --- building ---------------------------------------------------------------- */

struct doc_tree *rsv__doc_new(const rsv_allocator *allocator, rsv_type root)
{
    struct alloc alloc;
    rsv__alloc_init(&alloc, allocator);
    struct doc_tree *t = rsv__alloc_zero(&alloc, sizeof *t);
    if (t == NULL)
        return NULL;
    t->alloc = alloc;
    t->alloc.live = 0;
    t->root.type = (uint8_t)root;
    rsv__arena_init(&t->arena, &t->alloc);
    return t;
}

rsv_status rsv__doc_ok(const struct doc_tree *t, rsv_error *err)
{
    return t == NULL || t->arena.failed ? rsv__nomem(err) : RSV_OK;
}

rsv_status rsv__doc_done(struct doc_tree *t, rsv_doc **out, rsv_error *err)
{
    const rsv_status rc = rsv__doc_ok(t, err);
    if (rc != RSV_OK) {
        rsv_doc_free(t ? &t->root : NULL);
        t = NULL;
    }
    *out = t ? &t->root : NULL;
    return rc;
}

void rsv_doc_free(rsv_doc *doc)
{
    if (doc == NULL)
        return;
    struct doc_tree *t = (struct doc_tree *)(void *)doc; /* root is its first member */
    rsv__arena_free(&t->arena);
    struct alloc alloc = t->alloc;
    rsv__release(&alloc, t, sizeof *t);
}

void rsv__doc_link(struct rsv_doc *parent, struct rsv_doc *child)
{
    if (parent->as.child.last != NULL)
        parent->as.child.last->next = child;
    else
        parent->as.child.first = child;
    parent->as.child.last = child;
    parent->count++;
}

struct rsv_doc *rsv__doc_add(struct doc_tree *t, struct rsv_doc *parent, const char *key,
                             rsv_type type)
{
    if (t == NULL || parent == NULL)
        return NULL;
    struct rsv_doc *d = rsv__arena_alloc(&t->arena, sizeof *d);
    if (d == NULL)
        return NULL;
    d->type = (uint8_t)type;
    d->key = key ? key : "";
    rsv__doc_link(parent, d);
    return d;
}

struct rsv_doc *rsv__doc_object(struct doc_tree *t, struct rsv_doc *parent, const char *key)
{
    return rsv__doc_add(t, parent, key, RSV_OBJECT);
}

struct rsv_doc *rsv__doc_array(struct doc_tree *t, struct rsv_doc *parent, const char *key)
{
    return rsv__doc_add(t, parent, key, RSV_ARRAY);
}

static void add_borrowed(struct doc_tree *t, struct rsv_doc *parent, const char *key,
                         const char *text, size_t n)
{
    struct rsv_doc *d = text ? rsv__doc_add(t, parent, key, RSV_TEXT) : NULL;
    if (d == NULL)
        return;
    d->as.text.at = text;
    d->as.text.n = n;
}

void rsv__doc_add_bytes(struct doc_tree *t, struct rsv_doc *parent, const char *key,
                        const char *text, size_t n)
{
    if (t != NULL && parent != NULL)
        add_borrowed(t, parent, key, rsv__arena_copy(&t->arena, text, n), n);
}

void rsv__doc_add_text(struct doc_tree *t, struct rsv_doc *parent, const char *key,
                       const char *text)
{
    if (text != NULL)
        rsv__doc_add_bytes(t, parent, key, text, strlen(text));
}

void rsv__doc_add_format(struct doc_tree *t, struct rsv_doc *parent, const char *key,
                         const char *format, ...)
{
    if (t == NULL || parent == NULL)
        return;
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    const int n = vsnprintf(NULL, 0, format, args);
    char *text = n < 0 ? NULL : rsv__arena_alloc(&t->arena, (size_t)n + 1);
    if (text != NULL) {
        vsnprintf(text, (size_t)n + 1, format, again);
        add_borrowed(t, parent, key, text, (size_t)n);
    }
    va_end(again);
    va_end(args);
}

void rsv__doc_add_integer(struct doc_tree *t, struct rsv_doc *parent, const char *key, int64_t v)
{
    struct rsv_doc *d = rsv__doc_add(t, parent, key, RSV_INTEGER);
    if (d != NULL)
        d->as.integer = v;
}

void rsv__doc_add_number(struct doc_tree *t, struct rsv_doc *parent, const char *key, double v)
{
    struct rsv_doc *d = rsv__doc_add(t, parent, key, isfinite(v) ? RSV_NUMBER : RSV_NULL);
    if (d != NULL && isfinite(v))
        d->as.number = v;
}

void rsv__doc_add_boolean(struct doc_tree *t, struct rsv_doc *parent, const char *key, bool v)
{
    struct rsv_doc *d = rsv__doc_add(t, parent, key, RSV_BOOLEAN);
    if (d != NULL)
        d->as.boolean = v;
}

void rsv__doc_add_null(struct doc_tree *t, struct rsv_doc *parent, const char *key)
{
    rsv__doc_add(t, parent, key, RSV_NULL);
}

const char *rsv__doc_key_copy(struct doc_tree *t, const char *key)
{
    return t ? rsv__arena_text(&t->arena, key) : NULL;
}

static bool is_container(const struct rsv_doc *d)
{
    return d->type == RSV_ARRAY || d->type == RSV_OBJECT;
}

/* Answers are made here and shallow; what parsers read is bounded in depth by them. */
void rsv__doc_add_copy(struct doc_tree *t, struct rsv_doc *parent, const char *key,
                       const struct rsv_doc *from)
{
    if (from == NULL)
        return;
    if (from->type == RSV_TEXT) {
        rsv__doc_add_bytes(t, parent, key, from->as.text.at, from->as.text.n);
        return;
    }
    struct rsv_doc *d = rsv__doc_add(t, parent, key, (rsv_type)from->type);
    if (d == NULL)
        return;
    if (!is_container(from)) {
        d->as = from->as;
        return;
    }
    for (const struct rsv_doc *c = from->as.child.first; c != NULL; c = c->next)
        rsv__doc_add_copy(t, d, rsv__doc_key_copy(t, c->key), c);
}

/* --- reading ----------------------------------------------------------------- */

rsv_type rsv_doc_type(const rsv_doc *d)
{
    return d ? (rsv_type)d->type : RSV_NULL;
}

size_t rsv_doc_count(const rsv_doc *d)
{
    return d && is_container(d) ? d->count : 0;
}

const rsv_doc *rsv_doc_first(const rsv_doc *d)
{
    return d && is_container(d) ? d->as.child.first : NULL;
}

const rsv_doc *rsv_doc_next(const rsv_doc *d)
{
    return d ? d->next : NULL;
}

const char *rsv_doc_key(const rsv_doc *d)
{
    return d && d->key ? d->key : "";
}

const rsv_doc *rsv_doc_get(const rsv_doc *d, const char *key)
{
    const rsv_doc *c = d && key && d->type == RSV_OBJECT ? d->as.child.first : NULL;
    while (c != NULL && strcmp(c->key, key) != 0)
        c = c->next;
    return c;
}

const char *rsv_doc_text(const rsv_doc *d)
{
    return d && d->type == RSV_TEXT ? d->as.text.at : "";
}

int64_t rsv_doc_integer(const rsv_doc *d)
{
    if (d == NULL)
        return 0;
    if (d->type == RSV_INTEGER)
        return d->as.integer;
    return d->type == RSV_NUMBER && fabs(d->as.number) < 9e15 ? (int64_t)d->as.number : 0;
}

double rsv_doc_number(const rsv_doc *d)
{
    if (d == NULL)
        return 0;
    return d->type == RSV_NUMBER ? d->as.number : d->type == RSV_INTEGER ? (double)d->as.integer : 0;
}

int rsv_doc_is_true(const rsv_doc *d)
{
    return d && d->type == RSV_BOOLEAN && d->as.boolean;
}

rsv_status rsv_doc_json(const rsv_doc *doc, int pretty, char **out, size_t *length)
{
    if (out == NULL)
        return RSV_EARG;
    struct alloc alloc;
    struct buf b;
    rsv__alloc_init(&alloc, NULL); /* so that rsv_text_free() needs no handle */
    rsv__buf_init(&b, &alloc);
    rsv__doc_write(doc, pretty != 0, &b);
    if (b.failed) {
        rsv__buf_free(&b);
        *out = NULL;
        return RSV_ENOMEM;
    }
    *out = b.text;
    if (length != NULL)
        *length = b.n;
    return RSV_OK;
}
