/* SPDX-License-Identifier: MIT
 * cmd_facts.c - the fact dictionary, and checking what a collector gave. */
#include "cli/cmds.h"

#include <stdlib.h>
#include <string.h>

/* --- kinds --------------------------------------------------------------------------------------- */

static void print_field(struct cli *cli, const rsv_doc *f)
{
    struct term *t = &cli->out;
    const rsv_doc *words = rsv_doc_get(f, "words");
    char type[400];
    int n = snprintf(type, sizeof type, "%s", rsv_doc_text(rsv_doc_get(f, "type")));
    for (const rsv_doc *w = rsv_doc_first(words); w && n < (int)sizeof type; w = rsv_doc_next(w))
        n += snprintf(type + n, sizeof type - (size_t)n, "%s%s",
                      w == rsv_doc_first(words) ? ": " : ", ", rsv_doc_text(w));
    rsv__term_printf(t, STYLE_STRONG, "  %s%-20s ",
                     rsv_doc_is_true(rsv_doc_get(f, "key")) ? "*" : " ",
                     rsv_doc_text(rsv_doc_get(f, "field")));
    rsv__term_wrap(t, STYLE_PLAIN, type, 24, 26, 0);
    const char *doc = rsv_doc_text(rsv_doc_get(f, "doc"));
    const char *unit = rsv_doc_text(rsv_doc_get(f, "unit"));
    if (*unit)
        rsv__term_printf(t, STYLE_PLAIN, " (%s)", unit);
    if (rsv_doc_is_true(rsv_doc_get(f, "optional")))
        rsv__term_text(t, STYLE_DIM, "  optional");
    if (rsv_doc_is_true(rsv_doc_get(f, "pii")))
        rsv__term_text(t, STYLE_DIM, "  personal");
    fputc('\n', t->file);
    if (*doc) {
        rsv__term_spaces(t, 26);
        rsv__term_wrap(t, STYLE_DIM, doc, 26, 26, 0);
        fputc('\n', t->file);
    }
}

static void print_kind(struct cli *cli, const rsv_doc *k, bool whole)
{
    struct term *t = &cli->out;
    const char *collector = rsv_doc_text(rsv_doc_get(k, "collector"));
    rsv__term_printf(t, STYLE_STRONG, "%-22s", rsv_doc_text(rsv_doc_get(k, "kind")));
    fputc(' ', t->file);
    rsv__term_wrap(t, STYLE_PLAIN, rsv_doc_text(rsv_doc_get(k, "doc")), 23, 23, 0);
    fputc('\n', t->file);
    if (!whole)
        return;
    if (*collector)
        rsv__term_printf(t, STYLE_DIM, "  collected by %s (%g min): %s\n", collector,
                         rsv_doc_number(rsv_doc_get(k, "minutes")),
                         rsv_doc_text(rsv_doc_get(k, "collector_doc")));
    const char *fresh = rsv_doc_text(rsv_doc_get(k, "fresh_for"));
    if (*fresh)
        rsv__term_printf(t, STYLE_DIM, "  counts for %s after it was observed\n", fresh);
    if (rsv_doc_is_true(rsv_doc_get(k, "single")))
        rsv__term_printf(t, STYLE_DIM, "  there is one such record: a newer one replaces it\n");
    for (const rsv_doc *f = rsv_doc_first(rsv_doc_get(k, "fields")); f; f = rsv_doc_next(f))
        print_field(cli, f);
    fputc('\n', t->file);
}

static void print_kinds(struct cli *cli, const rsv_doc *d)
{
    const bool whole = cli->o.words.n > 0 || cli->o.all;
    for (const rsv_doc *k = rsv_doc_first(rsv_doc_get(d, "kinds")); k; k = rsv_doc_next(k))
        print_kind(cli, k, whole);
    if (!whole)
        rsv__term_printf(&cli->out, STYLE_DIM, "\nresolvent facts kinds KIND shows the fields\n");
}

static int run_kinds(struct cli *cli)
{
    struct context c = {.code = 0};
    rsv_doc *doc = NULL;
    rsv_error err;
    if (cli->o.words.n > 1)
        return rsv__usage_error(cli, "one kind, or none for all");
    int rc = rsv__load_rules(cli, &c);
    const char *name = cli->o.words.n ? cli->o.words.items[0] : NULL;
    if (rc == 0 && rsv_ruleset_kinds(c.rules, name, &doc, &err) != RSV_OK)
        rc = rsv__say_error(cli, &err);
    if (rc == 0)
        rc = rsv__print(cli, doc, print_kinds);
    rsv_doc_free(doc);
    rsv__close_context(&c);
    return rc;
}

/* --- check ------------------------------------------------------------------------------------------ */

static int check_one(struct cli *cli, rsv_session *session, const char *path, bool *bad)
{
    rsv_doc *report = NULL;
    rsv_error err;
    size_t n;
    char *text = rsv__read_input(cli, path, &n);
    if (text == NULL)
        return EXIT_USAGE;
    const rsv_status status = rsv_session_read(session, path, text, n, &report, &err);
    free(text);
    if (status != RSV_OK)
        return rsv__say_error(cli, &err);
    const int rc = rsv__print(cli, report, rsv__render_report);
    *bad = *bad || rsv_doc_integer(rsv_doc_get(report, "rejected")) > 0;
    rsv_doc_free(report);
    return rc;
}

static int run_check(struct cli *cli)
{
    struct context c = {.code = 0};
    rsv_error err;
    bool bad = false;
    if (cli->o.words.n + cli->o.files.n == 0)
        return rsv__usage_error(cli, "which files?");
    int rc = rsv__load_rules(cli, &c);
    if (rc == 0 && rsv_session_open(c.rules, NULL, NULL, &c.session, &err) != RSV_OK)
        rc = rsv__say_error(cli, &err);
    for (size_t i = 0; i < cli->o.words.n && rc == 0; i++)
        rc = check_one(cli, c.session, cli->o.words.items[i], &bad);
    for (size_t i = 0; i < cli->o.files.n && rc == 0; i++)
        rc = check_one(cli, c.session, cli->o.files.items[i], &bad);
    rsv__close_context(&c);
    return rc ? rc : bad ? EXIT_PROBLEMS : 0;
}

static const struct option_def *const kind_options[] = {&opt_all, &opt_rules, &opt_site, NULL};
static const struct option_def *const check_options[] = {&opt_file, &opt_rules, &opt_site, NULL};

static const char *const kind_examples[] = {
    "resolvent facts kinds                 # all kinds, a line each",
    "resolvent facts kinds port_status     # its fields",
    "resolvent facts kinds --all           # the whole dictionary",
    NULL,
};
static const char *const check_examples[] = {
    "resolvent facts check facts.json",
    "resolvent facts check *.ndjson",
    "collector | resolvent facts check -",
    NULL,
};

const struct cmd cmd_facts_kinds = {
    .name = "facts kinds",
    .words = "[KIND]",
    .summary = "the kinds of facts, their fields, and who collects them",
    .examples = kind_examples,
    .options = kind_options,
    .more = "A star marks the fields that say which thing a record is about.",
    .run = run_kinds,
};
const struct cmd cmd_facts_check = {
    .name = "facts check",
    .words = "FILE...",
    .summary = "read files of facts and say what is wrong with them",
    .examples = check_examples,
    .options = check_options,
    .run = run_check,
};
