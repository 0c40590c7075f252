/* SPDX-License-Identifier: MIT
 * site_index.c - the ways in: the first page, lists, families, and the index for searching. */
#include "author/site.h"

#include <stdio.h>
#include <string.h>

static const char *text_of(const rsv_doc *d, const char *key)
{
    return rsv_doc_text(rsv_doc_get(d, key));
}

static bool is_brief(const rsv_doc *code)
{
    return rsv_doc_is_true(rsv_doc_get(code, "brief"));
}

/* --- codes ------------------------------------------------------------------------------------------- */

static void put_code(struct site *s, const rsv_doc *c, const char *folder)
{
    const long long code = rsv_doc_integer(rsv_doc_get(c, "code"));
    rsv__html_printf(&s->out, "<li><a href=\"%s%lld.html\"><b>%lld</b> %s</a></li>\n", folder, code, code,
                     text_of(c, "title"));
}

/* The codes of a family (NULL: all), documented or brief; how many. */
static unsigned put_codes(struct site *s, const char *family, bool brief, const char *folder)
{
    unsigned n = 0;
    for (const rsv_doc *c = rsv_doc_first(rsv_doc_get(s->index, "codes")); c; c = rsv_doc_next(c)) {
        if (is_brief(c) != brief || (family != NULL && strcmp(text_of(c, "family"), family) != 0))
            continue;
        if (n++ == 0)
            rsv__buf_text(&s->out, "<ul class=\"codes\">\n");
        put_code(s, c, folder);
    }
    rsv__buf_text(&s->out, n > 0 ? "</ul>\n" : "");
    return n;
}

static unsigned count_codes(const struct site *s, const char *family, bool brief)
{
    unsigned n = 0;
    for (const rsv_doc *c = rsv_doc_first(rsv_doc_get(s->index, "codes")); c; c = rsv_doc_next(c))
        n += is_brief(c) == brief && (family == NULL || strcmp(text_of(c, "family"), family) == 0);
    return n;
}

static void put_both(struct site *s, const char *family, const char *folder)
{
    put_codes(s, family, false, folder);
    const unsigned n = count_codes(s, family, true);
    if (n == 0)
        return;
    rsv__html_printf(&s->out, "<details class=\"rest\"><summary>%u more that Microsoft doesn&#39;t document</summary>\n", n);
    put_codes(s, family, true, folder);
    rsv__buf_text(&s->out, "</details>\n");
}

static rsv_status put_family(struct site *s, const rsv_doc *f, rsv_error *err)
{
    char path[200];
    rsv__site_begin(s, text_of(f, "title"), 1);
    rsv__html_printf(&s->out, "<p class=\"crumb\"><a href=\"../index.html\">Families</a></p>\n<h1>%s</h1>\n",
                     text_of(f, "title"));
    put_both(s, text_of(f, "family"), "../codes/");
    snprintf(path, sizeof path, "families/%s.html", text_of(f, "family"));
    return rsv__site_end(s, path, err);
}

static rsv_status put_code_list(struct site *s, rsv_error *err)
{
    rsv__site_begin(s, "All codes", 1);
    rsv__buf_text(&s->out, "<h1>All codes</h1>\n");
    put_both(s, NULL, "");
    return rsv__site_end(s, "codes/index.html", err);
}

/* --- causes and steps ------------------------------------------------------------------------------------ */

static rsv_status put_list(struct site *s, const char *list, const char *key, const char *title, rsv_error *err)
{
    char path[64];
    rsv__site_begin(s, title, 1);
    rsv__html_printf(&s->out, "<h1>%s</h1>\n<ul class=\"codes\">\n", title);
    for (const rsv_doc *x = rsv_doc_first(rsv_doc_get(s->index, list)); x; x = rsv_doc_next(x))
        rsv__html_printf(&s->out, "<li><a href=\"%s.html\">%s</a></li>\n", text_of(x, key), text_of(x, "title"));
    rsv__buf_text(&s->out, "</ul>\n");
    snprintf(path, sizeof path, "%s/index.html", list);
    return rsv__site_end(s, path, err);
}

/* --- the first page ---------------------------------------------------------------------------------------- */

static rsv_status put_start(struct site *s, rsv_error *err)
{
    rsv__site_begin(s, "Microsoft Entra ID sign-in errors", 0);
    rsv__html_printf(&s->out,
                     "<h1>Microsoft Entra ID sign-in errors</h1>\n<p class=\"meta\">What an AADSTS code means, its likely "
                     "causes with their shares, how to tell them apart, and what to do in which order. %u codes with causes, "
                     "%u more in a few lines; %u causes, %u steps.</p>\n",
                     count_codes(s, NULL, false), count_codes(s, NULL, true),
                     (unsigned)rsv_doc_count(rsv_doc_get(s->index, "causes")),
                     (unsigned)rsv_doc_count(rsv_doc_get(s->index, "steps")));
    rsv__site_search_box(s);
    rsv__buf_text(&s->out, "<section class=\"families\">\n<h2>Families</h2>\n<ul>\n");
    for (const rsv_doc *f = rsv_doc_first(rsv_doc_get(s->index, "families")); f; f = rsv_doc_next(f)) {
        const char *slug = text_of(f, "family");
        rsv__html_printf(&s->out,
                         "<li><a href=\"families/%s.html\">%s</a><span class=\"note\">%u codes, %u more in brief</span></li>\n",
                         slug, text_of(f, "title"), count_codes(s, slug, false), count_codes(s, slug, true));
    }
    rsv__buf_text(&s->out, "</ul>\n</section>\n");
    return rsv__site_end(s, "index.html", err);
}

rsv_status rsv__site_indexes(struct site *s, rsv_error *err)
{
    rsv_status rc = put_start(s, err);
    if (rc == RSV_OK)
        rc = put_code_list(s, err);
    if (rc == RSV_OK)
        rc = put_list(s, "causes", "cause", "All causes", err);
    if (rc == RSV_OK)
        rc = put_list(s, "steps", "step", "All steps", err);
    for (const rsv_doc *f = rsv_doc_first(rsv_doc_get(s->index, "families")); f && rc == RSV_OK; f = rsv_doc_next(f))
        rc = put_family(s, f, err);
    return rc;
}

/* --- searching ------------------------------------------------------------------------------------------------ */

static void quote(struct buf *out, const char *text)
{
    rsv__json_quote(text, strlen(text), out);
}

/* Codes have their causes as numbers of the list of causes. */
static void put_code_causes(struct site *s, int64_t code, const rsv_doc **share)
{
    bool first = true;
    for (; *share && rsv_doc_integer(rsv_doc_first(*share)) <= code; *share = rsv_doc_next(*share)) {
        const char *slug = rsv_doc_text(rsv_doc_next(rsv_doc_first(*share)));
        unsigned n = 0;
        const rsv_doc *c = rsv_doc_first(rsv_doc_get(s->index, "causes"));
        for (; c && strcmp(text_of(c, "cause"), slug) != 0; c = rsv_doc_next(c))
            n++;
        rsv__buf_printf(&s->out, "%s%u", first ? "" : ",", n);
        first = false;
    }
}

/* [[slug, title, also], ...] */
static void put_entries(struct site *s, const char *list, const char *key)
{
    rsv__buf_printf(&s->out, "\"%s\":[", list);
    for (const rsv_doc *x = rsv_doc_first(rsv_doc_get(s->index, list)); x; x = rsv_doc_next(x)) {
        static const char *const rest[] = {"title", "also"};
        rsv__buf_char(&s->out, '[');
        quote(&s->out, text_of(x, key));
        for (int i = 0; i < 2; i++) {
            rsv__buf_char(&s->out, ',');
            quote(&s->out, text_of(x, rest[i]));
        }
        rsv__buf_text(&s->out, rsv_doc_next(x) ? "],\n" : "]");
    }
    rsv__buf_text(&s->out, "],\n");
}

rsv_status rsv__site_search_index(struct site *s, rsv_error *err)
{
    const rsv_doc *share = rsv_doc_first(rsv_doc_get(s->index, "shares"));
    rsv__buf_clear(&s->out);
    rsv__buf_text(&s->out, "resolventIndex={\"codes\":[");
    for (const rsv_doc *c = rsv_doc_first(rsv_doc_get(s->index, "codes")); c; c = rsv_doc_next(c)) {
        static const char *const texts[] = {"title", "name", "also"};
        const long long code = rsv_doc_integer(rsv_doc_get(c, "code"));
        rsv__buf_printf(&s->out, "[\"%lld\"", code);
        for (int i = 0; i < 3; i++) {
            rsv__buf_char(&s->out, ',');
            quote(&s->out, text_of(c, texts[i]));
        }
        rsv__buf_printf(&s->out, ",%d,[", is_brief(c));
        put_code_causes(s, code, &share);
        rsv__buf_text(&s->out, rsv_doc_next(c) ? "]],\n" : "]]");
    }
    rsv__buf_text(&s->out, "],\n");
    put_entries(s, "causes", "cause");
    put_entries(s, "steps", "step");
    rsv__buf_text(&s->out, "\"synonyms\":");
    rsv__doc_write(rsv_doc_get(s->index, "synonyms"), false, &s->out);
    rsv__buf_text(&s->out, ",\"ignored\":");
    rsv__doc_write(rsv_doc_get(s->index, "ignored"), false, &s->out);
    rsv__buf_text(&s->out, "};\n");
    if (s->out.failed)
        return rsv__nomem(err);
    return rsv__site_put(s, "search-index.js", s->out.text, s->out.n, err);
}
