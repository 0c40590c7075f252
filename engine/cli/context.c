/* SPDX-License-Identifier: MIT
 * context.c - finds and opens the knowledge base and rules, and reads the facts of a case. */
#include "cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- where things are ------------------------------------------------------------------------- */

static bool is_there(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Beside the program when it was moved as a whole, else where it was installed. */
static const char *data_path(const char *name, char *out, size_t size)
{
    char exe[2048];
    const ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    if (n > 0) {
        exe[n] = '\0';
        char *slash = strrchr(exe, '/');
        if (slash != NULL) {
            *slash = '\0';
            snprintf(out, size, "%s/../share/resolvent/%s", exe, name);
            if (is_there(out))
                return out;
        }
    }
    snprintf(out, size, "%s/%s", RSV_DATA_DIR, name);
    return out;
}

static const char *choose(const char *option, const char *variable, const char *name, char *out,
                          size_t size)
{
    const char *env = getenv(variable);
    return option ? option : env && *env ? env : data_path(name, out, size);
}

const char *rsv__kb_path(struct cli *cli, char *out, size_t size)
{
    return choose(cli->o.kb, "RESOLVENT_KB", "kb.sqlite", out, size);
}

int rsv__open_kb(struct cli *cli, struct context *c)
{
    char path[4096];
    rsv_error err;
    if (rsv_kb_open(rsv__kb_path(cli, path, sizeof path), NULL, &c->kb, &err) == RSV_OK)
        return 0;
    return rsv__say_error(cli, &err);
}

int rsv__find_rules(struct cli *cli, struct context *c)
{
    static char path[4096]; /* outlives the call; one per process */
    const char *site = getenv("RESOLVENT_SITE");
    c->dirs[0] = choose(cli->o.rules, "RESOLVENT_RULES", "rules", path, sizeof path);
    c->n_dirs = 1;
    for (size_t i = 0; i < cli->o.sites.n; i++)
        c->dirs[c->n_dirs++] = cli->o.sites.items[i];
    if (cli->o.sites.n == 0 && site != NULL && *site != '\0')
        c->dirs[c->n_dirs++] = site;
    for (size_t i = 0; i < c->n_dirs; i++) {
        if (is_folder(c->dirs[i]))
            continue;
        rsv__say(cli, is_there(c->dirs[i]) ? "%s is no folder of rules" : "the folder of rules %s isn't there",
                 c->dirs[i]);
        return EXIT_CANT_OPEN;
    }
    return 0;
}

rsv_rule_source rsv__rule_source(const struct context *c)
{
    rsv_rule_source source = RSV_RULE_SOURCE_INIT;
    source.dirs = c->dirs;
    source.n_dirs = c->n_dirs;
    return source;
}

const char *rsv__kb_dir(struct cli *cli)
{
    const char *env = getenv("RESOLVENT_KB_DIR");
    return cli->o.kb ? cli->o.kb : env && *env ? env : "kb";
}

/* --- rules ----------------------------------------------------------------------------------------- */

/* Broken files are left out; say so, but not everything about them. */
static void tell_broken(struct cli *cli, const rsv_doc *findings)
{
    for (const rsv_doc *f = rsv_doc_first(rsv_doc_get(findings, "findings")); f;
         f = rsv_doc_next(f)) {
        if (strcmp(rsv_doc_text(rsv_doc_get(f, "severity")), "error") != 0)
            continue;
        const char *hint = rsv_doc_text(rsv_doc_get(f, "hint"));
        rsv__say(cli, "left out: %s:%lld: %s %s%s%s", rsv_doc_text(rsv_doc_get(f, "file")),
                 (long long)rsv_doc_integer(rsv_doc_get(f, "line")),
                 rsv_doc_text(rsv_doc_get(f, "id")), rsv_doc_text(rsv_doc_get(f, "message")),
                 *hint ? "; " : "", hint);
    }
}

/* Rules without a single kind of fact: the wrong folder. */
static bool has_kinds(const struct context *c)
{
    rsv_doc *kinds = NULL;
    /* the shipped rules have "ticket": asking for one kind is cheaper than for all */
    const bool any = rsv_ruleset_kinds(c->rules, "ticket", &kinds, NULL) == RSV_OK ||
                     rsv_ruleset_kinds(c->rules, NULL, &kinds, NULL) != RSV_OK ||
                     rsv_doc_count(rsv_doc_get(kinds, "kinds")) > 0;
    rsv_doc_free(kinds);
    return any;
}

int rsv__load_rules(struct cli *cli, struct context *c)
{
    rsv_error err;
    rsv_doc *findings = NULL;
    int rc = rsv__find_rules(cli, c);
    if (rc != 0)
        return rc;
    rsv_rule_source source = rsv__rule_source(c);
    source.kb = c->kb;
    source.code = c->code;
    source.strict = cli->o.strict;
    source.facts_only = c->facts_only;
    const rsv_status status = rsv_ruleset_load(&source, &c->rules, &findings, &err);
    tell_broken(cli, findings);
    rsv_doc_free(findings);
    if (status != RSV_OK) {
        rc = rsv__say_error(cli, &err);
        return err.code == RSV_EIO ? EXIT_CANT_OPEN : rc; /* a file that may not be read */
    }
    if (has_kinds(c))
        return 0;
    rsv__say(cli, "there are no rules in %s", c->dirs[0]);
    return EXIT_CANT_OPEN;
}

/* --- input --------------------------------------------------------------------------------------------- */

const char *rsv__input_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

enum { LARGE = 1 << 20 };

/* Nothing is behind the end of a file that was cut while it is mapped. */
static void on_cut(int number)
{
    static const char message[] = "resolvent: a file was cut while it was read; read a copy\n";
    (void)number;
    if (write(STDERR_FILENO, message, sizeof message - 1) >= 0)
        _exit(EXIT_USAGE);
    _exit(EXIT_INTERNAL);
}

char *rsv__map_file(int fd, size_t least, size_t *n)
{
    struct stat st;
    const struct sigaction cut = {.sa_handler = on_cut};
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || (size_t)st.st_size < least)
        return NULL;
    char *text = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (text == MAP_FAILED)
        return NULL;
    sigaction(SIGBUS, &cut, NULL);
    *n = (size_t)st.st_size;
    return text;
}

static bool map_input(FILE *file, struct input *in)
{
    in->text = rsv__map_file(fileno(file), LARGE, &in->n);
    in->is_mapped = in->text != NULL;
    return in->is_mapped;
}

static bool read_all(FILE *file, struct input *in)
{
    char *text = NULL;
    size_t cap = 0, n = 0;
    for (;;) {
        if (n + 65536 > cap) {
            cap = cap * 2 + 131072;
            char *grown = realloc(text, cap);
            if (grown == NULL)
                break;
            text = grown;
        }
        const size_t got = fread(text + n, 1, 65535, file);
        n += got;
        text[n] = '\0';
        if (got == 0 || feof(file)) /* a terminal's end comes once */
            break;
    }
    *in = (struct input){text, n, false};
    return ferror(file) == 0 && text != NULL;
}

bool rsv__read_input(struct cli *cli, const char *path, struct input *in)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    *in = (struct input){.n = 0};
    if (file == stdin && cli->err.is_tty && isatty(STDIN_FILENO))
        rsv__say(cli, "reading what you paste; end it with Ctrl-D on a line of its own");
    if (file == NULL) {
        rsv__say(cli, "can't open %s: %s", path, strerror(errno));
        return false;
    }
    const bool ok = (file != stdin && map_input(file, in)) || read_all(file, in);
    if (!ok) {
        rsv__say(cli, "can't read %s: %s", rsv__input_name(path), strerror(errno));
        rsv__free_input(in);
    }
    if (file != stdin)
        fclose(file);
    return ok;
}

void rsv__free_input(struct input *in)
{
    if (in->is_mapped)
        munmap((char *)in->text, in->n);
    else
        free((char *)in->text);
    *in = (struct input){.n = 0};
}

/* --- the words of a case ------------------------------------------------------------------------------------ */

/* KIND:... with a kind in lower case; aadsts50126: and https: are something else. */
static bool is_fact(const char *word)
{
    const size_t n = strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789_");
    if (n == 0 || word[n] != ':' || strncmp(word + n, "://", 3) == 0 ||
        (word[0] >= '0' && word[0] <= '9'))
        return false;
    return strncmp(word, "aadsts", 6) != 0 || n == 6 || strspn(word + 6, "0123456789") + 6 != n;
}

struct pasted { /* an error as text */
    const char *name;
    struct input input; /* standard input, or nothing */
    const char *shown;
    size_t n;
};

bool rsv__is_prefix(const char *word)
{
    return strcasecmp(word, "AADSTS") == 0;
}

static bool take_error(struct cli *cli, const char *word, struct pasted *p)
{
    *p = (struct pasted){.name = "argument", .shown = word, .n = strlen(word)};
    if (strcmp(word, "-") != 0)
        return true;
    p->name = "standard input";
    const bool ok = rsv__read_input(cli, "-", &p->input);
    p->shown = p->input.text;
    p->n = p->input.n;
    return ok;
}

static bool has_code(const rsv_doc *codes, int64_t code)
{
    const rsv_doc *d = rsv_doc_first(codes);
    while (d != NULL && rsv_doc_integer(d) != code)
        d = rsv_doc_next(d);
    return d != NULL;
}

/* A mail or a log may tell of several errors: the one that is asked about, else the first one found. */
static int take_code(struct cli *cli, struct context *c, const struct pasted *p, int64_t code, const rsv_doc *found)
{
    const rsv_doc *others = rsv_doc_get(found, "others");
    if (c->code == 0)
        c->code = code;
    if (c->code != code && !has_code(rsv_doc_get(found, "codes"), c->code))
        return rsv__usage_error(cli, "two codes: %lld and %lld; ask about one at a time",
                                (long long)c->code, (long long)code);
    if (c->code != code && others != NULL) /* the asked one is among them */
        rsv__say(cli, "%s tells of AADSTS%lld too", p->name, (long long)code);
    for (const rsv_doc *d = rsv_doc_first(others); d != NULL; d = rsv_doc_next(d))
        if (rsv_doc_integer(d) != c->code)
            rsv__say(cli, "%s tells of AADSTS%lld too", p->name, (long long)rsv_doc_integer(d));
    return 0;
}

/* The code of a pasted text; several words may each hold one, but then the same. */
static int find_code(struct cli *cli, struct context *c, const struct pasted *p)
{
    rsv_error err;
    int64_t code;
    rsv_doc *found = NULL;
    if (rsv_find_error(c->kb, p->name, p->shown, p->n, &code, &found, &err) != RSV_OK) {
        if (p->input.text != NULL)
            return rsv__say_error(cli, &err);
        if (is_there(p->shown))
            return rsv__usage_error(cli, "%s is a file: use '-f %s' for facts, '- < %s' for a pasted error",
                                    p->shown, p->shown, p->shown);
        return rsv__usage_error(cli, "'%.80s' is neither a code, nor a pasted error, nor KIND:field=value",
                                p->shown);
    }
    const int rc = take_code(cli, c, p, code, found);
    rsv_doc_free(found);
    return rc;
}

/* What an adapter has to say of the whole input, that rows are missing for instance; not what it left out of a field. */
static void tell_warnings(struct cli *cli, const rsv_doc *report)
{
    for (const rsv_doc *p = rsv_doc_first(rsv_doc_get(report, "problems")); p != NULL; p = rsv_doc_next(p))
        if (rsv_doc_get(p, "kind") == NULL && rsv_doc_get(p, "field") == NULL)
            rsv__say(cli, "%s: %s", rsv_doc_text(rsv_doc_get(report, "input")), rsv_doc_text(rsv_doc_get(p, "message")));
}

void rsv__say_no_facts(struct cli *cli, const rsv_doc *report)
{
    const char *format = rsv_doc_text(rsv_doc_get(report, "format"));
    if (rsv_doc_integer(rsv_doc_get(report, "rejected")) == 0 && rsv_doc_integer(rsv_doc_get(report, "facts")) == 0 &&
        rsv_doc_integer(rsv_doc_get(report, "complete")) == 0)
        rsv__say(cli, "there are no facts in %s%s%s%s", rsv_doc_text(rsv_doc_get(report, "input")),
                 *format ? " (read as " : "", format, *format ? ")" : "");
}

static void tell_problems(struct cli *cli, struct context *c, const rsv_doc *report)
{
    const long long rejected = rsv_doc_integer(rsv_doc_get(report, "rejected"));
    rsv__say_no_facts(cli, report);
    if (rejected == 0) {
        tell_warnings(cli, report);
        return;
    }
    c->bad_records = true;
    rsv__render_report(cli, report);
}

/* One that is wrong ends the command: who typed it is still there. */
static int read_fact(struct cli *cli, struct context *c, const char *word)
{
    rsv_error err;
    if (rsv_session_read_fact(c->session, word, NULL, &err) != RSV_OK)
        return rsv__say_error(cli, &err);
    return 0;
}

static int read_file(struct cli *cli, struct context *c, const char *path)
{
    rsv_error err;
    rsv_doc *report = NULL;
    struct input in;
    if (!rsv__read_input(cli, path, &in))
        return EXIT_USAGE;
    const char *name = rsv__input_name(path);
    rsv_status rc = rsv_session_set_format(c->session, cli->o.from, cli->o.lenient, &err);
    if (rc == RSV_OK)
        rc = rsv_session_read(c->session, name, in.text, in.n, &report, &err);
    rsv__free_input(&in);
    if (rc != RSV_OK)
        return rsv__say_input_error(cli, name, &err);
    tell_problems(cli, c, report);
    rsv_doc_free(report);
    return 0;
}

static int open_session(struct cli *cli, struct context *c)
{
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    rsv_error err;
    if (cli->o.roles.n > 0) {
        o.roles = cli->o.roles.items;
        o.n_roles = cli->o.roles.n;
    }
    o.code = c->code;
    if (cli->o.now != NULL && rsv_parse_time(cli->o.now, &o.now_ms) != RSV_OK)
        return rsv__usage_error(cli, "'--now %s' is no time; write 2026-11-23T07:14:03Z", cli->o.now);
    if (rsv_session_open(c->rules, c->kb, &o, &c->session, &err) == RSV_OK)
        return 0;
    return rsv__say_error(cli, &err);
}

/* A code that only the facts know: an error_text record. */
static int code_from_facts(struct cli *cli, struct context *c)
{
    rsv_doc *facts = NULL;
    rsv_error err;
    if (rsv_session_facts(c->session, &facts, &err) != RSV_OK)
        return rsv__say_error(cli, &err);
    for (const rsv_doc *f = rsv_doc_first(rsv_doc_get(facts, "facts")); f; f = rsv_doc_next(f))
        if (strcmp(rsv_doc_text(rsv_doc_get(f, "kind")), "error_text") == 0)
            c->code = rsv_doc_integer(rsv_doc_get(rsv_doc_get(f, "fields"), "code"));
    rsv_doc_free(facts);
    if (c->code != 0)
        return 0;
    return rsv__usage_error(cli, "which code? Give it as an argument: resolvent %s 50126",
                            cli->cmd->name);
}

static int read_error(struct cli *cli, struct context *c, const struct pasted *p)
{
    rsv_error err;
    int64_t code;
    if (rsv_session_read_error(c->session, p->name, p->shown, p->n, &code, NULL, &err) == RSV_OK)
        return 0;
    return rsv__say_error(cli, &err);
}

/* Facts into the session, in the order of the command line. */
static int read_facts(struct cli *cli, struct context *c, const char *const *words, size_t n_words)
{
    int rc = 0;
    for (size_t i = 0; i < n_words && rc == 0; i++)
        if (is_fact(words[i]))
            rc = read_fact(cli, c, words[i]);
    for (size_t i = 0; i < cli->o.files.n && rc == 0; i++)
        rc = read_file(cli, c, cli->o.files.items[i]);
    if (rc == 0 && c->bad_records && cli->o.strict)
        rc = EXIT_USAGE;
    return rc;
}

int rsv__open_case(struct cli *cli, struct context *c, const char *const *words, size_t n_words)
{
    struct pasted errors[MAX_LIST];
    size_t n = 0;
    int rc = rsv__open_kb(cli, c);
    for (size_t i = 0; i < n_words && rc == 0; i++) {
        if (is_fact(words[i]) || rsv__is_prefix(words[i]))
            continue;
        if (!take_error(cli, words[i], &errors[n]))
            rc = EXIT_USAGE;
        else
            rc = find_code(cli, c, &errors[n++]);
    }
    if (rc == 0)
        rc = rsv__load_rules(cli, c);
    if (rc == 0)
        rc = open_session(cli, c);
    for (size_t i = 0; i < n && rc == 0; i++)
        rc = read_error(cli, c, &errors[i]);
    if (rc == 0)
        rc = read_facts(cli, c, words, n_words);
    if (rc == 0 && c->code == 0)
        rc = code_from_facts(cli, c);
    for (size_t i = 0; i < n; i++)
        rsv__free_input(&errors[i].input);
    return rc;
}

int rsv__open_measured(struct cli *cli, struct context *c)
{
    rsv_error err;
    for (size_t i = 0; i < cli->o.words.n; i++)
        if (!is_fact(cli->o.words.items[i]))
            return rsv__usage_error(cli, "'%.80s' is no KIND:field=value; files of facts come with -f",
                                    cli->o.words.items[i]);
    int rc = rsv__load_rules(cli, c);
    if (rc == 0)
        rc = open_session(cli, c);
    if (rc == 0 && rsv_session_measure(c->session, &err) != RSV_OK)
        rc = rsv__say_error(cli, &err);
    return rc == 0 ? read_facts(cli, c, cli->o.words.items, cli->o.words.n) : rc;
}

void rsv__close_context(struct context *c)
{
    rsv_session_close(c->session);
    rsv_ruleset_free(c->rules);
    rsv_kb_close(c->kb);
}

int rsv__end_case(struct cli *cli, struct context *c, int rc, rsv_doc *doc, void (*text)(struct cli *, const rsv_doc *))
{
    if (rc == 0)
        rc = rsv__print(cli, doc, text);
    rsv_doc_free(doc);
    rsv__close_context(c);
    return rc;
}
