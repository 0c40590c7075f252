/* SPDX-License-Identifier: MIT
 * help.c - help, printed from the command table. */
#include "cli/cli.h"

#include <string.h>

const struct topic rsv__topics[] = {
    {"exit-codes", "EXIT STATUS",
     "0   answered\n"
     "1   a check or tests found problems\n"
     "2   usage, or something that can't be read or written\n"
     "3   the code, cause or step is unknown\n"
     "4   the knowledge base or the rules can't be opened\n"
     "70  a bug in resolvent\n"},
    {"environment", "ENVIRONMENT",
     "RESOLVENT_KB      the built knowledge base, as --kb\n"
     "RESOLVENT_RULES   the folder of rules, as --rules\n"
     "RESOLVENT_SITE    a folder of your own rules, as --site\n"
     "RESOLVENT_KB_DIR  the folder of articles, as 'kb build --kb'\n"
     "NO_COLOR          no colour, if it isn't empty\n"
     "COLUMNS           the width to print for, from 40 to 120\n"},
    {NULL, NULL, NULL},
};

static void print_options(struct cli *cli, const struct option_def *const *list)
{
    for (; *list != NULL; list++) {
        char left[48];
        const struct option_def *o = *list;
        int n = o->letter ? snprintf(left, sizeof left, "-%c, ", o->letter)
                          : snprintf(left, sizeof left, "    ");
        n += snprintf(left + n, sizeof left - (size_t)n, "--%s%s%s", o->name, o->value ? " " : "",
                      o->value ? o->value : "");
        rsv__term_printf(&cli->out, STYLE_STRONG, "  %-26s", left);
        const int column = n > 26 ? n + 2 : 28;
        fputc(' ', cli->out.file);
        rsv__term_wrap(&cli->out, STYLE_PLAIN, o->help, column + 1, 29, 0);
        fputc('\n', cli->out.file);
    }
}

/* "command   # what it does": in two lines where one is too short. */
static void print_example(struct term *t, const char *example)
{
    const char *comment = strstr(example, " # ");
    size_t n = comment ? (size_t)(comment - example) : strlen(example);
    const bool two = comment != NULL && 2 + (int)strlen(example) > t->width;
    while (two && n > 0 && example[n - 1] == ' ')
        n--;
    rsv__term_printf(t, STYLE_CODE, "  %.*s", (int)n, example);
    if (comment != NULL) {
        fputs(two ? "\n      " : " ", t->file);
        rsv__term_wrap(t, STYLE_DIM, comment + 1, two ? 6 : (int)n + 3, 8, 0);
    }
    fputc('\n', t->file);
}

/* Examples first: most people need no more. */
void rsv__print_help(struct cli *cli, const struct cmd *cmd)
{
    struct term *t = &cli->out;
    char usage[200];
    rsv__term_printf(t, STYLE_STRONG, "resolvent %s", cmd->name);
    fputs(": ", t->file);
    rsv__term_wrap(t, STYLE_PLAIN, cmd->summary, (int)strlen(cmd->name) + 12, 2, 0);
    fputs("\n\n", t->file);
    for (const char *const *e = cmd->examples; *e != NULL; e++)
        print_example(t, *e);
    snprintf(usage, sizeof usage, "usage: resolvent %s %s", cmd->name, cmd->words);
    fputc('\n', t->file);
    rsv__term_wrap(t, STYLE_PLAIN, usage, 0, 7, 0);
    fputc('\n', t->file);
    if (cmd->more != NULL) {
        fputc('\n', t->file);
        rsv__term_wrap(t, STYLE_PLAIN, cmd->more, 0, 0, 0);
        fputc('\n', t->file);
    }
    rsv__term_heading(t, "OPTIONS");
    print_options(cli, cmd->options);
    print_options(cli, rsv__common_options());
}

void rsv__print_overview(struct cli *cli)
{
    static const char *const examples[] = {
        "resolvent 50126                  # usual causes, and what to find out first",
        "resolvent 120013 -f facts.json   # with the facts that a collector gave",
        "xclip -o | resolvent -           # a pasted error page or mail",
    };
    struct term *t = &cli->out;
    rsv__term_wrap(t, STYLE_PLAIN, "resolvent: from a Microsoft Entra ID sign-in error to its repair", 0, 2, 0);
    fputs("\n\n", t->file);
    for (size_t i = 0; i < 3; i++)
        print_example(t, examples[i]);
    fputc('\n', t->file);
    for (const struct cmd *const *c = rsv__commands; *c != NULL; c++) {
        rsv__term_printf(t, STYLE_STRONG, "  %-13s", (*c)->name);
        fputc(' ', t->file);
        rsv__term_wrap(t, STYLE_PLAIN, (*c)->summary, 16, 16, 0);
        fputc('\n', t->file);
    }
    fputc('\n', t->file);
    rsv__term_wrap(t, STYLE_PLAIN, "`resolvent help COMMAND` tells more, `resolvent help exit-codes` and "
                   "`resolvent help environment` the rest.", 0, 0, 0);
    fputc('\n', t->file);
}
