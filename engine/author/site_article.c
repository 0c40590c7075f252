/* SPDX-License-Identifier: MIT
 * site_article.c - the pages of causes and steps. */
#include "author/site.h"

#include <stdio.h>
#include <string.h>

static const char *text_of(const rsv_doc *d, const char *key)
{
    return rsv_doc_text(rsv_doc_get(d, key));
}

static void put_bars(struct site *s, const rsv_doc *d, const char *key, const char *heading, const char *note,
                     const char *value, const char *ref)
{
    const rsv_doc *list = rsv_doc_get(d, key);
    if (rsv_doc_count(list) == 0)
        return;
    rsv__html_printf(&s->out, "<section>\n<h2>%s</h2>\n<p class=\"note\">%s</p>\n", heading, note);
    rsv__site_bars(s, list, value, key, ref);
    rsv__buf_text(&s->out, "</section>\n");
}

static void put_body(struct site *s, const rsv_doc *d)
{
    rsv__buf_text(&s->out, "<section class=\"body\">\n");
    rsv__html_blocks(&s->out, rsv_doc_first(rsv_doc_get(d, "blocks")), NULL, 2);
    rsv__buf_text(&s->out, "</section>\n");
}

/* --- causes -------------------------------------------------------------------------------------------- */

static rsv_status show_cause(struct site *s, struct doc_tree *t, const void *key, rsv_error *err)
{
    return rsv__db_cause(s->kb->db, key, t, &t->root, err);
}

rsv_status rsv__site_cause(struct site *s, const char *slug, rsv_error *err)
{
    char path[200];
    rsv_doc *d;
    const rsv_status rc = rsv__site_read(s, show_cause, slug, &d, err);
    if (rc != RSV_OK)
        return rc;
    rsv__site_begin(s, text_of(d, "title"), 1);
    rsv__html_printf(&s->out, "<p class=\"crumb\"><a href=\"index.html\">Causes</a></p>\n<h1>%s</h1>\n"
                              "<p class=\"meta\"><code>%s</code></p>\n", text_of(d, "title"), slug);
    put_bars(s, d, "steps", "What cures it", "Cures out of 100, if this is the cause.", "success", "step");
    put_body(s, d);
    put_bars(s, d, "codes", "Shows as", "Tickets out of 100 of that code.", "share", "code");
    rsv__site_sources(s, d);
    rsv_doc_free(d);
    snprintf(path, sizeof path, "causes/%s.html", slug);
    return rsv__site_end(s, path, err);
}

/* --- steps ---------------------------------------------------------------------------------------------- */

static rsv_status show_step(struct site *s, struct doc_tree *t, const void *key, rsv_error *err)
{
    return rsv__db_step(s->kb->db, key, t, &t->root, err);
}

static void put_step_head(struct site *s, const rsv_doc *d)
{
    const char *risk = text_of(d, "risk");
    rsv__html_printf(&s->out, "<p class=\"crumb\"><a href=\"index.html\">Steps</a></p>\n<h1>%s</h1>\n<p class=\"meta\">"
                              "<b>%g min</b> <span class=\"dot\">&middot;</span> %s <span class=\"dot\">&middot;</span> "
                              "<span class=\"risk-%s\">%s risk</span> <span class=\"dot\">&middot;</span> %s</p>\n",
                     text_of(d, "title"), rsv_doc_number(rsv_doc_get(d, "minutes")), text_of(d, "role_title"), risk, risk,
                     rsv_doc_is_true(rsv_doc_get(d, "reversible")) ? "can be undone" : "can't be undone");
    const rsv_doc *after = rsv_doc_get(d, "after");
    for (const rsv_doc *a = rsv_doc_first(after); a; a = rsv_doc_next(a))
        rsv__html_printf(&s->out, "<p class=\"first\">First: <a href=\"%s.html\">%s</a></p>\n", rsv_doc_text(a),
                         rsv_doc_text(a));
}

rsv_status rsv__site_step(struct site *s, const char *slug, rsv_error *err)
{
    char path[200];
    rsv_doc *d;
    const rsv_status rc = rsv__site_read(s, show_step, slug, &d, err);
    if (rc != RSV_OK)
        return rc;
    rsv__site_begin(s, text_of(d, "title"), 1);
    put_step_head(s, d);
    put_body(s, d);
    put_bars(s, d, "causes", "Causes that it cures", "Cures out of 100, if that is the cause.", "success", "cause");
    rsv__site_sources(s, d);
    rsv_doc_free(d);
    snprintf(path, sizeof path, "steps/%s.html", slug);
    return rsv__site_end(s, path, err);
}
