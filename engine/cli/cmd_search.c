/* SPDX-License-Identifier: MIT
 * cmd_search.c - finding codes, causes and steps by what somebody remembers of them. */
#include "cli/cmds.h"

#include <string.h>

static const char *text_of(const rsv_doc *d, const char *key)
{
    return rsv_doc_text(rsv_doc_get(d, key));
}

static void print_corrected(struct term *t, const rsv_doc *d)
{
    const rsv_doc *first = rsv_doc_first(rsv_doc_get(d, "corrected"));
    char line[160];
    for (const rsv_doc *c = first; c; c = rsv_doc_next(c)) {
        snprintf(line, sizeof line, "%s for %s", text_of(c, "read"), text_of(c, "typed"));
        rsv__term_text(t, STYLE_DIM, c == first ? "Looking also for " : ", ");
        rsv__term_text(t, STYLE_DIM | STYLE_RAW, line);
    }
    if (first)
        fputs("\n\n", t->file);
}

/* "AADSTS50011  title", and the symbolic name where the line has room for it. */
static void print_code(struct term *t, const rsv_doc *hit)
{
    enum { COLUMN = 15 };
    const char *name = text_of(hit, "name");
    const bool brief = rsv_doc_is_true(rsv_doc_get(hit, "brief"));
    char code[32];
    snprintf(code, sizeof code, "AADSTS%s", text_of(hit, "ref"));
    rsv__term_printf(t, brief ? STYLE_PLAIN : STYLE_STRONG, "%-*s", COLUMN, code);
    const int column = rsv__term_wrap(t, STYLE_PLAIN, text_of(hit, "title"), COLUMN, COLUMN, 0);
    if (brief || *name == '\0' || column + 2 + rsv__term_width(t, STYLE_RAW, name) > t->width)
        fputc('\n', t->file);
    else
        rsv__term_right(t, STYLE_DIM | STYLE_RAW, name, column, COLUMN);
}

static void print_other(struct term *t, const rsv_doc *hit)
{
    fputs("  ", t->file);
    const int column = rsv__term_wrap(t, STYLE_PLAIN, text_of(hit, "title"), 2, 2, 0);
    rsv__term_right(t, STYLE_DIM, text_of(hit, "ref"), column, 2);
}

struct listing {
    const char *type, *heading;
    int always, most; /* hits that are shown: at least, at most */
    double near;      /* and between: those whose score is this part of the best of their type */
};

/* One screen is enough, unless everything is asked for. */
static void print_type(struct cli *cli, const rsv_doc *d, const struct listing *l)
{
    double best = 0;
    int shown = 0;
    for (const rsv_doc *h = rsv_doc_first(rsv_doc_get(d, "hits")); h; h = rsv_doc_next(h)) {
        if (strcmp(text_of(h, "type"), l->type) != 0)
            continue;
        const double score = rsv_doc_number(rsv_doc_get(h, "score"));
        best = shown == 0 ? score : best;
        if (!cli->o.all && (shown == l->most || (shown >= l->always && score < best * l->near)))
            return;
        if (shown++ == 0 && *l->heading)
            rsv__term_heading(&cli->out, l->heading);
        if (strcmp(l->type, "code") == 0)
            print_code(&cli->out, h);
        else
            print_other(&cli->out, h);
    }
}

static void print_hits(struct cli *cli, const rsv_doc *d)
{
    static const struct listing listings[] = {
        {"code", "", 3, 8, 0.3}, {"cause", "CAUSES", 1, 4, 0.6}, {"step", "STEPS", 1, 4, 0.6}};
    print_corrected(&cli->out, d);
    for (int i = 0; i < 3; i++)
        print_type(cli, d, &listings[i]);
}

static int run_search(struct cli *cli)
{
    struct context c = {.code = 0};
    rsv_doc *doc = NULL;
    rsv_error err;
    char words[4096] = "";
    if (cli->o.words.n == 0)
        return rsv__usage_error(cli, "search for what?");
    for (size_t i = 0; i < cli->o.words.n; i++) {
        const size_t n = strlen(words);
        snprintf(words + n, sizeof words - n, "%s%s", i ? " " : "", cli->o.words.items[i]);
    }
    int rc = rsv__open_kb(cli, &c);
    if (rc == 0 && rsv_kb_search(c.kb, words, cli->o.all ? 200 : 8, &doc, &err) != RSV_OK)
        rc = rsv__say_error(cli, &err);
    if (rc == 0)
        rc = rsv__print(cli, doc, print_hits);
    if (rc == 0 && rsv_doc_count(rsv_doc_get(doc, "hits")) == 0) {
        rsv__say(cli, "nothing has these words: %s", words);
        rc = EXIT_UNKNOWN;
    }
    rsv_doc_free(doc);
    rsv__close_context(&c);
    return rc;
}

static const struct option_def *const search_options[] = {&opt_all, &opt_kb, NULL};

static const char *const search_examples[] = {
    "resolvent search reply url mismatch  # what you remember of it, in any words",
    "resolvent search \"account is locked\"",
    "resolvent search secret expired --all",
    NULL,
};

const struct cmd cmd_search = {
    .name = "search",
    .words = "WORD...",
    .takes_many = true,
    .summary = "find codes, causes and steps by words",
    .examples = search_examples,
    .options = search_options,
    .run = run_search,
};
