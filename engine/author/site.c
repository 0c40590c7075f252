/* SPDX-License-Identifier: MIT
 * site.c - the frame of the pages, and the folder. */
#include "author/site.h"

#include "session/show.h"

#include "site_assets.h" /* made from author/site/ */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const marker = "resolvent-site";

/* --- pages ---------------------------------------------------------------------------------------- */

void rsv__site_begin(struct site *s, const char *title, int depth)
{
    const char *up = depth > 0 ? "../" : "";
    rsv__buf_clear(&s->out);
    rsv__html_printf(&s->out,
                     "<!doctype html>\n<html lang=\"en\" data-root=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta name=\"color-scheme\" content=\"light dark\">\n<title>%s</title>\n"
                     "<link rel=\"stylesheet\" href=\"%sstyle.css\">\n<script src=\"%ssite.js\" defer></script>\n"
                     "</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n"
                     "<header class=\"top\">\n<a class=\"home\" href=\"%sindex.html\">Sign-in errors</a>\n"
                     "<nav aria-label=\"Site\"><a href=\"%scodes/index.html\">Codes</a> <a href=\"%scauses/index.html\">"
                     "Causes</a> <a href=\"%ssteps/index.html\">Steps</a></nav>\n",
                     up, title, up, up, up, up, up, up);
    if (depth > 0)
        rsv__site_search_box(s);
    rsv__buf_text(&s->out, "</header>\n<main id=\"main\">\n");
}

/* Hidden until its script has been loaded. */
void rsv__site_search_box(struct site *s)
{
    rsv__buf_text(&s->out, "<form class=\"search\" role=\"search\" hidden><label for=\"q\">Search</label>"
                           "<input id=\"q\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" role=\"combobox\" "
                           "aria-expanded=\"false\" aria-controls=\"hits\" aria-autocomplete=\"list\" "
                           "placeholder=\"A code, or what you remember of it\"><kbd aria-hidden=\"true\">/</kbd></form>\n");
}

rsv_status rsv__site_put(struct site *s, const char *path, const char *text, size_t n, rsv_error *err)
{
    char full[4096];
    if ((size_t)snprintf(full, sizeof full, "%s/%s", s->folder, path) >= sizeof full)
        return rsv__fail(err, RSV_EIO, "the path is too long: %s", path);
    return rsv__file_put(full, text, n, err);
}

rsv_status rsv__site_end(struct site *s, const char *path, rsv_error *err)
{
    rsv__buf_text(&s->out, "</main>\n<footer>Shares and likelihoods are judgement where no source is named. "
                           "One fault is assumed at a time.</footer>\n</body>\n</html>\n");
    if (s->out.failed)
        return rsv__nomem(err);
    s->pages++;
    return rsv__site_put(s, path, s->out.text, s->out.n, err);
}

/* --- what pages have in common ------------------------------------------------------------------------- */

/* A list of links with their numbers out of 100, and bars, of which the longest is as wide as there is room. */
void rsv__site_bars(struct site *s, const rsv_doc *list, const char *value, const char *folder, const char *ref)
{
    double most = 0;
    for (const rsv_doc *x = rsv_doc_first(list); x; x = rsv_doc_next(x))
        if (rsv_doc_number(rsv_doc_get(x, value)) > most)
            most = rsv_doc_number(rsv_doc_get(x, value));
    rsv__buf_text(&s->out, "<ol class=\"bars\">\n");
    for (const rsv_doc *x = rsv_doc_first(list); x; x = rsv_doc_next(x)) {
        const double share = rsv_doc_number(rsv_doc_get(x, value));
        const rsv_doc *target = rsv_doc_get(x, ref);
        const char *title = rsv_doc_text(rsv_doc_get(x, "title"));
        rsv__html_printf(&s->out, "<li><span class=\"n\">%g</span><span class=\"bar\" style=\"--w:%u%%\"></span>", share,
                         most > 0 ? (unsigned)(share / most * 100 + 0.5) : 0u);
        if (target != NULL && target->type == RSV_INTEGER)
            rsv__html_printf(&s->out, "<a href=\"../%s/%lld.html\"><b>%lld</b> %s</a></li>\n", folder,
                             (long long)rsv_doc_integer(target), (long long)rsv_doc_integer(target), title);
        else if (strcmp(rsv_doc_text(target), "other") == 0)
            rsv__html_printf(&s->out, "<span>%s</span></li>\n", title);
        else
            rsv__html_printf(&s->out, "<a href=\"../%s/%s.html\">%s</a></li>\n", folder, rsv_doc_text(target), title);
    }
    rsv__buf_text(&s->out, "</ol>\n");
}

void rsv__site_sources(struct site *s, const rsv_doc *article)
{
    const rsv_doc *list = rsv_doc_get(article, "references");
    const char *reviewed = rsv_doc_text(rsv_doc_get(article, "reviewed"));
    rsv__buf_text(&s->out, "<section class=\"sources\">\n");
    if (rsv_doc_count(list) > 0)
        rsv__buf_text(&s->out, "<h2>Sources</h2>\n<ul>\n");
    for (const rsv_doc *r = rsv_doc_first(list); r; r = rsv_doc_next(r)) {
        const char *url = rsv_doc_text(rsv_doc_get(r, "url")), *title = rsv_doc_text(rsv_doc_get(r, "title"));
        if (strncmp(url, "https://", 8) == 0)
            rsv__html_printf(&s->out, "<li><a href=\"%s\">%s</a></li>\n", url, title);
        else
            rsv__html_printf(&s->out, "<li>%s</li>\n", title);
    }
    if (rsv_doc_count(list) > 0)
        rsv__buf_text(&s->out, "</ul>\n");
    if (*reviewed)
        rsv__html_printf(&s->out, "<p class=\"reviewed\">Checked against its sources on <time>%s</time>.</p>\n", reviewed);
    else if (!rsv_doc_is_true(rsv_doc_get(article, "brief")))
        rsv__buf_text(&s->out, "<p class=\"reviewed\">A draft: nobody has checked it against sources.</p>\n");
    rsv__buf_text(&s->out, "</section>\n");
}

rsv_status rsv__site_read(struct site *s, site_show *show, const void *key, rsv_doc **out, rsv_error *err)
{
    struct doc_tree *t = rsv__doc_new(&s->kb->alloc.fn, RSV_OBJECT);
    *out = NULL;
    rsv_status rc = t ? show(s, t, key, err) : rsv__nomem(err);
    if (rc == RSV_OK)
        rc = rsv__show_blocks(t, err);
    if (rc == RSV_OK)
        return rsv__doc_done(t, out, err);
    rsv_doc_free(t ? &t->root : NULL);
    return rc;
}

/* --- the folder -------------------------------------------------------------------------------------------- */

/* A name of a file is what it is made of: the knowledge base may come from anywhere. */
static bool is_slug(const char *s)
{
    return *s != '\0' && s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-_")] == '\0';
}

static rsv_status check_slugs(struct site *s, const char *list, const char *key, rsv_error *err)
{
    for (const rsv_doc *x = rsv_doc_first(rsv_doc_get(s->index, list)); x; x = rsv_doc_next(x))
        if (!is_slug(rsv_doc_text(rsv_doc_get(x, key))))
            return rsv__fail(err, RSV_EKB, "'%.60s' can't be the name of a page", rsv_doc_text(rsv_doc_get(x, key)));
    return RSV_OK;
}

static rsv_status make_folders(struct site *s, rsv_error *err)
{
    static const char *const names[] = {"codes", "causes", "steps", "families"};
    char path[4096];
    rsv_status rc = rsv__folder_make(s->folder, err);
    for (int i = 0; i < 4 && rc == RSV_OK; i++) {
        snprintf(path, sizeof path, "%s/%s", s->folder, names[i]);
        rc = rsv__folder_make(path, err);
    }
    return rc;
}

static rsv_status write_pages(struct site *s, rsv_error *err)
{
    rsv_status rc = RSV_OK;
    const rsv_doc *x = rsv_doc_first(rsv_doc_get(s->index, "codes"));
    for (; x && rc == RSV_OK; x = rsv_doc_next(x))
        rc = rsv__site_code(s, rsv_doc_integer(rsv_doc_get(x, "code")), err);
    x = rsv_doc_first(rsv_doc_get(s->index, "causes"));
    for (; x && rc == RSV_OK; x = rsv_doc_next(x))
        rc = rsv__site_cause(s, rsv_doc_text(rsv_doc_get(x, "cause")), err);
    x = rsv_doc_first(rsv_doc_get(s->index, "steps"));
    for (; x && rc == RSV_OK; x = rsv_doc_next(x))
        rc = rsv__site_step(s, rsv_doc_text(rsv_doc_get(x, "step")), err);
    return rc;
}

static rsv_status write_all(struct site *s, rsv_error *err)
{
    static const char note[] = "An export of resolvent; the next one may replace this folder.\n";
    rsv_status rc = check_slugs(s, "causes", "cause", err);
    if (rc == RSV_OK)
        rc = check_slugs(s, "steps", "step", err);
    if (rc == RSV_OK)
        rc = check_slugs(s, "families", "family", err);
    if (rc == RSV_OK)
        rc = make_folders(s, err);
    if (rc == RSV_OK)
        rc = rsv__site_put(s, marker, note, sizeof note - 1, err);
    if (rc == RSV_OK)
        rc = rsv__site_put(s, "style.css", asset_style, sizeof asset_style - 1, err);
    if (rc == RSV_OK)
        rc = rsv__site_put(s, "site.js", asset_site, sizeof asset_site - 1, err);
    if (rc == RSV_OK)
        rc = rsv__site_search_index(s, err);
    if (rc == RSV_OK)
        rc = rsv__site_indexes(s, err);
    return rc == RSV_OK ? write_pages(s, err) : rc;
}

/* What is in the way may go only if it is an export itself. */
static rsv_status check_place(const char *dir, rsv_error *err)
{
    char path[4096];
    if ((size_t)snprintf(path, sizeof path, "%s/%s", dir, marker) >= sizeof path - 64)
        return rsv__fail(err, RSV_EIO, "the path is too long: %s", dir);
    if (!rsv__file_exists(dir) || rsv__file_exists(path) || rsv__folder_is_empty(dir))
        return RSV_OK;
    return rsv__fail(err, RSV_EINPUT, "%s is there and is no export: nothing was written", dir);
}

static rsv_status read_index(struct site *s, rsv_doc **out, rsv_error *err)
{
    struct doc_tree *t = rsv__doc_new(NULL, RSV_OBJECT);
    *out = NULL;
    const rsv_status rc = t ? rsv__db_index(s->kb->db, t, &t->root, err) : rsv__nomem(err);
    if (rc == RSV_OK)
        return rsv__doc_done(t, out, err);
    rsv_doc_free(t ? &t->root : NULL);
    return rc;
}

/* "DIR/" is DIR, a symbolic link what it leads to; the new one is made beside it. */
static rsv_status make_names(const char *dir, char clean[4096], char part[4096], rsv_error *err)
{
    if (*dir == '\0')
        return rsv__fail(err, RSV_EARG, "a folder to write to has a name");
    char *real = realpath(dir, NULL);
    const char *name = real ? real : dir;
    size_t n = strlen(name);
    while (n > 1 && name[n - 1] == '/')
        n--;
    const bool fits = n <= 4000;
    if (fits) {
        snprintf(clean, 4096, "%.*s", (int)n, name);
        snprintf(part, 4096, "%.*s.%ld.part", (int)n, name, (long)getpid());
    }
    free(real);
    return fits ? RSV_OK : rsv__fail(err, RSV_EIO, "the path is too long: %s", dir);
}

rsv_status rsv__export_html(struct rsv_kb *kb, struct rsv_ruleset *rules, const char *dir, unsigned *pages,
                            rsv_error *err)
{
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    struct site s = {.kb = kb};
    char clean[4096], part[4096];
    rsv_error unused;
    rsv_doc *index = NULL;
    rsv__alloc_init(&s.alloc, NULL);
    rsv__buf_init(&s.out, &s.alloc);
    rsv_status rc = make_names(dir, clean, part, err);
    s.folder = part;
    if (rc == RSV_OK)
        rc = check_place(clean, err);
    if (rc == RSV_OK)
        rc = read_index(&s, &index, err);
    s.index = index;
    if (rc == RSV_OK)
        rc = rsv__session_open(rules, kb, &o, &s.session, err);
    if (rc == RSV_OK)
        rc = write_all(&s, err);
    if (rc == RSV_OK)
        rc = rsv__folder_replace(part, clean, err);
    if (rc != RSV_OK && rc != RSV_EARG && rsv__file_exists(part))
        (void)!rsv__folder_remove(part, &unused);
    *pages = s.pages;
    rsv__session_close(s.session);
    rsv_doc_free(index);
    rsv__buf_free(&s.out);
    return rc;
}
