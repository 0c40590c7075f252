/* SPDX-License-Identifier: MIT
 * help_generate.c - the manual page and the completions, made from the command table.
 *
 * Completion offers commands, the second words of groups, and the options of the command; everything
 * else completes as a file.  A word that is no command is a code, with diagnose's options. */
#include "cli/cli.h"

#include <string.h>

/* What belongs to a command: its own options, then those of all. */
typedef void option_printer(FILE *f, const struct option_def *o);

static void each_option(FILE *f, const struct option_def *const *list, option_printer *print)
{
    for (; *list != NULL; list++)
        print(f, *list);
}

static void all_options(FILE *f, const struct cmd *c, option_printer *print)
{
    each_option(f, c->options, print);
    each_option(f, rsv__common_options(), print);
}

/* Inside the single quotes of a shell, with a backslash before each of `special`. */
static void put_quoted(FILE *f, const char *text, const char *special)
{
    for (; *text != '\0'; text++) {
        if (strchr(special, *text) != NULL)
            fputc('\\', f);
        fputs(*text == '\'' ? "'\\'" : "", f);
        fputc(*text, f);
    }
}

/* --- the manual page: man(7) ------------------------------------------------------------------------ */

/* A text of ours; a dot or quote that begins it would be a request. */
static void put_roff(FILE *f, const char *text)
{
    if (*text == '.' || *text == '\'')
        fputs("\\&", f);
    for (; *text != '\0'; text++) {
        if (*text == '\\')
            fputs("\\e", f);
        else if (*text == '-')
            fputs("\\-", f);
        else if (*text == '\'')
            fputs("\\(aq", f);
        else
            fputc(*text, f);
    }
}

static void put_man_option(FILE *f, const struct option_def *o)
{
    fputs(".TP\n\\fB", f);
    if (o->letter)
        fprintf(f, "\\-%c\\fP, \\fB", o->letter);
    fprintf(f, "\\-\\-%s\\fP", o->name);
    if (o->value != NULL)
        fprintf(f, " \\fI%s\\fP", o->value);
    fputc('\n', f);
    put_roff(f, o->help);
    fputc('\n', f);
}

static void put_man_command(FILE *f, const struct cmd *c)
{
    fputs(".SS resolvent ", f);
    put_roff(f, c->name);
    fputs(*c->words ? " " : "", f);
    put_roff(f, c->words);
    fputc('\n', f);
    put_roff(f, c->summary);
    fputs(".\n", f);
    if (c->more != NULL) {
        fputs(".PP\n", f);
        put_roff(f, c->more);
        fputc('\n', f);
    }
    fputs(".PP\n.EX\n", f);
    for (const char *const *e = c->examples; *e != NULL; e++) {
        put_roff(f, *e);
        fputc('\n', f);
    }
    fputs(".EE\n", f);
    each_option(f, c->options, put_man_option);
}

void rsv__print_man(struct cli *cli)
{
    FILE *f = cli->out.file;
    fprintf(f, ".TH RESOLVENT 1 \"\" \"resolvent %s\" \"User Commands\"\n", rsv_version());
    fputs(".SH NAME\nresolvent \\- from a Microsoft Entra ID sign\\-in error to its repair\n"
          ".SH SYNOPSIS\n"
          ".B resolvent\n\\fICODE\\fP [\\fIKIND\\fP:\\fIfield\\fP=\\fIvalue\\fP,...]... [\\fB\\-f\\fP \\fIFILE\\fP]...\n"
          ".br\n.B resolvent\n\\fICOMMAND\\fP ...\n"
          ".SH DESCRIPTION\n"
          "From a sign\\-in error and what is known of the case, resolvent names the likely causes with the\n"
          "evidence for each, the steps in the order that gets the user working again soonest, and what is\n"
          "worth finding out first.  It uses no network, and only \\(aqkb build\\(aq, \\(aqkb import\\(aq and\n"
          "\\(aqkb export\\(aq write files.\n"
          ".SH COMMANDS\n",
          f);
    for (const struct cmd *const *c = rsv__commands; *c != NULL; c++)
        put_man_command(f, *c);
    fputs(".SH OPTIONS OF ALL COMMANDS\n", f);
    each_option(f, rsv__common_options(), put_man_option);
    for (const struct topic *t = rsv__topics; t->name != NULL; t++) {
        fprintf(f, ".SH %s\n.EX\n", t->title);
        put_roff(f, t->text);
        fputs(".EE\n", f);
    }
}

/* --- bash ------------------------------------------------------------------------------------------- */

static void put_bash_option(FILE *f, const struct option_def *o)
{
    fprintf(f, " --%s", o->name);
}

static void put_bash_options(FILE *f, const struct cmd *c, const char *pattern)
{
    fprintf(f, "        %s) words='", pattern);
    all_options(f, c, put_bash_option);
    fputs("' ;;\n", f);
}

static void print_bash(FILE *f)
{
    char pattern[64];
    fputs("# bash completion of resolvent; made by 'resolvent help --completion bash'\n"
          "_resolvent()\n{\n"
          "    local cur=${COMP_WORDS[COMP_CWORD]} command words=''\n"
          "    case \"${COMP_WORDS[1]} ${COMP_WORDS[2]} \" in\n",
          f);
    for (const struct cmd *const *c = rsv__commands; *c != NULL; c++) {
        snprintf(pattern, sizeof pattern, "'%s '*", (*c)->name);
        put_bash_options(f, *c, pattern);
    }
    put_bash_options(f, rsv__commands[0], "*");
    fputs("    esac\n"
          "    [[ $cur == -* ]] || words=''\n"
          "    while read -r command; do\n"
          "        ((COMP_CWORD == 1)) && words+=\" ${command%% *}\"\n"
          "        ((COMP_CWORD == 2)) && [[ $command == \"${COMP_WORDS[1]} \"* ]] && words+=\" ${command#* }\"\n"
          "    done <<'END'\n",
          f);
    for (const struct cmd *const *c = rsv__commands; *c != NULL; c++)
        fprintf(f, "%s\n", (*c)->name);
    fputs("END\n"
          "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\" | sort -u)\n"
          "}\n"
          "complete -o default -F _resolvent resolvent\n",
          f);
}

/* --- zsh -------------------------------------------------------------------------------------------- */

static void put_zsh_option(FILE *f, const struct option_def *o)
{
    fprintf(f, " \\\n        '%s--%s[", o->type == OPTION_LIST ? "*" : "", o->name);
    put_quoted(f, o->help, "[]:");
    fputc(']', f);
    if (o->value != NULL)
        fprintf(f, ":%s:_files", o->value);
    fputc('\'', f);
}

static void put_zsh_options(FILE *f, const struct cmd *c, const char *pattern)
{
    fprintf(f, "    %s) _arguments '*:file:_files'", pattern);
    all_options(f, c, put_zsh_option);
    fputs(" ;;\n", f);
}

/* Commands as _describe wants them: those of one word, or the second words. */
static void put_zsh_names(FILE *f, const char *list, bool of_groups)
{
    fprintf(f, "local -a %s=(", list);
    for (const struct cmd *const *c = rsv__commands; *c != NULL; c++) {
        if ((strchr((*c)->name, ' ') != NULL) != of_groups)
            continue;
        fprintf(f, "\n    '%s:", (*c)->name);
        put_quoted(f, (*c)->summary, ":");
        fputc('\'', f);
    }
    fputs("\n)\n", f);
}

static void print_zsh(FILE *f)
{
    char pattern[64];
    fputs("#compdef resolvent\n# zsh completion of resolvent; made by 'resolvent help --completion zsh'\n", f);
    put_zsh_names(f, "commands", false);
    put_zsh_names(f, "grouped", true);
    fputs("local -aU groups=(${${grouped%%:*}%% *})\n"
          "local -a second=(${${(M)grouped:#$words[2] *}#* })\n"
          "if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then\n"
          "    _describe command commands -- groups\n    return\nfi\n"
          "if ((CURRENT == 3)) && [[ -n $second ]]; then\n"
          "    _describe command second\n    return\nfi\n"
          "case \"$words[2] $words[3] \" in\n",
          f);
    for (const struct cmd *const *c = rsv__commands; *c != NULL; c++) {
        snprintf(pattern, sizeof pattern, "'%s '*", (*c)->name);
        put_zsh_options(f, *c, pattern);
    }
    put_zsh_options(f, rsv__commands[0], "*");
    fputs("esac\n", f);
}

/* --- fish ------------------------------------------------------------------------------------------- */

static void print_fish_option(FILE *f, const struct cmd *c, const struct option_def *o)
{
    fprintf(f, "complete -c resolvent -n '__resolvent_in %s' -l %s", c->name, o->name);
    if (o->letter)
        fprintf(f, " -s %c", o->letter);
    fputs(o->value ? " -r -d '" : " -d '", f);
    put_quoted(f, o->help, "");
    fputs("'\n", f);
}

static void print_fish_command(FILE *f, const struct cmd *c)
{
    const char *space = strchr(c->name, ' ');
    const int n = (int)strcspn(c->name, " ");
    if (space == NULL)
        fprintf(f, "complete -c resolvent -n '__resolvent_at' -a %s -d '", c->name);
    else
        fprintf(f, "complete -c resolvent -n '__resolvent_at' -a %.*s\n"
                   "complete -c resolvent -n '__resolvent_at %.*s' -a %s -d '", n, c->name, n, c->name, space + 1);
    put_quoted(f, c->summary, "");
    fputs("'\n", f);
    for (const struct option_def *const *o = c->options; *o != NULL; o++)
        print_fish_option(f, c, *o);
}

static void print_fish(FILE *f)
{
    const struct cmd all = {.name = ""};
    fputs("# fish completion of resolvent; made by 'resolvent help --completion fish'\n"
          "function __resolvent_at # exactly these words stand before the cursor\n"
          "    set -l typed (commandline -opc)\n"
          "    test \"$typed[2..]\" = \"$argv\"\n"
          "end\n"
          "function __resolvent_in # the command is this one; a code is diagnose\n"
          "    set -l typed (commandline -opc)\n"
          "    test -z \"$argv\"; or string match -q -- \"$argv *\" \"$typed[2..] \"\n"
          "    or begin; test \"$argv\" = diagnose; and string match -qr '[0-9]{4}' -- \"$typed[2]\"; end\n"
          "end\n",
          f);
    for (const struct cmd *const *c = rsv__commands; *c != NULL; c++)
        print_fish_command(f, *c);
    for (const struct option_def *const *o = rsv__common_options(); *o != NULL; o++)
        print_fish_option(f, &all, *o);
}

bool rsv__print_completion(struct cli *cli, const char *shell)
{
    static const struct {
        const char *shell;
        void (*print)(FILE *f);
    } all[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (strcmp(all[i].shell, shell) != 0)
            continue;
        all[i].print(cli->out.file);
        return true;
    }
    return false;
}
