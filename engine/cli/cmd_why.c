/* SPDX-License-Identifier: MIT
 * cmd_why.c - why a cause stands where it stands. */
#include "cli/cmds.h"

#include <string.h>

/* The cause is the word that is neither a code nor a fact. */
static const char *take_cause(struct cli *cli, const char **rest, size_t *n_rest)
{
    const char *cause = NULL;
    *n_rest = 0;
    for (size_t i = 0; i < cli->o.words.n; i++) {
        const char *w = cli->o.words.items[i];
        const size_t n = strspn(w, "abcdefghijklmnopqrstuvwxyz0123456789-");
        const bool slug = w[n] == '\0' && *w >= 'a' && *w <= 'z' && strncmp(w, "aadsts", 6) != 0;
        if (slug && cause == NULL)
            cause = w;
        else
            rest[(*n_rest)++] = w;
    }
    return cause;
}

/* Without a slug: why the most likely cause leads. */
static int find_top(struct cli *cli, struct context *c, char *slug, size_t size)
{
    rsv_doc *answer = NULL;
    rsv_error err;
    if (rsv_session_diagnose(c->session, c->code, &answer, &err) != RSV_OK)
        return rsv__say_error(cli, &err);
    const rsv_doc *top = rsv_doc_first(rsv_doc_get(answer, "causes"));
    snprintf(slug, size, "%s", rsv_doc_text(rsv_doc_get(top, "cause")));
    rsv_doc_free(answer);
    return 0;
}

static int run(struct cli *cli)
{
    struct context c = {.code = 0};
    const char *rest[MAX_LIST];
    char top[128] = "";
    size_t n_rest;
    rsv_doc *answer = NULL;
    rsv_error err;
    const char *cause = take_cause(cli, rest, &n_rest);
    if (cause == NULL && strcmp(cli->cmd->name, "why-not") == 0)
        return rsv__usage_error(cli, "which cause? Give the name that stands at the end of its line");
    int rc = rsv__open_case(cli, &c, rest, n_rest);
    if (rc == 0 && cause == NULL) {
        rc = find_top(cli, &c, top, sizeof top);
        cause = top;
    }
    if (rc == 0 && rsv_session_why(c.session, c.code, cause, cli->o.against, &answer, &err) != RSV_OK)
        rc = rsv__say_error(cli, &err);
    return rsv__end_case(cli, &c, rc, answer, rsv__render_why);
}

static const struct option_def *const options[] = {
    &opt_against, &opt_file, &opt_from, &opt_lenient, &opt_strict, &opt_role, &opt_now, &opt_kb, &opt_rules, &opt_site, NULL};

static const char *const why_examples[] = {
    "resolvent why 50126 -f facts.json                      # why the most likely cause leads",
    "resolvent why stale-saved-password 50126 -f facts.json",
    "resolvent why stale-saved-password 50126 -f facts.json --against password-spray",
    NULL,
};
static const char *const why_not_examples[] = {
    "resolvent why-not hash-sync-stalled 50126 -f facts.json",
    "resolvent why-not adsync-stopped 120013 service_status:service=ADSync,state=running",
    "resolvent why-not other 120013",
    NULL,
};
static const char more[] =
    "Weights are in decibans: +10 is ten times more likely.  3 counts slightly, 6 clearly, 10\n"
    "strongly, 20 decisively.  The column adds up exactly.  The last lines say which change of facts\n"
    "would reverse the order; it was found by trying it.";

const struct cmd cmd_why = {
    .name = "why",
    .words = "[CAUSE] CODE [KIND:field=value,...]... [-f FILE]...",
    .summary = "the exact account for a cause, against its strongest rival",
    .examples = why_examples,
    .options = options,
    .more = more,
    .run = run,
};

const struct cmd cmd_why_not = {
    .name = "why-not",
    .words = "CAUSE CODE [KIND:field=value,...]... [-f FILE]...",
    .summary = "what speaks against a cause, and what would have to be different",
    .examples = why_not_examples,
    .options = options,
    .more = more,
    .run = run,
};
