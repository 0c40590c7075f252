/* SPDX-License-Identifier: MIT */
#include "cli/cli.h"

#include <string.h>

#define AT(member) offsetof(struct options, member)

const struct option_def opt_help = {"help", 'h', OPTION_FLAG, AT(help), NULL, "show this help"};
const struct option_def opt_json = {"json", 0, OPTION_FLAG, AT(json), NULL,
                                    "print the document as JSON (see 'resolvent schema')"};
const struct option_def opt_plain = {"plain", 0, OPTION_FLAG, AT(plain), NULL,
                                     "no colour and no bars, even on a terminal"};
const struct option_def opt_ascii = {"ascii", 0, OPTION_FLAG, AT(ascii), NULL, "ASCII only"};
const struct option_def opt_kb = {"kb", 0, OPTION_TEXT, AT(kb), "PATH",
                                  "the built knowledge base, or for 'kb' commands its folder"};
const struct option_def opt_rules = {"rules", 0, OPTION_TEXT, AT(rules), "DIR",
                                     "the folder of rules"};
const struct option_def opt_site = {"site", 0, OPTION_LIST, AT(sites), "DIR",
                                    "a folder of your own rules, which win (repeatable)"};
const struct option_def opt_file = {"file", 'f', OPTION_LIST, AT(files), "FILE",
                                    "facts, or what a known tool printed; - is standard input (repeatable)"};
const struct option_def opt_from = {"from", 0, OPTION_TEXT, AT(from), "FORMAT",
                                    "read files as this ('resolvent facts formats'), not by their content"};
const struct option_def opt_lenient = {"lenient", 0, OPTION_FLAG, AT(lenient), NULL,
                                       "let trailing commas of JSON pass, as in copied documentation"};
const struct option_def opt_strict = {"strict", 0, OPTION_FLAG, AT(strict), NULL,
                                      "rejected records or broken rule files are fatal"};
const struct option_def opt_role = {"role", 0, OPTION_LIST, AT(roles), "ROLE",
                                    "what you may do yourself, instead of a desk's roles (repeatable)"};
const struct option_def opt_now = {"now", 0, OPTION_TEXT, AT(now), "TIME",
                                   "the time to judge freshness by, instead of the clock's"};
const struct option_def opt_against = {"against", 0, OPTION_TEXT, AT(against), "CAUSE",
                                       "compare with this cause"};
const struct option_def opt_script = {"script", 0, OPTION_TEXT, AT(script), "COLLECTOR",
                                      "print the collector's script, with what is known filled in"};
const struct option_def opt_into = {"into", 0, OPTION_TEXT, AT(into), "DIR",
                                    "where drafts go"};
const struct option_def opt_accept = {"accept", 0, OPTION_FLAG, AT(accept), NULL,
                                      "keep Microsoft's table as the one to compare with"};
const struct option_def opt_output = {"output", 'o', OPTION_TEXT, AT(output), "FILE",
                                      "the file to write"};
const struct option_def opt_html = {"html", 0, OPTION_TEXT, AT(html), "DIR",
                                    "write linked pages into this folder"};
const struct option_def opt_man = {"man", 0, OPTION_FLAG, AT(man), NULL, "print the manual page"};
const struct option_def opt_completion = {"completion", 0, OPTION_TEXT, AT(completion), "SHELL",
                                          "print the completion script for bash, zsh or fish"};
const struct option_def opt_all = {"all", 'a', OPTION_FLAG, AT(all), NULL, "everything"};

const struct option_def opt_user = {"user", 0, OPTION_TEXT, AT(user), "USER", "this user's rows alone, by sign-in name or ID"};
const struct option_def opt_app = {"app", 0, OPTION_TEXT, AT(app), "APP", "this application's rows alone, by ID or name"};
const struct option_def opt_code = {"code", 0, OPTION_LIST, AT(codes), "CODE", "rows with this code alone (repeatable)"};
const struct option_def opt_since = {"since", 0, OPTION_TEXT, AT(since), "TIME", "rows from this time on"};
const struct option_def opt_until = {"until", 0, OPTION_TEXT, AT(until), "TIME", "rows before this time"};
const struct option_def opt_facts = {"facts", 0, OPTION_FLAG, AT(facts), NULL,
                                     "print the facts about all errors, a line each, for 'diagnose -f'"};
const struct option_def opt_counts = {"counts", 0, OPTION_FLAG, AT(counts), NULL,
                                      "attempts, users, first and last by code alone: the fastest; every row counts"};
const struct option_def opt_follow = {"follow", 0, OPTION_FLAG, AT(follow), NULL,
                                      "read on while the log grows, and show what changes, until Ctrl-C"};

const struct option_def *const case_options[] = {&opt_file, &opt_from, &opt_lenient, &opt_all, &opt_strict, &opt_role, &opt_now,
                                                 &opt_kb, &opt_rules, &opt_site, NULL};
const struct option_def *const read_options[] = {&opt_kb, NULL};

const struct option_def *const *rsv__common_options(void)
{
    static const struct option_def *const common[] = {&opt_json, &opt_plain, &opt_ascii, &opt_help,
                                                      NULL};
    return common;
}

static const struct option_def *find_in(const struct option_def *const *list, const char *name,
                                        size_t n, char letter)
{
    for (; *list != NULL; list++)
        if (name ? strlen((*list)->name) == n && strncmp((*list)->name, name, n) == 0
                 : (*list)->letter == letter)
            return *list;
    return NULL;
}

static const struct option_def *find_option(const struct cli *cli, const char *name, size_t n,
                                            char letter)
{
    const struct option_def *o = find_in(cli->cmd->options, name, n, letter);
    return o ? o : find_in(rsv__common_options(), name, n, letter);
}

/* A command that has an option of this name. */
static const struct cmd *find_owner(const char *name)
{
    for (const struct cmd *const *c = rsv__commands; *c != NULL; c++)
        if (find_in((*c)->options, name, strlen(name), 0) != NULL)
            return *c;
    return NULL;
}

static bool unknown_option(struct cli *cli, const char *arg)
{
    const char *names[64] = {NULL};
    char name[64];
    size_t n = 0;
    for (const struct option_def *const *o = cli->cmd->options; *o != NULL && n < 60; o++)
        names[n++] = (*o)->name;
    for (const struct option_def *const *o = rsv__common_options(); *o != NULL; o++)
        names[n++] = (*o)->name;
    snprintf(name, sizeof name, "%.*s", (int)strcspn(arg + 2, "="), arg + 2);
    const bool is_long = strncmp(arg, "--", 2) == 0;
    const char *near = is_long ? rsv__nearest(name, names, n) : NULL;
    const struct cmd *owner = is_long ? find_owner(name) : NULL;
    if (owner != NULL)
        rsv__usage_error(cli, "'--%s' is no option of '%s', but of '%s'", name, cli->cmd->name, owner->name);
    else
        rsv__usage_error(cli, "'%s' is no option of '%s'%s%s%s", arg, cli->cmd->name,
                         near ? "; did you mean '--" : "", near ? near : "", near ? "'?" : "");
    return false;
}

static bool set_option(struct cli *cli, const struct option_def *o, const char *value)
{
    char *place = (char *)&cli->o + o->offset;
    if (o->type == OPTION_FLAG) {
        *(bool *)(void *)place = true;
    } else if (o->type == OPTION_TEXT) {
        *(const char **)(void *)place = value;
    } else {
        struct text_list *list = (struct text_list *)(void *)place;
        if (list->n == MAX_LIST) {
            rsv__usage_error(cli, "more than %d times '--%s'", (int)MAX_LIST, o->name);
            return false;
        }
        list->items[list->n++] = value;
    }
    return true;
}

/* --name, --name=value, --name value, -x value, -xvalue; *i moves over a value. */
static bool take_option(struct cli *cli, int argc, char **argv, int *i)
{
    const char *arg = argv[*i];
    const bool is_long = arg[1] == '-';
    const size_t n = is_long ? strcspn(arg + 2, "=") : 1;
    const struct option_def *o =
        is_long ? find_option(cli, arg + 2, n, 0) : find_option(cli, NULL, 0, arg[1]);
    if (o == NULL)
        return unknown_option(cli, arg);
    const char *rest = is_long ? (arg[2 + n] == '=' ? arg + 3 + n : NULL)
                               : (arg[2] != '\0' ? arg + 2 : NULL);
    if (o->type == OPTION_FLAG) {
        if (rest == NULL)
            return set_option(cli, o, NULL);
        rsv__usage_error(cli, "'--%s' takes no value", o->name);
        return false;
    }
    if (rest == NULL && *i + 1 < argc)
        rest = argv[++*i];
    if (rest == NULL || *rest == '\0') {
        rsv__usage_error(cli, "'--%s' needs a value: --%s %s", o->name, o->name, o->value);
        return false;
    }
    return set_option(cli, o, rest);
}

static size_t count_stdin(const char *const *items, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += strcmp(items[i], "-") == 0;
    return count;
}

static bool can_be_combined(struct cli *cli)
{
    if (count_stdin(cli->o.words.items, cli->o.words.n) + count_stdin(cli->o.files.items, cli->o.files.n) > 1) {
        rsv__usage_error(cli, "standard input, '-', can be read only once");
        return false;
    }
    if (cli->o.json && cli->cmd->is_text && !cli->o.help) {
        rsv__usage_error(cli, "'%s' prints no document: leave out --json", cli->cmd->name);
        return false;
    }
    return true;
}

/* "", "[-o FILE]" and "--html DIR": options alone. */
static bool takes_words(const struct cmd *cmd)
{
    const char *first = cmd->words + (*cmd->words == '[');
    return *first != '\0' && *first != '-';
}

static bool take_word(struct cli *cli, char **words, char *word)
{
    if (!takes_words(cli->cmd))
        rsv__usage_error(cli, "'%s' takes no '%s'", cli->cmd->name, word);
    else if (cli->o.words.n == MAX_LIST && !cli->cmd->takes_many)
        rsv__usage_error(cli, "more than %d arguments", (int)MAX_LIST);
    else {
        words[cli->o.words.n++] = word;
        return true;
    }
    return false;
}

bool rsv__parse_options(struct cli *cli, int argc, char **argv)
{
    bool only_words = false;
    cli->o.words.items = (const char *const *)argv;
    for (int i = 0; i < argc; i++) {
        if (!only_words && strcmp(argv[i], "--") == 0) {
            only_words = true;
        } else if (!only_words && argv[i][0] == '-' && argv[i][1] != '\0') {
            if (!take_option(cli, argc, argv, &i))
                return false;
        } else if (!take_word(cli, argv, argv[i])) { /* never beyond what has been read */
            return false;
        }
    }
    return can_be_combined(cli);
}
