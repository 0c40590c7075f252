/* SPDX-License-Identifier: MIT
 * record.c - the head of a record, its members, and what is missing. */
#include "ingest/record.h"

#include "base/number.h"
#include "base/time.h"
#include "base/utf8.h"
#include "ingest/report.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* --- complaints ---------------------------------------------------------------------------- */

void rsv__record_complain(struct record *r, const struct rsv_doc *at, const char *hint,
                          const char *format, ...)
{
    char message[sizeof r->err->message];
    va_list args;
    va_start(args, format);
    const int n = vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (n >= (int)sizeof message)
        message[rsv__utf8_floor(message, sizeof message - 1)] = '\0';
    if (r->n_problems++ == 0)
        rsv__fail_at(r->err, RSV_EINPUT, r->in->name, (int)at->line, (int)at->column,
                     hint ? "%s (%s)" : "%s", message, hint);
    if (!r->bare)
        rsv__report_problem(r->in, &(struct problem){at->line, at->column,
                                                     r->kind ? r->kind->name : NULL, r->field,
                                                     message, hint});
}

const char *rsv__record_hint(struct record *r, const struct nearest *near)
{
    return near->best ? rsv__arena_printf(r->scratch, "did you mean '%s'?", near->best) : NULL;
}

const char *rsv__record_list(struct record *r, const char *list, const char *name)
{
    return rsv__arena_printf(r->scratch, "%s%s%s", list ? list : "", list ? ", " : "", name);
}

struct sym *rsv__record_symbol(struct record *r, const char *text, size_t n)
{
    return r->in->intern ? rsv__intern_get(r->in->intern, text, n) : rsv__sym_alone(r->scratch, text, n);
}

/* --- the head ------------------------------------------------------------------------------ */

static void complain_headless(struct record *r)
{
    enum { LISTED = 4 };
    char keys[LISTED * (SHOWN_SIZE + 4)] = "", shown[SHOWN_SIZE];
    size_t used = 0;
    uint32_t n = 0;
    for (const rsv_doc *m = r->object->as.child.first; m != NULL && n < LISTED; m = m->next, n++)
        used += (size_t)snprintf(keys + used, sizeof keys - used, "%s'%s'", n > 0 ? ", " : "",
                                 rsv__report_show(m->key, strlen(m->key), shown));
    if (n == 0)
        rsv__record_complain(r, r->object, NULL, "an empty record");
    else
        rsv__record_complain(r, r->object, r->in->hint,
                             "a record needs 'kind' or 'complete'; this one has %s%s", keys,
                             n < r->object->count ? ", …" : "");
}

static const struct kind *find_kind(struct record *r, const struct rsv_doc *at)
{
    const struct rulebook *book = r->in->book;
    char shown[SHOWN_SIZE];
    if (at->type != RSV_TEXT) {
        rsv__record_complain(r, at, NULL, "'%s' should be the name of a kind", at->key);
        return NULL;
    }
    const struct kind *k = rsv__rulebook_kind(book, at->as.text.at);
    if (k != NULL && strlen(at->as.text.at) == at->as.text.n)
        return k;
    struct nearest near;
    rsv__nearest_init(&near, at->as.text.at);
    for (uint32_t i = 0; i < book->n_kinds; i++)
        rsv__nearest_offer(&near, book->kinds[i]->name);
    rsv__record_complain(r, at, rsv__record_hint(r, &near), "unknown kind '%s'",
                         rsv__report_show(at->as.text.at, at->as.text.n, shown));
    return NULL;
}

/* The member that names the kind; `kind` makes a fact, `complete` a marker. */
static bool read_head(struct record *r, struct fact_draft *out)
{
    const struct rsv_doc *kind = rsv_doc_get(r->object, "kind");
    const struct rsv_doc *complete = rsv_doc_get(r->object, "complete");
    if (kind == NULL && complete == NULL) {
        complain_headless(r);
        return false;
    }
    r->kind = find_kind(r, kind ? kind : complete);
    out->kind = r->kind;
    out->complete = kind == NULL;
    if (kind != NULL && complete != NULL)
        rsv__record_complain(r, complete, NULL, "a record has 'kind' or 'complete', not both");
    return r->kind != NULL;
}

/* --- members ------------------------------------------------------------------------------- */

/* Whether the value says that it isn't known; *reason may tell why. */
static bool is_unknown(const struct record *r, const struct rsv_doc *v, const char **reason)
{
    *reason = NULL;
    if (v->type == RSV_TEXT && r->as_text && !r->adapted && v->as.text.at[0] == '?') {
        *reason = v->as.text.n > 1 ? v->as.text.at + 1 : NULL;
        return true;
    }
    const struct rsv_doc *why = rsv_doc_get(v, "unknown");
    if (why != NULL && v->count == 1 && why->type == RSV_TEXT) {
        *reason = why->as.text.at;
        return true;
    }
    return v->type == RSV_NULL;
}

static void complain_unknown(struct record *r, const struct rsv_doc *v, bool complete)
{
    if (complete)
        rsv__record_complain(r, v, "leave the field out",
                             "%s.%s: what is complete can't be unknown", r->kind->name, r->field);
    else
        rsv__record_complain(r, v, "give its value, or leave it out if it is optional",
                             "%s.%s: a field of the key can't be unknown", r->kind->name,
                             r->field);
}

static bool is_key(const struct kind *k, uint32_t i)
{
    return k->has_key && k->key_mask >> i & 1;
}

static rsv_status take_field(struct record *r, uint32_t i, const struct rsv_doc *v,
                             struct fact_draft *out)
{
    const struct kind *k = r->kind;
    r->field = k->fields[i].name;
    if (v->broken) {
        rsv__record_complain(r, v, NULL, "%s.%s is given twice", k->name, r->field);
    } else if (!is_unknown(r, v, &out->reasons[i])) {
        rsv_status rc = rsv__field_read(r, &k->fields[i], v, &out->values[i]);
        if (rc == RSV_OK)
            out->mask |= 1u << i;
        else if (rc == RSV_EINPUT && r->adapted && !is_key(k, i))
            r->n_problems--;
        return rc == RSV_EINPUT ? RSV_OK : rc;
    } else if (out->complete || is_key(k, i)) {
        complain_unknown(r, v, out->complete);
    } else {
        out->unknown_mask |= 1u << i;
    }
    return RSV_OK;
}

/* Fields of the head, which a kind's own fields of that name hide. */
static bool is_head_field(const char *key)
{
    return strcmp(key, "source") == 0 || strcmp(key, "observed_at") == 0;
}

static bool is_clean_text(const struct rsv_doc *v)
{
    return v->type == RSV_TEXT && strlen(v->as.text.at) == v->as.text.n &&
           rsv__utf8_check(v->as.text.at, v->as.text.n) == v->as.text.n;
}

static rsv_status take_head_field(struct record *r, const struct rsv_doc *v,
                                  struct fact_draft *out)
{
    const bool is_source = strcmp(v->key, "source") == 0;
    const char *reason;
    r->field = v->key;
    if (v->broken) {
        rsv__record_complain(r, v, NULL, "'%s' is given twice", v->key);
    } else if (is_unknown(r, v, &reason)) {
        return RSV_OK;
    } else if (!is_clean_text(v)) {
        rsv__record_complain(r, v, NULL, "'%s' should be a text", v->key);
    } else if (is_source) {
        out->source = rsv__record_symbol(r, v->as.text.at, v->as.text.n);
        return out->source ? RSV_OK : rsv__nomem(r->err);
    } else if (!rsv__record_time(r, v->as.text.at, &out->observed)) {
        char shown[SHOWN_SIZE];
        rsv__record_complain(r, v, NULL,
                             "observed_at: expected a time such as 2026-11-23T07:14:03Z, got '%s'",
                             rsv__report_show(v->as.text.at, v->as.text.n, shown));
        r->n_problems -= r->adapted; /* it is left out */
    }
    return RSV_OK;
}

/* *meant gets the fields that were probably meant, so that they aren't missed as well. */
static void complain_unknown_field(struct record *r, const struct rsv_doc *v, uint32_t *meant)
{
    const struct kind *k = r->kind;
    char shown[SHOWN_SIZE];
    struct nearest near;
    const char *fields = NULL;
    rsv__nearest_init(&near, v->key);
    for (uint32_t i = 0; i < k->n_fields; i++) {
        rsv__nearest_offer(&near, k->fields[i].name);
        fields = rsv__record_list(r, fields, k->fields[i].name);
    }
    const char *hint = rsv__record_hint(r, &near);
    if (near.best != NULL)
        *meant |= 1u << rsv__kind_field(k, near.best, strlen(near.best));
    else
        hint = rsv__arena_printf(r->scratch, "its fields are %s", fields ? fields : "");
    r->field = rsv__report_show(v->key, strlen(v->key), shown);
    rsv__record_complain(r, v, hint, "%s has no field '%s'", k->name, r->field);
    r->field = NULL;
}

static rsv_status take_members(struct record *r, struct fact_draft *out, uint32_t *meant)
{
    for (const rsv_doc *v = r->object->as.child.first; v != NULL; v = v->next) {
        rsv_status rc = RSV_OK;
        const int i = rsv__kind_field(r->kind, v->key, strlen(v->key));
        if (strcmp(v->key, "kind") == 0 || strcmp(v->key, "complete") == 0) {
            if (v->broken)
                rsv__record_complain(r, v, NULL, "'%s' is given twice", v->key);
        } else if (i >= 0) {
            rc = take_field(r, (uint32_t)i, v, out);
        } else if (!r->bare && is_head_field(v->key)) {
            rc = take_head_field(r, v, out);
        } else {
            complain_unknown_field(r, v, meant);
        }
        r->field = NULL;
        if (rc != RSV_OK)
            return rc;
    }
    return RSV_OK;
}

static void check_required(struct record *r, uint32_t given, struct fact_draft *out)
{
    const struct kind *k = r->kind;
    for (uint32_t i = 0; i < k->n_fields; i++) {
        if (r->adapted && !is_key(k, i) && !(out->mask >> i & 1) && !k->fields[i].optional)
            out->unknown_mask |= 1u << i;
        if (k->fields[i].optional || given >> i & 1 || (r->adapted && !is_key(k, i)))
            continue;
        r->field = k->fields[i].name;
        rsv__record_complain(r, r->object,
                             is_key(k, i)   ? NULL
                             : r->as_text   ? "write ? if it isn't known"
                                            : "write null if it isn't known",
                             "%s.%s is missing", k->name, r->field);
    }
    r->field = NULL;
}

/* The fields that the record names, rightly or not. */
static uint32_t named_fields(const struct record *r)
{
    uint32_t mask = 0;
    for (const rsv_doc *v = r->object->as.child.first; v != NULL; v = v->next) {
        const int i = rsv__kind_field(r->kind, v->key, strlen(v->key));
        mask |= i < 0 ? 0 : 1u << i;
    }
    return mask;
}

rsv_status rsv__record_check(struct record *r, struct fact_draft *out)
{
    uint32_t meant = 0;
    assert(r->object->type == RSV_OBJECT);
    *out = (struct fact_draft){.observed = INT64_MIN, .line = r->object->line,
                               .column = r->object->column};
    rsv_status rc = RSV_OK;
    if (read_head(r, out))
        rc = take_members(r, out, &meant);
    if (rc == RSV_OK && r->kind != NULL && !out->complete)
        check_required(r, named_fields(r) | meant, out);
    if (rc == RSV_OK && r->scratch->failed)
        rc = rsv__nomem(r->err);
    if (rc == RSV_OK && r->n_problems > 0)
        rc = RSV_EINPUT;
    if (rc != RSV_OK)
        rsv__draft_release(r->in->intern, out);
    return rc;
}

/* --- drafts -------------------------------------------------------------------------------- */

void rsv__draft_release(struct intern *intern, struct fact_draft *draft)
{
    for (uint32_t i = 0; draft->kind != NULL && i < draft->kind->n_fields; i++)
        if (draft->mask >> i & 1 && is_symbolic(draft->kind->fields[i].type))
            rsv__sym_release(intern, draft->values[i].s);
    rsv__sym_release(intern, draft->source);
    draft->mask = 0;
    draft->source = NULL;
}

/* "facts.json:12" */
static rsv_status default_source(struct record *r, struct fact_draft *draft)
{
    if (draft->source != NULL || r->in->name == NULL)
        return RSV_OK;
    const size_t n = strlen(r->in->name);
    char line[RSV_NUMBER_SIZE] = "", *text = rsv__arena_alloc(r->scratch, n + sizeof line + 1);
    if (draft->line > 0)
        rsv__integer_format(draft->line, line);
    if (text != NULL) {
        memcpy(text, r->in->name, n);
        text[n] = ':';
        memcpy(text + n + 1, line, sizeof line);
        draft->source = rsv__record_symbol(r, text, draft->line > 0 ? n + 1 + strlen(line) : n);
    }
    return draft->source ? RSV_OK : rsv__nomem(r->err);
}

static rsv_status give(struct record *r, struct fact_draft *draft)
{
    struct ingest *in = r->in;
    const bool complete = draft->complete; /* the sink takes the draft over */
    rsv_status rc = default_source(r, draft);
    if (rc != RSV_OK) {
        rsv__draft_release(in->intern, draft);
        return rc;
    }
    rc = in->sink.take(in->sink.user, draft, r->err);
    if (rc == RSV_EINPUT) {
        const rsv_error refusal = *r->err;
        rsv__record_complain(r, r->object, NULL, "%s", refusal.message);
    } else if (rc == RSV_OK) {
        *(complete ? &in->n_complete : &in->n_facts) += 1;
    }
    return rc;
}

rsv_status rsv__record_take(struct ingest *in, struct arena *scratch, const struct rsv_doc *object,
                            enum record_form form, rsv_error *err)
{
    struct record r = {.in = in, .scratch = scratch, .object = object, .as_text = form != RECORD_TYPED, .err = err};
    struct fact_draft draft;
    rsv_status rc = rsv__record_check(&r, &draft);
    if (rc == RSV_OK)
        rc = give(&r, &draft);
    in->n_rejected += rc == RSV_EINPUT;
    return rc;
}

rsv_status rsv__record_take_adapted(struct ingest *in, struct arena *scratch, const struct adapted *a, rsv_error *err)
{
    struct record r = {.in = in, .scratch = scratch, .object = a->at, .as_text = true, .adapted = true,
                       .kind = a->kind, .err = err};
    struct fact_draft draft = {.kind = a->kind, .complete = a->complete, .observed = INT64_MIN,
                               .line = a->at->line, .column = a->at->column};
    uint32_t given = 0;
    rsv_status rc = a->observed_at ? take_head_field(&r, a->observed_at, &draft) : RSV_OK;
    for (uint32_t i = 0; i < a->kind->n_fields && rc == RSV_OK; i++)
        if (a->values[i] != NULL) {
            given |= 1u << i;
            rc = take_field(&r, i, a->values[i], &draft);
        }
    r.field = NULL;
    if (rc == RSV_OK && !a->complete)
        check_required(&r, given, &draft);
    if (rc == RSV_OK && scratch->failed)
        rc = rsv__nomem(err);
    if (rc == RSV_OK && r.n_problems > 0)
        rc = RSV_EINPUT;
    if (rc == RSV_OK)
        rc = give(&r, &draft);
    else
        rsv__draft_release(in->intern, &draft);
    in->n_rejected += rc == RSV_EINPUT;
    return rc;
}

struct rsv_doc *rsv__record_add(struct doc_tree *t, const char *key, const char *text, size_t n)
{
    struct rsv_doc *d = rsv__doc_add(t, t ? &t->root : NULL, key, RSV_TEXT);
    if (d == NULL)
        return NULL;
    for (const rsv_doc *c = t->root.as.child.first; c != d; c = c->next)
        d->broken = d->broken || strcmp(c->key, key) == 0;
    d->as.text.at = text;
    d->as.text.n = n;
    return d;
}

rsv_status rsv__draft_from_texts(struct ingest *in, const char *kind, const rsv_field *fields,
                                 size_t n, struct fact_draft *out, rsv_error *err)
{
    static const char prefix[] = "complete:";
    const bool complete = strncmp(kind, prefix, sizeof prefix - 1) == 0;
    struct doc_tree *t = rsv__doc_new(&in->alloc->fn, RSV_OBJECT);
    kind += complete ? sizeof prefix - 1 : 0;
    rsv__record_add(t, complete ? "complete" : "kind", kind, strlen(kind));
    for (size_t i = 0; i < n; i++)
        rsv__record_add(t, fields[i].name, fields[i].value, strlen(fields[i].value));
    rsv_status rc = rsv__doc_ok(t, err);
    if (rc == RSV_OK) {
        struct record r = {.in = in, .scratch = &t->arena, .object = &t->root, .as_text = true,
                           .bare = true, .err = err};
        rc = rsv__record_check(&r, out);
    }
    rsv_doc_free(t ? &t->root : NULL);
    return rc;
}
