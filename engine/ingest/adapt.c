/* SPDX-License-Identifier: MIT */
#include "ingest/adapt.h"

#include "base/text.h"
#include "ingest/path.h"
#include "ingest/report.h"
#include "ingest/template.h"

#include <stdlib.h>
#include <string.h>

/* --- which adapter --------------------------------------------------------------------------------- */

/* What must be there, not what mustn't. */
static bool is_mark(const struct path_test *t)
{
    return !t->negated && (t->n_globs > 0 || t->there || t->same_as != NULL);
}

static uint32_t n_marks(const struct adapter *a)
{
    uint32_t n = a->n_has;
    for (uint32_t i = 0; i < a->n_where; i++)
        n += is_mark(&a->where[i]);
    return n;
}

static int by_marks(const void *x, const void *y)
{
    const struct adapter *a = *(const struct adapter *const *)x, *b = *(const struct adapter *const *)y;
    const uint32_t n = n_marks(a), m = n_marks(b);
    return n != m ? (n > m ? -1 : 1) : strcmp(a->name, b->name);
}

static rsv_status unknown_adapter(struct reading *r, rsv_error *err)
{
    struct nearest near;
    rsv__nearest_init(&near, r->in->from);
    for (uint32_t i = 0; i < r->n_adapters; i++)
        rsv__nearest_offer(&near, r->adapters[i]->name);
    return rsv__fail(err, RSV_EARG, "there is no format '%s'%s%s%s", r->in->from, near.best ? "; did you mean '" : "",
                     near.best ? near.best : "", near.best ? "'?" : "");
}

rsv_status rsv__adapters_ready(struct reading *r, rsv_error *err)
{
    const struct rulebook *book = NULL;
    if (r->adapters != NULL)
        return RSV_OK;
    rsv_status rc = r->in->load_adapters ? r->in->load_adapters(r->in->adapters_user, &book, err) : RSV_OK;
    if (rc != RSV_OK)
        return rc;
    const uint32_t n = book ? book->n_adapters : 0;
    r->picks = book ? book->picks : NULL;
    r->adapters = rsv__arena_alloc(&r->file_arena, (n + 1) * sizeof(void *));
    if (r->adapters == NULL)
        return rsv__nomem(err);
    bool named = r->in->from == NULL;
    for (uint32_t i = 0; i < n; i++)
        r->adapters[r->n_adapters++] = book->adapters[i];
    for (uint32_t i = 0; i < n && !named; i++)
        named = strcmp(r->adapters[i]->name, r->in->from) == 0;
    if (!named)
        return unknown_adapter(r, err);
    if (n > 1)
        qsort(r->adapters, n, sizeof *r->adapters, by_marks);
    return RSV_OK;
}

static uint32_t count_marks(struct reading *r, const struct adapter *a, const struct scope *s, bool all)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n_has; i++) {
        if (rsv__path_find(r, &a->has[i], s) != NULL)
            n++;
        else if (!all)
            return 0;
    }
    for (uint32_t i = 0; i < a->n_where; i++) {
        if (rsv__tests_hold(r, &a->where[i], 1, s))
            n += !all || is_mark(&a->where[i]);
        else if (!all)
            return 0;
    }
    return n;
}

bool rsv__adapter_knows(struct reading *r, const struct adapter *a, const struct scope *s)
{
    if (r->in->from != NULL && strcmp(a->name, r->in->from) != 0)
        return false;
    return count_marks(r, a, s, false) == a->n_has + a->n_where;
}

const char *rsv__adapter_nearest(struct reading *r, enum adapter_form form, const struct scope *s)
{
    const struct adapter *best = NULL;
    uint32_t most = 0;
    for (uint32_t i = 0; i < r->n_adapters; i++) {
        const struct adapter *a = r->adapters[i];
        const uint32_t n = a->form == form ? count_marks(r, a, s, true) : 0;
        if (n > most) {
            best = a;
            most = n;
        }
    }
    if (best == NULL)
        return NULL;
    const char *missing = NULL;
    for (uint32_t i = 0; i < best->n_has + best->n_where; i++) {
        const bool there = i < best->n_has ? rsv__path_find(r, &best->has[i], s) != NULL
                                           : rsv__tests_hold(r, &best->where[i - best->n_has], 1, s) ||
                                                 !is_mark(&best->where[i - best->n_has]);
        if (!there)
            missing = rsv__arena_printf(&r->tree->arena, "%s%s'%s'", missing ? missing : "", missing ? ", " : "",
                                        i < best->n_has ? best->has[i].text : best->where[i - best->n_has].path.text);
    }
    return rsv__arena_printf(&r->tree->arena, "nearest is the format '%s', which has %s", best->name,
                             missing ? missing : "all that this has");
}

/* --- values ------------------------------------------------------------------------------------------- */

struct adapting {
    struct reading *r;
    const struct adapter *adapter;
    const struct scope *scope;
    uint64_t n_records; /* of the file, with this one */
    const char *field; /* in hand */
    const struct adapter_part *part;
    rsv_error *err;
};

static const struct rsv_doc *text_node(struct adapting *a, const struct rsv_doc *at, const char *text, size_t n)
{
    struct rsv_doc *d = rsv__arena_alloc(&a->r->tree->arena, sizeof *d);
    if (d == NULL)
        return NULL;
    *d = (struct rsv_doc){.type = RSV_TEXT, .key = "", .line = at ? at->line : a->scope->doc->line,
                          .column = at ? at->column : a->scope->doc->column};
    d->as.text.at = text;
    d->as.text.n = n;
    return d;
}

static const struct rsv_doc *constant(struct adapting *a, const struct rsv_doc *at, const char *text)
{
    return text ? text_node(a, at, text, strlen(text)) : NULL;
}

static void complain_word(struct adapting *a, const struct rsv_doc *d, const char *text)
{
    char shown[SHOWN_SIZE];
    struct problem p = {.line = d->line, .column = d->column, .kind = a->part->kind->name, .field = a->field};
    p.message = rsv__arena_printf(&a->r->tree->arena, "%s.%s: the format '%s' doesn't know '%s'; it is left out",
                                  p.kind, p.field, a->adapter->name, rsv__report_show(text, strlen(text), shown));
    if (p.message != NULL)
        rsv__report_problem(a->r->in, &p);
}

static const struct rsv_doc *to_word(struct adapting *a, const struct transform *t, const struct rsv_doc *d)
{
    size_t n;
    const char *text = rsv__is_empty(d) ? NULL : rsv__scalar_text(a->r, d, &n);
    if (text == NULL)
        return NULL;
    for (uint32_t i = 0; i < t->n_words; i++)
        if (rsv__glob_fold(t->words[i].glob, text))
            return constant(a, d, t->op == TRANSFORM_IS ? "true" : t->words[i].word);
    if (t->op == TRANSFORM_IS)
        return constant(a, d, "false");
    if (t->text == NULL)
        complain_word(a, d, text);
    return constant(a, d, t->text);
}

static const struct rsv_doc *to_found(struct adapting *a, const struct transform *t, const struct rsv_doc *d)
{
    size_t n;
    struct captures captures;
    const char *text = rsv__is_empty(d) ? NULL : rsv__scalar_text(a->r, d, &n);
    if (text == NULL || !rsv__template_find(t->text, text, n, &captures) || captures.n == 0)
        return NULL;
    return text_node(a, d, rsv__arena_copy(&a->r->tree->arena, captures.items[0].text, captures.items[0].n),
                     captures.items[0].n);
}

static const struct rsv_doc *to_count(struct adapting *a, const struct rsv_doc *d)
{
    if (d == NULL || (d->type != RSV_ARRAY && d->type != RSV_OBJECT))
        return NULL;
    return constant(a, d, rsv__arena_printf(&a->r->tree->arena, "%u", (unsigned)d->count));
}

static const struct rsv_doc *to_unit(struct adapting *a, const struct transform *t, const struct rsv_doc *d)
{
    size_t n;
    const char *text = rsv__is_empty(d) ? NULL : rsv__scalar_text(a->r, d, &n);
    return text ? constant(a, d, rsv__arena_printf(&a->r->tree->arena, "%.*s%s", (int)n, text, t->text)) : NULL;
}

static const struct rsv_doc *to_joined(struct adapting *a, const struct transform *t, const struct rsv_doc *d)
{
    const char *all = NULL, *one;
    size_t n;
    if (d == NULL || d->type != RSV_ARRAY)
        return d;
    for (const rsv_doc *c = d->as.child.first; c != NULL; c = c->next)
        if (c->type != RSV_ARRAY && (one = rsv__scalar_text(a->r, c, &n)) != NULL)
            all = rsv__arena_printf(&a->r->tree->arena, "%s%s%s", all ? all : "", all ? t->text : "", one);
    return constant(a, d, all);
}

static int base64_digit(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

static const struct rsv_doc *to_hex(struct adapting *a, const struct rsv_doc *d)
{
    size_t n, m = 0;
    const char *text = rsv__is_empty(d) ? NULL : rsv__scalar_text(a->r, d, &n);
    char *hex = text ? rsv__arena_alloc(&a->r->tree->arena, 2 * n + 1) : NULL;
    unsigned bits = 0, held = 0;
    while (hex != NULL && n > 0 && text[n - 1] == '=')
        n--;
    for (size_t i = 0; hex != NULL && i < n; i++) {
        const int digit = base64_digit(text[i]);
        if (digit < 0)
            return NULL;
        held = (held << 6 | (unsigned)digit) & 0xfff;
        for (bits += 6; bits >= 8; bits -= 8) {
            const unsigned byte = held >> (bits - 8) & 0xff;
            hex[m++] = "0123456789abcdef"[byte >> 4];
            hex[m++] = "0123456789abcdef"[byte & 15];
        }
    }
    if (hex == NULL || m == 0)
        return NULL;
    hex[m] = '\0';
    return text_node(a, d, hex, m);
}

static const struct rsv_doc *to_both(struct adapting *a, const struct transform *t, const struct rsv_doc *d)
{
    size_t n, m;
    const struct rsv_doc *other = rsv__path_find(a->r, &t->path, a->scope);
    const char *text = rsv__is_empty(d) ? NULL : rsv__scalar_text(a->r, d, &n);
    const char *more = rsv__is_empty(other) ? NULL : rsv__scalar_text(a->r, other, &m);
    if (text == NULL || more == NULL)
        return text ? d : other;
    return constant(a, d, rsv__arena_printf(&a->r->tree->arena, "%s %s", text, more));
}

static const struct rsv_doc *to_written(struct adapting *a, const struct transform *t, const struct rsv_doc *d)
{
    size_t n;
    const char *text = rsv__is_empty(d) ? NULL : rsv__scalar_text(a->r, d, &n), *place = strstr(t->text, "{}");
    if (text == NULL || place == NULL)
        return NULL;
    return constant(a, d, rsv__arena_printf(&a->r->tree->arena, "%.*s%.*s%s", (int)(place - t->text), t->text, (int)n, text,
                                            place + 2));
}

static const struct rsv_doc *transformed(struct adapting *a, const struct transform *t, const struct rsv_doc *d)
{
    switch (t->op) {
    case TRANSFORM_WORDS:
    case TRANSFORM_IS:
        return to_word(a, t, d);
    case TRANSFORM_FIND:
        return to_found(a, t, d);
    case TRANSFORM_EMPTY:
        return d != NULL && rsv__is_empty(d) ? constant(a, d, t->text) : d;
    case TRANSFORM_GIVEN:
        return constant(a, d, rsv__is_empty(d) ? "false" : "true");
    case TRANSFORM_COUNT:
        return to_count(a, d);
    case TRANSFORM_UNIT:
        return to_unit(a, t, d);
    case TRANSFORM_JOIN:
        return to_joined(a, t, d);
    case TRANSFORM_HEX:
        return to_hex(a, d);
    case TRANSFORM_WITH:
        return to_both(a, t, d);
    case TRANSFORM_WRITTEN:
        return to_written(a, t, d);
    }
    return NULL;
}

static const struct rsv_doc *value_of(struct adapting *a, const struct adapter_value *v)
{
    const struct rsv_doc *d = constant(a, NULL, v->constant), *empty = NULL;
    for (uint32_t i = 0; i < v->n_cases && d == NULL; i++)
        if (rsv__tests_hold(a->r, v->cases[i].tests, v->cases[i].n_tests, a->scope)) {
            d = value_of(a, &v->cases[i].value);
            break;
        }
    for (uint32_t i = 0; i < v->n_paths && d == NULL; i++) {
        d = rsv__path_find(a->r, &v->paths[i], a->scope);
        if (d != NULL && rsv__is_empty(d)) {
            empty = empty ? empty : d;
            d = NULL;
        }
    }
    d = d ? d : empty;
    for (uint32_t i = 0; i < v->n_transforms; i++)
        d = transformed(a, &v->transforms[i], d);
    if (d != NULL && d->type == RSV_ARRAY) /* the first will do */
        d = d->as.child.first;
    d = rsv__plain_value(d);
    return rsv__is_empty(d) || d->type == RSV_OBJECT || d->type == RSV_ARRAY ? NULL : d;
}

/* --- facts --------------------------------------------------------------------------------------------- */

/* Texts want numbers as texts, and numbers leave texts alone. */
static const struct rsv_doc *as_field_wants(struct adapting *a, const struct field *f, const struct rsv_doc *d)
{
    size_t n;
    if (d == NULL || d->type == RSV_TEXT || (!is_symbolic(f->type) && f->type != FIELD_DURATION))
        return d;
    const char *text = rsv__scalar_text(a->r, d, &n);
    return text ? text_node(a, d, text, n) : NULL;
}

/* The session's own kind of that name: adapters may have been loaded with other rules than the session has. */
static const struct kind *own_kind(const struct rulebook *b, const struct kind *k)
{
    const bool same = k->index < b->n_kinds && strcmp(b->kinds[k->index]->name, k->name) == 0;
    return same ? b->kinds[k->index] : rsv__rulebook_kind(b, k->name);
}

static rsv_status give_fact(struct adapting *a, const struct adapter_part *p)
{
    const struct kind *kind = own_kind(a->r->in->book, p->kind);
    struct adapted out = {.kind = kind, .complete = p->complete, .at = a->scope->doc};
    struct rsv_doc observed;
    if (kind == NULL) /* nothing here asks for it */
        return RSV_OK;
    a->part = p;
    for (uint32_t i = 0; i < p->n_fields; i++) {
        const struct adapter_field *f = &p->fields[i];
        const int index = f->number > 0 && kind == p->kind ? f->number - 1 : rsv__kind_field(kind, f->name, strlen(f->name));
        a->field = f->name;
        const struct rsv_doc *v = value_of(a, &f->value);
        if (index >= 0) {
            out.values[index] = as_field_wants(a, &kind->fields[index], v);
        } else if (v != NULL) {
            observed = *v;
            observed.key = f->name; /* "observed_at" */
            out.observed_at = &observed;
        }
    }
    if (a->r->tree->arena.failed || a->r->nested->arena.failed)
        return rsv__nomem(a->err);
    return rsv__read_adapted(a->r, &out, a->err);
}

static rsv_status give_parts(struct adapting *a, const struct adapter_part *parts, uint32_t n);

struct each {
    struct adapting *a;
    const struct adapter_part *part;
};

static rsv_status give_element(void *user, const struct rsv_doc *element)
{
    struct each *e = user;
    const struct scope *outer = e->a->scope;
    const struct scope inner = {element, outer};
    e->a->scope = &inner;
    const rsv_status rc = give_parts(e->a, e->part->parts, e->part->n_parts);
    e->a->scope = outer;
    return rc;
}

static void add_member(struct adapting *a, struct rsv_doc *object, const char *key, const struct rsv_doc *value)
{
    struct rsv_doc *d = value && key ? rsv__arena_alloc(&a->r->tree->arena, sizeof *d) : NULL;
    if (d == NULL)
        return;
    *d = *value;
    d->key = key;
    d->next = NULL;
    rsv__doc_link(object, d);
}

/* Each place where the template fits is an element: an object of what it captures. */
static rsv_status give_places(struct each *e)
{
    struct adapting *a = e->a;
    struct captures captures;
    size_t n;
    const struct rsv_doc *d = rsv__path_find(a->r, &e->part->path, a->scope);
    const char *text = rsv__is_empty(d) ? NULL : rsv__scalar_text(a->r, d, &n);
    const char *end = text ? text + n : NULL;
    rsv_status rc = RSV_OK;
    while (rc == RSV_OK && text < end && rsv__template_find(e->part->text, text, (size_t)(end - text), &captures) &&
           captures.n > 0) {
        struct rsv_doc object = {.type = RSV_OBJECT, .key = "", .line = d->line, .column = d->column};
        for (int i = 0; i < captures.n; i++) {
            const struct capture *c = &captures.items[i];
            add_member(a, &object, rsv__arena_copy(&a->r->tree->arena, c->name, c->name_n),
                       text_node(a, d, rsv__arena_copy(&a->r->tree->arena, c->text, c->n), c->n));
            text = c->text + c->n;
        }
        rc = a->r->tree->arena.failed ? rsv__nomem(a->err) : give_element(e, &object);
    }
    return rc;
}

/* The AADSTS error that the record's texts tell of; none is no fault. */
static rsv_status give_error(struct adapting *a)
{
    const struct ingest *in = a->r->in;
    struct buf text;
    if (in->take_error == NULL)
        return RSV_OK;
    rsv__buf_init(&text, in->alloc);
    rsv__doc_write(a->scope->doc, false, &text);
    rsv_status rc = text.failed ? rsv__nomem(a->err)
                                : in->take_error(in->adapters_user, a->r->in, text.text, text.n, a->scope->doc->line, a->err);
    rsv__buf_free(&text);
    return rc;
}

static bool is_said(const struct ingest *in, const char *message)
{
    const struct rsv_doc *d = rsv_doc_first(in->problems);
    while (d != NULL && strcmp(rsv_doc_text(rsv_doc_get(d, "message")), message) != 0)
        d = rsv_doc_next(d);
    return d != NULL;
}

/* Once: what ten thousand rows lack is one thing to know. */
static void give_warning(struct adapting *a, const struct adapter_part *p)
{
    if (is_said(a->r->in, p->text))
        return;
    rsv__report_problem(a->r->in, &(struct problem){.line = a->scope->doc->line, .column = a->scope->doc->column,
                                                    .message = p->text});
}

static rsv_status give_parts(struct adapting *a, const struct adapter_part *parts, uint32_t n)
{
    rsv_status rc = RSV_OK;
    for (uint32_t i = 0; i < n && rc == RSV_OK; i++) {
        const struct adapter_part *p = &parts[i];
        struct each e = {a, p};
        if (p->op == PART_FACT)
            rc = give_fact(a, p);
        else if (p->op == PART_EACH)
            rc = p->text ? give_places(&e) : rsv__path_each(a->r, &p->path, a->scope, give_element, &e);
        else if (p->op == PART_ERROR)
            rc = give_error(a);
        else if (p->op == PART_WARNING)
            give_warning(a, p);
        else if (p->op == PART_REACHING ? a->n_records == p->count : rsv__tests_hold(a->r, p->tests, p->n_tests, a->scope))
            rc = give_parts(a, p->parts, p->n_parts);
    }
    return rc;
}

/* Tests and paths that had no memory led nowhere: what they decided doesn't count. */
static rsv_status had_room(const struct reading *r, rsv_status rc, rsv_error *err)
{
    return rc == RSV_OK && (r->tree->arena.failed || r->nested->arena.failed) ? rsv__nomem(err) : rc;
}

rsv_status rsv__adapt_parts(struct reading *r, const struct adapter *a, const struct adapter_part *parts, uint32_t n,
                            const struct scope *s, rsv_error *err)
{
    struct adapting adapting = {.r = r, .adapter = a, .scope = s, .n_records = ++r->n_foreign, .err = err};
    r->format = r->format == NULL || strcmp(r->format, a->name) == 0 ? a->name : "several formats";
    return had_room(r, give_parts(&adapting, parts, n), err);
}

rsv_status rsv__adapter_find(struct reading *r, enum adapter_form form, const struct scope *s, const struct adapter **out,
                             rsv_error *err)
{
    rsv_status rc = rsv__adapters_ready(r, err);
    *out = NULL;
    for (uint32_t i = 0; i < r->n_adapters && *out == NULL && rc == RSV_OK; i++)
        if (r->adapters[i]->form == form && rsv__adapter_knows(r, r->adapters[i], s))
            *out = r->adapters[i];
    return had_room(r, rc, err);
}

rsv_status rsv__adapt_record(struct reading *r, enum adapter_form form, const struct scope *s, bool *known, rsv_error *err)
{
    const struct adapter *a;
    const rsv_status rc = rsv__adapter_find(r, form, s, &a, err);
    *known = a != NULL;
    return rc == RSV_OK && a ? rsv__adapt_parts(r, a, a->parts, a->n_parts, s, err) : rc;
}
