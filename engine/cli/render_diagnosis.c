/* SPDX-License-Identifier: MIT
 * render_diagnosis.c - the screen that an agent reads while the user waits. */
#include "cli/cli.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

enum { MIN_SHOWN_DB = 1, BAR_WIDTH = 20 };

static const char *text_of(const rsv_doc *d, const char *key)
{
    return rsv_doc_text(rsv_doc_get(d, key));
}

static double number_of(const rsv_doc *d, const char *key)
{
    return rsv_doc_number(rsv_doc_get(d, key));
}

/* Never 100 %, and nothing that is possible is 0. */
static void format_percent(double p, char out[12])
{
    if (p > 0.99)
        strcpy(out, ">99 %");
    else if (p < 0.01)
        strcpy(out, "<1 %");
    else
        snprintf(out, 12, "%.0f %%", 100 * p);
}

/* --- head ------------------------------------------------------------------------------------- */

static void print_head(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    const rsv_doc *facts = rsv_doc_get(d, "facts"), *questions = rsv_doc_get(d, "questions");
    const int64_t given = rsv_doc_integer(rsv_doc_get(facts, "given"));
    const int64_t open = rsv_doc_integer(rsv_doc_get(questions, "open"));
    char code[32], counts[80];
    snprintf(code, sizeof code, "AADSTS%lld", (long long)rsv_doc_integer(rsv_doc_get(d, "code")));
    snprintf(counts, sizeof counts, "%lld %s %s %lld %s open", (long long)given,
             rsv__plural(given, "fact", "facts"), rsv__term_dot(t), (long long)open,
             rsv__plural(open, "question", "questions"));
    rsv__term_text(t, STYLE_STRONG, code);
    const int indent = (int)strlen(code) + 2;
    fputs("  ", t->file);
    const int column = rsv__term_wrap(t, STYLE_STRONG, text_of(d, "title"), indent, indent, 0);
    rsv__term_right(t, STYLE_DIM, counts, column, indent);
}

static void print_error(struct cli *cli, const rsv_doc *d)
{
    static const struct {
        const char *key, *before;
    } parts[] = {{"outer_code", "wrapped in AADSTS"}, {"user", "user "}, {"at", ""},
                 {"correlation_id", "correlation "}, {"request_id", "request "},
                 {"app_id", "app "}};
    const rsv_doc *e = rsv_doc_get(d, "error");
    char line[600] = "";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const size_t n = strlen(line);
        if (*text_of(e, parts[i].key) && n < sizeof line)
            snprintf(line + n, sizeof line - n, "%s%s%s", n ? ", " : "", parts[i].before,
                     text_of(e, parts[i].key));
    }
    if (*line == '\0')
        return;
    rsv__term_text(&cli->out, STYLE_DIM, "read  ");
    rsv__term_wrap(&cli->out, STYLE_DIM | STYLE_RAW, line, 6, 6, 0);
    fputc('\n', cli->out.file);
}

/* What kind of code it is, where that changes what one does. */
static void print_nature(struct cli *cli, const rsv_doc *d)
{
    const char *nature = text_of(d, "nature");
    const char *text = strcmp(nature, "interrupt") == 0
                           ? "An interrupt: the sign-in usually goes on from it. One alone is no fault."
                       : strcmp(nature, "noise") == 0
                           ? "Mostly attackers' noise: look at who is affected before repairing anything."
                           : NULL;
    if (text == NULL)
        return;
    rsv__term_wrap(&cli->out, STYLE_WARN, text, 0, 0, 0);
    fputc('\n', cli->out.file);
}

/* --- causes -------------------------------------------------------------------------------------- */

static void print_bar(struct term *t, double belief)
{
    char bar[BAR_WIDTH + 1];
    const int full = (int)lround(belief * BAR_WIDTH);
    memset(bar, '#', (size_t)full);
    memset(bar + full, '.', (size_t)(BAR_WIDTH - full));
    bar[BAR_WIDTH] = '\0';
    rsv__term_text(t, STYLE_CODE, bar);
    fputs("  ", t->file);
}

static void print_weight(struct term *t, double w, int column)
{
    char text[16];
    snprintf(text, sizeof text, "%+.1f", w);
    const int n = (int)strlen(text);
    rsv__term_spaces(t, column + 2 + n <= t->width ? t->width - n - column : 1);
    rsv__term_text(t, w > 0 ? STYLE_GOOD : STYLE_BAD, text);
    fputc('\n', t->file);
}

/* The reasons that matter: for the first cause more of them than for the rest. */
static void print_reasons(struct cli *cli, const rsv_doc *cause, int rank)
{
    struct term *t = &cli->out;
    int shown = 0, hidden = 0;
    for (const rsv_doc *e = rsv_doc_first(rsv_doc_get(cause, "evidence")); e; e = rsv_doc_next(e)) {
        const double w = number_of(e, "weight");
        if (fabs(w) < MIN_SHOWN_DB)
            continue;
        if (shown >= (rank == 1 ? 5 : 2) && !cli->o.all) {
            hidden++;
            continue;
        }
        shown++;
        rsv__term_spaces(t, 11);
        rsv__term_text(t, w > 0 ? STYLE_GOOD : STYLE_BAD, w > 0 ? "for      " : "against  ");
        print_weight(t, w, rsv__term_wrap(t, STYLE_RAW, text_of(e, "say"), 20, 20, 8));
    }
    if (hidden > 0) {
        rsv__term_spaces(t, 20);
        rsv__term_printf(t, STYLE_DIM, "%d more (why shows all)\n", hidden);
    }
}

static void print_cause(struct cli *cli, const rsv_doc *c, int rank)
{
    struct term *t = &cli->out;
    char percent[12];
    format_percent(number_of(c, "belief"), percent);
    rsv__term_printf(t, STYLE_STRONG, "%3d  %5s  ", rank, percent);
    int indent = 12;
    if (t->is_tty && t->width >= 90) {
        print_bar(t, number_of(c, "belief"));
        indent += BAR_WIDTH + 2;
    }
    const int column = rsv__term_wrap(t, rank == 1 ? STYLE_STRONG : STYLE_PLAIN,
                                      text_of(c, "title"), indent, indent, 0);
    rsv__term_right(t, STYLE_DIM, text_of(c, "cause"), column, indent);
    print_reasons(cli, c, rank);
}

static void print_causes(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    int rank = 0, hidden = 0;
    bool reasons = false;
    double rest = 0;
    rsv__term_heading(t, "LIKELY CAUSE");
    for (const rsv_doc *c = rsv_doc_first(rsv_doc_get(d, "causes")); c; c = rsv_doc_next(c)) {
        const double belief = number_of(c, "belief");
        rank++;
        reasons = reasons || rsv_doc_count(rsv_doc_get(c, "evidence")) > 0;
        if (!cli->o.all && rank > 3 && (belief < 0.03 || rank > 6)) {
            hidden++;
            rest += belief;
            continue;
        }
        print_cause(cli, c, rank);
    }
    if (hidden > 0) {
        char percent[12];
        format_percent(rest, percent);
        rsv__term_printf(t, STYLE_DIM, "     %5s  %d more, together (--all shows them)\n", percent,
                         hidden);
    }
    if (!reasons) {
        rsv__term_spaces(t, 5);
        rsv__term_wrap(t, STYLE_DIM, "(the article's shares; no closed tickets on this desk yet)", 5, 6, 0);
        fputc('\n', t->file);
    }
}

/* --- what to find out -------------------------------------------------------------------------------- */

static void print_next(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    const rsv_doc *list = rsv_doc_get(d, "next");
    int n = 0;
    if (rsv_doc_count(list) == 0) {
        fputc('\n', t->file);
        rsv__term_wrap(t, STYLE_PLAIN, "Nothing is worth collecting before step 1.", 0, 0, 0);
        fputc('\n', t->file);
        return;
    }
    rsv__term_heading(t, "WORTH KNOWING FIRST");
    for (const rsv_doc *c = rsv_doc_first(list); c && n < 3; c = rsv_doc_next(c), n++) {
        rsv__term_printf(t, STYLE_STRONG, "  %-16s", text_of(c, "collector"));
        rsv__term_printf(t, STYLE_PLAIN, " %3.0f min  ", number_of(c, "minutes"));
        char line[200];
        int length = snprintf(line, sizeof line, "saves %.0f min on average",
                              fmax(1, number_of(c, "saves")));
        if (n == 0 && number_of(c, "changes_first_step") >= 0.05)
            snprintf(line + length, sizeof line - (size_t)length, "; changes step 1 in %.0f of 100",
                     100 * number_of(c, "changes_first_step"));
        int column = rsv__term_wrap(t, STYLE_PLAIN, line, 28, 28, 0);
        const char *doc = text_of(c, "doc");
        if (column + 3 + (int)strlen(doc) <= t->width) {
            rsv__term_spaces(t, 3);
        } else {
            fputc('\n', t->file);
            rsv__term_spaces(t, 28);
            column = 28;
        }
        rsv__term_wrap(t, STYLE_DIM, doc, column, 28, 0);
        fputc('\n', t->file);
    }
}

/* --- plan ---------------------------------------------------------------------------------------------- */

static void print_step(struct cli *cli, const rsv_doc *s, const char *rank, double reach)
{
    struct term *t = &cli->out;
    const char *risk = text_of(s, "risk");
    const bool warn = strcmp(risk, "medium") == 0 || strcmp(risk, "high") == 0;
    char line[400], note[40];
    rsv__term_printf(t, STYLE_STRONG, "%3s  ", rank);
    const int column = rsv__term_wrap(t, STYLE_PLAIN, text_of(s, "title"), 5, 5, 0);
    rsv__term_right(t, STYLE_DIM, text_of(s, "step"), column, 5);
    rsv__term_spaces(t, 5);
    snprintf(line, sizeof line, "%g min, fixes it %.0f in 100, %s%s", number_of(s, "minutes"),
             fmax(1, round(100 * number_of(s, "fixes") / fmax(reach, 1e-9))),
             text_of(s, "role_title"),
             rsv_doc_is_true(rsv_doc_get(s, "handover")) ? " (hand over)" : "");
    const int n = snprintf(note, sizeof note, "  ! %s risk%s", risk,
                           rsv_doc_is_true(rsv_doc_get(s, "reversible")) ? "" : ", can't be undone");
    rsv__term_wrap(t, STYLE_DIM, line, 5, 5, warn ? n : 0);
    if (warn)
        rsv__term_text(t, STYLE_WARN, note);
    fputc('\n', t->file);
}

/* Where nothing is worth trying yet, the reader still wants to know what there is to try. */
static void print_too_long(struct cli *cli, const rsv_doc *rest)
{
    int n = 0;
    if (rsv_doc_count(rest) == 0)
        return;
    rsv__term_heading(&cli->out, "TOO LONG TO TRY BEFORE THAT, UNLESS THE CAUSE IS CLEAR");
    for (const rsv_doc *s = rsv_doc_first(rest); s && (n < 3 || cli->o.all); s = rsv_doc_next(s), n++)
        print_step(cli, s, "-", number_of(s, "reach"));
}

static void print_plan(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    const rsv_doc *plan = rsv_doc_get(d, "plan"), *escalate = rsv_doc_get(plan, "escalate");
    char head[80], rank[12];
    int n = 0;
    snprintf(head, sizeof head, "DO THIS, IN THIS ORDER   (expected %.0f min until it works)",
             number_of(plan, "cost"));
    rsv__term_heading(t, head);
    for (const rsv_doc *s = rsv_doc_first(rsv_doc_get(plan, "steps")); s; s = rsv_doc_next(s)) {
        snprintf(rank, sizeof rank, "%d", ++n);
        print_step(cli, s, rank, number_of(s, "reach"));
    }
    rsv__term_printf(t, STYLE_STRONG, "%3d  ", n + 1);
    char line[160];
    snprintf(line, sizeof line, "Escalate, with correlation ID, UTC time, and what was tried: %.0f in 100 get here",
             fmax(1, 100 * number_of(escalate, "reach")));
    rsv__term_wrap(t, STYLE_PLAIN, line, 5, 5, 0);
    fputc('\n', t->file);
    if (n == 0)
        print_too_long(cli, rsv_doc_get(plan, "not_worth_it"));
}

/* --- waiting, warnings, where to go on ---------------------------------------------------------------------- */

static void print_waiting(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    const rsv_doc *list = rsv_doc_get(d, "waiting");
    const size_t n = rsv_doc_count(list);
    size_t shown = 0;
    if (n == 0 || rsv_doc_integer(rsv_doc_get(rsv_doc_get(d, "facts"), "given")) == 0)
        return; /* without facts everything is open: the screen says so already */
    rsv__term_heading(t, "WAITING FOR");
    for (const rsv_doc *w = rsv_doc_first(list); w; w = rsv_doc_next(w)) {
        if (shown++ >= 6 && !cli->o.all)
            continue;
        char needs[300] = "";
        for (const rsv_doc *x = rsv_doc_first(rsv_doc_get(w, "needs")); x; x = rsv_doc_next(x)) {
            const size_t m = strlen(needs);
            if (m + 1 < sizeof needs)
                snprintf(needs + m, sizeof needs - m, "%s%s", m ? ", " : "", rsv_doc_text(x));
        }
        fputs("  ", t->file);
        int column = rsv__term_wrap(t, STYLE_RAW, needs, 2, 4, 0);
        fputs(": ", t->file);
        rsv__term_wrap(t, STYLE_DIM, text_of(w, "about"), column + 2, 4, 0);
        fputc('\n', t->file);
    }
    if (n > 6 && !cli->o.all)
        rsv__term_printf(t, STYLE_DIM, "  and %zu more (--all shows them)\n", n - 6);
}

static void print_warnings(struct cli *cli, const rsv_doc *d)
{
    const rsv_doc *list = rsv_doc_get(d, "warnings");
    if (rsv_doc_count(list) > 0)
        fputc('\n', cli->out.file);
    for (const rsv_doc *w = rsv_doc_first(list); w; w = rsv_doc_next(w)) {
        rsv__term_text(&cli->out, STYLE_WARN, "! ");
        rsv__term_wrap(&cli->out, STYLE_RAW, rsv_doc_text(w), 2, 2, 0);
        fputc('\n', cli->out.file);
    }
}

static void print_hint(struct cli *cli, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void print_hint(struct cli *cli, const char *format, ...)
{
    char line[4400];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    fputs("  ", cli->out.file);
    rsv__term_text(&cli->out, STYLE_CODE | STYLE_RAW, line);
    fputc('\n', cli->out.file);
}

static void print_onward(struct cli *cli, const rsv_doc *d)
{
    char words[4096];
    const rsv_doc *first = rsv_doc_first(rsv_doc_get(rsv_doc_get(d, "plan"), "steps"));
    const rsv_doc *cause = rsv_doc_first(rsv_doc_get(d, "causes"));
    const rsv_doc *next = rsv_doc_first(rsv_doc_get(d, "next"));
    rsv__case_words(cli, rsv_doc_integer(rsv_doc_get(d, "code")), words, sizeof words);
    fputc('\n', cli->out.file);
    if (first != NULL)
        print_hint(cli, "resolvent step %s", text_of(first, "step"));
    if (*words == '\0')
        return;
    if (rsv_doc_count(rsv_doc_get(cause, "evidence")) > 0)
        print_hint(cli, "resolvent why %s%s", text_of(cause, "cause"), words);
    if (rsv_doc_next(cause) != NULL && rsv_doc_count(rsv_doc_get(cause, "evidence")) > 0)
        print_hint(cli, "resolvent why-not %s%s", text_of(rsv_doc_next(cause), "cause"), words);
    if (next != NULL && rsv_doc_count(rsv_doc_get(next, "shells")) > 0)
        print_hint(cli, "resolvent next%s --script %s", words, text_of(next, "collector"));
}

void rsv__render_diagnosis(struct cli *cli, const rsv_doc *d)
{
    print_head(cli, d);
    print_error(cli, d);
    print_nature(cli, d);
    rsv__render_company(cli, d, false); /* whether it came wrapped is said above */
    print_causes(cli, d);
    print_next(cli, d);
    print_plan(cli, d);
    print_waiting(cli, d);
    print_warnings(cli, d);
    print_onward(cli, d);
}
