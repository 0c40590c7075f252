/* SPDX-License-Identifier: MIT
 * render_scan.c - a scan as a screen. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_CODES = 12, SHOWN_PROBLEMS = 5, SHOWN_ROWS = 8, TEXT_COLUMN = 10 };

static const char *text_of(const rsv_doc *d, const char *key)
{
    return rsv_doc_text(rsv_doc_get(d, key));
}

static long long number_of(const rsv_doc *d, const char *key)
{
    return (long long)rsv_doc_integer(rsv_doc_get(d, key));
}

/* 1234567 as 1,234,567. */
static const char *grouped(long long n, char out[32])
{
    char digits[24];
    const int length = snprintf(digits, sizeof digits, "%lld", n);
    char *to = out;
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            *to++ = ',';
        *to++ = digits[i];
    }
    *to = '\0';
    return out;
}

/* "2026-11-23 07:14" of an instant. */
static const char *minute(const char *time, char out[20])
{
    snprintf(out, 20, "%.16s", time);
    if (strlen(out) > 10)
        out[10] = ' ';
    return out;
}

/* " 2026-11-23 07:14 to 08:20": the day twice only if it is another one. */
static void add_span(char *out, size_t size, const rsv_doc *d, const char *from, const char *to)
{
    char a[20], b[20];
    const size_t n = strlen(out);
    minute(text_of(d, from), a);
    minute(text_of(d, to), b);
    if (strcmp(a, b) == 0)
        snprintf(out + n, size - n, "%s", a);
    else
        snprintf(out + n, size - n, "%s to %s", a, strncmp(a, b, 10) == 0 && strlen(b) > 11 ? b + 11 : b);
}

/* --- head ---------------------------------------------------------------------------------------- */

static void render_head(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    char n[32], span[60] = ", ";
    const double bytes = rsv_doc_number(rsv_doc_get(d, "bytes"));
    rsv__term_printf(t, STYLE_STRONG, "%s sign-in %s", grouped(number_of(d, "attempts"), n),
                     rsv__plural(number_of(d, "attempts"), "row", "rows"));
    rsv__term_printf(t, STYLE_PLAIN,
                     bytes >= 1e9 ? ", %.2f GB" : bytes >= 1e6 ? ", %.0f MB" : bytes >= 1e3 ? ", %.3g kB" : ", %.0f bytes",
                     bytes / (bytes >= 1e9 ? 1e9 : bytes >= 1e6 ? 1e6 : bytes >= 1e3 ? 1e3 : 1));
    if (*text_of(d, "first")) {
        add_span(span, sizeof span, d, "first", "last");
        rsv__term_printf(t, STYLE_PLAIN, "%s UTC", span);
    }
    fputc('\n', t->file);
}

static void note(struct cli *cli, bool holds, const char *text)
{
    if (!holds)
        return;
    rsv__term_text(&cli->out, STYLE_WARN, "  ! ");
    rsv__term_wrap(&cli->out, STYLE_PLAIN, text, 4, 4, 0);
    fputc('\n', cli->out.file);
}

static void render_notes(struct cli *cli, const rsv_doc *d)
{
    char text[200], n[32];
    note(cli, rsv_doc_is_true(rsv_doc_get(d, "partial")), "stopped before the end: all of this is partial");
    note(cli, cli->o.counts, "--counts: rows are counted, also those that come twice");
    note(cli, rsv_doc_is_true(rsv_doc_get(d, "next_page")),
         "the export has a next page that isn't here: the log is incomplete");
    snprintf(text, sizeof text, "%s %s came before and didn't count again", grouped(number_of(d, "duplicates"), n),
             rsv__plural(number_of(d, "duplicates"), "row", "rows"));
    note(cli, number_of(d, "duplicates") > 0, text);
    snprintf(text, sizeof text, "%s %s without a result %s", grouped(number_of(d, "others"), n),
             rsv__plural(number_of(d, "others"), "record", "records"),
             rsv__plural(number_of(d, "others"), "is no sign-in", "are no sign-ins"));
    note(cli, number_of(d, "others") > 0, text);
    snprintf(text, sizeof text, "%s %s no time that can be told", grouped(number_of(d, "without_time"), n),
             rsv__plural(number_of(d, "without_time"), "row has", "rows have"));
    note(cli, number_of(d, "without_time") > 0, text);
    note(cli, rsv_doc_is_true(rsv_doc_get(d, "policies_hidden")),
         "Conditional Access refused and no policy is named: whoever read the log may not see policies");
    note(cli, rsv_doc_is_true(rsv_doc_get(d, "forgot_ids")),
         "so many rows that duplicates were looked for among the last few million only");
    snprintf(text, sizeof text, "so many failures that incidents are looked for among one in %lld users",
             number_of(d, "one_in_users"));
    note(cli, number_of(d, "one_in_users") > 1, text);
}

/* --- incidents ------------------------------------------------------------------------------------- */

static void describe(const rsv_doc *i, char *out, size_t size)
{
    const char *type = text_of(i, "type"), *user = text_of(i, "user");
    const char *app = *text_of(i, "app_name") ? text_of(i, "app_name") : text_of(i, "app");
    const long long users = number_of(i, "users"), got_in = number_of(i, "got_in");
    char n[32], u[32], many[40], in[60] = "; none of them got in from there";
    if (rsv_doc_get(i, "got_in") == NULL)
        snprintf(in, sizeof in, "; whether one got in can't be told");
    else if (got_in > 0)
        snprintf(in, sizeof in, "; %lld of them got in from there", got_in);
    grouped(number_of(i, "attempts"), n);
    grouped(users, u);
    if (strcmp(type, "spray") == 0) {
        snprintf(many, sizeof many, "%lld addresses", number_of(i, "addresses"));
        snprintf(out, size, "password spray from %s: %s accounts, %s tries%s",
                 *text_of(i, "address") ? text_of(i, "address") : many, u, n, in);
    } else if (strcmp(type, "loop") == 0)
        snprintf(out, size, "%s: %s%s%s, %s times",
                 rsv_doc_is_true(rsv_doc_get(i, "steady")) ? "tries at even intervals" : "sign-in loop", user,
                 *app ? " in " : "", app, n);
    else if (strcmp(type, "agent") == 0)
        snprintf(out, size, "all through pass-through agent %s: %s rows, %s users", text_of(i, "agent"), n, u);
    else if (strcmp(type, "policy") == 0)
        snprintf(out, size, "policy \"%s\" refuses (%s): %s rows, %s users", text_of(i, "policy"),
                 *text_of(i, "control") ? text_of(i, "control") : "no control is given", n, u);
    else if (strcmp(type, "application") == 0)
        snprintf(out, size, "one application, %s: %s rows", app, n);
    else if (strcmp(type, "address") == 0)
        snprintf(out, size, "all from %s: %s rows%s%s%s", text_of(i, "address"), n, users ? ", " : "", users ? u : "",
                 users ? " users" : "");
    else
        snprintf(out, size, "more than usual: %s rows%s%s%s", n, users ? ", " : "", users ? u : "", users ? " users" : "");
}

static bool is_same_incident(const rsv_doc *a, const rsv_doc *b)
{
    static const char *const keys[] = {"type", "user", "app", "address", "agent", "policy"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(text_of(a, keys[i]), text_of(b, keys[i])) != 0)
            return false;
    return number_of(a, "code") == number_of(b, "code");
}

static void render_incident(struct cli *cli, const rsv_doc *i)
{
    struct term *t = &cli->out;
    char line[600];
    describe(i, line, sizeof line);
    rsv__term_printf(t, STYLE_BAD, "  %-7lld ", number_of(i, "code"));
    rsv__term_wrap(t, STYLE_STRONG | STYLE_RAW, line, TEXT_COLUMN, TEXT_COLUMN, 0);
    fputc('\n', t->file);
    rsv__term_spaces(t, TEXT_COLUMN);
    snprintf(line, sizeof line, "%s%s", text_of(i, "title"), *text_of(i, "title") ? ", " : "");
    if (*text_of(i, "since"))
        add_span(line, sizeof line, i, "since", "until");
    rsv__term_wrap(t, STYLE_DIM, line, TEXT_COLUMN, TEXT_COLUMN, 0);
    fputc('\n', t->file);
}

static void render_incidents(struct cli *cli, const rsv_doc *d)
{
    const rsv_doc *list = rsv_doc_get(d, "incidents");
    if (cli->o.counts || number_of(d, "attempts") == 0) /* none are looked for, or can be */
        return;
    rsv__term_heading(&cli->out, "LOOK AT THIS");
    if (rsv_doc_count(list) == 0)
        rsv__term_printf(&cli->out, STYLE_PLAIN, "  nothing stands out\n");
    for (const rsv_doc *i = rsv_doc_first(list); i != NULL; i = rsv_doc_next(i))
        render_incident(cli, i);
}

static void render_advice(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    const rsv_doc *list = rsv_doc_get(d, "advice");
    if (rsv_doc_count(list) == 0)
        return;
    rsv__term_heading(t, "LIKELY CAUSES");
    for (const rsv_doc *a = rsv_doc_first(list); a != NULL; a = rsv_doc_next(a)) {
        long long shown = number_of(a, "code");
        for (const rsv_doc *c = rsv_doc_first(rsv_doc_get(a, "causes")); c != NULL; c = rsv_doc_next(c)) {
            const double belief = rsv_doc_number(rsv_doc_get(c, "belief"));
            if (belief < 0.1)
                break;
            if (shown != 0)
                rsv__term_printf(t, STYLE_STRONG, "  %-7lld ", shown);
            else
                rsv__term_spaces(t, TEXT_COLUMN);
            shown = 0;
            rsv__term_printf(t, STYLE_PLAIN, "%3.0f %%  ", belief > 0.99 ? 99 : belief * 100);
            rsv__term_wrap(t, STYLE_PLAIN, text_of(c, "title"), TEXT_COLUMN + 7, TEXT_COLUMN + 7, 0);
            fputc('\n', t->file);
        }
        const rsv_doc *step = rsv_doc_get(a, "first_step");
        if (step != NULL) {
            char line[400];
            snprintf(line, sizeof line, "first: %s (%s)", text_of(step, "title"), text_of(step, "step"));
            rsv__term_spaces(t, TEXT_COLUMN + 7);
            rsv__term_wrap(t, STYLE_DIM, line, TEXT_COLUMN + 7, TEXT_COLUMN + 9, 0);
            fputc('\n', t->file);
        }
    }
}

/* --- one user's rows ---------------------------------------------------------------------------------- */

/* A row but for its time. */
static void describe_row(const rsv_doc *r, char *out, size_t size)
{
    const rsv_doc *device = rsv_doc_get(r, "device"), *went_on = rsv_doc_get(r, "went_on");
    const char *address = text_of(r, "address"), *client = text_of(r, "client"), *policy = text_of(r, "policy");
    snprintf(out, size, "%lld %s%s%s%s%s%s%s%s%s%s", number_of(r, "code"), text_of(r, "app"), *address ? ", from " : "",
             address, *client ? ", " : "", client, device && !rsv_doc_is_true(device) ? ", no device" : "",
             *policy ? ", refused by \"" : "", policy, *policy ? "\"" : "",
             rsv_doc_is_true(went_on) ? "; went on to a success" : "");
}

/* Whether the trouble is over.  `newest`: when the last of those rows was. */
static void render_success(struct cli *cli, const rsv_doc *d, const char *newest)
{
    const rsv_doc *code = rsv_doc_first(rsv_doc_get(d, "codes"));
    char line[80] = "none in these rows", at[20];
    while (code != NULL && number_of(code, "code") != 0)
        code = rsv_doc_next(code);
    if (code != NULL)
        snprintf(line, sizeof line, "%s, %s the newest of them", minute(text_of(code, "last"), at),
                 strcmp(text_of(code, "last"), newest) > 0 ? "after" : "before");
    rsv__term_printf(&cli->out, STYLE_PLAIN, "  last success: ");
    rsv__term_wrap(&cli->out, STYLE_PLAIN, line, 16, TEXT_COLUMN, 0);
    fputc('\n', cli->out.file);
}

/* Rows that say the same are one. */
static void render_rows(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    const rsv_doc *list = rsv_doc_get(d, "rows");
    char what[400], other[400], line[500], at[20];
    int shown = 0;
    if (rsv_doc_count(list) == 0)
        return;
    rsv__term_heading(t, "LAST ROWS THAT DIDN'T SUCCEED");
    for (const rsv_doc *r = rsv_doc_first(list), *next; r != NULL && shown < SHOWN_ROWS; r = next, shown++) {
        int same = 1;
        describe_row(r, what, sizeof what);
        for (next = rsv_doc_next(r); next != NULL; next = rsv_doc_next(next), same++) {
            describe_row(next, other, sizeof other);
            if (strcmp(what, other) != 0)
                break;
        }
        rsv__term_printf(t, STYLE_PLAIN, "  %-7lld ", number_of(r, "code"));
        snprintf(line, sizeof line, "%s, %s", minute(text_of(r, "at"), at), strchr(what, ' ') + 1);
        if (same > 1)
            snprintf(line + strlen(line), sizeof line - strlen(line), "; %d alike", same);
        rsv__term_wrap(t, STYLE_PLAIN | STYLE_RAW, line, TEXT_COLUMN, TEXT_COLUMN, 0);
        fputc('\n', t->file);
    }
    if (cli->o.codes.n == 0) /* else successes are left out */
        render_success(cli, d, text_of(rsv_doc_first(list), "at"));
}

/* --- codes --------------------------------------------------------------------------------------------- */

static void render_plot(struct cli *cli, const rsv_doc *c)
{
    static const char *const blocks[] = {" ", "\xe2\x96\x81", "\xe2\x96\x82", "\xe2\x96\x83", "\xe2\x96\x84",
                                         "\xe2\x96\x85", "\xe2\x96\x86", "\xe2\x96\x87", "\xe2\x96\x88"};
    static const char ascii[] = " .:-=+*#@";
    int64_t most = 1;
    for (const rsv_doc *b = rsv_doc_first(rsv_doc_get(c, "bars")); b != NULL; b = rsv_doc_next(b))
        most = rsv_doc_integer(b) > most ? rsv_doc_integer(b) : most;
    for (const rsv_doc *b = rsv_doc_first(rsv_doc_get(c, "bars")); b != NULL; b = rsv_doc_next(b)) {
        const int64_t level = (rsv_doc_integer(b) * 8 + most - 1) / most;
        if (cli->out.utf8)
            fputs(blocks[level], cli->out.file);
        else
            fputc(ascii[level], cli->out.file);
    }
}

/* Columns of numbers, as many as there is room for; a narrow screen has the plot in a line of its own. */
static const struct column {
    const char *key, *title;
    int width;
    int from; /* width of the screen */
} columns[] = {{"attempts", "attempts", 11, 0},   {"sign_ins", "sign-ins", 11, 79}, {"users", "users", 9, 0},
               {"apps", "apps", 6, 97},           {"addresses", "addresses", 10, 97}};
enum { N_COLUMNS = 5, PLOT_FROM = 79 };

static void print_number(struct cli *cli, const rsv_doc *c, const char *key, int width)
{
    char n[32], shown[40];
    bool is_estimate = false;
    for (const rsv_doc *e = rsv_doc_first(rsv_doc_get(c, "estimated")); e != NULL; e = rsv_doc_next(e))
        is_estimate = is_estimate || strcmp(rsv_doc_text(e), key) == 0;
    snprintf(shown, sizeof shown, "%s%s", is_estimate ? "~" : "",
             rsv_doc_get(c, key) ? grouped(number_of(c, key), n) : "");
    rsv__term_printf(&cli->out, STYLE_PLAIN, " %*s", width, shown);
}

/* Append to the line, behind "; " unless it is the first. */
static void add_part(char *line, size_t size, const char *before, const char *text)
{
    const size_t n = strlen(line);
    if (*text != '\0')
        snprintf(line + n, size - n, "%s%s%s", n > 0 ? "; " : "", before, text);
}

static void render_code(struct cli *cli, const rsv_doc *c)
{
    struct term *t = &cli->out;
    const bool is_error = strcmp(text_of(c, "nature"), "error") == 0;
    char line[300] = "", time[20];
    rsv__term_printf(t, is_error ? STYLE_BAD : STYLE_PLAIN, "  %-7lld ", number_of(c, "code"));
    rsv__term_printf(t, STYLE_PLAIN, "%-9s", text_of(c, "nature"));
    for (size_t i = 0; i < N_COLUMNS; i++)
        if (t->width >= columns[i].from)
            print_number(cli, c, columns[i].key, columns[i].width);
    if (t->width >= PLOT_FROM) {
        fputs("  ", t->file);
    } else {
        fputc('\n', t->file);
        rsv__term_spaces(t, TEXT_COLUMN);
    }
    render_plot(cli, c);
    fputc('\n', t->file);
    rsv__term_spaces(t, TEXT_COLUMN);
    add_part(line, sizeof line, "", text_of(c, "title"));
    if (number_of(c, "code") != 0) {
        add_part(line, sizeof line, "", *text_of(c, "trend") ? text_of(c, "trend") : "no trend");
        if (*text_of(c, "changed"))
            snprintf(line + strlen(line), sizeof line - strlen(line), " since %s", minute(text_of(c, "changed"), time));
    }
    if (*text_of(c, "last"))
        add_part(line, sizeof line, "last ", minute(text_of(c, "last"), time));
    rsv__term_wrap(t, STYLE_DIM, line, TEXT_COLUMN, TEXT_COLUMN, 0);
    fputc('\n', t->file);
}

static void render_codes(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    const rsv_doc *list = rsv_doc_get(d, "codes");
    size_t shown = 0;
    if (rsv_doc_count(list) == 0)
        return;
    rsv__term_heading(t, "BY CODE");
    rsv__term_printf(t, STYLE_DIM, "  %-7s %-9s", "", "");
    for (size_t i = 0; i < N_COLUMNS; i++)
        if (t->width >= columns[i].from)
            rsv__term_printf(t, STYLE_DIM, " %*s", columns[i].width, columns[i].title);
    rsv__term_printf(t, STYLE_DIM, "%s\n", t->width >= PLOT_FROM ? "  over time" : "");
    for (const rsv_doc *c = rsv_doc_first(list); c != NULL; c = rsv_doc_next(c))
        if (cli->o.all || shown < SHOWN_CODES || rsv_doc_next(c) == NULL) {
            render_code(cli, c);
            shown++;
        }
    if (shown < rsv_doc_count(list))
        rsv__term_printf(t, STYLE_DIM, "  %zu more (--all shows them)\n", rsv_doc_count(list) - shown);
}

static void render_problems(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    const long long damaged = number_of(d, "damaged");
    int shown = 0;
    if (damaged == 0)
        return;
    rsv__term_heading(t, "CAN'T BE READ");
    for (const rsv_doc *p = rsv_doc_first(rsv_doc_get(d, "problems")); p != NULL && shown < SHOWN_PROBLEMS;
         p = rsv_doc_next(p), shown++)
        rsv__term_printf(t, STYLE_PLAIN, "  %s, line %lld (byte %lld): %s\n", text_of(p, "input"), number_of(p, "line"),
                         number_of(p, "byte"), text_of(p, "what"));
    if (damaged > shown)
        rsv__term_printf(t, STYLE_DIM, "  and %lld more\n", damaged - shown);
}

/* --- changes ------------------------------------------------------------------------------------------------ */

static long long attempts_of(const rsv_doc *report, long long code)
{
    for (const rsv_doc *c = rsv_doc_first(rsv_doc_get(report, "codes")); c != NULL; c = rsv_doc_next(c))
        if (number_of(c, "code") == code)
            return number_of(c, "attempts");
    return 0;
}

static bool was_there(const rsv_doc *before, const rsv_doc *incident)
{
    for (const rsv_doc *i = rsv_doc_first(rsv_doc_get(before, "incidents")); i != NULL; i = rsv_doc_next(i))
        if (is_same_incident(i, incident))
            return true;
    return false;
}

void rsv__render_scan_change(struct cli *cli, const rsv_doc *before, const rsv_doc *now)
{
    struct term *t = &cli->out;
    char text[20], n[32];
    const long long rows = number_of(now, "attempts") - (before ? number_of(before, "attempts") : 0);
    const char *between = ": ";
    rsv__term_printf(t, STYLE_PLAIN, "%s  %s %s", minute(text_of(now, "last"), text), grouped(rows, n),
                     rsv__plural(rows, "row", "rows"));
    for (const rsv_doc *c = rsv_doc_first(rsv_doc_get(now, "codes")); c != NULL; c = rsv_doc_next(c)) {
        const long long code = number_of(c, "code"), more = number_of(c, "attempts") - attempts_of(before, code);
        if (more == 0 || code == 0)
            continue;
        rsv__term_printf(t, STYLE_PLAIN, "%s%lld %s", between, code, grouped(more, n));
        between = ", ";
    }
    fputc('\n', t->file);
    for (const rsv_doc *i = rsv_doc_first(rsv_doc_get(now, "incidents")); i != NULL; i = rsv_doc_next(i))
        if (!was_there(before, i))
            render_incident(cli, i);
}

/* What to type next about the first advice. */
static void render_next(struct cli *cli, const rsv_doc *d)
{
    struct term *t = &cli->out;
    const rsv_doc *a = rsv_doc_first(rsv_doc_get(d, "advice"));
    char words[4096] = "", code[24];
    const char *step = text_of(rsv_doc_get(a, "first_step"), "step");
    if (a == NULL || cli->o.follow)
        return;
    snprintf(code, sizeof code, "%lld", number_of(a, "code"));
    fputc('\n', t->file);
    if (*step)
        rsv__term_printf(t, STYLE_DIM, "  resolvent step %s\n", step);
    rsv__log_words(cli, code, words, sizeof words);
    if (*words == '\0')
        return;
    rsv__term_text(t, STYLE_DIM | STYLE_RAW, "  resolvent scan");
    rsv__term_text(t, STYLE_DIM | STYLE_RAW, words);
    rsv__term_printf(t, STYLE_DIM, " --facts |\n    resolvent %s -f - --now %s\n", code, text_of(d, "last"));
}

void rsv__render_scan(struct cli *cli, const rsv_doc *d)
{
    render_head(cli, d);
    render_notes(cli, d);
    render_incidents(cli, d);
    render_advice(cli, d);
    render_rows(cli, d);
    render_codes(cli, d);
    render_problems(cli, d);
    render_next(cli, d);
}
