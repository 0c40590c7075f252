/* SPDX-License-Identifier: MIT
 * scan_advice.c - a diagnosis for each code that matters, from the facts that the log gives. */
#include "session/scan.h"

#include "session/session.h"

#include <string.h>

enum { MAX_ADVICE = 8, SHOWN_CAUSES = 3 };

struct matter { /* what is diagnosed */
    int64_t code;
    const struct incident *incident; /* NULL: all rows of the code */
};

/* Facts through the same door as all others: as JSON. */
static rsv_status read_facts(struct rsv_scan *s, const struct matter *m, struct rsv_session *session, rsv_error *err)
{
    struct doc_tree *t = rsv__doc_new(&s->alloc.fn, RSV_ARRAY);
    struct buf json;
    if (t == NULL)
        return rsv__nomem(err);
    rsv__buf_init(&json, &s->alloc);
    rsv_status rc = rsv__scan_facts(s, m->code, m->incident, t, &t->root, err);
    if (rc == RSV_OK) {
        rsv__doc_write(&t->root, false, &json);
        rc = json.failed ? rsv__nomem(err) : RSV_OK;
    }
    if (rc == RSV_OK) {
        struct ingest in;
        rsv__session_ingest(session, "scan", NULL, &in);
        rc = rsv__ingest_bytes(&in, json.text, json.n, err);
    }
    rsv__buf_free(&json);
    rsv_doc_free(&t->root);
    return rc;
}

static void add_causes(const struct rsv_doc *diagnosis, struct doc_tree *t, struct rsv_doc *into)
{
    struct rsv_doc *list = rsv__doc_array(t, into, "causes");
    int n = 0;
    for (const rsv_doc *c = rsv_doc_first(rsv_doc_get(diagnosis, "causes")); c != NULL && n < SHOWN_CAUSES;
         c = rsv_doc_next(c), n++) {
        struct rsv_doc *d = rsv__doc_object(t, list, NULL);
        rsv__doc_add_text(t, d, "cause", rsv_doc_text(rsv_doc_get(c, "cause")));
        rsv__doc_add_text(t, d, "title", rsv_doc_text(rsv_doc_get(c, "title")));
        rsv__doc_add_number(t, d, "belief", rsv_doc_number(rsv_doc_get(c, "belief")));
    }
    const rsv_doc *step = rsv_doc_first(rsv_doc_get(rsv_doc_get(diagnosis, "plan"), "steps"));
    if (step == NULL)
        return;
    struct rsv_doc *d = rsv__doc_object(t, into, "first_step");
    rsv__doc_add_text(t, d, "step", rsv_doc_text(rsv_doc_get(step, "step")));
    rsv__doc_add_text(t, d, "title", rsv_doc_text(rsv_doc_get(step, "title")));
}

static rsv_status advise(struct rsv_scan *s, struct rsv_ruleset *rules, const struct matter *m,
                         struct doc_tree *t, struct rsv_doc *list, rsv_error *err)
{
    const struct trend_span span = rsv__trend_span(&s->scan->counts);
    rsv_session_options options = RSV_SESSION_OPTIONS_INIT;
    struct rsv_session *session;
    rsv_doc *diagnosis = NULL;
    options.now_ms = span.end == NO_TIME ? 0 : span.end; /* what was so then is judged as of then */
    options.allocator = &s->alloc.fn;
    rsv_status rc = rsv__session_open(rules, s->kb, &options, &session, err);
    if (rc != RSV_OK)
        return rc;
    rc = read_facts(s, m, session, err);
    if (rc == RSV_OK)
        rc = rsv__session_diagnose(session, m->code, &diagnosis, err);
    if (rc == RSV_OK && rsv_doc_count(rsv_doc_get(diagnosis, "causes")) > 0) {
        struct rsv_doc *d = rsv__doc_object(t, list, NULL);
        rsv__doc_add_integer(t, d, "code", m->code);
        rsv__doc_add_text(t, d, "title", rsv__scan_info(s, m->code)->title);
        add_causes(diagnosis, t, d);
    }
    rsv_doc_free(diagnosis);
    rsv__session_close(session);
    return rc == RSV_ENOTFOUND ? RSV_OK : rc;
}

/* Codes of incidents; where the log was narrowed to somebody or something, also all errors. */
static size_t choose(const struct rsv_scan *s, struct matter matters[MAX_ADVICE])
{
    size_t n = 0;
    for (size_t i = 0; i < s->incidents.n + s->n_infos && n < MAX_ADVICE; i++) {
        const bool is_incident = i < s->incidents.n;
        const struct code_info *info =
            is_incident ? rsv__scan_info(s, s->incidents.items[i].code) : &s->infos[i - s->incidents.n];
        const bool is_asked = s->has_user || s->options.filter.app != 0 || s->options.filter.n_codes > 0;
        bool is_new = info != NULL && info->title != NULL && info->code != 0 &&
                      (is_incident || (is_asked && info->nature == NATURE_ERROR));
        for (size_t k = 0; k < n && is_new; k++)
            is_new = matters[k].code != info->code;
        if (is_new)
            matters[n++] = (struct matter){info->code, is_incident ? &s->incidents.items[i] : NULL};
    }
    return n;
}

rsv_status rsv__scan_advice(struct rsv_scan *s, struct rsv_ruleset *rules, struct doc_tree *t, rsv_error *err)
{
    struct matter matters[MAX_ADVICE];
    struct rsv_doc *list = rsv__doc_array(t, &t->root, "advice");
    const size_t n = rules != NULL && s->kb != NULL && !s->options.counts_only ? choose(s, matters) : 0;
    rsv_status rc = RSV_OK;
    for (size_t i = 0; i < n && rc == RSV_OK; i++)
        rc = advise(s, rules, &matters[i], t, list, err);
    return rc == RSV_OK ? rsv__doc_ok(t, err) : rc;
}
