/* SPDX-License-Identifier: MIT
 * session.c - one case: facts in, answers out. */
#include "api/internal.h"
#include "session/bench.h"

#include <stdio.h>
#include <string.h>

rsv_status rsv_session_open(rsv_ruleset *rules, rsv_kb *kb, const rsv_session_options *options,
                            rsv_session **out, rsv_error *err)
{
    struct error_box box;
    err = rsv__error_of(err, &box);
    if (out != NULL)
        *out = NULL;
    if (rules == NULL || out == NULL || (options != NULL && options->size != sizeof *options))
        return rsv__bad_argument(err, "rules, out, or the size of options");
    return rsv__session_open(rules, kb, options, out, err);
}

void rsv_session_close(rsv_session *session)
{
    rsv__session_close(session);
}

void rsv_session_reset(rsv_session *session)
{
    if (session != NULL)
        rsv__session_reset(session);
}

/* --- facts --------------------------------------------------------------------------------------- */

static rsv_status make_draft(rsv_session *s, const char *kind, const rsv_field *fields, size_t n,
                             struct fact_draft *out, rsv_error *err)
{
    struct ingest in;
    bool are_set = fields != NULL || n == 0;
    for (size_t i = 0; are_set && i < n; i++)
        are_set = fields[i].name != NULL && fields[i].value != NULL;
    if (s == NULL || kind == NULL || !are_set)
        return rsv__bad_argument(err, "session, kind and fields");
    rsv__session_ingest(s, kind, NULL, &in);
    return rsv__draft_from_texts(&in, kind, fields, n, out, err);
}

rsv_status rsv_session_assert(rsv_session *session, const char *kind, const rsv_field *fields,
                              size_t n_fields, const char *source, int64_t observed_ms,
                              rsv_fact_id *out, rsv_error *err)
{
    struct error_box box;
    struct fact_draft d;
    err = rsv__error_of(err, &box);
    rsv_status rc = make_draft(session, kind, fields, n_fields, &d, err);
    if (rc != RSV_OK)
        return rc;
    if (d.complete) { /* that is rsv_session_complete()'s */
        rsv__draft_release(&session->intern, &d);
        return rsv__fail(err, RSV_EINPUT, "unknown kind '%s'", kind);
    }
    if (source != NULL) {
        d.source = rsv__intern_get(&session->intern, source, strlen(source));
        if (d.source == NULL) {
            rsv__draft_release(&session->intern, &d);
            return rsv__nomem(err);
        }
    }
    d.observed = observed_ms ? observed_ms : INT64_MIN;
    return rsv__session_take(session, &d, out, err);
}

rsv_status rsv_session_retract(rsv_session *session, rsv_fact_id id, rsv_error *err)
{
    struct error_box box;
    err = rsv__error_of(err, &box);
    return session ? rsv__session_retract(session, id, err) : rsv__bad_argument(err, "session");
}

rsv_status rsv_session_complete(rsv_session *session, const char *kind, const rsv_field *fields,
                                size_t n_fields, rsv_error *err)
{
    struct error_box box;
    struct fact_draft d;
    char marker[128];
    err = rsv__error_of(err, &box);
    snprintf(marker, sizeof marker, "complete:%s", kind ? kind : "");
    rsv_status rc = make_draft(session, kind ? marker : NULL, fields, n_fields, &d, err);
    return rc == RSV_OK ? rsv__session_take(session, &d, NULL, err) : rc;
}

static rsv_status report_out(struct doc_tree *t, rsv_status rc, rsv_doc **report, rsv_error *err)
{
    if (t == NULL)
        return rc;
    rsv_doc *doc = NULL;
    rc = rsv__answer_done(t, rc, &doc, err);
    if (report != NULL)
        *report = doc;
    else
        rsv_doc_free(doc);
    return rc;
}

rsv_status rsv_session_read(rsv_session *session, const char *name, const void *bytes, size_t n,
                            rsv_doc **report, rsv_error *err)
{
    struct error_box box;
    struct ingest in;
    err = rsv__begin(report, err, &box);
    if (session == NULL || (bytes == NULL && n > 0))
        return rsv__bad_argument(err, "session and bytes");
    struct doc_tree *t = rsv__answer(&session->alloc.fn, "resolvent.report/1");
    if (t == NULL)
        return rsv__nomem(err);
    rsv__session_ingest(session, name ? name : "input", t, &in);
    return report_out(t, rsv__session_ingest_bytes(session, &in, bytes, n, err), report, err);
}

rsv_status rsv_session_set_format(rsv_session *session, const char *format, int lenient, rsv_error *err)
{
    struct error_box box;
    err = rsv__error_of(err, &box);
    if (session == NULL || (format != NULL && strlen(format) >= sizeof session->format))
        return rsv__bad_argument(err, "session and format");
    snprintf(session->format, sizeof session->format, "%s", format ? format : "");
    session->lenient = lenient != 0;
    return RSV_OK;
}

rsv_status rsv_session_convert(rsv_session *session, const char *name, const void *bytes, size_t n, rsv_write_fn *write,
                               void *user, rsv_doc **report, rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(report, err, &box);
    if (session == NULL || write == NULL || (bytes == NULL && n > 0))
        return rsv__bad_argument(err, "session, write and bytes");
    struct doc_tree *told = rsv__answer(&session->alloc.fn, "resolvent.report/1");
    if (told == NULL)
        return rsv__nomem(err);
    return report_out(told, rsv__session_convert(session, name ? name : "input", bytes, n, write, user, told, err), report, err);
}

rsv_status rsv_session_read_fact(rsv_session *session, const char *text, rsv_doc **report,
                                 rsv_error *err)
{
    struct error_box box;
    struct ingest in;
    err = rsv__begin(report, err, &box);
    if (session == NULL || text == NULL)
        return rsv__bad_argument(err, "session and text");
    struct doc_tree *t = rsv__answer(&session->alloc.fn, "resolvent.report/1");
    if (t == NULL)
        return rsv__nomem(err);
    rsv__session_ingest(session, "argument", t, &in);
    rsv_status rc = rsv__ingest_fact(&in, text, err);
    if (rc == RSV_EINPUT && report != NULL)
        rc = RSV_OK; /* the report says what is wrong, as for a record of a file */
    return report_out(t, rc, report, err);
}

rsv_status rsv_find_error(rsv_kb *kb, const char *name, const void *bytes, size_t n, int64_t *code,
                          rsv_doc **out, rsv_error *err)
{
    struct error_box box;
    struct alloc alloc;
    err = rsv__begin(out, err, &box);
    if (code == NULL || (bytes == NULL && n > 0))
        return rsv__bad_argument(err, "code and bytes");
    rsv__alloc_init(&alloc, NULL);
    struct doc_tree *t = rsv__doc_new(NULL, RSV_OBJECT);
    if (t == NULL)
        return rsv__nomem(err);
    const rsv_status rc = rsv__find_error(kb, &alloc, name ? name : "input", bytes ? bytes : "", n,
                                          code, t, err);
    return report_out(t, rc, out, err);
}

rsv_status rsv_session_read_error(rsv_session *session, const char *name, const void *bytes,
                                  size_t n, int64_t *code, rsv_doc **report, rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(report, err, &box);
    if (session == NULL || code == NULL || (bytes == NULL && n > 0))
        return rsv__bad_argument(err, "session, code and bytes");
    struct doc_tree *t = rsv__doc_new(&session->alloc.fn, RSV_OBJECT);
    if (t == NULL)
        return rsv__nomem(err);
    const rsv_status rc = rsv__session_read_error(session, name ? name : "input",
                                                  bytes ? bytes : "", n, code, t, err);
    return report_out(t, rc, report, err);
}

rsv_status rsv_session_run(rsv_session *session, uint64_t *fired, rsv_error *err)
{
    struct error_box box;
    err = rsv__error_of(err, &box);
    return session ? rsv__session_run(session, fired, err) : rsv__bad_argument(err, "session");
}

rsv_status rsv_session_facts(rsv_session *session, rsv_doc **out, rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(out, err, &box);
    if (session == NULL || out == NULL)
        return rsv__bad_argument(err, "session and out");
    struct doc_tree *t = rsv__answer(&session->alloc.fn, "resolvent.facts/1");
    rsv_status rc = t ? rsv__session_run(session, NULL, err) : rsv__nomem(err);
    if (rc == RSV_OK)
        rc = rsv__session_facts(session, t, &t->root, err);
    return rsv__answer_done(t, rc, out, err);
}

rsv_status rsv_session_measure(rsv_session *session, rsv_error *err)
{
    struct error_box box;
    err = rsv__error_of(err, &box);
    return session ? rsv__session_measure(session, err) : rsv__bad_argument(err, "session");
}

rsv_status rsv_session_costs(rsv_session *session, rsv_doc **out, rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(out, err, &box);
    if (session == NULL || out == NULL || session->bench == NULL)
        return rsv__bad_argument(err, "out, or a session that is measured");
    struct doc_tree *t = rsv__answer(&session->alloc.fn, "resolvent.bench/1");
    rsv_status rc = t ? rsv__bench_run(session->bench, session, err) : rsv__nomem(err);
    if (rc == RSV_OK)
        rsv__bench_report(session->bench, t);
    return rsv__answer_done(t, rc, out, err);
}

/* --- answers ---------------------------------------------------------------------------------------- */

rsv_status rsv_session_diagnose(rsv_session *session, int64_t code, rsv_doc **out, rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(out, err, &box);
    if (session == NULL || out == NULL)
        return rsv__bad_argument(err, "session and out");
    return rsv__session_diagnose(session, code, out, err);
}

rsv_status rsv_session_why(rsv_session *session, int64_t code, const char *cause,
                           const char *rival, rsv_doc **out, rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(out, err, &box);
    if (session == NULL || cause == NULL || out == NULL)
        return rsv__bad_argument(err, "session, cause and out");
    return rsv__session_why(session, code, cause, rival, out, err);
}

rsv_status rsv_session_next(rsv_session *session, int64_t code, rsv_doc **out, rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(out, err, &box);
    if (session == NULL || out == NULL)
        return rsv__bad_argument(err, "session and out");
    return rsv__session_next(session, code, out, err);
}

rsv_status rsv_session_script(rsv_session *session, int64_t code, const char *collector,
                              const char *shell, rsv_doc **out, rsv_error *err)
{
    struct error_box box;
    err = rsv__begin(out, err, &box);
    if (session == NULL || collector == NULL || out == NULL)
        return rsv__bad_argument(err, "session, collector and out");
    return rsv__session_script(session, code, collector, shell, out, err);
}
