/* SPDX-License-Identifier: MIT
 * render_article.c - articles, neighbours, findings, reports. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

static const char *text_of(const rsv_doc *d, const char *key)
{
    return rsv_doc_text(rsv_doc_get(d, key));
}

static double number_of(const rsv_doc *d, const char *key)
{
    return rsv_doc_number(rsv_doc_get(d, key));
}

/* --- the body -------------------------------------------------------------------------------------- */

static void print_block(struct term *t, const rsv_doc *b, const char *before)
{
    const char *type = text_of(b, "block"), *text = text_of(b, "text");
    const int depth = (int)rsv_doc_integer(rsv_doc_get(b, "depth"));
    const int indent = depth * 3;
    if (strcmp(type, "heading") == 0) {
        rsv__term_heading(t, text);
    } else if (strcmp(type, "code") == 0) {
        rsv__term_lines(t, STYLE_CODE, text, indent + 2);
    } else if (strcmp(type, "item") == 0) {
        rsv__term_spaces(t, indent - 3);
        rsv__term_printf(t, STYLE_PLAIN, "%2s ", text_of(b, "marker")); /* " -" and "1." */
        rsv__term_wrap(t, STYLE_PLAIN, text, indent, indent, 0);
        fputc('\n', t->file);
    } else {
        if (strcmp(before, "paragraph") == 0)
            fputc('\n', t->file);
        rsv__term_spaces(t, indent);
        rsv__term_wrap(t, STYLE_PLAIN, text, indent, indent, 0);
        fputc('\n', t->file);
    }
}

static void print_body(struct cli *cli, const rsv_doc *d)
{
    const char *before = "";
    for (const rsv_doc *b = rsv_doc_first(rsv_doc_get(d, "blocks")); b; b = rsv_doc_next(b)) {
        print_block(&cli->out, b, before);
        before = text_of(b, "block");
    }
}

/* --- lists ------------------------------------------------------------------------------------------- */

/* "  46  title of the thing                slug" */
static void print_row(struct term *t, const char *number, const char *title, const char *slug)
{
    rsv__term_printf(t, STYLE_STRONG, "%6s  ", number);
    rsv__term_right(t, STYLE_DIM, slug, rsv__term_wrap(t, STYLE_PLAIN, title, 8, 8, 0), 8);
}

static void print_shares(struct cli *cli, const rsv_doc *d, const char *key, const char *heading,
                         const char *name, const char *value)
{
    const rsv_doc *list = rsv_doc_get(d, key);
    if (rsv_doc_count(list) == 0)
        return;
    rsv__term_heading(&cli->out, heading);
    for (const rsv_doc *x = rsv_doc_first(list); x; x = rsv_doc_next(x)) {
        char number[24], slug[80];
        snprintf(number, sizeof number, "%g", number_of(x, value));
        if (strcmp(name, "code") == 0)
            snprintf(slug, sizeof slug, "AADSTS%lld",
                     (long long)rsv_doc_integer(rsv_doc_get(x, "code")));
        else
            snprintf(slug, sizeof slug, "%s", text_of(x, name));
        print_row(&cli->out, number, text_of(x, "title"), slug);
    }
}

static void print_related(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    const rsv_doc *list = rsv_doc_get(d, "related");
    if (rsv_doc_count(list) == 0)
        return;
    rsv__term_heading(t, "RELATED CODES");
    char name[32];
    int longest = 0;
    for (const rsv_doc *r = rsv_doc_first(list); r; r = rsv_doc_next(r)) {
        const int n = snprintf(name, sizeof name, "%lld", (long long)rsv_doc_integer(rsv_doc_get(r, "code")));
        longest = n > longest ? n : longest;
    }
    for (const rsv_doc *r = rsv_doc_first(list); r; r = rsv_doc_next(r)) {
        const long long code = rsv_doc_integer(rsv_doc_get(r, "code"));
        const int n = snprintf(name, sizeof name, "  AADSTS%-*lld  ", longest, code);
        rsv__term_text(t, STYLE_STRONG, name);
        rsv__term_wrap(t, STYLE_PLAIN, text_of(r, *text_of(r, "how") ? "how" : "title"), n, n, 0);
        fputc('\n', t->file);
    }
}

void rsv__render_company(struct cli *cli, const rsv_doc *d, bool whole)
{
    static const struct {
        const char *how, *before, *behind;
    } lines[] = {
        {"inner", "If its text holds ", " too, read that one: this is only what stands around it."},
        {"outer", "It may stand inside ", "; then this is the one to read."},
        {"home-log", "The user's home tenant logs ", " for the same refusal."},
        {"resource-log", "The tenant that refused shows ", " for it."},
        {"log", "The sign-in log's row may show ", " for it: search by correlation ID."},
        {"client", "The client may show ", " for it."},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char line[400];
        size_t n = 0;
        for (const rsv_doc *x = rsv_doc_first(rsv_doc_get(d, "company")); x && n < 300; x = rsv_doc_next(x))
            if (strcmp(text_of(x, "how"), lines[i].how) == 0)
                n += (size_t)snprintf(line + n, sizeof line - n, "%sAADSTS%lld", n ? " or " : lines[i].before,
                                      (long long)rsv_doc_integer(rsv_doc_get(x, "code")));
        if (n == 0 || (!whole && strcmp(lines[i].how, "outer") == 0))
            continue;
        snprintf(line + n, sizeof line - n, "%s", lines[i].behind);
        rsv__term_wrap(&cli->out, STYLE_PLAIN, line, 0, 2, 0);
        fputc('\n', cli->out.file);
    }
}

/* Codes that come with this one, and codes that are near. */
static void print_codes(struct cli *cli, const rsv_doc *d)
{
    if (rsv_doc_count(rsv_doc_get(d, "company")) > 0)
        rsv__term_heading(&cli->out, "IN COMPANY");
    rsv__render_company(cli, d, true);
    print_related(cli, d);
}

static void print_references(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    const rsv_doc *list = rsv_doc_get(d, "references");
    if (rsv_doc_count(list) > 0)
        rsv__term_heading(t, "SOURCES");
    for (const rsv_doc *r = rsv_doc_first(list); r; r = rsv_doc_next(r)) {
        fputs("  ", t->file);
        rsv__term_wrap(t, STYLE_PLAIN, text_of(r, "title"), 2, 4, 0);
        fputs("\n    ", t->file);
        rsv__term_text(t, STYLE_DIM | STYLE_RAW, text_of(r, "url"));
        fputc('\n', t->file);
    }
    if (*text_of(d, "reviewed"))
        rsv__term_printf(t, STYLE_DIM, "\nreviewed %s\n", text_of(d, "reviewed"));
    else if (!rsv_doc_is_true(rsv_doc_get(d, "brief")))
        rsv__term_printf(t, STYLE_WARN, "\na draft: nobody has reviewed it\n");
}

/* --- the three types ------------------------------------------------------------------------------------- */

static void print_code_head(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    char line[300];
    const int n = (int)strlen(text_of(d, "name"));
    char code[32];
    const int indent = snprintf(code, sizeof code, "AADSTS%lld  ",
                                (long long)rsv_doc_integer(rsv_doc_get(d, "code")));
    rsv__term_text(t, STYLE_STRONG, code);
    rsv__term_wrap(t, STYLE_STRONG, text_of(d, "title"), indent, indent, 0);
    fputc('\n', t->file);
    if (n > 0) {
        rsv__term_spaces(t, indent);
        rsv__term_text(t, STYLE_DIM | STYLE_RAW, text_of(d, "name"));
        fputc('\n', t->file);
    }
    snprintf(line, sizeof line, "%s; %s; fixed by: %s", text_of(d, "family_title"),
             text_of(d, "nature"), text_of(d, "fixed_by_title"));
    if (*text_of(d, "family_title")) {
        rsv__term_spaces(t, indent);
        rsv__term_wrap(t, STYLE_DIM, line, indent, indent, 0);
        fputc('\n', t->file);
    }
}

static void print_step_head(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    char line[300];
    rsv__term_wrap(t, STYLE_STRONG, text_of(d, "title"), 0, 0, 0);
    fputc('\n', t->file);
    snprintf(line, sizeof line, "%g min; %s; %s risk; %s", number_of(d, "minutes"),
             text_of(d, "role_title"), text_of(d, "risk"),
             rsv_doc_is_true(rsv_doc_get(d, "reversible")) ? "can be undone" : "can't be undone");
    rsv__term_wrap(t, STYLE_DIM, line, 0, 0, 0);
    fputc('\n', t->file);
    const rsv_doc *after = rsv_doc_get(d, "after");
    for (const rsv_doc *a = rsv_doc_first(after); a; a = rsv_doc_next(a))
        rsv__term_printf(t, STYLE_WARN, "first: %s\n", rsv_doc_text(a));
}

/* Lines of prose that are longer than this are hard to follow. */
enum { WIDEST_PROSE = 100 };

void rsv__render_article(struct cli *cli, const rsv_doc *d)
{
    if (cli->out.width > WIDEST_PROSE)
        cli->out.width = WIDEST_PROSE;
    const char *type = text_of(d, "type");
    if (strcmp(type, "code") == 0) {
        print_code_head(cli, d);
    } else if (strcmp(type, "step") == 0) {
        print_step_head(cli, d);
    } else {
        rsv__term_wrap(&cli->out, STYLE_STRONG, text_of(d, "title"), 0, 0, 0);
        fputc('\n', cli->out.file);
    }
    print_body(cli, d);
    if (rsv_doc_is_true(rsv_doc_get(d, "brief"))) {
        print_codes(cli, d);
        fputc('\n', cli->out.file);
        rsv__term_wrap(&cli->out, STYLE_DIM,
                       "Microsoft doesn't document this code; its wording is what is known of it.", 0, 0, 0);
        fputc('\n', cli->out.file);
    } else if (strcmp(type, "code") == 0) {
        print_shares(cli, d, "causes", "CAUSES, TICKETS OUT OF 100", "cause", "share");
        if (*text_of(d, "shares")) {
            rsv__term_spaces(&cli->out, 8);
            rsv__term_wrap(&cli->out, STYLE_DIM, text_of(d, "shares"), 8, 8, 0);
            fputc('\n', cli->out.file);
        }
        print_codes(cli, d);
    } else if (strcmp(type, "cause") == 0) {
        print_shares(cli, d, "steps", "STEPS, CURES OUT OF 100", "step", "success");
        print_shares(cli, d, "codes", "CODES, TICKETS OUT OF 100", "code", "share");
    } else {
        print_shares(cli, d, "causes", "CAUSES, CURES OUT OF 100", "cause", "success");
    }
    print_references(cli, d);
}

/* --- a code that isn't there --------------------------------------------------------------------------------- */

static void print_near(struct cli *cli, const rsv_doc *list)
{
    for (const rsv_doc *n = rsv_doc_first(list); n; n = rsv_doc_next(n)) {
        char code[40];
        if (*text_of(n, "ref") && strcmp(text_of(n, "type"), "code") != 0)
            continue;
        if (*text_of(n, "ref"))
            snprintf(code, sizeof code, "AADSTS%s", text_of(n, "ref"));
        else
            snprintf(code, sizeof code, "AADSTS%lld",
                     (long long)rsv_doc_integer(rsv_doc_get(n, "code")));
        rsv__term_printf(&cli->out, STYLE_STRONG, "  %-14s  ", code);
        rsv__term_wrap(&cli->out, STYLE_PLAIN, text_of(n, "title"), 18, 18, 0);
        fputc('\n', cli->out.file);
    }
}

void rsv__render_neighbours(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    const rsv_doc *near = rsv_doc_get(d, "by_number"), *alike = rsv_doc_get(d, "by_wording");
    if (rsv_doc_count(alike) > 0) {
        rsv__term_printf(t, STYLE_STRONG, "Its wording is near to\n");
        print_near(cli, alike);
    }
    if (rsv_doc_count(near) > 0) {
        rsv__term_printf(t, STYLE_STRONG, "Nearest by number; neighbours are often of the same family\n");
        print_near(cli, near);
    }
}

/* --- findings ------------------------------------------------------------------------------------------------- */

static void print_finding(struct cli *cli, const rsv_doc *f)
{
    struct term *t = &cli->out;
    const char *severity = text_of(f, "severity"), *file = text_of(f, "file");
    const char *source = text_of(f, "source"), *hint = text_of(f, "hint");
    const long long line = rsv_doc_integer(rsv_doc_get(f, "line"));
    const int column = (int)rsv_doc_integer(rsv_doc_get(f, "column"));
    rsv__term_text(t, STYLE_STRONG | STYLE_RAW, file);
    fputs(*file ? ":" : "", t->file);
    if (line > 0)
        rsv__term_printf(t, STYLE_STRONG, "%lld:", line);
    if (line > 0 && column > 0)
        rsv__term_printf(t, STYLE_STRONG, "%d:", column);
    fputs(*file ? " " : "", t->file);
    rsv__term_printf(t, *severity == 'e' ? STYLE_BAD : STYLE_WARN, "%s %s ", severity,
                     text_of(f, "id"));
    rsv__term_text(t, STYLE_RAW, text_of(f, "message"));
    if (*text_of(f, "subject"))
        rsv__term_printf(t, STYLE_DIM, "  (%s)", text_of(f, "subject"));
    fputc('\n', t->file);
    if (*source) {
        const int tabs = (int)strspn(source, "\t"); /* shown as four blanks each */
        rsv__term_lines(t, STYLE_DIM, source, 4);
        if (column > 0)
            fprintf(t->file, "%*s^\n", 4 + column - 1 + tabs * 3, "");
    }
    if (*hint)
        rsv__term_printf(t, STYLE_PLAIN, "    %s\n", hint);
}

void rsv__render_findings(struct cli *cli, const rsv_doc *d)
{
    for (const rsv_doc *f = rsv_doc_first(rsv_doc_get(d, "findings")); f; f = rsv_doc_next(f))
        print_finding(cli, f);
    const long long errors = rsv_doc_integer(rsv_doc_get(d, "errors"));
    const long long warnings = rsv_doc_integer(rsv_doc_get(d, "warnings"));
    rsv__term_printf(&cli->out, STYLE_PLAIN, "%lld %s, %lld %s\n", errors, rsv__plural(errors, "error", "errors"),
                     warnings, rsv__plural(warnings, "warning", "warnings"));
}

/* --- what became of an input ------------------------------------------------------------------------------------- */

/* To standard error where facts are on their way to an answer, else it is the answer. */
void rsv__render_report(struct cli *cli, const rsv_doc *d)
{
    const bool answer = strcmp(cli->cmd->name, "facts check") == 0;
    struct term *t = answer ? &cli->out : &cli->err;
    const char *input = text_of(d, "input");
    const long long rejected = rsv_doc_integer(rsv_doc_get(d, "rejected"));
    for (const rsv_doc *p = rsv_doc_first(rsv_doc_get(d, "problems")); p; p = rsv_doc_next(p)) {
        const long long line = rsv_doc_integer(rsv_doc_get(p, "line"));
        const long long column = rsv_doc_integer(rsv_doc_get(p, "column"));
        const char *hint = text_of(p, "hint");
        rsv__term_text(t, STYLE_STRONG | STYLE_RAW, input);
        fputc(':', t->file);
        if (line > 0)
            rsv__term_printf(t, STYLE_STRONG, "%lld:", line);
        if (column > 0)
            rsv__term_printf(t, STYLE_STRONG, "%lld:", column);
        fputc(' ', t->file);
        rsv__term_text(t, STYLE_RAW, text_of(p, "message"));
        if (*hint)
            rsv__term_printf(t, STYLE_PLAIN, "; %s", hint);
        fputc('\n', t->file);
    }
    const long long facts = rsv_doc_integer(rsv_doc_get(d, "facts"));
    const long long complete = rsv_doc_integer(rsv_doc_get(d, "complete"));
    if (answer) {
        const char *format = text_of(d, "format");
        char line[200];
        snprintf(line, sizeof line, "%lld %s, %lld complete %s, %lld rejected (%s%s%s)", facts,
                 rsv__plural(facts, "fact", "facts"), complete, rsv__plural(complete, "marker", "markers"),
                 rejected, format, *format ? ", " : "", text_of(d, "encoding"));
        rsv__term_text(t, STYLE_RAW, input);
        fputs(": ", t->file);
        rsv__term_wrap(t, STYLE_PLAIN, line, rsv__term_width(t, STYLE_RAW, input) + 2, 2, 0);
        fputc('\n', t->file);
    } else if (rejected > 0) {
        rsv__say(cli, "%lld %s of %s left out%s", rejected, rsv__plural(rejected, "record", "records"), input,
                 cli->o.strict ? "; --strict makes that fatal" : "");
    }
}

/* --- the case again ------------------------------------------------------------------------------------------------ */

/* A command line in the making; "" once it has grown too long, for half of a case would be another one. */
struct line {
    char *out;
    size_t size, n;
    bool is_full;
};

static void begin_line(struct line *l, char *out, size_t size)
{
    *l = (struct line){out, size, 0, false};
    *out = '\0';
}

static void add_quoted(struct line *l, const char *word)
{
    const bool plain = word[strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                         "@%+=:,./_-")] == '\0' && *word != '\0';
    if (l->is_full || l->n + strlen(word) * 4 + 4 > l->size) {
        l->is_full = true;
        *l->out = '\0';
        return;
    }
    char *p = l->out + l->n;
    p = stpcpy(p, plain ? " " : " '");
    for (; *word != '\0'; word++) {
        if (*word == '\'')
            p = stpcpy(p, "'\\'");
        *p++ = *word;
    }
    p = stpcpy(p, plain ? "" : "'");
    l->n = (size_t)(p - l->out);
}

static void add_option(struct line *l, const char *option, const char *value)
{
    if (value == NULL)
        return;
    add_quoted(l, option);
    add_quoted(l, value);
}

static void add_list(struct line *l, const char *option, const struct text_list *values)
{
    for (size_t i = 0; i < values->n; i++)
        add_option(l, option, values->items[i]);
}

/* Where the knowledge is, if it was said. */
static void add_places(struct line *l, struct cli *cli)
{
    add_option(l, "--kb", cli->o.kb);
    add_option(l, "--rules", cli->o.rules);
    add_list(l, "--site", &cli->o.sites);
}

/* A fact, a pasted error, or the mark of one on standard input: not a code alone, and not a cause. */
static bool is_of_case(const char *word)
{
    const size_t n = strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return strcmp(word, "-") == 0 || strpbrk(word, " \n") != NULL ||
           (n > 0 && word[n] == ':' && strspn(word + n + 1, "0123456789") < strlen(word + n + 1));
}

void rsv__case_words(struct cli *cli, int64_t code, char *out, size_t size)
{
    struct line l;
    char number[24];
    begin_line(&l, out, size);
    snprintf(number, sizeof number, "%lld", (long long)code);
    add_quoted(&l, number);
    for (size_t i = 0; i < cli->o.words.n; i++)
        if (is_of_case(cli->o.words.items[i]))
            add_quoted(&l, cli->o.words.items[i]);
    add_list(&l, "-f", &cli->o.files);
    add_option(&l, "--from", cli->o.from);
    if (cli->o.lenient)
        add_quoted(&l, "--lenient");
    add_list(&l, "--role", &cli->o.roles);
    add_option(&l, "--now", cli->o.now);
    add_places(&l, cli);
}

void rsv__log_words(struct cli *cli, const char *code, char *out, size_t size)
{
    struct line l;
    begin_line(&l, out, size);
    for (size_t i = 0; i < cli->o.words.n; i++) {
        if (strcmp(cli->o.words.items[i], "-") == 0) {
            *out = '\0'; /* it can't be read again */
            return;
        }
        add_quoted(&l, cli->o.words.items[i]);
    }
    add_option(&l, "--code", code);
    add_option(&l, "--user", cli->o.user);
    add_option(&l, "--app", cli->o.app);
    add_option(&l, "--since", cli->o.since);
    add_option(&l, "--until", cli->o.until);
    add_places(&l, cli);
}
