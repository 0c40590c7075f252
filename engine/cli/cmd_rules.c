/* SPDX-License-Identifier: MIT
 * cmd_rules.c - the rule author's loop. */
#include "cli/cmds.h"

#include <string.h>
#include <sys/stat.h>

/* --- list ------------------------------------------------------------------------------------------ */

/* What it is, and where: as people paste it into an editor. */
static void print_name(struct term *t, const char *type, const rsv_doc *d)
{
    rsv__term_printf(t, STYLE_PLAIN, "%-9s ", type);
    rsv__term_wrap(t, STYLE_STRONG, rsv_doc_text(rsv_doc_get(d, type)), 10, 10, 0);
    fputs("\n          ", t->file);
    rsv__term_printf(t, STYLE_DIM, "%s:%lld\n", rsv_doc_text(rsv_doc_get(d, "file")),
                     (long long)rsv_doc_integer(rsv_doc_get(d, "line")));
}

static void print_list(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    for (const rsv_doc *r = rsv_doc_first(rsv_doc_get(d, "rules")); r; r = rsv_doc_next(r))
        print_name(t, "rule", r);
    for (const rsv_doc *e = rsv_doc_first(rsv_doc_get(d, "evidence")); e; e = rsv_doc_next(e)) {
        print_name(t, "evidence", e);
        char line[1000] = "";
        size_t n = 0;
        for (const rsv_doc *o = rsv_doc_first(rsv_doc_get(e, "outcomes")); o && n < sizeof line; o = rsv_doc_next(o))
            n += (size_t)snprintf(line + n, sizeof line - n, "%s%s", n ? " | " : "", rsv_doc_text(o));
        rsv__term_spaces(t, 10);
        rsv__term_wrap(t, STYLE_PLAIN, line, 10, 10, 0);
        fputc('\n', t->file);
    }
}

static int run_list(struct cli *cli)
{
    struct context c = {.code = 0};
    rsv_doc *doc = NULL;
    rsv_error err;
    int rc = rsv__load_rules(cli, &c);
    if (rc == 0 && rsv_ruleset_list(c.rules, &doc, &err) != RSV_OK)
        rc = rsv__say_error(cli, &err);
    return rsv__end_case(cli, &c, rc, doc, print_list);
}

/* --- check ------------------------------------------------------------------------------------------- */

static int run_check(struct cli *cli)
{
    struct context c = {.code = 0};
    struct stat st;
    rsv_doc *doc = NULL;
    rsv_error err;
    int rc = rsv__find_rules(cli, &c);
    rsv_rule_source source = rsv__rule_source(&c);
    source.with_examples = 1;
    const char *kb = rsv__kb_dir(cli);
    if (stat(kb, &st) != 0)
        kb = NULL; /* rules alone */
    if (rc == 0 && rsv_rules_check(&source, kb, &doc, &err) != RSV_OK)
        rc = rsv__say_error(cli, &err);
    if (rc == 0)
        rc = rsv__print(cli, doc, rsv__render_findings);
    if (rc == 0 && rsv_doc_integer(rsv_doc_get(doc, "errors")) > 0)
        rc = EXIT_PROBLEMS;
    rsv_doc_free(doc);
    return rc;
}

/* --- test ---------------------------------------------------------------------------------------------- */

/* TAP version 13: a line per example, what is wrong indented behind it. */
static void print_tap(struct cli *cli, const rsv_doc *d)
{
    FILE *f = cli->out.file;
    const rsv_doc *list = rsv_doc_get(d, "examples");
    size_t n = 0;
    fprintf(f, "TAP version 13\n1..%zu\n", rsv_doc_count(list));
    for (const rsv_doc *e = rsv_doc_first(list); e; e = rsv_doc_next(e)) {
        const bool ok = rsv_doc_is_true(rsv_doc_get(e, "ok"));
        rsv__term_text(&cli->out, ok ? STYLE_GOOD : STYLE_BAD, ok ? "ok" : "not ok");
        fprintf(f, " %zu - ", ++n);
        rsv__term_text(&cli->out, STYLE_RAW, rsv_doc_text(rsv_doc_get(e, "name")));
        rsv__term_printf(&cli->out, STYLE_DIM, "  # %s %.0f %%\n",
                         rsv_doc_text(rsv_doc_get(e, "top")),
                         100 * rsv_doc_number(rsv_doc_get(e, "belief")));
        if (ok)
            continue;
        rsv__term_printf(&cli->out, STYLE_DIM, "  # %s:%lld\n",
                         rsv_doc_text(rsv_doc_get(e, "file")),
                         (long long)rsv_doc_integer(rsv_doc_get(e, "line")));
        for (const rsv_doc *p = rsv_doc_first(rsv_doc_get(e, "problems")); p; p = rsv_doc_next(p))
            rsv__term_printf(&cli->out, STYLE_PLAIN, "  # %s\n", rsv_doc_text(p));
    }
    fprintf(f, "# %zu examples, %lld passed, %lld failed\n", n,
            (long long)rsv_doc_integer(rsv_doc_get(d, "passed")),
            (long long)rsv_doc_integer(rsv_doc_get(d, "failed")));
    for (const rsv_doc *o = rsv_doc_first(rsv_doc_get(d, "rules_never_fired")); o;
         o = rsv_doc_next(o))
        rsv__term_printf(&cli->out, STYLE_WARN, "# no example fires rule: %s\n", rsv_doc_text(o));
    size_t warnings = 0;
    for (const rsv_doc *x = rsv_doc_first(rsv_doc_get(d, "findings")); x; x = rsv_doc_next(x)) {
        const bool error = strcmp(rsv_doc_text(rsv_doc_get(x, "severity")), "error") == 0;
        const long long line = rsv_doc_integer(rsv_doc_get(x, "line"));
        rsv__term_printf(&cli->out, error ? STYLE_BAD : STYLE_WARN, "# %s %s %s:", error ? "error" : "warning",
                         rsv_doc_text(rsv_doc_get(x, "id")), rsv_doc_text(rsv_doc_get(x, "file")));
        if (line > 0)
            rsv__term_printf(&cli->out, error ? STYLE_BAD : STYLE_WARN, "%lld:", line);
        rsv__term_printf(&cli->out, STYLE_PLAIN, " %s\n", rsv_doc_text(rsv_doc_get(x, "message")));
        warnings += !error;
    }
    if (warnings > 0)
        fprintf(f, "# %zu %s\n", warnings, rsv__plural((long long)warnings, "warning", "warnings"));
}

static bool has_errors(const rsv_doc *d)
{
    for (const rsv_doc *x = rsv_doc_first(rsv_doc_get(d, "findings")); x; x = rsv_doc_next(x))
        if (strcmp(rsv_doc_text(rsv_doc_get(x, "severity")), "error") == 0)
            return true;
    return rsv_doc_integer(rsv_doc_get(d, "failed")) > 0;
}

static int run_test(struct cli *cli)
{
    struct context c = {.code = 0};
    rsv_doc *doc = NULL;
    rsv_error err;
    int rc = rsv__open_kb(cli, &c);
    if (rc == 0)
        rc = rsv__find_rules(cli, &c);
    rsv_rule_source source = rsv__rule_source(&c);
    source.with_examples = 1;
    if (rc == 0 && rsv_rules_test(&source, c.kb, &doc, &err) != RSV_OK)
        rc = rsv__say_error(cli, &err);
    if (rc == 0)
        rc = rsv__print(cli, doc, print_tap);
    if (rc == 0 && has_errors(doc))
        rc = EXIT_PROBLEMS;
    rsv_doc_free(doc);
    rsv__close_context(&c);
    return rc;
}

static const struct option_def *const list_options[] = {&opt_rules, &opt_site, NULL};
static const struct option_def *const rule_options[] = {&opt_rules, &opt_site, &opt_kb, NULL};

static const char *const list_examples[] = {
    "resolvent rules list",
    "resolvent rules list --site ~/our-rules",
    "resolvent rules list --json",
    NULL,
};
static const char *const check_examples[] = {
    "resolvent rules check                       # everything that is wrong with the rules",
    "resolvent rules check --rules rules --kb kb # and whether their causes exist",
    "resolvent rules check --json",
    NULL,
};
static const char *const test_examples[] = {
    "resolvent rules test                        # run the examples beside the rules",
    "resolvent rules test --site ~/our-rules",
    "resolvent rules test --json",
    NULL,
};

const struct cmd cmd_rules_list = {
    .name = "rules list",
    .words = "",
    .summary = "rules and evidence, with their files",
    .examples = list_examples,
    .options = list_options,
    .run = run_list,
};
const struct cmd cmd_rules_check = {
    .name = "rules check",
    .words = "",
    .summary = "find mistakes in rule files, each with file, line and a suggestion",
    .examples = check_examples,
    .options = rule_options,
    .run = run_check,
};
const struct cmd cmd_rules_test = {
    .name = "rules test",
    .words = "",
    .summary = "run the examples beside the rules, and list what none of them reaches",
    .examples = test_examples,
    .options = rule_options,
    .run = run_test,
};
