/* SPDX-License-Identifier: MIT
 * facts.c - records into working memory: keys, ties, staleness, reasons; and out again. */
#include "session/session.h"

#include "base/time.h"

#include <string.h>

/* --- reasons why fields are unknown --------------------------------------------------------- */

void rsv__drop_reasons(struct rsv_session *s)
{
    for (size_t i = 0; i < s->n_reasons; i++)
        rsv__sym_release(&s->intern, s->reasons[i].text);
    s->n_reasons = 0;
}

static rsv_status keep_reasons(struct rsv_session *s, const struct fact_draft *d, uint64_t id,
                               rsv_error *err)
{
    for (uint32_t f = 0; f < d->kind->n_fields; f++) {
        if (!(d->unknown_mask >> f & 1))
            continue;
        const char *why = d->reasons[f] ? d->reasons[f] : "";
        struct reason *grown =
            rsv__grow(&s->alloc, s->reasons, &s->cap_reasons, s->n_reasons + 1, sizeof *grown);
        if (grown == NULL)
            return rsv__nomem(err);
        s->reasons = grown;
        struct sym *text = rsv__intern_get(&s->intern, why, strlen(why));
        if (text == NULL)
            return rsv__nomem(err);
        grown[s->n_reasons++] = (struct reason){id, f, text};
    }
    return RSV_OK;
}

const char *rsv__session_reason(const struct rsv_session *s, uint64_t fact, uint32_t field)
{
    for (size_t i = s->n_reasons; i-- > 0;)
        if (s->reasons[i].fact == fact && s->reasons[i].field == field)
            return s->reasons[i].text->text;
    return NULL;
}

/* --- in ---------------------------------------------------------------------------------------- */

static bool is_stale(const struct rsv_session *s, const struct kind *k, int64_t observed)
{
    return k->fresh_for > 0 && observed < s->matcher.now - k->fresh_for;
}

static rsv_status take_marker(struct rsv_session *s, const struct fact_draft *d, int64_t observed,
                              rsv_error *err)
{
    struct marker m = {.kind = d->kind, .mask = d->mask, .observed = observed,
                       .stale = is_stale(s, d->kind, observed)};
    memcpy(m.values, d->values, sizeof m.values);
    return rsv__marker_add(&s->matcher, &m, err);
}

/* Two records of the same thing at the same time that disagree: say about what. */
static rsv_status tie(struct rsv_session *s, const struct fact *old, const struct fact_input *in,
                      rsv_error *err)
{
    const struct kind *k = in->kind;
    struct sym *source = rsv__fact_source(&s->matcher, old);
    const char *field = "";
    for (uint32_t i = 0; i < k->n_fields && *field == '\0'; i++)
        if ((old->known & in->mask) >> i & 1 &&
            !fact_equals(&s->matcher, old, i, in->values[i]))
            field = k->fields[i].name;
    return rsv__fail(err, RSV_EINPUT,
                     "%s: contradicts an earlier record%s%s about '%s', and neither says when it was "
                     "observed later (observed_at)",
                     k->name, source ? " from " : "", source ? source->text : "", field);
}

/* Replace a fact; its values may be among the new ones, so they go last. */
static rsv_status replace(struct rsv_session *s, slab_ref old, const struct fact_input *in,
                          uint64_t *id, rsv_error *err)
{
    struct matcher *m = &s->matcher;
    slab_ref ref;
    for (uint32_t i = 0; i < in->kind->n_fields; i++)
        if ((in->mask >> i & 1) && is_symbolic(in->kind->fields[i].type))
            rsv__sym_retain(in->values[i].s);
    rsv_status rc = old ? rsv__fact_retract(m, old, err) : RSV_OK;
    if (rc == RSV_OK)
        rc = rsv__fact_add(m, in, FACT_GIVEN, &ref, err);
    for (uint32_t i = 0; i < in->kind->n_fields; i++)
        if ((in->mask >> i & 1) && is_symbolic(in->kind->fields[i].type))
            rsv__sym_release(&s->intern, in->values[i].s);
    if (rc == RSV_OK)
        *id = rsv__fact_id(m, ref);
    return rc;
}

/* Two records of one thing at one time: together they say more, if they don't contradict. */
static rsv_status merge(struct rsv_session *s, slab_ref old, const struct fact_input *in,
                        uint64_t *id, rsv_error *err)
{
    const struct fact *f = fact_at(&s->matcher, old);
    union value values[MAX_FIELDS];
    struct fact_input both = *in;
    both.values = values;
    for (uint32_t i = 0; i < in->kind->n_fields; i++) {
        const bool before = f->known >> i & 1, now = in->mask >> i & 1;
        if (before && now && !fact_equals(&s->matcher, f, i, in->values[i]))
            return tie(s, f, in, err);
        if (before || now)
            values[i] = now ? in->values[i] : fact_value(&s->matcher, f, i);
        both.mask |= before ? 1u << i : 0;
    }
    if (both.mask != f->known)
        return replace(s, old, &both, id, err);
    *id = rsv__fact_id(&s->matcher, old); /* nothing new */
    return RSV_OK;
}

static rsv_status take_fact(struct rsv_session *s, const struct fact_input *in, uint64_t *id,
                            rsv_error *err)
{
    struct matcher *m = &s->matcher;
    const slab_ref old = rsv__fact_find(m, in, FACT_GIVEN);
    const int64_t before = old ? rsv__fact_observed(m, fact_at(m, old)) : INT64_MIN;
    if (old != 0 && before == in->observed)
        return merge(s, old, in, id, err);
    if (old == 0 || before < in->observed)
        return replace(s, old, in, id, err);
    *id = rsv__fact_id(m, old); /* older than what is known */
    return RSV_OK;
}

rsv_status rsv__session_take(struct rsv_session *s, struct fact_draft *d, uint64_t *id,
                             rsv_error *err)
{
    const int64_t observed = d->observed == INT64_MIN ? s->matcher.now : d->observed;
    const struct fact_input in = {.kind = d->kind, .mask = d->mask, .values = d->values,
                                  .observed = observed, .source = d->source,
                                  .stale = is_stale(s, d->kind, observed)};
    uint64_t made = 0;
    rsv_status rc = d->complete ? take_marker(s, d, observed, err) : take_fact(s, &in, &made, err);
    if (rc == RSV_OK && !d->complete && d->unknown_mask != 0)
        rc = keep_reasons(s, d, made, err);
    rsv__draft_release(&s->intern, d);
    if (id != NULL)
        *id = made;
    return rc;
}

rsv_status rsv__session_retract(struct rsv_session *s, uint64_t id, rsv_error *err)
{
    const slab_ref ref = rsv__fact_by_id(&s->matcher, id);
    if (ref == 0 || !(fact_at(&s->matcher, ref)->flags & FACT_GIVEN))
        return rsv__fail(err, RSV_ENOTFOUND, "there is no such fact, or a rule derives it");
    const rsv_status rc = rsv__fact_retract(&s->matcher, ref, err);
    if (s->matcher.facts.n == 0)
        rsv__drop_reasons(s);
    return rc;
}

static rsv_status take_draft(void *user, struct fact_draft *draft, rsv_error *err)
{
    return rsv__session_take(user, draft, NULL, err);
}

static rsv_status load_adapters(void *user, const struct rulebook **out, rsv_error *err)
{
    struct rsv_session *s = user;
    rsv_status rc = RSV_OK;
    if (s->adapters == NULL)
        rc = rsv__ruleset_adapters(s->rules, &s->alloc.fn, &s->adapters, err);
    *out = s->adapters ? &s->adapters->book : NULL;
    return rc;
}

void rsv__session_ingest(struct rsv_session *s, const char *name, struct doc_tree *report,
                         struct ingest *out)
{
    *out = (struct ingest){.book = &s->rules->book,
                           .alloc = &s->alloc,
                           .intern = &s->intern,
                           .sink = {.user = s, .take = take_draft},
                           .report = report,
                           .name = name,
                           .load_adapters = load_adapters,
                           .take_error = rsv__session_take_error,
                           .adapters_user = s,
                           .from = *s->format ? s->format : NULL,
                           .lenient = s->lenient};
}

rsv_status rsv__session_ingest_bytes(struct rsv_session *s, struct ingest *in, const void *bytes, size_t n, rsv_error *err)
{
    int64_t code;
    rsv_error why;
    s->n_told = 0;
    const rsv_status rc = rsv__ingest_bytes(in, bytes, n, err);
    rsv__session_tell_others(s, in);
    const bool nothing = rc == RSV_EINPUT || (rc == RSV_OK && in->n_facts + in->n_complete == 0 && in->n_rejected > 0);
    if (!nothing || in->from != NULL || bytes == NULL)
        return rc;
    const rsv_status found = rsv__ingest_error(s, in, bytes, n, &code, &why);
    if (found == RSV_OK || found == RSV_EINPUT) /* no error either: what was wrong with it stays wrong */
        return found == RSV_OK ? RSV_OK : rc;
    *err = why;
    return found;
}

/* --- out ------------------------------------------------------------------------------------------ */

void rsv__add_value(struct doc_tree *t, struct rsv_doc *into, const struct field *f, union value v)
{
    char text[RSV_TIME_SIZE];
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_NAME:
    case FIELD_WORD:
        rsv__doc_add_bytes(t, into, f->name, v.s->text, v.s->n);
        return;
    case FIELD_INTEGER:
        rsv__doc_add_integer(t, into, f->name, v.i);
        return;
    case FIELD_NUMBER:
        rsv__doc_add_number(t, into, f->name, v.d);
        return;
    case FIELD_BOOLEAN:
        rsv__doc_add_boolean(t, into, f->name, v.i != 0);
        return;
    case FIELD_TIME:
        rsv__time_format(v.i, text);
        break;
    case FIELD_DURATION:
        rsv__duration_format(v.i, text);
        break;
    }
    rsv__doc_add_text(t, into, f->name, text);
}

struct rules_of {
    struct doc_tree *t;
    struct rsv_doc *list;
};

static void add_rule(void *user, const struct rule *rule)
{
    const struct rules_of *r = user;
    for (const rsv_doc *d = rsv_doc_first(r->list); d != NULL; d = rsv_doc_next(d))
        if (strcmp(rsv_doc_text(d), rule->name) == 0)
            return;
    rsv__doc_add_text(r->t, r->list, NULL, rule->name);
}

static void add_fact(struct rsv_session *s, slab_ref ref, struct doc_tree *t, struct rsv_doc *list)
{
    const struct matcher *m = &s->matcher;
    const struct fact *f = fact_at(m, ref);
    const struct kind *k = fact_kind(m, f);
    const uint64_t id = rsv__fact_id(m, ref);
    char time[RSV_TIME_SIZE];
    struct rsv_doc *d = rsv__doc_object(t, list, NULL);
    rsv__doc_add_integer(t, d, "id", (int64_t)id);
    rsv__doc_add_text(t, d, "kind", k->name);
    struct rsv_doc *fields = rsv__doc_object(t, d, "fields");
    for (uint32_t i = 0; i < k->n_fields; i++)
        if (f->known >> i & 1)
            rsv__add_value(t, fields, &k->fields[i], fact_value(m, f, i));
    struct rsv_doc *unknown = NULL;
    for (uint32_t i = 0; i < k->n_fields; i++) {
        const char *why = f->known >> i & 1 ? NULL : rsv__session_reason(s, id, i);
        if (why == NULL)
            continue;
        unknown = unknown ? unknown : rsv__doc_object(t, d, "unknown");
        rsv__doc_add_text(t, unknown, k->fields[i].name, why);
    }
    if (rsv__fact_source(m, f) != NULL)
        rsv__doc_add_text(t, d, "source", rsv__fact_source(m, f)->text);
    rsv__time_format(rsv__fact_observed(m, f), time);
    rsv__doc_add_text(t, d, "observed_at", time);
    rsv__doc_add_boolean(t, d, "stale", (f->flags & FACT_STALE) != 0);
    if (f->flags & FACT_DERIVED) {
        struct rules_of rules = {t, rsv__doc_array(t, d, "derived_by")};
        rsv__fact_rules(m, f, add_rule, &rules);
    }
}

rsv_status rsv__session_facts(struct rsv_session *s, struct doc_tree *t, struct rsv_doc *into,
                              rsv_error *err)
{
    struct rsv_doc *list = rsv__doc_array(t, into, "facts");
    for (uint32_t k = 0; k < s->rules->book.n_kinds; k++)
        for (fact_ref ref = 0; (ref = fact_next(&s->matcher, s->rules->book.kinds[k], ref)) != 0;)
            add_fact(s, ref, t, list);
    struct rsv_doc *complete = rsv__doc_array(t, into, "complete");
    for (size_t i = 0; i < s->matcher.n_markers; i++) {
        const struct marker *m = &s->matcher.markers[i];
        struct rsv_doc *d = rsv__doc_object(t, complete, NULL);
        rsv__doc_add_text(t, d, "kind", m->kind->name);
        struct rsv_doc *fields = rsv__doc_object(t, d, "fields");
        for (uint32_t f = 0; f < m->kind->n_fields; f++)
            if (m->mask >> f & 1)
                rsv__add_value(t, fields, &m->kind->fields[f], m->values[f]);
    }
    if (s->problem[0] != '\0')
        rsv__doc_add_text(t, into, "problem", s->problem);
    return rsv__doc_ok(t, err);
}
