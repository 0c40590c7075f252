/* SPDX-License-Identifier: MIT
 * cmd_next.c - what to find out next. */
#include "cli/cmds.h"

#include <string.h>

/* The script alone on standard output, so that it can be piped; the rest beside it. */
static void print_script(struct cli *cli, const rsv_doc *d)
{
    const rsv_doc *open = rsv_doc_get(d, "to_fill_in");
    fputs(rsv_doc_text(rsv_doc_get(d, "script")), cli->out.file);
    if (rsv_doc_count(open) == 0)
        return;
    fputs("resolvent: fill in", cli->err.file);
    for (const rsv_doc *o = rsv_doc_first(open); o; o = rsv_doc_next(o))
        fprintf(cli->err.file, " <%s>", rsv_doc_text(o));
    fputs(" before you run it\n", cli->err.file);
}

/* --script COLLECTOR, or --script SHELL COLLECTOR as people type it. */
static void split_script(struct cli *cli, const char **collector, const char **shell,
                         const char **rest, size_t *n_rest)
{
    *collector = cli->o.script;
    *shell = NULL;
    *n_rest = 0;
    for (size_t i = 0; i < cli->o.words.n; i++) {
        const char *w = cli->o.words.items[i];
        const size_t n = strspn(w, "abcdefghijklmnopqrstuvwxyz-");
        if (cli->o.script != NULL && *shell == NULL && w[n] == '\0') {
            *shell = cli->o.script;
            *collector = w;
        } else {
            rest[(*n_rest)++] = w;
        }
    }
}

static int run(struct cli *cli)
{
    struct context c = {.code = 0};
    const char *collector, *shell, *rest[MAX_LIST];
    size_t n_rest;
    rsv_doc *answer = NULL;
    rsv_error err;
    split_script(cli, &collector, &shell, rest, &n_rest);
    int rc = rsv__open_case(cli, &c, rest, n_rest);
    if (rc == 0) {
        const rsv_status status =
            collector ? rsv_session_script(c.session, c.code, collector, shell, &answer, &err)
                      : rsv_session_next(c.session, c.code, &answer, &err);
        if (status != RSV_OK)
            rc = rsv__say_error(cli, &err);
        else
            rc = rsv__print(cli, answer, collector ? print_script : rsv__render_next);
    }
    rsv_doc_free(answer);
    rsv__close_context(&c);
    return rc;
}

static const struct option_def *const options[] = {
    &opt_script, &opt_file, &opt_from, &opt_lenient, &opt_strict, &opt_role, &opt_now, &opt_kb, &opt_rules, &opt_site, NULL};

static const char *const examples[] = {
    "resolvent next 50126                           # collectors by the minutes that they save",
    "resolvent next 120013 -f facts.json",
    "resolvent next 50126 ticket:user=alice@contoso.com --script sign-in-log > signins.ps1",
    NULL,
};

const struct cmd cmd_next = {
    .name = "next",
    .words = "CODE [KIND:field=value,...]... [-f FILE]... [--script COLLECTOR]",
    .summary = "which facts are worth collecting, and the script that collects them",
    .examples = examples,
    .options = options,
    .more = "What a collector saves is the expected cost of the plan now, less the expected cost with its\n"
            "answer.  Values such as <user> are filled in where the facts know exactly one.",
    .run = run,
};
