/* SPDX-License-Identifier: MIT
 * cmd_kb.c - the article author's loop. */
#include "cli/cmds.h"

#include <signal.h>
#include <string.h>

/* A folder that isn't there is no unknown article. */
static int say_failure(struct cli *cli, const rsv_error *err)
{
    const int rc = rsv__say_error(cli, err);
    return rc == EXIT_UNKNOWN ? EXIT_CANT_OPEN : rc;
}

/* Ctrl-C waits the few seconds until what is half written is whole, so that nothing half done is left. */
static sigset_t hold_interrupts(void)
{
    sigset_t held, before;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGHUP);
    sigprocmask(SIG_BLOCK, &held, &before);
    return before;
}

static int run_build(struct cli *cli)
{
    struct context c = {.code = 0};
    rsv_doc *doc = NULL;
    rsv_error err;
    const char *path = cli->o.output ? cli->o.output : "kb.sqlite";
    int rc = rsv__find_rules(cli, &c);
    const rsv_rule_source source = rsv__rule_source(&c);
    if (rc != 0)
        return rc;
    const sigset_t before = hold_interrupts();
    const rsv_status status = rsv_kb_build(rsv__kb_dir(cli), &source, path, &doc, &err);
    sigprocmask(SIG_SETMASK, &before, NULL);
    const bool mistakes = rsv_doc_integer(rsv_doc_get(doc, "errors")) > 0;
    if (doc != NULL && (cli->o.json || mistakes))
        rc = rsv__print(cli, doc, rsv__render_findings);
    if (rc == 0 && status != RSV_OK)
        rc = say_failure(cli, &err);
    if (mistakes)
        rc = EXIT_PROBLEMS;
    if (rc == 0 && !cli->o.json)
        rsv__term_printf(&cli->out, STYLE_PLAIN, "built %s\n", path);
    rsv_doc_free(doc);
    return rc;
}

static int run_check(struct cli *cli)
{
    struct context c = {.code = 0};
    rsv_doc *doc = NULL;
    rsv_error err;
    int rc = rsv__find_rules(cli, &c);
    const rsv_rule_source source = rsv__rule_source(&c);
    if (rc == 0 && rsv_kb_check(rsv__kb_dir(cli), &source, &doc, &err) != RSV_OK)
        rc = say_failure(cli, &err);
    if (rc == 0)
        rc = rsv__print(cli, doc, rsv__render_findings);
    if (rc == 0 && rsv_doc_integer(rsv_doc_get(doc, "errors")) > 0)
        rc = EXIT_PROBLEMS;
    rsv_doc_free(doc);
    return rc;
}

/* --- stats --------------------------------------------------------------------------------------- */

static void print_stats(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    static const char *const keys[] = {"codes", "reviewed", "brief", "causes", "steps"};
    static const int widths[] = {7, 9, 6, 7, 6};
    const int name = t->width < 85 ? t->width - 41 : 46; /* the numbers take 40 */
    rsv__term_printf(t, STYLE_STRONG, "%-*s", name, "family");
    for (int i = 0; i < 5; i++)
        rsv__term_printf(t, STYLE_STRONG, " %*s", widths[i], keys[i]);
    fputc('\n', t->file);
    for (const rsv_doc *f = rsv_doc_first(rsv_doc_get(d, "families")); f; f = rsv_doc_next(f)) {
        if (rsv_doc_integer(rsv_doc_get(f, "codes")) == 0 && !cli->o.all)
            continue;
        const char *title = rsv_doc_text(rsv_doc_get(f, "title"));
        const int column = rsv__term_wrap(t, STYLE_PLAIN, title, 0, 2, t->width - name);
        rsv__term_spaces(t, name - column);
        for (int i = 0; i < 5; i++)
            rsv__term_printf(t, STYLE_PLAIN, " %*lld", widths[i],
                             (long long)rsv_doc_integer(rsv_doc_get(f, keys[i])));
        fputc('\n', t->file);
    }
    rsv__term_printf(t, STYLE_STRONG, "%-*s", name, "all");
    for (int i = 0; i < 5; i++)
        rsv__term_printf(t, STYLE_PLAIN, " %*lld", widths[i],
                         (long long)rsv_doc_integer(rsv_doc_get(d, keys[i])));
    fputs("\n\n", t->file);
    rsv__term_wrap(t, STYLE_DIM,
                   "brief: not documented by Microsoft, a few lines each. Causes and steps are shared "
                   "between families.", 0, 0, 0);
    fputc('\n', t->file);
}

static int run_stats(struct cli *cli)
{
    struct context c = {.code = 0};
    rsv_doc *doc = NULL;
    rsv_error err;
    int rc = rsv__open_kb(cli, &c);
    if (rc == 0 && rsv_kb_stats(c.kb, &doc, &err) != RSV_OK)
        rc = rsv__say_error(cli, &err);
    return rsv__end_case(cli, &c, rc, doc, print_stats);
}

/* --- import --------------------------------------------------------------------------------------------- */

/* "3 reworded: 50011 50012 ..." */
static void print_change(struct cli *cli, const rsv_doc *table, const char *key)
{
    struct term *t = &cli->out;
    const rsv_doc *list = rsv_doc_get(table, key);
    rsv__term_printf(t, STYLE_PLAIN, "  %zu %s\n", rsv_doc_count(list), key);
    for (const rsv_doc *x = rsv_doc_first(list); x; x = rsv_doc_next(x)) {
        const rsv_doc *code = rsv_doc_get(x, "code");
        const char *from = rsv_doc_text(rsv_doc_get(x, "from")), *name = rsv_doc_text(rsv_doc_get(x, "name"));
        if (*rsv_doc_text(x)) {
            fputs("    ", t->file);
            rsv__term_text(t, STYLE_RAW, rsv_doc_text(x));
        } else {
            rsv__term_printf(t, STYLE_STRONG, "    AADSTS%lld", (long long)rsv_doc_integer(code ? code : x));
        }
        if (code != NULL) {
            fputs("  ", t->file);
            rsv__term_text(t, STYLE_RAW, from);
            fputs(*from ? " -> " : "", t->file);
            rsv__term_text(t, STYLE_RAW, *name ? name : "(no name)");
        }
        fputc('\n', t->file);
    }
}

static void print_table(struct cli *cli, const rsv_doc *d)
{
    static const char *const keys[] = {"new", "renamed", "reworded", "gone", "drafts"};
    struct term *t = &cli->out;
    rsv__term_text(t, STYLE_STRONG | STYLE_RAW, rsv_doc_text(rsv_doc_get(d, "file")));
    fprintf(t->file, ": %lld rows\n", (long long)rsv_doc_integer(rsv_doc_get(d, "rows")));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        print_change(cli, d, keys[i]);
    if (rsv_doc_get(d, "accepted") != NULL) {
        fputs("  kept in ", t->file);
        rsv__term_text(t, STYLE_RAW, rsv_doc_text(rsv_doc_get(d, "accepted")));
        fputc('\n', t->file);
    }
}

static void print_import(struct cli *cli, const rsv_doc *d)
{
    for (const rsv_doc *x = rsv_doc_first(rsv_doc_get(d, "tables")); x; x = rsv_doc_next(x))
        print_table(cli, x);
    if (rsv_doc_count(rsv_doc_get(d, "files")) == 0 && rsv_doc_count(rsv_doc_get(d, "tables")) > 0)
        return;
    struct term *t = &cli->out;
    long long written = 0, files = 0;
    for (const rsv_doc *f = rsv_doc_first(rsv_doc_get(d, "files")); f; f = rsv_doc_next(f)) {
        const char *path = rsv_doc_text(rsv_doc_get(f, "written"));
        const rsv_doc *dropped = rsv_doc_get(f, "dropped");
        const long long kept = rsv_doc_integer(rsv_doc_get(f, "kept"));
        files++;
        written += *path != '\0';
        rsv__term_text(t, STYLE_STRONG | STYLE_RAW, rsv_doc_text(rsv_doc_get(f, "file")));
        fputc('\n', t->file);
        if (*path)
            rsv__term_printf(t, STYLE_PLAIN, "  -> %s, %lld %s kept, %zu dropped\n", path, kept,
                             rsv__plural(kept, "passage", "passages"), rsv_doc_count(dropped));
        else
            rsv__term_printf(t, STYLE_WARN, "  skipped: %s\n",
                             rsv_doc_text(rsv_doc_get(f, "skipped")));
        for (const rsv_doc *x = rsv_doc_first(dropped); x; x = rsv_doc_next(x)) {
            rsv__term_printf(t, STYLE_DIM, "  line %-4lld %s: ",
                             (long long)rsv_doc_integer(rsv_doc_get(x, "line")),
                             rsv_doc_text(rsv_doc_get(x, "reason")));
            char text[90];
            snprintf(text, sizeof text, "%s", rsv_doc_text(rsv_doc_get(x, "text")));
            rsv__term_text(t, STYLE_DIM | STYLE_RAW, text);
            fputc('\n', t->file);
        }
    }
    rsv__term_printf(t, STYLE_PLAIN, "%lld of %lld guides became drafts\n", written, files);
}

static int run_import(struct cli *cli)
{
    rsv_doc *doc = NULL;
    rsv_error err;
    if (cli->o.words.n == 0)
        return rsv__usage_error(cli, "which guides?");
    int rc = 0;
    if (rsv_kb_import(cli->o.words.items, cli->o.words.n, rsv__kb_dir(cli), cli->o.into, cli->o.accept,
                      &doc, &err) != RSV_OK)
        rc = say_failure(cli, &err);
    if (rc == 0)
        rc = rsv__print(cli, doc, print_import);
    if (rc == 0 && cli->o.accept && rsv_doc_count(rsv_doc_get(doc, "tables")) == 0)
        rc = rsv__usage_error(cli, "there is no table of codes to accept in it");
    rsv_doc_free(doc);
    return rc;
}

/* --- export -------------------------------------------------------------------------------------------- */

static void print_export(struct cli *cli, const rsv_doc *d)
{
    rsv__term_printf(&cli->out, STYLE_PLAIN, "%lld pages; begin with ", (long long)rsv_doc_integer(rsv_doc_get(d, "pages")));
    rsv__term_text(&cli->out, STYLE_RAW, rsv_doc_text(rsv_doc_get(d, "folder")));
    fputs("/index.html\n", cli->out.file);
}

static int run_export(struct cli *cli)
{
    struct context c = {.code = 0};
    rsv_doc *doc = NULL;
    rsv_error err;
    if (cli->o.html == NULL)
        return rsv__usage_error(cli, "export to where? --html DIR");
    int rc = rsv__open_kb(cli, &c);
    if (rc == 0)
        rc = rsv__find_rules(cli, &c);
    const rsv_rule_source source = rsv__rule_source(&c);
    const sigset_t before = hold_interrupts();
    if (rc == 0 && rsv_kb_export_html(c.kb, &source, cli->o.html, &doc, &err) != RSV_OK)
        rc = rsv__say_error(cli, &err);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return rsv__end_case(cli, &c, rc, doc, print_export);
}

static const struct option_def *const build_options[] = {&opt_output, &opt_kb, &opt_rules, NULL};
static const struct option_def *const check_options[] = {&opt_kb, &opt_rules, &opt_site, NULL};
static const struct option_def *const stats_options[] = {&opt_all, &opt_kb, NULL};
static const struct option_def *const import_options[] = {&opt_into, &opt_accept, &opt_kb, NULL};

static const struct option_def *const export_options[] = {&opt_html, &opt_kb, &opt_rules, &opt_site, NULL};

static const char *const build_examples[] = {
    "resolvent kb build                                     # kb/ and the rules into kb.sqlite",
    "resolvent kb build --kb our-kb --rules rules -o /srv/kb.sqlite",
    "resolvent kb build --json",
    NULL,
};
static const char *const check_examples[] = {
    "resolvent kb check                          # articles, and how they fit the rules",
    "resolvent kb check --kb our-kb",
    "resolvent kb check --json",
    NULL,
};
static const char *const stats_examples[] = {
    "resolvent kb stats                          # coverage by family",
    "resolvent kb stats --all",
    "resolvent kb stats --json",
    NULL,
};
static const char *const import_examples[] = {
    "resolvent kb import guides/                 # a folder: what all files repeat is found out",
    "resolvent kb import aadsts120013.md --into drafts",
    "resolvent kb import reference-error-codes.md # Microsoft's table: what is new in it",
    "resolvent kb import reference-error-codes.md --accept",
    NULL,
};

static const char *const export_examples[] = {
    "resolvent kb export --html site             # open site/index.html, or put the folder on a server",
    "resolvent kb export --html /srv/www/signin --site our-rules",
    "resolvent kb export --html site --json",
    NULL,
};

const struct cmd cmd_kb_build = {
    .name = "kb build",
    .words = "[-o FILE]",
    .summary = "compile articles and rules into one SQLite file",
    .examples = build_examples,
    .options = build_options,
    .more = "The file is replaced only when everything is right.  The same sources give the same bytes.",
    .run = run_build,
};
const struct cmd cmd_kb_check = {
    .name = "kb check",
    .words = "",
    .summary = "find mistakes in articles: references, shares, sections, filler, old names",
    .examples = check_examples,
    .options = check_options,
    .run = run_check,
};
const struct cmd cmd_kb_stats = {
    .name = "kb stats",
    .words = "",
    .summary = "how many codes, causes and steps there are",
    .examples = stats_examples,
    .options = stats_options,
    .run = run_stats,
};
const struct cmd cmd_kb_import = {
    .name = "kb import",
    .words = "FILE|DIR...",
    .takes_many = true,
    .summary = "turn Markdown guides and Microsoft's table of codes into draft articles",
    .examples = import_examples,
    .options = import_options,
    .more = "Drafts go to kb/codes, or to kb/drafts where a reviewed article is there already.  Nothing is\n"
            "overwritten.  The report names every passage that was left out, and why.\n"
            "Microsoft's table of codes (Markdown, or code, name and description between tabs) is compared with\n"
            "kb/microsoft.tsv: what is new, renamed, reworded, gone.  --accept writes that file.",
    .run = run_import,
};
const struct cmd cmd_kb_export = {
    .name = "kb export",
    .words = "--html DIR",
    .summary = "write the whole knowledge base as linked web pages",
    .examples = export_examples,
    .options = export_options,
    .more = "The pages need no server and no network.  A folder that is there is replaced only if it is an\n"
            "earlier export.  The same knowledge base and rules give the same bytes.",
    .run = run_export,
};
