/* SPDX-License-Identifier: MIT */
#include "ingest/path.h"

#include "base/number.h"
#include "base/text.h"
#include "ingest/json.h"

#include <stdlib.h>
#include <string.h>

/* --- JSON in texts ----------------------------------------------------------------------------------- */

static bool looks_nested(const struct rsv_doc *d)
{
    return d->type == RSV_TEXT && d->as.text.n > 1 && (*d->as.text.at == '{' || *d->as.text.at == '[');
}

/* What Python prints for a dictionary or list, as JSON: quotes turned, words translated. */
static const char *json_of_python(struct arena *arena, const char *s, size_t n, size_t *out_n)
{
    static const struct {
        const char *from, *to;
    } words[] = {{"None", "null"}, {"True", "true"}, {"False", "false"}};
    char *out = rsv__arena_alloc(arena, 2 * n + 1);
    size_t m = 0;
    char quote = '\0';
    for (size_t i = 0; out != NULL && i < n; i++) {
        size_t word = 0;
        while (quote == '\0' && word < 3 && (strlen(words[word].from) > n - i ||
                                             memcmp(s + i, words[word].from, strlen(words[word].from)) != 0))
            word++;
        if (quote == '\0' && word < 3) {
            memcpy(out + m, words[word].to, strlen(words[word].to));
            m += strlen(words[word].to);
            i += strlen(words[word].from) - 1;
        } else if (quote != '\0' && s[i] == '\\' && i + 1 < n) {
            if (s[i + 1] != '\'')
                out[m++] = '\\';
            out[m++] = s[++i];
        } else if (quote == '\0' ? s[i] == '\'' || s[i] == '"' : s[i] == quote) {
            quote = quote == '\0' ? s[i] : '\0';
            out[m++] = '"';
        } else {
            if (s[i] == '"')
                out[m++] = '\\';
            out[m++] = s[i];
        }
    }
    *out_n = m;
    return out;
}

static const struct rsv_doc *parse(struct reading *r, const char *s, size_t n)
{
    struct json_reader j;
    rsv_error ignored;
    struct rsv_doc *copy = NULL;
    if (rsv__json_open(&j, r->in->alloc, s, n, &ignored) != RSV_OK) {
        r->nested->arena.failed = true; /* told when the record is given */
        return NULL;
    }
    if (rsv__json_more(&j) && rsv__json_next(&j, r->nested, &ignored) == RSV_OK && !rsv__json_more(&j)) {
        copy = rsv__arena_alloc(&r->nested->arena, sizeof *copy);
        if (copy != NULL)
            *copy = r->nested->root;
    }
    rsv__json_close(&j);
    return copy;
}

/* The document that a text holds, or the text itself. */
static const struct rsv_doc *open_text(struct reading *r, const struct rsv_doc *d)
{
    if (!looks_nested(d))
        return d;
    for (uint32_t i = 0; i < r->n_opened; i++)
        if (r->opened[i].text == d)
            return r->opened[i].doc;
    const struct rsv_doc *doc = parse(r, d->as.text.at, d->as.text.n);
    if (doc == NULL) {
        size_t n;
        const char *json = json_of_python(&r->nested->arena, d->as.text.at, d->as.text.n, &n);
        doc = json ? parse(r, json, n) : NULL;
    }
    if (doc == NULL)
        doc = d;
    if (r->n_opened < OPENED_TEXTS)
        r->opened[r->n_opened++] = (struct opened_text){d, doc};
    return doc;
}

/* --- walking ------------------------------------------------------------------------------------------ */

/* Hashes spare nearly all comparisons: an adapter asks each record for dozens of members. */
static bool same_key(const struct rsv_doc *m, const char *key, uint16_t hash)
{
    if (m->hash == 0)
        ((struct rsv_doc *)m)->hash = rsv__fold_hash(m->key); /* trees that are read are ours */
    return (hash == 0 || m->hash == hash) && rsv__same_fold(m->key, key);
}

struct walk {
    struct reading *r;
    const struct path *p;
    path_fn *f; /* NULL: the first end will do */
    void *user;
    const struct rsv_doc *found;
    rsv_status rc;
};

static bool go(struct walk *w, uint32_t step, const struct rsv_doc *d);

static const struct rsv_doc *member(const struct rsv_doc *d, const char *key, uint16_t hash)
{
    for (const rsv_doc *m = d->type == RSV_OBJECT ? d->as.child.first : NULL; m != NULL; m = m->next)
        if (same_key(m, key, hash))
            return m;
    return NULL;
}

static bool passes(struct walk *w, const struct path_step *s, const struct rsv_doc *d)
{
    size_t n;
    if (s->filter_key == NULL)
        return true;
    const struct rsv_doc *m = member(d, s->filter_key, s->filter_hash);
    const char *text = m ? rsv__scalar_text(w->r, m, &n) : NULL;
    if (text == NULL || strpbrk(s->filter_value, "*?") == NULL)
        return text != NULL && rsv__same_fold(text, s->filter_value);
    return rsv__glob_fold(s->filter_value, text);
}

/* The walk stands at `d`, which the steps before `step` led to.  True ends it. */
static bool arrive(struct walk *w, uint32_t step, const struct rsv_doc *d)
{
    const bool indexed = step < w->p->n_steps && w->p->steps[step].key != NULL && w->p->steps[step].key[0] >= '0' &&
                         w->p->steps[step].key[0] <= '9';
    if (d->type == RSV_ARRAY && !indexed && (step < w->p->n_steps || w->f != NULL || w->p->steps[step - 1].filter_key != NULL)) {
        for (const rsv_doc *c = d->as.child.first; c != NULL; c = c->next)
            if (passes(w, &w->p->steps[step - 1], c) && go(w, step, c))
                return true;
        return false;
    }
    return passes(w, &w->p->steps[step - 1], d) && go(w, step, d);
}

static bool go(struct walk *w, uint32_t step, const struct rsv_doc *d)
{
    if (step == w->p->n_steps) {
        w->found = d;
        w->rc = w->f ? w->f(w->user, d) : RSV_OK;
        return w->f == NULL || w->rc != RSV_OK;
    }
    const struct path_step *s = &w->p->steps[step];
    d = open_text(w->r, d);
    if (d->type == RSV_ARRAY && s->key != NULL && *s->key >= '0' && *s->key <= '9') { /* "Properties.2.Value" */
        const rsv_doc *c = d->as.child.first;
        for (long i = strtol(s->key, NULL, 10); i > 0 && c != NULL; i--)
            c = c->next;
        return c != NULL && arrive(w, step + 1, c);
    }
    if (d->type == RSV_ARRAY)
        return step > 0 && arrive(w, step, d);
    const rsv_doc *first = NULL;
    const bool more = step + 1 < w->p->n_steps;
    for (const rsv_doc *m = d->type == RSV_OBJECT ? d->as.child.first : NULL; m != NULL; m = m->next) {
        if (more && same_key(m, s->rest, s->rest_hash)) /* "status.errorCode" may be one key */
            return go(w, w->p->n_steps, m);
        if (first == NULL && same_key(m, s->key, s->key_hash))
            first = m;
    }
    for (const rsv_doc *m = first; m != NULL; m = m->next)
        if (m == first || same_key(m, s->key, s->key_hash)) {
            const struct rsv_doc *next = s->filter_key || (w->f && step + 1 == w->p->n_steps) ? open_text(w->r, m) : m;
            if (arrive(w, step + 1, next))
                return true;
        }
    return false;
}

/* From where the slot of the path leads. */
static bool start_at_slot(struct walk *w)
{
    const struct rsv_doc *d = w->r->slots[w->p->slot];
    if (d == NULL)
        return false;
    if (w->f == NULL && w->p->slot_steps == w->p->n_steps && w->p->steps[w->p->n_steps - 1].filter_key == NULL) {
        w->found = d;
        return true;
    }
    return arrive(w, w->p->slot_steps, w->f || w->p->slot_steps < w->p->n_steps ? open_text(w->r, d) : d);
}

static bool start(struct walk *w, const struct scope *s)
{
    if (w->p->slot != 0 && w->r->slots != NULL)
        return start_at_slot(w);
    uint32_t step = 0;
    for (; step < w->p->n_steps && w->p->steps[step].key == NULL && s != NULL; step++)
        s = s->up;
    return s != NULL && go(w, step, s->doc);
}

const struct rsv_doc *rsv__path_find(struct reading *r, const struct path *p, const struct scope *s)
{
    struct walk w = {.r = r, .p = p};
    return start(&w, s) ? w.found : NULL;
}

rsv_status rsv__path_each(struct reading *r, const struct path *p, const struct scope *s, path_fn *f, void *user)
{
    struct walk w = {.r = r, .p = p, .f = f, .user = user};
    start(&w, s);
    return w.rc;
}

/* --- what stands there ---------------------------------------------------------------------------------- */

bool rsv__is_empty(const struct rsv_doc *d)
{
    return d == NULL || d->type == RSV_NULL || (d->type == RSV_TEXT && d->as.text.n == 0) ||
           (d->type == RSV_ARRAY && d->as.child.first == NULL);
}

const struct rsv_doc *rsv__plain_value(const struct rsv_doc *d)
{
    const rsv_doc *text = d != NULL && d->type == RSV_OBJECT ? rsv_doc_get(d, "text") : NULL;
    return text ? text : d;
}

const char *rsv__scalar_text(struct reading *r, const struct rsv_doc *d, size_t *n)
{
    struct arena *arena = &r->tree->arena;
    char number[RSV_NUMBER_SIZE];
    const char *text = NULL;
    if (d->type == RSV_ARRAY && d->as.child.first != NULL)
        d = d->as.child.first;
    d = rsv__plain_value(d);
    switch (d->type) {
    case RSV_TEXT:
        *n = d->as.text.n;
        return d->as.text.at;
    case RSV_BOOLEAN:
        text = d->as.boolean ? "true" : "false";
        break;
    case RSV_INTEGER:
        rsv__integer_format(d->as.integer, number);
        text = rsv__arena_text(arena, number);
        break;
    case RSV_NUMBER:
        rsv__number_format(d->as.number, number);
        text = rsv__arena_text(arena, number);
        break;
    default:
        break;
    }
    *n = text ? strlen(text) : 0;
    return text;
}

/* Whether the value, or an element of the list, fits a glob. */
static bool fits_any(struct reading *r, const struct path_test *t, const struct rsv_doc *d)
{
    bool fits = false;
    if (d != NULL && d->type == RSV_ARRAY) {
        for (const rsv_doc *c = d->as.child.first; c != NULL && !fits; c = c->next)
            fits = c->type != RSV_ARRAY && fits_any(r, t, c);
        return fits;
    }
    size_t n;
    const char *text = rsv__is_empty(d) ? NULL : rsv__scalar_text(r, d, &n);
    for (uint32_t i = 0; text != NULL && i < t->n_globs && !fits; i++)
        fits = rsv__glob_fold(t->globs[i], text);
    return fits;
}

static bool test_holds(struct reading *r, const struct path_test *t, const struct scope *s)
{
    const struct rsv_doc *d = rsv__path_find(r, &t->path, s);
    if (t->same_as != NULL) {
        size_t n, m;
        const struct rsv_doc *other = rsv__path_find(r, t->same_as, s);
        const char *a = rsv__is_empty(d) ? NULL : rsv__scalar_text(r, d, &n);
        const char *b = rsv__is_empty(other) ? NULL : rsv__scalar_text(r, other, &m);
        return (a != NULL && b != NULL && rsv__same_fold(a, b)) != t->negated;
    }
    if (t->n_globs == 0)
        return (rsv__is_empty(d) && (d != NULL || !t->there)) != t->negated;
    return fits_any(r, t, d) != t->negated;
}

bool rsv__tests_hold(struct reading *r, const struct path_test *tests, uint32_t n, const struct scope *s)
{
    bool all = true;
    for (uint32_t i = 0; i < n && all; i++)
        all = test_holds(r, &tests[i], s);
    return all;
}
