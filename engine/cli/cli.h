/* SPDX-License-Identifier: MIT
 * cli.h - what commands share.  The command line uses resolvent.h and nothing else of the library. */
#ifndef RSV_CLI_CLI_H
#define RSV_CLI_CLI_H

#include "cli/term.h"
#include "resolvent.h"

#include <stdbool.h>
#include <stddef.h>

enum exit_code {
    EXIT_ANSWERED = 0,
    EXIT_PROBLEMS = 1, /* a check or tests found problems */
    EXIT_USAGE = 2,    /* usage, bad input, or output that can't be written */
    EXIT_UNKNOWN = 3,  /* no such code or article */
    EXIT_CANT_OPEN = 4, /* knowledge base or rules */
    EXIT_INTERNAL = 70
};

/* Options of all commands, parsed; texts are borrowed from argv. */
enum { MAX_LIST = 64 };
struct text_list {
    const char *items[MAX_LIST];
    size_t n;
};
struct options {
    bool facts, counts, follow, help, json, plain, ascii, strict, all, man, accept, lenient;
    const char *kb, *rules, *now, *against, *script, *into, *output, *completion, *from, *html;
    const char *user, *app, *since, *until; /* of logs */
    struct text_list files, roles, sites, codes;
    struct {
        const char *const *items; /* argv itself, moved together */
        size_t n;                 /* at most MAX_LIST unless the command takes any number */
    } words;                      /* what is no option */
};

/* One list, many uses: parsing, help, man pages, completions. */
enum option_type { OPTION_FLAG, OPTION_TEXT, OPTION_LIST };
struct option_def {
    const char *name; /* without dashes */
    char letter;      /* 0: none */
    enum option_type type;
    size_t offset;      /* in struct options */
    const char *value;  /* what the value is called; NULL for flags */
    const char *help;
};

struct cli;

struct cmd {
    const char *name; /* "kb build" */
    const char *words; /* "CODE [KIND:field=value,...]" */
    const char *summary;
    const char *const *examples; /* ended by NULL; each "command # what it does" */
    const struct option_def *const *options; /* ended by NULL */
    const char *more; /* a paragraph of help; may be NULL */
    bool is_text;     /* prints no document: there is no --json */
    bool takes_many;  /* any number of words, as a shell makes of *.json */
    int (*run)(struct cli *cli);
};

struct cli {
    const struct cmd *cmd;
    const char *group; /* "kb" of "kb build" */
    struct options o;
    struct term out, err;
    const char *argv0;
};

extern const struct cmd *const rsv__commands[]; /* ended by NULL; cmd_table.c */

/* --- options.c ---------------------------------------------------------------------------------- */

extern const struct option_def opt_json, opt_plain, opt_ascii, opt_help, opt_kb, opt_rules, opt_site,
    opt_file, opt_strict, opt_role, opt_now, opt_against, opt_script, opt_into, opt_accept, opt_output, opt_html,
    opt_all, opt_man, opt_completion, opt_from, opt_lenient, opt_user, opt_app, opt_code, opt_since, opt_until,
    opt_facts, opt_counts, opt_follow;
extern const struct option_def *const case_options[]; /* of the commands that take facts */
extern const struct option_def *const read_options[]; /* of those that read the knowledge base */

/* Parse argv behind the command's name.  False after a message. */
bool rsv__parse_options(struct cli *cli, int argc, char **argv);
const struct option_def *const *rsv__common_options(void);

/* --- context.c: opening what a command needs ------------------------------------------------------- */

struct context {
    rsv_kb *kb;
    rsv_ruleset *rules;
    rsv_session *session;
    int64_t code;      /* 0: none was given */
    bool bad_records;  /* some input was rejected */
    bool facts_only;   /* nothing is diagnosed: kinds and adapters are enough */
    const char *dirs[1 + MAX_LIST]; /* rules */
    size_t n_dirs;
};

/* Where the knowledge base is, perhaps made in `out`. */
const char *rsv__kb_path(struct cli *cli, char *out, size_t size);

/* Open the knowledge base.  0, or an exit code after a message. */
int rsv__open_kb(struct cli *cli, struct context *c);
/* The folders of rules: the shipped one and the sites. */
int rsv__find_rules(struct cli *cli, struct context *c);
rsv_rule_source rsv__rule_source(const struct context *c);
/* Load rules, whole or for c->code, telling what is broken. */
int rsv__load_rules(struct cli *cli, struct context *c);
/* All of it, with the facts of words and files; `words` are those that belong to the case. */
int rsv__open_case(struct cli *cli, struct context *c, const char *const *words, size_t n_words);
/* Rules and facts alone, measured from the first fact on: all words are facts. */
int rsv__open_measured(struct cli *cli, struct context *c);
/* "AADSTS" alone, before its number. */
bool rsv__is_prefix(const char *word);
void rsv__close_context(struct context *c);

/* The end of a command: print the document if all went well, let go of it and of the context.  The exit code. */
int rsv__end_case(struct cli *cli, struct context *c, int rc, rsv_doc *doc, void (*text)(struct cli *, const rsv_doc *));

/* Where articles are, for the authoring commands. */
const char *rsv__kb_dir(struct cli *cli);

/* What messages call an input: its path, or "standard input" for "-". */
const char *rsv__input_name(const char *path);

/* A file, or standard input for "-", as a whole: mapped where it is large, else read, with a NUL behind it.  False
 * after a message. */
struct input {
    const char *text;
    size_t n;
    bool is_mapped;
};
bool rsv__read_input(struct cli *cli, const char *path, struct input *in);
void rsv__free_input(struct input *in);

/* A regular file of at least so many bytes, mapped to be read; NULL: it can't be.  One that is cut meanwhile ends the
 * program with a message. */
char *rsv__map_file(int fd, size_t least, size_t *n);

/* A message if nothing in an input gave a fact, and nothing is said of it already. */
void rsv__say_no_facts(struct cli *cli, const rsv_doc *report);

/* --- messages ---------------------------------------------------------------------------------------- */

/* "resolvent: message" on standard error, control characters escaped. */
void rsv__say(struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The library's error, and the exit code for it. */
int rsv__say_error(struct cli *cli, const rsv_error *err);
/* The same about an input, which it names. */
int rsv__say_input_error(struct cli *cli, const char *input, const rsv_error *err);
int rsv__usage_error(struct cli *cli, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Print a document as JSON (with --json) or through `text`. */
int rsv__print(struct cli *cli, const rsv_doc *doc, void (*text)(struct cli *, const rsv_doc *));

const char *rsv__plural(long long n, const char *one, const char *many);

/* The nearest of a list of words, or NULL. */
const char *rsv__nearest(const char *word, const char *const *list, size_t n);

/* --- screens (render_*.c) ------------------------------------------------------------------------------ */

void rsv__render_diagnosis(struct cli *cli, const rsv_doc *d);
void rsv__render_why(struct cli *cli, const rsv_doc *d);
void rsv__render_next(struct cli *cli, const rsv_doc *d);
void rsv__render_article(struct cli *cli, const rsv_doc *d);
/* One line for each way in which other codes come with this one. */
void rsv__render_company(struct cli *cli, const rsv_doc *d, bool whole);
void rsv__render_neighbours(struct cli *cli, const rsv_doc *d);
void rsv__render_findings(struct cli *cli, const rsv_doc *d);
void rsv__render_report(struct cli *cli, const rsv_doc *d);
void rsv__render_scan(struct cli *cli, const rsv_doc *d);
/* What came since the report `before` (NULL: all of it), as a line or a few. */
void rsv__render_scan_change(struct cli *cli, const rsv_doc *before, const rsv_doc *now);

/* The words to repeat the case in another command: code, facts and options, shell-quoted, into out; "" if too long. */
void rsv__case_words(struct cli *cli, int64_t code, char *out, size_t size);

/* The words to scan the same logs for a code, shell-quoted, into out; "" if they can't be read again or are too long. */
void rsv__log_words(struct cli *cli, const char *code, char *out, size_t size);

/* --- help.c ------------------------------------------------------------------------------------------------ */

/* Texts that belong to no command; ended by a name of NULL. */
struct topic {
    const char *name, *title, *text;
};
extern const struct topic rsv__topics[];

void rsv__print_help(struct cli *cli, const struct cmd *cmd);
void rsv__print_overview(struct cli *cli);

/* --- help_generate.c: files made from the command table, when the program is built ----------------------- */

/* The manual page, in man(7). */
void rsv__print_man(struct cli *cli);
/* The completion script of bash, zsh or fish.  False if there is none for this shell. */
bool rsv__print_completion(struct cli *cli, const char *shell);

#endif
