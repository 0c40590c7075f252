/* SPDX-License-Identifier: MIT
 * cmd_facts.c - the fact dictionary, and checking what a collector gave. */
#include "cli/cmds.h"

#include <stdlib.h>
#include <string.h>

/* --- kinds --------------------------------------------------------------------------------------- */

/* "one of open, closed; optional": what may stand in a field. */
static void describe_type(const rsv_doc *f, char *out, size_t size)
{
    const rsv_doc *words = rsv_doc_get(f, "words");
    const rsv_doc *low = rsv_doc_get(f, "low"), *high = rsv_doc_get(f, "high");
    const char *type = rsv_doc_text(rsv_doc_get(f, "type")), *unit = rsv_doc_text(rsv_doc_get(f, "unit"));
    size_t n = (size_t)snprintf(out, size, "%s", words ? "one of" : type);
    for (const rsv_doc *w = rsv_doc_first(words); w && n < size; w = rsv_doc_next(w))
        n += (size_t)snprintf(out + n, size - n, "%s %s", w == rsv_doc_first(words) ? "" : ",",
                              rsv_doc_text(w));
    if (low != NULL && n < size)
        n += (size_t)snprintf(out + n, size - n, " from %g", rsv_doc_number(low));
    if (high != NULL && n < size)
        n += (size_t)snprintf(out + n, size - n, " to %g", rsv_doc_number(high));
    if (n < size)
        snprintf(out + n, size - n, "%s%s%s%s", *unit ? " in " : "", unit,
                 rsv_doc_is_true(rsv_doc_get(f, "optional")) ? "; optional" : "",
                 rsv_doc_is_true(rsv_doc_get(f, "pii")) ? "; personal" : "");
}

static void print_field(struct cli *cli, const rsv_doc *f)
{
    struct term *t = &cli->out;
    const char *doc = rsv_doc_text(rsv_doc_get(f, "doc"));
    char type[600];
    describe_type(f, type, sizeof type);
    rsv__term_printf(t, STYLE_STRONG, "  %s%-20s ", rsv_doc_is_true(rsv_doc_get(f, "key")) ? "*" : " ",
                     rsv_doc_text(rsv_doc_get(f, "field")));
    rsv__term_wrap(t, STYLE_PLAIN, type, 24, 26, 0);
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
    const char *name = rsv_doc_text(rsv_doc_get(k, "kind"));
    rsv__term_printf(t, STYLE_STRONG, "%-22s ", name);
    rsv__term_wrap(t, STYLE_PLAIN, rsv_doc_text(rsv_doc_get(k, "doc")),
                   strlen(name) > 22 ? (int)strlen(name) + 1 : 23, 23, 0);
    fputc('\n', t->file);
    if (!whole)
        return;
    if (*collector) {
        char line[400];
        snprintf(line, sizeof line, "collected by %s (%g min): %s", collector,
                 rsv_doc_number(rsv_doc_get(k, "minutes")), rsv_doc_text(rsv_doc_get(k, "collector_doc")));
        rsv__term_spaces(t, 2);
        rsv__term_wrap(t, STYLE_DIM, line, 2, 4, 0);
        fputc('\n', t->file);
    }
    const char *fresh = rsv_doc_text(rsv_doc_get(k, "fresh_for"));
    if (*fresh)
        rsv__term_printf(t, STYLE_DIM, "  counts for %s after it was observed\n", fresh);
    if (rsv_doc_is_true(rsv_doc_get(k, "derived")))
        rsv__term_printf(t, STYLE_DIM, "  rules work it out; it needn't be given\n");
    if (rsv_doc_is_true(rsv_doc_get(k, "single")))
        rsv__term_printf(t, STYLE_DIM, "  there is one such record: a newer one replaces it\n");
    for (const rsv_doc *f = rsv_doc_first(rsv_doc_get(k, "fields")); f; f = rsv_doc_next(f))
        print_field(cli, f);
    fputc('\n', t->file);
}

/* Those that are given, or those that rules work out; before the first of them a heading, if there is one. */
static void print_part(struct cli *cli, const rsv_doc *d, bool derived, const char *heading)
{
    const bool whole = cli->o.words.n > 0 || cli->o.all;
    for (const rsv_doc *k = rsv_doc_first(rsv_doc_get(d, "kinds")); k; k = rsv_doc_next(k)) {
        if (rsv_doc_is_true(rsv_doc_get(k, "derived")) != derived)
            continue;
        if (heading != NULL)
            rsv__term_printf(&cli->out, STYLE_STRONG, "%s%s\n", derived ? "\n" : "", heading);
        heading = NULL;
        print_kind(cli, k, whole);
    }
}

static void print_kinds(struct cli *cli, const rsv_doc *d)
{
    const bool one = cli->o.words.n > 0;
    print_part(cli, d, false, one ? NULL : "GIVEN BY A COLLECTOR, A TOOL OR A PERSON");
    print_part(cli, d, true, one ? NULL : "WORKED OUT FROM THEM BY RULES");
    if (!one && !cli->o.all)
        rsv__term_printf(&cli->out, STYLE_DIM, "\nresolvent facts kinds KIND shows the fields\n");
}

static int run_kinds(struct cli *cli)
{
    struct context c = {.facts_only = false}; /* the rules tell which kinds they work out */
    rsv_doc *doc = NULL;
    rsv_error err;
    if (cli->o.words.n > 1)
        return rsv__usage_error(cli, "one kind, or none for all");
    int rc = rsv__load_rules(cli, &c);
    const char *name = cli->o.words.n ? cli->o.words.items[0] : NULL;
    if (rc == 0 && rsv_ruleset_kinds(c.rules, name, &doc, &err) != RSV_OK)
        rc = rsv__say_error(cli, &err);
    return rsv__end_case(cli, &c, rc, doc, print_kinds);
}

/* --- check ------------------------------------------------------------------------------------------ */

static int check_one(struct cli *cli, rsv_session *session, const char *path, bool *bad)
{
    rsv_doc *report = NULL;
    rsv_error err;
    struct input in;
    if (!rsv__read_input(cli, path, &in))
        return EXIT_USAGE;
    const char *name = rsv__input_name(path);
    const rsv_status status = rsv_session_read(session, name, in.text, in.n, &report, &err);
    rsv__free_input(&in);
    if (status != RSV_OK)
        return rsv__say_input_error(cli, name, &err);
    const int rc = rsv__print(cli, report, rsv__render_report);
    *bad = *bad || rsv_doc_integer(rsv_doc_get(report, "rejected")) > 0;
    rsv_doc_free(report);
    return rc;
}

/* --- convert ---------------------------------------------------------------------------------------- */

static void write_lines(void *user, const char *text, size_t n)
{
    fwrite(text, 1, n, ((struct cli *)user)->out.file);
}

/* NDJSON, which `-f` reads; problems go to standard error. */
static int convert_one(struct cli *cli, rsv_session *session, const char *path, bool *bad)
{
    rsv_doc *report = NULL;
    rsv_error err;
    struct input in;
    if (!rsv__read_input(cli, path, &in))
        return EXIT_USAGE;
    const char *name = rsv__input_name(path);
    const rsv_status status = rsv_session_convert(session, name, in.text, in.n, write_lines, cli, &report, &err);
    rsv__free_input(&in);
    if (status != RSV_OK)
        return rsv__say_input_error(cli, name, &err);
    if (rsv_doc_count(rsv_doc_get(report, "problems")) > 0)
        rsv__render_report(cli, report);
    else
        rsv__say_no_facts(cli, report);
    *bad = *bad || rsv_doc_integer(rsv_doc_get(report, "rejected")) > 0;
    rsv_doc_free(report);
    return 0;
}

static int each_file(struct cli *cli, int (*one)(struct cli *, rsv_session *, const char *, bool *))
{
    struct context c = {.facts_only = true};
    rsv_error err;
    bool bad = false;
    if (cli->o.words.n + cli->o.files.n == 0)
        return rsv__usage_error(cli, "which files?");
    int rc = rsv__load_rules(cli, &c);
    if (rc == 0 && (rsv_session_open(c.rules, NULL, NULL, &c.session, &err) != RSV_OK ||
                    rsv_session_set_format(c.session, cli->o.from, cli->o.lenient, &err) != RSV_OK))
        rc = rsv__say_error(cli, &err);
    for (size_t i = 0; i < cli->o.words.n && rc == 0; i++)
        rc = one(cli, c.session, cli->o.words.items[i], &bad);
    for (size_t i = 0; i < cli->o.files.n && rc == 0; i++)
        rc = one(cli, c.session, cli->o.files.items[i], &bad);
    rsv__close_context(&c);
    return rc ? rc : bad ? EXIT_PROBLEMS : 0;
}

static int run_check(struct cli *cli)
{
    return each_file(cli, check_one);
}

static int run_convert(struct cli *cli)
{
    return each_file(cli, convert_one);
}

/* --- formats ---------------------------------------------------------------------------------------- */

static void print_formats(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    for (const rsv_doc *f = rsv_doc_first(rsv_doc_get(d, "formats")); f != NULL; f = rsv_doc_next(f)) {
        const char *name = rsv_doc_text(rsv_doc_get(f, "format"));
        rsv__term_printf(t, STYLE_STRONG, "%-26s ", name);
        rsv__term_wrap(t, STYLE_PLAIN, rsv_doc_text(rsv_doc_get(f, "doc")), strlen(name) > 26 ? (int)strlen(name) + 1 : 27, 27,
                       0);
        fputc('\n', t->file);
    }
}

static int run_formats(struct cli *cli)
{
    struct context c = {.facts_only = true};
    rsv_doc *doc = NULL;
    rsv_error err;
    int rc = rsv__load_rules(cli, &c);
    if (rc == 0 && rsv_ruleset_formats(c.rules, &doc, &err) != RSV_OK)
        rc = rsv__say_error(cli, &err);
    return rsv__end_case(cli, &c, rc, doc, print_formats);
}

static const struct option_def *const format_options[] = {&opt_rules, &opt_site, NULL};
static const struct option_def *const kind_options[] = {&opt_all, &opt_rules, &opt_site, NULL};
static const struct option_def *const check_options[] = {&opt_file, &opt_from, &opt_lenient, &opt_rules, &opt_site, NULL};

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

static const char *const convert_examples[] = {
    "resolvent facts convert SignIns.json > facts.ndjson",
    "nmap -oX - sync01 | resolvent facts convert -",
    NULL,
};
static const char *const format_examples[] = {
    "resolvent facts formats               # what other tools print that is read",
    NULL,
};

const struct cmd cmd_facts_convert = {
    .name = "facts convert",
    .words = "FILE...",
    .takes_many = true,
    .summary = "turn what another tool printed into facts, a JSON object a line",
    .examples = convert_examples,
    .options = check_options,
    .more = "The format is recognised by content. 'resolvent facts formats' lists them; your own go in the folder "
            "adapters of a site folder.",
    .is_text = true,
    .run = run_convert,
};
const struct cmd cmd_facts_formats = {
    .name = "facts formats",
    .words = "",
    .summary = "the outputs of other tools that are read as facts",
    .examples = format_examples,
    .options = format_options,
    .run = run_formats,
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
    .takes_many = true,
    .summary = "read files of facts and say what is wrong with them",
    .examples = check_examples,
    .options = check_options,
    .run = run_check,
};
