/* SPDX-License-Identifier: MIT
 * help.c - help, printed from the command table. */
#include "cli/cli.h"

#include <string.h>

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

/* Examples first: most people need no more. */
void rsv__print_help(struct cli *cli, const struct cmd *cmd)
{
    struct term *t = &cli->out;
    rsv__term_printf(t, STYLE_STRONG, "resolvent %s", cmd->name);
    fputs(": ", t->file);
    rsv__term_wrap(t, STYLE_PLAIN, cmd->summary, (int)strlen(cmd->name) + 12, 2, 0);
    fputs("\n\n", t->file);
    for (const char *const *e = cmd->examples; *e != NULL; e++) {
        const char *comment = strstr(*e, "  #");
        const size_t n = comment ? (size_t)(comment - *e) : strlen(*e);
        rsv__term_printf(t, STYLE_CODE, "  %.*s", (int)n, *e);
        rsv__term_printf(t, STYLE_DIM, "%s\n", comment ? comment + strspn(comment, " ") - 2 : "");
    }
    rsv__term_printf(t, STYLE_PLAIN, "\nusage: resolvent %s%s%s\n", cmd->name,
                     *cmd->words ? " " : "", cmd->words);
    if (cmd->more != NULL)
        rsv__term_printf(t, STYLE_PLAIN, "\n%s\n", cmd->more);
    rsv__term_heading(t, "OPTIONS");
    print_options(cli, cmd->options);
    print_options(cli, rsv__common_options());
}

void rsv__print_overview(struct cli *cli)
{
    struct term *t = &cli->out;
    rsv__term_printf(t, STYLE_PLAIN, "resolvent: from a Microsoft Entra ID sign-in error to its repair\n\n");
    static const char *const examples[] = {
        "resolvent 50126                          usual causes, and what to find out first",
        "resolvent 120013 -f facts.json           with the facts that a collector gave",
        "xclip -o | resolvent -                   a pasted error page or mail",
    };
    for (size_t i = 0; i < 3; i++) {
        rsv__term_printf(t, STYLE_CODE, "  %.41s", examples[i]);
        rsv__term_printf(t, STYLE_DIM, "%s\n", examples[i] + 41);
    }
    fputc('\n', t->file);
    for (const struct cmd *const *c = rsv__commands; *c != NULL; c++) {
        rsv__term_printf(t, STYLE_STRONG, "  %-13s", (*c)->name);
        fputc(' ', t->file);
        rsv__term_wrap(t, STYLE_PLAIN, (*c)->summary, 16, 16, 0);
        fputc('\n', t->file);
    }
    rsv__term_printf(t, STYLE_PLAIN, "\nresolvent help COMMAND tells more; resolvent help exit-codes lists what they mean.\n");
}
