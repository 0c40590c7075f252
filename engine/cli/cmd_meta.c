/* SPDX-License-Identifier: MIT
 * cmd_meta.c - schema, doctor, version, help. */
#include "cli/cmds.h"

#include <string.h>

/* --- schema ---------------------------------------------------------------------------------------- */

static int run_schema(struct cli *cli)
{
    char short_names[32][40]; /* "diagnosis" of "resolvent.diagnosis/1" */
    const char *names[32];
    size_t n = 0;
    for (; n < 32 && rsv_schema_name(n) != NULL; n++) {
        const char *name = rsv_schema_name(n) + strcspn(rsv_schema_name(n), ".") + 1;
        snprintf(short_names[n], sizeof *short_names, "%.*s", (int)strcspn(name, "/"), name);
        names[n] = short_names[n];
    }
    if (cli->o.words.n == 0) {
        for (size_t i = 0; i < n; i++)
            fprintf(cli->out.file, "%s\n", rsv_schema_name(i));
        return 0;
    }
    for (size_t i = 0; i < cli->o.words.n; i++) {
        const char *name = cli->o.words.items[i], *text = rsv_schema(name);
        if (text == NULL) {
            const char *near = rsv__nearest(name, names, n);
            rsv__say(cli, "there is no schema '%s'%s%s%s", name, near ? "; did you mean '" : "",
                     near ? near : "", near ? "'?" : "");
            return EXIT_UNKNOWN;
        }
        fputs(text, cli->out.file);
    }
    return 0;
}

/* --- doctor ------------------------------------------------------------------------------------------ */

static void print_doctor(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    rsv__term_printf(t, STYLE_PLAIN, "resolvent %s\n", rsv_doc_text(rsv_doc_get(d, "version")));
    for (const rsv_doc *c = rsv_doc_first(rsv_doc_get(d, "checks")); c; c = rsv_doc_next(c)) {
        const bool ok = rsv_doc_is_true(rsv_doc_get(c, "ok")) != 0;
        rsv__term_text(t, ok ? STYLE_GOOD : STYLE_BAD, ok ? "ok       " : "problem  ");
        rsv__term_printf(t, STYLE_STRONG, "%-16s", rsv_doc_text(rsv_doc_get(c, "check")));
        rsv__term_wrap(t, STYLE_RAW, rsv_doc_text(rsv_doc_get(c, "detail")), 25, 25, 0);
        fputc('\n', t->file);
    }
    if (rsv_doc_get(d, "findings") != NULL)
        rsv__render_findings(cli, d);
}

static int run_doctor(struct cli *cli)
{
    struct context c = {.code = 0};
    rsv_doc *doc = NULL;
    rsv_error err;
    char path[4096];
    int rc = rsv__find_rules(cli, &c);
    const rsv_rule_source source = rsv__rule_source(&c);
    if (rc == 0 &&
        rsv_doctor(rsv__kb_path(cli, path, sizeof path), &source, &doc, &err) != RSV_OK)
        rc = rsv__say_error(cli, &err);
    if (rc == 0)
        rc = rsv__print(cli, doc, print_doctor);
    if (rc == 0 && rsv_doc_integer(rsv_doc_get(doc, "problems")) > 0)
        rc = EXIT_PROBLEMS;
    rsv_doc_free(doc);
    return rc;
}

/* --- version, help -------------------------------------------------------------------------------------- */

static int run_version(struct cli *cli)
{
    if (cli->o.json)
        fprintf(cli->out.file, "{\n  \"schema\": \"resolvent.version/1\",\n  \"version\": \"%s\"\n}\n",
                rsv_version());
    else
        fprintf(cli->out.file, "resolvent %s\n", rsv_version());
    return 0;
}

static int run_help(struct cli *cli)
{
    char name[64] = "";
    if (cli->o.man) {
        rsv__print_man(cli);
        return 0;
    }
    if (cli->o.completion != NULL) {
        if (rsv__print_completion(cli, cli->o.completion))
            return 0;
        return rsv__usage_error(cli, "completion is there for bash, zsh and fish");
    }
    if (cli->o.words.n == 0) {
        rsv__print_overview(cli);
        return 0;
    }
    for (const struct topic *t = rsv__topics; t->name != NULL; t++) {
        if (strcmp(cli->o.words.items[0], t->name) != 0)
            continue;
        fputs(t->text, cli->out.file);
        return 0;
    }
    for (size_t i = 0; i < cli->o.words.n && i < 2; i++) {
        const size_t n = strlen(name);
        snprintf(name + n, sizeof name - n, "%s%s", i ? " " : "", cli->o.words.items[i]);
    }
    bool any = false;
    const size_t n = strlen(name);
    for (const struct cmd *const *c = rsv__commands; *c != NULL; c++) {
        const bool exact = strcmp((*c)->name, name) == 0;
        if (!exact && !(strncmp((*c)->name, name, n) == 0 && (*c)->name[n] == ' '))
            continue;
        if (any)
            fputs("\n", cli->out.file);
        rsv__print_help(cli, *c);
        any = true;
    }
    if (any)
        return 0;
    const char *names[64] = {NULL};
    size_t n_names = 0;
    for (const struct cmd *const *c = rsv__commands; *c != NULL && n_names < 64; c++)
        names[n_names++] = (*c)->name;
    const char *near = rsv__nearest(name, names, n_names);
    rsv__say(cli, "there is no command '%s'%s%s%s", name, near ? "; did you mean '" : "",
             near ? near : "", near ? "'?" : "");
    return EXIT_USAGE;
}

static const struct option_def *const none[] = {NULL};
static const struct option_def *const help_options[] = {&opt_man, &opt_completion, NULL};
static const struct option_def *const doctor_options[] = {&opt_kb, &opt_rules, &opt_site, NULL};

static const char *const schema_examples[] = {
    "resolvent schema                            # their names",
    "resolvent schema diagnosis                  # the JSON Schema of a diagnosis",
    "resolvent schema resolvent.diagnosis/1",
    NULL,
};
static const char *const doctor_examples[] = {
    "resolvent doctor                            # what is loaded from where, and what is wrong",
    "resolvent doctor --kb /srv/kb.sqlite",
    "resolvent doctor --site ~/our-rules",
    NULL,
};
static const char *const version_examples[] = {"resolvent version", "resolvent version --json", NULL};
static const char *const help_examples[] = {
    "resolvent help why-not",
    "resolvent help facts",
    "resolvent help exit-codes",
    NULL,
};

const struct cmd cmd_schema = {
    .name = "schema",
    .words = "[NAME]",
    .summary = "the JSON Schemas of the documents that --json prints",
    .examples = schema_examples,
    .options = none,
    .is_text = true,
    .run = run_schema,
};
const struct cmd cmd_doctor = {
    .name = "doctor",
    .words = "",
    .summary = "what is loaded from where, and what is wrong with it",
    .examples = doctor_examples,
    .options = doctor_options,
    .run = run_doctor,
};
const struct cmd cmd_version = {
    .name = "version",
    .words = "",
    .summary = "the version",
    .examples = version_examples,
    .options = none,
    .run = run_version,
};
const struct cmd cmd_help = {
    .name = "help",
    .words = "[COMMAND|exit-codes|environment]",
    .summary = "how to use a command",
    .examples = help_examples,
    .options = help_options,
    .is_text = true,
    .run = run_help,
};
