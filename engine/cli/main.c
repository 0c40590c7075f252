/* SPDX-License-Identifier: MIT
 * main.c - finds the command and runs it. */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- messages --------------------------------------------------------------------------------- */

static void say(struct cli *cli, const char *format, va_list args)
{
    char text[1200];
    vsnprintf(text, sizeof text, format, args);
    fputs("resolvent: ", cli->err.file);
    rsv__term_text(&cli->err, STYLE_RAW, text);
    fputc('\n', cli->err.file);
}

void rsv__say(struct cli *cli, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(cli, format, args);
    va_end(args);
}

int rsv__usage_error(struct cli *cli, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(cli, format, args);
    va_end(args);
    if (cli->cmd != NULL)
        fprintf(cli->err.file, "usage: resolvent %s%s%s   (resolvent help %s)\n", cli->cmd->name,
                *cli->cmd->words ? " " : "", cli->cmd->words, cli->cmd->name);
    return EXIT_USAGE;
}

int rsv__say_error(struct cli *cli, const rsv_error *err)
{
    if (err->line > 0)
        rsv__say(cli, "%s%sline %d: %s", err->file, *err->file ? ", " : "", err->line,
                 err->message);
    else if (*err->file)
        rsv__say(cli, "%s: %s", err->file, err->message);
    else
        rsv__say(cli, "%s", err->message);
    switch (err->code) {
    case RSV_EARG:
    case RSV_EINPUT:
    case RSV_EIO:
    case RSV_ELIMIT:
        return EXIT_USAGE;
    case RSV_ENOTFOUND:
        return EXIT_UNKNOWN;
    case RSV_EKB:
    case RSV_ERULES:
        return EXIT_CANT_OPEN;
    default:
        return EXIT_INTERNAL;
    }
}

int rsv__say_input_error(struct cli *cli, const char *input, const rsv_error *err)
{
    rsv_error named = *err;
    if (*named.file == '\0')
        snprintf(named.file, sizeof named.file, "%s", input);
    return rsv__say_error(cli, &named);
}

int rsv__print(struct cli *cli, const rsv_doc *doc, void (*text)(struct cli *, const rsv_doc *))
{
    char *json;
    if (!cli->o.json) {
        text(cli, doc);
        return 0;
    }
    if (rsv_doc_json(doc, 1, &json, NULL) != RSV_OK) {
        rsv__say(cli, "out of memory");
        return EXIT_INTERNAL;
    }
    fputs(json, cli->out.file);
    fputc('\n', cli->out.file);
    rsv_text_free(json);
    return 0;
}

const char *rsv__plural(long long n, const char *one, const char *many)
{
    return n == 1 ? one : many;
}

const char *rsv__nearest(const char *word, const char *const *list, size_t n)
{
    return rsv_nearest_word(word, list, n);
}

/* --- finding the command ------------------------------------------------------------------------- */

/* The command whose name is the first words of argv; *used: how many. */
static const struct cmd *find_command(int argc, char **argv, int *used)
{
    const struct cmd *best = NULL;
    *used = 0;
    for (const struct cmd *const *c = rsv__commands; *c != NULL; c++) {
        const char *space = strchr((*c)->name, ' ');
        const size_t n = space ? (size_t)(space - (*c)->name) : strlen((*c)->name);
        if (argc < 1 || strlen(argv[0]) != n || strncmp(argv[0], (*c)->name, n) != 0)
            continue;
        if (space == NULL || (argc > 1 && strcmp(argv[1], space + 1) == 0)) {
            best = *c;
            *used = space ? 2 : 1;
        }
    }
    return best;
}

static bool is_group(const char *word)
{
    const size_t n = strlen(word);
    for (const struct cmd *const *c = rsv__commands; *c != NULL; c++)
        if (strncmp((*c)->name, word, n) == 0 && (*c)->name[n] == ' ')
            return true;
    return false;
}

/* "kb bild": the words that go with a group, or the commands themselves. */
static int unknown_command(struct cli *cli, const char *group, const char *word)
{
    const char *names[64] = {NULL};
    size_t n = 0;
    const size_t g = group ? strlen(group) : 0;
    for (const struct cmd *const *c = rsv__commands; *c != NULL && n < 64; c++) {
        const char *name = (*c)->name;
        if (group == NULL)
            names[n++] = name;
        else if (strncmp(name, group, g) == 0 && name[g] == ' ')
            names[n++] = name + g + 1;
    }
    const char *near = word ? rsv__nearest(word, names, n) : NULL;
    if (group != NULL) {
        fprintf(cli->err.file, "resolvent: '%s' goes with", group);
        for (size_t i = 0; i < n; i++)
            fprintf(cli->err.file, "%s %s", i ? "," : "", names[i]);
        fprintf(cli->err.file, "%s%s%s\n", near ? "; did you mean '" : "", near ? near : "",
                near ? "'?" : "");
    } else {
        rsv__say(cli, "unknown command '%s'%s%s%s", word, near ? "; did you mean '" : "", near ? near : "",
                 near ? "'?" : "; 'resolvent help' lists them, 'resolvent search' finds articles");
    }
    return EXIT_USAGE;
}

/* Whether a word that is no command can be the beginning of a question. */
static bool can_be_asked(const char *word)
{
    if (*word == '-' || strpbrk(word, ":{%&= ") != NULL)
        return true;
    if (rsv__is_prefix(word))
        return true;
    for (const char *p = word; *p != '\0'; p++) /* a code: digits in a row */
        if (strspn(p, "0123456789") >= 4)
            return true;
    return false;
}

static int run(struct cli *cli, int argc, char **argv)
{
    int used;
    if (argc < 1 || strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "-h") == 0) {
        rsv__print_overview(cli);
        return argc < 1 ? EXIT_USAGE : 0;
    }
    if (strcmp(argv[0], "--version") == 0)
        argv[0] = (char *)"version";
    cli->cmd = find_command(argc, argv, &used);
    if (cli->cmd == NULL && is_group(argv[0]))
        return unknown_command(cli, argv[0], argc > 1 ? argv[1] : NULL);
    if (cli->cmd == NULL && !can_be_asked(argv[0]))
        return unknown_command(cli, NULL, argv[0]);
    if (cli->cmd == NULL)
        cli->cmd = rsv__commands[0]; /* diagnose */
    if (!rsv__parse_options(cli, argc - used, argv + used))
        return EXIT_USAGE;
    rsv__term_init(&cli->out, stdout, cli->o.plain, cli->o.ascii);
    rsv__term_init(&cli->err, stderr, cli->o.plain, cli->o.ascii);
    if (cli->o.help) {
        rsv__print_help(cli, cli->cmd);
        return 0;
    }
    return cli->cmd->run(cli);
}

/* What is opened next must not become a standard stream that was closed.  Open the wrong way round, it fails as before. */
static void hold_standard_streams(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            (void)!open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv)
{
    struct cli cli = {.argv0 = argv[0]};
    hold_standard_streams();
    setlocale(LC_CTYPE, "");
    signal(SIGXFSZ, SIG_IGN); /* too large a file is a failed write, after which nothing half done is left */
    rsv__term_init(&cli.out, stdout, false, false);
    rsv__term_init(&cli.err, stderr, false, false);
    const int rc = run(&cli, argc - 1, argv + 1);
    errno = 0;
    if (fflush(stdout) != 0 || ferror(stdout)) { /* a full disk or a closed pipe */
        rsv__say(&cli, "can't write the output%s%s", errno ? ": " : "", errno ? strerror(errno) : "");
        return rc ? rc : EXIT_USAGE;
    }
    return rc;
}
