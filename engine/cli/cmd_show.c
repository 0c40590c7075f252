/* SPDX-License-Identifier: MIT
 * cmd_show.c - reading the knowledge base. */
#include "cli/cmds.h"

#include <string.h>

static int show_unknown_code(struct cli *cli, struct context *c, int64_t code, const rsv_error *why)
{
    rsv_doc *near = NULL;
    rsv_error err;
    rsv__say(cli, "%s", why->message);
    if (rsv_kb_neighbours(c->kb, code, NULL, &near, &err) != RSV_OK)
        return rsv__say_error(cli, &err);
    const int rc = rsv__print(cli, near, rsv__render_neighbours);
    rsv_doc_free(near);
    return rc ? rc : EXIT_UNKNOWN;
}

/* What an error's message offers, in `out`; NULL: nothing. */
static const char *offered(const rsv_error *err, char out[80])
{
    const char *hint = strstr(err->message, "did you mean '");
    return hint != NULL && sscanf(hint, "did you mean '%79[^']", out) == 1 ? out : NULL;
}

static int show_unknown_slug(struct cli *cli, const char *word, const rsv_error *no_cause, const rsv_error *no_step)
{
    char cause[80], step[80];
    const char *offers[] = {offered(no_cause, cause), offered(no_step, step)};
    if (offers[0] == NULL)
        offers[0] = offers[1];
    const size_t n = (offers[0] != NULL) + (size_t)(offers[1] != NULL && offers[1] != offers[0]);
    const char *near = rsv__nearest(word, offers, n);
    rsv__say(cli, "there is no cause or step '%s'%s%s%s", word, near ? "; did you mean '" : "", near ? near : "",
             near ? "'?" : "");
    return EXIT_UNKNOWN;
}

/* A code, a cause or a step. */
static int run_show(struct cli *cli)
{
    struct context c = {.code = 0};
    rsv_doc *doc = NULL;
    rsv_error err, no_step;
    int64_t code;
    if (cli->o.words.n != 1)
        return rsv__usage_error(cli, "one code, cause or step");
    const char *word = cli->o.words.items[0];
    int rc = rsv__open_kb(cli, &c);
    if (rc != 0)
        return rc;
    const bool is_code =
        rsv_find_error(c.kb, "argument", word, strlen(word), &code, NULL, &err) == RSV_OK;
    rsv_status status = is_code ? rsv_kb_show(c.kb, code, &doc, &err)
                                : rsv_kb_show_cause(c.kb, word, &doc, &err);
    const bool maybe_step = status == RSV_ENOTFOUND && !is_code;
    if (maybe_step)
        status = rsv_kb_show_step(c.kb, word, &doc, &no_step);
    if (status == RSV_ENOTFOUND)
        rc = is_code ? show_unknown_code(cli, &c, code, &err) : show_unknown_slug(cli, word, &err, &no_step);
    else if (status != RSV_OK)
        rc = rsv__say_error(cli, maybe_step ? &no_step : &err);
    else
        rc = rsv__print(cli, doc, rsv__render_article);
    rsv_doc_free(doc);
    rsv__close_context(&c);
    return rc;
}

static int run_step(struct cli *cli)
{
    struct context c = {.code = 0};
    rsv_doc *doc = NULL;
    rsv_error err;
    if (cli->o.words.n != 1)
        return rsv__usage_error(cli, "one step");
    int rc = rsv__open_kb(cli, &c);
    if (rc == 0 && rsv_kb_show_step(c.kb, cli->o.words.items[0], &doc, &err) != RSV_OK)
        rc = rsv__say_error(cli, &err);
    return rsv__end_case(cli, &c, rc, doc, rsv__render_article);
}

static const char *const show_examples[] = {
    "resolvent show 50126                 # the article of a code",
    "resolvent show stale-saved-password  # of a cause",
    "resolvent show restart-adsync        # of a step",
    NULL,
};
static const char *const step_examples[] = {
    "resolvent step restart-adsync        # what to do, and how to see that it worked",
    "resolvent step allow-outbound-443",
    "resolvent step restart-adsync --json",
    NULL,
};
const struct cmd cmd_show = {
    .name = "show",
    .words = "CODE|CAUSE|STEP",
    .summary = "read an article of the knowledge base",
    .examples = show_examples,
    .options = read_options,
    .run = run_show,
};
const struct cmd cmd_step = {
    .name = "step",
    .words = "STEP",
    .summary = "how to carry a step out, and how to verify it",
    .examples = step_examples,
    .options = read_options,
    .run = run_step,
};
