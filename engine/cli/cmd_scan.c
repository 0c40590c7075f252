/* SPDX-License-Identifier: MIT
 * cmd_scan.c - whole sign-in logs: what is in them, what somebody should look at. */
#include "cli/cmds.h"
#include "cli/follow.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- reading ------------------------------------------------------------------------------------ */

struct feed { /* bytes from a descriptor */
    int fd;
    bool failed;
};

static size_t read_more(void *user, char *out, size_t n)
{
    struct feed *f = user;
    ssize_t got;
    do
        got = read(f->fd, out, n);
    while (got < 0 && errno == EINTR && !rsv__progress_interrupted());
    f->failed = got < 0 && errno != EINTR;
    return f->failed ? SIZE_MAX : got < 0 ? 0 : (size_t)got;
}

/* A regular file is mapped, so that threads see all of it; anything else is read as it comes. */
static rsv_status read_open(struct cli *cli, rsv_scan *scan, const char *path, int fd, struct progress *p,
                            rsv_error *err)
{
    size_t n = 0;
    struct feed feed = {.fd = fd};
    const char *name = rsv__input_name(path);
    char *bytes = rsv__map_file(fd, 1, &n);
    rsv__progress_begin(p, cli, name, n);
    if (bytes == NULL)
        return rsv_scan_stream(scan, name, read_more, &feed, err);
    posix_madvise(bytes, n, POSIX_MADV_SEQUENTIAL);
    const rsv_status rc = rsv_scan_bytes(scan, name, bytes, n, err);
    munmap(bytes, n);
    return rc;
}

static int read_log(struct cli *cli, rsv_scan *scan, const char *path, struct progress *p)
{
    rsv_error err;
    const bool is_stdin = strcmp(path, "-") == 0;
    struct stat st;
    const int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode))) {
        rsv__say(cli, "can't read %s: %s", path, fd < 0 ? strerror(errno) : "it is a folder");
        return EXIT_USAGE;
    }
    const rsv_status rc = read_open(cli, scan, path, fd, p, &err);
    rsv__progress_end(p);
    if (!is_stdin)
        close(fd);
    return rc == RSV_OK ? 0 : rsv__say_input_error(cli, rsv__input_name(path), &err);
}

/* --- options --------------------------------------------------------------------------------------- */

struct wanted {
    int64_t codes[MAX_LIST];
};

static int take_time(struct cli *cli, const char *name, const char *text, int64_t *ms)
{
    if (text == NULL || rsv_parse_time(text, ms) == RSV_OK)
        return 0;
    return rsv__usage_error(cli, "'--%s %s' is no time; write 2026-11-23T07:14:03Z or 2026-11-23", name, text);
}

static int take_options(struct cli *cli, rsv_scan_options *o, struct wanted *w)
{
    o->user = cli->o.user;
    o->app = cli->o.app;
    o->counts_only = cli->o.counts;
    for (size_t i = 0; i < cli->o.codes.n; i++) {
        rsv_error err;
        const char *text = cli->o.codes.items[i];
        if (strcmp(text, "0") == 0)
            w->codes[i] = 0;
        else if (rsv_find_error(NULL, "argument", text, strlen(text), &w->codes[i], NULL, &err) != RSV_OK)
            return rsv__usage_error(cli, "'--code %s' is no code", text);
    }
    o->codes = w->codes;
    o->n_codes = cli->o.codes.n;
    const int rc = take_time(cli, "since", cli->o.since, &o->since_ms);
    return rc ? rc : take_time(cli, "until", cli->o.until, &o->until_ms);
}

/* --- answers ---------------------------------------------------------------------------------------- */

/* Each fact a line, as `diagnose -f` reads them; of code 0, those of all errors. */
static int print_facts_of(struct cli *cli, rsv_scan *scan, int64_t code)
{
    rsv_doc *facts = NULL;
    rsv_error err;
    char *json;
    const rsv_status status = rsv_scan_facts(scan, code, &facts, &err);
    if (status != RSV_OK)
        return status == RSV_ENOTFOUND ? 0 : rsv__say_error(cli, &err);
    int rc = 0;
    for (const rsv_doc *f = rsv_doc_first(facts); f != NULL && rc == 0; f = rsv_doc_next(f)) {
        if (rsv_doc_json(f, 0, &json, NULL) != RSV_OK) {
            rsv__say(cli, "out of memory");
            rc = EXIT_INTERNAL;
            break;
        }
        fprintf(cli->out.file, "%s\n", json);
        rsv_text_free(json);
    }
    rsv_doc_free(facts);
    return rc;
}

static int print_facts(struct cli *cli, rsv_scan *scan, const rsv_scan_options *o)
{
    int rc = o->n_codes == 0 ? print_facts_of(cli, scan, 0) : 0;
    for (size_t i = 0; i < o->n_codes && rc == 0; i++)
        if (o->codes[i] != 0)
            rc = print_facts_of(cli, scan, o->codes[i]);
    return rc;
}

static int print_report(struct cli *cli, rsv_scan *scan, rsv_ruleset *rules)
{
    rsv_doc *report = NULL;
    rsv_error err;
    if (rsv_scan_report(scan, rules, &report, &err) != RSV_OK)
        return rsv__say_error(cli, &err);
    int rc = rsv__print(cli, report, rsv__render_scan);
    if (rc == 0 && rsv_doc_integer(rsv_doc_get(report, "attempts")) == 0 &&
        rsv_doc_integer(rsv_doc_get(report, "left_out")) == 0 && !rsv_doc_is_true(rsv_doc_get(report, "partial"))) {
        const char *first = cli->o.words.items[0], *name = cli->o.words.n == 1 ? rsv__input_name(first) : "these files";
        rsv__say(cli, "there are no sign-ins in %s that 'scan' can read; 'resolvent facts check %s' says what else it may be",
                 name, first);
        rc = EXIT_USAGE;
    }
    if (rc == 0 && rsv_doc_integer(rsv_doc_get(report, "damaged")) > 0 && cli->o.strict)
        rc = EXIT_USAGE;
    rsv_doc_free(report);
    return rc;
}

/* All logs, or the one that grows. */
static int read_logs(struct cli *cli, struct context *c, rsv_scan *scan, struct progress *p)
{
    int rc = 0;
    if (cli->o.follow)
        return rsv__follow(cli, scan, c->rules, cli->o.words.items[0], p);
    for (size_t i = 0; i < cli->o.words.n && rc == 0 && !rsv__progress_interrupted(); i++)
        rc = read_log(cli, scan, cli->o.words.items[i], p);
    return rc;
}

static int run(struct cli *cli)
{
    struct context c = {.code = 0};
    struct progress p;
    struct wanted w;
    rsv_scan_options o = RSV_SCAN_OPTIONS_INIT;
    rsv_scan *scan = NULL;
    rsv_error err;
    if (cli->o.words.n == 0)
        return rsv__usage_error(cli, "which logs?");
    if (cli->o.follow && (cli->o.words.n > 1 || cli->o.facts))
        return rsv__usage_error(cli, cli->o.facts ? "--follow prints no facts" : "--follow takes one log");
    int rc = take_options(cli, &o, &w);
    if (rc == 0)
        rc = rsv__open_kb(cli, &c);
    if (rc == 0 && !cli->o.counts && !cli->o.facts)
        rc = rsv__load_rules(cli, &c);
    o.progress = rsv__progress_step;
    o.progress_user = &p;
    if (rc == 0 && rsv_scan_open(c.kb, &o, &scan, &err) != RSV_OK)
        rc = rsv__say_error(cli, &err);
    rsv__progress_catch();
    if (rc == 0)
        rc = read_logs(cli, &c, scan, &p);
    if (rc == 0)
        rc = cli->o.facts ? print_facts(cli, scan, &o) : print_report(cli, scan, c.rules);
    rsv_scan_close(scan);
    rsv__close_context(&c);
    return rc;
}

static const struct option_def *const options[] = {
    &opt_user, &opt_app,    &opt_code, &opt_since, &opt_until, &opt_facts, &opt_counts,
    &opt_follow, &opt_all,  &opt_strict, &opt_kb,   &opt_rules, &opt_site,  NULL};

static const char *const examples[] = {
    "resolvent scan InteractiveSignIns.json             # what is in it, what to look at",
    "resolvent scan logs/*.json.gz --since 2026-11-23   # many files, packed or not",
    "resolvent scan signins.json --user anna@contoso.com   # advice for one user",
    "resolvent scan /var/log/entra/signins.ndjson --follow   # while it grows",
    "resolvent scan signins.json --code 50126 --facts | resolvent 50126 -f -",
    NULL,
};

const struct cmd cmd_scan = {
    .name = "scan",
    .words = "FILE...|-",
    .takes_many = true,
    .summary = "whole sign-in logs: by code what happened to whom and when, incidents, advice",
    .examples = examples,
    .options = options,
    .more = "Logs are JSON of Microsoft Graph or Azure Monitor in any container, one record a line or not; CSV of the\n"
            "portal's downloads, Log Analytics and pandas; tables of columns and rows of Log Analytics and Kusto; in UTF-8\n"
            "or UTF-16, packed with gzip or zstd or not; the unified audit log's sign-ins as JSON.  A request that comes\n"
            "twice counts once, unless --counts is given.  Ctrl-C ends the reading and prints what is known so far.",
    .run = run,
};
