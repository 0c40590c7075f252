/* SPDX-License-Identifier: MIT
 * error.c - a pasted error becomes the code of the case and an error_text fact. */
#include "session/session.h"

#include "base/text.h"
#include "ingest/report.h"

#include <stdio.h>
#include <string.h>

/* Set a field of the draft if the kind has it with the right type. */
static rsv_status set_text(struct rsv_session *s, struct fact_draft *d, const char *field,
                           const char *text, rsv_error *err)
{
    const int f = rsv__kind_field(d->kind, field, strlen(field));
    if (text == NULL || *text == '\0' || f < 0)
        return RSV_OK;
    const enum field_type type = d->kind->fields[f].type;
    if (type != FIELD_TEXT && type != FIELD_NAME)
        return RSV_OK;
    struct buf copy;
    rsv__buf_init(&copy, &s->alloc);
    rsv__buf_text(&copy, text);
    if (!copy.failed && type == FIELD_NAME)
        rsv__fold(copy.text, copy.n);
    struct sym *sym = copy.failed ? NULL : rsv__intern_get(&s->intern, copy.text, copy.n);
    rsv__buf_free(&copy);
    if (sym == NULL)
        return rsv__nomem(err);
    d->values[f].s = sym;
    d->mask |= 1u << f;
    return RSV_OK;
}

static void set_integer(struct fact_draft *d, const char *field, int64_t value,
                        enum field_type type)
{
    const int f = rsv__kind_field(d->kind, field, strlen(field));
    if (f < 0 || d->kind->fields[f].type != type)
        return;
    d->values[f].i = value;
    d->mask |= 1u << f;
}

/* The draft of an error_text fact; the caller's to release. */
static rsv_status draft_error(struct rsv_session *s, const struct kind *k, const char *name,
                              const struct error_text *e, struct fact_draft *out, rsv_error *err)
{
    struct fact_draft d = {.kind = k, .observed = INT64_MIN};
    const struct {
        const char *field, *text;
    } texts[] = {{"request_id", e->request_id}, {"correlation_id", e->correlation_id},
                 {"app_id", e->app_id},         {"user", e->user},
                 {"error", e->error},           {"suberror", e->suberror},
                 {"text", e->text}};
    rsv_status rc = RSV_OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && rc == RSV_OK; i++)
        rc = set_text(s, &d, texts[i].field, texts[i].text, err);
    set_integer(&d, "code", e->code, FIELD_INTEGER);
    if (e->outer_code != 0)
        set_integer(&d, "outer_code", e->outer_code, FIELD_INTEGER);
    if (e->at != INT64_MIN)
        set_integer(&d, "at", e->at, FIELD_TIME);
    d.source = rsv__intern_get(&s->intern, name, strlen(name));
    if (rc == RSV_OK && d.source == NULL)
        rc = rsv__nomem(err);
    *out = d;
    if (rc != RSV_OK)
        rsv__draft_release(&s->intern, out);
    return rc;
}

/* From the last number inwards: one that wraps another of the same error, says the knowledge base, isn't it.  Each
 * turn leaves one code behind, so a circle ends too. */
static rsv_status choose_code(struct rsv_kb *kb, struct error_text *e, rsv_error *err)
{
    rsv_status rc = RSV_OK;
    for (uint32_t turn = 1; kb != NULL && turn < e->n_own && rc == RSV_OK; turn++) {
        const int64_t outer = e->code;
        for (uint32_t i = 0; i < e->n_own && rc == RSV_OK && e->code == outer; i++) {
            bool wraps = false;
            if (e->codes[i] != outer)
                rc = rsv__db_wraps(kb->db, outer, e->codes[i], &wraps, err);
            e->code = wraps ? e->codes[i] : outer;
        }
        if (e->code == outer)
            return rc;
        e->outer_code = outer;
    }
    return rc;
}

static void report_error(struct doc_tree *t, const char *name, const struct error_text *e)
{
    struct rsv_doc *root = &t->root;
    rsv__doc_add_text(t, root, "schema", "resolvent.error/1");
    rsv__doc_add_text(t, root, "input", name);
    rsv__doc_add_integer(t, root, "code", e->code);
    if (e->outer_code != 0)
        rsv__doc_add_integer(t, root, "outer_code", e->outer_code);
    struct rsv_doc *codes = rsv__doc_array(t, root, "codes");
    for (uint32_t i = 0; i < e->n_codes; i++)
        rsv__doc_add_integer(t, codes, NULL, e->codes[i]);
    struct rsv_doc *others = e->n_own > 0 && e->n_own < e->n_codes ? rsv__doc_array(t, root, "others") : NULL;
    for (uint32_t i = e->n_own; others != NULL && i < e->n_codes; i++)
        rsv__doc_add_integer(t, others, NULL, e->codes[i]);
    if (e->at != INT64_MIN)
        rsv__doc_add_integer(t, root, "at_ms", e->at);
    rsv__doc_add_text(t, root, "request_id", e->request_id);
    rsv__doc_add_text(t, root, "correlation_id", e->correlation_id);
    rsv__doc_add_text(t, root, "app_id", e->app_id);
    rsv__doc_add_text(t, root, "user", e->user);
    rsv__doc_add_text(t, root, "text", e->text);
}

/* The error in the text, with the code that the knowledge base would read.  RSV_EINPUT: there is none. */
static rsv_status find_error(struct rsv_kb *kb, struct arena *arena, const char *name, const char *bytes, size_t n,
                             int64_t asked, struct error_text *out, rsv_error *err)
{
    const bool found = rsv__error_text_find(bytes, n, asked, arena, out);
    if (arena->failed)
        return rsv__nomem(err);
    if (!found)
        return rsv__fail(err, RSV_EINPUT, "%s: there is no AADSTS code in it", name);
    return choose_code(kb, out, err);
}

rsv_status rsv__find_error(struct rsv_kb *kb, struct alloc *alloc, const char *name, const char *bytes,
                           size_t n, int64_t *code, struct doc_tree *report, rsv_error *err)
{
    struct arena arena;
    struct error_text e;
    rsv__arena_init(&arena, alloc);
    const rsv_status rc = find_error(kb, &arena, name, bytes, n, 0, &e, err);
    if (rc == RSV_OK) {
        *code = e.code;
        if (report != NULL)
            report_error(report, name, &e);
    }
    rsv__arena_free(&arena);
    return rc;
}

/* A bare number tells nothing that the code doesn't. */
static bool tells_more(const struct error_text *e)
{
    return e->text != NULL || e->correlation_id != NULL || e->request_id != NULL;
}

/* --- several errors in one file ------------------------------------------------------------------ */

static void note_code(struct rsv_session *s, int64_t code, uint32_t line)
{
    uint32_t i = 0;
    while (i < s->n_told && s->told[i] != code)
        i++;
    if (i < s->n_told || i == MAX_CODES)
        return;
    s->told[i] = code;
    s->told_at[i] = line;
    s->n_told++;
}

/* The given error_text and its code, where there is one at most; 0: none. */
static slab_ref find_given(struct rsv_session *s, int64_t *code)
{
    const struct kind *k = rsv__rulebook_kind(&s->rules->book, "error_text");
    const int field = k ? rsv__kind_field(k, "code", 4) : -1;
    if (field < 0 || !k->has_key || k->key_mask != 0 || k->fields[field].type != FIELD_INTEGER)
        return 0;
    const struct fact_input any = {.kind = k};
    const slab_ref ref = rsv__fact_find(&s->matcher, &any, FACT_GIVEN);
    const struct fact *f = ref ? fact_at(&s->matcher, ref) : NULL;
    if (f == NULL || !(f->known >> field & 1))
        return 0;
    *code = fact_value(&s->matcher, f, (uint32_t)field).i;
    return ref;
}

/* Make way for an error with this code, where there is one with another.  *kept: that one is asked about. */
static rsv_status make_way(struct rsv_session *s, int64_t code, bool *kept, rsv_error *err)
{
    int64_t old = code;
    const slab_ref ref = find_given(s, &old);
    *kept = old != code && old == s->asked;
    return ref == 0 || old == code || *kept ? RSV_OK : rsv__fact_retract(&s->matcher, ref, err);
}

void rsv__session_tell_others(struct rsv_session *s, struct ingest *in)
{
    int64_t code = s->n_told > 0 ? s->told[s->n_told - 1] : 0;
    if (s->n_told > 1)
        find_given(s, &code);
    for (uint32_t i = 0; s->n_told > 1 && i < s->n_told; i++) {
        char message[120];
        snprintf(message, sizeof message, "it tells of AADSTS%lld too; what is said here is about AADSTS%lld",
                 (long long)s->told[i], (long long)code);
        if (s->told[i] != code)
            rsv__report_problem(in, &(struct problem){.line = s->told_at[i], .message = message});
    }
    s->n_told = 0;
}

/* The draft to the sink, which has it from here on. */
static rsv_status hand_over(struct rsv_session *s, struct ingest *in, struct fact_draft *d, int64_t code, rsv_error *err)
{
    bool kept = false;
    const rsv_status rc = in->sink.user == s ? make_way(s, code, &kept, err) : RSV_OK; /* else nothing is asserted */
    if (rc == RSV_OK && !kept)
        return in->sink.take(in->sink.user, d, err);
    rsv__draft_release(&s->intern, d);
    return rc;
}

/* --- facts ------------------------------------------------------------------------------------------- */

/* As a fact from `source` for the sink. */
static rsv_status give_error(struct rsv_session *s, struct ingest *in, const char *source, const char *bytes, size_t n,
                             int64_t *code, rsv_error *err)
{
    struct arena arena;
    struct error_text e;
    struct fact_draft d;
    const struct kind *k = rsv__rulebook_kind(in->book, "error_text");
    rsv__arena_init(&arena, &s->alloc);
    rsv_status rc = find_error(s->kb, &arena, in->name, bytes, n, s->asked, &e, err);
    if (rc == RSV_OK && (k == NULL || !tells_more(&e)))
        rc = rsv__fail(err, RSV_EINPUT, "%s: there is no AADSTS error in it", in->name);
    if (rc == RSV_OK)
        rc = draft_error(s, k, source, &e, &d, err);
    *code = rc == RSV_OK ? e.code : 0;
    if (rc == RSV_OK)
        rc = hand_over(s, in, &d, e.code, err);
    rsv__arena_free(&arena);
    return rc;
}

rsv_status rsv__ingest_error(struct rsv_session *s, struct ingest *in, const char *bytes, size_t n, int64_t *code,
                             rsv_error *err)
{
    const rsv_status rc = give_error(s, in, in->name, bytes, n, code, err);
    if (rc == RSV_OK)
        rsv__report_instead(in, "error text");
    return rc;
}

rsv_status rsv__session_take_error(void *user, struct ingest *in, const char *text, size_t n, uint32_t line, rsv_error *err)
{
    struct rsv_session *s = user;
    struct buf source;
    int64_t code;
    rsv__buf_init(&source, &s->alloc);
    rsv__buf_printf(&source, "%s:%u", in->name ? in->name : "", (unsigned)line);
    rsv_status rc = source.failed ? rsv__nomem(err) : give_error(s, in, source.text, text, n, &code, err);
    rsv__buf_free(&source);
    in->n_facts += rc == RSV_OK;
    if (rc == RSV_OK && in->sink.user == s)
        note_code(s, code, line);
    if (rc == RSV_EINPUT && code != 0) { /* the sink refused it */
        in->n_rejected++;
        rsv__report_problem(in, &(struct problem){.line = line, .kind = "error_text", .message = err->message});
    }
    return rc == RSV_EINPUT ? RSV_OK : rc;
}

rsv_status rsv__session_read_error(struct rsv_session *s, const char *name, const char *bytes,
                                   size_t n, int64_t *code, struct doc_tree *report,
                                   rsv_error *err)
{
    struct arena arena;
    struct error_text e;
    const struct kind *k = rsv__rulebook_kind(&s->rules->book, "error_text");
    rsv__arena_init(&arena, &s->alloc);
    struct fact_draft d = {.kind = NULL};
    rsv_status rc = find_error(s->kb, &arena, name, bytes, n, s->asked, &e, err);
    if (rc == RSV_OK && k != NULL && tells_more(&e))
        rc = draft_error(s, k, name, &e, &d, err);
    if (rc == RSV_OK && d.kind != NULL)
        rc = rsv__session_take(s, &d, NULL, err);
    if (rc == RSV_OK) {
        *code = e.code;
        if (report != NULL)
            report_error(report, name, &e);
    }
    rsv__arena_free(&arena);
    return rc;
}
