/* SPDX-License-Identifier: MIT
 * render_why.c - accounts in decibans, and collectors by what they save. */
#include "cli/cli.h"

#include <math.h>
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

/* --- the column ---------------------------------------------------------------------------------- */

struct tenth { /* a line's weight in tenths, and what rounding took away */
    long value;
    double rest;
    size_t line;
};

static int by_rest(const void *x, const void *y)
{
    const struct tenth *a = x, *b = y;
    if (a->rest != b->rest)
        return a->rest > b->rest ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

static int by_line(const void *x, const void *y)
{
    const struct tenth *a = x, *b = y;
    return a->line < b->line ? -1 : a->line > b->line;
}

/* Round so that the printed lines add up to the printed total (largest remainders). */
static void round_column(struct tenth *lines, size_t n, long total)
{
    long sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += lines[i].value;
    qsort(lines, n, sizeof *lines, by_rest);
    for (size_t i = 0; i < n && sum < total; i++, sum++)
        lines[i].value++;
    qsort(lines, n, sizeof *lines, by_line);
}

static void print_weight(struct term *t, long tenths, int column, bool strong)
{
    char text[24];
    snprintf(text, sizeof text, "%c%ld.%ld", tenths < 0 ? '-' : '+', labs(tenths) / 10,
             labs(tenths) % 10);
    const int at = t->width < 90 ? t->width : 90, n = (int)strlen(text);
    rsv__term_spaces(t, column + n + 1 <= at ? at - n - column : 1);
    rsv__term_text(t, strong ? STYLE_STRONG : tenths < 0 ? STYLE_BAD : STYLE_GOOD, text);
    fputc('\n', t->file);
}

static void print_lines(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    const rsv_doc *list = rsv_doc_get(d, "lines");
    const size_t n = rsv_doc_count(list);
    const long total = lround(10 * number_of(d, "total"));
    struct tenth *lines = calloc(n + 1, sizeof *lines);
    size_t i = 0;
    if (lines == NULL)
        return;
    for (const rsv_doc *l = rsv_doc_first(list); l; l = rsv_doc_next(l), i++) {
        const double w = 10 * number_of(l, "weight");
        lines[i] = (struct tenth){(long)floor(w), w - floor(w), i};
    }
    round_column(lines, n, total);
    i = 0;
    for (const rsv_doc *l = rsv_doc_first(list); l; l = rsv_doc_next(l), i++) {
        fputs("  ", t->file);
        const int reserve = t->width < 90 ? 8 : t->width - 82;
        print_weight(t, lines[i].value,
                     rsv__term_wrap(t, STYLE_RAW, text_of(l, "say"), 2, 4, reserve), false);
    }
    print_weight(t, total, 0, true);
    free(lines);
}

/* --- the rest --------------------------------------------------------------------------------------- */

static void print_cause(struct cli *cli, const rsv_doc *c, int64_t of, int column)
{
    struct term *t = &cli->out;
    const double p = 100 * number_of(c, "belief");
    char standing[80];
    snprintf(standing, sizeof standing, "%s%.1f %% (rank %lld of %lld)",
             p > 99.9 ? ">" : p < 0.1 ? "<" : "", fmin(fmax(p, 0.1), 99.9),
             (long long)rsv_doc_integer(rsv_doc_get(c, "rank")), (long long)of);
    column = rsv__term_wrap(t, STYLE_STRONG, text_of(c, "title"), column, 2, 1);
    fputs(column + 2 + (int)strlen(standing) > t->width ? ":\n  " : ": ", t->file);
    rsv__term_text(t, STYLE_PLAIN, standing);
    fputc('\n', t->file);
}

static void print_overtakes(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    const rsv_doc *list = rsv_doc_get(d, "overtakes");
    const bool behind = number_of(d, "total") <= 0;
    const char *who = text_of(rsv_doc_get(d, behind ? "cause" : "rival"), "cause");
    if (rsv_doc_count(list) == 0) {
        rsv__term_printf(t, STYLE_DIM, "\nNo small change of facts would put %s first.\n", who);
        return;
    }
    rsv__term_printf(t, STYLE_STRONG, "\n%s would overtake if\n", who);
    for (const rsv_doc *o = rsv_doc_first(list); o; o = rsv_doc_next(o)) {
        const rsv_doc *changes = rsv_doc_get(o, "if");
        char line[1200] = "";
        size_t n = 0;
        for (const rsv_doc *c = rsv_doc_first(changes); c && n < sizeof line; c = rsv_doc_next(c))
            n += (size_t)snprintf(line + n, sizeof line - n, "%s%s", n ? ", and " : "", rsv_doc_text(c));
        fputs("  - ", t->file);
        rsv__term_wrap(t, STYLE_RAW, line, 4, 4, 0);
        fputc('\n', t->file);
    }
}

void rsv__render_why(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    const int64_t n = rsv_doc_integer(rsv_doc_get(d, "causes"));
    const char *word = text_of(d, "in_words");
    print_cause(cli, rsv_doc_get(d, "cause"), n, 0);
    rsv__term_text(t, STYLE_DIM, "  compared with ");
    print_cause(cli, rsv_doc_get(d, "rival"), n, 16);
    fputc('\n', t->file);
    print_lines(cli, d);
    rsv__term_printf(t, STYLE_DIM, "  decibans: %s%s\n", *word ? word : "hardly",
                     number_of(d, "total") > 0 ? " for it" : " against it");
    print_overtakes(cli, d);
}

/* --- next --------------------------------------------------------------------------------------------- */

void rsv__render_next(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    char words[4096];
    const rsv_doc *list = rsv_doc_get(d, "collectors"), *best = rsv_doc_first(list);
    rsv__term_printf(t, STYLE_STRONG, "AADSTS%lld  ",
                     (long long)rsv_doc_integer(rsv_doc_get(d, "code")));
    rsv__term_wrap(t, STYLE_STRONG, text_of(d, "title"), 14, 14, 0);
    rsv__term_printf(t, STYLE_PLAIN, "\nexpected %.0f min until it works; step 1 now: %s\n\n",
                     number_of(d, "cost"),
                     *text_of(d, "first_step") ? text_of(d, "first_step") : "escalate");
    if (best == NULL || number_of(best, "net") <= 0)
        rsv__term_printf(t, STYLE_PLAIN, "Nothing is worth collecting before step 1.\n");
    if (best != NULL)
        rsv__term_printf(t, STYLE_STRONG, "%-18s %7s %7s %7s  %s\n", "collector", "minutes",
                         "saves", "net", "changes step 1");
    for (const rsv_doc *c = best; c; c = rsv_doc_next(c)) {
        rsv__term_printf(t, number_of(c, "net") > 0 ? STYLE_PLAIN : STYLE_DIM,
                         "%-18s %7.0f %7.1f %+7.1f  %.0f in 100\n", text_of(c, "collector"),
                         number_of(c, "minutes"), number_of(c, "saves"), number_of(c, "net"),
                         100 * number_of(c, "changes_first_step"));
        fputs("  ", t->file);
        rsv__term_wrap(t, STYLE_DIM, text_of(c, "doc"), 2, 2, 0);
        fputc('\n', t->file);
    }
    rsv__case_words(cli, rsv_doc_integer(rsv_doc_get(d, "code")), words, sizeof words);
    if (best != NULL && rsv_doc_count(rsv_doc_get(best, "shells")) > 0 && *words != '\0') {
        fputs("\n  ", t->file);
        rsv__term_printf(t, STYLE_CODE, "resolvent next%s --script %s", words,
                         text_of(best, "collector"));
        fputc('\n', t->file);
    }
}
