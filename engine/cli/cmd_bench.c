/* SPDX-License-Identifier: MIT
 * cmd_bench.c - what rules cost, and why. */
#include "cli/cmds.h"

enum { SHOWN = 10, NAME_AT = 28 };

static void print_row(struct cli *cli, const rsv_doc *d, const char *type)
{
    struct term *t = &cli->out;
    const char *why = rsv_doc_text(rsv_doc_get(d, "why"));
    const bool is_rule = rsv_doc_get(d, "matches") != NULL;
    rsv__term_printf(t, STYLE_PLAIN, "%8.2f  %7lld  ", rsv_doc_number(rsv_doc_get(d, "ms")),
                     (long long)rsv_doc_integer(rsv_doc_get(d, is_rule ? "matches" : "asked")));
    if (is_rule)
        rsv__term_printf(t, STYLE_PLAIN, "%7lld  ", (long long)rsv_doc_integer(rsv_doc_get(d, "firings")));
    else
        rsv__term_spaces(t, 9);
    rsv__term_wrap(t, STYLE_STRONG, rsv_doc_text(rsv_doc_get(d, type)), NAME_AT, NAME_AT, 0);
    fputc('\n', t->file);
    if (*why == '\0')
        return;
    rsv__term_spaces(t, NAME_AT);
    rsv__term_wrap(t, STYLE_WARN, why, NAME_AT, NAME_AT, 0);
    fputc('\n', t->file);
    rsv__term_spaces(t, NAME_AT);
    rsv__term_printf(t, STYLE_DIM, "%s:%lld\n", rsv_doc_text(rsv_doc_get(d, "file")),
                     (long long)rsv_doc_integer(rsv_doc_get(d, "line")));
}

static void print_rows(struct cli *cli, const rsv_doc *list, const char *type)
{
    size_t shown = 0;
    for (const rsv_doc *d = rsv_doc_first(list); d != NULL && (cli->o.all || shown < SHOWN); d = rsv_doc_next(d), shown++)
        print_row(cli, d, type);
    if (rsv_doc_count(list) > shown)
        rsv__term_printf(&cli->out, STYLE_DIM, "          and %zu more, none of which takes longer (--all shows them)\n",
                         rsv_doc_count(list) - shown);
}

static void print_costs(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    const long long cases = rsv_doc_integer(rsv_doc_get(d, "cases")), facts = rsv_doc_integer(rsv_doc_get(d, "facts")),
                    firings = rsv_doc_integer(rsv_doc_get(d, "firings"));
    rsv__term_printf(t, STYLE_PLAIN, "%lld %s in %lld %s: %lld %s\n\n", facts, rsv__plural(facts, "fact", "facts"), cases,
                     rsv__plural(cases, "case", "cases"), firings, rsv__plural(firings, "firing", "firings"));
    rsv__term_printf(t, STYLE_STRONG, "RULES     %.2f ms\n", rsv_doc_number(rsv_doc_get(d, "rules_ms")));
    rsv__term_printf(t, STYLE_DIM, "      ms  matches  firings\n");
    print_rows(cli, rsv_doc_get(d, "rules"), "rule");
    rsv__term_printf(t, STYLE_STRONG, "\nEVIDENCE  %.2f ms\n", rsv_doc_number(rsv_doc_get(d, "evidence_ms")));
    rsv__term_printf(t, STYLE_DIM, "      ms    asked\n");
    print_rows(cli, rsv_doc_get(d, "evidence"), "evidence");
}

/* Over the facts given, or over the examples of the rules. */
static int ask_costs(struct cli *cli, struct context *c, rsv_doc **doc)
{
    rsv_error err;
    if (cli->o.files.n + cli->o.words.n > 0) {
        const int rc = rsv__open_measured(cli, c);
        return rc == 0 && rsv_session_costs(c->session, doc, &err) != RSV_OK ? rsv__say_error(cli, &err) : rc;
    }
    const int rc = rsv__find_rules(cli, c);
    rsv_rule_source source = rsv__rule_source(c);
    source.with_examples = 1;
    return rc == 0 && rsv_rules_bench(&source, doc, &err) != RSV_OK ? rsv__say_error(cli, &err) : rc;
}

static int run_bench(struct cli *cli)
{
    struct context c = {.code = 0};
    rsv_doc *doc = NULL;
    int rc = ask_costs(cli, &c, &doc);
    return rsv__end_case(cli, &c, rc, doc, print_costs);
}

static const struct option_def *const bench_options[] = {&opt_rules, &opt_site, &opt_file, &opt_from, &opt_lenient,
                                                         &opt_now, &opt_all, &opt_strict, NULL};
static const char *const bench_examples[] = {
    "resolvent rules bench                       # over the examples beside the rules",
    "resolvent rules bench -f facts.ndjson       # over these facts",
    "resolvent rules bench -f facts.ndjson --rules ~/our-rules --all",
    NULL,
};

const struct cmd cmd_rules_bench = {
    .name = "rules bench",
    .words = "[KIND:field=value,...]",
    .summary = "what each rule costs: matches, firings, time, and what makes it slow",
    .examples = bench_examples,
    .options = bench_options,
    .more = "Matches are those that came on the agenda. The time of a rule is the processor's for its joins, filters, "
            "firings and Lua, without what other rules do in between. What makes it slow is the join, count or function "
            "on which it spent most: `joins 1,200 x 900 edge` means that 1,200 times some 900 facts of kind edge were "
            "tried. Measuring takes time itself, so compare rules with each other, not with a run that isn't measured.",
    .run = run_bench,
};
