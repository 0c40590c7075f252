/* SPDX-License-Identifier: MIT
 * cmd_diagnose.c - the question that everything else serves. */
#include "cli/cmds.h"

#include <string.h>

/* A code without an article: what stands near it, and exit 3. */
static int answer_unknown(struct cli *cli, struct context *c, const rsv_error *why)
{
    rsv_doc *near = NULL;
    rsv_error err;
    char wording[512] = "";
    for (size_t i = 0; i < cli->o.words.n; i++) /* the pasted words may say more than the number */
        if (strchr(cli->o.words.items[i], ' ') != NULL)
            snprintf(wording, sizeof wording, "%s", cli->o.words.items[i]);
    rsv__say(cli, "%s", why->message);
    if (rsv_kb_neighbours(c->kb, c->code, wording, &near, &err) != RSV_OK)
        return rsv__say_error(cli, &err);
    const int rc = rsv__print(cli, near, rsv__render_neighbours);
    rsv_doc_free(near);
    return rc ? rc : EXIT_UNKNOWN;
}

/* A code of which only a few lines are known: those, not a plan made of nothing. */
static int answer_brief(struct cli *cli, struct context *c)
{
    rsv_doc *article = NULL;
    rsv_error err;
    if (rsv_kb_show(c->kb, c->code, &article, &err) != RSV_OK)
        return rsv__say_error(cli, &err);
    const int rc = rsv__print(cli, article, rsv__render_article);
    rsv_doc_free(article);
    return rc;
}

static int run(struct cli *cli)
{
    struct context c = {.code = 0};
    rsv_doc *answer = NULL;
    rsv_error err;
    if (cli->o.words.n == 0 && cli->o.files.n == 0)
        return rsv__usage_error(cli, "which code?");
    int rc = rsv__open_case(cli, &c, cli->o.words.items, cli->o.words.n);
    if (rc == 0) {
        const rsv_status status = rsv_session_diagnose(c.session, c.code, &answer, &err);
        if (status == RSV_ENOTFOUND)
            rc = answer_unknown(cli, &c, &err);
        else if (status != RSV_OK)
            rc = rsv__say_error(cli, &err);
        else if (rsv_doc_is_true(rsv_doc_get(answer, "brief")) && !cli->o.json)
            rc = answer_brief(cli, &c);
        else
            rc = rsv__print(cli, answer, rsv__render_diagnosis);
    }
    rsv_doc_free(answer);
    rsv__close_context(&c);
    return rc;
}

static const char *const examples[] = {
    "resolvent 50126                                # the code alone: usual causes, what to find out",
    "resolvent 120013 port_status:host=ns.servicebus.windows.net,port=443,state=filtered",
    "xclip -o | resolvent -                         # a pasted error page or mail",
    "Get-MgUser ... | ConvertTo-Json | resolvent 50126 -f -",
    NULL,
};

const struct cmd cmd_diagnose = {
    .name = "diagnose",
    .words = "CODE|ERROR|- [KIND:field=value,...]... [-f FILE]...",
    .summary = "likely causes with their evidence, steps in order, what to find out next",
    .examples = examples,
    .options = case_options,
    .more = "CODE is 50126, AADSTS50126, a pasted error in quotes, or - to read one from standard input.\n"
            "'resolvent 50126' is short for 'resolvent diagnose 50126'.  Facts are described by\n"
            "'resolvent facts kinds'.",
    .run = run,
};
